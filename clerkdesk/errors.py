"""Whose fault is it, and which sentence does the clerk read?

Three kinds of failure: `UserError` (something typed or asked for; the sentence names the field and
the way out), `EnvironmentFault` (disk, lock, newer file; the sentence says what to do) and anything
else, which is a bug and goes to the crash path. Code gives a failure a name such as
"requests.before_receipt" and its facts; the sentence stands in `resources/errors/<noun>.toml` under
that name, with `{fact}` marks.
"""

import tomllib
from functools import cache
from string import Formatter

from clerkdesk import paths


@cache
def _sentences(noun: str) -> dict[str, str]:
    with paths.resource("errors", f"{noun}.toml").open("rb") as page:
        return tomllib.load(page)


class Spoken(Exception):
    """A failure that knows its own Chinese sentence.

    code: "<noun>.<name>", a line of `resources/errors/<noun>.toml`.
    field: the name of the form field at fault, where there is one; screens put the sentence there.
    facts: what the sentence's `{marks}` are replaced with.
    """

    def __init__(self, code: str, *, field: str | None = None, **facts: object) -> None:
        super().__init__(code)
        self.code = code
        self.field = field
        self.facts = facts

    def __str__(self) -> str:
        noun, _, name = self.code.partition(".")
        return fill(_sentences(noun)[name], self.facts)


class UserError(Spoken):
    """What was typed or asked for cannot be done; nothing was changed."""


class EnvironmentFault(Spoken):
    """The machine, not the clerk: disk, lock, vault, a file of a newer version."""


def fill(template: str, facts: dict[str, object]) -> str:
    """The template with each `{name}` replaced; braces inside a fact are never read again."""
    parts = []
    for literal, name, _spec, _conversion in Formatter().parse(template):
        parts.append(literal)
        if name is not None:
            parts.append(str(facts[name]))
    return "".join(parts)
