"""Is this number what it claims to be? ID cards, credit codes, bank cards, telephones, post.

Every check answers with "" for a sound value or a warning's code, a line of the page `WORDS`.
Warnings, not refusals: the office must be able to record what a paper really says, and division
codes change every year (GB/T 2260 is never validated).
"""

import re
import unicodedata
from datetime import date

WORDS = "identifiers"  # the page of words that a warning's code is a line of

# GB 11643-1999: the weights of the first 17 digits, and the check character by sum mod 11
_ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_ID_CHECKS = "10X98765432"
# GB 32100-2015: an alphabet without I, O, S, V, Z; the weight of place i is 3**i mod 31
_USCC_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_USCC_WEIGHTS = tuple(pow(3, place, 31) for place in range(17))
_OLDEST_YEAR = 1880  # before it nobody was born who can hold an ID card

_ID_18 = re.compile(r"[1-9][0-9]{16}[0-9Xx]")
_ID_15 = re.compile(r"[1-9][0-9]{14}")
_USCC = re.compile(f"[{_USCC_ALPHABET}]{{18}}")
_MOBILE = re.compile(r"(?:\+?86)?1[3-9][0-9]{9}")
# area code (010, 02x, 0xxx) where written, seven or eight digits; 400, 800; five-digit hotlines
_LANDLINE = re.compile(
    r"(?:\+?86)?(?:0?(?:10|2\d|[3-9]\d\d))?[2-8]\d{6,7}|[48]00\d{7}|1[02]\d{3}",
    re.ASCII,
)
_EXTENSION = re.compile(r"(?:-|\u8f6c|EXT\.?)\d{1,6}$")
# what the postal enterprise gives a letter: 13 digits, two letters and 11 digits, or the nine
# digits between letters of UPU S10, of which the last is a check digit
_POST = re.compile(r"[0-9]{13}|[A-Z]{2}[0-9]{11}")
_POST_S10 = re.compile(r"[A-Z]{2}([0-9]{8})([0-9])[A-Z]{2}")
_S10_WEIGHTS = (8, 6, 4, 2, 3, 5, 9, 7)
_POSTCODE = re.compile(r"\d{6}", re.ASCII)
_NARROW = {0xFF10 + n: 0x30 + n for n in range(10)} | {0xFF38: "X", 0xFF58: "x", 0xFF0B: "+"}
_GAPS = re.compile(r"[\s\-\u2013\u2014()\uff08\uff09]+")


def compact(text: str) -> str:
    """Return a number without the blanks, dashes and brackets people set in it, digits narrow."""
    return _GAPS.sub("", text.translate(_NARROW)).upper()


def id_number(text: str, *, today: date | None = None) -> str:
    """Check a citizen's ID number (GB 11643), 18 places or the 15 of before 1999.

    today: where given, a birth date after it is warned about. Returns "", "id_length", "id_birth"
    or "id_check".
    """
    number = compact(text)
    if not _ID_18.fullmatch(number) and not _ID_15.fullmatch(number):
        return "id_length"
    born = birth_date(number)
    if born is None or (today is not None and born > today):
        return "id_birth"
    if len(number) == len(_ID_WEIGHTS) + 1 and number[-1] != id_check_character(number[:-1]):
        return "id_check"
    return ""


def id_check_character(first_17: str) -> str:
    """Return the check character that belongs to the first 17 digits of an ID number."""
    total = sum(int(digit) * weight for digit, weight in zip(first_17, _ID_WEIGHTS, strict=True))
    return _ID_CHECKS[total % 11]


def birth_date(number: str) -> date | None:
    """Return the day of birth an ID number tells, from places 7-14 (or 7-12: 19YYMMDD)."""
    number = compact(number)
    digits = number[6:14] if _ID_18.fullmatch(number) else "19" + number[6:12]
    if not re.fullmatch(r"\d{8}", digits, re.ASCII):
        return None
    try:
        born = date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return None
    return born if born.year >= _OLDEST_YEAR else None


def uscc(text: str) -> str:
    """Check a unified social credit code (GB 32100). Returns "", "uscc_form" or "uscc_check"."""
    code = compact(text)
    if not _USCC.fullmatch(code):
        return "uscc_form"
    return "" if code[-1] == uscc_check_character(code[:-1]) else "uscc_check"


def uscc_check_character(first_17: str) -> str:
    """Return the check character of a credit code's first 17 places.

    The outer "mod 31" matters: without it a remainder of nought would ask for a 32nd character.
    """
    total = sum(
        _USCC_ALPHABET.index(character) * weight
        for character, weight in zip(first_17, _USCC_WEIGHTS, strict=True)
    )
    return _USCC_ALPHABET[(31 - total % 31) % 31]


def luhn(digits: str) -> bool:
    """Tell whether the last digit is the Luhn check digit of those before it."""
    total = 0
    for place, character in enumerate(reversed(digits)):
        digit = int(character) * (1 + place % 2)
        total += digit - 9 * (digit > 9)  # noqa: PLR2004  # 9 is the largest digit
    return total % 10 == 0


def mobile(text: str) -> str:
    """Check a mobile number of the mainland, +86 allowed. Returns "" or "mobile_form"."""
    return "" if _MOBILE.fullmatch(compact(text)) else "mobile_form"


def telephone(text: str) -> str:
    """Check a mobile or a landline number with its area code. Returns "" or "telephone_form"."""
    if not mobile(text):
        return ""
    whole = text.translate(_NARROW).upper().strip()
    for candidate in (whole, _EXTENSION.sub("", whole)):
        if _LANDLINE.fullmatch(compact(candidate)):
            return ""
    return "telephone_form"


def postcode(text: str) -> str:
    """Check a postcode of the mainland, six digits. Returns "" or "postcode_form"."""
    return "" if _POSTCODE.fullmatch(compact(text)) else "postcode_form"


def post_number(text: str) -> str:
    """Check the number of a letter or EMS of the postal enterprise.

    Other carriers have other forms; a reply goes by post (State Council Office 2016 no. 235, 2).
    Returns "", "post_form" or "post_check" (UPU S10).
    """
    number = compact(unicodedata.normalize("NFKC", text))
    if _POST.fullmatch(number):
        return ""
    found = _POST_S10.fullmatch(number)
    if found is None:
        return "post_form"
    return "" if int(found[2]) == _s10_check_digit(found[1]) else "post_check"


def _s10_check_digit(serial: str) -> int:
    total = sum(int(digit) * weight for digit, weight in zip(serial, _S10_WEIGHTS, strict=True))
    rest = 11 - total % 11
    return {10: 0, 11: 5}.get(rest, rest)
