"""The log cut short, numbers asked for at once, texts that no form should let through."""

import threading
from datetime import date

import pytest

from clerkdesk import audit, numbers, parties, typed, units
from clerkdesk.archive import backups
from clerkdesk.db.connection import database, writable
from clerkdesk.db.models import Number
from clerkdesk.db.unit import unit
from clerkdesk.errors import UserError
from clerkdesk.publications import queries as publications
from clerkdesk.publications import service
from clerkdesk.publications.rows import PublicationFilter
from clerkdesk.publications.service import NewFile, NewPublication
from clerkdesk.requests import listing
from clerkdesk.requests.queries import RequestFilter
from clerkdesk.reviews import queries as reviews
from clerkdesk.reviews.rows import ReviewFilter

TODAY = date(2026, 10, 13)

EVIL = ["a\x00b", "\ud800", "甲\u202e乙", "\x1b[2J", "x" * 501, "甲\n乙"]


def cut_the_tail(lines: int) -> None:
    with writable():
        for trigger in ("audit_no_delete", "audit_payload_no_delete"):
            database.execute_sql(f"DROP TRIGGER IF EXISTS {trigger}")
        last = database.execute_sql("SELECT max(id) FROM audit").fetchone()[0]
        for table, key in (("audit_payload", "audit_id"), ("audit", "id")):
            database.execute_sql(f"DELETE FROM {table} WHERE {key} > ?", (last - lines,))  # noqa: S608 - two of ours


def test_a_log_cut_short_is_told_by_itself_and_by_the_last_backup(register, clerk, tmp_path):
    for name in ("李明", "赵敏", "孙莉"):
        units.add_person(name, by=clerk)
    kept = backups.backup(register, tmp_path)

    cut_the_tail(3)

    assert audit.verify().why == "tail"
    assert audit.verify().head != kept.checked.audit.head
    assert audit.count() < kept.checked.audit.lines


def test_threads_that_ask_for_numbers_at_once_get_each_its_own(register, clerk):
    given: list[int] = []
    together = threading.Barrier(4)

    def ask() -> None:
        with register.connection():
            together.wait()
            for _ in range(5):
                with unit(by=clerk) as work:
                    number = numbers.allot("request", 2026, "request")
                    work.note("request", 0, "registered", {"number": number.shown})
                given.append(number.number)

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(given) == list(range(1, 21))
    assert numbers.gaps("request", 2026).missing == ()
    assert audit.verify().ok


def test_a_void_number_stays_out_of_reach_through_every_door(register, clerk):
    with unit(by=clerk) as work:
        first = numbers.allot("request", 2026, "request")
        numbers.void(first.shown, "登记错误", noun="request")
        work.note("request", 0, "voided", {})

    with unit(by=clerk) as work:
        assert numbers.allot("request", 2026, "request").number == 2
        work.note("request", 0, "registered", {})
    with pytest.raises(UserError, match=first.shown), unit(by=clerk):
        numbers.enter("request", 2026, first.shown, "request")
    with pytest.raises(UserError):
        numbers.continue_at("request", 2026, 1, by=clerk)
    assert Number.select().where(Number.number == 1).count() == 1


@pytest.mark.parametrize("text", EVIL)
def test_what_no_paper_can_show_is_refused_beside_its_field(register, clerk, text):
    before = audit.count()
    for act, field in (
        (lambda: units.add("other", text, by=clerk), "name"),
        (lambda: units.add("other", "水务局", by=clerk, address=text), "address"),
        (lambda: units.add("other", "水务局", by=clerk, phone=text), "phone"),
        (lambda: units.add_person(text, by=clerk), "name"),
        (lambda: units.add_person("李明", by=clerk, post=text), "post"),
    ):
        with pytest.raises(UserError) as caught:
            act()
        assert caught.value.field == field
        assert str(caught.value)
    assert audit.count() == before


@pytest.mark.parametrize(
    "name", ["𠮷田㐂", "𬭚", "<b>&", "' OR 1=1 --", "%_%", "CON", "../../x", "名" * 280]
)
def test_odd_names_are_kept_as_they_are(register, clerk, name):
    person = units.add_person(name, by=clerk)

    assert units.person(person).name == name


NOWHERE = ["字" * 60_000, "%" * 60_000, "%", "_", "' OR 1=1 --", "\ud800", "😀"]
EVERYWHERE = ["", "   ", "\u3000"]


def found(text: str) -> tuple[int, ...]:
    return (
        publications.count(PublicationFilter(text=text), TODAY),
        reviews.count(ReviewFilter(text=text), TODAY),
        listing.count(RequestFilter(text=text), today=TODAY),
    )


@pytest.mark.parametrize("text", [*NOWHERE, *EVERYWHERE], ids=range(10))
def test_any_text_may_be_searched_for(reviewers, clerk, text):
    draft = NewPublication("关于停水的公告", TODAY, organ="示例市数据局")
    there = service.register(draft, [NewFile("公告.txt", "关于停水的公告".encode())], clerk)
    service.start_review(there, clerk)

    assert parties.find(text) == ()
    assert found(text) == ((0, 0, 0) if text in NOWHERE else (1, 1, 0))


def test_a_wildcard_is_looked_for_as_itself(register, clerk):
    parties.create(parties.NewParty(parties.PartyKind.NATURAL, "百分之百%公司"), clerk)
    parties.create(parties.NewParty(parties.PartyKind.NATURAL, "刘洋"), clerk)

    assert [one.name for one in parties.find("%")] == ["百分之百%公司"]
    assert typed.sought("  刘洋 ") == "刘洋"
