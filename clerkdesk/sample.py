"""What does a living desk look like? An invented office with matters in every state.

The register's clock is set back and walked forward day by day, so that every row was recorded on
the day it tells of. Names, organs and numbers stand in `resources/sample/`.
"""

import tomllib
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Any

from clerkdesk import paths, settings, units
from clerkdesk.calendar import WorkCalendar
from clerkdesk.clock import FixedClock
from clerkdesk.db import Register, current
from clerkdesk.holidays.queries import calendar
from clerkdesk.letters import service as letters
from clerkdesk.letters.catalogue import for_outcomes
from clerkdesk.monitor import service as monitor
from clerkdesk.monitor.service import Kind, NewColumn
from clerkdesk.parties import NewParty, PartyKind
from clerkdesk.publications import service as publications
from clerkdesk.publications.intake import NewFile
from clerkdesk.publications.registering import NewPublication
from clerkdesk.requests import queries
from clerkdesk.requests import service as requests
from clerkdesk.requests.channels import Channel, Means
from clerkdesk.requests.intake import Intake
from clerkdesk.requests.outcomes import Outcome
from clerkdesk.reviews import queries as review_queries
from clerkdesk.reviews import service as reviews
from clerkdesk.reviews.checklists import Question

Page = dict[str, Any]


@dataclass
class Office:
    """Who is there: ids by name. desk: the person who sits at the desk."""

    people: dict[str, int]
    sections: dict[str, int]
    organs: dict[str, int]

    @property
    def desk(self) -> int:
        return next(iter(self.people.values()))


@dataclass
class Story:
    """What one matter's steps need of those before: its id, its last consultation, its letter."""

    office: Office
    page: Page
    id: int = 0
    consultation: int = 0  # or the notice whose delivery is told next
    assignment: int = 0
    letter: int = 0


Act = Callable[[], object]


@dataclass
class Play:
    """Acts by day; a day's acts in the order they were added."""

    days: dict[date, list[Act]] = field(default_factory=lambda: defaultdict(list))

    def add(self, day: date, act: Act) -> None:
        self.days[day].append(act)

    def run(self, register: Register) -> None:
        """Act on each day with the register's clock standing at its morning."""
        for day in sorted(self.days):
            with _standing_at(register, day):
                for act in self.days[day]:
                    act()


def fill() -> int:
    """Fill the open, empty register; return the id of the person at the desk."""
    register, days = current(), calendar()
    today = register.today()
    last = today if days.is_workday(today) else days.add(today, -1)
    play = Play()
    pages = _read("publications")["publication"]
    with _standing_at(register, date(2014, 1, 2)):
        office = _office()
    for page in pages:
        _publication(play, Story(office, page), days, last)
    for page in _read("requests")["request"]:
        _request(play, Story(office, page), days, last)
    for column in _read("office")["column"]:
        _column(play, Story(office, column), days, last)
    play.run(register)
    return office.desk


@contextmanager
def _standing_at(register: Register, day: date) -> Iterator[None]:
    kept, register.clock = register.clock, FixedClock.on(day, hour=9)
    try:
        yield
    finally:
        register.clock = kept


def _read(name: str) -> Page:
    with paths.resource("sample", f"{name}.toml").open("rb") as page:
        return tomllib.load(page)


def _office() -> Office:
    page = _read("office")
    own = units.add(units.OWN, page["name"], by=None)
    sections = {row["name"]: units.add(units.SECTION, by=None, **row) for row in page["section"]}
    organs = {row["name"]: units.add(units.OTHER, by=None, **row) for row in page["organ"]}
    people = {
        row["name"]: units.add_person(
            row["name"], by=None, unit_id=sections.get(row["section"], own), post=row["post"]
        )
        for row in page["person"]
    }
    office = Office(people, sections, organs)
    settings.change(office.desk, office_name=page["name"], **page["settings"])
    return office


# --- requests --------------------------------------------------------------------------------


