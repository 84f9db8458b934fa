"""What is a part of a letter called in a sentence about it?"""

import tomllib
from functools import cache

from clerkdesk import paths


@cache
def _names() -> dict[str, str]:
    with paths.resource("typesetting", "fields.toml").open("rb") as file:
        return tomllib.load(file)


def place(field: str) -> str:
    """The part's name; for a field the page does not know, the field as it is."""
    return _names().get(field, field)
