"""How do a page of wording and the facts become a document or a form, before it is set in type?

Pure. Values are put into the wording once and never read again, so nothing typed is markup.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from clerkdesk.errors import UserError
from clerkdesk.letters import phrases, remedies
from clerkdesk.letters.catalogue import LETTERS
from clerkdesk.letters.document import Annex, Block, Document, Heading, PageFormat, Paragraph
from clerkdesk.letters.facts import LetterFacts, refuse_impossible
from clerkdesk.letters.marks import (
    FIELDS,
    ITEM_FIELDS,
    PART_FIELDS,
    ItemView,
    PartView,
    bracketed,
    clause,
    items,
    line,
)
from clerkdesk.letters.parts import Cell, Form, NewPage, Part, Sheet, Words
from clerkdesk.letters.wording import MARK, REMEDIES, Letter, Passage
from clerkdesk.requests.outcomes import OUTCOMES, Answer

Value = Callable[[str], str]

_LABEL_SHARE, _TEXT_SHARE = 1.0, 3.0  # of a form's width


@dataclass(frozen=True)
class _Said:
    """A passage with its marks filled."""

    passage: Passage
    text: str

    @property
    def block(self) -> Block:
        if self.passage.label:
            return Paragraph(phrases.phrase("row", label=self.passage.label, text=self.text))
        if self.passage.heading:
            return Heading(1 if self.passage.heading == 1 else 2, self.text)
        return Paragraph(self.text, indent=not self.passage.flush)


def compose(letter: Letter, facts: LetterFacts, *, number: str | None = None) -> Document:
    """The document of that letter.

    number: the whole document number as allotted or typed; None for a draft, which bears the form
    with a blank number.
    Errors: UserError("letters.…" | "outcomes.…") naming the fact that is missing or impossible.
    """
    refuse_impossible(facts)
    facts = replace(facts, number=_number(letter, facts, number))
    views = items(facts)
    if not views and letter.decides:
        raise UserError("outcomes.no_items", field="items")
    for view in views:
        _refuse_strange_outcome(letter, view)
    value = _letter_value(facts)
    slip = tuple(each.block for each in _set(letter.slip, value, facts))
    extra = (letter.slip_title,) if slip else ()
    return Document(
        organ=_needed("organ", value),
        number=facts.number or None,
        title=letter.title,
        addressee=_addressee(letter, value),
        body=tuple(each.block for each in _all(letter, views, facts)),
        signature=() if letter.form else (line(facts.office.name),),
        date=facts.dated_on,
        sealed=facts.sealed and not letter.form,
        attachments=(*(line(name) for name in facts.attachments), *extra),
        annexes=(Annex(letter.slip_title, slip),) if slip else (),
        copies_to=tuple(line(name) for name in facts.copies_to),
        format=PageFormat.GENERAL if facts.general else PageFormat.LETTER,
        printed_by=line(facts.office.working_body or facts.office.name) if facts.general else None,
        subject=line(facts.request_number),
        author=line(facts.office.name),
    )


def form(letter: Letter, facts: LetterFacts) -> Sheet:
    """An internal sheet as a form to print and write on; `compose` gives its words as text.

    Errors: as `compose`.
    """
    compose(letter, facts)
    rows: list[tuple[Cell, ...]] = []
    for each in _all(letter, items(facts), facts):
        pair = (
            Cell(each.passage.label, share=_LABEL_SHARE, label=True),
            Cell(each.text, share=_TEXT_SHARE, height=each.passage.height),
        )
        if each.passage.beside and rows and len(rows[-1]) == len(pair):
            half = tuple(replace(cell, share=1.0) for cell in (*rows[-1], *pair))
            rows[-1] = half
        else:
            rows.append(pair)
    return Sheet(
        letter.title,
        (Form(tuple(rows)), *_beside(letter, facts)),
        subtitle=line(facts.office.name),
        footer=phrases.day(facts.dated_on),
        author=line(facts.office.name),
    )


def _beside(letter: Letter, facts: LetterFacts) -> Iterator[Part]:
    """What goes with a form on pages of its own: its slip, a paragraph for each line."""
    said = list(_set(letter.slip, _letter_value(facts), facts))
    if not said:
        return
    yield NewPage()
    yield Words(letter.slip_title, strong=True)
    for each in said:
        yield Words(each.text, indent=not each.passage.flush)


def answers(facts: LetterFacts) -> tuple[Answer, ...]:
    """The checked answers of the facts' items; an item without outcome has none."""
    return tuple(view.answer for view in items(facts) if view.answer is not None)


