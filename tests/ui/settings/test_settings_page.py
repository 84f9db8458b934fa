"""Can every setting be read, changed, refused and kept?"""

import re
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from clerkdesk import settings
from clerkdesk.holidays import service as holidays
from clerkdesk.parties import NewParty, PartyKind
from clerkdesk.requests import service as requests
from clerkdesk.requests.channels import Channel
from clerkdesk.requests.intake import Intake
from clerkdesk.settings import ABOUT
from ui import words
from ui.pages import Room
from ui.settings import lines
from ui.settings.page import SettingsPage

setting = words.of("setting")


@pytest.fixture
def page(desk, qtbot):
    made = SettingsPage(desk)
    qtbot.addWidget(made)
    made.arrive(None)
    made.look_again()
    made.show()
    return made


def field(page, name):
    page.show_field(name)
    return page.part().form[name]


@pytest.mark.parametrize("name", sorted(ABOUT))
def test_every_setting_has_its_line_and_shows_what_is_in_force(page, name):
    line = field(page, name)

    assert line.value() == getattr(settings.load(), name)
    assert line.message.text() == setting(f"{name}_help")
    assert line.label.buddy() is not None


@pytest.mark.parametrize("name", sorted(name for name, about in ABOUT.items() if about.article))
def test_a_setting_the_law_speaks_of_cites_its_article(name):
    assert re.search(
        "第[一二三四五六七八九十]+条|第[一二三四五六七八九十]+、", setting(f"{name}_help")
    )


def test_what_was_typed_is_saved_and_only_that(page, desk, notes):
    field(page, "office_code").set_value("示数")
    field(page, "court").set_value("示例市人民法院")
    assert page.header.subtitle.text() == "有 2 项改动还没有保存"
    page.save.trigger()

    chosen = settings.load()
    assert (chosen.office_code, chosen.court) == ("示数", "示例市人民法院")
    assert notes == ["已保存：机关代字、管辖法院"]
    assert page.header.subtitle.text() == ""


def test_a_refused_value_is_told_beside_its_field_and_stays_typed(page):
    line = field(page, "yellow_lead")
    line.set_value(90)
    page.save.trigger()

    assert "不能大于20" in line.message.text()
    assert line.value() == 90
    assert settings.load().yellow_lead == 5


def test_an_empty_number_is_asked_for(page):
    line = field(page, "keep_backups")
    line.set_value(None)
    page.save.trigger()

    assert line.state == "block"
    assert settings.load().keep_backups == 10


def test_a_bad_form_of_numbers_is_refused(page):
    line = field(page, "letter_number_form")
    line.set_value("{office}〔{year}〕号")
    page.save.trigger()

    assert line.state == "block"
    assert settings.load().letter_number_form == ""


def test_what_is_typed_survives_a_look_at_another_part_and_a_change_elsewhere(page, desk):
    field(page, "court").set_value("示例市人民法院")
    page.show_part("people")
    settings.change(desk.person_id, office_phone="010-1")
    page.show_part("office")
    page.refresh()

    assert page.part().form["court"].value() == "示例市人民法院"
    assert page.part().form["office_phone"].value() == "010-1"


def test_appearance_and_text_size_work_at_once(page):
    line = field(page, "appearance")
    line.editor.buttons()[2].click()
    assert settings.load().appearance == "dark"
    field(page, "text_size").editor.buttons()[1].click()
    assert settings.load().text_size == 115
    assert not page.save.isVisible()


def test_an_odd_text_size_is_shown_as_it_is(desk, qtbot):
    settings.change(desk.person_id, text_size=175)
    page = SettingsPage(desk)
    qtbot.addWidget(page)

    assert field(page, "text_size").value() == 175


def test_what_letters_need_stands_on_top_until_it_is_there(page, desk):
    assert page.band.isVisible()
    assert "机关全称、机关代字、行政复议机关、管辖法院" in page.band.message.text()
    page.go.click()
    assert page.part().group == "office"
    settings.change(
        desk.person_id,
        office_name="示例市数据局",
        office_code="示数",
        reconsideration_body="示例市人民政府",
        court="示例市人民法院",
    )
    page.refresh()
    assert not page.band.isVisible()


def test_one_is_led_to_the_very_field(page):
    page.arrive(None, field="reconsideration_body")
    page.look_again()

    assert page.part().group == "office"
    assert page.focusWidget() is page.part().form["reconsideration_body"].editor


