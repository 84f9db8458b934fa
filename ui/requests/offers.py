"""What does the program offer while an application is typed: dates, earlier matters, one person?"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from clerkdesk import parties
from clerkdesk.parties import NewParty, SameProposal
from clerkdesk.requests import queries
from clerkdesk.requests.queries import Preview, Similar, Why
from ui import cards, words
from ui.buttons import button

say = words.of("request_intake")

_EACH = 2  # offers of one kind in sight; they come ranked
_STATES = {"request": "state", "publication": "publication_state"}


@dataclass(frozen=True)
class Answered:
    """An offer the clerk has answered."""

    offer: Similar
    accepted: bool


class PreviewCard(cards.Card):
    """The dates that follow from what stands in the form."""

    def __init__(self) -> None:
        super().__init__(say("preview"))
        self.facts = cards.Facts(96)
        self.due = cards.text(role="h2")
        self.told = cards.text(role="small", tone="text2", wrap=True)
        self.body.addWidget(self.facts)
        self.body.addWidget(self.told)

    def show_preview(self, found: Preview | None) -> None:
        """None: channel or day are not known yet."""
        self.facts.clear()
        if found is None:
            self.told.setText(say("preview_empty"))
        elif found.received_on is None:
            self.told.setText(say("preview_waits"))
        else:
            self.facts.add(say("preview_received"), words.full_day(found.received_on))
            self.facts.add(say("preview_correction"), words.full_day(found.correction_by))
            due = cards.text(words.full_day(found.due_on), role="h3")
            due.setAccessibleName(f"{say('preview_due')} {due.text()}")
            self.facts.add_widget(say("preview_due"), due)
            told = "preview_provisional" if found.provisional else "preview_told"
            self.told.setText(say(told))


class Offers(QWidget):
    """Earlier matters and earlier rows of the same person; answered ones stay to be taken back."""

    def __init__(self, open_matter: Callable[[str, int], object]) -> None:
        super().__init__()
        self._open = open_matter
        self._answered: dict[tuple[str, int], Answered] = {}
        self._same: dict[tuple[int, int], bool] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(12)
        self._shown: tuple[tuple[Similar, ...], dict[int, tuple[SameProposal, ...]]] = ((), {})

    def answered(self) -> tuple[Answered, ...]:
        return tuple(self._answered.values())

    def joined(self) -> Mapping[int, int]:
        """Return, by the applicant's place, the earlier row that is the same person."""
        return {place: party for (place, party), same in self._same.items() if same}

    def reset(self) -> None:
        self._answered, self._same = {}, {}
        self.look("", ())

    def look(self, text: str, people: tuple[NewParty, ...]) -> None:
        """Search again for what stands in the form now."""
        same = {
            place: parties.same_person(one)[:_EACH]
            for place, one in enumerate(people)
            if one.name.strip()
        }
        keys: set[int] = set()
        for place, proposals in same.items():
            for one in proposals:
                if self._same.get((place, one.party.id), one.why is not parties.Sameness.NAME):
                    keys |= parties.one_person(one.party.id)
        self._shown = (queries.similar(text, keys), same)
        self._show()

    def _show(self) -> None:
        cards.clear(self._column)
        offers, same = self._shown
        for place, proposals in same.items():
            if proposals:
                self._column.addWidget(self._same_card(place, proposals))
        ranks = list(Why)
        ordered = sorted(offers, key=lambda one: ranks.index(one.why))
        for why, group in groupby(ordered, key=lambda one: one.why):
            self._column.addWidget(self._offer_card(why, tuple(group)))
        self._column.addStretch(1)

    def _same_card(self, place: int, proposals: tuple[SameProposal, ...]) -> cards.Card:
        made = cards.Card(say("same_title"), say("offer_count", count=len(proposals)))
        for one in proposals:
            party = one.party
            line = say(
                "same_line",
                name=party.name,
                phone=party.phone_masked,
                requests=party.requests,
                why=words.term("sameness", one.why),
            )
            made.body.addWidget(cards.text(line, role="label", wrap=True))
            key = (place, party.id)
            if key in self._same:
                word = say("same_joined" if self._same[key] else "declined")
                made.body.addLayout(self._done(word, partial(self._undo_same, key)))
            else:
                made.body.addLayout(
                    self._choices(
                        (say("same_yes"), partial(self._say_same, key, same=True)),
                        (say("same_no"), partial(self._say_same, key, same=False)),
                        party.name,
                    )
                )
        return made

    def _offer_card(self, why: Why, offers: tuple[Similar, ...]) -> cards.Card:
        made = cards.Card(words.term("similar", why), say("offer_count", count=len(offers)))
        for one in offers[:_EACH]:
            title = cards.text(one.title, role="label", wrap=True, tone="acc")
            made.body.addWidget(title)
            made.body.addWidget(cards.text(_about(one), role="small", tone="text2", wrap=True))
            key = (one.noun, one.id)
            if key in self._answered:
                word = say("accepted" if self._answered[key].accepted else "declined")
                made.body.addLayout(self._done(word, partial(self._undo, key)))
            else:
                made.body.addLayout(
                    self._choices(
                        (
                            say(f"accept_{why.value}"),
                            partial(self._answer, one, accepted=True),
                        ),
                        (say("decline"), partial(self._answer, one, accepted=False)),
                        one.title,
                    )
                )
        return made

    @staticmethod
    def _choices(
        yes: tuple[str, Callable[[], object]], no: tuple[str, Callable[[], object]], name: str
    ) -> QHBoxLayout:
        row = QHBoxLayout()
        for (word, act), kind in ((yes, "small"), (no, "link")):
            made = button(word, act, kind="small" if kind == "small" else "link")
            made.setAccessibleName(f"{word} {name}")
            row.addWidget(made)
        row.addStretch(1)
        return row

    @staticmethod
    def _done(word: str, undo: Callable[[], object]) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addWidget(cards.text(word, role="label", tone="ok"))
        row.addWidget(button(say("take_back"), undo, kind="link"))
        row.addStretch(1)
        return row

    def _answer(self, offer: Similar, *, accepted: bool) -> None:
        self._answered[offer.noun, offer.id] = Answered(offer, accepted)
        self._show()

    def _undo(self, key: tuple[str, int]) -> None:
        del self._answered[key]
        self._show()

    def _say_same(self, key: tuple[int, int], *, same: bool) -> None:
        self._same[key] = same
        self._show()

    def _undo_same(self, key: tuple[int, int]) -> None:
        del self._same[key]
        self._show()


def _about(one: Similar) -> str:
    percent = round(100 * one.likeness)
    facts: dict[str, Any] = {"number": one.number, "day": words.day(one.on)}
    if one.why is Why.PUBLISHED:
        return say("offer_published", place=one.place or words.NOTHING, **facts)
    if one.why is Why.OFTEN_ASKED:
        return say("offer_often", count=one.others, percent=percent, number=one.number)
    state = words.term(_STATES[one.noun], one.state)
    return say("offer_request", state=state, percent=percent, **facts)
