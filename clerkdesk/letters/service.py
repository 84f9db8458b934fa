"""How is a letter previewed, frozen with its number, voided, sent and served?

    preview(request_id, key, *, today, item_ids=(), typed=None, fonts=None) -> Written
    make(request_id, key, by, *, item_ids=(), typed=None, typed_number="", fonts=None) -> int
    void(letter_id, by, *, reason)
    record_sent(letter_id, by, *, on, way, tracking="", reason="")
    record_served(letter_id, by, *, on, proof="", reason="")
    change_wording(key, body, by)          restore_wording(key, by)

What a letter does in law happens when it leaves: `record_sent` records the event with the facts the
letter was frozen with.
"""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from clerkdesk import files, numbers, settings
from clerkdesk.db.models import Letter, LetterItem, LetterWording, RequestItem
from clerkdesk.db.unit import unit
from clerkdesk.errors import UserError
from clerkdesk.letters import queries
from clerkdesk.letters.catalogue import LETTERS
from clerkdesk.letters.facts import LetterFacts, as_json
from clerkdesk.letters.fonts import FontSet
from clerkdesk.letters.gather import facts_of
from clerkdesk.letters.installed import office_fonts
from clerkdesk.letters.measures import Pitch
from clerkdesk.letters.sending import record_event
from clerkdesk.letters.wording import reword
from clerkdesk.letters.write import Written, write
from clerkdesk.requests import queries as requests
from clerkdesk.requests import service as request_service

_PITCHES = {"10.449": Pitch.EXACT, "10.227": Pitch.WORD_PROCESSOR}


def preview(  # noqa: PLR0913 - what a letter is asked for with
    request_id: int,
    key: str,
    *,
    today: date,
    item_ids: tuple[int, ...] = (),
    typed: Mapping[str, Any] | None = None,
    number: str | None = None,
    fonts: FontSet | None = None,
) -> Written:
    """Return the letter as it would be frozen now; no number is allotted.

    Errors: UserError naming the field that is missing or impossible, or the letter's own.
    """
    asked = dict(typed or {})
    asked["dated_on"] = asked.get("dated_on") or today
    facts = _facts(request_id, key, today, item_ids, asked)
    return _write(key, facts, number, fonts)


def _facts(
    request_id: int, key: str, today: date, item_ids: tuple[int, ...], typed: Mapping[str, Any]
) -> LetterFacts:
    if key not in LETTERS:
        raise UserError("letters.unknown_letter", field="key", key=key)
    card = requests.card(request_id, today)
    return facts_of(card, LETTERS[key], dated_on=typed["dated_on"], item_ids=item_ids, typed=typed)


def _write(key: str, facts: LetterFacts, number: str | None, fonts: FontSet | None) -> Written:
    own = queries.wording(key)
    return write(
        key,
        facts,
        fonts or office_fonts(),
        number=number,
        wording=own.body if own.version else None,
        pitch=_PITCHES[settings.load().letter_pitch],
    )


def make(  # noqa: PLR0913 - what a letter is asked for with
    request_id: int,
    key: str,
    by: int,
    *,
    item_ids: tuple[int, ...] = (),
    typed: Mapping[str, Any] | None = None,
    typed_number: str = "",
    fonts: FontSet | None = None,
) -> int:
    """Freeze a letter: number, PDF, template version, facts and digest; return its id.

    typed_number: from the document office's register, where the office takes its numbers there.
    Errors: as `preview`; numbers.empty, bad_form, other_year, repeated (field "number").
    """
    with unit(by=by) as work:
        asked = dict(typed or {})
        asked["dated_on"] = asked.get("dated_on") or work.today
        facts = _facts(request_id, key, work.today, item_ids, asked)
        letter = LETTERS[key]
        number = None
        if letter.series:
            series = f"letter_{letter.series}"
            if settings.load().letter_numbers == "typed" or typed_number:
                number = numbers.enter(series, work.today.year, typed_number, "letter")
            else:
                number = numbers.allot(series, work.today.year, "letter")
        shown = number.shown if number else ""
        written = _write(key, facts, shown or None, fonts)
        name = f"{shown or letter.title} {facts.applicant or facts.other_party}.pdf".strip()
        file_id = files.store(written.pdf, name, by)
        row = Letter.create(
            uid=work.new_uid(),
            key=key,
            request=request_id,
            title=written.document.title,
            addressee=written.document.addressee or "",
            number=shown,
            template_version=written.template_version,
            facts=json.loads(as_json(facts)),
            remedies=str(written.remedies),
            file=file_id,
            sha256=files.row(file_id).sha256,
            made_on=work.today,
            made_at=work.now,
            made_by=by,
        )
        if number is not None:
            numbers.belongs_to(number, row.id)
        for item_id in _answered(request_id, key, item_ids):
            LetterItem.create(letter=row.id, item=item_id)
        told = {"key": key, "number": shown, "sha256": row.sha256, "request": request_id}
        work.note("letter", row.id, "made", told)
        request_service.rederive(request_id, by)
    return int(row.id)


