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

# digits in a row, or in groups with one blank, dash or closing bracket between
RUN = re.compile(
    r"[0-9](?<![0-9A-Za-z][0-9])(?:[ \u00a0\-\u2013\u2014)\uff09]?[0-9]){6,29}(?:[ \-]?[Xx])?"
    r"(?![0-9A-Za-z]|\.[0-9])"
)
TOKEN = re.compile(r"[0-9]+[Xx]?|[Xx]")
CODE = re.compile(r"[0-9A-Z](?<![0-9A-Za-z][0-9A-Z])[0-9A-Z]{7,17}(?![0-9A-Za-z])")
LANDLINE = re.compile(r"0(?:10|2[0-9]|[3-9][0-9]{2})[2-8][0-9]{6,7}")
SHORT_PHONE = re.compile(r"[2-8][0-9]{6,7}|[48]00[0-9]{7}")
DECIMAL = re.compile(r"[0-9]\.$")
MOBILE = re.compile(r"(?:(?:00)?86)?(1[3-9][0-9]{9})")
PASSPORT = re.compile(r"E[0-9][0-9]{7}|E[A-HJ-NP-Z][0-9]{7}|G[0-9]{8}")
PASSPORT_LABELLED = re.compile(r"[A-Z]{1,2}[0-9]{7,10}|[0-9]{8}|[0-9]{10}")
USCC_SHAPE = re.compile(r"[1-9A-HJ-NPQRTUWXY]{2}[0-9]{6}[0-9A-HJ-NPQRTUWXY]{10}")
BEFORE_AT = re.compile(r"[A-Za-z0-9][A-Za-z0-9._%+\-]{0,63}$")
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
_INVISIBLE = (0xAD, 0x61C, 0x180E, *range(0x200B, 0x2010), *range(0x202A, 0x202F))
ODD_CHARACTERS = {chr(code): chr(code - 0xFF01 + 0x21) for code in _WIDE} | {
    chr(code): "" for code in (*_INVISIBLE, *range(0x2060, 0x206A), 0xFEFF)
}
ODD = re.compile(f"[{''.join(ODD_CHARACTERS)}]")
NAME_SHAPE = re.compile(f"[{HAN}]{{2,10}}(?:[\u00b7\u2022][{HAN}]{{2,10}})+")
HAN_TAIL = re.compile(f"[{HAN}\u00b7\u2022]+$")
PIECE = re.compile(f"[{HAN}\u00b7\u2022]+")
ADDRESS_TAIL = re.compile(f"[{HAN}0-9A-Za-z\u00b7\\-#]{{2,40}}$")


class Rules:
    """The expressions made from `resources/privacy/patterns.toml`; one for the whole program."""

    def __init__(self) -> None:
        with paths.resource("privacy", "patterns.toml").open("rb") as page:
            words = tomllib.load(page)
        units = one_of(words["house_units"])
        self.plate = re.compile(
            f"[{words['plate_provinces']}][A-HJ-NP-Z][ \u00b7\u2022\u30fb.]?"
            f"([A-HJ-NP-Z0-9]{{4,6}}[{words['plate_last']}]?)(?![A-Za-z0-9])"
        )
        self.house = re.compile(
            f"[0-9](?<![0-9][0-9])[0-9]{{0,4}}(?:[\\-\u2014][0-9]{{1,4}})? ?{units}"
            f"(?:[0-9A-Za-z\\-]{{1,6}} ?{units})*(?:[0-9]{{2,5}}(?![0-9]))?"
        )
        self.address_lead = re.compile(f"^{one_of(words['address_leads'])}+")
        self.road = re.compile(one_of(words["roads"]))
        self.after_word = {
            Kind.ADDRESS: re.compile("[:\uff1a\\s]{1,3}([^\\s\uff0c,\u3002\uff1b;\uff08(]{5,50})"),
            Kind.NAME: re.compile(f"[:\uff1a \\t\u3000]{{1,3}}([{HAN}\u00b7\u2022]{{2,20}})"),
            Kind.HEALTH: re.compile("()"),
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
        )
        # all words, and all odd characters, in one expression: one pass looks for them all
        self.words = re.compile(one_of([*self.word_kinds, *ODD_CHARACTERS]))
        self.labels = {
            Kind.ID_NUMBER: re.compile(one_of(words["id_labels"])),
            Kind.LANDLINE: re.compile(one_of(words["phone_labels"])),
            Kind.BANK_CARD: re.compile(one_of(words["card_labels"])),
            Kind.PASSPORT: re.compile(one_of(words["passport_labels"])),
            Kind.USCC: re.compile(one_of(words["uscc_labels"])),
        }
        self.after_label = re.compile(f"^.*{one_of(words['name_labels'])}")
        self.between = re.compile(
            f"(?:{one_of(words['between'])}|[\\s:\uff1a,\uff0c\u3001()\uff08\uff09;\uff1b|/\\[\\]])+$"
        )
        self.no_names = tuple(words["no_names"])
        self.compound = tuple(words["compound_surnames"])
        self.surnames = frozenset(words["surnames"])
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
