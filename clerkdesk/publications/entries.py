"""How does an office change its catalogue: an entry of its own, or one that came with the program?

add_entry(entry: Entry, by, *, on, why="") -> str           the new key
change_entry(key, entry, by, *, on, why)                    its own, or what it lays over a shipped
restore_entry(key, by, *, on, why)                          a shipped one as it came
end_entry(key, by, *, on, why)                              one of its own
elements(lines, earlier) -> dict[str, str]                  lines typed, as elements with keys

Every change is a version that stays, with its day. What is still to be published is derived anew in
the same unit; what is out keeps its day.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from clerkdesk import typed
from clerkdesk.db.models import CatalogueEntry, Publication
from clerkdesk.db.unit import Unit, unit
from clerkdesk.errors import UserError
from clerkdesk.publications import catalogue, categories, overlay
from clerkdesk.publications.attributes import OPEN_STATES, Audience
from clerkdesk.publications.categories import Category, Channel
from clerkdesk.publications.overlay import Entry
from clerkdesk.publications.standing import settle

MOST = 400  # days, or the like: the longest limit that is no slip of the key

_OWN_KEY = "own_{}"
_ELEMENT_KEY = "own_{}"


def add_entry(entry: Entry, by: int, *, on: date, why: str = "") -> str:
    """Add an entry of the office's own; return its key.

    Errors: publications.entry_twice, entry_without_elements, entry_without_channel,
    entry_limit_basis, entry_audience, in_future.
    """
    with unit(by=by) as work:
        _check(entry, None)
        _refuse_twin(entry.name)
        known = {one for one in catalogue.current().by_key if one.startswith(_OWN_KEY.format(""))}
        key = _OWN_KEY.format(len(known) + 1)
        _keep(key, catalogue.ADDED, entry, work, on=on, why=why)
    return key


def change_entry(key: str, entry: Entry, by: int, *, on: date, why: str) -> None:
    """Change an entry of the office's own, or lay something over a shipped one.

    Errors: as `add_entry`; publications.entry_gone, entry_same, entry_before, statute_already.
    """
    typed.text(why, "why", required=True)
    with unit(by=by) as work:
        now = _found(key)
        shipped = categories.load().find(key)
        _check(entry, shipped)
        if now.own:
            _refuse_twin(entry.name, besides=key)
        if overlay.dump(entry) == overlay.dump(catalogue.entry_of(key)):
            raise UserError("publications.entry_same")
        _keep(key, catalogue.CHANGED, entry, work, on=on, why=why)


def restore_entry(key: str, by: int, *, on: date, why: str) -> None:
    """Take back what the office has laid over a shipped entry; that it stood stays on record."""
    typed.text(why, "why", required=True)
    with unit(by=by) as work:
        if _found(key).shipped is None:
            raise UserError("publications.entry_as_shipped")
        _keep(key, catalogue.RESTORED, None, work, on=on, why=why)


def end_entry(key: str, by: int, *, on: date, why: str) -> None:
    """Offer an entry of the office's own no more; what bears it keeps its name and its limit."""
    typed.text(why, "why", required=True)
    with unit(by=by) as work:
        if not _found(key).own:
            raise UserError("publications.entry_shipped")
        _keep(key, catalogue.ENDED, catalogue.entry_of(key), work, on=on, why=why)


def elements(lines: Iterable[str], earlier: Mapping[str, str]) -> dict[str, str]:
    """Return typed lines as elements; a line that stood there before keeps its key.

    The key is what a publication's tick hangs on.
    """
    known = {words: key for key, words in earlier.items()}
    taken = len(earlier)
    found: dict[str, str] = {}
    for line in lines:
        words = line.strip()
        if not words or words in found.values():
            continue
        key = known.get(words)
        while key is None or key in found:
            taken += 1
            key = _ELEMENT_KEY.format(taken)
            if key in earlier:
                key = None
        found[key] = words
    return found


def _found(key: str) -> Category:
    found = catalogue.current().find(key)
    if found is None or found.ended_on is not None:
        raise UserError("publications.entry_gone")
    return found


def _check(entry: Entry, shipped: Category | None) -> None:
    if shipped is None:
        typed.name(entry.name, "name")
        typed.line(entry.owner, "owner", required=True)
        typed.text(entry.basis, "basis", required=True)
        if not entry.elements:
            raise UserError("publications.entry_without_elements", field="elements")
    typed.line(entry.owner, "owner")
    typed.text(entry.basis, "basis")
    for words in entry.elements.values():
        typed.line(words, "elements", required=True)
    if not entry.channels:
        raise UserError("publications.entry_without_channel", field="channels")
    told = Channel.PARTY_NOTICE in entry.channels
    if (entry.audience is Audience.PARTIES) is not told:
        raise UserError("publications.entry_audience", field="channels")
    _check_limit(entry, shipped)


def _check_limit(entry: Entry, shipped: Category | None) -> None:
    rule = entry.rule
    if rule is None:
        if entry.by_statute:
            raise UserError("publications.entry_limit_missing", field="count")
        return
    if not 1 <= rule.limit.count <= MOST:
        raise UserError("publications.entry_limit_wild", field="count", most=MOST)
    typed.line(rule.basis, "limit_basis")
    if not rule.basis.strip():
        raise UserError("publications.entry_limit_basis", field="limit_basis")
    if entry.by_statute and shipped and shipped.rule != categories.load().general:
        law = shipped.rule.basis
        raise UserError("publications.statute_already", field="by_statute", law=law)


def _refuse_twin(name: str, besides: str = "") -> None:
    for one in catalogue.current().by_key.values():
        if one.key != besides and one.ended_on is None and one.name == name.strip():
            raise UserError("publications.entry_twice", field="name", name=one.name)


def _keep(  # noqa: PLR0913 - the columns of a version
    key: str, act: str, entry: Entry | None, work: Unit, *, on: date, why: str
) -> None:
    """Write the version, then derive anew what is still to be published under the entry."""
    typed.text(why, "why")
    if on > work.today:
        raise UserError("publications.in_future", field="on", day=on, today=work.today)
    last = (
        CatalogueEntry.select(CatalogueEntry.changed_on)
        .where(CatalogueEntry.category == key)
        .order_by(CatalogueEntry.id.desc())
        .first()
    )
    if last is not None and on < last.changed_on:
        raise UserError("publications.entry_before", field="on", last=last.changed_on)
    row = CatalogueEntry.create(
        uid=work.new_uid(),
        category=key,
        act=act,
        fields={} if entry is None else overlay.dump(entry),
        why=why.strip(),
        changed_on=on,
        changed_at=work.now,
        changed_by=work.by,
    )
    told = {"category": key, "on": on.isoformat(), "why": why.strip(), "fields": row.fields}
    work.note("catalogue", row.id, f"entry_{act}", told)
    waiting: Any = Publication.select(Publication.id).where(
        (Publication.category == key) & Publication.state.in_([str(one) for one in OPEN_STATES])
    )
    for (publication_id,) in list(waiting.tuples()):
        settle(publication_id, work)
