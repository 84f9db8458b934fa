"""Does the window lead from page to page, by mouse and by key, and keep itself up to date?"""

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from clerkdesk import bus
from clerkdesk.bus import Changed
from clerkdesk.deadlines.lights import Light
from clerkdesk.errors import EnvironmentFault
from ui import main_window, words
from ui.buttons import button
from ui.main_window import MainWindow
from ui.page_list import PageSpec, load
from ui.pages import Page, Room
from ui.shortcut_sheet import ShortcutSheet, keys_of
from ui.side_bar import SideCount
from ui.status import Standing

TODAY = date(2026, 10, 13)


class FirstPage(Page):
    kinds = frozenset({"request"})
    help_topic = "requests"

    def __init__(self, desk):
        super().__init__(desk, "依申请公开", "登记、答复、归档")
        self.refreshed, self.arrived, self.acted = 0, [], []
        self.stays = False
        self.register_action = self.action(
            "登记申请(&N)",
            lambda: self.acted.append("new"),
            keys="Ctrl+N",
            icon="add",
            place="primary",
        )
        self.line = QLineEdit()
        self.line.setAccessibleName("行")
        self.body.addWidget(self.line)
        self.add_search("申请人、内容", self.acted.append)

    def refresh(self):
        self.refreshed += 1

    def arrive(self, id_, /, **facts):
        self.arrived.append((id_, facts))

    def may_leave(self):
        return not self.stays

    def panes(self):
        return (self.line,)


class CardPage(FirstPage):
    kinds = frozenset()


class OtherPage(FirstPage):
    kinds = frozenset({"letter"})


def count_of(_desk):
    return SideCount(5, Light.SOON)


HERE = __name__
SPECS = (
    PageSpec("requests", f"{HERE}:FirstPage", icon="request", count=f"{HERE}:count_of"),
    PageSpec("requests.card", f"{HERE}:CardPage"),
    PageSpec("letters", f"{HERE}:OtherPage", icon="letter", group=1),
    PageSpec("help", f"{HERE}:OtherPage", icon="help", foot=True, keys="F1"),
)


@pytest.fixture
def make(desk, qtbot, monkeypatch, tmp_path):
    here = {
        "FirstPage": FirstPage,
        "CardPage": CardPage,
        "OtherPage": OtherPage,
        "count_of": count_of,
    }
    monkeypatch.setattr(main_window, "load", lambda path: here[path.partition(":")[2]])

    kept = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
    windows = []  # qtbot itself holds them weakly

    def make(size=(1366, 730), standing=None, **more):
        standing = standing or Standing(TODAY, backup="今天 09:00", horizon=date(2026, 12, 28))
        window = MainWindow(desk, lambda: standing, kept, pages=SPECS, **more)
        qtbot.addWidget(window)
        windows.append(window)
        window.resize(*size)
        with qtbot.waitExposed(window):
            window.show()
        window.activateWindow()
        window.navigate("requests")
        return window

    return make


def test_pages_are_made_when_first_gone_to(make):
    window = make()

    assert set(window._made) == {"requests"}
    window.navigate("letters")
    assert set(window._made) == {"requests", "letters"}


def test_a_number_leads_to_the_card_and_the_bar_keeps_the_noun(make):
    window = make()

    window.navigate("requests", 12, tab="days")

    assert isinstance(window.page(), CardPage)
    assert window.page().arrived == [(12, {"tab": "days"})]
    current = window.side.list.currentIndex()
    assert current.data() == "依申请公开"


def test_esc_goes_back_the_way_one_came(make):
    window = make()
    window.navigate("letters")
    window.navigate("requests", 12)

    QTest.keyClick(window, Qt.Key.Key_Escape)
    assert type(window.page()) is OtherPage
    window.back()
    assert type(window.page()) is FirstPage
    window.back()
    assert type(window.page()) is FirstPage


def test_a_page_may_keep_the_clerk(make):
    window = make()
    window.page().stays = True

    window.navigate("letters")

    assert type(window.page()) is FirstPage


def test_an_unknown_place_is_a_bug(make):
    with pytest.raises(KeyError, match="nowhere"):
        make().navigate("nowhere")


