"""How does a workbook become publications: looked through row by row, then all or none?"""

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from clerkdesk import files
from clerkdesk.errors import Spoken
from clerkdesk.publications import bulk, categories
from clerkdesk.publications.bulk import BulkPreview, BulkRow
from ui import cards, dialogs, words
from ui.buttons import button
from ui.editors import Tick
from ui.jobs import Job, Progress
from ui.pages import Desk, Page, Room
from ui.publications import dropped
from ui.table_view import RecordTable
from ui.tables import Column

say = words.of("publications")


def _wrong(row: BulkRow) -> str:
    """What is wrong with a row, or what it makes us ask."""
    if row.faults:
        return say("bulk_and").join(
            say("bulk_fault", column=one.column, text=one.text) for one in row.faults
        )
    return "".join(ask.text for ask in row.asks) or say("bulk_fine")


def _tone(row: BulkRow) -> str:
    return "red" if row.faults else "yeld" if row.asks else "ok"


def _category(row: BulkRow) -> str:
    found = categories.load().find(row.draft.category)
    return found.name if found else ""


COLUMNS = (
    Column[BulkRow]("row", say("bulk_row"), lambda row: row.row, width=56, right=True),
    Column[BulkRow](
        "wrong",
        say("bulk_wrong"),
        _wrong,
        width=380,
        tone=_tone,
        tooltip=_wrong,
    ),
    Column[BulkRow]("title", say("col_title"), lambda row: row.draft.title, stretch=True),
    Column[BulkRow](
        "formed_on", say("f_formed_on"), lambda row: row.draft.formed_on, width=130, wide=True
    ),
    Column[BulkRow](
        "attribute",
        say("f_attribute"),
        lambda row: words.term("attribute", row.draft.attribute),
        width=96,
        wide=True,
    ),
    Column[BulkRow]("category", say("f_category"), _category, width=170, wide=True),
)


class BulkPage(Page):
    """A workbook is dropped, looked through, and registered whole once nothing is wrong in it."""

    help_topic = "publications"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, say("bulk_title"), say("bulk_subtitle"))
        self.setAcceptDrops(True)
        self.action(say("bulk_template"), self._template, icon="export", place="second")
        self.add_back()
        self._preview: BulkPreview | None = None
        self._job: Job | None = None
        self.table = RecordTable[BulkRow](
            COLUMNS, key=lambda row: row.row, name=say("bulk_title"), parent=self
        )
        self.none = cards.Empty(
            say("bulk_empty"),
            say("bulk_empty_why"),
            icon="drop",
            verb=say("bulk_pick"),
            act=self._pick,
        )
        self.stack = QStackedWidget()
        self.stack.addWidget(self.none)
        self.stack.addWidget(self.table)
        self.body.addWidget(self.stack, 1)
        self.detail = cards.text(role="label", wrap=True, select=True)
        self.detail.hide()
        self.table.current_changed.connect(self._tell)
        self.body.addWidget(self.detail)
        self._build_foot()

    def _build_foot(self) -> None:
        foot: QHBoxLayout = self.foot()
        self.told = cards.text(role="label", tone="text2")
        self.checked = Tick("")
        self.checked.changed.connect(self._update)
        self.other = button(say("bulk_other"), self._pick)
        self.save = button(say("bulk_save", count=0), self._save, kind="primary", icon="save")
        foot.addWidget(self.told, 1)
        for one in (self.checked, self.other, self.save):
            foot.addWidget(one)
        self._update()

    def arrive(self, _id: int | None, /, **facts: Any) -> None:
        """facts: file, a workbook dropped elsewhere."""
        if facts.get("file") is not None:
            self.look(facts["file"])

    def look(self, path: Path) -> None:
        """Read a workbook beside the window and show what is wrong, row by row."""
        self.clear_error()
        stopped: list[Job] = []

        def work(progress: Progress) -> BulkPreview:
            def asked() -> bool:
                if stopped and stopped[0].stopping:
                    progress(0, 0)  # raises Cancelled
                return False

            return bulk.look(path, cancelled=asked)

        title = say("bulk_looking", name=path.name)
        self._job = self.desk.jobs.run(title, work, self._looked, self._failed)
        stopped.append(self._job)
        self._update()

    def _looked(self, preview: BulkPreview) -> None:
        self._job, self._preview = None, preview
        self.checked.set_value(False)
        # what must be mended stands first
        rows = list(preview.rows)
        rows.sort(key=lambda row: (not row.faults, not row.asks))
        self.table.set_rows(rows)
        self.table.select_first()
        self.stack.setCurrentWidget(self.table)
        self._update()

    def _failed(self, fault: Exception) -> None:
        self._job = None
        self._update()
        if not isinstance(fault, Spoken):
            raise fault
        self.show_error(fault)

    def _update(self) -> None:
        preview = self._preview
        rows = len(preview.rows) if preview else 0
        faulty = preview.faulty if preview else 0
        asks = len(preview.asks) if preview else 0
        self.told.setText(self._summary(preview))
        self.checked.setVisible(bool(asks) and not faulty)
        self.checked.setText(say("bulk_checked", count=asks))
        self.other.setVisible(preview is not None)
        self.save.setText(say("bulk_save", count=rows))
        ready = rows and not faulty and (not asks or self.checked.value())
        self.save.setEnabled(bool(ready) and self._job is None)

    def _tell(self, row: BulkRow | None) -> None:
        """The whole of what is wrong with the row the cursor is on."""
        self.detail.setVisible(row is not None and self._preview is not None)
        if row is not None:
            self.detail.setText(say("bulk_detail", row=row.row, told=_wrong(row)))

    @staticmethod
    def _summary(preview: BulkPreview | None) -> str:
        if preview is None:
            return ""
        key = "bulk_faulty" if preview.faulty else "bulk_ready"
        told = say(key, rows=len(preview.rows), faulty=preview.faulty)
        if preview.unknown:
            told += say("bulk_unknown", columns=say("separator").join(preview.unknown))
        return told

    def _save(self) -> None:
        preview, by = self._preview, self.desk.person_id
        if preview is None:
            return
        answered = (
            frozenset(ask.key for ask in preview.asks) if self.checked.value() else frozenset()
        )

        def work(progress: Progress) -> tuple[int, ...]:
            return bulk.register_all(preview, by, answered=answered, progress=progress)

        self._job = self.desk.jobs.run(say("bulk_saving"), work, self._saved, self._failed)
        self._update()

    def _saved(self, made: tuple[int, ...]) -> None:
        self._job = self._preview = None
        self.stack.setCurrentWidget(self.none)
        self.detail.hide()
        self._update()
        self.desk.note(say("bulk_saved", count=len(made)))
        self.desk.navigate("publications")

    def _template(self) -> None:
        target = dialogs.save_file(self, say("bulk_template_name"), suffix=".xlsx")
        if target is None:
            return
        try:
            files.write_whole(bulk.template(), target)
        except Spoken as fault:
            self.show_error(fault)
            return
        self.desk.note(say("n_saved", path=target))

    def _pick(self) -> None:
        if (path := dialogs.pick_file(self, suffixes=(".xlsx",))) is not None:
            self.look(path)

    def set_room(self, room: Room) -> None:
        self.table.set_narrow(narrow=room is Room.NARROW)

    def panes(self) -> tuple[QWidget, ...]:
        return (self.table if self._preview else self.none.button, self.save)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        if paths := dropped.local_files(event.mimeData()):
            self.look(paths[0])
