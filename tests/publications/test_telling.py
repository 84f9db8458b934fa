"""Those concerned are named and told one by one; what is amiss is told on the card."""

from dataclasses import replace
from datetime import date

import pytest

from clerkdesk.deadlines import board
from clerkdesk.deadlines.lights import Light
from clerkdesk.errors import UserError
from clerkdesk.publications import queries, service
from clerkdesk.publications.attributes import Audience, Origin, State
from clerkdesk.publications.facts import Facts, Hearing, Risk, Study
from clerkdesk.publications.reminders import Reminder
from clerkdesk.publications.service import NewFile, NewPublication
from clerkdesk.reviews.states import ReviewState

TODAY = date(2026, 10, 13)
DAY = date(2026, 9, 14)
HOUSEHOLD = NewPublication(
    "房屋调查结果",
    DAY,
    category="house_taking_household",
    audience=Audience.PARTIES,
    channel="party_notice",
)


def file(text: str = "调查结果") -> NewFile:
    return NewFile("调查结果.txt", text.encode())


def code(act, *args, **named) -> str:
    with pytest.raises(UserError) as refused:
        act(*args, **named)
    assert str(refused.value)
    return refused.value.code


def names(publication_id: int) -> list[tuple[str, date | None]]:
    card = queries.card(publication_id, TODAY)
    return [(one.party, one.sent_on) for one in card.notices]


def changed(publication_id: int, clerk: int, **facts) -> None:
    draft = service.draft_of(publication_id)
    service.change_facts(publication_id, replace(draft, facts=replace(draft.facts, **facts)), clerk)


@pytest.fixture
def household(clerk, reviewers) -> int:
    made = service.register(HOUSEHOLD, [file()], clerk)
    reviewers.approve(made)
    return made


def test_each_party_has_its_own_notice_and_all_are_told_before_it_counts_as_published(
    clerk, household
):
    publish = {"on": TODAY, "channel": "party_notice"}
    assert code(service.publish, household, clerk, **publish) == "publications.no_party_told"
    parties = ["张三", " 李四 ", "", "张三"]
    first, second = service.name_parties(household, clerk, parties=parties)
    assert names(household) == [("张三", None), ("李四", None)]
    assert code(service.publish, household, clerk, **publish) == "publications.parties_untold"
    service.note_party_told(household, clerk, on=TODAY, way="直接送达", notice_ids=[first])
    assert code(service.publish, household, clerk, **publish) == "publications.parties_untold"
    service.note_party_told(household, clerk, on=TODAY, way="挂号信", notice_ids=[second])
    service.publish(household, clerk, **publish)
    assert queries.card(household, TODAY).state is State.PUBLISHED


def test_a_household_that_came_to_light_later_stands_on_the_board_until_it_is_told(
    clerk, household
):
    service.note_party_told(household, clerk, party="张三", on=TODAY, way="直接送达")
    service.publish(household, clerk, on=TODAY, channel="party_notice")
    (late,) = service.name_parties(household, clerk, parties=["王五"])
    assert Reminder.PARTIES_UNTOLD in queries.card(household, TODAY).reminders
    lines = board.of("publication", household, TODAY)
    assert "tell_parties" in {row.rule for row in lines if row.closed_on is None}
    service.note_party_told(household, clerk, on=TODAY, way="直接送达", notice_ids=[late])
    lines = board.of("publication", household, TODAY)
    assert "tell_parties" not in {row.rule for row in lines if row.closed_on is None}


def test_what_was_withdrawn_is_told_nobody_any_more(clerk, household, clock):
    (later,) = service.name_parties(household, clerk, parties=["张三"])
    service.note_party_told(household, clerk, on=TODAY, way="直接送达", notice_ids=[later])
    service.publish(household, clerk, on=TODAY, channel="party_notice")
    first, second = service.name_parties(household, clerk, parties=["王五", "赵六"])
    service.withdraw(household, clerk, on=TODAY, reason="面积有误")
    clock.at = clock.at.replace(day=15)
    after = {"on": date(2026, 10, 14), "way": "直接送达", "notice_ids": [first]}
    assert code(service.note_party_told, household, clerk, **after) == (
        "publications.told_after_withdrawal"
    )
    before = {"on": TODAY, "way": "直接送达", "notice_ids": [second]}  # entered late
    service.note_party_told(household, clerk, **before)
    assert ("赵六", TODAY) in names(household)


