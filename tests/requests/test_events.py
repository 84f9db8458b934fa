"""What may happen when: each event against each state, the impossible and the unlawful."""

import re
import tomllib
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clerkdesk import paths
from clerkdesk.calendar import WorkCalendar
from clerkdesk.errors import UserError
from clerkdesk.limits import Unit
from clerkdesk.requests import events as rules
from clerkdesk.requests import replay
from clerkdesk.requests.events import EVENTS, Ok, Refused, Unlawful, check
from clerkdesk.requests.facts import Consulted
from clerkdesk.requests.timing import (
    Because,
    Convention,
    DayReason,
    Event,
    EventKind,
    Facts,
    State,
    trace,
)

CALENDAR = WorkCalendar.official()
RECEIVED = date(2026, 3, 2)  # due on 30 March
FACTS = Facts(RECEIVED)
TODAY = date(2026, 6, 30)
DAY = timedelta(days=1)


def on(day: int, month: int = 3) -> date:
    return date(2026, month, day)


def judge(kind, events=(), facts=FACTS, today=TODAY, **fields):
    return check(kind, fields, facts, events, CALENDAR, today)


def refusal(verdict) -> tuple[str, str | None]:
    assert isinstance(verdict, Refused), verdict
    assert str(verdict.error).endswith("。")
    return verdict.error.code, verdict.error.field


# one way into each state, and the day on which the next thing happens there
INTO = {
    State.UNCONFIRMED: ((), on(4)),
    State.RUNNING: ((), on(4)),
    State.PAUSED: ((Event("consulted", on(3), third_received_on=on(4)),), on(5)),
    State.AWAITING_CORRECTION: ((Event("correction_asked", on(3), until=on(10)),), on(11)),
    State.AWAITING_PAYMENT: (
        (Event("fee_noticed", on(3), told_on=on(4)), Event("delivered", on(4))),
        on(2, 4),
    ),
    State.AWAITING_REASONS: ((Event("reasons_asked", on(3), until=on(20)),), on(5)),
    State.WRITTEN: ((Event("decided", on(4)),), on(5)),
    State.CLOSED_IN_TIME: ((Event("sent", on(27)),), on(30)),
    State.CLOSED_LATE: ((Event("sent", on(31)),), on(1, 4)),
    State.WITHDRAWN: ((Event("withdrawn", on(3)),), on(4)),
    State.ABANDONED: (
        (
            Event("correction_asked", on(3), until=on(10)),
            Event("correction_lapsed", on(11)),
        ),
        on(12),
    ),
}
# what each kind needs to have happened, beside the state
BEFORE = {
    EventKind.CORRECTED: Event("correction_asked", on(3), until=on(10)),
    EventKind.PAID: Event("fee_noticed", on(3), told_on=on(3)),
    EventKind.REASONS_GIVEN: Event("reasons_asked", on(3)),
    EventKind.DELIVERED: Event("consulted", on(3)),
    EventKind.CONSULTATION_ANSWERED: Event("consulted", on(3)),
}
FIELDS = {
    EventKind.CORRECTION_ASKED: {"until": on(30, 6)},
    EventKind.EXTENDED: {"days": 10, "told_on": "on"},
    EventKind.DELAYED_TO: {"until": on(30, 6)},
}


def facts_for(state: State) -> Facts:
    return Facts(None, arrived_on=RECEIVED) if state is State.UNCONFIRMED else FACTS


def fields_for(kind: EventKind, day: date) -> dict:
    given = {"on": day, **FIELDS.get(kind, {})}
    return {name: day if value == "on" else value for name, value in given.items()}


