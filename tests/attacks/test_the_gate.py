"""Publishing without a valid approval of exactly these bytes is tried through every door."""

from contextlib import suppress
from dataclasses import replace
from datetime import date

import peewee
import pytest

from clerkdesk.db.connection import database, writable
from clerkdesk.db.models import Publication
from clerkdesk.errors import UserError
from clerkdesk.publications import queries, service
from clerkdesk.publications.attributes import Audience
from clerkdesk.publications.categories import Channel
from clerkdesk.publications.service import NewFile, NewPublication
from clerkdesk.reviews.states import ReviewState

TODAY = date(2026, 10, 13)


def file(text: str = "今日停水。", name: str = "公告.txt") -> NewFile:
    return NewFile(name, f"关于停水的公告\n{text}".encode())


@pytest.fixture
def notice(clerk) -> int:
    draft = NewPublication("关于停水的公告", TODAY, organ="示例市数据局")
    return service.register(draft, [file()], clerk)


@pytest.fixture
def approved(notice, reviewers) -> int:
    reviewers.approve(notice)
    return notice


def publish(publication: int, clerk: int) -> None:
    service.publish(publication, clerk, on=TODAY, channel=str(Channel.WEBSITE))


def refusal(publication: int, clerk: int) -> str:
    with pytest.raises(UserError) as caught:
        publish(publication, clerk)
    assert Publication.get_by_id(publication).published_on is None
    return caught.value.code


def raw(sql: str, *values) -> None:
    with writable():
        database.execute_sql(sql, values)


def test_an_approved_publication_goes_out(approved, clerk):
    publish(approved, clerk)

    assert Publication.get_by_id(approved).published_on == TODAY


def test_without_a_review_nothing_goes_out(notice, clerk):
    assert refusal(notice, clerk) == "reviews.gate_no_review"


def test_a_file_added_replaced_or_removed_after_approval_shuts_it(approved, clerk):
    (first,) = present(approved)
    service.attach_file(approved, file("又一份"), clerk)
    assert refusal(approved, clerk) == "reviews.gate_no_review"
    service.replace_file(approved, first, file("改过的"), clerk)
    assert refusal(approved, clerk) == "reviews.gate_no_review"


@pytest.mark.parametrize(
    "change",
    [
        {"title": "另一个标题"},
        {"document_number": "江建公〔2026〕9号"},
        {"organ": "临江市人民政府"},
        {"audience": Audience.PARTIES},
    ],
    ids=lambda change: next(iter(change)),
)
def test_what_the_levels_read_changed_after_approval_shuts_it(approved, clerk, change):
    draft = service.draft_of(approved)
    service.change_facts(approved, replace(draft, **change), clerk)

    assert queries.card(approved, TODAY).review.state is ReviewState.VOID
    assert refusal(approved, clerk) == "reviews.gate_no_review"


def present(publication: int) -> list[int]:
    rows = database.execute_sql(
        "SELECT file_id FROM publication_file WHERE publication_id = ? AND removed_at IS NULL",
        (publication,),
    )
    return [row[0] for row in rows.fetchall()]


@pytest.mark.parametrize(
    "sql",
    [
        # other bytes of the same length; then with the recorded digest put right as well
        "UPDATE file_chunk SET bytes = replace(CAST(bytes AS TEXT), '今日', '明日')",
        "UPDATE file_chunk SET bytes = CAST(bytes || 'x' AS BLOB)",
        "DELETE FROM file_chunk",
        "UPDATE file SET sha256 = '0'",
        "UPDATE review_file SET sha256 = '0'",
        "DELETE FROM review_file",
        "DELETE FROM publication_file",
        "UPDATE review SET state = 'open'",
        "DELETE FROM review_step",
    ],
)
def test_rows_changed_behind_the_programs_back_shut_it(approved, clerk, sql):
    with suppress(peewee.DatabaseError):  # the tables themselves forbid some of it
        raw(sql)
        assert refusal(approved, clerk).startswith("reviews.gate_")
