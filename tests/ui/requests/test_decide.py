"""Deciding: the fields each outcome asks, grounds of withheld parts, mixtures, the way to a letter."""

from datetime import date

import pytest
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from clerkdesk import drafts
from clerkdesk.db.models import Publication
from clerkdesk.db.unit import unit
from clerkdesk.letters.catalogue import LETTERS
from clerkdesk.requests import queries, service
from clerkdesk.requests.grounds import GROUNDS, Danger, Ground, ThirdPartyView
from clerkdesk.requests.outcomes import OUTCOMES, Outcome
from clerkdesk.requests.states import State
from tests.approving import approve
from ui import words
from ui.date_edit import DateEdit
from ui.editors import Picker, Tick
from ui.requests.decide import Decide, draft_kind
from ui.requests.decide_form import choices

TODAY = date(2026, 10, 13)
CHOSEN = {
    "ground": None,
    "danger": Danger.PUBLIC_SECURITY,
    "third_party_view": ThirdPartyView.NOT_ASKED,
}


@pytest.fixture
def decide(qtbot, desk, office, at_rest):
    def make(request_id) -> Decide:
        page = at_rest(Decide(desk))
        qtbot.addWidget(page)
        page.resize(1198, 631)
        page.show()
        page.arrive(request_id)
        page.look_again()
        return page

    return make


def choose(page, item, outcome):
    page.form[f"items[{item}].outcome"].set_value(outcome)


def fill(page, item) -> None:
    """Fill in every field in sight that is still empty."""
    prefix = f"items[{item}]."
    for field in page.form.fields():
        name = field.name.removeprefix(prefix)
        if not field.name.startswith(prefix) or name == "outcome" or field.isHidden():
            continue
        if isinstance(field.editor, Picker):
            field.set_value(CHOSEN.get(name) or field.editor._values[0])
        elif isinstance(field.editor, DateEdit):
            field.set_value(date(2026, 10, 9))
        elif not isinstance(field.editor, Tick) and not field.value():
            field.set_value("某某内容")
    if not page.form["reason"].isHidden():  # a third party was not asked
        page.form["reason"].set_value("其书面意见已在卷")


def _prepare(key, outcome, clerk) -> None:
    """Let happen what must have happened before an item can end so."""
    if outcome is Outcome.STILL_UNCLEAR:
        service.ask_correction(key, clerk, on=date(2026, 9, 29), what="请补充", days=10)
        service.receive_correction(key, clerk, on=date(2026, 10, 9), content="仍不明确")
    elif outcome is Outcome.EXCESSIVE:
        service.ask_reasons(
            key, clerk, on=date(2026, 10, 9), facts="三百件", until=date(2026, 10, 20)
        )
        service.receive_reasons(key, clerk, on=date(2026, 10, 12), text="研究之用")


def _half_filled(page, item) -> str:
    """Withhold two parts and leave the decision unfinished."""
    prefix = f"items[{item}]."
    choose(page, item, Outcome.PARTIAL)
    page.form.add_part(item)
    for name, value in {
        "provided": "供热协议\n附件二",
        "withheld[0].what": "第八章",
        "withheld[0].ground": Ground.TRADE_SECRET,
        "withheld[0].third_party_view": ThirdPartyView.OBJECTED,
        "withheld[1].what": "附件三",
        "withheld[1].ground": Ground.THREE_SECURITIES,
        "withheld[1].danger": Danger.SOCIAL_STABILITY,
    }.items():
        page.form[prefix + name].set_value(value)
    page.form["on"].editor.line.setText("十月")
    return prefix


def _stands_as_left(page, prefix) -> bool:
    told = {
        "provided": "供热协议\n附件二",
        "withheld[0].what": "第八章",
        "withheld[0].third_party_view": ThirdPartyView.OBJECTED,
        "withheld[1].ground": Ground.THREE_SECURITIES,
        "withheld[1].danger": Danger.SOCIAL_STABILITY,
    }
    here = all(page.form[prefix + name].value() == value for name, value in told.items())
    return here and page.form["on"].editor.line.text() == "十月"