def _request(play: Play, story: Story, days: WorkCalendar, last: date) -> None:
    page = story.page
    arrived = days.add(last, -page["ago"])
    play.add(arrived, lambda: _register(story, arrived))
    if "confirm_ago" in page:
        confirmed = days.add(last, -page["confirm_ago"])
        play.add(confirmed, lambda: _confirm(story, confirmed))
    for step in page["steps"]:
        day = days.add(last, -step["ago"])
        play.add(day, partial(_VERBS[step["verb"]], story, step, day, days))


def _register(story: Story, arrived: date) -> None:
    page, office = story.page, story.office
    party = NewParty(
        PartyKind(page.get("kind", "natural")),
        page["applicant"],
        phone=page["phone"],
        address=page["address"],
    )
    story.id = requests.register(
        Intake(
            channel=Channel(page["channel"]),
            arrived_on=arrived,
            applicants=(party,),
            items=tuple(page["items"]),
            mail_number=page.get("mail", ""),
            handler_id=office.desk,
            section_id=office.sections[page["section"]],
        ),
        office.desk,
    )


def _confirm(story: Story, on: date) -> None:
    who = story.page["applicant"]
    requests.confirm_receipt(story.id, story.office.desk, on=on, means=Means.PHONE, who=who)


def _attempt(story: Story, step: Page, on: date, _days: WorkCalendar) -> None:
    requests.note_attempt(story.id, story.office.desk, on=on, means=Means.PHONE, note=step["note"])


def _assign(story: Story, step: Page, on: date, _days: WorkCalendar) -> None:
    section = story.office.sections[step["section"]]
    story.assignment = requests.assign(
        story.id, story.office.desk, section_id=section, asked=step["asked"], sent_on=on
    )


def _answer(story: Story, step: Page, on: date, _days: WorkCalendar) -> None:
    requests.answer_assignment(
        story.assignment,
        story.office.desk,
        on=on,
        answer=step["answer"],
        search_record=step["search"],
    )


def _third(story: Story, step: Page, on: date, _days: WorkCalendar) -> None:
    story.consultation = requests.consult_third(
        story.id, story.office.desk, on=on, whom=step["whom"], what=step["what"]
    )


def _organ(story: Story, step: Page, on: date, _days: WorkCalendar) -> None:
    whom = story.office.organs[step["whom"]]
    story.consultation = requests.consult_organ(
        story.id, story.office.desk, on=on, whom=whom, what=step["what"]
    )


def _delivered(story: Story, step: Page, on: date, _days: WorkCalendar) -> None:
    requests.record_delivery(story.consultation, story.office.desk, on=on, proof=step["proof"])


def _opinion(story: Story, step: Page, on: date, _days: WorkCalendar) -> None:
    requests.record_answer(
        story.consultation, story.office.desk, on=on, view=step["view"], text=step["text"]
    )


def _correction(story: Story, step: Page, on: date, days: WorkCalendar) -> None:
    until = days.add(on, step["until_ahead"])
    requests.ask_correction(story.id, story.office.desk, on=on, what=step["what"], until=until)


def _corrected(story: Story, step: Page, on: date, _days: WorkCalendar) -> None:
    requests.receive_correction(story.id, story.office.desk, on=on, content=step["content"])


def _fee(story: Story, step: Page, on: date, _days: WorkCalendar) -> None:
    story.consultation = requests.notify_fee(
        story.id, story.office.desk, on=on, amount=step["amount"], basis=step["basis"]
    )


def _reasons(story: Story, step: Page, on: date, days: WorkCalendar) -> None:
    until = days.add(on, step["until_ahead"])
    requests.ask_reasons(story.id, story.office.desk, on=on, facts=step["facts"], until=until)


def _extend(story: Story, step: Page, on: date, _days: WorkCalendar) -> None:
    requests.extend(
        story.id,
        story.office.desk,
        on=on,
        days=step["days"],
        told_on=on,
        why=step["why"],
        agreed_by=step["agreed_by"],
    )


