"""Where is personal data in a text or a file, and how does a masked copy leave the desk?

desk.navigate("privacy")                        texts and files of this computer
desk.navigate("privacy", None, file_id=7, publication_id=3)     a file of the register
"""

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from clerkdesk import files as stored_files
from clerkdesk.errors import Spoken, UserError
from clerkdesk.privacy import files, mask, service
from clerkdesk.privacy.files import Copy
from clerkdesk.privacy.find import find
from clerkdesk.privacy.service import Masked
from clerkdesk.publications import reading
from clerkdesk.publications import service as publications
from clerkdesk.publications.intake import NeedsAnswer, NewFile
from ui import dialogs, words
from ui.act_room import ActRoom
from ui.buttons import button
from ui.jobs import Progress
from ui.pages import Desk, Page, Room
from ui.panes import Pane, Panes
from ui.privacy import eye, report_sheet
from ui.privacy.foot import Ways
from ui.privacy.result import Result
from ui.privacy.source_pane import SourcePane
from ui.privacy.sources import Source

say = words.of("privacy_page")


class Privacy(Page):
    """Sources on the left, what was found on the right, the way of masking at the foot."""

    kinds = frozenset({"setting", "privacy", "publication"})
    help_topic = "privacy"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, say("title"), say("subtitle"))
        self.action(say("print"), self._print, keys="Ctrl+P", icon="print", place="second")
        self.action(say("edit_profile"), lambda: desk.navigate("privacy.own"), icon="edit")
        self.add_back()
        self.sources = SourcePane(desk)
        self.result = Result()
        self.room_of_acts = ActRoom(self.result)
        self.columns = Panes(
            (
                Pane("sources", say("pane_sources"), self.sources, 312),
                Pane("result", say("pane_result"), self.room_of_acts),
            ),
            say("pane_name"),
            first="sources",
        )
        self.body.addWidget(self.columns, 1)
        self.ways = Ways()
        self.copy = button(say("copy_text"), self.copy_text, icon="export")
        self.replace = button(say("replace"), self.replace_file, icon="undo")
        self.save = button(say("save"), self.save_copy, kind="primary", icon="save")
        foot = self.foot()
        foot.addWidget(self.ways, 1)
        for one in (self.copy, self.replace, self.save):
            foot.addWidget(one)
        self.result.sign.connect(self.sign)
        self.ways.changed.connect(lambda: self.result.set_profile(self.ways.chosen()))
        self.sources.changed.connect(self._show)
        self.sources.refused.connect(
            lambda sentence: self.result.show_nothing(sentence, refused=True)
        )

    def arrive(self, _id: int | None, /, **facts: Any) -> None:
        """facts: file_id and publication_id of a stored file; files: paths; text."""
        if "file_id" in facts:
            self.sources.add_stored(facts["file_id"], facts.get("publication_id", 0))
        if "files" in facts:
            self.sources.add_files(facts["files"])
        if "text" in facts:
            self.sources.set_mode("text")
            self.sources.text.set_value(facts["text"])

    def refresh(self) -> None:
        self.ways.fill()
        self._show()

    def _show(self) -> None:
        typing, source, scan = self.sources.typing, self.sources.chosen(), self.sources.scan()
        if scan is not None:
            sha256 = source.looked.sha256 if source is not None and source.looked else ""
            publication = source.publication_id if source is not None else 0
            eyes = service.by_eye(sha256, publication) if sha256 else ()
            self.result.show_scan(scan, eyes, source.left_out if source is not None else ())
        elif source is not None and source.state == "refused":
            self.result.show_nothing(source.sentence, refused=True)
        elif source is not None:
            self.result.show_nothing(say("looking_at", name=source.name))
        elif typing and self.sources.words().strip():
            self.result.show_nothing(say("looking"))
        else:
            self.result.show_nothing(say("text_empty" if typing else "nothing_yet"))
        found = scan is not None and bool(scan.findings)
        self.copy.setVisible(typing)
        self.save.setVisible(not typing)
        self.replace.setVisible(source is not None and bool(source.publication_id))
        for one in (self.copy, self.save, self.replace):
            one.setEnabled(found)

    # masking

    def copy_text(self) -> None:
        """Put the text with its finds masked on the clipboard."""
        if not self._basis_given():
            return
        text, profile, today = self.sources.words(), self.ways.chosen(), self.desk.today()

        def work(_asked: Callable[[], bool]) -> Copy:
            hits = find(text, today=today)
            made = mask.mask(text, hits, profile)
            left = files.scan_reading(reading.of_text(made), today=today)
            data = made.encode("utf-8", "surrogatepass")
            return Copy(say("typed_name"), data, len(hits), left)

        self._run(say("job_copy"), work, lambda copy: self._copied(text, copy))

    def _copied(self, text: str, copy: Copy) -> None:
        digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
        if self._note(copy.name, digest, copy, 0):
            QGuiApplication.clipboard().setText(copy.data.decode("utf-8", "surrogatepass"))
            self.desk.note(say("n_copied"))

    def save_copy(self) -> None:
        """Make a masked copy and write it where the clerk says."""
        source = self.sources.chosen()
        if source is None or not self._basis_given():
            return
        name = Path(source.name)
        suggested = say("copy_name", stem=name.stem, suffix=name.suffix)
        target = dialogs.save_file(self, suggested, suffix=name.suffix or ".txt")
        if target is None:
            return
        if source.path is not None and target.resolve() == source.path.resolve():
            self.show_error(UserError("privacy.over_original", name=source.name))
            return
        self._make(source, lambda copy: self._saved(source, copy, target))

    def replace_file(self) -> None:
        """Put a masked copy in the place of the publication's file."""
        source = self.sources.chosen()
        if source is not None and self._basis_given():
            self._make(source, lambda copy: self._replaced(source, copy))

    def _basis_given(self) -> bool:
        self.clear_error()
        profile = self.ways.chosen()
        if profile.needs_basis and not self.ways.said():
            self.ways.say_fault(str(UserError("privacy.basis", profile=profile.title)))
            return False
        return True

    def _make(self, source: Source, done: Callable[[Copy], object]) -> None:
        profile, basis = self.ways.chosen(), self.ways.said()

        def work(asked: Callable[[], bool]) -> Copy:
            file = source.path or stored_files.row(source.file_id)
            return files.masked_copy_safely(
                file, source.name, profile, basis=basis, cancelled=asked
            )

        self._run(say("job_mask", name=source.name), work, done)

    def _run(
        self, title: str, work: Callable[[Callable[[], bool]], Any], done: Callable[[Any], object]
    ) -> None:
        """Run work beside the window; `asked` raises in it where the clerk has stopped it."""

        def watched(progress: Progress) -> Any:
            def asked() -> bool:
                progress(0, 0)
                return False

            return work(asked)

        self.desk.jobs.run(title, watched, done, self._not_made)

    def _not_made(self, fault: Exception) -> None:
        if not isinstance(fault, Spoken):
            raise fault
        self.show_error(fault)

    def _saved(self, source: Source, copy: Copy, target: Path) -> None:
        if not self._tell(source, copy):
            return

        def done(_none: None) -> None:
            source.left_out = copy.sentences
            self.desk.note(say("n_saved", count=copy.masked, path=target))
            self._show()

        title = say("job_save", name=target.name)
        self._run(title, lambda _asked: stored_files.write_whole(copy.data, target), done)

    def _replaced(self, source: Source, copy: Copy, answered: frozenset[str] = frozenset()) -> None:
        """Put the copy in its place; it is looked at for marks again, so beside the window."""
        where, by = (source.publication_id, source.file_id), self.desk.person_id
        file = NewFile(copy.name, copy.data)

        def work(_asked: Callable[[], bool]) -> int | NeedsAnswer:
            try:
                return publications.replace_file(*where, file, by, answered=answered)
            except NeedsAnswer as need:
                return need

        self._run(
            say("job_replace", name=source.name), work, lambda end: self._put(source, copy, end)
        )

    def _put(self, source: Source, copy: Copy, end: int | NeedsAnswer) -> None:
        """Go on after a question, or tell that the copy is in its place. end: its file's id."""
        if isinstance(end, NeedsAnswer):
            text = "\n".join(ask.text for ask in end.asks)
            if dialogs.confirm(self, say("ask_replace"), text, say("ask_yes"), say("ask_no")):
                self._replaced(source, copy, frozenset(ask.key for ask in end.asks))
            return
        self._tell(source, copy)
        self.desk.note(say("n_replaced", count=copy.masked))
        self.sources.remove(source)
        self.sources.add_stored(end, source.publication_id, copy.sentences)

    def _tell(self, source: Source, copy: Copy) -> bool:
        sha256 = source.looked.sha256 if source.looked is not None else ""
        return self._note(source.name, sha256, copy, source.publication_id)

    def _note(self, name: str, sha256: str, copy: Copy, publication_id: int) -> bool:
        """Record the copy with its basis; no copy leaves the desk unrecorded."""
        told = Masked(
            name=name,
            original_sha256=sha256,
            copy_sha256=hashlib.sha256(copy.data).hexdigest(),
            count=copy.masked,
            left_open=copy.left.count,
            profile=self.ways.chosen(),
            basis=self.ways.said(),
            publication_id=publication_id,
        )
        try:
            service.note_masked(told, self.desk.person_id)
        except Spoken as fault:
            if fault.field == "basis":
                self.ways.say_fault(str(fault))
            else:
                self.show_error(fault)
            return False
        return True

    # what cannot be read here

    def sign(self) -> None:
        """Record who looked through it by eye."""
        source = self.sources.chosen()
        if source is None or source.looked is None:
            return
        close = self.room_of_acts.close_act
        self.room_of_acts.open(
            source.looked.sha256, lambda: eye.panel(self.desk, source, close), self._show
        )
        self.columns.show_pane("result")

    def _print(self) -> None:
        source = self.sources.chosen()
        looked = source.looked if source is not None else None
        if source is None or looked is None:
            self.show_error(UserError("privacy.nothing_to_print"))
            return
        eyes = service.by_eye(looked.sha256, source.publication_id)
        pdf = report_sheet.pdf(looked, eyes, self.desk)
        self.desk.navigate("papers", None, pdf=pdf, name=say("p_name", name=source.name))

    def escape(self) -> bool:
        return self.room_of_acts.escape()

    def set_room(self, room: Room) -> None:
        self.columns.set_narrow(narrow=room is Room.NARROW)
        self.result.table.set_narrow(narrow=room is not Room.WIDE)

    def panes(self) -> tuple[QWidget, ...]:
        found = (self.sources.drop, self.sources.text, self.result.table, self.ways)
        return tuple(one for one in found if one.isVisibleTo(self))
