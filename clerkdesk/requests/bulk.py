"""How is one verb done to many requests? Each in a unit of its own, refusals told one by one."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from clerkdesk.errors import Spoken, UserError
from clerkdesk.requests import stored
from clerkdesk.requests.recording import NeedsReason


@dataclass(frozen=True)
class Refusal:
    """A request that was left as it was, and the sentence why.

    alone: it can be recorded with a reason of its own, so it is for the card, not for many at once.
    """

    request_id: int
    number: str
    reason: str
    alone: bool = False


@dataclass(frozen=True)
class BulkResult:
    """What became of a bulk act. done: the keys, in order. left: those a cancel came before."""

    done: tuple[int, ...]
    refused: tuple[Refusal, ...]
    left: tuple[int, ...]


def for_each(
    request_ids: Iterable[int],
    act: Callable[[int], object],
    *,
    progress: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] = lambda: False,
) -> BulkResult:
    """Do one verb to each request; one that refuses stops nobody else.

    act: such as `lambda key: service.extend(key, by, ...)`. After a cancel what is done stays done.
    A fault of the machine (one damaged paper) is told of its request like a refusal.
    """
    keys = list(request_ids)
    done: list[int] = []
    refused: list[Refusal] = []
    for at, key in enumerate(keys):
        if cancelled():
            return BulkResult(tuple(done), tuple(refused), tuple(keys[at:]))
        try:
            act(key)
            done.append(key)
        except Spoken as error:
            alone = isinstance(error, NeedsReason)
            refused.append(Refusal(key, _number(key), str(error), alone))
        if progress is not None:
            progress(at + 1, len(keys))
    return BulkResult(tuple(done), tuple(refused), ())


def _number(request_id: int) -> str:
    try:
        return str(stored.get(request_id).number)
    except UserError:
        return ""
