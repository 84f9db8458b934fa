"""Work sent to a section: its own limit, its own light, never the law's clock."""

from datetime import date

import pytest
from peewee import IntegrityError

from clerkdesk import files, units
from clerkdesk.deadlines import board
from clerkdesk.deadlines.lights import Light
from clerkdesk.errors import UserError
from clerkdesk.requests import queries, service
from clerkdesk.requests.moves import Move

RECEIVED = date(2026, 9, 14)


@pytest.fixture
def request_id(desk) -> int:
    desk.go(2026, 9, 14)
    return desk.register(RECEIVED)


def _assign(desk, request_id, **more):
    wanted = {"section_id": desk.section, "asked": "请检索并提出意见", "sent_on": desk.today} | more
    return service.assign(request_id, desk.clerk, **wanted)


def test_a_section_has_five_working_days_and_the_law_does_not_wait(desk, request_id):
    _assign(desk, request_id)

    card = desk.card(request_id)

    assert card.assignments[0].due_on == date(2026, 9, 20)  # a Sunday that is worked
    assert (card.due_on, card.next_step) == (date(2026, 10, 16), "await_section")
    assert card.next.move is Move.RECORD_SECTION_ANSWER
    assert card.section.name == "城建科"


def test_the_internal_limit_never_passes_the_legal_date(desk, request_id):
    desk.go(2026, 10, 14)
    _assign(desk, request_id)

    assert desk.card(request_id).assignments[0].due_on == date(2026, 10, 16)
    service.return_assignment(
        desk.card(request_id).assignments[0].id, desk.clerk, on=desk.today, reason="退回"
    )
    with pytest.raises(UserError, match="不能晚于法定答复期限（2026-10-16）") as fault:
        _assign(desk, request_id, due_on=date(2026, 10, 17))
    assert fault.value.field == "due_on"


def test_the_internal_limit_comes_nearer_with_the_legal_date(desk, request_id):
    on = desk.go(2026, 10, 13)
    extension = service.extend(
        request_id, desk.clerk, on=on, told_on=on, days=5, why="检索量大", agreed_by="李文涛"
    )
    _assign(desk, request_id)
    before = desk.card(request_id).assignments[0].due_on
    service.void_event(extension, desk.clerk, reason="误登")

    line = next(row for row in board.of("request", request_id, on) if "assignment" in row.rule)

    assert before == date(2026, 10, 20)
    assert desk.card(request_id).assignments[0].due_on == line.due_on == date(2026, 10, 16)


def test_work_sent_after_the_legal_date_is_due_the_day_it_is_sent(desk, request_id):
    on = desk.go(2026, 10, 20)
    _assign(desk, request_id)

    line = next(row for row in board.of("request", request_id, on) if "assignment" in row.rule)

    assert desk.card(request_id).assignments[0].due_on == line.due_on == on


def test_one_section_leads_and_others_assist_it(desk, request_id):
    other = units.add("section", "法规科", by=desk.clerk)
    third = units.add("section", "财务科", by=desk.clerk)
    assist = service.AssignRole.ASSIST
    _assign(desk, request_id, section_id=other, role=assist)
    assert desk.card(request_id).section is None
    _assign(desk, request_id)

    with pytest.raises(UserError, match="城建科已是主办处室") as fault:
        _assign(desk, request_id, section_id=third)

    assert fault.value.field == "role"
    _assign(desk, request_id, section_id=third, role=assist)
    card = desk.card(request_id)
    assert card.section.name == "城建科"
    assert [(one.section.name, one.role) for one in card.assignments] == [
        ("法规科", "assist"),
        ("城建科", "lead"),
        ("财务科", "assist"),
    ]


def test_a_section_s_answer_and_its_files_are_one_unit(desk, request_id):
    assignment = _assign(desk, request_id)
    given = files.store(b"%PDF-1.4 x", "意见.pdf", desk.clerk)

    with pytest.raises(IntegrityError):
        service.answer_assignment(
            assignment, desk.clerk, on=desk.today, answer="可以公开", files=[given, 999]
        )

    assert desk.card(request_id).assignments[0].answered_on is None
    service.answer_assignment(
        assignment, desk.clerk, on=desk.today, answer="可以公开", files=[given]
    )
    assert [(one.name, one.role) for one in desk.card(request_id).attachments] == [
        ("意见.pdf", "section")
    ]


def test_an_answer_with_its_search_record_ends_the_assignment(desk, request_id):
    assignment = _assign(desk, request_id)
    desk.go(2026, 9, 18)
    service.answer_assignment(
        assignment, desk.clerk, on=desk.today, answer="可以公开", search_record="档案室2020-2024"
    )

    card = desk.card(request_id)

    assert card.assignments[0].search_record == "档案室2020-2024"
    assert card.assignments[0].light is Light.DONE
    assert card.next.move is Move.DECIDE
    with pytest.raises(UserError, match="已于 2026-09-18 结束"):
        service.remind(assignment, desk.clerk, on=desk.today)


