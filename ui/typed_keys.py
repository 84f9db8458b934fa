"""Which key presses are no text? Alt with a letter that leads nowhere is not one to be typed."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

_ALT = Qt.KeyboardModifier.AltModifier
_CONTROL = Qt.KeyboardModifier.ControlModifier


def leads_nowhere(event: QKeyEvent) -> bool:
    """Tell whether a text editor must not type this: Qt would, where no mnemonic took the key.

    Ctrl+Alt is AltGr on a Windows keyboard and types signs such as @.
    """
    held = event.modifiers()
    return (
        bool(held & _ALT)
        and not held & _CONTROL
        and event.text().isprintable()
        and bool(event.text())
    )