def test_a_half_filled_decision_waits_while_another_request_is_decided(decide, asked, card):
    first, second = asked(), asked("周敏", "热源建设计划")
    page = decide(first)
    prefix = _half_filled(page, card(first).items[0].id)
    page.arrive(second)
    other = card(second).items[0].id
    choose(page, other, Outcome.PETITION)
    fill(page, other)
    page.save(write=False)
    assert card(second).items[0].outcome == "petition"
    page.arrive(first)
    assert _stands_as_left(page, prefix)
    assert not page.kept.isHidden()


def test_a_half_filled_decision_outlives_the_window_and_goes_when_it_is_made(decide, asked, card):
    key = asked()
    page = decide(key)
    prefix = _half_filled(page, card(key).items[0].id)
    assert page.may_leave()
    again = decide(key)
    assert _stands_as_left(again, prefix)
    again.form["on"].set_value(TODAY)
    fill(again, card(key).items[0].id)
    again.save(write=False)
    assert card(key).items[0].outcome == "partial"
    assert drafts.of_kind(draft_kind(key)) == ()


def test_a_half_filled_decision_is_thrown_away_only_when_asked(decide, asked, card):
    key = asked()
    page = decide(key)
    item = card(key).items[0].id
    _half_filled(page, item)
    page.keep()
    page = decide(key)
    page.begin_anew()
    assert page.form[f"items[{item}].outcome"].value() is None
    assert page.kept.isHidden()
    assert drafts.of_kind(draft_kind(key)) == ()


def test_a_draft_older_than_a_decision_made_elsewhere_is_not_gone_on_with(
    decide, asked, card, clerk
):
    key = asked()
    page = decide(key)
    item = card(key).items[0].id
    _half_filled(page, item)
    page.keep()
    petition = service.ItemAnswer(Outcome.PETITION, {"reason": "信访"})
    service.decide(key, clerk, on=TODAY, answers={item: petition})
    again = decide(key)
    assert again.form[f"items[{item}].outcome"].value() is Outcome.PETITION
    assert drafts.of_kind(draft_kind(key)) == ()


@pytest.mark.parametrize("outcome", [one for one, _word in choices()])
def test_each_outcome_is_decided_by_its_own_fields_and_leads_to_its_letter(
    decide, asked, card, clerk, journey, outcome
):
    key = asked("刘洋", "供热协议", date(2026, 9, 28))
    _prepare(key, outcome, clerk)
    page = decide(key)
    item = card(key).items[0].id
    choose(page, item, outcome)
    fill(page, item)
    page.save()
    made = card(key)
    assert made.items[0].outcome == outcome, [
        (field.name, field.message.text()) for field in page.form.fields() if field.state == "block"
    ]
    assert made.state is State.WRITTEN
    assert journey[-2][:2] == ("requests", key)
    assert journey[-1] == ("letters.write", key, {"key": OUTCOMES[outcome].letter})
    assert OUTCOMES[outcome].letter in LETTERS


def test_every_outcome_that_is_decided_can_be_chosen():
    by_event = {Outcome.NOT_CORRECTED, Outcome.NOT_PAID, Outcome.WITHDRAWN}
    assert {one for one, _word in choices()} == set(Outcome) - by_event
    assert len(choices()) + len(by_event) >= 24


def test_what_is_missing_is_said_beside_its_field_and_nothing_is_lost(decide, asked, card):
    key = asked("刘洋", "供热协议", date(2026, 9, 28))
    page = decide(key)
    item = card(key).items[0].id
    choose(page, item, Outcome.NOT_HELD)
    page.form[f"items[{item}].search_scope"].set_value("档案室")
    page.save()
    assert page.form[f"items[{item}].search_terms"].state == "block"
    assert page.form[f"items[{item}].search_scope"].value() == "档案室"
    assert card(key).state is State.RUNNING


def test_an_outcome_without_what_must_come_before_is_refused_beside_it(decide, asked, card):
    key = asked("刘洋", "供热协议", date(2026, 9, 28))
    page = decide(key)
    item = card(key).items[0].id
    choose(page, item, Outcome.STILL_UNCLEAR)
    fill(page, item)
    page.save()
    assert page.form[f"items[{item}].outcome"].state == "block"
    assert "补正" in page.form[f"items[{item}].outcome"].message.text()


