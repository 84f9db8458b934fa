"""What was begun is there after the program was closed: fields as typed, files read again."""

from datetime import date

import pytest
from PySide6.QtWidgets import QPushButton

from clerkdesk import drafts
from clerkdesk.db.models import Draft, FileChunk, Publication
from clerkdesk.publications import queries, service
from clerkdesk.publications.service import NewPublication
from clerkdesk.publications.tied import Tie
from ui.kept_draft import KEEP_AFTER_MS
from ui.publications.register import KIND, Register

TODAY = date(2026, 10, 13)


@pytest.fixture
def start(qtbot, desk):
    """Open the form as a freshly started program does."""

    def opened() -> Register:
        page = Register(desk)
        qtbot.addWidget(page)
        page.show()
        page.look_again()
        return page

    return opened


@pytest.fixture
def go_on(qtbot):
    """Press the link that goes on with the draft offered first, and wait for its files."""

    def pressed(page: Register) -> None:
        offers = [one for one in page.draft.card.findChildren(QPushButton) if not one.isHidden()]
        next(one for one in offers if "继续" in one.text()).click()
        qtbot.waitUntil(lambda: not page.zone.busy(), timeout=20_000)

    return pressed


def test_a_form_begun_is_offered_after_a_new_start_and_gone_on_with(
    start, go_on, notice, qtbot, notes
):
    first = start()
    first.arrive(None, files=(notice,))
    qtbot.waitUntil(lambda: not first.zone.busy(), timeout=20_000)
    first.form["category"].set_value("department_budget")
    first.form["approved_on"].editor.line.setText("2026-9")  # half a date stays half a date
    first.form["note"].set_value("预算草案")
    assert first.may_leave()
    assert "关闭程序后仍在" in notes[-1]
    assert FileChunk.select().count() == 0  # its files were not stored
    second = start()
    assert second.draft.card.isVisible()
    go_on(second)
    for name in ("title", "document_number", "category", "note", "organ"):
        assert second.form[name].value() == first.form[name].value(), name
    assert second.form["approved_on"].editor.line.text() == "2026-9"
    assert [one.name for one in second.zone.value()] == [notice.name]


def test_registering_and_emptying_let_the_draft_go(start, go_on, qtbot):
    page = start()
    page.form["title"].set_value("停水公告")
    page.draft.keep()
    (row,) = drafts.of_kind(KIND)
    assert row.title == "停水公告"
    page.form["formed_on"].set_value(date(2026, 9, 28))
    page.save.click()
    assert Publication.select().count() == 1
    assert drafts.of_kind(KIND) == ()
    page.form["title"].set_value("又一条")
    page.draft.keep()
    assert len(drafts.of_kind(KIND)) == 1
    page.blank.click()
    assert drafts.of_kind(KIND) == ()


def test_a_draft_is_kept_by_itself_once_the_hands_rest(start, qtbot):
    page = start()
    page.form["title"].set_value("停水公告")
    assert page.draft._timer.isActive()
    qtbot.waitUntil(lambda: bool(drafts.of_kind(KIND)), timeout=KEEP_AFTER_MS * 5)
    page.form["title"].set_value("停水公告（二）")
    assert page.may_leave()
    (row,) = drafts.of_kind(KIND)  # the same draft, not one more
    assert row.title == "停水公告（二）"


def test_an_untouched_form_leaves_no_draft(start):
    assert start().may_leave()
    assert Draft.select().count() == 0


def test_of_a_marked_file_not_even_its_place_is_kept(start, tmp_path, qtbot):
    marked = tmp_path / "绝密文件.txt"
    marked.write_text("机密★10年\n关于某事的通知", encoding="utf-8")
    page = start()
    page.form["title"].set_value("停水公告")
    page.arrive(None, files=(marked,))
    qtbot.waitUntil(lambda: not page.zone.busy(), timeout=20_000)
    page.draft.keep()
    (row,) = drafts.of_kind(KIND)
    assert row.fields["files"] == []
    assert "绝密文件" not in str(row.fields)


def test_a_file_that_is_gone_by_then_is_named_and_the_form_is_there(start, go_on, notice, qtbot):
    page = start()
    page.arrive(None, files=(notice,))
    qtbot.waitUntil(lambda: not page.zone.busy(), timeout=20_000)
    page.draft.keep()
    notice.unlink()
    again = start()
    go_on(again)
    assert again.form["title"].value() == "关于调整城区停车收费标准的通知"
    assert again.zone.value() == ()
    assert len(again.zone.refusals()) == 1


def test_an_interpretation_begun_is_still_tied_to_its_policy(start, go_on, registered, qtbot):
    policy = registered(category="rules")
    page = start()
    draft = NewPublication("政策解读", None, category="interpretation")
    page.arrive(None, draft=draft, tie=Tie("interprets", policy))
    page.form["formed_on"].set_value(date(2026, 10, 9))
    page.draft.keep()
    again = start()
    go_on(again)
    assert again.follows.isVisible()
    again.save.click()
    made = Publication.select().order_by(Publication.id.desc()).first().id
    (tie,) = queries.card(made, TODAY).links
    assert (tie.relation, tie.publication_id) == ("interprets", policy)
    assert service.draft_of(made).category == "interpretation"


def test_the_form_with_a_draft_offered_is_fit_to_be_seen(start, ui_checks):
    page = start()
    page.form["title"].set_value("关于调整城区停车收费标准的通知" * 3)
    page.draft.keep()
    ui_checks.check(start())
