"""Does a form hold what is typed, say what is wrong beside it, and lead on?"""

from decimal import Decimal

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QInputMethodEvent, QKeyEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from clerkdesk import identifiers
from clerkdesk.errors import UserError
from ui import pinyin
from ui.desk_window import DeskWindow
from ui.editors import CheckedText, Choice, LineText, LongText, NumberEdit, Picker, Tick
from ui.file_drop import FileDrop
from ui.forms import Form, FormFoot


@pytest.fixture
def form(dressed, qtbot):
    form = Form()
    qtbot.addWidget(form)
    form.heading("一、来件")
    kinds = [("citizen", "公民"), ("body", "法人或其他组织")]
    form.add("kind", "类别", Choice(kinds)).set_value("citizen")
    form.add("name", "姓名", LineText(), required=True)
    form.add("pages", "页数", NumberEdit(), hint="纸质件的页数")
    form.add("content", "申请内容", LongText())
    form.add("handler", "承办人", Picker([(1, "周敏"), (2, "李文涛")]))
    form.add("also", "同时", Tick("转为主动公开"))
    form.resize(900, 600)
    with qtbot.waitExposed(form):
        form.show()
    form.activateWindow()
    return form


class Window(DeskWindow, QWidget):
    """Where Enter presses the button it is on."""


def press(key, modifiers=Qt.KeyboardModifier.NoModifier):
    QTest.keyClick(QApplication.focusWidget(), key, modifiers)


def focused(form):
    return next(one.name for one in form.fields() if one.isAncestorOf(QApplication.focusWidget()))


def test_values_come_back_by_name_and_type(form):
    form.set_values({"name": "  刘洋 ", "pages": 1250, "handler": 2, "also": True, "gone": "old"})

    assert form.values() == {
        "kind": "citizen",
        "name": "刘洋",
        "pages": 1250,
        "content": "",
        "handler": 2,
        "also": True,
    }


def test_a_doubtful_number_is_warned_of_once_left_and_never_blocks(form):
    number = form.add("number", "邮件号", CheckedText(identifiers.post_number))
    form["name"].set_value("刘洋")
    number.focus()
    QTest.keyClicks(QApplication.focusWidget(), "10987654321")
    assert number.state == "none"  # what is being typed is not wrong yet
    form["name"].focus()
    assert number.state == "warn"
    assert "13位" in number.message.text()
    assert form.check()

    number.focus()
    QTest.keyClicks(QApplication.focusWidget(), "1098765432109")  # over what is marked
    form["name"].focus()
    assert number.state == "none"


@pytest.mark.parametrize("name", ["name", "pages", "content", "handler"])
def test_alt_with_a_letter_that_leads_nowhere_is_not_typed(form, name):
    form[name].editor.setFocus()
    editor = QApplication.focusWidget()
    alt, control = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier

    def press(text, held):
        key = QKeyEvent(QKeyEvent.Type.KeyPress, ord(text.upper()), held, text)
        QApplication.sendEvent(editor, key)

    def typed():
        held = form[name].editor
        return held.currentText() if name == "handler" else held.value()

    before = typed()
    press("3", alt)
    assert typed() == before
    press("3", alt | control)  # AltGr
    assert str(typed()) == "3"


