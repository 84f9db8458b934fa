"""What each letter tells about reconsideration and the court, read from the finished PDF."""

import dataclasses
import re
from datetime import date

import pypdfium2
import pytest

from clerkdesk.errors import UserError
from clerkdesk.letters import LETTERS, fonts, write
from clerkdesk.letters.compose import answers, compose
from clerkdesk.letters.remedies import code_of
from clerkdesk.requests.outcomes import Outcome
from clerkdesk.requests.remedies import RemediesCode, RemedyReadings
from tests.letters import samples
from tests.letters.plain import plain

FINAL = [key for key, letter in LETTERS.items() if letter.tells_remedies]
PROCEDURAL = [key for key in LETTERS if key not in FINAL]
FIRST = {"partial", "several_items"} | {key for key in LETTERS if key.startswith("refused_")}

BODY, COURT = samples.OFFICE.reconsideration_body, samples.OFFICE.court


@pytest.fixture(scope="module")
def faces():
    return fonts.find(system_folders=())


def said(pdf: bytes) -> str:
    """The PDF's text without its line breaks and page numbers."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        text = "".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()
    return re.sub("—[0-9]+—", "", "".join(text.split()))


def told(key, facts=None):
    facts = facts or samples.ordinary(key)
    return plain(compose(LETTERS[key], facts))


@pytest.mark.parametrize("key", sorted(FIRST))
def test_a_refusal_says_four_things_reconsideration_first(key, faces):
    written = write(key, samples.ordinary(key), faces)
    text = said(written.pdf)
    assert written.remedies is RemediesCode.R1
    assert f"应当先向{BODY}申请行政复议" in text
    assert "自收到本答复书之日起60日" in text
    assert "不服复议决定" in text
    assert "自收到决定书或者复议期限届满之日起15日内" in text
    assert f"向{COURT}提起行政诉讼" in text


@pytest.mark.parametrize("key", sorted(FIRST))
def test_a_refusal_says_what_is_open_where_the_body_does_not_decide(key):
    """行政复议法 34: not taken up, dismissed, or not decided in time."""
    text = told(key)
    assert "或者复议机关不予受理、驳回申请、逾期不答复的，可自收到决定书或者复议期限届满" in text


@pytest.mark.parametrize("key", sorted(set(FINAL) - FIRST))
def test_any_other_decision_names_both_ways(key, faces):
    written = write(key, samples.ordinary(key), faces)
    text = said(written.pdf)
    assert written.remedies is RemediesCode.R2
    assert f"之日起60日内向{BODY}申请行政复议" in text
    assert f"之日起6个月内向{COURT}提起行政诉讼" in text
    assert "应当先" not in text
    assert "15日内" not in text


@pytest.mark.parametrize("key", PROCEDURAL)
def test_a_procedural_letter_tells_none(key):
    text = told(key)
    assert "行政复议" not in text
    assert "诉讼" not in text


def on_day(key, day):
    then = {
        "dated_on": day,
        "received_on": date(2023, 12, 1),
        "due_on": day,
        "asked_on": None,
        "lapsed_on": None,
        "correction_asked_on": None,
        "corrected_on": None,
    }
    return dataclasses.replace(samples.ordinary(key), **then)


REFUSALS = sorted(FIRST - {"partial", "several_items"})


@pytest.mark.parametrize("key", REFUSALS)
def test_from_2024_on_a_refusal_goes_to_reconsideration_first(key):
    """行政复议法 (2023) 23-1(4), 90; until then 行政诉讼法 44 left both ways open."""
    for day, first in ((date(2023, 12, 31), False), (date(2024, 1, 1), True)):
        facts = on_day(key, day)
        assert ("应当先" in told(key, facts)) is first
        code = code_of(LETTERS[key], facts, answers(facts))
        assert code is (RemediesCode.R1 if first else RemediesCode.R2)


@pytest.mark.parametrize("key", REFUSALS)
def test_a_refusal_cites_the_same_places_before_and_after_the_secrecy_law_of_2024(key):
    """It rests on the Regulation of 2019, whose text has not changed since; no other law is cited.

    The Secrecy Law's articles moved on 2024-05-01, so a letter that named one would be wrong on
    one of the two sides.
    """
    days = (date(2024, 4, 30), date(2024, 5, 1))
    before, after = (told(key, on_day(key, day)).replace(str(day), "") for day in days)
    assert before == after
    assert "保守国家秘密法" not in after


def test_each_way_names_the_items_it_holds_for():
    text = told("several_items")
    assert "本答复书中关于第（二）、（四）项申请的内容，应当先" in text
    assert "本答复书中关于第（一）、（三）项申请的内容，可以" in text


def test_a_mixed_reply_with_one_way_only_names_no_items():
    facts = samples.ordinary("several_items")
    items = [item for item in facts.items if item.outcome in {Outcome.DISCLOSED, Outcome.NOT_HELD}]
    text = told("several_items", dataclasses.replace(facts, items=tuple(items)))
    assert "中关于" not in text
    assert text.count("申请行政复议") == 1


def test_a_decision_told_to_the_third_party_is_no_refusal_whatever_the_items():
    facts = samples.ordinary("third_party_told")
    assert answers(facts)
    letter = LETTERS["third_party_told"]
    assert code_of(letter, facts, answers(facts)) is RemediesCode.R2
    assert "贵单位如不服本告知书，可以" in told("third_party_told")


@pytest.mark.parametrize("key", FINAL)
def test_a_letter_that_leaves_online_names_the_online_way_of_lodging(key):
    facts = samples.ordinary(key)
    assert "互联网渠道提交行政复议申请书" not in told(key, facts)
    online = told(key, dataclasses.replace(facts, online=True))
    assert f"互联网渠道提交行政复议申请书：{samples.OFFICE.online_channel}。" in online


def test_an_office_may_read_the_open_points_of_the_law_otherwise():
    facts = samples.ordinary("partial")
    other = RemedyReadings(partial_needs_reconsideration_first=False)
    assert "应当先" not in told("partial", dataclasses.replace(facts, readings=other))


@pytest.mark.parametrize("setting", ["reconsideration_body", "court", "online_channel"])
def test_a_reply_is_not_written_before_the_office_has_set_where_to_contest_it(setting):
    facts = samples.ordinary("refused_internal")
    office = dataclasses.replace(facts.office, **{setting: " "})
    with pytest.raises(UserError) as refused:
        told("refused_internal", dataclasses.replace(facts, office=office, online=True))
    assert (refused.value.code, refused.value.field) == (f"letters.missing_{setting}", setting)