def _decide(story: Story, step: Page, on: date, _days: WorkCalendar) -> None:
    items = queries.card(story.id, on).items
    answers = {
        item.id: requests.ItemAnswer(Outcome(answer["outcome"]), answer["given"])
        for item, answer in zip(items, step["answers"], strict=True)
    }
    requests.decide(story.id, story.office.desk, on=on, answers=answers)


def _letter(story: Story, _step: Page, on: date, _days: WorkCalendar) -> None:
    items = queries.card(story.id, on).items
    letter = for_outcomes([Outcome(item.outcome) for item in items])
    story.letter = letters.make(story.id, letter.key, story.office.desk)


def _post(story: Story, step: Page, on: date, _days: WorkCalendar) -> None:
    letters.record_sent(
        story.letter,
        story.office.desk,
        on=on,
        way=step["way"],
        tracking=step.get("tracking", ""),
        reason=step.get("reason", ""),
    )


def _serve(story: Story, _step: Page, on: date, _days: WorkCalendar) -> None:
    letters.record_served(story.letter, story.office.desk, on=on)


def _withdraw(story: Story, step: Page, on: date, _days: WorkCalendar) -> None:
    requests.withdraw(story.id, story.office.desk, on=on, why=step["why"])


def _abandon(story: Story, _step: Page, on: date, _days: WorkCalendar) -> None:
    requests.abandon(story.id, story.office.desk, on=on)


_VERBS: dict[str, Callable[[Story, Page, date, WorkCalendar], None]] = {
    "attempt": _attempt,
    "assign": _assign,
    "answer": _answer,
    "third": _third,
    "organ": _organ,
    "delivered": _delivered,
    "opinion": _opinion,
    "correction": _correction,
    "corrected": _corrected,
    "fee": _fee,
    "reasons": _reasons,
    "extend": _extend,
    "decide": _decide,
    "letter": _letter,
    "post": _post,
    "serve": _serve,
    "withdraw": _withdraw,
    "abandon": _abandon,
}


# --- publications ----------------------------------------------------------------------------


def _publication(play: Play, story: Story, days: WorkCalendar, last: date) -> None:
    page = story.page
    changed = days.add(last, -page["changed_ago"]) if "changed_ago" in page else None
    begun = changed or page["formed"]
    play.add(begun, lambda: _register_publication(story, changed))
    if page["done"] == "registered":
        return
    reviewed = page.get("review_on") or days.add(last, -page["review_ago"])
    levels = page.get("stages", len(story.office.people))
    play.add(reviewed, lambda: _review(story, reviewed, levels))
    if page["done"] == "published":
        published = page["published"]
        play.add(published, lambda: _publish(story, published))


def _column(play: Play, story: Story, days: WorkCalendar, last: date) -> None:
    """A column of the portal, watched since a day on which it was updated."""
    page, office = story.page, story.office
    updated = days.add(last, -page["ago"])

    def watch() -> None:
        section = office.sections[page["section"]]
        column = NewColumn(page["name"], section, Kind.DEPARTMENT, updated)
        key = monitor.add_column(column, office.desk)
        monitor.note_update(key, office.desk, on=updated)

    play.add(updated, watch)


def _register_publication(story: Story, changed: date | None) -> None:
    page, office = story.page, story.office
    name = f"{page['title']}.txt"
    draft = NewPublication(
        title=page["title"],
        formed_on=page["formed"],
        changed_on=changed,
        document_number=page["document_number"],
        organ=page["organ"],
        copies_to=page["copies_to"],
        category=page["category"],
        source_unit_id=office.sections[page["section"]],
        handler_id=office.desk,
    )
    data = f"{page['title']}\n\n{page['body']}\n\n{page['organ']}\n".encode()
    story.id = publications.register(draft, [NewFile(name, data)], office.desk)


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
