"""The catalogue of outcomes against table three, the regulation and the remedies."""

import dataclasses
from datetime import date

import pytest

from clerkdesk.errors import UserError
from clerkdesk.requests.grounds import GROUNDS, Citation, Ground
from clerkdesk.requests.outcomes import (
    OUTCOMES,
    Cell,
    Outcome,
    cell_of,
    check,
)
from clerkdesk.requests.remedies import RemediesCode, RemedyReadings, remedies, remedies_of

DECIDED = date(2026, 10, 12)

# Table three of 国办公开办函〔2021〕30号: line -> articles of the regulation whose replies it counts.
TABLE_THREE = {
    "C1": {"36(1)", "36(2)"},
    "C2": {"37"},
    "C3.1": {"14"},
    "C3.2": {"14"},
    "C3.3": {"14"},
    "C3.4": {"15"},
    "C3.5": {"16¶1"},
    "C3.6": {"16¶2"},
    "C3.7": {"16¶2"},
    "C3.8": {"36(7)"},
    "C4.1": {"36(4)", "36(5)"},
    "C4.2": {"38"},
    "C4.3": {"30"},
    "C5.1": {"39¶1"},
    "C5.2": {"36(6)"},
    "C5.3": {"39¶2"},
    "C5.4": {"35"},
    "C5.5": {"2"},
    "C6.1": {"30"},
    "C6.2": {"42"},
    "C6.3": set(),
}

FIELDS = {
    "reason": "公开会影响正在进行的谈判",
    "place_found": "本机关网站“财政信息”栏目",
    "provided": ["2025年决算表"],
    "provide_way": "纸质复印件，邮寄",
    "withheld": [{"what": "第二章", "ground": "workflow", "reason": "属于内部流程"}],
    "law": "《不动产登记暂行条例》第二十七条",
    "danger": "public_security",
    "third_party_view": "objected",
    "where_to_apply": "市不动产登记中心",
    "search_scope": "档案室和办公系统",
    "search_terms": "供热、特许经营",
    "organ": "临江市财政局",
    "organ_contact": "0000-1234567",
    "earlier_on": "2026-05-06",
    "earlier_number": "临建公复〔2026〕3号",
    "where_to_obtain": "市图书馆",
    "quantity": "2026年8月共提交96件",
    "finding": "经研究，按其他方式处理",
}


def given(outcome, **changes):
    rule = OUTCOMES[outcome]
    fields = {name: FIELDS[name] for name in (*rule.required, *rule.accepted) if name in FIELDS}
    if rule.grounds and rule.ground_required:
        fields["ground"] = rule.grounds[0]
    return {**fields, **changes}


def cited(citation):
    paragraph = f"¶{citation.paragraph}" if citation.paragraph else ""
    item = f"({citation.item})" if citation.item else ""
    return f"{citation.article}{paragraph}{item}"


def answer(outcome, **changes):
    return check(outcome, given(outcome, **changes))


def test_there_are_at_least_twenty_four_outcomes_and_every_one_has_a_rule():
    assert set(OUTCOMES) == set(Outcome)
    assert len(OUTCOMES) >= 24


def test_every_leaf_line_of_table_three_is_reached():
    assert {cell.value for cell in Cell} == set(TABLE_THREE)
    assert {rule.cell for rule in OUTCOMES.values()} == set(Cell)
    assert len(Cell) == 21


@pytest.mark.parametrize("outcome", Outcome)
def test_an_outcome_is_counted_where_table_three_puts_its_article(outcome):
    rule = OUTCOMES[outcome]
    own = {cited(place) for place in rule.cites} | {
        cited(GROUNDS[ground].cites) for ground in rule.grounds if rule.ground_required
    }
    wanted = TABLE_THREE[rule.cell.value]
    assert (own & wanted) or not wanted


@pytest.mark.parametrize("outcome", Outcome)
def test_an_item_with_all_its_fields_is_accepted(outcome):
    found = answer(outcome)
    assert found.outcome is outcome
    assert set(found.fields) >= set(OUTCOMES[outcome].required) - {"withheld"}


@pytest.mark.parametrize(
    ("outcome", "name"),
    [(outcome, name) for outcome, rule in OUTCOMES.items() for name in rule.required],
)
def test_each_required_field_is_missed_with_its_own_sentence(outcome, name):
    with pytest.raises(UserError) as refused:
        answer(outcome, **{name: "  "})
    assert refused.value.field == name
    assert len(str(refused.value)) > 10


