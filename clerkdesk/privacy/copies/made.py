"""What does the maker of a masked copy hand over?"""

from dataclasses import dataclass

from clerkdesk.privacy.find import Hit, find
from clerkdesk.privacy.mask import Profile
from clerkdesk.publications.readers.parts import Note


@dataclass(frozen=True)
class Made:
    """A copy's bytes, how many finds were masked, and what of the original did not go along."""

    data: bytes
    masked: int
    dropped: tuple[Note, ...] = ()


def hidden_by(profile: Profile, text: str) -> list[Hit]:
    """Return the finds of a text that a profile hides."""
    return [hit for hit in find(text) if profile.hides(hit.kind, text[hit.start : hit.end])]


def dropped(**counts: int) -> tuple[Note, ...]:
    """Return a note for each kind of thing that was dropped; none for what there was none of."""
    return tuple(Note.of(f"dropped_{kind}", count=count) for kind, count in counts.items() if count)


def shares(start: int, end: int, instead: str, first: int, length: int) -> str:
    """Return what of a mask for text[start:end] belongs to a piece that begins at `first`.

    A mask as long as what it hides is shared out sign by sign, so that a number written into
    eighteen boxes stays in them; another stands where the hidden text began.
    """
    if len(instead) == end - start:
        return instead[max(first - start, 0) : max(first + length - start, 0)]
    return instead if first <= start else ""
