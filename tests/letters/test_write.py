"""Every letter from its facts: text against snapshots, refusals, the PDF.

To take new snapshots after a change of wording, run with CLERKDESK_NEW_SNAPSHOTS=1 and read the
difference before committing it.
"""

import dataclasses
import os
import re
from datetime import date
from decimal import Decimal
from pathlib import Path

import pypdfium2
import pytest

from clerkdesk.errors import UserError
from clerkdesk.letters import LETTERS, fonts, write
from clerkdesk.letters.catalogue import source_of
from clerkdesk.letters.compose import compose, form
from clerkdesk.letters.document import PageFormat
from clerkdesk.letters.facts import AddressForm, ItemFacts, as_json
from clerkdesk.letters.marks import clause, line
from clerkdesk.requests.fees import by_item, by_page
from clerkdesk.requests.outcomes import Outcome
from tests.letters import samples
from tests.letters.plain import plain

SNAPSHOTS = Path(__file__).parent / "snapshots"


@pytest.fixture(scope="module")
def faces():
    return fonts.find(system_folders=())


def text_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return "".join("".join(page.get_textpage().get_text_range().split()) for page in document)
    finally:
        document.close()


def composed(key, **changes):
    facts = dataclasses.replace(samples.ordinary(key), **changes)
    return plain(compose(LETTERS[key], facts))


@pytest.mark.parametrize("key", LETTERS)
def test_a_letter_reads_as_its_snapshot(key):
    text = composed(key)
    stored = SNAPSHOTS / f"{key}.txt"
    if os.environ.get("CLERKDESK_NEW_SNAPSHOTS"):
        SNAPSHOTS.mkdir(exist_ok=True)
        stored.write_text(text, encoding="utf-8")
    assert text == stored.read_text(encoding="utf-8")


def test_there_is_no_snapshot_without_a_letter():
    assert {page.stem for page in SNAPSHOTS.glob("*.txt")} == set(LETTERS)


@pytest.mark.parametrize("key", LETTERS)
@pytest.mark.parametrize("extent", [samples.shortest, samples.longest])
def test_every_letter_is_set_with_the_shortest_and_the_longest_facts(key, extent, faces):
    facts = extent(key)
    written = write(key, facts, faces)
    shown = text_of(written.pdf)
    assert "".join(LETTERS[key].title.split()) in shown
    assert "{" not in shown
    last = (
        compose(LETTERS[key], facts).body[-1].text.rpartition("：")[0 if LETTERS[key].form else 2]
    )
    assert "".join(last.split())[:20] in shown
    assert written.pages >= 1


@pytest.mark.parametrize("key", LETTERS)
def test_no_optional_passage_leaves_a_gap(key):
    for extent in (samples.shortest, samples.ordinary, samples.longest):
        text = plain(compose(LETTERS[key], extent(key)))
        for wrong in ("。。", "，，", "：。", "，。", "；。", "（）", "“”", "、。", "None"):
            assert wrong not in text, (extent.__name__, wrong)


def test_equal_facts_make_equal_bytes_and_are_stored_alike(faces):
    facts = samples.ordinary("partial")
    first, second = (
        write("partial", facts, faces),
        write("partial", samples.ordinary("partial"), faces),
    )
    assert first.pdf == second.pdf
    assert as_json(first.facts) == as_json(second.facts)
    assert first.template_version == LETTERS["partial"].version
    changed = dataclasses.replace(facts, applicant="刘阳")
    assert as_json(changed) != as_json(first.facts)
    assert '"outcome":"partial"' in as_json(facts)


# --- numbers -------------------------------------------------------------------------------------


def test_a_draft_bears_the_blank_form_of_its_number():
    assert "临建公复〔2026〕　号" in composed("partial")


def test_a_number_given_is_printed_as_it_is():
    facts = samples.ordinary("partial")
    assert (
        compose(LETTERS["partial"], facts, number="临建依答〔2026〕7号").number
        == "临建依答〔2026〕7号"
    )


@pytest.mark.parametrize(
    "number",
    ["", "临建公复[2026]7号", "临建公复〔2026〕07号", "临建公复〔26〕7号", "临建公复〔2026〕第7号"],
)
def test_a_number_of_the_wrong_form_is_refused(number):
    with pytest.raises(UserError) as refused:
        compose(LETTERS["partial"], samples.ordinary("partial"), number=number)
    assert (refused.value.code, refused.value.field) == ("letters.bad_number", "number")


def test_an_internal_sheet_bears_no_number():
    facts = samples.ordinary("approval_sheet")
    assert compose(LETTERS["approval_sheet"], facts).number is None
    with pytest.raises(UserError, match="不编文号"):
        compose(LETTERS["approval_sheet"], facts, number="临建公复〔2026〕7号")


