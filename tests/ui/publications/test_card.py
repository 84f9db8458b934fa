"""The card: what is next, what cannot be done and why, acts beside the facts, files and digests."""

import re
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QLabel

import clerkdesk.publications
from clerkdesk.db.models import FileChunk, Publication, PublicationFile
from clerkdesk.db.unit import unit
from clerkdesk.publications import queries, service
from clerkdesk.publications.attributes import State
from clerkdesk.publications.service import NewFile
from ui import act_panel, words
from ui.elided import Elided
from ui.publications.card import PublicationPage
from ui.publications.change import Change
from ui.publications.register import Register

TODAY = date(2026, 10, 13)


@pytest.fixture
def open_card(qtbot, desk):
    def opened(publication_id: int) -> PublicationPage:
        page = PublicationPage(desk)
        qtbot.addWidget(page)
        page.arrive(publication_id)
        page.look_again()
        page.show()
        return page

    return opened


def _words(widget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel))


def _state(publication_id: int) -> State:
    return queries.card(publication_id, TODAY).state


def test_before_the_review_publishing_stands_under_what_cannot_be_done(open_card, registered):
    page = open_card(registered())
    assert "start_review" in page.steps.buttons
    assert "publish" not in page.steps.buttons
    assert "登记公开：还没有通过审查" in _words(page.steps)


def test_without_a_file_the_next_step_is_to_add_one(open_card, registered):
    page = open_card(registered(text=""))
    first = next(iter(page.steps.buttons))
    assert first == "attach_file"
    assert "没有文件" in _words(page.files)


def test_a_review_is_started_from_the_card(open_card, registered, qtbot, journey):
    made = registered()
    page = open_card(made)
    qtbot.mouseClick(page.steps.buttons["start_review"], Qt.MouseButton.LeftButton)
    qtbot.mouseClick(page.act_shown().save, Qt.MouseButton.LeftButton)
    assert _state(made) is State.IN_REVIEW
    assert journey[-1][0] == "reviews"
    page.refresh()
    qtbot.mouseClick(page.steps.buttons["continue_review"], Qt.MouseButton.LeftButton)
    assert journey[-1][:2] == ("reviews", queries.card(made, TODAY).review.id)


@pytest.fixture
def approved(registered, reviewers):
    made = registered()
    reviewers.approve(made)
    return made


def test_publishing_asks_once_and_records_channel_url_and_day(
    open_card, approved, qtbot, box, notes
):
    page = open_card(approved)
    assert "与审查一致" in _words(page.files)
    qtbot.mouseClick(page.steps.buttons["publish"], Qt.MouseButton.LeftButton)
    panel = page.act_shown()
    panel.form["url"].set_value("https://example.gov.cn/88.html")
    box.answer = False
    qtbot.mouseClick(panel.save, Qt.MouseButton.LeftButton)
    assert _state(approved) is State.APPROVED
    assert panel.form["url"].value()  # nothing typed is lost
    box.answer = True
    qtbot.mouseClick(panel.save, Qt.MouseButton.LeftButton)
    row = Publication.get_by_id(approved)
    assert (row.state, row.published_on, row.url) == (
        State.PUBLISHED,
        TODAY,
        "https://example.gov.cn/88.html",
    )
    assert len(box.shown) == 2
    assert row.number in notes[-1]
    assert page.act_shown() is None


@pytest.mark.parametrize("published", [False, True], ids=["approved", "published"])
def test_no_act_that_is_open_shares_a_letter_with_the_steps_beside_it(
    open_card, approved, clerk, ui_checks, published
):
    if published:
        service.publish(approved, clerk, on=TODAY, channel="website")
    page = open_card(approved)

    for key in [one for one in page.steps.buttons if one != "change_facts"]:
        page._open_act(key)
        if page.act_shown() is not None:
            assert ui_checks.same_mnemonics(page) == [], key
            page.escape()


