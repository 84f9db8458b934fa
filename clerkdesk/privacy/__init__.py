"""Finding and masking personal data. `find(text)` gives hits, `mask.mask` hides them."""

from clerkdesk.privacy.find import Hit, find
from clerkdesk.privacy.patterns import Kind

__all__ = ["Hit", "Kind", "find"]
