"""A letter frozen with its number: what it keeps, what is refused, what a void leaves behind."""

import json
from datetime import date
from decimal import Decimal

import pytest

from clerkdesk import files, numbers, settings
from clerkdesk.db.models import Audit, Letter
from clerkdesk.errors import UserError
from clerkdesk.letters import frozen, queries, service
from clerkdesk.letters.catalogue import LETTERS
from clerkdesk.letters.facts import as_json
from clerkdesk.letters.gather import asks_for, facts_of, proposed
from clerkdesk.parties import NewParty, PartyKind
from clerkdesk.requests import service as requests
from clerkdesk.requests.fees import by_item
from clerkdesk.requests.outcomes import Outcome
from tests.letters import samples

TODAY = date(2026, 10, 13)
NOT_HELD = (Outcome.NOT_HELD, samples.given(Outcome.NOT_HELD, full=False))


@pytest.fixture
def replied(desk) -> int:
    """A request whose one item was disclosed, and its frozen reply."""
    request = desk.request()
    desk.decide(request)
    return desk.reply(request)


def refused(act, *args, **kwargs) -> UserError:
    with pytest.raises(UserError) as caught:
        act(*args, **kwargs)
    assert str(caught.value)
    return caught.value


# --- what is frozen ------------------------------------------------------------------------------


def test_a_frozen_letter_keeps_its_pdf_number_version_facts_and_digest(desk, replied):
    card = queries.card(replied)
    assert card.row.number == "临建公复〔2026〕1号"
    assert card.row.state == "made"
    assert card.row.addressee == "刘洋"
    assert card.template_version == LETTERS["disclosed"].version
    assert card.remedies == "R2"
    assert card.facts["request_number"] == desk.card(card.row.request_id).number
    pdf = queries.pdf(replied)
    assert pdf.startswith(b"%PDF")
    assert files.row(card.file_id).sha256 == card.sha256
    assert len(card.item_ids) == 1


def test_made_again_a_letter_is_the_same_to_the_byte(desk, replied):
    assert frozen.made_again(replied, service.rare_fonts()).pdf == queries.pdf(replied)


def test_a_letter_in_the_offices_own_words_is_made_again_after_they_were_changed(desk):
    request = desk.request()
    own = queries.wording("receipt").body.replace("本机关已经登记", "我局已经登记")
    service.change_wording("receipt", own, desk.clerk)
    letter = service.make(request, "receipt", desk.clerk)
    service.restore_wording("receipt", desk.clerk)
    assert frozen.made_again(letter, service.rare_fonts()).pdf == queries.pdf(letter)


def test_a_letter_at_the_word_processors_pitch_is_made_again_at_that_pitch(desk):
    settings.change(desk.clerk, letter_pitch="10.227")
    letter = service.make(desk.request(), "receipt", desk.clerk)
    settings.change(desk.clerk, letter_pitch="10.449")
    assert frozen.made_again(letter, service.rare_fonts()).pdf == queries.pdf(letter)


@pytest.mark.parametrize("key", LETTERS)
def test_facts_come_back_from_the_register_as_they_were(key):
    for extent in (samples.shortest, samples.ordinary, samples.longest):
        kept = as_json(extent(key))
        assert as_json(frozen.thaw(json.loads(kept))) == kept


def test_an_item_is_answered_by_the_letter_that_stands(desk, replied):
    request = queries.card(replied).row.request_id
    before = desk.card(request).items[0].letter_id

    service.void(replied, desk.clerk, reason="写错")

    assert before == replied
    assert desk.card(request).items[0].letter_id is None


def test_freezing_is_told_in_the_audit(desk, replied):
    line = Audit.select().where((Audit.noun == "letter") & (Audit.noun_id == replied)).get()
    assert line.verb == "made"


def test_a_change_of_the_facts_does_not_reach_a_frozen_letter(desk, replied):
    before = queries.pdf(replied)
    settings.change(desk.clerk, office_name="临江市住房局", contact="李华")
    assert queries.pdf(replied) == before
    assert queries.card(replied).facts["office"]["name"] == "临江市城乡建设局"


