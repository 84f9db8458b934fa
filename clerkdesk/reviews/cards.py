"""What is known of one round of review, and what does its printed form show? For screens."""

from collections import Counter
from datetime import date
from typing import Any

from clerkdesk.calendar import WorkCalendar
from clerkdesk.db.models import (
    Attachment,
    File,
    Person,
    ReviewAnswer,
    ReviewFile,
    ReviewInquiry,
    ReviewStep,
)
from clerkdesk.db.models import Unit as OrganUnit
from clerkdesk.holidays.queries import calendar
from clerkdesk.publications.attributes import Attribute, Audience
from clerkdesk.publications.facts import load as load_facts
from clerkdesk.publications.rows import Ref
from clerkdesk.publications.standing import present_files
from clerkdesk.reviews import acts, gate, rounds
from clerkdesk.reviews.gate import Pending
from clerkdesk.reviews.levels import Conclusion, Mode, StageState, stage_of
from clerkdesk.reviews.rounds import Round
from clerkdesk.reviews.rows import (
    AnswerView,
    BoundFile,
    InquiryView,
    ReviewCard,
    Sheet,
    SheetAnswer,
    SheetLine,
    StageView,
    StepView,
)
from clerkdesk.reviews.states import Answer, InquiryKind, InquiryResult


def review_card(review_id: int, today: date) -> ReviewCard:
    """Return everything of one round; UserError reviews.gone."""
    found = rounds.get(review_id)
    row, publication = found.row, found.publication
    facts = load_facts(publication.facts)
    standing = found.standing
    steps = _steps(found)
    files = _files(found)
    return ReviewCard(
        id=row.id,
        uid=row.uid,
        round=row.round,
        state=found.state,
        publication=Ref(publication.id, publication.number),
        title=publication.title,
        document_number=publication.document_number,
        organ=publication.organ,
        section=_name(OrganUnit, publication.source_unit_id),
        handler=_ref(publication.handler_id),
        formed_on=publication.formed_on,
        attribute=Attribute(publication.attribute),
        ground=publication.ground,
        attribute_reason=publication.attribute_reason,
        audience=Audience(publication.audience),
        channel=publication.channel,
        planned_on=facts.planned_on,
        due_on=publication.due_on,
        natural_days=publication.natural_days,
        sensitive=facts.sensitive,
        study=facts.study,
        risk=facts.risk,
        checklist_version=row.checklist_version,
        warning=found.checklist.warning,
        answers=_answers(found),
        stages=_stages(found, steps),
        waiting_at=standing.awaited if found.state.under_way else None,
        steps=steps,
        inquiries=_inquiries(row.id, today, calendar()),
        files=files,
        scans=_scans(row.id),
        conclusion=Conclusion(row.conclusion) if row.conclusion else None,
        conclusion_ground=row.ground,
        blockers=_sentences(standing.blockers) if found.state.under_way else (),
        acts=acts.allowed(standing),
        not_now=acts.refused(standing),
        merged_reason=found.route.merged_reason if found.route.merged else "",
        one_clerk=found.route.one_clerk,
        valid=_valid(found),
        opened_on=row.opened_on,
        opened_by=_name(Person, row.opened_by_id),
        closed_on=row.closed_on,
        void_reason=row.void_reason,
    )


def sheet(review_id: int, today: date) -> Sheet:
    """Return what the printed form (审查单) shows, blank where nothing is recorded yet."""
    card = review_card(review_id, today)
    facts = load_facts(rounds.get(review_id).publication.facts)
    return Sheet(
        number=card.publication.name,
        round=card.round,
        title=card.title,
        document_number=card.document_number,
        organ=card.organ,
        section=card.section,
        handler=card.handler.name if card.handler else "",
        formed_on=card.formed_on,
        medium=facts.medium,
        attribute=card.attribute,
        ground=card.ground,
        attribute_reason=card.attribute_reason,
        audience=card.audience,
        channel=card.channel,
        planned_on=card.planned_on,
        sensitive=card.sensitive,
        study=card.study,
        risk=card.risk,
        checklist_version=card.checklist_version,
        warning=card.warning,
        answers=tuple(
            SheetAnswer(
                place,
                one.question.group,
                one.question.text,
                one.question.basis,
                one.answer,
                one.note,
            )
            for place, one in enumerate(card.answers, start=1)
        ),
        inquiries=card.inquiries,
        lines=tuple(_line(view) for view in card.stages),
        conclusion=card.conclusion,
        conclusion_ground=card.conclusion_ground,
        merged_reason=card.merged_reason,
        files=card.files,
        opened_on=card.opened_on,
    )


def _line(view: StageView) -> SheetLine:
    step = view.step
    if step is None:
        return SheetLine(view.stage, None, "", "", None)
    return SheetLine(view.stage, step.conclusion, step.opinion, step.signed_by, step.signed_on)


def _name(table: Any, key: int | None) -> str:
    return "" if key is None else str(table.get_by_id(key).name)


