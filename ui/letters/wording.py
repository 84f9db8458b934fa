"""How does an office word a letter itself? Its page at the left, the letter at the right."""

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget

from clerkdesk.errors import Spoken, UserError
from clerkdesk.letters import marks, queries, service
from clerkdesk.letters.catalogue import LETTERS
from clerkdesk.letters.specimen import specimen
from clerkdesk.letters.wording import Letter
from ui import cards, theme, words
from ui.buttons import button
from ui.editors import Picker
from ui.pages import Desk, Page, Room
from ui.panes import Pane, Panes
from ui.papers.view import PaperView
from ui.table_view import RecordTable
from ui.tables import Column

say = words.of("letters")

PAUSE_MS = 500  # after the last key before the letter is set anew
LEFT = 520


@dataclass(frozen=True)
class Mark:
    """One field that the wording may hold."""

    name: str
    label: str
    where: str


MARKS = (
    Column[Mark]("mark", say("mark_name"), lambda one: f"{{{one.name}}}", width=190),
    Column[Mark]("label", say("mark_label"), lambda one: one.label, stretch=True),
    Column[Mark]("where", say("mark_where"), lambda one: one.where, width=110),
)


def known_marks(letter: Letter) -> list[Mark]:
    """Return the fields this letter's page may hold, those of its items last."""
    found = [(name, "mark_anywhere") for name in marks.FIELDS]
    if letter.decides or letter.finding:
        found += [(name, "mark_item") for name in marks.ITEM_FIELDS]
        found += [(name, "mark_part") for name in marks.PART_FIELDS]
    if any(passage.each == "point" for passage in letter.body):
        found += [(name, "mark_point") for name in sorted(marks.POINT_FIELDS)]
    return [Mark(name, words.term("letter_field", name), say(where)) for name, where in found]


class Wording(Page):
    """Each saving is a version of its own; the original stays and can be gone back to."""

    kinds = frozenset({"letter_wording"})
    help_topic = "letters"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, say("wording_title"), say("wording_subtitle"))
        self._key = ""
        self._aside: dict[str, str] = {}
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(PAUSE_MS)
        self._later.timeout.connect(self.preview)
        self.add_back()
        self._build()

    def _build(self) -> None:
        self.left = QWidget()
        column = QVBoxLayout(self.left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self.kind = Picker([(key, words.term("letter", key)) for key in LETTERS])
        self.kind.setAccessibleName(say("kind"))
        self.kind.changed.connect(self._chosen)
        self.version = cards.text(role="label", tone="text2", wrap=True)
        self.text = QPlainTextEdit()
        theme.role(self.text, "body")
        self.text.setAccessibleName(say("wording_name"))
        self.text.setTabChangesFocus(True)
        self.text.setLineWrapMode(QPlainTextEdit.LineWrapMode.WidgetWidth)
        self.text.textChanged.connect(self._later.start)
        self.fault = cards.text(role="label", tone="red", wrap=True)
        self.fields = RecordTable[Mark](MARKS, key=lambda one: one.name, name=say("mark_list"))
        self.fields.opened.connect(self._insert)
        self.fields.setMinimumHeight(theme.scaled(90))
        column.addWidget(self.kind)
        column.addWidget(self.version)
        column.addWidget(self.text, 3)
        column.addWidget(self.fault)
        column.addWidget(self.fields, 1)
        self.view = PaperView()
        self.view.note.setText(say("wording_specimen"))
        self.columns = Panes(
            (
                Pane("text", say("tab_wording"), self.left, LEFT),
                Pane("paper", say("tab_paper"), self.view),
            ),
            say("tabs_name"),
            first="text",
        )
        self.body.addWidget(self.columns, 1)
        foot = self.foot()
        told = cards.text(say("wording_note"), role="label", tone="text2", wrap=True)
        foot.addWidget(told, 1)
        self.restore = button(say("wording_restore"), self._restore, icon="undo")
        self.save = button(say("wording_save"), self._save, kind="primary", icon="save")
        foot.addWidget(self.restore)
        foot.addWidget(self.save)
        self.action(say("wording_save"), self._save, keys="Ctrl+S", icon="save")

    def arrive(self, _id: int | None, /, **facts: Any) -> None:
        """key: the letter to begin with."""
        key = str(facts.get("key", "")) or self._key or next(iter(LETTERS))
        self.kind.blockSignals(True)
        self.kind.set_value(key)
        self.kind.blockSignals(False)
        if key != self._key:
            self._load(key)
        self.kind.setFocus()

    def refresh(self) -> None:
        if self._key:
            self._show_version()

    def _chosen(self) -> None:
        key = self.kind.value()
        if key and key != self._key:
            self._load(str(key))

    def _load(self, key: str) -> None:
        """Show a letter's wording; what was typed for another waits until it is gone back to."""
        self._put_aside()
        self._key = key
        self.clear_error()
        self.text.setPlainText(self._aside.pop(key, "") or queries.wording(key).body)
        self.fields.set_rows(known_marks(LETTERS[key]))
        self._show_version()
        self.preview()

    def _put_aside(self) -> None:
        typed = self.text.toPlainText()
        if self._key and typed != queries.wording(self._key).body:
            self._aside[self._key] = typed

    def _show_version(self) -> None:
        view = queries.wording(self._key)
        if view.changed_at is None:
            told = say("wording_original")
        else:
            day = words.moment(view.changed_at, today=self.desk.today())
            told = say("wording_version", version=view.version, name=view.changed_by, day=day)
        self.version.setText(told)
        self.restore.setEnabled(bool(view.version))

    def preview(self) -> None:
        """Set the letter in these words with invented facts, or say in which line the fault is."""
        self._later.stop()
        if not self._key:
            return
        letter = LETTERS[self._key]
        try:
            service.check_wording(self._key, self.text.toPlainText())
            written = specimen(letter, self.text.toPlainText(), service.rare_fonts())
        except UserError as refusal:
            self._refused(refusal)
            return
        self.fault.hide()
        self.save.setEnabled(True)
        self.view.show_pdf(written.pdf)

    def _refused(self, refusal: Spoken) -> None:
        self.fault.setText(str(refusal))
        self.fault.show()
        self.save.setEnabled(False)

    def go_to(self, line: int) -> None:
        """Put the cursor into a line, counted from 1."""
        block = self.text.document().findBlockByNumber(line - 1)
        self.text.setTextCursor(QTextCursor(block))
        self.text.setFocus()

    def _insert(self, mark: Mark) -> None:
        self.text.insertPlainText(f"{{{mark.name}}}")
        self.text.setFocus()

    def _save(self) -> None:
        try:
            version = service.change_wording(
                self._key, self.text.toPlainText(), self.desk.person_id
            )
        except Spoken as refusal:
            self.fault.setText(str(refusal))
            self.fault.show()
            line = refusal.facts.get("line")
            if isinstance(line, int):
                self.go_to(line)
            return
        self.fault.hide()
        self._show_version()
        self.desk.note(say("wording_saved", version=version))

    def _restore(self) -> None:
        try:
            service.restore_wording(self._key, self.desk.person_id)
        except Spoken as refusal:
            self.show_error(refusal)
            return
        self.text.setPlainText(queries.wording(self._key).body)
        self._show_version()
        self.preview()
        self.desk.note(say("wording_restored"))

    def set_room(self, room: Room) -> None:
        self.fields.setVisible(room is not Room.NARROW)
        self.columns.set_narrow(narrow=room is Room.NARROW)

    def panes(self) -> tuple[QWidget, ...]:
        return (self.kind, self.text, self.fields, self.view)
