"""By what is personal data recognised? Kinds, and the expressions made from the words."""

import re
import tomllib
from collections.abc import Iterable
from enum import StrEnum
from functools import cache

from clerkdesk import paths

HAN = "\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U000323af"


class Kind(StrEnum):
    """A kind of personal data; also the key of a mask in a profile."""

    ID_NUMBER = "id_number"
    MOBILE = "mobile"
    LANDLINE = "landline"
    BANK_CARD = "bank_card"
    USCC = "uscc"  # of an enterprise: public, but shown, for sole traders are persons
    PASSPORT = "passport"
    PLATE = "plate"
    EMAIL = "email"
    ADDRESS = "address"
    NAME = "name"
    MINOR = "minor"
    HEALTH = "health"


# those that alone point to one person; words beside them become personal data too
PERSONAL = frozenset(
    {Kind.ID_NUMBER, Kind.MOBILE, Kind.BANK_CARD, Kind.PASSPORT, Kind.PLATE, Kind.EMAIL, Kind.NAME}
)
NUMBERS = frozenset(
    {Kind.ID_NUMBER, Kind.MOBILE, Kind.LANDLINE, Kind.BANK_CARD, Kind.USCC, Kind.PASSPORT}
)

# Each expression begins with a set of characters, never with a look-behind: that is what lets the
# engine run over Chinese text at the speed of one pass. The look-behind comes after.

# what people set between the groups of one number
_GAP = "[ \u00a0\u2002-\u200a\u202f\u3000\\-\u2010-\u2015\u2212)\uff09(\uff08]{0,3}"
_LINE_END = "-?(?:\\r\\n?|\\n|\u2028)[ \\t\u3000]{0,8}"
_BOX = "[ \\t|\u00a0\u3000]{1,3}"  # a form has a box for each digit
_MAY_BREAK = f"(?:{_LINE_END})?"
_ENDS = "(?![0-9A-Za-z]|\\.[0-9])"
_BEFORE_BROKEN = f"(?<=[{HAN}:\uff1a]1)"  # a number in a sentence, not one in a column of a list
_AFTER_BROKEN = f"(?=[{HAN},;.)\uff0c\u3002\uff1b\u3001\uff09])"

# what else parts the groups of an ID number: columns, the signs of one language or another
_SIGN = "[ \\t\u3000]?[\\t,./_*|\\-\\[\\]()\u00b7\u2022\uff0c\u3001]{1,2}[ \\t\u3000]?"

# All that begins with a digit or a capital, in one pass. What stands first is told at once; the
# last ones are looked at closely, from where they begin.
NUMBER = re.compile(
    f"[0-9A-Z](?<![0-9A-Z][0-9A-Z])(?:"
    f"((?<=1)[3-9][0-9]{{9}}(?<![0-9]\\.[0-9]{{11}}){_ENDS})"
    f"|((?<=[1-9])[0-9]{{16}}[0-9Xx](?<![0-9]\\.[0-9]{{17}}[0-9Xx]){_ENDS})"
    # letters may stand before a plain number ("tel13…"), and before nothing else
    f"|(?<![a-z][0-9A-Z])(?:"
    f"((?<=[1-9])(?:{_MAY_BREAK}[0-9]){{16}}{_MAY_BREAK}[0-9Xx]{_ENDS}"
    f"|(?<=[1-9])(?:{_BOX}[0-9]){{16}}{_BOX}[0-9Xx](?!{_BOX}[0-9]){_ENDS}"
    f"|(?<=1){_BOX}[3-9](?:{_BOX}[0-9]){{9}}(?!{_BOX}?[0-9]){_ENDS}"
    f"|{_BEFORE_BROKEN}[3-9](?:{_MAY_BREAK}[0-9]){{9}}{_AFTER_BROKEN})"
    f"|((?<=1)[3-9][0-9]([._\u00b7\u2022])[0-9]{{4}}\\5[0-9]{{4}}{_ENDS})"
    f"|([0-9A-Za-z]{{7,23}}(?![0-9A-Za-z]))"
    f"|((?<=0)(?:(?:10|2[0-9])[./_][2-8][0-9]|[3-9][0-9]{{2}}[./_][2-8])[0-9]{{6,7}}{_ENDS})"
    f"|(?<=[0-9])(?:{_GAP}[0-9]){{6}}"
    f"|(?<=[{HAN}:\uff1a][0-9])[0-9]{{2,3}}{_LINE_END}[0-9]{{4}}"
    f"|((?<=[1-9])[0-9]{{2,5}}(?={_SIGN}[0-9]{{2,8}}{_SIGN}[0-9]{{2,8}}))))"
)
PLAIN_MOBILE, PLAIN_ID, BROKEN, DOTTED_MOBILE, CODE = 1, 2, 3, 4, 6  # its groups
SIGNED_LANDLINE, SPLIT = 7, 8
SHORTEST = 7  # digits of a number of any kind

