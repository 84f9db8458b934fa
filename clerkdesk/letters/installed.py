"""Which faces does this PC have for letters and sheets? Searched once a run."""

from functools import lru_cache
from pathlib import Path

from clerkdesk.letters import fonts
from clerkdesk.letters.fonts import FontSet


@lru_cache(maxsize=2)
def office_fonts(
    own_folders: tuple[Path, ...] = (), pictures: tuple[tuple[str, bytes], ...] = ()
) -> FontSet:
    """Return the faces of every role, stand-ins included (see `fonts.find`).

    own_folders: where fonts lie that the office added; pictures: of characters, by character.
    """
    return fonts.find(own_folders, pictures=dict(pictures))
