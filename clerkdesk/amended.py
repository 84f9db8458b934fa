"""Which of the facts told anew differ from those that stand, and how does the log say so?"""

from collections.abc import Mapping
from enum import Enum
from typing import Any


class Same(Enum):
    """Says of a fact that it stays as it is, where None would take it away."""

    SAME = "same"


def differing(row: Any, given: Mapping[str, Any]) -> dict[str, Any]:
    """Return what of `given` moves a row. given: by the row's own names; `Same` moves nothing."""
    return {
        name: value
        for name, value in given.items()
        if value is not Same.SAME and value != getattr(row, name)
    }


def told(row: Any, moved: Mapping[str, Any]) -> dict[str, list[str]]:
    """Return before and after by name, for the log, while the row still has what stood."""
    return {name: [_said(getattr(row, name)), _said(value)] for name, value in moved.items()}


def _said(value: Any) -> str:
    return "" if value is None else str(value)
