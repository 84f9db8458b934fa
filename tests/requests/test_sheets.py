"""Can a reader with nothing but the paper recount the limit and see what was unlawful?"""

import re
from dataclasses import replace
from datetime import date

import pypdfium2
import pytest

from clerkdesk import settings
from clerkdesk.db.models import RequestEvent
from clerkdesk.holidays.queries import calendar
from clerkdesk.letters import fonts as faces
from clerkdesk.letters.parts import Table
from clerkdesk.parties import NewParty, PartyKind
from clerkdesk.requests import service, sheets
from clerkdesk.requests.channels import Channel, Means
from clerkdesk.requests.ledger import DayReason
from clerkdesk.requests.service import Happening
from clerkdesk.requests.timing import EventKind


@pytest.fixture(scope="module")
def fonts():
    return faces.find(system_folders=())


@pytest.fixture
def case(desk):
    """Asked, consulted, extended; a correction notice that came too late, and a void."""
    request = desk.register(date(2026, 9, 1), mail_number="EMS1234567890CN")
    event = service.consult_third(
        request, desk.clerk, on=date(2026, 9, 3), whom="乙公司", what="协议"
    )
    service.record_delivery(event, desk.clerk, on=date(2026, 9, 7))
    service.record_answer(event, desk.clerk, on=date(2026, 9, 14), view="objected")
    service.extend(
        request,
        desk.clerk,
        on=date(2026, 9, 21),
        days=10,
        told_on=date(2026, 9, 22),
        why="需要继续研究",
        agreed_by="李文涛",
    )
    late = service.ask_correction(
        request, desk.clerk, on=date(2026, 9, 28), what="补正文号", reason="经办人病假"
    )
    wrong = service.record_event(
        request, desk.clerk, Happening(EventKind.REASONS_ASKED, date(2026, 9, 29))
    )
    service.void_event(wrong, desk.clerk, reason="登错了件")
    assert late
    return request


def text_of(made, fonts):
    data = sheets.pdf(made, fonts)
    assert data == sheets.pdf(made, fonts)
    with pypdfium2.PdfDocument(data) as document:
        pages = [page.get_textpage().get_text_range() for page in document]
    return "".join("".join(page.split()) for page in pages), len(pages)


def test_the_case_sheet_tells_facts_events_articles_and_marks_the_unlawful(desk, case, fonts):
    card = desk.card(case)
    text, pages = text_of(sheets.case_sheet(card, calendar(), desk.today, "临江市数据局"), fonts)
    assert pages > 1
    for said in (
        "依申请公开事项单",
        card.number,
        "刘洋（自然人）居民身份证1101",
        "EMS1234567890CN",
        "2026-09-01周二（条例第三十一条第（二）项）",
        "乙公司",
        "2026-09-14收到意见",
        "条例第三十三条第二款",
        "▲补正告知",
        "理由：经办人病假",
        "×要求说明理由",
        "已作废：登错了件",
        card.due_on.isoformat(),
        "临江市数据局",
        "发出日计入，收到意见日不计",
    ):
        assert said in text, said
    assert "11010519491231002X" not in text
    assert "13800006620" not in text


def test_every_day_stands_on_the_paper_with_its_number_and_article(desk, case, fonts):
    card = desk.card(case)
    made = sheets.day_sheet(card, calendar(), desk.today, "临江市数据局")
    (table,) = [part for part in made.blocks if isinstance(part, Table)]
    assert len(table.rows) == len(card.days)
    numbers = [int(number) for _day, _kind, number, _why in table.rows if number]
    assert numbers == list(range(1, 31))  # 20 and 10 more, none left out, none twice
    last = next(row for row in table.rows if row[2] == "30")
    assert last[0].startswith(card.due_on.isoformat())
    assert all(why for *_rest, why in table.rows)
    excluded = [row for row in table.rows if row[1].startswith("征求意见")]
    assert len(excluded) == sum(one.reason is DayReason.EXCLUDED for one in card.days) > 0
    text, _pages = text_of(made, fonts)
    heading, printed = (found := re.findall(r"(2026-\d\d-\d\d)周", text))[:2], found[2:]
    assert heading == [card.received_on.isoformat(), card.due_on.isoformat()]
    assert [day.date.isoformat() for day in card.days] == printed