def _answered(request_id: int, key: str, chosen: tuple[int, ...]) -> tuple[int, ...]:
    """Return the items a letter answers; a procedural letter answers none unless they are named."""
    if chosen:
        return chosen
    outcomes = [str(one) for one in LETTERS[key].outcomes]
    if LETTERS[key].each_by_outcome:
        query = RequestItem.select().where(RequestItem.request == request_id)
    else:
        query = RequestItem.select().where(
            (RequestItem.request == request_id) & RequestItem.outcome.in_(outcomes)
        )
    return tuple(row.id for row in query)


def void(letter_id: int, by: int, *, reason: str) -> None:
    """Make a letter void; it and its number stay in sight, the number is never used again.

    Errors: letters.void_reason_missing (field "reason"), letters.void_already,
    letters.sent_already (what left cannot be called back: write a new letter).
    """
    if not reason.strip():
        raise UserError("letters.void_reason_missing", field="reason")
    with unit(by=by) as work:
        row = _standing(letter_id)
        if row.sent_on is not None:
            raise UserError("letters.sent_already", number=row.number or row.title)
        row.voided_at, row.void_reason = work.now, reason.strip()
        row.save()
        if row.number:
            numbers.void(row.number, reason, noun="letter")
        work.note("letter", letter_id, "voided", {"number": row.number, "reason": reason.strip()})
        if row.request_id is not None:
            request_service.rederive(row.request_id, by)


def record_sent(  # noqa: PLR0913 - the columns of a dispatch
    letter_id: int,
    by: int,
    *,
    on: date,
    way: str,
    tracking: str = "",
    reason: str = "",
) -> None:
    """Record that a letter left: 交邮, 签收 or the agreed electronic channel (235号 ¶四).

    way: a key of `terms.toml` `[sent_way]`. reason: where the law calls the day too late.
    Errors: letters.sent_on_future, sent_before_made (field "on"), tracking_missing,
    letters.sent_twice; what `requests.service` says of the event.
    """
    with unit(by=by) as work:
        row = _standing(letter_id)
        if row.sent_on is not None:
            raise UserError("letters.sent_twice", on=row.sent_on)
        if on > work.today:
            raise UserError("letters.sent_on_future", field="on", on=on)
        if on < row.made_on:
            raise UserError("letters.sent_before_made", field="on", on=on, made=row.made_on)
        if way == "post" and not tracking.strip():
            raise UserError("letters.tracking_missing", field="tracking")
        row.sent_on, row.sent_way, row.tracking = on, way, tracking.strip()
        row.save()
        told = {"on": on.isoformat(), "way": way, "tracking": tracking.strip()}
        work.note("letter", letter_id, "sent", told)
        record_event(row, by, reason)


def record_served(letter_id: int, by: int, *, on: date, proof: str = "", reason: str = "") -> None:
    """Record the day the addressee received it; it opens the remedies window.

    Errors: letters.not_sent_yet, letters.served_before_sent, letters.sent_on_future (field "on").
    """
    with unit(by=by) as work:
        row = _standing(letter_id)
        if row.sent_on is None:
            raise UserError("letters.not_sent_yet", field="on")
        if on < row.sent_on:
            raise UserError("letters.served_before_sent", field="on", sent=row.sent_on)
        if on > work.today:
            raise UserError("letters.sent_on_future", field="on", on=on)
        row.served_on = on
        row.save()
        work.note("letter", letter_id, "served", {"on": on.isoformat(), "proof": proof})
        if row.request_id is not None and row.remedies != "R0":
            request_service.serve(row.request_id, by, on=on, proof=proof, reason=reason)


def change_wording(key: str, body: str, by: int) -> int:
    """Store the office's own wording of a letter; return its version.

    Errors: UserError("letters.…", field="wording", line=…) where the page is not sound.
    """
    reword(LETTERS[key], body)
    with unit(by=by) as work:
        newest = (
            LetterWording.select()
            .where(LetterWording.key == key)
            .order_by(LetterWording.version.desc())
            .first()
        )
        version = newest.version + 1 if newest else 1
        row = LetterWording.create(
            key=key, version=version, body=body, changed_at=work.now, changed_by=by
        )
        work.note("letter_wording", row.id, "changed", {"key": key, "version": version})
    return version


def restore_wording(key: str, by: int) -> None:
    """Go back to the wording that comes with the program; the office's versions stay stored."""
    with unit(by=by) as work:
        LetterWording.update(withdrawn_at=work.now).where(
            (LetterWording.key == key) & LetterWording.withdrawn_at.is_null()
        ).execute()
        work.note("letter_wording", 0, "restored", {"key": key})


def _standing(letter_id: int) -> Letter:
    row = Letter.get_by_id(letter_id)
    if row.voided_at is not None:
        raise UserError("letters.void_already", number=row.number or row.title)
    return row
