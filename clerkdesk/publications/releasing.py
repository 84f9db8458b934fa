"""How does a publication go out, come back, or stay in? Part of `service`.

Publishing passes the gate here and nowhere else: the approval must name every present file, and the
bytes lying in the register at this moment must have the approved digests.
"""

import hashlib
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

from clerkdesk import amended, numbers, typed
from clerkdesk import files as stored_files
from clerkdesk.amended import Same
from clerkdesk.db.models import Person, Publication, PublicationLink, Request
from clerkdesk.db.unit import Unit, unit
from clerkdesk.errors import EnvironmentFault, UserError
from clerkdesk.monitor import recording as columns
from clerkdesk.publications import acts, replacing
from clerkdesk.publications.acts import Act
from clerkdesk.publications.attributes import (
    GROUNDS_OF,
    OPEN_STATES,
    STATE_SECRET,
    Attribute,
    State,
)
from clerkdesk.publications.categories import Channel
from clerkdesk.publications.facts import dump, load
from clerkdesk.publications.registering import get, next_assessment
from clerkdesk.publications.standing import (
    latest_round,
    present_files,
    settle,
    shut_because,
    standing_of,
)
from clerkdesk.reviews import service as reviews


def start_review(
    publication_id: int,
    by: int,
    *,
    on: date | None = None,
    progress: Callable[[int], object] | None = None,
) -> int:
    """Open a round of review over the present files and return its key.

    on: the day the form was begun, today where left out; a paper form may be older.
    progress: told the bytes read so far; what it raises takes everything back.
    """
    with unit(by=by) as work:
        row = get(publication_id)
        acts.require(Act.START_REVIEW, standing_of(row))
        begun = on or work.today
        if begun > work.today:
            raise UserError("publications.in_future", field="on", day=begun, today=work.today)
        if begun < row.formed_on:
            raise UserError(
                "publications.before_formed", field="on", day=begun, formed=row.formed_on
            )
        return reviews.open_round(
            publication_id, digests_now(publication_id, progress), begun, by, work
        )


def digests_now(
    publication_id: int, progress: Callable[[int], object] | None = None
) -> dict[int, str]:
    """Return file id -> SHA-256 of the bytes that lie in the register at this moment.

    A file whose pieces no longer fit its recorded digest counts as changed.
    progress: told the bytes read so far, of all files.
    """
    found: dict[int, str] = {}
    before = 0
    for file_id in present_files(publication_id):
        digest, size = hashlib.sha256(), 0
        try:
            for piece in stored_files.row(file_id).pieces():
                digest.update(piece)
                size += len(piece)
                if progress is not None:
                    progress(before + size)
            found[file_id] = digest.hexdigest()
        except EnvironmentFault:
            found[file_id] = ""
        before += size
    return found


def publish(  # noqa: PLR0913 - what is said of a release
    publication_id: int,
    by: int,
    *,
    on: date,
    channel: str,
    url: str = "",
    progress: Callable[[int], object] | None = None,
) -> None:
    """Record that it was published on a day.

    progress: told the bytes compared so far; what it raises takes everything back.
    Errors: publications.not_proactive, already_published, no_party_told; reviews.gate_… where no
    valid approval covers exactly these bytes; publications.before_approval, in_future,
    channel_unknown.
    """
    typed.line(url, "url", limit=2000)
    if channel not in set(Channel):
        raise UserError("publications.channel_unknown", field="channel")
    with unit(by=by) as work:
        row = get(publication_id)
        latest = latest_round(publication_id)
        present = digests_now(publication_id, progress)
        standing = replace(standing_of(row, latest), gate=shut_because(latest, present))
        acts.require(Act.PUBLISH, standing)
        _refuse_day(row, on, work, approved_on=latest.closed_on if latest else None)
        cut = latest is not None and latest.cut
        Publication.update(
            published_on=on,
            channel=channel,
            url=url.strip(),
            reassess_on=next_assessment(on) if cut else None,
        ).where(Publication.id == publication_id).execute()
        told = {
            "on": on.isoformat(),
            "channel": channel,
            "url": url.strip(),
            "review": latest.id if latest else 0,
            "files": {str(key): digest for key, digest in present.items()},
        }
        work.note("publication", publication_id, "published", told)
        settle(publication_id, work)
        replacing.take_place(publication_id, work)
        columns.settle_place(row.category, row.source_unit_id, work)
        _settle_followed(publication_id, work)