def test_each_withheld_part_names_its_ground_and_what_the_ground_demands(decide, asked, card):
    key = asked("刘洋", "供热协议", date(2026, 9, 28))
    page = decide(key)
    item = card(key).items[0].id
    choose(page, item, Outcome.PARTIAL)
    prefix = f"items[{item}].withheld[0]."
    page.form[prefix + "ground"].set_value(Ground.PRIVACY)
    assert not page.form[prefix + "third_party_view"].isHidden()
    assert page.form[prefix + "danger"].isHidden()
    page.form[prefix + "ground"].set_value(Ground.THREE_SECURITIES)
    assert page.form[prefix + "third_party_view"].isHidden()
    assert not page.form[prefix + "danger"].isHidden()
    page.form.add_part(item)
    page.form[f"items[{item}].withheld[1].ground"].set_value(Ground.DRAFT)
    fill(page, item)
    page.form[prefix + "ground"].set_value(Ground.PRIVACY)
    page.form[prefix + "third_party_view"].set_value(ThirdPartyView.NOT_ASKED)
    page.form[f"items[{item}].withheld[1].ground"].set_value(Ground.DRAFT)
    page.form["reason"].set_value("其书面意见已在卷")
    page.save()
    withheld = card(key).items[0].facts["withheld"]
    assert [part["ground"] for part in withheld] == ["privacy", "draft"]
    assert withheld[0]["third_party_view"] == "not_asked"
    assert GROUNDS[Ground.PRIVACY].demands == ("third_party_view",)


def test_a_third_party_that_was_not_asked_is_warned_of_beside_it_and_takes_a_reason(
    decide, asked, card
):
    """条例 32: whom disclosure would harm is asked in writing."""
    key = asked()
    page = decide(key)
    item = card(key).items[0].id
    choose(page, item, Outcome.THIRD_PARTY)
    view = page.form[f"items[{item}].third_party_view"]
    assert page.form["reason"].isHidden()
    view.set_value(ThirdPartyView.NOT_ASKED)
    assert (view.state, page.form["reason"].isHidden()) == ("warn", False)
    view.set_value(ThirdPartyView.OBJECTED)
    assert (view.state, page.form["reason"].isHidden()) == ("none", True)
    view.set_value(ThirdPartyView.NOT_ASKED)
    page.form[f"items[{item}].ground"].set_value(Ground.PRIVACY)
    fill(page, item)
    page.form["reason"].set_value("")
    page.save()
    assert page.form["reason"].state == "block"
    assert "第三十二条" in page.form["reason"].message.text()
    page.form["reason"].set_value("其书面意见已在卷")
    page.save()
    assert [one.code for one in card(key).trace.findings] == ["unasked"]


def test_what_a_third_party_agreed_to_cannot_be_withheld_for_its_sake(decide, asked, card):
    key = asked("刘洋", "供热协议", date(2026, 9, 28))
    page = decide(key)
    item = card(key).items[0].id
    choose(page, item, Outcome.THIRD_PARTY)
    fill(page, item)
    page.form[f"items[{item}].third_party_view"].set_value(ThirdPartyView.AGREED)
    page.save()
    assert page.form[f"items[{item}].third_party_view"].state == "block"
    assert "已经同意" in page.form[f"items[{item}].third_party_view"].message.text()


def test_what_the_third_party_said_is_filled_in(decide, asked, card, clerk):
    key = asked()
    event = service.consult_third(
        key, clerk, on=date(2026, 9, 21), whom="临江热力有限公司", what="第八章"
    )
    said = ThirdPartyView.PARTLY_AGREED
    service.record_answer(event, clerk, on=date(2026, 9, 28), view=said)
    page, (item,) = decide(key), [one.id for one in card(key).items]
    choose(page, item, Outcome.THIRD_PARTY)
    assert page.form[f"items[{item}].third_party_view"].value() == said


