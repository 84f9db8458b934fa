"""Is every question one proposition with its law, its worrying answer and what it asks for?"""

import copy
import tomllib
from datetime import date

import pytest

from clerkdesk import paths
from clerkdesk.reviews import checklists
from clerkdesk.reviews.states import Answer

NEWEST = checklists.current(date(2026, 10, 13))


@pytest.mark.parametrize("version", checklists.versions())
def test_every_question_is_complete(version):
    checklist = checklists.of(version)
    assert "涉密" in checklist.warning
    for question in checklist.questions:
        assert question.text.endswith("？")
        assert question.text.count("？") == 1
        assert "《" in question.basis or "〔" in question.basis
        assert question.worrying in (Answer.YES, Answer.NO)
        assert question.act


def test_the_fourteen_concerns_of_the_review_are_all_asked():
    keys = set(NEWEST.by_key)
    for concern in (
        {"secret_mark", "internal_mark", "derived"},
        {"declassified"},
        {"aggregated"},
        {"work_secret"},
        {"prohibited"},
        {"national_security", "public_security", "economic_security", "social_stability"},
        {"studied"},
        {"trade_secret", "trade_secret_agreed"},
        {"privacy", "privacy_masked"},
        {"internal_affairs", "process_information", "enforcement_file"},
        {"other_organs", "other_organs_agree"},
        {"needs_permission", "permitted"},
        {"accurate", "in_force"},
        {"linked_request"},
        {"this_version"},
    ):
        assert concern <= keys


def test_a_round_keeps_the_version_it_was_opened_with():
    assert checklists.of(NEWEST.version) is NEWEST
    with pytest.raises(KeyError):
        checklists.of("1999-01")


def test_before_the_first_version_the_first_one_is_used():
    assert checklists.current(date(2000, 1, 1)) is NEWEST


def _page():
    with paths.resource("checklists", "2024-09.toml").open("rb") as page:
        return tomllib.load(page)


@pytest.mark.parametrize(
    ("changes", "complaint"),
    [
        ({"text": " "}, "text is empty"),
        ({"basis": ""}, "basis is empty"),
        ({"act": ""}, "act is empty"),
        ({"worrying": "unsure"}, "yes or no"),
        ({"worrying": "maybe"}, "maybe"),
        ({"key": "internal_mark"}, "stands twice"),
        ({"follows": "this_version"}, "not before it"),
    ],
)
def test_an_incomplete_question_stops_the_loader_and_is_named(changes, complaint):
    page = copy.deepcopy(_page())
    page["group"][0]["question"][0].update(changes)
    with pytest.raises(ValueError, match=complaint):
        checklists.parse(page)
