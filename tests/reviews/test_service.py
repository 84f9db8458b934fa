"""Each verb on a round of review, what it does and what it refuses."""

from datetime import date, timedelta

import peewee
import pytest

from clerkdesk import audit, settings
from clerkdesk.db.connection import database
from clerkdesk.db.models import Deadline, Review, ReviewAnswer, ReviewInquiry, ReviewStep
from clerkdesk.db.unit import unit
from clerkdesk.errors import UserError
from clerkdesk.publications import queries as publications
from clerkdesk.publications import service as publishing
from clerkdesk.publications.attributes import State
from clerkdesk.publications.facts import Facts, Study
from clerkdesk.publications.service import NewFile, NewPublication
from clerkdesk.reviews import queries, service
from clerkdesk.reviews.acts import ReviewAct
from clerkdesk.reviews.levels import Level, StageState
from clerkdesk.reviews.service import (
    Answer,
    Conclusion,
    Given,
    InquiryKind,
    InquiryResult,
    Mode,
    Signature,
)
from clerkdesk.reviews.states import ReviewState

TODAY = date(2026, 10, 13)
DAY = date(2026, 9, 14)


def refused(code: str, act, *args, **named) -> UserError:
    before = everything()
    with pytest.raises(UserError) as caught:
        act(*args, **named)
    assert caught.value.code == code
    assert str(caught.value)
    assert everything() == before
    return caught.value


def everything() -> tuple[int, ...]:
    return tuple(
        database.execute_sql(f"SELECT count(*) FROM {table}").fetchone()[0]  # noqa: S608
        for table in ("review", "review_answer", "review_step", "review_inquiry", "audit", "file")
    )


def new(clerk: int, **facts) -> int:
    paper = NewFile("公告.txt", "关于停水的公告".encode())
    draft = NewPublication("关于停水的公告", DAY, facts=Facts(**facts))
    return publishing.register(draft, [paper], clerk)


@pytest.fixture
def publication(clerk) -> int:
    return new(clerk)


@pytest.fixture
def opened(clerk, reviewers, publication) -> int:
    """Every question answered calmly, no signature yet."""
    review_id = publishing.start_review(publication, clerk)
    reviewers.answer_calmly(review_id)
    return review_id


def card(review_id: int):
    return queries.review_card(review_id, TODAY)


def board_rules(review_id: int) -> dict[str, date | None]:
    rows = Deadline.select().where(
        (Deadline.noun == "review") & (Deadline.noun_id == review_id) & Deadline.closed_on.is_null()
    )
    return {row.rule: row.due_on for row in rows}


# --- the whole way -------------------------------------------------------------------------------


def test_five_signatures_on_paper_open_the_gate(clerk, reviewers, publication, opened):
    waiting = []
    for place in range(5):
        waiting.append(card(opened).waiting_at.key)
        reviewers.sign(opened, place)
    assert waiting == [str(level) for level in Level]
    done = card(opened)
    assert done.state is ReviewState.APPROVED
    assert done.valid
    assert done.closed_on == TODAY
    assert [view.state for view in done.stages] == [StageState.DONE] * 5
    assert publications.card(publication, TODAY).state is State.APPROVED
    assert board_rules(opened) == {}


def test_the_log_has_each_signature_return_and_paper_of_a_round(clerk, reviewers, opened):
    reviewers.sign(opened, 0)
    service.attach_scan(opened, NewFile("审查单.txt", "审查单".encode()), clerk)
    signature = Signature(reviewers.people[1], TODAY, opinion="请补充依据")
    service.send_back(opened, signature, clerk)
    for place in range(5):
        reviewers.sign(opened, place)

    lines = audit.history("review", opened)
    told = [line.verb for line in lines if line.verb not in ("opened", "answered")]
    signed = [line.payload for line in lines if line.verb == "signed"]

    assert told == ["signed", "scan_attached", "returned", *["signed"] * 5, "approved"]
    assert [one["level"] for one in signed] == ["handler", *(str(level) for level in Level)]
    assert signed[-1]["signed_by"] == reviewers.people[4]


def test_who_signed_and_who_recorded_are_two_things(clerk, reviewers, opened):
    reviewers.sign(opened, 0)
    reviewers.sign(opened, 1, opinion="同意")
    step = card(opened).steps[1]
    assert (step.signed_by, step.recorded_by, step.mode) == ("李明", "王芳", Mode.PAPER)


