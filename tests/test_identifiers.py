"""Do the checks know a sound number from a slip of the pen? GB 11643, GB 32100, Luhn."""

import tomllib
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clerkdesk import identifiers, paths

DIGITS = "0123456789"


@pytest.mark.parametrize(
    "number",
    [
        "11010519491231002X",
        "440524188001010014",
        "11010519491231002x",
        "110105 19491231 002Ｘ",
        "110105491231002",
    ],
)
def test_the_standards_own_examples_are_sound(number):
    assert identifiers.id_number(number) == ""


@pytest.mark.parametrize(
    ("number", "code"),
    [
        ("110105194912310021", "id_check"),
        ("11010519491331002X", "id_birth"),
        ("11010519490230002X", "id_birth"),
        ("110105049912310021", "id_birth"),
        ("11010519491231002", "id_length"),
        ("1101051949123100２XX", "id_length"),
        ("01010519491231002X", "id_length"),
        ("", "id_length"),
        ("張三", "id_length"),
        ("١١٠١٠٥١٩٤٩١٢٣١٠٠٢X", "id_length"),
        ("¹¹⁰¹⁰⁵¹⁹⁴⁹¹²³¹⁰⁰²X", "id_length"),
    ],
)
def test_a_wrong_id_number_is_told_with_its_reason(number, code):
    assert identifiers.id_number(number) == code


def test_nobody_is_born_after_today():
    number = "320583203001010" + "01"
    number += identifiers.id_check_character(number)
    assert identifiers.id_number(number) == ""
    assert identifiers.id_number(number, today=date(2026, 11, 21)) == "id_birth"


def test_the_birth_date_is_read_from_both_forms():
    assert identifiers.birth_date("11010519491231002X") == date(1949, 12, 31)
    assert identifiers.birth_date("110105491231002") == date(1949, 12, 31)
    assert identifiers.birth_date("12") is None


@given(
    st.text(DIGITS, min_size=3, max_size=3),
    st.dates(date(1900, 1, 1), date(2025, 12, 31)),
    st.integers(0, 16),
    st.integers(1, 9),
)
def test_any_single_wrong_digit_of_an_id_number_is_noticed(serial, born, place, shift):
    first = f"320583{born:%Y%m%d}{serial}"
    number = first + identifiers.id_check_character(first)
    assert identifiers.id_number(number) == ""
    wrong = number[:place] + str((int(number[place]) + shift) % 10) + number[place + 1 :]
    assert identifiers.id_number(wrong) != ""


def test_the_credit_code_recomputed_in_the_reference_is_sound():
    assert identifiers.uscc("91350100M000100Y43") == ""
    assert identifiers.uscc("91350100m000100y43") == ""
    assert identifiers.uscc("91350100M000100Y44") == "uscc_check"
    assert identifiers.uscc("91350100I000100Y43") == "uscc_form"


@given(st.text("0123456789ABCDEFGHJKLMNPQRTUWXY", min_size=17, max_size=17), st.integers(0, 16))
def test_every_credit_code_has_one_check_character_and_notices_one_wrong_place(first, place):
    code = first + identifiers.uscc_check_character(first)
    assert identifiers.uscc(code) == ""
    other = "0" if code[place] != "0" else "1"
    assert identifiers.uscc(code[:place] + other + code[place + 1 :]) == "uscc_check"


def test_a_remainder_of_nought_asks_for_nought_and_not_for_a_32nd_character():
    assert identifiers.uscc_check_character("0" * 17) == "0"


@pytest.mark.parametrize(
    ("number", "sound"),
    [
        ("4111111111111111", True),
        ("6222020200000000000", False),
        ("4111111111111112", False),
    ],
)
def test_bank_cards_are_checked_by_luhn(number, sound):
    assert identifiers.luhn(number) is sound


@pytest.mark.parametrize(
    "number", ["13812345678", "+86 138-1234-5678", "８６13812345678", "199 0000 0000"]
)
def test_mobile_numbers_in_their_usual_spellings(number):
    assert identifiers.mobile(number) == ""
    assert identifiers.telephone(number) == ""


@pytest.mark.parametrize("number", ["12812345678", "1381234567", "138123456789", "abc"])
def test_what_is_no_mobile_number(number):
    assert identifiers.mobile(number) == "mobile_form"


@pytest.mark.parametrize(
    "number",
    [
        "0512-57310000",
        "(0512)57310000",
        "010-6655 1234",
        "57310000",
        "0512-57310000-801",
        "0512-57310000转801",
        "+86 512 57310000",
        "400-810-0000",
        "12345",
    ],
)
def test_landlines_in_their_usual_spellings(number):
    assert identifiers.telephone(number) == ""


@pytest.mark.parametrize("number", ["", "99", "0512-5731", "电话"])
def test_what_is_no_telephone(number):
    assert identifiers.telephone(number) == "telephone_form"


@pytest.mark.parametrize(
    "number",
    [
        "1098765432109",
        "１０９８７６５４３２１０９",
        "XA35902111037",
        "EA 473 124 829 CN",
        "ea473124829cn",
    ],
)
def test_numbers_of_the_postal_enterprise_are_sound(number):
    assert identifiers.post_number(number) == ""


@pytest.mark.parametrize(
    ("number", "code"),
    [
        ("EMS 77", "post_form"),
        ("109876543210", "post_form"),
        ("10987654321090", "post_form"),
        ("SF1234567890123", "post_form"),
        ("EA473124828CN", "post_check"),
    ],
)
def test_a_number_that_is_no_postal_one_is_doubted(number, code):
    assert identifiers.post_number(number) == code


def test_every_warning_has_its_words():
    words = tomllib.loads(
        paths.resource("words", f"{identifiers.WORDS}.toml").read_text(encoding="utf-8")
    )
    assert set(words) == {
        "id_length",
        "id_birth",
        "id_check",
        "uscc_form",
        "uscc_check",
        "mobile_form",
        "telephone_form",
        "postcode_form",
        "post_form",
        "post_check",
    }


@given(st.text(max_size=30))
def test_no_text_whatever_breaks_a_check(text):
    for check in (
        identifiers.id_number,
        identifiers.uscc,
        identifiers.mobile,
        identifiers.post_number,
        identifiers.telephone,
        identifiers.postcode,
    ):
        assert isinstance(check(text), str)


@pytest.mark.parametrize("sound", ["210000", "２１００００", " 210 000 "])
def test_a_postcode_has_six_digits(sound):
    assert identifiers.postcode(sound) == ""


@pytest.mark.parametrize("short", ["21000", "2100001", "21000a"])
def test_a_postcode_of_another_length_is_doubted(short):
    assert identifiers.postcode(short) == "postcode_form"
