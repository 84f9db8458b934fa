"""Which numbers stand in a form that no pass at speed takes? Glued, split by signs, in words.

Only what proves itself is taken here: an ID number by its check digit, a mobile number by standing
beside one or behind letters that announce it.
"""

from clerkdesk import identifiers
from clerkdesk.privacy import patterns
from clerkdesk.privacy.hit import Hit
from clerkdesk.privacy.patterns import Kind, rules
from clerkdesk.privacy.sound import is_sound_id

_ID, _MOBILE = 18, 11  # places
_ANNOUNCED = 2  # letters before a mobile number; one letter and digits are the number of a thing


def split(text: str, start: int, born_after: str) -> list[Hit]:
    """Return the ID number or bank card whose groups begin here, whatever signs part them."""
    card = patterns.CARD_IN_FOURS.match(text, start)
    if card and identifiers.luhn(patterns.NO_DIGIT.sub("", card[0])):
        return [Hit(*card.span(), Kind.BANK_CARD, False)]
    run = patterns.SPLIT_RUN.match(text, start)
    digits = ""
    for token in patterns.TOKEN.finditer(text, start, run.end()) if run else ():
        digits += token[0]
        if len(digits) >= _ID:
            end = token.end()
            if len(digits) > _ID or text[end : end + 1].isalnum() or not is_sound_id(digits):
                return []
            return [_id_number(start, end, digits, born_after, sure=False)]
    return []


def misread(text: str, start: int, end: int, born_after: str) -> list[Hit]:
    """Return the ID number that letters which look like digits were typed into."""
    number = text[start:end].translate(patterns.MISREAD)
    if not number[:-1].isdecimal() or not is_sound_id(number):
        return []
    return [_id_number(start, end, number, born_after, sure=False)]


def glued(text: str, start: int, born_after: str) -> list[Hit]:
    """Return the ID and mobile numbers that stand here with nothing between them."""
    run = patterns.GLUED.match(text, start)
    hits: list[Hit] = []
    at = start
    while run and at < run.end():
        number = text[at : at + _ID]
        if len(number) == _ID and number[:-1].isdecimal() and is_sound_id(number):
            hits.append(_id_number(at, at + _ID, number, born_after))
            at += _ID
        elif patterns.MOBILE.fullmatch(text, at, at + _MOBILE):
            hits.append(Hit(at, at + _MOBILE, Kind.MOBILE))
            at += _MOBILE
        else:
            return []
    return hits


def behind_letters(text: str, start: int, end: int, born_after: str) -> list[Hit]:
    """Return the number that letters stand before without a gap, as in "TEL13…" or "ID11…"."""
    told = patterns.BEHIND_LETTERS.fullmatch(text, start, end)
    if not told:
        return []
    number = told[2]
    if len(number) == _MOBILE:
        return [Hit(told.start(2), end, Kind.MOBILE, False)] if len(told[1]) >= _ANNOUNCED else []
    return [_id_number(told.start(2), end, number, born_after)] if is_sound_id(number) else []


def in_words(text: str, born_after: str) -> list[Hit]:
    """Return the ID and mobile numbers that are written in Chinese numerals."""
    hits: list[Hit] = []
    for run in rules().numerals.finditer(text):
        number = run[0].translate(rules().digits)
        if len(number) == _ID and is_sound_id(number):
            hits.append(_id_number(*run.span(), number, born_after))
        elif len(number) == _MOBILE and patterns.MOBILE.fullmatch(number):
            hits.append(Hit(*run.span(), Kind.MOBILE))
    return hits


def _id_number(start: int, end: int, number: str, born_after: str, *, sure: bool = True) -> Hit:
    return Hit(start, end, Kind.ID_NUMBER, sure, number[6:14] > born_after)
