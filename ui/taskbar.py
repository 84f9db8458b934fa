"""What must Windows be told of a program before it treats its window like one?"""

import sys
from pathlib import Path

_NAME = "ClerkDesk.Desk"
_ANY_PROCESS = -1  # ASFW_ANY

if sys.platform == "win32":
    import ctypes

    def name_program() -> None:
        """Under Python's own program file: a button and an icon of its own on the taskbar.

        A program file of its own needs no name; its shortcuts would have to bear the same one.
        """
        if Path(sys.executable).stem.lower().startswith("python"):
            ctypes.windll.shell32.SetCurrentProcessExplicitAppUserModelID(_NAME)

    def let_another_come_forward() -> None:
        """Hand on what the click that started us gives: who has it not may only blink below."""
        ctypes.windll.user32.AllowSetForegroundWindow(_ANY_PROCESS)

else:

    def name_program() -> None:
        """Do nothing: only Windows asks."""

    def let_another_come_forward() -> None:
        """Do nothing: only Windows asks."""
