"""Is the desk already open for this account? Then its window comes forward instead of a second."""

import hashlib
from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from clerkdesk import paths
from ui import taskbar

PATIENCE_MS = 500


class SingleInstance(QObject):
    """One desk for each account (and each CLERKDESK_HOME)."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        place = str(paths.own_folder()).encode()
        self._name = f"clerkdesk-{hashlib.sha256(place).hexdigest()[:16]}"
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)

    def other_is_open(self) -> bool:
        """Call the desk that is open already; True where one answered and came forward."""
        taskbar.let_another_come_forward()
        socket = QLocalSocket()
        socket.connectToServer(self._name)
        found = socket.waitForConnected(PATIENCE_MS)
        socket.abort()
        return found

    def listen(self, called: Callable[[], object]) -> bool:
        """Answer later starts by `called`; a socket left by a crash is cleared away first."""
        QLocalServer.removeServer(self._name)
        self._server.newConnection.connect(lambda: self._answer(called))
        return self._server.listen(self._name)

    def _answer(self, called: Callable[[], object]) -> None:
        while (socket := self._server.nextPendingConnection()) is not None:
            socket.deleteLater()
        called()

    def close(self) -> None:
        self._server.close()
