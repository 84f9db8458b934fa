"""Which files of this computer does a drag carry?"""

from pathlib import Path

from PySide6.QtCore import QMimeData


def local_files(carried: QMimeData) -> tuple[Path, ...]:
    """Return the local files of a drag in the order given; empty where it carries none."""
    found = (Path(url.toLocalFile()) for url in carried.urls() if url.isLocalFile())
    return tuple(dict.fromkeys(found))
