"""Is the page that words a letter sound, and what does it say?

A page is `resources/letters/<key>.toml`. Its paragraphs hold `{field}` marks from the lists in
`marks` and nothing else; there is no template language. What a paragraph may say beside `text`:

    when = "field"      used only if that field is known
    unless = "field"    used only if it is not
    each = "part"       once for each withheld part; "point": once for each entry of `points`
    heading = 1 or 2    a heading of that level
    flush = true        no indent
    label = "words"     a row of a form (pages with `form = true`); its text may stay empty
    height = 18         the least height of that row in mm, to write in by hand
    beside = true       in the same row as the paragraph before
    use = "passage"     instead of text: paragraphs of `shared/passages.toml`, or "remedies"

`[[body]]` opens a letter, `[[finding]]` is set once for each answered item, `[[closing]]` ends it;
`[[slip]]` is a page of its own to be torn off and sent back.
"""

import hashlib
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from types import MappingProxyType
from typing import Any

from clerkdesk import paths
from clerkdesk.errors import UserError
from clerkdesk.letters import phrases
from clerkdesk.letters.marks import FIELDS, ITEM_FIELDS, PART_FIELDS, POINT_FIELDS
from clerkdesk.requests.grounds import Citation
from clerkdesk.requests.outcomes import Outcome

MARK = re.compile(r"\{([a-z_0-9]+)\}")
REMEDIES = "remedies"
_KINDS = ("body", "finding", "closing", "slip")
_ADDRESSEES = ("applicant", "other_party", "none")
_REQUIRED = ("key", "title", "addressee", "body")
_OPTIONAL = (
    "finding",
    "closing",
    "slip",
    "slip_title",
    "article",
    "outcomes",
    "moves",
    "series",
    "tells_remedies",
    "calls_itself",
    "must",
    "form",
    "each_by_outcome",
)
_PARAGRAPH = (
    "text",
    "when",
    "unless",
    "each",
    "heading",
    "flush",
    "use",
    "label",
    "height",
    "beside",
)
_EACH = ("", "part", "point")


@dataclass(frozen=True)
class Passage:
    """One paragraph of wording; see the module for what its parts mean."""

    text: str
    when: str = ""
    unless: str = ""
    each: str = ""
    heading: int = 0
    flush: bool = False
    use: str = ""
    label: str = ""
    height: float = 0
    beside: bool = False

    @property
    def marks(self) -> tuple[str, ...]:
        return tuple(MARK.findall(self.text))


