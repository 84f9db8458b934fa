"""Do people, sections, series, fonts and the key do what they say?"""

from dataclasses import replace
from datetime import date

import keyring
import keyring.backends.fail
import pytest

from clerkdesk import founding, keys, numbers, opening, settings, units
from clerkdesk.clock import FixedClock
from clerkdesk.db.unit import unit
from clerkdesk.errors import UserError
from clerkdesk.holidays import queries as holidays
from clerkdesk.letters.fonts import Role, find
from ui.changes import Changes
from ui.jobs import Jobs
from ui.pages import Desk, Errand
from ui.settings import fonts_panel
from ui.settings.page import SettingsPage


@pytest.fixture
def show(desk, qtbot):
    def make(part, **more):
        page = SettingsPage(replace(desk, **more))
        qtbot.addWidget(page)
        page.arrive(None, part=part)
        page.look_again()
        page.show()
        return page.part()

    return make


def names(table):
    return [table.records.record(row).name for row in range(table.count())]


def test_a_person_is_added_with_post_and_section(show, desk, notes):
    section = units.add(units.SECTION, "法规科", by=desk.person_id)
    part = show("people")
    part.adding.form.set_values({"name": "李<b>明", "post": "科长", "unit_id": section})
    part.adding.save.click()

    added = units.people()[-1]
    assert (added.name, added.post, added.unit) == ("李<b>明", "科长", "法规科")
    assert notes == ["已添加 李<b>明"]
    assert names(part.table) == ["王芳", "李<b>明"]
    assert part.adding.form["name"].value() == ""


def test_a_persons_post_and_section_are_corrected(show, desk, notes):
    section = units.add(units.SECTION, "法规科", by=desk.person_id)
    part = show("people")
    part.table.select(desk.person_id)
    part.correcting.form.set_values({"post": "主任", "unit_id": section})
    part.correcting.save.click()
    mended = units.person(desk.person_id)
    assert (mended.post, mended.unit, notes) == ("主任", "法规科", ["已更正 王芳"])
    assert part.correcting.form["post"].value() == "主任"


def test_an_organs_telephone_is_corrected_and_ones_own_stands_in_the_settings(show, desk, notes):
    water = units.add(units.OTHER, "示例市水务局", by=desk.person_id, phone="010-1")
    part = show("units")
    part.table.select(water)
    assert part.correcting.form["phone"].value() == "010-1"
    part.correcting.form.set_values({"phone": "010-22", "address": "河西路2号"})
    part.correcting.save.click()
    (other,) = units.all_of(units.OTHER)
    assert (other.phone, other.address, notes) == ("010-22", "河西路2号", ["已更正 示例市水务局"])
    part.table.select(units.own().id)
    part.correcting.save.click()
    assert "“单位”一栏" in part.trouble.text()


def test_the_same_name_is_refused_beside_the_field(show):
    part = show("people")
    part.adding.form.set_values({"name": "王芳"})
    part.adding.save.click()

    assert "已有名为“王芳”的人员" in part.adding.form["name"].message.text()
    assert part.adding.form["name"].value() == "王芳"


def test_retiring_is_asked_and_never_oneself(show, desk, box):
    other = units.add_person("李明", by=desk.person_id)
    part = show("people")
    part.table.select(desk.person_id)
    part.retire.click()
    assert "不能停用正在使用的人员" in part.trouble.text()
    assert box.shown == []

    part.table.select(other)
    box.answer = False
    part.retire.click()
    assert units.person(other).active
    box.answer = True
    part.retire.click()
    assert not units.person(other).active


def test_somebody_else_sits_down_by_leaving_the_desk(show):
    left = []
    show("people", leave=left.append).change.click()
    assert left == [Errand("person")]


def test_sections_and_organs_are_added_renamed_and_closed(show, desk, box):
    part = show("units")
    part.adding.form.set_values({"name": "法规科"})
    part.adding.save.click()
    part.adding.form.set_values({"kind": units.OTHER, "name": "示例市财政局", "phone": "010-2"})
    part.adding.save.click()
    (section,), (other,) = units.all_of(units.SECTION), units.all_of(units.OTHER)
    assert (section.name, other.name, other.phone) == ("法规科", "示例市财政局", "010-2")

    part.table.select(section.id)
    part.renaming.form.set_values({"name": "政策法规科"})
    part.renaming.save.click()
    (renamed,) = units.all_of(units.SECTION)
    assert renamed.name == "政策法规科"
    assert part.table.current().id == renamed.id

    part.close_button.click()
    assert units.all_of(units.SECTION) == ()
    part.table.select(units.own().id)
    part.close_button.click()
    assert "本机关不能停用" in part.trouble.text()


def test_a_name_twice_is_refused(show, desk):
    units.add(units.SECTION, "法规科", by=desk.person_id)
    part = show("units")
    part.adding.form.set_values({"name": "法规科"})
    part.adding.save.click()

    assert "已有名为“法规科”" in part.adding.form["name"].message.text()


