"""What was done, by whom, and can it be proved that nobody changed the record since?

Each line's digest covers the line and the digest of the line before. What was done in detail (the
payload) stands in a row of its own, sealed by sha256(salt || payload): a lawful disposal may blank
salt and payload, the chain stays whole and `verify` says which lines are blank.

A chain alone cannot tell that its end was cut off. How many lines there are and the last digest
therefore stand apart as well, written with each line; where the two disagree, `missing` tells it,
and the next line written is one that says so, for ever.
"""

import hashlib
import hmac
import json
import os
import secrets
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from clerkdesk.db.connection import database
from clerkdesk.db.fields import Moment, dumps
from clerkdesk.db.models import AuditPayload, Person

FIRST = "0" * 64  # what the first line has before it
_SALT = 16  # bytes
_HEAD = "audit head"  # the key in `meta`; value: how many lines, and the digest of the last
_CUT = "tail_missing"
_PERSONAL = frozenset({"id_number", "phone", "address"})
_NOT_OF_PEOPLE = frozenset({"unit", "setting"})  # an organ's telephone is no personal number

_Execute = Callable[[str], Iterable[tuple[Any, ...]]]


@dataclass(frozen=True)
class Verdict:
    """The outcome of a check of the whole chain.

    lines: how many fit; broken: the id of the first line that does not, None where all do.
    why: "order", "line", "payload_missing", "seal", or "tail" (lines after the last are missing);
    empty where all fit.
    blanked: the ids of lines whose payload a lawful disposal has blanked.
    head: the digest of the last line; kept elsewhere, it proves that no line was cut off.
    cut: the ids of lines that say that before them lines were missing.
    """

    lines: int
    broken: int | None
    why: str
    blanked: tuple[int, ...]
    head: str
    cut: tuple[int, ...] = ()

    @property
    def ok(self) -> bool:
        return self.broken is None


@dataclass(frozen=True)
class Line:
    """One act as screens show it; payload is None where it was blanked."""

    id: int
    at: datetime
    person: str
    os_account: str
    noun: str
    noun_id: int
    verb: str
    payload: dict[str, Any] | None


def write(  # noqa: PLR0913 - a line is what it is; `Unit.note` is the only caller
    at: datetime,
    person: int | None,
    noun: str,
    noun_id: int,
    verb: str,
    *,
    payload: dict[str, Any],
    personal: dict[str, str],
) -> int:
    """Append one line inside the unit's transaction; return its id."""
    if cut := missing():
        told = {"lines": cut.lines, "head": cut.head, "found": cut.found}
        _append((at, None, "audit", 0, _CUT), told, {})
    return _append((at, person, noun, noun_id, verb), payload, personal)


def _append(
    line: tuple[datetime, int | None, str, int, str],
    payload: dict[str, Any],
    personal: dict[str, str],
) -> int:
    at, person, noun, noun_id, verb = line
    if noun not in _NOT_OF_PEOPLE:
        _refuse_personal(payload)
    salt = secrets.token_bytes(_SALT)
    if personal:
        digests = {key: personal_digest(salt, value) for key, value in personal.items()}
        payload = {**payload, "digests": digests}
    text = dumps(payload)
    found, previous = _last(database.execute_sql)
    number = found + 1
    moment, account, seal = Moment().db_value(at), os_account(), _seal(salt, text)
    fields = (number, moment, person, account, noun, noun_id, verb, seal, previous)
    database.execute_sql(
        "INSERT INTO audit (id, at, person_id, os_account, noun, noun_id, verb, sealed, previous,"
        " digest) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (*fields, digest := _digest(fields)),
    )
    database.execute_sql(
        "INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)", (_HEAD, f"{number} {digest}")
    )
    # what a cut has left lying here belongs to no line
    AuditPayload.replace(audit=number, salt=salt, payload=text).execute()
    return number


@dataclass(frozen=True)
class Missing:
    """What is gone from the end of the log: there were `lines` up to `head`, there are `found`."""

    lines: int
    head: str
    found: int


def missing() -> Missing | None:
    """Return what was cut off from the end of the open register's log; None where nothing was."""
    return _missing(database.execute_sql)


def _missing(execute: _Execute) -> Missing | None:
    kept = next(iter(execute(f"SELECT value FROM meta WHERE key = '{_HEAD}'")), None)  # noqa: S608 - its own key
    if kept is None:
        return None
    lines, _, head = str(kept[0]).partition(" ")
    found = _last(execute)
    return None if found == (int(lines), head) else Missing(int(lines), head, found[0])


def _last(execute: _Execute) -> tuple[int, str]:
    row = next(iter(execute("SELECT id, digest FROM audit ORDER BY id DESC LIMIT 1")), None)
    return (0, FIRST) if row is None else (int(row[0]), str(row[1]))


