"""What stands beside the form: due date explained, contents demanded, what was read, questions?"""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from clerkdesk.calendar import WorkCalendar
from clerkdesk.publications import cards as publication_cards
from clerkdesk.publications import catalogue, service
from clerkdesk.publications.attributes import Attribute
from clerkdesk.publications.categories import Category
from clerkdesk.publications.due_rules import DueDay
from clerkdesk.publications.heading import Heading
from clerkdesk.publications.intake import Ask
from clerkdesk.publications.layout import Certainty, Found
from clerkdesk.publications.registering import NewPublication
from clerkdesk.publications.rows import DueView, OtherDue
from ui import cards, icons, theme, words
from ui.buttons import button
from ui.editors import Tick

say = words.of("publications")


def counted(due: DueDay) -> str:
    """How a due date was counted: from which day, how many of which days."""
    key = "counted_stood_in" if due.stood_in else "counted"
    return say(
        key,
        zero=words.term("counts_from", due.zero),
        day=words.day(due.zero_on),
        count=due.count,
        unit=words.term("limit_unit", due.unit),
    )


def other_told(other: OtherDue) -> str:
    """What does not govern: a paper's words, or a limit counted like the one that does."""
    on = words.full_day(other.on) if other.on else ""
    if other.counted is not None:
        source = other.source or say("the_law")
        return say("other_limit", source=source, counted=counted(other.counted), day=on)
    key = "other_due" if on else "other_due_wordless"
    return say(key, source=other.source, says=other.says, day=on)


def why_undated(attribute: Attribute, formed_on: date | None) -> str:
    """Why a publication has no limit."""
    if attribute is not Attribute.PROACTIVE:
        return say("due_not_proactive")
    return say("due_needs_day" if formed_on is None else "due_too_old")


class DueCard(cards.Card):
    """The due date, how it was counted, what else is written and why that yields."""

    def __init__(self, title: str) -> None:
        super().__init__(title)
        row = QHBoxLayout()
        self.day = cards.text(role="h2")
        self.tag = cards.Tag(say("provisional"), say("provisional_why"))
        row.addWidget(self.day)
        row.addWidget(self.tag)
        row.addStretch(1)
        self.body.addLayout(row)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(6)
        self.body.addLayout(self._lines)

    def show_due(self, view: DueView | None, why_none: str) -> None:
        """why_none: what to say where nothing is due."""
        cards.clear(self._lines)
        self.day.setVisible(view is not None)
        self.tag.setVisible(view is not None and view.governs.provisional)
        if view is None:
            self._add(why_none, "text2")
            return
        self.day.setText(words.full_day(view.governs.on))
        self._add(counted(view.governs), "text")
        self._add(view.basis, "text2")
        for other in view.also:
            self._lines.addWidget(cards.rule())
            self._add(other_told(other), "pause")
            self._add(other.why, "text2")
        if view.promptly_on is not None:
            self._lines.addWidget(cards.rule())
            self._add(say("promptly", day=words.full_day(view.promptly_on)), "yeld")

    def show_draft(self, draft: NewPublication, days: WorkCalendar) -> None:
        """Show by when it would be due as the form stands now."""
        due = service.preview(draft)
        category = catalogue.current().find(draft.category)
        view = None if due is None else publication_cards.due_view(due, category, days)
        self.show_due(view, why_undated(draft.attribute, draft.formed_on))

    def _add(self, sentence: str, tone: str) -> None:
        self._lines.addWidget(cards.text(sentence, role="label", tone=tone, wrap=True))


class CategoryCard(cards.Card):
    """What a publication of this category must contain, on which basis, where it is published."""

    def __init__(self) -> None:
        super().__init__(say("card_category"))
        self._none = cards.text(say("category_none"), role="label", wrap=True)
        self.body.addWidget(self._none)
        self._facts = cards.Facts(56)
        self.body.addWidget(self._facts)

    def show_category(self, category: Category | None) -> None:
        self._none.setVisible(category is None)
        self._facts.setVisible(category is not None)
        if category is None:
            return
        channels = say("separator").join(
            words.term("publication_channel", one) for one in category.channels
        )
        self._facts.set(
            (
                (say("c_elements"), say("separator").join(category.elements.values())),
                (say("c_basis"), category.basis),
                (say("c_owner"), category.owner),
                (say("c_channels"), channels),
                (say("c_frequency"), words.term("frequency", category.frequency)),
            )
        )