@dataclass(frozen=True)
class Letter:
    """A type of letter as its page words it.

    addressee: "applicant", "other_party" or "none" (an internal sheet).
    outcomes, moves: with which outcomes of an item, and which moves of a request (values of
        `requests.moves.Move`), it is offered.
    series: key of its number series, "" where it bears no number.
    tells_remedies: whether it is a final reply, with R1 or R2 by ground and date.
    calls_itself: how the remedies paragraph names it.
    must: marks that any wording of it has to hold, because the law demands that they be told.
    each_by_outcome: whether each item is set in the finding of its own outcome's letter.
    form: whether it is an internal sheet: a form of rows, without letterhead and signature.
    version: digest of all its words.
    """

    key: str
    title: str
    addressee: str
    body: tuple[Passage, ...]
    finding: tuple[Passage, ...] = ()
    closing: tuple[Passage, ...] = ()
    slip: tuple[Passage, ...] = ()
    slip_title: str = ""
    article: tuple[Citation, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    moves: tuple[str, ...] = ()
    series: str = ""
    tells_remedies: bool = False
    calls_itself: str = ""
    must: tuple[str, ...] = ()
    each_by_outcome: bool = False
    form: bool = False
    version: str = ""

    @property
    def decides(self) -> bool:
        """Whether it answers items, each of which must then have its outcome."""
        return bool(self.outcomes) or self.each_by_outcome

    @property
    def passages(self) -> tuple[Passage, ...]:
        return (*self.body, *self.finding, *self.closing, *self.slip)


class _Source:
    """The text of a page, for saying in which line a fault stands."""

    def __init__(self, text: str, name: str) -> None:
        self.lines = text.splitlines()
        self.name = name

    def line_of(self, wanted: str) -> int:
        """The first line that holds the words, comments left out; 1 where none does."""
        for number, content in enumerate(self.lines, 1):
            if wanted in content and not content.lstrip().startswith("#"):
                return number
        return 1

    def fault(self, code: str, wanted: str, **facts: object) -> UserError:
        line = self.line_of(wanted)
        page = phrases.letter_name(self.name)
        return UserError(f"letters.{code}", field="wording", page=page, line=line, **facts)


def parse(text: str, name: str) -> Letter:
    """Read the page `name` and return its letter.

    Errors: UserError("letters.…", line=…, field_name=…) for what is unknown, missing or misplaced.
    """
    source = _Source(text, name)
    page = _toml(text, source)
    for key in page:
        if key not in (*_REQUIRED, *_OPTIONAL):
            raise source.fault("unknown_field", key, field_name=key)
    for key in _REQUIRED:
        if not page.get(key):
            raise source.fault("missing_field", key, field_name=key)
    if page["addressee"] not in _ADDRESSEES:
        raise source.fault("unknown_field", "addressee", field_name=str(page["addressee"]))
    paragraphs = {kind: _passages(page.get(kind, []), kind, source) for kind in _KINDS}
    letter = Letter(
        key=page["key"],
        title=page["title"],
        addressee=page["addressee"],
        body=paragraphs["body"],
        finding=paragraphs["finding"],
        closing=paragraphs["closing"],
        slip=paragraphs["slip"],
        slip_title=page.get("slip_title", ""),
        article=_known(page, "article", phrases.citation, source),
        outcomes=_known(page, "outcomes", Outcome, source),
        moves=tuple(page.get("moves", ())),
        series=page.get("series", ""),
        tells_remedies=page.get("tells_remedies", False),
        calls_itself=page.get("calls_itself", ""),
        must=tuple(page.get("must", ())),
        each_by_outcome=page.get("each_by_outcome", False),
        form=page.get("form", False),
    )
    if letter.series and letter.series not in phrases.book()["series"]:
        raise source.fault("unknown_field", "series", field_name=letter.series)
    _sound(letter, source)
    return replace(letter, version=_version(text))


def reword(letter: Letter, text: str) -> Letter:
    """Return the letter in an office's own words; what the law fixes stays that of the original.

    Errors: as `parse`, and UserError("letters.missing_field") where the new wording has lost a
    mark that must be told.
    """
    own = parse(text, letter.key)
    kept = replace(
        letter,
        title=own.title,
        body=own.body,
        finding=own.finding,
        closing=own.closing,
        slip=own.slip,
        slip_title=own.slip_title,
        version=own.version,
    )
    _sound(kept, _Source(text, letter.key))
    return kept


def _toml(text: str, source: _Source) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        found = re.search(r"line (\d+)", str(fault))
        line = int(found[1]) if found else len(source.lines)
        raise UserError(
            "letters.not_readable",
            field="wording",
            page=phrases.letter_name(source.name),
            line=line,
        ) from fault


def _known(page: Mapping[str, Any], key: str, read: Any, source: _Source) -> tuple[Any, ...]:
    values = []
    for entry in page.get(key, ()):
        try:
            values.append(read(entry))
        except ValueError:
            raise source.fault("unknown_field", str(entry), field_name=str(entry)) from None
    return tuple(values)


def _passages(rows: Iterable[dict[str, Any]], kind: str, source: _Source) -> tuple[Passage, ...]:
    found: list[Passage] = []
    for row in rows:
        for key in row:
            if key not in _PARAGRAPH:
                raise source.fault("unknown_field", key, field_name=key)
        use = row.get("use", "")
        if use and use != REMEDIES:
            if use not in _shared():
                raise source.fault("unknown_field", use, field_name=use)
            found += _shared()[use]
            continue
        if not use and not row.get("text") and not row.get("label"):
            raise source.fault("missing_field", kind, field_name="text")
        passage = Passage(**{"text": "", **row})
        _check_marks(passage, kind, source)
        found.append(passage)
    return tuple(found)


def _check_marks(passage: Passage, kind: str, source: _Source) -> None:
    if passage.each not in _EACH or (passage.each == "part") > (kind == "finding"):
        raise source.fault("unknown_field", passage.each, field_name=passage.each)
    allowed = {*FIELDS}
    if kind == "finding":
        allowed |= {*ITEM_FIELDS}
    conditions = {*allowed}
    if passage.each == "part":
        allowed |= {*PART_FIELDS}
    if passage.each == "point":
        allowed |= POINT_FIELDS
    for mark in passage.marks:
        if mark not in allowed:
            raise source.fault("unknown_field", f"{{{mark}}}", field_name=mark)
    for condition in (passage.when, passage.unless):
        if condition and condition not in conditions:
            raise source.fault("unknown_field", condition, field_name=condition)
    rest = MARK.sub("", passage.text)
    if "{" in rest or "}" in rest:
        wrong = rest[rest.find("{") :][:10] if "{" in rest else "}"
        raise source.fault("broken_mark", passage.text.splitlines()[0][:20], mark=wrong)


def _sound(letter: Letter, source: _Source) -> None:
    """Whether the page says what its kind of letter has to say."""
    held = {mark for passage in letter.passages for mark in passage.marks}
    for mark in letter.must:
        if mark not in held:
            raise source.fault("missing_field", "must", field_name=mark)
    for passage in letter.passages:
        in_a_row = letter.form and passage not in letter.slip  # what goes with a form has no rows
        if bool(passage.label) is not in_a_row:
            raise source.fault("missing_field", passage.text[:20], field_name="label")
    told = sum(passage.use == REMEDIES for passage in letter.passages)
    if told != int(letter.tells_remedies):
        raise source.fault("missing_field", "tells_remedies", field_name=REMEDIES)
    if letter.tells_remedies and not letter.calls_itself:
        raise source.fault("missing_field", "tells_remedies", field_name="calls_itself")
    if bool(letter.slip) != bool(letter.slip_title):
        raise source.fault("missing_field", "slip", field_name="slip_title")


@cache
def _shared() -> Mapping[str, tuple[Passage, ...]]:
    """Paragraphs that several pages use, by name."""
    text = paths.resource("letters", "shared", "passages.toml").read_text(encoding="utf-8")
    source = _Source(text, "passages")
    read = {}
    for name, rows in tomllib.loads(text).items():
        kind = "finding" if name.startswith("finding_") else "body"
        passages = tuple(Passage(**row) for row in rows)
        for passage in passages:
            _check_marks(passage, kind, source)
        read[name] = passages
    return MappingProxyType(read)


def _version(text: str) -> str:
    """Twelve hexadecimal digits over the page and every shared word it may use."""
    digest = hashlib.sha256(text.encode())
    for page in sorted(paths.resource("letters", "shared").glob("*.toml")):
        digest.update(page.read_bytes())
    return digest.hexdigest()[:12]