# --- numbers -------------------------------------------------------------------------------------


def test_numbers_follow_without_gaps_and_a_failed_letter_gives_none_away(desk):
    request = desk.request()
    refused(service.make, request, "disclosed", desk.clerk)
    desk.decide(request)
    made = [desk.reply(request) for _ in range(2)]
    assert [queries.card(one).row.number for one in made] == [
        "临建公复〔2026〕1号",
        "临建公复〔2026〕2号",
    ]
    assert numbers.gaps("letter_reply", 2026).missing == ()


def test_a_preview_allots_no_number(desk):
    request = desk.request()
    desk.decide(request)
    written = service.preview(request, "disclosed", today=TODAY)
    assert written.document.number == "临建公复〔2026〕　号"
    assert numbers.next_shown("letter_reply", 2026) == "临建公复〔2026〕1号"


def test_the_number_bears_the_year_the_letter_is_dated_in(desk):
    desk.go(date(2027, 1, 4))
    request = desk.request(arrived=date(2026, 12, 21))
    letter = service.make(request, "receipt", desk.clerk, typed={"dated_on": date(2026, 12, 31)})
    assert queries.card(letter).row.number == "临建公收〔2026〕1号"


def test_a_number_may_be_typed_from_the_document_offices_register(desk):
    settings.change(desk.clerk, letter_numbers="typed")
    letter = service.make(desk.request(), "receipt", desk.clerk, typed_number="临建公收[2026]27号")
    assert queries.card(letter).row.number == "临建公收〔2026〕27号"


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("", "numbers.empty"),
        ("临建公收2026-7", "numbers.bad_form"),
        ("临建公收〔2025〕7号", "numbers.other_year"),
        ("临建公收〔2026〕27号", "numbers.repeated"),
    ],
)
def test_a_typed_number_that_cannot_be_is_refused_beside_its_field(desk, typed, code):
    settings.change(desk.clerk, letter_numbers="typed")
    service.make(desk.request(), "receipt", desk.clerk, typed_number="临建公收〔2026〕27号")
    error = refused(service.make, desk.request(), "receipt", desk.clerk, typed_number=typed)
    assert (error.code, error.field) == (code, "number")


# --- what cannot be frozen -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("setting", "code"),
    [("office_name", "office_name_missing"), ("office_code", "office_code_missing")],
)
def test_an_office_that_has_not_said_who_it_is_writes_no_letter(desk, setting, code):
    settings.change(desk.clerk, **{setting: ""})
    error = refused(service.make, desk.request(), "receipt", desk.clerk)
    assert (error.code, error.field) == (f"letters.{code}", setting)


def test_a_letter_is_not_dated_ahead(desk):
    day = date(2026, 10, 14)
    error = refused(service.make, desk.request(), "receipt", desk.clerk, typed={"dated_on": day})
    assert (error.code, error.field) == ("letters.dated_ahead", "dated_on")


def test_a_reply_needs_an_item_that_ended_its_way(desk):
    request = desk.request()
    desk.decide(request, NOT_HELD)
    error = refused(service.make, request, "disclosed", desk.clerk)
    assert (error.code, error.field) == ("letters.no_item_for_it", "items")


def test_a_letter_of_no_known_kind_is_named(desk):
    assert (
        refused(service.make, desk.request(), "love", desk.clerk).code == "letters.unknown_letter"
    )
    assert (
        refused(service.preview, desk.request(), "love", today=TODAY).code
        == "letters.unknown_letter"
    )


def test_a_character_no_font_has_stops_the_letter_and_gives_no_number_away(desk):
    request = desk.request(applicants=(NewParty(PartyKind.NATURAL, "王\U00030abc"),))
    error = refused(service.make, request, "receipt", desk.clerk)
    assert error.code == "letters.font_missing_character"
    assert error.facts["char"] == "\U00030abc"
    assert "U+30ABC" in str(error)
    assert not Letter.select().exists()
    assert numbers.next_shown("letter_receipt", 2026) == "临建公收〔2026〕1号"