def test_many_bytes_are_compared_beside_the_window_in_the_unit_that_publishes(
    open_card, approved, desk, qtbot, box, notes, monkeypatch
):
    monkeypatch.setattr(act_panel, "AT_ONCE", 0)
    page = open_card(approved)
    page._open_act("publish")
    panel = page.act_shown()
    panel.act()
    desk.jobs.shown[0].cancel()
    qtbot.waitUntil(lambda: not desk.jobs.running, timeout=20_000)
    assert _state(approved) is State.APPROVED
    assert page.act_shown() is panel
    panel.act()
    qtbot.waitUntil(lambda: not desk.jobs.running, timeout=20_000)
    assert _state(approved) is State.PUBLISHED
    assert queries.card(approved, TODAY).number in notes[-1]


def test_bytes_changed_after_the_approval_are_refused_from_beside_the_window(
    open_card, approved, clerk, desk, qtbot, box, monkeypatch
):
    monkeypatch.setattr(act_panel, "AT_ONCE", 0)
    page = open_card(approved)
    page._open_act("publish")
    panel = page.act_shown()
    with unit(by=clerk) as work:
        FileChunk.update(bytes=b"other").execute()
        work.changed("file", 1)
    panel.act()
    qtbot.waitUntil(lambda: not desk.jobs.running, timeout=20_000)
    assert _state(approved) is State.APPROVED
    assert panel.trouble.isVisibleTo(panel)


def test_a_day_before_the_approval_is_refused_beside_it(open_card, approved, qtbot, box):
    page = open_card(approved)
    page._open_act("publish")
    panel = page.act_shown()
    panel.form["on"].set_value(date(2026, 10, 9))
    qtbot.mouseClick(panel.save, Qt.MouseButton.LeftButton)
    assert panel.form["on"].state == "block"
    assert "早于审查通过日期" in panel.form["on"].message.text()
    assert _state(approved) is State.APPROVED


def test_bytes_changed_behind_the_desk_shut_the_gate_with_its_sentence(
    open_card, approved, qtbot, box, clerk
):
    page = open_card(approved)
    page._open_act("publish")
    with unit(by=clerk) as work:
        FileChunk.update(bytes=b"other").execute()
        work.note("file", 1, "tampered", {})
    qtbot.mouseClick(page.act_shown().save, Qt.MouseButton.LeftButton)
    assert "SHA-256" in page.act_shown().trouble.message.text()
    assert _state(approved) is State.APPROVED


def test_a_replaced_file_voids_the_approval_and_says_so(open_card, approved, qtbot, tmp_path):
    new = tmp_path / "新版.txt"
    new.write_text("关于调整城区停车收费标准的通知（修订）\n", encoding="utf-8")
    page = open_card(approved)
    file_id = queries.card(approved, TODAY).files[0].file_id
    page.files.act.emit("replace_file", file_id)
    panel = page.act_shown()
    panel.form["files"].editor.take((new,))
    qtbot.waitUntil(lambda: not panel.form["files"].editor.busy(), timeout=20_000)
    qtbot.mouseClick(panel.save, Qt.MouseButton.LeftButton)
    assert _state(approved) is State.REGISTERED
    assert "文件已改动，须重新审查" in _words(page.files)
    assert "文件已替换" in " ".join(one.text() for one in page.rounds.findChildren(Elided))
    assert "publish" not in page.steps.buttons


def test_a_marked_file_is_refused_in_the_panel_too(open_card, registered, qtbot, tmp_path):
    marked = tmp_path / "乙.txt"
    marked.write_text("绝密★长期\n\n关于某事的报告\n", encoding="utf-8")
    made = registered()
    page = open_card(made)
    page._open_act("attach_file")
    panel = page.act_shown()
    panel.form["files"].editor.take((marked,))
    qtbot.waitUntil(lambda: not panel.form["files"].editor.busy(), timeout=20_000)
    qtbot.mouseClick(panel.save, Qt.MouseButton.LeftButton)
    assert panel.form["files"].state == "block"
    assert PublicationFile.select().count() == 1


