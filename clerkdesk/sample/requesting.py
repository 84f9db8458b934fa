"""How do the sample office's requests come in, go on and end?"""

from collections.abc import Callable
from datetime import date
from functools import partial

from clerkdesk.calendar import WorkCalendar
from clerkdesk.letters import service as letters
from clerkdesk.letters.catalogue import for_outcomes
from clerkdesk.parties import NewParty, PartyKind
from clerkdesk.requests import queries
from clerkdesk.requests import service as requests
from clerkdesk.requests.channels import Channel, Means
from clerkdesk.requests.intake import Intake
from clerkdesk.requests.outcomes import Outcome
from clerkdesk.sample.stage import Page, Play, Story


def request(play: Play, story: Story, days: WorkCalendar, last: date) -> None:
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


def _sign(story: Story, step: Page, on: date, _days: WorkCalendar) -> None:
    requests.sign_off(
        story.id,
        story.office.desk,
        role=requests.SignRole.APPROVER,
        signed_by=story.office.people[step["signer"]],
        on=on,
    )


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
    "sign": _sign,
    "post": _post,
    "serve": _serve,
    "withdraw": _withdraw,
    "abandon": _abandon,
}
