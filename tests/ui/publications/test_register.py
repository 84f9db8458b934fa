"""Registering through the real form: a dropped document, refusals beside their fields, questions."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from clerkdesk import units
from clerkdesk.db.models import File, FileChunk, Publication
from clerkdesk.errors import UserError
from clerkdesk.publications import categories, queries, service
from clerkdesk.publications.attributes import Attribute, State
from ui.cards import Band
from ui.publications.register import Register


@pytest.fixture
def page(qtbot, desk):
    made = Register(desk)
    qtbot.addWidget(made)
    made.show()
    made.look_again()
    return made


@pytest.fixture
def drop(page, qtbot):
    """Drop files and wait until all are read."""

    def dropped(*paths) -> None:
        page.zone.take(paths)
        qtbot.waitUntil(lambda: not page.zone.busy(), timeout=20_000)

    return dropped


def test_a_dropped_document_fills_the_form_and_says_where_each_fact_stands(page, drop, notice):
    drop(notice)
    form = page.form
    assert form["title"].value() == "关于调整城区停车收费标准的通知"
    assert form["document_number"].value() == "示建发〔2026〕88号"
    assert form["organ"].value() == "示例市城乡建设局"
    assert form["formed_on"].value() == date(2026, 9, 28)
    assert form["copies_to"].value() == "市政府办公室、市发展改革委"
    assert form["title"].state == "ok"
    assert "第 5 行" in form["title"].message.text()
    shown, told = page.heading.lines["addressee"]
    assert shown.text() == "各区县建设局，各有关单位"
    assert "第 7 行" in told.text()
    assert page.heading.lines["signer"][1].text() == "未找到"


def test_the_due_date_stands_beside_with_its_rule(page, drop, notice):
    drop(notice)
    assert page.due.day.text() == "2026-10-30 周五"
    page.form["category"].set_value("department_budget")
    told = " ".join(label.text() for label in _labels(page.due))
    assert page.due.day.text() == "2026-10-18 周日"  # 预算法 14: natural days
    assert "20个工作日" in told
    assert "法律、法规另有规定的从其规定" in told


def _labels(card):
    return card.findChildren(QLabel)


def test_registering_writes_the_publication_with_its_file(
    page, drop, notice, qtbot, journey, notes
):
    drop(notice)
    qtbot.mouseClick(page.save, Qt.MouseButton.LeftButton)
    row = Publication.get()
    assert row.title == "关于调整城区停车收费标准的通知"
    assert row.due_on == date(2026, 10, 30)
    assert journey[-1][:2] == ("publications", row.id)
    assert row.number in notes[-1]
    card = queries.card(row.id, date(2026, 10, 13))
    assert [one.name for one in card.files] == ["停车收费.txt"]
    assert not page.zone.value()  # the next one starts empty
    assert page.form["title"].value() == ""


def test_a_marked_file_is_refused_with_its_sentence_and_leaves_nothing(page, drop, tmp_path):
    marked = tmp_path / "甲.txt"
    marked.write_text("机密★5年\n\n关于某事的报告\n", encoding="utf-8")
    drop(marked)
    assert len(page.zone.refusals()) == 1
    assert "密级标志" in page.zone.refusals()[0]
    assert page.zone.value() == ()
    assert page.form["title"].value() == ""
    assert all(one.path is None for one in page.zone._taken)
    assert File.select().count() == FileChunk.select().count() == 0


def test_a_broken_file_is_named_and_the_good_one_beside_it_stays(page, drop, notice, tmp_path):
    broken = tmp_path / "坏 &amp;.pdf"
    broken.write_bytes(b"%PDF-1.7\nnothing")
    drop(broken, notice)
    assert "没有存入" in page.zone.refusals()[0]
    assert len(page.zone.value()) == 1
    assert page.form["title"].value() == "关于调整城区停车收费标准的通知"


def test_a_file_that_cannot_be_read_here_is_taken_and_said_to_be_read_by_eye(page, drop, tmp_path):
    picture = tmp_path / "扫描.png"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + b"\x00" * 64)
    drop(picture)
    assert not page.zone.proposals()[0].readable
    assert len(page.zone.value()) == 1


def test_what_was_typed_is_not_overwritten_by_a_file(page, drop, notice):
    page.form["title"].set_value("自己写的标题")
    drop(notice)
    assert page.form["title"].value() == "自己写的标题"
    assert page.form["document_number"].value() == "示建发〔2026〕88号"


def test_the_clerk_says_which_of_several_files_is_the_document(page, drop, notice, tmp_path):
    other = tmp_path / "附件.txt"
    other.write_text(
        "示建函〔2026〕3号\n\n关于附件的说明函\n\n各单位：\n    见附件。\n", encoding="utf-8"
    )
    drop(notice, other)
    assert len(page.zone.value()) == 2
    page.zone.use.emit(page.zone.proposals()[1])
    assert page.form["document_number"].value() == "示建函〔2026〕3号"


def test_a_file_without_a_head_says_honestly_that_nothing_was_found(page, drop, tmp_path):
    plain = tmp_path / "正文.txt"
    plain.write_text("这里只有一段没有标题的话。\n", encoding="utf-8")
    drop(plain)
    assert page.form["document_number"].value() == ""
    assert "未找到" in page.form["document_number"].message.text()


def test_the_day_it_was_formed_is_named_as_the_catalogue_names_it(page):
    """条例 12: 索引、名称、内容概述、生成日期."""
    assert "生成日期" in page.form["formed_on"].message.text()


def test_an_empty_form_is_refused_beside_its_fields(page, qtbot):
    qtbot.mouseClick(page.save, Qt.MouseButton.LeftButton)
    assert page.form["title"].state == "block"
    assert page.form["formed_on"].state == "block"
    assert Publication.select().count() == 0


def test_withholding_at_the_source_demands_ground_and_reason(page, qtbot):
    form = page.form
    form["title"].set_value("内部请示")
    form["formed_on"].set_value(date(2026, 9, 1))
    form["attribute"].set_value(Attribute.WITHHELD)
    assert not form["ground"].isHidden()
    qtbot.mouseClick(page.save, Qt.MouseButton.LeftButton)
    assert form["ground"].state == form["attribute_reason"].state == "block"
    form["ground"].set_value("request_report")
    form["attribute_reason"].set_value("属于过程性信息。")
    qtbot.mouseClick(page.save, Qt.MouseButton.LeftButton)
    assert Publication.get().state == State.WITHHELD


def test_the_grounds_follow_the_attribute(page):
    form = page.form
    form["attribute"].set_value(Attribute.ON_REQUEST)
    form["ground"].set_value("not_for_all")
    assert form["ground"].value() == "not_for_all"
    form["attribute"].set_value(Attribute.WITHHELD)
    assert form["ground"].value() is None


def test_a_withheld_secret_may_not_bring_its_file(page, drop, notice, qtbot):
    drop(notice)
    form = page.form
    form["attribute"].set_value(Attribute.WITHHELD)
    form["ground"].set_value("state_secret")
    form["attribute_reason"].set_value("涉密。")
    qtbot.mouseClick(page.save, Qt.MouseButton.LeftButton)
    assert page._trouble is not None
    assert "涉密文件不得存放在本机" in page._trouble.message.text()
    assert Publication.select().count() == 0
    assert form["title"].value()  # nothing typed is lost


def test_the_same_document_number_asks_and_goes_on_once_answered(
    page, drop, notice, registered, qtbot, journey
):
    twin = registered(document_number="示建发〔2026〕88号", text="别的正文。\n")
    drop(notice)
    assert not page.asks.isHidden()
    qtbot.mouseClick(page.save, Qt.MouseButton.LeftButton)
    assert Publication.select().count() == 1
    page.asks._ticks[f"twin:{twin}"].setChecked(True)
    qtbot.mouseClick(page.save, Qt.MouseButton.LeftButton)
    assert Publication.select().count() == 2


def test_an_internal_mark_asks_before_anything_is_written(page, drop, tmp_path, qtbot):
    internal = tmp_path / "内部.txt"
    internal.write_text(
        "内部文件\n\n关于会议安排的通知\n\n各处室：\n    请参会。\n", encoding="utf-8"
    )
    drop(internal)
    page.form["formed_on"].set_value(date(2026, 9, 1))
    qtbot.mouseClick(page.save, Qt.MouseButton.LeftButton)
    assert Publication.select().count() == 0
    assert page.asks.open_ones() == ("internal_mark",)
    page.asks._ticks["internal_mark"].setChecked(True)
    qtbot.mouseClick(page.save, Qt.MouseButton.LeftButton)
    assert Publication.select().count() == 1


def test_without_any_file_a_publication_is_registered_by_form(page, qtbot):
    form = page.form
    strange = "关于𠮷祥路<b>&改造的通告"
    form["title"].set_value(strange)
    form["formed_on"].editor.line.setText("9月28日")
    form["category"].set_value("department_budget")
    form["approved_on"].set_value(date(2026, 9, 30))
    qtbot.mouseClick(page.save, Qt.MouseButton.LeftButton)
    row = Publication.get()
    assert row.title == strange
    assert row.formed_on == date(2026, 9, 28)
    assert row.due_on == date(2026, 10, 20)


def test_a_day_that_has_not_come_is_refused_beside_it(page, qtbot):
    page.form["title"].set_value("通告")
    page.form["formed_on"].set_value(date(2026, 10, 20))
    qtbot.mouseClick(page.save, Qt.MouseButton.LeftButton)
    assert page.form["formed_on"].state == "block"
    assert page.form["title"].value() == "通告"


def test_the_draft_stays_when_the_page_is_left_and_files_are_not_dropped_twice(
    page, notice, qtbot, notes
):
    files = (notice,)
    page.arrive(None, files=files)
    qtbot.waitUntil(lambda: not page.zone.busy(), timeout=20_000)
    assert page.may_leave()
    page.arrive(None, files=files)  # back from a card: the same stop of the way
    assert len(page.zone.value()) == 1
    page.arrive(None)
    assert "草稿" in notes[-1]
    assert page.form["title"].value()


def test_the_warning_stands_fixed_above_the_form(page):
    bands = [band.message.text() for band in page.findChildren(Band) if band.isVisible()]
    assert any("不得存储、处理涉密文件" in text for text in bands)


def test_reading_can_be_cancelled(page, notice, qtbot):
    page.zone.take((notice,))
    taken = page.zone._taken[0]
    page.zone._drop(taken)
    assert not page.zone.busy()
    qtbot.waitUntil(lambda: not page.desk.jobs.running, timeout=20_000)
    assert page.zone.value() == ()
    assert page.form["title"].value() == ""


@pytest.mark.parametrize(("look", "size"), [("light", 14), ("dark", 18)])
def test_the_form_is_fit_to_be_seen(page, drop, notice, ui_checks, redress, look, size, clerk):
    redress(look, size)
    units.add("section", "城市建设处", by=clerk)
    drop(notice)
    page.refresh()
    ui_checks.check(page)


def test_a_decision_open_to_comment_asks_for_its_thirty_days(page, qtbot):
    key = next(one.key for one in categories.load().by_key.values() if one.hearing)
    form = page.form
    form["title"].set_value("征求意见稿")
    form["formed_on"].set_value(date(2026, 9, 1))
    assert form["hearing"].isHidden()
    form["category"].set_value(key)
    assert not form["hearing"].isHidden()
    form["hearing_first"].set_value(date(2026, 9, 2))
    form["hearing"].set_value(date(2026, 9, 12))
    qtbot.mouseClick(page.save, Qt.MouseButton.LeftButton)
    assert form["hearing"].state == "block"
    assert "一般不少于30日" in form["hearing"].message.text()
    form["short_reason"].set_value("情况紧急")
    qtbot.mouseClick(page.save, Qt.MouseButton.LeftButton)
    facts = queries.card(Publication.get().id, date(2026, 10, 13)).facts
    assert facts.hearing.days == 10


def test_what_is_sensitive_brings_its_study_and_its_risk(page, qtbot):
    form = page.form
    form["title"].set_value("停水公告")
    form["formed_on"].set_value(date(2026, 9, 1))
    qtbot.mouseClick(form.more, Qt.MouseButton.LeftButton)
    assert form["wording"].isHidden()
    form["sensitive"].set_value(True)
    form["wording"].set_value("说明原因")
    form["risk_level"].set_value("middle")
    form["risk_finding"].set_value("停水时间长")
    qtbot.mouseClick(page.save, Qt.MouseButton.LeftButton)
    facts = queries.card(Publication.get().id, date(2026, 10, 13)).facts
    assert facts.sensitive
    assert facts.study.wording == "说明原因"
    assert facts.risk.level == "middle"


@pytest.fixture
def large(tmp_path):
    """A scan of six mebibytes: more than is stored before anybody notices."""
    picture = tmp_path / "扫描件.png"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(6 << 20))
    return picture


def _fill(page) -> None:
    page.form["title"].set_value("关于某事的通知")
    page.form["formed_on"].set_value(date(2026, 9, 28))


def test_a_large_file_is_stored_beside_the_window_with_progress(
    page, drop, large, desk, qtbot, journey, notes
):
    drop(large)
    _fill(page)
    page.save.click()
    (job,) = desk.jobs.shown
    told: list[tuple[int, int]] = []
    job.progressed.connect(lambda done, total: told.append((done, total)))
    assert not page.save.isEnabled()
    assert not page.columns.isEnabled()
    page._save()  # by its key: once is enough
    assert len(desk.jobs.shown) == 1
    qtbot.waitUntil(lambda: not desk.jobs.running, timeout=20_000)
    size = large.stat().st_size
    assert told[-1] == (size, size)
    assert len(told) == 7
    row = Publication.get()
    assert journey[-1][:2] == ("publications", row.id)
    assert row.number in notes[-1]
    assert page.form["title"].value() == ""
    assert page.columns.isEnabled()


def test_storing_a_large_file_can_be_called_off_and_the_form_stays_as_it_was(
    page, drop, large, desk, qtbot, journey
):
    drop(large)
    _fill(page)
    page.form["title"].focus()
    typing = page.focusWidget()
    page._save()
    desk.jobs.shown[0].cancel()
    qtbot.waitUntil(lambda: not desk.jobs.running, timeout=20_000)
    assert Publication.select().count() == File.select().count() == 0
    assert journey == []
    assert page.form["title"].value() == "关于某事的通知"
    assert len(page.zone.value()) == 1
    assert page.save.isEnabled()
    assert page.focusWidget() is typing
    page.save.click()
    qtbot.waitUntil(lambda: not desk.jobs.running, timeout=20_000)
    assert Publication.select().count() == 1


def test_a_refusal_of_the_job_stands_beside_its_field(page, drop, large, desk, qtbot, monkeypatch):
    def refuse(*_args, **_named):
        raise UserError("publications.category_ended", field="category")

    drop(large)
    _fill(page)
    monkeypatch.setattr(service, "register", refuse)
    page.save.click()
    qtbot.waitUntil(lambda: not desk.jobs.running, timeout=20_000)
    assert page.form["category"].state == "block"
    assert page.form["title"].value() == "关于某事的通知"
    assert page.save.isEnabled()
