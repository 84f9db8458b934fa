"""An office that starts in mid-year: its earlier requests come in by the desk's own rules."""

import io
import threading
from datetime import date, datetime

import openpyxl
import pytest

from clerkdesk import audit, drafts, numbers
from clerkdesk.calendar import WorkCalendar
from clerkdesk.db.models import Audit, Draft, Number, Party, Request, RequestEvent
from clerkdesk.db.unit import others_wait
from clerkdesk.errors import UserError
from clerkdesk.parties import PartyKind
from clerkdesk.requests import carried, importing, queries
from clerkdesk.requests.facts import EventKind
from clerkdesk.requests.import_events import HANDLERS
from clerkdesk.requests.import_told import KINDS
from clerkdesk.requests.states import State

HEADS = [
    "登记号 *",
    "申请渠道",
    "来件日期",
    "确认日期",
    "确认对象",
    "申请人",
    "申请人类型",
    "证件号码",
    "申请内容",
]
EVENT_HEADS = [
    "登记号",
    "事项",
    "日期",
    "送达日期",
    "答复日期",
    "工作日数",
    "对象",
    "意见",
    "答复结果",
    "依据",
    "不公开部分",
    "答复要点",
    "签批人",
    "发出方式",
    "说明",
    "不合规理由",
]
LIU = ["刘洋", "自然人", "11010519491231002X"]


def row(
    number, arrived=date(2026, 9, 1), *, channel="邮寄（签收）", confirmed=None, who=LIU, **more
):
    with_whom = "申请人本人" if confirmed else None
    return [
        number,
        channel,
        arrived,
        confirmed,
        with_whom,
        *who,
        more.get("content", "供热特许经营协议"),
    ]


def event(number, kind, on, **said):
    given = dict.fromkeys(EVENT_HEADS) | {"登记号": number, "事项": kind, "日期": on} | said
    return [given[head] for head in EVENT_HEADS]


def workbook(rows, events=(), heads=HEADS, event_heads=EVENT_HEADS) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "申请"
    for line in (heads, *rows):
        sheet.append(line)
    sheet = book.create_sheet("经过")
    for line in (event_heads, *events):
        sheet.append(line)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def look(desk, rows, events=(), **more):
    return importing.look(workbook(rows, events, **more), "旧台账.xlsx", by=desk.clerk)


def faults(preview):
    return [(one.sheet, one.row, one.column) for one in preview.all_faults]


def test_the_template_names_every_column_and_choice_and_reads_back_empty(desk):
    book = openpyxl.load_workbook(io.BytesIO(importing.template()))
    assert book.sheetnames == ["申请", "经过", "可填内容"]
    assert book["申请"]["A1"].value == "登记号 *"
    assert book["申请"].column_dimensions["J"].number_format == "@"
    shown = {cell.value for line in book["可填内容"].iter_rows() for cell in line}
    assert {"邮寄（签收）", "征求意见", "信息不存在", "检索范围"} <= shown
    with pytest.raises(UserError) as caught:
        importing.look(importing.template(), "模板.xlsx", by=desk.clerk)
    assert caught.value.code == "importing.nothing"


