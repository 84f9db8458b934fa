"""Who wants to know what changed? Notices are published after the commit, never before."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Changed:
    """One row of one noun was written; `id` is 0 where the whole noun changed."""

    kind: str
    id: int


Listener = Callable[[tuple[Changed, ...]], None]
_listeners: list[Listener] = []


def subscribe(listener: Listener) -> Callable[[], None]:
    """Call `listener` after each commit; the function returned ends that."""
    _listeners.append(listener)

    def end() -> None:
        if listener in _listeners:
            _listeners.remove(listener)

    return end


def publish(changes: tuple[Changed, ...]) -> None:
    for listener in tuple(_listeners):
        listener(changes)
