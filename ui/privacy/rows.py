"""How do finds read in a list: what stands before, the find itself, what follows, what stays?"""

from collections.abc import Callable
from dataclasses import dataclass

from clerkdesk.privacy.files import BODY, Finding
from ui import words
from ui.tables import Column

say = words.of("privacy_page")

_BEFORE = 6  # characters of context left of a find; the whole stands in the tooltip


@dataclass(frozen=True)
class FoundRow:
    """number: its place in the scan."""

    number: int
    finding: Finding


def where(finding: Finding) -> str:
    """正文第 3 行, 批注 Sheet1!B2."""
    place = words.term("finding_place", finding.place)
    if finding.place == BODY:
        if finding.where:
            return say("on_page", page=finding.where)
        return say("on_line", line=finding.line or 1)
    return f"{place} {finding.where}".strip()


def whole(row: FoundRow) -> str:
    """A find between all that was read before and after it, itself in brackets."""
    one = row.finding
    return f"{one.before}{say('mark_open')}{one.text}{say('mark_close')}{one.after}"


def _tag(row: FoundRow) -> str:
    if row.finding.of_minor:
        return say("of_minor")
    return "" if row.finding.sure else say("unsure")


def columns(masked: Callable[[Finding], str]) -> tuple[Column[FoundRow], ...]:
    """masked: what stays of a find under the profile chosen now."""
    return (
        Column[FoundRow](
            "kind",
            say("col_kind"),
            lambda row: words.term("personal_kind", row.finding.kind),
            width=120,
            tag=_tag,
            tooltip=lambda row: "" if row.finding.sure else say("unsure_why"),
        ),
        Column[FoundRow]("where", say("col_where"), lambda row: where(row.finding), width=110),
        Column[FoundRow](
            "before",
            say("col_before"),
            lambda row: row.finding.before[-_BEFORE:],
            show=lambda text: text,
            width=112,
            right=True,
            sortable=False,
            wide=True,
            tone=lambda _row: "text2",
            tooltip=whole,
        ),
        Column[FoundRow](
            "text",
            say("col_text"),
            lambda row: row.finding.text,
            width=166,
            tone=lambda _row: "red",
            tooltip=whole,
        ),
        Column[FoundRow](
            "after",
            say("col_after"),
            lambda row: row.finding.after,
            show=lambda text: text,
            stretch=True,
            sortable=False,
            tone=lambda _row: "text2",
            tooltip=whole,
        ),
        Column[FoundRow](
            "masked",
            say("col_masked"),
            lambda row: masked(row.finding),
            width=150,
            sortable=False,
            tone=lambda row: "red" if masked(row.finding) == row.finding.text else "text",
        ),
    )
