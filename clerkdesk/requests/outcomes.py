"""In which ways may an item of a request end, and what does each way demand and lead to?

Pure: no database, no clock. One line of `OUTCOMES` drives the articles cited, the fields the clerk
must fill, the letter and the line of the annual report (table three of
国办公开办函〔2021〕30号: 21 leaf lines, each reached, each outcome in one).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from clerkdesk.errors import UserError
from clerkdesk.requests.answers import (
    Part,
    chosen_ground,
    filled,
    parts,
    refuse_agreed,
)
from clerkdesk.requests.grounds import GROUNDS, Citation, Ground, Law, places


class Outcome(StrEnum):
    ALREADY_PUBLIC = "already_public"
    DISCLOSED = "disclosed"
    PARTIAL = "partial"
    STATE_SECRET = "state_secret"  # noqa: S105 - a term of the law, no password
    PROHIBITED_BY_LAW = "prohibited_by_law"
    THREE_SECURITIES = "three_securities"
    THIRD_PARTY = "third_party"
    INTERNAL_AFFAIRS = "internal_affairs"
    PROCESS_INFORMATION = "process_information"
    ENFORCEMENT_FILE = "enforcement_file"
    QUERY_MATTER = "query_matter"
    NOT_HELD = "not_held"
    OTHER_ORGAN = "other_organ"
    NO_READY_MADE = "no_ready_made"
    STILL_UNCLEAR = "still_unclear"
    PETITION = "petition"
    REPEATED = "repeated"
    PUBLIC_PRINT = "public_print"
    EXCESSIVE = "excessive"
    CONFIRM_OR_REISSUE = "confirm_or_reissue"
    NOT_CORRECTED = "not_corrected"
    NOT_PAID = "not_paid"
    WITHDRAWN = "withdrawn"
    OTHER = "other"


class Cell(StrEnum):
    """A leaf line of table three, by the numbering of its headings (三 is C)."""

    C1 = "C1"
    C2 = "C2"
    C3_1 = "C3.1"
    C3_2 = "C3.2"
    C3_3 = "C3.3"
    C3_4 = "C3.4"
    C3_5 = "C3.5"
    C3_6 = "C3.6"
    C3_7 = "C3.7"
    C3_8 = "C3.8"
    C4_1 = "C4.1"
    C4_2 = "C4.2"
    C4_3 = "C4.3"
    C5_1 = "C5.1"
    C5_2 = "C5.2"
    C5_3 = "C5.3"
    C5_4 = "C5.4"
    C5_5 = "C5.5"
    C6_1 = "C6.1"
    C6_2 = "C6.2"
    C6_3 = "C6.3"

    @property
    def gives(self) -> bool:
        """Whether something was disclosed."""
        return self in (Cell.C1, Cell.C2)

    @property
    def withholds(self) -> bool:
        """Whether something was refused on a ground (不予公开)."""
        return self is Cell.C2 or self.value.startswith("C3.")


@dataclass(frozen=True)
class OutcomeRule:
    """What one outcome demands and leads to.

    cites: its articles; a withheld item adds those of its ground.
    required: fields the clerk must fill; accepted: those the letter uses if they are filled.
    grounds: the grounds it may rest on; `ground_required` says whether one must be named.
    letter: key of `clerkdesk.letters.LETTERS`.
    final: whether the reply decides the application, so that remedies are told.
    """

    cites: tuple[Citation, ...]
    cell: Cell
    letter: str
    required: tuple[str, ...] = ()
    accepted: tuple[str, ...] = ()
    grounds: tuple[Ground, ...] = ()
    ground_required: bool = True
    final: bool = True

    @property
    def rests_on_exception(self) -> bool:
        """Whether it refuses the whole item under art. 14, 15 or 16."""
        return bool(self.grounds) and all(GROUNDS[ground].is_exception for ground in self.grounds)


_REFUSED = Citation(36, item=3)


def _refused(cell: Cell, letter: str, *grounds: Ground) -> OutcomeRule:
    """A refusal of the whole item: art. 36(3) demands the reason."""
    extra = sorted({name for ground in grounds for name in GROUNDS[ground].demands})
    return OutcomeRule(
        (_REFUSED,), cell, letter, required=("reason", *extra), accepted=("name",), grounds=grounds
    )


OUTCOMES: Mapping[Outcome, OutcomeRule] = MappingProxyType(
    {
        Outcome.ALREADY_PUBLIC: OutcomeRule(
            (Citation(36, item=1),),
            Cell.C1,
            "already_public",
            required=("place_found",),
            accepted=("name",),
        ),
        Outcome.DISCLOSED: OutcomeRule(
            (Citation(36, item=2), Citation(40)),
            Cell.C1,
            "disclosed",
            required=("provided", "provide_way"),  # art. 36(2), 40: what, in which form and way
            accepted=("name", "provide_when"),
        ),
        Outcome.PARTIAL: OutcomeRule(
            (Citation(37),),
            Cell.C2,
            "partial",
            required=("provided", "provide_way", "withheld"),  # art. 37: reasons for each part
            accepted=("name", "provide_when"),
        ),
        Outcome.STATE_SECRET: _refused(Cell.C3_1, "refused_secret", Ground.STATE_SECRET),
        Outcome.PROHIBITED_BY_LAW: _refused(
            Cell.C3_2, "refused_prohibited", Ground.PROHIBITED_BY_LAW
        ),
        Outcome.THREE_SECURITIES: _refused(
            Cell.C3_3, "refused_securities", Ground.THREE_SECURITIES
        ),
        Outcome.THIRD_PARTY: _refused(
            Cell.C3_4,
            "refused_third_party",
            Ground.TRADE_SECRET,
            Ground.PRIVACY,
            Ground.THIRD_PARTY_OTHER,
        ),
        Outcome.INTERNAL_AFFAIRS: _refused(
            Cell.C3_5, "refused_internal", Ground.PERSONNEL, Ground.LOGISTICS, Ground.WORKFLOW
        ),
        Outcome.PROCESS_INFORMATION: _refused(
            Cell.C3_6,
            "refused_process",
            Ground.DISCUSSION_RECORD,
            Ground.DRAFT,
            Ground.CONSULTATION_LETTER,
            Ground.REQUEST_REPORT,
        ),
        Outcome.ENFORCEMENT_FILE: _refused(
            Cell.C3_7, "refused_enforcement", Ground.ENFORCEMENT_FILE
        ),
        Outcome.QUERY_MATTER: OutcomeRule(
            (Citation(36, item=7),),
            Cell.C3_8,
            "query_matter",
            required=("law", "where_to_apply"),
            accepted=("name", "reason"),
            grounds=(Ground.QUERY_MATTER,),
        ),
        Outcome.NOT_HELD: OutcomeRule(
            (Citation(36, item=4),),
            Cell.C4_1,
            "not_held",
            required=("search_scope", "search_terms"),  # 指导案例101号: a real, sufficient search
            accepted=("name", "searched_on", "searched_by", "reason"),
        ),
        Outcome.OTHER_ORGAN: OutcomeRule(
            (Citation(36, item=5),),
            Cell.C4_1,
            "other_organ",
            required=("reason",),
            accepted=("name", "organ", "organ_contact", "organ_unknown"),
        ),
        Outcome.NO_READY_MADE: OutcomeRule(
            (Citation(38),), Cell.C4_2, "no_ready_made", required=("reason",), accepted=("name",)
        ),
        Outcome.STILL_UNCLEAR: OutcomeRule(
            (Citation(30),), Cell.C4_3, "still_unclear", required=("reason",)
        ),
        Outcome.PETITION: OutcomeRule(
            (Citation(39, 1),),
            Cell.C5_1,
            "petition",
            required=("reason",),
            accepted=("channel_to_use",),
        ),
        Outcome.REPEATED: OutcomeRule(
            (Citation(36, item=6),),
            Cell.C5_2,
            "repeated",
            required=("earlier_on", "earlier_number"),
            accepted=("name", "reason"),
        ),
        Outcome.PUBLIC_PRINT: OutcomeRule(
            (Citation(39, 2),),
            Cell.C5_3,
            "public_print",
            required=("where_to_obtain",),
            accepted=("name",),
        ),
        Outcome.EXCESSIVE: OutcomeRule(
            (Citation(35),),
            Cell.C5_4,
            "excessive",
            required=("quantity", "reason"),  # how much and how often; why the reasons fail
            accepted=("reasons_given",),
        ),
        Outcome.CONFIRM_OR_REISSUE: OutcomeRule(
            # no article of its own; art. 2 says what information is (reading of the practice)
            (Citation(2),),
            Cell.C5_5,
            "confirm_or_reissue",
            required=("reason",),
            accepted=("name", "earlier_on", "earlier_number"),
        ),
        Outcome.NOT_CORRECTED: OutcomeRule((Citation(30),), Cell.C6_1, "not_corrected"),
        Outcome.NOT_PAID: OutcomeRule(
            (Citation(42), Citation(6, law=Law.FEE_RULES)), Cell.C6_2, "not_paid"
        ),
        Outcome.WITHDRAWN: OutcomeRule((), Cell.C6_3, "withdrawal_confirmed", final=False),
        Outcome.OTHER: OutcomeRule(
            (),
            Cell.C6_3,
            "other_reply",
            required=("finding",),
            accepted=("name", "law"),
            grounds=(Ground.NOT_GOVERNMENT_INFORMATION,),
            ground_required=False,
        ),
    }
)
"""Every way an item can end."""


@dataclass(frozen=True)
class Answer:
    """How one item is answered: complete and lawful in its combination, as `check` found it."""

    outcome: Outcome
    ground: Ground | None = None
    fields: Mapping[str, str] = field(default_factory=dict)
    withheld: tuple[Part, ...] = ()

    @property
    def grounds(self) -> tuple[Ground, ...]:
        """Every ground it rests on, in the order named, each once."""
        named = [self.ground] if self.ground else []
        return tuple(dict.fromkeys([*named, *(part.ground for part in self.withheld)]))

    @property
    def cites(self) -> tuple[Citation, ...]:
        """The articles of the grounds and of the outcome, each once, in the law's order."""
        own = set(OUTCOMES[self.outcome].cites)
        if self.ground is not None:
            own |= {*places(self.ground, self.fields)}
        for part in self.withheld:
            own |= {*places(part.ground, part.fields)}
        return tuple(sorted(own, key=lambda place: (place.law is not Law.REGULATION, place)))


