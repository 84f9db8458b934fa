"""An application comes in: its day of receipt, its number, its parties, its faults."""

from dataclasses import replace
from datetime import date

import pytest

from clerkdesk import audit, drafts, numbers, parties, settings
from clerkdesk.db.connection import database
from clerkdesk.db.models import Draft, MailLog, Request, RequestLink
from clerkdesk.deadlines import board
from clerkdesk.deadlines.lights import Light
from clerkdesk.errors import UserError
from clerkdesk.parties import IdKind, NewParty, PartyKind
from clerkdesk.requests import queries, service
from clerkdesk.requests.channels import RECEIPT, Channel, Means, ProvideWay
from clerkdesk.requests.intake import AGENT_PLACE
from clerkdesk.requests.timing import State

from .conftest import LIU

MONDAY = date(2026, 9, 14)


@pytest.mark.parametrize("channel", Channel)
def test_the_day_of_receipt_follows_the_channel(desk, channel):
    desk.go(2026, 9, 14)

    card = desk.card(desk.register(MONDAY, channel=channel))

    if RECEIPT[channel].at_arrival:
        assert (card.received_on, card.due_on) == (MONDAY, date(2026, 10, 16))
        assert card.state is State.RUNNING
    else:
        assert (card.received_on, card.due_on) == (None, None)
        assert card.light is Light.UNCONFIRMED


@pytest.mark.parametrize(
    ("channel", "yellow_on", "red_on"),
    [
        (Channel.PLAIN_MAIL, None, date(2026, 9, 15)),
        (Channel.INTERNET, date(2026, 9, 16), date(2026, 9, 18)),
        (Channel.FAX, date(2026, 9, 16), date(2026, 9, 18)),
    ],
)
def test_an_unconfirmed_paper_turns_by_its_channel(desk, channel, yellow_on, red_on):
    desk.go(2026, 9, 14)
    desk.register(MONDAY, channel=channel)

    colours = {day: board.on(day)[0].colour for day in map(_september, range(14, 21))}

    assert next((day for day, colour in colours.items() if colour == "yellow"), None) == yellow_on
    assert next(day for day, colour in colours.items() if colour == "red") == red_on
    assert board.on(MONDAY)[0].next_step == "confirm_receipt"


def _september(day: int) -> date:
    return date(2026, 9, day)


def test_confirmation_is_evidence_and_begins_the_limit(desk):
    desk.go(2026, 9, 14)
    request = desk.register(MONDAY, channel=Channel.INTERNET)
    desk.go(2026, 9, 16)
    service.note_attempt(request, desk.clerk, on=_september(15), means=Means.PHONE, note="无人接听")
    service.confirm_receipt(
        request, desk.clerk, on=_september(16), means=Means.PHONE, who="刘洋本人"
    )

    card = desk.card(request)

    assert (card.received_on, card.due_on) == (_september(16), date(2026, 10, 20))
    assert [(event.kind.value, event.gist) for event in card.events] == [
        ("confirm_attempted", "无人接听"),
        ("confirmed", "刘洋本人"),
    ]
    assert card.events[1].details["means"] == "phone"
    assert card.days[0].date == _september(16)


def test_a_confirmation_told_at_intake_is_recorded_with_it(desk):
    desk.go(2026, 9, 15)

    card = desk.card(
        desk.register(
            MONDAY,
            channel=Channel.EMAIL,
            confirmed_on=_september(15),
            means=Means.EMAIL,
            confirmed_with="刘洋",
        )
    )

    assert card.received_on == _september(15)
    assert [event.kind.value for event in card.events] == ["confirmed"]


def test_what_is_received_on_arrival_needs_no_confirmation(desk):
    request = desk.register(MONDAY)

    with pytest.raises(UserError, match="以提交或签收之日为收到日"):
        service.confirm_receipt(request, desk.clerk, on=MONDAY, means=Means.PHONE, who="")