# --- which items ---------------------------------------------------------------------------------


def test_a_reply_takes_the_items_it_can_word_and_leaves_the_others(desk):
    request = desk.request("决算", "协议")
    desk.decide(
        request, (Outcome.DISCLOSED, samples.given(Outcome.DISCLOSED, full=False)), NOT_HELD
    )
    letter = service.make(request, "not_held", desk.clerk)
    items = desk.card(request).items
    assert queries.card(letter).item_ids == (items[1].id,)
    assert [one.letter_id for one in desk.card(request).items] == [None, letter]


def test_a_notice_answers_no_item_even_where_items_are_named(desk):
    request = desk.request("决算", "协议")
    items = desk.card(request).items
    letter = service.make(request, "receipt", desk.clerk, item_ids=(items[0].id,))
    assert queries.card(letter).item_ids == ()
    assert queries.card(letter).facts["items"][0]["content"] == "决算"


def test_a_mixture_is_answered_in_one_letter(desk):
    request = desk.request("决算", "协议")
    desk.decide(
        request, (Outcome.DISCLOSED, samples.given(Outcome.DISCLOSED, full=False)), NOT_HELD
    )
    letter = desk.reply(request)
    assert queries.card(letter).row.title == "政府信息公开申请答复书"
    assert len(queries.card(letter).item_ids) == 2


# --- void ----------------------------------------------------------------------------------------


def test_a_void_letter_stays_in_sight_with_its_number_which_nobody_gets_again(desk, replied):
    service.void(replied, desk.clerk, reason="收件人写错")
    row = queries.card(replied).row
    assert (row.state, row.void_reason, row.number) == ("void", "收件人写错", "临建公复〔2026〕1号")
    again = desk.reply(row.request_id)
    assert queries.card(again).row.number == "临建公复〔2026〕2号"
    (voided,) = numbers.gaps("letter_reply", 2026).voided
    assert voided.shown == "临建公复〔2026〕1号"


def test_a_void_needs_its_reason_and_happens_once(desk, replied):
    error = refused(service.void, replied, desk.clerk, reason=" ")
    assert (error.code, error.field) == ("letters.void_reason_missing", "reason")
    service.void(replied, desk.clerk, reason="重复")
    assert refused(service.void, replied, desk.clerk, reason="又").code == "letters.void_already"


def test_a_void_letter_leaves_no_more(desk, replied):
    service.void(replied, desk.clerk, reason="重复")
    error = refused(service.record_sent, replied, desk.clerk, on=TODAY, way="hand", tracking="")
    assert error.code == "letters.void_already"


# --- the list ------------------------------------------------------------------------------------


def test_the_list_finds_by_number_title_reader_and_request_and_shows_what_has_not_left(desk):
    first = desk.request()
    receipt = service.make(first, "receipt", desk.clerk)
    sheet = service.make(first, "delivery_slip", desk.clerk, typed={"earlier_title": "回执"})
    number = desk.card(first).number
    assert {row.id for row in queries.page()} == {receipt, sheet}
    for part in ("公收", "收件回执", number):
        assert receipt in {row.id for row in queries.page(part)}
    assert [row.id for row in queries.page("刘洋")] == [receipt]
    assert queries.page("没有") == ()
    assert [row.id for row in queries.page(unsent=True)] == [receipt]
    assert queries.count(unsent=True) == 1
    service.record_sent(receipt, desk.clerk, on=TODAY, way="hand")
    assert queries.count(unsent=True) == 0


@pytest.mark.parametrize(
    "order", ["made_on", "number", "title", "addressee", "sent_on", "request_number"]
)
def test_the_list_is_ordered_by_each_column_both_ways(desk, order):
    for _ in range(2):
        service.make(desk.request(), "receipt", desk.clerk)
    assert len(queries.page(order=order)) == 2
    assert len(queries.page(order=order, descending=False, limit=1, offset=1)) == 1


# --- what the register knows ---------------------------------------------------------------------


