"""The office changes its catalogue; the law's minimum stays, and every change with its day."""

from dataclasses import replace
from datetime import date

import pytest

from clerkdesk import audit
from clerkdesk.db.models import CatalogueEntry, Publication
from clerkdesk.deadlines import board
from clerkdesk.errors import UserError
from clerkdesk.limits import Limit, Unit
from clerkdesk.publications import catalogue, categories, entries, queries, service
from clerkdesk.publications.attributes import Audience
from clerkdesk.publications.categories import Channel, Frequency
from clerkdesk.publications.due_rules import Rule, Zero
from clerkdesk.publications.facts import Facts
from clerkdesk.publications.overlay import Entry
from clerkdesk.publications.service import NewPublication

TODAY = date(2026, 10, 13)
DAY = date(2026, 9, 14)
BUDGET = "department_budget"
OWN = Entry(
    name="公园绿地养护情况",
    owner="市政公用处",
    basis="临江市园林绿化条例第九条",
    elements={"own_1": "养护单位", "own_2": "养护标准"},
    frequency=Frequency.QUARTERLY,
)


def rule(count: int, unit: Unit = Unit.WORKDAYS, zero: Zero = Zero.FORMED) -> Rule:
    return Rule(Limit(count, unit), zero, "本局公开目录（2026年版）")


@pytest.fixture
def budget(clerk) -> int:
    draft = NewPublication(
        "2026年部门预算", DAY, category=BUDGET, facts=Facts(approved_on=DAY), organ="示例市数据局"
    )
    return service.register(draft, (), clerk)


def lay(clerk: int, key: str, why: str = "照本局目录", **said) -> None:
    entries.change_entry(key, replace(catalogue.entry_of(key), **said), clerk, on=TODAY, why=why)


def due_of(publication_id: int) -> date:
    return queries.card(publication_id, TODAY).due_on


def test_an_entry_of_its_own_is_offered_in_its_own_group_and_counts_by_article_26(clerk):
    key = entries.add_entry(OWN, clerk, on=TODAY)
    last = catalogue.current().groups[-1]
    assert [one.name for one in last.categories] == ["公园绿地养护情况"]
    made = service.register(NewPublication("第三季度养护情况", DAY, category=key), (), clerk)
    card = queries.card(made, TODAY)
    assert card.category_name == "公园绿地养护情况"
    assert [one.name for one in card.elements] == ["养护单位", "养护标准"]
    assert card.due.governs.count == 20
    assert "第二十六条" in card.due.basis


def test_an_ended_entry_is_offered_no_more_and_keeps_its_name_where_it_was_used(clerk):
    key = entries.add_entry(OWN, clerk, on=TODAY)
    made = service.register(NewPublication("第三季度养护情况", DAY, category=key), (), clerk)
    entries.end_entry(key, clerk, on=TODAY, why="职责划转")
    assert key not in catalogue.current().offered
    assert all(one.key != key for group in catalogue.current().groups for one in group.categories)
    assert queries.card(made, TODAY).category_name == "公园绿地养护情况"
    with pytest.raises(UserError) as refused:
        service.register(NewPublication("第四季度养护情况", DAY, category=key), (), clerk)
    assert refused.value.code == "publications.category_ended"
    service.change_facts(made, replace(service.draft_of(made), index_number="A-1"), clerk)
    entries.add_entry(OWN, clerk, on=TODAY)  # the name is free again


def test_a_looser_limit_of_the_office_yields_to_the_statute_and_both_are_shown(clerk, budget):
    lay(clerk, BUDGET, rule=rule(20, zero=Zero.APPROVED))
    view = queries.card(budget, TODAY).due
    assert view.governs.on == date(2026, 10, 4)  # twenty natural days after 14 September
    assert "预算法" in view.basis
    own = view.also[0]
    assert (own.source, own.on) == ("本单位目录", date(2026, 10, 16))
    assert (own.counted.count, own.counted.unit) == (20, Unit.WORKDAYS)
    assert "不能放宽法定期限" in own.why


