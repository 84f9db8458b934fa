"""Which second copies of the register are there, and are they good?"""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from clerkdesk import archive, opening, settings
from clerkdesk.archive.backups import BackupReport, Checked
from clerkdesk.errors import EnvironmentFault, Spoken
from ui import cards, dialogs, theme, words
from ui.buttons import button
from ui.pages import Desk, Errand
from ui.table_view import RecordTable
from ui.tables import Column

say = words.of("archive")

_TONES = {"good": "ok", "bad": "red", "made": "text2"}


@dataclass(frozen=True)
class CopyRow:
    """A backup in the folder. state: "made" (checked then), "good" or "bad" (checked now)."""

    path: Path
    at: datetime
    size: int
    state: str


COLUMNS = (
    Column[CopyRow]("at", say("col_at"), lambda r: r.at, width=150),
    Column[CopyRow]("file", say("col_file"), lambda r: r.path.name, stretch=True),
    Column[CopyRow](
        "size", say("col_size"), lambda r: r.size, show=words.size, width=96, right=True
    ),
    Column[CopyRow](
        "state",
        say("col_state"),
        lambda r: say(f"state_{r.state}"),
        width=150,
        tone=lambda r: _TONES[r.state],
    ),
)


class CopiesView(QWidget):
    """The folder and the last backup, the copies kept, and what can be done with one."""

    refused = Signal(object)  # a Spoken that no field can take

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._checked: dict[Path, str] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        card = cards.Card()
        self.facts = cards.Facts()
        card.body.addWidget(self.facts)
        column.addWidget(card)
        self.card = card
        self.told = cards.text(role="label", wrap=True)
        self.told.hide()
        column.addWidget(self.told)
        self.table = RecordTable[CopyRow](
            COLUMNS, key=lambda row: row.path, name=say("kept_name"), parent=self
        )
        self.table.opened.connect(lambda _row: self.verify())
        self.none = cards.Empty(say("empty"), say("empty_why"), icon="archive")
        self.nowhere = cards.Empty(
            say("nowhere"),
            say("nowhere_why"),
            icon="archive",
            verb=say("choose_first"),
            act=self.choose_folder,
        )
        self.sample = cards.Empty(say("sample_only"), say("sample_why"), icon="archive")
        self.stack = QStackedWidget()
        for widget in (self.table, self.none, self.nowhere, self.sample):
            self.stack.addWidget(widget)
        column.addWidget(self.stack, 1)
        self.verbs = self._buttons()
        column.addWidget(self.verbs)

    def _buttons(self) -> QWidget:
        ground = QWidget()
        row = QHBoxLayout(ground)
        row.setContentsMargins(0, 0, 0, 0)
        self.check = button(say("verify"), self.verify, icon="review")
        self.back = button(say("restore"), self.restore, icon="undo")
        self.other = button(say("choose_folder"), self.choose_folder, icon="folder")
        self.why = cards.Elided(say("restore_why"), role="small", tone="text3")
        for one in (self.check, self.back, self.other):
            row.addWidget(one)
        row.addSpacing(8)
        row.addWidget(self.why, 1)
        return ground

    def refresh(self) -> None:
        chosen = settings.load()
        sample = opening.is_sample()
        last = None if sample else archive.last()
        self.facts.set(
            (
                (say("folder"), chosen.backup_folder or say("no_folder")),
                (
                    say("last"),
                    say("last_none")
                    if last is None
                    else f"{words.moment(last.at, today=self._desk.today())}  {last.path.name}",
                ),
                (
                    say("at_close"),
                    say("at_close_on", keep=chosen.keep_backups)
                    if chosen.backup_at_close
                    else say("at_close_off"),
                ),
            )
        )
        if chosen.backup_folder and archive.is_network(chosen.backup_folder):
            self.facts.add("", say("network_note"), tone="text2")
        rows = () if sample else self._rows(chosen.backup_folder)
        self.table.set_rows(rows)
        if rows and self.table.current() is None:
            self.table.select_first()
        shown = self.table if rows else self.none if chosen.backup_folder else self.nowhere
        self.stack.setCurrentWidget(self.sample if sample else shown)
        self.card.setVisible(not sample)
        self.verbs.setVisible(not sample and bool(rows or chosen.backup_folder))
        for one in (self.check, self.back, self.why):
            one.setVisible(bool(rows))
        self.other.setVisible(bool(chosen.backup_folder) and not sample)

    def _rows(self, folder: str) -> tuple[CopyRow, ...]:
        if not folder:
            return ()
        rows = []
        for path in archive.kept(opening.current().path, Path(folder)):
            try:
                stat = path.stat()
            except OSError:  # the stick was pulled while we looked
                continue
            at = datetime.fromtimestamp(stat.st_mtime, UTC)
            rows.append(CopyRow(path, at, stat.st_size, self._checked.get(path, "made")))
        return tuple(rows)

    def choose_folder(self) -> None:
        picked = dialogs.pick_folder(self, title=say("choose_title"))
        if picked is None:
            return
        settings.change(self._desk.person_id, backup_folder=str(picked))
        self._desk.note(say("backup_folder_set", path=picked))
        self.refresh()

    def back_up(self) -> None:
        """Make a backup beside the work; it is checked before it counts."""
        chosen = settings.load()
        if not chosen.backup_folder:
            self.choose_folder()
            chosen = settings.load()
        if not chosen.backup_folder:
            return
        register, folder, keep = opening.current(), Path(chosen.backup_folder), chosen.keep_backups
        self._desk.jobs.run(
            say("backing_up"),
            lambda progress: archive.backup(register, folder, keep=keep, progress=progress),
            self._backed_up,
            self._broke,
        )

    def verify(self) -> None:
        row = self.table.current()
        if row is None:
            return
        key = opening.current().key
        self._desk.jobs.run(
            say("verifying", name=row.path.name),
            lambda _progress: archive.verify(row.path, key),
            lambda checked: self._verified(row.path, checked),
            lambda fault: self._bad(row.path, fault),
        )

    def restore(self) -> None:
        row = self.table.current()
        if row is not None:
            self._desk.leave(Errand("restore", row.path))

    def _backed_up(self, report: BackupReport) -> None:
        told = say(
            "backed_up",
            name=report.path.name,
            size=words.size(report.size),
            rows=words.count(sum(report.checked.rows.values())),
            lines=words.count(report.checked.audit.lines),
        )
        if report.removed:
            told += say("removed", count=len(report.removed))
        self._tell(told, "ok")
        self.refresh()
        self.table.select(report.path)

    def _verified(self, path: Path, checked: Checked) -> None:
        self._checked[path] = "good"
        rows, lines = sum(checked.rows.values()), checked.audit.lines
        told = say("verified", name=path.name, rows=words.count(rows), lines=words.count(lines))
        self._tell(told, "ok")
        self.refresh()

    def _bad(self, path: Path, fault: Exception) -> None:
        if isinstance(fault, EnvironmentFault):
            self._checked[path] = "bad"
            self.refresh()
        self._broke(fault)

    def _broke(self, fault: Exception) -> None:
        if not isinstance(fault, Spoken):
            raise fault
        self._tell(str(fault), "red")

    def _tell(self, sentence: str, tone: str) -> None:
        self.told.setText(sentence)
        theme.tone(self.told, tone)
        self.told.show()