def test_the_receipt_date_is_corrected_with_a_reason(desk):
    desk.go(2026, 9, 20)
    signed = desk.register(MONDAY)
    online = desk.register(
        MONDAY,
        channel=Channel.INTERNET,
        confirmed_on=_september(15),
        means=Means.SMS,
        confirmed_with="刘洋",
    )

    for request in (signed, online):
        moved = queries.of_receipt(request, _september(17), desk.today)
        service.correct_receipt(
            request, desk.clerk, received_on=_september(17), reason="邮戳为17日"
        )
        card = desk.card(request)
        assert card.received_on == _september(17)
        assert card.due_on == moved[0].due_to == date(2026, 10, 21)

    told = [line.verb for line in audit.history("request", online)]
    assert "receipt_corrected" in told
    assert sum(event.voided is not None for event in desk.card(online).events) == 1


@pytest.mark.parametrize(
    ("received_on", "reason", "sentence"),
    [
        (date(2026, 9, 15), " ", "请写明原因"),
        (date(2026, 9, 30), "x", "还没有到"),
        (date(2026, 9, 14), "x", "与原来的收到日相同"),
        (date(2026, 9, 17), "x", "不可能晚于对它的办理"),
    ],
)
def test_a_receipt_date_that_cannot_be_is_refused(desk, received_on, reason, sentence):
    desk.go(2026, 9, 20)
    request = desk.register(MONDAY)
    service.consult_third(request, desk.clerk, on=_september(16), whom="临江热力集团", what="协议")

    with pytest.raises(UserError, match=sentence):
        service.correct_receipt(request, desk.clerk, received_on=received_on, reason=reason)

    assert desk.card(request).received_on == MONDAY


def test_numbers_run_without_gaps_even_where_a_form_was_refused(desk):
    first = desk.register(MONDAY)
    with pytest.raises(UserError):
        desk.register(MONDAY, items=())
    second = desk.register(MONDAY)

    assert desk.card(first).number == "2026-0001"
    assert desk.card(second).number == "2026-0002"
    assert numbers.gaps("request", 2026).missing == ()


def test_an_old_number_is_kept_as_typed(desk):
    card = desk.card(desk.register(MONDAY, number="2026-0077"))

    assert card.number == "2026-0077"


def test_every_application_leaves_a_line_in_the_mail_log(desk):
    request = desk.register(MONDAY, mail_number="1098332144709")
    service.log_mail(
        service.Paper(MONDAY, Channel.PLAIN_MAIL, "赵志强", "信访件", note="转信访科"), desk.clerk
    )

    other, own = queries.mail()

    assert (own.request_id, own.sender, own.mail_number) == (request, "刘洋", "1098332144709")
    assert (other.disposition, other.request_id) == ("not_application", None)


def test_a_waiting_paper_becomes_an_application_or_something_else(desk):
    waiting = service.log_mail(
        service.Paper(MONDAY, Channel.PLAIN_MAIL, "刘洋", "来信", "waiting"), desk.clerk
    )
    other = service.log_mail(
        service.Paper(MONDAY, Channel.PLAIN_MAIL, "某某", "广告", "waiting"), desk.clerk
    )
    desk.register(MONDAY, mail_id=waiting)
    service.sort_mail(other, desk.clerk, disposition="not_application", note="广告")

    assert {row.id: row.disposition for row in queries.mail()} == {
        waiting: "request",
        other: "not_application",
    }
    with pytest.raises(UserError, match="已登记为申请"):
        service.sort_mail(waiting, desk.clerk, disposition="not_application", note="x")


def test_only_registering_makes_a_paper_an_application(desk):
    paper = service.Paper(MONDAY, Channel.FAX, "刘洋", "申请书", "request")
    with pytest.raises(ValueError, match="request"):
        service.log_mail(paper, desk.clerk)
    assert queries.mail() == ()

    waiting = service.log_mail(replace(paper, disposition="waiting"), desk.clerk)
    with pytest.raises(ValueError, match="request"):
        service.sort_mail(waiting, desk.clerk, disposition="request", note="")
    assert [row.disposition for row in queries.mail()] == ["waiting"]