def _refuse_day(row: Publication, on: date, work: Unit, *, approved_on: date | None) -> None:
    if on > work.today:
        raise UserError("publications.in_future", field="on", day=on, today=work.today)
    if on < row.formed_on:
        raise UserError("publications.before_formed", field="on", day=on, formed=row.formed_on)
    if approved_on is not None and on < approved_on:
        raise UserError("publications.before_approval", field="on", day=on, approved=approved_on)


def _settle_followed(publication_id: int, work: Unit) -> None:
    """An audit's line on the board ends when what was mended is out."""
    ties: Any = PublicationLink.select(PublicationLink.other).where(
        (PublicationLink.publication == publication_id) & PublicationLink.removed_at.is_null()
    )
    for (other,) in list(ties.tuples()):
        settle(other, work)


def correct_release(  # noqa: PLR0913 - each may be mended alone
    publication_id: int,
    by: int,
    *,
    url: str | Same = Same.SAME,
    channel: str | Same = Same.SAME,
    valid_until: date | Same | None = Same.SAME,
    handler_id: int | Same | None = Same.SAME,
    reason: str,
) -> None:
    """Mend where a published item stands and how long it holds; never its bytes or its day.

    Errors: publications.not_published, channel_unknown, before_formed, no_such_row; typed.…
    """
    typed.text(reason, "reason", required=True)
    if isinstance(url, str):
        url = typed.line(url, "url", limit=2000).strip()
    if channel is not Same.SAME and channel not in set(Channel):
        raise UserError("publications.channel_unknown", field="channel")
    given = {"url": url, "channel": channel, "valid_until": valid_until, "handler_id": handler_id}
    with unit(by=by) as work:
        row = get(publication_id)
        acts.require(Act.WITHDRAW, standing_of(row))
        if isinstance(valid_until, date) and valid_until < row.formed_on:
            raise UserError(
                "publications.before_formed",
                field="valid_until",
                day=valid_until,
                formed=row.formed_on,
            )
        if isinstance(handler_id, int) and Person.get_or_none(Person.id == handler_id) is None:
            raise UserError("publications.no_such_row", field="handler_id")
        moved = amended.differing(row, given)
        if not moved:
            return
        Publication.update(**moved).where(Publication.id == publication_id).execute()
        told = amended.told(row, moved) | {"reason": reason}
        work.note("publication", publication_id, "release_corrected", told)
        settle(publication_id, work)
        columns.settle_place(row.category, row.source_unit_id, work)


def withdraw(publication_id: int, by: int, *, on: date, reason: str) -> None:
    """Record that a published item was taken down, and why."""
    typed.text(reason, "reason", required=True)
    with unit(by=by) as work:
        row = get(publication_id)
        acts.require(Act.WITHDRAW, standing_of(row))
        if on > work.today:
            raise UserError("publications.in_future", field="on", day=on, today=work.today)
        if on < row.published_on:
            raise UserError(
                "publications.before_published", field="on", day=on, published=row.published_on
            )
        Publication.update(withdrawn_on=on, withdrawn_reason=reason.strip()).where(
            Publication.id == publication_id
        ).execute()
        told = {"on": on.isoformat(), "reason": reason.strip()}
        work.note("publication", publication_id, "withdrawn", told)
        settle(publication_id, work)


def supersede(publication_id: int, by: int, *, new_id: int) -> None:
    """Record that a newer publication stands in the place of this one."""
    with unit(by=by) as work:
        row, new = get(publication_id), get(new_id)
        acts.require(Act.SUPERSEDE, standing_of(row))
        if new_id == publication_id:
            raise UserError("publications.link_to_itself", field="new")
        if new.state != State.PUBLISHED:  # nor one that is itself superseded: no circles
            raise UserError("publications.new_not_published", field="new", number=new.number)
        Publication.update(superseded_by=new_id).where(Publication.id == publication_id).execute()
        work.note("publication", publication_id, "superseded", {"by": new_id})
        settle(publication_id, work)
        work.changed("publication", new_id)