def test_a_removed_part_is_not_decided(decide, asked, card):
    key = asked("刘洋", "供热协议", date(2026, 9, 28))
    page = decide(key)
    item = card(key).items[0].id
    choose(page, item, Outcome.PARTIAL)
    page.form.add_part(item)
    page.form._drop_part(item)
    page.form[f"items[{item}].withheld[0].ground"].set_value(Ground.DRAFT)
    fill(page, item)
    page.form[f"items[{item}].withheld[0].ground"].set_value(Ground.DRAFT)
    page.save()
    assert len(card(key).items[0].facts["withheld"]) == 1


def test_what_was_typed_comes_back_when_the_outcome_is_chosen_again(decide, asked, card):
    key = asked("刘洋", "供热协议", date(2026, 9, 28))
    page = decide(key)
    item = card(key).items[0].id
    choose(page, item, Outcome.NOT_HELD)
    page.form[f"items[{item}].search_terms"].set_value("供热、特许经营")
    choose(page, item, Outcome.PETITION)
    assert f"items[{item}].search_terms" not in page.form
    choose(page, item, Outcome.NOT_HELD)
    assert page.form[f"items[{item}].search_terms"].value() == "供热、特许经营"


def test_a_search_record_of_the_section_is_proposed(decide, asked, card, clerk, office):
    key = asked("刘洋", "供热协议", date(2026, 9, 28))
    one = service.assign(key, clerk, section_id=office.heating, asked="查", sent_on=TODAY)
    service.answer_assignment(one, clerk, on=TODAY, answer="没有", search_record="档案室、OA")
    page = decide(key)
    item = card(key).items[0].id
    choose(page, item, Outcome.NOT_HELD)
    assert page.form[f"items[{item}].search_scope"].value() == "档案室、OA"


def test_one_request_may_end_in_several_outcomes_with_a_main_one_and_its_reason(
    decide, asked, card, journey
):
    key = asked("刘洋", ("供热协议", "投诉处理", "缴费情况"), date(2026, 9, 28))
    page = decide(key)
    first, second, third = (one.id for one in card(key).items)
    for item, outcome in (
        (first, Outcome.NOT_HELD),
        (second, Outcome.PETITION),
        (third, Outcome.NO_READY_MADE),
    ):
        choose(page, item, outcome)
        fill(page, item)
    page.save()
    assert not page.form["main_outcome"].isHidden()
    page.form["main_outcome"].set_value(Outcome.NOT_HELD)
    page.form["main_outcome_reason"].set_value("第一项是主要事项")
    page.save()
    made = card(key)
    assert [one.outcome for one in made.items] == ["not_held", "petition", "no_ready_made"]
    assert made.main_outcome == "not_held"
    assert journey[-1][2] == {"key": "several_items"}


def test_one_answer_is_copied_to_the_other_items(decide, asked, card):
    key = asked("刘洋", ("供热协议", "缴费情况"), date(2026, 9, 28))
    page = decide(key)
    first = card(key).items[0].id
    choose(page, first, Outcome.PARTIAL)
    page.form[f"items[{first}].withheld[0].ground"].set_value(Ground.DRAFT)
    fill(page, first)
    page.form[f"items[{first}].withheld[0].ground"].set_value(Ground.DRAFT)
    page.form.copy_first()
    page.save(write=False)
    one, other = card(key).items
    assert one.outcome == other.outcome == "partial"
    assert other.facts["withheld"] == one.facts["withheld"]


def test_an_undecided_item_is_named(decide, asked, card):
    key = asked("刘洋", ("供热协议", "缴费情况"), date(2026, 9, 28))
    page = decide(key)
    first, second = (one.id for one in card(key).items)
    choose(page, first, Outcome.DISCLOSED)
    fill(page, first)
    page.save()
    assert page.form[f"items[{second}].outcome"].state == "block"


def test_a_decision_of_tomorrow_is_refused_beside_its_day(decide, asked, card):
    key = asked("刘洋", "供热协议", date(2026, 9, 28))
    page = decide(key)
    item = card(key).items[0].id
    choose(page, item, Outcome.DISCLOSED)
    fill(page, item)
    page.form["on"].editor.line.setText("明天")
    page.save()
    assert page.form["on"].state == "block"


