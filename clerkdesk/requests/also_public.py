"""How does what one applicant was given become public for all (art. 44)?

offer(request_id) -> Offer                                    what the form starts from
publish(request_id, draft, file_ids, by, *, answered=...) -> int      linked both ways
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from clerkdesk import files as stored_files
from clerkdesk.db.models import Attachment, File, Publication, Request, RequestItem
from clerkdesk.db.unit import unit
from clerkdesk.errors import UserError
from clerkdesk.publications import service as publications
from clerkdesk.publications.facts import Facts
from clerkdesk.publications.intake import NewFile
from clerkdesk.publications.registering import NewPublication
from clerkdesk.requests import stored
from clerkdesk.requests.outcomes import Outcome
from clerkdesk.requests.recording import refuse_voided
from clerkdesk.requests.rows import Ref, RequestCard
from clerkdesk.requests.ties import Relation, tie

PROVIDED = "provided"  # the role of a file that went out with the reply
_GIVEN = frozenset({Outcome.DISCLOSED.value, Outcome.PARTIAL.value})


@dataclass(frozen=True)
class OfferedFile:
    """A file of the request. provided: it went out with the reply, so it is offered ticked."""

    file_id: int
    name: str
    size: int
    provided: bool


@dataclass(frozen=True)
class Offer:
    """What the form starts from; earlier: publications that already came of this request."""

    number: str
    title: str
    draft: NewPublication
    files: tuple[OfferedFile, ...]
    earlier: tuple[Ref, ...]


def offer(request_id: int) -> Offer:
    """Return a draft of the publication.

    The day the information was formed is for the clerk to read off it; its limit runs from the day
    the request showed that it is for all. Errors: requests.unknown, voided; also_public.not_given.
    """
    request = stored.get(request_id)
    refuse_voided(request)
    given = _given(request)
    shown = given[0].decided_on
    draft = NewPublication(
        title=_title(given),
        formed_on=None,
        source_unit_id=request.section_id,
        handler_id=request.handler_id,
        request_id=request_id,
        facts=Facts(public_since=shown),
    )
    return Offer(request.number, request.title, draft, _files(request_id), _earlier(request_id))


def suggested(card: RequestCard) -> bool:
    """Whether others want what was given here, and nobody has published it yet (art. 44)."""
    ties = {one.relation for one in card.related}
    given = any(item.outcome in _GIVEN for item in card.items)
    wanted = Relation.OFTEN_ASKED in ties and Relation.ALSO_PUBLIC not in ties
    return wanted and given and not card.voided


def publish(
    request_id: int,
    draft: NewPublication,
    file_ids: Iterable[int],
    by: int,
    *,
    answered: frozenset[str] = frozenset(),
) -> int:
    """Register the publication with the chosen files and tie it to the request; return its key.

    It still goes through review before it is out. Errors: as `offer` and `publications.register`;
    requests.unknown where a file is none of the request's.
    """
    with unit(by=by) as work:
        request = stored.get(request_id)
        refuse_voided(request)
        _given(request)
        here = {one.file_id: one.name for one in _files(request_id)}
        chosen = tuple(file_ids)
        if any(one not in here for one in chosen):
            raise UserError("requests.unknown", field="files")
        loaded = [NewFile(here[one], stored_files.read(one)) for one in chosen]
        linked = replace(draft, request_id=request_id)
        made = publications.register(linked, loaded, by, answered=answered)
        tie(request_id, "publication", made, Relation.ALSO_PUBLIC, work)
    return made


def _given(request: Request) -> list[RequestItem]:
    """Return the items of which something was disclosed."""
    items = (
        RequestItem.select()
        .where((RequestItem.request == request.id) & RequestItem.outcome.in_(_GIVEN))
        .order_by(RequestItem.position)
    )
    found = list(items)
    if not found:
        raise UserError("also_public.not_given")
    return found


def _title(given: list[RequestItem]) -> str:
    """Name the information: as the decision named it, or the first line of what was provided."""
    facts = given[0].facts
    named = str(facts.get("name") or facts.get("provided") or given[0].content)
    return next((line.strip() for line in named.splitlines() if line.strip()), "")


def _files(request_id: int) -> tuple[OfferedFile, ...]:
    rows = (
        Attachment.select(Attachment, File)
        .join(File)
        .where(
            (Attachment.noun == "request")
            & (Attachment.noun_id == request_id)
            & (Attachment.role != "application")  # the applicant's own papers never go out
            & Attachment.removed_at.is_null()
        )
        .order_by(Attachment.id)
    )
    found = {
        row.file_id: OfferedFile(
            row.file_id, row.file.name_shown, row.file.size, row.role == PROVIDED
        )
        for row in rows
    }
    return tuple(found.values())


def _earlier(request_id: int) -> tuple[Ref, ...]:
    rows = Publication.select().where(
        (Publication.request == request_id) & Publication.voided_at.is_null()
    )
    return tuple(Ref(row.id, f"{row.number} {row.title}") for row in rows.order_by(Publication.id))