def test_the_extension_notice_names_the_day_that_the_replay_will_give(desk):
    request = desk.request(arrived=date(2026, 9, 28))
    facts = facts_of(desk.card(request), LETTERS["extension"], dated_on=TODAY, typed={"days": 20})
    letter = service.make(request, "extension", desk.clerk, typed={"days": 20})
    service.record_sent(letter, desk.clerk, on=TODAY, way="hand")
    assert desk.card(request).due_on == facts.new_due_on


def test_a_form_asks_for_what_its_letter_says_and_no_more():
    assert "until" in asks_for(LETTERS["correction_notice"])
    to_others = [one for one in LETTERS.values() if one.addressee == "other_party"]
    assert to_others
    assert all("other_party" in asks_for(one) for one in to_others)
    assert "days" in asks_for(LETTERS["extension"])
    assert "online" in asks_for(LETTERS["disclosed"])
    assert {"attachments", "copies_to", "sealed"} <= set(asks_for(LETTERS["disclosed"]))
    assert not {"copies_to", "sealed", "online"} & set(asks_for(LETTERS["approval_sheet"]))


def test_the_delivery_slip_knows_the_letter_it_follows(desk, replied):
    row = queries.card(replied).row
    service.record_sent(replied, desk.clerk, on=TODAY, way="post", tracking="1234567890123")
    known = proposed(desk.card(row.request_id), LETTERS["delivery_slip"], TODAY)
    assert known["earlier_title"] == row.title
    assert known["earlier_number"] == row.number
    assert known["proof"] == "1234567890123"
    assert known["asked_on"] == TODAY


def test_the_notice_of_unpaid_fees_tells_the_days_of_the_fee_notice(desk):
    request = desk.request()
    desk.go(date(2026, 9, 16))
    letter = service.make(
        request, "fee_notice", desk.clerk, typed={"fee": by_item(15), "payment_way": "银行转账"}
    )
    service.record_sent(letter, desk.clerk, on=date(2026, 9, 16), way="hand")
    desk.go(date(2026, 10, 21))
    known = proposed(desk.card(request), LETTERS["not_paid"], desk.today)
    assert known == {}
    requests.abandon(request, desk.clerk, on=desk.today)
    known = proposed(desk.card(request), LETTERS["not_paid"], desk.today)
    assert (known["asked_on"], known["delivered_on"]) == (date(2026, 9, 16), date(2026, 9, 16))


def test_who_corrects_before_the_limit_is_up_can_be_written_to_the_same_day(desk):
    request = desk.request()
    desk.go(date(2026, 9, 16))
    until = date(2026, 9, 30)
    requests.ask_correction(request, desk.clerk, on=desk.today, what="名称", until=until)
    requests.receive_correction(request, desk.clerk, on=desk.today, content="供热协议")
    desk.decide(request)
    assert service.preview(request, "disclosed", today=desk.today).pdf.startswith(b"%PDF")


def test_the_confirmation_of_payment_tells_day_and_amount(desk):
    request = desk.request()
    desk.go(date(2026, 9, 16))
    requests.notify_fee(request, desk.clerk, on=desk.today, amount=500, told_on=desk.today)
    desk.go(date(2026, 9, 18))
    requests.record_payment(request, desk.clerk, on=desk.today, amount=500)
    known = proposed(desk.card(request), LETTERS["payment_confirmed"], desk.today)
    assert (known["happened_on"], known["amount"]) == (date(2026, 9, 18), Decimal(500))


def test_an_office_without_a_name_gets_no_proposals(desk):
    request = desk.request()
    settings.change(desk.clerk, office_name="")
    assert proposed(desk.card(request), LETTERS["receipt"], TODAY) == {}


def test_a_sections_slip_speaks_of_the_newest_reply_that_stands(desk, replied):
    digest = queries.card(replied).sha256
    card = desk.card(queries.card(replied).row.request_id)
    assert facts_of(card, LETTERS["approval_sheet"], dated_on=TODAY).digest == digest
