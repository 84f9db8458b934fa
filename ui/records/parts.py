"""What does the card show of a correction of records: facts, decision, letters, evidence?"""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from clerkdesk.parties import PartyCard
from clerkdesk.record_corrections.rows import DecisionView, EvidenceView, LetterView, RecordCard
from clerkdesk.record_corrections.rules import Act
from ui import cards, words
from ui.buttons import button

say = words.of("records")

_LONGEST = 12  # characters of a link; the whole stands in its tooltip


class FactsCard(cards.Card):
    """Read only; 显示(V) shows the personal numbers until another matter is shown."""

    def __init__(self) -> None:
        super().__init__(say("facts_title"))
        self._card: RecordCard | None = None
        self._plain = False
        self.numbers = button(say("show_numbers"), self._toggle, kind="link", icon="eye")
        self.head.addWidget(self.numbers)
        self.facts = cards.Facts(60)
        self.body.addWidget(self.facts)
        self.body.addStretch(1)

    def forget(self) -> None:
        """Mask again: another matter is shown."""
        self._plain = False
        self.numbers.setText(say("show_numbers"))

    def _toggle(self) -> None:
        self._plain = not self._plain
        self.numbers.setText(say("hide_numbers" if self._plain else "show_numbers"))
        if self._card is not None:
            self.show_card(self._card)

    def show_card(self, card: RecordCard) -> None:
        self._card = card
        add = self.facts.add
        self.facts.clear()
        if card.void_reason:
            add(say("story_void"), card.void_reason, tone="red")
        for one in card.applicants:
            self._party(say("applicant"), one)
        if card.agent is not None:
            self._party(say("agent"), card.agent)
        self.facts.add_rule()
        add(say("f_record"), card.record)
        add(say("f_wrong"), card.wrong)
        add(say("f_wanted"), card.wanted)
        self.facts.add_rule()
        add(say("f_channel"), words.term("channel", card.channel))
        add(say("f_received_on"), words.full_day(card.received_on))
        told = say("target_told", day=words.day(card.due_on), days=card.target_days)
        add(say("target"), told).setToolTip(say("target_why"))
        self.facts.add_rule()
        add(say("f_handler"), card.handler.name if card.handler else "")
        if card.section is not None:
            add(say("f_section"), card.section.name)
        if card.note:
            add(say("f_note"), card.note)
        at = words.moment(card.registered_at)
        add(say("registered"), say("registered_by", by=card.registered_by, at=at))

    def _party(self, label: str, one: PartyCard) -> None:
        kind = words.term("party_kind", one.kind)
        self.facts.add(label, say("applicant_kind", name=one.name, kind=kind))
        plain = self._plain
        for key, whole, masked in (
            ("id_number", one.id_number, one.id_number_masked),
            ("phone", one.phone, one.phone_masked),
            ("email", one.email, one.email_masked),
        ):
            if whole:
                self.facts.add(say(key), whole if plain else masked)
        if one.address:
            self.facts.add(say("address"), one.address)


class DecisionCard(cards.Card):
    """How the matter ends, on which day, approved by whom."""

    def __init__(self) -> None:
        super().__init__(say("decision_title"))
        self.facts = cards.Facts(60)
        self.none = cards.text(say("decision_none"), role="label", tone="text2", wrap=True)
        self.body.addWidget(self.none)
        self.body.addWidget(self.facts)

    def show_decision(self, found: DecisionView | None) -> None:
        self.none.setVisible(found is None)
        self.facts.setVisible(found is not None)
        self.facts.clear()
        if found is None:
            return
        add = self.facts.add
        add(say("d_finding"), words.term("record_finding", found.finding))
        add(say("d_on"), words.full_day(found.on))
        add(say("d_approved"), found.approved_by)
        if found.corrected_on is not None:
            add(say("d_corrected_on"), words.full_day(found.corrected_on))
        if found.ground is not None:
            add(say("d_ground"), words.term("record_ground", found.ground))
        if found.organ:
            add(say("d_organ"), found.organ)
            add(say("d_contact"), found.organ_contact)
        if found.explanation:
            add(say("d_explanation"), found.explanation)


class LettersCard(cards.Card):
    """Each frozen letter, where it is, and the way to it."""

    opened = Signal(int)

    def __init__(self) -> None:
        super().__init__(say("letters_title"))
        self._rows = QVBoxLayout()
        self._rows.setSpacing(6)
        self.body.addLayout(self._rows)

    def show_letters(self, letters: tuple[LetterView, ...]) -> None:
        cards.clear(self._rows)
        if not letters:
            none = cards.text(say("letters_none"), role="label", tone="text2", wrap=True)
            self._rows.addWidget(none)
        for one in letters:
            row = _row(one.title, lambda id_=one.id: self.opened.emit(id_), icon="letter")  # type: ignore[misc]
            self._rows.addLayout(row)
            state = say("letter_void")
            if one.state != "void":
                state = say(f"letter_{one.state}", day=words.day(one.on))
            told = " ".join(part for part in (one.number, one.addressee, state) if part)
            self._rows.addWidget(cards.text(told, role="small", tone="text2", wrap=True))


class EvidenceCard(cards.Card):
    """The evidence, each file to be opened as a copy or taken off."""

    opened = Signal(int)
    detached = Signal(int)

    def __init__(self) -> None:
        super().__init__(say("evidence_title"))
        self._rows = QVBoxLayout()
        self._rows.setSpacing(4)
        self.body.addLayout(self._rows)

    def show_files(self, card: RecordCard) -> None:
        cards.clear(self._rows)
        if not card.files:
            none = cards.text(say("evidence_none"), role="label", tone="text2", wrap=True)
            self._rows.addWidget(none)
        for one in card.files:
            self._file(one, open_=Act.ATTACH in card.acts)

    def _file(self, one: EvidenceView, *, open_: bool) -> None:
        self._rows.addLayout(_row(one.name, lambda: self.opened.emit(one.file_id), icon="attach"))
        under = QHBoxLayout()
        under.addWidget(cards.text(words.size(one.size), role="small", tone="text2"))
        under.addStretch(1)
        if open_:
            away = button(say("detach"), lambda: self.detached.emit(one.file_id), kind="link")
            away.setAccessibleName(say("detach_name", name=one.name))
            under.addWidget(away)
        self._rows.addLayout(under)


def _row(word: str, act: Callable[[], object], *, icon: str) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(4)
    shown = word if len(word) <= _LONGEST else f"{word[: _LONGEST - 1]}…"
    made = button(words.literal(shown), act, kind="link", icon=icon)
    made.setToolTip(words.in_tip(word))
    made.setAccessibleName(word)
    row.addWidget(made)
    row.addStretch(1)
    return row
