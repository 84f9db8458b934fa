"""How is a letter of a correction of records written and frozen? Its facts come from the decision.

Sending, service and voiding are `letters.service`; what they mean here is derived from the letters.
"""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from clerkdesk.db.unit import unit
from clerkdesk.errors import UserError
from clerkdesk.letters import gather, phrases, rare
from clerkdesk.letters.catalogue import LETTERS
from clerkdesk.letters.facts import LetterFacts
from clerkdesk.letters.fonts import FontSet
from clerkdesk.letters.freezing import draft, freeze
from clerkdesk.letters.marks import clause
from clerkdesk.letters.write import Written
from clerkdesk.record_corrections import deriving, rules
from clerkdesk.record_corrections.cards import card, decision
from clerkdesk.record_corrections.rows import DecisionView
from clerkdesk.record_corrections.rules import Act

TYPED = (
    "dated_on",
    "matter",
    "explanation",
    "other_contact",
    "attachments",
    "copies_to",
    "online",
    "sealed",
)
"""What a clerk may word anew for the letter; days, numbers and names come from the register."""


def asks_for(key: str) -> tuple[str, ...]:
    """Return which of TYPED a letter uses: the fields of its form."""
    return tuple(name for name in TYPED if name in gather.asks_for(LETTERS[key]))


def proposed(record_id: int, key: str, today: date) -> dict[str, Any]:
    """Return what the register knows of the fields of the letter's form."""
    facts = _facts(record_id, key, today, {})
    return {name: getattr(facts, name) for name in asks_for(key)}


def preview(  # noqa: PLR0913 - what a letter is asked for with
    record_id: int,
    key: str,
    *,
    today: date,
    typed: Mapping[str, Any] | None = None,
    by_hand: Collection[str] = (),
    fonts: FontSet | None = None,
) -> Written:
    """Return the letter as it would be frozen now; no number is allotted.

    Errors: records.other_letter, not_decided, dated_before_decision; those of `letters.write`.
    """
    facts = _facts(record_id, key, today, typed or {})
    return draft(key, facts, fonts or rare.fonts(by_hand))


def make(  # noqa: PLR0913 - what a letter is asked for with
    record_id: int,
    key: str,
    by: int,
    *,
    typed: Mapping[str, Any] | None = None,
    typed_number: str = "",
    by_hand: Collection[str] = (),
    fonts: FontSet | None = None,
) -> int:
    """Freeze a letter of the decision in force: number, PDF, facts; return its id.

    Errors: as `preview` and `freezing.freeze`; records.made_already.
    """
    with unit(by=by) as work:
        _refuse_second(record_id, key)
        facts = _facts(record_id, key, work.today, typed or {})
        faces = fonts or rare.fonts(by_hand)
        row = freeze(key, facts, faces, typed_number=typed_number, record_correction=record_id)
        deriving.derive(record_id, work)
    return int(row.id)


def _refuse_second(record_id: int, key: str) -> None:
    for row in deriving.letter_rows(record_id):
        if row.key == key and row.voided_at is None:
            raise UserError("records.made_already", number=row.number)


def _facts(record_id: int, key: str, today: date, typed: Mapping[str, Any]) -> LetterFacts:
    row = deriving.get(record_id)
    found = deriving.standing(row)
    told = decision(record_id)
    if told is None:
        rules.require(Act.WRITE, found)
        raise UserError("records.not_decided")
    if key not in rules.LETTERS[told.finding]:
        raise UserError("records.other_letter", field="key")
    office = gather.office()
    whole = card(record_id, today)
    facts = LetterFacts(
        office=office,
        dated_on=typed.get("dated_on") or today,
        applicant=phrases.joined(party.name for party in whole.applicants),
        address=gather.address(whole.applicants),
        request_number=row.number,
        channel=whole.channel,
        received_on=row.received_on,
        matter=_matter(row.record, row.wrong, row.wanted),
        explanation=_explanation(told),
        happened_on=told.corrected_on,
        other_party=told.organ,
        other_contact=told.organ_contact,
        handler=whole.handler.name if whole.handler else "",
        section=whole.section.name if whole.section else "",
    )
    if facts.dated_on < told.on:
        raise UserError("records.dated_before_decision", field="dated_on", decided=told.on)
    return replace(facts, **{name: typed[name] for name in asks_for(key) if name in typed})


def _explanation(told: DecisionView) -> str:
    return told.explanation if told.finding in rules.NEEDS_CHECK else ""


def _matter(record: str, wrong: str, wanted: str) -> str:
    marks = {"record": clause(record), "wrong": clause(wrong)}
    if wanted:
        return phrases.phrase("record_matter_wanted", **marks, wanted=clause(wanted))
    return phrases.phrase("record_matter", **marks)
