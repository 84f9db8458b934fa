"""Every page of wording: complete, known to the screens, true to today's law."""

import re

import pytest

from clerkdesk import paths
from clerkdesk.errors import UserError
from clerkdesk.letters import LETTERS, marks, phrases
from clerkdesk.letters.catalogue import for_move, for_outcomes, source_of
from clerkdesk.letters.wording import MARK, parse, reword
from clerkdesk.requests.channels import Channel
from clerkdesk.requests.grounds import Danger, Ground, Law, ThirdPartyView
from clerkdesk.requests.moves import Move
from clerkdesk.requests.outcomes import OUTCOMES, Outcome
from clerkdesk.requests.remedies import RemediesCode

# The thirty types of the trade and the pages that serve them.
TYPES = {
    1: ["receipt"],
    2: ["correction_notice"],
    3: ["reasons_asked"],
    4: ["extension"],
    5: ["consult_third_party"],
    6: ["consultation_begun"],
    7: ["consult_comaker", "coordination_letter"],
    8: ["third_party_told"],
    9: ["fee_notice", "payment_confirmed"],
    10: ["delayed_reply"],
    11: ["already_public"],
    12: ["disclosed"],
    13: ["partial"],
    14: [
        "refused_secret",
        "refused_prohibited",
        "refused_securities",
        "refused_third_party",
        "refused_internal",
        "refused_process",
        "refused_enforcement",
    ],
    15: ["query_matter"],
    16: ["not_held"],
    17: ["other_organ"],
    18: ["no_ready_made"],
    19: ["still_unclear"],
    20: ["petition"],
    21: ["repeated"],
    22: ["public_print"],
    23: ["excessive"],
    24: ["confirm_or_reissue"],
    25: ["not_corrected", "not_paid"],
    26: [
        "record_corrected",
        "record_not_corrected",
        "record_referred",
        "record_forwarded",
        "record_elsewhere",
    ],
    27: ["transfer", "assignment_slip"],
    28: ["delivery_slip"],
    29: ["to_publication"],
    30: ["withdrawal_confirmed"],
}
BESIDES = {"other_reply", "several_items", "approval_sheet"}

PROCEDURAL = {1, 2, 3, 4, 5, 6, 7, 9, 10, 27, 28, 29, 30}

# What the 2007 regulation and its time said and today's law does not.
OLD_LAW = [
    "三个月",
    "3个月",
    "上级主管部门或",
    "或者同级",
    "15个工作日内答复",
    "三需要",
    "保密审查机关",
]

PAGE = """
key = "trial"
title = "试用"
addressee = "applicant"
must = ["received_on"]

[[body]]
text = "于{received_on}收到。"
"""


def test_all_thirty_types_of_the_trade_are_there():
    assert {key for keys in TYPES.values() for key in keys} | BESIDES == set(LETTERS)


@pytest.mark.parametrize("key", LETTERS)
def test_a_page_is_named_as_its_key_and_has_a_label(key):
    assert LETTERS[key].key == key
    assert phrases.term("letter", key)


@pytest.mark.parametrize("outcome", Outcome)
def test_every_outcome_has_its_own_letter(outcome):
    own = [letter.key for letter in LETTERS.values() if outcome in letter.outcomes]
    assert own == [OUTCOMES[outcome].letter]
    assert for_outcomes([outcome, outcome]).key == own[0]


def test_items_that_end_in_different_ways_share_the_reply_for_a_mixture():
    assert for_outcomes([Outcome.DISCLOSED, Outcome.NOT_HELD]).each_by_outcome
    with_letters = [letter.key for letter in LETTERS.values() if letter.decides]
    assert set(with_letters) == {rule.letter for rule in OUTCOMES.values()} | {"several_items"}


def test_every_move_named_on_a_page_is_one_of_a_request():
    known = {move.value for move in Move}
    assert {move for letter in LETTERS.values() for move in letter.moves} <= known