def test_the_level_waited_for_stands_on_the_board_without_a_date_of_its_own(reviewers, opened):
    assert board_rules(opened) == {"review": None}
    reviewers.sign(opened, 0)
    row = Deadline.get((Deadline.noun == "review") & (Deadline.noun_id == opened))
    assert row.next_step == "sign_section"


def test_a_signed_paper_is_kept_as_a_scan(clerk, reviewers, opened):
    scan = NewFile("审查单.txt", "审查单扫描".encode())
    reviewers.sign(opened, 0, scan=scan)
    assert card(opened).steps[0].scan_id
    service.attach_scan(opened, NewFile("第二页.txt", "第二页".encode()), clerk)
    assert [one.name for one in card(opened).scans] == ["第二页.txt"]


def test_a_scan_that_bears_a_mark_is_refused_at_every_door(clerk, reviewers, opened):
    marked = NewFile("审查单.txt", "机密★10年".encode())
    refused("reading.marked", service.attach_scan, opened, marked, clerk)
    refused("reading.marked", reviewers.sign, opened, 0, scan=marked)
    reviewers.sign(opened, 0)
    signature = Signature(reviewers.people[1], TODAY, opinion="请补充", scan=marked)
    refused("reading.marked", service.send_back, opened, signature, clerk)


# --- answers -------------------------------------------------------------------------------------


def test_no_level_passes_while_a_question_is_open_and_the_sentence_names_them(
    clerk, reviewers, publication
):
    review_id = publishing.start_review(publication, clerk)
    fault = refused("reviews.questions_open", reviewers.sign, review_id, 0)
    assert "第1、2、3、" in str(fault)
    reviewers.answer_calmly(review_id)
    service.answer(review_id, "work_secret", Answer.YES, clerk, note="内部方案")
    assert card(review_id).blockers == ()


def test_a_worrying_answer_demands_the_note_its_question_names(clerk, reviewers, opened):
    service.answer(opened, "internal_mark", Answer.YES, clerk)
    fault = refused("reviews.note_missing", reviewers.sign, opened, 0)
    assert "制发单位" in str(fault)
    assert fault.field == "internal_mark"
    service.answer(opened, "internal_mark", Answer.YES, clerk, note="制发单位同意，标志已去除")
    reviewers.sign(opened, 0)


def test_a_stopping_answer_leaves_only_withholding_and_referral(clerk, reviewers, opened):
    service.answer(opened, "public_security", Answer.YES, clerk, note="涉及关键设施位置")
    fault = refused("reviews.stopped", reviewers.sign, opened, 0)
    assert "第9项" in str(fault)
    refused("reviews.stopped", reviewers.sign, opened, 0, conclusion=Conclusion.PARTLY)
    reviewers.sign(
        opened,
        0,
        conclusion=Conclusion.WITHHOLD,
        ground="three_securities",
        opinion="危及公共安全",
    )


@pytest.mark.parametrize("question", ["secret_mark", "privacy", "this_version"])
def test_not_applicable_is_no_answer_to_what_always_applies(clerk, opened, question):
    refused(
        "reviews.always_applies",
        service.answer,
        opened,
        question,
        Answer.NOT_APPLICABLE,
        clerk,
    )


def test_a_follow_up_always_applies_once_the_question_before_worries(clerk, reviewers, opened):
    service.answer(opened, "privacy_masked", Answer.NOT_APPLICABLE, clerk)
    service.answer(opened, "privacy", Answer.YES, clerk, note="有姓名和电话")
    assert "不适用" in card(opened).blockers[0]
    refused(
        "reviews.follows", service.answer, opened, "privacy_masked", Answer.NOT_APPLICABLE, clerk
    )
    service.answer(opened, "privacy_masked", Answer.YES, clerk)
    reviewers.sign(opened, 0)


def test_the_answer_before_stays_on_record(clerk, opened):
    service.answer(opened, "accurate", Answer.NO, clerk, note="缺附件")
    service.answer(opened, "accurate", Answer.YES, clerk)
    given = [
        row.answer
        for row in ReviewAnswer.select()
        .where(ReviewAnswer.question == "accurate")
        .order_by(ReviewAnswer.id)
    ]
    assert given == ["yes", "no", "yes"]
    view = next(one for one in card(opened).answers if one.question.key == "accurate")
    assert (view.answer, view.earlier) == (Answer.YES, 2)


