"""How does a form begun outlive the page and the program? Its fields, and where its files lie.

Bytes of files are not kept: they are read again, marks and all, when the draft is gone on with.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QTimer

from clerkdesk.requests import queries, service
from ui import words
from ui.pages import Page
from ui.requests.drafts import DraftsCard

say = words.of("publications")

KIND = "publication"
KEEP_AFTER_MS = 3_000  # of rest after typing

Fields = dict[str, Any]


class KeptDraft(QObject):
    """Keeps what `gather` gives while `begun`; `card` offers the drafts left, to go on with."""

    def __init__(
        self,
        page: Page,
        *,
        begun: Callable[[], bool],
        gather: Callable[[], tuple[str, Fields]],
        put_back: Callable[[Fields], object],
    ) -> None:
        """gather: title and JSON values; put_back: fills the form with such values."""
        super().__init__(page)  # or its clock would outlive the form
        desk = self._desk = page.desk
        self._begun, self._gather, self._put_back = begun, gather, put_back
        self._id: int | None = None
        self.card = DraftsCard(desk, KIND, self.open)
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
        self._id = service.save_draft(KIND, title, fields, by, draft_id=self._id)
        self._desk.note(say("draft_kept"))

    def open(self, draft_id: int) -> None:
        """Go on with a draft; what was begun before is kept first."""
        self.keep()
        found = next((one for one in queries.drafts(KIND) if one.id == draft_id), None)
        if found is None:
            self.look()
            return
        self._put_back(found.fields)
        self._id = draft_id
        self.card.hide()

    def end(self) -> None:
        """Let the draft go: it was registered, or emptied by hand."""
        self._timer.stop()
        if self._id is not None:
            service.drop_draft(self._id, self._desk.person_id)
            self._id = None

    def part(self) -> None:
        """Leave the draft to itself; the form begins anew."""
        self._timer.stop()
        self._id = None

    def look(self) -> None:
        """Offer the drafts there are, while the form is empty."""
        some = bool(self.card.look(but=self._id))
        self.card.setVisible(some and not self._begun())


def paths_of(fields: Fields) -> list[Path]:
    return [Path(one) for one in fields.get("files", ())]