def test_an_internal_file_is_added_once_its_question_is_answered(
    open_card, registered, qtbot, tmp_path
):
    internal = tmp_path / "丙.txt"
    internal.write_text("内部资料\n\n关于会议的通知\n", encoding="utf-8")
    page = open_card(registered())
    page._open_act("attach_file")
    panel = page.act_shown()
    panel.form["files"].editor.take((internal,))
    qtbot.waitUntil(lambda: not panel.form["files"].editor.busy(), timeout=20_000)
    qtbot.mouseClick(panel.save, Qt.MouseButton.LeftButton)
    assert PublicationFile.select().count() == 1
    assert not panel.form["internal_mark"].isHidden()
    assert panel.form["internal_mark"].state == "warn"
    panel.form["internal_mark"].set_value(True)
    qtbot.mouseClick(panel.save, Qt.MouseButton.LeftButton)
    assert PublicationFile.select().count() == 2


def test_a_half_filled_act_is_still_there_after_escape(open_card, registered, qtbot):
    page = open_card(registered())
    page._open_act("withhold")
    page.act_shown().form["reason"].set_value("写到一半")
    assert page.escape()
    assert page.act_shown() is None
    page._open_act("withhold")
    assert page.act_shown().form["reason"].value() == "写到一半"


def test_a_large_file_is_added_beside_the_window_and_can_be_called_off(
    open_card, registered, desk, qtbot, tmp_path, notes
):
    scan = tmp_path / "扫描件.png"
    scan.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(6 << 20))
    made = registered()
    before = len(queries.card(made, TODAY).files)
    page = open_card(made)
    page._open_act("attach_file")
    panel = page.act_shown()
    panel.form["files"].editor.take([scan])
    qtbot.waitUntil(lambda: not desk.jobs.running, timeout=20_000)
    panel.save.click()
    (job,) = desk.jobs.shown
    assert not panel.isEnabled()
    job.cancel()
    qtbot.waitUntil(lambda: not desk.jobs.running, timeout=20_000)
    assert panel.isEnabled()
    assert len(panel.form["files"].value()) == 1
    assert len(queries.card(made, TODAY).files) == before
    panel.save.click()
    qtbot.waitUntil(lambda: not desk.jobs.running, timeout=20_000)
    assert len(queries.card(made, TODAY).files) == before + 1
    assert page.act_shown() is None
    assert notes


def test_withholding_demands_a_ground_and_sets_the_day_of_reassessment(
    open_card, registered, qtbot
):
    made = registered()
    page = open_card(made)
    qtbot.mouseClick(page.steps.buttons["withhold"], Qt.MouseButton.LeftButton)
    panel = page.act_shown()
    panel.form["reason"].set_value("属于过程性信息")
    qtbot.mouseClick(panel.save, Qt.MouseButton.LeftButton)
    assert panel.form["ground"].state == "block"
    panel.form["ground"].set_value("draft")
    qtbot.mouseClick(panel.save, Qt.MouseButton.LeftButton)
    assert _state(made) is State.WITHHELD
    assert queries.card(made, TODAY).reassess_on == date(2027, 10, 13)
    qtbot.mouseClick(page.steps.buttons["reassess"], Qt.MouseButton.LeftButton)
    panel = page.act_shown()
    panel.form["disclose"].set_value(True)
    panel.form["reason"].set_value("情况已变化")
    qtbot.mouseClick(panel.save, Qt.MouseButton.LeftButton)
    assert _state(made) is State.REGISTERED


@pytest.fixture
def published(approved, clerk):
    service.publish(approved, clerk, on=TODAY, channel="website")
    return approved


def test_a_published_item_is_withdrawn_with_a_reason(open_card, published, qtbot):
    page = open_card(published)
    assert "已于 2026-10-13 公开" in _words(page.steps)
    qtbot.mouseClick(page.steps.buttons["withdraw"], Qt.MouseButton.LeftButton)
    panel = page.act_shown()
    qtbot.mouseClick(panel.save, Qt.MouseButton.LeftButton)
    assert panel.form["reason"].state == "block"
    panel.form["reason"].set_value("附件有误")
    qtbot.mouseClick(panel.save, Qt.MouseButton.LeftButton)
    assert _state(published) is State.WITHDRAWN


