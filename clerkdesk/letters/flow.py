"""Which rows of 28 cells do the parts of a letter become?"""

import datetime as dt
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from clerkdesk import errors, paths
from clerkdesk.letters import grid, title
from clerkdesk.letters.document import Attachments, Block, Document, Heading
from clerkdesk.letters.fonts import FontSet, Role
from clerkdesk.letters.ink import NUMBER_2, NUMBER_3, Run
from clerkdesk.letters.measures import CELL, COLUMNS, LEFT, WIDTH
from clerkdesk.letters.pen import Pen, natural

_INDENT = 2.0  # 7.3.3
_DATE_FROM_RIGHT = 4.0  # 7.3.5.1, with a seal
_SIGNED_FROM_RIGHT = 2.0  # 7.3.5.2, without
_DATE_AFTER_ORGAN = 2.0  # 7.3.5.2
_SEALS_ABREAST = 3  # 7.3.5.1
_ROWS_A_SEAL = 4  # a seal of 42 mm
_HEADING_ROLES = {1: Role.HEADING1, 2: Role.HEADING2}


@dataclass(frozen=True)
class Piece:
    """Characters of one row. left: cells from the type area's edge."""

    pen: Pen
    placed: tuple[grid.Placed, ...]
    left: float


@dataclass(frozen=True)
class Row:
    """One row; without pieces a blank one. keeps: it must not be the last of its page."""

    pieces: tuple[Piece, ...] = ()
    keeps: bool = False

    def runs(self, top: float) -> Iterator[Run]:
        for piece in self.pieces:
            yield piece.pen.placed(piece.placed, LEFT + piece.left * CELL, top, CELL)


BLANK = Row()


@cache
def words() -> dict[str, Any]:
    """What the page itself says: the mark of a note, the form of a date."""
    with paths.resource("typesetting", "page.toml").open("rb") as file:
        return tomllib.load(file)


def said(name: str, **facts: object) -> str:
    return errors.fill(words()[name], facts)


def written(day: dt.date) -> str:
    """A date with Arabic figures and without leading zeros (7.3.5.4)."""
    return said("date", year=day.year, month=day.month, day=day.day)


def body_pen(fonts: FontSet, where: str, role: Role = Role.BODY) -> Pen:
    return Pen(fonts, role, NUMBER_3, where, CELL)


def title_pen(fonts: FontSet, where: str = "title") -> Pen:
    return natural(fonts, Role.TITLE, NUMBER_2, where, half=False)


def _rows(pen: Pen, text: str, *, indent: float, left: float = 0, right: float = 0) -> list[Row]:
    """A paragraph. indent: of its first line; left, right: of all lines; in cells."""
    room = COLUMNS - left - right
    rows = []
    for n, line in enumerate(pen.lines(text, room - indent, room)):
        rows.append(Row((Piece(pen, line.placed, left + (0 if n else indent)),)))
    return rows


def centred(pen: Pen, texts: Iterable[str]) -> list[Row]:
    """Lines in the middle of the type area, one a row."""
    rows = []
    for text in texts:
        spare = (WIDTH - pen.width(text)) / 2 / CELL
        rows.append(Row((Piece(pen, pen.in_one(text), spare),), keeps=True))
    return rows


def title_rows(fonts: FontSet, text: str, *, where: str, unbroken: tuple[str, ...]) -> list[Row]:
    text = grid.one_line(text, field=where)
    pen = title_pen(fonts, where)
    return centred(pen, title.lines(text, pen.width, WIDTH, unbroken=unbroken))


def addressee_rows(fonts: FontSet, addressee: str) -> list[Row]:
    """Flush left, closed by a colon (7.3.2)."""
    text = grid.one_line(addressee, field="addressee").rstrip(words()["colons"])
    return _rows(body_pen(fonts, "addressee"), text + words()["colon"], indent=0)


def body_rows(fonts: FontSet, body: Iterable[Block]) -> list[Row]:
    rows: list[Row] = []
    for block in body:
        if isinstance(block, Attachments):
            rows += attachment_rows(fonts, block.names)
            continue
        role, indent, keeps = Role.BODY, _INDENT, isinstance(block, Heading)
        if isinstance(block, Heading):
            role = _HEADING_ROLES.get(block.level, Role.BODY)
        elif not block.indent:
            indent = 0.0
        pen = body_pen(fonts, "body", role)
        for paragraph in grid.paragraphs(block.text, field="body"):
            rows += [replace(r, keeps=keeps) for r in _rows(pen, paragraph, indent=indent)]
    return rows


