"""What comes of each event in each state? 22 times 11 cells, each read against the Regulation.

Received on Monday 2 March 2026, due on 30 March; how each state was come into stands in `INTO`.
Under an event, what comes of it and in which states:

    same                 recorded; neither state nor date moves
    paused 04-21         recorded; the state and the date that follow, "-" where none is due
    no ...               impossible: refused by that sentence
    late ...             unlawful: recorded with a reason, moves nothing

A state that is not named refuses the event by its own sentence. The dates were counted by hand:
4 to 6 April and 1 to 5 May are off, Saturday 9 May is worked.
"""

import pytest

from clerkdesk.requests.events import Refused, Unlawful
from clerkdesk.requests.timing import Event, EventKind, State, trace

from .test_events import CALENDAR, INTO, facts_for, fields_for, judge, refusal

CELLS = """
[confirm_attempted]
same: unconfirmed
[confirmed]
running 04-01: unconfirmed
[correction_asked]
awaiting_correction -: running paused awaiting_reasons written
late correction_again: awaiting_correction
[corrected]
no correction_not_asked: running paused awaiting_payment awaiting_reasons written
running 04-09: awaiting_correction
[correction_lapsed]
abandoned -: awaiting_correction
[consulted]
paused 04-21: running awaiting_reasons
paused 04-23: paused
same: awaiting_correction awaiting_payment
written 04-21: written
[delivered]
no nothing_to_deliver: running paused awaiting_correction awaiting_payment awaiting_reasons written closed_in_time closed_late withdrawn abandoned
[consultation_answered]
no answer_before_question: running awaiting_correction awaiting_payment awaiting_reasons written closed_in_time closed_late withdrawn abandoned
running 04-01: paused
[extended]
running 04-14: running
paused 05-09: paused
awaiting_reasons 04-14: awaiting_reasons
written 04-14: written
[fee_noticed]
awaiting_payment -: running paused awaiting_reasons written
late fee_again: awaiting_payment
[paid]
no payment_before_notice: running paused awaiting_correction awaiting_reasons written
late payment_late: awaiting_payment
[fee_lapsed]
abandoned -: awaiting_payment
[reasons_asked]
awaiting_reasons 03-30: running
same: paused awaiting_reasons written
[reasons_given]
no reasons_not_asked: running paused awaiting_correction awaiting_payment written
running 03-30: awaiting_reasons
[delayed_to]
running 06-30: running paused awaiting_reasons
written 06-30: written
[decided]
written 03-30: running awaiting_reasons
written 04-22: paused
same: awaiting_correction awaiting_payment written abandoned
[signed]
same: running paused awaiting_correction awaiting_payment awaiting_reasons written closed_in_time closed_late abandoned
[sent]
closed_in_time 03-30: running awaiting_reasons written
closed_in_time 04-22: paused
closed_in_time -: awaiting_correction awaiting_payment
same: abandoned
[served]
same: closed_in_time closed_late
no served_before_sent: withdrawn abandoned
[withdrawn]
withdrawn -: unconfirmed awaiting_correction awaiting_payment
withdrawn 03-30: running awaiting_reasons written
withdrawn 04-22: paused
[transferred]
same: unconfirmed running paused awaiting_correction awaiting_payment awaiting_reasons written
[reopened]
running 04-28: closed_in_time
running 04-30: closed_late
running 04-01: withdrawn
running 04-10: abandoned
"""


def read(cells: str) -> dict[tuple[EventKind, State], str]:
    kind, found = None, {}
    for line in cells.split("\n"):
        if line.startswith("["):
            kind = EventKind(line.strip("[]"))
        elif line:
            result, _, states = line.partition(": ")
            found |= {(kind, State(state)): result for state in states.split()}
    return found


WANTED = read(CELLS)


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("kind", EventKind)
def test_each_event_in_each_state_comes_to_what_the_law_says(kind, state):
    assert result(kind, state) == WANTED.get((kind, state), f"no not_when_{state}")


def result(kind: EventKind, state: State) -> str:
    events, day = INTO[state]
    facts, fields = facts_for(state), fields_for(kind, day)
    verdict = judge(kind, events, facts, **fields)
    if isinstance(verdict, Refused):
        return f"no {refusal(verdict)[0].removeprefix('timing.')}"
    unlawful = isinstance(verdict, Unlawful)
    event = Event(kind, **fields, unlawful=unlawful)
    before, after = (trace(facts, told, CALENDAR, today=day) for told in (events, [*events, event]))
    moved = (after.state, after.due_on) != (before.state, before.due_on)
    if unlawful:
        assert not moved
        return f"late {verdict.code}"
    due = f"{after.due_on:%m-%d}" if after.due_on else "-"
    return f"{after.state} {due}" if moved else "same"
