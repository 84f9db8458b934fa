"""Which name has a row outside this register? A UUIDv7: sortable by time, unique everywhere."""

import secrets
import uuid
from datetime import datetime


def new_uid(now: datetime) -> str:
    """Return a UUID of version 7 (RFC 9562, 5.7): 48 bits of milliseconds, 74 random bits."""
    milliseconds = int(now.timestamp() * 1000) & ((1 << 48) - 1)
    value = milliseconds << 80 | 0x7 << 76 | secrets.randbits(12) << 64
    value |= 0b10 << 62 | secrets.randbits(62)
    return str(uuid.UUID(int=value))
