"""Which files and texts are being looked through, and how far is each?"""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from clerkdesk.privacy.files import Scan
from clerkdesk.privacy.looking import Looked
from ui import words
from ui.jobs import Job
from ui.tables import Column

say = words.of("privacy_page")

State = Literal["looking", "looked", "refused"]


@dataclass(eq=False)
class Source:
    """One file. path or file_id: where its bytes are; sentence: why it was refused.

    left_out: what its masked copy did not take along, once there is one.
    """

    name: str
    path: Path | None = None
    file_id: int = 0
    publication_id: int = 0
    state: State = "looking"
    sentence: str = ""
    looked: Looked | None = None
    job: Job | None = None
    left_out: tuple[str, ...] = ()

    @property
    def scan(self) -> Scan | None:
        return self.looked.scan if self.looked is not None else None

    def told(self) -> str:
        """How it stands, in two words."""
        if self.state == "looking":
            return say("looking")
        scan = self.scan
        if scan is None:
            return say("refused")
        if scan.findings:
            return say("found", count=scan.count)
        return say("clean") if scan.clean else say("by_eye")

    def tone(self) -> str:
        scan = self.scan
        if self.state == "refused" or (scan is not None and scan.findings):
            return "red"
        if scan is None:
            return "text2"
        return "ok" if scan.clean else "yeld"


COLUMNS = (
    Column[Source](
        "name", say("col_file"), lambda one: one.name, stretch=True, tooltip=lambda one: one.name
    ),
    Column[Source](
        "state",
        say("col_state"),
        lambda one: one.told(),
        width=104,
        tone=lambda one: one.tone(),
        tooltip=lambda one: one.sentence,
    ),
)