def test_open_and_closed_requests_come_in_with_their_numbers_dates_and_events(desk):
    rows = [
        row("2026-0003"),
        row(
            "2026-0007",
            channel="互联网",
            confirmed=date(2026, 9, 2),
            who=["甲公司", "商业企业", None],
        ),
        row("2025-0061", date(2025, 12, 22)),
        row("2026-0009", datetime(2026, 9, 30)),
    ]
    events = [
        event(
            "2026-0003",
            "征求意见",
            date(2026, 9, 3),
            送达日期=date(2026, 9, 7),
            对象="乙公司",
            答复日期=date(2026, 9, 14),
            意见="不同意公开",
            说明="协议内容",
        ),
        event(
            "2026-0003",
            "延长答复期限",
            date(2026, 9, 21),
            送达日期=date(2026, 9, 22),
            工作日数=10,
            签批人="李文涛",
            说明="需要继续研究",
        ),
        event(
            "2026-0007",
            "作出决定",
            date(2026, 9, 10),
            答复结果="信息不存在",
            答复要点="检索范围：档案室、业务系统\n检索关键词：供热",
        ),
        event("2026-0007", "签发", date(2026, 9, 11), 签批人="李文涛"),
        event(
            "2026-0007", "发出答复", date(2026, 9, 14), 发出方式="交邮", 送达日期=date(2026, 9, 16)
        ),
        event("2025-0061", "补正告知", date(2025, 12, 24), 说明="不能查到的描述", 工作日数=10),
    ]
    preview = look(desk, rows, events)
    assert preview.all_faults == ()
    assert not Request.select().exists()
    assert not Number.select().exists()
    assert [(one.number, one.state) for one in preview.rows] == [
        ("2026-0003", State.RUNNING),
        ("2026-0007", State.CLOSED_IN_TIME),
        ("2025-0061", State.AWAITING_CORRECTION),
        ("2026-0009", State.RUNNING),
    ]
    assert (preview.year, preview.last_number) == (2026, 9)

    told = []
    keys = importing.import_all(
        preview, desk.clerk, next_number=10, progress=lambda *done: told.append(done)
    )
    assert told[-1] == (4, 4)
    for key, foreseen in zip(keys, preview.rows, strict=True):
        card = desk.card(key)
        assert (card.number, card.state, card.due_on) == (
            foreseen.number,
            foreseen.state,
            foreseen.due_on,
        )
    first = desk.card(keys[0])
    assert [one.kind for one in first.events] == [
        EventKind.CONSULTED,
        EventKind.DELIVERED,
        EventKind.CONSULTATION_ANSWERED,
        EventKind.EXTENDED,
    ]
    assert first.received_on == date(2026, 9, 1)
    # 20 working days, 7 of them not counted (4, 7-11 and 14 September), and 10 more
    assert first.due_on == desk_due(date(2026, 9, 1), 20 + 7 + 10)
    answered = desk.card(keys[1])
    assert answered.items[0].facts["search_scope"] == "档案室、业务系统"
    assert (answered.received_on, answered.closed_on) == (date(2026, 9, 2), date(2026, 9, 14))
    assert desk.card(desk.register(date(2026, 10, 12))).number == "2026-0010"
    assert numbers.gaps("request", 2026).missing == ()
    assert Audit.select().where(Audit.verb == "imported").count() == 1
    assert audit.verify().ok


@pytest.mark.parametrize(
    ("arrived", "served"), [(None, 14), (date(2026, 9, 14), 14), (date(2026, 9, 16), 16)]
)
def test_what_was_sent_electronically_arrived_on_the_day_that_is_known(desk, arrived, served):
    events = [
        event(
            "2026-0003",
            "作出决定",
            date(2026, 9, 10),
            答复结果="信访举报投诉",
            答复要点="理由：信访",
        ),
        event("2026-0003", "发出答复", date(2026, 9, 14), 发出方式="电子方式", 送达日期=arrived),
    ]
    preview = look(desk, [row("2026-0003")], events)
    assert preview.all_faults == ()
    (key,) = importing.import_all(preview, desk.clerk)
    assert desk.card(key).trace.served_on == date(2026, 9, served)


def test_what_arrived_before_it_was_sent_is_refused_in_its_cell(desk):
    events = [
        event(
            "2026-0003",
            "作出决定",
            date(2026, 9, 10),
            答复结果="信访举报投诉",
            答复要点="理由：信访",
        ),
        event(
            "2026-0003",
            "发出答复",
            date(2026, 9, 14),
            发出方式="电子方式",
            送达日期=date(2026, 9, 11),
        ),
    ]
    preview = look(desk, [row("2026-0003")], events)
    assert [one[2] for one in faults(preview)] == ["送达日期"]


def desk_due(received: date, days: int) -> date:
    return WorkCalendar.official().add(received, days)


def test_more_rows_of_one_number_add_applicants_and_items_and_one_person_is_one_party(desk):
    rows = [
        row("2026-0001"),
        [None] * 8,
        row("2026-0001", who=["王𠮷", "自然人", None], content="第二项内容"),
        row("2026-0002"),
    ]
    keys = importing.import_all(look(desk, rows), desk.clerk)
    card = desk.card(keys[0])
    assert [one.name for one in card.applicants] == ["刘洋", "王𠮷"]
    assert [one.content for one in card.items] == ["供热特许经营协议", "第二项内容"]
    assert Party.select().where(Party.name == "刘洋").count() == 1


