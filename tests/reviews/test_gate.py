"""When is the gate open? Pure: digests, answers and signatures in, sentences out."""

import ast
import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import clerkdesk
from clerkdesk.calendar import WorkCalendar
from clerkdesk.reviews import checklists, gate, levels
from clerkdesk.reviews.gate import Given, Pending
from clerkdesk.reviews.levels import ROUTES, Conclusion, Level, Route, Stage, Step, progress
from clerkdesk.reviews.states import Answer, InquiryKind, ReviewState

DAY = date(2026, 9, 14)
FILES = {1: "a" * 64, 2: "b" * 64}
FULL = Route(ROUTES["five"])
CHECKLIST = checklists.current(DAY)
DIGESTS = st.dictionaries(st.integers(1, 4), st.sampled_from(["a", "b", "c"]), max_size=4)


def test_an_approval_of_exactly_these_files_opens_it():
    assert gate.valid(ReviewState.APPROVED, FILES, dict(FILES))


@pytest.mark.parametrize(
    ("present", "code"),
    [
        ({1: "a" * 64}, "reviews.gate_other_files"),
        ({**FILES, 3: "c" * 64}, "reviews.gate_other_files"),
        ({1: "a" * 64, 2: "c" * 64}, "reviews.gate_bytes_changed"),
        ({1: "a" * 64, 2: ""}, "reviews.gate_bytes_changed"),
        ({}, "reviews.gate_no_files"),
    ],
)
def test_a_file_more_less_or_other_shuts_it(present, code):
    assert gate.shut(ReviewState.APPROVED, FILES, present)[0].code == code


@pytest.mark.parametrize("state", [None, *(one for one in ReviewState if one != "approved")])
def test_no_other_state_opens_it(state):
    assert not gate.valid(state, FILES, dict(FILES))


def test_an_approval_of_nothing_opens_nothing():
    assert not gate.valid(ReviewState.APPROVED, {}, {})


@given(DIGESTS, DIGESTS)
def test_the_gate_is_open_only_for_equal_files(bound, present):
    assert gate.valid(ReviewState.APPROVED, bound, present) == (bound == present and bool(bound))


# --- the order of signatures ---------------------------------------------------------------------


def step(number: int, level: Level, *, passed: bool = True, conclusion=Conclusion.PUBLISH):
    said = conclusion if passed or conclusion is Conclusion.REFER else None
    return Step(number, Stage((level,)), passed, said, "", number, DAY)


@pytest.mark.parametrize("name", sorted(ROUTES))
def test_levels_may_be_merged_never_skipped(name):
    assert tuple(level for stage in ROUTES[name] for level in stage.levels) == tuple(Level)
    route = Route(ROUTES[name], "人手少", one_clerk=True)
    assert levels.load(levels.dump(route)) == route
    for stage in ROUTES[name]:
        assert levels.stage_of(stage.key) == stage


def test_a_returned_round_waits_one_stage_earlier():
    steps = [step(1, Level.HANDLER), step(2, Level.SECTION), step(3, Level.SECRECY, passed=False)]
    found = progress(FULL, steps)
    assert found.awaited == Stage((Level.SECTION,))
    assert [one.id for one in found.counting] == [1]


def test_a_referral_leaves_the_round_where_it_is():
    refer = step(2, Level.SECTION, passed=False, conclusion=Conclusion.REFER)
    found = progress(FULL, [step(1, Level.HANDLER), refer])
    assert found.awaited == Stage((Level.SECTION,))


@given(st.lists(st.booleans(), max_size=30))
def test_what_is_awaited_is_always_the_stage_after_those_that_count(moves):
    steps: list[Step] = []
    for number, passed in enumerate(moves, start=1):
        stage = progress(FULL, steps).awaited
        if stage is None:
            break
        steps.append(
            Step(number, stage, passed, Conclusion.PUBLISH if passed else None, "", 1, DAY)
        )
    found = progress(FULL, steps)
    assert [one.stage for one in found.counting] == list(FULL.stages[: len(found.counting)])


# --- the questions -------------------------------------------------------------------------------


def calm() -> dict[str, Given]:
    return {
        question.key: Given(Answer.NO if question.worrying is Answer.YES else Answer.YES)
        for question in CHECKLIST.questions
    }


def blockers(stage: Level, answers, pending=(), *, study_missing=False):
    return [
        fault.code
        for fault in gate.blockers(
            Stage((stage,)), CHECKLIST, answers, pending, study_missing=study_missing
        )
    ]


@pytest.mark.parametrize("level", list(Level))
def test_calm_answers_block_nobody(level):
    assert blockers(level, calm()) == []
    assert gate.stopping(CHECKLIST, calm()) == ()


@pytest.mark.parametrize("question", CHECKLIST.questions, ids=lambda one: one.key)
def test_each_worrying_answer_asks_for_its_act(question):
    answers = calm() | {question.key: Given(question.worrying)}
    assert "reviews.note_missing" in blockers(Level.HANDLER, answers)
    answers[question.key] = Given(question.worrying, "已处理")
    assert "reviews.note_missing" not in blockers(Level.HANDLER, answers)
    number = CHECKLIST.questions.index(question) + 1
    assert (number in gate.stopping(CHECKLIST, answers)) is question.stops


@pytest.mark.parametrize("level", list(Level))
def test_open_inquiries_and_a_missing_study_stop_at_the_leader(level):
    asked = [Pending(InquiryKind.CONFIRMATION, "", DAY, DAY)]
    found = blockers(level, calm(), asked, study_missing=True)
    late = level.rank >= Level.LEADER.rank
    assert ("reviews.answers_awaited" in found) is late
    assert ("reviews.study_missing" in found) is late


def test_a_merged_last_stage_still_decides():
    merged = Stage((Level.LEADER, Level.PUBLISHER))
    refusal = gate.refuse_conclusion(
        Conclusion.WITHHOLD, CHECKLIST, calm(), Conclusion.PUBLISH, merged
    )
    assert refusal is None


def test_the_referral_has_two_clocks_of_ten_working_days():
    days = WorkCalendar.official()
    unsent = Pending(InquiryKind.REFERRAL, "x", DAY, None)
    assert gate.due_of(unsent, days) == date(2026, 9, 28)
    assert gate.due_of(Pending(InquiryKind.REFERRAL, "x", DAY, date(2026, 9, 28)), days) == date(
        2026, 10, 16
    )
    assert gate.due_of(Pending(InquiryKind.CONFIRMATION, "", DAY, DAY), days) is None


# --- the only door -------------------------------------------------------------------------------


def test_one_function_alone_writes_the_day_of_publishing():
    """Whoever adds a second one must take it through the gate, and then change this test."""
    root = Path(clerkdesk.__file__).parent
    writers = []
    for path in sorted(root.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
                continue
            writes = node.func.attr in {"update", "create", "insert", "replace", "insert_many"}
            if writes and any(word.arg == "published_on" for word in node.keywords):
                writers.append(path.name)
            named = [one for one in node.args if isinstance(one, ast.Constant)]
            if node.func.attr == "setattr" and any(one.value == "published_on" for one in named):
                writers.append(path.name)
        assert not re.search(r"\.published_on = ", path.read_text(encoding="utf-8")), path
    assert writers == ["releasing.py"]
