"""How does an office that starts in mid-year bring in its requests and last year's sums?"""

from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from clerkdesk import files
from clerkdesk.errors import Spoken
from clerkdesk.requests import importing
from clerkdesk.requests.import_cells import Fault
from clerkdesk.requests.importing import ImportPreview, ImportRow
from ui import cards, dialogs, words
from ui.buttons import Segments, button
from ui.editors import NumberEdit
from ui.file_drop import FileDrop
from ui.forms import Form
from ui.jobs import Progress
from ui.pages import Desk, Page, Room
from ui.requests_import.carried import CarriedForm
from ui.table_view import RecordTable
from ui.tables import Column

say = words.of("requests_import")

FAULTS = (
    Column[Fault]("sheet", say("col_sheet"), lambda one: one.sheet, width=72),
    Column[Fault]("row", say("col_row"), lambda one: one.row, width=56, right=True),
    Column[Fault]("column", say("col_column"), lambda one: one.column, width=120),
    Column[Fault]("text", say("col_text"), lambda one: one.text, stretch=True),
)
ROWS = (
    Column[ImportRow]("number", say("col_number"), lambda one: one.number, width=110),
    Column[ImportRow]("applicant", say("col_applicant"), lambda one: one.applicant, width=120),
    Column[ImportRow]("content", say("col_content"), lambda one: one.title, stretch=True),
    Column[ImportRow](
        "arrived",
        say("col_arrived"),
        lambda one: one.arrived_on,
        show=words.full_day,
        width=164,
        wide=True,
    ),
    Column[ImportRow](
        "received", say("col_received"), lambda one: one.received_on, show=words.full_day, width=164
    ),
    Column[ImportRow](
        "events", say("col_events"), lambda one: one.events, width=56, right=True, wide=True
    ),
    Column[ImportRow](
        "state",
        say("col_state"),
        lambda one: "" if one.state is None else words.term("state", one.state),
        width=150,
    ),
    Column[ImportRow](
        "due", say("col_due"), lambda one: one.due_on, show=words.full_day, width=164
    ),
)