def test_a_partial_disclosure_names_each_withheld_part_in_a_line(desk):
    part = {"答复结果": "部分公开", "依据": "过程稿", "答复要点": "不公开理由：尚未定稿"}
    whole = {"答复结果": "部分公开", "答复要点": "提供的信息：协议\n提供形式和方式：纸质"}
    day = date(2026, 9, 10)
    events = [
        event("2026-0001", "作出决定", day, **whole),
        event("2026-0001", "作出决定", day, **part, 不公开部分="附件一"),
        event("2026-0001", "作出决定", day, **part, 不公开部分="附件二"),
    ]
    preview = look(desk, [row("2026-0001")], events)
    assert [one.text for one in preview.all_faults] == []
    card = desk.card(importing.import_all(preview, desk.clerk)[0])
    assert [one["what"] for one in card.items[0].facts["withheld"]] == ["附件一", "附件二"]
    assert card.items[0].facts["provided"] == "协议"


def test_a_point_may_be_named_by_the_whole_words_its_refusal_gives_as_an_example(desk):
    def looked(points: str):
        told = event(
            "2026-0001", "作出决定", date(2026, 9, 10), 答复结果="予以公开", 答复要点=points
        )
        return look(desk, [row("2026-0001")], [told])

    (fault,) = looked("协议").all_faults
    example = fault.text.partition("“")[2].partition("：")[0]
    assert example == "提供的信息（每行一件）"

    mended = looked(f"{example}：协议\n提供形式和方式：纸质")
    assert [one.text for one in mended.all_faults] == []
    card = desk.card(importing.import_all(mended, desk.clerk)[0])
    assert card.items[0].facts["provided"] == "协议"


@pytest.mark.parametrize(
    ("rows", "events", "place"),
    [
        ([row("")], [], ("申请", 2, "登记号")),
        ([row("2026-0001", channel="鸽子")], [], ("申请", 2, "申请渠道")),
        ([row("2026-0001", "九月一日")], [], ("申请", 2, "来件日期")),
        ([row("2026-0001", date(2026, 12, 1))], [], ("申请", 2, "来件日期")),
        ([row("2026-0001", content=None)], [], ("申请", 2, "申请内容")),
        ([row("2026-0001", who=["坏\x7f名", None, None])], [], ("申请", 2, "申请人")),
        ([row("2025-0001")], [], ("申请", 2, "登记号")),
        ([row("2026-0001", who=["刘洋", None, 110105194912310021])], [], ("申请", 2, "证件号码")),
        ([row("2026-0001")], [event("2026-0009", "签发", date(2026, 9, 3))], ("经过", 2, "登记号")),
        ([row("2026-0001")], [event("2026-0001", "开会", date(2026, 9, 3))], ("经过", 2, "事项")),
        ([row("2026-0001")], [event("2026-0001", "缴费", date(2026, 9, 3))], ("经过", 2, "金额")),
        (
            [row("2026-0001")],
            [event("2026-0001", "补正告知", date(2026, 8, 3), 说明="不明")],
            ("经过", 2, "日期"),
        ),
        (
            [row("2026-0001")],
            [event("2026-0001", "延长答复期限", date(2026, 9, 3), 工作日数="十天")],
            ("经过", 2, "工作日数"),
        ),
        (
            [row("2026-0001")],
            [event("2026-0001", "延长答复期限", date(2026, 9, 3), 工作日数=5)],
            ("经过", 2, "送达日期"),
        ),
        (
            [row("2026-0001")],
            [event("2026-0001", "补正告知", date(2026, 9, 28), 说明="不明")],
            ("经过", 2, "不合规理由"),
        ),
        (
            [row("2026-0001")],
            [event("2026-0001", "作出决定", date(2026, 9, 3), 答复结果="信息不存在", 答复要点="没有")],
            ("经过", 2, "答复要点"),
        ),
        (
            [row("2026-0001")],
            [event("2026-0001", "作出决定", date(2026, 9, 3), 答复结果="不予公开（过程性信息）",
                   答复要点="理由说明：讨论中")],
            ("经过", 2, "依据"),
        ),
        (
            [row("2026-0001")],
            [event("2026-0001", "征求意见", date(2026, 9, 3), 对象="乙", 送达日期=date(2026, 9, 2))],
            ("经过", 2, "送达日期"),
        ),
        (
            [row("2026-0001")],
            [event("2026-0001", "征求意见", date(2026, 9, 3), 对象="乙", 答复日期=date(2026, 9, 4))],
            ("经过", 2, "意见"),
        ),
    ],
)  # fmt: skip
def test_each_fault_is_named_by_its_cell_and_nothing_is_written(desk, rows, events, place):
    preview = look(desk, rows, events)
    assert faults(preview) == [place]
    assert preview.all_faults[0].text.endswith(("。", "”", "）"))
    with pytest.raises(UserError) as caught:
        importing.import_all(preview, desk.clerk)
    assert caught.value.code == "importing.faulty"
    assert not Request.select().exists()


