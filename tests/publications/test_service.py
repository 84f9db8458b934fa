"""Each verb on a publication, what it does and what it refuses."""

import io
from dataclasses import replace
from datetime import date

import docx
import pytest

from clerkdesk import audit, bus, settings
from clerkdesk.db.connection import database
from clerkdesk.db.models import (
    Audit,
    AuditPayload,
    Deadline,
    File,
    FileChunk,
    Publication,
    PublicationFile,
    Review,
)
from clerkdesk.db.unit import unit
from clerkdesk.deadlines import board
from clerkdesk.errors import UserError
from clerkdesk.holidays.queries import calendar
from clerkdesk.publications import queries, service
from clerkdesk.publications.acts import Act
from clerkdesk.publications.attributes import Attribute, Audience, State
from clerkdesk.publications.facts import Element, Facts, Hearing
from clerkdesk.publications.service import NeedsAnswer, NewFile, NewPublication
from clerkdesk.reviews import service as reviews

TODAY = date(2026, 10, 13)
DAY = date(2026, 9, 14)
LETTER = """昆政办发〔2015〕17号

市政府办公室关于印发2015年昆山市政府信息公开工作要点的通知

各镇人民政府：
现将要点印发给你们，请认真组织实施。涉及国家秘密和商业秘密的除外。

昆山市人民政府办公室
2015年2月12日
"""


def plain(text: str = "关于停水的公告\n今日停水。", name: str = "公告.txt") -> NewFile:
    return NewFile(name, text.encode())


def draft(**changes) -> NewPublication:
    return replace(NewPublication("关于停水的公告", DAY, organ="示例市数据局"), **changes)


def refused(code: str, act, *args, **named) -> UserError:
    """Assert that the act is refused with this sentence, and that nothing was written."""
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
        for table in ("publication", "file", "file_chunk", "audit", "review", "number", "deadline")
    )


@pytest.fixture
def notice(clerk) -> int:
    return service.register(draft(), [plain()], clerk)


@pytest.fixture
def published(clerk, reviewers, notice) -> int:
    reviewers.approve(notice)
    service.publish(notice, clerk, on=TODAY, channel="website", url="https://example.invalid/1")
    return notice


def state(publication_id: int) -> State:
    return queries.card(publication_id, TODAY).state


def board_rules(publication_id: int) -> dict[str, date | None]:
    rows = Deadline.select().where(
        (Deadline.noun == "publication")
        & (Deadline.noun_id == publication_id)
        & Deadline.closed_on.is_null()
    )
    return {row.rule: row.due_on for row in rows}


# --- registering ---------------------------------------------------------------------------------


def test_registering_gives_a_number_a_due_date_and_a_line_on_the_board(clerk):
    heard = []
    end = bus.subscribe(heard.extend)
    publication_id = service.register(draft(), [plain()], clerk)
    end()
    card = queries.card(publication_id, TODAY)
    assert card.number == "2026-0001"
    assert card.due_on == date(2026, 10, 16)
    assert card.state is State.REGISTERED
    assert board_rules(publication_id) == {"publish": date(2026, 10, 16)}
    assert bus.Changed("publication", publication_id) in heard
    line = Audit.get((Audit.noun == "publication") & (Audit.verb == "registered"))
    assert "停水" in AuditPayload.get(AuditPayload.audit == line.id).payload


def test_the_numbers_of_a_year_have_no_gap_although_a_save_failed(clerk):
    service.register(draft(), [], clerk)
    with pytest.raises(UserError):
        service.register(draft(title=""), [], clerk)
    again = service.register(draft(), [], clerk)
    assert queries.card(again, TODAY).number == "2026-0002"


def test_a_typed_number_of_the_document_office_is_kept(clerk):
    settings.change(clerk, publication_numbers="typed")
    publication_id = service.register(draft(number="2026-77"), [], clerk)
    assert queries.card(publication_id, TODAY).number == "2026-77"
    refused("numbers.repeated", service.register, draft(number="2026-77"), [], clerk)


