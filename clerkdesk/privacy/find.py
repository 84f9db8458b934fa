"""Where does a text hold personal data? Numbers by their check digits, words by what is near."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from clerkdesk import identifiers
from clerkdesk.privacy import patterns
from clerkdesk.privacy.patterns import Kind, rules

NEAR = 60  # characters between a number and the name or word it makes personal
_LABEL_REACH = 16  # characters before a number in which its label may stand
_GROUPS = 6  # groups of digits that may make one number
_ADULT = 18  # years (民法典 17)
_SHORTEST_CARD, _LONGEST_CARD = 16, 19  # digits of cards issued on the mainland
_CARD_OPENINGS = "34569"  # UnionPay 62, Mastercard 5, Visa 4; 9 of some local banks
_LABELLED_CARD = 12  # digits from which an account is believed when it is called one
_ID, _OLD_ID = 18, 15  # places of an ID number, of one from before 1999


@dataclass(frozen=True)
class Hit:
    """One find. start, end: offsets in the text as given, so that text[start:end] is it.

    sure: a check digit, a shape of its own or a label speaks for it. of_minor: an ID number whose
    bearer is under 18 on the day asked about (sensitive under 14: 个人信息保护法 28).
    """

    start: int
    end: int
    kind: Kind
    sure: bool = True
    of_minor: bool = False


def find(text: str, *, today: date | None = None) -> tuple[Hit, ...]:
    """Return all personal data in a text, in order, without overlaps.

    today: where given, ID numbers of minors are flagged.
    """
    words = None if text.isascii() else _words(text)
    dropped: list[int] = []
    if words is None:
        text, dropped = _fold(text)
        words = _words(text) or []
    hits = [*_numbers(text, today), *_codes(text), *_emails(text), *_plates(text)]
    hits += [*_addresses(text), *words]
    hits += _names_near(text, hits)
    hits += _terms_near(text, hits)
    hits = _without_overlaps(hits)
    if dropped:
        hits = [
            replace(
                hit,
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


def _numbers(text: str, today: date | None) -> Iterator[Hit]:
    for run in patterns.RUN.finditer(text):
        if patterns.DECIMAL.search(text[max(run.start() - 2, 0) : run.start()]):
            continue
        tokens = list(patterns.TOKEN.finditer(text, run.start(), run.end()))
        first = 0
        while first < len(tokens):
            first = first + 1
            for count in range(1, _GROUPS + 1):
                group = tokens[first - 1 : first - 1 + count]
                if len(group) < count:
                    break
                hit = _number(text, group, today)
                if hit:
                    yield hit
                    first += count - 1
                    break


def _number(text: str, group: list[re.Match[str]], today: date | None) -> Hit | None:
    start, end = group[0].start(), group[-1].end()
    digits = "".join(token[0] for token in group).upper()
    found = _classify(digits, _called(text, start), grouped=len(group) > 1)
    if found is None:
        return None
    kind, sure = found
    return Hit(start, end, kind, sure, kind is Kind.ID_NUMBER and _is_minor(digits, today))


def _called(text: str, start: int) -> frozenset[Kind]:
    """Return what the words just before a number, in its line, call it."""
    before = text[max(start - _LABEL_REACH, 0) : start].rpartition("\n")[2]
    if before.isascii():
        return frozenset()
    return frozenset(kind for kind, label in rules().labels.items() if label.search(before))


def _classify(digits: str, called: frozenset[Kind], *, grouped: bool) -> tuple[Kind, bool] | None:
    """Return the kind of a number and whether it is sure; grouped numbers must prove themselves."""
    if len(digits) in {_ID, _OLD_ID} and (found := _as_id(digits, called, grouped=grouped)):
        return found
    if not digits.isdigit():
        return None
    if patterns.MOBILE.fullmatch(digits):
        return Kind.MOBILE, True
    short = Kind.LANDLINE in called and patterns.SHORT_PHONE.fullmatch(digits)
    if short or patterns.LANDLINE.fullmatch(digits):
        return Kind.LANDLINE, True
    if len(digits) == _ID and Kind.USCC in called and not identifiers.uscc(digits):
        return Kind.USCC, True
    return _as_card(digits, Kind.BANK_CARD in called, grouped=grouped)


def _as_card(digits: str, called: bool, *, grouped: bool) -> tuple[Kind, bool] | None:
    sound = identifiers.luhn(digits)
    length = len(digits)
    if sound and _SHORTEST_CARD <= length <= _LONGEST_CARD and digits[0] in _CARD_OPENINGS:
        return Kind.BANK_CARD, digits[0] != "9" or called
    if called and _LABELLED_CARD <= length <= _LONGEST_CARD and (sound or not grouped):
        return Kind.BANK_CARD, False
    return None


def _as_id(digits: str, called: frozenset[Kind], *, grouped: bool) -> tuple[Kind, bool] | None:
    warning = identifiers.id_number(digits)
    if not warning and (len(digits) == _ID or digits[0] in "123456"):
        return Kind.ID_NUMBER, len(digits) == _ID or Kind.ID_NUMBER in called
    # one digit miswritten still points at one person
    if warning == "id_check" and digits[0] in "123456" and not grouped:
        return Kind.ID_NUMBER, Kind.ID_NUMBER in called
    if Kind.ID_NUMBER in called and len(digits) == _ID:
        return Kind.ID_NUMBER, False
    return None


def _is_minor(digits: str, today: date | None) -> bool:
    born = identifiers.birth_date(digits)
    if today is None or born is None:
        return False
    return (today.year - _ADULT, today.month, today.day) < (born.year, born.month, born.day)


def _codes(text: str) -> Iterator[Hit]:
    for match in patterns.CODE.finditer(text):
        code = match[0]
        if len(code) == _ID and not code[:-1].isdigit():
            if not identifiers.uscc(code):
                yield Hit(*match.span(), Kind.USCC)
            elif patterns.USCC_SHAPE.fullmatch(code):
                yield Hit(*match.span(), Kind.USCC, sure=False)
            continue
        labelled = Kind.PASSPORT in _called(text, match.start())
        shape = patterns.PASSPORT_LABELLED if labelled else patterns.PASSPORT
        if shape.fullmatch(code):
            yield Hit(*match.span(), Kind.PASSPORT, sure=labelled)


def _emails(text: str) -> Iterator[Hit]:
    at = text.find("@")
    while at >= 0:
        before = patterns.BEFORE_AT.search(text[max(at - 64, 0) : at])
        after = patterns.AFTER_AT.match(text, at + 1)
        if before and after:
            yield Hit(at - len(before[0]), after.end(), Kind.EMAIL)
        at = text.find("@", at + 1)


def _plates(text: str) -> Iterator[Hit]:
    for match in rules().plate.finditer(text):
        if any(c.isdigit() for c in match[1]) and len(match[1]) >= 5:  # noqa: PLR2004  # GA 36
            yield Hit(*match.span(), Kind.PLATE)


def _addresses(text: str) -> Iterator[Hit]:
    for house in rules().house.finditer(text):
        tail = patterns.ADDRESS_TAIL.search(text[max(house.start() - 40, 0) : house.start()])
        if not tail:
            continue
        before = rules().address_lead.sub("", tail[0])
        road = rules().road.search(before, 1)
        if road and not before[road.end() :].endswith(_ORDINAL):
            yield Hit(house.start() - len(before), house.end(), Kind.ADDRESS, sure=False)


def _names_near(text: str, hits: list[Hit]) -> Iterator[Hit]:
    """Yield the names in the line of a number: right before it, or standing as a word nearby."""
    seen_to = 0
    for hit in sorted(hits, key=lambda each: each.start):
        if hit.kind not in patterns.PERSONAL and hit.kind is not Kind.LANDLINE:
            continue
        start, end = _line_around(text, hit)
        before = text[start : hit.start]
        if not before.isascii() and (right_before := _name_at_end(before)):
            yield Hit(start + right_before[0], start + right_before[1], Kind.NAME)
        for piece in patterns.PIECE.finditer(text, max(start, seen_to), end):
            if is_name(piece[0]):
                yield Hit(*piece.span(), Kind.NAME, sure=False)
        seen_to = max(seen_to, end if end < hit.end + NEAR else hit.end)


def _name_at_end(before: str) -> tuple[int, int] | None:
    """Return where a name ends a text, labels and signs after it set aside."""
    trimmed = rules().between.sub("", before)
    tail = patterns.HAN_TAIL.search(trimmed)
    if not tail:
        return None
    start = tail.start()
    if label := rules().after_label.match(tail[0]):
        start += label.end()
    return (start, len(trimmed)) if is_name(trimmed[start:]) else None


def is_name(text: str) -> bool:
    """Tell whether a text looks like a whole personal name: surname and one or two characters."""
    if patterns.NAME_SHAPE.fullmatch(text):
        return True
    if not 2 <= len(text) <= 4 or _SOME in text:  # noqa: PLR2004  # two to four characters
        return False
    if text.startswith(rules().compound):
        return len(text) > 2  # noqa: PLR2004  # a compound surname alone is no name
    return (
        len(text) <= 3  # noqa: PLR2004
        and text[0] in rules().surnames
        and not text.startswith(rules().no_names)
        and patterns.PIECE.fullmatch(text) is not None
    )


def _terms_near(text: str, hits: list[Hit]) -> Iterator[Hit]:
    """Yield words about minors and health in the lines of a person."""
    lines = {_line_around(text, hit) for hit in hits if hit.kind in patterns.PERSONAL}
    for start, end in lines:
        if text[start:end].isascii():
            continue
        for match in rules().minors.finditer(text, start, end):
            yield Hit(*match.span(), Kind.MINOR, sure=False)
        for match in rules().health_near.finditer(text, start, end):
            yield Hit(*match.span(), Kind.HEALTH, sure=False)


def _line_around(text: str, hit: Hit) -> tuple[int, int]:
    """Return the part of a hit's line that is near it."""
    first, last = max(hit.start - NEAR, 0), min(hit.end + NEAR, len(text))
    start = text.rfind("\n", first, hit.start) + 1 or first
    end = text.find("\n", hit.end, last)
    return start, last if end < 0 else end


def _without_overlaps(hits: list[Hit]) -> list[Hit]:
    """Keep the surer and longer of two finds that overlap; in the order of the text."""
    kept: list[Hit] = []
    for hit in sorted(hits, key=lambda each: (each.start, -each.end, not each.sure)):
        if not kept or hit.start >= kept[-1].end:
            kept.append(hit)
        elif (hit.sure, hit.end - hit.start) > (kept[-1].sure, kept[-1].end - kept[-1].start):
            kept[-1] = hit
    return kept


_ORDINAL = "\u7b2c"  # "No.": a numbered thing, not a house
_SOME = "\u67d0"  # "a certain": already masked
