"""Which papers came in, and what became of each? The mail log, also of what is no application."""

from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from clerkdesk.errors import UserError
from clerkdesk.requests import queries, service
from clerkdesk.requests.channels import Channel
from clerkdesk.requests.queries import MailRow
from clerkdesk.requests.service import Paper
from ui import cards, words
from ui.buttons import button
from ui.date_edit import DateEdit
from ui.dates import Sort
from ui.editors import Choice, LineText, LongText
from ui.filters import Filter, FilterRow
from ui.forms import Form, FormFoot
from ui.pages import Desk, Page, Room, scrolled
from ui.table_view import RecordTable
from ui.tables import Column, FromQuery

say = words.of("request_mail")

_OPEN_ENDS = ("waiting", "not_application", "belongs")
_ENDS = ("disposition", "of_number", "note")
COLUMNS = (
    Column[MailRow]("arrived", say("col_arrived"), lambda row: row.arrived_on, width=160),
    Column[MailRow](
        "channel",
        say("col_channel"),
        lambda row: row.channel,
        show=lambda one: words.term("channel", one),
        width=120,
        wide=True,
        sortable=False,
    ),
    Column[MailRow]("sender", say("col_sender"), lambda row: row.sender, width=140),
    Column[MailRow]("what", say("col_what"), lambda row: row.what, stretch=True),
    Column[MailRow](
        "disposition",
        say("col_disposition"),
        lambda row: row.disposition,
        show=lambda one: words.term("disposition", one),
        width=120,
        tooltip=lambda row: row.note,
        sortable=False,
    ),
    Column[MailRow](
        "request", say("col_request"), lambda row: row.request_number, width=106, sortable=False
    ),
    Column[MailRow](
        "by", say("col_by"), lambda row: row.recorded_by, width=80, wide=True, sortable=False
    ),
)


_TITLES = {column.key: column.title for column in COLUMNS}