def test_a_name_is_taken_back_only_before_it_was_told(clerk, household):
    first, second = service.name_parties(household, clerk, parties=["张三", "李四"])
    service.remove_party(first, clerk, reason="同名两人，重复")
    assert names(household) == [("李四", None)]
    assert code(service.remove_party, first, clerk, reason="再来") == "publications.notice_gone"
    service.note_party_told(household, clerk, on=TODAY, way="直接送达", notice_ids=[second])
    assert code(service.remove_party, second, clerk, reason="不是") == "publications.notice_gone"
    told = {"on": TODAY, "way": "直接送达", "notice_ids": [second]}
    assert code(service.note_party_told, household, clerk, **told) == "publications.notice_gone"


@pytest.mark.parametrize(
    ("parties", "expected"),
    [
        ([" ", ""], "publications.parties_missing"),
        (["张三\n李四"], "typed.line_break"),
        ([f"户{n}" for n in range(2001)], "publications.too_many_parties"),
    ],
)
def test_a_list_that_cannot_be_is_refused_whole(clerk, household, parties, expected):
    assert code(service.name_parties, household, clerk, parties=parties) == expected
    assert names(household) == []


def test_a_notice_of_another_publication_is_not_told_here(clerk, household):
    other = service.register(replace(HOUSEHOLD, title="另一户"), (), clerk)
    (notice,) = service.name_parties(other, clerk, parties=["张三"])
    told = {"on": TODAY, "way": "直接送达", "notice_ids": [notice]}
    assert code(service.note_party_told, household, clerk, **told) == "publications.notice_gone"


# --- a major decision ------------------------------------------------------------------------


def test_a_major_decision_reminds_of_its_hearing_and_of_those_concerned(clerk):
    decision = NewPublication("停车收费方案", DAY, category="major_decision")
    made = service.register(decision, (), clerk)
    amiss = queries.card(made, TODAY).reminders
    assert {Reminder.HEARING_MISSING, Reminder.PARTIES_UNNAMED} <= set(amiss)
    changed(made, clerk, hearing=Hearing(date(2026, 8, 3), date(2026, 9, 2)))
    service.name_parties(made, clerk, parties=["停车场经营者"])
    amiss = set(queries.card(made, TODAY).reminders)
    assert not amiss & {Reminder.HEARING_MISSING, Reminder.PARTIES_UNNAMED}


@pytest.mark.parametrize(
    ("first", "last", "expected", "field"),
    [
        (date(2026, 8, 3), None, "publications.hearing_half", "hearing"),
        (None, date(2026, 9, 2), "publications.hearing_half", "hearing_first"),
        (date(2026, 9, 2), date(2026, 8, 3), "publications.hearing_ends_before", "hearing"),
        (date(2026, 8, 3), date(2026, 9, 1), "publications.hearing_short", "hearing"),
    ],
)
def test_a_hearing_half_entered_or_too_short_is_refused(clerk, first, last, expected, field):
    draft = NewPublication("方案", DAY, facts=Facts(hearing=Hearing(first, last)))
    with pytest.raises(UserError) as refused:
        service.register(draft, (), clerk)
    assert (refused.value.code, refused.value.field) == (expected, field)


# --- what is sensitive -----------------------------------------------------------------------


STUDY = Study("口径一致", "周一上午", "发布会后上网")