def test_an_internal_sheet_is_a_form_to_write_on(faces):
    facts = samples.ordinary("approval_sheet")
    (made,) = form(LETTERS["approval_sheet"], facts).blocks
    labels = [row[0].text for row in made.rows]
    assert labels[:2] == ["登记编号", "申请人"]  # a long name has the whole width
    first = [cell.text for cell in made.rows[0]]
    assert first == ["登记编号", "2026-0140", "收到日期", "2026年9月14日"]
    assert max(cell.height for row in made.rows for cell in row) >= 16  # mm: two lines by hand
    written = write("approval_sheet", facts, faces)
    assert "拟作“部分公开”处理" in text_of(written.pdf)


def test_the_reply_slip_names_the_letter_it_answers():
    facts = samples.ordinary("consult_third_party")
    document = compose(LETTERS["consult_third_party"], facts, number="临建公征〔2026〕2号")
    assert "（临建公征〔2026〕2号）收悉" in plain(document)
    assert document.attachments == ("征求第三方意见回执",)


# --- what is typed is text -----------------------------------------------------------------------

HOSTILE = "<b>&amp;</b>{due_on}%s\\n$x"


def test_nothing_typed_is_markup(faces):
    facts = samples.ordinary("partial")
    item = dataclasses.replace(facts.items[0], content=HOSTILE)
    facts = dataclasses.replace(facts, items=(item,), applicant="<b>&", corrected_content="")
    written = write("partial", facts, faces)
    assert HOSTILE in plain(written.document)
    assert HOSTILE in text_of(written.pdf)
    assert "<b>&：" in text_of(written.pdf)


def test_breaks_in_what_is_typed_are_closed_up():
    assert line("一行\n\n二行\t三行") == "一行二行三行"
    assert line("read\nme") == "read me"
    assert clause("写明理由。 ") == "写明理由"
    assert clause("见下：\n第一；") == "见下：第一"


def test_a_content_as_long_as_a_register_allows_is_set_in_full(faces):
    content = "供热特许经营协议\n" * 5000
    facts = samples.ordinary("receipt")
    facts = dataclasses.replace(facts, items=(ItemFacts(content),))
    shown = re.sub(r"—\d+—", "", text_of(write("receipt", facts, faces).pdf))
    assert shown.count("供热特许经营协议") == 5000


def test_a_rare_name_goes_through(faces):
    facts = dataclasses.replace(samples.ordinary("receipt"), applicant="㐂㛃𬭚")
    assert "㐂㛃𬭚：" in text_of(write("receipt", facts, faces).pdf)


# --- several applicants and items ----------------------------------------------------------------


def test_the_reader_is_addressed_as_what_they_are():
    assert "收到贵单位以邮寄" in composed("partial", address=AddressForm.ORGANISATION)
    assert "收到你们以邮寄" in composed("partial", address=AddressForm.SEVERAL)


def test_items_of_one_outcome_share_a_letter_and_are_told_apart():
    items = tuple(
        ItemFacts(text, Outcome.NOT_HELD, samples.given(Outcome.NOT_HELD, full=False))
        for text in "甲乙"
    )
    text = composed("not_held", items=items)
    assert "（一）“甲”；（二）“乙”" in text
    assert "第（一）项信息" in text
    assert "第（二）项信息" in text


def test_one_item_alone_in_a_mixed_reply_has_no_heading():
    facts = samples.ordinary("several_items")
    text = composed("several_items", items=facts.items[:1])
    assert "关于第" not in text


@pytest.mark.parametrize(
    ("key", "items", "code"),
    [
        ("partial", (), "outcomes.no_items"),
        ("partial", (ItemFacts("甲"),), "letters.undecided_item"),
        (
            "partial",
            (ItemFacts("甲", Outcome.DISCLOSED, samples.given(Outcome.DISCLOSED, full=False)),),
            "letters.other_outcome",
        ),
        ("partial", (ItemFacts("甲", Outcome.PARTIAL, {}),), "outcomes.missing_provided"),
        ("several_items", (ItemFacts("甲"),), "letters.undecided_item"),
    ],
)
def test_a_reply_needs_items_decided_its_way(key, items, code):
    with pytest.raises(UserError) as refused:
        composed(key, items=items)
    assert refused.value.code == code
    assert str(refused.value)