def _ref(key: int | None) -> Ref | None:
    return None if key is None else Ref(key, _name(Person, key))


def _sentences(faults: tuple[Exception, ...]) -> tuple[str, ...]:
    return tuple(str(fault) for fault in faults)


def _answers(found: Round) -> tuple[AnswerView, ...]:
    rows = rounds.answer_rows(found.row.id)
    asked: Any = ReviewAnswer.select(ReviewAnswer.question).where(
        ReviewAnswer.review == found.row.id
    )
    given = Counter(key for (key,) in asked.tuples())
    names = _names()
    views = []
    for question in found.checklist.questions:
        row = rows.get(question.key)
        answer = found.answers.get(question.key)
        fault = gate.fault_of(question, found.answers, found.checklist)
        worrying = gate.worries(question, answer)
        views.append(
            AnswerView(
                question=question,
                answer=Answer(row.answer) if row else None,
                note=row.note if row else "",
                answered_by=names.get(row.answered_by_id, "") if row else "",
                answered_at=row.answered_at if row else None,
                worrying=worrying,
                stops=worrying and question.stops,
                fault=str(fault) if fault else "",
                earlier=max(given[question.key] - 1, 0),
            )
        )
    return tuple(views)


def _names() -> dict[int, str]:
    people: Any = Person.select(Person.id, Person.name)
    return dict(people.tuples())


def _steps(found: Round) -> tuple[StepView, ...]:
    counting = {step.id for step in found.progress.counting}
    names = _names()
    rows = ReviewStep.select().where(ReviewStep.review == found.row.id).order_by(ReviewStep.id)
    return tuple(
        StepView(
            id=row.id,
            stage=stage_of(row.level),
            passed=row.passed,
            signed_by=names[row.signed_by_id],
            signed_on=row.signed_on,
            mode=Mode(row.mode),
            conclusion=Conclusion(row.conclusion) if row.conclusion else None,
            ground=row.ground,
            opinion=row.opinion,
            scan_id=row.scan_id,
            counts=row.id in counting,
            recorded_at=row.recorded_at,
            recorded_by=names[row.recorded_by_id],
        )
        for row in rows
    )


def _stages(found: Round, steps: tuple[StepView, ...]) -> tuple[StageView, ...]:
    by_id = {step.id: step for step in steps}
    views = []
    for place, stage in enumerate(found.route.stages):
        if place < len(found.progress.counting):
            step = by_id[found.progress.counting[place].id]
            views.append(StageView(stage, StageState.DONE, step))
        elif stage == found.progress.awaited and found.state.under_way:
            views.append(StageView(stage, StageState.AWAITED, None))
        else:
            views.append(StageView(stage, StageState.AHEAD, None))
    return tuple(views)


def _files(found: Round) -> tuple[BoundFile, ...]:
    present = present_files(found.publication.id)
    rows: Any = (
        ReviewFile.select(ReviewFile.sha256, File.id, File.name_shown, File.size)
        .join(File)
        .where(ReviewFile.review == found.row.id)
        .order_by(File.id)
    )
    return tuple(
        BoundFile(file_id, name, size, sha256, present.get(file_id) == sha256)
        for sha256, file_id, name, size in rows.tuples()
    )


def _valid(found: Round) -> bool:
    rows: Any = ReviewFile.select(ReviewFile.file, ReviewFile.sha256)
    bound = dict(rows.where(ReviewFile.review == found.row.id).tuples())
    return gate.valid(found.state, bound, present_files(found.publication.id))


def _scans(review_id: int) -> tuple[Ref, ...]:
    rows: Any = (
        Attachment.select(Attachment.file, File.name_shown)
        .join(File)
        .where(
            (Attachment.noun == "review")
            & (Attachment.noun_id == review_id)
            & Attachment.removed_at.is_null()
        )
        .order_by(Attachment.id)
    )
    return tuple(Ref(file_id, name) for file_id, name in rows.tuples())


def _inquiries(review_id: int, today: date, days: WorkCalendar) -> tuple[InquiryView, ...]:
    rows = ReviewInquiry.select().where(ReviewInquiry.review == review_id)
    views = []
    for row in rows.order_by(ReviewInquiry.id):
        asked = Pending(InquiryKind(row.kind), row.question, row.opened_on, row.sent_on)
        due = gate.due_of(asked, days)
        open_ = not row.result
        views.append(
            InquiryView(
                id=row.id,
                kind=asked.kind,
                question=row.question,
                whom=row.whom,
                opened_on=row.opened_on,
                sent_on=row.sent_on,
                reference=row.reference,
                due_on=due,
                provisional=due is not None and days.is_provisional(due),
                overdue=open_ and due is not None and due < today,
                answered_on=row.answered_on,
                result=InquiryResult(row.result) if row.result else None,
                answer=row.answer,
                scan_id=row.scan_id,
            )
        )
    return tuple(views)