# digits in a row, or in groups with a gap between
RUN = re.compile(f"[0-9](?:{_GAP}[0-9]){{6,29}}(?:[ \\-]?[Xx])?{_ENDS}")
# the same over the end of a line, for what is called a number before it
RUN_ON = re.compile(f"[0-9](?:(?:{_GAP}|{_LINE_END})[0-9]){{6,29}}(?:[ \\-]?[Xx])?{_ENDS}")
TOKEN = re.compile(r"[0-9]+[Xx]?|[Xx]")
NO_DIGIT = re.compile(r"[^0-9Xx]+")
# up to the end of an ID number in groups; what parts them may be a sign or a gap
SPLIT_RUN = re.compile(f"[0-9]+(?:(?:{_SIGN}|{_GAP})[0-9]{{1,8}}){{1,17}}(?:{_SIGN}|{_GAP})?[Xx]?")
CARD_IN_FOURS = re.compile(f"62[0-9]{{2}}(?:{_SIGN}[0-9]{{4}}){{3}}(?:{_SIGN}[0-9]{{3}})?{_ENDS}")
GLUED = re.compile(r"[0-9]{11}[0-9Xx]{11,60}(?![0-9A-Za-z])")
BEHIND_LETTERS = re.compile(r"([A-Za-z]{1,10})([0-9]{17}[0-9Xx]|1[3-9][0-9]{9})")
LANDLINE = re.compile(r"0(?:10|2[0-9]|[3-9][0-9]{2})[2-8][0-9]{6,7}")
# where it is called a telephone: without its area code, or with that of the country
LANDLINE_CALLED = re.compile(
    f"{LANDLINE.pattern}|[2-8][0-9]{{6,7}}|[48]00[0-9]{{7}}"
    "|(?:00)?860?(?:10|2[0-9]|[3-9][0-9]{2})[2-8][0-9]{6,7}"
    "|(?:00)?85[23][2-9][0-9]{7}|(?:00)?8860?[2-9][0-9]{7,8}"  # Hong Kong, Macao; Taiwan
)
DAY = re.compile(
    "20[0-9]{2}[\\-\u2010-\u2015 ][0-9]{1,2}[\\-\u2010-\u2015 ][0-9]{1,2}"
)  # no telephone
DECIMAL = re.compile(r"[0-9]\.$")
MOBILE = re.compile(r"(?:(?:00)?86|0)?(1[3-9][0-9]{9})")
# of the mainland; to Hong Kong and Macao (C), from there (H, M); a foreigner's residence permit
PASSPORT = re.compile(
    r"[EC](?:[0-9]|[A-HJ-NP-Z])[0-9]{7}|G[0-9]{8}|[DSP]E[0-9]{7}|[HM](?:[0-9]{8}|[0-9]{10})"
    r"|[A-Z]{3}[0-9]{12}"
)
PASSPORT_LABELLED = re.compile(r"[A-Z]{1,3}[0-9]{6,12}|[0-9]{8,10}")
USCC_SHAPE = re.compile(r"[1-9A-HJ-NPQRTUWXY]{2}[0-9]{6}[0-9A-HJ-NPQRTUWXY]{10}")
# behind its label: in groups, over a line's end, in small letters
USCC_SPREAD = re.compile(f"[0-9A-Za-z](?:(?:[ \\-]|{_LINE_END})?[0-9A-Za-z]){{17}}(?![0-9A-Za-z])")
SOME_DIGITS = re.compile(r"(?:[^0-9]*[0-9]){8}", re.DOTALL)
MISREAD = str.maketrans("OoIl", "0011")  # no code has these letters, many a typist does
BEFORE_AT = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._%+-"
AFTER_AT = re.compile(r"(?:[A-Za-z0-9\-]{1,63}\.){1,6}[A-Za-z]{2,24}")
# full-width letters, digits and their signs, and what each is when narrow
_WIDE = (
    0xFF0B,
    0xFF0D,
    0xFF0E,
    *range(0xFF10, 0xFF1A),
    *range(0xFF20, 0xFF3B),
    *range(0xFF41, 0xFF5B),
)
_INVISIBLE = (
    *(0xAD, 0x34F, 0x61C, 0x180E, 0x3164, 0xFEFF),
    *range(0x200B, 0x2010),
    *range(0x202A, 0x202F),
    *range(0x2060, 0x206A),
    *range(0xFE00, 0xFE10),
)
# digits drawn as mathematics or written in Arabic, and what only looks like an X
_MATHEMATICAL = {chr(0x1D7CE + n): str(n % 10) for n in range(50)}
_ARABIC = {chr(first + n): str(n) for first in (0x660, 0x6F0) for n in range(10)}
_LIKE_X = dict.fromkeys("\u0425\u0445\u03a7\u03c7\u2169\u2179", "X")
ODD_CHARACTERS = {
    **{chr(code): chr(code - 0xFF01 + 0x21) for code in _WIDE},
    **dict.fromkeys(map(chr, _INVISIBLE), ""),
    **_ARABIC,
    **_LIKE_X,
}
# of the first plane alone: a set that goes beyond it is looked up twenty times as slowly
ODD = re.compile(f"[{''.join(ODD_CHARACTERS)}]")
FAR_ODD = re.compile("[\U0001d7ce-\U0001d7ff]")
ODD_CHARACTERS |= _MATHEMATICAL
AT_SIGNS = ("@", "#", "(at)", "[at]", "(AT)", "\uff08at\uff09", "\u3010at\u3011")
DOMAINS = (".com", ".cn", ".net", ".org")  # behind a sign that many other things have
AROUND_AT = re.compile(r"[ \t]*\n?[ \t]*")
NAME_SHAPE = re.compile(f"[{HAN}]{{2,10}}(?:[\u00b7\u2022][{HAN}]{{2,10}})+")
FIRST_HAN = "\u3400"
# GA 36: at most two letters in five signs; of an electric car, one first or last
SMALL_PLATE = re.compile(
    "(?=(?:[0-9]*[a-z]){0,2}[0-9]*$)[0-9a-z]{5}$|[a-hjk][0-9a-z][0-9]{4}$|[0-9]{5}[a-hjk]$",
    re.IGNORECASE,
)
ANY_HAN = re.compile("[\u3400-\u9fff]")  # of the plane that no text does without
# two characters drawn apart to be as wide as three
SPACED_NAME = re.compile(f"(?<![{HAN}])([{HAN}])[ \u3000]{{1,4}}([{HAN}])")
PIECE = re.compile(f"[{HAN}\u00b7\u2022]+")
# from a house's number backwards: what may belong to its address, then the number itself
_IN_ADDRESS = f"[{HAN}0-9A-Za-z\u00b7\\-#]"
ADDRESS_BACKWARDS = re.compile(f"{_IN_ADDRESS}{{2,40}}|{_IN_ADDRESS}?\n\r?{_IN_ADDRESS}{{2,40}}")
HOUSE_BACKWARDS = re.compile(r" ?(?:(?:[0-9]{1,4}[-\u2014])?[0-9]{1,5}(?![0-9])|[A-Z](?![A-Z])) ?")


