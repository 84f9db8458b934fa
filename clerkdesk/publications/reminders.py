"""What is amiss with a publication without stopping anything? Told on its card, in words."""

from datetime import date
from enum import StrEnum

from clerkdesk.db.models import Publication
from clerkdesk.publications.acts import Standing
from clerkdesk.publications.attributes import Attribute, Origin, State
from clerkdesk.publications.categories import Category
from clerkdesk.publications.due_rules import Governed
from clerkdesk.publications.facts import Facts


class Reminder(StrEnum):
    """Labels in `terms.toml` `[reminder]`."""

    NO_CATEGORY = "no_category"
    APPROVAL_MISSING = "approval_missing"  # the limit runs from a day nobody has entered
    ELEMENTS_OPEN = "elements_open"
    HEARING_MISSING = "hearing_missing"
    STUDY_MISSING = "study_missing"
    RISK_MISSING = "risk_missing"
    OTHERS_DISCLOSE = "others_disclose"  # 条例 10: who made or first obtained it discloses it
    PARTIES_UNNAMED = "parties_unnamed"
    PARTIES_UNTOLD = "parties_untold"
    EXPIRED = "expired"


def of(  # noqa: PLR0913, PLR0917 - all that is known of it
    row: Publication,
    facts: Facts,
    category: Category | None,
    standing: Standing,
    due: Governed | None,
    today: date,
) -> tuple[Reminder, ...]:
    """Return what the clerk should look at; nothing once it is void, withdrawn or kept in."""
    proactive = standing.attribute is Attribute.PROACTIVE
    if not proactive or not (standing.state.is_open or standing.state is State.PUBLISHED):
        return ()
    hearing = category is not None and category.hearing
    held = facts.hearing is not None and facts.hearing.days is not None
    before = standing.published_on is None
    amiss = {
        Reminder.NO_CATEGORY: category is None,
        Reminder.APPROVAL_MISSING: before and due is not None and due.due.stood_in,
        Reminder.ELEMENTS_OPEN: before and category is not None and _open(category, facts) > 0,
        Reminder.HEARING_MISSING: hearing and not held,
        Reminder.STUDY_MISSING: before and standing.study_missing,
        Reminder.RISK_MISSING: before and facts.sensitive and not facts.risk.finding.strip(),
        Reminder.OTHERS_DISCLOSE: before and facts.origin is Origin.OBTAINED_FROM_ORGAN,
        Reminder.PARTIES_UNNAMED: hearing and not standing.notices,
        Reminder.PARTIES_UNTOLD: standing.untold > 0,
        Reminder.EXPIRED: row.valid_until is not None and row.valid_until < today,
    }
    return tuple(one for one, is_so in amiss.items() if is_so)


def _open(category: Category, facts: Facts) -> int:
    """How many of its elements are neither found nor explained."""
    looked_at = {key for key, one in facts.elements.items() if one.done or one.note.strip()}
    return len(set(category.elements) - looked_at)