def withhold(
    publication_id: int, by: int, *, ground: str, reason: str, reassess_on: date | None = None
) -> None:
    """Set the attribute to 不予公开 on a ground of 14, 15 or 16; it comes back on a day (条例 18).

    Where it turns out to be a state secret its files may not stay: they must be taken out first by
    the office's secrecy body, and the program refuses.
    """
    typed.text(reason, "reason", required=True)
    if ground not in GROUNDS_OF[Attribute.WITHHELD]:
        raise UserError("publications.ground_missing", field="ground")
    with unit(by=by) as work:
        row = get(publication_id)
        acts.require(Act.WITHHOLD, standing_of(row))
        if ground == STATE_SECRET and present_files(publication_id):
            raise UserError("publications.no_secret_here", field="ground")
        again = _assessment_day(reassess_on, work)
        Publication.update(
            attribute=str(Attribute.WITHHELD),
            ground=ground,
            attribute_reason=reason.strip(),
            withheld_on=work.today,
            reassess_on=again,
        ).where(Publication.id == publication_id).execute()
        told = {"ground": ground, "reason": reason.strip(), "reassess_on": again.isoformat()}
        work.note("publication", publication_id, "withheld", told)
        reviews.void_open_round(publication_id, "withheld", work)
        settle(publication_id, work)


def _assessment_day(chosen: date | None, work: Unit) -> date:
    again = chosen or next_assessment(work.today)
    if again <= work.today:
        raise UserError("publications.reassess_past", field="reassess_on", day=again)
    return again


def mark_quashed(publication_id: int, by: int, *, on: date, how: str) -> None:
    """Record that a published penalty was quashed or changed; 处罚法 48 gives three days."""
    typed.text(how, "how", required=True)
    with unit(by=by) as work:
        row = get(publication_id)
        acts.require(Act.MARK_QUASHED, standing_of(row))
        if on > work.today:
            raise UserError("publications.in_future", field="on", day=on, today=work.today)
        if on < row.formed_on:
            raise UserError("publications.before_formed", field="on", day=on, formed=row.formed_on)
        facts = replace(load(row.facts), quashed_on=on, quashed_how=how.strip())
        Publication.update(facts=dump(facts)).where(Publication.id == publication_id).execute()
        told = {"on": on.isoformat(), "how": how.strip()}
        work.note("publication", publication_id, "quashed", told)
        settle(publication_id, work)


def link_request(publication_id: int, by: int, *, request_id: int) -> None:
    """Say that a request showed this to be for all to know (条例 44)."""
    with unit(by=by) as work:
        row = get(publication_id)
        acts.require(Act.LINK, standing_of(row))
        request = Request.get_or_none(Request.id == request_id)
        if request is None:
            raise UserError("publications.no_such_row", field="request")
        Publication.update(request=request_id).where(Publication.id == publication_id).execute()
        told = {"request": request_id, "number": request.number}
        work.note("publication", publication_id, "request_linked", told)
        work.changed("request", request_id)
        settle(publication_id, work)


def void(publication_id: int, by: int, *, reason: str) -> None:
    """Make a publication registered by mistake void; its number is never given again."""
    typed.text(reason, "reason", required=True)
    with unit(by=by) as work:
        row = get(publication_id)
        acts.require(Act.VOID, standing_of(row))
        Publication.update(voided_at=work.now, void_reason=reason.strip()).where(
            Publication.id == publication_id
        ).execute()
        numbers.void(row.number, reason.strip(), noun="publication")
        work.note("publication", publication_id, "voided", {"reason": reason.strip()})
        reviews.void_open_round(publication_id, "voided", work)
        replacing.give_back(publication_id, work)
        settle(publication_id, work)


def rederive_open(by: int | None = None) -> int:
    """Derive every open publication and review anew after the calendar changed.

    Returns how many publications moved; what is out already keeps its day.
    """
    states = [str(state) for state in OPEN_STATES]
    with unit(by=by) as work:
        open_ones: Any = Publication.select(Publication.id, Publication.due_on).where(
            Publication.state.in_(states)
        )
        moved = 0
        for publication_id, due_on in list(open_ones.tuples()):
            moved += settle(publication_id, work).due_on != due_on
        reviews.rederive_open(work)
        work.note("publication", 0, "rederived", {"moved": moved})
    return moved
