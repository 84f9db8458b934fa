"""Who did what, and when? The audit log in words, and whether it can be trusted."""

from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from clerkdesk import audit
from clerkdesk.audit import Line, Verdict
from ui import cards, theme, words
from ui.buttons import button
from ui.pages import Desk
from ui.table_view import RecordTable
from ui.tables import Column, FromQuery

say = words.of("archive")

_TELLING = ("number", "shown", "name", "title", "file", "from", "to", "on", "reason")
_LONGEST = 120  # characters of the gist; the whole stands in the tooltip
_HEAD = 16  # characters of a digest that are copied by hand


def what(line: Line) -> str:
    """依申请公开 登记; a noun or verb without words stands as it is."""
    return f"{_word('audit_noun', line.noun)} {_verb(line.verb)}"


def gist(line: Line) -> str:
    """What the payload says in a few words: number, name, old and new, reason."""
    if line.payload is None:
        return say("blanked")
    if line.noun == "setting":
        return _settings(line.payload)
    parts = [line.payload[key] for key in _TELLING if key in line.payload]
    return "，".join(str(part) for part in parts if part not in ("", None))[:_LONGEST]


def whole(line: Line) -> str:
    """Return the payload line by line, for the tooltip."""
    if line.payload is None:
        return say("blanked")
    shown = {key: value for key, value in line.payload.items() if key != "digests"}
    return words.in_tip("\n".join(f"{key}: {value}" for key, value in shown.items()))


COLUMNS = (
    Column[Line]("id", say("col_line"), lambda r: r.id, width=72, right=True, sortable=False),
    Column[Line]("at", say("col_when"), lambda r: r.at, width=140, sortable=False),
    Column[Line](
        "person", say("col_who"), lambda r: r.person or say("nobody"), width=88, sortable=False
    ),
    Column[Line]("what", say("col_what"), what, width=210, sortable=False),
    Column[Line]("gist", say("col_gist"), gist, stretch=True, sortable=False, tooltip=whole),
    Column[Line](
        "account", say("col_account"), lambda r: r.os_account, width=110, wide=True, sortable=False
    ),
)


class LogView(QWidget):
    """The log, the newest first, a page at a time; the check goes through all of it."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        row = QHBoxLayout()
        self.check = button(say("check_log"), self._check, icon="review")
        self.told = cards.text(say("log_note"), role="label", tone="text2", wrap=True)
        row.addWidget(self.check)
        row.addSpacing(8)
        row.addWidget(self.told, 1)
        column.addLayout(row)
        self.table = RecordTable[Line](COLUMNS, key=lambda line: line.id, name=say("log_name"))
        column.addWidget(self.table, 1)

    def refresh(self) -> None:
        pager = FromQuery[Line](
            audit.count, lambda offset, limit, _key, _down: audit.page(offset, limit)
        )
        self.table.set_pager(pager)

    def _check(self) -> None:
        self.check.setEnabled(False)
        self._desk.jobs.run(
            say("checking_log"), lambda _progress: audit.verify(), self._checked, self._broke
        )

    def _checked(self, verdict: Verdict) -> None:
        self.check.setEnabled(True)
        self.told.setText(verdict_in_words(verdict))
        theme.tone(self.told, "ok" if verdict.ok and not verdict.cut else "red")

    def _broke(self, fault: Exception) -> None:
        self.check.setEnabled(True)
        raise fault


def verdict_in_words(verdict: Verdict) -> str:
    """Say what the check of the chain found, and what to do if it is bad."""
    if not verdict.ok:
        why = say(f"why_{verdict.why}")
        return say("log_bad", line=verdict.broken, why=why, lines=words.count(verdict.lines))
    told = say("log_good", lines=words.count(verdict.lines), head=verdict.head[:_HEAD])
    if verdict.blanked:
        told += say("log_blanked", count=words.count(len(verdict.blanked)))
    if verdict.cut:
        told += say("log_cut", lines=words.listed(str(line) for line in verdict.cut))
    return told


def _word(table: str, key: str) -> str:
    return words.terms(table).get(key, key)


def _verb(key: str) -> str:
    return words.terms("audit_verb").get(key) or words.terms("event").get(key, key)


def _settings(payload: dict[str, Any]) -> str:
    setting = words.of("setting")
    named = [setting(name) if name in setting else name for name in payload]
    return words.listed(named)[:_LONGEST]