class MailLog(Page):
    """The list; a form opens above it for a new paper, or to say what became of one."""

    kinds = frozenset({"mail", "request"})
    help_topic = "intake"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, say("title"), say("subtitle"))
        self.action(say("add"), self.add_paper, keys="Ctrl+N", icon="add", place="primary")
        self.search = self.add_search(say("search"), lambda _text: self.refresh())
        self.add_back()
        self._sorting: MailRow | None = None
        self._build()

    def _build(self) -> None:
        dispositions = [(one, word) for one, word in words.terms("disposition").items()]
        self.filters = FilterRow(
            (
                Filter(
                    "disposition",
                    say("filter_disposition"),
                    say("any_disposition"),
                    lambda: dispositions,
                    width=160,
                ),
            )
        )
        self.filters.changed.connect(self.refresh)
        self.body.addWidget(self.filters)
        self.body.addWidget(self._form_card())
        self.table = RecordTable[MailRow](COLUMNS, key=lambda row: row.id, name=say("title"))
        self.table.opened.connect(self._open)
        self.table.loaded.connect(self._tell)
        self.table.current_changed.connect(lambda _row: self._show_acts())
        self.none = cards.Empty(say("empty"), say("empty_why"), icon="letter")
        self.stack = QStackedWidget()
        self.stack.addWidget(self.table)
        self.stack.addWidget(self.none)
        self.body.addWidget(self.stack, 1)
        self.to_intake = button(say("to_intake"), self._to_intake, icon="request")
        self.to_sort = button(say("to_sort"), self._sort)
        self.to_request = button(say("open_request"), self._to_request)
        for one in (self.to_intake, self.to_sort, self.to_request):
            self.foot().addWidget(one)
        self.foot().addStretch(1)

    def _form_card(self) -> cards.Card:
        self.sheet = cards.Card(say("form_title"))
        self.form = Form(keys="1234567")
        days = self.desk.calendar()
        day = DateEdit(self.desk.today, sort=Sort.FACT, calendar=days, horizon=days.horizon)
        self.form.add("arrived_on", say("arrived_on"), day, required=True)
        channels = [(one, words.term("channel", one)) for one in Channel]
        self.form.add("channel", say("channel"), Choice(channels), required=True)
        self.form.add("mail_number", say("mail_number"), LineText())
        self.form.add("sender", say("sender"), LineText(), required=True)
        self.form.add("what", say("what"), LineText(), required=True)
        ends = [(one, words.term("disposition", one)) for one in _OPEN_ENDS]
        self.form.add("disposition", say("disposition"), Choice(ends), required=True)
        hint = say("of_number_hint")
        self.form.add("of_number", say("of_number"), LineText(width=200), hint=hint, required=True)
        self.form.add("note", say("note"), LongText(lines=2), hint=say("note_hint"))
        self.form.changed.connect(self._follow)
        area = scrolled(self.form)
        self.sheet.body.addWidget(area)
        foot = QHBoxLayout()
        foot.addWidget(FormFoot(self.form), 1)
        foot.addWidget(button(say("cancel"), self._close_form))
        self.save_button = button(say("save"), self.save, kind="primary")
        foot.addWidget(self.save_button)
        self.sheet.body.addLayout(foot)
        self.sheet.hide()
        return self.sheet

    def refresh(self) -> None:
        chosen, text = self.filters.values()["disposition"] or "", self.search.text()
        self.table.set_pager(
            FromQuery(
                lambda: queries.count_mail(disposition=chosen, text=text),
                lambda offset, limit, key, down: queries.mail(
                    disposition=chosen,
                    text=text,
                    order=key,
                    descending=down,
                    offset=offset,
                    limit=limit,
                ),
            )
        )
        count = self.table.count()
        self.stack.setCurrentWidget(self.table if count else self.none)
        if count and self.table.current() is None:
            self.table.select_first()
        self._show_acts()

    def _tell(self, count: int) -> None:
        key, down = self.table.records.order
        which = "count" if not key else "count_down" if down else "count_up"
        facts = {"column": _TITLES[key]} if key else {}
        self.filters.tell(say(which, count=words.pieces(count), **facts))

    def set_room(self, room: Room) -> None:
        self.table.set_narrow(narrow=room is Room.NARROW)
        self._arrange()

    def _arrange(self) -> None:
        """Give a small window to the form alone while it is open."""
        alone = self.room is Room.NARROW and not self.sheet.isHidden()
        for one in (self.filters, self.stack):
            one.setVisible(not alone)

    def panes(self) -> tuple[QWidget, ...]:
        return (self.table, self.filters)

    def arrive(self, _id: int | None, /, **_facts: Any) -> None:
        self.table.setFocus()

    def escape(self) -> bool:
        if self.sheet.isHidden():
            looked = bool(self.search.text())
            self.search.clear()
            return looked
        self._close_form()
        return True

    def _show_acts(self) -> None:
        row = self.table.current()
        waits = row is not None and row.disposition != "request"
        self.to_intake.setEnabled(waits)
        self.to_sort.setEnabled(waits)
        self.to_request.setEnabled(row is not None and row.request_id is not None)

    def _open(self, row: MailRow) -> None:
        if row.request_id is not None:
            self.desk.navigate("requests", row.request_id)
        else:
            self._to_intake()

    def _to_request(self) -> None:
        row = self.table.current()
        if row is not None and row.request_id is not None:
            self.desk.navigate("requests", row.request_id)

    def _to_intake(self) -> None:
        """Make an application of a paper: what the log knows stands in the form already."""
        row = self.table.current()
        if row is None or row.disposition == "request":
            return
        values = {
            "channel": row.channel.value,
            "arrived_on": row.arrived_on,
            "mail_number": row.mail_number,
            "applicants[0].name": row.sender,
        }
        self.desk.navigate("requests.intake", None, mail=row.id, values=values)

    # the form

    def add_paper(self) -> None:
        self._sorting = None
        self._show_form(say("form_title"), whole=True)
        self.form.set_values({"arrived_on": self.desk.today(), "disposition": "not_application"})

    def _sort(self) -> None:
        row = self.table.current()
        if row is None or row.disposition == "request":
            return
        self._sorting = row
        self._show_form(say("sort_title", sender=row.sender), whole=False)
        self.form.set_values({"disposition": "not_application", "note": row.note})

    def _show_form(self, title: str, *, whole: bool) -> None:
        self.sheet.title.setText(title)
        for field in self.form.fields():
            self.form.show_field(field.name, shown=whole or field.name in _ENDS)
        self._follow("disposition")
        self.form.clear_states()
        self.sheet.show()
        self._arrange()
        self.form.focus_first()

    def _follow(self, name: str) -> None:
        if name == "disposition":
            belongs = self.form["disposition"].value() == "belongs"
            self.form.show_field("of_number", shown=belongs)

    def _close_form(self) -> None:
        self.table.setFocus()  # before: who hides the focus has it brought back near by
        self.sheet.hide()
        self._arrange()
        self.table.setFocus()

    def save(self) -> None:
        if not self.form.check():
            return
        try:
            id_, sentence = self._log() if self._sorting is None else self._say_end(self._sorting)
        except UserError as error:
            if not self.form.show_error(error):
                self.show_error(error)
            return
        for field in self.form.fields():
            field.set_value(None if isinstance(field.editor, (Choice, DateEdit)) else "")
        self.desk.note(sentence)
        self._close_form()
        self.refresh()
        self.table.select(id_)

    def _log(self) -> tuple[int, str]:
        paper = Paper(**self.form.values())
        id_ = service.log_mail(paper, self.desk.person_id)
        return id_, say("saved", sender=paper.sender)

    def _say_end(self, row: MailRow) -> tuple[int, str]:
        given = self.form.values()
        service.sort_mail(
            row.id,
            self.desk.person_id,
            disposition=given["disposition"],
            note=given["note"],
            of_number=given.get("of_number", ""),
        )
        return row.id, say("sorted", sender=row.sender)
