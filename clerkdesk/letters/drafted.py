"""What does the reply on the desk say, word for word, for the sheet on which it is approved?"""

from collections.abc import Iterator

from clerkdesk.db.models import Letter
from clerkdesk.letters import frozen, phrases
from clerkdesk.letters.catalogue import LETTERS
from clerkdesk.letters.compose import compose
from clerkdesk.letters.document import Attachments, Document
from clerkdesk.letters.wording import reword
from clerkdesk.requests import stored


def text(request_id: int) -> str:
    """Return the replies made since the decision, a line for each paragraph; "" where none was.

    One whose wording is no longer known is named by its title and number alone.
    """
    return "\n".join(line for row in stored.drafts(request_id) for line in _lines(row))


def _lines(row: Letter) -> Iterator[str]:
    yield " ".join(part for part in (row.title, row.number) if part)
    known, wording = frozen.wording_of(row.key, row.template_version)
    if not known:
        return
    letter = LETTERS[row.key] if wording is None else reword(LETTERS[row.key], wording)
    yield from _said(compose(letter, frozen.thaw(row.facts), number=row.number or None))


def _said(document: Document) -> Iterator[str]:
    if document.addressee:
        yield phrases.phrase("row", label=document.addressee, text="")
    for block in document.body:
        if isinstance(block, Attachments):
            yield from block.names
        else:
            yield block.text
    yield from document.attachments
    yield from document.signature
    yield phrases.day(document.date)
