"""How is a stored file looked at in the program the PC has for it?"""

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from clerkdesk import files
from clerkdesk.errors import EnvironmentFault


def open_file(file_id: int) -> Path:
    """Hand a read-only copy to the program for such files; return the copy.

    Errors: as `files.open_copy`; EnvironmentFault files.no_program where the PC opens nothing.
    """
    copy = files.open_copy(file_id)
    if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(copy))):
        raise EnvironmentFault("files.no_program", name=copy.name, folder=str(copy.parent))
    return copy
