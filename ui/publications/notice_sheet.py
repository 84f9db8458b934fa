"""How does the notice to each party (告知书) look on paper: one page for each, to be signed for?"""

from collections.abc import Iterator

from clerkdesk.letters import sheet as printed
from clerkdesk.letters.fonts import FontSet
from clerkdesk.letters.ink import SMALL_2, SMALL_4
from clerkdesk.letters.installed import office_fonts
from clerkdesk.letters.parts import Align, Cell, Form, NewPage, Part, Sheet, Words
from clerkdesk.publications import catalogue
from clerkdesk.publications.rows import NoticeView, PublicationCard
from ui import words
from ui.pages import Desk

say = words.of("publications")

_LABEL, _VALUE = 0.9, 3.6  # shares of a row
_BLANK_MM = 14.0  # room to write by hand


def pdf(card: PublicationCard, desk: Desk, fonts: FontSet | None = None) -> bytes:
    """Return the notices to all who are still to be told, or to all where everyone was."""
    waiting = [one for one in card.notices if one.sent_on is None] or list(card.notices)
    made = Sheet(
        say("t_title"),
        tuple(_pages(card, waiting, desk)),
        footer=say("t_footer", number=card.number),
        numbered=False,  # no party learns how many others there are
        author=desk.settings().office_name,
    )
    return printed.typeset(made, fonts or office_fonts()).pdf


def _pages(card: PublicationCard, notices: list[NoticeView], desk: Desk) -> Iterator[Part]:
    for place, one in enumerate(notices):
        if place:
            yield NewPage()
            yield Words(say("t_title"), SMALL_2, strong=True, align=Align.CENTRE, space=6)
        yield Words(say("t_party", party=one.party), SMALL_4)
        yield Words(say("t_text", office=desk.settings().office_name), SMALL_4, indent=True)
        yield Form(tuple(_facts(card)))
        yield Words(say("t_attached"), SMALL_4, indent=True, space=4)
        yield Words(desk.settings().office_name, SMALL_4, align=Align.RIGHT, space=8)
        yield Words(say("t_blank_day"), SMALL_4, align=Align.RIGHT)
        yield Words(say("t_receipt"), SMALL_4, strong=True, space=10)
        yield Form(
            tuple(
                (Cell(say(key), _LABEL, label=True, height=_BLANK_MM), Cell("", _VALUE))
                for key in ("t_signed_by", "t_way", "t_signed_on")
            )
        )


def _facts(card: PublicationCard) -> Iterator[tuple[Cell, ...]]:
    category = catalogue.current().find(card.category)
    for key, value in (
        ("f_title", card.title),
        ("f_document_number", card.document_number),
        ("f_organ", card.organ),
        ("f_formed_on", words.letter_day(card.formed_on)),
        ("c_basis", category.basis if category else ""),
        ("t_files", "\n".join(one.name for one in card.files)),
    ):
        if value:
            yield Cell(say(key), _LABEL, label=True), Cell(value, _VALUE)


def show(card: PublicationCard, desk: Desk) -> None:
    name = say("t_name", number=card.number)
    desk.navigate("papers", None, pdf=pdf(card, desk), name=name)
