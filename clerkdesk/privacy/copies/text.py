"""What is the masked copy of a plain text or a .csv? The same text in the same encoding."""

from clerkdesk.privacy.copies.made import Made, hidden_by
from clerkdesk.privacy.mask import Profile, mask
from clerkdesk.publications.readers import plain
from clerkdesk.publications.reading import Reading


def masked(data: bytes, read: Reading, profile: Profile) -> Made:
    """Return the copy; a text has nothing that could be left out."""
    text, encoding = plain.decode(data, read.name)
    hits = hidden_by(profile, text)
    made = mask(text, hits, profile)
    try:
        return Made(made.encode(encoding), len(hits))
    except UnicodeEncodeError:  # the words of a mask may be beyond an old encoding
        return Made(made.encode("utf-8-sig"), len(hits))
