"""What of a document's heading goes into which field, and how does the field say whence?"""

from collections.abc import Collection
from typing import Any

from clerkdesk.publications.heading import Heading
from clerkdesk.publications.layout import Certainty, Found
from ui import words
from ui.forms import Form
from ui.publications.side_cards import where

say = words.of("publications")

FIELDS = ("title", "document_number", "organ", "formed_on", "index_number")


def fill(form: Form, heading: Heading, *, over: bool) -> frozenset[str]:
    """Take what the heading says into the form; return the fields that were written.

    over: what stands there gives way; otherwise only empty fields are filled.
    """
    taken = set()
    for name in FIELDS:
        found = getattr(heading, name)
        if found is not None and (over or not form[name].value()):
            form[name].set_value(found.value)
            taken.add(name)
    if heading.cc and (over or not form["copies_to"].value()):
        form["copies_to"].set_value(say("separator").join(one.value for one in heading.cc))
        taken.add("copies_to")
    return frozenset(taken)


def tell_sources(form: Form, heading: Heading, by_hand: Collection[str]) -> None:
    """Say beside each field the clerk has not typed where it came from and how certain that is."""
    for name in FIELDS:
        if name not in by_hand:
            _tell_source(form, name, getattr(heading, name))


def _tell_source(form: Form, name: str, found: Found[Any] | None) -> None:
    field = form[name]
    if found is None:
        field.set_hint(say("not_found_type") if name != "index_number" else "")
    elif field.value() == found.value:
        sure = found.certainty is Certainty.SURE
        form.set_state(name, "ok" if sure else "warn", where(found))


def forget_sources(form: Form) -> None:
    """Take back what the fields say of where they came from."""
    for name in FIELDS:
        form[name].set_hint("")