def test_what_really_was_late_comes_in_with_its_reason_marked_and_moves_no_date(desk):
    late = event("2026-0001", "补正告知", date(2026, 9, 28), 说明="不明", 不合规理由="经办人病假")
    keys = importing.import_all(look(desk, [row("2026-0001")], [late]), desk.clerk)
    card = desk.card(keys[0])
    assert card.state is State.RUNNING
    assert (card.events[0].reason, bool(card.events[0].unlawful)) == ("经办人病假", True)


def test_a_fault_says_what_to_do_next(desk):
    late = event("2026-0001", "补正告知", date(2026, 9, 28), 说明="不明")
    short = event("2026-0002", "延期", date(2026, 9, 3))

    by_number, wrong_word = look(
        desk, [row("2026-0001"), row("2026-0002")], [late, short]
    ).all_faults

    assert by_number.column == "不合规理由"
    assert "在这一格写明原因" in by_number.text
    assert "延长答复期限" in wrong_word.text
    assert "“可填内容”表" in wrong_word.text


def test_faults_of_the_requests_come_before_those_of_what_happened_to_them(desk):
    preview = look(
        desk,
        [row("2026-0001", channel="鸽子")],
        [event("2026-0009", "签发", date(2026, 9, 3))],
    )

    assert [one.sheet for one in preview.all_faults] == ["申请", "经过"]


def test_several_faults_are_all_told_at_once(desk):
    preview = look(
        desk,
        [row("2026-0001", channel="鸽子"), row("2026-0002", "昨天", who=["", "外星人", None])],
        [event("2026-0003", "签发", date(2026, 9, 3)), event("", "", None)],
    )
    assert {one[:2] for one in faults(preview)} == {("申请", 2), ("申请", 3), ("经过", 2)}
    assert ("申请", 3, "申请人类型") in faults(preview)


def test_an_import_is_all_or_nothing_also_where_the_register_changed_meanwhile(desk):
    preview = look(desk, [row("2026-0001"), row("2026-0002")])
    desk.register(date(2026, 9, 1), number="2026-0002")
    with pytest.raises(UserError) as caught:
        importing.import_all(preview, desk.clerk)
    assert caught.value.code == "importing.stopped_at"
    assert "2026-0002" in str(caught.value)
    assert [one.number for one in Request.select()] == ["2026-0002"]


def test_a_series_cannot_go_on_below_what_was_imported(desk):
    preview = look(desk, [row("2026-0057")])
    with pytest.raises(UserError) as caught:
        importing.import_all(preview, desk.clerk, next_number=57)
    assert (caught.value.code, caught.value.field) == ("numbers.behind", "number")
    assert not Request.select().exists()


def test_a_rehearsal_can_be_stopped_and_leaves_nothing(desk):
    class StopError(Exception):
        pass

    def stop(_done, _every):
        raise StopError

    with pytest.raises(StopError):
        importing.look(workbook([row("2026-0001")]), "甲.xlsx", by=desk.clerk, progress=stop)
    preview = look(desk, [row("2026-0001")])
    with pytest.raises(StopError):
        importing.import_all(preview, desk.clerk, progress=stop)
    assert not Request.select().exists()


