"""How do catalogue entries, duties, published items and changes read in lists and exports?"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from clerkdesk.publications import catalogue, duties
from clerkdesk.publications.catalogue import EntryChange, Moved
from clerkdesk.publications.categories import Also, Category
from clerkdesk.publications.due_rules import Rule
from clerkdesk.publications.duties import CatalogueRow, DutyRow
from ui import words
from ui.tables import Column, Group

say = words.of("catalogue_page")


@dataclass(frozen=True)
class ItemRow:
    """One entry of the catalogue with who answers for it today."""

    category: Category
    duties: tuple[DutyRow, ...]

    @property
    def units(self) -> str:
        return words.listed(one.unit for one in self.duties)


@dataclass(frozen=True)
class ChangeRow:
    """One change of catalogue or guide. number: its place in the list."""

    number: int
    on: date
    what: str
    whose: str


def items(today: date, text: str = "") -> list[Group | ItemRow]:
    """Return the catalogue in its groups, narrowed to entries that hold a text."""
    by_category: dict[str, list[DutyRow]] = {}
    for duty in duties.duties(today):
        by_category.setdefault(duty.category, []).append(duty)
    found: list[Group | ItemRow] = []
    for group in catalogue.current().groups:
        rows = [ItemRow(one, tuple(by_category.get(one.key, ()))) for one in group.categories]
        rows = [
            one
            for one in rows
            if text in one.category.name or text in one.category.basis or text in one.units
        ]
        if rows:
            found += [Group(group.name, say("count", count=len(rows))), *rows]
    return found


def limit(rule: Rule) -> str:
    """自生成日期起 20 个工作日."""
    return say(
        "limit",
        zero=words.term("counts_from", rule.counts_from),
        count=rule.limit.count,
        unit=words.term("limit_unit", rule.limit.unit),
    )


def shortest(category: Category) -> str:
    """The limit that counts; the law's where only the days can say which of two ends earlier."""
    own, law = category.office, category.rule
    alike = own is not None and (own.limit.unit, own.counts_from) == (
        law.limit.unit,
        law.counts_from,
    )
    if own is not None and (category.by_statute or (alike and own.limit.count <= law.limit.count)):
        return limit(own)
    return limit(law)


def tag(category: Category) -> str:
    """Whether the entry is the office's own, or adapted by it."""
    return say("tag_own") if category.own else say("tag_adapted") if category.shipped else ""


def also(one: Also) -> str:
    """What another paper says, and why it yields."""
    return say("also", source=one.source, says=one.says, why=one.why)


def elements(category: Category) -> str:
    return words.listed(category.elements.values())


def channels(category: Category) -> str:
    return words.listed(words.term("publication_channel", one) for one in category.channels)


_FIELDS = {
    "name": "e_name",
    "owner": "x_owner",
    "basis": "x_basis",
    "elements": "x_elements",
    "audience": "x_audience",
    "channels": "x_channels",
    "frequency": "col_frequency",
    "rule": "col_limit",
    "by_statute": "e_by_statute",
    "promptly": "e_promptly",
    "hearing": "e_hearing",
    "quashable": "e_quashable",
}


def moved(one: Moved) -> str:
    """公开渠道：政府网站 → 政府网站、公告栏、公示栏."""
    return say(
        "moved", field=say(_FIELDS[one.field]), before=_said(one.before), after=_said(one.after)
    )


def _said(value: Any) -> str:
    if isinstance(value, bool):
        return say("yes" if value else "no")
    if isinstance(value, Rule):
        return limit(value)
    if isinstance(value, dict):
        return words.listed(value.values()) or words.NOTHING
    if isinstance(value, tuple):
        return words.listed(words.term("publication_channel", one) for one in value)
    for table in ("audience", "frequency"):
        if value in words.terms(table):
            return words.term(table, value)
    return str(value or words.NOTHING)


def entry_change(one: EntryChange) -> str:
    """What was done to an entry, why, and what moved; of a new one not each of its fields."""
    act = words.term("entry_act", one.act)
    what = say("entry_change", act=act, item=one.name)
    if one.act != catalogue.ADDED and one.moved:
        what += say("with_moves", moves=say("between").join(moved(each) for each in one.moved))
    return say("with_why", what=what, why=one.why) if one.why else what


def changes() -> list[ChangeRow]:
    """Return what was changed in catalogue and guide, the newest first."""
    found = [(one.on, entry_change(one), one.changed_by) for one in catalogue.changes()]
    found += [
        (
            one.on,
            say("begun" if one.begun else "ended", item=one.category_name),
            one.unit,
        )
        for one in duties.duty_changes()
    ]
    found += [
        (
            one.changed_on,
            say("guide_version", version=one.version, what=one.what_changed),
            one.changed_by,
        )
        for one in duties.guide_versions()
    ]
    found.sort(key=lambda one: one[0], reverse=True)
    return [ChangeRow(number, *one) for number, one in enumerate(found)]


ITEMS = (
    Column[ItemRow](
        "name",
        say("col_item"),
        lambda row: row.category.name,
        stretch=True,
        tag=lambda row: tag(row.category),
    ),
    Column[ItemRow](
        "units",
        say("col_units"),
        lambda row: row.units,
        width=190,
        tone=lambda row: "text" if row.duties else "text3",
        show=lambda text: text or say("nobody"),
    ),
    Column[ItemRow](
        "frequency",
        say("col_frequency"),
        lambda row: words.term("frequency", row.category.frequency),
        width=140,
        wide=True,
    ),
    Column[ItemRow](
        "limit",
        say("col_limit"),
        lambda row: shortest(row.category),
        width=196,
        wide=True,
    ),
)
# the fields of 条例 12: 索引、名称、内容概述、生成日期
ENTRIES = (
    Column[CatalogueRow]("index", say("col_index"), lambda row: row.index, width=150),
    Column[CatalogueRow]("name", say("col_name"), lambda row: row.name, stretch=True),
    Column[CatalogueRow]("gist", say("col_gist"), lambda row: row.gist, width=200, wide=True),
    Column[CatalogueRow](
        "formed", say("col_formed"), lambda row: row.formed_on, show=words.day, width=104
    ),
    Column[CatalogueRow](
        "published", say("col_published"), lambda row: row.published_on, show=words.day, width=104
    ),
    Column[CatalogueRow](
        "category", say("col_category"), lambda row: row.category_name, width=150, wide=True
    ),
)
CHANGES = (
    Column[ChangeRow]("on", say("col_on"), lambda row: row.on, show=words.full_day, width=150),
    Column[ChangeRow]("what", say("col_what"), lambda row: row.what, stretch=True),
    Column[ChangeRow]("whose", say("col_whose"), lambda row: row.whose, width=170),
)
