"""How do a page of wording and the facts become a document, before it is set in type?

Pure. Values are put into the wording once and never read again, so nothing typed is markup.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from clerkdesk.errors import UserError
from clerkdesk.letters import phrases, remedies
from clerkdesk.letters.catalogue import LETTERS
from clerkdesk.letters.document import Annex, Block, Document, Heading, Paragraph
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
from clerkdesk.letters.wording import MARK, REMEDIES, Letter, Passage
from clerkdesk.requests.outcomes import OUTCOMES, Answer

Value = Callable[[str], str]


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
    body = [
        *_set(letter.body, value, facts),
        *_findings(letter, views, facts),
        *_closing(letter, views, facts),
    ]
    slip = tuple(_set(letter.slip, value, facts))
    extra = (letter.slip_title,) if slip else ()
    return Document(
        organ=_needed("organ", value),
        number=facts.number or None,
        title=letter.title,
        addressee=_addressee(letter, value),
        body=tuple(body),
        signature=(line(facts.office.name),) if letter.signed else (),
        date=facts.dated_on,
        sealed=facts.sealed and letter.signed,
        attachments=(*(line(name) for name in facts.attachments), *extra),
        annexes=(Annex(letter.slip_title, slip),) if slip else (),
        copies_to=tuple(line(name) for name in facts.copies_to),
        subject=line(facts.request_number),
        author=line(facts.office.name),
    )


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


def _findings(letter: Letter, views: Sequence[ItemView], facts: LetterFacts) -> Iterator[Block]:
    for view in views:
        finding = letter.finding
        if letter.each_by_outcome and view.answer:
            finding = LETTERS[OUTCOMES[view.answer.outcome].letter].finding
            if len(views) > 1:
                yield Heading(1, _item_heading(view))
        yield from _set(finding, _item_value(view), facts, view)


def _item_heading(view: ItemView) -> str:
    number = phrases.numeral(view.number)
    return phrases.phrase("item_heading", number=number, bracketed=bracketed(view.number))


def _closing(letter: Letter, views: Sequence[ItemView], facts: LetterFacts) -> Iterator[Block]:
    for passage in letter.closing:
        if passage.use == REMEDIES:
            yield from map(Paragraph, remedies.sentences(letter, facts, views))
        else:
            yield from _set((passage,), _letter_value(facts), facts)


def _letter_value(facts: LetterFacts) -> Value:
    return lambda name: FIELDS[name](facts)


def _item_value(view: ItemView) -> Value:
    return lambda name: ITEM_FIELDS[name](view) if name in ITEM_FIELDS else FIELDS[name](view.facts)


def _set(
    passages: Sequence[Passage], value: Value, facts: LetterFacts, view: ItemView | None = None
) -> Iterator[Block]:
    for passage in passages:
        if passage.when and not value(passage.when):
            continue
        if passage.unless and value(passage.unless):
            continue
        for entry in _entries(passage, facts, view):
            yield _block(passage, _filled(passage.text, _either(entry, value)))


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


def _block(passage: Passage, text: str) -> Block:
    if passage.heading == 1:
        return Heading(1, text)
    if passage.heading:
        return Heading(2, text)
    return Paragraph(text, indent=not passage.flush)
