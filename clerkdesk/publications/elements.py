"""Is each thing there that a publication of its category must contain? Part of `service`."""

from dataclasses import replace

from clerkdesk import typed
from clerkdesk.db.models import Publication
from clerkdesk.db.unit import unit
from clerkdesk.errors import UserError
from clerkdesk.publications import acts, catalogue
from clerkdesk.publications.acts import Act
from clerkdesk.publications.facts import Element, dump, load
from clerkdesk.publications.registering import get
from clerkdesk.publications.standing import settle, standing_of


def check_element(publication_id: int, by: int, *, key: str, done: bool, note: str = "") -> None:
    """Say whether one content element is there, and where, or why not."""
    typed.line(note, "note")
    with unit(by=by) as work:
        row = get(publication_id)
        acts.require(Act.CHANGE_FACTS, standing_of(row))
        category = catalogue.current().find(row.category)
        if category is None or key not in category.elements:
            raise UserError("publications.element_gone")
        facts = load(row.facts)
        elements = dict(facts.elements)
        if done or note.strip():
            elements[key] = Element(done=done, note=note.strip())
        else:
            elements.pop(key, None)
        if elements == dict(facts.elements):
            return
        stored = dump(replace(facts, elements=elements))
        Publication.update(facts=stored).where(Publication.id == publication_id).execute()
        told = {"element": key, "done": done, "note": note.strip()}
        work.note("publication", publication_id, "element_checked", told)
        settle(publication_id, work)
