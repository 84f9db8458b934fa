"""How is a matter of the board called, and on which page is it opened?"""

from clerkdesk.deadlines.board import DueRow
from ui import words

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


def numbered(row: DueRow) -> str:
    """The number with the register it belongs to: a request and a publication share numbers."""
    return say(f"numbered_{row.noun}", number=row.number) if row.noun in _ALIKE else row.number