def test_a_stricter_limit_of_the_office_governs_and_the_law_stays_visible(clerk, budget):
    lay(clerk, BUDGET, rule=rule(5, zero=Zero.APPROVED))
    view = queries.card(budget, TODAY).due
    assert view.governs.on == date(2026, 9, 20)  # a Sunday worked
    assert view.basis == "本局公开目录（2026年版）"
    law = view.also[0]
    assert (law.source, law.on) == ("", date(2026, 10, 4))
    assert "预算法" in law.says


@pytest.mark.parametrize(("formed", "governs"), [(DAY, "office"), (date(2026, 8, 3), "law")])
def test_which_limit_is_earlier_is_seen_from_the_days_not_from_the_numbers(clerk, formed, governs):
    """29 days are fewer than twenty working days across the autumn holidays, more in August."""
    lay(clerk, "fees", rule=rule(29, Unit.DAYS))
    made = service.register(NewPublication("收费目录", formed, category="fees"), (), clerk)
    view = queries.card(made, TODAY).due
    assert (view.governs.unit is Unit.DAYS) is (governs == "office")
    assert view.governs.on <= view.also[0].on


def test_a_statute_prevails_over_article_26_in_either_direction(clerk):
    law = Rule(Limit(30, Unit.DAYS), Zero.FORMED, "某条例第八条：三十日内")
    lay(clerk, "fees", rule=law, by_statute=True)
    made = service.register(NewPublication("收费目录", DAY, category="fees"), (), clerk)
    view = queries.card(made, TODAY).due
    assert view.governs.on == date(2026, 10, 14)
    assert "从其规定" in view.also[0].why


def test_a_shipped_statute_is_not_overruled_by_naming_another(clerk):
    with pytest.raises(UserError) as refused:
        lay(clerk, BUDGET, rule=rule(30), by_statute=True)
    assert refused.value.code == "publications.statute_already"
    assert refused.value.field == "by_statute"


def test_what_is_open_is_derived_anew_at_once_and_what_is_out_keeps_its_day(clerk, reviewers):
    notice = service.NewFile("a.txt", "收费目录".encode())
    out = service.register(NewPublication("旧收费目录", DAY, category="fees"), [notice], clerk)
    reviewers.approve(out)
    service.publish(out, clerk, on=TODAY, channel="website")
    before = due_of(out)
    waiting = service.register(NewPublication("收费目录", DAY, category="fees"), (), clerk)
    lay(clerk, "fees", rule=rule(3))
    assert due_of(waiting) == date(2026, 9, 17)
    line = next(row for row in board.of("publication", waiting, TODAY) if row.rule == "publish")
    assert line.due_on == date(2026, 9, 17)
    assert due_of(out) == before
    entries.restore_entry("fees", clerk, on=TODAY, why="按条例")
    assert due_of(waiting) == date(2026, 10, 16)


def test_shipped_elements_and_basis_stay_and_the_offices_are_added(clerk):
    lay(clerk, "fees", elements={"own_1": "减免政策"}, basis="本市收费管理办法第三条")
    fees = catalogue.current().find("fees")
    assert list(fees.elements.values())[-1] == "减免政策"
    assert set(fees.shipped.elements) < set(fees.elements)
    assert fees.basis == "《政府信息公开条例》第二十条第八项；本市收费管理办法第三条"
    assert fees.name == fees.shipped.name


def test_every_change_stands_with_its_day_its_reason_and_what_moved(clerk):
    key = entries.add_entry(OWN, clerk, on=date(2026, 10, 9), why="新增职责")
    changed = replace(OWN, channels=(Channel.WEBSITE, Channel.NOTICEBOARD), owner="办公室")
    entries.change_entry(key, changed, clerk, on=TODAY, why="内设机构调整")
    entries.end_entry(key, clerk, on=TODAY, why="职责划转")
    ended, second, first = catalogue.changes(key)
    assert [one.act for one in (first, second, ended)] == ["added", "changed", "ended"]
    assert (first.on, first.why, first.changed_by) == (date(2026, 10, 9), "新增职责", "王芳")
    assert {one.field for one in second.moved} == {"channels", "owner"}
    owner = next(one for one in second.moved if one.field == "owner")
    assert (owner.before, owner.after) == ("市政公用处", "办公室")
    assert ended.moved == ()
    assert CatalogueEntry.select().count() == 3
    assert audit.verify().ok


