"""What may be done to a letter? The one door through which letters are written.

    preview(request_id, key, *, today, item_ids=(), typed=None, ...) -> Written
    days_in_doubt(written, card) -> tuple[Doubt, ...]
    make(request_id, key, by, *, item_ids=(), typed=None, typed_number="", ...) -> int
    void(letter_id, by, *, reason)
    check(letter_id, by, ...) -> Checked            sign_finding(letter_id, key, by, *, reason)
    record_sent(letter_id, by, *, on, way, tracking="", reason="", by_hand_done=False)
    take_back_sent(letter_id, by, *, reason)
    record_served(letter_id, by, *, on, proof="", reason="")
    change_wording(key, body, by) -> int            restore_wording(key, by)
    spacing() -> Spacing                            rare_fonts(by_hand=()) -> FontSet
    add_font(source, by) -> int                     add_picture(character, source, by) -> int

What a letter does in law happens when it leaves: `record_sent` records the event with the facts the
letter was frozen with.
"""

from clerkdesk.letters.checking import check, sign_finding
from clerkdesk.letters.days import of_draft as days_in_doubt
from clerkdesk.letters.freezing import spacing
from clerkdesk.letters.leaving import record_sent, record_served, take_back_sent
from clerkdesk.letters.making import make, preview, void
from clerkdesk.letters.rare import add_font, add_picture
from clerkdesk.letters.rare import fonts as rare_fonts
from clerkdesk.letters.rare import remove as remove_own_font
from clerkdesk.letters.wordings import change_wording, check_wording, restore_wording

__all__ = [
    "add_font",
    "add_picture",
    "change_wording",
    "check",
    "check_wording",
    "days_in_doubt",
    "make",
    "preview",
    "rare_fonts",
    "record_sent",
    "record_served",
    "remove_own_font",
    "restore_wording",
    "sign_finding",
    "spacing",
    "take_back_sent",
    "void",
]
