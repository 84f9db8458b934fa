"""How does one publication stand, what is to be done with it, and how is it done?"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from clerkdesk import files
from clerkdesk.deadlines.lights import Light
from clerkdesk.errors import Spoken
from clerkdesk.publications import queries, service
from clerkdesk.publications.acts import Act
from clerkdesk.publications.rows import PublicationCard
from ui import dialogs, outside, theme, words
from ui.act_panel import ActCard, ActPanel
from ui.act_room import ActRoom
from ui.pages import Desk, Page, Room, scrolled
from ui.panes import Pane, Panes
from ui.publications import notice_sheet
from ui.publications.act_forms import ACT_FORMS
from ui.publications.acting import On
from ui.publications.columns import left
from ui.publications.elements_card import ElementsCard
from ui.publications.parties_card import PartiesCard
from ui.publications.parts import (
    DoneCard,
    FactsCard,
    FilesCard,
    RoundsCard,
    light_is_shown,
)
from ui.publications.side_cards import DueCard, why_undated
from ui.publications.steps_card import StepsCard
from ui.tab_order import focus_into

say = words.of("publications")

_TWO_COLUMNS = 520  # pixels at 标准 below which the cards stand in one column


class Overview(QWidget):
    """One card over the whole width, the others two by two where there is room."""

    def __init__(self, above: QWidget) -> None:
        super().__init__()
        self._above = above
        self._below: tuple[QWidget, ...] = ()
        self._columns = 2
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(12)

    def place(self, *below: QWidget) -> None:
        """Show these below, in order; one that is left out leaves no gap."""
        if below != self._below:
            self._below = below
            self._arrange()

    def _arrange(self) -> None:
        while self._grid.takeAt(0) is not None:
            pass
        self._grid.addWidget(self._above, 0, 0, 1, self._columns)
        for place, card in enumerate(self._below):
            self._grid.addWidget(card, 1 + place // self._columns, place % self._columns)
        for column in range(2):
            self._grid.setColumnStretch(column, 1 if column < self._columns else 0)
        self._grid.setRowStretch(6, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        columns = 2 if event.size().width() >= theme.scaled(_TWO_COLUMNS) else 1
        if columns != self._columns:
            self._columns = columns
            self._arrange()


class PublicationPage(Page):
    """Facts, the middle, what to do. An act opens in the middle and keeps what was typed."""

    kinds = frozenset({"publication", "review", "unit", "person", "setting", "holiday_notice"})
    help_topic = "publications"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, say("card_title", number=""))
        self._id = 0
        self._card: PublicationCard | None = None
        self.add_back()
        self.action(say("to_list"), lambda: desk.navigate("publications"), icon="publication")
        self._build()

    def _build(self) -> None:
        self.facts = FactsCard(self.desk.navigate)
        self.due = DueCard(say("card_due"))
        self.due.body.addStretch(1)
        self.files = FilesCard()
        self.elements = ElementsCard()
        self.parties = PartiesCard()
        self.rounds = RoundsCard()
        self.done = DoneCard()
        self.steps = StepsCard()
        self.files.act.connect(self._open_act)
        self.files.opened.connect(self._open_file)
        self.files.saved.connect(self._save_file)
        self.files.looked_through.connect(
            lambda file: self.desk.navigate("privacy", None, file_id=file, publication_id=self._id)
        )
        self.elements.told.connect(self._tell_element)
        self.parties.act.connect(self._open_act)
        self.parties.printed.connect(self._print_notices)
        self.rounds.go.connect(self.desk.navigate)
        self.rounds.unlinked.connect(self._unlink)
        self.steps.act.connect(self._open_act)
        self._overview = Overview(self.files)
        self.parties.setParent(self._overview)  # shown before it is placed, it is no window
        self._place_cards()
        self.middle = ActRoom(scrolled(self._overview))
        self.columns = Panes(
            (
                Pane("facts", say("pane_facts"), scrolled(self.facts), 264),
                Pane("middle", say("pane_middle"), self.middle),
                Pane("steps", say("pane_steps"), scrolled(self.steps), 264),
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
            self.refresh()
        if self.act_shown() is None:
            focus_into(self.steps)  # Enter does what is next

    def refresh(self) -> None:
        today = self.desk.today()
        try:
            card = queries.card(self._id, today)
        except Spoken as gone:
            self.show_error(gone)
            return
        self._card = card
        state = words.term("publication_state", card.state)
        self.set_title(say("card_title", number=card.number), f"{card.title} · {state}")
        self.header.chip.setVisible(light_is_shown(card))
        if light_is_shown(card):
            word = words.light(card.light, dated=card.due_on is not None)
            self.header.chip.show_light(card.light, _rest(card), word=word)
        self.facts.show_facts(card)
        self.due.show_due(card.due, why_undated(card.attribute, card.formed_on))
        self.files.show_files(card)
        self.elements.show_elements(card)
        self.parties.show_parties(card)
        self._place_cards()
        self.rounds.show_rounds(card)
        self.done.show_done(card.id)
        self.steps.show_steps(card)

    def _place_cards(self) -> None:
        parties = (self.parties,) if self.parties.concerned else ()
        self._overview.place(self.due, self.elements, *parties, self.rounds, self.done)

    # acting

    def _open_act(self, key: str, file_id: int = 0) -> None:
        card = self._card
        if card is None:
            return
        if key == Act.CONTINUE_REVIEW:
            if card.review is not None:
                self.desk.navigate("reviews", card.review.id)
        elif key == Act.CHANGE_FACTS:
            self.desk.navigate("publications.change", card.id)
        elif key == Act.REASSESS_PARTS:
            self.desk.navigate("reassess", card.id, parts=True, assess=True)
        else:
            self.middle.open((key, file_id), lambda: self._panel(key, file_id, card), self.refresh)
            self.columns.show_pane("middle")

    def _panel(self, key: str, file_id: int, card: PublicationCard) -> ActPanel:
        known = words.terms("publication_act")
        verb = known.get(key) or say(f"act_{key}")
        name = next((one.name for one in card.files if one.file_id == file_id), "")
        return ACT_FORMS[key].panel(
            On(self, card, file_id or None),
            say("panel_file", verb=verb, name=name) if name else verb,
            say("panel_verb", verb=verb),
            note=say(f"note_{key}") if f"note_{key}" in say else "",
            closed=self.middle.close_act,
        )

    def act_shown(self) -> ActCard | None:
        """Return the form that is open in the middle."""
        return self.middle.shown()

    def escape(self) -> bool:
        return self.middle.escape()

    def _tell_element(self, key: str, done: bool, note: str) -> None:
        self._try(
            lambda: service.check_element(
                self._id, self.desk.person_id, key=key, done=done, note=note
            )
        )

    def _unlink(self, tie: int) -> None:
        self._try(lambda: service.unlink(tie, self.desk.person_id))

    def _try(self, verb: Callable[[], object]) -> None:
        """Do what needs no form; a refusal stands under the header, and the card is as it was."""
        self.clear_error()
        try:
            verb()
        except Spoken as error:
            self.refresh()
            self.show_error(error)

    def _print_notices(self) -> None:
        if self._card is not None:
            notice_sheet.show(self._card, self.desk)

    def _open_file(self, file_id: int) -> None:
        try:
            outside.open_file(file_id)
        except Spoken as error:
            self.show_error(error)

    def _save_file(self, file_id: int) -> None:
        name = files.row(file_id).name
        target = dialogs.save_file(self, name, suffix=Path(name).suffix or ".txt")
        if target is None:
            return
        try:
            files.save_as(file_id, target)
        except Spoken as error:
            self.show_error(error)
            return
        self.desk.note(say("n_saved", path=target))

    def set_room(self, room: Room) -> None:
        self.columns.set_narrow(narrow=room is Room.NARROW)

    def panes(self) -> tuple[QWidget, ...]:
        return tuple(one for one in (self.steps, self.files, self.facts) if one.isVisibleTo(self))


def _rest(card: PublicationCard) -> str:
    """What the chip adds to the light's word: the remainder, or the day where it says nothing."""
    if card.light in (Light.TODAY, Light.DONE):
        day = card.due_on if card.light is Light.TODAY else card.published_on
        key = "chip_due" if card.light is Light.TODAY else "chip_published"
        return say(key, day=words.short_day(day)) if day is not None else ""
    return left(card.light, card.remaining, natural=card.natural_days)
