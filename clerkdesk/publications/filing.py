"""How do files join and leave a publication? A changed file voids the review. Part of `service`."""

from collections.abc import Callable, Sequence

from clerkdesk import typed
from clerkdesk.db.models import (
    FileChunk,
    PublicationFile,
    PublicationLink,
)
from clerkdesk.db.unit import Unit, unit
from clerkdesk.errors import UserError
from clerkdesk.publications import acts, intake
from clerkdesk.publications.acts import Act
from clerkdesk.publications.attributes import STATE_SECRET
from clerkdesk.publications.intake import NewFile
from clerkdesk.publications.registering import add_file, get
from clerkdesk.publications.replacing import REPLACES, give_back
from clerkdesk.publications.standing import settle, standing_of
from clerkdesk.reviews import service as reviews

RELATIONS = ("interprets", "rectifies", "same_project", REPLACES)


def attach_file(
    publication_id: int,
    file: NewFile,
    by: int,
    *,
    answered: frozenset[str] = frozenset(),
    progress: Callable[[int], object] | None = None,
) -> int:
    """Add a file and return its key; a round of review under way or passed is void then.

    progress: as in `files.store`.
    """
    asks = intake.screen([file])
    with unit(by=by) as work:
        _let_in(publication_id, Act.ATTACH_FILE, asks, answered)
        taken = [one.position for one in _live(publication_id)]
        position = max(taken, default=-1) + 1
        file_id = add_file(publication_id, file, by, position, progress)
        _changed(publication_id, "file_added", {"file": file_id, "name": file.name}, work)
    return file_id


def replace_file(  # noqa: PLR0913 - which file by which, answered, and told how far it is
    publication_id: int,
    file_id: int,
    file: NewFile,
    by: int,
    *,
    answered: frozenset[str] = frozenset(),
    progress: Callable[[int], object] | None = None,
) -> int:
    """Put other bytes in a file's place and return the new key; the old file stays on record.

    progress: as in `files.store`.
    """
    asks = intake.screen([file])
    with unit(by=by) as work:
        _let_in(publication_id, Act.REPLACE_FILE, asks, answered)
        old = _one(publication_id, file_id)
        PublicationFile.update(removed_at=work.now).where(PublicationFile.id == old.id).execute()
        new_id = add_file(publication_id, file, by, old.position, progress)
        told = {"file": file_id, "by_file": new_id, "name": file.name}
        _changed(publication_id, "file_replaced", told, work)
    return new_id


def _let_in(
    publication_id: int, act: Act, asks: Sequence[intake.Ask], answered: frozenset[str]
) -> None:
    """Refuse a file where the publication takes none now, or what it asks is not answered."""
    row = get(publication_id)
    acts.require(act, standing_of(row))
    _refuse_secret(row.ground)
    intake.refuse_unanswered(asks, answered)


def remove_file(publication_id: int, file_id: int, by: int, *, reason: str) -> None:
    """Take a file out of the publication; its bytes stay in the register."""
    typed.text(reason, "reason", required=True)
    with unit(by=by) as work:
        row = get(publication_id)
        acts.require(Act.REMOVE_FILE, standing_of(row))
        old = _one(publication_id, file_id)
        PublicationFile.update(removed_at=work.now).where(PublicationFile.id == old.id).execute()
        told = {"file": file_id, "reason": reason.strip()}
        _changed(publication_id, "file_removed", told, work)


def expel_file(publication_id: int, file_id: int, by: int, *, reason: str, told_to: str) -> None:
    """Destroy the bytes of a file found to be classified after it came in (保密法 31).

    Its name, size and digest stay on record, with the secrecy body that was told. Backups made
    before still hold it, encrypted: the sentence shown says so.
    """
    typed.text(reason, "reason", required=True)
    typed.name(told_to, "told_to")
    with unit(by=by) as work:
        row = get(publication_id)
        acts.require(Act.EXPEL_FILE, standing_of(row))
        mine = PublicationFile.publication == publication_id
        if not PublicationFile.select().where(mine & (PublicationFile.file == file_id)).exists():
            raise UserError("publications.file_gone", field="files")
        FileChunk.delete().where(FileChunk.file == file_id).execute()
        PublicationFile.update(removed_at=work.now).where(
            mine & (PublicationFile.file == file_id) & PublicationFile.removed_at.is_null()
        ).execute()
        told = {"file": file_id, "reason": reason.strip(), "told_to": told_to.strip()}
        _changed(publication_id, "file_expelled", told, work)


def link(publication_id: int, by: int, *, relation: str, other_id: int) -> int:
    """Tie a publication to another: each but `same_project` points at what was there before.

    What `replaces` another stands in its place as soon as it is out.
    """
    if relation not in RELATIONS:
        raise KeyError(relation)
    if publication_id == other_id:
        raise UserError("publications.link_to_itself", field="other")
    with unit(by=by) as work:
        row, other = get(publication_id), get(other_id)
        acts.require(Act.LINK, standing_of(row))
        same = (
            (PublicationLink.publication == publication_id)
            & (PublicationLink.other == other_id)
            & (PublicationLink.relation == relation)
            & PublicationLink.removed_at.is_null()
        )
        if PublicationLink.select().where(same).exists():
            raise UserError("publications.linked_already", field="other", number=other.number)
        tie = PublicationLink.create(
            publication=publication_id,
            relation=relation,
            other=other_id,
            linked_at=work.now,
            linked_by=by,
        )
        work.note("publication", publication_id, "linked", {"to": other_id, "relation": relation})
        settle(other_id, work)
        settle(publication_id, work)
    return int(tie.id)


def unlink(link_id: int, by: int) -> None:
    """Take a tie back; that it stood stays on record. UserError publications.link_gone."""
    with unit(by=by) as work:
        tie = PublicationLink.get_or_none(
            (PublicationLink.id == link_id) & PublicationLink.removed_at.is_null()
        )
        if tie is None:
            raise UserError("publications.link_gone")
        if tie.relation == REPLACES:
            give_back(tie.publication_id, work, only=tie.other_id)
        PublicationLink.update(removed_at=work.now).where(PublicationLink.id == link_id).execute()
        told = {"to": tie.other_id, "relation": tie.relation}
        work.note("publication", tie.publication_id, "unlinked", told)
        settle(tie.publication_id, work)
        settle(tie.other_id, work)


def _live(publication_id: int) -> list[PublicationFile]:
    kept = PublicationFile.removed_at.is_null()
    return list(
        PublicationFile.select().where((PublicationFile.publication == publication_id) & kept)
    )


def _one(publication_id: int, file_id: int) -> PublicationFile:
    for one in _live(publication_id):
        if one.file_id == file_id:
            return one
    raise UserError("publications.file_gone", field="files")


def _refuse_secret(ground: str) -> None:
    if ground == STATE_SECRET:
        raise UserError("publications.no_secret_here", field="files")


def _changed(publication_id: int, verb: str, told: dict[str, object], work: Unit) -> None:
    work.note("publication", publication_id, verb, told)
    reviews.void_rounds(publication_id, verb, work)
    settle(publication_id, work)
