"""An office words a letter on the screen: versions, faults by line, the specimen beside it."""

import pytest

from clerkdesk.letters import LETTERS, queries
from clerkdesk.letters.catalogue import source_of
from ui.letters.wording import Wording, known_marks


@pytest.fixture
def page(qtbot, desk, office):
    made = Wording(desk)
    qtbot.addWidget(made)
    made.resize(1200, 660)
    made.show()
    made.arrive(None, key="receipt")
    return made


def retype(page, name, old, new):
    """Change a paragraph as typing does."""
    field = page.form[name]
    assert old in field.value()
    field.editor.setPlainText(field.value().replace(old, new))
    page.preview()


def test_it_opens_with_the_paragraphs_in_force_and_the_letter_they_make(page):
    assert page.form["title"].value() == "政府信息公开申请收件回执"
    assert page.form["body.1"].value().endswith("有关事项告知如下：")
    assert page.form["body.6"].words == "正文第 6 段（登记了“联系方式”时用）"
    assert "closing.1" not in page.form
    assert page.version.text() == "正在使用原始措辞"
    assert page.view.pages() == 1
    assert not page.restore.isEnabled()


def test_a_change_is_seen_and_stored_as_a_version(page, notes):
    retype(page, "body.1", "本机关已经登记", "我局已经登记")
    page.save.click()
    assert queries.wording("receipt").version == 1
    assert "我局已经登记" in queries.wording("receipt").body
    assert "第 1 版，王芳" in page.version.text()
    assert "我局已经登记" in page.form["body.1"].value()
    assert notes[-1] == "已存为第 1 版"
    retype(page, "body.1", "我局", "本局")
    page.save.click()
    assert queries.wording("receipt").version == 2


def test_typing_sets_the_letter_anew_after_a_moment(page, qtbot):
    page.form["body.5"].editor.setPlainText("四、{duo_on}")
    qtbot.waitUntil(page.fault.isVisible, timeout=3000)
    assert "duo_on" in page.fault.text()
    assert not page.save.isEnabled()


def test_an_unknown_field_is_named_with_its_line_and_its_paragraph_marked(page):
    retype(page, "body.5", "{due_on}", "{duo_on}")
    line = next(n for n, text in enumerate(page.page().splitlines(), 1) if "{duo_on}" in text)
    assert f"第 {line} 行" in page.fault.text()
    assert "“duo_on”" in page.fault.text()
    assert page.form["body.5"].state == "block"
    assert page.view.pages() == 1
    retype(page, "body.5", "{duo_on}", "{due_on}")
    assert page.form["body.5"].state == "none"
    assert page.save.isEnabled()


def test_what_the_law_demands_cannot_be_dropped_and_is_named_in_words(page):
    retype(page, "body.5", "{due_on}", "近日")
    assert "due_on：答复期限" in page.fault.text()
    assert not page.save.isEnabled()


def test_an_empty_title_is_refused(page):
    page.form["title"].editor.setPlainText("")
    page.preview()
    assert "title" in page.fault.text()


def test_the_original_is_restored(page, notes):
    retype(page, "body.1", "本机关已经登记", "我局已经登记")
    page.save.click()
    page.restore.click()
    assert "本机关已经登记" in page.form["body.1"].value()
    assert queries.wording("receipt").version == 0
    assert notes[-1] == "已恢复原始措辞"
    assert page.page() == source_of("receipt")


def test_nothing_changed_is_said(page):
    page.save.click()
    assert "没有改动" in page.fault.text()


def test_what_was_typed_waits_while_another_letter_is_looked_at(page):
    retype(page, "body.1", "本机关已经登记", "我局已经登记")
    page.kind.set_value("extension")
    assert page.form["title"].value() == "政府信息公开申请延长答复期限告知书"
    page.kind.set_value("receipt")
    assert "我局已经登记" in page.form["body.1"].value()


def test_a_field_of_the_list_goes_where_the_cursor_was(page):
    page.form["body.1"].editor.setPlainText("")
    page.form.position_changed.emit("body.1")
    page.fields.opened.emit(known_marks(LETTERS["receipt"])[0])
    assert page.form["body.1"].value() == "{number}"


@pytest.mark.parametrize("key", LETTERS)
def test_every_letter_can_be_looked_at(page, key):
    page.arrive(None, key=key)
    assert page.view.pages() >= 1
    assert not page.fault.isVisible()
    assert page.fields.count() > 40


@pytest.mark.parametrize(("appearance", "size"), [("light", 14), ("dark", 14), ("light", 18)])
def test_the_page_is_fit_to_be_shown(ui_checks, redress, qtbot, desk, office, appearance, size):
    redress(appearance, size)
    page = Wording(desk)
    qtbot.addWidget(page)
    page.arrive(None, key="receipt")
    ui_checks.check(page)
