"""Numerals, dates, amounts, articles and document numbers as official letters spell them."""

from datetime import date
from decimal import Decimal

import pytest

from clerkdesk.letters import phrases
from clerkdesk.requests.grounds import Citation, Law


@pytest.mark.parametrize(
    ("number", "spelt"),
    [
        (1, "一"),
        (10, "十"),
        (16, "十六"),
        (20, "二十"),
        (36, "三十六"),
        (100, "一百"),
        (101, "一百〇一"),
        (110, "一百一十"),
        (999, "九百九十九"),
    ],
)
def test_articles_are_counted_in_chinese_numerals(number, spelt):
    assert phrases.numeral(number) == spelt


@pytest.mark.parametrize("number", [0, -1, 1000])
def test_a_number_that_no_letter_counts_to_is_a_bug(number):
    with pytest.raises(ValueError, match=str(number)):
        phrases.numeral(number)


def test_a_date_has_no_leading_zeros():
    assert phrases.day(date(2026, 1, 5)) == "2026年1月5日"


@pytest.mark.parametrize(
    ("yuan", "spelt"),
    [
        ("0.05", "人民币伍分"),
        ("10", "人民币壹拾元整"),
        ("105", "人民币壹佰零伍元整"),
        ("1005.05", "人民币壹仟零伍元零伍分"),
        ("2200", "人民币贰仟贰佰元整"),
        ("37000", "人民币叁万柒仟元整"),
        ("100001", "人民币壹拾万零壹元整"),
        ("1000000", "人民币壹佰万元整"),
        ("100020000", "人民币壹亿零贰万元整"),
        ("6710.5", "人民币陆仟柒佰壹拾元伍角整"),
    ],
)
def test_an_amount_is_spelt_in_the_characters_of_accounts(yuan, spelt):
    assert phrases.capital_amount(Decimal(yuan)) == spelt


@pytest.mark.parametrize(
    ("text", "place", "spelt"),
    [
        ("36(7)", Citation(36, item=7), "第三十六条第（七）项"),
        ("16.2", Citation(16, 2), "第十六条第二款"),
        ("14", Citation(14), "第十四条"),
    ],
)
def test_an_article_is_read_and_cited_in_the_full_official_form(text, place, spelt):
    assert phrases.citation(text) == place
    assert phrases.cite([place]) == f"《中华人民共和国政府信息公开条例》{spelt}"


def test_a_law_is_named_once_before_all_its_articles():
    places = [Citation(15), Citation(36, item=3), Citation(6, law=Law.FEE_RULES)]
    assert phrases.cite(places) == (
        "《中华人民共和国政府信息公开条例》第十五条、第三十六条第（三）项"
        "、《政府信息公开信息处理费管理办法》第六条"
    )


@pytest.mark.parametrize("text", ["", "36-7", "第三条", "36(7", "no_law 3"])
def test_what_is_no_article_is_not_read_as_one(text):
    with pytest.raises(ValueError, match=r".*"):
        phrases.citation(text)


def test_a_document_number_has_six_point_brackets_and_no_padding():
    assert phrases.document_number("临建", "reply", 2026, 12) == "临建公复〔2026〕12号"
    assert phrases.document_number("临建", "reply", 2026, None) == "临建公复〔2026〕　号"
