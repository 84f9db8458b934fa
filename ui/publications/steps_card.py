"""What is next with a publication, what else may be done, and what cannot be done now and why?"""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from clerkdesk.publications import catalogue
from clerkdesk.publications.acts import Act
from clerkdesk.publications.attributes import State
from clerkdesk.publications.rows import PublicationCard
from ui import cards, icons, words
from ui.buttons import button
from ui.publications.act_forms import RELEASE
from ui.publications.tie_acts import REQUEST

say = words.of("publications")

# what a key of [next_step] asks the clerk to press
_PRIMARY = {
    "attach_publication_file": Act.ATTACH_FILE,
    "start_review": Act.START_REVIEW,
    "continue_review": Act.CONTINUE_REVIEW,
    "await_referral": Act.CONTINUE_REVIEW,
    "publish": Act.PUBLISH,
    "name_parties": Act.NAME_PARTIES,
    "tell_parties": Act.NOTE_PARTY_TOLD,
    "record_withholding": Act.WITHHOLD,
    "withdraw_publication": Act.WITHDRAW,
}
# nobody looks for these in a state that has no use for them
_UNSAID = (
    Act.CONTINUE_REVIEW,
    Act.REASSESS,
    Act.REASSESS_PARTS,
    Act.MARK_QUASHED,
    Act.NAME_PARTIES,
    Act.NOTE_PARTY_TOLD,
)
# done at the file, at the list of parties
_AT_A_CARD = (
    Act.REPLACE_FILE,
    Act.REMOVE_FILE,
    Act.EXPEL_FILE,
    Act.ATTACH_FILE,
    Act.NOTE_PARTY_TOLD,
)


def primary_of(card: PublicationCard) -> Act | None:
    """Which act the one big button does."""
    found = _PRIMARY.get(card.next_step)
    return found if found in card.acts else None


def also_of(card: PublicationCard) -> tuple[str, ...]:
    """What else is open, in order; what is done at a file or a party stands there."""
    first = primary_of(card)
    found: list[str] = [
        act.value
        for act in card.acts
        if act is not first and act not in (*_AT_A_CARD, Act.MARK_QUASHED)
    ]
    category = catalogue.current().find(card.category)
    if Act.MARK_QUASHED in card.acts and category is not None and category.quashable:
        found.append(Act.MARK_QUASHED.value)
    if card.state is State.PUBLISHED:
        found.insert(0, RELEASE)
    if Act.LINK in card.acts:
        found.append(REQUEST)
    return tuple(found)


def not_now_of(card: PublicationCard) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return each reason with the acts it closes; a shut gate says all its reasons."""
    grouped: dict[str, list[str]] = {}
    first = _PRIMARY.get(card.next_step)
    for one in card.not_now:
        if one.act in _UNSAID and one.act is not first:
            continue
        label = words.term("publication_act", one.act)
        reasons = card.gate if one.act is Act.PUBLISH and one.reason in card.gate else (one.reason,)
        for reason in reasons:
            grouped.setdefault(reason, []).append(label)
    return tuple((reason, tuple(labels)) for reason, labels in grouped.items())


class StepsCard(cards.Card):
    """The right of the card; its buttons come from the table of acts, nothing is hard-wired."""

    act = Signal(str)

    def __init__(self) -> None:
        super().__init__(say("card_steps"))
        self.buttons: dict[str, QWidget] = {}
        self._rows = QVBoxLayout()
        self._rows.setSpacing(8)
        self.body.addLayout(self._rows)
        self.body.addStretch(1)

    def show_steps(self, card: PublicationCard) -> None:
        cards.clear(self._rows)
        self.buttons = {}
        step = say(f"step_{card.next_step}") if card.next_step else say("step_none")
        self._rows.addWidget(cards.text(step, role="label", wrap=True))
        if (first := primary_of(card)) is not None:
            word = words.term("publication_act", first)
            made = button(
                say("primary", verb=word), partial(self.act.emit, first.value), kind="primary"
            )
            self.buttons[first.value] = made
            self._rows.addWidget(made)
        if card.reminders:
            self._heading(say("reminders"))
            for one in card.reminders:
                self._told("warn", "yeld", words.term("reminder", one))
        if also := also_of(card):
            self._heading(say("also"))
            for key in also:
                made = button(self._label(key), partial(self.act.emit, key))
                self.buttons[key] = made
                self._rows.addWidget(made)
        if reasons := not_now_of(card):
            self._heading(say("not_now"))
            for reason, labels in reasons:
                acts = say("separator").join(labels)
                self._told("lock", "text3", say("closed", acts=acts, reason=reason))

    @staticmethod
    def _label(key: str) -> str:
        known = words.terms("publication_act")
        return say("also_verb", verb=known.get(key) or say(f"act_{key}"), key=say(f"key_{key}"))

    def _heading(self, word: str) -> None:
        self._rows.addWidget(cards.rule())
        self._rows.addWidget(cards.text(word, role="label", tone="text2"))

    def _told(self, icon: str, tone: str, sentence: str) -> None:
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        mark = QLabel()
        icons.put(mark, icon, tone, 14)
        told = cards.text(sentence, role="label", wrap=True)
        row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(told, 1)
        holder = QWidget()
        holder.setLayout(row)
        self._rows.addWidget(holder)
