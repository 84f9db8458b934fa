"""A correction of records from its paper to the day the applicant was told."""

from datetime import date

import peewee
import pytest

from clerkdesk import audit, drafts, files, numbers, settings
from clerkdesk.db.connection import database, writable
from clerkdesk.db.models import Draft, RecordCorrection, Request, SignOff
from clerkdesk.deadlines import board
from clerkdesk.deadlines.lights import Light
from clerkdesk.errors import UserError
from clerkdesk.holidays import service as holidays
from clerkdesk.letters import queries as letter_queries
from clerkdesk.letters import service as letters
from clerkdesk.parties import NewParty, PartyKind
from clerkdesk.record_corrections import queries
from clerkdesk.record_corrections import service as records
from clerkdesk.record_corrections.rows import Order, RecordFilter
from clerkdesk.record_corrections.rules import Act, Finding, Ground, State
from tests.record_corrections.conftest import APPLICANT, RECEIVED

TODAY = date(2026, 10, 13)


def refused(act, *args, **more) -> UserError:
    with pytest.raises(UserError) as caught:
        act(*args, **more)
    return caught.value


def line(record: int):
    (found,) = board.of("record", record, TODAY)
    return found


# registering


def test_it_gets_a_number_of_its_own_and_is_no_request(office):
    first, second = office.register(), office.register()

    assert [office.card(one).number for one in (first, second)] == ["更2026-0001", "更2026-0002"]
    assert Request.select().count() == 0
    assert numbers.next_shown("request", 2026) == "2026-0001"
    assert audit.history("record", first)[0].verb == "registered"
    assert audit.verify().ok


def test_the_target_is_the_office_s_own_and_stays_as_it_was_at_registration(office):
    record = office.register()
    settings.change(office.clerk, record_target_days=5)

    assert office.card(record).due_on == date(2026, 10, 10)
    assert office.card(record).target_days == 20
    assert office.card(office.register()).due_on == date(2026, 9, 14)
    assert line(record).rule == "record"
    assert line(record).light is Light.OVERDUE
    assert line(record).who == "刘洋"


def test_evidence_lies_with_the_matter_once(office):
    scan = files.store(b"%PDF-1.7 evidence", "验收报告.pdf", office.clerk)
    record = office.register(files=(scan,))
    records.attach(record, (scan,), office.clerk)
    assert [one.name for one in office.card(record).files] == ["验收报告.pdf"]

    assert refused(records.detach, record, scan, office.clerk, reason=" ").field == "reason"
    records.detach(record, scan, office.clerk, reason="传错了文件")
    assert office.card(record).files == ()


def test_a_draft_goes_when_it_becomes_a_record(office):
    draft = drafts.save("record", "刘洋", {"record": "备案表"}, office.clerk)
    office.register(draft_id=draft)
    assert Draft.select().count() == 0


