import hashlib

import pytest

from clerkdesk import audit
from clerkdesk.db import open_register
from clerkdesk.db.connection import database
from clerkdesk.db.models import AuditPayload
from clerkdesk.db.unit import blank, unit

KEY = bytes(range(32))


@pytest.fixture
def lines(register, clerk) -> int:
    """Five lines more; the id of the first of them."""
    with unit(by=clerk) as work:
        numbers = [work.note("request", 7, f"step {n}", {"n": n}) for n in range(5)]
    assert audit.verify().ok
    return numbers[0]


def tamper(statement: str, *values: object) -> None:
    """What somebody with the key and a database tool could do."""
    triggers = ("audit_no_update", "audit_no_delete", "audit_payload_no_delete")
    database.execute_sql("PRAGMA query_only = OFF")
    database.execute_sql("PRAGMA foreign_keys = OFF")
    for trigger in triggers:
        database.execute_sql(f"DROP TRIGGER {trigger}")
    database.execute_sql(statement, values)


def test_an_untouched_chain_is_whole(lines):
    verdict = audit.verify()

    assert (verdict.ok, verdict.broken, verdict.why, verdict.blanked) == (True, None, "", ())
    assert verdict.lines == lines + 4
    assert len(verdict.head) == 64


def test_an_empty_chain_is_whole(register):
    verdict = audit.verify(lambda _sql: ())

    assert (verdict.ok, verdict.lines, verdict.head) == (True, 0, audit.FIRST)


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("verb", "nothing"),
        ("at", "2020-01-01T00:00:00.000000Z"),
        ("person_id", None),
        ("os_account", "nobody"),
        ("noun_id", 8),
        ("sealed", "00"),
        ("digest", "00"),
    ],
)
def test_a_changed_line_is_named(lines, column, value):
    tamper(f"UPDATE audit SET {column} = ? WHERE id = ?", value, lines + 2)  # noqa: S608 - above

    verdict = audit.verify()

    assert (verdict.ok, verdict.broken, verdict.why) == (False, lines + 2, "line")


def test_a_removed_line_is_noticed_at_the_next(lines):
    tamper("DELETE FROM audit WHERE id = ?", lines + 2)

    verdict = audit.verify()

    assert (verdict.broken, verdict.why) == (lines + 3, "order")


def test_a_line_made_anew_breaks_the_one_after_it(lines):
    row = database.execute_sql(
        "SELECT id, at, person_id, os_account, noun, noun_id, 'forged', sealed, previous"
        " FROM audit WHERE id = ?",
        (lines + 2,),
    ).fetchone()
    forged = "UPDATE audit SET verb = 'forged', digest = ? WHERE id = ?"
    tamper(forged, audit._digest(row), lines + 2)

    verdict = audit.verify()

    assert (verdict.broken, verdict.why) == (lines + 3, "order")


def test_lines_cut_off_at_the_end_are_missed_at_once(lines):
    head = audit.verify().head
    assert audit.missing() is None

    tamper("DELETE FROM audit WHERE id >= ?", lines + 3)

    assert audit.missing() == audit.Missing(lines + 4, head, lines + 2)
    verdict = audit.verify()
    assert (verdict.ok, verdict.broken, verdict.why) == (False, lines + 3, "tail")


def test_a_last_line_made_anew_is_missed_too(lines):
    tamper("UPDATE audit SET digest = ? WHERE id = ?", "0" * 64, lines + 4)

    assert audit.missing().found == lines + 4


def test_what_was_cut_off_stays_told_by_the_next_line_for_ever(lines, register, clerk):
    head = audit.verify().head
    tamper("DELETE FROM audit WHERE id >= ?", lines + 3)
    path = register.path
    register.close()

    again = open_register(path, KEY, clock=register.clock)
    try:
        assert audit.missing() is not None  # opening alone hides nothing
        note(clerk, "unit", {"name": "新来的"})

        assert audit.missing() is None
        (told,) = audit.history("audit", 0)
        assert told.verb == "tail_missing"
        assert told.payload == {"lines": lines + 4, "head": head, "found": lines + 2}
        verdict = audit.verify()
        assert (verdict.ok, verdict.cut) == (True, (lines + 3,))
        assert verdict.lines == lines + 4
    finally:
        again.close()


def test_an_act_that_is_taken_back_takes_its_head_back(lines, clerk):
    before = audit.verify()

    def half() -> None:
        with unit(by=clerk) as work:
            work.note("request", 7, "half")
            work.note("request", 7, "refused", {"phone": "1"})

    with pytest.raises(ValueError, match="personal"):
        half()

    assert audit.verify() == before
    assert audit.missing() is None


@pytest.mark.parametrize(
    ("harm", "why"),
    [
        ("UPDATE audit_payload SET payload = '{\"n\":9}'", "seal"),
        ("UPDATE audit_payload SET payload = NULL", "seal"),
        ("UPDATE audit_payload SET salt = NULL", "seal"),
        ("DELETE FROM audit_payload", "payload_missing"),
    ],
)
def test_a_changed_payload_is_named(lines, harm, why):
    tamper(f"{harm} WHERE audit_id = ?", lines + 1)

    verdict = audit.verify()

    assert (verdict.broken, verdict.why) == (lines + 1, why)


def test_a_lawful_disposal_keeps_the_chain_and_is_said(lines, clerk):
    with unit(by=clerk) as work:
        blank(work, (lines, lines + 1), "保管期满")

    verdict = audit.verify()

    assert verdict.ok
    assert verdict.blanked == (lines, lines + 1)
    assert [line.payload for line in audit.history("request", 7)][:3] == [None, None, {"n": 2}]
    (line,) = audit.history("audit", lines)
    assert line.payload == {"lines": [lines, lines + 1], "why": "保管期满"}


def test_personal_numbers_are_kept_as_salted_digests_only(register, clerk):
    with unit(by=clerk) as work:
        line = work.note(
            "party", 1, "created", {"kind": "citizen"}, personal={"phone": "13912345678"}
        )

    row = AuditPayload.get_by_id(line)
    assert "13912345678" not in row.payload
    assert audit.personal_digest(bytes(row.salt), "13912345678") in row.payload
    assert hashlib.sha256(b"13912345678").hexdigest() not in row.payload


@pytest.mark.parametrize(
    "payload",
    [{"phone": "1"}, {"party": {"id_number": "1"}}, {"parties": [{"address": "1"}]}],
)
def test_a_personal_number_in_clear_is_a_bug(register, clerk, payload):
    lines = audit.verify().lines

    with pytest.raises(ValueError, match="personal"):
        note(clerk, "party", payload)

    assert audit.verify().lines == lines
    note(clerk, "unit", payload)  # an organ's telephone is no personal number


def note(clerk: int, noun: str, payload: dict) -> None:
    with unit(by=clerk) as work:
        work.note(noun, 1, "changed", payload)


def test_the_history_of_one_row_names_who_and_when(lines, register, clerk):
    history = audit.history("request", 7)

    assert [line.verb for line in history] == [f"step {n}" for n in range(5)]
    assert {line.person for line in history} == {"王芳"}
    assert {line.os_account for line in history} == {audit.os_account()}
    assert {line.at for line in history} == {register.now()}
    assert audit.history("request", 8) == ()
