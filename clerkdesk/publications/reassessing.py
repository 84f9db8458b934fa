"""What comes back for assessment (条例 18), in which light, and what was found the times before?

queue(today) -> tuple[QueueRow, ...]            everything withheld, the earliest first
past(publication_id) -> tuple[Assessment, ...]  the newest first
"""

from dataclasses import dataclass
from datetime import date

from clerkdesk import audit, settings
from clerkdesk.deadlines.lights import Light, light, remaining
from clerkdesk.holidays.queries import calendar
from clerkdesk.publications import queries
from clerkdesk.publications.rows import ReassessRow


@dataclass(frozen=True)
class QueueRow:
    """remaining: working days left, negative when passed; None where no day was set."""

    row: ReassessRow
    light: Light
    remaining: int | None
    provisional: bool

    @property
    def id(self) -> int:
        return self.row.id


@dataclass(frozen=True)
class Assessment:
    """One time it was assessed; disclose: it became 主动公开 then."""

    on: date
    disclose: bool
    reason: str
    recorded_by: str


def queue(today: date) -> tuple[QueueRow, ...]:
    """Return what is withheld with the light of its day of assessment."""
    days, lead = calendar(), settings.load().yellow_lead
    found = []
    for row in queries.reassessments(today):
        on = row.reassess_on
        found.append(
            QueueRow(
                row=row,
                light=light(due_on=on, today=today, calendar=days, lead=lead),
                remaining=None if on is None else remaining(on, today, days),
                provisional=on is not None and days.is_provisional(on),
            )
        )
    return tuple(found)


def past(publication_id: int) -> tuple[Assessment, ...]:
    """Return the assessments on record; one whose details were lawfully blanked is left out."""
    lines = audit.history("publication", publication_id)
    return tuple(
        Assessment(
            on=date.fromisoformat(line.payload["on"]),
            disclose=bool(line.payload["disclose"]),
            reason=line.payload["reason"],
            recorded_by=line.person,
        )
        for line in reversed(lines)
        if line.verb == "reassessed" and line.payload is not None
    )