def test_the_same_answer_again_writes_nothing(clerk, opened):
    before = everything()
    service.answer(opened, "accurate", Answer.YES, clerk)
    assert everything() == before


def test_an_answer_is_attributed_to_who_gave_it(clerk, reviewers, opened):
    service.answer(
        opened, "accurate", Answer.NO, clerk, note="缺页", answered_by=reviewers.people[2]
    )
    view = next(one for one in card(opened).answers if one.question.key == "accurate")
    assert view.answered_by == "赵敏"
    refused(
        "reviews.person_unknown",
        service.answer,
        opened,
        "accurate",
        Answer.YES,
        clerk,
        answered_by=99,
    )


def test_an_unknown_question_is_refused(clerk, opened):
    refused("reviews.question_unknown", service.answer, opened, "colour", Answer.YES, clerk)


def test_answers_and_steps_are_never_updated(clerk, reviewers, opened):
    reviewers.sign(opened, 0)
    for change in (
        ReviewAnswer.update(answer="no"),
        ReviewStep.update(passed=False),
    ):
        with pytest.raises(peewee.DatabaseError, match="never updated"), unit(by=clerk):
            change.execute()


# --- doubts and others ---------------------------------------------------------------------------


def test_a_doubt_opens_a_referral_with_ten_working_days(clerk, opened):
    service.answer(opened, "aggregated", Answer.UNSURE, clerk, note="与地图叠加后不明")
    inquiry = card(opened).inquiries[0]
    assert (inquiry.kind, inquiry.question) == (InquiryKind.REFERRAL, "aggregated")
    assert inquiry.due_on == date(2026, 10, 27)
    assert board_rules(opened)["referral_report"] == date(2026, 10, 27)


def test_a_doubt_may_go_up_to_the_secrecy_review_and_no_further(clerk, reviewers, opened):
    service.answer(opened, "aggregated", Answer.UNSURE, clerk, note="不明")
    reviewers.sign(opened, 0)
    reviewers.sign(opened, 1)
    refused("reviews.still_unsure", reviewers.sign, opened, 2)


def test_the_authority_has_ten_working_days_of_its_own_from_the_report(
    clerk, reviewers, opened, clock
):
    service.answer(opened, "aggregated", Answer.UNSURE, clerk, note="不明")
    inquiry_id = card(opened).inquiries[0].id
    refused("reviews.whom_missing", service.note_sent, inquiry_id, clerk, on=TODAY)
    service.note_sent(inquiry_id, clerk, on=TODAY, whom="省国家保密局", reference="示保〔2026〕3号")
    assert set(board_rules(opened)) == {"review", "referral_answer"}
    assert card(opened).inquiries[0].due_on == date(2026, 10, 27)
    refused("reviews.sent_already", service.note_sent, inquiry_id, clerk, on=TODAY, whom="省局")
    refused("reviews.waits_for_authority", service.answer, opened, "aggregated", Answer.NO, clerk)
    service.record_result(inquiry_id, InquiryResult.MAY, clerk, on=TODAY, text="不属于国家秘密")
    service.answer(opened, "aggregated", Answer.NO, clerk, note="省局复函")
    for place in range(5):
        reviewers.sign(opened, place)
    assert card(opened).state is ReviewState.APPROVED


def test_a_doubt_not_yet_reported_may_be_settled_inside_with_its_reason(clerk, opened):
    service.answer(opened, "aggregated", Answer.UNSURE, clerk, note="不明")
    refused("reviews.settle_how", service.answer, opened, "aggregated", Answer.NO, clerk)
    service.answer(opened, "aggregated", Answer.NO, clerk, note="对照保密事项范围第3条，不属于")
    assert card(opened).inquiries[0].result is InquiryResult.SETTLED
    assert "referral_report" not in board_rules(opened)


def test_an_authority_is_not_heard_before_it_was_asked(clerk, opened):
    service.answer(opened, "aggregated", Answer.UNSURE, clerk, note="不明")
    inquiry_id = card(opened).inquiries[0].id
    refused(
        "reviews.not_sent_yet",
        service.record_result,
        inquiry_id,
        InquiryResult.MAY,
        clerk,
        on=TODAY,
        text="可以",
    )


