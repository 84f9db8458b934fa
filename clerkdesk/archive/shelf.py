"""How does a closed case leave for the archive? As one ZIP that explains and proves itself.

pack(request_id, folder, by) -> Packed         papers, letters, case sheet, trace, audit, digests
check(path) -> tuple[str, ...]                 the files that are missing or not as they were packed
packed(request_id) -> date | None              the day a case was last packed

The ZIP is not encrypted: it goes to people who have no key. Its index says so.
"""

import hashlib
import io
import json
import tomllib
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from functools import cache
from pathlib import Path, PurePosixPath
from types import MappingProxyType
from typing import Any

from clerkdesk import files, paths, settings
from clerkdesk.clock import legal_day
from clerkdesk.db.models import Audit, AuditPayload, Person
from clerkdesk.db.unit import unit
from clerkdesk.errors import UserError, fill
from clerkdesk.holidays.queries import calendar
from clerkdesk.letters import queries as letters
from clerkdesk.letters.fonts import FontSet
from clerkdesk.letters.phrases import term
from clerkdesk.requests import sheets
from clerkdesk.requests.queries import RequestCard, card
from clerkdesk.requests.rows import EventView

_VERB = "packed"
_TITLE = 40  # characters of a case's title in the pack's name
_SKIPPED = frozenset({"next", "moves", "not_now", "trace"})  # what may be done, not what was


@dataclass(frozen=True)
class Packed:
    """A pack that is there. sha256: of the ZIP itself, kept in the audit line."""

    path: Path
    sha256: str
    files: int


@cache
def _page() -> Mapping[str, Any]:
    with paths.resource("typesetting", "shelf.toml").open("rb") as file:
        return MappingProxyType(tomllib.load(file))


def _name(key: str, **marks: object) -> str:
    safe: dict[str, object] = {mark: files.safe_name(str(value)) for mark, value in marks.items()}
    return fill(str(_page()["name"][key]), safe)


def pack(request_id: int, folder: Path, by: int, *, fonts: FontSet | None = None) -> Packed:
    """Write the ZIP of one closed case into a folder; packed again, the file is replaced.

    Errors: shelf.open, voided; EnvironmentFault of the disk, files.damaged.
    """
    with unit(by=by) as work:
        found = card(request_id, work.today)
        if found.voided:
            raise UserError("shelf.voided", number=found.number)
        if found.closed_on is None:
            raise UserError("shelf.open", number=found.number)
        inside = dict(_inside(found, work.today, fonts))
        data = _zipped(inside, found.closed_on)
        digest = hashlib.sha256(data).hexdigest()
        target = folder / _name("pack", number=found.number, title=found.title[:_TITLE])
        work.note("request", request_id, _VERB, {"file": target.name, "sha256": digest})
        files.write_whole(data, target)
    return Packed(target, digest, len(inside))


def check(path: Path) -> tuple[str, ...]:
    """Return the names of files that are missing or not as packed; empty where all is well.

    Errors: shelf.not_a_pack.
    """
    try:
        with zipfile.ZipFile(path) as zipped:
            there = set(zipped.namelist())
            listed = zipped.read(_page()["name"]["digests"]).decode()
            lines = [line.partition("  ") for line in listed.splitlines()]
            said = {name: digest for digest, _blank, name in lines}
            wrong = [
                name
                for name, digest in said.items()
                if name not in there or hashlib.sha256(zipped.read(name)).hexdigest() != digest
            ]
    except (OSError, KeyError, ValueError, zipfile.BadZipFile) as fault:
        raise UserError("shelf.not_a_pack", name=path.name) from fault
    return tuple(wrong)


def packed(request_id: int) -> date | None:
    """Return the day a case was last packed, None where it never was."""
    row = (
        Audit.select()
        .where((Audit.noun == "request") & (Audit.noun_id == request_id) & (Audit.verb == _VERB))
        .order_by(Audit.id.desc())
        .first()
    )
    return None if row is None else legal_day(row.at)