class Rules:
    """The expressions made from `resources/privacy/patterns.toml`; one for the whole program."""

    def __init__(self) -> None:
        with paths.resource("privacy", "patterns.toml").open("rb") as page:
            words = tomllib.load(page)
        units = one_of(words["house_units"])
        self.plate = re.compile(
            f"[{words['plate_provinces']}][ \u00b7]?[A-HJ-NP-Za-hj-np-z][ \u00b7\u2022\u30fb.:\\-]?"
            f"([A-HJ-NP-Za-hj-np-z0-9]{{4,6}}[{words['plate_last']}]?)(?![A-Za-z0-9])"
        )
        self.embassy = re.compile(
            f"[{words['plate_embassies']}] ?[0-9]{{3}}"
            "([ \u00b7\u2022\u30fb.\\-]?)[0-9]{3}(?![0-9])"
        )
        self.car, self.embassies = words["car"], words["plate_embassies"]
        self.armed_police = re.compile(
            f"WJ ?(?:[{words['plate_provinces']}]|[0-9]{{2}})[ \u00b7\u2022.\\-]?[0-9]{{4}}[0-9A-Z]"
            "(?![0-9A-Za-z])"
        )
        # behind its name: an officer's card, or any paper however its letters are written
        self.paper = re.compile(
            f"{words['paper']}({words['officer']}|[A-Za-z]{{1,3}} ?[0-9]{{6,12}}(?![0-9A-Za-z]))"
        )
        self.births = tuple(words["births"])
        self.born_before = re.compile(words["born_before"])
        self.born_after = re.compile(words["born_after"])
        self.house_unit = re.compile(
            "|".join(f"{unit}(?<=[0-9A-Z ]{unit})" for unit in words["house_units"])
        )
        self.house_tail = re.compile(
            f"(?: ?[0-9A-Za-z\\-]{{1,6}} ?{units})*(?:[0-9]{{2,5}}(?![0-9]))?"
        )
        numerals = "".join(words["numerals"])
        told = f"[{numerals}\u5341\u767e]"
        # a flat without its units, as so many houses and doors; a house written in numerals
        self.written_house = re.compile(
            f"{one_of([*words['streets'], *words['estates']])}(?:"
            f"[A-Z]?(?:[0-9]{{1,3}}[\\-#\u2014]){{1,2}}[0-9]{{3,4}}(?![0-9])"
            f"|{told}{{1,5}}{units}(?:{told}{{1,5}}{units})*(?!{one_of(words['no_houses'])}))"
        )
        self.numerals = re.compile(f"[{numerals}][{numerals}]{{10,17}}[Xx]?")
        self.digits = {
            ord(sign): str(value) for value, signs in enumerate(words["numerals"]) for sign in signs
        }

        self.address_lead = re.compile(f"^{one_of(words['address_leads'])}+")
        self.road = re.compile(one_of(words["roads"]))
        self.after_word = {
            Kind.ADDRESS: re.compile("[:\uff1a\\s]{1,3}([^\\s\uff0c,\u3002\uff1b;\uff08(]{5,50})"),
            Kind.NAME: re.compile(
                f"[:\uff1a \\t\u3000]{{1,3}}"
                f"([{HAN}\u00b7\u2022]{{2,20}}|[{HAN}][ \u3000]{{1,4}}[{HAN}](?![{HAN}]))"
            ),
            Kind.HEALTH: re.compile("()"),
            Kind.PASSPORT: re.compile("()"),
        }
        # up to the end of the phrase: where only the word went, the illness would stand there
        self.after_lead = re.compile(
            "[:\uff1a\\s]{0,2}[^\\s\uff0c,\u3002.\uff1b;\u3001\uff09)\u7684]{1,15}"
        )
        self.health_leads = frozenset(words["health_leads"])
        self.word_kinds = (
            dict.fromkeys(words["address_labels"], Kind.ADDRESS)
            | dict.fromkeys(words["name_labels"], Kind.NAME)
            | dict.fromkeys(words["health"], Kind.HEALTH)
            | dict.fromkeys([*words["officer_labels"], *words["passport_labels"]], Kind.PASSPORT)
        )
        self.words = re.compile(one_of(self.word_kinds))
        self.labels = {
            Kind.ID_NUMBER: re.compile(one_of(words["id_labels"])),
            Kind.LANDLINE: re.compile(one_of(words["phone_labels"])),
            Kind.BANK_CARD: re.compile(one_of(words["card_labels"])),
            Kind.PASSPORT: re.compile(one_of(words["passport_labels"])),
            Kind.USCC: re.compile(one_of(words["uscc_labels"])),
        }
        self.after_label = re.compile(f"^.*{one_of(words['name_labels'])}")
        signs = " \t\r\f\v\u00a0\u3000:\uff1a,\uff0c\u3001()\uff08\uff09;\uff1b|/[]\"'\u201c\u201d"
        self.signs = frozenset(signs)
        # what may stand between a name and a number, by its last character, the longest first
        self.between: dict[str, list[str]] = {}
        for word in sorted(words["between"], key=len, reverse=True):
            self.between.setdefault(word[-1], []).append(word)
        self.no_names = frozenset(words["no_names"])
        self.compound = frozenset(words["compound_surnames"])
        self.surnames = frozenset(words["surnames"])
        more = f"[{HAN}\u00b7\u2022]"
        compound = "|".join(f"(?<={word[0]}){word[1:]}" for word in words["compound_surnames"])
        # whole words that may be names; `near.is_name` looks closer
        self.name = re.compile(
            f"[{HAN}](?<!{more}[{HAN}])(?:(?:(?<=[{words['surnames']}])|{compound}){more}{{1,2}}"
            f"|[{HAN}]{{1,9}}(?:[\u00b7\u2022][{HAN}]{{2,10}})+)(?!{more})"
        )
        self.minors = re.compile(one_of(words["minors"]))
        self.health_near = re.compile(one_of(words["health_near"]))


def one_of(words: Iterable[str]) -> str:
    """Return an expression for one of the words, the longest first.

    Words that begin alike share their first character, so that most places fail at one look.
    """
    ordered = sorted(set(words), key=len, reverse=True)
    return "(?:" + "|".join(re.escape(word) for word in ordered) + ")"


@cache
def rules() -> Rules:
    return Rules()