def test_a_late_section_is_red_on_its_own_and_gets_slips(desk, request_id):
    assignment = _assign(desk, request_id)
    on = desk.go(2026, 9, 22)
    service.remind(assignment, desk.clerk, on=on)
    service.remind(assignment, desk.clerk, on=on)

    view = desk.card(request_id).assignments[0]
    line = next(row for row in board.on(on) if row.rule == f"assignment.{assignment}")

    assert (view.light, view.left, view.reminded_on) == (Light.OVERDUE, -2, (on,))
    assert (line.light, line.next_step) == (Light.OVERDUE, "remind")
    assert desk.card(request_id).light is Light.ORDINARY


def test_a_returned_assignment_says_why_and_can_be_sent_again(desk, request_id):
    assignment = _assign(desk, request_id)
    with pytest.raises(UserError, match="已经在办这件申请"):
        _assign(desk, request_id)
    service.return_assignment(assignment, desk.clerk, on=desk.today, reason="不属于本科职责")
    _assign(desk, request_id)

    assert [one.return_reason for one in desk.card(request_id).assignments] == [
        "不属于本科职责",
        "",
    ]


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"asked": " "}, "请填写这一项"),
        ({"sent_on": date(2026, 9, 15)}, "还没有到"),
        ({"sent_on": date(2026, 9, 13)}, "早于来件之日"),
        ({"due_on": date(2026, 9, 11)}, "早于转办之日"),
        ({"section_id": 3}, "请选择本机关的处室"),
        ({"section_id": 999}, "请选择本机关的处室"),
    ],
)
def test_an_assignment_that_cannot_be_is_refused(desk, request_id, change, sentence):
    with pytest.raises(UserError, match=sentence):
        _assign(desk, request_id, **change)

    assert desk.card(request_id).assignments == ()


@pytest.mark.parametrize(
    ("on", "sentence"),
    [(date(2026, 9, 13), "早于转办之日"), (date(2026, 9, 30), "还没有到")],
)
def test_an_answer_comes_after_the_question_and_not_tomorrow(desk, request_id, on, sentence):
    assignment = _assign(desk, request_id)

    with pytest.raises(UserError, match=sentence):
        service.answer_assignment(assignment, desk.clerk, on=on, answer="可以公开")


def test_a_closed_request_is_assigned_to_nobody(desk, request_id):
    service.withdraw(request_id, desk.clerk, on=RECEIVED)

    with pytest.raises(UserError, match="已于 2026-09-14 办结"):
        _assign(desk, request_id)


def test_a_late_answer_stays_late_on_the_board(desk, request_id):
    assignment = _assign(desk, request_id)
    on = desk.go(2026, 9, 22)
    service.answer_assignment(assignment, desk.clerk, on=on, answer="可以公开")

    line = next(row for row in board.of("request", request_id, on) if "assignment" in row.rule)

    assert (line.light, line.closed_on) == (Light.DONE_LATE, on)


def test_one_verb_is_done_to_many_and_a_refusal_stops_nobody(desk):
    keys = [desk.register(RECEIVED) for _ in range(4)]
    service.withdraw(keys[1], desk.clerk, on=RECEIVED)
    on = desk.go(2026, 9, 21)
    seen = []

    def extend(key: int) -> int:
        return service.extend(
            key, desk.clerk, on=on, told_on=on, days=5, why="检索量大", agreed_by="李文涛"
        )

    result = service.for_each(
        keys,
        extend,
        progress=lambda done, of: seen.append((done, of)),
        cancelled=lambda: len(seen) == 3,
    )

    assert (result.done, result.left) == ((keys[0], keys[2]), (keys[3],))
    assert [(one.number, "已于2026-09-14撤回" in one.reason) for one in result.refused] == [
        ("2026-0002", True)
    ]
    assert seen == [(1, 4), (2, 4), (3, 4)]
    assert desk.card(keys[3]).due_on == date(2026, 10, 16)


def test_several_requests_are_handed_over_at_once(desk, request_id):
    other = desk.register(RECEIVED)
    service.hand_over([request_id, other], desk.clerk, handler_id=desk.head)

    assert {row.handler for row in queries.page(today=desk.today)} == {"李文涛"}
    assert {row.handler for row in board.on(RECEIVED)} == {"李文涛"}


def test_nobody_takes_over_who_has_left(desk, request_id):
    units.retire_person(desk.head, by=desk.clerk)

    with pytest.raises(UserError, match="已停用"):
        service.hand_over([request_id], desk.clerk, handler_id=desk.head)
