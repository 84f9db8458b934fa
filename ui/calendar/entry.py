"""How does the office enter the next year's holiday notice? Paste, see it understood, save."""

from functools import partial
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from clerkdesk.errors import Spoken, UserError
from clerkdesk.holidays import queries, service
from clerkdesk.holidays.service import Understood
from clerkdesk.requests.impact import Moved
from ui import cards, dialogs, words
from ui.buttons import button
from ui.dialogs import Moving
from ui.editors import LineText, LongText, Tick
from ui.forms import Form
from ui.pages import Desk, Page, scrolled

say = words.of("calendar")

_SHOWN = 40  # days or matters listed; the rest is counted


class Entry(Page):
    """Left the paste, right what was understood; nothing is saved before it has been shown."""

    kinds = frozenset({"holiday_notice"})
    help_topic = "calendar"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, say("entry_title"), say("entry_subtitle"))
        self.add_back()
        self._understood: Understood | None = None
        self.form = Form()
        self.form.add("year", say("entry_year"), LineText(width=96), hint=say("entry_year_hint"))
        self.form.add(
            "text",
            say("entry_text"),
            LongText(lines=12),
            hint=say("entry_text_hint"),
            required=True,
        )
        self.form.add("checked", "", Tick(say("entry_checked")), hint=say("entry_doubtful"))
        self.form.show_field("checked", shown=False)
        self.form.changed.connect(self._typed)
        right = QWidget()
        self.read = QVBoxLayout(right)
        self.read.setContentsMargins(0, 0, 0, 0)
        self.read.setSpacing(12)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(scrolled(self.form), 3)
        row.addWidget(scrolled(right), 2)
        self.body.addLayout(row, 1)
        self.save = button(say("entry_save"), self._save, kind="primary", icon="save")
        self.foot().addStretch(1)
        self.foot().addWidget(self.save)
        self.action(say("entry_save"), self._save, keys="Ctrl+S", icon="save")
        self._show(None)

    def arrive(self, _id: int | None, /, **_facts: Any) -> None:
        self.form["text"].focus()  # to paste at once; the title says the year

    def refresh(self) -> None:
        self._show(self._understood)

    def _typed(self, name: str) -> None:
        if name == "checked":
            return
        text = self.form["text"].value() or ""
        if not str(text).strip():
            self._show(None)
            return
        try:
            found = service.understand(str(text), self._year(), self.desk.today())
        except UserError as error:
            self._show(None)
            self.form.set_state(error.field or "text", "warn", str(error))
            return
        for field in ("year", "text"):
            self.form.set_state(field, "none")
        self._show(found)

    def _year(self) -> int | None:
        """The year as typed; anything that is no year is left to the notice's own heading."""
        typed = str(self.form["year"].value() or "").strip()
        return int(typed) if typed.isdecimal() and len(typed) == 4 else None

    def _show(self, found: Understood | None) -> None:
        self._understood = found
        cards.clear(self.read)
        self.save.setEnabled(found is not None)
        self.form.show_field("checked", shown=found is not None and found.needs_check)
        if found is None:
            self.read.addWidget(
                cards.Empty(say("entry_read"), say("entry_nothing"), icon="calendar")
            )
        else:
            self._show_days(found)
            self._show_doubts(found)
            self._show_changes(found)
        self.read.addWidget(self._list())
        self.read.addStretch(1)

    def _show_days(self, found: Understood) -> None:
        notice = found.notice
        card = cards.Card(say("entry_read"), say("year", year=notice.year))
        number = say("entry_number", number=notice.number)
        _line(card, number if notice.number else say("entry_no_number"))
        if notice.issued_on:
            _line(card, say("entry_issued", day=words.day(notice.issued_on)))
        if notice.amends:
            _line(card, say("entry_amends"), tone="yeld")
        for key, days in (("entry_off", notice.days_off), ("entry_makeup", notice.makeup_days)):
            card.body.addWidget(cards.text(say(key, count=len(days)), role="body"))
            by_name: dict[str, list[str]] = {}
            for day, name in sorted(days.items()):
                by_name.setdefault(name, []).append(words.full_day(day))
            for name, listed in by_name.items():
                _line(card, f"{name}  {'  '.join(listed)}")
        self.read.addWidget(card)

    def _show_doubts(self, found: Understood) -> None:
        for key, lines in (
            ("entry_doubts", [str(doubt) for doubt in found.notice.doubts]),
            ("entry_not_understood", list(found.notice.not_understood)),
        ):
            if not lines:
                continue
            card = cards.Card(say(key))
            for line in lines:
                _line(card, line, tone="yeld")
            self.read.addWidget(card)

    def _show_changes(self, found: Understood) -> None:
        card = cards.Card(say("entry_changes"))
        for change in found.changes[:_SHOWN]:
            told = say(
                "entry_change",
                day=words.full_day(change.day),
                old=say(f"kind_{change.old}"),
                new=f"{say(f'kind_{change.new}')} {change.name}",
            )
            _line(card, told)
        if len(found.changes) > _SHOWN:
            _line(card, say("entry_changes_more", count=len(found.changes) - _SHOWN))
        if not found.changes:
            _line(card, say("entry_changes_none"))
        self.read.addWidget(card)
        card = cards.Card(say("entry_moved"))
        for moved in found.impact.moved[:_SHOWN]:
            _line(card, f"{moved.number} {moved.title}  {_dates(moved)}")
        if len(found.impact.moved) > _SHOWN:
            _line(card, say("entry_moved_more", count=len(found.impact.moved) - _SHOWN))
        if not found.impact.moved:
            _line(card, say("entry_moved_none"))
        self.read.addWidget(card)

    def _list(self) -> cards.Card:
        card = cards.Card(say("list_title"))
        entered = queries.notices()
        for row in entered:
            told = say(
                "list_line",
                year=row.year,
                number=row.number or say("no_number"),
                off=len(row.days_off),
                makeup=len(row.makeup_days),
            )
            _line(card, told)
            if row.voided:
                _line(card, say("list_voided", reason=row.void_reason), tone="text3")
            else:
                card.body.addWidget(
                    button(say("void"), partial(self._void, row.id), kind="link", icon="void")
                )
        if not entered:
            _line(card, say("list_none"))
        return card

    def _void(self, notice_id: int) -> None:
        self.desk.navigate("calendar.void", notice_id)

    def _save(self) -> None:
        found = self._understood
        if found is None or not self.form.check():
            return
        moved = found.impact.moved
        if moved and not dialogs.confirm(
            self,
            say("entry_confirm_title", count=len(moved)),
            say("entry_confirm_text"),
            say("entry_confirm_yes"),
            say("entry_confirm_no"),
            rows=moving(moved),
        ):
            return
        text, year = str(self.form["text"].value()), self._year()
        by, checked = self.desk.person_id, bool(self.form["checked"].value())
        self.save.setEnabled(False)
        self.desk.jobs.run(
            say("entry_job", year=found.notice.year),
            lambda progress: service.enter(text, year, by, checked=checked, progress=progress),
            lambda _key: self._saved(found),
            self._not_saved,
            cancelled=lambda: self.save.setEnabled(True),
        )

    def _not_saved(self, fault: Exception) -> None:
        if not isinstance(fault, Spoken):
            raise fault
        self.save.setEnabled(True)
        if not self.form.show_error(fault):
            self.show_error(fault)

    def _saved(self, found: Understood) -> None:
        moved = found.impact.moved
        self.desk.note(say("entry_saved", year=found.notice.year, count=len(moved)))
        self.form.set_values({"text": "", "year": "", "checked": False})
        self._show(None)
        self.desk.navigate("calendar")


def moving(moved: tuple[Moved, ...]) -> list[Moving]:
    """Return the lines of the box that asks before dates move: old to new, with the new light."""
    return [
        Moving(
            f"{one.number} {one.title}",
            words.full_day(one.due_from),
            words.full_day(one.due_to),
            one.light_to,
            "",
        )
        for one in moved[:_SHOWN]
    ]


def _dates(moved: Moved) -> str:
    return f"{words.short_day(moved.due_from)} → {words.short_day(moved.due_to)}"


def _line(card: cards.Card, text: str, *, tone: str = "text2") -> None:
    card.body.addWidget(cards.text(text, role="label", tone=tone, wrap=True))
