"""What becomes of each of many requests: who can, who cannot and why, what was done?"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from PySide6.QtWidgets import QVBoxLayout, QWidget

from clerkdesk.requests.queries import Foreseen, RequestRow
from clerkdesk.requests.service import BulkResult
from ui import cards, theme, words
from ui.table_view import RecordTable
from ui.tables import Column

say = words.of("requests")

State = Literal["open", "can", "cannot", "alone", "done", "left"]

_TONES = {"can": "ok", "done": "ok", "cannot": "red", "alone": "yeld", "left": "text2"}
_FIRST = ("cannot", "alone", "left", "can", "done", "open")  # what needs the clerk stands on top


@dataclass(frozen=True)
class BulkLine:
    """One request of many. told: the sentence against it, or what was made of it."""

    id: int
    number: str
    title: str
    state: State
    due_from: date | None = None
    due_to: date | None = None
    told: str = ""


def waiting(rows: Iterable[RequestRow]) -> tuple[BulkLine, ...]:
    """Return the lines of requests of which nothing is foreseen yet."""
    return tuple(BulkLine(row.id, row.number, row.title, "open", row.due_on) for row in rows)


def foreseen(found: Iterable[Foreseen]) -> tuple[BulkLine, ...]:
    return _sorted(
        BulkLine(
            one.request_id,
            one.number,
            one.title,
            "alone" if one.alone else "cannot" if one.why else "can",
            one.due_from,
            one.due_to,
            one.why,
        )
        for one in found
    )


def ended(
    result: BulkResult,
    rows: Iterable[RequestRow],
    *,
    dues: Mapping[int, date | None] | None = None,
    made: Mapping[int, str] | None = None,
) -> tuple[BulkLine, ...]:
    """Return what became of each request.

    rows: as they were before. dues: the due dates now, by key, where the act is about them;
    made: what was made of a request, by key.
    """
    refused = {one.request_id: one for one in result.refused}
    left = frozenset(result.left)
    lines = []
    for row in rows:
        against = refused.get(row.id)
        done = against is None and row.id not in left
        state: State = "done" if done else "left"
        if against is not None:
            state = "alone" if against.alone else "cannot"
        told = against.reason if against is not None else (made or {}).get(row.id, "")
        new = (dues or {}).get(row.id) if done else None
        lines.append(BulkLine(row.id, row.number, row.title, state, row.due_on, new, told))
    return _sorted(lines)


def _sorted(lines: Iterable[BulkLine]) -> tuple[BulkLine, ...]:
    return tuple(sorted(lines, key=lambda line: _FIRST.index(line.state)))


def counted(lines: Sequence[BulkLine]) -> dict[str, int]:
    """Return how many lines there are of each state."""
    return {state: sum(1 for line in lines if line.state == state) for state in _FIRST}


def _state(line: BulkLine) -> str:
    return say(f"bulk_state_{line.state}")


def _tone(line: BulkLine) -> str:
    return _TONES.get(line.state, "text")


_STATE = Column[BulkLine]("state", say("bulk_col_state"), _state, width=84, tone=_tone)
_NUMBER = Column[BulkLine]("number", say("col_number"), lambda line: line.number, width=96)
_TITLE = Column[BulkLine](
    "title", say("col_subject"), lambda line: line.title, width=170, wide=True
)
_TOLD = Column[BulkLine]("told", say("bulk_col_told"), lambda line: line.told, stretch=True)
DUES = (
    _STATE,
    _NUMBER,
    _TITLE,
    Column[BulkLine](
        "from", say("bulk_col_from"), lambda line: line.due_from, show=words.full_day, width=128
    ),
    Column[BulkLine](
        "to", say("bulk_col_to"), lambda line: line.due_to, show=words.full_day, width=128
    ),
    _TOLD,
)
PLAIN = (_STATE, _NUMBER, _TITLE, _TOLD)


class BulkLines(QWidget):
    """The table, and the whole sentence of the line under the cursor."""

    def __init__(self, columns: Sequence[Column[BulkLine]], name: str) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        self.lines: tuple[BulkLine, ...] = ()
        self.table = RecordTable[BulkLine](columns, key=lambda line: line.id, name=name)
        self.table.current_changed.connect(lambda _line: self._tell())
        self.told = cards.text(role="label", wrap=True, select=True)
        column.addWidget(self.table, 1)
        column.addWidget(self.told)
        self.told.hide()

    def show_lines(self, lines: Sequence[BulkLine]) -> None:
        self.lines = tuple(lines)
        self.table.set_rows(self.lines)
        if self.table.current() is None:
            self.table.select_first()
        self._tell()

    def _tell(self) -> None:
        line = self.table.current() if self.table.count() else None
        self.told.setVisible(line is not None and bool(line.told))
        if line is not None and line.told:
            theme.tone(self.told, _tone(line))
            self.told.setText(say("bulk_of", number=line.number, told=line.told))
