"""Letters (文书): LETTERS says which there are, `write` makes one."""

from clerkdesk.letters.catalogue import LETTERS
from clerkdesk.letters.write import Written, write

__all__ = ["LETTERS", "Written", "write"]
