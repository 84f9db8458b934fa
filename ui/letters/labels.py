"""What is stuck on an envelope: to whom, from whom, which letter is inside?"""

from collections.abc import Sequence

from clerkdesk.letters import sheet
from clerkdesk.letters.fonts import FontSet
from clerkdesk.letters.ink import NUMBER_3, NUMBER_4
from clerkdesk.letters.installed import office_fonts
from clerkdesk.letters.parts import Cell, Form, Sheet, Words
from clerkdesk.letters.queries import Reader
from clerkdesk.settings import Settings
from ui import words

say = words.of("letters")

_LABEL, _TEXT = 1.0, 4.0  # of the width


def pdf(readers: Sequence[Reader], office: Settings, fonts: FontSet | None = None) -> bytes:
    """Return labels to be cut out, several on a sheet, for post and for envelopes."""
    blocks: list[Form | Words] = []
    for reader in readers:
        blocks += [Words(say("label_cut"), space=4.0), _label(reader, office)]
    made = Sheet(say("label_title"), tuple(blocks), author=office.office_name)
    return sheet.typeset(made, fonts or office_fonts()).pdf


def _label(reader: Reader, office: Settings) -> Form:
    to = say("label_to", postcode=reader.postcode, address=reader.address)
    person = say("label_person", name=reader.name, phone=reader.phone)
    sender = say(
        "label_sender",
        postcode=office.office_postcode,
        address=office.office_address,
        name=office.office_name,
        phone=office.office_phone,
    )
    inside = say("label_inside", title=reader.title, number=reader.number)
    return Form(
        (
            (Cell(say("label_address"), _LABEL, label=True), Cell(to.strip(), _TEXT, height=20.0)),
            (Cell(say("label_reader"), _LABEL, label=True), Cell(person.strip(), _TEXT)),
            (Cell(say("label_from"), _LABEL, label=True), Cell(sender.strip(), _TEXT)),
            (Cell(say("label_content"), _LABEL, label=True), Cell(inside.strip(), _TEXT)),
        ),
        size=NUMBER_4 if len(reader.address) > 40 else NUMBER_3,  # a long address needs its room
    )
