"""Which screens must look again? The bus of the domain as a signal of the window's own thread."""

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from clerkdesk import bus
from clerkdesk.bus import Changed


class Changes(QObject):
    """`changed` carries a frozenset of Changed, gathered over one turn of the event loop."""

    changed = Signal(frozenset)
    _told = Signal(tuple)  # crosses from whichever thread has committed

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._gathered: set[Changed] = set()
        self._open = True
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._tell)
        self._told.connect(self._gather, Qt.ConnectionType.QueuedConnection)
        self._end = bus.subscribe(self._tell_window)

    def _tell_window(self, changes: tuple[Changed, ...]) -> None:
        """Called in whichever thread has committed; the bus keeps this object until `close`."""
        self._told.emit(changes)

    def _gather(self, changes: tuple[Changed, ...]) -> None:
        if self._open:
            self._gathered.update(changes)
            self._timer.start()

    def _tell(self) -> None:
        gathered, self._gathered = frozenset(self._gathered), set()
        self.changed.emit(gathered)

    def close(self) -> None:
        """Hear nothing any more; for the end of the program and of tests."""
        self._open = False  # what is under way to us already is dropped too
        self._end()
        self._timer.stop()


def kinds(changes: frozenset[Changed]) -> frozenset[str]:
    """Return the nouns that were touched."""
    return frozenset(change.kind for change in changes)
