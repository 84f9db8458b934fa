"""What does a dropped file propose, may it lie here at all, and what must the clerk be asked?

Bytes stay in memory until the publication is registered. A file with a classification mark is
refused here, before anything of it is written, indexed or logged; every service that takes a file
comes through `screen`.
"""

import hashlib
from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from clerkdesk.db.models import File, Publication, PublicationFile
from clerkdesk.errors import UserError
from clerkdesk.publications import heading, marks, sandbox
from clerkdesk.publications.attributes import State
from clerkdesk.publications.heading import Heading
from clerkdesk.publications.reading import Reading
from clerkdesk.publications.rows import Twin

_REMEMBERED = 64


@dataclass(frozen=True)
class NewFile:
    """Bytes that are not in the register yet. name: as shown to the clerk."""

    name: str
    data: bytes = field(repr=False)

    @cached_property
    def sha256(self) -> str:
        return hashlib.sha256(self.data).hexdigest()


@dataclass(frozen=True)
class Ask:
    """A question the clerk must answer before going on. key: what `answered` must then hold."""

    key: str
    text: str
    field: str


class NeedsAnswer(UserError):
    """Nothing was written: the verb must be called again with these keys in `answered`."""

    def __init__(self, asks: tuple[Ask, ...]) -> None:
        super().__init__("publications.needs_answer", field=asks[0].field, text=asks[0].text)
        self.asks = asks


@dataclass(frozen=True)
class Proposal:
    """What a dropped file says of itself, shown for confirmation; nothing has been stored.

    notes: what the clerk must be told of the reading. readable: False where it is reviewed by eye.
    twins: publications with the same document number or the very same bytes.
    """

    file: NewFile
    heading: Heading
    asks: tuple[Ask, ...]
    notes: tuple[str, ...]
    readable: bool
    twins: tuple[Twin, ...]


def intake_file(
    source: Path | bytes,
    name: str = "",
    by: int | None = None,  # noqa: ARG001 - a proposal writes nothing, so nobody signs for it
    *,
    cancelled: Callable[[], bool] | None = None,
) -> Proposal:
    """Read a dropped file and propose what to register; nothing is stored.

    Errors: UserError ("reading.…"): marked, broken, encrypted, too large, cancelled ...
    """
    # read first and loaded after: beside the child that reads it, a large file has no room here
    digest = hashlib.sha256()
    reading = sandbox.read_safely(source, name, cancelled=cancelled, sent=digest.update)
    data, shown = sandbox.load(source, name)
    file = NewFile(shown, data)
    if file.sha256 != digest.hexdigest():
        raise UserError("reading.changed", name=shown)
    asks = _asks_of(reading)
    _remember(file, asks)
    found = heading.parse(reading)
    number = found.document_number.value if found.document_number else ""
    return Proposal(
        file=file,
        heading=found,
        asks=asks,
        notes=reading.sentences,
        readable=reading.readable,
        twins=twins(number, (file.sha256,)),
    )


def screen(
    files: Iterable[NewFile], *, cancelled: Callable[[], bool] | None = None
) -> tuple[Ask, ...]:
    """Return what the files make us ask; raise UserError reading.marked where one is classified.

    A file read moments ago by `intake_file` is not read again: its digest tells.
    """
    asks: list[Ask] = []
    for file in files:
        known = _seen.get(_key(file))
        if known is None:
            known = _asks_of(sandbox.read_safely(file.data, file.name, cancelled=cancelled))
            _remember(file, known)
        asks.extend(known)
    return tuple(dict.fromkeys(asks))


def refuse_unanswered(asks: Iterable[Ask], answered: Iterable[str]) -> None:
    """Raise NeedsAnswer with the questions that are still open."""
    still = tuple(ask for ask in asks if ask.key not in set(answered))
    if still:
        raise NeedsAnswer(still)


def twins(
    document_number: str, digests: Iterable[str] = (), besides: int | None = None
) -> tuple[Twin, ...]:
    """Return the publications, void ones left out, with this number or with one of these files."""
    wanted = tuple(digests)
    number = document_number.strip()
    same = Publication.id == 0
    if number:
        same |= Publication.document_number == number
    by_file: Any = (
        PublicationFile.select(PublicationFile.publication)
        .join(File)
        .where(File.sha256.in_(wanted) & PublicationFile.removed_at.is_null())
    )
    with_file = {row[0] for row in by_file.tuples()} if wanted else set()
    if with_file:
        same |= Publication.id.in_(with_file)
    query = Publication.select().where(same & (Publication.state != State.VOID.value))
    if besides is not None:
        query = query.where(Publication.id != besides)
    return tuple(
        Twin(
            id=row.id,
            number=row.number,
            title=row.title,
            document_number=row.document_number,
            formed_on=row.formed_on,
            state=State(row.state),
            same_file=row.id in with_file,
        )
        for row in query.order_by(Publication.id).limit(20)
    )


def twin_asks(found: Iterable[Twin]) -> tuple[Ask, ...]:
    """Return the question each twin makes us ask."""
    asks = []
    for twin in found:
        code = "publications.same_file" if twin.same_file else "publications.same_number"
        text = str(UserError(code, number=twin.number, title=twin.title))
        where = "files" if twin.same_file else "document_number"
        asks.append(Ask(f"twin:{twin.id}", text, where))
    return tuple(asks)


def _asks_of(reading: Reading) -> tuple[Ask, ...]:
    asks = []
    for mark in marks.refuse_if_marked(reading):
        sentence = UserError("publications.internal_mark", mark=mark.text, place=mark.where)
        asks.append(Ask("internal_mark", str(sentence), "files"))
    return tuple(dict.fromkeys(asks))


# digests of files found unmarked; only digests and questions are kept, never a word of the file
_seen: OrderedDict[tuple[str, str], tuple[Ask, ...]] = OrderedDict()


def _key(file: NewFile) -> tuple[str, str]:
    return file.sha256, file.name


def _remember(file: NewFile, asks: tuple[Ask, ...]) -> None:
    _seen[_key(file)] = asks
    while len(_seen) > _REMEMBERED:
        _seen.popitem(last=False)
