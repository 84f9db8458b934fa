"""The clock of a request: vectors of the law, pauses, restarts, extensions, lateness, the ledger."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from clerkdesk import rulesets
from clerkdesk.calendar import DayKind, WorkCalendar
from clerkdesk.requests.timing import (
    Because,
    Convention,
    DayReason,
    Event,
    EventKind,
    Facts,
    Side,
    State,
    trace,
)

CALENDAR = WorkCalendar.official()
DAY = timedelta(days=1)


def on(text: str) -> date:
    return date.fromisoformat(text)


def due(received: str | date, *events: Event, **facts) -> date | None:
    received = on(received) if isinstance(received, str) else received
    return trace(Facts(received, **facts), events, CALENDAR).due_on


def consulted(sent: str, received: str | None = None, answered: str | None = None, **more) -> Event:
    return Event(
        "consulted",
        on(sent),
        sent_on=on(sent),
        third_received_on=on(received) if received else None,
        answered_on=on(answered) if answered else None,
        **more,
    )


def extended(told: str, days: int, **more) -> Event:
    return Event("extended", on(told), days=days, told_on=on(told), **more)


def corrected(asked: str, came: str) -> tuple[Event, Event]:
    return (
        Event("correction_asked", on(asked), until=on(asked) + 30 * DAY),
        Event("corrected", on(came)),
    )


def codes(received: str, *events: Event) -> list[str]:
    return [one.code for one in trace(Facts(on(received)), events, CALENDAR).findings]


def test_the_court_dated_case_comes_first():
    assert due("2022-09-30") == on("2022-11-02")


@pytest.mark.parametrize(
    ("received", "last"),
    [
        ("2026-03-02", "2026-03-30"),
        ("2026-09-14", "2026-10-16"),
        ("2026-02-10", "2026-03-16"),
        ("2026-02-14", "2026-03-20"),
        ("2025-09-26", "2025-10-30"),
        ("2025-01-24", "2025-02-27"),
        ("2025-09-27", "2025-10-30"),  # off
        ("2025-09-28", "2025-10-31"),  # worked: the smallest pair that tells engines apart
        ("2025-10-01", "2025-11-04"),
        ("2024-02-05", "2024-03-08"),
        ("2024-09-14", "2024-10-18"),
    ],
)
def test_twenty_working_days_after_receipt(received, last):
    assert due(received) == on(last)


@pytest.mark.parametrize(
    ("convention", "last"),
    [("(]", "2025-10-17"), ("[]", "2025-10-20"), ("[)", "2025-10-17"), ("()", "2025-10-16")],
)
def test_one_consultation_under_each_convention(convention, last):
    event = consulted("2025-09-10", "2025-09-11", "2025-09-24")

    assert due("2025-09-01", event, convention=convention) == on(last)
    assert due("2025-09-01", event, convention=Convention(convention)) == on(last)


def test_the_fifteen_days_of_the_third_party_end_on_a_worked_saturday():
    event = consulted("2026-09-11", "2026-09-14")
    result = trace(Facts(on("2026-09-07")), [event], CALENDAR)
    side = next(one for one in result.sides if one.kind is Side.CONSULTATION)

    assert side.due_on == on("2026-10-10")
    assert result.excluded[0].last == on("2026-10-10")


def test_silence_is_not_counted_longer_than_fifteen_working_days():
    silent = consulted("2025-09-10", "2025-09-11")
    late = consulted("2025-09-10", "2025-09-11", "2025-10-31")

    assert due("2025-09-01", silent) == due("2025-09-01", late)
    assert due("2025-09-01", silent) == on("2025-10-27")


def test_consultations_at_once_are_joined_and_never_summed():
    one = consulted("2025-09-10", "2025-09-11", "2025-09-24")
    inside = consulted("2025-09-12", "2025-09-12", "2025-09-19")
    across = consulted("2025-09-22", "2025-09-22", "2025-09-26")

    assert due("2025-09-01", one, inside) == due("2025-09-01", one)
    assert due("2025-09-01", one, across) == CALENDAR.add(due("2025-09-01", one), 2)
    assert due("2025-09-01", across, inside, one) == due("2025-09-01", one, inside, across)


def test_a_second_consultation_counts_where_the_first_moved_the_date():
    first = consulted("2025-09-10", "2025-09-11", "2025-09-24")
    second = consulted("2025-10-14", "2025-10-14", "2025-10-16")

    assert due("2025-09-01") == on("2025-09-28")
    assert due("2025-09-01", second) == on("2025-09-28")
    assert due("2025-09-01", first, second) == on("2025-10-21")


def test_an_undelivered_consultation_is_reckoned_as_if_delivered_today():
    facts, event = Facts(on("2025-09-01")), consulted("2025-09-10")
    early = trace(facts, [event], CALENDAR, today=on("2025-09-12"))
    later = trace(facts, [event], CALENDAR, today=on("2025-09-15"))
    delivered = Event("delivered", on("2025-09-15"))
    known = trace(facts, [event, delivered], CALENDAR, today=on("2025-09-15"))

    assert early.provisional
    assert early.because == (Because.DELIVERY,)
    assert early.state is State.PAUSED
    assert later.due_on == CALENDAR.add(early.due_on, 1)
    assert known.due_on == later.due_on
    assert not known.provisional
    proof = next(one for one in early.sides if one.kind is Side.DELIVERY_PROOF)
    assert (proof.due_on, proof.met_on) == (on("2025-09-17"), None)


def test_a_pause_ends_with_the_answer_or_the_fifteen_days():
    facts = Facts(on("2025-09-01"))
    event = consulted("2025-09-10", "2025-09-11")
    answer = Event("consultation_answered", on("2025-09-24"))

    def state(day: str, *events: Event) -> State:
        return trace(facts, events, CALENDAR, today=on(day)).state

    assert state("2025-09-10", event) is State.PAUSED
    assert state("2025-10-09", event) is State.PAUSED
    assert state("2025-10-10", event) is State.RUNNING
    assert state("2025-09-23", event, answer) is State.PAUSED
    assert state("2025-09-24", event, answer) is State.RUNNING


def test_deliveries_and_answers_may_name_their_consultation():
    one = consulted("2025-09-10", id=1)
    other = consulted("2025-09-10", whom="other_organ", id=2)
    told = [
        Event("delivered", on("2025-09-11"), refers_to=2),
        Event("delivered", on("2025-09-12"), refers_to=1),
        Event("consultation_answered", on("2025-09-16"), refers_to=2),
        Event("consultation_answered", on("2025-09-18"), refers_to=1),
    ]
    spans = trace(Facts(on("2025-09-01")), [one, other, *told], CALENDAR).excluded

    assert [(one.event.id, one.event.third_received_on, one.last) for one in spans] == [
        (1, on("2025-09-12"), on("2025-09-18")),
        (2, on("2025-09-11"), on("2025-09-16")),
    ]


def test_the_time_of_other_organs_and_the_superior_is_the_offices_setting():
    other = consulted("2025-09-10", "2025-09-11", whom="other_organ")
    superior = consulted("2025-09-10", "2025-09-11", "2025-09-24", whom="superior")

    assert due("2025-09-01", other, organ_limit_days=5) == on("2025-10-13")
    assert due("2025-09-01", superior) == on("2025-10-17")
    assert due("2025-09-01", superior, superior_pauses=False) == on("2025-09-28")


def test_an_extension_goes_on_from_the_date_in_force():
    assert due("2026-09-14", extended("2026-10-16", 20)) == on("2026-11-13")
    assert due("2026-09-14", extended("2026-10-09", 5)) == CALENDAR.add(on("2026-10-16"), 5)


def test_an_extension_told_after_the_date_moves_nothing():
    event = extended("2026-10-17", 20)

    assert due("2026-09-14", event) == on("2026-10-16")
    assert codes("2026-09-14", event) == ["extension_late"]


@pytest.mark.parametrize(("days", "code"), [(21, "extension_too_long"), (0, "extension_none")])
def test_an_extension_outside_one_to_twenty_days_moves_nothing(days, code):
    event = extended("2026-10-09", days)

    assert due("2026-09-14", event) == on("2026-10-16")
    assert codes("2026-09-14", event) == [code]


def test_a_second_extension_moves_nothing():
    events = extended("2026-10-09", 5), extended("2026-10-12", 5, by_order=True)

    assert due("2026-09-14", *events) == due("2026-09-14", events[0])
    assert codes("2026-09-14", *events) == ["extension_again"]


def test_an_extension_before_or_after_a_consultation_gives_the_same_date():
    pause = consulted("2025-09-10", "2025-09-11", "2025-09-24")

    before = due("2025-09-01", extended("2025-09-09", 10), pause)
    after = due("2025-09-01", pause, extended("2025-10-16", 10))

    assert before == after == CALENDAR.add(on("2025-10-17"), 10)


def test_a_pause_keeps_the_door_open_for_an_extension():
    pause = consulted("2025-09-10", "2025-09-11", "2025-09-24")
    event = extended("2025-10-14", 5)  # past the first date, not past the moved one

    assert codes("2025-09-01", event) == ["extension_late"]
    assert codes("2025-09-01", pause, event) == []


def test_a_corrected_application_begins_a_fresh_limit():
    assert due("2026-03-02", *corrected("2026-03-06", "2026-03-16")) == on("2026-04-14")
    assert CALENDAR.add(on("2026-03-16"), 20) == on("2026-04-14")


def test_between_the_correction_notice_and_the_correction_nothing_is_due():
    asked = Event("correction_asked", on("2026-03-06"), until=on("2026-03-20"))
    result = trace(Facts(on("2026-03-02")), [asked], CALENDAR, today=on("2026-03-10"))

    assert result.due_on is None
    assert result.state is State.AWAITING_CORRECTION
    assert result.waiting_until == on("2026-03-20")
    assert not result.provisional
    assert result.days[-1].reason is DayReason.WAITING


def test_a_restart_discards_exclusions_and_spends_the_extension():
    pause = consulted("2026-03-03", "2026-03-04", "2026-03-09")
    early = extended("2026-03-05", 10)
    restart = corrected("2026-03-06", "2026-03-16")
    late = extended("2026-04-01", 10)
    ordered = extended("2026-04-01", 10, by_order=True)

    assert due("2026-03-02", pause, early, *restart) == on("2026-04-14")
    assert due("2026-03-02", *restart, late) == CALENDAR.add(on("2026-04-14"), 10)
    assert due("2026-03-02", early, *restart, late) == on("2026-04-14")
    assert codes("2026-03-02", early, *restart, late) == ["extension_again"]
    assert due("2026-03-02", early, *restart, ordered) == CALENDAR.add(on("2026-04-14"), 10)


def test_a_correction_asked_after_seven_working_days_restarts_nothing():
    last_day = corrected("2026-03-11", "2026-03-20")
    too_late = corrected("2026-03-12", "2026-03-20")

    assert due("2026-03-02", *last_day) == CALENDAR.add(on("2026-03-20"), 20)
    assert due("2026-03-02", *too_late) == on("2026-03-30")
    assert codes("2026-03-02", *too_late) == ["correction_late", "no_restart"]


def test_a_correction_asked_a_second_time_restarts_nothing():
    first = corrected("2026-03-04", "2026-03-06")
    second = corrected("2026-03-09", "2026-03-11")

    assert due("2026-03-02", *first, *second) == CALENDAR.add(on("2026-03-06"), 20)
    assert codes("2026-03-02", *first, *second)[0] == "correction_again"


def test_a_correction_that_comes_late_is_taken_until_the_matter_is_ended():
    asked = Event("correction_asked", on("2026-03-06"), until=on("2026-03-20"))
    came = Event("corrected", on("2026-03-25"))
    lapsed = Event("correction_lapsed", on("2026-03-23"))

    assert due("2026-03-02", asked, came) == CALENDAR.add(on("2026-03-25"), 20)
    ended = trace(Facts(on("2026-03-02")), [asked, lapsed, came], CALENDAR)
    assert ended.state is State.ABANDONED
    assert ended.closed_on == on("2026-03-23")
    assert ended.due_on is None


def test_nobody_gives_up_before_the_time_is_over():
    asked = Event("correction_asked", on("2026-03-06"), until=on("2026-03-20"))
    lapsed = Event("correction_lapsed", on("2026-03-20"))
    result = trace(Facts(on("2026-03-02")), [asked, lapsed], CALENDAR)

    assert result.state is State.AWAITING_CORRECTION
    assert [one.code for one in result.findings] == ["lapsed_early"]


def test_payment_begins_a_fresh_limit_the_day_after():
    noticed = Event("fee_noticed", on("2026-03-10"), told_on=on("2026-03-11"))
    paid = Event("paid", on("2026-03-20"))
    waiting = trace(Facts(on("2026-03-02")), [noticed], CALENDAR)

    assert waiting.state is State.AWAITING_PAYMENT
    assert waiting.due_on is None
    assert waiting.waiting_until == CALENDAR.add(on("2026-03-11"), 20)
    assert due("2026-03-02", noticed, paid) == CALENDAR.add(on("2026-03-20"), 20)


def test_a_payment_after_its_limit_revives_nothing():
    noticed = Event("fee_noticed", on("2026-03-10"), told_on=on("2026-03-11"))
    last = CALENDAR.add(on("2026-03-11"), 20)
    late = Event("paid", last + DAY)
    lapsed = Event("fee_lapsed", last + DAY)

    assert due("2026-03-02", noticed, Event("paid", last)) == CALENDAR.add(last, 20)
    assert codes("2026-03-02", noticed, late) == ["payment_late"]
    assert trace(Facts(on("2026-03-02")), [noticed, lapsed], CALENDAR).state is State.ABANDONED


def test_asking_for_reasons_never_stops_the_clock():
    asked = Event("reasons_asked", on("2026-03-06"), until=on("2026-03-16"))
    given = Event("reasons_given", on("2026-03-13"))
    result = trace(Facts(on("2026-03-02")), [asked], CALENDAR)

    assert result.due_on == on("2026-03-30")
    assert result.state is State.AWAITING_REASONS
    assert trace(Facts(on("2026-03-02")), [asked, given], CALENDAR).state is State.RUNNING


def test_the_later_date_of_article_35_is_fixed_and_no_count():
    delay = Event("delayed_to", on("2026-03-16"), until=on("2026-05-03"))  # a holiday, as set
    pause = consulted("2026-03-20", "2026-03-20", "2026-03-27")

    assert due("2026-03-02", delay) == on("2026-05-03")
    assert due("2026-03-02", delay, pause) == on("2026-05-03")
    assert codes("2026-03-02", delay, extended("2026-03-20", 5)) == ["extension_after_delay"]


def test_the_days_before_a_delayed_reply_say_so():
    delay = Event("delayed_to", on("2026-03-16"), until=on("2026-05-06"))
    lines = {day.date: day for day in trace(Facts(on("2026-03-02")), [delay], CALENDAR).days}

    assert lines[on("2026-03-16")].reason is DayReason.COUNTED
    assert lines[on("2026-03-17")].reason is DayReason.DELAYED
    assert lines[on("2026-05-06")].article == "35"
    assert max(lines) == on("2026-05-06")


@pytest.mark.parametrize(
    ("told", "until", "code"),
    [
        ("2026-03-31", "2026-05-06", "delay_late"),
        ("2026-03-16", "2026-03-30", "delay_not_later"),
    ],
)
def test_a_delay_told_late_or_to_no_later_date_moves_nothing(told, until, code):
    event = Event("delayed_to", on(told), until=on(until))

    assert due("2026-03-02", event) == on("2026-03-30")
    assert codes("2026-03-02", event) == [code]


LATE = [
    consulted("2026-03-31", "2026-03-31", "2026-04-10"),
    extended("2026-03-31", 20),
    Event("fee_noticed", on("2026-03-31"), told_on=on("2026-03-31")),
    Event("correction_asked", on("2026-03-31"), until=on("2026-04-10")),
    Event("delayed_to", on("2026-03-31"), until=on("2026-05-06")),
]


@pytest.mark.parametrize("event", LATE, ids=lambda event: event.kind)
def test_what_comes_after_the_date_never_moves_it(event):
    result = trace(Facts(on("2026-03-02")), [event], CALENDAR, today=on("2026-04-15"))

    assert result.due_on == on("2026-03-30")
    assert result.state is State.RUNNING
    assert result.findings[0].unlawful


def test_a_lapsed_limit_is_revived_by_nothing():
    events = [
        *LATE,
        Event("corrected", on("2026-04-12")),
        Event("paid", on("2026-04-13")),
        Event("sent", on("2026-04-14")),
    ]
    result = trace(Facts(on("2026-03-02")), events, CALENDAR)

    assert result.due_on == on("2026-03-30")
    assert result.state is State.CLOSED_LATE
    assert result.closed_on == on("2026-04-14")


@pytest.mark.parametrize(
    "event",
    [
        extended("2026-03-09", 5, unlawful=True),
        consulted("2026-03-09", "2026-03-09", "2026-03-13", unlawful=True),
        Event("correction_asked", on("2026-03-09"), until=on("2026-03-20"), unlawful=True),
        Event("fee_noticed", on("2026-03-09"), unlawful=True),
        Event("delayed_to", on("2026-03-09"), until=on("2026-05-06"), unlawful=True),
    ],
    ids=lambda event: event.kind,
)
def test_what_is_recorded_as_unlawful_moves_nothing(event):
    assert due("2026-03-02", event) == on("2026-03-30")
    assert codes("2026-03-02", event) == ["recorded"]


def test_only_leaving_meets_the_limit():
    facts = Facts(on("2026-03-02"))
    decided, signed = Event("decided", on("2026-03-26")), Event("signed", on("2026-03-30"))
    unsent = trace(facts, [decided, signed], CALENDAR, today=on("2026-04-01"))

    assert unsent.state is State.WRITTEN
    assert unsent.closed_on is None
    assert unsent.written_on == on("2026-03-26")
    in_time = trace(facts, [decided, signed, Event("sent", on("2026-03-30"))], CALENDAR)
    late = trace(facts, [decided, signed, Event("sent", on("2026-03-31"))], CALENDAR)
    assert in_time.state is State.CLOSED_IN_TIME
    assert late.state is State.CLOSED_LATE
    assert in_time.due_on == late.due_on == on("2026-03-30")


def test_service_opens_the_applicants_sixty_days():
    events = [Event("sent", on("2026-03-27")), Event("served", on("2026-03-31"))]
    result = trace(Facts(on("2026-03-02")), events, CALENDAR)
    sides = {one.kind: one for one in result.sides}

    assert result.served_on == on("2026-03-31")
    assert sides[Side.REVIEW].due_on == on("2026-06-01")  # 30 May is a Saturday
    assert sides[Side.SUIT].due_on == on("2026-09-30")
    assert sides[Side.DELIVERY_PROOF].met_on == on("2026-03-31")


@pytest.mark.parametrize(
    ("served", "review", "suit"),
    [
        ("2026-04-01", "2026-06-01", "2026-10-08"),  # 1 October is off until the 7th
        ("2026-08-31", "2026-10-30", "2027-03-01"),  # no 31 February; the 28th is a Sunday
        ("2026-03-14", "2026-05-13", "2026-09-14"),  # a Saturday itself: only the last day rolls
        ("2026-03-20", "2026-05-19", "2026-09-20"),  # a Sunday that is worked ends it
    ],
)
def test_days_and_months_of_the_applicant_are_the_calendars_and_end_on_a_worked_day(
    served, review, suit
):
    events = [Event("sent", on("2026-03-13")), Event("served", on(served))]
    found = {one.kind: one for one in trace(Facts(on("2026-03-02")), events, CALENDAR).sides}

    assert (found[Side.REVIEW].due_on, found[Side.SUIT].due_on) == (on(review), on(suit))
    assert found[Side.SUIT].article == "suit-46"


def test_the_correction_notice_has_seven_working_days_of_its_own():
    sides = {one.kind: one for one in trace(Facts(on("2026-04-30")), [], CALENDAR).sides}

    assert sides[Side.CORRECTION_NOTICE].due_on == on("2026-05-13")
    assert sides[Side.CORRECTION_NOTICE].met_on is None


def test_a_withdrawn_request_is_closed_that_day():
    result = trace(Facts(on("2026-03-02")), [Event("withdrawn", on("2026-03-05"))], CALENDAR)

    assert result.state is State.WITHDRAWN
    assert result.closed_on == on("2026-03-05")
    assert not result.is_open


def test_nothing_is_due_before_both_sides_have_confirmed():
    facts = Facts(None, arrived_on=on("2026-03-02"), channel="internet")
    waiting = trace(facts, [Event("confirm_attempted", on("2026-03-02"))], CALENDAR)
    confirmed = trace(facts, [Event("confirmed", on("2026-03-04"))], CALENDAR)

    assert waiting.state is State.UNCONFIRMED
    assert (waiting.due_on, waiting.days, waiting.sides) == (None, (), ())
    assert confirmed.received_on == on("2026-03-04")
    assert confirmed.due_on == CALENDAR.add(on("2026-03-04"), 20)


def test_a_reopened_matter_has_the_time_the_decision_names_or_a_fresh_limit():
    sent = Event("sent", on("2026-03-27"))
    free = Event("reopened", on("2026-06-10"))
    bound = Event("reopened", on("2026-06-10"), until=on("2026-06-30"))
    result = trace(Facts(on("2026-03-02")), [sent, free], CALENDAR)

    assert result.state is State.RUNNING
    assert result.closed_on is None
    assert result.due_on == CALENDAR.add(on("2026-06-10"), 20)
    assert due("2026-03-02", sent, bound) == on("2026-06-30")
    ordered = trace(Facts(on("2026-03-02")), [sent, bound], CALENDAR).days[-1]
    assert (ordered.reason, ordered.article) == (DayReason.ORDERED, "review-64")
    assert {
        day.reason for day in result.days if on("2026-03-27") < day.date < on("2026-06-10")
    } == {DayReason.CLOSED}


def test_what_is_asked_of_others_after_a_reopening_pauses_the_new_limit():
    again = [Event("sent", on("2026-03-27")), Event("reopened", on("2026-04-01"))]
    asked = consulted("2026-04-08", None)
    seen = [
        trace(Facts(on("2026-03-02")), [*again, asked], CALENDAR, today=on(day))
        for day in ("2026-04-09", "2026-04-20")
    ]

    assert [one.state for one in seen] == [State.PAUSED, State.PAUSED]
    assert [one.due_on for one in seen] == [on("2026-05-26"), on("2026-06-04")]


def test_what_happens_after_closing_changes_nothing():
    sent = Event("sent", on("2026-03-27"))
    facts = Facts(on("2026-03-02"))
    closed = trace(facts, [sent], CALENDAR)
    later = trace(facts, [sent, extended("2026-03-28", 5), consulted("2026-03-30")], CALENDAR)

    assert (later.due_on, later.state, later.closed_on) == (
        closed.due_on,
        closed.state,
        closed.closed_on,
    )


def test_a_request_under_the_regulation_of_2008_had_fifteen_days():
    result = trace(Facts(on("2019-05-14")), [extended("2019-06-03", 15)], CALENDAR)

    assert due("2019-05-14") == CALENDAR.add(on("2019-05-14"), 15)
    assert due("2019-05-15") == CALENDAR.add(on("2019-05-15"), 20)
    assert result.extension_days == 15
    assert result.days[1].article == "2007-24"
    assert due("2019-05-14", rules=rulesets.named("2019")) == CALENDAR.add(on("2019-05-14"), 20)


def test_a_receipt_past_the_horizon_is_provisional_with_a_second_date():
    result = trace(Facts(on("2026-12-15")), [], CALENDAR)

    assert result.due_on == on("2027-01-12")
    assert result.provisional
    assert result.because == (Because.NOTICE,)
    assert result.later_due_on == on("2027-01-13")
    assert {day.reason for day in result.days if day.date > CALENDAR.horizon} <= {
        DayReason.PENDING,
        DayReason.WEEKEND,
    }
    certain = trace(Facts(on("2026-11-02")), [], CALENDAR)
    assert not certain.provisional
    assert certain.later_due_on is None
    assert trace(Facts(on("2031-05-06")), [], CALENDAR).provisional


def test_the_ledger_can_be_recounted_with_a_finger():
    result = trace(
        Facts(on("2025-09-01")),
        [consulted("2025-09-10", "2025-09-11", "2025-09-24"), extended("2025-10-13", 5)],
        CALENDAR,
    )
    lines = {day.date: day for day in result.days}

    assert list(lines) == [on("2025-09-01") + n * DAY for n in range(len(lines))]
    assert result.days[-1].date == result.due_on == on("2025-10-24")
    assert [day.number for day in result.days if day.number] == list(range(1, 26))
    expected = {
        "2025-09-01": (None, DayReason.RECEIVED, "31"),
        "2025-09-02": (1, DayReason.COUNTED, "33-2"),
        "2025-09-06": (None, DayReason.WEEKEND, "hours-7"),
        "2025-09-10": (7, DayReason.COUNTED, "33-2"),
        "2025-09-11": (None, DayReason.EXCLUDED, "33-3"),
        "2025-09-24": (None, DayReason.EXCLUDED, "33-3"),
        "2025-09-25": (8, DayReason.COUNTED, "33-2"),
        "2025-09-28": (10, DayReason.MAKEUP, "33-2"),
        "2025-10-04": (None, DayReason.HOLIDAY, "holidays-2"),
        "2025-10-17": (20, DayReason.COUNTED, "33-2"),
        "2025-10-20": (21, DayReason.EXTENDED, "33-2"),
    }
    assert {
        day: (lines[on(day)].number, lines[on(day)].reason, lines[on(day)].article)
        for day in expected
    } == expected
    assert lines[on("2025-09-28")].kind is DayKind.MAKEUP
    assert lines[on("2025-09-11")].event.kind is EventKind.CONSULTED


def test_the_ledger_shows_waiting_restart_and_lateness():
    events = [*corrected("2026-03-06", "2026-03-16"), Event("sent", on("2026-04-16"))]
    lines = {day.date: day.reason for day in trace(Facts(on("2026-03-02")), events, CALENDAR).days}

    assert lines[on("2026-03-06")] is DayReason.COUNTED
    assert lines[on("2026-03-07")] is DayReason.WAITING
    assert lines[on("2026-03-16")] is DayReason.RESTARTED
    assert lines[on("2026-04-14")] is DayReason.COUNTED
    assert lines[on("2026-04-16")] is DayReason.OVERDUE
    assert max(lines) == on("2026-04-16")


def test_strings_and_members_are_the_same_event():
    assert Event("sent", on("2026-03-02")) == Event(EventKind.SENT, on("2026-03-02"))
    with pytest.raises(ValueError, match="posted"):
        Event("posted", on("2026-03-02"))


def test_what_is_told_in_no_order_is_taken_in_the_order_of_days():
    told = [
        Event("sent", on("2026-04-10")),
        *reversed(corrected("2026-03-06", "2026-03-16")),
        extended("2026-04-08", 3),
    ]

    assert trace(Facts(on("2026-03-02")), told, CALENDAR) == trace(
        Facts(on("2026-03-02")), sorted(told, key=lambda event: event.on), CALENDAR
    )


receipts = st.dates(date(2019, 6, 1), date(2026, 6, 30))
offsets = st.integers(0, 60)


@st.composite
def consultations(draw, received: date) -> Event:
    sent = received + draw(offsets) * DAY
    delivered = draw(st.none() | st.integers(0, 10).map(lambda n: sent + n * DAY))
    answered = draw(st.none() | st.integers(0, 40).map(lambda n: (delivered or sent) + n * DAY))
    return Event("consulted", sent, sent_on=sent, third_received_on=delivered, answered_on=answered)


@settings(derandomize=True, max_examples=150, deadline=None)
@given(st.data(), receipts, st.sampled_from(Convention))
def test_a_consultation_never_shortens_the_limit(data, received, convention):
    some = data.draw(st.lists(consultations(received), max_size=3))
    more = data.draw(consultations(received))
    facts = Facts(received, convention)
    today = received + 120 * DAY

    fewer = trace(facts, some, CALENDAR, today=today).due_on
    assert trace(facts, [*some, more], CALENDAR, today=today).due_on >= fewer
    assert fewer >= CALENDAR.add(received, 20)


@settings(derandomize=True, max_examples=150, deadline=None)
@given(st.data(), receipts, st.integers(1, 20))
def test_consultation_and_extension_may_come_in_any_order(data, received, days):
    pause = data.draw(consultations(received))
    assume(pause.effective_on <= CALENDAR.add(received, 20))
    facts, today = Facts(received), received + 120 * DAY
    both = {
        trace(facts, events, CALENDAR, today=today).due_on
        for told in (received, pause.effective_on, CALENDAR.add(received, 20))
        for events in (
            [Event("extended", told, days=days, told_on=told), pause],
            [pause, Event("extended", told, days=days, told_on=told)],
        )
    }

    assert len(both) == 1


@settings(derandomize=True, max_examples=100, deadline=None)
@given(receipts, st.integers(0, 6), st.integers(0, 25), st.integers(1, 20))
def test_an_extension_before_a_restart_is_spent_and_after_it_counts(received, ask, wait, days):
    asked = CALENDAR.add(received, ask)
    came = asked + wait * DAY
    restart = [Event("correction_asked", asked, days=30), Event("corrected", came)]

    def last(told: date, *, first: bool) -> date | None:
        event = Event("extended", told, days=days, told_on=told)
        return trace(
            Facts(received), [event, *restart] if first else [*restart, event], CALENDAR
        ).due_on

    assert last(received, first=True) == CALENDAR.add(came, 20)
    assert last(came + DAY, first=False) == CALENDAR.add(came, 20 + days)


@settings(derandomize=True, max_examples=100, deadline=None)
@given(st.data(), receipts)
def test_the_ledger_agrees_with_the_date(data, received):
    some = data.draw(st.lists(consultations(received), max_size=3))
    result = trace(Facts(received), some, CALENDAR, today=received)
    numbers = [day.number for day in result.days if day.number is not None]

    assert result.days[-1].date >= result.due_on
    assert numbers == list(range(1, 21))
    assert next(day.date for day in result.days if day.number == 20) == result.due_on


@st.composite
def any_events(draw, received: date) -> Event:
    def some_day() -> date | None:
        return draw(st.none() | st.integers(-3, 90).map(lambda n: received + n * DAY))

    return Event(
        draw(st.sampled_from(EventKind)),
        received + draw(st.integers(-3, 90)) * DAY,
        sent_on=some_day(),
        third_received_on=some_day(),
        answered_on=some_day(),
        told_on=some_day(),
        until=some_day(),
        days=draw(st.none() | st.integers(-1, 30)),
        whom=draw(st.sampled_from(["third_party", "co_maker", "other_organ", "superior"])),
        by_order=draw(st.booleans()),
        unlawful=draw(st.booleans()),
    )


@settings(derandomize=True, max_examples=300, deadline=None)
@given(st.data(), receipts, st.booleans(), st.sampled_from(Convention))
def test_no_sequence_of_events_breaks_the_clock(data, received, confirmed, convention):
    events = data.draw(st.lists(any_events(received), max_size=8))
    facts = Facts(received if confirmed else None, convention, arrived_on=received)
    result = trace(facts, events, CALENDAR, today=received + 60 * DAY)
    lines = [day.date for day in result.days]

    assert lines == sorted(set(lines))
    assert all(b - a == DAY for a, b in pairwise(lines))
    assert (result.closed_on is None) == result.is_open
    assert (result.state is State.UNCONFIRMED) <= (result.due_on is None)
    assert result.due_on is None or result.due_on in lines
    assert result.later_due_on is None or result.later_due_on >= result.due_on
    assert (result.due_on is None) or result.state not in (
        State.AWAITING_CORRECTION,
        State.AWAITING_PAYMENT,
    )


@pytest.mark.parametrize(
    ("served", "article"), [("2023-12-29", "review-1999-9"), ("2024-01-02", "review-20")]
)
def test_the_time_to_contest_is_cited_from_the_law_of_its_day(served, article):
    events = [Event("decided", on(served)), Event("sent", on(served)), Event("served", on(served))]
    found = trace(Facts(on("2023-12-11")), events, CALENDAR)

    assert [one.article for one in found.sides if one.kind is Side.REVIEW] == [article]


@pytest.mark.parametrize(
    ("reopened", "article"), [("2023-12-29", "review-1999-28"), ("2024-01-02", "review-64")]
)
def test_the_order_to_reply_anew_is_cited_from_the_law_of_its_day(reopened, article):
    events = [Event("sent", on("2023-12-15")), Event("reopened", on(reopened))]
    found = trace(Facts(on("2023-12-11")), events, CALENDAR, today=on("2024-01-03"))

    cited = {day.article for day in found.days if day.article.startswith("review")}
    assert cited == {article}