@pytest.mark.parametrize("state", State)
def test_each_state_is_reached(state):
    events, day = INTO[state]

    assert trace(facts_for(state), events, CALENDAR, today=day).state is state


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("kind", EventKind)
def test_each_event_in_each_state_has_its_result_or_its_sentence(kind, state):
    events, day = INTO[state]
    verdict = judge(kind, events, facts_for(state), **fields_for(kind, day))

    if state not in EVENTS[kind].states:
        assert refusal(verdict) == (f"timing.not_when_{state}", "on")
    elif isinstance(verdict, Refused):
        own = {"correction_not_asked", "payment_before_notice", "reasons_not_asked"}
        own |= {"answer_before_question", "nothing_to_deliver", "served_before_sent"}
        assert refusal(verdict)[0].removeprefix("timing.") in own
    elif isinstance(verdict, Unlawful):
        assert verdict.code in EVENTS[kind].unlawful
        assert str(verdict).endswith("。")
    else:
        assert verdict == Ok()


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("kind", EventKind)
def test_what_is_allowed_leaves_a_state_and_what_is_unlawful_moves_no_date(kind, state):
    events, day = INTO[state]
    facts = facts_for(state)
    fields = fields_for(kind, day)
    verdict = judge(kind, events, facts, **fields)
    before = trace(facts, events, CALENDAR, today=day)
    event = Event(kind, **fields, unlawful=isinstance(verdict, Unlawful))
    after = trace(facts, [*events, event], CALENDAR, today=day)

    if isinstance(verdict, Unlawful):
        assert (after.due_on, after.state) == (before.due_on, before.state)
        assert after.findings[-1].article == verdict.article
    elif isinstance(verdict, Ok):
        assert not any(one.unlawful for one in after.findings)


@pytest.mark.parametrize("kind", EventKind)
def test_each_event_is_possible_somewhere(kind):
    needed = [BEFORE[kind]] if kind in BEFORE else []
    verdicts = []
    for state in EVENTS[kind].states:
        events, day = INTO[state]
        verdicts.append(judge(kind, [*events, *needed], facts_for(state), **fields_for(kind, day)))

    assert Ok() in verdicts


@pytest.mark.parametrize("kind", EventKind)
def test_a_day_that_has_not_come_is_refused(kind):
    fields = {**fields_for(kind, TODAY + DAY), "until": TODAY + 9 * DAY}

    assert refusal(judge(kind, facts=FACTS, **fields)) == ("timing.not_yet", "on")


@pytest.mark.parametrize("kind", EventKind)
def test_a_day_before_receipt_is_refused(kind):
    fields = fields_for(kind, RECEIVED - DAY)

    assert refusal(judge(kind, **fields)) == ("timing.before_receipt", "on")


@pytest.mark.parametrize("name", ["sent_on", "third_received_on", "answered_on"])
def test_each_day_of_a_consultation_must_have_come(name):
    fields = {"on": on(4), "third_received_on": on(4), name: TODAY + DAY}

    assert refusal(judge("consulted", **fields)) == ("timing.not_yet", name)


@pytest.mark.parametrize(
    ("kind", "missing"),
    [(kind, name) for kind, rule in EVENTS.items() for name in rule.required],
)
def test_a_required_field_left_empty_is_refused_beside_it(kind, missing):
    fields = {**fields_for(kind, on(4)), missing: None}

    assert refusal(judge(kind, **fields)) == ("timing.missing", missing)


def test_between_arrival_and_receipt_only_confirming_and_withdrawing_can_happen():
    facts = Facts(None, arrived_on=on(2))
    confirmed = Event("confirmed", on(6))

    assert judge("confirm_attempted", facts=facts, on=on(3)) == Ok()
    assert judge("withdrawn", [confirmed], facts, on=on(5)) == Ok()
    assert refusal(judge("consulted", [confirmed], facts, on=on(5)))[0] == "timing.before_receipt"
    assert judge("consulted", [confirmed], facts, on=on(6)) == Ok()
    assert refusal(judge("confirmed", facts=facts, on=on(1)))[0] == "timing.before_arrival"


def test_the_day_of_receipt_is_confirmed_once():
    facts = Facts(None, arrived_on=on(2))
    confirmed = Event("confirmed", on(6))

    assert refusal(judge("confirmed", [confirmed], facts, on=on(4)))[0] == (
        "timing.confirmed_already"
    )
    assert refusal(judge("confirmed", [confirmed], facts, on=on(9)))[0] == (
        "timing.not_when_running"
    )


def test_a_correction_notices_own_delivery_must_be_named():
    asked = Event("correction_asked", on(3), days=10, id=4)
    named = Event("delivered", on(5), refers_to=4)

    assert refusal(judge("delivered", [asked], on=on(5)))[0] == "timing.nothing_to_deliver"
    assert judge("delivered", [asked], on=on(5), refers_to=4) == Ok()
    assert trace(FACTS, [asked], CALENDAR).waiting_until == on(17)
    assert trace(FACTS, [asked, named], CALENDAR).waiting_until == on(19)


