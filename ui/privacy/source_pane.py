"""Which files and texts shall be looked through? Each file is looked at in a job of its own."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from clerkdesk import files as stored_files
from clerkdesk.errors import Spoken, UserError
from clerkdesk.privacy import files, looking
from clerkdesk.privacy.files import Scan
from clerkdesk.privacy.looking import Looked
from clerkdesk.publications import reading
from ui import cards, words
from ui.buttons import Segments, button
from ui.editors import LongText
from ui.file_drop import FileDrop
from ui.jobs import Progress
from ui.pages import Desk
from ui.privacy.sources import COLUMNS, Source
from ui.table_view import RecordTable

say = words.of("privacy_page")

PAUSE_MS = 250  # after the last key, before a typed text is looked through


class SourcePane(cards.Card):
    """Files dropped or handed over, or a text; `changed` when what is in sight has changed."""

    changed = Signal()
    refused = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__(say("sources"))
        self._desk = desk
        self._sources: list[Source] = []
        self.typed: Scan | None = None
        self.modes = Segments(
            [("files", say("mode_files")), ("text", say("mode_text"))], say("mode")
        )
        self.modes.chosen.connect(self.set_mode)
        self.body.addWidget(self.modes)
        self.drop = FileDrop(many=True, verb=say("pick"))
        self.drop.changed.connect(self._dropped)
        self.table = RecordTable[Source](COLUMNS, key=id, name=say("sources"))
        self.table.current_changed.connect(lambda _one: self.changed.emit())
        self.cancel = button(say("cancel"), self.cancel_all, kind="link", icon="close")
        self.text = LongText(lines=8)
        self.text.setAccessibleName(say("text"))
        self.text.setPlaceholderText(say("text_hint"))
        self.text.changed.connect(self._typing)
        self._gap = QWidget()
        self.stack = QStackedWidget()
        self.stack.addWidget(self._column(self.drop, self.table, self.cancel))
        self.stack.addWidget(self._column(self.text, self._gap))
        self.body.addWidget(self.stack, 1)
        self.body.addWidget(cards.text(say("never_stored"), role="small", tone="text2", wrap=True))
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self._look_at_text)
        self._show(None)

    def _column(self, *widgets: QWidget) -> QWidget:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for one in widgets:
            column.addWidget(one, 1 if one in (self.table, self._gap) else 0)
        return holder

    # what is in sight

    @property
    def typing(self) -> bool:
        return self.modes.value() == "text"

    def chosen(self) -> Source | None:
        """The file in sight; None while a text is."""
        return None if self.typing else self.table.current()

    def scan(self) -> Scan | None:
        source = self.chosen()
        return self.typed if self.typing else source.scan if source is not None else None

    def words(self) -> str:
        """The typed text, every character of it."""
        return self.text.toPlainText()

    def set_mode(self, mode: str) -> None:
        self.modes.set_value(mode)
        self.stack.setCurrentIndex(1 if mode == "text" else 0)
        self.changed.emit()

    # files

    def _dropped(self) -> None:
        if paths := self.drop.value():
            self.drop.set_value(())
            self.add_files(paths)
        elif fault := self.drop.fault():
            self.refused.emit(fault)

    def add_files(self, paths: Sequence[Path]) -> None:
        """Look through files of this computer; one already in the list is not looked at again."""
        self.set_mode("files")
        known = {one.path for one in self._sources if one.state != "refused"}
        for path in dict.fromkeys(paths):
            if path not in known:
                self._start(Source(path.name, path=path))

    def add_stored(
        self, file_id: int, publication_id: int = 0, left_out: tuple[str, ...] = ()
    ) -> None:
        """Look through a file of the register. left_out: of a copy that has taken its place."""
        self.set_mode("files")
        self._sources = [one for one in self._sources if one.file_id != file_id]
        name = stored_files.row(file_id).name
        self._start(Source(name, file_id=file_id, publication_id=publication_id, left_out=left_out))

    def remove(self, source: Source) -> None:
        if source in self._sources:
            self._sources.remove(source)
        self._show(None)

    def _start(self, source: Source) -> None:
        self._sources.insert(0, source)
        today = self._desk.today()

        def stopping() -> bool:
            return source.job is not None and source.job.stopping

        def work(progress: Progress) -> Looked:
            try:
                if source.path is None:
                    return looking.look_at_stored(source.file_id, today=today, cancelled=stopping)
                return looking.look(source.path, today=today, cancelled=stopping)
            except UserError:
                progress(0, 0)  # a job that was cancelled ends as such, not as a refusal
                raise

        source.job = self._desk.jobs.run(
            say("job_look", name=source.name),
            work,
            lambda looked: self._looked(source, looked),
            lambda fault: self._failed(source, fault),
            cancelled=lambda: self.remove(source),
            quiet=True,  # its row says how far it is; the cancel stands below
        )
        self._show(source)

    def _looked(self, source: Source, looked: Looked) -> None:
        source.state, source.looked, source.job = "looked", looked, None
        self._show(source)

    def _failed(self, source: Source, fault: Exception) -> None:
        if not isinstance(fault, Spoken):
            raise fault
        source.state, source.sentence, source.job = "refused", str(fault), None
        self._show(source)

    def cancel_all(self) -> None:
        """Stop whatever is still being looked through."""
        for one in self._sources:
            if one.job is not None:
                one.job.cancel()

    def _show(self, fresh: Source | None) -> None:
        self.table.set_rows(self._sources)
        if fresh is not None and fresh.state == "looking":
            self.table.select(id(fresh))
        elif self.table.current() is None:
            self.table.select_first()
        self.cancel.setVisible(any(one.state == "looking" for one in self._sources))
        self.changed.emit()

    # typed text

    def _typing(self) -> None:
        self.typed = None
        self._pause.start()
        self.changed.emit()

    def _look_at_text(self) -> None:
        text, today = self.words(), self._desk.today()

        def work(_progress: Progress) -> Scan:
            return files.scan_reading(reading.of_text(text), today=today)

        def done(scan: Scan) -> None:
            if text == self.words():
                self.typed = scan
                self.changed.emit()

        self._desk.jobs.run(say("job_text"), work, done, quiet=True)
