"""How does a PDF become pictures for the screen and the printer?"""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pypdfium2
from PySide6.QtGui import QImage
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QWidget

from clerkdesk import files, pdfium
from ui import dialogs
from ui.jobs import Progress

POINTS_PER_INCH = 72
PRINT_DPI = 300  # glyph edges of 三号 type are smooth from here on


class Pdf:
    """A PDF's pages, counted from 0; opened for each look, so that nothing has to be closed."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        with pdfium.alone, pypdfium2.PdfDocument(data) as document:
            self._sizes = [tuple(map(float, page.get_size())) for page in document]

    def __len__(self) -> int:
        return len(self._sizes)

    def size(self, page: int) -> tuple[float, float]:
        """Return width and height of a page in points."""
        width, height = self._sizes[page]
        return width, height

    def image(self, page: int, scale: float) -> QImage:
        """Return a page as a picture. scale: pixels for one point."""
        with pdfium.alone, pypdfium2.PdfDocument(self.data) as document:
            bitmap: Any = document[page].render(scale=scale, rev_byteorder=True)
            kinds = {3: QImage.Format.Format_RGB888, 4: QImage.Format.Format_RGBX8888}
            made = QImage(
                bytes(bitmap.buffer),
                bitmap.width,
                bitmap.height,
                bitmap.stride,
                kinds[bitmap.n_channels],
            )
            bitmap.close()  # left to itself, it would go when another thread may be in there
            return made.copy()  # the bitmap's own memory goes with the document


def print_pdf(parent: QWidget, data: bytes, name: str) -> bool:
    """Print a PDF after asking which printer, pages and copies; False where it was called off."""
    pdf, scale = Pdf(data), PRINT_DPI / POINTS_PER_INCH
    pages = [pdf.image(number, scale) for number in range(len(pdf))]
    return dialogs.print_dialog(parent, pages, name)


def print_many(printer: QPrinter, papers: Sequence[Callable[[], bytes]], progress: Progress) -> int:
    """Print PDFs one after the other in the thread of a job; return how many pages there were.

    papers: read when their turn comes, so that no more than one page is held in memory.
    """
    scale, count = PRINT_DPI / POINTS_PER_INCH, 0

    def pages() -> Iterator[QImage]:
        nonlocal count
        for number, paper in enumerate(papers):
            progress(number, len(papers))
            pdf = Pdf(paper())
            for page in range(len(pdf)):
                count += 1
                yield pdf.image(page, scale)
        progress(len(papers), len(papers))

    dialogs.print_pages(printer, pages())
    return count


def save_many(
    folder: Path, papers: Sequence[tuple[str, Callable[[], bytes]]], progress: Progress
) -> int:
    """Write PDFs into a folder, each whole or not at all, none over another; return how many.

    papers: (name, bytes). Errors: EnvironmentFault of `files` where the disk refuses.
    """
    for number, (name, paper) in enumerate(papers):
        progress(number, len(papers))
        files.write_whole(paper(), _free(folder, files.safe_name(name)))
    progress(len(papers), len(papers))
    return len(papers)


def _free(folder: Path, name: str) -> Path:
    """A name that no file in the folder has yet."""
    target = folder / f"{name}.pdf"
    number = 2
    while target.exists():
        target = folder / f"{name} ({number}).pdf"
        number += 1
    return target


def save_pdf(parent: QWidget, data: bytes, name: str) -> Path | None:
    """Write a PDF where the clerk wants it; None where it was called off.

    Errors: EnvironmentFault of `files` where the disk refuses.
    """
    target = dialogs.save_file(parent, f"{files.safe_name(name)}.pdf")
    if target is not None:
        files.write_whole(data, target)
    return target