def test_a_newer_publication_takes_the_place_of_an_old_one(
    open_card, published, registered, reviewers, clerk, qtbot
):
    newer = registered(title="关于停车收费的新通知", text="新通知正文。\n")
    page = open_card(published)
    page._open_act("supersede")
    assert newer not in page.act_shown().form["new"].editor._values  # not published yet
    page.escape()
    reviewers.approve(newer)
    service.publish(newer, clerk, on=TODAY, channel="website")
    page.middle.forget()
    page._open_act("supersede")
    panel = page.act_shown()
    panel.form["new"].set_value(newer)
    qtbot.mouseClick(panel.save, Qt.MouseButton.LeftButton)
    assert _state(published) is State.SUPERSEDED


def test_ticking_an_element_is_written_and_shut_after_publishing(
    open_card, registered, clerk, reviewers
):
    made = registered(category="department_budget")
    page = open_card(made)
    key = next(iter(page.elements.rows))
    page.elements.rows[key].tick.click()
    assert queries.card(made, TODAY).elements[0].done
    reviewers.approve(made)
    service.publish(made, clerk, on=TODAY, channel="website")
    page.refresh()
    assert not page.elements.rows[key].tick.isEnabled()
    assert page.elements.rows[key].tick.isChecked()


def test_both_limits_are_explained_where_seed_and_statute_differ(open_card, registered):
    page = open_card(registered(category="department_budget"))
    told = _words(page.due)
    assert "预算法" in told
    assert "20个工作日" in told
    assert "不能放宽法律写明的期限" in told


def test_publications_and_requests_are_tied_from_the_card(open_card, registered, qtbot):
    other = registered(title="解读", text="解读正文。\n")
    made = registered()
    page = open_card(made)
    page._open_act("link")
    panel = page.act_shown()
    panel.form["relation"].set_value("interprets")
    panel.form["other"].set_value(other)
    qtbot.mouseClick(panel.save, Qt.MouseButton.LeftButton)
    links = queries.card(made, TODAY).links
    assert [one.publication_id for one in links] == [other]
    page.rounds.unlinked.emit(links[0].id)
    assert queries.card(made, TODAY).links == ()


def test_voiding_asks_and_keeps_the_record(open_card, registered, qtbot, box):
    made = registered()
    page = open_card(made)
    page._open_act("void")
    panel = page.act_shown()
    panel.form["reason"].set_value("重复登记")
    qtbot.mouseClick(panel.save, Qt.MouseButton.LeftButton)
    assert _state(made) is State.VOID
    assert len(box.shown) == 1
    assert "已作废，只能查看" in _words(page.steps)


def test_a_file_found_to_be_classified_is_expelled_after_asking(open_card, registered, qtbot, box):
    made = registered()
    page = open_card(made)
    file_id = queries.card(made, TODAY).files[0].file_id
    page.files.act.emit("expel_file", file_id)
    panel = page.act_shown()
    panel.form["reason"].set_value("发现涉密内容")
    panel.form["told_to"].set_value("保密办")
    qtbot.mouseClick(panel.save, Qt.MouseButton.LeftButton)
    assert FileChunk.select().where(FileChunk.file == file_id).count() == 0
    assert queries.card(made, TODAY).files == ()


def test_files_are_opened_as_copies_and_saved_elsewhere(
    open_card, registered, monkeypatch, tmp_path, box
):
    opened = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url) or True)
    made = registered()
    page = open_card(made)
    file_id = queries.card(made, TODAY).files[0].file_id
    page.files.opened.emit(file_id)
    copy = Path(opened[0].toLocalFile())
    assert copy.read_text(encoding="utf-8").startswith("示例市城乡建设局文件")
    box.files = (tmp_path / "另存.txt",)
    page.files.saved.emit(file_id)
    assert box.files[0].exists()


