"""The parts a review had cut from what is out come back on their day, and go out or wait again."""

from datetime import date

import pytest

from clerkdesk import audit, settings
from clerkdesk.calendar import WorkCalendar
from clerkdesk.db.models import Deadline, Reassessment
from clerkdesk.deadlines import board
from clerkdesk.deadlines.lights import Light
from clerkdesk.errors import UserError
from clerkdesk.publications import queries as publications
from clerkdesk.publications import service as publishing
from clerkdesk.publications.attributes import State
from clerkdesk.publications.service import NewFile, NewPublication
from clerkdesk.reassessments import queries, service
from clerkdesk.reassessments.recording import Finding, Noun
from clerkdesk.reviews.levels import Conclusion, Level

TODAY = date(2026, 10, 13)
OPEN = Finding(TODAY, True, "当事人均已书面同意公开")


def on_the_board() -> dict[int, date]:
    here = (Deadline.rule == "reassess_parts") & Deadline.closed_on.is_null()
    return {row.noun_id: row.due_on for row in Deadline.select().where(here)}


def titles() -> list[str]:
    return [row.title for row in queries.queue(TODAY)]


def state(publication_id: int) -> State:
    return publications.card(publication_id, TODAY).state


def complete(draft: int, clerk: int, reviewers) -> None:
    publishing.attach_file(draft, NewFile("全文.txt", "救助名单全文".encode()), clerk)
    reviewers.approve(draft)
    publishing.publish(draft, clerk, on=TODAY, channel="website")


def test_what_a_review_had_cut_comes_back_after_the_months_of_the_setting(cut):
    made = cut()
    (row,) = queries.queue(TODAY)
    assert (row.key, row.place, row.title) == (("publication_parts", made), made, "救助名单")
    assert (row.reassess_on, row.light) == (date(2026, 10, 10), Light.OVERDUE)
    assert (row.withheld_since, row.grounds, row.articles) == (
        date(2025, 10, 10),
        ("privacy",),
        ("15",),
    )
    assert row.parts[0].stage.levels == (Level.HANDLER,)
    assert [part.reason for part in row.parts] == ["遮盖身份证号码和家庭住址", *["同意遮盖"] * 4]


def test_its_line_stands_on_the_board_from_the_moment_it_is_published(clerk, cut):
    settings.change(clerk, reassess_months=6)
    made = cut(TODAY)
    assert on_the_board() == {made: date(2027, 4, 13)}
    lines = {one.rule: one for one in board.of("publication", made, TODAY)}
    assert lines["reassess_parts"].next_step == "reassess"
    assert lines["reassess_parts"].light is Light.ORDINARY


def test_what_was_published_whole_does_not_come_back(clerk, reviewers):
    made = publishing.register(
        NewPublication("公告", TODAY), [NewFile("公告.txt", "公告".encode())], clerk
    )
    reviewers.approve(made)
    publishing.publish(made, clerk, on=TODAY, channel="website")
    assert queries.queue(TODAY) == ()
    assert on_the_board() == {}


def test_parts_stay_cut_on_a_new_ground_until_a_new_day(clerk, cut):
    made = cut()
    found = Finding(TODAY, False, "仍在审计", ground="workflow", next_on=date(2027, 3, 1))
    assert service.assess_parts(made, clerk, found) is None
    (row,) = queries.queue(TODAY)
    assert (row.grounds, row.reassess_on) == (("workflow",), date(2027, 3, 1))
    assert row.parts[0].reason == "遮盖身份证号码和家庭住址"  # what is cut is as it was
    assert on_the_board() == {made: date(2027, 3, 1)}
    assert state(made) is State.PUBLISHED
    (past,) = queries.past(Noun.PARTS, made)
    assert (past.ground, past.reason) == ("workflow", "仍在审计")
    assert "parts_reassessed" in [line.verb for line in audit.history("publication", made)]


def test_to_be_shown_they_begin_a_draft_that_takes_the_place_only_once_reviewed(
    clerk, cut, reviewers
):
    made = cut()
    draft = service.assess_parts(made, clerk, OPEN)
    card = publications.card(draft, TODAY)
    assert (card.state, card.title, card.document_number) == (
        State.REGISTERED,
        "救助名单",
        "江民发〔2025〕7号",
    )
    assert card.gate
    assert card.due_on == WorkCalendar.official().add(TODAY, 20)
    assert [(tie.relation, tie.publication_id) for tie in card.links] == [("replaces", made)]
    assert (queries.queue(TODAY), on_the_board()) == ((), {})
    assert queries.past(Noun.PARTS, made)[0].draft_id == draft
    with pytest.raises(UserError):
        publishing.publish(draft, clerk, on=TODAY, channel="website")
    assert state(made) is State.PUBLISHED
    complete(draft, clerk, reviewers)
    assert (state(draft), state(made)) == (State.PUBLISHED, State.SUPERSEDED)
    assert publications.card(made, TODAY).superseded_by.id == draft
    assert queries.queue(TODAY) == ()


