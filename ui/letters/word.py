"""Where does a letter's editable copy go?"""

from pathlib import Path

from PySide6.QtWidgets import QWidget

from clerkdesk import files
from clerkdesk.letters.word import editable
from clerkdesk.letters.write import Written
from ui import dialogs


def save_word(parent: QWidget, written: Written, name: str) -> Path | None:
    """Write a letter as .docx where the clerk wants it; None where it was called off.

    Errors: EnvironmentFault of `files` where the disk refuses.
    """
    target = dialogs.save_file(parent, f"{files.safe_name(name)}.docx", suffix=".docx")
    if target is not None:
        files.write_whole(editable(written), target)
    return target