def test_the_paper_says_the_date_and_explains_what_it_counts_and_no_more(desk, case, fonts):
    def printed(request: int) -> str:
        made = sheets.day_sheet(desk.card(request), calendar(), desk.today, "临江市数据局")
        return text_of(made, fonts)[0]

    plain, told = printed(desk.register(date(2026, 9, 1))), printed(case)
    due = desk.card(case).due_on

    assert f"收到日2026-09-01周二，答复期限{due}" in told
    for said in ("放假通知安排上班的周末计入", "发出日计入，收到意见日不计", "延长期接着"):
        assert said in told
    for word in ("征求", "延长期", "从零重新计数", "固定的一天", "待放假通知"):
        assert word not in plain
    ended = service.ask_correction(
        desk.register(desk.today), desk.clerk, on=desk.today, what="文号", until=date(2026, 10, 30)
    )
    waiting = printed(RequestEvent.get_by_id(ended).request_id)
    assert "现在没有正在计算的答复期限" in waiting
    assert "从零重新计数" not in waiting  # nothing has been waited for yet
    settings.change(desk.clerk, makeup_days_count=False)
    assert "本单位不计入" in printed(desk.register(date(2026, 9, 14)))


def test_two_consultations_are_told_apart_day_by_day(desk, fonts):
    request = desk.register(date(2026, 9, 1))
    for on, whom in ((date(2026, 9, 3), "临江热力有限公司"), (date(2026, 9, 8), "周敏")):
        asked = service.consult_third(request, desk.clerk, on=on, whom=whom, what="")
        service.record_answer(
            asked, desk.clerk, on=date(2026, 9, on.day + 4), view="objected", text=""
        )
    made = sheets.day_sheet(desk.card(request), calendar(), desk.today, "临江市数据局")
    text, _pages = text_of(made, fonts)
    assert "征求意见：临江热力有限公司，09-03发出" in text
    assert "征求意见：周敏，09-08发出" in text


def test_a_frozen_case_says_under_which_rules_it_was_closed(desk, fonts):
    request = desk.register(date(2026, 9, 1))
    desk.give_all(request, date(2026, 9, 10))
    service.sign_off(
        request,
        desk.clerk,
        role=service.SignRole.APPROVER,
        signed_by=desk.head,
        on=date(2026, 9, 11),
    )
    service.send(request, desk.clerk, on=date(2026, 9, 14), way="post", tracking="EMS1")
    text, _pages = text_of(
        sheets.case_sheet(desk.card(request), calendar(), desk.today, "临江市数据局"), fonts
    )
    assert "2019年修订的政府信息公开条例" in text
    assert "签批：李文涛（2026-09-11" in text
    assert "予以公开" in text


def test_what_waits_or_is_void_or_rare_is_printed_too(desk, fonts):
    rare = NewParty(PartyKind.NATURAL, "𠮷𬭚㐂" + "王" * 270)
    request = desk.register(
        date(2026, 10, 12), channel=Channel.INTERNET, applicants=(rare,), items=("内容" * 2_000,)
    )
    service.note_attempt(
        request, desk.clerk, on=date(2026, 10, 13), means=Means.PHONE, note="两次无人接听"
    )
    card = desk.card(request)
    text, _pages = text_of(sheets.case_sheet(card, calendar(), desk.today, "局"), fonts)
    assert "电话" in text  # by which means is part of the evidence
    assert "两次无人接听" in text
    assert "尚未确认" in text
    assert "没有可以计算的日期" in text
    void = replace(card, voided=True, void_reason="重复登记")
    text, _pages = text_of(sheets.case_sheet(void, calendar(), desk.today, "局"), fonts)
    assert "本件已作废：重复登记" in text
