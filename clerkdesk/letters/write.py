"""How does one letter come from its key, the facts and the fonts?

No database: whoever calls files the result, allots the number and notes it in the audit.
"""

from dataclasses import dataclass

from clerkdesk.errors import UserError
from clerkdesk.letters import page, sheet
from clerkdesk.letters.catalogue import LETTERS
from clerkdesk.letters.compose import answers, compose, form
from clerkdesk.letters.document import Document
from clerkdesk.letters.facts import LetterFacts
from clerkdesk.letters.fonts import FontSet, StandIn
from clerkdesk.letters.measures import Spacing
from clerkdesk.letters.parts import Sheet
from clerkdesk.letters.remedies import code_of
from clerkdesk.letters.wording import reword
from clerkdesk.requests.remedies import RemediesCode

_AS_A_RULE = Spacing()


@dataclass(frozen=True)
class Written:
    """A letter ready to be shown, printed or frozen.

    document: its words; of an internal form, a line for each row. sheet: such a form itself.
    facts: what it was written with.
    template_version: digest of the wording used.
    stand_ins: faces that took another's place, for the preview to name. pitch: from row to row in
    mm where rows came closer than usual to keep the signature on the page, for the same.
    """

    key: str
    pdf: bytes
    pages: int
    document: Document
    remedies: RemediesCode
    template_version: str
    facts: LetterFacts
    stand_ins: tuple[StandIn, ...]
    sheet: Sheet | None = None
    pitch: float | None = None


def write(  # noqa: PLR0913 - what a letter is made of; all but three have a usual value
    key: str,
    facts: LetterFacts,
    fonts: FontSet,
    *,
    number: str | None = None,
    wording: str | None = None,
    spacing: Spacing = _AS_A_RULE,
) -> Written:
    """The letter of that key as document and PDF; equal input makes equal bytes.

    number: the whole document number, allotted or typed; None for a draft with a blank number.
    wording: the office's own version of the page; None for the one that comes with the program.
    Errors: UserError naming the field that is missing, impossible or cannot be drawn.
    """
    letter = LETTERS.get(key)
    if letter is None:
        raise UserError("letters.unknown_letter", field="key", key=key)
    if wording is not None:
        letter = reword(letter, wording)
    document = compose(letter, facts, number=number)
    made = form(letter, facts) if letter.form else None
    if made is not None:
        typeset = sheet.typeset(made, fonts)
    else:
        typeset = page.typeset(document, fonts, spacing)
    return Written(
        key=key,
        pdf=typeset.pdf,
        pages=typeset.pages,
        document=document,
        remedies=code_of(letter, facts, answers(facts)),
        template_version=letter.version,
        facts=facts,
        stand_ins=typeset.stand_ins,
        pitch=typeset.pitch,
        sheet=made,
    )
