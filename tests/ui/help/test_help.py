"""Is there help for every page, does every link lead somewhere, and is it found?"""

import re
from importlib import import_module

import pytest
from PySide6.QtCore import QUrl

from clerkdesk import paths, settings
from clerkdesk.settings import ABOUT
from ui.help import topics
from ui.help.page import HelpPage
from ui.page_list import PAGES, load
from ui.settings import lines
from ui.settings.page import SettingsPage

LINK = re.compile(r"\]\((\w+):(\w+)\)")
TOPICS = topics.all_topics()


@pytest.fixture
def page(desk, qtbot):
    made = HelpPage(desk)
    qtbot.addWidget(made)
    made.look_again()
    made.show()
    return made


def titles(page):
    return [page.list.item(row).text() for row in range(page.list.count())]


def test_every_file_is_listed_and_every_topic_has_its_file():
    there = {file.stem for file in paths.resource("help").glob("*.md")}
    assert there == set(topics.TOPICS)


@pytest.mark.parametrize("spec", PAGES, ids=lambda spec: spec.key)
def test_every_page_has_help_of_its_own(spec):
    assert load(spec.factory).help_topic in topics.TOPICS


@pytest.mark.parametrize("topic", TOPICS, ids=lambda topic: topic.key)
def test_every_link_leads_somewhere(topic):
    parts = {*lines.groups(), *import_module("ui.settings.page")._OTHERS}
    known = {"help": set(topics.TOPICS), "setting": set(ABOUT), "part": parts}
    for kind, name in LINK.findall(topic.text):
        assert name in known[kind], f"{kind}:{name}"


@pytest.mark.parametrize("topic", TOPICS, ids=lambda topic: topic.key)
def test_every_mark_is_filled(topic, register):
    shown = topics.filled(topic, settings.load())
    assert not re.search(r"\{\w+(:name)?\}", shown)
    assert shown.startswith(f"# {topic.title}")


@pytest.mark.parametrize(
    "name",
    [
        "makeup_days_count",
        "consultation_convention",
        "organ_limit_days",
        "referral_counts",
        "correction_days",
        "reassess_months",
        "partial_needs_reconsideration_first",
        "query_matter_needs_reconsideration_first",
        "letter_pitch",
        "court",
        "reconsideration_body",
    ],
)
def test_every_choice_the_law_leaves_open_is_named_with_its_setting(name):
    (uncertain,) = (one for one in TOPICS if one.key == "uncertain")
    assert f"](setting:{name})" in uncertain.text


def test_a_setting_is_shown_as_it_stands(desk, page):
    page.arrive(None, topic="uncertain")
    assert "调休上班日算工作日，现在：是" in page.text.toPlainText()
    settings.change(desk.person_id, makeup_days_count=False)
    page.refresh()
    assert "调休上班日算工作日，现在：否" in page.text.toPlainText()


def test_what_people_typed_is_no_markup(desk, page):
    odd = "[<b>法院</b>](help:keys) *x*"
    settings.change(desk.person_id, court=odd)
    (topic,) = (one for one in TOPICS if one.key == "start")
    told = topics.filled(topics.Topic("x", "x", topic.text + "\n\n{court}"), settings.load())
    page.text.show_markdown(told)

    assert page.text.toPlainText().endswith(odd)


def test_f1_opens_the_topic_of_the_page_one_comes_from(page):
    page.arrive(None, topic="reviews")
    assert page.topic() == "reviews"
    assert page.text.toPlainText().startswith("保密审查")
    page.arrive(None, topic="no such page")
    assert page.topic() == "start"


def test_links_lead_to_topics_settings_and_parts(page, journey):
    page.text.anchorClicked.emit(QUrl("help:dates"))
    assert page.topic() == "dates"
    page.text.anchorClicked.emit(QUrl("setting:court"))
    page.text.anchorClicked.emit(QUrl("part:people"))
    assert journey == [
        ("settings", None, {"field": "court"}),
        ("settings", None, {"part": "people"}),
    ]


def test_help_is_searched_by_words_in_title_and_text(page):
    page.header.search.setText("恢复单 24")
    assert titles(page) == ["备份和恢复", "钥匙和恢复单"]
    page.header.search.setText("没有的词")
    assert titles(page) == []
    assert "没有找到" in page.text.toPlainText()
    page.header.search.clear()
    assert len(titles(page)) == len(TOPICS)


def test_a_setting_named_in_help_can_be_gone_to(desk, qtbot):
    page = SettingsPage(desk)
    qtbot.addWidget(page)
    for topic in TOPICS:
        for kind, name in LINK.findall(topic.text):
            if kind == "setting":
                page.show_field(name)
            elif kind == "part":
                page.show_part(name)


@pytest.mark.parametrize("look", [("light", 14), ("dark", 18)])
def test_the_page_fits(page, ui_checks, redress, look):
    redress(*look)
    page.arrive(None, topic="dates")
    ui_checks.check(page)