# --- impossible facts ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("key", "changes", "code", "field"),
    [
        ("receipt", {"received_on": date(1, 1, 1)}, "impossible_date", "received_on"),
        ("receipt", {"received_on": date(2026, 10, 13)}, "dates_out_of_order", "dated_on"),
        ("receipt", {"due_on": date(2026, 9, 1)}, "dates_out_of_order", "due_on"),
        ("extension", {"new_due_on": date(2026, 10, 15)}, "dates_out_of_order", "new_due_on"),
        ("extension", {"days": 0}, "bad_days", "days"),
        ("extension", {"days": 21}, "bad_days", "days"),
        ("extension", {"new_due_on": None}, "missing_fact", "new_due_on"),
        ("correction_notice", {"points": ()}, "missing_fact", "points"),
        ("correction_notice", {"until": date(2026, 10, 11)}, "dates_out_of_order", "until"),
        ("fee_notice", {"fee": by_item(3)}, "nothing_to_pay", "fee"),
        ("fee_notice", {"amount": Decimal(10)}, "amount_differs", "amount"),
        ("payment_confirmed", {"amount": Decimal("0.005")}, "bad_amount", "amount"),
        ("payment_confirmed", {"amount": Decimal(0)}, "bad_amount", "amount"),
        ("payment_confirmed", {"amount": Decimal("NaN")}, "bad_amount", "amount"),
        ("payment_confirmed", {"amount": None}, "missing_fact", "amount"),
        ("receipt", {"applicant": " \n"}, "missing_fact", "applicant"),
        ("consult_third_party", {"other_party": ""}, "missing_fact", "other_party"),
        ("consult_third_party", {"matter": ""}, "missing_fact", "matter"),
    ],
)
def test_an_impossible_or_missing_fact_is_refused_by_its_field(key, changes, code, field):
    with pytest.raises(UserError) as refused:
        composed(key, **changes)
    assert (refused.value.code, refused.value.field) == (f"letters.{code}", field)
    assert str(refused.value)


def test_a_date_before_the_open_field_is_named_in_words():
    with pytest.raises(UserError, match="延长后的答复期限"):
        composed("extension", new_due_on=None)


def test_the_office_without_its_code_gets_no_number():
    facts = samples.ordinary("receipt")
    with pytest.raises(UserError) as refused:
        composed("receipt", office=dataclasses.replace(facts.office, code=""))
    assert refused.value.field == "code"


def test_a_fee_by_page_shows_its_steps():
    text = composed("fee_notice", fee=by_page(101))
    assert "不超过30页的部分不收费" in text
    assert (
        "70页，每页10元，计700元；1页，每页20元，计20元，合计720元（大写：人民币柒佰贰拾元整）"
        in text
    )


# --- parts withheld for a third party ------------------------------------------------------------


@pytest.mark.parametrize("ground", ["trade_secret", "privacy", "third_party_other"])
@pytest.mark.parametrize(
    ("view", "said", "asked"),
    [
        ("objected", "第三方不同意公开并说明了理由", True),
        ("partly_agreed", "第三方只同意公开其他部分", True),
        ("silent", "第三方逾期未提出意见", True),
        ("not_asked", "本机关未征求第三方的意见", False),
    ],
)
def test_a_part_withheld_for_a_third_party_tells_what_that_one_said(ground, view, said, asked):
    part = {"what": "第八章", "ground": ground, "reason": "成本构成", "third_party_view": view}
    given = {**samples.given(Outcome.PARTIAL, full=True), "withheld": [part]}
    text = composed("partial", items=(ItemFacts("协议", Outcome.PARTIAL, given),))
    assert said in text
    assert ("书面征求了第三方的意见" in text) is asked
    assert ("依据《中华人民共和国政府信息公开条例》第十五条、第三十二条的规定" in text) is asked


# --- wording of the office -----------------------------------------------------------------------


def test_an_offices_own_wording_is_used_and_known_by_its_version(faces):
    own = source_of("receipt").replace("本机关已经登记", "我局已经登记")
    written = write("receipt", samples.ordinary("receipt"), faces, wording=own)
    assert "我局已经登记" in text_of(written.pdf)
    assert written.template_version != LETTERS["receipt"].version


def test_a_letter_that_does_not_exist_is_named(faces):
    with pytest.raises(UserError, match="没有名为"):
        write("love_letter", samples.ordinary("receipt"), faces)


# --- the two formats -----------------------------------------------------------------------------


def test_a_letter_may_be_set_as_a_general_document(faces):
    facts = dataclasses.replace(samples.ordinary("partial"), general=True)
    written = write("partial", facts, faces)
    assert written.document.format is PageFormat.GENERAL
    shown = text_of(written.pdf)
    assert "临江市城乡建设局文件" in shown
    assert "临江市城乡建设局办公室2026年10月12日印发" in shown
    assert write("partial", samples.ordinary("partial"), faces).document.printed_by is None
