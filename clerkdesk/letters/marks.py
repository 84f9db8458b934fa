"""Which `{field}` marks may a letter's wording hold, and how is each got from the facts?

The lists here are all there is. A mark with nothing known to fill it with is "": the writer then
refuses the letter and names the field, unless the paragraph is optional.
"""

import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from textwrap import wrap
from types import MappingProxyType

from clerkdesk.letters import phrases
from clerkdesk.letters.facts import LetterFacts
from clerkdesk.requests.answers import Part
from clerkdesk.requests.grounds import Ground, places
from clerkdesk.requests.outcomes import Answer, check

_WIDE = {"W", "F"}


@dataclass(frozen=True)
class ItemView:
    """One item as a letter speaks of it. number, of: its place among the letter's items, from 1."""

    facts: LetterFacts
    content: str
    answer: Answer | None
    number: int
    of: int


@dataclass(frozen=True)
class PartView:
    """One withheld part of an item, from 1."""

    part: Part
    number: int


def items(facts: LetterFacts) -> tuple[ItemView, ...]:
    """Return the facts' items, each answer checked against the catalogue of outcomes."""
    count = len(facts.items)
    return tuple(
        ItemView(
            facts,
            item.content,
            check(item.outcome, item.given, on=facts.dated_on) if item.outcome else None,
            number,
            count,
        )
        for number, item in enumerate(facts.items, 1)
    )


def line(text: str) -> str:
    """Typed text as one line: breaks and tabs closed up, all else as given.

    Characters without ink are the page's matter; it lays them aside or names the field.
    """
    pieces = [piece.strip() for piece in text.replace("\t", "\n").splitlines() if piece.strip()]
    joined = ""
    for piece in pieces:
        if joined and not (_wide(joined[-1]) or _wide(piece[0])):
            joined += " "
        joined += piece
    return joined


def clause(text: str) -> str:
    """Typed text as a clause, without the stop it may end in: the wording sets its own."""
    return line(text).rstrip(phrases.phrase("stops") + " ")


def _wide(char: str) -> bool:
    return unicodedata.east_asian_width(char) in _WIDE


def _day(on: date | None) -> str:
    return phrases.day(on) if on else ""


def bracketed(number: int) -> str:
    """（一）, （二） and so on."""
    return phrases.phrase("bracketed", number=phrases.numeral(number))


# --- marks that may stand anywhere ---------------------------------------------------------------


def _contents(facts: LetterFacts) -> str:
    """The applicant's own words, numbered where there are several items."""
    if len(facts.items) == 1:
        return phrases.phrase("content", content=clause(facts.items[0].content))
    return phrases.phrase("clause_joint").join(
        phrases.phrase("contents", bracketed=bracketed(number), content=clause(item.content))
        for number, item in enumerate(facts.items, 1)
    )


def _you(facts: LetterFacts) -> str:
    return phrases.phrase(f"address.{facts.address}")


def _channel(facts: LetterFacts) -> str:
    return phrases.phrase(f"channel.{facts.channel.value}") if facts.channel else ""


def _fee_words(table: str) -> Callable[[LetterFacts], str]:
    return lambda facts: phrases.phrase(f"{table}.{facts.fee.basis}") if facts.fee else ""


def _counted(facts: LetterFacts, count: int) -> str:
    if facts.fee is None or not count:
        return ""
    return phrases.phrase("counted", count=count, unit=_fee_words("fee_unit")(facts))


def _fee_steps(facts: LetterFacts) -> str:
    if facts.fee is None:
        return ""
    unit = _fee_words("fee_unit")(facts)
    return phrases.phrase("clause_joint").join(
        phrases.phrase("fee_line", count=step.count, unit=unit, each=step.yuan_each, yuan=step.yuan)
        for step in facts.fee.lines
    )


def _amount(facts: LetterFacts) -> Decimal | None:
    """What is to be paid or was paid: the amount given, else that of the fee."""
    if facts.amount is not None:
        return facts.amount
    return Decimal(facts.fee.yuan) if facts.fee else None


def _amount_figures(facts: LetterFacts) -> str:
    amount = _amount(facts)
    return f"{amount:f}" if amount is not None else ""


def _amount_capital(facts: LetterFacts) -> str:
    amount = _amount(facts)
    return phrases.capital_amount(amount) if amount is not None else ""


FIELDS: Mapping[str, Callable[[LetterFacts], str]] = MappingProxyType(
    {
        "number": lambda facts: line(facts.number),
        "organ": lambda facts: line(facts.office.name),
        "contact": lambda facts: clause(facts.office.contact),
        "office_address": lambda facts: clause(facts.office.address),
        "working_body": lambda facts: line(facts.office.working_body),
        "applicant": lambda facts: line(facts.applicant),
        "you": _you,
        "dated_on": lambda facts: _day(facts.dated_on),
        "request_number": lambda facts: line(facts.request_number),
        "channel": _channel,
        "received_on": lambda facts: _day(facts.received_on),
        "contents": _contents,
        "due_on": lambda facts: _day(facts.due_on),
        "days": lambda facts: str(facts.days or ""),
        "new_due_on": lambda facts: _day(facts.new_due_on),
        "correction_asked_on": lambda facts: _day(facts.correction_asked_on),
        "corrected_on": lambda facts: _day(facts.corrected_on),
        "corrected_content": lambda facts: clause(facts.corrected_content),
        "extended_on": lambda facts: _day(facts.extended_on),
        "lapsed_on": lambda facts: _day(facts.lapsed_on),
        "until": lambda facts: _day(facts.until),
        "asked_on": lambda facts: _day(facts.asked_on),
        "delivered_on": lambda facts: _day(facts.delivered_on),
        "happened_on": lambda facts: _day(facts.happened_on),
        "other_party": lambda facts: line(facts.other_party),
        "other_contact": lambda facts: clause(facts.other_contact),
        "other_you": lambda facts: phrases.phrase(f"address.{facts.other_address}"),
        "matter": lambda facts: clause(facts.matter),
        "explanation": lambda facts: clause(facts.explanation),
        "public_interest": lambda facts: clause(facts.public_interest),
        "fee_basis": _fee_words("fee_basis"),
        "fee_free": _fee_words("fee_free"),
        "fee_quantity": lambda facts: _counted(facts, facts.fee.quantity if facts.fee else 0),
        "fee_before": lambda facts: _counted(facts, facts.fee.before if facts.fee else 0),
        "fee_steps": _fee_steps,
        "amount": _amount_figures,
        "amount_capital": _amount_capital,
        "payment_way": lambda facts: clause(facts.payment_way),
        "earlier_title": lambda facts: line(facts.earlier_title),
        "earlier_number": lambda facts: line(facts.earlier_number),
        "service_way": lambda facts: line(facts.service_way),
        "proof": lambda facts: line(facts.proof),
        "handler": lambda facts: line(facts.handler),
        "section": lambda facts: line(facts.section),
        "digest": lambda facts: " ".join(wrap(facts.digest, 4)),
        "draft": lambda facts: facts.draft,
    }
)
"""Marks that may stand anywhere."""


