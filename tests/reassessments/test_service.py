"""What was withheld comes back, out of publications and out of replies, and is decided upon."""

from datetime import date

import pytest

from clerkdesk import audit, morning, settings
from clerkdesk.calendar import WorkCalendar
from clerkdesk.clock import FixedClock
from clerkdesk.db.models import Deadline, Reassessment
from clerkdesk.deadlines.lights import Light
from clerkdesk.errors import UserError
from clerkdesk.publications import queries as publications
from clerkdesk.publications import service as publishing
from clerkdesk.publications.attributes import Attribute, State
from clerkdesk.publications.service import NewFile, NewPublication
from clerkdesk.reassessments import queries, service
from clerkdesk.reassessments.recording import Finding, Noun
from clerkdesk.requests import queries as requests
from clerkdesk.requests import service as requesting
from clerkdesk.requests.outcomes import Outcome

TODAY = date(2026, 10, 13)
DECIDED = date(2025, 10, 10)
SECRET = {"ground": "trade_secret", "reason": "属于商业秘密", "third_party_view": "not_asked"}
STAY = Finding(on=TODAY, disclose=False, reason="仍未定稿")
OPEN = Finding(on=TODAY, disclose=True, reason="已定稿印发")


def refused(code: str, field: str, act, *args) -> None:
    before = Reassessment.select().count()
    with pytest.raises(UserError) as caught:
        act(*args)
    assert (caught.value.code, caught.value.field or "") == (code, field)
    assert str(caught.value)
    assert Reassessment.select().count() == before


def on_the_board() -> list[tuple[str, int, date]]:
    open_ones = (Deadline.rule == "reassess") & Deadline.closed_on.is_null()
    return [(row.noun, row.noun_id, row.due_on) for row in Deadline.select().where(open_ones)]


def keys() -> list[tuple[str, int]]:
    return [row.key for row in queries.queue(TODAY)]


# --- publications --------------------------------------------------------------------------------


def test_the_queue_tells_light_remainder_and_whether_a_day_is_provisional(withhold):
    for title, again in (
        ("后年", date(2028, 3, 1)),
        ("下周", date(2026, 10, 19)),
        ("昨天", date(2026, 10, 12)),
    ):
        withhold(title, again)
    rows = queries.queue(TODAY)
    assert [(row.title, row.light, row.remaining) for row in rows[:2]] == [
        ("昨天", Light.OVERDUE, -1),
        ("下周", Light.SOON, 4),
    ]
    assert [row.provisional for row in rows] == [False, False, True]


def test_a_publication_stays_in_on_another_ground_until_a_later_day(clerk, withhold):
    made = withhold("纪要", TODAY)
    found = Finding(TODAY, False, "转为工作流程信息", ground="workflow", next_on=date(2027, 1, 4))
    service.assess_publication(made, clerk, found)
    (row,) = queries.queue(TODAY)
    assert (row.grounds, row.reassess_on) == (("workflow",), date(2027, 1, 4))
    assert row.parts[0].reason == "转为工作流程信息"
    (past,) = queries.past(Noun.PUBLICATION, made)
    assert (past.ground, past.next_on, past.recorded_by) == ("workflow", date(2027, 1, 4), "王芳")
    assert publications.reassessments(TODAY, until=date(2026, 12, 31)) == ()


def test_a_publication_let_out_is_reviewed_anew_and_its_limit_runs_from_that_day(clerk, withhold):
    made = withhold("纪要", TODAY)
    service.assess_publication(made, clerk, OPEN)
    card = publications.card(made, TODAY)
    assert (card.state, card.attribute) == (State.REGISTERED, Attribute.PROACTIVE)
    assert card.due_on == date(2026, 11, 10)
    assert queries.queue(TODAY) == ()
    refused("publications.not_withheld", "", service.assess_publication, made, clerk, OPEN)


def test_every_assessment_is_remembered_the_newest_first(clerk, clock, withhold):
    made = withhold("纪要")
    for day, disclose, reason in ((date(2026, 9, 20), False, "仍在讨论"), (TODAY, True, "定稿")):
        clock.at = FixedClock.on(day).at
        service.assess_publication(made, clerk, Finding(day, disclose, reason))
    found = queries.past(Noun.PUBLICATION, made)
    assert [(one.reason, one.disclose) for one in found] == [("定稿", True), ("仍在讨论", False)]


