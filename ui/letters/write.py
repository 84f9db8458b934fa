"""How is a letter of a request written: which are offered, what does its form hold?"""

from collections.abc import Mapping
from typing import Any

from clerkdesk.letters import gather, queries, recorded, service
from clerkdesk.letters.catalogue import LETTERS
from clerkdesk.letters.days import Doubt
from clerkdesk.letters.write import Written
from clerkdesk.requests import queries as requests
from clerkdesk.requests.rows import RequestCard
from ui import words
from ui.forms import Form
from ui.letters import fields
from ui.letters.offered import letters_for
from ui.letters.writing import Writing
from ui.pages import Desk

say = words.of("letters")


class WriteLetter(Writing):
    """The letters that the request's life allows just now."""

    kinds = frozenset({"request", "setting", "letter_wording"})
    help_topic = "letters"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, say("write_title"))
        self._request: RequestCard | None = None
        self._items: tuple[int, ...] = ()

    @property
    def _card(self) -> RequestCard:
        if self._request is None:
            raise RuntimeError("no letter without a request")
        return self._request

    def arrive(self, id_: int | None, /, **facts: Any) -> None:
        """id_: the request. key: the letter to begin with; item_ids: which items it answers."""
        if id_ is None:
            return
        self.finished = False
        self._items = tuple(facts.get("item_ids", ()))
        anew = self._request is None or self._request.id != id_
        self._request = requests.card(id_, self.desk.today())
        offered = [one.key for one in letters_for(self._request)]
        key = str(facts.get("key", ""))
        self.offer(offered, key if key in offered else offered[0], anew=anew)
        self.kind.setFocus()

    def refresh(self) -> None:
        if self._request is not None:
            self._request = requests.card(self._request.id, self.desk.today())
            self.show_facts()
            self.preview()

    def place(self) -> tuple[str, int]:
        return "requests", self._card.id

    def fill(self, form: Form, key: str) -> Mapping[str, Any]:
        return fields.build(form, LETTERS[key], self._card, self.desk)

    def show_facts(self) -> None:
        card = self._card
        names = words.listed(party.name for party in card.applicants)
        told = say("write_subtitle", number=card.number, applicant=words.literal(names))
        self.set_title(say("write_title"), told)
        self.facts.clear()
        self.facts.add(say("fact_applicant"), names)
        self.facts.add(say("fact_received"), card.received_on)
        self.facts.add(say("fact_due"), card.due_on)
        for item in card.items:
            outcome = words.term("outcome", item.outcome) if item.outcome else say("fact_undecided")
            label = say("fact_outcome")
            if len(card.items) > 1:
                label = say("fact_item", number=item.position + 1)
            self.facts.add(label, outcome)

    def reminder(self) -> str:
        unsigned = queries.leaves_unsigned(self._key, self._card.id)
        return say("confirm_unsigned") if unsigned else ""

    def draft(self, key: str, by_hand: tuple[str, ...]) -> Written | None:
        return service.preview(
            self._card.id,
            key,
            today=self.desk.today(),
            item_ids=self._items,
            typed=self.typed(),
            by_hand=by_hand,
        )

    def doubts(self, written: Written) -> tuple[Doubt, ...]:
        return service.days_in_doubt(written, self._card)

    def belongs(self, written: Written) -> str:
        key, reader = written.key, written.facts.other_party
        event = recorded.event_of(self._card, key, reader)
        event = event or gather.recorded_extension(self._card, LETTERS[key])
        if event is not None:
            name = words.term("event", event.kind)
            return say("check_recorded", day=words.day(event.on), event=name)
        others = recorded.waiting(self._card, key)
        if not others:
            return ""
        whom = words.listed(one.gist for one in others)
        return say("check_another", whom=words.literal(whom))

    def make(self, key: str, by_hand: tuple[str, ...], number: str) -> int:
        return service.make(
            self._card.id,
            key,
            self.desk.person_id,
            item_ids=self._items,
            typed=self.typed(),
            typed_number=number,
            by_hand=by_hand,
        )
