"""Who of those concerned is told in person, and when? Part of `service`.

To some, publishing is nothing else (S0-6, 8: the household whose house is taken); of a major
decision those directly concerned are told besides (S0-1).
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from clerkdesk import typed
from clerkdesk.db.models import PublicationNotice
from clerkdesk.db.unit import Unit, unit
from clerkdesk.errors import UserError
from clerkdesk.publications import acts
from clerkdesk.publications.acts import Act
from clerkdesk.publications.registering import get
from clerkdesk.publications.releasing import digests_now
from clerkdesk.publications.standing import latest_round, settle, shut_because, standing_of

MOST = 2000  # parties named at once: the households of a large relocation


def name_parties(publication_id: int, by: int, *, parties: Iterable[str]) -> tuple[int, ...]:
    """Name those to be told, one notice for each; return the notices' keys in order.

    A name that stands twice, or that is still to be told already, makes no second notice.
    Errors: publications.parties_missing, too_many_parties; typed.… with the field `parties`.
    """
    names = tuple(dict.fromkeys(one.strip() for one in parties if one.strip()))
    if not names:
        raise UserError("publications.parties_missing", field="parties")
    if len(names) > MOST:
        raise UserError("publications.too_many_parties", field="parties", most=MOST)
    for one in names:
        typed.name(one, "parties")
    with unit(by=by) as work:
        acts.require(Act.NAME_PARTIES, standing_of(get(publication_id)))
        waiting = {row.party for row in _live(publication_id) if row.sent_on is None}
        made = [
            int(
                PublicationNotice.create(
                    publication=publication_id,
                    party=one,
                    recorded_at=work.now,
                    recorded_by=by,
                ).id
            )
            for one in names
            if one not in waiting
        ]
        if made:
            work.note("publication", publication_id, "party_named", {"notices": made})
            settle(publication_id, work)
    return tuple(made)


def note_party_told(  # noqa: PLR0913 - who, when, how
    publication_id: int,
    by: int,
    *,
    party: str = "",
    on: date,
    way: str,
    note: str = "",
    notice_ids: Iterable[int] = (),
) -> tuple[int, ...]:
    """Record that parties were told in person on a day; return the notices' keys.

    notice_ids: of those named before; without any, `party` is one that was not named.
    To tell is to disclose, so it passes the gate as `publish` does. Errors: reviews.gate_…;
    publications.told_before_approval, told_after_withdrawal, notice_gone, in_future, before_formed;
    typed.….
    """
    chosen = tuple(notice_ids)
    if not chosen:
        typed.name(party, "party")
    typed.line(way, "way", required=True)
    typed.line(note, "note")
    with unit(by=by) as work:
        row = get(publication_id)
        latest = latest_round(publication_id)
        now = shut_because(latest, digests_now(publication_id))
        acts.require(Act.NOTE_PARTY_TOLD, replace(standing_of(row, latest), gate=now))
        approved_on = latest.closed_on if latest else None
        if row.published_on is None and approved_on is not None and on < approved_on:
            raise UserError(
                "publications.told_before_approval", field="on", day=on, approved=approved_on
            )
        if on > work.today:
            raise UserError("publications.in_future", field="on", day=on, today=work.today)
        if on < row.formed_on:
            raise UserError("publications.before_formed", field="on", day=on, formed=row.formed_on)
        if row.withdrawn_on is not None and on > row.withdrawn_on:
            raise UserError(
                "publications.told_after_withdrawal", field="on", day=on, withdrawn=row.withdrawn_on
            )
        said = {"sent_on": on, "way": way.strip(), "note": note.strip()}
        if chosen:
            _refuse_gone(publication_id, chosen)
            here = PublicationNotice.id.in_(chosen)
            PublicationNotice.update(**said).where(here).execute()
        else:
            chosen = (_told(publication_id, party.strip(), said, work),)
        told = {"notices": list(chosen), "way": way.strip(), "on": on.isoformat()}
        work.note("publication", publication_id, "party_told", told)
        settle(publication_id, work)
    return chosen


def _told(publication_id: int, party: str, said: dict[str, object], work: Unit) -> int:
    row = PublicationNotice.create(
        publication=publication_id,
        party=party,
        recorded_at=work.now,
        recorded_by=work.by,
        **said,
    )
    return int(row.id)


def remove_party(notice_id: int, by: int, *, reason: str) -> None:
    """Take back a name that was not told yet; that it was named stays on record."""
    typed.text(reason, "reason", required=True)
    with unit(by=by) as work:
        row = PublicationNotice.get_or_none(PublicationNotice.id == notice_id)
        if row is None:
            raise UserError("publications.notice_gone")
        _refuse_gone(row.publication_id, (notice_id,))
        acts.require(Act.NAME_PARTIES, standing_of(get(row.publication_id)))
        here = PublicationNotice.id == notice_id
        PublicationNotice.update(removed_at=work.now).where(here).execute()
        told = {"notice": notice_id, "reason": reason.strip()}
        work.note("publication", row.publication_id, "party_removed", told)
        settle(row.publication_id, work)


def _live(publication_id: int) -> list[PublicationNotice]:
    here = PublicationNotice.publication == publication_id
    return list(PublicationNotice.select().where(here & PublicationNotice.removed_at.is_null()))


def _refuse_gone(publication_id: int, chosen: tuple[int, ...]) -> None:
    waiting = {row.id for row in _live(publication_id) if row.sent_on is None}
    if not set(chosen) <= waiting:
        raise UserError("publications.notice_gone", field="party")
