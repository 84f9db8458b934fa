"""What can be done when the register cannot be opened at all?"""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton

from clerkdesk.errors import Spoken
from ui import cards, words
from ui.buttons import button
from ui.first_start.step import Step

say = words.of("first_start")

_AGAIN, _OTHER, _RESTORE, _NEW = "again", "other", "restore", "new"
_VERBS = {
    _AGAIN: "once_more",
    _OTHER: "other_register",
    _RESTORE: "restore_instead",
    _NEW: "new_instead",
}
# by the code of the fault: the ways out, the likeliest first, and what is good to know
_WAYS: dict[str, tuple[tuple[str, ...], str]] = {
    "register.not_found": ((_OTHER, _AGAIN, _RESTORE, _NEW), "trouble_moved"),
    "register.no_folder": ((_AGAIN, _OTHER, _RESTORE, _NEW), "trouble_moved"),
    "register.network": ((_OTHER, _RESTORE, _NEW), ""),
    "register.locked": ((_AGAIN, _OTHER), "trouble_locked"),
    "register.newer": ((_OTHER, _AGAIN), "trouble_newer"),
    "register.damaged": ((_RESTORE, _OTHER), "trouble_damaged"),
    "register.wrong_key": ((_RESTORE, _OTHER), "trouble_damaged"),
    "register.not_a_register": ((_OTHER, _RESTORE), "trouble_damaged"),
    "register.not_encrypted": ((_OTHER, _RESTORE), ""),
}
_OTHERWISE = ((_AGAIN, _OTHER, _RESTORE), "")


class Trouble(Step):
    """The sentence, and a button for each way out."""

    chosen = Signal(str)  # "again", "other", "restore" or "new"

    def __init__(self, fault: Spoken, path: str) -> None:
        super().__init__(say("trouble"), path)
        self.may_go_back(may=False)
        self.fault = fault
        ways, hint = _WAYS.get(fault.code, _OTHERWISE)
        card = cards.Card()
        sentence = cards.text(str(fault), wrap=True, select=True)
        card.body.addWidget(sentence)
        if hint:
            card.body.addWidget(cards.text(say(hint), role="label", tone="text2", wrap=True))
        self.content.addWidget(card)
        self.content.addStretch(1)
        self.ways: dict[str, QPushButton] = {}
        for way in reversed(ways):
            made = button(
                say(_VERBS[way]),
                lambda way=way: self.chosen.emit(way),  # type: ignore[misc]
                kind="primary" if way == ways[0] else "plain",
            )
            self.ways[way] = made
            self.foot.addWidget(made)
        self._first = ways[0]

    def begin(self) -> None:
        self.ways[self._first].setFocus()
