"""Where does a text hold numbers that point to a person? Told by shape, check digit and label."""

from datetime import date

from clerkdesk import identifiers
from clerkdesk.privacy import disguised, patterns
from clerkdesk.privacy.hit import Hit, made
from clerkdesk.privacy.patterns import Kind, rules
from clerkdesk.privacy.sound import is_sound_id

_LABEL_REACH = 16  # characters before a number in which its label may stand
_GROUPS = 6  # groups of digits that may make one number
_ADULT = 18  # years (民法典 17)
_SHORTEST_CARD, _LONGEST_CARD = 16, 19  # digits of cards issued on the mainland
_CARD_OPENINGS = "34569"  # UnionPay 62, Mastercard 5, Visa 4; 9 of some local banks
_LABELLED_CARD = 12  # digits from which an account is believed when it is called one
_ID, _OLD_ID = 18, 15  # places of an ID number, of one from before 1999
_MISWRITTEN_ID = range(16, 21)  # places of one that lost or gained a digit
_NOTHING = frozenset({8, 9, 10, 12, 14})  # digits in a row that nothing without a label has
_LONG = frozenset({Kind.ID_NUMBER, Kind.BANK_CARD})
_ABROAD = frozenset({Kind.LANDLINE})  # what a plus sign makes of the digits behind it
_COUNTRIES = ("0086", "00852", "00853", "00886")
_LONGEST_ACCOUNT = 30  # digits of an organ's account, where it is called one


def numbers(text: str, today: date | None) -> list[Hit]:
    """Return the numbers of a text whose digits and letters are narrow, in order.

    Nearly all that is met is a plain mobile or ID number, or nothing: these are told at once.
    """
    hits: list[Hit] = []
    add = hits.append
    mobile, id_number = Kind.MOBILE, Kind.ID_NUMBER
    born_after = grown_up(today)
    done = 0
    for match in patterns.NUMBER.finditer(text):
        start, end = match.span()
        if start < done:
            continue
        which = match.lastindex
        if which == patterns.PLAIN_MOBILE:
            add(made((start, end, mobile, True, False)))
        elif which == patterns.PLAIN_ID and is_sound_id(number := match[0]):
            add(made((start, end, id_number, True, number[6:14] > born_after)))
        elif which == patterns.CODE and not match[0].isdecimal():
            found, done = _code(text, start, end, born_after)
            hits += found
        elif which == patterns.BROKEN:
            found = _broken(text, start, end, born_after)
            hits += found
            done = end if found else _closely(text, start, end, hits, born_after)
        elif which == patterns.DOTTED_MOBILE:
            add(Hit(start, end, Kind.MOBILE))
        elif which == patterns.SIGNED_LANDLINE:
            add(Hit(start, end, Kind.LANDLINE))
        elif which == patterns.SPLIT:
            hits += disguised.split(text, start, born_after)
        else:
            done = _closely(text, start, end, hits, born_after)
    return hits


def grown_up(today: date | None) -> str:
    """Return the last birthday, as eight digits, of those who are of age; none is after "9"."""
    return "9" if today is None else f"{today.year - _ADULT:04}{today.month:02}{today.day:02}"


def _broken(text: str, start: int, end: int, born_after: str) -> list[Hit]:
    """Tell of a number that a line's end or the boxes of a form cut: only what proves itself."""
    whole = text[start:end]
    digits = patterns.NO_DIGIT.sub("", whole)
    if len(digits) == end - start:  # of one line, and refused for what stands around it
        return []
    if len(digits) != _ID:
        boxed = not any(sign in whole for sign in "\r\n\u2028")
        # the columns of a table may be single digits, too
        return [] if boxed and not _called(text, start) else [Hit(start, end, Kind.MOBILE, False)]
    if is_sound_id(digits):
        return [Hit(start, end, Kind.ID_NUMBER, True, digits[6:14] > born_after)]
    return []


