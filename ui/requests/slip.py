"""With which paper is a section reminded? The slip says what is asked, since when, until when."""

from clerkdesk.letters import sheet
from clerkdesk.letters.fonts import FontSet
from clerkdesk.letters.installed import office_fonts
from clerkdesk.letters.parts import Cell, Form, Sheet, Words
from clerkdesk.requests.queries import AssignmentView, RequestCard
from ui import words

say = words.of("request_acts")


def pdf(card: RequestCard, one: AssignmentView, office: str, fonts: FontSet | None = None) -> bytes:
    """Return the reminder slip (催办单) of one assignment, with room for the section to sign."""
    person = one.person.name if one.person else ""
    reminded = words.long_day(one.reminded_on[-1]) if one.reminded_on else ""
    rows = [
        ("slip_number", card.number),
        ("slip_applicant", say("slip_join").join(party.name for party in card.applicants)),
        ("slip_content", "\n".join(item.content for item in card.items)),
        ("slip_role", words.term("assign_role", one.role)),
        ("slip_asked", one.asked),
        ("slip_sent", words.long_day(one.sent_on)),
        ("slip_due", words.long_day(one.due_on)),
        ("slip_legal", words.long_day(card.due_on) if card.due_on else words.NOTHING),
    ]
    lines = [(Cell(say(key), 1, label=True), Cell(value, 4)) for key, value in rows]
    lines.append((Cell(say("slip_receipt"), 1, label=True), Cell("", 4, height=24.0)))
    made = Sheet(
        say("slip_title"),
        (
            Words(say("slip_to", section=one.section.name, person=person)),
            Words(say("slip_body"), indent=True),
            Form(tuple(lines)),
        ),
        subtitle=say("slip_sub", n=max(1, len(one.reminded_on)), day=reminded),
        footer=office,
        author=office,
    )
    return sheet.typeset(made, fonts or office_fonts()).pdf
