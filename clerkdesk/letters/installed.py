"""Which faces does this PC have for letters and sheets? Searched once a run."""

from functools import cache

from clerkdesk.letters import fonts
from clerkdesk.letters.fonts import FontSet


@cache
def office_fonts() -> FontSet:
    """Return the faces of every role, stand-ins included (see `fonts.find`)."""
    return fonts.find()
