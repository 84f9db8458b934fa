"""Starts ClerkDesk."""

import sys

from clerkdesk.publications import sandboxed

if __name__ == "__main__":
    # the frozen program starts itself to read a dropped file in a process of its own
    sandboxed.serve_if_asked()

    from ui.app import main

    sys.exit(main())
