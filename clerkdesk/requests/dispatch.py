"""How does a request leave the desk, and can it come back? Sent, served, withdrawn, reopened."""

from datetime import date
from enum import StrEnum

from clerkdesk import settings, typed
from clerkdesk.db.models import RequestItem
from clerkdesk.db.unit import unit
from clerkdesk.errors import UserError
from clerkdesk.requests import stored
from clerkdesk.requests.asking import same_for_all
from clerkdesk.requests.facts import EventKind
from clerkdesk.requests.outcomes import Outcome
from clerkdesk.requests.recording import Happening, record, take_back_outcomes


class Way(StrEnum):
    """How a letter leaves (State Council Office 2016 no. 235, 4); labels under `[sent_way]`."""

    POST = "post"  # by the postal enterprise: the day of posting counts
    HAND = "hand"  # handed over: the day of the signature counts
    THROUGH_ORGAN = "through_organ"  # by another organ: the day of the signature counts
    ELECTRONIC = "electronic"  # by the channel the applicant chose: the time of sending


_SIGNED_FOR = frozenset({Way.HAND, Way.THROUGH_ORGAN})


def arrives_at_once(way: Way | str) -> bool:
    """Return whether what leaves that way is served the day it leaves.

    What is signed for is; what is sent electronically is where the office reads the law so.
    """
    if Way(way) is Way.ELECTRONIC:
        return settings.load().electronic_service == "sent"
    return Way(way) in _SIGNED_FOR


def send(  # noqa: PLR0913 - what a dispatch slip says
    request_id: int,
    by: int,
    *,
    on: date,
    way: Way | str,
    tracking: str = "",
    letter_id: int | None = None,
    served_on: date | None = None,
    reason: str = "",
    unsigned: bool | None = None,
) -> int:
    """Record that the reply left the office: this alone meets the limit (art. 33-2).

    on: the day of posting, of the signature, or of sending. tracking: the EMS number.
    served_on: the day it is known to have arrived; otherwise what arrives at once was served on
    the day it left (`arrives_at_once`). unsigned: whether it left before anybody approved it, which
    is marked and asks for a reason; None: as the signatures of the decision say.
    Errors: requests.send_undecided, served_before_sending; `NeedsReason` of what nobody signed.
    """
    typed.line(tracking, "tracking")
    undecided = (
        RequestItem.select()
        .where((RequestItem.request == request_id) & (RequestItem.outcome == ""))
        .count()
    )
    if undecided:
        raise UserError("requests.send_undecided", count=undecided)
    way = Way(way)
    details = {"way": way.value, "tracking": tracking, "letter": letter_id, "gist": tracking}
    if unsigned or (unsigned is None and not stored.is_approved(request_id, on)):
        details["unsigned"] = True
    with unit(by=by):
        sent = record(request_id, by, Happening(EventKind.SENT, on, details=details), reason=reason)
        if served_on is not None and way not in _SIGNED_FOR:
            serve(request_id, by, on=served_on, reason=reason)
        elif letter_id is None and arrives_at_once(way):  # letters tell their own service
            _serve(request_id, by, on, sent, proof="", reason=reason)
    return sent


def serve(request_id: int, by: int, *, on: date, proof: str = "", reason: str = "") -> int:
    """Record the day on which the applicant got the reply; it opens the remedies window.

    Told again for the same day it is the same event. Errors: requests.served_before_sending,
    served_twice, timing.…
    """
    typed.line(proof, "proof")
    rows = stored.live_rows(stored.rows_of(request_id))
    sent = next((row for row in reversed(rows) if row.kind == EventKind.SENT.value), None)
    if sent is not None:
        if on < sent.on:
            raise UserError("requests.served_before_sending", field="on", sent=sent.on)
        served = [row for row in rows if row.kind == EventKind.SERVED.value and row.id > sent.id]
        if served and served[0].on == on:
            return int(served[0].id)
        if served:
            raise UserError("requests.served_twice", field="on", day=served[0].on)
    return _serve(request_id, by, on, sent.id if sent else None, proof=proof, reason=reason)


def _serve(  # noqa: PLR0913 - what a proof of delivery says
    request_id: int, by: int, on: date, sent: int | None, *, proof: str, reason: str = ""
) -> int:
    details = {"proof": proof, "gist": proof}
    what = Happening(EventKind.SERVED, on, details=details, refers_to=sent)
    return record(request_id, by, what, reason=reason)


def withdraw(request_id: int, by: int, *, on: date, why: str = "", reason: str = "") -> int:
    """Record that the applicant withdrew; every item ends so."""
    typed.text(why, "why")
    answers = same_for_all(request_id, Outcome.WITHDRAWN)
    details = {"why": why, "gist": why, "answers": answers}
    what = Happening(EventKind.WITHDRAWN, on, details=details)
    return record(request_id, by, what, reason=reason)


def transfer(  # noqa: PLR0913 - what a transfer letter says
    request_id: int, by: int, *, on: date, to: str, why: str = "", reason: str = ""
) -> int:
    """Record that the papers were passed on to another organ; the applicant still gets a reply."""
    typed.name(to, "to")
    typed.text(why, "why")
    details = {"to": to, "why": why, "gist": to}
    what = Happening(EventKind.TRANSFERRED, on, details=details)
    return record(request_id, by, what, reason=reason)


def reopen(  # noqa: PLR0913 - what the order says
    request_id: int,
    by: int,
    *,
    on: date,
    why: str,
    order_number: str = "",
    until: date | None = None,
    reason: str = "",
) -> int:
    """Open a closed request again after a reconsideration decision or judgment.

    on: the day the decision was received. until: the day it names; otherwise a fresh limit runs.
    What was decided and closed before stays in the event that reopened it.
    """
    typed.text(why, "why", required=True)
    typed.line(order_number, "order_number")
    with unit(by=by):
        before = stored.get(request_id).frozen
        details = {"why": why, "order": order_number, "gist": order_number or why}
        what = Happening(
            EventKind.REOPENED, on, until=until, details=details | {"closed_as": before}
        )
        event = record(request_id, by, what, reason=reason)
        take_back_outcomes(request_id)
    return event
