"""Which questions does a review ask, since when, and which answer is the worrying one?

The questions are data: `resources/checklists/<version>.toml`. A changed question is a new file with
a later `since`; a round keeps the version it was opened with, so old files are never edited.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from types import MappingProxyType
from typing import Any

from clerkdesk import paths
from clerkdesk.reviews.states import Answer


@dataclass(frozen=True)
class Question:
    """One proposition.

    worrying: the answer that needs an act or stops. stops: with that answer the item cannot be
    published. act: what the note must say then. no_not_applicable: it always applies.
    follows: a question; where that one's answer worries, 不适用 is no answer to this one.
    """

    key: str
    group: str
    text: str
    basis: str
    worrying: Answer
    stops: bool
    act: str
    no_not_applicable: bool
    follows: str


@dataclass(frozen=True)
class Checklist:
    version: str
    since: date
    warning: str
    questions: tuple[Question, ...]

    def question(self, key: str) -> Question:
        """Return one question; a key this version does not know is a KeyError."""
        return self.by_key[key]

    @property
    def by_key(self) -> Mapping[str, Question]:
        return MappingProxyType({question.key: question for question in self.questions})


def current(on: date) -> Checklist:
    """Return the checklist in force on a day."""
    known = [one for one in _all().values() if one.since <= on]
    return max(known, key=lambda one: one.since, default=min(_all().values(), key=_since))


def of(version: str) -> Checklist:
    """Return the checklist a round was opened with."""
    return _all()[version]


def versions() -> tuple[str, ...]:
    return tuple(_all())


def _since(one: Checklist) -> date:
    return one.since


@cache
def _all() -> Mapping[str, Checklist]:
    pages = sorted(paths.resource("checklists").glob("*.toml"))
    found = {}
    for page in pages:
        with page.open("rb") as file:
            one = parse(tomllib.load(file))
        if one.version in found:
            raise ValueError(f"{page.name}: version {one.version} stands twice")
        found[one.version] = one
    return MappingProxyType(found)


def parse(page: Mapping[str, Any]) -> Checklist:
    """Return a checklist as written; raises ValueError where a question is not complete."""
    questions: list[Question] = []
    for group in page["group"]:
        questions.extend(_question(raw, group["name"]) for raw in group["question"])
    known = [question.key for question in questions]
    if len(known) != len(set(known)):
        raise ValueError(f"{page['version']}: a question stands twice")
    for place, question in enumerate(questions):
        if question.follows and question.follows not in known[:place]:
            raise ValueError(f"{question.key} follows {question.follows}, which is not before it")
    return Checklist(page["version"], page["since"], page["warning"], tuple(questions))


def _question(raw: Mapping[str, Any], group: str) -> Question:
    worrying = Answer(raw["worrying"])
    if worrying not in (Answer.YES, Answer.NO):
        raise ValueError(f"{raw['key']}: the worrying answer is yes or no")
    for name in ("text", "basis", "act"):
        if not raw[name].strip():
            raise ValueError(f"{raw['key']}: {name} is empty")
    return Question(
        key=raw["key"],
        group=group,
        text=raw["text"],
        basis=raw["basis"],
        worrying=worrying,
        stops=raw.get("stops", False),
        act=raw["act"],
        no_not_applicable=raw.get("always_applies", False),
        follows=raw.get("follows", ""),
    )
