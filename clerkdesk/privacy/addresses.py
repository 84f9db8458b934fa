"""Where does a text say where somebody lives? A road or an estate, and behind it a house."""

from clerkdesk.privacy import patterns
from clerkdesk.privacy.hit import Hit, made
from clerkdesk.privacy.patterns import Kind, rules

_ORDINAL = "\u7b2c"  # "No.": a numbered thing, not a house
_REACH = 40  # characters of an address before its house


def addresses(text: str) -> list[Hit]:
    """Look for house numbers from their unit backwards: digits are everywhere, units are not."""
    hits: list[Hit] = []
    done = 0
    for unit in rules().house_unit.finditer(text):
        at = unit.start()
        house = patterns.HOUSE_BACKWARDS.match(text[max(at - 12, 0) : at][::-1])
        if at < done or not house:
            continue
        start = at - house.end()
        before = _before(text, start, done)
        road = rules().road.search(before, 1)
        if road and not before[road.end() :].endswith(_ORDINAL):
            done = _house_end(text, unit.end())
            hits.append(made((start - len(before), done, Kind.ADDRESS, False, False)))
    hits += _written(text)
    return hits


def _written(text: str) -> list[Hit]:
    """Return the addresses whose house is written in numerals, or as so many dashes."""
    return [
        Hit(house.start() - len(_before(text, house.start(), 0)), house.end(), Kind.ADDRESS, False)
        for house in rules().written_house.finditer(text)
    ]


def _before(text: str, start: int, done: int) -> str:
    """Return what belongs to an address before its house, without what announces it."""
    tail = patterns.ADDRESS_BACKWARDS.match(text[max(start - _REACH, done) : start][::-1])
    if not tail:
        return ""
    before = tail[0][::-1]
    lead = rules().address_lead.match(before)
    return before[lead.end() :] if lead else before


def _house_end(text: str, end: int) -> int:
    tail = rules().house_tail.match(text, end)
    return tail.end() if tail else end
