"""What stands below a document's body? Signature, date, annotation, imprint."""

import re
from dataclasses import dataclass
from datetime import date

from clerkdesk.publications import layout, vocabulary
from clerkdesk.publications.layout import Certainty, Found, Line, packed

_JOINT = 8  # organs above one date at the most
_COPY_LINES = 10  # lines of the longest list of copies
_PERSON_WORDS = 4  # office and name, each perhaps in two
_COPY_LENGTH = 60  # characters of one name in it
_COLON = re.compile("[:\uff1a]")


@dataclass(frozen=True)
class Signed:
    organ: Found[str] | None = None
    day: Found[date] | None = None


def signature(lines: list[Line], start: int) -> Signed:
    """Return who signed on which day: the first date on its own line below an organ's name.

    A date alone, with no organ above it, is only likely; the imprint's date is never taken.
    """
    lone: Signed | None = None
    for place in range(start, len(lines)):
        line = lines[place]
        if together := layout.organ_and_date(line.text):
            organ, day = together
            found = Found(organ, line.text, line.number, Certainty.SURE)
            return Signed(found, Found(day, line.text, line.number, Certainty.SURE))
        if not (day_alone := layout.date_in(line.text)):
            continue
        organs = _organs_above(lines, start, place)
        if organs:
            return Signed(organs, Found(day_alone, line.text, line.number, Certainty.SURE))
        lone = lone or Signed(
            _person_above(lines, start, place),
            Found(day_alone, line.text, line.number, Certainty.LIKELY),
        )
    return lone or _top_date(lines[:start]) or Signed()


def _organs_above(lines: list[Line], start: int, place: int) -> Found[str] | None:
    organs: list[str] = []
    first: Line | None = None
    for line in reversed(lines[max(start, place - _JOINT) : place]):
        tokens = line.tokens if all(map(layout.is_organ, line.tokens)) else (line.text,)
        if not all(map(layout.is_organ, tokens)):
            break
        organs = [*map(packed, tokens), *organs]
        first = line
    if first is None:
        return None
    value = vocabulary.heading()["separator"].join(dict.fromkeys(organs))
    return Found(value, first.text, first.number, Certainty.SURE)


def _person_above(lines: list[Line], start: int, place: int) -> Found[str] | None:
    """A decree is signed by a person: office and name, with a gap between them."""
    if place <= start:
        return None
    line = lines[place - 1]
    if 1 < len(line.text.split()) <= _PERSON_WORDS and len(line.text) <= layout.ORGAN_LENGTH:
        return Found(" ".join(line.text.split()), line.text, line.number, Certainty.LIKELY)
    return None


def _top_date(above: list[Line]) -> Signed | None:
    """Minutes and reports bear their date under the title."""
    for line in above:
        if day := layout.date_in(line.text.strip("()\uff08\uff09")):
            return Signed(None, Found(day, line.text, line.number, Certainty.LIKELY))
    return None


def annotation(lines: list[Line]) -> Found[str] | None:
    """Return the annotation (7.3.6) in its round brackets below the date."""
    wanted = re.compile(f"[(\uff08]({vocabulary.heading()['annotation']})[)\uff09]")
    for line in lines:
        if match := wanted.fullmatch(line.text):
            return Found(packed(match[1]), line.text, line.number, Certainty.SURE)
    return None


def printed_on(lines: list[Line]) -> Found[date] | None:
    """Return the day of the imprint (7.4.3), the last one of the file."""
    for line in reversed(lines):
        day = layout.issue_line(line.text)
        if isinstance(day, date):
            return Found(day, line.text, line.number, Certainty.SURE)
    return None


def copies(lines: list[Line]) -> tuple[Found[str], ...]:
    """Return the organs that get a copy (7.4.2), one by one."""
    return tuple(
        Found(name, text, number, Certainty.SURE) for name, text, number in _listed(lines, "copies")
    )


def listed_addressee(lines: list[Line]) -> Found[str] | None:
    """Return addressees too many for the first page, moved to the imprint (7.3.2)."""
    names = _listed(lines, "addressees")
    if not names:
        return None
    value = vocabulary.heading()["separator"].join(name for name, _, _ in names)
    return Found(value, names[0][1], names[0][2], Certainty.SURE)


def _listed(lines: list[Line], labels: str) -> list[tuple[str, str, int]]:
    words = vocabulary.heading()
    opening = re.compile(rf"{vocabulary.any_of(words[labels])}\s*[:\uff1a]\s*(.*)$")
    for place in range(len(lines) - 1, -1, -1):
        match = opening.match(lines[place].text)
        if match:
            return _names(match[1], lines[place:], words["separator"])
    return []


def _names(first: str, lines: list[Line], separator: str) -> list[tuple[str, str, int]]:
    """Split a list that runs over lines until a full stop; a name may be broken by a line's end."""
    block = first
    for line in lines[1:_COPY_LINES]:
        if block.rstrip().endswith("\u3002") or layout.issue_line(line.text) is not False:
            break
        if _COLON.search(line.text) or (layout.is_organ(line.text) and "\uff0c" not in block):
            break
        block += line.text
    block = packed(block.strip().rstrip("\u3002."))
    commas = re.compile("[,\uff0c;\uff1b\u3002]")
    names = commas.split(block) if commas.search(block) else block.split(separator)
    found = [packed(name) for name in names if name.strip()]
    return [(name, lines[0].text, lines[0].number) for name in found if len(name) <= _COPY_LENGTH]