def test_all_faults_of_a_form_are_told_at_once_by_field(desk):
    intake = service.Intake(
        channel=Channel.FAX,
        arrived_on=date(2026, 12, 1),
        applicants=(replace(LIU, name="  "),),
        items=("", "x"),
        confirmed_on=date(2026, 12, 2),
    )

    faults = {fault.field: str(fault) for fault in service.check_intake(intake, date(2026, 10, 13))}

    assert set(faults) == {"arrived_on", "confirmed_on", "applicants[0].name", "items[0]"}
    assert faults["arrived_on"] == "2026-12-01 还没有到。请填写已经发生的日期。"


@pytest.mark.parametrize(
    ("change", "field", "sentence"),
    [
        ({"arrived_on": date(2007, 1, 1)}, "arrived_on", "还没有施行"),
        ({"applicants": ()}, "applicants", "至少填写一位申请人"),
        ({"items": ()}, "items", "至少填写一项"),
        (
            {"channel": Channel.EMAIL, "confirmed_on": date(2026, 9, 13), "means": Means.SMS},
            "confirmed_on",
            "早于来件之日",
        ),
        (
            {"channel": Channel.EMAIL, "confirmed_on": date(2026, 9, 15)},
            "means",
            "请选择确认的方式",
        ),
        (
            {"channel": Channel.EMAIL, "confirmed_on": date(2026, 9, 15), "means": Means.SMS},
            "confirmed_with",
            "请写明是与谁确认的",
        ),
        ({"applicants": (999,)}, None, "找不到这位当事人"),
    ],
)
def test_an_impossible_form_is_refused_beside_its_field(desk, change, field, sentence):
    intake = replace(desk.intake(MONDAY), **change)

    with pytest.raises(UserError, match=sentence) as fault:
        service.register(intake, desk.clerk)

    assert fault.value.field == field
    assert Request.select().count() == MailLog.select().count() == 0


def test_the_agent_is_not_the_applicant(desk):
    known = parties.create(LIU, desk.clerk)

    with pytest.raises(UserError, match="代理人与申请人是同一人"):
        desk.register(MONDAY, applicants=(known,), agent=known)
    with pytest.raises(UserError, match="填写了两次"):
        desk.register(MONDAY, applicants=(known, known))


@pytest.mark.parametrize(
    "name",
    ["𠮷野𬭚", "㐂", "王小明" * 93 + "王", "O'Neil & <b>Söhne</b>", "申请人🙂", "阿卜杜拉·买买提"],
    ids=["beyond the BMP", "extension A", "280 characters", "markup", "emoji", "dot"],
)
def test_names_are_stored_and_shown_exactly_as_given(desk, name):
    card = desk.card(desk.register(MONDAY, applicants=(replace(LIU, name=name),)))

    assert card.applicants[0].name == name
    assert queries.page(today=desk.today)[0].applicant == name


def test_fifty_thousand_characters_are_kept_whole(desk):
    content = "关于滨河路二期征地补偿安置方案的说明，" * 2632

    card = desk.card(desk.register(MONDAY, items=(content,)))

    assert len(content) > 50_000
    assert card.items[0].content == content
    assert len(card.title) == 80


@pytest.mark.parametrize(
    ("change", "field", "sentence"),
    [
        ({"items": ("甲\x00乙",)}, "items[0]", r"第 2 个字符（U\+0000）"),
        ({"items": ("甲\ud800",)}, "items[0]", r"U\+D800"),
        ({"items": ("甲" * 100_001,)}, "items[0]", "100001 个字符"),
        ({"applicants": (replace(LIU, name="甲\n乙"),)}, "applicants[0].name", "只能写一行"),
        ({"applicants": (replace(LIU, name="甲\u202e乙"),)}, "applicants[0].name", "控制字符"),
        ({"note": "\x1b[31m"}, "note", "控制字符"),
    ],
)
def test_what_cannot_be_kept_is_refused_with_its_reason(desk, change, field, sentence):
    with pytest.raises(UserError, match=sentence) as fault:
        desk.register(MONDAY, **change)

    assert fault.value.field == field
    assert Request.select().count() == 0


