"""Through whose hands does a review go, and whose signature is awaited now?

Five levels, of which a small office may merge neighbours. The order of the signatures is replayed
from the steps: passed goes on, returned goes back one stage, sent to the authority stays.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import Any


class Level(StrEnum):
    """The five levels of 常州市行政机关信息公开保密审查单."""

    HANDLER = "handler"  # 承办人, 初步审查
    SECTION = "section"  # 处室负责人, 初步审查
    SECRECY = "secrecy"  # 保密审查, 专业审查
    LEADER = "leader"  # 主管领导, 复合审查
    PUBLISHER = "publisher"  # 发布责任人, 程序审查

    @property
    def rank(self) -> int:
        return tuple(Level).index(self)


class Mode(StrEnum):
    """How it was signed; labels in `[sign_mode]`."""

    PAPER = "paper"
    PC = "pc"


class Conclusion(StrEnum):
    """What a level concludes; labels in `[conclusion]`."""

    PUBLISH = "publish"  # 公开
    PARTLY = "partly"  # 部分公开: what is bound is the version with those parts cut (条例 37)
    WITHHOLD = "withhold"  # 不予公开: 14, 15 or 16
    REFER = "refer"  # 需报审: 条例 17

    @property
    def opens_the_gate(self) -> bool:
        return self in (Conclusion.PUBLISH, Conclusion.PARTLY)


class StageState(StrEnum):
    """Labels in `[stage_state]`."""

    DONE = "done"
    AWAITED = "awaited"
    AHEAD = "ahead"


@dataclass(frozen=True)
class Stage:
    """One signature: a level, or neighbouring levels merged into one."""

    levels: tuple[Level, ...]

    @property
    def key(self) -> str:
        """How it stands in the register: "handler", "handler+section"."""
        return "+".join(self.levels)

    @property
    def last(self) -> Level:
        return self.levels[-1]

    def reaches(self, level: Level) -> bool:
        """Whether this stage is at or beyond a level."""
        return self.last.rank >= level.rank


@dataclass(frozen=True)
class Route:
    """The stages of one round, frozen when it is opened.

    merged_reason: why the office merges levels. one_clerk: one person may sign several.
    """

    stages: tuple[Stage, ...]
    merged_reason: str = ""
    one_clerk: bool = False

    @property
    def merged(self) -> bool:
        return len(self.stages) < len(Level)


def _stages(*named: tuple[Level, ...]) -> tuple[Stage, ...]:
    return tuple(Stage(levels) for levels in named)


_H, _S, _C, _L, _P = Level
# the setting `review_stages`: levels may be merged with a neighbour, never skipped
ROUTES: Mapping[str, tuple[Stage, ...]] = MappingProxyType(
    {
        "five": _stages((_H,), (_S,), (_C,), (_L,), (_P,)),
        "section_merged": _stages((_H, _S), (_C,), (_L,), (_P,)),
        "release_merged": _stages((_H,), (_S,), (_C,), (_L, _P)),
        "both_merged": _stages((_H, _S), (_C,), (_L, _P)),
    }
)


def stage_of(key: str) -> Stage:
    """Return the stage a key of the register names."""
    return Stage(tuple(Level(name) for name in key.split("+")))


def dump(route: Route) -> dict[str, Any]:
    return {
        "stages": [[str(level) for level in stage.levels] for stage in route.stages],
        "merged_reason": route.merged_reason,
        "one_clerk": route.one_clerk,
    }


def load(stored: dict[str, Any]) -> Route:
    return Route(
        tuple(Stage(tuple(Level(name) for name in names)) for names in stored["stages"]),
        stored["merged_reason"],
        stored["one_clerk"],
    )


@dataclass(frozen=True)
class Step:
    """One recorded signature as the rules see it."""

    id: int
    stage: Stage
    passed: bool
    conclusion: Conclusion | None
    ground: str
    signed_by: int
    signed_on: date


@dataclass(frozen=True)
class Progress:
    """Where a round stands.

    counting: the signature that counts for each stage passed, in order. awaited: the stage to sign
    next, None when all have passed.
    """

    counting: tuple[Step, ...]
    awaited: Stage | None

    @property
    def final(self) -> Step | None:
        """The last signature once every stage has passed."""
        return self.counting[-1] if self.awaited is None and self.counting else None


def progress(route: Route, steps: Sequence[Step]) -> Progress:
    """Replay the signatures. A conclusion of 需报审 does not pass: its stage signs again later."""
    counting: list[Step] = []
    for step in steps:
        if step.passed:
            counting.append(step)
        elif step.conclusion is not Conclusion.REFER:
            counting = counting[:-1]  # returned: the stage before signs anew
    at = len(counting)
    return Progress(tuple(counting), route.stages[at] if at < len(route.stages) else None)
