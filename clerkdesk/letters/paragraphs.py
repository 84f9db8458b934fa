"""Which words of a letter's page does an office change, and which page do the changed words make?

A page is rewritten whole: the first comment, the head, then each paragraph with its text on one
line, so that a fault's line leads back to its paragraph.
"""

import json
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import takewhile
from typing import Any

KINDS = ("body", "finding", "closing", "slip")
TITLE, SLIP_TITLE = "title", "slip_title"


@dataclass(frozen=True)
class Paragraph:
    """One text of a page. name: what `rewritten` knows it by; line: where it stands, from 1.

    kind: "title", "slip_title" or one of KINDS. number: among those of its kind, from 1.
    label: of a form's row. when, unless, each: as the page says. use: a shared passage, whose words
    are not the page's own; text is empty then.
    """

    name: str
    kind: str
    number: int
    text: str
    line: int
    label: str = ""
    when: str = ""
    unless: str = ""
    each: str = ""
    use: str = ""


def paragraphs(source: str) -> tuple[Paragraph, ...]:
    """Return the texts of a page as `rewritten` leaves it. Raises TOMLDecodeError for no page."""
    page = tomllib.loads(source)
    lines = rewritten(source, {}).splitlines()
    return tuple(_placed(_read(page), lines))


def rewritten(source: str, texts: Mapping[str, str]) -> str:
    """Return the page with other texts, by `Paragraph.name`; line breaks in them become spaces."""
    page = tomllib.loads(source)
    head = {key: value for key, value in page.items() if key not in KINDS}
    for key in (TITLE, SLIP_TITLE):
        if key in texts:
            head[key] = _one_line(texts[key])
    comment = takewhile(lambda line: line.startswith("#"), source.splitlines())
    out = [*comment, *(f"{key} = {_value(value)}" for key, value in head.items())]
    for kind in KINDS:
        for number, row in enumerate(page.get(kind, ()), 1):
            name = f"{kind}.{number}"
            kept = {**row, "text": _one_line(texts[name])} if name in texts else row
            out += ["", f"[[{kind}]]", *(f"{key} = {_value(value)}" for key, value in kept.items())]
    return "\n".join(out) + "\n"


def _read(page: Mapping[str, Any]) -> Iterator[Paragraph]:
    yield Paragraph(TITLE, TITLE, 1, str(page.get(TITLE, "")), 0)
    for kind in KINDS:
        if kind == "slip" and SLIP_TITLE in page:
            yield Paragraph(SLIP_TITLE, SLIP_TITLE, 1, str(page[SLIP_TITLE]), 0)
        for number, row in enumerate(page.get(kind, ()), 1):
            said = {name: row.get(name, "") for name in ("label", "when", "unless", "each", "use")}
            yield Paragraph(f"{kind}.{number}", kind, number, row.get("text", ""), 0, **said)


def _placed(found: Iterator[Paragraph], lines: list[str]) -> Iterator[Paragraph]:
    """Give each paragraph its line: that of its text, or of its table where it has none."""
    starts = {kind: _starts(kind, lines) for kind in KINDS}
    for one in found:
        if one.kind in KINDS:
            line = _of_text(lines, starts[one.kind][one.number - 1])
        else:
            line = next(n for n, text in enumerate(lines, 1) if text.startswith(f"{one.kind} = "))
        yield Paragraph(
            one.name, one.kind, one.number, one.text, line, one.label, one.when, one.unless,
            one.each, one.use,
        )  # fmt: skip


def _starts(kind: str, lines: list[str]) -> list[int]:
    return [number for number, text in enumerate(lines, 1) if text == f"[[{kind}]]"]


def _of_text(lines: list[str], start: int) -> int:
    for number in range(start, len(lines)):
        if lines[number].startswith("text = "):
            return number + 1
        if not lines[number]:
            break
    return start


def _one_line(text: str) -> str:
    return " ".join(text.split("\n")).strip(" ")


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return f"[{', '.join(map(_value, value))}]"
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    return str(value)
