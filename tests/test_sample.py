"""The sample office is alive on any day it is opened."""

from datetime import date, timedelta

import pytest

from clerkdesk import audit, opening, sample
from clerkdesk.clock import FixedClock
from clerkdesk.db.models import Letter, Publication, Request
from clerkdesk.deadlines import board
from clerkdesk.deadlines.lights import Light
from clerkdesk.holidays.queries import calendar
from clerkdesk.publications import coverage, interpreting
from clerkdesk.publications.coverage import Cover
from clerkdesk.requests.states import State


@pytest.fixture(scope="module", params=[date(2026, 11, 20), date(2026, 10, 3)])
def office(request, tmp_path_factory, monkeypatch_module):
    monkeypatch_module.setenv("CLERKDESK_HOME", str(tmp_path_factory.mktemp("sample")))
    register = opening.sample(FixedClock.on(request.param))
    try:
        sample.fill()
        yield register
    finally:
        opening.close(register)


@pytest.fixture(scope="module")
def monkeypatch_module():
    with pytest.MonkeyPatch.context() as patch:
        yield patch


@pytest.fixture(autouse=True)
def _no_register_is_left_open():
    """The office stays open over this module's tests; closing it is its own fixture's work."""


def test_twenty_requests_stand_in_every_state(office):
    rows = list(Request.select())
    assert len(rows) == 20
    assert {State(row.state) for row in rows} == set(State)


def test_every_light_of_the_board_burns(office):
    counted = board.counts(office.today())
    burning = {light for light, number in counted.items() if number}
    expected = {Light.OVERDUE, Light.SOON, Light.UNCONFIRMED, Light.ORDINARY, Light.PAUSED}
    if calendar().is_workday(office.today()):  # no limit ends on a day off
        expected.add(Light.TODAY)
    assert expected <= burning


def test_the_five_papers_are_publications_with_their_own_numbers_and_days(office):
    found = {row.document_number: row for row in Publication.select()}
    assert found["昆政办发〔2015〕17号"].formed_on == date(2015, 2, 12)
    assert found["昆政办发〔2018〕152号"].formed_on == date(2018, 8, 2)
    assert {row.state for row in found.values()} >= {"published", "in_review"}


def test_coverage_has_something_to_show(office):
    """Published in time, late, missing, and a chain with a stage left out."""
    year = (office.today() - timedelta(days=110)).year
    cells = {cell.category: cell.cover for cell in coverage.matrix(year, office.today())}
    assert len(cells) == 11
    assert {Cover.PUBLISHED, Cover.LATE, Cover.MISSING, Cover.AWAITED} <= set(cells.values())
    assert any(chain.gap for chain in coverage.chains("procurement"))
    assert interpreting.uninterpreted(office.today())


def test_letters_have_gapless_numbers_and_were_recorded_on_their_days(office):
    rows = list(Letter.select().order_by(Letter.id))
    assert rows
    assert all(row.made_at.date() <= office.today() for row in rows)
    assert len({row.number for row in rows}) == len(rows)


def test_the_journal_of_the_sample_is_sound(office):
    assert audit.verify().ok


def test_the_desk_is_back_in_the_present(office):
    assert office.today() in (date(2026, 11, 20), date(2026, 10, 3))