def test_what_becomes_sensitive_after_the_leader_signed_goes_back_to_him(clerk, reviewers):
    made = service.register(NewPublication("调价方案", DAY), [file()], clerk)
    reviewers.approve(made)
    changed(made, clerk, sensitive=True)
    card = queries.card(made, TODAY)
    assert card.review.state is ReviewState.VOID
    assert card.review.void_reason == "study_changed"
    assert Reminder.STUDY_MISSING in card.reminders
    publish = {"on": TODAY, "channel": "website"}
    assert code(service.publish, made, clerk, **publish) == "reviews.gate_no_review"
    changed(made, clerk, study=STUDY)
    reviewers.approve(made)
    service.publish(made, clerk, **publish)


def test_a_study_changed_after_the_leader_signed_voids_it_and_before_does_not(clerk, reviewers):
    sensitive = Facts(sensitive=True)
    made = service.register(NewPublication("调价方案", DAY, facts=sensitive), [file()], clerk)
    review_id = service.start_review(made, clerk, on=TODAY)
    reviewers.answer_calmly(review_id)
    for level in range(3):
        reviewers.sign(review_id, level)
    with pytest.raises(UserError) as refused:
        reviewers.sign(review_id, 3)
    assert refused.value.code == "reviews.study_missing"
    changed(made, clerk, study=STUDY)  # the round goes on
    reviewers.sign(review_id, 3)
    changed(made, clerk, study=replace(STUDY, timing="改到节后"))
    assert queries.card(made, TODAY).review.void_reason == "study_changed"


def test_a_risk_not_weighed_is_a_reminder(clerk):
    facts = Facts(sensitive=True, study=STUDY)
    made = service.register(NewPublication("调价方案", DAY, facts=facts), (), clerk)
    assert Reminder.RISK_MISSING in queries.card(made, TODAY).reminders
    changed(made, clerk, risk=Risk("middle", "担心涨价", "说明补贴"))
    assert Reminder.RISK_MISSING not in queries.card(made, TODAY).reminders


# --- other reminders -------------------------------------------------------------------------


def test_without_a_category_the_card_says_so(clerk):
    made = service.register(NewPublication("公告", DAY), (), clerk)
    assert queries.card(made, TODAY).reminders == (Reminder.NO_CATEGORY,)


def test_what_is_amiss_with_day_and_elements_and_origin_is_said_until_it_is_mended(clerk):
    facts = Facts(origin=Origin.OBTAINED_FROM_ORGAN)
    draft = NewPublication("预算", DAY, category="government_budget", facts=facts)
    made = service.register(draft, (), clerk)
    wanted = {Reminder.APPROVAL_MISSING, Reminder.ELEMENTS_OPEN, Reminder.OTHERS_DISCLOSE}
    assert set(queries.card(made, TODAY).reminders) == wanted
    for place, one in enumerate(queries.card(made, TODAY).elements):
        note = "第3页" if place else "本年没有"
        service.check_element(made, clerk, key=one.key, done=bool(place), note=note)
    changed(made, clerk, approved_on=DAY, origin=Origin.MADE)
    card = queries.card(made, TODAY)
    assert card.reminders == ()
    assert [(one.done, one.note) for one in card.elements][:2] == [
        (False, "本年没有"),
        (True, "第3页"),
    ]


def test_an_element_nobody_asks_for_is_refused_and_an_emptied_one_is_open_again(clerk):
    made = service.register(NewPublication("预算", DAY, category="fees"), (), clerk)
    check = {"key": "colour", "done": True}
    assert code(service.check_element, made, clerk, **check) == "publications.element_gone"
    service.check_element(made, clerk, key="item", done=False, note="见附件")
    service.check_element(made, clerk, key="item", done=False, note=" ")
    assert queries.card(made, TODAY).elements[0].done is None