def test_a_decision_can_be_recorded_without_a_letter(decide, asked, card, journey):
    key = asked("刘洋", "供热协议", date(2026, 9, 28))
    page = decide(key)
    item = card(key).items[0].id
    choose(page, item, Outcome.DISCLOSED)
    fill(page, item)
    page.save(write=False)
    assert [step[0] for step in journey] == ["requests"]


def test_what_was_decided_stands_in_the_form_when_it_is_decided_again(decide, asked, card, clerk):
    key = asked("刘洋", "供热协议", date(2026, 9, 28))
    item = card(key).items[0].id
    given = {"search_scope": "档案室", "search_terms": "供热", "searched_on": "2026-10-09"}
    answer = service.ItemAnswer(Outcome.NOT_HELD, given)
    service.decide(key, clerk, on=date(2026, 10, 12), answers={item: answer})
    page = decide(key)
    assert page.form[f"items[{item}].outcome"].value() is Outcome.NOT_HELD
    assert page.form[f"items[{item}].search_terms"].value() == "供热"
    assert page.form[f"items[{item}].searched_on"].value() == date(2026, 10, 9)
    names = [field.name for field in page.form.fields()]
    assert len(names) == len(set(names))
    choose(page, item, Outcome.PETITION)  # the fields of the one before go
    assert f"items[{item}].search_terms" not in page.form


@pytest.mark.parametrize(("appearance", "size"), [("light", 14), ("dark", 14), ("light", 18)])
def test_the_page_is_fit_to_be_shown(decide, asked, card, ui_checks, redress, appearance, size):
    redress(appearance, size)
    key = asked("刘洋", ("供热协议", "<b>&缴费情况"), date(2026, 9, 28))
    page = decide(key)
    first, second = (one.id for one in card(key).items)
    choose(page, first, Outcome.PARTIAL)
    choose(page, second, Outcome.OTHER_ORGAN)
    ui_checks.check(page)
    assert ui_checks.rich_labels(page) == []


@pytest.fixture
def published(clerk):
    """Enter a publication that is out: `published(url="")` gives its key."""

    def enter(**facts) -> int:
        with unit(by=clerk) as work:
            row = Publication.create(
                uid=work.new_uid(),
                number="2026-0001",
                year=2026,
                title="供热特许经营协议（公开文本）",
                formed_on=date(2026, 3, 2),
                attribute="proactive",
                state="published",
                published_on=date(2026, 3, 9),
                facts={},
                registered_at=work.now,
                registered_by=clerk,
                **facts,
            )
            work.note("publication", row.id, "registered")
        return int(row.id)

    return enter


@pytest.mark.parametrize(
    ("facts", "place"),
    [
        ({"url": "https://example.gov.cn/a", "channel": "website"}, "https://example.gov.cn/a"),
        ({"channel": "gazette"}, "政府公报（2026年3月9日公开）"),
    ],
)
def test_what_was_taken_at_intake_begins_the_answer_with_its_place(
    decide, asked, clerk, published, card, facts, place
):
    taken = service.Answer(
        "publication", published(**facts), service.Relation.ALREADY_PUBLIC, accepted=True
    )
    key = asked("刘洋", "供热协议", date(2026, 9, 28), offers=(taken,))
    page = decide(key)
    item = card(key).items[0].id
    field = page.form[f"items[{item}].outcome"]
    assert field.value() is Outcome.ALREADY_PUBLIC
    assert "供热特许经营协议（公开文本）" in field.message.text()
    assert page.form[f"items[{item}].place_found"].value() == place
    page.save()
    decided = card(key).items[0]
    assert (decided.outcome, decided.facts["place_found"]) == ("already_public", place)


def test_of_several_items_the_clerk_says_which_one_is_already_public(
    decide, asked, clerk, published, card
):
    taken = service.Answer(
        "publication",
        published(url="https://example.gov.cn/a"),
        service.Relation.ALREADY_PUBLIC,
        accepted=True,
    )
    key = asked("刘洋", ("供热协议", "缴费情况"), date(2026, 9, 28), offers=(taken,))
    page = decide(key)
    first, second = (one.id for one in card(key).items)
    assert page.form[f"items[{first}].outcome"].value() is None
    choose(page, second, Outcome.ALREADY_PUBLIC)
    assert page.form[f"items[{second}].place_found"].value() == "https://example.gov.cn/a"