def test_a_correction_notice_must_set_the_applicant_a_time():
    assert refusal(judge("correction_asked", on=on(4))) == ("timing.missing", "until")
    assert judge("correction_asked", on=on(4), days=10) == Ok()
    assert refusal(judge("correction_asked", on=on(4), until=on(3)))[0] == "timing.until_before"


def test_an_opinion_before_the_question_is_refused():
    asked = Event("consulted", on(5), id=1)

    assert refusal(judge("consultation_answered", on=on(5)))[0] == "timing.answer_before_question"
    assert (
        refusal(judge("consultation_answered", [asked], on=on(4)))[0]
        == "timing.answer_before_question"
    )
    assert judge("consultation_answered", [asked], on=on(6), refers_to=1) == Ok()
    assert refusal(judge("consulted", on=on(5), answered_on=on(4))) == (
        "timing.answer_before_question",
        "answered_on",
    )


def test_an_opinion_before_the_question_was_delivered_is_refused():
    asked = Event("consulted", on(5))
    delivered = Event("delivered", on(9))

    early = judge("consultation_answered", [asked, delivered], on=on(6))
    assert refusal(early)[0] == "timing.answer_before_delivery"
    answered = Event("consultation_answered", on(6))
    late = judge("delivered", [asked, answered], on=on(9))
    assert refusal(late)[0] == "timing.delivered_after_answer"
    assert judge("delivered", [asked, answered], on=on(6)) == Ok()
    fields = {"on": on(5), "third_received_on": on(9), "answered_on": on(6)}
    assert refusal(judge("consulted", **fields)) == (
        "timing.answer_before_delivery",
        "answered_on",
    )
    assert refusal(judge("consulted", on=on(5), third_received_on=on(4))) == (
        "timing.delivered_before_sent",
        "third_received_on",
    )


def test_one_question_is_answered_and_delivered_once():
    asked = Event("consulted", on(3))
    told = [asked, Event("delivered", on(4)), Event("consultation_answered", on(5))]

    assert refusal(judge("consultation_answered", told, on=on(6)))[0] == (
        "timing.answer_before_question"
    )
    assert refusal(judge("delivered", told, on=on(6)))[0] == "timing.nothing_to_deliver"


def test_a_second_correction_notice_moves_no_date_but_its_longer_time_is_the_applicants():
    """Art. 30: everything at once; yet nobody is deemed to give up while told there is time."""
    first = Event("correction_asked", on(3), until=on(10))
    second = judge("correction_asked", [first], on=on(4), until=on(20))
    events = [first, Event("correction_asked", on(4), until=on(20), unlawful=True)]

    assert isinstance(second, Unlawful)
    assert second.code == "correction_again"
    assert trace(FACTS, events, CALENDAR, today=on(11)).waiting_until == on(20)
    early = judge("correction_lapsed", events, on=on(11))
    assert isinstance(early, Unlawful)
    assert early.code == "lapsed_early"
    assert judge("correction_lapsed", events, on=on(21)) == Ok()
    shorter = [first, Event("correction_asked", on(4), until=on(6), unlawful=True)]
    assert trace(FACTS, shorter, CALENDAR, today=on(11)).waiting_until == on(10)


def test_a_second_fee_notice_is_paid_within_its_own_twenty_days():
    first, second = (Event("fee_noticed", on(day), told_on=on(day)) for day in (3, 9))
    late = Event("paid", CALENDAR.add(on(9), 20))

    assert late.on > CALENDAR.add(on(3), 20)
    assert judge("paid", [first], on=late.on).code == "payment_late"
    assert trace(FACTS, [first, second, late], CALENDAR).due_on == CALENDAR.add(late.on, 20)


def test_what_is_asked_of_others_while_the_applicant_corrects_is_noted_and_stops_nothing():
    events = [
        Event("correction_asked", on(3), until=on(10)),
        Event("consulted", on(4), third_received_on=on(4)),
        Event("corrected", on(10)),
    ]
    found = trace(FACTS, events, CALENDAR, today=on(11))

    assert judge("consulted", events[:1], on=on(4)) == Ok()
    assert [one.code for one in found.findings] == ["consulted_while_waiting"]
    assert (found.state, found.due_on) == (State.RUNNING, CALENDAR.add(on(10), 20))


def test_payment_before_the_notice_is_refused():
    assert refusal(judge("paid", on=on(4)))[0] == "timing.payment_before_notice"
    noticed = Event("fee_noticed", on(5), told_on=on(5))
    assert refusal(judge("paid", [noticed], on=on(4)))[0] == "timing.payment_before_notice"
    assert judge("paid", [noticed], on=on(6)) == Ok()


