"""What is known of one publication, and what may be done with it? The card for screens."""

from datetime import date
from typing import Any

from clerkdesk import settings
from clerkdesk.calendar import WorkCalendar
from clerkdesk.db.models import (
    File,
    Person,
    Publication,
    PublicationFile,
    PublicationLink,
    PublicationNotice,
    Request,
    Review,
)
from clerkdesk.db.models import Unit as OrganUnit
from clerkdesk.errors import UserError
from clerkdesk.holidays.queries import calendar
from clerkdesk.publications import acts, catalogue, categories, lights, reminders
from clerkdesk.publications.attributes import Attribute, Audience, State, article_of
from clerkdesk.publications.categories import Category
from clerkdesk.publications.due_rules import Governed, Rule, due_after
from clerkdesk.publications.facts import Facts, load
from clerkdesk.publications.rows import (
    DueView,
    ElementView,
    FileView,
    LinkView,
    NoticeView,
    OtherDue,
    PublicationCard,
    Ref,
    ReviewSummary,
)
from clerkdesk.publications.standing import due_of, latest_round, present_files, standing_of
from clerkdesk.reviews import gate
from clerkdesk.reviews.states import ReviewState

_AS_STORED = (
    "uid", "number", "year", "title", "document_number", "index_number", "organ", "copies_to",
    "formed_on", "changed_on", "ground", "attribute_reason", "category", "channel", "url", "due_on",
    "provisional", "natural_days", "published_on", "valid_until", "withdrawn_on",
    "withdrawn_reason", "void_reason", "reassess_on", "next_step", "registered_at",
)  # fmt: skip
"""Columns of a publication that its card shows as they are."""


def card(publication_id: int, today: date) -> PublicationCard:
    """Return everything of one publication; UserError publications.gone."""
    row = Publication.get_or_none(Publication.id == publication_id)
    if row is None:
        raise UserError("publications.gone")
    facts = load(row.facts)
    days = calendar()
    latest = latest_round(row.id)
    present = present_files(row.id)
    standing = standing_of(row, latest, present)
    category = catalogue.current().find(row.category)
    due = due_of(row, facts, days)
    lead = settings.load().yellow_lead
    return PublicationCard(
        id=row.id,
        **{name: getattr(row, name) for name in _AS_STORED},
        origin=facts.origin,
        source_unit=_ref(OrganUnit, row.source_unit_id),
        handler=_ref(Person, row.handler_id),
        attribute=Attribute(row.attribute),
        ground_article=article_of(row.ground),
        category_name=category.name if category else "",
        audience=Audience(row.audience),
        state=standing.state,
        light=lights.light_of(
            standing.state, row.due_on, row.published_on, today=today, days=days, lead=lead
        ),
        remaining=lights.left_of(
            row.due_on, row.published_on or today, days, natural=row.natural_days
        ),
        due=due_view(due, category, days) if due else None,
        superseded_by=_other(row.superseded_by_id),
        supersedes=_supersedes(row.id),
        request=_request(row.request_id),
        facts=facts,
        files=_files(row.id, latest.files if latest else {}, latest.state if latest else None),
        elements=_elements(category, facts),
        reviews=_reviews(row.id, present),
        gate=tuple(str(fault) for fault in standing.gate),
        reminders=reminders.of(row, facts, category, standing, due, today),
        acts=acts.allowed(standing),
        not_now=acts.refused(standing),
        registered_by=Person.get_by_id(row.registered_by_id).name,
        links=_links(row.id),
        notices=_notices(row.id),
    )


