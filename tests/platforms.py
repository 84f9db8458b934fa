"""What may a test not expect of the system it runs on?"""

import ctypes
import sys

import pytest
from PySide6.QtPrintSupport import QPrinterInfo

WINDOWS = sys.platform == "win32"
# Wine runs Windows programs elsewhere; some of what Windows promises it only nods to
WINE = WINDOWS and hasattr(ctypes.windll.ntdll, "wine_get_version")
# a folder's name full of traps: a blank, markup, a character beyond the basic plane
ODD_NAME = "公开 台账 &amp;𠮷" if WINDOWS else "公开 台账 <b>&𠮷"


def skip_without_printer() -> None:
    """Call where a print dialog opens: Windows has none for a PC without a printer."""
    if WINDOWS and not QPrinterInfo.availablePrinterNames():
        pytest.skip("this Windows has no printer")
