"""One publication through the real window, from a dropped file to published, by keys and clicks."""

from datetime import date

import pytest
from PySide6.QtCore import QSettings, Qt

from clerkdesk.publications import queries
from clerkdesk.publications.attributes import State
from clerkdesk.reviews import queries as reviews
from clerkdesk.reviews.levels import Conclusion
from clerkdesk.reviews.states import Answer
from ui.main_window import MainWindow
from ui.page_list import PAGES
from ui.reviews.questions import OPTIONS
from ui.status import Standing

TODAY = date(2026, 10, 13)
MINE = ("publications", "reviews", "papers")


@pytest.fixture
def window(qtbot, desk, tmp_path):
    pages = tuple(spec for spec in PAGES if spec.place in MINE)
    kept = QSettings(str(tmp_path / "kept.ini"), QSettings.Format.IniFormat)
    made = MainWindow(desk, lambda: Standing(today=TODAY), kept, pages=pages)
    qtbot.addWidget(made)
    made.resize(1366, 730)
    made.show()
    made.navigate("publications")
    return made


def test_from_a_dropped_file_to_published(window, qtbot, notice, reviewers, box):
    window.page().desk.navigate("publications.register", None, files=(notice,))
    register = window.page()
    qtbot.waitUntil(lambda: not register.zone.busy(), timeout=20_000)
    with qtbot.waitActive(window):
        window.activateWindow()
    register.zone.pick.setFocus()
    qtbot.keyClick(register.zone.pick, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)

    card = window.page()
    made = card._id
    assert queries.card(made, TODAY).state is State.REGISTERED
    qtbot.mouseClick(card.steps.buttons["start_review"], Qt.MouseButton.LeftButton)
    qtbot.mouseClick(card.act_shown().save, Qt.MouseButton.LeftButton)

    sheet = window.page()
    review_id = sheet._id
    for one in reviews.review_card(review_id, TODAY).answers:
        calm = Answer.NO if one.question.worrying is Answer.YES else Answer.YES
        digit = Qt.Key(Qt.Key.Key_1 + OPTIONS.index(calm))
        qtbot.keyClick(sheet.list, digit)
        qtbot.keyClick(sheet.list, Qt.Key.Key_Down)
    for person in reviewers.people:
        sheet.opinion.form["conclusion"].set_value(Conclusion.PUBLISH)
        sheet.opinion.form["signed_by"].set_value(person)
        qtbot.mouseClick(sheet.opinion.foot.passed, Qt.MouseButton.LeftButton)
    assert reviews.review_card(review_id, TODAY).valid
    qtbot.mouseClick(sheet.over.go_on, Qt.MouseButton.LeftButton)

    card = window.page()
    card.refresh()
    qtbot.mouseClick(card.steps.buttons["publish"], Qt.MouseButton.LeftButton)
    qtbot.mouseClick(card.act_shown().save, Qt.MouseButton.LeftButton)
    assert queries.card(made, TODAY).state is State.PUBLISHED
    assert queries.card(made, TODAY).published_on == TODAY


def test_escape_leads_from_an_act_to_the_card_to_the_list(window, qtbot, registered):
    made = registered()
    window.navigate("publications", made)
    card = window.page()
    card._open_act("withhold")
    window._escape()
    assert window.page() is card
    assert card.act_shown() is None
    window._escape()
    assert window.page() is not card
