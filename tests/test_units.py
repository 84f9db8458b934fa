"""People and organs: what is gone meanwhile is refused in words, never a fault of the program."""

import pytest

from clerkdesk import units
from clerkdesk.db.models import Audit, Unit
from clerkdesk.errors import UserError

GONE = 999


def refused(act, *args, **more) -> str:
    with pytest.raises(UserError) as fault:
        act(*args, **more)
    assert str(fault.value).endswith("。")
    return fault.value.code


@pytest.mark.parametrize(
    ("verb", "more"),
    [
        (units.rename, {"name": "新名"}),
        (units.close, {}),
        (units.correct, {"phone": "1", "address": ""}),
    ],
)
def test_a_unit_that_is_gone_or_ended_is_refused(clerk, verb, more):
    assert refused(verb, GONE, by=clerk, **more) == "units.unknown"
    section = units.add(units.SECTION, "法规科", by=clerk)
    units.close(section, by=clerk)
    assert refused(verb, section, by=clerk, **more) == "units.closed_already"


def test_a_person_that_is_gone_or_retired_is_refused(clerk):
    assert refused(units.person, GONE) == "units.person_unknown"
    assert refused(units.retire_person, GONE, by=clerk) == "units.person_unknown"
    post = {"post": "科长", "unit_id": None}
    assert refused(units.correct_person, GONE, by=clerk, **post) == "units.person_unknown"
    other = units.add_person("李明", by=clerk)
    units.retire_person(other, by=clerk)
    assert refused(units.retire_person, other, by=clerk) == "units.retired_already"
    assert refused(units.correct_person, other, by=clerk, **post) == "units.retired_already"


def test_nobody_sits_in_a_section_that_is_gone(clerk):
    assert refused(units.add_person, "李明", by=clerk, unit_id=GONE) == "units.unknown"
    closed = units.add(units.SECTION, "法规科", by=clerk)
    units.close(closed, by=clerk)
    more = {"post": "", "unit_id": closed}
    assert refused(units.correct_person, clerk, by=clerk, **more) == "units.closed_already"


def test_a_person_of_a_section_ended_since_keeps_it_while_the_post_is_corrected(clerk):
    section = units.add(units.SECTION, "法规科", by=clerk)
    units.correct_person(clerk, by=clerk, post="", unit_id=section)
    units.close(section, by=clerk)
    units.correct_person(clerk, by=clerk, post=" 主任 ", unit_id=section)
    mended = units.person(clerk)
    assert (mended.post, mended.unit_id) == ("主任", section)


def test_a_new_name_is_new_and_nobody_elses(clerk):
    first = units.add(units.SECTION, "法规科", by=clerk)
    units.add(units.SECTION, "城建科", by=clerk)
    assert refused(units.rename, first, "法规科", by=clerk) == "units.name_same"
    assert refused(units.rename, first, "城建科", by=clerk) == "units.name_twice"


def test_what_is_corrected_is_in_the_audit_and_the_name_stays(clerk):
    water = units.add(units.OTHER, "示例市水务局", by=clerk, phone="010-1", short_name="水务局")
    units.correct(water, by=clerk, phone="010-2", address="河西路2号")
    row = Unit.get_by_id(water)
    assert (row.name, row.phone, row.address, row.short_name) == (
        "示例市水务局",
        "010-2",
        "河西路2号",
        "水务局",
    )
    assert Audit.select().where((Audit.noun == "unit") & (Audit.verb == "corrected")).count() == 1


def test_a_telephone_of_two_lines_is_refused_beside_its_field(clerk):
    water = units.add(units.OTHER, "示例市水务局", by=clerk)
    with pytest.raises(UserError) as fault:
        units.correct(water, by=clerk, phone="1\n2", address="")
    assert fault.value.field == "phone"
    assert units.all_of(units.OTHER)[0].valid_to is None
