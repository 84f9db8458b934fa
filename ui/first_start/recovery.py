"""Does the clerk really hold the recovery sheet? Shown, printed, and part of it typed back."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from clerkdesk import keys
from clerkdesk.errors import Spoken, UserError
from clerkdesk.keys import Sheet
from ui import cards, theme, words
from ui.buttons import button
from ui.editors import LineText
from ui.first_start import sheet_paper
from ui.first_start.step import Step
from ui.forms import Form
from ui.papers.pdf import print_pdf, save_pdf

say = words.of("first_start")


class WordGrid(QWidget):
    """The 24 characters in six rows of four, each with its number."""

    def __init__(self, sheet: Sheet) -> None:
        super().__init__()
        self.setAccessibleName(say("sheet_name"))
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(6)
        for row, boxes in enumerate(sheet.rows):
            for column, (position, character) in enumerate(boxes):
                number = cards.text(f"{position}", role="small", tone="text3")
                number.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
                number.setMinimumWidth(theme.scaled(24))
                shown = cards.text(character, role="h1")
                told = say("sheet_cell", position=position, word=character)
                shown.setAccessibleName(told)
                shown.setMinimumWidth(theme.scaled(56))
                grid.addWidget(number, row, 2 * column)
                grid.addWidget(shown, row, 2 * column + 1)


class SheetStep(Step):
    """Shows the characters and brings them onto paper."""

    done = Signal()

    def __init__(self, place: str, sheet: Sheet, paper: Callable[[], bytes]) -> None:
        """paper: makes the printed sheet; asked when it is wanted, for it takes a second."""
        super().__init__(say("sheet"), say("sheet_note"), place=place)
        self._sheet, self._paper = sheet, paper
        self.may_go_back(may=False)
        row = QHBoxLayout()
        row.setSpacing(12)
        card = cards.Card()
        card.body.addWidget(WordGrid(sheet))
        card.body.addWidget(cards.rule())
        checksum = cards.text(say("checksum", checksum=sheet.checksum), role="label")
        checksum.setToolTip(say("checksum_why"))
        card.body.addWidget(checksum)
        row.addWidget(card)
        side = QVBoxLayout()
        side.setSpacing(12)
        side.addWidget(cards.Band(say("sheet_loss")))
        self.print = button(say("print"), self._print, icon="print")
        self.save = button(say("save"), self._save, icon="export")
        for one in (self.print, self.save):
            side.addWidget(one)
        self.told = cards.text(role="label", tone="ok", wrap=True)
        side.addWidget(self.told)
        side.addStretch(1)
        row.addLayout(side, 1)
        self.content.addLayout(row)
        self.content.addStretch(1)
        self.add_forward(say("kept"), self.done.emit)

    def begin(self) -> None:
        self.print.setFocus()

    def _print(self) -> None:
        self.clear_error()
        if print_pdf(self, self._paper(), sheet_paper.name(self._sheet)):
            self.told.setText(say("printed"))

    def _save(self) -> None:
        self.clear_error()
        try:
            target = save_pdf(self, self._paper(), sheet_paper.name(self._sheet))
        except Spoken as fault:
            self.show_error(fault)
            return
        if target is not None:
            self.told.setText(say("saved", path=target))


class QuizStep(Step):
    """Asks four of the characters back; each mistake is named beside its field."""

    done = Signal()

    def __init__(self, place: str, sheet: Sheet, positions: tuple[int, ...]) -> None:
        """positions: which characters are asked, from `keys.quiz()`."""
        super().__init__(say("quiz"), say("quiz_note"), place=place)
        self._sheet, self.positions = sheet, positions
        self.form = Form()
        for position in positions:
            row, column = divmod(position - 1, keys.WORDS_A_ROW)
            self.form.add(
                f"word_{position}",
                say("quiz_word", position=position),
                LineText(width=96),
                hint=say("quiz_hint", row=row + 1, column=column + 1),
                required=True,
            )
        self.put(self.form)
        self.add_forward(say("open"), self._go_on)

    def begin(self) -> None:
        self.form.focus_first()

    def _go_on(self) -> None:
        if not self.form.check():
            return
        for position in self.positions:
            typed = str(self.form[f"word_{position}"].value())
            try:
                keys.check_answers(self._sheet.words, {position: typed})
            except UserError as error:
                self.form.show_error(error, focus=False)
        if self.form.faults() == (0, 0):
            self.done.emit()
        else:
            self.form.next_fault()