@pytest.mark.parametrize("outcome", Outcome)
def test_a_reply_cites_the_articles_of_its_outcome(outcome):
    letter, rule = LETTERS[OUTCOMES[outcome].letter], OUTCOMES[outcome]
    assert set(rule.cites) <= set(letter.article)
    assert letter.tells_remedies is rule.final


def test_procedural_letters_tell_no_remedies_and_decisions_do():
    for number, keys in TYPES.items():
        for key in keys:
            # art. 41: what is passed on is another organ's to decide; who is told to go there
            # himself has his answer from this one
            referred = key in {"record_referred", "record_forwarded"}
            assert LETTERS[key].tells_remedies is not (number in PROCEDURAL or referred), key


@pytest.mark.parametrize(
    ("move", "key"),
    [
        (Move.ASK_CORRECTION, "correction_notice"),
        (Move.EXTEND, "extension"),
        (Move.NOTIFY_FEE, "fee_notice"),
        (Move.DELAY, "delayed_reply"),
        (Move.WITHDRAW, "withdrawal_confirmed"),
        (Move.SIGN_OFF, "approval_sheet"),
    ],
)
def test_a_verb_of_a_request_offers_its_letter(move, key):
    assert [letter.key for letter in for_move(move)] == [key]


@pytest.mark.parametrize("page", sorted(paths.resource("letters").rglob("*.toml")), ids=str)
def test_no_page_speaks_the_law_of_2007(page):
    text = page.read_text(encoding="utf-8")
    assert not [words for words in OLD_LAW if words in text]


def test_every_mark_has_a_label_for_the_clerk():
    names = {*marks.FIELDS, *marks.ITEM_FIELDS, *marks.PART_FIELDS, *marks.POINT_FIELDS}
    for name in names:
        assert phrases.term("letter_field", name)


def test_every_mark_is_used_or_worth_offering():
    used = {mark for letter in LETTERS.values() for each in letter.passages for mark in each.marks}
    asked = {each.when for letter in LETTERS.values() for each in letter.passages}
    spare = {
        "number",
        "dated_on",
        "working_body",
        "searched_by",
        "item_number",
        "content",
        "finding",
    }
    assert {*marks.FIELDS, *marks.ITEM_FIELDS, *marks.PART_FIELDS} - used - asked <= spare


def test_the_list_of_marks_is_the_same_whatever_their_scope():
    assert not {*marks.FIELDS} & {*marks.ITEM_FIELDS}
    assert not {*marks.ITEM_FIELDS} & {*marks.PART_FIELDS}


@pytest.mark.parametrize(
    ("table", "members"),
    [
        ("ground", Ground),
        ("danger", Danger),
        ("third_party_view", ThirdPartyView),
        ("outcome", Outcome),
        ("remedies", RemediesCode),
    ],
)
def test_every_member_has_a_label(table, members):
    for member in members:
        assert phrases.term(table, member)


def test_every_member_has_its_formal_words():
    for ground in Ground:
        assert phrases.phrase(f"ground.{ground}", law="甲法", danger="乙")
    for law in Law:
        assert phrases.phrase(f"law.{law}")
    for channel in Channel:
        assert phrases.phrase(f"channel.{channel.value}")
    for said in set(ThirdPartyView) - {ThirdPartyView.AGREED}:
        assert phrases.phrase(f"third_party_view.{said}")
        assert phrases.phrase(f"part_view.{said}")


def test_every_field_of_an_outcome_has_a_label_and_a_sentence():
    fields = {name for rule in OUTCOMES.values() for name in (*rule.required, *rule.accepted)}
    for name in fields:
        assert phrases.term("answer_field", name)
    for rule in OUTCOMES.values():
        for name in rule.required:
            assert str(UserError(f"outcomes.missing_{name}"))


# --- pages that cannot be used -------------------------------------------------------------------


def test_a_sound_page_is_read():
    letter = parse(PAGE, "trial")
    assert letter.title == "试用"
    assert letter.body[0].marks == ("received_on",)
    assert re.fullmatch("[0-9a-f]{12}", letter.version)


