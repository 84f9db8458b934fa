"""How are numbers, dates, amounts and articles spelt in an official letter?

Pure. The Chinese words stand in `resources/letters/shared/phrases.toml`.
"""

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import cache
from types import MappingProxyType
from typing import Any

from clerkdesk import paths
from clerkdesk.errors import fill
from clerkdesk.requests.grounds import Citation, Law

_ARTICLE = re.compile(
    r"(?:(?P<law>[a-z_]+) )?(?P<article>\d+)(?:\.(?P<para>\d))?(?:\((?P<item>\d+)\))?"
)
MOST_SPELT = 999  # no article, item or step of these letters is counted higher


@cache
def book() -> Mapping[str, Any]:
    """The whole page of phrases."""
    with paths.resource("letters", "shared", "phrases.toml").open("rb") as page:
        return MappingProxyType(tomllib.load(page))


def phrase(key: str, **marks: object) -> str:
    """The phrase at `key` ("citation.item"), its marks filled; a missing key is a bug."""
    entry: Any = book()
    for step in key.split("."):
        entry = entry[step]
    return fill(str(entry), marks)


def numeral(number: int) -> str:
    """1 to 999 in Chinese numerals: 10 is 十, 36 is 三十六, 101 is 一百〇一."""
    if not 1 <= number <= MOST_SPELT:
        raise ValueError(number)
    digits: str = book()["digits"]
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    spelt = digits[hundreds] + phrase("hundred") if hundreds else ""
    if tens:
        spelt += ("" if tens == 1 and not hundreds else digits[tens]) + phrase("ten")
    elif hundreds and ones:
        spelt += digits[0]
    return spelt + (digits[ones] if ones else "")


def day(on: date) -> str:
    """7.3.5.4 of GB/T 9704: Arabic figures, month and day without leading zeros."""
    return phrase("date", year=on.year, month=on.month, day=on.day)


def joined(texts: Iterable[str]) -> str:
    return phrase("list_joint").join(texts)


def cite(places: Sequence[Citation]) -> str:
    """The full official form; the law's name stands once before all its articles."""
    spelt = []
    for law in dict.fromkeys(place.law for place in places):
        articles = joined(_article(place) for place in places if place.law is law)
        spelt.append(phrase(f"law.{law}") + articles)
    return joined(spelt)


def _article(place: Citation) -> str:
    spelt = phrase("citation.article", number=numeral(place.article))
    if place.paragraph:
        spelt += phrase("citation.paragraph", number=numeral(place.paragraph))
    if place.item:
        spelt += phrase("citation.item", number=numeral(place.item))
    return spelt


def citation(text: str) -> Citation:
    """Read "36(7)", "39.1" or "fee_rules 6"; ValueError where it is none of these."""
    found = _ARTICLE.fullmatch(text)
    if found is None:
        raise ValueError(text)
    law = Law(found["law"]) if found["law"] else Law.REGULATION
    return Citation(int(found["article"]), int(found["para"] or 0), int(found["item"] or 0), law)


def capital_amount(yuan: Decimal) -> str:
    """An amount of money in the characters of accounts: 2200 is 人民币贰仟贰佰元整.

    yuan: at least 0.01, less than a trillion, whole fen.
    """
    capital = book()["capital"]
    fen = int(yuan * 100)
    whole, tenths, hundredths = fen // 100, fen // 10 % 10, fen % 10
    spelt = _capital_whole(whole, capital) + capital["yuan"] if whole else ""
    if tenths:
        spelt += capital["digits"][tenths] + capital["tenth"]
    elif hundredths and whole:
        spelt += capital["digits"][0]
    spelt += (
        capital["digits"][hundredths] + capital["hundredth"] if hundredths else capital["whole"]
    )
    return str(capital["currency"] + spelt)


def _capital_whole(number: int, capital: Mapping[str, Any]) -> str:
    zero = capital["digits"][0]
    spelt = ""
    for place, figure in enumerate(reversed(str(number))):
        group, within = divmod(place, 4)
        if within == 0 and number // 10**place % 10**4:
            spelt = capital["groups"][group] + spelt
        if figure != "0":
            spelt = capital["digits"][int(figure)] + capital["places"][within] + spelt
        elif spelt and spelt[0] != zero and spelt[0] not in capital["groups"]:
            spelt = zero + spelt
    return spelt


def document_number(code: str, series: str, year: int, number: int | None) -> str:
    """A document number such as X信公复〔2026〕12号; without a number the blank form of a draft.

    code: the organ's 代字. series: key of the page's number series.
    """
    word = phrase(f"series.{series}")
    if number is None:
        return phrase("number.blank", code=code, series=word, year=year)
    return phrase("number.given", code=code, series=word, year=year, number=number)


@cache
def _terms() -> Mapping[str, Any]:
    with paths.resource("words", "terms.toml").open("rb") as page:
        return MappingProxyType(tomllib.load(page))


def term(table: str, key: str) -> str:
    """The label of an enum's member, as the screens show it."""
    return str(_terms()[table][key])


def letter_name(key: str) -> str:
    """What the screens call a letter; the key itself where it is none of them."""
    return str(_terms()["letter"].get(key, key))


def phrase_as_is(key: str) -> str:
    """The phrase at `key` where braces are not marks, such as a pattern."""
    entry: Any = book()
    for step in key.split("."):
        entry = entry[step]
    return str(entry)