def test_other_organs_must_have_answered_before_the_leader_decides(clerk, reviewers, opened):
    inquiry_id = service.ask_others(
        opened, InquiryKind.CONFIRMATION, clerk, whom="市水务局", on=TODAY
    )
    for place in range(3):
        reviewers.sign(opened, place)
    refused("reviews.answers_awaited", reviewers.sign, opened, 3)
    service.record_result(inquiry_id, InquiryResult.MAY, clerk, on=TODAY, text="内容一致")
    reviewers.sign(opened, 3)
    refused(
        "reviews.nobody_was_asked",
        service.record_result,
        inquiry_id,
        InquiryResult.MAY,
        clerk,
        on=TODAY,
        text="再答",
    )


def test_a_third_party_has_fifteen_working_days(clerk, opened):
    service.ask_others(opened, InquiryKind.CONSENT, clerk, whom="某公司", on=TODAY)
    assert card(opened).inquiries[0].due_on == date(2026, 11, 3)


def test_nobody_is_asked_tomorrow_or_before_the_round(clerk, opened):
    for day, code in (
        (date(2026, 10, 14), "reviews.in_future"),
        (date(2026, 10, 12), "reviews.before_opened"),
    ):
        refused(
            code, service.ask_others, opened, InquiryKind.CONFIRMATION, clerk, whom="市局", on=day
        )


# --- signatures ----------------------------------------------------------------------------------


def test_a_level_must_conclude(reviewers, opened):
    refused("reviews.conclusion_missing", reviewers.sign, opened, 0, conclusion=None)


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"conclusion": Conclusion.WITHHOLD, "opinion": "x"}, "reviews.ground_missing"),
        ({"conclusion": Conclusion.PARTLY, "opinion": "x"}, "reviews.ground_missing"),
        (
            {"conclusion": Conclusion.WITHHOLD, "ground": "not_for_all", "opinion": "x"},
            "reviews.ground_missing",
        ),
        ({"conclusion": Conclusion.WITHHOLD, "ground": "privacy"}, "reviews.opinion_missing"),
        ({"conclusion": Conclusion.REFER}, "reviews.opinion_missing"),
        ({"ground": "privacy"}, "reviews.ground_needless"),
    ],
)
def test_a_conclusion_against_publishing_needs_ground_and_reason(reviewers, opened, said, code):
    refused(code, reviewers.sign, opened, 0, **said)


def test_nobody_signs_tomorrow_before_the_round_or_before_the_level_before(
    clerk, reviewers, publication, clock
):
    review_id = publishing.start_review(publication, clerk, on=date(2026, 9, 21))
    reviewers.answer_calmly(review_id)
    refused("reviews.in_future", reviewers.sign, review_id, 0, date(2026, 10, 14))
    refused("reviews.before_opened", reviewers.sign, review_id, 0, date(2026, 9, 20))
    reviewers.sign(review_id, 0, date(2026, 9, 23))
    refused("reviews.before_level_before", reviewers.sign, review_id, 1, date(2026, 9, 22))
    reviewers.sign(review_id, 1, date(2026, 9, 23))


def test_one_person_does_not_sign_two_levels(clerk, reviewers, opened):
    reviewers.sign(opened, 0)
    signature = Signature(clerk, TODAY, conclusion=Conclusion.PUBLISH)
    refused("reviews.signed_already", service.sign, opened, signature, clerk)


def test_in_a_one_clerk_office_one_person_may(clerk, reviewers, publication):
    settings.change(clerk, one_clerk_office=True)
    review_id = publishing.start_review(publication, clerk)
    reviewers.answer_calmly(review_id)
    for _level in Level:
        service.sign(review_id, Signature(clerk, TODAY, conclusion=Conclusion.PUBLISH), clerk)
    assert card(review_id).one_clerk
    assert card(review_id).state is ReviewState.APPROVED


def test_merged_levels_are_recorded_with_their_reason(clerk, reviewers, publication):
    settings.change(clerk, review_stages="both_merged")
    refused("reviews.merged_without_reason", publishing.start_review, publication, clerk)
    settings.change(clerk, review_stages_reason="本机关只有三人")
    review_id = publishing.start_review(publication, clerk)
    reviewers.answer_calmly(review_id)
    assert [view.stage.key for view in card(review_id).stages] == [
        "handler+section",
        "secrecy",
        "leader+publisher",
    ]
    settings.change(clerk, review_stages="five")
    for place in range(3):
        reviewers.sign(review_id, place)
    done = card(review_id)
    assert done.state is ReviewState.APPROVED
    assert done.merged_reason == "本机关只有三人"


