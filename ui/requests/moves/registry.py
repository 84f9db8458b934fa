"""Which form belongs to which act? To add one: a line in one of these tables."""

from ui.requests.moves import (
    asking,
    assigning,
    charging,
    consulting,
    correcting,
    dispatch,
    receiving,
    signing,
    tying,
)
from ui.requests.moves.act import Act

ACTS: dict[str, Act] = {
    **receiving.ACTS,
    **asking.ACTS,
    **charging.ACTS,
    **consulting.ACTS,
    **assigning.ACTS,
    **signing.ACTS,
    **dispatch.ACTS,
    **tying.ACTS,
    **correcting.ACTS,
}
