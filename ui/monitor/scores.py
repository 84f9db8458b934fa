"""How well was each column kept in a year? Marks with their evidence, and the ranking of units."""

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from clerkdesk.monitor import scores, service
from clerkdesk.monitor.scores import ColumnMarks, ScoreRow
from clerkdesk.monitor.service import FULL_MARKS, Criterion
from ui import cards, theme, words, workbook
from ui.act_panel import ActPanel, Values
from ui.act_room import ActRoom
from ui.buttons import Segments
from ui.editors import Choice, LongText, NumberEdit
from ui.forms import Form
from ui.monitor import export, sheets
from ui.monitor.sheets import how, mark
from ui.pages import Desk, Page, Room
from ui.table_view import RecordTable
from ui.tables import Column

say = words.of("monitor")


def _given(criterion: Criterion) -> Column[ColumnMarks]:
    def value(row: ColumnMarks) -> int | None:
        given = row.mark(criterion)
        return None if given is None else given.score

    def why(row: ColumnMarks) -> str:
        given = row.mark(criterion)
        return given.evidence if given is not None else say("no_mark")

    return Column[ColumnMarks](
        criterion.value,
        words.term("criterion", criterion),
        value,
        show=lambda score: say("unmarked") if score is None else str(score),
        width=90,
        right=True,
        tooltip=why,
        tone=lambda row: "text3" if value(row) is None else "text",
    )


def _why(row: ColumnMarks, criterion: Criterion) -> str:
    """规范性 90：三条链接失效（王芳 2026-10-13）."""
    name, given = words.term("criterion", criterion), row.mark(criterion)
    if given is None:
        return say("why_none", name=name)
    return say(
        "why_given",
        name=name,
        score=given.score,
        why=given.evidence or say("full_marks"),
        by=given.given_by,
        at=words.moment(given.given_at),
    )


def _mean(criterion: Criterion) -> Column[ScoreRow]:
    return Column[ScoreRow](
        criterion.value,
        words.term("criterion", criterion),
        lambda row: dict(row.by_criterion)[criterion],
        show=mark,
        width=96,
        right=True,
        wide=True,
    )


MARKS = (
    Column[ColumnMarks]("unit", say("col_unit"), lambda row: row.unit, width=180),
    Column[ColumnMarks]("column", say("col_name"), lambda row: row.column, stretch=True),
    *(_given(criterion) for criterion in Criterion),
    Column[ColumnMarks](
        "yellow", say("n_yellow"), lambda row: row.yellow, width=84, right=True, wide=True
    ),
    Column[ColumnMarks]("red", say("n_red"), lambda row: row.red, width=84, right=True, wide=True),
)
RANKING = (
    Column[ScoreRow](
        "place",
        say("e_place"),
        lambda row: row.place,
        show=lambda place: words.NOTHING if place is None else str(place),
        tooltip=lambda row: say("no_place", missing=row.missing) if row.missing else how(),
        width=64,
        right=True,
    ),
    Column[ScoreRow]("unit", say("col_unit"), lambda row: row.unit, stretch=True),
    Column[ScoreRow](
        "columns", say("e_columns"), lambda row: row.columns, width=84, right=True, wide=True
    ),
    *(_mean(criterion) for criterion in Criterion),
    Column[ScoreRow](
        "total",
        say("e_total"),
        lambda row: row.hundredths,
        show=mark,
        width=96,
        right=True,
        tooltip=lambda _row: how(),
    ),
    Column[ScoreRow](
        "missing",
        say("e_missing"),
        lambda row: row.missing,
        width=96,
        right=True,
        tone=lambda row: "yeld" if row.missing else "text3",
    ),
    Column[ScoreRow]("yellow", say("n_yellow"), lambda row: row.yellow, width=84, right=True),
    Column[ScoreRow]("red", say("n_red"), lambda row: row.red, width=84, right=True),
)


