"""How is a matter of the board called, and on which page is it opened?"""

from clerkdesk.deadlines.board import DueRow
from ui import words
from ui.pages import Desk

say = words.of("today")

PLACES = {
    "request": "requests",
    "publication": "publications",
    "review": "reviews",
    "monitor": "monitor",
    "record": "records",
    "withheld": "reassess",
}
# each of these has numbers of its own that look alike
_ALIKE = ("request", "publication", "review", "withheld")


def open_due(desk: Desk, row: DueRow) -> None:
    """Go to where a line of the board is dealt with, most often the card of its noun."""
    if row.rule == "reassess_parts":  # the card of what is out has nothing to assess
        desk.navigate("reassess", row.noun_id, parts=True)
    else:
        desk.navigate(PLACES[row.noun], row.noun_id)


def numbered(row: DueRow) -> str:
    """The number with the register it belongs to: a request and a publication share numbers."""
    return say(f"numbered_{row.noun}", number=row.number) if row.noun in _ALIKE else row.number