def test_hints_warn_and_never_block(desk):
    wrong = NewParty(
        PartyKind.COMPANY, "某公司", IdKind.USCC, "91350100M000100Y44", phone="12", postcode="21000"
    )
    intake = desk.intake(MONDAY, applicants=(wrong,), agent=LIU)

    hints = {(one.field, one.code) for one in queries.intake_hints(intake, desk.today)}

    assert hints == {
        ("mail_number", "hints.no_mail_number"),
        ("applicants[0].id_number", "identifiers.uscc_check"),
        ("applicants[0].phone", "identifiers.telephone_form"),
        ("applicants[0].postcode", "identifiers.postcode_form"),
        ("applicants[0].contact_name", "hints.no_contact_name"),
        ("files", "hints.no_mandate"),
    }
    assert desk.card(service.register(intake, desk.clerk)).applicants[0].name == "某公司"


def test_the_preview_says_the_dates_before_anything_is_stored(desk):
    signed = queries.preview(Channel.SIGNED_MAIL, MONDAY)
    online = queries.preview(Channel.INTERNET, MONDAY)

    assert (signed.correction_by, signed.due_on) == (date(2026, 9, 22), date(2026, 10, 16))
    assert (online.received_on, online.due_on) == (None, None)
    assert queries.preview(Channel.INTERNET, MONDAY, MONDAY).due_on == signed.due_on
    assert queries.preview(Channel.SIGNED_MAIL, date(2026, 12, 15)).provisional


def test_a_half_filled_form_survives_and_goes_when_it_becomes_a_record(desk):
    draft = drafts.save("request", "刘洋", {"name": "刘洋", "phone": ""}, desk.clerk)
    drafts.save("request", "刘洋", {"name": "刘洋", "phone": "138"}, desk.clerk, draft_id=draft)

    kept = drafts.of_kind("request")
    desk.register(MONDAY, draft_id=draft)

    assert [(row.id, row.fields["phone"], row.saved_by) for row in kept] == [(draft, "138", "王芳")]
    assert drafts.of_kind("request") == ()


def test_a_draft_can_be_thrown_away(desk):
    draft = drafts.save("request", "", {}, desk.clerk)
    drafts.drop(draft, desk.clerk)

    assert Draft.select().count() == 0


def test_numbers_of_people_stand_in_the_audit_as_digests_only(desk):
    desk.register(MONDAY)

    told = "".join(
        row[0] or "" for row in database.execute_sql("SELECT payload FROM audit_payload")
    )

    assert LIU.id_number not in told
    assert LIU.phone not in told
    assert LIU.address not in told
    assert audit.verify().ok


def test_offers_joins_and_the_application_itself_are_one_unit(desk, monkeypatch):
    earlier = desk.register(MONDAY)
    known = desk.card(earlier).applicants[0].id
    answered = (
        service.Answer("request", earlier, service.Relation.REPEATED, accepted=True),
        service.Answer("publication", 1, service.Relation.ALREADY_PUBLIC, accepted=False),
    )
    draft = drafts.save("request", "刘洋", {}, desk.clerk)
    intake = desk.intake(MONDAY, offers=answered, same_as=((0, known),), draft_id=draft)

    def power_fails(*_args):
        raise OSError(5, "power cut")

    with monkeypatch.context() as patched:
        patched.setattr(parties, "join", power_fails)
        with pytest.raises(OSError, match="power cut"):
            service.register(intake, desk.clerk)

    assert [row.number for row in queries.page(today=desk.today)] == ["2026-0001"]
    assert [row.id for row in drafts.of_kind("request")] == [draft]
    card = desk.card(service.register(intake, desk.clerk))
    assert (card.number, card.applicants[0].joined_into) == ("2026-0002", known)
    assert [one.number for one in card.related] == ["2026-0001"]
    kept = RequestLink.select().where(RequestLink.request == card.id).order_by(RequestLink.id)
    assert [(one.relation, bool(one.accepted)) for one in kept] == [
        ("repeated", True),
        ("already_public", False),
    ]


def test_an_agent_is_joined_with_an_earlier_agent(desk):
    lawyer = replace(LIU, name="何律师", id_number="", id_kind=IdKind.NONE)
    first = desk.card(desk.register(MONDAY, agent=lawyer))

    again = desk.card(desk.register(MONDAY, agent=lawyer, same_as=((AGENT_PLACE, first.agent.id),)))

    assert again.agent.joined_into == first.agent.id


