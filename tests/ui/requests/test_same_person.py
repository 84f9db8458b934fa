"""Who is one person: proposed at intake, joined, undone on the card, followed by the list."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QPushButton

from clerkdesk import parties
from clerkdesk.requests import queries
from ui.requests.card import RequestCard
from ui.requests.intake import RequestIntake
from ui.requests.list import RequestList

TODAY = date(2026, 10, 13)
ALT, CTRL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def keys(window, turn):
    """Press keys as a clerk does: whatever has the focus gets them."""

    def press(*strokes, times=1) -> None:
        for stroke in strokes * times:
            key, held = stroke if isinstance(stroke, tuple) else (stroke, Qt.KeyboardModifier(0))
            target = QApplication.activePopupWidget() or QApplication.focusWidget()
            QTest.keyClick(target, key, held)
            turn()

    return press


def _tab_to(keys, name: str) -> None:
    for _step in range(60):
        focused = QApplication.focusWidget()
        if isinstance(focused, QPushButton) and name in (focused.accessibleName(), focused.text()):
            return
        keys(Qt.Key.Key_Tab)
    pytest.fail(f"Tab never comes to {name}")


def _choose(keys, menu: QMenu, word: str) -> None:
    """Go down an open menu with the arrows."""
    for _step in range(40):
        active = menu.activeAction()
        if active is not None and active.text().startswith(word):
            keys(Qt.Key.Key_Return)
            return
        keys(Qt.Key.Key_Down)
    pytest.fail(f"no {word} in the menu")


def _ids(page: RequestList) -> set[int]:
    return {page.table.records.record(row).id for row in range(page.table.count())}


@pytest.mark.parametrize(
    ("id_number", "phone", "why"),
    [
        ("320105198803124416", "", "证件号码相同"),
        ("", "138-0000-6620", "姓名和电话相同"),
    ],
)
def test_a_join_at_intake_is_undone_on_the_card_by_keyboard_and_the_list_follows(
    window, qtbot, turn, keys, asked, card, id_number, phone, why
):
    earlier = asked("刘洋", "城区集中供热特许经营协议", date(2026, 4, 2))
    window.navigate("requests")
    turn()
    keys((Qt.Key.Key_N, CTRL))
    intake = window.page()
    assert isinstance(intake, RequestIntake)
    values = {"channel": "signed_mail", "items[0]": "燃气管道改造计划"}
    values |= {f"applicants[0].{name}": text for name, text in (("name", "刘洋"), ("phone", phone))}
    intake.form.set_values(values | {"applicants[0].id_number": id_number})
    intake.form["arrived_on"].editor.line.setText("昨天")
    qtbot.waitUntil(lambda: bool(intake.offers._proposals), timeout=3000)
    turn()
    told = [one.text() for one in intake.offers.findChildren(type(intake.preview.told))]
    assert any(why in text for text in told)

    keys(Qt.Key.Key_F6)
    _tab_to(keys, "是同一人 刘洋")
    keys(Qt.Key.Key_Space)
    keys((Qt.Key.Key_S, CTRL))
    new = queries.page(queries.RequestFilter(text="燃气"), today=TODAY)[0].id
    here, there = (card(key).applicants[0].id for key in (new, earlier))
    assert parties.card(here).joined_into == there

    for key in (new, earlier):  # from either card the list shows both
        window.navigate("requests", key)
        turn()
        _tab_to(keys, "同一人 2 件：刘洋")
        keys(Qt.Key.Key_Space)
        listed = window.page()
        assert isinstance(listed, RequestList)
        assert _ids(listed) == {new, earlier}

    window.navigate("requests", earlier)
    turn()
    shown = window.page()
    assert isinstance(shown, RequestCard)
    keys((Qt.Key.Key_M, ALT))
    _choose(keys, shown.header.menu, "同一人认定")
    keys(Qt.Key.Key_Down)  # the first of the list
    assert "2026-0002" in QApplication.focusWidget().currentText()
    _tab_to(keys, "登记(&S)")
    keys(Qt.Key.Key_Space)
    assert parties.card(here).joined_into is None
    window.navigate("requests", None, involves=there)
    turn()
    assert _ids(window.page()) == {earlier}
