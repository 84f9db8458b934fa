"""Whoever holds the register's key looks for a destroyed file in what its pages once held.

SQLCipher wipes what it frees; without that a file found to be classified would stay in free pages.
"""

from datetime import date
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from clerkdesk import audit
from clerkdesk.clock import FixedClock
from clerkdesk.db import Register
from clerkdesk.db.connection import database
from clerkdesk.db.unit import blank, unit
from clerkdesk.publications import queries, service
from clerkdesk.publications.service import NewFile, NewPublication

TODAY = date(2026, 10, 13)
PAGE, SALT, IV, TAIL = 4096, 16, 16, 80  # bytes of SQLCipher 4; the tail holds IV and HMAC
MARK = "拟密事项甲乙丙丁".encode()


def held(register: Register) -> bytes:
    """Everything in the file, pages of no table included, in clear."""
    database.execute_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    whole, clear = Path(register.path).read_bytes(), []
    for start in range(0, len(whole), PAGE):
        page = whole[start + (0 if start else SALT) : start + PAGE]
        body, tail = page[:-TAIL], page[-TAIL:]
        reader = Cipher(algorithms.AES256(register.key), modes.CBC(tail[:IV])).decryptor()
        clear.append(reader.update(body) + reader.finalize())
    return b"".join(clear)


@pytest.fixture
def kept(register, clerk, clock) -> int:
    clock.at = FixedClock.on(TODAY).at
    draft = NewPublication(title="关于供热的公告", formed_on=TODAY)
    return service.register(draft, [NewFile("公告.txt", MARK * 5000)], clerk)


def test_the_bytes_of_an_expelled_file_are_nowhere_in_the_register(register, clerk, kept):
    (file,) = queries.card(kept, TODAY).files
    before = held(register)

    service.expel_file(kept, file.file_id, clerk, reason="发现涉密", told_to="局保密办")

    assert MARK in before
    assert MARK not in held(register)


def test_what_a_disposal_blanks_is_nowhere_in_the_register(register, clerk):
    with unit(by=clerk) as work:
        line = work.note("request", 1, "noted", {"text": MARK.decode()})
    before = held(register)

    with unit(by=clerk) as work:
        blank(work, (line,), "保管期满")

    assert MARK in before
    assert MARK not in held(register)
    assert audit.verify().blanked == (line,)