def verify(execute: _Execute = database.execute_sql) -> Verdict:
    """Read the whole chain; the first line that does not fit ends the check.

    execute: how to ask another file than the open register, such as a backup.
    """
    rows = execute(
        "SELECT a.id, a.at, a.person_id, a.os_account, a.noun, a.noun_id, a.verb, a.sealed,"
        " a.previous, a.digest, p.audit_id, p.salt, p.payload"
        " FROM audit a LEFT JOIN audit_payload p ON p.audit_id = a.id ORDER BY a.id"
    )
    lines, head = 0, FIRST
    blanked: list[int] = []
    cut: list[int] = []
    for row in rows:
        why, blank = _check(row, lines + 1, head)
        if why:
            return Verdict(lines, row[0], why, tuple(blanked), head, tuple(cut))
        if blank:
            blanked.append(row[0])
        if (row[4], row[6]) == ("audit", _CUT):
            cut.append(row[0])
        lines, head = lines + 1, row[9]
    broken, why = (lines + 1, "tail") if _missing(execute) else (None, "")
    return Verdict(lines, broken, why, tuple(blanked), head, tuple(cut))


def history(noun: str, noun_id: int) -> tuple[Line, ...]:
    """Return the lines of one row of one noun, oldest first."""
    rows = database.execute_sql(
        "SELECT a.id, a.at, a.person_id, a.os_account, a.noun, a.noun_id, a.verb, p.payload"
        " FROM audit a JOIN audit_payload p ON p.audit_id = a.id"
        " WHERE a.noun = ? AND a.noun_id = ? ORDER BY a.id",
        (noun, noun_id),
    ).fetchall()
    return _lines(rows)


def count() -> int:
    """Return how many lines the log has."""
    return int(database.execute_sql("SELECT count(*) FROM audit").fetchone()[0])


def page(offset: int, limit: int, *, oldest_first: bool = False) -> tuple[Line, ...]:
    """Return lines of the whole log, the newest first unless said otherwise."""
    order = "ASC" if oldest_first else "DESC"
    rows = database.execute_sql(
        "SELECT a.id, a.at, a.person_id, a.os_account, a.noun, a.noun_id, a.verb, p.payload"  # noqa: S608 - one of two words
        " FROM audit a JOIN audit_payload p ON p.audit_id = a.id"
        f" ORDER BY a.id {order} LIMIT ? OFFSET ?",
        (limit, offset),
    ).fetchall()
    return _lines(rows)


def personal_digest(salt: bytes, value: str) -> str:
    """Return what stands in a payload for an ID number, a telephone or an address."""
    return hmac.new(salt, value.encode(), hashlib.sha256).hexdigest()


def os_account() -> str:
    """Return the operating system's own name for who runs the program."""
    if sys.platform == "win32":
        try:
            return os.getlogin()
        except OSError:  # a service has no session
            return os.environ.get("USERNAME", "?")
    import pwd  # noqa: PLC0415 - not on Windows

    try:
        return pwd.getpwuid(os.getuid()).pw_name
    except KeyError:
        return f"uid {os.getuid()}"


def _lines(rows: Iterable[tuple[Any, ...]]) -> tuple[Line, ...]:
    names: dict[int, str] = {person.id: person.name for person in Person.select()}
    return tuple(_line(row, names.get(row[2], "")) for row in rows)


def _line(row: tuple[Any, ...], person: str) -> Line:
    number, at, _, account, noun, noun_id, verb, payload = row
    moment = Moment().python_value(at)
    if moment is None:
        raise ValueError(f"audit line {number} has no moment")
    told = None if payload is None else json.loads(payload)
    return Line(number, moment, person, account, noun, noun_id, verb, told)


def _check(row: tuple[Any, ...], expected: int, head: str) -> tuple[str, bool]:
    fields, (digest, payload_row, salt, payload) = row[:9], row[9:]
    if fields[0] != expected or fields[8] != head:
        return "order", False
    if digest != _digest(fields):
        return "line", False
    if payload_row is None:
        return "payload_missing", False
    if salt is None and payload is None:
        return "", True
    if salt is None or payload is None or fields[7] != _seal(salt, payload):
        return "seal", False
    return "", False


def _seal(salt: bytes, payload: str) -> str:
    return hashlib.sha256(salt + payload.encode()).hexdigest()


def _digest(fields: tuple[Any, ...]) -> str:
    return hashlib.sha256(dumps(list(fields)).encode()).hexdigest()


def _refuse_personal(payload: Any) -> None:
    if isinstance(payload, dict):
        if clear := _PERSONAL & payload.keys():
            raise ValueError(f"personal numbers go into `personal`, as digests: {sorted(clear)}")
        for value in payload.values():
            _refuse_personal(value)
    elif isinstance(payload, list | tuple):
        for value in payload:
            _refuse_personal(value)
