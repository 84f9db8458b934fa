"""What do a document's head and foot say? Title, number, organ, date, copies.

Each fact comes with the line it was read from and how certain it is; what is not there is None, for
a blank field is mended in a moment and a wrong guess is signed unread. Layout: GB/T 9704-2012, 7.
"""

import re
from dataclasses import dataclass, replace
from datetime import date

from clerkdesk.publications import foot, layout, marks, vocabulary
from clerkdesk.publications.layout import Certainty, Found, Line, packed
from clerkdesk.publications.reading import Reading

HEAD_LINES = 25  # lines with text in which a head ends
_TITLE_LINES = 7
_ADDRESSEE_LINES = 6


@dataclass(frozen=True)
class Heading:
    """What was found; None or () where nothing was.

    organ: joint issuers are joined as on paper; `organs` has them one by one.
    formed_on: the day of signing (成文日期); printed_on is another day and stands in the imprint.
    annotation: such as "this paper is for publication", without its brackets.
    """

    title: Found[str] | None = None
    document_number: Found[str] | None = None
    organ: Found[str] | None = None
    formed_on: Found[date] | None = None
    addressee: Found[str] | None = None
    signature: Found[str] | None = None
    signer: Found[str] | None = None
    index_number: Found[str] | None = None
    annotation: Found[str] | None = None
    printed_on: Found[date] | None = None
    cc: tuple[Found[str], ...] = ()

    @property
    def organs(self) -> tuple[str, ...]:
        separator = vocabulary.heading()["separator"]
        return tuple(self.organ.value.split(separator)) if self.organ else ()


def parse(reading: Reading) -> Heading:
    """Read the head and foot of an official document; pure, never raises on any text."""
    lines = [one for one in layout.lines_of(reading.lines) if not marks.only_asks(one.text)]
    head = lines[:HEAD_LINES]
    number, after_number = _number(head)
    mark, after_mark = _mark(head, after_number)
    start = max(after_number, after_mark)
    title, after_title = _title(head, start)
    addressee, after_addressee = _addressee(lines, after_title, title)
    if number and title:
        title = replace(title, certainty=Certainty.SURE) if layout.is_kind(title.value) else title
    if number and layout.decree_number(number.text):
        title = title or _promulgated(lines[start : start + 3])
    signed = foot.signature(lines, after_addressee)
    return Heading(
        title=_labelled(head, "titles") or title,
        document_number=_labelled_number(head) or number,
        organ=_organ(head, mark, signed.organ),
        formed_on=_labelled_date(head) or signed.day,
        addressee=addressee or foot.listed_addressee(lines),
        signature=signed.organ,
        signer=_signer(head),
        index_number=_labelled(head, "index_numbers"),
        annotation=foot.annotation(lines),
        printed_on=foot.printed_on(lines),
        cc=foot.copies(lines),
    )


def _number(head: list[Line]) -> tuple[Found[str] | None, int]:
    """Return the number and the index of the line after it; only a number on its own counts."""
    signers = vocabulary.any_of(vocabulary.heading()["signers"])
    for place, line in enumerate(head):
        if layout.is_addressee(line.text) or layout.is_section(line.text):
            break
        for token in re.split(rf"\s+(?={signers})", line.text)[:1] + list(line.tokens):
            value = layout.document_number(token)
            if value:
                return Found(value, token.strip(), line.number, Certainty.SURE), place + 1
            value = layout.decree_number(token)
            if value and place:  # "No. 12" means something only below the mark of a decree
                series = _decree_series(head[place - 1])
                certainty = Certainty.SURE if series else Certainty.LIKELY
                return Found(series + value, token.strip(), line.number, certainty), place + 1
    return None, 0


def _decree_series(line: Line) -> str:
    """Return "<organ> decree", which a decree's number counts within; "" for any other line."""
    name = packed(line.text)
    return name if name.endswith(tuple(vocabulary.heading()["decrees"])) else ""


def _mark(head: list[Line], after_number: int) -> tuple[Found[str] | None, int]:
    """Return the organs of the mark (7.2.4): "…文件", a decree's, or a letterhead's bare names."""
    words = vocabulary.heading()
    ending = words["mark_ending"]
    above = head[: after_number - 1] if after_number else head[:6]
    organs: list[str] = []
    first: Line | None = None
    after = 0
    marked = False
    for place, line in enumerate(above):
        for token in line.tokens:
            name = packed(token)
            bare = name.removesuffix(ending)
            for decree in words["decrees"] if place + 2 == after_number else ():
                bare = bare.removesuffix(decree)
            is_mark = bare != name and (not bare or layout.is_organ(bare))
            if is_mark or (after_number and layout.is_organ(bare)):
                marked = marked or is_mark
                first = first or line
                organs += [bare] if bare else []
                after = place + 1
    if not organs or not first:
        return None, 0
    value = words["separator"].join(dict.fromkeys(organs))
    certainty = Certainty.SURE if marked else Certainty.LIKELY
    return Found(value, first.text, first.number, certainty), after