class RequestsImport(Page):
    """The workbook is looked through first; nothing is written before 全部导入."""

    kinds = frozenset({"request", "party", "setting"})
    help_topic = "import"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, say("title"), say("subtitle"))
        self.preview: ImportPreview | None = None
        self.action(say("template"), self._template, icon="export", place="second")
        self.action(say("again"), self._look, keys="F5", icon="undo")
        self.add_back()
        self.views = Segments(
            [("book", say("view_book")), ("carried", say("view_carried"))], say("views")
        )
        self.views.chosen.connect(self._choose)
        top = QHBoxLayout()
        top.addWidget(self.views)
        top.addStretch(1)
        self.body.addLayout(top)
        self.carried = CarriedForm(desk)
        self.carried.failed.connect(self.show_error)
        self.pages = QStackedWidget()
        self.pages.addWidget(self._book())
        self.pages.addWidget(self.carried)
        self.body.addWidget(self.pages, 1)
        self._build_foot()
        self._show()

    def _book(self) -> QWidget:
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self.drop = FileDrop(suffixes=(".xlsx",), verb=say("pick"))
        self.drop.changed.connect(self._look)
        self.told = cards.text(role="label", wrap=True)
        self.unknown = cards.text(role="small", tone="yeld", wrap=True)
        self.faults = RecordTable[Fault](
            FAULTS, key=lambda one: (one.sheet, one.row, one.column), name=say("faults_name")
        )
        self.rows = RecordTable[ImportRow](ROWS, key=lambda one: one.row, name=say("rows_name"))
        self.none = cards.Empty(
            say("empty"),
            say("empty_why"),
            icon="drop",
            verb=say("template_verb"),
            act=self._template,
        )
        self.stack = QStackedWidget()
        for widget in (self.none, self.faults, self.rows):
            self.stack.addWidget(widget)
        for part in (self.drop, self.told, self.unknown):
            column.addWidget(part)
        column.addWidget(self.stack, 1)
        return whole

    def _build_foot(self) -> None:
        foot = self.foot()
        self.form = Form(label_width=136)
        self.form.column.setContentsMargins(0, 0, 0, 0)
        self.form.add("number", say("number"), NumberEdit(width=110), hint=say("number_hint"))
        self.import_button = button(say("import_all"), self._import, kind="primary", icon="save")
        foot.addWidget(self.form, 1)
        foot.addStretch(0)
        foot.addWidget(self.import_button)

    def refresh(self) -> None:
        self.carried.refresh()

    def set_room(self, room: Room) -> None:
        self.rows.set_narrow(narrow=room is Room.NARROW)

    def panes(self) -> tuple[QWidget, ...]:
        return (self.drop.pick, self.faults, self.rows)

    def _choose(self, key: str) -> None:
        book = key == "book"
        self.pages.setCurrentIndex(0 if book else 1)
        self.import_button.setVisible(book)
        frame = self.import_button.parentWidget()
        if frame is not None:
            frame.setVisible(book)
        self._show_foot()

    # the workbook

    def _template(self) -> None:
        target = dialogs.save_file(self, f"{say('template_name')}.xlsx", suffix=".xlsx")
        if target is None:
            return
        try:
            files.write_whole(importing.template(), target)
        except Spoken as fault:
            self.show_error(fault)
            return
        self.desk.note(say("template_saved", path=target))

    def _look(self) -> None:
        self.clear_error()
        self.preview = None
        chosen = self.drop.value()
        self._show()
        if not chosen:
            return
        self.told.setText(say("reading"))
        self.told.show()
        by = self.desk.person_id

        def work(progress: Progress) -> ImportPreview:
            def asked() -> bool:
                progress(0, 0)  # raises where the clerk has stopped it: the reading child ends too
                return False

            return importing.look(chosen[0], by=by, progress=progress, cancelled=asked)

        self.desk.jobs.run(
            say("looking"),
            work,
            self._looked,
            self._failed,
            cancelled=lambda: self.drop.set_value(()),
        )

    def _looked(self, preview: ImportPreview) -> None:
        self.preview = preview
        self.form.set_values({"number": preview.last_number + 1})
        self._show()

    def _failed(self, fault: Exception) -> None:
        if not isinstance(fault, Spoken):
            raise fault
        self.preview = None
        self._show()
        if fault.field != "number" or not self.form.show_error(fault):
            self.show_error(fault)

    def _show(self) -> None:
        found = self.preview
        self.told.setVisible(found is not None)
        self.unknown.setVisible(found is not None and bool(found.unknown))
        self._show_foot()
        if found is None:
            self.stack.setCurrentWidget(self.none)
            return
        faults = found.all_faults
        count = words.pieces(len(found.rows))
        if faults:
            self.told.setText(say("told_bad", faults=len(faults), requests=count))
            self.faults.set_rows(list(faults))
            self.stack.setCurrentWidget(self.faults)
        else:
            events = sum(row.events for row in found.rows)
            self.told.setText(say("told_good", requests=count, events=events))
            self.rows.set_rows(list(found.rows))
            self.stack.setCurrentWidget(self.rows)
        if found.unknown:
            self.unknown.setText(say("told_unknown", columns=say("comma").join(found.unknown)))

    def _show_foot(self) -> None:
        ready = self.preview is not None and not self.preview.all_faults
        self.import_button.setEnabled(ready)
        own = self.desk.settings().request_numbers == "own"
        self.form.setVisible(ready and own and self.views.value() == "book")

    def _import(self) -> None:
        preview = self.preview
        if preview is None or not self.form.check():
            return
        self.clear_error()
        own = self.desk.settings().request_numbers == "own"
        number = self.form["number"].value() if own else None
        self.import_button.setEnabled(False)

        def work(progress: Any) -> tuple[int, ...]:
            return importing.import_all(
                preview, self.desk.person_id, next_number=number, progress=progress
            )

        def refused(fault: Exception) -> None:
            self.preview = (
                preview if isinstance(fault, Spoken) and fault.field == "number" else None
            )
            if not isinstance(fault, Spoken):
                raise fault
            self._show()
            if fault.field != "number" or not self.form.show_error(fault):
                self.show_error(fault)

        self.desk.jobs.run(
            say("importing"), work, self._imported, refused, cancelled=self._show_foot
        )

    def _imported(self, keys: tuple[int, ...]) -> None:
        self.drop.set_value(())
        self.desk.note(say("done", count=len(keys)))
        self.desk.navigate("requests")
