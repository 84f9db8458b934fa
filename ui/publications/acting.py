"""Where does an act on a publication happen, and what do several of its forms share?"""

from collections.abc import Iterable
from dataclasses import dataclass

from clerkdesk.publications import queries
from clerkdesk.publications.attributes import State
from clerkdesk.publications.rows import Order, PublicationCard, PublicationFilter
from ui import words
from ui.editors import LongText
from ui.forms import Form
from ui.pages import Desk, Page

say = words.of("publications")

OFFERED = 300  # rows in a picker; the newest


@dataclass(frozen=True)
class On:
    """Where an act happens: whose desk, which card, which of its files or notices."""

    page: Page
    card: PublicationCard
    file_id: int | None = None

    @property
    def desk(self) -> Desk:
        return self.page.desk


def reason(form: Form, label: str = "reason") -> None:
    """Ask for a reason in words."""
    form.add(label, say(f"a_{label}"), LongText(lines=3), required=True)


def fill_reason(form: Form, _on: On) -> None:
    """A form that asks for a reason alone."""
    reason(form)


def others(on: On, *states: State) -> Iterable[tuple[int, str]]:
    """Return the newest other publications in these states, to choose from."""
    wanted = PublicationFilter(states=frozenset(states))
    rows = queries.page(wanted, Order.NUMBER, descending=True, limit=OFFERED, today=on.desk.today())
    return ((row.id, f"{row.number} {row.title}") for row in rows if row.id != on.card.id)
