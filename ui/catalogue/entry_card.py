"""How does one entry of the catalogue stand: who answers, what is asked, by when, since when?"""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from clerkdesk.publications import catalogue
from clerkdesk.publications.categories import Category
from clerkdesk.publications.duties import DutyRow
from ui import cards, words
from ui.buttons import button
from ui.catalogue.rows import ItemRow, also, channels, elements, entry_change, limit

say = words.of("catalogue_page")


class EntryCard(cards.Card):
    """The right of the page. What the law says stands beside what the office has set itself."""

    assign_wanted = Signal()
    end_wanted = Signal(object)  # a DutyRow
    change_wanted = Signal()
    restore_wanted = Signal()
    stop_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        top = QHBoxLayout()
        self.name = cards.text(role="h3", wrap=True)
        self.own = cards.Tag(say("tag_own"), say("tag_own_why"))
        self.adapted = cards.Tag(say("tag_adapted"), say("tag_adapted_why"))
        top.addWidget(self.name, 1)
        top.addWidget(self.own)
        top.addWidget(self.adapted)
        self.body.addLayout(top)
        self._duties = QVBoxLayout()
        self._duties.setSpacing(4)
        self.body.addLayout(self._duties)
        self.assign = button(say("assign"), self.assign_wanted.emit, icon="add")
        self.body.addWidget(self.assign)
        self.body.addWidget(cards.rule())
        self._facts = cards.Facts(64)
        self.body.addWidget(self._facts)
        row = QHBoxLayout()
        row.setSpacing(8)
        self.change = button(say("e_change"), self.change_wanted.emit)
        self.restore = button(say("e_restore"), self.restore_wanted.emit)
        self.stop = button(say("e_stop"), self.stop_wanted.emit)
        for made in (self.change, self.restore, self.stop):
            row.addWidget(made)
        row.addStretch(1)
        self.body.addLayout(row)
        self._history = QVBoxLayout()
        self._history.setSpacing(4)
        self.body.addLayout(self._history)
        self.body.addStretch(1)
        self.ends: list[QWidget] = []

    def show_entry(self, row: ItemRow) -> None:
        one = row.category
        self.name.setText(one.name)
        self.own.setVisible(one.own)
        self.adapted.setVisible(one.shipped is not None)
        self.change.setText(say("e_change" if one.own else "e_adapt"))
        self.restore.setVisible(one.shipped is not None)
        self.stop.setVisible(one.own)
        self._show_duties(row.duties)
        self._facts.clear()
        self._show_facts(one)
        self._show_limits(one)
        self._show_history(one.key)

    def _show_duties(self, duties: tuple[DutyRow, ...]) -> None:
        cards.clear(self._duties)
        self.ends = []
        who = say("duties") if duties else say("nobody")
        self._duties.addWidget(cards.text(who, role="label", tone="text2"))
        for duty in duties:
            said = say(
                "duty",
                unit=duty.unit,
                frequency=words.term("frequency", duty.frequency),
                day=words.day(duty.valid_from),
                person=duty.person or words.NOTHING,
            )
            self._duties.addWidget(cards.text(said, role="label", wrap=True))
            end = button(say("end_duty"), partial(self.end_wanted.emit, duty), kind="link")
            end.setAccessibleName(say("end_duty_of", unit=duty.unit, item=duty.category_name))
            self.ends.append(end)
            self._duties.addWidget(end, 0, Qt.AlignmentFlag.AlignLeft)

    def _show_facts(self, one: Category) -> None:
        add, came = self._facts.add, one.shipped
        add(say("x_basis"), one.basis)
        for label, now, before in (
            ("x_owner", one.owner, came and came.owner),
            ("x_elements", elements(one), came and elements(came)),
            (
                "x_audience",
                words.term("audience", one.audience),
                came and words.term("audience", came.audience),
            ),
            ("x_channels", channels(one), came and channels(came)),
            (
                "col_frequency",
                words.term("frequency", one.frequency),
                came and words.term("frequency", came.frequency),
            ),
        ):
            add(say(label), now)
            if before is not None and before != now:
                add("", say("e_as_shipped", value=before), tone="text2")

    def _show_limits(self, one: Category) -> None:
        """The office's limit first, then the law's: whichever ends earlier counts."""
        add = self._facts.add
        if one.office is not None:
            add(say("x_own_limit"), limit(one.office))
            add(say("x_limit_basis"), one.office.basis)
        law = say("x_law_limit") if one.office is not None else say("col_limit")
        add(law, limit(one.rule))
        add(say("x_limit_basis"), one.rule.basis)
        if one.office is not None:
            why = catalogue.current().whys["statute"] if one.by_statute else say("earlier_counts")
            add("", why, tone="pause")
        for other in one.also:
            add(say("x_also"), also(other), tone="pause")

    def _show_history(self, key: str) -> None:
        cards.clear(self._history)
        found = catalogue.changes(key)
        if not found:
            return
        self._history.addWidget(cards.rule())
        self._history.addWidget(cards.text(say("view_changes_plain"), role="label", tone="text2"))
        for one in found:
            said = say(
                "history_line",
                day=words.day(one.on),
                who=one.changed_by,
                what=entry_change(one),
            )
            self._history.addWidget(cards.text(said, role="label", wrap=True))
