"""How is a request answered, item by item? Outcome, its fields, its grounds; then the reply."""

from typing import Any

from PySide6.QtWidgets import QWidget

from clerkdesk.errors import UserError
from clerkdesk.letters.catalogue import for_outcomes
from clerkdesk.requests import queries, service
from clerkdesk.requests.outcomes import Outcome
from clerkdesk.requests.queries import RequestCard
from ui import cards, words
from ui.buttons import button
from ui.forms import FormFoot
from ui.pages import Desk, Page, scrolled
from ui.requests.decide_form import DecideForm

say = words.of("request_decide")


class Decide(Page):
    """The decision on one request; a half-filled one stays until another request is decided."""

    kinds = frozenset({"request"})
    help_topic = "requests"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, say("title", number=""))
        self._id = 0
        self.card: RequestCard | None = None
        self.add_back()
        sheet = cards.Card()
        self.form = DecideForm(desk)
        sheet.body.addWidget(scrolled(self.form))
        self.body.addWidget(sheet, 1)
        self.copy = self.action(say("copy_first"), self.form.copy_first, place="second")
        self.action(say("save"), self.save, keys="Ctrl+S", icon="letter")
        self.foot().addWidget(FormFoot(self.form), 1)
        self.only_button = button(say("save_only"), lambda: self.save(write=False))
        self.save_button = button(say("save"), self.save, kind="primary", icon="letter")
        self.foot().addWidget(self.only_button)
        self.foot().addWidget(self.save_button)

    def arrive(self, id_: int | None, /, **_facts: Any) -> None:
        if id_ is not None and id_ != self._id:
            self._id = id_
            self.card = queries.card(id_, self.desk.today())
            self.form.show_card(self.card)
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
            self.form.show_card(card)  # split meanwhile
        self.card = card
        applicant = card.applicants[0].name if card.applicants else ""
        self.set_title(
            say("title", number=card.number),
            say("subtitle", applicant=applicant, title=card.title),
        )
        rest = words.remainder(card.light, card.left)
        self.header.chip.show_light(card.light, rest, unsent=card.unsent)
        self.header.chip.show()
        self.copy.setVisible(len(card.items) > 1)

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