def test_every_ground_leads_to_one_outcome_and_its_line():
    lines = {ground: rule.cell.value for rule in OUTCOMES.values() for ground in rule.grounds}

    assert lines == {
        Ground.STATE_SECRET: "C3.1",
        Ground.PROHIBITED_BY_LAW: "C3.2",
        Ground.THREE_SECURITIES: "C3.3",
        Ground.TRADE_SECRET: "C3.4",
        Ground.PRIVACY: "C3.4",
        Ground.THIRD_PARTY_OTHER: "C3.4",
        Ground.PERSONNEL: "C3.5",
        Ground.LOGISTICS: "C3.5",
        Ground.WORKFLOW: "C3.5",
        Ground.DISCUSSION_RECORD: "C3.6",
        Ground.DRAFT: "C3.6",
        Ground.CONSULTATION_LETTER: "C3.6",
        Ground.REQUEST_REPORT: "C3.6",
        Ground.ENFORCEMENT_FILE: "C3.7",
        Ground.QUERY_MATTER: "C3.8",
        Ground.NOT_GOVERNMENT_INFORMATION: "C6.3",
    }
    assert all(sum(g in rule.grounds for rule in OUTCOMES.values()) == 1 for g in Ground)


def test_the_only_ground_of_an_outcome_need_not_be_chosen():
    found = check(Outcome.STATE_SECRET, {"reason": "已依法定密"})
    assert found.ground is Ground.STATE_SECRET
    assert found.cites == (Citation(14), Citation(36, item=3))


@pytest.mark.parametrize(
    ("outcome", "changes", "code", "field"),
    [
        (Outcome.INTERNAL_AFFAIRS, {"ground": ""}, "missing_ground", "ground"),
        (Outcome.INTERNAL_AFFAIRS, {"ground": "draft"}, "ground_does_not_fit", "ground"),
        (Outcome.DISCLOSED, {"ground": "draft"}, "no_ground_here", "ground"),
        (Outcome.THREE_SECURITIES, {"danger": "weather"}, "missing_danger", "danger"),
        (
            Outcome.THIRD_PARTY,
            {"third_party_view": "agreed"},
            "third_party_agreed",
            "third_party_view",
        ),
        (Outcome.OTHER_ORGAN, {"organ": ""}, "missing_organ", "organ"),
        (Outcome.OTHER_ORGAN, {"organ_contact": ""}, "missing_organ_contact", "organ_contact"),
        (
            Outcome.OTHER_ORGAN,
            {"organ_unknown": True},
            "organ_known_and_unknown",
            "organ_unknown",
        ),
        (Outcome.REPEATED, {"earlier_on": "5月6日"}, "not_a_date", "earlier_on"),
        (Outcome.REPEATED, {"earlier_on": date(2026, 10, 13)}, "after_deciding", "earlier_on"),
        (Outcome.PARTIAL, {"withheld": []}, "missing_withheld", "withheld"),
        (Outcome.PARTIAL, {"withheld": ["第二章"]}, "missing_withheld", "withheld"),
    ],
)
def test_a_wrong_combination_is_refused_beside_its_field(outcome, changes, code, field):
    with pytest.raises(UserError) as refused:
        check(outcome, given(outcome, **changes), on=DECIDED)
    assert (refused.value.code, refused.value.field) == (f"outcomes.{code}", field)
    assert str(refused.value)


@pytest.mark.parametrize(
    ("part", "code", "field"),
    [
        ({"ground": "draft", "reason": "草稿"}, "missing_part_what", "withheld[1].what"),
        ({"what": "第三页", "ground": "draft"}, "missing_part_reason", "withheld[1].reason"),
        ({"what": "第三页", "reason": "草稿"}, "missing_part_ground", "withheld[1].ground"),
        (
            {"what": "第三页", "reason": "禁止", "ground": "prohibited_by_law"},
            "missing_law",
            "withheld[1].law",
        ),
        (
            {
                "what": "姓名",
                "reason": "隐私",
                "ground": "privacy",
                "third_party_view": "agreed",
            },
            "third_party_agreed",
            "withheld[1].third_party_view",
        ),
    ],
)
def test_each_withheld_part_needs_what_ground_and_reason(part, code, field):
    withheld = [*FIELDS["withheld"], part]
    with pytest.raises(UserError) as refused:
        answer(Outcome.PARTIAL, withheld=withheld)
    assert (refused.value.code, refused.value.field) == (f"outcomes.{code}", field)


@pytest.mark.parametrize(
    ("view", "asked"),
    [("objected", True), ("partly_agreed", True), ("silent", True), ("not_asked", False)],
)
def test_what_is_withheld_for_a_third_party_cites_how_that_one_was_asked(view, asked):
    """条例 32: asked in writing; its reasoned no is followed, and its silence leaves it to 15."""
    own = {"reason": "成本构成", "ground": "privacy", "third_party_view": view}
    whole = check(Outcome.THIRD_PARTY, own)
    part = own | {"what": "住址"}
    rest = {"provided": "协议", "provide_way": "邮寄", "withheld": [part]}
    for answer in (whole, check(Outcome.PARTIAL, rest)):
        assert (Citation(32) in answer.cites) is asked
        assert Citation(15) in answer.cites


