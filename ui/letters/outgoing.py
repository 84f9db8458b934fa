"""What goes with a letter, what did the check find, and who signs for it?"""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from clerkdesk import incoming
from clerkdesk.errors import Spoken
from clerkdesk.letters import checking, service
from clerkdesk.letters.checking import Checked, Found, Paper
from clerkdesk.letters.queries import LetterCard
from clerkdesk.requests import service as requests
from ui import cards, dialogs, icons, theme, words
from ui.buttons import button
from ui.editors import LongText
from ui.jobs import Progress
from ui.pages import Desk

say = words.of("letters")


class Outgoing(cards.Card):
    """The papers that leave, and the findings in them, each to be mended or signed for."""

    def __init__(self, desk: Desk, changed: Callable[[], object]) -> None:
        """changed: called when papers, findings or signatures are others than before."""
        super().__init__(say("outgoing"))
        self._desk, self._changed = desk, changed
        self._letter: LetterCard | None = None
        self._signing = ""
        self.checked: Checked | None = None
        self.papers = QVBoxLayout()
        self.papers.setSpacing(2)
        self.body.addLayout(self.papers)
        row = QHBoxLayout()
        self.add = button(say("outgoing_add"), self._add, icon="attach")
        self.check = button(say("outgoing_check"), self.look, icon="search")
        row.addWidget(self.add)
        row.addWidget(self.check)
        row.addStretch(1)
        self.body.addLayout(row)
        self.told = cards.text(role="label", wrap=True)
        self.body.addWidget(self.told)
        self.found = QVBoxLayout()
        self.found.setSpacing(6)
        self.body.addLayout(self.found)
        self.reason = LongText(lines=2)
        self.fault = cards.text(role="label", tone="red", wrap=True)
        self._build_reason()

    def _build_reason(self) -> None:
        self.signing = QWidget()
        column = QVBoxLayout(self.signing)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        label = cards.text(say("sign_reason"), role="label", tone="text2")
        label.setBuddy(self.reason)
        self.reason.setAccessibleName(say("sign_reason"))
        row = QHBoxLayout()
        self.sign = button(say("sign_save"), self._sign, kind="primary", icon="save")
        row.addWidget(self.sign)
        row.addWidget(button(say("sign_cancel"), self._stop_signing))
        row.addStretch(1)
        column.addWidget(label)
        column.addWidget(self.reason)
        column.addWidget(self.fault)
        column.addLayout(row)
        self.body.addWidget(self.signing)
        self._stop_signing()

    def show_for(self, letter: LetterCard) -> None:
        """Show another letter, or the same one anew."""
        if self._letter is None or self._letter.row.id != letter.row.id:
            self._stop_signing()
        self._letter = letter
        leaving = checking.papers(letter.row.id)
        self.add.setVisible(bool(letter.item_ids) and letter.row.state == "made")
        self.check.setVisible(letter.row.state == "made")
        cards.clear(self.papers)
        for paper in leaving:
            self.papers.addWidget(self._paper(paper))
        self.checked = checking.standing(letter.row.id)
        self._show_found()

    def _paper(self, paper: Paper) -> QWidget:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        mark = QLabel()
        icons.put(mark, "letter" if paper.letter else "attach", "text2", 15)
        row.addWidget(mark)
        row.addWidget(cards.Elided(paper.name, role="label"), 1)
        if not paper.letter and self._letter is not None and self._letter.row.state == "made":
            away = button("", partial(self._remove, paper), kind="link", icon="close")
            away.setAccessibleName(say("outgoing_remove", name=paper.name))
            away.setToolTip(say("outgoing_remove_why"))
            row.addWidget(away)
        return line

    def _show_found(self) -> None:
        cards.clear(self.found)
        checked = self.checked
        if checked is None:
            self._say(say("outgoing_unchecked"), "text2")
            return
        if not checked.found:
            self._say(say("outgoing_clean", day=words.day(checked.checked_on)), "ok")
            return
        left = len(checked.open)
        key = "outgoing_open" if left else "outgoing_signed"
        self._say(say(key, count=left or len(checked.found)), "red" if left else "ok")
        for one in checked.found:
            self.found.addWidget(self._finding(one))

    def _say(self, text: str, tone: str) -> None:
        self.told.setText(text)
        theme.tone(self.told, tone)

    def _finding(self, one: Found) -> QWidget:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        mark = QLabel()
        icons.put(mark, "warn" if one.open else "tick", "yeld" if one.open else "ok", 15)
        row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        text = cards.text(_told(one), role="label", wrap=True, select=True)
        row.addWidget(text, 1)
        if one.open and self._letter is not None and self._letter.row.state == "made":
            sign = button(say("sign"), partial(self._begin_signing, one.key), kind="link")
            sign.setAccessibleName(f"{say('sign')} {_told(one)}")
            row.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        return line

    def look(self) -> None:
        """Check everything that leaves, beside the window."""
        if self._letter is None:
            return
        letter_id, by = self._letter.row.id, self._desk.person_id
        self.check.setEnabled(False)
        self._say(say("outgoing_checking"), "text2")
        self._desk.jobs.run(
            say("outgoing_job", name=self._letter.row.title),
            lambda progress: service.check(letter_id, by, progress=progress),
            self._looked,
            self._failed,
            cancelled=self._looked_no_more,
        )

    def _looked(self, checked: Checked) -> None:
        self.check.setEnabled(True)
        self.checked = checked
        self._show_found()
        self._changed()

    def _looked_no_more(self) -> None:
        self.check.setEnabled(True)
        self._show_found()

    def _failed(self, fault: Exception) -> None:
        self._looked_no_more()
        if not isinstance(fault, Spoken):
            raise fault
        self._say(str(fault), "red")

    def _add(self) -> None:
        paths = dialogs.pick_files(self, title=say("outgoing_add_title"))
        if self._letter is None or not paths or self._letter.row.request_id is None:
            return
        request_id, by = self._letter.row.request_id, self._desk.person_id

        def work(progress: Progress) -> None:
            kept: list[int] = []

            def asked() -> bool:
                progress(len(kept), len(paths))  # raises where the clerk has stopped it
                return False

            for path in paths:
                kept.append(incoming.store(path, by, cancelled=asked))
                requests.attach(request_id, by, file_id=kept[-1], role=checking.PROVIDED)

        self.add.setEnabled(False)
        self._desk.jobs.run(
            say("outgoing_adding", count=len(paths)),
            work,
            lambda _none: self._added(),
            self._not_added,
            cancelled=self._added,
        )

    def _added(self) -> None:
        """Show what has come in, be it all or what came before the clerk stopped it."""
        self.add.setEnabled(True)
        if self._letter is not None:
            self.show_for(self._letter)
            self._changed()

    def _not_added(self, fault: Exception) -> None:
        self._added()
        if not isinstance(fault, Spoken):
            raise fault
        self._say(str(fault), "red")

    def _remove(self, paper: Paper) -> None:
        if self._letter is None or paper.tie is None:
            return
        requests.detach(paper.tie, self._desk.person_id, why=say("outgoing_removed"))
        self.show_for(self._letter)
        self._changed()

    def _begin_signing(self, key: str) -> None:
        self._signing = key
        self.fault.hide()
        self.signing.show()
        self.reason.setFocus()

    def _stop_signing(self) -> None:
        self._signing = ""
        self.reason.set_value("")
        self.signing.hide()

    def _sign(self) -> None:
        if self._letter is None:
            return
        try:
            service.sign_finding(
                self._letter.row.id,
                self._signing,
                self._desk.person_id,
                reason=self.reason.value(),
            )
        except Spoken as refusal:
            self.fault.setText(str(refusal))
            self.fault.show()
            self.reason.setFocus()
            return
        self._stop_signing()
        self.show_for(self._letter)
        self._changed()


def _told(one: Found) -> str:
    """Page or place, what it is, the words found; who signed and why."""
    facts: dict[str, Any] = {
        "paper": one.paper,
        "fault": words.term("outgoing", one.fault),
        "text": one.text,
    }
    if one.where.isdigit():
        told = say("found_on_page", page=one.where, **facts)
    elif one.where:
        told = say("found_at", where=one.where, **facts)
    else:
        told = say("found", **facts)
    if one.open or one.signed_on is None:
        return told
    day = words.day(one.signed_on)
    return f"{told}\n{say('found_signed', name=one.signed_by, day=day, reason=one.reason)}"
