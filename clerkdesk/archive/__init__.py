"""How is the register kept safe for years? Verified backups, and the way back from one."""

from clerkdesk.archive.backups import backup, kept, last, verify
from clerkdesk.db.place import is_network

__all__ = ["backup", "is_network", "kept", "last", "verify"]
