"""How is a request answered, item by item? Outcome, its fields, its grounds; then the reply."""

from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from clerkdesk import drafts
from clerkdesk.drafts import DraftRow
from clerkdesk.errors import UserError
from clerkdesk.letters.catalogue import for_outcomes
from clerkdesk.requests import queries, service
from clerkdesk.requests.facts import EventKind
from clerkdesk.requests.outcomes import Outcome
from clerkdesk.requests.queries import RequestCard
from ui import cards, words
from ui.buttons import button
from ui.forms import FormFoot
from ui.pages import Desk, Page, sheet
from ui.requests.decide_form import DecideForm

say = words.of("request_decide")

KEEP_AFTER_MS = 3_000  # of rest after typing: then the draft is kept


def draft_kind(request_id: int) -> str:
    """Return under which name the half-filled decision on a request is kept."""
    return f"decision.{request_id}"


class Decide(Page):
    """The decision on one request; a half-filled one is kept with it until it is made."""

    kinds = frozenset({"request"})
    help_topic = "requests"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, say("title", number=""))
        self._id = 0
        self.card: RequestCard | None = None
        self._filling = self._touched = False
        self.add_back()
        self.kept = cards.Band("", state="plain", icon="info")
        self.kept.row.addWidget(button(say("begin_anew"), self.begin_anew, kind="link"))
        self.kept.hide()
        self.body.addWidget(self.kept)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(KEEP_AFTER_MS)
        self._timer.timeout.connect(self.keep)
        self.form = DecideForm(desk)
        self.form.changed.connect(self._edited)
        self.body.addWidget(sheet(self.form, self.ground), 1)
        self.copy = self.action(say("copy_first"), self.form.copy_first, place="second")
        self.action(say("save"), self.save, keys="Ctrl+S", icon="letter")
        self.foot().addWidget(FormFoot(self.form), 1)
        self.only_button = button(say("save_only"), lambda: self.save(write=False))
        self.save_button = button(say("save"), self.save, kind="primary", icon="letter")
        self.foot().addWidget(self.only_button)
        self.foot().addWidget(self.save_button)

    def arrive(self, id_: int | None, /, **_facts: Any) -> None:
        if id_ is not None and id_ != self._id:
            self.keep()
            self._id = id_
            self._begin(queries.card(id_, self.desk.today()))
            self._go_on()
        self.refresh()
        first = self.card.items[0].id if self.card is not None and self.card.items else 0
        if first:
            self.form[f"items[{first}].outcome"].focus()

    def refresh(self) -> None:
        if not self._id:
            return
        card = queries.card(self._id, self.desk.today())
        if self.card is not None and [one.id for one in card.items] != [
            one.id for one in self.card.items
        ]:
            self._begin(card)  # split meanwhile
        self.card = card
        applicant = card.applicants[0].name if card.applicants else ""
        self.set_title(
            say("title", number=card.number),
            say("subtitle", applicant=applicant, title=card.title),
        )
        rest = words.remainder(card.light, card.left)
        word = words.light(card.light, unsent=card.unsent, dated=card.due_on is not None)
        self.header.chip.show_light(card.light, rest, word=word)
        self.header.chip.show()
        self.copy.setVisible(len(card.items) > 1)

    # a half-filled decision

    def _begin(self, card: RequestCard) -> None:
        self.card = card
        self._filling = True
        self.form.show_card(card)
        self._filling = self._touched = False
        self._timer.stop()
        self.kept.hide()

    def _edited(self, _name: str) -> None:
        if not self._filling:
            self._touched = True
            self._timer.start()

    def _draft(self) -> DraftRow | None:
        return next(iter(drafts.of_kind(draft_kind(self._id))), None)

    def _go_on(self) -> None:
        """Go on with what was filled in before, unless it was decided since."""
        draft, card = self._draft(), self.card
        if draft is None or card is None:
            return
        decided = (one for one in card.events if one.kind is EventKind.DECIDED)
        if any(one.recorded_at >= draft.saved_at for one in decided):
            drafts.drop(draft.id, self.desk.person_id)
            return
        self._filling = True
        self.form.put_back(draft.fields)
        self._filling = False
        at = words.moment(draft.saved_at, today=self.desk.today())
        self.kept.message.setText(say("gone_on", at=at, by=draft.saved_by))
        self.kept.show()

    def begin_anew(self) -> None:
        """Throw the half-filled decision away."""
        draft = self._draft()
        if draft is not None:
            drafts.drop(draft.id, self.desk.person_id)
        if self.card is not None:
            self._begin(self.card)

    def keep(self) -> None:
        """Keep what is typed with its request; nothing happens where nothing was typed."""
        self._timer.stop()
        if not self._id or not self._touched or self.card is None:
            return
        draft = self._draft()
        drafts.save(
            draft_kind(self._id),
            self.card.number,
            self.form.kept(),
            self.desk.person_id,
            draft_id=None if draft is None else draft.id,
        )
        self._touched = False

    def may_leave(self) -> bool:
        self.keep()
        return True

    def panes(self) -> tuple[QWidget, ...]:
        return (self.form,)

    def save(self, *, write: bool = True) -> None:
        """Decide; then write: on to the reply, otherwise back to the card."""
        self.clear_error()
        if not self.form.check():
            return
        answers = self.form.answers()
        main = self.form["main_outcome"].value()
        try:
            service.decide(
                self._id,
                self.desk.person_id,
                on=self.form["on"].value(),
                answers=answers,
                main=main,
                main_reason=self.form["main_outcome_reason"].value(),
                reason=self.form["reason"].value(),
            )
        except UserError as error:
            self._refused(error)
            return
        self._timer.stop()
        draft = self._draft()
        if draft is not None:
            drafts.drop(draft.id, self.desk.person_id)
        self._touched = False
        decided, self._id = self._id, 0
        card = queries.card(decided, self.desk.today())
        self.desk.note(say("saved", number=card.number))
        self.desk.navigate("requests", decided)
        if write:
            letter = for_outcomes([Outcome(one.outcome) for one in card.items])
            self.desk.navigate("letters.write", decided, key=letter.key)

    def _refused(self, error: UserError) -> None:
        field = error.field or ""
        if field.endswith("]") and f"{field}.outcome" in self.form:
            error.field = f"{field}.outcome"
        if not self.form.show_error(error):
            self.show_error(error)
        elif error.field == "main_outcome":
            self.form.show_field("main_outcome_reason", shown=True)