@pytest.mark.parametrize(
    ("changes", "code", "field"),
    [
        ({"title": "  "}, "typed.empty", "title"),
        ({"title": "第一行\n第二行"}, "typed.line_break", "title"),
        ({"formed_on": None}, "publications.formed_missing", "formed_on"),
        ({"formed_on": date(2026, 10, 14)}, "publications.in_future", "formed_on"),
        ({"formed_on": date(1926, 10, 14)}, "publications.too_early", "formed_on"),
        ({"changed_on": date(2026, 9, 13)}, "publications.before_formed", "changed_on"),
        ({"changed_on": date(2026, 12, 1)}, "publications.in_future", "changed_on"),
        ({"valid_until": date(2026, 9, 1)}, "publications.before_formed", "valid_until"),
        ({"attribute": Attribute.WITHHELD}, "publications.ground_missing", "ground"),
        ({"attribute": Attribute.ON_REQUEST}, "publications.ground_missing", "ground"),
        (
            {"attribute": Attribute.WITHHELD, "ground": "not_for_all", "attribute_reason": "因为"},
            "publications.ground_missing",
            "ground",
        ),
        (
            {"attribute": Attribute.WITHHELD, "ground": "query_matter", "attribute_reason": "因为"},
            "publications.ground_missing",
            "ground",
        ),
        (
            {"attribute": Attribute.WITHHELD, "ground": "privacy"},
            "publications.reason_missing",
            "attribute_reason",
        ),
        (
            {"attribute": Attribute.ON_REQUEST, "ground": "not_for_all"},
            "publications.reason_missing",
            "attribute_reason",
        ),
        ({"ground": "privacy"}, "publications.ground_needless", "ground"),
        ({"category": "nothing"}, "publications.category_unknown", "category"),
        ({"handler_id": 999}, "publications.no_such_row", "handler"),
        ({"request_id": 999}, "publications.no_such_row", "request"),
        (
            {"facts": Facts(hearing=Hearing(date(2026, 9, 2), date(2026, 9, 1)))},
            "publications.hearing_ends_before",
            "hearing",
        ),
        (
            {"facts": Facts(hearing=Hearing(date(2026, 9, 1), date(2026, 9, 30)))},
            "publications.hearing_short",
            "hearing",
        ),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field(clerk, changes, code, field):
    fault = refused(code, service.register, draft(**changes), [], clerk)
    assert fault.field == field


def test_all_faults_of_the_form_are_told_at_once(register):
    faults = service.check(draft(title="", formed_on=None, category="nothing"), TODAY)
    assert {fault.field for fault in faults} == {"title", "formed_on", "category"}


def test_thirty_days_of_hearing_are_enough_and_fewer_need_a_reason(clerk):
    held = Hearing(date(2026, 8, 1), date(2026, 8, 31))
    assert held.days == 30
    assert not service.check(draft(facts=Facts(hearing=held)), TODAY)
    short = Hearing(date(2026, 8, 1), date(2026, 8, 11), short_reason="汛情紧急")
    assert not service.check(draft(facts=Facts(hearing=short)), TODAY)


def test_the_facts_come_back_as_they_went_in(clerk):
    facts = Facts(
        approved_on=DAY,
        sensitive=True,
        hearing=Hearing(date(2026, 8, 1), date(2026, 8, 31)),
        elements={"title": Element(done=True), "text": Element(done=False, note="待补")},
    )
    publication_id = service.register(draft(category="rules", facts=facts), [], clerk)
    card = queries.card(publication_id, TODAY)
    assert card.facts == facts
    assert {one.key: one.done for one in card.elements}["text"] is False
    assert {one.key: one.done for one in card.elements}["organ"] is None


@pytest.mark.parametrize("name", ["<b>&.txt", "𠮷野家😀.txt", "a" * 300 + ".txt"])
def test_strange_names_are_survived(clerk, name):
    publication_id = service.register(draft(title="𠮷<b>&amp;"), [plain(name=name)], clerk)
    card = queries.card(publication_id, TODAY)
    assert card.title == "𠮷<b>&amp;"
    assert card.files[0].name


# --- dropping a file -----------------------------------------------------------------------------


def test_a_dropped_letter_proposes_its_title_number_organ_and_day_and_stores_nothing(clerk):
    before = everything()
    found = service.intake_file(LETTER.encode(), "要点.txt", clerk)
    assert everything() == before
    assert found.heading.document_number.value == "昆政办发〔2015〕17号"
    assert "工作要点" in found.heading.title.value
    assert found.heading.formed_on.value == date(2015, 2, 12)
    assert found.readable
    assert found.asks == ()


MARKED = ["绝密★30年\n标题\n正文", "机密\n关于某事的通知", "标题\n秘密★启用前一年\n正文"]


@pytest.mark.parametrize("text", MARKED)
def test_a_marked_file_is_refused_at_every_door_and_leaves_nothing(
    clerk, reviewers, register, text, home
):
    notice = service.register(draft(), [plain()], clerk)
    file_id = queries.card(notice, TODAY).files[0].file_id
    review_id = service.start_review(notice, clerk)
    marked = plain(text, "涉密.txt")
    before = everything()
    signature = reviews.Signature(clerk, TODAY, scan=marked)
    for act, args in (
        (service.intake_file, (marked.data, marked.name, clerk)),
        (service.register, (draft(), [marked], clerk)),
        (service.attach_file, (notice, marked, clerk)),
        (service.replace_file, (notice, file_id, marked, clerk)),
        (reviews.sign, (review_id, signature, clerk)),
        (reviews.attach_scan, (review_id, marked, clerk)),
    ):
        with pytest.raises(UserError) as caught:
            act(*args)
        assert caught.value.code == "reading.marked", act
    assert everything() == before
    for row in AuditPayload.select():
        assert "涉密.txt" not in row.payload
    assert not [path for path in home.rglob("*") if path.is_file()]


def test_an_internal_mark_asks_and_goes_on_when_answered(clerk):
    paper = plain("内部文件\n关于值班的通知\n正文", "值班.txt")
    found = service.intake_file(paper.data, paper.name, clerk)
    assert [ask.key for ask in found.asks] == ["internal_mark"]
    with pytest.raises(NeedsAnswer) as caught:
        service.register(draft(), [paper], clerk)
    assert caught.value.asks == found.asks
    assert "内部文件" in str(caught.value)
    assert service.register(draft(), [paper], clerk, answered=frozenset({"internal_mark"}))


def test_a_document_number_given_twice_is_asked(clerk):
    first = service.register(draft(document_number="示数〔2026〕1号"), [], clerk)
    fault = refused(
        "publications.needs_answer",
        service.register,
        draft(document_number="示数〔2026〕1号", title="另一份"),
        [],
        clerk,
    )
    assert fault.field == "document_number"
    key = fault.asks[0].key
    assert key == f"twin:{first}"
    service.register(draft(document_number="示数〔2026〕1号"), [], clerk, answered=frozenset({key}))


def test_the_same_bytes_given_twice_are_asked(clerk):
    service.register(draft(), [plain()], clerk)
    assert service.intake_file(plain().data, "再来.txt", clerk).twins[0].same_file
    fault = refused("publications.needs_answer", service.register, draft(), [plain()], clerk)
    assert fault.field == "files"


def test_a_void_twin_asks_nothing(clerk):
    first = service.register(draft(document_number="示数〔2026〕1号"), [], clerk)
    service.void(first, clerk, reason="重复登记")
    assert service.register(draft(document_number="示数〔2026〕1号"), [], clerk)


def test_a_state_secret_is_registered_by_title_alone(clerk):
    secret = draft(attribute=Attribute.WITHHELD, ground="state_secret", attribute_reason="已定密")
    refused("publications.no_secret_here", service.register, secret, [plain()], clerk)
    held = service.register(secret, [], clerk)
    assert state(held) is State.WITHHELD
    refused("publications.no_secret_here", service.attach_file, held, plain(), clerk)


def test_a_word_file_is_taken(clerk):
    paper = docx.Document()
    paper.add_paragraph("关于停水的公告")
    out = io.BytesIO()
    paper.save(out)
    publication_id = service.register(draft(), [NewFile("公告.docx", out.getvalue())], clerk)
    assert queries.card(publication_id, TODAY).files[0].media_type.endswith("document")


# --- facts and files -----------------------------------------------------------------------------


def test_changed_facts_move_the_due_date_and_are_written_to_the_audit(clerk, notice):
    service.change_facts(
        notice, replace(service.draft_of(notice), changed_on=date(2026, 9, 30)), clerk
    )
    card = queries.card(notice, TODAY)
    assert card.due_on == date(2026, 11, 3)
    assert card.due.governs.zero == "changed"
    line = Audit.select().order_by(Audit.id.desc()).where(Audit.verb == "facts_changed").get()
    assert "changed_on" in AuditPayload.get(AuditPayload.audit == line.id).payload


def test_saving_an_unchanged_form_writes_nothing(clerk, notice):
    before = everything()
    service.change_facts(notice, service.draft_of(notice), clerk)
    assert everything() == before


def test_a_changed_title_voids_the_approval(clerk, reviewers, notice):
    reviewers.approve(notice)
    service.change_facts(notice, replace(service.draft_of(notice), title="另一标题"), clerk)
    card = queries.card(notice, TODAY)
    assert card.state is State.REGISTERED
    assert card.review.void_reason == "facts_changed"
    refused("reviews.gate_no_review", service.publish, notice, clerk, on=TODAY, channel="website")


def test_a_changed_handler_leaves_the_approval(clerk, reviewers, notice):
    reviewers.approve(notice)
    service.change_facts(notice, replace(service.draft_of(notice), handler_id=clerk), clerk)
    assert state(notice) is State.APPROVED


@pytest.mark.parametrize("verb", ["attach", "replace", "remove", "expel"])
@pytest.mark.parametrize("finished", [True, False], ids=["approved", "under way"])
def test_any_change_of_files_voids_the_round(clerk, reviewers, notice, verb, finished):
    file_id = queries.card(notice, TODAY).files[0].file_id
    if finished:
        reviewers.approve(notice)
    else:
        service.start_review(notice, clerk)
    other = plain("更正后的公告", "更正.txt")
    if verb == "attach":
        service.attach_file(notice, other, clerk)
    elif verb == "replace":
        service.replace_file(notice, file_id, other, clerk)
    elif verb == "remove":
        service.remove_file(notice, file_id, clerk, reason="不需要")
    else:
        service.expel_file(notice, file_id, clerk, reason="发现涉密", told_to="局保密办")
    card = queries.card(notice, TODAY)
    assert card.state is State.REGISTERED
    assert str(card.review.state) == "void"
    refused("reviews.gate_no_review", service.publish, notice, clerk, on=TODAY, channel="website")


def test_a_replaced_file_stays_on_record(clerk, notice):
    old = queries.card(notice, TODAY).files[0].file_id
    new = service.replace_file(notice, old, plain("新版", "新.txt"), clerk)
    assert [one.file_id for one in queries.card(notice, TODAY).files] == [new]
    assert File.get_by_id(old)
    assert PublicationFile.get(PublicationFile.file == old).removed_at is not None
    refused("publications.file_gone", service.replace_file, notice, old, plain("x"), clerk)


def test_an_expelled_file_has_no_bytes_left(clerk, notice):
    file_id = queries.card(notice, TODAY).files[0].file_id
    service.expel_file(notice, file_id, clerk, reason="发现涉密", told_to="局保密办")
    assert not FileChunk.select().where(FileChunk.file == file_id).exists()
    assert not queries.card(notice, TODAY).files


# --- publishing ----------------------------------------------------------------------------------


def test_an_approved_item_is_published_and_its_line_closes_on_that_day(clerk, published):
    card = queries.card(published, TODAY)
    assert card.state is State.PUBLISHED
    assert card.channel == "website"
    rows = board.of("publication", published, TODAY)
    assert [(row.rule, row.closed_on) for row in rows] == [("publish", TODAY)]
    assert str(card.light) == "Light.DONE"


def test_late_publishing_is_recorded_as_late(clerk, reviewers):
    old = service.register(draft(formed_on=date(2026, 8, 3)), [plain()], clerk)
    reviewers.approve(old)
    service.publish(old, clerk, on=TODAY, channel="website")
    assert queries.card(old, TODAY).light.value == "done_late"


def test_nothing_is_published_without_a_review(clerk, notice):
    refused("reviews.gate_no_review", service.publish, notice, clerk, on=TODAY, channel="website")
    service.start_review(notice, clerk)
    refused("reviews.gate_under_way", service.publish, notice, clerk, on=TODAY, channel="website")


@pytest.mark.parametrize("how", ["chunk", "chunk and digest", "row swapped", "second file"])
def test_bytes_changed_behind_the_program_shut_the_gate(clerk, reviewers, notice, how):
    reviewers.approve(notice)
    file_id = queries.card(notice, TODAY).files[0].file_id
    other = NewFile("别的.txt", "被改动的内容".encode())
    with unit(by=clerk) as work:
        if how.startswith("chunk"):
            FileChunk.update(bytes=other.data).where(FileChunk.file == file_id).execute()
        if how == "chunk and digest":
            File.update(sha256=other.sha256).where(File.id == file_id).execute()
        if how in ("row swapped", "second file"):
            from clerkdesk import files  # noqa: PLC0415

            new_id = files.store(other.data, other.name, clerk)
            if how == "row swapped":
                PublicationFile.update(file=new_id).execute()
            else:
                PublicationFile.create(publication=notice, file=new_id, position=9)
        work.note("publication", notice, "tampered", {})
    with pytest.raises(UserError) as caught:
        service.publish(notice, clerk, on=TODAY, channel="website")
    assert caught.value.code in {"reviews.gate_bytes_changed", "reviews.gate_other_files"}
    assert Publication.get_by_id(notice).published_on is None


def test_the_day_of_publishing_is_neither_in_the_future_nor_before_the_approval(
    clerk, reviewers, notice
):
    reviewers.approve(notice)
    for day, code in (
        (date(2026, 10, 14), "publications.in_future"),
        (date(2026, 10, 12), "publications.before_approval"),
        (date(2026, 9, 1), "publications.before_formed"),
    ):
        refused(code, service.publish, notice, clerk, on=day, channel="website")
    refused("publications.channel_unknown", service.publish, notice, clerk, on=TODAY, channel="")


def test_only_what_is_proactive_is_reviewed_and_published(clerk):
    asked = service.register(
        draft(attribute=Attribute.ON_REQUEST, ground="not_for_all", attribute_reason="仅涉特定人"),
        [plain()],
        clerk,
    )
    assert state(asked) is State.ON_REQUEST
    assert queries.card(asked, TODAY).due is None
    assert board_rules(asked) == {}
    refused("publications.review_not_needed", service.start_review, asked, clerk)
    refused(
        "publications.not_proactive", service.publish, asked, clerk, on=TODAY, channel="website"
    )


def test_a_review_needs_a_file_and_is_not_opened_twice(clerk, reviewers, notice):
    bare = service.register(draft(title="无文件"), [], clerk)
    refused("publications.no_file_to_review", service.start_review, bare, clerk)
    service.start_review(notice, clerk)
    refused("publications.review_open", service.start_review, notice, clerk)


def test_an_approved_item_is_not_reviewed_again_without_a_change(clerk, reviewers, notice):
    reviewers.approve(notice)
    refused("publications.already_approved", service.start_review, notice, clerk)


def test_a_review_begins_neither_in_the_future_nor_before_the_paper_was_formed(clerk, notice):
    refused("publications.in_future", service.start_review, notice, clerk, on=date(2026, 11, 1))
    refused("publications.before_formed", service.start_review, notice, clerk, on=date(2026, 9, 1))


def test_what_goes_to_parties_only_needs_a_party_told(clerk, reviewers):
    survey = service.register(
        draft(category="house_taking_household", audience=Audience.PARTIES), [plain()], clerk
    )
    reviewers.approve(survey)
    refused(
        "publications.no_party_told",
        service.publish,
        survey,
        clerk,
        on=TODAY,
        channel="party_notice",
    )
    service.note_party_told(survey, clerk, party="张某户", on=TODAY, way="直接送达")
    service.publish(survey, clerk, on=TODAY, channel="party_notice")
    assert queries.card(survey, TODAY).notices[0].party == "张某户"


def test_a_party_is_not_told_tomorrow(clerk, reviewers, notice):
    reviewers.approve(notice)
    refused(
        "publications.in_future",
        service.note_party_told,
        notice,
        clerk,
        party="张某",
        on=date(2026, 10, 14),
        way="邮寄",
    )


# --- after publishing ----------------------------------------------------------------------------


def test_what_is_out_is_not_changed_any_more(clerk, published):
    file_id = queries.card(published, TODAY).files[0].file_id
    form = replace(service.draft_of(published), title="改题")
    code = "publications.already_published"
    refused(code, service.change_facts, published, form, clerk)
    refused(code, service.attach_file, published, plain("x", "x.txt"), clerk)
    refused(code, service.replace_file, published, file_id, plain("y", "y.txt"), clerk)
    refused(code, service.remove_file, published, file_id, clerk, reason="换")
    refused(code, service.publish, published, clerk, on=TODAY, channel="website")
    refused(code, service.withhold, published, clerk, ground="privacy", reason="隐私")
    refused("publications.withdraw_first", service.void, published, clerk, reason="误登")


def test_its_address_and_validity_are_mended_with_a_reason(clerk, published):
    service.correct_release(
        published,
        clerk,
        url="https://example.invalid/2",
        valid_until=date(2027, 1, 1),
        reason="改版",
    )
    card = queries.card(published, TODAY)
    assert (card.url, card.valid_until) == ("https://example.invalid/2", date(2027, 1, 1))


def test_a_mended_release_says_what_it_was_and_an_emptied_day_is_taken_away(clerk, published):
    day = date(2027, 1, 1)
    service.correct_release(published, clerk, valid_until=day, handler_id=clerk, reason="有期限")
    lines = audit.count()

    service.correct_release(published, clerk, valid_until=day, reason="没有变化")
    unmoved = audit.count()
    service.correct_release(published, clerk, valid_until=None, handler_id=None, reason="长期有效")

    card = queries.card(published, TODAY)
    assert (card.valid_until, card.handler, unmoved) == (None, None, lines)
    told = audit.history("publication", published)[-1].payload
    assert told["valid_until"] == ["2027-01-01", ""]
    refused("typed.control", service.correct_release, published, clerk, url="\x07", reason="改")


def test_withdrawing_names_a_day_and_a_reason(clerk, published, notice):
    refused("typed.empty", service.withdraw, published, clerk, on=TODAY, reason=" ")
    refused(
        "publications.before_published",
        service.withdraw,
        published,
        clerk,
        on=date(2026, 10, 12),
        reason="有误",
    )
    service.withdraw(published, clerk, on=TODAY, reason="内容有误")
    assert state(published) is State.WITHDRAWN
    refused("publications.not_published", service.withdraw, published, clerk, on=TODAY, reason="再")


def test_a_quashed_penalty_puts_three_days_on_the_board_until_it_is_withdrawn(clerk, reviewers):
    penalty = service.register(draft(category="penalty_decision"), [plain()], clerk)
    reviewers.approve(penalty)
    service.publish(penalty, clerk, on=TODAY, channel="credit_system")
    service.mark_quashed(penalty, clerk, on=TODAY, how="行政复议决定撤销")
    assert board_rules(penalty) == {"withdraw_quashed": date(2026, 10, 16)}
    assert queries.card(penalty, TODAY).next_step == "withdraw_publication"
    refused(
        "publications.already_quashed", service.mark_quashed, penalty, clerk, on=TODAY, how="再"
    )
    service.withdraw(penalty, clerk, on=TODAY, reason="决定已撤销")
    assert board_rules(penalty) == {}


def test_a_newer_one_stands_in_its_place_once_it_is_out(clerk, reviewers, published):
    newer = service.register(draft(title="新版公告"), [plain("新版", "新.txt")], clerk)
    refused("publications.new_not_published", service.supersede, published, clerk, new_id=newer)
    reviewers.approve(newer)
    service.publish(newer, clerk, on=TODAY, channel="website")
    service.supersede(published, clerk, new_id=newer)
    assert state(published) is State.SUPERSEDED
    assert queries.card(newer, TODAY).supersedes[0].id == published


def test_an_older_version_that_still_stands_somewhere_is_taken_down(published, clerk, reviewers):
    newer = service.register(draft(title="新版公告"), [plain("新版", "新.txt")], clerk)
    reviewers.approve(newer)
    service.publish(newer, clerk, on=TODAY, channel="website")
    service.supersede(published, clerk, new_id=newer)
    service.withdraw(published, clerk, on=TODAY, reason="旧版附件里有身份证号码")
    card = queries.card(published, TODAY)
    assert (card.state, card.withdrawn_on) == (State.WITHDRAWN, TODAY)
    assert card.superseded_by.id == newer  # what took its place stays on record


# --- withholding ---------------------------------------------------------------------------------


def test_what_is_withheld_comes_back_after_the_months_of_the_setting(clerk, notice):
    refused(
        "publications.ground_missing", service.withhold, notice, clerk, ground="", reason="因为"
    )
    service.withhold(notice, clerk, ground="privacy", reason="涉及病历")
    card = queries.card(notice, TODAY)
    assert card.state is State.WITHHELD
    assert card.ground_article == "15"
    assert card.reassess_on == date(2027, 10, 13)
    assert board_rules(notice) == {"reassess": date(2027, 10, 13)}
    refused(
        "publications.already_withheld",
        service.withhold,
        notice,
        clerk,
        ground="privacy",
        reason="再",
    )


def test_withholding_ends_a_review_under_way(clerk, notice):
    service.start_review(notice, clerk)
    service.withhold(notice, clerk, ground="personnel", reason="人事安排")
    assert queries.card(notice, TODAY).review.void_reason == "withheld"


# --- ties ----------------------------------------------------------------------------------------


def test_an_audit_stays_on_the_board_until_what_was_mended_is_out(clerk, reviewers):
    audit = service.register(draft(category="audit"), [plain()], clerk)
    reviewers.approve(audit)
    service.publish(audit, clerk, on=TODAY, channel="website")
    assert board_rules(audit) == {"rectification": None}
    mended = service.register(
        draft(category="rectification", title="整改情况"), [plain("整改", "整改.txt")], clerk
    )
    service.link(mended, clerk, relation="rectifies", other_id=audit)
    assert board_rules(audit) == {"rectification": None}
    reviewers.approve(mended)
    service.publish(mended, clerk, on=TODAY, channel="website")
    assert board_rules(audit) == {}


def test_a_tie_is_made_once_and_can_be_taken_back(clerk, notice):
    other = service.register(draft(title="解读"), [], clerk)
    refused(
        "publications.link_to_itself",
        service.link,
        notice,
        clerk,
        relation="interprets",
        other_id=notice,
    )
    tie = service.link(other, clerk, relation="interprets", other_id=notice)
    refused(
        "publications.linked_already",
        service.link,
        other,
        clerk,
        relation="interprets",
        other_id=notice,
    )
    assert queries.card(notice, TODAY).links[0].outgoing is False
    service.unlink(tie, clerk)
    assert queries.card(notice, TODAY).links == ()


def test_a_void_number_is_never_given_again(clerk, notice):
    refused("typed.empty", service.void, notice, clerk, reason="")
    service.void(notice, clerk, reason="误登")
    assert state(notice) is State.VOID
    assert board_rules(notice) == {}
    again = service.register(draft(title="下一件"), [], clerk)
    assert queries.card(again, TODAY).number == "2026-0002"
    refused("publications.is_void", service.attach_file, notice, plain("z", "z.txt"), clerk)


def test_a_request_that_showed_it_is_linked(clerk, notice):
    refused("publications.no_such_row", service.link_request, notice, clerk, request_id=5)


def test_an_immediate_duty_is_reminded_next_day_and_keeps_its_legal_limit(clerk):
    air = service.register(draft(category="air_quality"), [plain()], clerk)
    assert board_rules(air) == {"publish": date(2026, 10, 16), "promptly": date(2026, 9, 15)}
    card = queries.card(air, TODAY)
    assert card.due.promptly_on == date(2026, 9, 15)
    assert card.due.also[0].on is None


def test_a_calendar_change_moves_what_is_open_and_nothing_else(
    clerk, published, register, monkeypatch
):
    waiting = service.register(draft(title="待公开"), [plain("a", "a.txt")], clerk)
    review_id = service.start_review(waiting, clerk)
    reviews.answer(review_id, "aggregated", reviews.Answer.UNSURE, clerk, note="不明")
    assert service.rederive_open(clerk) == 0
    stricter = calendar().with_makeup(counted=False)
    for module in ("publications.standing", "publications.cards", "reviews.rounds"):
        monkeypatch.setattr(f"clerkdesk.{module}.calendar", lambda: stricter)
    assert service.rederive_open(clerk) == 1
    assert queries.card(waiting, TODAY).due_on == date(2026, 10, 20)
    assert queries.card(published, TODAY).due_on == date(2026, 10, 16)
    assert queries.card(published, TODAY).due.governs.on == date(2026, 10, 16)
    service.correct_release(published, clerk, url="x", reason="改址")
    assert queries.card(published, TODAY).due_on == date(2026, 10, 16)


def test_the_card_offers_what_the_service_allows_and_says_why_not(clerk, notice):
    card = queries.card(notice, TODAY)
    assert Act.START_REVIEW in card.acts
    assert Act.PUBLISH not in card.acts
    why = {one.act: one.reason for one in card.not_now}
    assert "先审查" in why[Act.PUBLISH]
    assert set(card.acts) | set(why) == set(Act)


def test_what_does_not_exist_is_said(clerk):
    for act in (
        lambda: service.publish(99, clerk, on=TODAY, channel="website"),
        lambda: service.void(99, clerk, reason="x"),
        lambda: queries.card(99, TODAY),
    ):
        with pytest.raises(UserError, match="找不到"):
            act()


def test_no_round_is_left_without_its_publication(clerk, reviewers, notice):
    reviewers.approve(notice)
    service.attach_file(notice, plain("附件", "附.txt"), clerk)
    reviewers.approve(notice)
    assert [row.round for row in Review.select().order_by(Review.id)] == [1, 2]
    assert state(notice) is State.APPROVED
