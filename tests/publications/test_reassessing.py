"""The queue of 条例 18: order, lights, and what was found the times before."""

from datetime import date

from clerkdesk.clock import FixedClock
from clerkdesk.deadlines.lights import Light
from clerkdesk.publications import reassessing, service
from clerkdesk.publications.service import NewPublication

TODAY = date(2026, 10, 13)


def test_the_queue_tells_light_remainder_and_whether_a_day_is_provisional(clerk, clock):
    clock.at = FixedClock.on(date(2026, 9, 1)).at
    for title, again in (
        ("后年", date(2028, 3, 1)),
        ("下周", date(2026, 10, 19)),
        ("昨天", date(2026, 10, 12)),
    ):
        made = service.register(NewPublication(title, date(2026, 8, 25)), (), clerk)
        service.withhold(made, clerk, ground="personnel", reason="内部", reassess_on=again)
    clock.at = FixedClock.on(TODAY).at
    rows = reassessing.queue(TODAY)
    assert [(row.row.title, row.light, row.remaining) for row in rows[:2]] == [
        ("昨天", Light.OVERDUE, -1),
        ("下周", Light.SOON, 4),
    ]
    assert [row.provisional for row in rows] == [False, False, True]


def test_every_assessment_is_remembered_the_newest_first(clerk, clock):
    clock.at = FixedClock.on(date(2026, 9, 1)).at
    made = service.register(NewPublication("纪要", date(2026, 8, 25)), (), clerk)
    service.withhold(made, clerk, ground="draft", reason="过程稿")
    assert reassessing.past(made) == ()
    for day, reason, disclose in (
        (date(2026, 9, 20), "仍在讨论", False),
        (TODAY, "已经定稿", True),
    ):
        clock.at = FixedClock.on(day).at
        service.reassess(made, clerk, on=day, disclose=disclose, reason=reason)
    found = reassessing.past(made)
    assert [(one.reason, one.disclose, one.recorded_by) for one in found] == [
        ("已经定稿", True, "王芳"),
        ("仍在讨论", False, "王芳"),
    ]
    assert reassessing.queue(TODAY) == ()