def attachment_rows(fonts: FontSet, names: tuple[str, ...]) -> list[Row]:
    """The note of attachments after a blank row, names aligned by their first character (7.3.4)."""
    if not names:
        return []
    pen = body_pen(fonts, "attachments")
    label = words()["attachment_note"]
    start = _INDENT + pen.width(label) / CELL
    rows = [BLANK]
    for n, name in enumerate(names, 1):
        ordinal = said("attachment_number", number=n) if len(names) > 1 else ""
        own = pen.width(ordinal) / CELL
        text = grid.one_line(name, field="attachments").rstrip(words()["copies_end"])
        lines = _rows(pen, text, indent=0, left=start + own)
        head = [Piece(pen, pen.in_one(label), _INDENT)] if n == 1 else []
        head += [Piece(pen, pen.in_one(ordinal), start)] if ordinal else []
        rows += [Row((*head, *lines[0].pieces)), *lines[1:]]
    return rows


def note_rows(fonts: FontSet, notes: str | None) -> list[Row]:
    """The note under the date, in brackets (7.3.6)."""
    if not notes:
        return []
    text = said("note", text=grid.one_line(notes, field="notes"))
    return _rows(body_pen(fonts, "notes"), text, indent=_INDENT)


def signature_rows(fonts: FontSet, document: Document, *, blanks: int) -> list[Row]:
    """Organ and date, with the blank rows above them.

    Sealed: the date ends four cells from the right and the organ is centred above it; the seal's
    place stays free. Not sealed: the organ two cells from the right, the date two cells further in.
    """
    pen = body_pen(fonts, "signature")
    names = [grid.one_line(name, field="signature") for name in document.signature]
    day = written(document.date)
    if document.sealed and len(names) > 1:
        rows = _joint(pen, names)
        return [*[BLANK] * blanks, *rows, _right(pen, day, _DATE_FROM_RIGHT)]
    if document.sealed:
        return [*[BLANK] * blanks, *_sealed(pen, names, day)]
    return [*[BLANK] * blanks, *_unsealed(pen, names, day)]


def _sealed(pen: Pen, names: list[str], day: str) -> list[Row]:
    middle = COLUMNS - _DATE_FROM_RIGHT - pen.width(day) / CELL / 2
    rows = []
    for line in (one for name in names for one in pen.lines(name, COLUMNS, COLUMNS)):
        left = min(max(0.0, middle - line.width / 2), COLUMNS - line.width)
        rows.append(Row((Piece(pen, line.placed, left),), keeps=True))
    return [*rows, _right(pen, day, _DATE_FROM_RIGHT)]


def _unsealed(pen: Pen, names: list[str], day: str) -> list[Row]:
    room = COLUMNS - _SIGNED_FROM_RIGHT
    lines = [line for name in names for line in pen.lines(name, room, room)]
    widest = max((line.width for line in lines), default=0.0)
    date_width = pen.width(day) / CELL
    left = COLUMNS - _SIGNED_FROM_RIGHT - widest
    date_left = left + _DATE_AFTER_ORGAN
    if date_width > widest:
        date_left = COLUMNS - _SIGNED_FROM_RIGHT - date_width
        left = date_left - _DATE_AFTER_ORGAN
    date_left = min(date_left, COLUMNS - date_width)
    rows = [Row((Piece(pen, line.placed, left),), keeps=True) for line in lines]
    return [*rows, Row((Piece(pen, pen.in_one(day), date_left),))]


def _joint(pen: Pen, names: list[str]) -> list[Row]:
    """Several sealing organs: at most three abreast, each with room for its seal."""
    rows: list[Row] = []
    for start in range(0, len(names), _SEALS_ABREAST):
        abreast = names[start : start + _SEALS_ABREAST]
        room = COLUMNS / len(abreast)
        columns = [pen.lines(name, room - 1, room - 1) for name in abreast]
        if start:
            rows += [BLANK] * (_ROWS_A_SEAL - 1)
        for n in range(max(map(len, columns))):
            pieces = [
                Piece(pen, lines[n].placed, room * column + (room - lines[n].width) / 2)
                for column, lines in enumerate(columns)
                if n < len(lines)
            ]
            rows.append(Row(tuple(pieces), keeps=True))
    return rows


def _right(pen: Pen, text: str, blank: float) -> Row:
    return Row((Piece(pen, pen.in_one(text), COLUMNS - blank - pen.width(text) / CELL),))
