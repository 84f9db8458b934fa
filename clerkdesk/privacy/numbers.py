"""Where does a text hold numbers that point to a person? Told by shape, check digit and label."""

from calendar import isleap
from datetime import date

from clerkdesk import identifiers
from clerkdesk.privacy import patterns
from clerkdesk.privacy.hit import Hit, made
from clerkdesk.privacy.patterns import Kind, rules

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
_OLDEST_YEAR = "1880"  # as `identifiers` has it

# days of every year and of leap years, as four digits
_LEAP_DAY = "0229"
_DAYS = frozenset(
    f"{month:02}{day:02}"
    for month, days in enumerate((31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31), 1)
    for day in range(1, days + 1)
)


def numbers(text: str, today: date | None) -> list[Hit]:
    """Return the numbers of a text whose digits and letters are narrow, in order.

    Nearly all that is met is a plain mobile or ID number, or nothing: these are told at once.
    """
    hits: list[Hit] = []
    add = hits.append
    mobile, id_number = Kind.MOBILE, Kind.ID_NUMBER
    born_after = _grown_up(today)
    done = 0
    for match in patterns.NUMBER.finditer(text):
        start, end = match.span()
        if start < done:
            continue
        which = match.lastindex
        if which == patterns.PLAIN_MOBILE:
            add(made((start, end, mobile, True, False)))
        elif which == patterns.PLAIN_ID and _is_sound_id(number := match[0]):
            add(made((start, end, id_number, True, number[6:14] > born_after)))
        elif which == patterns.CODE and not match[0].isdecimal():
            hits += _code(text, start, end)
        elif which == patterns.BROKEN:
            found = _broken(text, start, end, born_after)
            hits += found
            done = end if found else _closely(text, start, end, hits, born_after)
        elif which == patterns.DOTTED_MOBILE:
            add(Hit(start, end, Kind.MOBILE))
        else:
            done = _closely(text, start, end, hits, born_after)
    return hits


def _grown_up(today: date | None) -> str:
    """Return the last birthday, as eight digits, of those who are of age; none is after "9"."""
    return "9" if today is None else f"{today.year - _ADULT:04}{today.month:02}{today.day:02}"


def _is_sound_id(number: str) -> bool:
    """Answer as `identifiers.id_number` does, for 18 narrow characters and many of them.

    The weights are the powers of two mod 11, and 13 is 2 mod 11: so the digits, read to the base
    of thirteen, have the weighted sum of their number.
    """
    day, year = number[10:14], number[6:10]
    if day not in _DAYS or year < _OLDEST_YEAR or (day == _LEAP_DAY and not isleap(int(year))):
        return False
    return "10X98765432"[2 * int(number[:17], 13) % 11] == number[17].upper()


def _broken(text: str, start: int, end: int, born_after: str) -> list[Hit]:
    """Tell of a number that a line's end cuts in two: only what proves itself."""
    digits = "".join(text[start:end].split())
    if len(digits) == end - start:  # of one line, and refused for what stands around it
        return []
    if len(digits) != _ID:
        return [Hit(start, end, Kind.MOBILE, False)]
    if _is_sound_id(digits):
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
        return end
    tokens = [token.span() for token in patterns.TOKEN.finditer(text, start, run.end())]
    first = 0
    while first < len(tokens):
        groups = tokens[first : first + _GROUPS]
        hit, taken = _first_number(text, groups, None if first else called, born_after)
        if hit:
            hits.append(hit)
        first += taken
    return run.end()


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
    if kind is Kind.MOBILE and not called:  # the columns of a table may look like a number, too
        sure = all(stop - begin > 1 for begin, stop in group)
    of_minor = kind is Kind.ID_NUMBER and _birthday(digits) > born_after
    return Hit(start, end, kind, sure, of_minor)


def _birthday(digits: str) -> str:
    return digits[6:14] if len(digits) == _ID else "19" + digits[6:12]


def _called(text: str, start: int) -> frozenset[Kind]:
    """Return what the words just before a number, in its line, call it."""
    before = text[max(start - _LABEL_REACH, 0) : start].rpartition("\n")[2]
    if before.isascii():
        return frozenset()
    return frozenset(kind for kind, label in rules().labels.items() if label.search(before))


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
    told = patterns.LANDLINE_CALLED if Kind.LANDLINE in called else patterns.LANDLINE
    if told.fullmatch(digits):
        return Kind.LANDLINE
    if len(digits) == _ID and Kind.USCC in called and not identifiers.uscc(digits):
        return Kind.USCC
    return None


def _as_card(digits: str, called: bool, *, grouped: bool) -> tuple[Kind, bool] | None:
    length = len(digits)
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


def _code(text: str, start: int, end: int) -> list[Hit]:
    """Tell of a word of digits and capitals: a credit code, a passport."""
    code = text[start:end]
    if len(code) == _ID and not code[:-1].isdecimal():
        if not identifiers.uscc(code):
            return [Hit(start, end, Kind.USCC)]
        if patterns.USCC_SHAPE.fullmatch(code):
            return [Hit(start, end, Kind.USCC, False)]
        return []
    labelled = Kind.PASSPORT in _called(text, start)
    shape = patterns.PASSPORT_LABELLED if labelled else patterns.PASSPORT
    return [Hit(start, end, Kind.PASSPORT, labelled)] if shape.fullmatch(code) else []
