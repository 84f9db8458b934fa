"""Is every entry of the catalogue complete, and does it say what the law and the seeds say?"""

import copy
import tomllib
from datetime import date

import pytest

from clerkdesk import paths
from clerkdesk.calendar import WorkCalendar
from clerkdesk.limits import Unit
from clerkdesk.publications import categories
from clerkdesk.publications.attributes import Audience
from clerkdesk.publications.due_rules import Days, Zero, due_after, due_day

CALENDAR = WorkCalendar.official()


def test_the_fifteen_items_of_article_20_stand_in_the_order_of_the_law():
    group = next(one for one in categories.load().groups if one.key == "article_20")
    ordinals = [
        "一",
        "二",
        "三",
        "四",
        "五",
        "六",
        "七",
        "八",
        "九",
        "十",
        "十一",
        "十二",
        "十三",
        "十四",
        "十五",
    ]
    for ordinal, category in zip(ordinals, group.categories, strict=True):
        assert f"第二十条第{ordinal}项" in category.basis


def test_article_21_adds_what_cities_and_towns_publish():
    group = next(one for one in categories.load().groups if one.key == "article_21")
    names = "".join(one.name for one in group.categories)
    for matter in (
        "市政建设",
        "公共服务",
        "公益事业",
        "土地征收",
        "房屋征收",
        "治安管理",
        "社会救助",
        "农田水利",
        "宅基地",
        "筹资筹劳",
    ):
        assert matter in names


@pytest.mark.parametrize("key", sorted(categories.load().by_key))
def test_an_entry_is_complete(key):
    category = categories.load().by_key[key]
    assert category.name
    assert category.basis
    assert category.owner
    assert category.channels
    assert len(category.elements) >= 2
    assert category.rule.limit.count > 0
    assert category.rule.basis
    for other in category.also:
        assert other.source
        assert other.says
        assert other.why


def test_every_sector_of_the_seeds_is_there():
    names = "".join(one.name for one in categories.load().by_key.values())
    for sector in (
        "预算",
        "三公",
        "审计",
        "整改",
        "处罚",
        "征地",
        "流转",
        "矿业权",
        "建设用地使用权",
        "房屋征收",
        "保障性住房",
        "采购",
        "工程建设项目",
        "空气",
        "饮用水",
        "环境影响",
        "污染源",
        "重大事故",
        "较大事故",
        "食品药品",
        "医疗服务收费",
        "信用",
        "科技",
        "就业",
        "低保",
        "招生",
        "国有企业",
        "企事业",
        "双随机",
        "建议提案",
        "解读",
        "指南",
        "重大行政决策",
        "办事",
    ):
        assert sector in names, sector


def test_a_budget_is_due_in_twenty_natural_days_although_a_plan_says_working_days():
    budget = categories.load().by_key["government_budget"]
    assert (budget.rule.limit.count, budget.rule.limit.unit) == (20, Unit.DAYS)
    assert "第十四条" in budget.rule.basis
    plan = next(one for one in budget.also if one.limit)
    assert (plan.limit.count, plan.limit.unit) == (20, Unit.WORKDAYS)
    assert "从其规定" in plan.why
    days = Days(date(2026, 1, 30), approved_on=date(2026, 2, 10))
    due = due_day(budget.rule, days, CALENDAR)
    assert due.on == date(2026, 3, 2)
    assert due.natural_days
    assert plan.limit.due(date(2026, 2, 10), CALENDAR) == date(2026, 3, 16)


def test_a_changed_service_guide_is_due_one_working_day_after_its_approval():
    rule = categories.load().limits_of("service_guide_change").law
    due = due_day(rule, Days(date(2026, 9, 1), approved_on=date(2026, 9, 30)), CALENDAR)
    assert due.on == date(2026, 10, 8)  # the first working day after the National Day break


def test_a_quashed_penalty_is_withdrawn_within_three_working_days():
    rule = categories.load().quashed
    assert "第八十五条" in rule.basis
    assert due_after(rule, date(2026, 9, 30), CALENDAR).on == date(2026, 10, 10)
    assert categories.load().by_key["penalty_decision"].quashable


def test_a_blank_cell_of_the_source_is_not_filled_with_an_invention():
    mining = categories.load().by_key["mining_rights"]
    assert mining.rule == categories.load().general
    assert [one.limit for one in mining.also] == [None]


def test_the_stages_of_a_procurement_and_of_a_project_stand_in_order():
    catalogue = categories.load()
    assert [one.stage for one in catalogue.chain("procurement")] == [1, 2, 3]
    assert [one.stage for one in catalogue.chain("project")] == [1, 2, 3, 4]


def test_what_concerns_one_household_is_told_to_that_household_only():
    household = categories.load().by_key["house_taking_household"]
    assert household.audience is Audience.PARTIES
    assert household.channels == (categories.Channel.PARTY_NOTICE,)


def test_an_unknown_category_falls_back_to_article_26():
    rule = categories.load().limits_of("").law
    assert (rule.limit.count, rule.limit.unit) == (20, Unit.WORKDAYS)
    assert rule.counts_from is Zero.FORMED


def _pages():
    def read(name):
        with paths.resource("catalogue", name).open("rb") as page:
            return tomllib.load(page)

    return read("general.toml"), read("article-20.toml")


@pytest.mark.parametrize(
    ("spoil", "complaint"),
    [
        (lambda item: item.update(name=" "), "name is empty"),
        (lambda item: item.update(owner=""), "owner is empty"),
        (lambda item: item.update(elements={}), "element"),
        (lambda item: item.update(elements={"a": " "}), "element"),
        (lambda item: item.update(channels=[]), "no channel"),
        (lambda item: item.update(channels=["pigeon"]), "pigeon"),
        (lambda item: item.update(key="organ"), "stands twice"),
        (lambda item: item.update(needs="nothing"), "not there"),
        (lambda item: item.update(colour="red"), "unknown"),
        (
            lambda item: item.update(
                limit={"count": 1, "unit": "days", "from": "formed", "basis": ""}
            ),
            "basis",
        ),
    ],
)
def test_an_incomplete_entry_stops_the_loader_and_is_named(spoil, complaint):
    general, page = _pages()
    page = copy.deepcopy(page)
    spoil(page["item"][0])
    with pytest.raises(ValueError, match=complaint):
        categories.parse(general, [page])