def test_an_organ_that_cannot_be_determined_is_said_so_expressly():
    found = answer(Outcome.OTHER_ORGAN, organ="", organ_contact="", organ_unknown=True)
    assert "organ" not in found.fields


def test_fields_of_an_outcome_chosen_before_are_left_out():
    found = answer(Outcome.NOT_HELD, place_found="某网址")
    assert "place_found" not in found.fields


# --- remedies ------------------------------------------------------------------------------------

GOES_FIRST = {
    Outcome.STATE_SECRET,
    Outcome.PROHIBITED_BY_LAW,
    Outcome.THREE_SECURITIES,
    Outcome.THIRD_PARTY,
    Outcome.INTERNAL_AFFAIRS,
    Outcome.PROCESS_INFORMATION,
    Outcome.ENFORCEMENT_FILE,
    Outcome.PARTIAL,
}


@pytest.mark.parametrize("outcome", Outcome)
def test_reconsideration_comes_first_for_articles_14_15_and_16_alone(outcome):
    wanted = RemediesCode.R1 if outcome in GOES_FIRST else RemediesCode.R2
    if outcome is Outcome.WITHDRAWN:
        wanted = RemediesCode.R0
    assert remedies_of(answer(outcome), DECIDED) is wanted


def test_before_2024_every_refusal_could_be_taken_to_court_at_once():
    refusal = answer(Outcome.STATE_SECRET)
    assert remedies_of(refusal, date(2023, 12, 31)) is RemediesCode.R2
    assert remedies_of(refusal, date(2024, 1, 1)) is RemediesCode.R1


def test_a_partial_disclosure_follows_the_grounds_of_its_parts():
    not_government = {"ground": "not_government_information", "reason": "党务", "what": "附件二"}
    open_part = answer(Outcome.PARTIAL, withheld=[not_government])
    assert remedies_of(open_part, DECIDED) is RemediesCode.R2
    mixed = answer(Outcome.PARTIAL, withheld=[not_government, *FIELDS["withheld"]])
    assert remedies_of(mixed, DECIDED) is RemediesCode.R1


def test_the_open_readings_of_the_law_are_settings():
    partial, query = answer(Outcome.PARTIAL), answer(Outcome.QUERY_MATTER)
    other = RemedyReadings(
        partial_needs_reconsideration_first=False, query_matter_needs_reconsideration_first=True
    )
    assert remedies_of(partial, DECIDED, other) is RemediesCode.R2
    assert remedies_of(query, DECIDED, other) is RemediesCode.R1


def test_one_refused_item_makes_the_reply_one_that_says_reconsideration_first():
    answers = [answer(Outcome.DISCLOSED), answer(Outcome.ENFORCEMENT_FILE)]
    assert remedies(answers, DECIDED) is RemediesCode.R1
    assert remedies(answers[:1], DECIDED) is RemediesCode.R2
    assert remedies([answer(Outcome.WITHDRAWN)], DECIDED) is RemediesCode.R0


# --- counted once --------------------------------------------------------------------------------


def test_items_all_alike_are_counted_in_their_line():
    assert cell_of([Outcome.NOT_HELD, Outcome.OTHER_ORGAN]) is Cell.C4_1
    assert cell_of([Outcome.ALREADY_PUBLIC, Outcome.DISCLOSED]) is Cell.C1


@pytest.mark.parametrize(
    "outcomes",
    [
        [Outcome.DISCLOSED, Outcome.INTERNAL_AFFAIRS],
        [Outcome.PARTIAL, Outcome.NOT_HELD],
        [Outcome.ALREADY_PUBLIC, Outcome.QUERY_MATTER, Outcome.PETITION],
    ],
)
def test_something_given_and_something_withheld_is_partial_disclosure(outcomes):
    assert cell_of(outcomes) is Cell.C2


def test_any_other_mixture_needs_the_main_outcome_with_a_reason():
    outcomes = [Outcome.NOT_HELD, Outcome.PETITION]
    for main, reason, code, field in [
        (None, "", "name_main", "main_outcome"),
        (Outcome.OTHER, "多数", "main_is_no_item", "main_outcome"),
        (Outcome.PETITION, " ", "main_needs_reason", "main_outcome_reason"),
    ]:
        with pytest.raises(UserError) as refused:
            cell_of(outcomes, main=main, main_reason=reason)
        assert (refused.value.code, refused.value.field) == (f"outcomes.{code}", field)
    assert cell_of(outcomes, main=Outcome.PETITION, main_reason="主要诉求是投诉") is Cell.C5_1


def test_a_request_without_items_is_counted_nowhere():
    with pytest.raises(UserError, match="申请事项"):
        cell_of([])


def test_a_rule_cannot_be_changed_at_run_time():
    with pytest.raises(dataclasses.FrozenInstanceError):
        OUTCOMES[Outcome.OTHER].letter = "x"
