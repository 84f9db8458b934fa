"""Pure rules of art. 41: which state follows from what happened and which letters left."""

from datetime import date

import pytest

from clerkdesk.calendar import WorkCalendar
from clerkdesk.errors import UserError
from clerkdesk.letters import LETTERS as PAGES
from clerkdesk.record_corrections import rules
from clerkdesk.record_corrections.rules import Act, Finding, Happened, Kind, State, Written

RECEIVED = date(2026, 9, 7)
TODAY = date(2026, 10, 13)
CHECKED = Happened(Kind.CHECKED, date(2026, 9, 20), id=1)


def decided(finding):
    return Happened(Kind.DECIDED, date(2026, 10, 9), finding, id=2)


def stand(*events, letters=(), voided=False):
    return rules.stand(RECEIVED, events, letters, voided=voided)


def test_the_office_s_target_is_counted_in_working_days_after_the_day_of_receipt():
    due = rules.target(20).due(RECEIVED, WorkCalendar.official())
    assert due == date(2026, 10, 10)  # a Saturday that is worked


@pytest.mark.parametrize("finding", Finding)
def test_every_finding_has_letters_whose_pages_exist(finding):
    assert rules.LETTERS[finding]
    assert all("41" in str(PAGES[key].article) for key in rules.LETTERS[finding])


@pytest.mark.parametrize(
    ("events", "state", "step"),
    [
        ((), State.CHECKING, "record_check"),
        ((Happened(Kind.EVIDENCE_ASKED, RECEIVED),), State.WAITING, "record_evidence"),
        (
            (
                Happened(Kind.EVIDENCE_ASKED, RECEIVED),
                Happened(Kind.EVIDENCE_RECEIVED, RECEIVED),
            ),
            State.CHECKING,
            "record_check",
        ),
        ((CHECKED,), State.CHECKING, "record_decide"),
        ((CHECKED, decided(Finding.CORRECTED)), State.DECIDED, "record_write"),
        ((Happened(Kind.WITHDRAWN, RECEIVED),), State.WITHDRAWN, ""),
    ],
)
def test_what_happened_gives_the_state_and_the_next_step(events, state, step):
    found = stand(*events)
    assert found.state is state
    assert rules.next_step(found) == step


@pytest.mark.parametrize("finding", Finding)
def test_a_decision_is_told_only_once_every_letter_of_it_has_left(finding):
    events = (CHECKED, decided(finding))
    keys = rules.LETTERS[finding]
    made = [Written(n, key, None) for n, key in enumerate(keys)]
    assert rules.next_step(stand(*events, letters=made)) == "record_send"

    for n, key in enumerate(keys):
        assert stand(*events, letters=made).state is State.DECIDED
        made[n] = Written(n, key, date(2026, 10, 10 + n))
    told = stand(*events, letters=made)
    assert told.state is State.TOLD
    assert told.closed_on == date(2026, 10, 9 + len(keys))


def test_the_letter_of_another_finding_tells_nobody_of_this_one():
    other = Written(1, "record_not_corrected", date(2026, 10, 10))
    found = stand(CHECKED, decided(Finding.CORRECTED), letters=[other])
    assert found.state is State.DECIDED
    assert found.to_write == ("record_corrected",)


@pytest.mark.parametrize(
    ("kind", "on", "code"),
    [
        (Kind.CHECKED, date(2026, 10, 14), "records.not_yet"),
        (Kind.CHECKED, date(2026, 9, 6), "records.before_receipt"),
        (Kind.DECIDED, date(2026, 9, 19), "records.before_event"),
        (Kind.EVIDENCE_RECEIVED, date(2026, 9, 15), "records.before_event"),
    ],
)
def test_impossible_days_are_refused(kind, on, code):
    standing = stand(Happened(Kind.EVIDENCE_ASKED, date(2026, 9, 16)), CHECKED)
    with pytest.raises(UserError) as refused:
        rules.check_day(kind, on, standing, TODAY)
    assert (refused.value.code, refused.value.field) == (code, "on")


@pytest.mark.parametrize("act", Act)
def test_an_act_is_either_open_or_has_its_sentence(act):
    for standing in (
        stand(),
        stand(CHECKED, decided(Finding.CORRECTED)),
        stand(Happened(Kind.WITHDRAWN, RECEIVED)),
        stand(voided=True),
    ):
        reasons = dict(rules.refused(standing))
        assert (act in rules.allowed(standing)) != (act in reasons)
        assert reasons.get(act, "。").endswith("。")


def test_nothing_is_open_once_the_matter_is_void():
    assert rules.allowed(stand(voided=True)) == ()


def test_the_only_check_a_decision_rests_on_is_kept():
    standing = stand(CHECKED, decided(Finding.NOT_CORRECTED))
    with pytest.raises(UserError) as refused:
        rules.refuse_unvoidable(CHECKED, standing)
    assert refused.value.code == "records.decision_rests_on_it"

    rules.refuse_unvoidable(CHECKED, stand(CHECKED, decided(Finding.FORWARDED)))
    twice = stand(CHECKED, CHECKED, decided(Finding.NOT_CORRECTED))
    rules.refuse_unvoidable(CHECKED, twice)
