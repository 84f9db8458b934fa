"""Which sentences tell the reader how to contest this letter?

The code is that of `clerkdesk.requests.remedies`; where a reply decides several items in unlike
ways, each way is told with the items it holds for. The words stand in `shared/remedies.toml`.
"""

import tomllib
from collections.abc import Sequence
from functools import cache
from typing import Any

from clerkdesk import paths
from clerkdesk.errors import UserError, fill
from clerkdesk.letters import phrases
from clerkdesk.letters.facts import LetterFacts
from clerkdesk.letters.marks import ItemView, bracketed, clause, line
from clerkdesk.letters.wording import Letter
from clerkdesk.requests.outcomes import Answer
from clerkdesk.requests.remedies import RemediesCode, remedies, remedies_of


def code_of(letter: Letter, facts: LetterFacts, answers: Sequence[Answer]) -> RemediesCode:
    """The strictest code of the letter; a final letter that answers no item has R2.

    Such a letter is a decision to disclose (art. 32) or on a record (art. 41): no refusal under
    arts. 14 to 16, so either way is open.
    """
    if not letter.tells_remedies:
        return RemediesCode.R0
    if not letter.decides or not answers:
        return RemediesCode.R2
    return remedies(answers, facts.dated_on, facts.readings)


def sentences(letter: Letter, facts: LetterFacts, items: Sequence[ItemView]) -> tuple[str, ...]:
    """The remedies paragraphs of a letter, none for a procedural one.

    Errors: UserError("letters.missing_…") where the office has not set its reconsideration body,
    court, or, for a letter that leaves online, the channel for lodging online.
    """
    if not letter.tells_remedies:
        return ()
    groups: dict[RemediesCode, list[ItemView]] = {}
    for item in items if letter.decides else ():
        if item.answer is not None:
            code = remedies_of(item.answer, facts.dated_on, facts.readings)
            groups.setdefault(code, []).append(item)
    groups.pop(RemediesCode.R0, None)
    told = [
        _told(code, letter, facts, groups.get(code, []) if len(groups) > 1 else [])
        for code in (RemediesCode.R1, RemediesCode.R2)
        if code in groups or (not groups and code is RemediesCode.R2)
    ]
    if facts.online:
        channel = clause(_setting(facts, "online_channel"))
        told.append(fill(_words()["online"]["text"], {"online_channel": channel}))
    return tuple(told)


def _told(code: RemediesCode, letter: Letter, facts: LetterFacts, items: Sequence[ItemView]) -> str:
    reader = facts.other_address if letter.addressee == "other_party" else facts.address
    return fill(
        _words()[code]["text"],
        {
            "you": phrases.phrase(f"address.{reader}"),
            "this": letter.calls_itself,
            "scope": _scope(items),
            "reconsideration_body": line(_setting(facts, "reconsideration_body")),
            "court": line(_setting(facts, "court")),
        },
    )


def _scope(items: Sequence[ItemView]) -> str:
    if not items:
        return ""
    numbers = phrases.joined(bracketed(item.number) for item in items)
    named = phrases.phrase("items_named", numbers=numbers)
    return fill(_words()["scope"]["text"], {"items": named})


def _setting(facts: LetterFacts, name: str) -> str:
    value: str = getattr(facts.office, name).strip()
    if not value:
        raise UserError(f"letters.missing_{name}", field=name)
    return value


@cache
def _words() -> dict[str, Any]:
    with paths.resource("letters", "shared", "remedies.toml").open("rb") as page:
        return tomllib.load(page)
