"""What does the printed recovery sheet look like?"""

from datetime import date
from pathlib import Path

from clerkdesk.keys import Sheet
from clerkdesk.letters import parts, sheet
from clerkdesk.letters.fonts import FontSet
from clerkdesk.letters.ink import SMALL_2
from clerkdesk.letters.installed import office_fonts
from clerkdesk.letters.parts import Align, Cell, Form, Words
from ui import words

say = words.of("first_start")

_ROW = 17.0  # mm: room for a character that must be read without doubt in twenty years


def pdf(kept: Sheet, office: str, register: Path, day: date, fonts: FontSet | None = None) -> bytes:
    """Return one A4 page: the characters as on the screen, what they are for, who keeps them."""
    boxes = tuple(
        tuple(
            cell
            for position, character in row
            for cell in (
                Cell(str(position), 0.45, label=True, height=_ROW),
                Cell(character, 1.0, height=_ROW),
            )
        )
        for row in kept.rows
    )
    keeper = (
        Cell(say("paper_keeper"), 0.6, label=True, height=_ROW),
        Cell("", 1.0),
        Cell(say("paper_kept_on"), 0.6, label=True),
        Cell("", 1.0),
    )
    blocks = (
        Words(say("paper_what"), indent=True),
        Form(boxes, size=SMALL_2),
        Words(say("paper_check", checksum=kept.checksum), align=Align.RIGHT),
        Words(say("paper_how"), indent=True, space=3.0),
        Words(say("paper_loss"), indent=True, strong=True),
        Words(say("paper_place", path=register), indent=True),
        Form((keeper,)),
    )
    made = parts.Sheet(
        say("paper_title"),
        blocks,
        subtitle=say("paper_subtitle", office=office, day=words.letter_day(day)),
        author=office,
    )
    return sheet.typeset(made, fonts or office_fonts()).pdf


def name(kept: Sheet) -> str:
    """Return what the file and the print job are called; nothing of the key is in it."""
    return say("paper_name", checksum=kept.checksum)