@pytest.mark.parametrize(
    ("more", "code", "field"),
    [
        ({"received_on": date(2026, 10, 14)}, "records.not_yet", "received_on"),
        ({"received_on": date(2007, 1, 1)}, "records.too_old", "received_on"),
        ({"applicants": ()}, "records.no_applicant", "applicants"),
        ({"record": " "}, "typed.empty", "record"),
        ({"wrong": ""}, "typed.empty", "wrong"),
        ({"wanted": "\x00"}, "typed.control", "wanted"),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field(office, more, code, field):
    error = refused(office.register, **more)
    assert (error.code, error.field) == (code, field)
    assert str(error).endswith("。")
    assert RecordCorrection.select().count() == 0


def test_rare_names_and_several_applicants_are_kept_as_given(office):
    company = NewParty(PartyKind.COMPANY, "临江㐂瑞𠮷建材有限公司")
    card = office.card(office.register(applicants=(APPLICANT, company)))
    assert [one.name for one in card.applicants] == ["刘洋", "临江㐂瑞𠮷建材有限公司"]
    assert line(card.id).who == "刘洋、临江㐂瑞𠮷建材有限公司"


def test_typed_numbers_are_taken_where_the_office_numbers_by_hand(office):
    settings.change(office.clerk, record_numbers="typed")
    assert refused(office.register).code == "numbers.empty"
    assert office.card(office.register(number="更2026-0007")).number == "更2026-0007"


# what happens


def test_asking_for_evidence_pauses_the_light_and_moves_no_date(office):
    record = office.register(received_on=date(2026, 10, 9))
    due = office.card(record).due_on
    office.ask(record, date(2026, 10, 12))

    assert office.card(record).state is State.WAITING
    assert line(record).light is Light.PAUSED
    assert office.card(record).due_on == due
    assert refused(office.ask, record, date(2026, 10, 12)).code == "records.asked_already"

    scan = files.store(b"%PDF-1.7 more", "补充.pdf", office.clerk)
    records.receive_evidence(
        record, office.clerk, on=date(2026, 10, 13), what="验收报告", file_ids=(scan,)
    )
    assert office.card(record).state is State.CHECKING
    assert [one.name for one in office.card(record).files] == ["补充.pdf"]


@pytest.mark.parametrize("finding", [Finding.CORRECTED, Finding.NOT_CORRECTED])
def test_what_is_found_true_or_false_was_looked_into_first(office, finding):
    record = office.register()
    error = refused(records.decide, record, office.clerk, office.decision(finding))
    assert (error.code, error.field) == ("records.not_checked", "finding")


@pytest.mark.parametrize("finding", [Finding.FORWARDED, Finding.REFERRED])
def test_another_organ_s_record_needs_no_looking_into(office, finding):
    record = office.register()
    records.decide(record, office.clerk, office.decision(finding))
    assert office.card(record).decision.organ == "临江市自然资源局"


@pytest.mark.parametrize(
    ("finding", "more", "code", "field"),
    [
        (Finding.CORRECTED, {"explanation": ""}, "typed.empty", "explanation"),
        (Finding.CORRECTED, {"corrected_on": None}, "records.corrected_on_missing", "corrected_on"),
        (
            Finding.CORRECTED,
            {"corrected_on": date(2026, 10, 10)},
            "records.corrected_after",
            "corrected_on",
        ),
        (
            Finding.CORRECTED,
            {"corrected_on": date(2026, 9, 1)},
            "records.before_receipt",
            "corrected_on",
        ),
        (Finding.NOT_CORRECTED, {"ground": None}, "records.ground_missing", "ground"),
        (Finding.FORWARDED, {"organ": ""}, "typed.empty", "organ"),
        (Finding.FORWARDED, {"organ": "示例市数据局"}, "records.organ_is_own", "organ"),
        (Finding.REFERRED, {"organ_contact": ""}, "typed.empty", "organ_contact"),
        (Finding.CORRECTED, {"approved_by": None}, "records.approver_missing", "approved_by"),
        (Finding.CORRECTED, {"on": date(2026, 9, 18)}, "records.corrected_after", "corrected_on"),
    ],
)
def test_a_decision_holds_what_its_letter_must_say(office, finding, more, code, field):
    record = office.register()
    office.check(record)
    error = refused(records.decide, record, office.clerk, office.decision(finding, **more))
    assert (error.code, error.field) == (code, field)
    assert office.card(record).decision is None


def test_the_drafter_approves_nothing_but_in_an_office_of_one(office):
    record = office.register()
    office.check(record)
    own = office.decision(Finding.CORRECTED, approved_by=office.clerk)
    assert refused(records.decide, record, office.clerk, own).code == "records.approver_is_drafter"

    settings.change(office.clerk, one_clerk_office=True)
    records.decide(record, office.clerk, own)
    (signed,) = SignOff.select().where(SignOff.noun == "record")
    assert (signed.noun_id, signed.signed_by_id) == (record, office.clerk)
    assert signed.digest


def test_a_mistake_is_voided_with_a_reason_and_stays_in_sight(office):
    record = office.register()
    check = office.check(record)
    assert refused(records.void_event, check, office.clerk, reason="").field == "reason"
    records.void_event(check, office.clerk, reason="记错了一件")

    (event,) = office.card(record).events
    assert (event.stands, event.reason) == (False, "记错了一件")
    assert office.card(record).next_step == "record_check"
    again = refused(records.void_event, check, office.clerk, reason="再来")
    assert again.code == "records.event_gone"


def test_events_are_never_updated_or_deleted(office):
    office.check(office.register())
    for sql in (
        "UPDATE record_correction_event SET on_day = '2026-01-01'",
        "DELETE FROM record_correction_event",
        "DELETE FROM record_correction",
    ):
        with writable(), pytest.raises(peewee.IntegrityError, match="never"):
            database.execute_sql(sql)


def test_withdrawing_ends_the_matter(office):
    record = office.register()
    records.withdraw(record, office.clerk, on=TODAY, why="已自行解决")
    card = office.card(record)
    assert (card.state, card.closed_on, card.next_step) == (State.WITHDRAWN, TODAY, "")
    assert line(record).closed_on == TODAY
    assert refused(office.check, record).code == "records.closed"


def test_a_void_keeps_the_number_and_never_gives_it_again(office):
    record = office.register()
    records.void(record, office.clerk, reason="重复登记")
    assert office.card(record).state is State.VOID
    assert board.on(TODAY, noun="record") == ()
    assert office.card(office.register()).number == "更2026-0002"
    assert [one.shown for one in numbers.gaps("record", 2026).voided] == ["更2026-0001"]


def test_facts_are_mended_until_a_letter_was_made(office):
    record = office.register()
    office.check(record)
    mended = records.ChangedFacts(
        APPLICANT and office.card(record).channel, RECEIVED, "备案表", "错"
    )
    records.change_facts(record, mended, office.clerk)
    assert office.card(record).record == "备案表"
    lines = audit.history("record", record)
    assert lines[-1].payload["wrong"] == ["竣工日期误记为2016年3月1日。", "错"]

    late = records.ChangedFacts(mended.channel, date(2026, 9, 21), "备案表", "错")
    assert refused(records.change_facts, record, late, office.clerk).code == "records.after_event"


# letters


def text_of(written) -> str:
    told = [block.text for block in written.document.body]
    return "\n".join(told)


@pytest.mark.parametrize("finding", Finding)
def test_each_finding_is_told_by_its_letters_and_closes_when_they_left(office, finding):
    record = office.decided(finding)
    keys = office.card(record).to_write
    for key in keys:
        written = records.preview_letter(record, key, today=TODAY, fonts=office.fonts)
        assert written.document.number.endswith("〔2026〕　号")
        assert "2016年竣工验收备案表中文昌路26号的竣工日期" in text_of(written)
        assert "第四十一条" in text_of(written)
        assert line(record).light is Light.OVERDUE
        letter = office.letter(record, key)
        assert letter_queries.pdf(letter).startswith(b"%PDF")
    assert office.card(record).next_step == "record_send"
    assert line(record).unsent

    for letter in office.card(record).to_send:
        assert office.card(record).state is State.DECIDED
        letters.record_sent(letter, office.clerk, on=TODAY, way="post", tracking="1234567890123")
    card = office.card(record)
    assert (card.state, card.closed_on) == (State.TOLD, TODAY)
    assert line(record).light is Light.DONE_LATE  # one working day after the office's own target
    assert {one.state for one in card.letters} == {"sent"}
    assert audit.verify().ok


def test_a_refusal_to_correct_tells_both_remedies(office):
    record = office.decided(Finding.NOT_CORRECTED)
    written = records.preview_letter(
        record, "record_not_corrected", today=TODAY, fonts=office.fonts
    )
    assert str(written.remedies) == "R2"
    assert "临江市人民政府" in text_of(written)
    assert "江口区人民法院" in text_of(written)


def test_the_organ_is_told_who_applied_and_the_applicant_whom_to_ask(office):
    record = office.decided(Finding.FORWARDED)
    told = {
        key: records.preview_letter(record, key, today=TODAY, fonts=office.fonts)
        for key in office.card(record).to_write
    }
    assert told["record_forwarded"].document.addressee == "临江市自然资源局"
    assert "刘洋" in text_of(told["record_forwarded"])
    assert told["record_referred"].document.addressee == "刘洋"
    assert "0000-8222222" in text_of(told["record_referred"])


def test_a_letter_belongs_to_the_decision_in_force(office):
    record = office.decided(Finding.CORRECTED)
    wrong = refused(office.letter, record, "record_not_corrected")
    assert wrong.code == "records.other_letter"
    early = {"dated_on": date(2026, 10, 8)}
    assert refused(office.letter, record, "record_corrected", typed=early).field == "dated_on"
    ahead = {"dated_on": date(2026, 10, 14)}
    assert refused(office.letter, record, "record_corrected", typed=ahead).field == "dated_on"

    office.letter(record, "record_corrected")
    assert refused(office.letter, record, "record_corrected").code == "records.made_already"


def test_words_typed_for_a_letter_stand_in_it_and_days_are_the_register_s(office):
    record = office.decided(Finding.CORRECTED)
    known = records.proposed(record, "record_corrected", TODAY)
    assert set(known) == set(records.asks_for("record_corrected"))
    assert "happened_on" not in known
    typed = known | {"matter": "竣工日期", "happened_on": date(2020, 1, 1)}
    written = records.preview_letter(
        record, "record_corrected", today=TODAY, typed=typed, fonts=office.fonts
    )
    assert "政府信息记录：竣工日期。" in text_of(written)
    assert "2026年10月8日" in text_of(written)


def test_a_decision_whose_letter_was_made_is_changed_only_after_that_letter_is_void(office):
    record = office.decided(Finding.CORRECTED)
    letter = office.letter(record, "record_corrected")
    (decided,) = [one for one in office.card(record).events if one.finding]
    assert decided.why_kept
    assert refused(records.void_event, decided.id, office.clerk, reason="错").code == (
        "records.letter_stands"
    )
    assert refused(records.void, record, office.clerk, reason="错").code == "records.letter_stands"

    letters.void(letter, office.clerk, reason="写错了")
    assert office.card(record).to_write == ("record_corrected",)
    records.void_event(decided.id, office.clerk, reason="结论错误")
    assert office.card(record).state is State.CHECKING
    assert Act.DECIDE in office.card(record).acts


def test_what_was_told_is_not_taken_back_unless_the_sending_was_noted_wrongly(office):
    record = office.decided(Finding.CORRECTED)
    letter = office.letter(record, "record_corrected")
    letters.record_sent(letter, office.clerk, on=TODAY, way="hand")
    assert office.card(record).state is State.TOLD
    assert refused(records.void, record, office.clerk, reason="错").code == "records.letter_left"

    letters.take_back_sent(letter, office.clerk, reason="寄的是另一件")
    card = office.card(record)
    assert (card.state, card.closed_on) == (State.DECIDED, None)
    assert line(record).closed_on is None


def test_a_letter_leads_back_to_its_matter_and_to_its_reader(office):
    record = office.decided(Finding.CORRECTED)
    letter = office.letter(record, "record_corrected")
    (row,) = letter_queries.page("更2026-0001")
    assert (row.record_id, row.request_id, row.request_number) == (record, None, "更2026-0001")
    reader = letter_queries.reader(letter)
    assert (reader.name, reader.address) == ("刘洋", "临江市江口区文昌路26号")


def test_a_letter_goes_to_the_agent_where_there_is_one(office):
    agent = NewParty(PartyKind.NATURAL, "周海", address="临江市滨江路8号")
    record = office.register(agent=agent)
    records.decide(record, office.clerk, office.decision(Finding.REFERRED))
    letter = office.letter(record, "record_elsewhere")
    assert letter_queries.reader(letter).name == "周海"
    assert office.card(record).agent.name == "周海"


# lists and the calendar


def test_the_list_finds_filters_and_sorts(office):
    first = office.register(received_on=date(2026, 9, 21))
    second = office.register(applicants=(NewParty(PartyKind.COMPANY, "江北建材厂"),))
    records.withdraw(second, office.clerk, on=TODAY)

    def ids(wanted=None, order=Order.DUE, **more):
        wanted = wanted or RecordFilter()
        return [row.id for row in queries.page(wanted, order, today=TODAY, **more)]

    assert ids() == [first, second]  # what has ended comes last
    assert ids(order=Order.RECEIVED) == [second, first]
    assert ids(RecordFilter(open=True)) == [first]
    assert ids(RecordFilter(text="建材")) == [second]
    assert ids(RecordFilter(text="更2026-0001")) == [first]
    assert ids(RecordFilter(states=frozenset({State.WITHDRAWN}))) == [second]
    assert ids(offset=1, limit=1) == [second]
    assert queries.count(RecordFilter(year=2026)) == 2
    assert queries.open_lights(TODAY) == (Light.ORDINARY,)


def test_lists_and_board_show_the_same_light(office):
    office.register()
    office.ask(office.register(received_on=date(2026, 10, 9)), date(2026, 10, 9))
    office.register(received_on=date(2026, 10, 9))
    lights = {row.id: row.light for row in queries.page(RecordFilter(), today=TODAY)}
    assert lights == {row.noun_id: row.light for row in board.on(TODAY, noun="record")}


def test_a_calendar_change_moves_the_target_of_what_is_open(office):
    record = office.register(received_on=date(2026, 10, 9))
    before = office.card(record).due_on
    holidays.count_makeup(office.clerk, counted=False)
    assert office.card(record).due_on > before
    assert line(record).due_on == office.card(record).due_on


def test_a_ground_is_kept_for_later_counting(office):
    record = office.decided(Finding.NOT_CORRECTED, ground=Ground.NO_EVIDENCE)
    assert office.card(record).decision.ground is Ground.NO_EVIDENCE
    assert office.card(record).decision.approved_by == "李明"
