"""How does a PDF become pictures for the screen and the printer?"""

from pathlib import Path
from typing import Any

import pypdfium2
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from clerkdesk import files
from ui import dialogs

POINTS_PER_INCH = 72
PRINT_DPI = 300  # glyph edges of 三号 type are smooth from here on


class Pdf:
    """An open PDF; pages are counted from 0 and rendered one at a time, as they are looked at."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self._document: Any = pypdfium2.PdfDocument(data)

    def __len__(self) -> int:
        return len(self._document)

    def size(self, page: int) -> tuple[float, float]:
        """Return width and height of a page in points."""
        width, height = self._document[page].get_size()
        return float(width), float(height)

    def image(self, page: int, scale: float) -> QImage:
        """Return a page as a picture. scale: pixels for one point."""
        bitmap = self._document[page].render(scale=scale, rev_byteorder=True)
        made = QImage(
            bytes(bitmap.buffer),
            bitmap.width,
            bitmap.height,
            bitmap.stride,
            QImage.Format.Format_RGB888
            if bitmap.n_channels == 3
            else QImage.Format.Format_RGBA8888,
        )
        return made.copy()  # the bitmap's own memory goes with it

    def close(self) -> None:
        self._document.close()


def print_pdf(parent: QWidget, data: bytes, name: str) -> bool:
    """Print a PDF after asking which printer, pages and copies; False where it was called off."""
    pdf = Pdf(data)
    try:
        scale = PRINT_DPI / POINTS_PER_INCH
        pages = [pdf.image(number, scale) for number in range(len(pdf))]
    finally:
        pdf.close()
    return dialogs.print_dialog(parent, pages, name)


def save_pdf(parent: QWidget, data: bytes, name: str) -> Path | None:
    """Write a PDF where the clerk wants it; None where it was called off.

    Errors: EnvironmentFault of `files` where the disk refuses.
    """
    target = dialogs.save_file(parent, f"{files.safe_name(name)}.pdf")
    if target is not None:
        files.write_whole(data, target)
    return target