def _title(head: list[Line], start: int) -> tuple[Found[str] | None, int]:
    """Return the title and the index of the line after it."""
    taken: list[Line] = []
    place = start
    for place in range(start, len(head) + 1):
        if place == len(head) or len(taken) == _TITLE_LINES:
            break
        line = head[place]
        if not taken and _is_passed_over(line):
            continue
        if _ends_title(line, taken):
            break
        taken.append(line)
    value = packed("".join(packed(line.text) for line in taken))
    if not taken or not layout.is_titled(value):
        return None, start
    addressed = any(
        layout.is_addressee(line.text) for line in head[place : place + _ADDRESSEE_LINES]
    )
    sure = addressed and layout.is_kind(value)
    return Found(
        value,
        "\n".join(line.text for line in taken),
        taken[0].number,
        Certainty.SURE if sure else Certainty.LIKELY,
    ), place


def _is_passed_over(line: Line) -> bool:
    """Tell whether a line above a title is furniture: copy number, urgency, signer, a label."""
    words = vocabulary.heading()
    labels = ("titles", "numbers", "index_numbers", "organs", "dates", "signers")
    return (
        all(layout.is_furniture(token) for token in line.tokens)
        or line.text.startswith(tuple(words["signers"]))
        or any(layout.labelled(line, each) for each in labels)
    )


def _ends_title(line: Line, taken: list[Line]) -> bool:
    text = line.text
    if (
        layout.is_addressee(text)
        or layout.is_section(text)
        or layout.is_date(text)
        or layout.organ_and_date(text) is not None
        or len(text) > layout.TITLE_LINE
        or text.startswith(("(", "\uff08"))
        or any(sign in text for sign in "\u3002\uff1b;\uff1a:")
        or "\t" in line.raw.strip()
    ):
        return True
    if not taken:
        return False
    so_far = "".join(packed(each.text) for each in taken)
    if text.startswith(tuple(vocabulary.heading()["continues"])):
        return False
    if layout.is_kind(so_far):
        return True
    return layout.is_titled(so_far) and not layout.is_kind(text)


def _promulgated(lines: list[Line]) -> Found[str] | None:
    """A decree has no title of its own: it is known by the 《…》 it promulgates."""
    for line in lines:
        if match := re.search("\u300a([^\u300b]{2,60})\u300b", line.text):
            return Found(packed(match[1]), match[0], line.number, Certainty.LIKELY)
    return None


def _addressee(
    lines: list[Line], start: int, title: Found[str] | None
) -> tuple[Found[str] | None, int]:
    """Return the addressees: from the first line below the title to a colon at a line's end."""
    for end in range(start, min(start + _ADDRESSEE_LINES, len(lines))):
        text = lines[end].text
        if layout.is_addressee(text):
            block = [line.text for line in lines[start : end + 1]]
            value = packed("".join(block)).rstrip(":\uff1a")
            sure = title is not None and len(block) == 1
            certainty = Certainty.SURE if sure else Certainty.LIKELY
            return Found(value, "\n".join(block), lines[start].number, certainty), end + 1
        if any(sign in text for sign in "\u3002\uff1b;") or layout.is_section(text):
            break
    return None, start


def _organ(
    head: list[Line], mark: Found[str] | None, signed: Found[str] | None
) -> Found[str] | None:
    """Weigh label, mark and signature: agreeing witnesses are sure, a lone letterhead is likely."""
    if told := _labelled(head, "organs"):
        return told
    if mark and signed and mark.value == signed.value:
        return replace(mark, certainty=Certainty.SURE)
    return mark or signed


def _labelled(head: list[Line], labels: str) -> Found[str] | None:
    for line in head:
        if value := layout.labelled(line, labels):
            return Found(packed(value), line.text, line.number, Certainty.SURE)
    return None


def _labelled_number(head: list[Line]) -> Found[str] | None:
    found = _labelled(head, "numbers")
    return found and replace(found, value=layout.document_number(found.value) or found.value)


def _labelled_date(head: list[Line]) -> Found[date] | None:
    found = _labelled(head, "dates")
    day = layout.date_in(found.value) if found else None
    return Found(day, found.text, found.line, Certainty.SURE) if found and day else None


def _signer(head: list[Line]) -> Found[str] | None:
    signers = vocabulary.any_of(vocabulary.heading()["signers"])
    for line in head:
        if match := re.search(rf"{signers}\s*[:\uff1a]\s*(\S.*)$", line.text):
            return Found(packed(match[1]), match[0], line.number, Certainty.SURE)
    return None