@pytest.mark.parametrize(
    ("found", "code", "field"),
    [
        (Finding(date(2026, 10, 14), True, "x"), "publications.in_future", "on"),
        (Finding(date(2026, 8, 1), True, "x"), "publications.before_withheld", "on"),
        (Finding(TODAY, True, " "), "typed.empty", "reason"),
        (Finding(TODAY, False, "x", next_on=TODAY), "publications.reassess_past", "next_on"),
        (Finding(TODAY, False, "x", ground="parts_only"), "publications.ground_missing", "ground"),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field(clerk, withhold, found, code, field):
    refused(code, field, service.assess_publication, withhold("纪要"), clerk, found)


def test_a_state_secret_goes_out_only_once_it_is_declassified(clerk, withhold):
    made = withhold("方案", ground="state_secret")
    refused(
        "publications.declassified_missing",
        "declassified",
        service.assess_publication,
        made,
        clerk,
        OPEN,
    )
    told = Finding(TODAY, True, "保密期限已满", declassified="原定密机关2026年9月30日书面通知解密")
    service.assess_publication(made, clerk, told)
    assert "解密" in queries.past(Noun.PUBLICATION, made)[0].declassified


def test_what_has_files_does_not_become_a_state_secret_here(clerk):
    made = publishing.register(
        NewPublication("纪要", date(2026, 8, 25)), [NewFile("a.txt", b"x")], clerk
    )
    publishing.withhold(made, clerk, ground="draft", reason="过程稿")
    found = Finding(TODAY, False, "x", ground="state_secret")
    refused("publications.no_secret_here", "ground", service.assess_publication, made, clerk, found)


# --- replies to requests -------------------------------------------------------------------------


def test_what_a_reply_withheld_comes_back_after_the_months_of_the_setting(clerk, refuse):
    request = refuse(DECIDED, Outcome.THIRD_PARTY, SECRET)
    (row,) = queries.queue(TODAY)
    assert (row.noun, row.place, row.title) == (Noun.ITEM, request, "供热特许经营协议")
    assert (row.grounds, row.articles) == (("trade_secret",), ("15",))
    assert (row.reassess_on, row.light, row.section) == (
        date(2026, 10, 10),
        Light.OVERDUE,
        "城建科",
    )
    settings.change(clerk, reassess_months=24)
    assert queries.queue(TODAY)[0].light is Light.ORDINARY


def test_a_part_withheld_comes_back_and_what_rests_on_no_exception_does_not(refuse):
    refuse(
        DECIDED,
        Outcome.PARTIAL,
        {"provided": "正文", "provide_way": "纸质", "withheld": [{"what": "单价", **SECRET}]},
    )
    refuse(DECIDED, Outcome.NOT_HELD, {"search_scope": "档案室", "search_terms": "供热"})
    refuse(DECIDED, Outcome.QUERY_MATTER, {"law": "不动产登记暂行条例", "where_to_apply": "中心"})
    (row,) = queries.queue(TODAY)
    assert [(part.what, part.reason) for part in row.parts] == [("单价", "属于商业秘密")]


def test_the_morning_puts_it_on_the_board_and_off_again(clerk, clock, refuse):
    request = refuse(DECIDED, Outcome.THIRD_PARTY, SECRET)
    morning.begin(TODAY)
    (row,) = queries.queue(TODAY)
    assert on_the_board() == [("withheld", row.id, date(2026, 10, 10))]
    assert service.sweep(TODAY) == 0
    requesting.reopen(request, clerk, on=TODAY, why="复议决定责令重新答复")
    assert queries.queue(TODAY) == ()
    assert service.sweep(TODAY) == 1
    assert on_the_board() == []


def test_it_stays_withheld_on_a_new_ground_until_a_new_day(clerk, refuse):
    refuse(DECIDED, Outcome.THIRD_PARTY, SECRET)
    morning.begin(TODAY)
    (row,) = queries.queue(TODAY)
    found = Finding(TODAY, False, "第三方仍不同意", ground="privacy", next_on=date(2027, 3, 1))
    assert service.assess_item(row.id, clerk, found) is None
    (after,) = queries.queue(TODAY)
    assert (after.grounds, after.reassess_on) == (("privacy",), date(2027, 3, 1))
    assert on_the_board() == [("withheld", row.id, date(2027, 3, 1))]
    item = requests.card(row.place, TODAY).items[0]
    assert item.ground == "trade_secret"  # the reply stays as it was sent
    assert "reassessed" in [line.verb for line in audit.history("request", row.place)]


def test_once_disclosed_it_is_a_draft_to_be_reviewed_tied_to_its_request(clerk, refuse):
    refuse(DECIDED, Outcome.THIRD_PARTY, SECRET)
    morning.begin(TODAY)
    (row,) = queries.queue(TODAY)
    found = Finding(TODAY, True, "协议已到期，第三方同意公开")
    draft = NewPublication("供热特许经营协议", date(2020, 5, 6), category="franchise")
    with pytest.raises(UserError):
        service.assess_item(row.id, clerk, found, draft)  # no such category: nothing is kept
    assert keys() == [row.key]
    made = service.assess_item(
        row.id, clerk, found, NewPublication("供热特许经营协议", date(2020, 5, 6))
    )
    card = publications.card(made, TODAY)
    assert (card.state, card.request.id) == (State.REGISTERED, row.place)
    assert card.gate
    assert card.due_on == WorkCalendar.official().add(TODAY, 20)
    assert queries.queue(TODAY) == ()
    assert on_the_board() == []
    (past,) = queries.past(Noun.ITEM, row.id)
    assert (past.disclose, past.draft_id, past.draft) == (True, made, card.number)
    (tied,) = requests.card(row.place, TODAY).related
    assert (tied.noun, tied.id) == ("publication", made)
    refused("publications.not_withheld", "", service.assess_item, row.id, clerk, found, draft)
