"""Many at once: dates seen before they move, refusals told one by one, cases packed."""

from datetime import date

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter

from clerkdesk import audit
from clerkdesk.archive import shelf
from clerkdesk.db.models import RequestItem
from clerkdesk.errors import EnvironmentFault
from clerkdesk.letters import queries as letters
from clerkdesk.letters import service as making
from clerkdesk.letters.catalogue import for_outcomes
from clerkdesk.requests import service
from clerkdesk.requests.outcomes import Outcome
from tests.approving import approve
from ui import dialogs
from ui.requests.card import RequestCard
from ui.requests.list import RequestList

TODAY = date(2026, 10, 13)
GIVEN = service.ItemAnswer(Outcome.DISCLOSED, {"provided": "协议", "provide_way": "邮寄"})


@pytest.fixture
def page(qtbot, desk, at_rest):
    def make() -> RequestList:
        made = at_rest(RequestList(desk))
        qtbot.addWidget(made)
        made.resize(1190, 640)
        made.show()
        made.look_again()
        for row in range(made.table.count()):
            made.table.records.tick(row)
        made.table.ticked_changed.emit(made.table.count())
        return made

    return make


@pytest.fixture
def four(asked, office, clerk):
    """Two that can be extended, one whose limit is over, one that was withdrawn."""
    first = asked("刘洋", "供热特许经营协议", date(2026, 9, 28))
    second = asked("吴敏", "公租房配租结果", date(2026, 9, 29))
    late = asked("陈建国", "滨河路征地补偿方案", date(2026, 9, 1))
    gone = asked("张喆", "老旧小区改造清单", date(2026, 9, 30))
    service.withdraw(gone, clerk, on=date(2026, 10, 9))
    return first, second, late, gone


@pytest.fixture
def closed(asked, office, clerk):
    request = asked("冯雪", "幕墙排查结论", date(2026, 9, 14))
    (item,) = RequestItem.select().where(RequestItem.request == request)
    service.decide(request, clerk, on=date(2026, 9, 20), answers={item.id: GIVEN})
    approve(request, clerk, date(2026, 9, 21))
    service.send(request, clerk, on=date(2026, 9, 21), way="post", tracking="EMS1")
    return request


def _type(shown, days="5"):
    form = shown.place.form
    form.form["days"].set_value(None)
    form.form["days"].editor.setText(days)
    form.form["why"].editor.setPlainText("检索量大")
    form.form["agreed_by"].editor.set_typed("李文涛")
    return form


def _states(lines) -> dict[int, str]:
    return {line.id: line.state for line in lines.lines}


def _foreseen(shown, qtbot, days="5"):
    shown.extend.click()
    form = _type(shown, days)
    qtbot.waitUntil(lambda: "open" not in _states(form.lines).values(), timeout=5000)
    return form


def _outcome(shown, qtbot):
    outcome = shown.place.outcome
    qtbot.waitUntil(lambda: shown.place.currentWidget() is outcome, timeout=20_000)
    return outcome


def test_each_new_date_is_seen_before_anything_is_saved(page, four, card, qtbot):
    first, second, late, gone = four
    shown = page()
    form = _foreseen(shown, qtbot)
    assert not shown.bulk.isVisible()
    states = _states(form.lines)
    assert states == {first: "can", second: "can", late: "alone", gone: "cannot"}
    lines = {line.id: line for line in form.lines.lines}
    assert (lines[first].due_from, lines[first].due_to) == (card(first).due_on, date(2026, 11, 6))
    assert "晚于当时的答复期限" in lines[late].told
    assert "撤回" in lines[gone].told
    assert lines[late].due_to is lines[gone].due_to is None
    assert form.gist.text() == "可以办理 2 件，须逐件办理 1 件，不能办理 1 件"
    assert card(first).due_on == date(2026, 10, 30)


def test_what_is_lawful_is_extended_and_the_rest_is_told_one_by_one(
    page, four, card, qtbot, notes, journey
):
    first, second, late, gone = four
    shown = page()
    form = _foreseen(shown, qtbot)
    qtbot.mouseClick(form.save, Qt.MouseButton.LeftButton)
    outcome = _outcome(shown, qtbot)
    assert _states(outcome.lines) == {first: "done", second: "done", late: "alone", gone: "cannot"}
    assert [one.kind.value for one in card(late).events if one.kind.value == "extended"] == []
    event = next(one for one in card(first).events if one.kind.value == "extended")
    assert (event.days, event.told_on, event.gist) == (5, TODAY, "检索量大")
    assert card(first).due_on == date(2026, 11, 6)
    assert notes[-1] == "批量延期：已办理 2 件，须逐件办理 1 件，不能办理 1 件。"
    assert not shown.table.ticked()
    assert outcome.lines.table.select(late)
    qtbot.keyClick(outcome.lines.table, Qt.Key.Key_Return)
    assert journey[-1] == ("requests", late, {"act": "extend"})
    assert shown.escape()
    assert not shown.place.is_covered


def test_days_beyond_the_law_are_refused_beside_the_field(page, four, qtbot):
    shown = page()
    shown.extend.click()
    form = _type(shown, "21")
    qtbot.waitUntil(lambda: form.form["days"].state == "block", timeout=5000)
    assert "1 至 20 个工作日" in form.form["days"].message.text()
    form.save.click()
    assert not shown.place.busy
    _type(shown, "20")
    qtbot.waitUntil(lambda: "可以办理 2 件" in form.gist.text(), timeout=5000)