def _closely(text: str, start: int, end: int, hits: list[Hit], born_after: str) -> int:
    """Look at groups of digits and add what they make; return how far they were looked at."""
    called = _called(text, start)
    if not called and end - start in _NOTHING and text[start] != "0" and text[end : end + 1] < " ":
        return end
    run = patterns.RUN.match(text, start)
    if called and (longer := patterns.RUN_ON.match(text, start)):
        run = longer
    if run is None or patterns.DECIMAL.search(text[max(start - 2, 0) : start]):
        if Kind.PASSPORT in called and patterns.PASSPORT_LABELLED.fullmatch(text[start:end]):
            hits.append(Hit(start, end, Kind.PASSPORT))
        elif glued := disguised.glued(text, start, born_after):
            hits += glued
            return glued[-1].end
        return end
    if Kind.USCC in called and (spread := _spread_code(text, start)):
        hits.append(spread)
        return spread.end
    tokens = [token.span() for token in patterns.TOKEN.finditer(text, start, run.end())]
    first, known = 0, len(hits)
    while first < len(tokens):
        groups = tokens[first : first + _GROUPS]
        hit, taken = _first_number(text, groups, None if first else called, born_after)
        if hit:
            hits.append(hit)
        first += taken
    if len(hits) == known:
        hits += disguised.glued(text, start, born_after) or disguised.split(text, start, born_after)
    return max(run.end(), hits[-1].end) if len(hits) > known else run.end()


def _first_number(
    text: str, groups: list[tuple[int, int]], called: frozenset[Kind] | None, born_after: str
) -> tuple[Hit | None, int]:
    """Return what the first groups make, and of how many groups it is made (1 of nothing).

    The fewest that make something, but for long numbers: sixteen digits may be the sound beginning
    of nineteen.
    """
    best, taken = None, 1
    for count in range(1, len(groups) + 1):
        hit = _number(text, groups[:count], called, born_after)
        if hit and (best is None or (hit.sure and hit.kind is best.kind)):
            best, taken = hit, count
        if best and best.kind not in _LONG:
            break
    return best, taken


def _number(
    text: str,
    group: list[tuple[int, int]],
    called: frozenset[Kind] | None,
    born_after: str,
) -> Hit | None:
    start, end = group[0][0], group[-1][1]
    digits = "".join(text[begin:stop] for begin, stop in group).upper()
    if len(digits) < patterns.SHORTEST:
        return None
    if called is None:
        called = _called(text, start)
    found = _classify(digits, called, grouped=len(group) > 1)
    if found is None:
        return None
    kind, sure = found
    if kind is Kind.LANDLINE and patterns.DAY.fullmatch(text, start, end):
        return None
    if kind is Kind.MOBILE and not called:  # the columns of a table may look like a number, too
        sure = all(stop - begin > 1 for begin, stop in group)
    of_minor = kind is Kind.ID_NUMBER and _birthday(digits) > born_after
    return Hit(start, end, kind, sure, of_minor)


def _birthday(digits: str) -> str:
    return digits[6:14] if len(digits) == _ID else "19" + digits[6:12]


def _called(text: str, start: int) -> frozenset[Kind]:
    """Return what the words just before a number, in its line, call it."""
    before = text[max(start - _LABEL_REACH, 0) : start].rpartition("\n")[2]
    if before.isascii() and before.upper() == before.lower():
        return _ABROAD if before.endswith("+") else frozenset()
    kinds = frozenset(kind for kind, label in rules().labels.items() if label.search(before))
    return kinds | _ABROAD if before.endswith("+") else kinds


def _classify(digits: str, called: frozenset[Kind], *, grouped: bool) -> tuple[Kind, bool] | None:
    """Return the kind of a number and whether it is sure; grouped numbers must prove themselves."""
    if found := _as_id(digits, called, grouped=grouped):
        return found
    if not digits.isdecimal():
        return None
    if kind := _by_shape(digits, called, grouped=grouped):
        return kind, True
    if found := _as_card(digits, Kind.BANK_CARD in called, grouped=grouped):
        return found
    # one digit lost or doubled, called an ID number: it still points at one person
    if not grouped and Kind.ID_NUMBER in called and len(digits) in _MISWRITTEN_ID:
        return Kind.ID_NUMBER, False
    return None