def test_a_series_goes_on_where_the_old_register_ended(show, desk, notes):
    part = show("series")
    part.table.select("request")
    part.going_on.form.set_values({"number": 37})
    part.going_on.save.click()

    assert numbers.next_shown("request", 2026) == "2026-0037"
    assert part.table.current().next_shown == "2026-0037"
    assert notes == ["申请登记号下一个号是 2026-0037"]


def test_a_series_never_goes_back(show, desk):
    with unit(by=desk.person_id) as work:
        for _number in range(3):
            numbers.allot("request", 2026, "request")
        work.changed("request", 0)
    part = show("series")
    part.table.select("request")
    for wrong, told in ((2, "已经用到的第3号"), (0, "大于 0")):
        part.going_on.form.set_values({"number": wrong})
        part.going_on.save.click()
        assert told in part.going_on.form["number"].message.text()
    with pytest.raises(UserError):
        numbers.continue_at("request", 2026, 3, by=desk.person_id)


def test_voided_numbers_and_gaps_are_shown(show, desk):
    with unit(by=desk.person_id) as work:
        first = numbers.allot("request", 2026, "request")
        numbers.enter("request", 2026, "2026-0005", "request")
        numbers.void(first.shown, "录错<人>", noun="request")
        work.changed("request", 0)
    part = show("series")
    part.table.select("request")
    row = part.table.current()

    assert row.gaps.missing == ((2, 4),)
    shown = [column.words(row) for column in part.table.records.columns]
    assert shown[2:] == ["5", "2-4", "1"]


def test_fonts_that_stand_in_are_named(tmp_path):
    rows = fonts_panel.of(find(system_folders=[tmp_path]))

    assert [row.role for row in rows] == list(Role)
    assert {row.state for row in rows} == {"packaged"}


PHRASE, OTHER = "春天种下的树 2026", "秋天收的果子 2026"


@pytest.fixture
def started(dressed, tmp_path, vault, monkeypatch, journey, notes):
    """A register with its key file and vault, and a desk on it."""
    monkeypatch.setattr(keys, "_SCRYPT", {"n": 2**10, "r": 8, "p": 1})
    folder = tmp_path / "登记簿"
    folder.mkdir()
    clock = FixedClock.on(date(2026, 10, 13))
    opened = founding.first_start(folder, "临江市城乡建设局", "周敏", clock=clock)
    yield opened
    opening.close(opened.register, backup=False)


@pytest.fixture
def key_part(started, qtbot, journey, notes):
    jobs, changes = Jobs(around=started.register.connection), Changes()
    desk = Desk(
        person_id=started.person,
        today=started.register.today,
        calendar=holidays.calendar,
        settings=settings.load,
        navigate=journey.navigate,
        back=journey.back,
        note=notes.append,
        offer=lambda *_said: None,
        jobs=jobs,
        changes=changes,
    )
    page = SettingsPage(desk)
    qtbot.addWidget(page)
    page.arrive(None, part="key")
    page.look_again()
    page.show()
    yield page.part()
    jobs.close()
    changes.close()


def set_phrase(part, new, again=None, old=None):
    form = part.phrase.form
    form.set_values({"passphrase": new, "again": again or new})
    if old is not None:
        form["old"].set_value(old)
    part.phrase.save.click()


def test_a_pass_phrase_takes_the_place_of_the_vault_and_back(key_part, started, vault):
    path = started.register.path
    assert not key_part.vault.isVisible()
    set_phrase(key_part, PHRASE)
    assert opening.ways(path) == opening.Ways(vault=False, passphrase=True)
    assert vault.kept == {}

    assert key_part.vault.isVisible()
    key_part.vault.click()
    assert opening.ways(path).vault


def test_changing_the_pass_phrase_asks_for_the_old_one(key_part, started):
    set_phrase(key_part, PHRASE)
    set_phrase(key_part, OTHER, old="wrong phrase")
    assert "口令不对" in key_part.phrase.form["old"].message.text()
    assert opening.key_of(started.register.path, PHRASE) == started.register.key

    set_phrase(key_part, OTHER, old=PHRASE)
    assert opening.key_of(started.register.path, OTHER) == started.register.key


def test_two_unlike_lines_and_a_weak_phrase_are_refused(key_part, started):
    set_phrase(key_part, PHRASE, again=OTHER)
    assert "两次输入不一样" in key_part.phrase.form["again"].message.text()
    set_phrase(key_part, "aaaaaaaaaaaa")
    assert "至少要有5个不同的字符" in key_part.phrase.form["passphrase"].message.text()
    assert opening.ways(started.register.path).vault


def test_where_no_vault_works_none_is_offered(key_part, started):
    set_phrase(key_part, PHRASE)
    keyring.set_keyring(keyring.backends.fail.Keyring())
    key_part.refresh()
    assert not key_part.vault.isVisible()


def test_the_recovery_sheet_is_shown_again(key_part, started, journey):
    key_part.paper.click()

    ((place, _id, facts),) = journey
    assert place == "papers"
    assert facts["pdf"].startswith(b"%PDF")
    assert facts["name"] == f"恢复单 {started.sheet.checksum}"