def test_ctrl_digits_follow_the_side_bar(make):
    window = make()

    QTest.keyClick(window, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    assert type(window.page()) is OtherPage
    QTest.keyClick(window, Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    assert type(window.page()) is FirstPage


def test_f1_opens_help_at_what_one_looks_at(make):
    window = make()

    QTest.keyClick(window, Qt.Key.Key_F1)

    assert window.page().arrived == [(None, {"topic": "requests"})]


def test_f6_goes_round_the_panes(make):
    window = make()
    page = window.page()

    assert page.line.hasFocus()
    QTest.keyClick(window, Qt.Key.Key_F6)
    assert window.side.list.hasFocus()
    QTest.keyClick(window, Qt.Key.Key_F6)
    assert page.line.hasFocus()


def test_ctrl_n_and_the_button_and_the_menu_are_one_act(make):
    window = make()
    page = window.page()

    QTest.keyClick(page.line, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    page.header.menu.actions()[0].trigger()

    assert page.acted == ["new", "new"]


def test_enter_presses_the_button_one_stands_on(make):
    window = make()
    pressed = []
    one = button("打开", lambda: pressed.append(1), kind="link")
    window.page().body.addWidget(one)
    one.show()
    one.setFocus()
    QTest.keyClick(one, Qt.Key.Key_Return)
    assert pressed == [1]


def test_a_disabled_act_disables_its_button(make, ui_checks):
    page = make().page()
    button = next(b for b in page.header.findChildren(type(page.header.more)) if "登记" in b.text())

    page.register_action.setEnabled(False)
    page.register_action.setToolTip("登记簿只读")

    assert not button.isEnabled()
    assert button.toolTip() == "登记簿只读"


@pytest.mark.parametrize("key", [Qt.Key.Key_K, Qt.Key.Key_F])
def test_search_is_one_key_away(make, key):
    window = make()

    QTest.keyClick(window, key, Qt.KeyboardModifier.ControlModifier)

    assert window.page().header.search.hasFocus()


def test_a_page_looks_again_only_after_changes_of_its_kind(make, qtbot):
    window = make()
    page = window.page()
    assert page.refreshed == 1

    with qtbot.waitSignal(window.desk.changes.changed):
        bus.publish((Changed("letter", 1),))
    assert page.refreshed == 1
    with qtbot.waitSignal(window.desk.changes.changed):
        bus.publish((Changed("request", 1),))
    assert page.refreshed == 2


def test_a_hidden_page_waits_until_it_is_gone_to(make, qtbot):
    window = make()
    first = window.page()
    window.navigate("letters")

    with qtbot.waitSignal(window.desk.changes.changed):
        bus.publish((Changed("request", 1),))
    assert first.refreshed == 1
    window.navigate("requests")

    assert first.refreshed == 2


def test_a_new_day_refreshes_everything(make, clock):
    window = make()
    page = window.page()

    window._look_at_clock()
    assert page.refreshed == 1
    clock.at = clock.at.replace(day=14)
    window._look_at_clock()

    assert page.refreshed == 2


@pytest.mark.parametrize(
    ("width", "room", "narrow"),
    [(1366, Room.WIDE, False), (1100, Room.MEDIUM, True), (911, Room.NARROW, True)],
)
def test_the_bar_gives_way_in_smaller_windows(make, width, room, narrow):
    window = make(size=(width, 500))

    assert window.page().room is room
    assert (window.side.width() < 120) is narrow


def test_the_bar_says_how_many_and_the_worst_light(make):
    model = make().side.list.pages

    spoken = model.index(0).data(Qt.ItemDataRole.AccessibleTextRole)

    assert spoken == "依申请公开，临期 5 件"


def test_the_status_line_tells_lock_backup_horizon_and_day(make):
    line = make().line

    assert line.encrypted.text() == "登记簿已加密"
    assert line.backup.text() == "备份 今天 09:00"
    assert line.horizon.text() == "放假通知已载入至 2026-12-28"
    assert line.today.text() == "2026-10-13 周二"


def test_the_rehearsal_date_is_a_band_across_the_window(make):
    window = make(standing=Standing(date(2026, 11, 2), rehearsal=True))

    assert window.rehearsal_band.isVisible()
    assert "2026-11-02 周一" in window.rehearsal_band.message.text()
    assert window.line.today.text() == "演练 2026-11-02 周一"


def test_the_sample_office_says_so(make):
    assert make(sample=True).sample_band.isVisible()
    assert not make().sample_band.isVisible()


def test_an_undo_offer_stands_until_the_next_note(make):
    window = make()
    undone = []

    window.desk.offer("已移到回收站", "撤销", lambda: undone.append(1))
    window.line.findChildren(type(window.page().header.more))[0].click()
    assert undone == [1]

    window.desk.note("已保存 10:42")
    assert window.line.saved.text() == "已保存 10:42"


def test_closing_waits_for_the_backup(make):
    answers = [False, True]
    window = make(may_close=lambda: answers.pop(0))

    assert not window.close()
    assert window.isVisible()
    assert window.close()


def test_the_place_of_the_window_is_kept(make):
    window = make()
    window.restore_geometry()
    assert window.size().toTuple() == (1366, 730)
    window.resize(900, 640)
    window.keep_arrangement()

    other = make()
    other.restore_geometry()

    assert other.size().toTuple() == (900, 640)


def test_trouble_without_a_field_is_said_under_the_header(make, monkeypatch):
    page = make().page()
    error = main_window_error(monkeypatch)

    page.show_error(error)
    band = page._trouble
    assert band.message.text() == "登记簿正被另一台电脑打开。"
    assert not band.isHidden()
    page.clear_error()
    assert page._trouble is None


def main_window_error(monkeypatch):
    monkeypatch.setattr(EnvironmentFault, "__str__", lambda _self: "登记簿正被另一台电脑打开。")
    return EnvironmentFault("register.elsewhere")


def test_the_frame_passes_the_page_checks(make, ui_checks):
    for size in ((1366, 688), (911, 430)):
        window = make(size=size)
        ui_checks.settle()
        assert ui_checks.clipped(window.page()) == []
        assert ui_checks.overlapping(window.page()) == []
        assert ui_checks.unnamed(window.page()) == []
        assert ui_checks.too_large(window.page()) == []
        assert ui_checks.clipped(window.line) == []
        window.hide()


def test_every_registered_page_has_words_and_can_be_loaded():
    say = words.of("main")
    for spec in main_window.PAGES:
        assert issubclass(load(spec.factory), Page)
        if spec.icon:
            assert say(f"page_{spec.key}")
            assert len(say(f"short_{spec.key}")) == 2
        if spec.count:
            assert callable(load(spec.count))


def test_pages_get_the_desk_and_never_the_window(make):
    window = make()

    assert window.page().desk is window.desk
    assert not any(value is window for value in vars(window.page()).values())
    assert QApplication.activeWindow() in (window, None)
    assert replace(window.desk) == window.desk


@pytest.mark.qt_log_ignore("does not support grabbing the keyboard", extend=True)
def test_ctrl_slash_shows_the_keys_of_the_page_and_any_key_hides_them(make, ui_checks):
    window = make()

    QTest.keyClick(window, Qt.Key.Key_Slash, Qt.KeyboardModifier.ControlModifier)
    sheet = window.findChild(ShortcutSheet)

    assert keys_of(window.page()) == [("Ctrl+N", "登记申请(N)")]
    assert sheet.isVisible()
    assert ui_checks.clipped(sheet) == []
    QTest.keyClick(sheet, Qt.Key.Key_Space)
    assert not sheet.isVisible()


def test_going_through_the_bar_and_away_marks_no_second_page(make):
    window = make()
    pages = window.side.list
    QTest.keyClick(window, Qt.Key.Key_F6)
    QTest.keyClick(pages, Qt.Key.Key_Down)
    assert [one.data() for one in pages.selectedIndexes()] == ["依申请公开"]
    assert pages.currentIndex().data() != "依申请公开"

    QTest.keyClick(window, Qt.Key.Key_F6)

    assert [one.data() for one in pages.selectedIndexes()] == ["依申请公开"]
    assert pages.currentIndex().data() == "依申请公开"


def test_a_page_at_the_foot_is_the_only_one_marked(make):
    window = make()

    window.navigate("help")

    assert window.side.list.selectedIndexes() == []
    assert [one.row() for one in window.side.foot.selectedIndexes()] == [0]
