"""How many requests did last year's report carry over, column by column of table three?"""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from clerkdesk.errors import Spoken
from clerkdesk.parties import PartyKind
from clerkdesk.requests import carried
from ui import cards, words
from ui.buttons import button
from ui.editors import Choice, NumberEdit
from ui.forms import Form
from ui.pages import Desk, scrolled

say = words.of("requests_import")


class CarriedForm(QWidget):
    """Six figures with their sum, and what the register itself can count beside them."""

    failed = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.form = Form(label_width=130)
        self.form.add_widget(cards.text(say("carried_why"), role="label", tone="text2", wrap=True))
        this = desk.today().year
        years = [(year, say("carried_into", year=year)) for year in (this, this - 1)]
        self.form.add("year", say("carried_year"), Choice(years), required=True)
        for kind in PartyKind:
            self.form.add(kind.value, words.term("party_kind", kind.value), NumberEdit(width=110))
        self.form.changed.connect(self._edited)
        self.total = cards.text(role="body")
        self.compared = cards.text(role="small", tone="text2", wrap=True)
        self.save = button(say("carried_save"), self._save, kind="primary", icon="save")
        card = cards.Card()
        card.body.setContentsMargins(0, 0, 0, 8)
        card.body.addWidget(self.form)
        below = QVBoxLayout()
        below.setContentsMargins(14, 0, 14, 0)
        below.addWidget(self.total)
        below.addWidget(self.compared)
        row = QHBoxLayout()
        row.addWidget(self.save)
        row.addStretch(1)
        below.addLayout(row)
        card.body.addLayout(below)
        ground = QWidget()
        held = QVBoxLayout(ground)
        held.setContentsMargins(0, 0, 0, 0)
        held.addWidget(card)
        held.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(scrolled(ground))

    def refresh(self) -> None:
        if self.form["year"].value() is None:
            self.form["year"].set_value(self._desk.today().year)
            self._fill()
        self._compare()

    def year(self) -> int:
        return int(self.form["year"].value() or 0)

    def _fill(self) -> None:
        found = carried.entered(self.year())
        for kind in PartyKind:
            self.form[kind.value].set_value(found.figures[kind] if found else None)

    def _edited(self, name: str) -> None:
        if name == "year" and carried.entered(self.year()) is not None:
            self._fill()
        self._compare()

    def _figures(self) -> dict[PartyKind, int]:
        return {kind: int(self.form[kind.value].value() or 0) for kind in PartyKind}

    def _compare(self) -> None:
        figures = self._figures()
        self.total.setText(say("carried_total", total=sum(figures.values())))
        if not carried.FIRST_YEAR <= self.year() <= self._desk.today().year:
            self.compared.setText("")
            return
        counted = carried.counted(self.year())
        lines = [say("carried_counted", counted=words.pieces(counted.total))]
        lines += [
            say(
                "carried_differs",
                kind=words.term("party_kind", kind.value),
                entered=figures[kind],
                counted=counted.figures[kind],
            )
            for kind in PartyKind
            if counted.figures[kind] > figures[kind]
        ]
        self.compared.setText("\n".join(lines))

    def _save(self) -> None:
        if not self.form.check():
            return
        try:
            carried.enter(self.year(), self._figures(), self._desk.person_id)
        except Spoken as error:
            if not self.form.show_error(error):
                self.failed.emit(error)
            return
        self._desk.note(say("carried_saved", year=self.year()))