def test_the_history_of_an_adapted_entry_says_what_it_was_shipped_as(clerk):
    lay(clerk, "fees", channels=(Channel.WEBSITE,))
    entries.restore_entry("fees", clerk, on=TODAY, why="按程序自带")
    back, there = catalogue.changes("fees")
    assert there.moved[0].before == (Channel.WEBSITE, Channel.NOTICEBOARD)
    assert back.act == "restored"
    assert back.moved[0].after == (Channel.WEBSITE, Channel.NOTICEBOARD)
    assert catalogue.current().find("fees").shipped is None


@pytest.mark.parametrize(
    ("said", "code", "field"),
    [
        ({"name": " "}, "typed.empty", "name"),
        ({"name": "财政预算、决算信息"}, "publications.entry_twice", "name"),
        ({"owner": ""}, "typed.empty", "owner"),
        ({"basis": ""}, "typed.empty", "basis"),
        ({"elements": {}}, "publications.entry_without_elements", "elements"),
        ({"elements": {"own_1": "两行\n字"}}, "typed.line_break", "elements"),
        ({"channels": ()}, "publications.entry_without_channel", "channels"),
        ({"audience": Audience.PARTIES}, "publications.entry_audience", "channels"),
        ({"channels": (Channel.PARTY_NOTICE,)}, "publications.entry_audience", "channels"),
        ({"rule": rule(0)}, "publications.entry_limit_wild", "count"),
        ({"rule": rule(401)}, "publications.entry_limit_wild", "count"),
        ({"by_statute": True}, "publications.entry_limit_missing", "count"),
        ({"rule": replace(rule(5), basis=" ")}, "publications.entry_limit_basis", "limit_basis"),
    ],
)
def test_an_entry_that_cannot_be_is_refused_beside_its_field(clerk, said, code, field):
    with pytest.raises(UserError) as refused:
        entries.add_entry(replace(OWN, **said), clerk, on=TODAY)
    assert (refused.value.code, refused.value.field) == (code, field)
    assert str(refused.value)
    assert CatalogueEntry.select().count() == 0


def test_what_makes_no_sense_for_an_entry_is_refused(clerk):
    def code(act, *args, **named) -> str:
        with pytest.raises(UserError) as refused:
            act(*args, on=named.pop("on", TODAY), why="因为", **named)
        assert str(refused.value)
        return refused.value.code

    key = entries.add_entry(OWN, clerk, on=TODAY)
    assert code(entries.end_entry, "fees", clerk) == "publications.entry_shipped"
    assert code(entries.restore_entry, "fees", clerk) == "publications.entry_as_shipped"
    assert code(entries.restore_entry, key, clerk) == "publications.entry_as_shipped"
    assert code(entries.end_entry, "own_9", clerk) == "publications.entry_gone"
    assert code(entries.change_entry, key, OWN, clerk) == "publications.entry_same"
    early, late = date(2026, 10, 12), date(2026, 10, 14)
    assert code(entries.end_entry, key, clerk, on=early) == "publications.entry_before"
    assert code(entries.end_entry, key, clerk, on=late) == "publications.in_future"


def test_lines_typed_keep_the_key_of_the_words_that_stood_there():
    before = {"own_1": "养护单位", "own_2": "养护标准"}
    found = entries.elements(["养护标准", "", "投诉电话", "养护标准"], before)
    assert found == {"own_2": "养护标准", "own_3": "投诉电话"}


def test_the_shipped_catalogue_itself_never_changes(clerk):
    lay(clerk, "fees", rule=rule(3))
    assert categories.load().by_key["fees"].office is None
    assert Publication.select().count() == 0


def test_every_shipped_entry_can_be_adapted_and_comes_back_as_it_was(clerk):
    for key, shipped in categories.load().by_key.items():
        lay(clerk, key, elements={"own_1": "投诉电话"})
        adapted = catalogue.current().find(key)
        assert adapted.shipped == shipped
        assert adapted.rule == shipped.rule
        entries.restore_entry(key, clerk, on=TODAY, why="恢复")
    assert catalogue.current().by_key == categories.load().by_key