def _inside(found: RequestCard, today: date, fonts: FontSet | None) -> Iterator[tuple[str, bytes]]:
    """Yield what the pack holds, by its name in it."""
    office = settings.load().office_name
    days = calendar()
    whole = sheets.case_sheet(found, days, today, office)
    yield _name("sheet"), sheets.pdf(whole, fonts)
    yield _name("days"), sheets.pdf(sheets.day_sheet(found, days, today, office), fonts)
    for place, letter in enumerate(found.letters, 1):
        name = _name("letters", place=f"{place:02}", title=letter.title, number=letter.number)
        yield name, letters.pdf(letter.id)
    for place, paper in enumerate(found.attachments, 1):
        role = paper.role if paper.role in _page()["role"] else "other"
        shown = {"role": _page()["role"][role], "place": f"{place:02}", "name": paper.name}
        yield _name("papers", **shown), files.read(paper.file_id)
    for sign in found.sign_offs:
        if sign.scan_id is not None:
            shown = {
                "role": _page()["role"]["scan"],
                "place": f"S{sign.id:02}",
                "name": files.row(sign.scan_id).name,
            }
            yield _name("papers", **shown), files.read(sign.scan_id)
    yield _name("record"), _json(_plain(found))
    yield _name("audit"), _json(list(_audit(found)))


def _zipped(inside: Mapping[str, bytes], closed: date) -> bytes:
    """Return the ZIP: the same case makes the same bytes."""
    digests = "".join(f"{_digest(data)}  {name}\n" for name, data in inside.items())
    index = _index(inside)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as zipped:
        whole = {
            _name("index"): index.encode(),
            **inside,
            _name("digests"): (digests + f"{_digest(index.encode())}  {_name('index')}\n").encode(),
        }
        for name, data in whole.items():
            about = zipfile.ZipInfo(name, (closed.year, closed.month, closed.day, 0, 0, 0))
            about.compress_type = zipfile.ZIP_DEFLATED
            about.external_attr = 0o644 << 16
            zipped.writestr(about, data)
    return out.getvalue()


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _index(inside: Mapping[str, bytes]) -> str:
    """Return the table of contents, for people."""
    record = json.loads(inside[_name("record")])
    texts: Mapping[str, str] = _page()["index"]
    who = "\u3001".join(one["name"] for one in record["applicants"])
    lines = [
        texts["title"],
        "",
        fill(texts["number"], {"number": record["number"]}),
        fill(texts["what"], {"title": record["title"]}),
        fill(texts["applicant"], {"applicant": who}),
        fill(
            texts["closed"], {"day": record["closed_on"], "state": term("state", record["state"])}
        ),
        fill(texts["retention"], {"years": settings.load().retention_years}),
        "",
    ]
    for place, (name, data) in enumerate(inside.items(), 1):
        facts = {"place": place, "name": PurePosixPath(name), "size": len(data)}
        lines.append(fill(texts["line"], facts))
    lines += ["", fill(texts["digest"], {"name": _name("digests")}), texts["warning"]]
    return "\n".join(lines) + "\n"


def _audit(found: RequestCard) -> Iterator[dict[str, Any]]:
    """Yield the audit lines of the case and its letters with what proves them."""
    of_letters = [one.id for one in found.letters]
    about = (Audit.noun == "request") & (Audit.noun_id == found.id)
    about |= (Audit.noun == "letter") & Audit.noun_id.in_(of_letters)
    rows = (
        Audit.select(Audit, AuditPayload)
        .join(AuditPayload, on=AuditPayload.audit == Audit.id, attr="kept")
        .where(about)
        .order_by(Audit.id)
    )
    names = {row.id: row.name for row in Person.select(Person.id, Person.name)}
    for row in rows:
        yield {
            "line": row.id,
            "at": row.at.isoformat(),
            "person": names.get(row.person_id, ""),
            "os_account": row.os_account,
            "noun": row.noun,
            "noun_id": row.noun_id,
            "verb": row.verb,
            "payload": None if row.kept.payload is None else json.loads(row.kept.payload),
            "salt": None if row.kept.salt is None else bytes(row.kept.salt).hex(),
            "sealed": row.sealed,
            "previous": row.previous,
            "digest": row.digest,
        }


def _json(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def _plain(value: Any) -> Any:
    """Return a card as JSON values, by the names of its fields."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): _plain(one) for key, one in value.items()}
    if isinstance(value, tuple | list):
        return [_plain(one) for one in value]
    if is_dataclass(value):
        kept = {
            one.name: _plain(getattr(value, one.name))
            for one in fields(value)
            if one.name not in _SKIPPED
        }
        return kept | ({"kind": value.kind.value} if isinstance(value, EventView) else {})
    return value
