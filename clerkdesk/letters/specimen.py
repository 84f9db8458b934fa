"""With which invented facts is a letter shown while its wording is being changed?"""

import tomllib
from functools import cache
from typing import Any

from clerkdesk import paths
from clerkdesk.letters.facts import ItemFacts, LetterFacts, Office
from clerkdesk.letters.fonts import FontSet
from clerkdesk.letters.measures import Spacing
from clerkdesk.letters.wording import Letter
from clerkdesk.letters.write import Written, write
from clerkdesk.requests.channels import Channel
from clerkdesk.requests.fees import by_item
from clerkdesk.requests.outcomes import OUTCOMES, Outcome

_AFTER_CORRECTION = frozenset({"still_unclear"})
_ONLY_ASKED = frozenset({"not_corrected"})
_FEE_ITEMS, _FEE_BEFORE = 25, 12  # enough for two steps


def specimen(letter: Letter, wording: str, fonts: FontSet, spacing: Spacing) -> Written:
    """Return the letter in these words with invented facts.

    Errors: as `letters.write`, the wording's among them.
    """
    return write(letter.key, facts(letter), fonts, wording=wording, spacing=spacing)


def facts(letter: Letter) -> LetterFacts:
    """Return invented facts that the letter can be written with."""
    page = _page()
    given: dict[str, Any] = dict(page["facts"])
    given["points"] = tuple(given["points"])
    given["channel"] = Channel(given["channel"])
    if letter.key in _AFTER_CORRECTION:
        given |= page["corrected"]
    elif letter.key in _ONLY_ASKED:
        given["correction_asked_on"] = page["corrected"]["correction_asked_on"]
    else:
        del given["extended_on"]
    return LetterFacts(
        office=Office(**page["office"]),
        items=_items(letter),
        fee=by_item(_FEE_ITEMS, before=_FEE_BEFORE),
        **given,
    )


def _items(letter: Letter) -> tuple[ItemFacts, ...]:
    outcomes = letter.outcomes[:1] or (Outcome.DISCLOSED,)
    if letter.each_by_outcome:
        outcomes = (Outcome.PARTIAL, Outcome.NOT_HELD)
    item = _page()["item"]
    contents = (item["content"], item["other_content"])
    return tuple(
        ItemFacts(content, outcome, _given(outcome))
        for content, outcome in zip(contents, outcomes, strict=False)
    )


def _given(outcome: Outcome) -> dict[str, Any]:
    rule, known = OUTCOMES[outcome], _page()["given"]
    names = (*rule.required, *rule.accepted)
    given = {name: known[name] for name in names if name in known}
    if rule.grounds:
        given["ground"] = rule.grounds[0]
    return given


@cache
def _page() -> dict[str, Any]:
    with paths.resource("typesetting", "specimen.toml").open("rb") as page:
        return tomllib.load(page)