@pytest.mark.parametrize("how", ["void", "unlink"])
def test_a_draft_that_comes_to_nothing_brings_the_parts_back(clerk, cut, how):
    made = cut()
    draft = service.assess_parts(made, clerk, OPEN)
    if how == "void":
        publishing.void(draft, clerk, reason="登记错")
    else:
        publishing.unlink(publications.card(draft, TODAY).links[0].id, clerk)
    assert titles() == ["救助名单"]
    assert on_the_board() == {made: TODAY}
    assert service.assess_parts(made, clerk, OPEN) != draft


def test_one_tie_taken_back_brings_back_the_parts_of_that_one_alone(clerk, cut):
    first, second = cut(), cut(date(2025, 10, 9), document_number="江民发〔2025〕8号")
    draft = service.assess_parts(first, clerk, OPEN)
    service.assess_parts(second, clerk, OPEN)
    publishing.link(draft, clerk, relation="replaces", other_id=second)
    before = on_the_board()
    mine = [tie for tie in publications.card(draft, TODAY).links if tie.publication_id == first]

    publishing.unlink(mine[0].id, clerk)

    assert before == {}
    assert on_the_board() == {first: TODAY}


@pytest.mark.parametrize("how", ["withdraw", "supersede", "void"])
def test_what_is_replaced_withdrawn_or_void_leaves_the_queue(clerk, cut, reviewers, how):
    made = cut()
    if how == "supersede":
        newer = publishing.register(NewPublication("新名单", TODAY), (), clerk)
        complete(newer, clerk, reviewers)
        publishing.supersede(made, clerk, new_id=newer)
    else:
        publishing.withdraw(made, clerk, on=TODAY, reason="名单有误")
    if how == "void":
        publishing.void(made, clerk, reason="名单有误")
    assert (queries.queue(TODAY), on_the_board()) == ((), {})
    with pytest.raises(UserError) as caught:
        service.assess_parts(made, clerk, OPEN)
    assert caught.value.code == "publications.no_parts_cut"
    assert str(caught.value)


@pytest.mark.parametrize(
    ("found", "code", "field"),
    [
        (Finding(date(2026, 10, 14), True, "x"), "publications.in_future", "on"),
        (Finding(date(2025, 10, 9), True, "x"), "publications.before_withheld", "on"),
        (Finding(TODAY, True, " "), "typed.empty", "reason"),
        (Finding(TODAY, False, "x", next_on=TODAY), "publications.reassess_past", "next_on"),
        (OPEN, "publications.declassified_missing", "declassified"),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field(clerk, cut, found, code, field):
    made = cut(ground="state_secret" if found is OPEN else "privacy")
    with pytest.raises(UserError) as caught:
        service.assess_parts(made, clerk, found)
    assert (caught.value.code, caught.value.field) == (code, field)
    assert Reassessment.select().count() == 0
    assert titles() == ["救助名单"]


def test_where_numbers_are_typed_the_draft_takes_the_one_given(clerk, cut):
    made = cut()
    settings.change(clerk, publication_numbers="typed")
    with pytest.raises(UserError) as caught:
        service.assess_parts(made, clerk, OPEN)
    assert caught.value.field == "number"
    draft = service.assess_parts(made, clerk, OPEN, "公〔2026〕88")
    assert publications.card(draft, TODAY).number == "公〔2026〕88"


def test_a_version_that_shows_only_some_of_the_parts_comes_back_itself(clerk, cut, reviewers):
    made = cut()
    draft = service.assess_parts(made, clerk, OPEN)
    publishing.attach_file(draft, NewFile("名单.txt", "仍遮盖住址".encode()), clerk)
    said = {"conclusion": Conclusion.PARTLY, "ground": "privacy", "opinion": "仍遮盖住址"}
    reviewers.approve(draft, **said)
    publishing.publish(draft, clerk, on=TODAY, channel="website")
    (row,) = queries.queue(TODAY)
    assert (row.key, row.reassess_on) == (("publication_parts", draft), date(2027, 10, 13))