def test_an_earlier_answer_taken_at_intake_fills_in_its_day(decide, asked, clerk, card):
    earlier = asked("刘洋", "供热协议", date(2026, 9, 1))
    service.withdraw(earlier, clerk, on=date(2026, 9, 2))
    answered = asked("刘洋", "供热协议", date(2026, 9, 1))
    (one,) = card(answered).items
    given = service.ItemAnswer(Outcome.DISCLOSED, {"provided": "协议", "provide_way": "邮寄"})
    service.decide(answered, clerk, on=date(2026, 9, 8), answers={one.id: given})
    approve(answered, clerk, date(2026, 9, 9))
    service.send(answered, clerk, on=date(2026, 9, 9), way="hand")
    offers = tuple(
        service.Answer("request", other, service.Relation.REPEATED, accepted=True)
        for other in (earlier, answered)
    )
    key = asked("刘洋", "供热协议及补充", date(2026, 9, 28), offers=offers)
    page = decide(key)
    item = card(key).items[0].id
    assert page.form[f"items[{item}].outcome"].value() is Outcome.REPEATED
    assert page.form[f"items[{item}].earlier_on"].value() == date(2026, 9, 9)
    assert page.form[f"items[{item}].earlier_number"].value()


def _asked_and_answered(key, clerk, view) -> None:
    service.consult_third(key, clerk, on=date(2026, 9, 17), whom="临江热力公司", what="供热协议")
    consulted = queries.card(key, TODAY).events[-1].id
    service.record_delivery(consulted, clerk, on=date(2026, 9, 18))
    service.record_answer(consulted, clerk, on=date(2026, 9, 24), view=view, text="不同意")


def test_what_the_third_party_answered_is_proposed(decide, asked, clerk):
    key = asked()
    _asked_and_answered(key, clerk, ThirdPartyView.OBJECTED)
    page, item = decide(key), queries.card(key, TODAY).items[0].id
    choose(page, item, Outcome.PARTIAL)
    prefix = f"items[{item}].withheld[0]."
    page.form[prefix + "ground"].set_value(Ground.TRADE_SECRET)
    assert page.form[prefix + "third_party_view"].value() is ThirdPartyView.OBJECTED
    choose(page, item, Outcome.THIRD_PARTY)
    if page.form[f"items[{item}].ground"].value() is None:
        page.form[f"items[{item}].ground"].set_value(Ground.TRADE_SECRET)
    assert page.form[f"items[{item}].third_party_view"].value() is ThirdPartyView.OBJECTED


def test_a_ground_is_found_by_typed_and_pasted_words_as_an_outcome_is(decide, asked):
    key = asked()
    page, item = decide(key), queries.card(key, TODAY).items[0].id
    choose(page, item, Outcome.PARTIAL)
    ground = page.form[f"items[{item}].withheld[0].ground"].editor
    assert type(ground) is type(page.form[f"items[{item}].outcome"].editor)
    QApplication.clipboard().setText(words.term("ground", Ground.PRIVACY))
    ground.setFocus()
    QTest.keySequence(ground, QKeySequence.StandardKey.Paste)
    assert ground.value() is Ground.PRIVACY


def test_fields_that_an_outcome_brings_have_keys_of_their_own(decide, asked, ui_checks):
    key = asked(contents=("热力协议", "热力规划"))
    page = decide(key)
    first, second = (one.id for one in queries.card(key, TODAY).items)
    for item in (second, first):
        choose(page, item, Outcome.PARTIAL)
    keys = [field.key for field in page.form.fields() if field.key]
    assert len(set(keys)) == len(keys)
    assert page.form[f"items[{second}].outcome"].key == "3"
    assert all(page.form[f"items[{second}].{one}"].key for one in ("provided", "provide_way"))
    ui_checks.check(page)
