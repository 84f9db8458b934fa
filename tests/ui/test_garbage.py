"""Are rings of dead widgets taken down between events only, and are they taken down at all?"""

import gc
import weakref

import pytest
from PySide6.QtWidgets import QWidget

from ui import garbage


class Ring(QWidget):
    """Points at itself, so that only a search for rings can free it."""

    def __init__(self) -> None:
        super().__init__()
        self.ring = self


@pytest.fixture
def searching():
    """Python searches by itself, as it does before the program starts."""
    gc.collect()
    gc.enable()
    yield
    gc.disable()


def busy() -> list[list[int]]:
    """As many new objects as set off a search."""
    return [[] for _ in range(gc.get_threshold()[0] + 1)]


@pytest.mark.usefixtures("qapp", "searching")
def test_python_no_longer_searches_when_it_likes():
    sweeper = garbage.Sweeper()
    gone = weakref.ref(Ring())

    kept = busy()

    assert kept
    assert sweeper
    assert not gc.isenabled()
    assert gone() is not None


@pytest.mark.usefixtures("searching")
def test_the_event_loop_takes_rings_down(qtbot, monkeypatch):
    monkeypatch.setattr(garbage, "EVERY_MS", 5)
    sweeper = garbage.Sweeper()
    gone = weakref.ref(Ring())
    kept = busy()

    qtbot.waitUntil(lambda: gone() is None)

    assert kept
    assert sweeper


@pytest.mark.usefixtures("qapp")
def test_little_work_sets_off_no_search():
    gc.collect()
    gone = weakref.ref(Ring())

    garbage.sweep()

    assert gone() is not None
    gc.collect()
    assert gone() is None
