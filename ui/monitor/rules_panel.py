"""Under which rules are the columns watched, and how is a new one entered? A part of 设置."""

from functools import partial

from PySide6.QtWidgets import QWidget

from clerkdesk.monitor import queries, service
from clerkdesk.monitor.rows import Phase, RuleRow
from clerkdesk.monitor.rulebook import Explained
from clerkdesk.monitor.service import NewRule
from ui import cards, theme, words
from ui.act_panel import ActPanel, Values
from ui.act_room import ActRoom
from ui.buttons import button
from ui.date_edit import DateEdit
from ui.dates import Sort
from ui.editors import Choice, LineText, LongText, NumberEdit
from ui.forms import Form
from ui.monitor.columns import basis
from ui.pages import Desk, scrolled
from ui.settings.parts import Panel
from ui.table_view import RecordTable
from ui.tables import Column

say = words.of("monitor")

_WIDTH = 344  # pixels at 标准 that the questions need, the day read beside the day typed
_WORDS = 118  # and those of the chosen rule in words


def told(row: RuleRow) -> str:
    """The whole rule in words."""
    holds = row.explained is Explained.HOLDS
    lines = [
        say("rule", yellow=row.yellow, red=row.red),
        say("warning_counts" if row.counts_warning_day else "warning_not"),
        say("f_explaining") + "：" + say("rule_holds" if holds else "rule_resets"),
        say("rule_at_once" if row.at_once else "rule_new_counts"),
    ]
    if row.id is not None:
        lines.append(say("rule_by", by=row.recorded_by, at=words.moment(row.recorded_at)))
    if row.phase is Phase.VOIDED:
        lines.append(say("voided_because", why=row.void_reason))
    return "\n".join(lines)


RULES = (
    Column[RuleRow](
        "from",
        say("f_rule_from"),
        lambda row: row.valid_from,
        show=words.day,
        width=104,
        tone=lambda row: "text3" if row.phase is Phase.VOIDED else "text",
        tooltip=told,
    ),
    Column[RuleRow](
        "yellow", say("col_yellow"), lambda row: row.yellow, width=64, right=True, tooltip=told
    ),
    Column[RuleRow](
        "red",
        say("col_red"),
        lambda row: row.red,
        width=64,
        right=True,
        wide=True,
        tooltip=told,
    ),
    Column[RuleRow]("basis", say("col_basis"), basis, stretch=True, tooltip=told),
    Column[RuleRow](
        "phase",
        say("col_state"),
        lambda row: words.term("rule_phase", row.phase),
        width=84,
        wide=True,
        tooltip=told,
    ),
)


class RulesPanel(Panel):
    """Every dated rule, the newest first; the chosen one in words; entering and taking back."""

    _words: QWidget | None = None  # the kit measures before it is there

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, say("rules_note"))
        self.table = RecordTable[RuleRow](
            RULES, key=lambda row: (row.id or 0, row.valid_from), name=say("name_rules")
        )
        self.left.addWidget(self.table, 1)
        self.chosen = cards.text(role="label", wrap=True)
        self._words = scrolled(self.chosen)
        self.left.addWidget(self._words)
        self.void = button(say("void_rule"), self._void, icon="void")
        self.left.addWidget(self.void)
        self.adding = ActPanel(
            say("add_rule"),
            say("add_rule_act"),
            fill=self._fill,
            perform=self._add,
            closed=self.refresh,
        )
        self.adding.back.hide()
        self.room_of_acts = ActRoom(self.adding)
        self.right.addWidget(self.room_of_acts)
        self.table.current_changed.connect(self._choose)
        self.measure()

    def measure(self) -> None:
        self.acts.setFixedWidth(theme.scaled(_WIDTH))
        if self._words is not None:
            self._words.setMaximumHeight(theme.height(_WORDS))

    def refresh(self) -> None:
        self.table.set_rows(queries.rules(self.desk.today()))
        if self.table.current() is None:
            self.table.select_first()
        self._choose(self.table.current())

    def begin(self) -> None:
        self.table.setFocus()

    def _choose(self, row: RuleRow | None) -> None:
        self.chosen.setText("" if row is None else told(row))
        self.void.setVisible(
            row is not None and row.id is not None and row.phase is not Phase.VOIDED
        )

    def _fill(self, form: Form) -> None:
        days = self.desk.calendar()
        day = DateEdit(self.desk.today, sort=Sort.EITHER, calendar=days, horizon=days.horizon)
        form.add("valid_from", say("f_rule_from"), day, hint=say("h_rule_from"), required=True)
        form.add("basis", say("col_basis"), LineText(), hint=say("h_basis"), required=True)
        form.add("yellow", say("f_yellow"), NumberEdit(width=90), required=True)
        form.add("red", say("f_red"), NumberEdit(width=90), required=True)
        for name, key, choices in (
            ("counts", "f_counts", ((False, "counts_no"), (True, "counts_yes"))),
            ("at_once", "f_at_once", ((False, "at_once_no"), (True, "at_once_yes"))),
        ):
            options = [(value, say(word)) for value, word in choices]
            choice = Choice(options, as_list=True)
            form.add(name, say(key), choice, hint=say(f"h_{name}"), required=True)
        does = [(one, words.term("explained", one)) for one in Explained]
        form.add("explained", say("f_explaining"), Choice(does, as_list=True), required=True)
        form.set_values(_usual())

    def _add(self, values: Values) -> None:
        made = NewRule(
            valid_from=values["valid_from"],
            yellow=values["yellow"],
            red=values["red"],
            basis=values["basis"],
            counts_warning_day=values["counts"],
            explained=values["explained"],
            at_once=values["at_once"],
        )
        key = service.add_rule(made, self.desk.person_id)
        self.adding.form.set_values({"valid_from": None, "basis": "", "yellow": None} | _usual())
        self.adding.form.clear_states()
        self.desk.note(say("n_rule_added", day=words.day(made.valid_from)))
        self.refresh()
        self.table.select((key, made.valid_from))

    def _void(self) -> None:
        row = self.table.current()
        if row is None or row.id is None:
            return
        self.room_of_acts.open(
            row.id,
            lambda: ActPanel(
                say("void_rule_title", day=words.day(row.valid_from)),
                say("void_rule_act"),
                note=say("note_void_rule"),
                fill=lambda form: form.add(
                    "reason", say("a_reason"), LongText(lines=3), required=True
                ),
                perform=partial(self._taken_back, row.id),
                closed=self.room_of_acts.close_act,
            ),
            self.refresh,
        )

    def _taken_back(self, rule_id: int | None, values: Values) -> None:
        if rule_id is not None:
            service.void_rule(rule_id, self.desk.person_id, reason=values["reason"])
            self.desk.note(say("n_voided"))


def _usual() -> Values:
    """The answers where a document says nothing else."""
    return {"red": 2, "counts": False, "at_once": False, "explained": Explained.RESETS}
