"""A form of an act keeps what was typed until it is done, and asks the record anew where nothing was."""

import pytest

from clerkdesk.errors import UserError
from ui.act_panel import ActPanel
from ui.act_room import ActRoom
from ui.cards import Card
from ui.editors import LineText


@pytest.fixture
def room(qtbot):
    made = ActRoom(Card("总览"))
    qtbot.addWidget(made)
    made.show()
    return made


def opened(room, key="explain", perform=lambda _values: None, done=lambda: None):
    def fill(form):
        form.add("why", "原因(&W)", LineText())

    def make():
        return ActPanel("说明", "保存(&S)", fill=fill, perform=perform, closed=room.close_act)

    return room.open(key, make, done)


def test_what_was_typed_waits_behind_the_overview(room):
    panel = opened(room)
    panel.form["why"].set_value("设备检修")
    assert room.escape()
    assert room.shown() is None
    assert opened(room) is panel
    assert panel.form["why"].value() == "设备检修"


def test_an_untouched_form_is_made_anew(room):
    panel = opened(room)
    room.close_act()
    assert opened(room) is not panel


def test_one_form_is_in_sight_at_a_time(room):
    first = opened(room, "first")
    first.form["why"].set_value("一")
    second = opened(room, "second")
    assert room.shown() is second
    assert not first.isVisible()
    assert opened(room, "first") is first


def test_a_done_form_goes_and_the_overview_comes_back(room, qtbot):
    said = []
    panel = opened(room, done=lambda: said.append("done"))
    panel.form["why"].set_value("设备检修")
    with qtbot.waitSignal(room.closed):
        panel.save.click()
    assert (said, room.currentIndex(), room.shown()) == (["done"], 0, None)
    assert opened(room) is not panel


def test_a_refusal_without_a_field_stands_above_the_form_and_loses_nothing(room):
    def refuse(_values):
        raise UserError("requests.unknown")

    panel = opened(room, perform=refuse)
    panel.form["why"].set_value("设备检修")
    panel.save.click()
    assert panel.trouble.isVisible()
    assert room.shown() is panel
    panel.form["why"].set_value("设备检修两日")
    assert not panel.trouble.isVisible()


def test_forms_of_another_record_are_forgotten(room):
    panel = opened(room)
    panel.form["why"].set_value("设备检修")
    room.forget()
    assert not room.escape()
    assert opened(room) is not panel