def test_pasted_text_searches_like_typed_text(form):
    picker = form["handler"].editor
    picker.setFocus()
    QApplication.clipboard().setText("文涛")
    press(Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    popup = picker.completer().popup()

    assert popup.isVisible()
    QTest.keyClick(popup, Qt.Key.Key_Return)
    assert picker.value() == 2


def test_what_fits_nothing_never_becomes_the_first_of_the_list(form):
    picker = form["handler"].editor
    picker.setFocus()
    QApplication.clipboard().setText("某人")
    press(Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    press(Qt.Key.Key_Down)
    QTest.keyClick(picker.completer().popup(), Qt.Key.Key_Return)

    assert picker.value() is None
    assert picker.typed() == "某人"


def test_enter_leads_through_the_form_and_shift_enter_back(form):
    form.focus_first()

    walked = [focused(form)]
    for _step in range(2):
        press(Qt.Key.Key_Return)
        walked.append(focused(form))
    press(Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)

    assert walked == ["kind", "name", "pages"]
    assert focused(form) == "name"


def test_enter_makes_a_line_in_long_text_and_ctrl_enter_or_tab_leaves_it(form):
    form["content"].focus()

    press(Qt.Key.Key_Return)
    assert focused(form) == "content"
    press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    assert focused(form) == "handler"
    form["content"].focus()
    press(Qt.Key.Key_Tab)
    assert focused(form) == "handler"


def test_enter_while_an_input_method_composes_never_moves_on(form):
    form["name"].focus()
    line = form["name"].editor

    QApplication.sendEvent(line, QInputMethodEvent("liuyang", []))
    press(Qt.Key.Key_Return)
    assert focused(form) == "name"

    done = QInputMethodEvent()
    done.setCommitString("刘洋")
    QApplication.sendEvent(line, done)
    assert form.values()["name"] == "刘洋"
    press(Qt.Key.Key_Return)
    assert focused(form) == "pages"


def test_a_radio_row_is_one_stop(form):
    form["kind"].focus()

    press(Qt.Key.Key_Tab)

    assert focused(form) == "name"
    press(Qt.Key.Key_Backtab)
    assert focused(form) == "kind"
    press(Qt.Key.Key_Right)
    assert form.values()["kind"] == "body"


def test_what_is_missing_is_named_beside_its_field_and_gets_the_focus(form):
    assert not form.check()

    assert form["name"].state == "block"
    assert form["name"].message.text() == "请填写姓名。"
    assert form["name"].editor.accessibleDescription() == "请填写姓名。"
    assert focused(form) == "name"
    assert form.faults() == (1, 0)


def test_typing_takes_the_fault_away_and_the_hint_comes_back(form):
    form.set_state("pages", "block", "少了一页")

    form["pages"].set_value(3)

    assert form["pages"].state == "hint"
    assert form["pages"].message.text() == "纸质件的页数"


def test_a_refusal_stands_beside_the_field_it_names(form, monkeypatch):
    error = UserError("requests.before_receipt", field="name")
    monkeypatch.setattr(UserError, "__str__", lambda _self: "姓名不能只有空格。")

    assert form.show_error(error)

    assert form["name"].message.text() == "姓名不能只有空格。"
    assert focused(form) == "name"
    assert not form.show_error(UserError("requests.elsewhere", field="nowhere"))
    assert not form.show_error(UserError("requests.no_field"))


def test_a_refusal_is_asked_again_although_its_field_was_not_touched(form):
    for name, value in {"name": "刘洋", "pages": 3}.items():
        form[name].set_value(value)
    assert form.check()
    form.show_error(UserError("requests.voided_already", field="name"))
    assert form["name"].state == "block"
    assert form.check()  # what it was about may have been changed elsewhere
    assert form["name"].state != "block"
    form.set_state("name", "block", "一直查到的错")
    assert not form.check()


def test_next_fault_goes_round_blocking_ones_first(form):
    form.set_state("kind", "warn", "请核对")
    form.set_state("pages", "block", "x")
    form.set_state("handler", "block", "y")
    form["pages"].focus()

    met = []
    for _step in range(3):
        press(Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
        met.append(focused(form))

    assert met == ["handler", "pages", "handler"]


def test_the_foot_counts_and_leads(form, qtbot):
    foot = FormFoot(form)
    qtbot.addWidget(foot)
    form.set_state("pages", "block", "x")
    form.set_state("kind", "warn", "y")

    assert foot.message.text() == "1 处必须改，1 处提醒"
    foot.jump.click()

    assert focused(form) == "pages"
    assert foot.position.text() == "第 3 / 6 项"
    form.clear_states()
    assert foot.jump.isHidden()


def test_hidden_fields_are_neither_asked_nor_checked(form):
    form.show_field("name", shown=False)

    assert form.check()
    assert "name" not in form.values()


def test_labels_carry_digits_in_turn(form):
    texts = [one.label.text() for one in form.fields()]

    assert texts[:3] == ["类别(&1)", "姓名(&2)", "页数(&3)"]
    press_target = form["pages"].label.buddy()
    assert press_target is form["pages"].editor


def test_the_form_passes_the_page_checks(form, ui_checks):
    for look in (ui_checks.clipped, ui_checks.overlapping, ui_checks.unnamed):
        assert look(form) == []
    assert ui_checks.same_mnemonics(form) == []
    assert ui_checks.unreachable(form) == []
    assert ui_checks.typed_into_every_line(form) == []


@pytest.mark.parametrize(
    ("typed", "value", "fault"),
    [
        ("1250", 1250, ""),
        ("１，２５０", 1250, ""),
        ("", None, ""),
        ("12.5", 12, "请写整数。"),
        ("-1", -1, "不能是负数。"),
        ("一百", None, "请只写数字，如 1250 或 1,250.00。"),
        ("nan", None, "请只写数字，如 1250 或 1,250.00。"),
        ("1e5", 100000, ""),
    ],
)
def test_whole_numbers(dressed, qtbot, typed, value, fault):
    edit = NumberEdit()
    qtbot.addWidget(edit)

    edit.setText(typed)

    assert edit.value() == value
    assert edit.fault() == fault


def test_sums_keep_their_cents(dressed, qtbot):
    edit = NumberEdit(whole=False)
    qtbot.addWidget(edit)
    edit.setText("¥1,250.50")

    assert edit.value() == Decimal("1250.50")
    edit.editingFinished.emit()
    assert edit.text() == "1,250.50"


def test_a_list_of_five_is_a_drop_down_of_four_a_row(dressed, qtbot):
    row, drop = Choice([(n, str(n)) for n in range(4)]), Choice([(n, str(n)) for n in range(5)])
    for one in (row, drop):
        qtbot.addWidget(one)
        assert one.value() is None
        one.set_value(3)
        assert one.value() == 3
    assert len(row.buttons()) == 4
    assert drop.buttons() == ()


def test_a_picker_finds_by_initials_and_refuses_strangers(dressed, qtbot):
    picker = Picker([(1, "周敏"), (2, "李文涛"), (3, "何静")])
    qtbot.addWidget(picker)
    completer = picker.completer()

    completer.setCompletionPrefix("lw")
    assert completer.currentCompletion() == "李文涛"
    completer.setCompletionPrefix("文")
    assert completer.currentCompletion() == "李文涛"

    picker.set_typed("王五")
    assert picker.value() is None
    assert picker.fault() == "名单里没有“王五”，请从名单中选择。"
    picker.set_typed("何静")
    assert picker.value() == 3


def test_a_refused_form_leads_to_its_first_fault_wherever_the_focus_was(form):
    form.add("title", "标题", LineText(), required=True)
    form["name"].focus()

    assert not form.check()

    assert focused(form) == "name"
    form.next_fault()
    assert focused(form) == "title"


@pytest.fixture
def grounds(form):
    """A picker in a form, the focus in it, as a clerk meets it."""
    choices = [
        ("secret", "国家秘密（第十四条）"),
        ("trade", "商业秘密（第十五条）"),
        ("privacy", "个人隐私（第十五条）"),
        ("inner", "内部事务信息（第十六条）"),
    ]
    field = form.add("ground", "理由", Picker(choices))
    field.focus()
    return field.editor


def open_list(picker):
    return picker.completer().popup()


def test_enter_on_an_open_list_takes_the_first_that_fits_and_stays(form, grounds, qtbot):
    QTest.keyClicks(grounds, "symm")
    qtbot.waitUntil(open_list(grounds).isVisible)

    QTest.keyClick(open_list(grounds), Qt.Key.Key_Return)

    assert grounds.value() == "trade"
    assert not open_list(grounds).isVisible()
    assert focused(form) == "ground"
    press(Qt.Key.Key_Return)
    assert focused(form) != "ground"


def test_arrows_lead_through_the_open_list_and_enter_takes_what_is_marked(form, grounds, qtbot):
    QTest.keyClicks(grounds, "dsw")  # 第十五条: two of them
    qtbot.waitUntil(open_list(grounds).isVisible)
    for _step in range(2):
        QTest.keyClick(open_list(grounds), Qt.Key.Key_Down)

    QTest.keyClick(open_list(grounds), Qt.Key.Key_Return)

    assert grounds.value() == "privacy"


def test_esc_closes_the_list_and_brings_back_what_was_typed(form, grounds, qtbot):
    QTest.keyClicks(grounds, "dsw")
    qtbot.waitUntil(open_list(grounds).isVisible)
    QTest.keyClick(open_list(grounds), Qt.Key.Key_Down)

    QTest.keyClick(open_list(grounds), Qt.Key.Key_Escape)

    assert grounds.typed() == "dsw"
    assert not open_list(grounds).isVisible()
    assert focused(form) == "ground"


@pytest.mark.parametrize("gone", [False, True])
def test_an_open_list_closes_where_a_letter_leads_elsewhere(form, grounds, qtbot, gone):
    QTest.keyClicks(grounds, "symm")
    qtbot.waitUntil(open_list(grounds).isVisible)

    if gone:
        form.show_field("ground", shown=False)
    else:
        form["name"].focus()  # as Alt and its number do, or a refusal

    assert not open_list(grounds).isVisible()
    assert focused(form) != "ground"
    assert grounds.value() == "trade"
    QTest.keyClicks(QApplication.focusWidget(), "x")
    assert grounds.value() == "trade"


def test_an_arrow_opens_the_whole_list_at_what_is_chosen(grounds, qtbot):
    grounds.set_value("privacy")

    QTest.keyClick(grounds, Qt.Key.Key_Down)

    qtbot.waitUntil(open_list(grounds).isVisible)
    assert open_list(grounds).model().rowCount() == 4
    assert open_list(grounds).currentIndex().data() == "个人隐私（第十五条）"
    assert grounds.value() == "privacy"


def test_tab_takes_the_first_that_fits_and_goes_on(form, grounds, qtbot):
    QTest.keyClicks(grounds, "nbsw")
    qtbot.waitUntil(open_list(grounds).isVisible)

    QTest.keyClick(open_list(grounds), Qt.Key.Key_Tab)

    assert grounds.value() == "inner"
    assert focused(form) != "ground"


def test_initials_that_fit_one_name_alone_are_that_name_once_left(form, grounds, qtbot):
    QTest.keyClicks(grounds, "gjmm")
    qtbot.waitUntil(open_list(grounds).isVisible)
    open_list(grounds).hide()

    form["name"].focus()

    assert grounds.value() == "secret"
    assert form["ground"].state != "block"


def test_a_name_longer_than_its_field_shows_how_it_begins(dressed, qtbot):
    long = "法律、法规、规章和国家有关规定规定应当主动公开的其他政府信息"
    picker = Picker([(1, "周敏"), (2, long)])
    qtbot.addWidget(picker)
    picker.set_value(2)
    assert picker.lineEdit().cursorPosition() == 0


def test_a_free_picker_never_puts_a_name_for_what_was_typed(dressed, qtbot):
    picker = Picker([(1, "周敏")], free=True)
    qtbot.addWidget(picker)
    picker.show()
    picker.setFocus()
    QTest.keyClicks(picker, "zm")
    qtbot.waitUntil(open_list(picker).isVisible)

    QTest.keyClick(open_list(picker), Qt.Key.Key_Return)

    assert picker.typed() == "zm"
    assert picker.value() is None


def test_letters_lead_through_a_list_of_fixed_words(dressed, qtbot):
    words_ = ("当面提交", "邮寄", "传真", "电子邮件", "网上提交")
    choice = Choice(list(enumerate(words_)))
    qtbot.addWidget(choice)
    choice.show()
    combo = choice.focusProxy()

    QTest.keyClicks(combo, "wst")
    assert choice.value() == 4
    combo._since.invalidate()
    QTest.keyClicks(combo, "yj")
    assert choice.value() == 1
    combo._since.invalidate()
    QTest.keyClicks(combo, "x")
    assert choice.value() == 1
    combo._since.invalidate()
    combo.showPopup()
    QTest.keyClicks(combo.view(), "cz")
    assert combo.view().currentIndex().data() == "传真"


def test_the_wheel_over_a_choice_changes_nothing(dressed, qtbot):
    choice = Choice(list(enumerate("一二三四五")))
    qtbot.addWidget(choice)
    choice.set_value(2)
    for editor in (choice.focusProxy(), Picker([(1, "甲"), (2, "乙")])):
        qtbot.addWidget(editor)
        before = editor.currentIndex()
        where, none = QPointF(5, 5), QPoint()
        turn = QWheelEvent(
            where,
            where,
            none,
            QPoint(0, -120),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(editor, turn)
        assert editor.currentIndex() == before
        assert not turn.isAccepted()


def test_a_free_picker_takes_new_names_and_keeps_them_over_a_new_list(dressed, qtbot):
    picker = Picker([(1, "周敏")], free=True)
    qtbot.addWidget(picker)
    picker.set_typed("<b>&𠮷")

    picker.set_choices([(2, "何静")])

    assert picker.typed() == "<b>&𠮷"
    assert picker.value() is None
    assert picker.fault() == ""


@pytest.mark.parametrize(
    ("name", "letters"), [("周敏", "zm"), ("李文涛", "lwt"), ("ABC股份", "abcgf"), ("𠮷喆", "𠮷喆")]
)
def test_initials_of_everyday_characters(name, letters):
    assert pinyin.initials(name) == letters


def drop(widget, files):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    event = QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, data, left, none)
    widget.dropEvent(event)


def test_dropped_files_are_taken_or_refused_with_a_reason(dressed, qtbot, tmp_path):
    field = FileDrop(suffixes=(".pdf", ".docx"))
    qtbot.addWidget(field)
    good, bad = tmp_path / "申请 &amp;.PDF", tmp_path / "病毒.exe"
    good.write_bytes(b"x" * 2048)
    bad.write_bytes(b"x")

    drop(field, [good])
    assert field.value() == (good,)
    drop(field, [bad])
    assert field.value() == (good,)
    assert field.fault() == "这里只接收 .pdf .docx 文件。"
    drop(field, [good, good])
    assert field.fault() == "一次只能放一个文件。"


def test_several_files_gather_and_each_can_go(dressed, qtbot, tmp_path, box):
    field = FileDrop(many=True)
    qtbot.addWidget(field)
    first, second = tmp_path / "a.pdf", tmp_path / "b.pdf"
    box.files = (second,)

    drop(field, [first])
    field.pick.click()
    drop(field, [first])

    assert field.value() == (first, second)
    field._remove(first)
    assert field.value() == (second,)


@pytest.mark.parametrize("size", [14, 16, 18])
def test_a_form_takes_another_text_size(form, redress, ui_checks, size):
    redress("dark", size)
    form.resize(1100, 700)
    ui_checks.settle()

    assert ui_checks.clipped(form) == []
    assert ui_checks.overlapping(form) == []


def test_enter_on_a_button_inside_a_form_presses_it_and_passes_over_nothing(
    dressed, qtbot, monkeypatch, tmp_path
):
    paper = tmp_path / "签字页.pdf"
    paper.write_bytes(b"%PDF-1.7")
    monkeypatch.setattr("ui.dialogs.choose", lambda *_facts, **_more: (paper,))
    window = Window()
    qtbot.addWidget(window)
    form = Form()
    QVBoxLayout(window).addWidget(form)
    form.add("scan", "签字扫描件", FileDrop())
    form.add("note", "说明", LineText())
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    zone = form["scan"].editor
    zone.pick.setFocus()
    press(Qt.Key.Key_Return)
    assert zone.value() == (paper,)
    assert not form["note"].editor.hasFocus()
