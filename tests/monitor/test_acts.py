"""What may be done with a column now, and the sentence where it may not."""

from datetime import date

import pytest

from clerkdesk.monitor import acts
from clerkdesk.monitor.acts import Act, Standing
from clerkdesk.monitor.lights import Colour


@pytest.mark.parametrize("colour", [Colour.YELLOW, Colour.RED])
def test_a_burning_column_is_updated_explained_or_ended(colour):
    assert acts.allowed(Standing(colour)) == (Act.NOTE_UPDATE, Act.EXPLAIN, Act.END)
    assert acts.refused(Standing(colour)) == ()


def test_in_the_green_there_is_nothing_to_explain():
    assert Act.EXPLAIN not in acts.allowed(Standing(Colour.GREEN))
    (closed,) = acts.refused(Standing(Colour.GREEN))
    assert (closed.act, "绿灯" in closed.reason) == (Act.EXPLAIN, True)


@pytest.mark.parametrize("colour", list(Colour))
def test_a_column_no_longer_watched_only_remembers(colour):
    ended = date(2026, 10, 1)
    assert acts.allowed(Standing(colour, ended_on=ended)) == ()
    assert [one.act for one in acts.refused(Standing(colour, ended_on=ended))] == list(Act)
    assert all("2026-10-01" in one.reason for one in acts.refused(Standing(colour, ended_on=ended)))


def test_an_explanation_given_while_it_burnt_may_be_entered_after():
    assert Act.EXPLAIN in acts.allowed(Standing(Colour.GREEN, burnt_lately=True))
