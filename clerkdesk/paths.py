"""Where do the program's own files lie: resources, settings folder, opened copies, logs?"""

import os
import sys
from pathlib import Path

RESOURCES = Path(__file__).resolve().parent.parent / "resources"


def resource(*parts: str) -> Path:
    """Return a file or folder of `resources/`; in the frozen program as in the checkout."""
    return RESOURCES.joinpath(*parts)


def own_folder() -> Path:
    """Return this account's folder for what is not the register: its last place, logs, copies.

    The folder may not exist yet. CLERKDESK_HOME, where set, moves it (portable use, tests).
    """
    if home := os.environ.get("CLERKDESK_HOME"):
        return Path(home)
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", str(Path.home()))) / "ClerkDesk"
    return (
        Path(os.environ.get("XDG_DATA_HOME", str(Path.home() / ".local" / "share"))) / "clerkdesk"
    )


def opened_copies() -> Path:
    """Return the one folder for copies opened in other programs; emptied at close and at start."""
    return own_folder() / "opened"
