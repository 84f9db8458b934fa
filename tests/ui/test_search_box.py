"""When does a search box ask: after the last key, at once for what was put in or left?"""

import pytest
from PySide6.QtCore import Qt

from ui import search_box
from ui.search_box import SearchBox

LONG = 600_000  # ms: no test waits for it


@pytest.fixture
def box(dressed, qtbot, monkeypatch):
    def make(pause):
        monkeypatch.setattr(search_box, "PAUSE", pause)
        made = SearchBox()
        qtbot.addWidget(made)
        with qtbot.waitExposed(made):
            made.show()
        made.activateWindow()
        made.setFocus()
        asked: list[str] = []
        made.asked.connect(asked.append)
        return made, asked

    return make


def test_nothing_is_asked_while_keys_are_typed_and_enter_does_not_wait(box, qtbot):
    made, asked = box(LONG)
    qtbot.keyClicks(made, "nobody")
    assert asked == []

    qtbot.keyClick(made, Qt.Key.Key_Return)
    assert asked == ["nobody"]
    qtbot.keyClick(made, Qt.Key.Key_Return)
    assert asked == ["nobody"]


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Down])
def test_enter_and_down_lead_to_what_was_found(box, qtbot, key):
    made, asked = box(LONG)
    qtbot.keyClicks(made, "no")
    with qtbot.waitSignal(made.left):
        qtbot.keyClick(made, key)
    assert asked == ["no"]


def test_the_pause_after_the_last_key_asks_once(box, qtbot):
    made, asked = box(0)
    with qtbot.waitSignal(made.asked):
        qtbot.keyClick(made, "x")
    assert asked == ["x"]


def test_leaving_the_box_does_not_wait(box, qtbot):
    made, asked = box(LONG)
    qtbot.keyClicks(made, "no")
    made.clearFocus()
    assert asked == ["no"]


def test_what_is_put_in_or_cleared_is_asked_at_once(box, qtbot):
    made, asked = box(LONG)
    made.setText("特许")
    qtbot.keyClicks(made, "x")
    made.clear()
    made.setText("经营")
    assert asked == ["特许", "", "经营"]


def test_typing_back_what_was_asked_asks_nothing_new(box, qtbot):
    made, asked = box(LONG)
    made.setText("ab")
    qtbot.keyClicks(made, "c")
    qtbot.keyClick(made, Qt.Key.Key_Backspace)
    qtbot.keyClick(made, Qt.Key.Key_Return)
    assert asked == ["ab"]


def test_alt_with_a_letter_is_no_text(box, qtbot):
    made, _asked = box(LONG)
    qtbot.keyClick(made, Qt.Key.Key_X, Qt.KeyboardModifier.AltModifier)
    assert made.text() == ""
