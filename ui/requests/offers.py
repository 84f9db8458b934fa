"""What does the program offer while an application is typed: dates, earlier matters, one person?"""

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date
from functools import partial
from itertools import groupby
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from clerkdesk import parties
from clerkdesk.parties import NewParty, SameProposal
from clerkdesk.requests import queries, service
from clerkdesk.requests.intake import AGENT_PLACE
from clerkdesk.requests.queries import Preview, Similar, Why
from ui import cards, words
from ui.buttons import button

say = words.of("request_intake")

_EACH = 2  # offers of one kind in sight; they come ranked
_STATES = {"request": "state", "publication": "publication_state"}


_RELATION = {
    Why.PUBLISHED: service.Relation.ALREADY_PUBLIC,
    Why.REPEATED: service.Relation.REPEATED,
    Why.SAME_APPLICANT: service.Relation.SAME_APPLICANT,
    Why.OFTEN_ASKED: service.Relation.OFTEN_ASKED,
}


@dataclass(frozen=True)
class Answered:
    """An offer the clerk has answered; title and about as they were shown."""

    noun: str
    id: int
    why: Why
    title: str
    about: str
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

    answered_one = Signal()

    def __init__(self, open_matter: Callable[[str, int], object]) -> None:
        super().__init__()
        self._open = open_matter
        self._answered: dict[tuple[str, int], Answered] = {}
        self._same: dict[tuple[int, int], bool] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(12)
        self._offers: tuple[Similar, ...] = ()
        self._looked_for: tuple[str, frozenset[int], date | None] = ("", frozenset(), None)
        self._proposals: dict[int, tuple[SameProposal, ...]] = {}

    def answers(self) -> tuple[service.Answer, ...]:
        """Return what was offered and taken or declined, as registering stores it."""
        return tuple(
            service.Answer(one.noun, one.id, _RELATION[one.why], one.accepted)
            for one in self._answered.values()
        )

    def same_as(self) -> tuple[tuple[int, int], ...]:
        """Return the applicant's place with the earlier party that is the same person."""
        return tuple(key for key, same in self._same.items() if same)

    def reset(self) -> None:
        self._answered, self._same = {}, {}
        self.look("", {})

    def kept(self) -> dict[str, Any]:
        """Return the answers as JSON, so that a draft has them too."""
        answered = [asdict(one) | {"why": one.why.value} for one in self._answered.values()]
        return {"answered": answered, "same": [[*key, same] for key, same in self._same.items()]}

    def put_back(self, kept: Mapping[str, Any]) -> None:
        """Take over what `kept` said; `look` comes after it."""
        for one in kept.get("answered", ()):
            made = Answered(**{**one, "why": Why(one["why"])})
            self._answered[made.noun, made.id] = made
        self._same = {(place, party): same for place, party, same in kept.get("same", ())}

    def look(self, text: str, people: Mapping[int, NewParty], until: date | None = None) -> None:
        """Search again for what stands in the form now.

        people: by place, the agent's too. until: the day the application arrived.
        """
        every = {
            place: parties.same_person(one) for place, one in people.items() if one.name.strip()
        }
        there = {(place, one.party.id) for place, found in every.items() for one in found}
        # who was changed meanwhile is another person: the answer was not about that one
        self._same = {key: same for key, same in self._same.items() if key in there}
        self._proposals = {
            place: tuple(
                one
                for at, one in enumerate(found)
                if at < _EACH or (place, one.party.id) in self._same
            )
            for place, found in every.items()
        }
        self._drop_later(until)
        wanted = (text, frozenset(self._asking()), until)
        if wanted != self._looked_for:  # an address typed finds nothing new, and takes its time
            self._looked_for = wanted
            self._offers = queries.similar(text, wanted[1], until=until)
        self._show()

    def _drop_later(self, until: date | None) -> None:
        """Take back what was answered of a request that, with the day now typed, came later."""
        asked = [id_ for noun, id_ in self._answered if noun == "request"]
        for id_ in queries.arrived_later(asked, until) if asked and until else ():
            del self._answered["request", id_]

    def _asking(self) -> set[int]:
        """Return every row that stands for one of the applicants, as far as is known."""
        keys: set[int] = set()
        for place, proposals in self._proposals.items():
            for one in proposals if place != AGENT_PLACE else ():
                if self._same.get((place, one.party.id), one.why is not parties.Sameness.NAME):
                    keys |= parties.one_person(one.party.id)
        return keys

    def _show(self) -> None:
        cards.clear(self._column)
        for place, proposals in self._proposals.items():
            if proposals:
                self._column.addWidget(self._same_card(place, proposals))
        ranks = list(Why)
        fresh = [
            Answered(one.noun, one.id, one.why, one.title, _about(one), accepted=False)
            for one in self._offers
            if (one.noun, one.id) not in self._answered
        ]
        ordered = sorted([*self._answered.values(), *fresh], key=lambda one: ranks.index(one.why))
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
                made.body.addLayout(self._done(word, partial(self._undo_same, key), party.name))
            else:
                made.body.addLayout(
                    self._choices(
                        (say("same_yes"), partial(self._say_same, key, same=True)),
                        (say("same_no"), partial(self._say_same, key, same=False)),
                        party.name,
                    )
                )
        return made

    def _offer_card(self, why: Why, offers: tuple[Answered, ...]) -> cards.Card:
        made = cards.Card(words.term("similar", why), say("offer_count", count=len(offers)))
        waiting = 0
        for one in offers:
            key = (one.noun, one.id)
            answered = key in self._answered
            waiting += not answered
            if waiting > _EACH and not answered:
                continue
            made.body.addWidget(cards.text(one.title, role="label", wrap=True, tone="acc"))
            made.body.addWidget(cards.text(one.about, role="small", tone="text2", wrap=True))
            if answered:
                word = say("accepted" if one.accepted else "declined")
                made.body.addLayout(self._done(word, partial(self._undo, key), one.title))
                continue
            row = self._choices(
                (say(f"accept_{why.value}"), partial(self._answer, one, accepted=True)),
                (say("decline"), partial(self._answer, one, accepted=False)),
                one.title,
            )
            look = button(say("look_at"), partial(self._open, *key), kind="link")
            look.setAccessibleName(f"{look.text()} {one.title}")
            row.insertWidget(2, look)
            made.body.addLayout(row)
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
    def _done(word: str, undo: Callable[[], object], name: str) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addWidget(cards.text(word, role="label", tone="ok"))
        back = button(say("take_back"), undo, kind="link")
        back.setAccessibleName(f"{back.text()} {word} {name}")
        row.addWidget(back)
        row.addStretch(1)
        return row

    def _answer(self, offer: Answered, *, accepted: bool) -> None:
        self._answered[offer.noun, offer.id] = replace(offer, accepted=accepted)
        self._after()

    def _undo(self, key: tuple[str, int]) -> None:
        del self._answered[key]
        self._after()

    def _say_same(self, key: tuple[int, int], *, same: bool) -> None:
        if same:  # one person is one earlier person, not two
            self._same = {
                (place, party): is_same and place != key[0]
                for (place, party), is_same in self._same.items()
            }
        self._same[key] = same
        self._after()

    def _undo_same(self, key: tuple[int, int]) -> None:
        del self._same[key]
        self._after()

    def _after(self) -> None:
        self._show()
        self.answered_one.emit()


def _about(one: Similar) -> str:
    percent = round(100 * one.likeness)
    facts: dict[str, Any] = {"number": one.number, "day": words.day(one.on)}
    if one.why is Why.PUBLISHED:
        channels = words.terms("publication_channel")  # where it has no address of its own
        place = channels.get(one.place, one.place) or words.NOTHING
        return say("offer_published", place=place, **facts)
    if one.why is Why.OFTEN_ASKED:
        return say("offer_often", count=one.others, percent=percent, number=one.number)
    state = words.term(_STATES[one.noun], one.state)
    return say("offer_request", state=state, percent=percent, **facts)