def _number(letter: Letter, facts: LetterFacts, number: str | None) -> str:
    if not letter.series:
        if number is not None:
            raise UserError("letters.no_number_here", field="number")
        return ""
    if number is None:
        code = line(facts.office.code)
        if not code:
            raise UserError("letters.missing_code", field="code")
        return phrases.document_number(code, letter.series, facts.dated_on.year, None)
    if not re.fullmatch(phrases.phrase_as_is("number.form"), number):
        raise UserError("letters.bad_number", field="number", number=number)
    return number


def _addressee(letter: Letter, value: Value) -> str | None:
    return None if letter.addressee == "none" else _needed(letter.addressee, value)


def _refuse_strange_outcome(letter: Letter, view: ItemView) -> None:
    """A reply speaks of items with its own outcomes; a mixture has a letter of its own."""
    if letter.decides and view.answer is None:
        raise UserError("letters.undecided_item", field="items", number=view.number)
    if letter.outcomes and view.answer and view.answer.outcome not in letter.outcomes:
        raise UserError("letters.other_outcome", field="items", number=view.number)


def _all(letter: Letter, views: Sequence[ItemView], facts: LetterFacts) -> Iterator[_Said]:
    yield from _set(letter.body, _letter_value(facts), facts)
    yield from _findings(letter, views, facts)
    yield from _closing(letter, views, facts)


def _findings(letter: Letter, views: Sequence[ItemView], facts: LetterFacts) -> Iterator[_Said]:
    for view in views:
        finding = letter.finding
        if letter.each_by_outcome and view.answer:
            finding = LETTERS[OUTCOMES[view.answer.outcome].letter].finding
            if len(views) > 1:
                yield _Said(Passage("", heading=1), _item_heading(view))
        yield from _set(finding, _item_value(view), facts, view)


def _item_heading(view: ItemView) -> str:
    number = phrases.numeral(view.number)
    return phrases.phrase("item_heading", number=number, bracketed=bracketed(view.number))


def _closing(letter: Letter, views: Sequence[ItemView], facts: LetterFacts) -> Iterator[_Said]:
    for passage in letter.closing:
        if passage.use == REMEDIES:
            for sentence in remedies.sentences(letter, facts, views):
                yield _Said(passage, sentence)
        else:
            yield from _set((passage,), _letter_value(facts), facts)


def _letter_value(facts: LetterFacts) -> Value:
    return lambda name: FIELDS[name](facts)


def _item_value(view: ItemView) -> Value:
    return lambda name: ITEM_FIELDS[name](view) if name in ITEM_FIELDS else FIELDS[name](view.facts)


def _set(
    passages: Sequence[Passage], value: Value, facts: LetterFacts, view: ItemView | None = None
) -> Iterator[_Said]:
    for passage in passages:
        if passage.when and not value(passage.when):
            continue
        if passage.unless and value(passage.unless):
            continue
        for entry in _entries(passage, facts, view):
            yield _Said(passage, _filled(passage.text, _either(entry, value)))


def _entries(
    passage: Passage, facts: LetterFacts, view: ItemView | None
) -> Iterator[Mapping[str, str]]:
    """What the passage is set for: once, or once for each point or withheld part."""
    if passage.each == "point":
        points = [clause(point) for point in facts.points if clause(point)]
        if not points:
            raise UserError(
                "letters.missing_fact", field="points", name=phrases.term("letter_field", "point")
            )
        for number, point in enumerate(points, 1):
            yield {"point": point, "point_number": phrases.numeral(number)}
    elif passage.each == "part":
        parts = view.answer.withheld if view and view.answer else ()
        for number, part in enumerate(parts, 1):
            shown = PartView(part, number)
            yield {name: got(shown) for name, got in PART_FIELDS.items()}
    else:
        yield {}


def _either(entry: Mapping[str, str], value: Value) -> Value:
    return lambda name: entry[name] if name in entry else value(name)


def _filled(text: str, value: Value) -> str:
    return MARK.sub(lambda mark: _needed(mark[1], value), text)


def _needed(name: str, value: Value) -> str:
    found = value(name)
    if not found:
        raise UserError("letters.missing_fact", field=name, name=phrases.term("letter_field", name))
    return found