def test_at_the_pc_one_signs_for_oneself(clerk, reviewers, opened):
    other = reviewers.people[1]
    refused(
        "reviews.pc_signs_oneself",
        service.sign,
        opened,
        Signature(other, TODAY, Mode.PC, Conclusion.PUBLISH),
        clerk,
    )
    service.sign(opened, Signature(other, TODAY, Mode.PC, Conclusion.PUBLISH), other)
    assert card(opened).steps[0].mode is Mode.PC


def test_a_return_goes_to_the_level_before_which_signs_anew(clerk, reviewers, opened):
    reviewers.sign(opened, 0)
    reviewers.sign(opened, 1)
    back = Signature(reviewers.people[2], TODAY, opinion="附件缺一页")
    service.send_back(opened, back, clerk)
    assert card(opened).waiting_at.key == "section"
    assert [step.counts for step in card(opened).steps] == [True, False, False]
    reviewers.sign(opened, 1)
    assert card(opened).waiting_at.key == "secrecy"


def test_a_return_says_why_and_the_first_level_has_nobody_before(clerk, reviewers, opened):
    person = reviewers.people[0]
    refused("typed.empty", service.send_back, opened, Signature(person, TODAY), clerk)
    refused(
        "reviews.no_level_before",
        service.send_back,
        opened,
        Signature(person, TODAY, opinion="退"),
        clerk,
    )


def test_the_last_level_checks_the_procedure_and_does_not_decide_otherwise(reviewers, opened):
    for place in range(4):
        reviewers.sign(opened, place)
    refused(
        "reviews.leader_has_decided",
        reviewers.sign,
        opened,
        4,
        conclusion=Conclusion.WITHHOLD,
        ground="privacy",
        opinion="不宜",
    )


def test_a_refusal_closes_the_gate_and_is_then_recorded_as_withheld(
    clerk, reviewers, publication, opened
):
    said = {"conclusion": Conclusion.WITHHOLD, "ground": "draft", "opinion": "尚未定稿"}
    for place in range(5):
        reviewers.sign(opened, place, **said)
    assert card(opened).state is ReviewState.REFUSED
    assert publications.card(publication, TODAY).state is State.REFUSED
    with pytest.raises(UserError) as caught:
        publishing.publish(publication, clerk, on=TODAY, channel="website")
    assert caught.value.code == "reviews.gate_refused"
    publishing.withhold(publication, clerk, ground="draft", reason="尚未定稿")
    assert publications.card(publication, TODAY).state is State.WITHHELD
    assert card(opened).state is ReviewState.REFUSED


def test_a_partial_disclosure_approves_the_version_with_those_parts_cut(
    clerk, reviewers, publication, opened
):
    said = {"conclusion": Conclusion.PARTLY, "ground": "privacy", "opinion": "已删去联系电话"}
    for place in range(5):
        reviewers.sign(opened, place, **said)
    publishing.publish(publication, clerk, on=TODAY, channel="website")
    assert card(opened).conclusion is Conclusion.PARTLY


def test_what_is_referred_waits_and_goes_on_where_it_stood(clerk, reviewers, publication, opened):
    reviewers.sign(opened, 0)
    reviewers.sign(opened, 1)
    reviewers.sign(opened, 2, conclusion=Conclusion.REFER, opinion="是否涉密不明")
    waiting = card(opened)
    assert waiting.state is ReviewState.REFERRED
    assert publications.card(publication, TODAY).state is State.REFERRED
    assert ReviewAct.SIGN not in waiting.acts
    refused("reviews.waits_for_authority", reviewers.sign, opened, 2)
    inquiry = waiting.inquiries[0]
    service.note_sent(inquiry.id, clerk, on=TODAY, whom="省国家保密局")
    service.record_result(inquiry.id, InquiryResult.MAY, clerk, on=TODAY, text="不属于国家秘密")
    assert card(opened).state is ReviewState.OPEN
    assert card(opened).waiting_at.key == "secrecy"
    for place in (2, 3, 4):
        reviewers.sign(opened, place)
    assert card(opened).state is ReviewState.APPROVED