def _by_shape(digits: str, called: frozenset[Kind], *, grouped: bool) -> Kind | None:
    """Return the kind of a number that its length and first digits tell, or its label."""
    if patterns.MOBILE.fullmatch(digits):
        return Kind.MOBILE
    if Kind.PASSPORT in called and not grouped and patterns.PASSPORT_LABELLED.fullmatch(digits):
        return Kind.PASSPORT
    abroad = Kind.LANDLINE in called or digits.startswith(_COUNTRIES)
    told = patterns.LANDLINE_CALLED if abroad else patterns.LANDLINE
    if told.fullmatch(digits):
        return Kind.LANDLINE
    if len(digits) == _ID and Kind.USCC in called and not identifiers.uscc(digits):
        return Kind.USCC
    return None


def _as_card(digits: str, called: bool, *, grouped: bool) -> tuple[Kind, bool] | None:
    length = len(digits)
    if called and not grouped and _LONGEST_CARD < length <= _LONGEST_ACCOUNT:
        return Kind.BANK_CARD, False
    if not _LABELLED_CARD <= length <= _LONGEST_CARD:
        return None
    sound = identifiers.luhn(digits)
    if sound and length >= _SHORTEST_CARD and digits[0] in _CARD_OPENINGS:
        return Kind.BANK_CARD, digits[0] != "9" or called
    if called and (sound or not grouped):
        return Kind.BANK_CARD, False
    return None


def _as_id(digits: str, called: frozenset[Kind], *, grouped: bool) -> tuple[Kind, bool] | None:
    length = len(digits)
    labelled = Kind.ID_NUMBER in called
    if length not in {_ID, _OLD_ID}:
        return None
    warning = identifiers.id_number(digits)
    if not warning and (length == _ID or digits[0] in "123456"):
        return Kind.ID_NUMBER, length == _ID or labelled
    # one digit miswritten still points at one person
    if warning == "id_check" and digits[0] in "123456" and not grouped:
        return Kind.ID_NUMBER, labelled
    if labelled and length == _ID:
        return Kind.ID_NUMBER, False
    return None


def _code(text: str, start: int, end: int, born_after: str) -> tuple[list[Hit], int]:
    """Tell of a word of digits and letters: a credit code, a passport; also how far it went."""
    code = text[start:end].upper()
    called = _called(text, start)
    if len(code) == _ID and not code[:-1].isdecimal():
        if (sure := _is_uscc(code, called)) is not None:
            return [Hit(start, end, Kind.USCC, sure)], end
        return disguised.misread(text, start, end, born_after), end
    if Kind.USCC in called and (spread := _spread_code(text, start)):
        return [spread], spread.end
    if Kind.PASSPORT in called and patterns.PASSPORT_LABELLED.fullmatch(code):
        return [Hit(start, end, Kind.PASSPORT)], end
    if patterns.PASSPORT.fullmatch(text, start, end):
        return [Hit(start, end, Kind.PASSPORT, False)], end
    return disguised.behind_letters(text, start, end, born_after), end


def _is_uscc(code: str, called: frozenset[Kind]) -> bool | None:
    """Return whether a code is surely one; None where it is none, misread letters minded."""
    if not identifiers.uscc(code):
        return True
    if not identifiers.uscc(code.translate(patterns.MISREAD)):
        return False
    if Kind.USCC in called and patterns.SOME_DIGITS.match(code):
        return False
    return False if patterns.USCC_SHAPE.fullmatch(code) else None


def _spread_code(text: str, start: int) -> Hit | None:
    """Return a credit code in groups, or cut by a line's end, behind its label."""
    spread = patterns.USCC_SPREAD.match(text, start)
    if spread and patterns.SOME_DIGITS.match(spread[0]):
        return Hit(*spread.span(), Kind.USCC, False)
    return None