def test_a_split_off_request_is_voided_without_the_paper_it_came_with(desk):
    old = desk.register(MONDAY, items=("甲", "乙"))
    desk.go(2026, 9, 15)
    second = desk.card(old).items[1].id
    new = service.split(old, desk.clerk, item_ids=[second], reason="一事一申请")

    service.void_request(new, desk.clerk, reason="不是申请")
    assert [row.disposition for row in queries.mail()] == ["request"]

    service.void_request(old, desk.clerk, reason="也不是申请")
    assert [row.disposition for row in queries.mail()] == ["not_application"]


def test_a_paper_is_registered_once_even_from_two_windows(desk):
    mail = service.log_mail(
        service.Paper(MONDAY, Channel.PLAIN_MAIL, "刘洋", "来信", "waiting"), desk.clerk
    )
    desk.register(MONDAY, mail_id=mail)

    with pytest.raises(UserError, match="不要登记第二次"):
        desk.register(MONDAY, mail_id=mail)

    assert queries.count(today=desk.today) == 1


NEW_YEARS_EVE, REGISTERED = date(2025, 12, 31), (2026, 1, 4)


@pytest.mark.parametrize(
    ("by", "number", "after"),
    [("arrival", "2025-0001", "2026-0001"), ("registration", "2026-0001", "2026-0002")],
)
def test_whose_year_a_number_bears_is_a_setting_and_moves_no_date(desk, by, number, after):
    desk.go(*REGISTERED)
    settings.change(desk.clerk, request_number_year=by)

    foreseen = queries.next_shown(NEW_YEARS_EVE, desk.today)
    old = desk.card(desk.register(NEW_YEARS_EVE, items=("甲", "乙")))
    new = desk.card(desk.register(date(2026, 1, 4)))
    split = service.split(old.id, desk.clerk, item_ids=[old.items[1].id], reason="一事一申请")

    assert foreseen == old.number == number
    assert new.number == after
    assert old.received_on == NEW_YEARS_EVE
    assert desk.card(split).number[:4] == number[:4]
    for year in (2025, 2026):
        assert numbers.gaps("request", year).missing == ()


@pytest.mark.parametrize("typed", ["2025-0456", "2026-0001"])
def test_an_old_number_keeps_the_year_it_bears_whatever_the_setting(desk, typed):
    desk.go(*REGISTERED)

    assert desk.card(desk.register(NEW_YEARS_EVE, number=typed)).number == typed


def test_an_old_number_that_bears_no_year_is_one_of_the_year_it_arrived(desk):
    desk.go(*REGISTERED)

    kept = desk.register(NEW_YEARS_EVE, number="依申请第7号")

    assert desk.card(kept).number == "依申请第7号"
    assert (numbers.of("request", kept).year, numbers.of("request", kept).number) == (2025, 7)


def test_a_typed_number_of_a_year_that_cannot_be_is_refused(desk):
    desk.go(*REGISTERED)

    with pytest.raises(UserError, match="2027年，这里应是2025年"):
        desk.register(NEW_YEARS_EVE, number="2027-0001")


def test_what_is_missing_of_article_29_is_reminded_and_never_blocks(desk):
    bare = NewParty(PartyKind.NATURAL, "冯雪", email="feng@example.cn")
    by_post = desk.intake(MONDAY, channel=Channel.PLAIN_MAIL, applicants=(bare,))
    by_email = replace(
        by_post, provide_way=ProvideWay.EMAIL, applicants=(replace(bare, email="", phone="110"),)
    )

    def codes(intake):
        return {(one.field, one.line) for one in queries.intake_hints(intake, desk.today)}

    assert codes(by_post) == {
        ("applicants[0].address", "no_address"),
        ("applicants[0].id_number", "no_id_number"),
        ("applicants[0].phone", "no_phone"),
    }
    assert ("provide_way", "no_email") in codes(by_email)
    assert service.register(by_post, desk.clerk)
