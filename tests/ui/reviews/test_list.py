"""The list of reviews: what waits for me first, filters, finished rounds, side count."""

from datetime import date

import pytest
from PySide6.QtCore import Qt

from clerkdesk.deadlines.lights import Light
from clerkdesk.errors import UserError
from clerkdesk.reviews import service
from clerkdesk.reviews.levels import Level
from ui.reviews.list import ReviewList, side_count
from ui.tables import Group

TODAY = date(2026, 10, 13)


@pytest.fixture
def page(qtbot, desk):
    def make() -> ReviewList:
        made = ReviewList(desk)
        qtbot.addWidget(made)
        made.show()
        made.look_again()
        return made

    return make


def _shown(page) -> list[str]:
    rows = [page.table.records.record(row) for row in range(page.table.count())]
    return [row.title for row in rows]


def test_what_waits_for_me_stands_first(page, at_level, begun, reviewers):
    at_level(2, title="甲")
    begun(title="乙")
    assert _shown(page()) == ["待我审查", "乙", "待其他人签署", "甲"]


def test_a_level_i_signed_last_time_is_mine(page, at_level, clerk):
    before = at_level(1, title="上次")
    signature = service.Signature(clerk, TODAY, conclusion=service.Conclusion.PUBLISH)
    with pytest.raises(UserError):  # one person, one level: the handler signed already
        service.sign(before, signature, clerk)
    shown = page()
    assert _shown(shown)[0] == "待其他人签署"


def test_what_was_referred_stands_apart(page, at_level, reviewers):
    review_id = at_level(2, title="甲")
    reviewers.sign(review_id, 2, conclusion=service.Conclusion.REFER, opinion="不能确定是否涉密")
    shown = page()
    assert _shown(shown)[0] == "已报请，等待答复"


def test_finished_rounds_stand_on_the_second_leaf(page, at_level, qtbot):
    at_level(5, title="已过")
    at_level(0, title="未过")
    shown = page()
    assert "已过" not in _shown(shown)
    shown.scope.set_value("over")
    shown._look()
    assert _shown(shown) == ["已过"]
    heads = [column.key for column in shown.table.records.columns]
    shown.table.horizontalHeader().sectionClicked.emit(heads.index("title"))
    assert _shown(shown) == ["已过"]


def test_the_list_is_narrowed_by_level_and_text(page, at_level):
    at_level(2, title="甲")
    at_level(0, title="乙")
    shown = page()
    shown.filters.set_value("level", Level.SECRECY)
    assert [one for one in _shown(shown) if len(one) == 1] == ["甲"]
    shown.search.setText("没有这样的标题")
    assert shown.stack.currentWidget() is shown.none_chosen
    assert shown.escape()
    assert {"甲", "乙"} <= set(_shown(shown))


def test_enter_opens_the_sheet(page, begun, qtbot, journey):
    review_id = begun()
    shown = page()
    qtbot.keyClick(shown.table, Qt.Key.Key_Return)
    assert journey[-1][:2] == ("reviews", review_id)
    assert isinstance(shown.table.records.record(0), Group)


def test_an_empty_list_leads_to_the_publications(page, qtbot, journey):
    shown = page()
    assert shown.stack.currentWidget() is shown.none
    qtbot.mouseClick(shown.none.button, Qt.MouseButton.LeftButton)
    assert journey[-1][0] == "publications"


def test_the_side_bar_counts_the_rounds_under_way(desk, begun, at_level):
    begun(formed_on=date(2026, 7, 1))
    at_level(5, title="已过")
    counted = side_count(desk)
    assert (counted.count, counted.light) == (1, Light.OVERDUE)


@pytest.mark.parametrize(("look", "size"), [("light", 14), ("dark", 18)])
def test_the_list_is_fit_to_be_seen(page, begun, at_level, ui_checks, redress, look, size):
    redress(look, size)
    begun(title="乙")
    at_level(2, title="甲")
    ui_checks.check(page())
