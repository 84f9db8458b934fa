"""Which words are official documents recognised by? Loaded once from `resources/reading/`."""

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from typing import Any

from clerkdesk import paths


@cache
def heading() -> dict[str, Any]:
    """Return the words of a document's head and foot."""
    with paths.resource("reading", "heading.toml").open("rb") as page:
        return tomllib.load(page)


def any_of(words: Iterable[str]) -> str:
    """Return an expression for one of the words, the longest first, spaces allowed inside."""
    ordered = sorted(set(words), key=len, reverse=True)
    return "(?:" + "|".join(r"\s*".join(map(re.escape, word)) for word in ordered) + ")"
