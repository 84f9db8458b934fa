"""How do the sample office's publications come about, and who answers for which?"""

from dataclasses import replace
from datetime import date

from clerkdesk.calendar import WorkCalendar
from clerkdesk.monitor import service as monitor
from clerkdesk.monitor.service import Kind, NewColumn
from clerkdesk.publications import catalogue, duties
from clerkdesk.publications import service as publications
from clerkdesk.publications.facts import Facts
from clerkdesk.publications.intake import NewFile
from clerkdesk.publications.registering import NewPublication
from clerkdesk.reviews import queries as review_queries
from clerkdesk.reviews import service as reviews
from clerkdesk.reviews.checklists import Question
from clerkdesk.sample.stage import Play, Story


def publication(play: Play, story: Story, days: WorkCalendar, last: date) -> None:
    """Play one; its days are written out, or `<what>_ago` working days before the last one."""
    page = story.page

    def day(name: str) -> date | None:
        found: date | None = page.get(name)
        return days.add(last, -page[f"{name}_ago"]) if f"{name}_ago" in page else found

    formed, changed = day("formed"), day("changed")
    begun = changed or formed
    if begun is None:
        raise ValueError(page["title"])
    play.add(begun, lambda: _register_publication(story, formed, changed))
    if (reviewed := day("review")) is not None:
        levels = page.get("stages", len(story.office.people))
        play.add(reviewed, lambda: _review(story, reviewed, levels))
    if (published := day("published")) is not None:
        play.add(published, lambda: _publish(story, published))


def _register_publication(story: Story, formed: date | None, changed: date | None) -> None:
    page, office = story.page, story.office
    name = f"{page['title']}.txt"
    facts = Facts(note=page.get("gist", ""))
    if page.get("approved_when_formed"):
        facts = replace(facts, approved_on=formed)
    draft = NewPublication(
        title=page["title"],
        formed_on=formed,
        changed_on=changed,
        document_number=page["document_number"],
        organ=page["organ"],
        copies_to=page["copies_to"],
        category=page["category"],
        source_unit_id=office.sections[page["section"]],
        handler_id=office.desk,
        facts=facts,
    )
    data = f"{page['title']}\n\n{page['body']}\n\n{page['organ']}\n".encode()
    story.id = publications.register(draft, [NewFile(name, data)], office.desk)
    _tie(story)


def _tie(story: Story) -> None:
    """Tie it to what was published of the same project before."""
    project, office = story.page.get("project", ""), story.office
    before = office.projects.setdefault(project, story.id) if project else story.id
    if before != story.id:
        publications.link(story.id, office.desk, relation="same_project", other_id=before)


def _review(story: Story, on: date, levels: int) -> None:
    """Answer every question with what worries nobody, and sign the first `levels` stages."""
    people = list(story.office.people.values())
    review_id = publications.start_review(story.id, people[0], on=on)
    sheet = review_queries.review_card(review_id, on)
    answers = {line.question.key: _harmless(line.question) for line in sheet.answers}
    reviews.answer_all(review_id, answers, people[0])
    for person in people[:levels]:
        reviews.sign(
            review_id,
            reviews.Signature(person, on, conclusion=reviews.Conclusion.PUBLISH),
            people[0],
        )


def _harmless(question: Question) -> reviews.Given:
    """The answer that needs no act: the other one of yes and no."""
    no = reviews.Answer.NO
    return reviews.Given(reviews.Answer.YES if question.worrying is no else no)


def _publish(story: Story, on: date) -> None:
    publications.publish(story.id, story.office.desk, on=on, channel="website")


def column(play: Play, story: Story, days: WorkCalendar, last: date) -> None:
    """A column of the portal, watched since a day on which it was updated."""
    page, office = story.page, story.office
    updated = days.add(last, -page["ago"])

    def watch() -> None:
        section = office.sections[page["section"]]
        column = NewColumn(page["name"], section, Kind.DEPARTMENT, updated)
        key = monitor.add_column(column, office.desk)
        monitor.note_update(key, office.desk, on=updated)

    play.add(updated, watch)


def duty(play: Play, story: Story, since: date) -> None:
    """A section answers for a category since a day."""
    page, office = story.page, story.office

    def assign() -> None:
        category = catalogue.current().by_key[page["category"]]
        new = duties.NewDuty(
            category=category.key,
            unit_id=office.sections[page["section"]],
            frequency=category.frequency,
            valid_from=since,
            person_id=office.people[page["person"]],
        )
        duties.assign_duty(new, office.desk)

    play.add(since, assign)
