"""How does a round of review read in a list?"""

from clerkdesk.deadlines.lights import Light, light
from clerkdesk.reviews.levels import Stage
from clerkdesk.reviews.queries import ReviewOrder
from clerkdesk.reviews.rows import ReviewRow
from ui import words
from ui.pages import Desk
from ui.tables import Column

say = words.of("reviews")


def stage_words(stage: Stage | None) -> str:
    """The name of a stage; merged levels are named together."""
    if stage is None:
        return ""
    return say("stage_joined").join(words.term("review_stage", level) for level in stage.levels)


def _unanswered(row: ReviewRow) -> str:
    if not row.state.under_way or not (row.unanswered or row.unsure):
        return ""
    key = "unsure" if row.unsure else "unanswered"
    return say(key, count=row.unanswered, unsure=row.unsure)


def _state(row: ReviewRow) -> str:
    if row.conclusion is not None:
        return words.term("conclusion", row.conclusion)
    return words.term("review_state", row.state)


class Lights:
    """The light of each round's publication; what they hang on is read once, not at each paint."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.refresh()

    def refresh(self) -> None:
        self._today, self._days = self._desk.today(), self._desk.calendar()
        self._lead = self._desk.settings().yellow_lead

    def of(self, row: ReviewRow) -> Light | None:
        """The light of the publication's limit while the round is under way."""
        if not row.state.under_way or row.due_on is None:
            return None
        return light(due_on=row.due_on, today=self._today, calendar=self._days, lead=self._lead)


def columns(lights: Lights) -> tuple[Column[ReviewRow], ...]:
    """The keys are those of `ReviewOrder`, so a click on a head sorts in SQL."""
    return (
        Column[ReviewRow](
            "light",
            say("col_light"),
            lights.of,
            width=126,
            light=lights.of,
            sortable=False,
        ),
        Column[ReviewRow](
            ReviewOrder.NUMBER.value, say("col_number"), lambda row: row.number, width=104
        ),
        Column[ReviewRow](
            "round",
            say("col_round"),
            lambda row: say("round", round=row.round),
            width=80,
            wide=True,
            sortable=False,
        ),
        Column[ReviewRow](
            ReviewOrder.TITLE.value, say("col_title"), lambda row: row.title, stretch=True
        ),
        Column[ReviewRow](
            ReviewOrder.WAITING_AT.value,
            say("col_waiting"),
            lambda row: stage_words(row.waiting_at),
            width=176,
        ),
        Column[ReviewRow](
            ReviewOrder.UNANSWERED.value, say("col_unanswered"), _unanswered, width=76, wide=True
        ),
        Column[ReviewRow](ReviewOrder.STATE.value, say("col_state"), _state, width=92, wide=True),
        Column[ReviewRow](ReviewOrder.DUE.value, say("col_due"), lambda row: row.due_on, width=136),
        Column[ReviewRow](
            "handler",
            say("col_handler"),
            lambda row: row.handler,
            width=76,
            wide=True,
            sortable=False,
        ),
    )
