"""How far has each series of numbers got, is it whole, and where shall it go on?"""

from dataclasses import dataclass
from typing import Any

from clerkdesk import numbers
from clerkdesk.numbers import Gaps
from ui import cards, words
from ui.act_panel import ActPanel
from ui.editors import NumberEdit
from ui.forms import Form
from ui.pages import Desk
from ui.settings.parts import Panel
from ui.table_view import RecordTable
from ui.tables import Column

say = words.of("settings_page")


@dataclass(frozen=True)
class SeriesRow:
    key: str
    name: str
    next_shown: str
    gaps: Gaps


class SeriesPanel(Panel):
    """The series of this year, and going on from another register's last number."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, say("series_note"))
        self._year = desk.today().year
        self.table = RecordTable[SeriesRow](
            (
                Column[SeriesRow]("name", say("col_series"), lambda r: r.name, stretch=True),
                Column[SeriesRow](
                    "next", say("col_next", year=self._year), lambda r: r.next_shown, width=190
                ),
                Column[SeriesRow](
                    "last",
                    say("col_last"),
                    lambda r: r.gaps.last or None,
                    width=80,
                    right=True,
                    wide=True,
                ),
                Column[SeriesRow]("gaps", say("col_gaps"), _gaps, width=130, sortable=False),
                Column[SeriesRow](
                    "voided",
                    say("col_voided"),
                    lambda r: len(r.gaps.voided),
                    width=64,
                    right=True,
                    wide=True,
                    sortable=False,
                    tooltip=_voided,
                ),
            ),
            key=lambda row: row.key,
            name=say("series_name"),
        )
        self.left.addWidget(self.table, 1)
        self.going_on = ActPanel(
            say("continue"),
            say("continue_act"),
            fill=self._fill,
            perform=self._continue,
            closed=self.refresh,
        )
        self.going_on.back.hide()
        self.right.addWidget(self.going_on)
        self.table.current_changed.connect(self._chosen)
        self.right.addStretch(1)

    def refresh(self) -> None:
        year = self._year
        rows = []
        for key in numbers.in_use():
            following, gaps = numbers.next_shown(key, year), numbers.gaps(key, year)
            rows.append(SeriesRow(key, say(f"series_{key}"), following, gaps))
        self.table.set_rows(rows)
        if self.table.current() is None:
            self.table.select_first()

    def begin(self) -> None:
        self.table.setFocus()

    def _fill(self, form: Form) -> None:
        self.which = cards.text(role="body", wrap=True)
        form.add_widget(self.which)
        form.add(
            "number",
            say("continue_number"),
            NumberEdit(width=120),
            hint=say("continue_hint"),
            required=True,
        )

    def _chosen(self, row: SeriesRow | None) -> None:
        self.which.setText("" if row is None else row.name)

    def _continue(self, values: dict[str, Any]) -> None:
        row, number = self.table.current(), values["number"]
        form = self.going_on.form
        if row is None:
            form.set_state("number", "block", say("no_series_chosen"))
            return
        if number < 1:
            form.set_state("number", "block", say("continue_missing"))
            return
        numbers.continue_at(row.key, self._year, number, by=self.desk.person_id)
        form.set_values({"number": None})
        form.clear_states()
        self.refresh()
        shown = numbers.next_shown(row.key, self._year)
        self.desk.note(say("continued", series=row.name, next=shown))


def _gaps(row: SeriesRow) -> str:
    told = _spans(row.gaps.missing) or say("gap_none")
    if row.gaps.elsewhere:
        told += say("elsewhere", spans=_spans(row.gaps.elsewhere))
    return told


def _spans(spans: tuple[tuple[int, int], ...]) -> str:
    return words.listed(
        say("gap_one", first=first) if first == last else say("gap_span", first=first, last=last)
        for first, last in spans
    )


def _voided(row: SeriesRow) -> str:
    lines = (f"{one.shown} {one.void_reason}" for one in row.gaps.voided)
    return words.in_tip("\n".join(lines))