_READ = (
    "title",
    "document_number",
    "organ",
    "formed_on",
    "addressee",
    "signature",
    "signer",
    "index_number",
    "annotation",
    "printed_on",
)


def where(found: Found[Any]) -> str:
    """Which line a fact was read from, and how certain that is."""
    return say(f"found_{found.certainty.value}", line=found.line)


class HeadingCard(cards.Card):
    """Everything the file says of itself, each with its line and its certainty, or not found."""

    def __init__(self) -> None:
        super().__init__(say("card_heading"))
        self.lines: dict[str, tuple[QLabel, QLabel]] = {}
        self._rows = QVBoxLayout()
        self._rows.setSpacing(5)
        self.body.addLayout(self._rows)

    def show_heading(self, heading: Heading | None, name: str = "") -> None:
        cards.clear(self._rows)
        self.lines = {}
        self.setVisible(heading is not None)
        if heading is None:
            return
        self.note.setText("")
        self.setToolTip(words.in_tip(name))
        for key in _READ:
            self._add(key, getattr(heading, key))
        if not heading.cc:
            self._add("cc", None)
        else:
            named = say("separator").join(one.value for one in heading.cc)
            self._line("cc", named, where(heading.cc[0]), "text3", heading.cc[0].text)

    def _add(self, key: str, found: Found[Any] | None) -> None:
        if found is None:
            self._line(key, words.NOTHING, say("not_found"), "text3", "")
            return
        value = words.day(found.value) if isinstance(found.value, date) else str(found.value)
        tone = "ok" if found.certainty is Certainty.SURE else "yeld"
        self._line(key, value, where(found), tone, found.text)

    def _line(self, key: str, value: str, told: str, tone: str, source: str) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        name = cards.text(say(f"r_{key}"), role="label", tone="text2")
        name.setFixedWidth(theme.scaled(56))
        column = QVBoxLayout()
        column.setSpacing(0)
        shown = cards.text(value, role="label", wrap=True, select=True)
        shown.setToolTip(words.in_tip(source))
        note = cards.text(told, role="small", tone=tone)
        column.addWidget(shown)
        column.addWidget(note)
        row.addWidget(name, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(column, 1)
        holder = QWidget()
        holder.setLayout(row)
        row.setContentsMargins(0, 0, 0, 0)
        self._rows.addWidget(holder)
        self.lines[key] = (shown, note)


class AskCard(cards.Card):
    """What must be answered before going on; each with a box to tick."""

    changed = Signal()

    def __init__(self, open_twin: Callable[[int], object]) -> None:
        super().__init__(say("card_asks"))
        icons.put(self.note, "warn", "yeld")
        self._open = open_twin
        self._ticks: dict[str, Tick] = {}
        self._rows = QVBoxLayout()
        self._rows.setSpacing(6)
        self.body.addLayout(self._rows)
        self.hide()

    def show_asks(self, asks: Sequence[Ask]) -> None:
        """Show these; what was ticked before stays ticked."""
        before = self.answered()
        if set(self._ticks) == {ask.key for ask in asks}:
            return
        cards.clear(self._rows)
        self._ticks = {}
        for ask in asks:
            tone = "yeld"
            self._rows.addWidget(cards.text(ask.text, role="label", tone=tone, wrap=True))
            tick = Tick(say("ask_answered"))
            tick.setAccessibleName(f"{ask.text} {say('ask_answered')}")
            tick.set_value(ask.key in before)
            tick.changed.connect(self.changed.emit)
            self._ticks[ask.key] = tick
            row = QHBoxLayout()
            row.addWidget(tick)
            kind, _, twin = ask.key.partition(":")
            if kind == "twin":
                row.addWidget(
                    button(say("open_twin"), lambda twin=twin: self._open(int(twin)), kind="link")  # type: ignore[misc]
                )
            row.addStretch(1)
            self._rows.addLayout(row)
        self.setVisible(bool(asks))

    def answered(self) -> frozenset[str]:
        return frozenset(key for key, tick in self._ticks.items() if tick.value())

    def open_ones(self) -> tuple[str, ...]:
        return tuple(key for key, tick in self._ticks.items() if not tick.value())

    def focus_first(self) -> None:
        for tick in self._ticks.values():
            if not tick.value():
                tick.setFocus()
                return
