"""What becomes of something withheld when it is assessed again (条例 18)? The only writer.

assess_publication(publication_id, by, found)
assess_parts(publication_id, by, found, number="") -> int | None   cut from what is out; the draft
assess_item(item_id, by, found, draft=None) -> int | None     of a request; the key of the draft
sweep(today) -> int                                           at the start of each day
"""

from dataclasses import replace
from datetime import date
from typing import Any

from clerkdesk.db.models import Deadline, Publication
from clerkdesk.db.unit import Unit, unit
from clerkdesk.deadlines import board
from clerkdesk.deadlines.board import Due, Status
from clerkdesk.errors import UserError
from clerkdesk.publications import acts, catalogue, registering, tied
from clerkdesk.publications.acts import Act
from clerkdesk.publications.attributes import STATE_SECRET, Attribute
from clerkdesk.publications.facts import Facts, dump, load
from clerkdesk.publications.registering import NewPublication
from clerkdesk.publications.replacing import REPLACES
from clerkdesk.publications.standing import present_files, settle, standing_of
from clerkdesk.publications.tied import Tie
from clerkdesk.reassessments import cut, recording, withheld
from clerkdesk.reassessments.recording import Finding, Noun
from clerkdesk.reassessments.withheld import WithheldItem
from clerkdesk.requests.ties import Relation, tie
from clerkdesk.reviews import service as reviews

__all__ = ["Finding", "Noun", "assess_item", "assess_parts", "assess_publication", "sweep"]

_BOARD, _RULE = "withheld", "reassess"


def assess_publication(publication_id: int, by: int, found: Finding) -> None:
    """Record the assessment of a publication withheld.

    Where circumstances have changed it becomes 主动公开: its limit runs from that day and it is
    reviewed anew. Otherwise it stays withheld, on another ground where one is named.
    Errors: as `recording.check`; publications.not_withheld, no_secret_here.
    """
    with unit(by=by) as work:
        row = registering.get(publication_id)
        acts.require(Act.REASSESS, standing_of(row))
        recording.check(found, row.withheld_on or row.formed_on, (row.ground,), work)
        if found.disclose:
            values: dict[str, Any] = {
                "attribute": str(Attribute.PROACTIVE),
                "ground": "",
                "attribute_reason": "",
                "withheld_on": None,
                "reassess_on": None,
                "facts": dump(replace(load(row.facts), public_since=found.on)),
            }
            reviews.void_rounds(publication_id, "reassessed", work)
        else:
            values = {"reassess_on": recording.next_day(found, work)}
            if found.ground and found.ground != row.ground:
                if found.ground == STATE_SECRET and present_files(publication_id):
                    raise UserError("publications.no_secret_here", field="ground")
                values |= {"ground": found.ground, "attribute_reason": found.reason.strip()}
        Publication.update(**values).where(Publication.id == publication_id).execute()
        recording.record(Noun.PUBLICATION, publication_id, found, work)
        work.note("publication", publication_id, "reassessed", recording.told(found))
        settle(publication_id, work)


def assess_parts(publication_id: int, by: int, found: Finding, number: str = "") -> int | None:
    """Record the assessment of what a review had cut from something that is out.

    What is out stays as it is. Where `found.disclose`, a draft that replaces it is registered, its
    limit running from that day; it goes through review, and takes the place once it is published.
    number: of the draft, where the setting has numbers typed. Returns the draft's key.
    Errors: as `recording.check`; publications.no_parts_cut; what `registering.register` refuses.
    """
    with unit(by=by) as work:
        acts.require(Act.REASSESS_PARTS, standing_of(registering.get(publication_id)))
        parts = cut.of(publication_id)
        if parts is None:
            raise UserError("publications.no_parts_cut")
        recording.check(found, parts.since, parts.grounds, work)
        made = None
        if found.disclose:
            draft = _fuller(publication_id, by, found, number)
            # the twins are the very document and its earlier versions
            known = frozenset(ask.key for ask in registering.questions(draft))
            made = tied.register(Tie(REPLACES, publication_id), draft, (), by, answered=known)
        again = None if found.disclose else recording.next_day(found, work)
        Publication.update(reassess_on=again).where(Publication.id == publication_id).execute()
        recording.record(Noun.PARTS, publication_id, found, work, publication_id=made)
        work.note("publication", publication_id, "parts_reassessed", recording.told(found))
        settle(publication_id, work)
    return made


def _fuller(publication_id: int, by: int, found: Finding, number: str) -> NewPublication:
    """Return the form of what will show the parts: that of the first, what was studied left out."""
    old = registering.draft_of(publication_id)
    facts = Facts(
        origin=old.facts.origin,
        medium=old.facts.medium,
        sensitive=old.facts.sensitive,
        public_since=found.on,
    )
    return replace(
        old,
        number=number,
        handler_id=by,
        category=old.category if old.category in catalogue.current().offered else "",
        reassess_on=None,
        facts=facts,
    )


def assess_item(
    item_id: int, by: int, found: Finding, draft: NewPublication | None = None
) -> int | None:
    """Record the assessment of what a reply withheld; the reply itself stays as it was sent.

    draft: what is to be published where `found.disclose`: registered at once, tied to the request,
    its limit running from that day; it still goes through review. Returns its key.
    Errors: as `recording.check`; publications.not_withheld; what `registering.register` refuses.
    """
    with unit(by=by) as work:
        item = withheld.item(item_id)
        if item is None:
            raise UserError("publications.not_withheld")
        recording.check(found, item.since, item.grounds, work)
        made = None
        if found.disclose:
            if draft is None:
                raise KeyError("draft")
            linked = replace(draft, request_id=item.request_id, facts=Facts(public_since=found.on))
            made = registering.register(linked, (), by)
            tie(item.request_id, "publication", made, Relation.ALSO_PUBLIC, work)
        recording.record(Noun.ITEM, item_id, found, work, publication_id=made)
        told = {"item": item_id, **recording.told(found)}
        work.note("request", item.request_id, "reassessed", told)
        _line(item_id, work)
    return made


def sweep(today: date) -> int:
    """Put what replies withheld on the board, and off it what is withheld no more.

    Returns how many lines moved.
    """
    wanted = {one.item_id: one for one in withheld.items(today)}
    lines: Any = Deadline.select(Deadline.noun_id, Deadline.due_on).where(
        (Deadline.noun == _BOARD) & Deadline.closed_on.is_null()
    )
    known = dict(lines.tuples())
    moved = {
        key: [_due(wanted[key])] if key in wanted else []
        for key in {*wanted, *known}
        if key not in wanted or wanted[key].reassess_on != known.get(key)
    }
    if moved:
        with unit(by=None) as work:
            board.rewrite_many(_BOARD, moved, work)
            for item_id in moved:
                work.changed(_BOARD, item_id)
    return len(moved)


def _line(item_id: int, work: Unit) -> None:
    item = withheld.item(item_id)
    board.rewrite(_BOARD, item_id, [] if item is None else [_due(item)], work)
    work.changed(_BOARD, item_id)


def _due(item: WithheldItem) -> Due:
    return Due(
        rule=_RULE,
        due_on=item.reassess_on,
        status=Status.RUNNING,
        title=item.title,
        number=item.number,
        next_step="reassess",
        handler_id=item.handler_id,
        natural_days=True,
    )
