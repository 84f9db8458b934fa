"""By which letters may a Chinese name be found: 周敏 by zm? Pure; knows nothing of Qt."""

from functools import lru_cache
from itertools import pairwise

# GB/T 2312 orders its 3,755 everyday characters by pinyin: the first code of each initial letter.
_FIRST = (
    (0xB0A1, "a"),
    (0xB0C5, "b"),
    (0xB2C1, "c"),
    (0xB4EE, "d"),
    (0xB6EA, "e"),
    (0xB7A2, "f"),
    (0xB8C1, "g"),
    (0xB9FE, "h"),
    (0xBBF7, "j"),
    (0xBFA6, "k"),
    (0xC0AC, "l"),
    (0xC2E8, "m"),
    (0xC4C3, "n"),
    (0xC5B6, "o"),
    (0xC5BE, "p"),
    (0xC6DA, "q"),
    (0xC8BB, "r"),
    (0xC8F6, "s"),
    (0xCBFA, "t"),
    (0xCDDA, "w"),
    (0xCEF4, "x"),
    (0xD1B9, "y"),
    (0xD4D1, "z"),
    (0xD7FA, ""),
)


@lru_cache(maxsize=20_000)  # lists of people and grounds are offered again and again
def initials(text: str) -> str:
    """Return the initial letters of everyday characters; other characters stay as they are.

    A character with several readings is found by the reading it is ordered under.
    """
    return "".join(_initial(character) for character in text.lower())


def _initial(character: str) -> str:
    try:
        octets = character.encode("gb2312")
    except UnicodeEncodeError:
        return character
    if len(octets) != 2:
        return character
    code = int.from_bytes(octets, "big")
    for (first, letter), (following, _next) in pairwise(_FIRST):
        if first <= code < following:
            return letter
    return character
