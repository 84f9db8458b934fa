"""How do catalogue entries, duties, published items and changes read in lists and exports?"""

from dataclasses import dataclass
from datetime import date

from clerkdesk.publications import catalogue, duties
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


def also(one: Also) -> str:
    """What another paper says, and why it yields."""
    return say("also", source=one.source, says=one.says, why=one.why)


def elements(category: Category) -> str:
    return words.listed(category.elements.values())


def channels(category: Category) -> str:
    return words.listed(words.term("publication_channel", one) for one in category.channels)


def changes() -> list[ChangeRow]:
    """Return what was changed in catalogue and guide, the newest first."""
    found = [
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
    Column[ItemRow]("name", say("col_item"), lambda row: row.category.name, stretch=True),
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
        "limit", say("col_limit"), lambda row: limit(row.category.rule), width=196, wide=True
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
