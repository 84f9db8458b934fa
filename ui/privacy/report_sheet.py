"""What goes on paper of a scan: where what was found, never the personal data itself?"""

from collections.abc import Sequence

from clerkdesk.letters import sheet
from clerkdesk.letters.fonts import FontSet
from clerkdesk.letters.installed import office_fonts
from clerkdesk.letters.parts import Cell, Column, Form, Part, Sheet, Table, Words
from clerkdesk.privacy import mask
from clerkdesk.privacy.looking import Looked
from clerkdesk.privacy.service import EyeView
from ui import words
from ui.pages import Desk
from ui.privacy.rows import where

say = words.of("privacy_page")

_PRINTED = 500  # finds; some fifteen sheets of paper


def pdf(looked: Looked, eyes: Sequence[EyeView], desk: Desk, fonts: FontSet | None = None) -> bytes:
    """Return the sheet of one file: its digest, each find masked, who signs for what nobody reads.

    Finds are shown by the strictest profile whatever the screen shows: paper lies about.
    """
    scan = looked.scan
    office = desk.settings().office_name
    strict = mask.profiles()[mask.DEFAULT]
    blocks: list[Part] = [
        Words(say("p_file", name=scan.name)),
        Words(say("p_digest", digest=looked.sha256)),
    ]
    blocks += [Words(sentence) for sentence in scan.sentences]
    if scan.findings:
        rows = tuple(
            (
                str(number),
                words.term("personal_kind", one.kind),
                where(one),
                strict.rules[one.kind].apply(one.text),
                "" if one.sure else say("unsure"),
            )
            for number, one in enumerate(scan.findings[:_PRINTED], 1)
        )
        left = scan.count - len(rows)
        blocks += [
            Words(say("p_found", count=scan.count), strong=True),
            Table(
                (
                    Column(say("p_number"), 0.6),
                    Column(say("col_kind"), 1.4),
                    Column(say("col_where"), 1.6),
                    Column(say("p_masked"), 3.0),
                    Column(say("p_note"), 1.0),
                ),
                rows,
            ),
        ]
        if left:
            blocks.append(Words(say("p_more", count=left)))
    else:
        blocks.append(Words(say("p_clean" if scan.clean else "p_by_eye"), strong=True))
    blocks.append(_signatures(eyes))
    made = Sheet(
        say("p_title"),
        tuple(blocks),
        subtitle=say("p_subtitle", office=office, day=words.letter_day(desk.today())),
        footer=say("p_footer"),
        author=office,
    )
    return sheet.typeset(made, fonts or office_fonts()).pdf


def _signatures(eyes: Sequence[EyeView]) -> Form:
    rows = [
        (
            Cell(say("p_seen"), 1, label=True),
            Cell(say("p_eye", finding=one.finding), 3),
            Cell(one.seen_by, 1),
            Cell(words.letter_day(one.seen_on), 1.4),
        )
        for one in eyes
    ]
    if not rows:
        rows = [
            (
                Cell(say("p_seen"), 1, label=True, height=16),
                Cell("", 3),
                Cell(say("p_signature"), 1, label=True),
                Cell("", 1.4),
            )
        ]
    return Form(tuple(rows))
