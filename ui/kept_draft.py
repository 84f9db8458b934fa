"""How does a form begun outlive its page and the program?

What is kept are JSON values. Bytes of files are not among them, only where the files lie: they are
read again, marks and all, when the draft is gone on with.
"""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QTimer

from clerkdesk import drafts
from ui import words
from ui.drafts import DraftsCard
from ui.pages import Page

say = words.of("request_intake")

KEEP_AFTER_MS = 3_000  # of rest after typing
_SHOWN = 40  # characters of what is asked

Fields = dict[str, Any]


class KeptDraft(QObject):
    """Keeps what `gather` gives while `begun`; `card` offers the drafts left, to go on with."""

    def __init__(
        self,
        page: Page,
        kind: str,
        *,
        begun: Callable[[], bool],
        gather: Callable[[], tuple[str, Fields]],
        put_back: Callable[[Fields], object],
    ) -> None:
        """kind: of the drafts. begun: whether somebody typed. gather: title and JSON values.

        put_back: fills the form with such values.
        """
        super().__init__(page)  # or its clock would outlive the form
        desk = self._desk = page.desk
        self._begun, self._gather, self._put_back = begun, gather, put_back
        self._kind = kind
        self.id: int | None = None  # of the draft the form is kept in
        self.card = DraftsCard(desk, kind, self.open)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(KEEP_AFTER_MS)
        self._timer.timeout.connect(self.keep)

    def touch(self) -> None:
        """Something was typed: keep it once the hands rest."""
        self.card.hide()
        self._timer.start()

    def keep(self) -> None:
        """Keep the form as it stands; nothing happens where nothing was begun."""
        self._timer.stop()
        if not self._begun():
            return
        title, fields = self._gather()
        by = self._desk.person_id
        self.id = drafts.save(self._kind, title, fields, by, draft_id=self.id)
        self._desk.note(say("draft_kept"))

    def open(self, draft_id: int) -> None:
        """Go on with a draft; what was begun before is kept first."""
        self.keep()
        found = next((one for one in drafts.of_kind(self._kind) if one.id == draft_id), None)
        if found is None:
            self.look()
            return
        self._put_back(found.fields)
        self.id = draft_id
        self.card.hide()

    def put_aside(self) -> None:
        """Keep the form, say under which title, and leave the draft to itself."""
        self.keep()
        title, _fields = self._gather()
        self._desk.note(say("draft_saved", title=title or say("draft_no_title")))
        self.part()

    def end(self) -> None:
        """Let the draft go: it was registered, or emptied by hand."""
        self._timer.stop()
        if self.id is not None:
            drafts.drop(self.id, self._desk.person_id)
            self.id = None

    def part(self) -> None:
        """Leave the draft to itself; the form begins anew."""
        self._timer.stop()
        self.id = None

    def look(self) -> None:
        """Offer the drafts there are, while the form is empty."""
        some = bool(self.card.look(but=self.id))
        self.card.setVisible(some and not self._begun())


def title_of(name: str, asked: str) -> str:
    """Return what a draft is called: who asks, and the beginning of what for."""
    lines = asked.splitlines()
    return " · ".join(part for part in (name, lines[0][:_SHOWN] if lines else "") if part)
