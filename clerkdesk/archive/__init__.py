"""How is the register kept safe for years? Verified backups, and the way back from one."""

from clerkdesk.archive.backups import backup, kept, last, restore, verify

__all__ = ["backup", "kept", "last", "restore", "verify"]
