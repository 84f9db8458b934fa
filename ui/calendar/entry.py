"""How does the office enter the next year's holiday notice? Paste, see it understood, save.

The days are read at once; whom they move is counted beside the window, and nothing is saved before
that is known for what stands in the form.
"""

from functools import partial
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from clerkdesk.errors import Spoken, UserError
from clerkdesk.holidays import queries, service
from clerkdesk.holidays.service import Understood
from ui import cards, dialogs, words
from ui.buttons import button
from ui.calendar.foretold import Foretold, moving
from ui.editors import LineText, LongText, Tick
from ui.forms import Form
from ui.pages import Desk, Page, Room, scrolled, sheet
from ui.panes import Pane, Panes

say = words.of("calendar")

_SHOWN = 40  # days listed; the rest is counted


class Entry(Page):
    """Left the paste, right what was understood; nothing is saved before it has been shown."""

    kinds = frozenset({"holiday_notice", "request", "setting"})
    help_topic = "calendar"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, say("entry_title"), say("entry_subtitle"))
        self.add_back()
        self._saving = False
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
        right = self._build_right()
        self.columns = Panes(
            (
                Pane("text", say("pane_text"), sheet(self.form)),
                Pane("read", say("pane_read"), scrolled(right), 340),
            ),
            say("panes"),
            first="text",
        )
        self.body.addWidget(self.columns, 1)
        self.save = button(say("entry_save"), self._save, kind="primary", icon="save")
        self.foot().addStretch(1)
        self.foot().addWidget(self.save)
        self.action(say("entry_save"), self._save, keys="Ctrl+S", icon="save")
        self._show(None)

    def _build_right(self) -> QWidget:
        """What was read above, whom it moves in the middle, what was entered before below."""
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        self.read, self._entered = QVBoxLayout(), QVBoxLayout()
        for layout in (self.read, self._entered):
            layout.setSpacing(12)
        self.foretold = Foretold(self.desk.jobs)
        self.foretold.changed.connect(self._let_save)
        column.addLayout(self.read)
        column.addWidget(self.foretold)
        column.addLayout(self._entered)
        column.addStretch(1)
        self.foretold.hide()
        return right

    def arrive(self, _id: int | None, /, **_facts: Any) -> None:
        self.form["text"].focus()  # to paste at once; the title says the year

    def set_room(self, room: Room) -> None:
        self.columns.set_narrow(narrow=room is Room.NARROW)

    def panes(self) -> tuple[QWidget, ...]:
        return self.columns.widgets()

    def refresh(self) -> None:
        """Count again: the matters, the calendar or the day may be others now."""
        cards.clear(self._entered)
        self._entered.addWidget(self._list())
        if not self._saving:
            self._look()

    def _typed(self, name: str) -> None:
        if name != "checked":
            self._look()

    def _look(self) -> None:
        """Read what stands in the form and begin to count whom it would move."""
        text = self.form["text"].value() or ""
        if not str(text).strip():
            self._show(None)
            return
        try:
            found = service.understand(str(text), self._year())
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
        self.foretold.drop()
        self.form.show_field("checked", shown=found is not None and found.needs_check)
        if found is None:
            self.read.addWidget(
                cards.Empty(say("entry_empty"), say("entry_nothing"), icon="calendar")
            )
        else:
            self._show_days(found)
            self._show_doubts(found)
            self._show_changes(found)
            notice, today = found.notice, self.desk.today()
            self.foretold.ask(
                lambda progress: service.impact_of_notice(notice, today, progress=progress)
            )
        self.foretold.setVisible(found is not None)

    def _let_save(self) -> None:
        self.save.setEnabled(self.foretold.moved is not None and not self._saving)

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
        found, moved = self._understood, self.foretold.moved
        if self._saving or found is None or not self.form.check():
            return
        if moved is None:  # by its key: the button is grey as long
            self.desk.note(say("moved_first"))
            return
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
        self._set_saving(saving=True)
        self.desk.jobs.run(
            say("entry_job", year=found.notice.year),
            lambda progress: service.enter(text, year, by, checked=checked, progress=progress),
            lambda _key: self._saved(found, len(moved), text),
            self._not_saved,
            cancelled=lambda: self._set_saving(saving=False),
        )

    def _set_saving(self, *, saving: bool) -> None:
        self._saving = saving
        self._let_save()

    def _not_saved(self, fault: Exception) -> None:
        self._set_saving(saving=False)
        if not isinstance(fault, Spoken):
            raise fault
        if not self.form.show_error(fault):
            self.show_error(fault)

    def _saved(self, found: Understood, count: int, text: str) -> None:
        self._set_saving(saving=False)
        self.desk.note(say("entry_saved", year=found.notice.year, count=count))
        if str(self.form["text"].value()) != text:  # typed on: that is the next notice
            self._look()
            return
        self.form.set_values({"text": "", "year": "", "checked": False})
        self._show(None)
        if self.isVisible():  # whoever went elsewhere meanwhile is left there
            self.desk.navigate("calendar")


def _line(card: cards.Card, text: str, *, tone: str = "text2") -> None:
    card.body.addWidget(cards.text(text, role="label", tone=tone, wrap=True))