def test_a_second_payment_for_one_notice_is_refused():
    told = [Event("fee_noticed", on(5), told_on=on(5)), Event("paid", on(6))]

    assert refusal(judge("paid", told, on=on(9)))[0] == "timing.payment_before_notice"


def test_nobody_is_deemed_to_give_up_before_the_fee_notice_was_delivered():
    noticed = Event("fee_noticed", on(5))

    assert refusal(judge("fee_lapsed", [noticed], on=on(30, 4)))[0] == "timing.fee_not_delivered"


def test_service_before_sending_is_refused():
    assert refusal(judge("served", [Event("withdrawn", on(4))], on=on(5)))[0] == (
        "timing.served_before_sent"
    )


UNLAWFUL = [
    ("decided", {"on": on(8), "unasked": True}, (), "unasked", "32"),
    ("sent", {"on": on(20), "unsigned": True}, (), "unsigned", "45"),
    ("correction_asked", {"on": on(12), "until": on(30)}, (), "correction_late", "30"),
    (
        "correction_asked",
        {"on": on(9), "until": on(30)},
        (Event("correction_asked", on(3), days=5), Event("corrected", on(5))),
        "correction_again",
        "30",
    ),
    ("extended", {"on": on(31), "told_on": on(31), "days": 5}, (), "extension_late", "33-2"),
    ("extended", {"on": on(4), "told_on": on(4), "days": 21}, (), "extension_too_long", "33-2"),
    ("extended", {"on": on(5), "told_on": on(4), "days": 5}, (), "told_before_consent", "33-2"),
    (
        "extended",
        {"on": on(5), "told_on": on(5), "days": 5},
        (Event("extended", on(4), days=5, told_on=on(4)),),
        "extension_again",
        "33-2",
    ),
    (
        "extended",
        {"on": on(5), "told_on": on(5), "days": 5},
        (Event("delayed_to", on(4), until=on(30, 4)),),
        "extension_after_delay",
        "35",
    ),
    ("consulted", {"on": on(31)}, (), "after_limit", "33-3"),
    ("fee_noticed", {"on": on(31)}, (), "fee_late", "fee-6"),
    (
        "fee_noticed",
        {"on": on(12)},
        (Event("fee_noticed", on(4)), Event("paid", on(5))),
        "fee_again",
        "fee-6",
    ),
    (
        "paid",
        {"on": on(30, 4)},
        (Event("fee_noticed", on(4), told_on=on(4)),),
        "payment_late",
        "fee-6",
    ),
    (
        "fee_lapsed",
        {"on": on(20)},
        (Event("fee_noticed", on(4), told_on=on(4)),),
        "lapsed_early",
        "fee-6",
    ),
    (
        "correction_lapsed",
        {"on": on(10)},
        (Event("correction_asked", on(4), until=on(10)),),
        "lapsed_early",
        "30",
    ),
    ("delayed_to", {"on": on(31), "until": on(30, 4)}, (), "delay_late", "35"),
    ("delayed_to", {"on": on(4), "until": on(30)}, (), "delay_not_later", "35"),
]


@pytest.mark.parametrize(
    ("kind", "fields", "events", "code", "article"),
    UNLAWFUL,
    ids=[f"{one[0]}-{one[3]}" for one in UNLAWFUL],
)
def test_the_unlawful_that_happened_can_be_recorded(kind, fields, events, code, article):
    verdict = judge(kind, events, **fields)

    assert verdict == Unlawful(code, article)
    assert str(verdict).endswith("。")


def test_each_unlawful_way_an_event_can_be_recorded_has_its_test():
    tested = {(kind, code) for kind, _fields, _events, code, _article in UNLAWFUL}
    stated = {(str(kind), code) for kind, rule in EVENTS.items() for code in rule.unlawful}

    assert stated == tested


def test_no_days_at_all_are_no_extension():
    fields = {"on": on(4), "told_on": on(4), "days": 0}

    assert refusal(judge("extended", **fields)) == ("timing.days_none", "days")


def test_what_happened_before_the_closing_can_still_be_recorded():
    sent = Event("sent", on(27))

    assert judge("consulted", [sent], on=on(9), third_received_on=on(9), answered_on=on(11)) == Ok()
    assert refusal(judge("consulted", [sent], on=on(30)))[0] == "timing.not_when_closed_in_time"