# --- marks of one answered item ------------------------------------------------------------------


def _field(item: ItemView, name: str) -> str:
    return item.answer.fields.get(name, "") if item.answer else ""


def _information(item: ItemView) -> str:
    """What was asked for, by its name where the office knows one, by its number among several."""
    name = clause(_field(item, "name"))
    kind = "one" if item.of == 1 else "several"
    key = f"{kind}_named" if name else f"{kind}_item"
    marks = {"you": _you(item.facts), "name": name, "bracketed": bracketed(item.number)}
    return phrases.phrase(key, **marks)


def _item_name(item: ItemView) -> str:
    if item.of == 1:
        return phrases.phrase("the_application")
    return phrases.phrase("the_item", bracketed=bracketed(item.number))


def ground_words(ground: Ground | None, filled: Mapping[str, str]) -> str:
    """A ground as the letter says it, with the law or the danger it names."""
    if ground is None:
        return ""
    danger = filled.get("danger", "")
    return phrases.phrase(
        f"ground.{ground}",
        law=clause(filled.get("law", "")),
        danger=phrases.phrase(f"danger.{danger}") if danger else "",
    )


def _ground(item: ItemView) -> str:
    return ground_words(item.answer.ground, item.answer.fields) if item.answer else ""


def _article(item: ItemView) -> str:
    return phrases.cite(item.answer.cites) if item.answer else ""


def _outcome(item: ItemView) -> str:
    return phrases.term("outcome", item.answer.outcome) if item.answer else ""


def _answered(name: str) -> Callable[[ItemView], str]:
    return lambda item: clause(_field(item, name))


def _listed(name: str) -> Callable[[ItemView], str]:
    """A field of one entry a line, set as a list in running text."""
    return lambda item: phrases.joined(map(clause, _field(item, name).splitlines()))


def _dated(name: str) -> Callable[[ItemView], str]:
    def spelt(item: ItemView) -> str:
        iso = _field(item, name)
        return _day(date.fromisoformat(iso)) if iso else ""

    return spelt


def _third_party_view(item: ItemView) -> str:
    said = _field(item, "third_party_view")
    return phrases.phrase(f"third_party_view.{said}") if said else ""


_AS_TYPED = (
    "reason", "place_found", "provide_way", "provide_when", "law", "where_to_apply",
    "where_to_obtain", "search_scope", "search_terms", "searched_by", "channel_to_use", "quantity",
    "reasons_given", "finding",
)  # fmt: skip

ITEM_FIELDS: Mapping[str, Callable[[ItemView], str]] = MappingProxyType(
    {
        "item_number": lambda item: phrases.numeral(item.number),
        "content": lambda item: clause(item.content),
        "the_information": _information,
        "the_item": _item_name,
        "article": _article,
        "ground": _ground,
        "outcome": _outcome,
        "third_party_view": _third_party_view,
        "provided": _listed("provided"),
        "earlier_reply_on": _dated("earlier_on"),
        "earlier_reply_number": _answered("earlier_number"),
        "searched_on": _dated("searched_on"),
        "organ_in_charge": _answered("organ"),
        "organ_contact": _answered("organ_contact"),
        **{name: _answered(name) for name in _AS_TYPED},
    }
)
"""Marks of one answered item: only in a page's `[[finding]]` paragraphs."""


# --- marks of one withheld part ------------------------------------------------------------------


def _part_ground(view: PartView) -> str:
    """The ground, and where it is a third party's what that one said; in one run of text."""
    ground = ground_words(view.part.ground, view.part.fields)
    said = view.part.fields.get("third_party_view", "")
    if not said:
        return ground
    return phrases.phrase("clause_joint").join((ground, phrases.phrase(f"part_view.{said}")))


def _part_article(view: PartView) -> str:
    return phrases.cite(places(view.part.ground, view.part.fields))


PART_FIELDS: Mapping[str, Callable[[PartView], str]] = MappingProxyType(
    {
        "part_number": lambda view: phrases.numeral(view.number),
        "part": lambda view: clause(view.part.what),
        "part_ground": _part_ground,
        "part_reason": lambda view: clause(view.part.reason),
        "part_article": _part_article,
    }
)
"""Marks of one withheld part: only in a `[[finding]]` paragraph that says `each = "part"`."""

POINT_FIELDS = frozenset({"point", "point_number"})
"""Marks of one entry of `points`: only in a paragraph that says `each = "point"`."""
