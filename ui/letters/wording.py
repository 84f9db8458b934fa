"""How does an office word a letter itself? Its paragraphs at the left, the letter at the right."""

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from clerkdesk.errors import Spoken, UserError
from clerkdesk.letters import marks, paragraphs, queries, service
from clerkdesk.letters.catalogue import LETTERS
from clerkdesk.letters.paragraphs import Paragraph
from clerkdesk.letters.specimen import specimen
from clerkdesk.letters.wording import Letter
from ui import cards, theme, words
from ui.buttons import button
from ui.editors import LongText, Picker
from ui.forms import Form
from ui.pages import Desk, Page, Room, scrolled
from ui.panes import Pane, Panes
from ui.papers.view import PaperView
from ui.table_view import RecordTable
from ui.tables import Column

say = words.of("letters")

PAUSE_MS = 500  # after the last key before the letter is set anew
LEFT = 500
_A_LINE = 30  # characters of the editor


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
        self._aside: dict[str, dict[str, Any]] = {}
        self._texts: dict[str, str] = {}
        self._last = ""  # the paragraph the cursor was in last
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(PAUSE_MS)
        self._later.timeout.connect(self.preview)
        self.add_back()
        self._build()

    def _build(self) -> None:
        self.kind = Picker([(key, words.term("letter", key)) for key in LETTERS])
        self.kind.setAccessibleName(say("kind"))
        self.kind.changed.connect(self._chosen)
        self.version = cards.text(role="label", tone="text2", wrap=True)
        self.fault = cards.text(role="label", tone="red", wrap=True)
        self.form = Form(stacked=True, keys="")
        self.held = QVBoxLayout()
        ground = QWidget()
        ground.setLayout(self.held)
        self.held.setContentsMargins(0, 0, 0, 0)
        self.held.addWidget(self.form)
        self.fields = RecordTable[Mark](MARKS, key=lambda one: one.name, name=say("mark_list"))
        self.fields.opened.connect(self._insert)
        self.fields.setMinimumHeight(theme.scaled(90))
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for widget in (self.kind, self.version, self.fault):
            column.addWidget(widget)
        column.addWidget(scrolled(ground), 3)
        column.addWidget(self.fields, 1)
        self.view = PaperView()
        self.view.note.setText(say("wording_specimen"))
        self.columns = Panes(
            (
                Pane("text", say("tab_wording"), left, LEFT),
                Pane("paper", say("tab_paper"), self.view),
            ),
            say("tabs_name"),
            first="text",
        )
        self.body.addWidget(self.columns, 1)
        self._build_foot()

    def _build_foot(self) -> None:
        foot = self.foot()
        foot.addWidget(cards.text(say("wording_note"), role="label", tone="text2", wrap=True), 1)
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
        if self._key:
            self._aside[self._key] = self._changed_texts()
        self._key = key
        self.clear_error()
        self._show_paragraphs()
        self.form.set_values(self._aside.pop(key, {}))
        self.fields.set_rows(known_marks(LETTERS[key]))
        self._show_version()
        self.preview()

    def _show_paragraphs(self) -> None:
        """Build the form of the wording in force."""
        self.held.removeWidget(self.form)
        self.form.hide()
        self.form.deleteLater()
        self.form = Form(stacked=True, keys="")
        self._texts = {}
        for one in paragraphs.paragraphs(queries.wording(self._key).body):
            if one.use:
                shared = say("wording_shared", name=words.term("passage", one.use))
                self.form.add_widget(cards.text(shared, role="label", tone="text3", wrap=True))
                continue
            lines = min(max(len(one.text) // _A_LINE + 1, 1), 6)
            self.form.add(one.name, _called(one), LongText(lines=lines))
            self._texts[one.name] = one.text
        self.form.set_values(dict(self._texts))
        self._last = paragraphs.TITLE
        self.form.changed.connect(lambda _name: self._later.start())
        self.form.position_changed.connect(self._remember)
        self.held.addWidget(self.form)

    def _remember(self, name: str) -> None:
        self._last = name

    def _changed_texts(self) -> dict[str, Any]:
        return {
            name: value
            for name, value in self.form.values().items()
            if value != self._texts.get(name)
        }

    def page(self) -> str:
        """Return the letter's page in the words of the form."""
        source = queries.wording(self._key).body
        changed = self._changed_texts()
        return paragraphs.rewritten(source, changed) if changed else source

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
        """Set the letter in these words with invented facts, or say where the fault is."""
        self._later.stop()
        if not self._key:
            return
        self.form.clear_states()
        try:
            body = self.page()
            service.check_wording(self._key, body)
            written = specimen(LETTERS[self._key], body, service.rare_fonts(), service.spacing())
        except UserError as refusal:
            self._refused(refusal)
            self.save.setEnabled(False)
            return
        self.fault.hide()
        self.save.setEnabled(True)
        self.view.show_pdf(written.pdf)

    def _refused(self, refusal: Spoken) -> None:
        """Say it above the paragraphs, and mark the paragraph its line leads to."""
        name = str(refusal.facts.get("field_name", ""))
        known = words.terms("letter_field")
        told = str(refusal)
        if name in known:
            told = say("wording_fault", told=told, name=name, label=known[name])
        self.fault.setText(told)
        self.fault.show()
        line = refusal.facts.get("line")
        for one in paragraphs.paragraphs(self.page()):
            if one.line == line and one.name in self.form:
                self.form.set_state(one.name, "block", say("wording_here"))

    def _insert(self, mark: Mark) -> None:
        if self._last in self.form:
            editor = self.form[self._last].editor
            if isinstance(editor, LongText):
                editor.insertPlainText(f"{{{mark.name}}}")
                editor.setFocus()

    def _save(self) -> None:
        try:
            version = service.change_wording(self._key, self.page(), self.desk.person_id)
        except Spoken as refusal:
            self._refused(refusal)
            return
        self.fault.hide()
        self._show_paragraphs()
        self._show_version()
        self.desk.note(say("wording_saved", version=version))

    def _restore(self) -> None:
        try:
            service.restore_wording(self._key, self.desk.person_id)
        except Spoken as refusal:
            self.show_error(refusal)
            return
        self._show_paragraphs()
        self._show_version()
        self.preview()
        self.desk.note(say("wording_restored"))

    def set_room(self, room: Room) -> None:
        self.fields.setVisible(room is not Room.NARROW)
        self.columns.set_narrow(narrow=room is Room.NARROW)

    def panes(self) -> tuple[QWidget, ...]:
        return (self.kind, self.form, self.fields, self.view)


def _called(one: Paragraph) -> str:
    """Title, or which paragraph of which part, and when it is used."""
    called = say(f"part_{one.kind}", number=one.number)
    if one.label:
        called = say("part_row", called=called, label=one.label)
    for condition in ("when", "unless"):
        name = getattr(one, condition)
        if name:
            label = words.term("letter_field", name)
            called = say(f"part_{condition}", called=called, label=label)
    if one.each:
        called = say(f"part_each_{one.each}", called=called)
    return called
