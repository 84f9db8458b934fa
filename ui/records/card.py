"""How does one correction of records stand, what is to be done with it, and how is it done?"""

from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from clerkdesk import files
from clerkdesk.deadlines.lights import Light
from clerkdesk.errors import Spoken
from clerkdesk.record_corrections import queries
from clerkdesk.record_corrections.rows import RecordCard
from clerkdesk.record_corrections.rules import Act, State
from ui import outside, words
from ui.act_panel import ActPanel
from ui.act_room import ActRoom
from ui.pages import Desk, Page, Room, scrolled
from ui.panes import Pane, Panes
from ui.records.act_forms import ACT_FORMS, DETACH, VOID_EVENT, On
from ui.records.parts import DecisionCard, EvidenceCard, FactsCard, LettersCard
from ui.records.steps import StepsCard
from ui.records.story import entries
from ui.requests.story import Story

say = words.of("records")

_SIDE = 264


class RecordPage(Page):
    """Facts, what happened and was decided, what to do. An act opens in the middle."""

    kinds = frozenset({"record", "letter", "party", "unit", "person", "setting", "holiday_notice"})
    help_topic = "records"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, say("card_title", number=""))
        self._id = 0
        self._card: RecordCard | None = None
        self.add_back()
        self.voiding = self.action(say("void_event"), self._void_event, icon="void")
        self._build()

    def _build(self) -> None:
        self.facts, self.story, self.steps = FactsCard(), Story(), StepsCard()
        self.decision, self.letters, self.evidence = DecisionCard(), LettersCard(), EvidenceCard()
        self.story.void_wanted.connect(lambda event: self.open_act(VOID_EVENT, event))
        self.letters.opened.connect(lambda letter: self.desk.navigate("letters", letter))
        self.evidence.opened.connect(self._open_file)
        self.evidence.detached.connect(lambda file: self.open_act(DETACH, file))
        self.steps.act.connect(self._chosen)
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        for card in (self.decision, self.letters, self.evidence):
            column.addWidget(card)
        column.addStretch(1)
        overview = QWidget()
        row = QHBoxLayout(overview)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self.story, 1)
        row.addWidget(scrolled(right), 1)
        self.middle = ActRoom(overview)
        self.columns = Panes(
            (
                Pane("facts", say("pane_facts"), scrolled(self.facts), _SIDE),
                Pane("middle", say("pane_middle"), self.middle),
                Pane("steps", say("pane_steps"), scrolled(self.steps), _SIDE),
            ),
            say("pane_name"),
            first="steps",
        )
        self.body.addWidget(self.columns, 1)

    # showing

    def arrive(self, id_: int | None, /, **_facts: Any) -> None:
        if id_ is not None and id_ != self._id:
            self._id = id_
            self.middle.forget()
            self.facts.forget()
            self.refresh()

    def refresh(self) -> None:
        if not self._id:
            return
        today = self.desk.today()
        try:
            card = queries.card(self._id, today)
        except Spoken as gone:
            self.show_error(gone)
            return
        self._card = card
        names = words.listed(one.name for one in card.applicants)
        state = words.term("record_state", card.state)
        told = say("card_subtitle", applicant=names, state=state)
        self.set_title(say("card_title", number=card.number), told)
        shown = card.state is not State.VOID
        self.header.chip.setVisible(shown)
        if shown:
            self.header.chip.show_light(card.light, _rest(card))
            self.header.chip.setToolTip(say("target_why"))
        self.facts.show_card(card)
        self.story.show_entries(entries(card, today))
        self.decision.show_decision(card.decision)
        self.letters.show_letters(card.letters)
        self.evidence.show_files(card)
        self.steps.show_steps(card)
        self.voiding.setEnabled(any(one.stands and not one.why_kept for one in card.events))

    # acting

    def _chosen(self, key: str) -> None:
        card = self._card
        if card is None:
            return
        if key == Act.WRITE:
            self.desk.navigate("records.write", card.id, key=card.to_write[0])
        elif key == Act.SEND:
            self.desk.navigate("letters", card.to_send[0])
        else:
            self.open_act(key)

    def _void_event(self) -> None:
        self.open_act(VOID_EVENT)

    def open_act(self, key: str, about: int = 0) -> None:
        """Show the form of an act in the middle; the half-filled one where it was left before."""
        card = self._card
        if card is None:
            return
        verb = words.terms("record_act").get(key) or self._verb(key, about)

        def make() -> ActPanel:
            return ACT_FORMS[key].panel(
                On(self, card, about),
                verb,
                say("panel_verb", verb=verb),
                note=say(f"note_{key}") if f"note_{key}" in say else "",
                closed=self.middle.close_act,
            )

        self.columns.show_pane("middle")
        self.middle.open((key, about), make, self._acted)

    def _verb(self, key: str, about: int) -> str:
        if key == DETACH:
            return say("detach_name", name=words.literal(files.row(about).name))
        return say("void_event").partition("(")[0]

    def _acted(self) -> None:
        self.columns.show_pane("steps")
        self.refresh()

    def escape(self) -> bool:
        return self.middle.escape()

    def _open_file(self, file_id: int) -> None:
        try:
            copy = outside.open_file(file_id)
        except Spoken as error:
            self.show_error(error)
            return
        self.desk.note(say("opened_copy", name=copy.name))

    def set_room(self, room: Room) -> None:
        self.columns.set_narrow(narrow=room is Room.NARROW)

    def panes(self) -> tuple[QWidget, ...]:
        return tuple(one for one in (self.steps, self.story, self.facts) if one.isVisibleTo(self))


def _rest(card: RecordCard) -> str:
    """What the chip adds to the light's word; DONE and TODAY say enough by themselves."""
    if card.light in (Light.TODAY, Light.DONE, Light.PAUSED):
        return ""
    return words.remainder(card.light, card.left)