def test_what_was_done_stands_on_the_card_with_who(open_card, published):
    page = open_card(published)
    told = _words(page.done)
    assert "王芳　登记公开" in told
    assert "王芳　登记" in told


def test_every_line_of_the_audit_has_its_word():
    labels = words.terms("publication_verb")
    source = "".join(path.read_text(encoding="utf-8") for path in sorted(_package().glob("*.py")))
    verbs = set(re.findall(r'work\.note\("publication", [^,]+, "(\w+)"', source))
    verbs |= set(re.findall(r'_changed\(publication_id, "(\w+)"', source))
    assert verbs - {"rederived"} <= set(labels)


def _package():
    return Path(clerkdesk.publications.__file__).parent


def test_changing_the_facts_warns_that_the_approval_falls(qtbot, desk, approved, journey, notes):
    page = Change(desk)
    qtbot.addWidget(page)
    page.arrive(approved)
    page.look_again()
    page.show()
    assert not page.voids.isHidden()
    page.form["title"].set_value("关于调整城区停车收费标准的补充通知")
    qtbot.mouseClick(page.save, Qt.MouseButton.LeftButton)
    assert _state(approved) is State.REGISTERED
    assert journey[-1][:2] == ("publications", approved)


def test_a_change_that_cannot_be_is_refused_beside_its_field(qtbot, desk, approved):
    page = Change(desk)
    qtbot.addWidget(page)
    page.arrive(approved)
    page.show()
    page.form["formed_on"].set_value(date(2026, 11, 1))
    qtbot.mouseClick(page.save, Qt.MouseButton.LeftButton)
    assert page.form["formed_on"].state == "block"
    assert _state(approved) is State.APPROVED


def test_from_a_dropped_document_to_published_through_the_screens(
    qtbot, desk, notice, journey, box, reviewers, open_card
):
    register = Register(desk)
    qtbot.addWidget(register)
    register.show()
    register.look_again()
    register.zone.take((notice,))
    qtbot.waitUntil(lambda: not register.zone.busy(), timeout=20_000)
    qtbot.keyClick(register, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    made = journey[-1][1]
    page = open_card(made)
    qtbot.mouseClick(page.steps.buttons["start_review"], Qt.MouseButton.LeftButton)
    qtbot.mouseClick(page.act_shown().save, Qt.MouseButton.LeftButton)
    review_id = journey[-1][1]
    reviewers.answer_calmly(review_id)
    for place in range(5):
        reviewers.sign(review_id, place)
    page.refresh()
    qtbot.mouseClick(page.steps.buttons["publish"], Qt.MouseButton.LeftButton)
    qtbot.mouseClick(page.act_shown().save, Qt.MouseButton.LeftButton)
    assert _state(made) is State.PUBLISHED


def test_a_card_that_is_gone_says_so(open_card):
    page = open_card(999)
    assert page._trouble is not None


def test_the_file_of_a_card_is_what_was_dropped(open_card, registered, clerk):
    made = registered()
    service.attach_file(made, NewFile("附件 <b>&.txt", b"two\n"), clerk)
    page = open_card(made)
    assert "附件 <b>&.txt" in [one.text() for one in page.files.findChildren(Elided)]


@pytest.mark.parametrize(("look", "size"), [("light", 14), ("dark", 18)])
def test_the_card_is_fit_to_be_seen(open_card, approved, ui_checks, redress, look, size):
    redress(look, size)
    page = open_card(approved)
    ui_checks.check(page)
    page._open_act("publish")
    ui_checks.check(page)


@pytest.mark.parametrize(("look", "size"), [("light", 14), ("dark", 18)])
def test_the_change_form_is_fit_to_be_seen(qtbot, desk, registered, ui_checks, redress, look, size):
    redress(look, size)
    page = Change(desk)
    qtbot.addWidget(page)
    page.arrive(registered(category="department_budget", copies_to="市政府办公室"))
    ui_checks.check(page)
