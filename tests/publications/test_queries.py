"""What do lists and cards of publications show? Sorted, filtered and counted in SQL."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from clerkdesk import settings
from clerkdesk.db.models import Publication
from clerkdesk.db.unit import unit
from clerkdesk.deadlines.lights import Light
from clerkdesk.errors import UserError
from clerkdesk.holidays.queries import calendar
from clerkdesk.publications import lights, queries, service
from clerkdesk.publications.attributes import Attribute, State
from clerkdesk.publications.queries import Order, PublicationFilter
from clerkdesk.publications.service import NewFile, NewPublication

TODAY = date(2026, 10, 13)
SEEDS = Path(__file__).resolve().parents[3] / "shared" / "seeds"
EVERYTHING = PublicationFilter()


@pytest.fixture
def many(clerk) -> list[int]:
    """Three hundred publications of all states, formed on successive days around today."""
    states = list(State)
    with unit(by=clerk) as work:
        for place in range(300):
            formed = TODAY - timedelta(days=place % 60)
            state = states[place % len(states)]
            out = formed + timedelta(days=place % 40)
            done = state in (State.PUBLISHED, State.WITHDRAWN, State.SUPERSEDED)
            Publication.create(
                uid=f"u{place}",
                number=f"2026-{place + 1:04}",
                year=2026,
                title=f"第{place}号公告 100%_",
                document_number=f"示数〔2026〕{place}号",
                formed_on=formed,
                attribute=Attribute.PROACTIVE,
                category=("rules", "budgets", "")[place % 3],
                handler=clerk if place % 2 else None,
                state=state,
                due_on=None if place % 7 == 0 else formed + timedelta(days=28),
                natural_days=place % 3 == 1,
                published_on=out if done else None,
                facts={},
                registered_at=work.now,
                registered_by=clerk,
            )
        work.note("publication", 0, "filled", {})
    return [row.id for row in Publication.select().order_by(Publication.id)]


def ids(wanted=EVERYTHING, order=Order.NUMBER, **more) -> list[int]:
    more.setdefault("limit", 1000)
    return [row.id for row in queries.page(wanted, order, today=TODAY, **more)]


@pytest.mark.parametrize("order", list(Order))
@pytest.mark.parametrize("descending", [False, True])
def test_pages_follow_one_another_without_gap_or_overlap(many, order, descending):
    whole = ids(order=order, descending=descending)
    assert sorted(whole) == many
    pieces: list[int] = []
    for offset in range(0, 300, 70):
        pieces += ids(order=order, descending=descending, offset=offset, limit=70)
    assert pieces == whole


@pytest.mark.parametrize("descending", [False, True])
def test_rows_without_a_due_date_come_last(many, descending):
    rows = queries.page(EVERYTHING, Order.DUE, descending=descending, limit=1000, today=TODAY)
    known = [row.due_on for row in rows if row.due_on]
    assert known == sorted(known, reverse=descending)
    assert all(row.due_on is None for row in rows[len(known) :])


@pytest.mark.parametrize("light", list(Light))
def test_the_light_in_sql_is_the_light_of_the_rule(many, light):
    chosen = ids(PublicationFilter(lights=frozenset({light})))
    lead = settings.load().yellow_lead
    expected = [
        row.id
        for row in Publication.select().order_by(Publication.number)
        if lights.light_of(
            State(row.state),
            row.due_on,
            row.published_on,
            today=TODAY,
            days=calendar(),
            lead=lead,
        )
        is light
    ]
    assert chosen == expected
    assert queries.count(PublicationFilter(lights=frozenset({light})), TODAY) == len(expected)


def test_every_state_is_counted_once(many):
    assert sum(queries.counts(TODAY).values()) == 300
    for state, number in queries.counts(TODAY).items():
        assert queries.count(PublicationFilter(states=frozenset({state})), TODAY) == number


def test_filters_hold_together(many, clerk):
    wanted = PublicationFilter(
        open=True,
        categories=frozenset({"rules"}),
        handler_id=clerk,
        formed_from=TODAY - timedelta(days=30),
        formed_to=TODAY,
    )
    rows = queries.page(wanted, limit=1000, today=TODAY)
    assert rows
    assert len(rows) == queries.count(wanted, TODAY)
    for row in rows:
        assert row.state.is_open
        assert row.category == "rules"
        assert row.handler == "王芳"
        assert row.formed_on >= TODAY - timedelta(days=30)


def test_a_sought_sign_is_itself_and_no_wildcard(many):
    assert queries.count(PublicationFilter(text="100%_"), TODAY) == 300
    assert queries.count(PublicationFilter(text="1_0%"), TODAY) == 0
    assert queries.count(PublicationFilter(text="〔2026〕7号"), TODAY) == 1


def test_natural_days_are_counted_as_such(many):
    for row in queries.page(EVERYTHING, limit=300, today=TODAY):
        if row.due_on and row.natural_days and row.published_on is None:
            assert row.remaining == (row.due_on - TODAY).days


# --- the five seeds ------------------------------------------------------------------------------

EXPECTED = {
    "000": ("昆政办发〔2015〕17号", date(2015, 2, 12)),
    "001": ("", date(2015, 3, 18)),
    "002": ("昆政办发〔2018〕152号", date(2018, 8, 2)),
    "003": ("", None),
    "004": ("", None),
}


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the five source papers lie beside the checkout")
@pytest.mark.parametrize("prefix", sorted(EXPECTED))
def test_each_of_the_five_papers_goes_from_the_file_to_published(clerk, reviewers, prefix):
    path = next(SEEDS.glob(f"{prefix}_*.txt"))
    found = service.intake_file(path, path.name, clerk)
    assert found.asks == ()
    heading = found.heading
    number, day = EXPECTED[prefix]
    assert (heading.document_number.value if heading.document_number else "") == number
    if day:
        assert heading.formed_on.value == day
    draft = NewPublication(
        title=heading.title.value if heading.title else "一份没有标题的文件",
        formed_on=heading.formed_on.value if heading.formed_on else TODAY,
        document_number=number,
        organ=heading.organ.value if heading.organ else "",
        copies_to="\n".join(one.value for one in heading.cc),
    )
    publication_id = service.register(draft, [found.file], clerk)
    with pytest.raises(UserError):
        service.publish(publication_id, clerk, on=TODAY, channel="website")
    reviewers.approve(publication_id)
    service.publish(publication_id, clerk, on=TODAY, channel="website")
    card = queries.card(publication_id, TODAY)
    assert card.state is State.PUBLISHED
    assert card.files[0].approved
    assert card.files[0].sha256 == found.file.sha256


def test_a_budget_shows_both_dates_and_why_the_statute_wins(clerk):
    draft = NewPublication("2026年部门预算", date(2026, 2, 2), category="department_budget")
    facts = replace(draft.facts, approved_on=date(2026, 2, 10))
    publication_id = service.register(
        replace(draft, facts=facts), [NewFile("预算.txt", "预算".encode())], clerk
    )
    card = queries.card(publication_id, TODAY)
    assert card.due_on == date(2026, 3, 2)
    assert card.natural_days
    plan = next(other for other in card.due.also if other.on)
    assert plan.on == date(2026, 3, 16)
    assert "从其规定" in plan.why
    assert "第十四条" in card.due.basis
