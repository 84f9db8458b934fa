"""Which letters have been made, and which of them have not left yet?"""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from clerkdesk.letters import queries
from clerkdesk.letters.queries import LetterRow
from ui import cards, dialogs, words
from ui.buttons import Segments, button
from ui.letters import labels
from ui.pages import Desk, Page, Room
from ui.papers.pdf import print_many, save_many
from ui.side_bar import SideCount
from ui.table_view import RecordTable
from ui.tables import Column, FromQuery

say = words.of("letters")

_TONES = {"made": "yeld", "void": "text3"}

COLUMNS = (
    Column[LetterRow](
        "state",
        say("col_state"),
        lambda row: say(f"state_{row.state}"),
        width=84,
        sortable=False,
        tone=lambda row: _TONES.get(row.state, "text"),
    ),
    Column[LetterRow]("number", say("col_number"), lambda row: row.number, width=190),
    Column[LetterRow]("title", say("col_title"), lambda row: row.title, stretch=True),
    Column[LetterRow]("addressee", say("col_addressee"), lambda row: row.addressee, width=150),
    Column[LetterRow](
        "request_number", say("col_request"), lambda row: row.request_number, width=110, wide=True
    ),
    Column[LetterRow](
        "made_on", say("col_made"), lambda row: row.made_on, show=words.full_day, width=128
    ),
    Column[LetterRow](
        "sent_on",
        say("col_sent"),
        lambda row: row.sent_on,
        show=words.full_day,
        width=128,
        wide=True,
    ),
    Column[LetterRow](
        "tracking",
        say("col_tracking"),
        lambda row: row.tracking,
        width=130,
        wide=True,
        sortable=False,
    ),
)


def side_count(_desk: Desk) -> SideCount:
    """How many letters are made but have not left."""
    return SideCount(queries.count(unsent=True))


class LetterList(Page):
    kinds = frozenset({"letter", "request"})
    help_topic = "letters"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, say("title"), say("subtitle"))
        self.search = self.add_search(say("search"), lambda _text: self.refresh())
        bar = QHBoxLayout()
        self.which = Segments([("all", say("all")), ("unsent", say("unsent"))], say("filter_name"))
        self.which.chosen.connect(lambda _key: self.refresh())
        self.told = cards.text(role="label", tone="text2")
        bar.addWidget(self.which)
        bar.addStretch(1)
        bar.addWidget(self.told)
        self.body.addLayout(bar)
        self.table = RecordTable[LetterRow](
            COLUMNS, key=lambda row: row.id, name=say("list_name"), ticks=True, parent=self
        )
        self.table.ticked_changed.connect(self._ticked)
        self.table.opened.connect(lambda row: desk.navigate("letters", row.id))
        self.none = cards.Empty(say("empty"), say("empty_why"), icon="letter")
        self.stack = QStackedWidget()
        self.stack.addWidget(self.table)
        self.stack.addWidget(self.none)
        self.body.addWidget(self.stack, 1)
        self.action(say("wordings"), lambda: desk.navigate("letters.wording"), icon="edit")
        self._build_foot()

    def _build_foot(self) -> None:
        """What can be done with the ticked ones; hidden while there are none."""
        self.batch = QWidget()
        row = QHBoxLayout(self.batch)
        row.setContentsMargins(0, 0, 0, 0)
        self.chosen = cards.text(role="label", tone="text2")
        row.addWidget(self.chosen)
        row.addStretch(1)
        row.addWidget(button(say("batch_none"), self.table.untick_all, kind="link"))
        row.addWidget(button(say("batch_label"), self._labels, icon="letter"))
        row.addWidget(button(say("batch_save"), self._save, icon="export"))
        row.addWidget(button(say("batch_print"), self._print, kind="primary", icon="print"))
        self.body.addWidget(self.batch)
        self.batch.hide()

    def _ticked(self, count: int) -> None:
        self.batch.setVisible(bool(count))
        self.chosen.setText(say("batch_count", count=words.count(count)))

    def _papers(self) -> list[tuple[str, Callable[[], bytes]]]:
        """The ticked letters by number and reader, read when their turn comes."""
        return [
            (f"{row.number or row.title} {row.addressee}".strip(), partial(queries.pdf, row.id))
            for row in self.table.ticked()
        ]

    def _print(self) -> None:
        papers = [read for _name, read in self._papers()]
        printer = dialogs.choose_printer(self, 1, say("title"))
        if printer is None:
            return
        self.desk.jobs.run(
            say("batch_printing", count=len(papers)),
            lambda progress: print_many(printer, papers, progress),
            lambda pages: self.desk.note(say("batch_printed", pages=words.count(pages))),
        )

    def _save(self) -> None:
        folder = dialogs.pick_folder(self)
        if folder is None:
            return
        papers = self._papers()
        self.desk.jobs.run(
            say("batch_saving", count=len(papers)),
            lambda progress: save_many(folder, papers, progress),
            lambda count: self.desk.note(say("batch_saved", count=count, path=folder)),
        )

    def _labels(self) -> None:
        readers = [queries.reader(row.id) for row in self.table.ticked()]
        made = labels.pdf(readers, self.desk.settings())
        self.desk.navigate("papers", None, pdf=made, name=say("label_title"))

    def refresh(self) -> None:
        text, unsent = self.search.value(), self.which.value() == "unsent"

        def page(offset: int, limit: int, key: str, down: bool) -> tuple[LetterRow, ...]:
            if not key:
                return queries.page(text, unsent=unsent, offset=offset, limit=limit)
            return queries.page(
                text, unsent=unsent, offset=offset, limit=limit, order=key, descending=down
            )

        self.table.set_pager(FromQuery(lambda: queries.count(text, unsent=unsent), page))
        self.told.setText(words.pieces(self.table.count()))
        filtered = bool(text) or unsent
        self.none.what.setText(say("empty_found" if filtered else "empty"))
        self.none.why.setText(say("empty_found_why" if filtered else "empty_why"))
        self.stack.setCurrentWidget(self.table if self.table.count() else self.none)
        if self.table.current() is None:
            self.table.select_first()

    def set_room(self, room: Room) -> None:
        self.table.set_narrow(narrow=room is Room.NARROW)

    def panes(self) -> tuple[QWidget, ...]:
        return (self.which, self.table)

    def arrive(self, _id: int | None, /, **_facts: Any) -> None:
        self.table.setFocus()
