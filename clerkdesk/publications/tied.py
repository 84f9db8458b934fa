"""How is a publication registered together with what it belongs to, both or neither?

register(tie: Tie, draft, files, by, *, answered=...) -> int
"""

from collections.abc import Sequence
from dataclasses import dataclass

from clerkdesk.db.unit import unit
from clerkdesk.publications import filing, registering
from clerkdesk.publications.intake import NewFile
from clerkdesk.publications.registering import NewPublication

INTERPRETS, SAME_PROJECT = "interprets", "same_project"


@dataclass(frozen=True)
class Tie:
    """relation: one of `filing.RELATIONS`; other_id: the publication it points at."""

    relation: str
    other_id: int


def register(  # noqa: PLR0913 - a registration with its tie
    tie: Tie,
    draft: NewPublication,
    files: Sequence[NewFile],
    by: int,
    *,
    answered: frozenset[str] = frozenset(),
    progress: registering.Progress | None = None,
) -> int:
    """Register a publication and tie it at once; return its key.

    It still goes through review before it is out. progress, errors: as `registering.register`.
    """
    with unit(by=by):
        made = registering.register(draft, files, by, answered=answered, progress=progress)
        filing.link(made, by, relation=tie.relation, other_id=tie.other_id)
    return made