def test_a_rehearsal_lets_other_desks_write_between_two_requests(desk, register):
    written = []

    def write_elsewhere():
        with register.connection():
            written.append(drafts.save("request", "另一窗口", {}, desk.clerk))

    other = threading.Thread(target=write_elsewhere)
    seen = []

    def progress(done, _every):
        seen.append(Draft.select().count())
        if done == 2:
            other.start()
            deadline = threading.Event()
            while not others_wait() and not written:
                deadline.wait(0.001)

    rows = [row(f"2026-{n:04}") for n in range(1, 6)]
    preview = importing.look(workbook(rows), "甲.xlsx", by=desk.clerk, progress=progress)
    other.join()

    assert seen == [0, 0, 1, 1, 1]
    assert (preview.all_faults, preview.last_number) == ((), 5)
    assert not Request.select().exists()


def test_a_number_written_twice_is_found_even_where_each_is_rehearsed_alone(desk, monkeypatch):
    monkeypatch.setattr(importing, "others_wait", lambda: True)

    preview = look(desk, [row("2026-0012"), row("2026-0009"), row("2026-12")])

    assert faults(preview) == [("申请", 4, "登记号")]
    assert "已经用过" in preview.all_faults[0].text
    assert preview.last_number == 12


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"not a workbook", "publications.no_such_sheet"),
        (workbook([], heads=["甲"]), "importing.column_missing"),
        (workbook([]), "importing.nothing"),
    ],
)
def test_a_workbook_of_another_kind_is_refused_in_a_sentence(desk, data, code):
    with pytest.raises(UserError) as caught:
        importing.look(data, "甲.xlsx", by=desk.clerk)
    assert caught.value.code == code


def test_unknown_headings_are_told_and_left_out(desk):
    preview = look(desk, [[*row("2026-0001"), "x"]], heads=[*HEADS, "星座"])
    assert preview.unknown == ("星座",)
    assert preview.all_faults == ()


def test_every_kind_of_event_can_be_imported_by_itself_or_beside_another():
    beside = {EventKind.DELIVERED, EventKind.CONSULTATION_ANSWERED}
    assert set(HANDLERS) == set(KINDS) == set(EventKind) - beside


def test_replay_of_an_imported_register_is_what_was_stored(desk):
    rows = [row(f"2026-{n:04}", date(2026, 3, 2)) for n in range(1, 41)]
    events = [
        event(f"2026-{n:04}", "申请人撤回", date(2026, 3, 20), 说明="不再需要")
        for n in range(1, 41, 2)
    ]
    keys = importing.import_all(look(desk, rows, events), desk.clerk)
    assert RequestEvent.select().count() == 20
    states = [queries.card(key, desk.today).state for key in keys]
    assert states == [State.WITHDRAWN, State.RUNNING] * 20


def test_last_years_figures_are_kept_per_column_and_can_be_corrected(desk):
    assert carried.entered(2026) is None
    carried.enter(2026, {PartyKind.NATURAL: 3, PartyKind.COMPANY: 1}, desk.clerk)
    carried.enter(2026, {PartyKind.NATURAL: 2, PartyKind.COMPANY: 1}, desk.clerk)
    found = carried.entered(2026)
    assert found is not None
    assert (found.total, found.figures[PartyKind.NATURAL], len(found.figures)) == (3, 2, 6)
    assert Audit.select().where(Audit.verb == "carried_forward").count() == 2
    for year, figures, field in (
        (2027, {}, "year"),
        (2026, {PartyKind.RESEARCH: -1}, "research"),
    ):
        with pytest.raises(UserError) as caught:
            carried.enter(year, figures, desk.clerk)
        assert caught.value.field == field


def test_what_the_register_itself_carried_over_is_counted_for_comparison(desk):
    importing.import_all(
        look(
            desk,
            [row("2025-0061", date(2025, 12, 22)), row("2025-0050", date(2025, 6, 2)),
             row("2026-0001")],
            [event("2025-0050", "申请人撤回", date(2025, 6, 20))],
        ),
        desk.clerk,
    )  # fmt: skip
    assert carried.counted(2026).figures[PartyKind.NATURAL] == 1
    assert carried.counted(2026).total == 1
