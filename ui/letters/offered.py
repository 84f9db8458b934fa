"""Which letters can a request have now? Those its outcomes and moves call for come first."""

from clerkdesk.letters.catalogue import LETTERS, for_move, for_outcomes
from clerkdesk.letters.wording import Letter
from clerkdesk.requests.outcomes import Outcome
from clerkdesk.requests.rows import RequestCard

# Letters of another kind of matter: correction of the office's own records (条例 41).
_NOT_OF_A_REQUEST = (
    "record_corrected",
    "record_not_corrected",
    "record_referred",
    "record_forwarded",
    "record_elsewhere",
)


def letters_for(card: RequestCard) -> tuple[Letter, ...]:
    """Return every letter of a request, the ones called for now first, each once."""
    first: list[Letter] = []
    outcomes = [Outcome(item.outcome) for item in card.items if item.outcome]
    if outcomes and len(outcomes) == len(card.items):
        first.append(for_outcomes(tuple(outcomes)))
    moves = [card.next.move] if card.next else []
    moves += [step.move for step in card.moves]
    for move in moves:
        first += [one for one in for_move(move) if not one.decides]
    if card.received_on is not None and not card.letters:
        first.append(LETTERS["receipt"])
    rest = [one for key, one in LETTERS.items() if key not in _NOT_OF_A_REQUEST]
    decided = {str(one) for one in outcomes}
    fitting = [
        one for one in rest if not one.outcomes or decided & {str(each) for each in one.outcomes}
    ]
    return tuple({one.key: one for one in (*first, *fitting)}.values())