def test_an_expired_publication_stands_on_the_board_with_its_day(clerk, reviewers):
    draft = NewPublication("临时管制通告", DAY, category="rules", valid_until=date(2026, 10, 12))
    made = service.register(draft, [file()], clerk)
    reviewers.approve(made)
    service.publish(made, clerk, on=TODAY, channel="website")
    line = next(row for row in board.of("publication", made, TODAY) if row.rule == "expires")
    assert line.due_on == date(2026, 10, 12)
    assert Reminder.EXPIRED in queries.card(made, TODAY).reminders
    service.withdraw(made, clerk, on=TODAY, reason="期满")
    lines = board.of("publication", made, TODAY)
    assert all(row.closed_on for row in lines if row.rule == "expires")
    assert queries.card(made, TODAY).reminders == ()


def test_a_penalty_quashed_is_withdrawn_within_three_working_days_or_late(clerk, reviewers, clock):
    draft = NewPublication("处罚决定", DAY, category="penalty_decision")
    made = service.register(draft, [file()], clerk)
    reviewers.approve(made)
    service.publish(made, clerk, on=TODAY, channel="website")
    before = {"on": date(2026, 9, 13), "how": "撤销"}
    assert code(service.mark_quashed, made, clerk, **before) == "publications.before_formed"
    service.mark_quashed(made, clerk, on=TODAY, how="复议机关撤销")
    clock.at = clock.at.replace(day=20)
    service.withdraw(made, clerk, on=date(2026, 10, 19), reason="决定已撤销")
    line = next(
        row
        for row in board.of("publication", made, date(2026, 10, 20))
        if row.rule == "withdraw_quashed"
    )
    assert (line.due_on, line.closed_on) == (date(2026, 10, 16), date(2026, 10, 19))


def test_a_legal_limit_shorter_than_the_lead_is_yellow_from_its_first_day(clerk, reviewers):
    """1 working day of a changed service guide (昆政办发〔2018〕152号), 3 of a quashed penalty."""
    guide = NewPublication("办事指南", DAY, category="service_guide_change", changed_on=TODAY)
    made = service.register(guide, (), clerk)
    (due,) = [one for one in board.of("publication", made, TODAY) if one.rule == "publish"]
    assert (due.due_on, due.light) == (date(2026, 10, 14), Light.SOON)
    penalty = NewPublication("处罚决定", DAY, category="penalty_decision")
    out = service.register(penalty, [file()], clerk)
    reviewers.approve(out)
    service.publish(out, clerk, on=TODAY, channel="website")
    service.mark_quashed(out, clerk, on=TODAY, how="撤销")
    (due,) = [one for one in board.of("publication", out, TODAY) if one.rule == "withdraw_quashed"]
    assert (due.due_on, due.light) == (date(2026, 10, 16), Light.SOON)


def test_a_tie_taken_back_twice_and_one_that_never_was_are_sentences(clerk):
    first = service.register(NewPublication("政策", DAY), (), clerk)
    second = service.register(NewPublication("解读", DAY), (), clerk)
    tie = service.link(second, clerk, relation="interprets", other_id=first)
    service.unlink(tie, clerk)
    assert code(service.unlink, tie, clerk) == "publications.link_gone"
    assert code(service.unlink, 999, clerk) == "publications.link_gone"


def test_two_publications_never_take_each_others_place(clerk, reviewers):
    made = []
    for text in ("甲", "乙"):
        one = service.register(NewPublication(text, DAY), [file(text)], clerk)
        reviewers.approve(one)
        service.publish(one, clerk, on=TODAY, channel="website")
        made.append(one)
    service.supersede(made[0], clerk, new_id=made[1])
    back = {"new_id": made[0]}
    assert code(service.supersede, made[1], clerk, **back) == "publications.new_not_published"
    stranger = {"handler_id": 999, "reason": "换人"}
    assert code(service.correct_release, made[1], clerk, **stranger) == "publications.no_such_row"


def test_the_next_step_leads_from_the_list_to_telling_to_publishing(clerk, household):
    def step() -> str:
        return queries.card(household, TODAY).next_step

    assert step() == "name_parties"
    (notice,) = service.name_parties(household, clerk, parties=["张三"])
    assert step() == "tell_parties"
    service.note_party_told(household, clerk, on=TODAY, way="直接送达", notice_ids=[notice])
    assert step() == "publish"
