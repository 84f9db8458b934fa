"""How does a document become a publication: dropped, read, confirmed, registered?"""

from collections.abc import Callable
from dataclasses import astuple
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from clerkdesk.errors import Spoken, UserError
from clerkdesk.publications import queries, service, tied
from clerkdesk.publications.intake import Ask, NeedsAnswer, Proposal, twin_asks
from clerkdesk.publications.registering import NewPublication
from clerkdesk.publications.tied import Tie
from clerkdesk.reviews import checklists
from ui import cards, drafts, theme, words
from ui.buttons import button
from ui.forms import FormFoot
from ui.kept_draft import Fields, KeptDraft
from ui.pages import Desk, Page, Room, scrolled
from ui.panes import Pane, Panes
from ui.publications import from_heading
from ui.publications.drop_zone import DropZone
from ui.publications.form import PublicationForm
from ui.publications.side_cards import AskCard, CategoryCard, DueCard, HeadingCard
from ui.still import AT_ONCE, Still

say = words.of("publications")

KIND = "publication"  # of the drafts
_PAUSE = 250  # ms after the last key before the register is asked for twins


class Register(Page):
    """The form with its drop zone. It keeps its draft, files too, until it is registered."""

    kinds = frozenset({"unit", "person", "setting", "holiday_notice", "draft", "catalogue"})
    help_topic = "publications"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, say("register_title"), say("register_subtitle"))
        self.setAcceptDrops(True)
        self.add_back()
        self._taken_from: Any = None
        self._by_hand: set[str] = set()
        self._tie: Tie | None = None
        self._filling = False
        self._more_asks: tuple[Ask, ...] = ()
        warning = checklists.current(desk.today()).warning
        self.body.addWidget(cards.Band(warning, icon="warn"))
        self.follows = cards.Band("", state="plain", icon="link")
        self.follows.hide()
        self.body.addWidget(self.follows)
        left, right = self._build_columns()
        self._fill_left(left)
        self._fill_right(right)
        self._build_foot()
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(_PAUSE)
        self._wait.timeout.connect(self._look_for_twins)
        self.zone.read.connect(self._read)
        self.zone.use.connect(self._use)
        self.zone.changed.connect(self._files_changed)
        self.form.changed.connect(self._edited)

    def _build_columns(self) -> tuple[QWidget, QWidget]:
        """From the outside in: what is filled first would be dressed again by each layer."""
        left, right = QWidget(), QWidget()
        self.columns = Panes(
            (
                Pane("form", say("pane_form"), scrolled(left)),
                Pane("beside", say("pane_beside"), scrolled(right), 326),
            ),
            say("pane_name"),
            first="form",
            parent=self.ground,
        )
        self.body.addWidget(self.columns, 1)
        return left, right

    def _fill_left(self, left: QWidget) -> None:
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        self.zone = DropZone(self.desk, big=True, parent=left)
        column.addWidget(self.zone)
        sheet = cards.Card(parent=left)
        sheet.body.setContentsMargins(0, 0, 0, 0)
        typed = self.desk.settings().publication_numbers == "typed"
        self.form = PublicationForm(self.desk, typed_number=typed, parent=sheet)
        sheet.body.addWidget(self.form)
        column.addWidget(sheet)
        column.addStretch(1)

    def _fill_right(self, right: QWidget) -> None:
        beside = QVBoxLayout(right)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(12)
        self.asks = AskCard(lambda twin: self.desk.navigate("publications", twin))
        self.due = DueCard(say("card_due"))
        self.category = CategoryCard()
        self.heading = HeadingCard()
        self.draft = KeptDraft(
            self, KIND, begun=self._is_begun, gather=self._gather, put_back=self._put_back
        )
        beside.addWidget(self.draft.card)
        for card in (self.asks, self.due, self.category, self.heading):
            beside.addWidget(card)
        beside.addStretch(1)
        self.heading.show_heading(None)
        self.asks.changed.connect(self._update_foot)

    def _build_foot(self) -> None:
        foot = self.foot()
        foot.addWidget(FormFoot(self.form), 1)
        self.waiting = cards.text(role="label", tone="yeld")
        foot.addWidget(self.waiting)
        self.blank = button(say("empty_form"), self._empty)
        foot.addWidget(self.blank)
        self.save = button(say("save"), self._save, kind="primary", icon="save")
        foot.addWidget(self.save)
        self.action(say("save"), self._save, keys="Ctrl+S", icon="save")
        self.action(say("empty_form"), self._empty, icon="close")
        self.still = Still(self, (self.columns, self.blank, self.save))

    # reading files

    def arrive(self, _id: int | None, /, **facts: Any) -> None:
        """facts: files, paths dropped elsewhere; draft, the form's beginning; tie, of the draft."""
        files, draft = facts.get("files"), facts.get("draft")
        if self.still.busy:
            self.desk.note(say("storing_wait"))
        elif draft is not None and draft is not self._taken_from and not self._is_begun():
            self._taken_from = draft
            self._start_from(draft, facts.get("tie"))
        elif files is not None and files is not self._taken_from:
            self._taken_from = files  # coming back to this place does not drop them again
            self.zone.take(files)
        elif self._is_begun():
            self.desk.note(say("draft_still_here"))

    def _start_from(self, draft: NewPublication, tie: Tie | None) -> None:
        self._filling = True
        self.form.refill()
        self.form.fill(draft)
        self._filling = False
        self._by_hand.add("category")  # begun: it is kept until it is registered or emptied
        self._show_tie(tie)
        self._show_side()
        self._update_foot()
        self.form.focus_first()

    def _show_tie(self, tie: Tie | None) -> None:
        """Say above the form to what it will be tied."""
        self._tie = tie
        if tie is not None:
            other = queries.card(tie.other_id, self.desk.today())
            told = say(f"tied_{tie.relation}", number=other.number, title=other.title)
            self.follows.message.setText(told)
        self.follows.setVisible(tie is not None)

    def _read(self, proposal: Proposal) -> None:
        """The first file with a title fills what is still empty."""
        first = next((one for one in self.zone.proposals() if one.heading.title), proposal)
        if first is proposal:
            self._fill(proposal, over=False)

    def _use(self, proposal: Proposal) -> None:
        """The clerk says this file is the document: what it says replaces what stands there."""
        self._fill(proposal, over=True)

    def _fill(self, proposal: Proposal, *, over: bool) -> None:
        self._filling = True
        heading = proposal.heading
        taken = from_heading.fill(self.form, heading, over=over)
        self._by_hand -= taken
        if "copies_to" in taken:
            self.form.unfold()
        self._filling = False
        self.heading.show_heading(heading, proposal.file.name)
        from_heading.tell_sources(self.form, heading, self._by_hand)
        self._show_side()
        self._look_for_twins()

    def _files_changed(self) -> None:
        if not self.zone.proposals():
            self.heading.show_heading(None)
        self._more_asks = ()
        self._look_for_twins()
        self._update_foot()
        if self._is_begun():
            self.draft.touch()

    # while it is filled

    def _edited(self, name: str) -> None:
        if self._filling:
            return
        self._by_hand.add(name)
        self.draft.touch()
        self._show_side()
        if name == "document_number":
            self._wait.start()
        self._update_foot()

    def _show_side(self) -> None:
        draft = self.form.draft()
        category = self.form.category()
        self.due.show_draft(draft, self.desk.calendar())
        self.category.show_category(category)

    def _look_for_twins(self) -> None:
        digests = tuple(file.sha256 for file in self.zone.value())
        twins = queries.twins(self.form["document_number"].value(), digests)
        asks = dict.fromkeys(
            (*self.zone.asks(), *twin_asks(twins), *self._more_asks),
        )
        self.asks.show_asks(tuple(asks))
        self._update_foot()

    def _update_foot(self) -> None:
        still = len(self.asks.open_ones())
        reading = self.zone.busy()
        self.waiting.setText(
            say("still_reading") if reading else say("asks_open", count=still) if still else ""
        )

    # saving

    def _save(self) -> None:
        if self.still.busy:
            return
        self.clear_error()
        if not self.form.check() or self.zone.busy():
            self._update_foot()
            return
        draft = self.form.draft()
        if faults := service.check(draft, self.desk.today()):
            self._show_refusals(faults)
            return
        files = self.zone.value()
        work = partial(
            self._verb(), draft, files, self.desk.person_id, answered=self.asks.answered()
        )
        if sum(len(file.data) for file in files) > AT_ONCE:
            self.still.run(
                self.desk.jobs,
                say("storing", title=draft.title),
                lambda progress: work(progress=progress),
                lambda made: self._registered(made, follow=self.isVisible()),
                self._refused,
            )
            return
        try:
            made = work()
        except UserError as error:
            self._refused(error)
        else:
            self._registered(made)

    def _refused(self, error: Exception) -> None:
        if isinstance(error, NeedsAnswer):
            self._more_asks = error.asks
            self._look_for_twins()
            self.columns.show_pane("beside")
            self.asks.focus_first()
        elif isinstance(error, Spoken):
            self._show_refusals((error,))
        else:
            raise error

    def _registered(self, made: int, *, follow: bool = True) -> None:
        """follow: to its card; whoever went elsewhere while it was stored is left there."""
        self.draft.end()
        self._forget()
        number = queries.card(made, self.desk.today()).number
        self.desk.note(say("registered", number=number))
        if follow:
            self.desk.navigate("publications", made)

    def _verb(self) -> Callable[..., int]:
        """Register it, tied to what it belongs to where it does."""
        return service.register if self._tie is None else partial(tied.register, self._tie)

    def _show_refusals(self, faults: tuple[Spoken, ...]) -> None:
        self.columns.show_pane("form")
        self.show_faults(self.form, faults)

    def _is_begun(self) -> bool:
        return bool(self._by_hand or self.zone.value())

    def _forget(self) -> None:
        self._filling = True
        self.form.empty()
        self.zone.clear()
        self._filling = False
        self._by_hand = set()
        self._tie = None
        self.follows.hide()
        self._more_asks = ()
        from_heading.forget_sources(self.form)
        self.form.clear_states()
        self.asks.show_asks(())
        self._show_side()
        self._update_foot()

    def _empty(self) -> None:
        if self.still.busy:
            return
        self.draft.end()
        self._forget()
        self.desk.note(say("form_emptied"))
        self.form.focus_first()

    # the draft

    def _gather(self) -> tuple[str, Fields]:
        fields = {
            "form": drafts.raw(self.form),
            "files": list(self.zone.sources()),
            "tie": None if self._tie is None else astuple(self._tie),
        }
        return self.form["title"].value(), fields

    def _put_back(self, fields: Fields) -> None:
        self._forget()
        self._filling = True
        self.form.unfold()
        drafts.put_back(self.form, fields["form"])
        self._filling = False
        self._by_hand = {name for name, value in fields["form"].items() if value}
        tie = fields.get("tie")
        self._show_tie(Tie(*tie) if tie else None)
        self._show_side()
        self.zone.take([Path(one) for one in fields.get("files", ())])

    def may_leave(self) -> bool:
        self.draft.keep()
        return True

    # the frame

    def refresh(self) -> None:
        self.form.refill()
        if not self._is_begun():
            self.form.empty()
            self._by_hand = set()
        self.draft.look()
        self._show_side()
        self._update_foot()

    def set_room(self, room: Room) -> None:
        self.columns.set_narrow(narrow=room is Room.NARROW)

    def panes(self) -> tuple[QWidget, ...]:
        return (self.zone, self.form["title"].editor, self.save)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls() and not self.still.busy:
            theme.style(self.zone, "over", "true")
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        if self.still.busy:
            return
        self.zone.dropEvent(event)
