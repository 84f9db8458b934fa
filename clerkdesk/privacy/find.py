"""Where does a text hold personal data? Numbers by their check digits, words by what is near."""

import re
from bisect import bisect_right
from datetime import date
from operator import itemgetter

from clerkdesk.privacy import near, patterns
from clerkdesk.privacy.hit import Hit, made
from clerkdesk.privacy.near import is_name
from clerkdesk.privacy.numbers import numbers
from clerkdesk.privacy.patterns import Kind, rules

__all__ = ["Hit", "find"]


def find(text: str, *, today: date | None = None) -> tuple[Hit, ...]:
    """Return all personal data in a text, in order, without overlaps.

    today: where given, ID numbers of minors are flagged.
    """
    words = None if text.isascii() else _words(text)
    dropped: list[int] = []
    if words is None:
        text, dropped = _fold(text)
        words = _words(text) or []
    hits = [*numbers(text, today), *_emails(text), *_plates(text), *_addresses(text), *words]
    hits.sort(key=itemgetter(0))
    if patterns.ANY_HAN.search(text):
        hits += near.names(text, hits)
        hits.sort(key=itemgetter(0))
        hits += near.terms(text, hits)
    hits = _without_overlaps(hits)
    if dropped:
        hits = [
            hit._replace(
                start=hit.start + bisect_right(dropped, hit.start),
                end=hit.end + bisect_right(dropped, hit.end - 1),
            )
            for hit in hits
        ]
    return tuple(hits)


def _words(text: str) -> list[Hit] | None:
    """Return what words alone tell: health, and what stands behind a label.

    None where an odd character is met: full-width or invisible, to be folded away first.
    """
    hits: list[Hit] = []
    kinds, behind = rules().word_kinds, rules().after_word
    for word in rules().words.finditer(text):
        kind = kinds.get(word[0])
        if kind is None:
            return None
        told = behind[kind].match(text, word.end())
        if kind is Kind.HEALTH:
            phrase = word[0] in rules().health_leads and rules().after_lead.match(text, word.end())
            hits.append(Hit(word.start(), (phrase or word).end(), kind))
        elif told and (kind is Kind.ADDRESS or is_name(told[1])):
            hits.append(Hit(*told.span(1), kind))
    return hits


def _fold(text: str) -> tuple[str, list[int]]:
    """Make digits and letters narrow and drop what is invisible.

    Also return, for each dropped character, the place in the result before which it stood.
    """
    dropped: list[int] = []

    def narrow(match: re.Match[str]) -> str:
        made = patterns.ODD_CHARACTERS[match[0]]
        if not made:
            dropped.append(match.start() - len(dropped))
        return made

    return patterns.ODD.sub(narrow, text), dropped


def _emails(text: str) -> list[Hit]:
    hits = []
    at = text.find("@")
    while at >= 0:
        before = text[max(at - 64, 0) : at]
        local = before[len(before.rstrip(patterns.BEFORE_AT)) :].lstrip("._%+-")
        after = patterns.AFTER_AT.match(text, at + 1)
        if local and after:
            hits.append(made((at - len(local), after.end(), Kind.EMAIL, True, False)))
        at = text.find("@", at + 1)
    return hits


def _plates(text: str) -> list[Hit]:
    return [
        made((*match.span(), Kind.PLATE, True, False))
        for match in rules().plate.finditer(text)
        if len(match[1]) >= 5 and any(c.isdigit() for c in match[1])  # noqa: PLR2004  # GA 36
    ]


def _addresses(text: str) -> list[Hit]:
    """Look for house numbers from their unit backwards: digits are everywhere, units are not."""
    hits: list[Hit] = []
    done = 0
    for unit in rules().house_unit.finditer(text):
        at = unit.start()
        house = patterns.HOUSE_BACKWARDS.match(text[max(at - 12, 0) : at][::-1])
        if at < done or not house:
            continue
        start = at - house.end()
        tail = patterns.ADDRESS_BACKWARDS.match(text[max(start - 40, done) : start][::-1])
        if not tail:
            continue
        before = tail[0][::-1]
        if lead := rules().address_lead.match(before):
            before = before[lead.end() :]
        road = rules().road.search(before, 1)
        if road and not before[road.end() :].endswith(_ORDINAL):
            done = _house_end(text, unit.end())
            hits.append(made((start - len(before), done, Kind.ADDRESS, False, False)))
    return hits


def _house_end(text: str, end: int) -> int:
    tail = rules().house_tail.match(text, end)
    return tail.end() if tail else end


def _without_overlaps(hits: list[Hit]) -> list[Hit]:
    """Keep the surer and longer of two finds that overlap; in the order of the text."""
    hits.sort(key=itemgetter(0))
    kept: list[Hit] = []
    end = 0
    for hit in hits:
        if hit.start >= end:
            kept.append(hit)
            end = hit.end
        elif (hit.sure, hit.end - hit.start) > (kept[-1].sure, end - kept[-1].start):
            kept[-1] = hit
            end = hit.end
    return kept


_ORDINAL = "\u7b2c"  # "No.": a numbered thing, not a house
