"""Which letters are there, and which are offered where?

One page each: `resources/letters/<key>.toml`; `wording` says how a page is built.
"""

from collections.abc import Collection, Mapping
from types import MappingProxyType

from clerkdesk import paths
from clerkdesk.letters.wording import Letter, parse
from clerkdesk.requests.moves import Move
from clerkdesk.requests.outcomes import OUTCOMES, Outcome

MIXTURE = "several_items"


def source_of(key: str) -> str:
    """The text of a letter's page, for showing and rewording it."""
    return paths.resource("letters", f"{key}.toml").read_text(encoding="utf-8")


def _load() -> Mapping[str, Letter]:
    pages = sorted(paths.resource("letters").glob("*.toml"))
    letters = [parse(page.read_text(encoding="utf-8"), page.stem) for page in pages]
    return MappingProxyType({letter.key: letter for letter in letters})


LETTERS: Mapping[str, Letter] = _load()
"""Every type of letter by its key, the name of its page."""


def for_outcomes(outcomes: Collection[Outcome]) -> Letter:
    """The reply to items with these outcomes: their common letter, else the one for a mixture.

    outcomes: one for each item, at least one.
    """
    keys = {OUTCOMES[outcome].letter for outcome in outcomes}
    return LETTERS[keys.pop() if len(keys) == 1 else MIXTURE]


def for_move(move: Move) -> tuple[Letter, ...]:
    """The letters to offer with a verb of a request, such as the extension notice."""
    return tuple(letter for letter in LETTERS.values() if move.value in letter.moves)