def test_something_sensitive_is_studied_before_the_leader(clerk, reviewers):
    publication_id = new(clerk, sensitive=True)
    review_id = publishing.start_review(publication_id, clerk)
    reviewers.answer_calmly(review_id)
    for place in range(3):
        reviewers.sign(review_id, place)
    refused("reviews.study_missing", reviewers.sign, review_id, 3)
    form = publishing.draft_of(publication_id)
    study = Study(wording="平实", timing="会后", manner="网站并发解读")
    from dataclasses import replace  # noqa: PLC0415

    publishing.change_facts(
        publication_id, replace(form, facts=replace(form.facts, study=study)), clerk
    )
    reviewers.sign(review_id, 3)


# --- ends ----------------------------------------------------------------------------------------


def test_a_round_given_up_leaves_its_reason_and_frees_the_publication(
    clerk, reviewers, publication, opened
):
    refused("typed.empty", service.abandon, opened, clerk, reason="")
    service.abandon(opened, clerk, reason="文件拿错了")
    assert card(opened).void_reason == "文件拿错了"
    assert publications.card(publication, TODAY).state is State.REGISTERED
    for act, args in (
        (service.answer, (opened, "accurate", Answer.NO, clerk)),
        (service.abandon, (opened, clerk)),
    ):
        named = {"reason": "再"} if act is service.abandon else {}
        refused("reviews.round_is_void", act, *args, **named)
    refused("reviews.round_is_void", reviewers.sign, opened, 0)


def test_a_finished_round_takes_no_more_answers(clerk, reviewers, publication):
    review_id = reviewers.approve(publication)
    refused("reviews.round_is_over", service.answer, review_id, "accurate", Answer.NO, clerk)
    refused("reviews.round_is_over", reviewers.sign, review_id, 0)


def test_the_next_round_begins_with_nothing_answered(clerk, reviewers, publication, opened):
    service.abandon(opened, clerk, reason="重来")
    second = publishing.start_review(publication, clerk)
    assert card(second).round == 2
    assert all(view.answer is None for view in card(second).answers)


def test_a_failed_verb_leaves_nothing(clerk, reviewers, opened):
    before = everything()
    given = {"accurate": Given(Answer.NO, "缺"), "colour": Given(Answer.YES)}
    with pytest.raises(UserError):
        service.answer_all(opened, given, clerk)
    assert everything() == before


def test_the_sheet_shows_what_is_printed_and_leaves_blank_what_is_not_signed(
    clerk, reviewers, opened
):
    reviewers.sign(opened, 0, opinion="同意公开")
    sheet = queries.sheet(opened, TODAY)
    assert "涉密" in sheet.warning
    assert sheet.title == "关于停水的公告"
    assert len(sheet.files[0].sha256) == 64
    assert [line.signed_by for line in sheet.lines] == ["王芳", "", "", "", ""]
    assert [one.position for one in sheet.answers] == list(range(1, len(sheet.answers) + 1))


def test_lists_find_a_round_by_the_level_it_waits_at(clerk, reviewers, opened):
    reviewers.sign(opened, 0)
    at = queries.ReviewFilter(waiting_at=frozenset({Level.SECTION}))
    rows = queries.page(at, today=TODAY)
    assert [row.id for row in rows] == [opened]
    assert rows[0].waiting_at.key == "section"
    assert queries.count(at, TODAY) == 1
    elsewhere = queries.ReviewFilter(waiting_at=frozenset({Level.LEADER}))
    assert queries.count(elsewhere, TODAY) == 0
    for order in queries.ReviewOrder:
        assert queries.page(queries.ReviewFilter(text="停水"), order, today=TODAY)


def test_the_counts_in_the_row_are_those_of_the_form(clerk, publication):
    review_id = publishing.start_review(publication, clerk)
    service.answer(review_id, "accurate", Answer.UNSURE, clerk, note="待核")
    row = queries.page(queries.ReviewFilter(), today=TODAY)[0]
    assert row.unsure == 1
    assert row.unanswered == len(card(review_id).answers) - 1


def test_every_open_review_row_is_what_its_steps_say(clerk, reviewers, opened):
    reviewers.sign(opened, 0)
    assert Review.get_by_id(opened).waiting_at == card(opened).waiting_at.key
    assert ReviewInquiry.select().count() == 0


def test_an_overdue_referral_is_shown_as_overdue(clerk, opened):
    service.answer(opened, "aggregated", Answer.UNSURE, clerk, note="不明")
    later = TODAY + timedelta(days=30)
    assert queries.review_card(opened, later).inquiries[0].overdue