def test_a_page_in_other_words_has_another_version():
    assert parse(PAGE, "trial").version != parse(PAGE.replace("收到", "收悉"), "trial").version


@pytest.mark.parametrize(
    ("old", "new", "code", "line", "named"),
    [
        ("{received_on}", "{recieved_on}", "unknown_field", 8, "recieved_on"),
        ("{received_on}", "{the_information}", "unknown_field", 8, "the_information"),
        ("{received_on}", "{part}", "unknown_field", 8, "part"),
        ("{received_on}", "{}", "broken_mark", 8, None),
        ("{received_on}", "{received_on", "broken_mark", 8, None),
        ("{received_on}", "{received_on}}", "broken_mark", 8, None),
        ("{received_on}", "{0.office}", "broken_mark", 8, None),
        ("{received_on}", "9月", "missing_field", 5, "received_on"),
        ('title = "试用"\n', "", "missing_field", 1, "title"),
        ('key = "trial"', 'key = "trial"\ncolour = "red"', "unknown_field", 3, "colour"),
        ('"applicant"', '"everyone"', "unknown_field", 4, "everyone"),
        ("[[body]]", "[[body]]\nif = 1", "unknown_field", 8, "if"),
        ("[[body]]", '[[body]]\nwhen = "sunny"', "unknown_field", 8, "sunny"),
        ("[[body]]", '[[body]]\neach = "part"', "unknown_field", 8, "part"),
        ("[[body]]", '[[body]]\nuse = "greeting"', "unknown_field", 8, "greeting"),
        ('key = "trial"', 'key = "trial"\noutcomes = ["lost"]', "unknown_field", 3, "lost"),
        ('key = "trial"', 'key = "trial"\narticle = ["7-8"]', "unknown_field", 3, "7-8"),
        ('key = "trial"', 'key = "trial"\nseries = "x"', "unknown_field", 3, "x"),
        ('key = "trial"', 'key = "trial"\ntells_remedies = true', "missing_field", 3, "remedies"),
        ("[[body]]", '[[body]]\nlabel = "行"', "missing_field", 9, "label"),
        ("[[body]]\ntext", "[[body]]\nflush", "missing_field", 7, "text"),
        ('收到。"', "收到。", "not_readable", 8, None),
    ],
)
def test_a_page_that_cannot_be_used_is_refused_with_line_and_field(old, new, code, line, named):
    assert old in PAGE
    text = PAGE.replace(old, new)
    with pytest.raises(UserError) as refused:
        parse(text, "trial")
    assert refused.value.code == f"letters.{code}"
    assert refused.value.facts["line"] == line
    assert refused.value.facts.get("field_name") == named
    assert f"第 {line} 行" in str(refused.value)


# --- an office's own words -----------------------------------------------------------------------


def test_an_office_may_word_a_letter_itself():
    own = source_of("extension").replace("特此告知", "专此告知").replace("现因", "因")
    letter = reword(LETTERS["extension"], own.replace('use = "notice_ends"', 'text = "专此告知。"'))
    assert letter.closing[0].text == "专此告知。"
    assert letter.version != LETTERS["extension"].version


def test_own_words_cannot_drop_what_the_law_demands_nor_change_the_remedies():
    original = LETTERS["partial"]
    own = source_of("partial").replace("理由是：{part_reason}。", "")
    own = re.sub(r"must = \[.*\]", "must = []", own)
    with pytest.raises(UserError) as refused:
        reword(original, own)
    assert refused.value.facts["field_name"] == "part_reason"
    silent = source_of("partial").replace('[[closing]]\nuse = "remedies"\n', "")
    with pytest.raises(UserError) as refused:
        reword(original, silent)
    assert refused.value.facts["field_name"] == "remedies"


def test_marks_are_nothing_but_lower_case_names():
    assert MARK.findall("{a}{B}{a.b}{a!r}{a:>9}{ a }") == ["a"]