class Scores(Page):
    """Two views of a year: the marks of each column, the places of the units."""

    kinds = frozenset({"monitor", "unit", "setting"})
    help_topic = "monitor"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, say("scores_title"), say("scores_subtitle"))
        self.action(say("give"), self.give, keys="Ctrl+N", icon="edit", place="primary")
        self.action(say("print"), self._print, keys="Ctrl+P", icon="print", place="second")
        self.action(say("export"), self._export, keys="Ctrl+E", icon="export")
        self.action(
            say("weights"), lambda: desk.navigate("settings", None, part="marks"), icon="settings"
        )
        self.add_back()
        row = QHBoxLayout()
        row.setSpacing(12)
        self.year = theme.role(QComboBox(), "body")
        self.year.setAccessibleName(say("year"))
        self.year.setMinimumWidth(theme.scaled(110))
        self.year.currentIndexChanged.connect(lambda _index: self._show())
        self._years: tuple[int, ...] = ()
        self.views = Segments(
            [("marks", say("view_marks")), ("ranking", say("view_ranking"))], say("views")
        )
        self.views.chosen.connect(lambda _key: self._look())
        row.addWidget(self.year)
        row.addWidget(self.views)
        row.addStretch(1)
        self.told = cards.text(role="small", tone="text2")
        row.addWidget(self.told)
        over = QWidget()
        column = QVBoxLayout(over)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addLayout(row)
        self.marks = RecordTable[ColumnMarks](
            MARKS, key=lambda one: one.column_id, name=say("name_marks")
        )
        self.ranking = RecordTable[ScoreRow](
            RANKING, key=lambda one: one.unit, name=say("name_ranking")
        )
        self.marks.opened.connect(lambda _row: self.give())
        self.none = cards.Empty(
            say("empty_scores"),
            say("empty_scores_why"),
            icon="monitor",
            verb=say("empty_verb"),
            act=lambda: desk.navigate("monitor.add"),
        )
        for widget in (self.marks, self.ranking, self.none):
            column.addWidget(widget, 1)
        self.why = cards.text(role="label", wrap=True)
        column.addWidget(self.why)
        self.marks.current_changed.connect(lambda _row: self._explain())
        self.room_of_acts = ActRoom(over)
        self.body.addWidget(self.room_of_acts, 1)

    def refresh(self) -> None:
        chosen = self.year_shown() if self._years else None
        self._years = scores.years(self.desk.today())
        self.year.blockSignals(True)
        self.year.clear()
        self.year.addItems([say("in_year", year=one) for one in self._years])
        self.year.setCurrentIndex(self._years.index(chosen) if chosen in self._years else 0)
        self.year.blockSignals(False)
        self._show()

    def year_shown(self) -> int:
        return self._years[max(self.year.currentIndex(), 0)]

    def _show(self) -> None:
        if not self._years:
            return
        rows = scores.sheet(self.year_shown())
        self.marks.set_rows(rows)
        self.ranking.set_rows(scores.ranking(self.year_shown()))
        for table in (self.marks, self.ranking):
            if table.current() is None:
                table.select_first()
        full = sum(1 for row in rows if row.complete)
        self.told.setText(say("marked", full=full, all=len(rows)) if rows else "")
        self._look()

    def _look(self) -> None:
        some = bool(self.marks.count())
        self.none.setVisible(not some)
        self.marks.setVisible(some and self.views.value() == "marks")
        self.ranking.setVisible(some and self.views.value() == "ranking")
        self._explain()

    def _explain(self) -> None:
        """Below the list: what each mark of the chosen column rests on, or how places come."""
        row = self.marks.current()
        if self.views.value() == "ranking" or row is None:
            self.why.setText(how())
        else:
            self.why.setText("\n".join(_why(row, one) for one in Criterion))
        self.why.setVisible(bool(self.marks.count()))

    def give(self) -> None:
        """Open the form for the column the cursor is on."""
        row = self.marks.current()
        if row is None or not self.marks.count():
            return
        year = self.year_shown()
        close = self.room_of_acts.close_act
        panel = self.room_of_acts.open(
            (row.column_id, year), lambda: self._panel(row, year, close), self._given
        )
        panel.form["score"].focus()

    def _panel(self, row: ColumnMarks, year: int, close: Callable[[], object]) -> ActPanel:
        def fill(form: Form) -> None:
            choices = [(one, words.term("criterion", one)) for one in Criterion]
            form.add("criterion", say("m_criterion"), Choice(choices), required=True)
            first = next((one for one in Criterion if row.mark(one) is None), Criterion.STANDARD)
            form.add("score", say("m_score"), NumberEdit(), hint=say("m_hint"), required=True)
            form.add("evidence", say("m_evidence"), LongText(lines=3), hint=say("m_why"))
            form.set_values({"criterion": first})

        def perform(values: Values) -> None:
            service.score(
                row.column_id,
                self.desk.person_id,
                year=year,
                criterion=values["criterion"],
                score=values["score"],
                evidence=values["evidence"],
            )
            self.desk.note(say("n_scored", name=row.column))

        return ActPanel(
            say("give_title", unit=row.unit, name=row.column, year=year),
            say("give_verb"),
            note=say("note_give", full=FULL_MARKS, yellow=row.yellow, red=row.red),
            fill=fill,
            perform=perform,
            closed=close,
        )

    def _given(self) -> None:
        self.refresh()
        row = self.marks.current()
        if row is not None and not row.complete:
            self.give()  # the next criterion of the same column

    def _print(self) -> None:
        year = self.year_shown()
        pdf = sheets.scores_pdf(year, scores.ranking(year), scores.sheet(year), self.desk)
        self.desk.navigate("papers", None, pdf=pdf, name=say("scores_name", year=year))

    def _export(self) -> None:
        year = self.year_shown()
        name = say("scores_name", year=year) + ".xlsx"
        workbook.save(self, name, lambda: export.marks(year))

    def arrive(self, _id: int | None, /, **_facts: Any) -> None:
        self.year.setFocus()

    def escape(self) -> bool:
        return self.room_of_acts.escape()

    def set_room(self, room: Room) -> None:
        for table in (self.marks, self.ranking):
            table.set_narrow(narrow=room is Room.NARROW)

    def panes(self) -> tuple[QWidget, ...]:
        table = self.ranking if self.views.value() == "ranking" else self.marks
        return (self.year, table)