def test_a_correction_after_a_late_notice_is_no_fault_of_the_applicants():
    asked = Event("correction_asked", on(13), until=on(30), unlawful=True)

    assert judge("corrected", [asked], on=on(20)) == Ok()
    assert trace(FACTS, [asked, Event("corrected", on(20))], CALENDAR).due_on == on(30)


def test_sending_late_is_recorded_without_a_question():
    assert judge("sent", on=on(31)) == Ok()


@st.composite
def tries(draw) -> tuple[EventKind, dict]:
    def day(last: int = 60) -> date:
        return RECEIVED + draw(st.integers(0, last)) * DAY

    happened = day()
    fields = {"on": happened, "days": draw(st.integers(1, 25)), "until": happened + 20 * DAY}
    return draw(st.sampled_from(EventKind)), {**fields, "told_on": happened}


@settings(derandomize=True, max_examples=150, deadline=None)
@given(st.lists(tries(), min_size=1, max_size=10))
def test_a_desk_that_asks_before_recording_never_moves_a_date_unlawfully(wanted):
    recorded: list[Event] = []
    for kind, fields in wanted:
        verdict = judge(kind, recorded, **fields)
        if isinstance(verdict, Refused):
            assert str(verdict.error).endswith("。")
            continue
        event = Event(kind, **fields, unlawful=isinstance(verdict, Unlawful), id=len(recorded))
        before = trace(FACTS, recorded, CALENDAR, today=TODAY)
        recorded.append(event)
        after = trace(FACTS, recorded, CALENDAR, today=TODAY)
        if isinstance(verdict, Unlawful):
            assert (after.due_on, after.state) == (before.due_on, before.state)
            assert event.id in {one.event.id for one in after.findings if one.unlawful}
        else:
            assert event.id not in {one.event.id for one in after.findings if one.unlawful}


def test_every_event_has_its_rule():
    assert set(EVENTS) == set(EventKind)
    names = set(Event.__dataclass_fields__)
    for rule in EVENTS.values():
        assert set(rule.required) | set(rule.optional) <= names
        assert rule.states
        assert "on" in rule.required


def test_every_code_has_a_sentence_that_ends():
    sentences = tomllib.loads(paths.resource("errors", "timing.toml").read_text("utf-8"))
    sources = "".join(Path(one.__file__).read_text("utf-8") for one in (rules, replay))
    used = set(re.findall(r'_(?:find|refuse|needs|moves)\([^()]*?"([a-z_]{6,})"', sources))
    used |= set(re.findall(r'_moves\(event, "[^"]+", "([a-z_]+)"', sources))
    stated = {code for rule in EVENTS.values() for code in rule.unlawful}

    assert stated | {f"not_when_{state}" for state in State} <= set(sentences)
    assert {
        code for code in used if "." not in code and code not in Event.__dataclass_fields__
    } <= (set(sentences))
    assert all(sentence.endswith("。") for sentence in sentences.values())
    facts = {
        "today": TODAY,
        "received": on(2),
        "sent": on(2),
        "on": on(2),
        "closed": on(2),
        "answered": on(2),
        "arrived": on(2),
        "day": on(2),
    }
    assert all(str(UserError(f"timing.{name}", **facts)) for name in sentences)


@pytest.mark.parametrize(
    ("table", "members"),
    [
        ("event", EventKind),
        ("consulted", Consulted),
        ("state", State),
        ("because", Because),
        ("convention", Convention),
        ("day_reason", DayReason),
        ("limit_unit", Unit),
    ],
)
def test_every_member_has_its_word(table, members):
    terms = tomllib.loads(paths.resource("words", "terms.toml").read_text("utf-8"))

    assert list(terms[table]) == [member.value for member in members]


def test_every_article_cited_can_be_spelt():
    terms = tomllib.loads(paths.resource("words", "terms.toml").read_text("utf-8"))
    cited = {rule.article for rule in EVENTS.values()}
    for state in State:
        events, day = INTO[state]
        result = trace(facts_for(state), events, CALENDAR, today=day)
        cited |= {one.article for one in (*result.days, *result.sides, *result.findings)}
    old = trace(Facts(date(2019, 5, 14)), INTO[State.PAUSED][0], CALENDAR)
    cited |= {one.article for one in (*old.days, *old.sides)}

    assert cited <= set(terms["article"])