@pytest.fixture
def waiting(desk, clock) -> None:
    """A request of 14 September 2026, due on 16 October with the worked weekends counted."""
    clock.at = clock.on(date(2026, 9, 15)).at
    party = NewParty(PartyKind.NATURAL, "李明", phone="13800000000", address="示例路1号")
    asked = Intake(Channel.IN_PERSON, date(2026, 9, 14), (party,), ("2026年预算执行情况",))
    requests.register(asked, desk.person_id)


def test_uncounted_worked_weekends_move_dates_only_after_they_were_shown(
    waiting, page, box, desk, qtbot, notes
):
    line = field(page, "makeup_days_count")
    card = page.part().foretold
    assert card.isHidden()
    rows = page.part().form.column
    assert rows.indexOf(card) == rows.indexOf(line) + 1  # where it is ticked, not below the fold
    line.set_value(False)
    page.save.trigger()  # still being counted: nothing is asked, nothing stored
    assert line.state == "warn"
    assert box.shown == []
    qtbot.waitUntil(lambda: card.moved is not None, timeout=20_000)
    assert line.state == "hint"
    listed = [label.text() for label in card.findChildren(QLabel)]
    assert any("10-16 周五 → 10-20 周二" in one for one in listed), listed
    box.answer = False
    page.save.trigger()
    assert settings.load().makeup_days_count
    assert line.value() is False

    box.answer = True
    page.save.trigger()
    qtbot.waitUntil(lambda: not desk.jobs.running, timeout=20_000)
    assert not settings.load().makeup_days_count
    assert len(box.shown) == 2
    assert "1 件" in box.shown[0].windowTitle()
    assert notes == ["已保存：调休上班日算工作日"]
    assert card.isHidden()
    assert page.header.subtitle.text() == ""


def test_recounting_can_be_called_off_and_keeps_the_tick_unsaved(
    waiting, page, box, desk, qtbot, monkeypatch
):
    whole = holidays.count_makeup

    def stop(*args, progress, **named):
        (job,) = desk.jobs.shown
        job.cancel()
        whole(*args, progress=progress, **named)

    monkeypatch.setattr(holidays, "count_makeup", stop)
    line = field(page, "makeup_days_count")
    line.set_value(False)
    field(page, "makeup_days_count")
    card = page.part().foretold
    qtbot.waitUntil(lambda: card.moved is not None, timeout=20_000)
    page.save.trigger()
    qtbot.waitUntil(lambda: not desk.jobs.shown, timeout=20_000)
    assert settings.load().makeup_days_count
    assert line.value() is False
    assert "1 项" in page.header.subtitle.text()
    qtbot.waitUntil(lambda: card.moved is not None, timeout=20_000)  # to try again


def test_other_settings_are_saved_without_waiting_for_a_count(waiting, page, desk, qtbot):
    line = field(page, "makeup_days_count")
    line.set_value(False)
    line.set_value(True)
    assert page.part().foretold.isHidden()
    field(page, "yellow_lead").set_value(6)
    page.save.trigger()
    assert settings.load().yellow_lead == 6
    assert not desk.jobs.running


def test_in_a_narrow_window_labels_stand_above_and_typing_is_kept(page):
    field(page, "court").set_value("示例市人民法院")
    page.resize(819, 403)
    page.enter_room(Room.NARROW)
    assert page.part().form["court"].value() == "示例市人民法院"
    assert page.part().form.minimumSizeHint().width() < 819 - page.sections.width()
    page.save.trigger()
    assert settings.load().court == "示例市人民法院"


def test_the_parts_are_walked_by_arrows(page):
    page.sections.setFocus()
    QTest.keyClick(page.sections, Qt.Key.Key_Down)
    assert page.part().group == lines.groups()[1]


@pytest.mark.parametrize("look", [("light", 14), ("dark", 18)])
@pytest.mark.parametrize("part", [*lines.groups(), "people", "units", "series", "fonts", "key"])
def test_every_part_fits(desk, qtbot, ui_checks, redress, look, part):
    redress(*look)
    page = SettingsPage(desk)
    qtbot.addWidget(page)
    page.arrive(None, part=part)
    page.look_again()
    qtbot.waitUntil(lambda: not desk.jobs.running, timeout=20_000)
    ui_checks.check(page)
