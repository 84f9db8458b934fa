"""Which parties are to be told, which have been, and when?"""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from clerkdesk.publications import catalogue
from clerkdesk.publications.acts import Act
from clerkdesk.publications.attributes import Audience
from clerkdesk.publications.rows import NoticeView, PublicationCard
from ui import cards, words
from ui.buttons import button
from ui.elided import Elided
from ui.publications.tie_acts import REMOVE_PARTY

say = words.of("publications")

_SHOWN = 40  # lines; a relocation may have hundreds of households


class PartiesCard(cards.Card):
    """One line for each party, those still to be told first; only where parties are concerned."""

    act = Signal(str, int)  # an act, and the notice it is about, 0 for none
    printed = Signal()

    def __init__(self) -> None:
        super().__init__(say("card_parties"), " ")
        self.concerned = False  # then it takes no place among the other cards
        row = QHBoxLayout()
        row.setSpacing(8)
        self.name = button(say("name_parties"), lambda: self.act.emit(Act.NAME_PARTIES, 0))
        self.tell = button(say("tell_party"), lambda: self.act.emit(Act.NOTE_PARTY_TOLD, 0))
        self.print = button(say("print_notices"), self.printed.emit, icon="print")
        for made in (self.name, self.tell, self.print):
            row.addWidget(made)
        row.addStretch(1)
        self.body.addLayout(row)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(4)
        self.body.addLayout(self._rows)
        self.body.addStretch(1)

    def show_parties(self, card: PublicationCard) -> None:
        self.concerned = _concerned(card)
        self.setVisible(self.concerned)
        notices = sorted(card.notices, key=lambda one: one.sent_on is not None)
        told = sum(1 for one in notices if one.sent_on is not None)
        self.note.setText(say("parties_told", done=told, count=len(notices)))
        self.name.setVisible(Act.NAME_PARTIES in card.acts)
        may_tell = Act.NOTE_PARTY_TOLD in card.acts
        self.tell.setVisible(may_tell)
        self.print.setVisible(may_tell and bool(notices))
        cards.clear(self._rows)
        if not notices:
            self._rows.addWidget(
                cards.text(say("no_parties"), role="label", tone="text2", wrap=True)
            )
        for one in notices[:_SHOWN]:
            self._rows.addWidget(self._line(one, may=Act.NAME_PARTIES in card.acts))
        if len(notices) > _SHOWN:
            more = say("more_parties", count=len(notices) - _SHOWN)
            self._rows.addWidget(cards.text(more, role="small", tone="text2"))

    def _line(self, one: NoticeView, *, may: bool) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(Elided(one.party, least=80), 1)
        if one.sent_on is not None:
            told = say("party_told", day=words.day(one.sent_on), way=one.way)
            row.addWidget(cards.text(told, role="small", tone="text2"))
            return holder
        row.addWidget(cards.text(say("party_waiting"), role="small", tone="yeld"))
        if may:
            gone = button(
                "", partial(self.act.emit, REMOVE_PARTY, one.id), kind="link", icon="close"
            )
            gone.setAccessibleName(say("remove_party", name=one.party))
            row.addWidget(gone)
        return holder


def _concerned(card: PublicationCard) -> bool:
    category = catalogue.current().find(card.category)
    decided = category is not None and category.hearing
    return card.audience is Audience.PARTIES or decided or bool(card.notices)