def test_what_is_missing_is_said_and_what_was_typed_waits_for_the_return(page, four, qtbot):
    shown = page()
    shown.extend.click()
    form = shown.place.form
    form.form["why"].editor.setPlainText("须征求意见")
    form.save.click()
    assert form.form["days"].state == form.form["agreed_by"].state == "block"
    assert shown.escape()
    assert shown.bulk.isVisible()
    shown.extend.click()
    assert form.form["why"].value() == "须征求意见"


def test_a_cancel_leaves_the_rest_as_it_was_and_names_it(page, four, desk, card, qtbot, register):
    first, second, *_others = four
    shown = page()
    for row in range(shown.table.count()):
        if shown.table.records.record(row).id not in (first, second):
            shown.table.records.tick(row)
    form = _foreseen(shown, qtbot)
    desk.jobs.added.connect(lambda job: job.cancel())
    form.save.click()
    outcome = _outcome(shown, qtbot)
    assert set(_states(outcome.lines).values()) == {"left"}
    assert "取消后未办理 2 件" in outcome.gist.text()
    assert {row.id for row in shown.table.ticked()} == {first, second}
    assert card(first).due_on == date(2026, 10, 30)


def test_closed_cases_are_packed_and_open_ones_told(
    page, four, closed, box, tmp_path, qtbot, notes, clerk
):
    box.files = (tmp_path,)
    shown = page()
    shown.archive.click()
    outcome = _outcome(shown, qtbot)
    states = _states(outcome.lines)
    assert states[closed] == "done"
    assert states[four[0]] == "cannot"
    packs = {path.name: path for path in tmp_path.glob("*.zip")}
    told = {line.id: line.told for line in outcome.lines.lines}
    assert shelf.check(packs[told[closed]]) == ()
    assert "还没有办结" in told[four[0]]
    assert shelf.packed(closed) == TODAY
    assert len(packs) == 2  # the withdrawn one is closed, too
    assert notes[-1] == "归档：已办理 2 件，不能办理 3 件。"
    assert "没有加密" in outcome.then.text()


def test_a_damaged_case_stops_nobody_else(page, four, closed, box, tmp_path, qtbot, monkeypatch):
    box.files = (tmp_path,)
    whole = shelf.pack

    def pack(request_id, folder, by):
        if request_id == closed:
            raise EnvironmentFault("files.damaged", name="协议.pdf")
        return whole(request_id, folder, by)

    monkeypatch.setattr(shelf, "pack", pack)
    shown = page()
    shown.archive.click()
    states = _states(_outcome(shown, qtbot).lines)
    assert (states[closed], states[four[3]]) == ("cannot", "done")


def test_a_result_never_comes_over_a_form_that_is_being_filled(
    page, four, closed, box, tmp_path, qtbot, notes
):
    box.files = (tmp_path,)
    shown = page()
    shown.archive.click()
    assert not shown.extend.isEnabled()
    shown.place.extend(shown._ticked_rows())
    qtbot.waitUntil(lambda: any("归档" in one for one in notes), timeout=20_000)
    assert shown.place.currentWidget() is shown.place.form
    shown.escape()
    assert shown.place.currentWidget() is shown.place.outcome


def test_one_case_is_packed_from_its_card(closed, four, desk, box, tmp_path, qtbot, notes, at_rest):
    box.files = (tmp_path,)
    made = at_rest(RequestCard(desk))
    qtbot.addWidget(made)
    made.arrive(closed)
    next(one for one in made.actions() if one.text() == "归档这一件").trigger()
    qtbot.waitUntil(lambda: bool(notes), timeout=20_000)
    (pack,) = tmp_path.glob("*.zip")
    assert str(pack) in notes[-1]
    assert [one.verb for one in audit.history("request", closed)].count("packed") == 1


def test_letters_that_are_not_made_are_not_printed(page, four, notes):
    shown = page()
    shown._print_letters()
    assert notes[-1] == "选中的申请还没有制作文书。"


def test_the_letters_of_what_is_ticked_are_printed_together(
    page, four, clerk, card, qtbot, notes, monkeypatch, tmp_path
):
    first, second, *_others = four
    for request in (first, second):
        (item,) = card(request).items
        service.decide(request, clerk, on=TODAY, answers={item.id: GIVEN})
        making.make(request, for_outcomes([Outcome.DISCLOSED]).key, clerk)
    assert [one.request_id for one in letters.of_requests(four)] == [first, second]
    target = tmp_path / "printed.pdf"

    def printer(_parent, _count, _name=""):
        made = QPrinter(QPrinter.PrinterMode.ScreenResolution)
        made.setOutputFileName(str(target))
        return made

    monkeypatch.setattr(dialogs, "choose_printer", printer)
    shown = page()
    shown._print_letters()
    qtbot.waitUntil(lambda: bool(notes), timeout=20_000)
    with pypdfium2.PdfDocument(target) as printed:
        assert notes[-1] == f"已送打印 {len(printed)} 页"
        assert len(printed) >= 2


@pytest.mark.parametrize(("appearance", "size"), [("light", 14), ("dark", 18)])
def test_form_and_result_are_fit_to_be_shown(
    page, four, ui_checks, redress, qtbot, appearance, size
):
    redress(appearance, size)
    shown = page()
    form = _foreseen(shown, qtbot)
    ui_checks.check(shown)
    assert form.area.horizontalScrollBar().maximum() == 0
    form.save.click()
    _outcome(shown, qtbot)
    ui_checks.check(shown)
