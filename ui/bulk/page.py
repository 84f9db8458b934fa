"""How is a whole list registered: chosen, looked through row by row, then written all or none?"""

from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QWidget

from clerkdesk import files as stored_files
from clerkdesk.errors import Spoken, UserError
from clerkdesk.publications import bulk
from clerkdesk.publications.bulk import BulkPreview, BulkRow
from clerkdesk.publications.intake import NeedsAnswer
from ui import cards, dialogs, theme, words
from ui.bulk.rows import COLUMNS, tone, trouble
from ui.buttons import Segments, button
from ui.editors import Tick
from ui.file_drop import FileDrop
from ui.jobs import Job, Progress
from ui.pages import Desk, Page, Room
from ui.table_view import RecordTable

say = words.of("bulk")


class Bulk(Page):
    """A workbook on top, its rows below; nothing is written before every row is fine."""

    help_topic = "bulk"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, say("title"), say("subtitle"))
        self.preview: BulkPreview | None = None
        self._job: Job | None = None
        self._path: Path | None = None
        self.action(say("template"), self._save_template, icon="export", place="second")
        self.action(say("again"), self._again, keys="F5", icon="undo")
        self.add_back()
        self.drop = FileDrop(suffixes=(".xlsx",), verb=say("pick"))
        self.drop.changed.connect(self._dropped)
        self.body.addWidget(self.drop)
        row = QHBoxLayout()
        row.setSpacing(12)
        self.views = Segments(
            [("all", say("view_all")), ("trouble", say("view_trouble"))], say("views")
        )
        self.views.chosen.connect(lambda _key: self._show_rows())
        self.told = cards.text(role="label", tone="text2", wrap=True)
        row.addWidget(self.views)
        row.addWidget(self.told, 1)
        self.body.addLayout(row)
        self.table = RecordTable[BulkRow](COLUMNS, key=lambda one: one.row, name=say("rows"))
        self.table.current_changed.connect(lambda _row: self._show_trouble())
        self.none = cards.Empty(
            say("empty"),
            say("empty_why"),
            icon="drop",
            verb=say("template_verb"),
            act=self._save_template,
        )
        self.trouble = cards.text(role="label", wrap=True, select=True)
        for widget, stretch in ((self.table, 1), (self.none, 1), (self.trouble, 0)):
            self.body.addWidget(widget, stretch)
        self.checked = Tick(say("checked"))
        self.checked.changed.connect(self._offer)
        self.why_not = cards.text(role="label", tone="text2", wrap=True)
        self.save = button(say("save"), self.register, kind="primary", icon="save")
        foot = self.foot()
        foot.addWidget(self.checked)
        foot.addWidget(self.why_not, 1)
        foot.addWidget(self.save)
        self._show()

    # the workbook

    def arrive(self, _id: int | None, /, **facts: Any) -> None:
        """facts: file, the path of a workbook."""
        if "file" in facts:
            self.look(facts["file"])

    def _dropped(self) -> None:
        if paths := self.drop.value():
            self.drop.set_value(())
            self.look(paths[0])
        elif fault := self.drop.fault():
            self._refuse(fault)

    def _again(self) -> None:
        if self._path is not None:
            self.look(self._path)

    def look(self, path: Path) -> None:
        """Look through a workbook in a job; what was shown before goes."""
        self.clear_error()
        self._path, self.preview = path, None

        def work(progress: Progress) -> BulkPreview:
            try:
                return bulk.look(path, cancelled=self._stopping)
            except UserError:
                progress(0, 0)  # a job that was cancelled ends as such, not as a refusal
                raise

        self._job = self.desk.jobs.run(
            say("job_look", name=path.name), work, self._looked, self._failed
        )
        self._show()

    def _stopping(self) -> bool:
        return self._job is not None and self._job.stopping

    def _looked(self, preview: BulkPreview) -> None:
        self.preview = preview
        self.checked.set_value(False)
        self.views.set_value("trouble" if preview.faulty else "all")
        self._show()

    def _failed(self, fault: Exception) -> None:
        if not isinstance(fault, Spoken):
            raise fault
        self.show_error(fault)
        self._show()

    def _refuse(self, sentence: str) -> None:
        theme.tone(self.told, "red")
        self.told.setText(sentence)

    # showing

    def _show(self) -> None:
        some = self.preview is not None
        self.views.setVisible(some)
        self.table.setVisible(some)
        self.none.setVisible(not some)
        theme.tone(self.told, "text2")
        self.told.setText(self._gist())
        self._show_rows()
        self._offer()

    def _gist(self) -> str:
        preview = self.preview
        if preview is None:
            return ""
        said = say(
            "gist", name=preview.name, rows=words.count(len(preview.rows)), faulty=preview.faulty
        )
        if preview.unknown:
            said += say("unknown", columns=words.listed(preview.unknown))
        return said

    def _show_rows(self) -> None:
        rows = self.preview.rows if self.preview is not None else ()
        if self.views.value() == "trouble":
            rows = tuple(row for row in rows if row.faults or row.asks)
        self.table.set_rows(rows)
        if self.table.current() is None:
            self.table.select_first()
        self._show_trouble()

    def _show_trouble(self) -> None:
        row = self.table.current() if self.table.count() else None
        said = trouble(row) if row is not None else ""
        self.trouble.setVisible(bool(said))
        if row is not None and said:
            theme.tone(self.trouble, tone(row))
            self.trouble.setText(say("of_row", row=row.row, text=said))

    def _offer(self) -> None:
        preview = self.preview
        asks = len(preview.asks) if preview is not None else 0
        self.checked.setVisible(bool(asks))
        if asks:
            self.checked.setText(say("checked_count", count=asks))
        why = ""
        if preview is not None and preview.faulty:
            why = say("why_faulty", count=preview.faulty)
        elif asks and not self.checked.value():
            why = say("why_asks")
        self.why_not.setText(why)
        self.save.setEnabled(preview is not None and not why)

    # writing

    def register(self) -> None:
        """Register every row, in a job that can be cancelled: all or none."""
        preview, by = self.preview, self.desk.person_id
        if preview is None:
            return
        answered = (
            frozenset(ask.key for ask in preview.asks) if self.checked.value() else frozenset()
        )
        self.clear_error()

        def work(progress: Progress) -> tuple[int, ...]:
            return bulk.register_all(preview, by, answered=answered, progress=progress)

        self.save.setEnabled(False)
        self._job = self.desk.jobs.run(
            say("job_save", count=len(preview.rows)),
            work,
            self._registered,
            self._not_registered,
            cancelled=self._stopped,
        )

    def _registered(self, made: tuple[int, ...]) -> None:
        self.preview = self._path = None
        self._show()
        self.desk.note(say("n_registered", count=len(made)))
        self.desk.navigate("publications")

    def _not_registered(self, fault: Exception) -> None:
        if isinstance(fault, NeedsAnswer):  # somebody registered the same number meanwhile
            self._again()
        self._failed(fault)

    def _stopped(self) -> None:
        self._offer()
        self.desk.note(say("n_cancelled"))

    def _save_template(self) -> None:
        target = dialogs.save_file(self, say("template_name"), suffix=".xlsx")
        if target is None:
            return
        try:
            stored_files.write_whole(bulk.template(), target)
        except Spoken as fault:
            self.show_error(fault)
            return
        self.desk.note(say("n_template", path=target))

    def set_room(self, room: Room) -> None:
        self.table.set_narrow(narrow=room is Room.NARROW)

    def panes(self) -> tuple[QWidget, ...]:
        return (self.drop, self.table)