def due_view(found: Governed, category: Category | None, days: WorkCalendar) -> DueView:
    """Return a due date with what the office, the law and other papers say, and why they yield."""
    shipped = categories.load()
    due = found.due
    others = []
    if found.yields is not None:
        whose = shipped.own_source if found.why == "looser" else ""
        other = found.yields
        others.append(OtherDue(whose, other.basis, other.on, shipped.whys[found.why], other))
    for one in category.also if category else ():
        on = None
        if one.limit is not None:
            on = due_after(Rule(one.limit, due.zero, one.says), due.zero_on, days).on
        others.append(OtherDue(one.source, one.says, on, one.why))
    promptly = None
    if category is not None and category.promptly:
        promptly = due_after(shipped.promptly, due.zero_on, days).on
    return DueView(due, due.basis, tuple(others), promptly)


def _ref(table: Any, key: int | None) -> Ref | None:
    return None if key is None else Ref(key, table.get_by_id(key).name)


def _other(key: int | None) -> Ref | None:
    if key is None:
        return None
    row = Publication.get_by_id(key)
    return Ref(key, f"{row.number} {row.title}")


def _supersedes(publication_id: int) -> tuple[Ref, ...]:
    rows = Publication.select().where(Publication.superseded_by == publication_id)
    return tuple(Ref(row.id, f"{row.number} {row.title}") for row in rows.order_by(Publication.id))


def _request(key: int | None) -> Ref | None:
    return None if key is None else Ref(key, Request.get_by_id(key).number)


def _files(
    publication_id: int, bound: dict[int, str], state: ReviewState | None
) -> tuple[FileView, ...]:
    query = (
        PublicationFile.select(PublicationFile, File)
        .join(File)
        .where(
            (PublicationFile.publication == publication_id) & PublicationFile.removed_at.is_null()
        )
        .order_by(PublicationFile.position)
    )
    return tuple(
        FileView(
            file_id=one.file_id,
            name=one.file.name_shown,
            size=one.file.size,
            media_type=one.file.media_type,
            sha256=one.file.sha256,
            approved=state is ReviewState.APPROVED and bound.get(one.file_id) == one.file.sha256,
            attached_at=one.file.stored_at,
        )
        for one in query
    )


def _elements(category: Category | None, facts: Facts) -> tuple[ElementView, ...]:
    if category is None:
        return ()
    views = []
    for key, name in category.elements.items():
        element = facts.elements.get(key)
        done = None if element is None else element.done
        views.append(ElementView(key, name, done, element.note if element else ""))
    return tuple(views)


def _reviews(publication_id: int, present: dict[int, str]) -> tuple[ReviewSummary, ...]:
    rows = Review.select().where(Review.publication == publication_id).order_by(Review.round)
    last = latest_round(publication_id)
    return tuple(
        ReviewSummary(
            id=row.id,
            round=row.round,
            state=ReviewState(row.state),
            opened_on=row.opened_on,
            waiting_at=row.waiting_at,
            conclusion=row.conclusion,
            void_reason=row.void_reason,
            valid=last is not None
            and last.id == row.id
            and gate.valid(last.state, last.files, present),
        )
        for row in rows
    )


def _links(publication_id: int) -> tuple[LinkView, ...]:
    here = (PublicationLink.publication == publication_id) | (
        PublicationLink.other == publication_id
    )
    ties = PublicationLink.select().where(here & PublicationLink.removed_at.is_null())
    views = []
    for tie in ties.order_by(PublicationLink.id):
        outgoing = tie.publication_id == publication_id
        other = Publication.get_by_id(tie.other_id if outgoing else tie.publication_id)
        views.append(
            LinkView(
                id=tie.id,
                relation=tie.relation,
                outgoing=outgoing,
                publication_id=other.id,
                number=other.number,
                title=other.title,
                state=State(other.state),
            )
        )
    return tuple(views)


def _notices(publication_id: int) -> tuple[NoticeView, ...]:
    rows = PublicationNotice.select().where(
        (PublicationNotice.publication == publication_id) & PublicationNotice.removed_at.is_null()
    )
    return tuple(
        NoticeView(row.id, row.party, row.sent_on, row.way, row.note)
        for row in rows.order_by(PublicationNotice.id)
    )