def check(outcome: Outcome, given: Mapping[str, object], *, on: date | None = None) -> Answer:
    """Return the answer that the outcome and its fields make; refuse what is incomplete or wrong.

    given: the item's facts by name, its "ground" and its "withheld" parts (each a mapping with
        what, ground, reason and what the ground demands) among them; fields the outcome has no
        use for are left out of the answer. Dates are dates or ISO text.
    on: the day of deciding; dates told in the letter may not lie after it.
    Errors: UserError("outcomes.…") with the field at fault.
    """
    rule = OUTCOMES[outcome]
    ground = chosen_ground(given, rule.grounds, required=rule.ground_required)
    kept = filled(given, rule.required, rule.accepted, on=on)
    _check_other_organ(outcome, kept)
    refuse_agreed(kept)
    withheld = parts(given) if "withheld" in rule.required else ()
    return Answer(outcome, ground, MappingProxyType(kept), withheld)


def _check_other_organ(outcome: Outcome, kept: Mapping[str, str]) -> None:
    """Art. 36(5): the organ's name and contact are told where it can be determined."""
    if outcome is not Outcome.OTHER_ORGAN:
        return
    if kept.get("organ_unknown"):
        if kept.get("organ"):
            raise UserError("outcomes.organ_known_and_unknown", field="organ_unknown")
        return
    for name in ("organ", "organ_contact"):
        if not kept.get(name):
            raise UserError(f"outcomes.missing_{name}", field=name)


def cell_of(
    outcomes: Sequence[Outcome], *, main: Outcome | None = None, main_reason: str = ""
) -> Cell:
    """Return the one line of table three in which a request with these items is counted.

    All alike: that line. Something given and something withheld: partial disclosure, which the
    form counts once and nowhere else. Any other mixture: the clerk names the main outcome, which
    must be one of the items', with a reason.
    Errors: UserError("outcomes.no_items" | "name_main" | "main_is_no_item" | "main_needs_reason").
    """
    cells = {OUTCOMES[outcome].cell for outcome in outcomes}
    if not cells:
        raise UserError("outcomes.no_items", field="items")
    if len(cells) == 1:
        return cells.pop()
    if any(cell.gives for cell in cells) and any(cell.withholds for cell in cells):
        return Cell.C2
    if main is None:
        raise UserError("outcomes.name_main", field="main_outcome")
    if main not in outcomes:
        raise UserError("outcomes.main_is_no_item", field="main_outcome")
    if not main_reason.strip():
        raise UserError("outcomes.main_needs_reason", field="main_outcome_reason")
    return OUTCOMES[main].cell
