"""How does an answer become a publication for all? Its form, filled from the request."""

from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from clerkdesk.errors import Spoken
from clerkdesk.publications import queries
from clerkdesk.publications.intake import Ask, NeedsAnswer
from clerkdesk.requests import also_public
from clerkdesk.requests.also_public import Offer
from ui import cards, words
from ui.buttons import button
from ui.editors import Tick
from ui.forms import FormFoot
from ui.pages import Desk, Page, Room, scrolled
from ui.panes import Pane, Panes
from ui.publications.form import PublicationForm
from ui.publications.side_cards import AskCard, DueCard

say = words.of("requests_publish")


class RequestsPublish(Page):
    """The form keeps what was typed until it is registered or another request is opened."""

    kinds = frozenset({"unit", "person", "setting", "holiday_notice"})
    help_topic = "publications"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, say("title"))
        self._id = 0
        self._offer: Offer | None = None
        self._ticks: dict[int, Tick] = {}
        self.add_back()
        self.body.addWidget(cards.Band(say("why"), state="plain", icon="info"))
        self.earlier = cards.Band("")
        self.earlier.hide()
        self.body.addWidget(self.earlier)
        typed = desk.settings().publication_numbers == "typed"
        sheet = cards.Card()
        self.columns = Panes(
            (
                Pane("form", say("pane_form"), scrolled(sheet)),
                Pane("beside", say("pane_beside"), scrolled(self._beside()), 326),
            ),
            say("panes"),
            first="form",
            parent=self.ground,
        )
        self.body.addWidget(self.columns, 1)
        sheet.body.setContentsMargins(0, 0, 0, 0)
        self.form = PublicationForm(desk, typed_number=typed, parent=sheet)
        self.form.changed.connect(lambda _name: self._show_due())
        sheet.body.addWidget(self.form)
        self.none = cards.Empty(
            say("cannot"),
            " ",
            icon="publication",
            verb=say("open_request"),
            act=lambda: desk.navigate("requests", self._id),
        )
        self.none.hide()
        self.body.addWidget(self.none, 1)
        foot = self.foot()
        foot.addWidget(FormFoot(self.form), 1)
        self.save = button(say("save"), self._save, kind="primary", icon="save")
        foot.addWidget(self.save)
        self.action(say("save"), self._save, keys="Ctrl+S", icon="save")

    def _beside(self) -> QWidget:
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        self.asks = AskCard(lambda twin: self.desk.navigate("publications", twin))
        self.due = DueCard(say("due"))
        files = cards.Card(say("files"))
        self.files_note = cards.text(role="small", tone="text2", wrap=True)
        files.body.addWidget(self.files_note)
        self._files = QVBoxLayout()
        self._files.setSpacing(4)
        files.body.addLayout(self._files)
        for card in (self.asks, files, self.due):
            column.addWidget(card)
        column.addStretch(1)
        return right

    def arrive(self, id_: int | None, /, **_facts: Any) -> None:
        if id_ is None or id_ == self._id:
            return
        self._id = id_
        self.clear_error()
        try:
            self._offer = also_public.offer(id_)
        except Spoken as error:
            self._offer = None
            self.none.why.setText(str(error))
        self._fill()

    def refresh(self) -> None:
        self.form.refill()
        if self._offer is not None:
            self._show_due()

    def _fill(self) -> None:
        found = self._offer
        self.save.setEnabled(found is not None)
        self.columns.setVisible(found is not None)
        self.none.setVisible(found is None)
        self._show_files()
        self.asks.show_asks(())
        if found is None:
            return
        self.set_title(say("title"), say("subtitle", number=found.number, title=found.title))
        self.form.refill()
        self.form.fill(found.draft)
        self.form.clear_states()
        names = say("comma").join(one.name for one in found.earlier)
        self.earlier.message.setText(say("earlier", names=names))
        self.earlier.setVisible(bool(found.earlier))
        self._show_due()

    def _show_files(self) -> None:
        cards.clear(self._files)
        self._ticks = {}
        offered = self._offer.files if self._offer else ()
        self.files_note.setText(say("files_note" if offered else "no_files"))
        for one in offered:
            shown = say("file_line", name=words.literal(one.name), size=words.size(one.size))
            tick = Tick(shown)
            tick.set_value(one.provided)
            tick.setToolTip(words.literal(one.name))
            tick.setMinimumWidth(0)
            self._ticks[one.file_id] = tick
            self._files.addWidget(tick)

    def _show_due(self) -> None:
        self.due.show_draft(self.form.draft(), self.desk.calendar())

    def _save(self) -> None:
        self.clear_error()
        found = self._offer
        if found is None or not self.form.check():
            return
        files = [key for key, tick in self._ticks.items() if tick.value()]
        request, draft, answered = self._id, self.form.draft(), self.asks.answered()
        self.save.setEnabled(False)  # the files are read for marks first, beside the window
        self.desk.jobs.run(
            say("saving"),
            lambda _progress: also_public.publish(
                request, draft, files, self.desk.person_id, answered=answered
            ),
            self._saved,
            self._refused,
        )

    def _saved(self, made: int) -> None:
        number = queries.card(made, self.desk.today()).number
        told = self._offer.number if self._offer else ""
        self._id, self._offer = 0, None
        self.desk.note(say("saved", number=number, request=told))
        self.desk.navigate("publications", made)

    def _refused(self, fault: Exception) -> None:
        self.save.setEnabled(True)
        if isinstance(fault, NeedsAnswer):
            self._ask(fault.asks)
            return
        if not isinstance(fault, Spoken):
            raise fault
        self.columns.show_pane("form")
        if not self.form.show_error(fault):
            self.show_error(fault)

    def _ask(self, asks: tuple[Ask, ...]) -> None:
        self.asks.show_asks(asks)
        self.columns.show_pane("beside")
        self.asks.focus_first()

    def set_room(self, room: Room) -> None:
        self.columns.set_narrow(narrow=room is Room.NARROW)

    def panes(self) -> tuple[QWidget, ...]:
        return self.columns.widgets() if self._offer is not None else (self.none,)
