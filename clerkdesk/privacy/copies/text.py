"""What is the masked copy of a plain text or a .csv? The same text in the same encoding."""

from clerkdesk.privacy.find import find
from clerkdesk.privacy.mask import Profile, mask
from clerkdesk.publications.readers import plain
from clerkdesk.publications.reading import Reading


def masked(data: bytes, read: Reading, profile: Profile) -> tuple[bytes, int]:
    """Return the copy and the number of finds masked."""
    text, encoding = plain.decode(data, read.name)
    hits = [h for h in find(text) if profile.hides(h.kind, text[h.start : h.end])]
    made = mask(text, hits, profile)
    try:
        return made.encode(encoding), len(hits)
    except UnicodeEncodeError:  # the words of a mask may be beyond an old encoding
        return made.encode("utf-8-sig"), len(hits)
