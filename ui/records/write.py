"""How is the letter of a correction of records written: which are owed, what does its form hold?"""

from collections.abc import Mapping
from typing import Any

from clerkdesk.errors import UserError
from clerkdesk.letters.write import Written
from clerkdesk.record_corrections import queries, service
from clerkdesk.record_corrections.rows import RecordCard
from ui import words
from ui.forms import Form
from ui.letters import fields
from ui.letters.writing import Writing
from ui.pages import Desk

say = words.of("records")


class WriteRecordLetter(Writing):
    """The letters that the decision in force still asks for."""

    kinds = frozenset({"record", "letter", "setting", "letter_wording"})
    help_topic = "records"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, say("write_title"))
        self._matter: RecordCard | None = None

    @property
    def _card(self) -> RecordCard:
        if self._matter is None:
            raise RuntimeError("no letter without a matter")
        return self._matter

    def arrive(self, id_: int | None, /, **facts: Any) -> None:
        """id_: the matter; key: the letter to begin with."""
        if id_ is None:
            return
        self.finished = False
        anew = self._matter is None or self._matter.id != id_
        self._matter = queries.card(id_, self.desk.today())
        offered = self._matter.to_write
        key = str(facts.get("key", "")) or (offered[0] if offered else "")
        self.offer(offered, key, anew=anew)
        self.kind.setFocus()

    def refresh(self) -> None:
        if self._matter is not None:
            self._matter = queries.card(self._matter.id, self.desk.today())
            self.show_facts()
            self.preview()

    def place(self) -> tuple[str, int]:
        return "records", self._card.id

    def fill(self, form: Form, key: str) -> Mapping[str, Any]:
        if key not in self._card.to_write:
            return {}
        fields.add(form, service.asks_for(key), self.desk)
        try:
            known = service.proposed(self._card.id, key, self.desk.today())
        except UserError:
            return {}  # the preview says what the settings lack
        known = fields.shown(known)
        form.set_values(known)
        return known

    def show_facts(self) -> None:
        card = self._card
        self.set_title(say("write_title"), say("to_card", number=card.number))
        self.facts.clear()
        self.facts.add(say("applicant"), words.listed(one.name for one in card.applicants))
        self.facts.add(say("f_received_on"), card.received_on)
        if card.decision is not None:
            found = card.decision
            self.facts.add(say("d_finding"), words.term("record_finding", found.finding))
            self.facts.add(say("d_on"), found.on)
            if found.corrected_on is not None:
                self.facts.add(say("d_corrected_on"), found.corrected_on)
            if found.organ:
                self.facts.add(say("d_organ"), found.organ)

    def typed(self) -> dict[str, Any]:
        """Return every field, for what the register proposes may be left out of the letter."""
        values = self._values()
        return values | fields.lists(values)

    def draft(self, key: str, by_hand: tuple[str, ...]) -> Written | None:
        if key not in self._card.to_write:
            return None
        today = self.desk.today()
        return service.preview_letter(
            self._card.id, key, today=today, typed=self.typed(), by_hand=by_hand
        )

    def make(self, key: str, by_hand: tuple[str, ...], number: str) -> int:
        return service.make_letter(
            self._card.id,
            key,
            self.desk.person_id,
            typed=self.typed(),
            typed_number=number,
            by_hand=by_hand,
        )

    def go_on(self, letter_id: int) -> None:
        left = queries.card(self._card.id, self.desk.today()).to_write
        if left:  # the other of the two letters follows
            self.desk.navigate("records.write", self._card.id, key=left[0])
        else:
            super().go_on(letter_id)
