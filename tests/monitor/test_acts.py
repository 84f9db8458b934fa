"""What may be done with a column now, and the sentence where it may not."""

from datetime import date

import pytest

from clerkdesk.monitor import acts
from clerkdesk.monitor.acts import Act
from clerkdesk.monitor.lights import Colour


@pytest.mark.parametrize("colour", [Colour.YELLOW, Colour.RED])
def test_a_burning_column_is_updated_explained_or_ended(colour):
    assert acts.allowed(colour, None) == (Act.NOTE_UPDATE, Act.EXPLAIN, Act.END)
    assert acts.refused(colour, None) == ()


def test_in_the_green_there_is_nothing_to_explain():
    assert Act.EXPLAIN not in acts.allowed(Colour.GREEN, None)
    (closed,) = acts.refused(Colour.GREEN, None)
    assert (closed.act, "绿灯" in closed.reason) == (Act.EXPLAIN, True)


@pytest.mark.parametrize("colour", list(Colour))
def test_a_column_no_longer_watched_only_remembers(colour):
    ended = date(2026, 10, 1)
    assert acts.allowed(colour, ended) == ()
    assert [one.act for one in acts.refused(colour, ended)] == list(Act)
    assert all("2026-10-01" in one.reason for one in acts.refused(colour, ended))
