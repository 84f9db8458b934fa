"""Where does a text hold personal data? Numbers by their check digits, words by what is near."""

import re
from bisect import bisect_right
from datetime import date
from operator import itemgetter

from clerkdesk.privacy import births, disguised, near, patterns
from clerkdesk.privacy.addresses import addresses
from clerkdesk.privacy.hit import Hit, made
from clerkdesk.privacy.near import is_name
from clerkdesk.privacy.numbers import grown_up, numbers
from clerkdesk.privacy.patterns import Kind, rules

__all__ = ["Hit", "find"]


def find(text: str, *, today: date | None = None) -> tuple[Hit, ...]:
    """Return all personal data in a text, in order, without overlaps.

    today: where given, ID numbers and birthdays of minors are flagged.
    """
    dropped: list[int] = []
    if not text.isascii() and _is_odd(text):
        text, dropped = _fold(text)
    hits = [*numbers(text, today), *_emails(text)]
    if not text.isascii() and patterns.ANY_HAN.search(text):
        hits += _words(text)
        hits += _plates(text)
        hits += addresses(text)
        hits += disguised.in_words(text, grown_up(today))
        hits.sort(key=itemgetter(0))
        hits += near.names(text, hits)
        hits.sort(key=itemgetter(0))
        hits += near.terms(text, hits)
        if today is not None:
            hits += births.of_minors(text, today)
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


def _words(text: str) -> list[Hit]:
    """Return what words alone tell: health, and what stands behind a label."""
    hits: list[Hit] = []
    kinds, behind = rules().word_kinds, rules().after_word
    for word in rules().words.finditer(text):
        kind = kinds[word[0]]
        told = behind[kind].match(text, word.end())
        if kind is Kind.HEALTH:
            phrase = word[0] in rules().health_leads and rules().after_lead.match(text, word.end())
            hits.append(Hit(word.start(), (phrase or word).end(), kind))
        elif kind is Kind.PASSPORT:
            if paper := rules().paper.match(text, word.end()):
                hits.append(Hit(*paper.span(1), kind))
        elif told and (kind is Kind.ADDRESS or is_name("".join(told[1].split()))):
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

    return patterns.FAR_ODD.sub(narrow, patterns.ODD.sub(narrow, text)), dropped


def _is_odd(text: str) -> bool:
    """Tell whether anything in a text must be folded away before it is looked through."""
    if patterns.ODD.search(text):
        return True
    beyond = len(text.encode("utf-16-le", "surrogatepass")) > 2 * len(text)
    return beyond and patterns.FAR_ODD.search(text) is not None


def _emails(text: str) -> list[Hit]:
    hits = []
    for sign in patterns.AT_SIGNS:
        at = text.find(sign)
        while at >= 0:
            if hit := _email(text, at, at + len(sign)):
                hits.append(hit)
            at = text.find(sign, at + 1)
    return hits


def _email(text: str, at: int, behind: int) -> Hit | None:
    """Return the address around an at sign, which blanks or a line's end may set apart."""
    before = text[max(at - 64, 0) : at]
    local = before[len(before.rstrip(patterns.BEFORE_AT)) :]
    if not local:
        before = before.rstrip(" ")
        local = before[len(before.rstrip(patterns.BEFORE_AT)) :]
    local = local.lstrip("._%+-")
    after = local and (patterns.AFTER_AT.match(text, behind) or _over_a_gap(text, behind))
    if not after or (text[at] == "#" and not after[0].endswith(patterns.DOMAINS)):
        return None
    first = max(at - 64, 0) + len(before) - len(local)
    return made((first, after.end(), Kind.EMAIL, True, False))


def _over_a_gap(text: str, behind: int) -> re.Match[str] | None:
    gap = patterns.AROUND_AT.match(text, behind)
    return patterns.AFTER_AT.match(text, gap.end()) if gap and gap[0] else None


def _plates(text: str) -> list[Hit]:
    hits = [
        made((*match.span(), Kind.PLATE, True, False))
        for match in rules().plate.finditer(text)
        if _is_plate(match[0], match[1])
    ]
    if any(sign in text for sign in rules().embassies):
        hits += [
            Hit(*match.span(), Kind.PLATE)
            for match in rules().embassy.finditer(text)
            if match[1] or rules().car in text[max(match.start() - _CAR_REACH, 0) : match.start()]
        ]
    if "WJ" in text:
        hits += [Hit(*match.span(), Kind.PLATE) for match in rules().armed_police.finditer(text)]
    return hits


def _is_plate(whole: str, rest: str) -> bool:
    """GA 36: five signs, or six of an electric car, and not letters alone."""
    if len(rest) < _PLATE or rest.isalpha():
        return False
    # small letters are words, too
    return whole.isupper() or patterns.SMALL_PLATE.match(rest) is not None


_PLATE = 5
_CAR_REACH = 12  # characters before an embassy's plate in which a car is spoken of


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
