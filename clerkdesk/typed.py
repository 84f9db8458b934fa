"""May a text typed or pasted by people be stored as it stands? Exactly so, or not at all.

Nothing is mended in silence: characters of every plane, emoji and blanks inside are kept as given,
and what cannot be kept (control characters, halves of a pair, far too long) is refused by name.
"""

import unicodedata

from clerkdesk.errors import UserError

NAME_LIMIT = 300  # characters; names of up to 280 occur
LINE_LIMIT = 500
TEXT_LIMIT = 100_000  # contents of up to 50,000 occur

_BREAKS = frozenset("\n\r\t")
# directions that make a name read otherwise than it is stored
_TURNS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def name(value: str, field: str) -> str:
    """A name: one line, not empty."""
    return line(value, field, limit=NAME_LIMIT, required=True)


def line(value: str, field: str, *, limit: int = LINE_LIMIT, required: bool = False) -> str:
    """One line. Errors: typed.empty, too_long, control, line_break."""
    _check(value, field, limit, required=required)
    if any(char in _BREAKS or unicodedata.category(char) in ("Zl", "Zp") for char in value):
        raise UserError("typed.line_break", field=field)
    return value


def text(value: str, field: str, *, limit: int = TEXT_LIMIT, required: bool = False) -> str:
    """Several lines. Errors: typed.empty, too_long, control."""
    _check(value, field, limit, required=required)
    return value


def sought(value: str) -> str:
    """What a search box asks for: never refused, but no longer than SQLite compares."""
    return value.strip()[:LINE_LIMIT].encode("utf-8", "replace").decode()


def _check(value: str, field: str, limit: int, *, required: bool) -> None:
    if required and not value.strip():
        raise UserError("typed.empty", field=field)
    if len(value) > limit:
        raise UserError("typed.too_long", field=field, length=len(value), limit=limit)
    for place, char in enumerate(value, 1):
        if _is_unfit(char):
            raise UserError("typed.control", field=field, place=place, point=f"U+{ord(char):04X}")


def _is_unfit(char: str) -> bool:
    if char in _BREAKS:
        return False
    if char in _TURNS:
        return True
    # Cc control, Cs half of a pair; U+FFFE, U+FFFF of each plane are no characters at all
    return unicodedata.category(char) in ("Cc", "Cs") or ord(char) & 0xFFFE == 0xFFFE  # noqa: PLR2004
