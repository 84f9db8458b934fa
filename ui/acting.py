"""How is an act on a record of the desk done: its fields, its verb, the box before what stays done?

`On` says where: whose desk, which record, which part of it. Each page has its own.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from ui.act_panel import ActPanel, Values
from ui.date_edit import DateEdit
from ui.dates import Sort
from ui.forms import Form
from ui.pages import Desk

On = TypeVar("On")


@dataclass(frozen=True)
class ActForm(Generic[On]):
    """fill: adds the fields; perform: calls the service; ask: the box before what stays done."""

    fill: Callable[[Form, On], object]
    perform: Callable[[Values, On], object]
    ask: Callable[[Values, On], bool] | None = None

    def panel(
        self, on: On, title: str, verb: str, *, note: str, closed: Callable[[], object]
    ) -> ActPanel:
        """Return the form of the act as a card; see `ActPanel`."""
        ask = self.ask
        return ActPanel(
            title,
            verb,
            note=note,
            fill=lambda form: self.fill(form, on),
            perform=lambda values: self.perform(values, on),
            closed=closed,
            ask=(lambda values: ask(values, on)) if ask is not None else None,
        )


def day_of(desk: Desk, sort: Sort = Sort.FACT) -> DateEdit:
    """Return an empty field for a day that has come, or with PLAN for one that is to come."""
    days = desk.calendar()
    return DateEdit(desk.today, sort=sort, calendar=days, horizon=days.horizon)


def today_of(desk: Desk) -> DateEdit:
    """Return a field for a day that has come, today until another is typed."""
    made = day_of(desk)
    made.set_value(desk.today())
    return made
