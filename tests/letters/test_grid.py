"""Do lines end where the rules of Chinese typesetting let them?"""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clerkdesk.errors import UserError
from clerkdesk.letters import grid

NEVER_FIRST = "。，、；：？！）」』】》〉〕”’…"
NEVER_LAST = "（「『【《〈〔“‘"
PROSE = st.text(
    alphabet=st.sampled_from("政府信息公开条例申请答复" + NEVER_FIRST + NEVER_LAST + "—123aZ. "),
    max_size=300,
)


def cells(cluster):
    return 0.5 if grid.is_narrow(cluster) else 1.0


def broken(text, **room):
    return [line.text for line in grid.break_lines(text, cells, **room)]


def test_a_line_holds_28_characters():
    assert [len(line) for line in broken("政" * 70)] == [28, 28, 14]


def test_the_first_line_leaves_room_for_its_indent():
    assert [len(line) for line in broken("政" * 60, first=26)] == [26, 28, 6]


@pytest.mark.parametrize("mark", NEVER_FIRST)
def test_no_closing_mark_begins_a_line(mark):
    assert broken("政" * 28 + mark + "府") == ["政" * 27, "政" + mark + "府"]


@pytest.mark.parametrize("mark", NEVER_LAST)
def test_no_opening_mark_ends_a_line(mark):
    assert broken("政" * 27 + mark + "府" * 3) == ["政" * 27, mark + "府" * 3]


@pytest.mark.parametrize("mark", ["——", "……"])
def test_a_dash_and_an_ellipsis_stay_whole(mark):
    for before in range(24, 30):
        lines = broken("政" * before + mark + "府" * 10)
        assert sum(mark in line for line in lines) == 1
        assert all(line.strip("政府") in ("", mark) for line in lines)


def test_several_closing_marks_take_their_character_along():
    assert broken("政" * 27 + "府》”。") == ["政" * 27, "府》”。"]


@pytest.mark.parametrize("word", ["2026", "13.50", "2026-11-21", "PySide", "a@b.cn", "95%"])
def test_numbers_and_words_are_not_cut(word):
    for before in range(20, 29):
        lines = broken("政" * before + word + "府" * 20)
        assert sum(word in line for line in lines) == 1


def test_an_address_longer_than_a_line_is_cut_at_its_own_signs_first():
    address = "https://www.example.gov.cn/col/col1229618/art/2026/art_0123456789abcdef.html"
    lines = broken("详见" + address)
    assert "".join(lines) == "详见" + address
    assert lines[0].endswith("/")


def test_ten_thousand_letters_without_a_space_are_cut_where_the_line_is_full():
    lines = broken("a" * 10_000)
    assert [len(line) for line in lines[:-1]] == [56] * 178
    assert len(lines[-1]) == 32


def test_ten_thousand_closing_marks_still_make_lines():
    assert "".join(broken("。" * 10_000)) == "。" * 10_000


def test_a_line_ended_early_fills_its_room():
    first = grid.break_lines("政" * 28 + "。", cells)[0]
    assert first.placed[0].x == 0
    assert first.placed[-1].x + first.placed[-1].width == pytest.approx(28)


def test_a_full_line_stands_in_its_cells():
    line = grid.break_lines("政府信息" * 10, cells)[0]
    assert [one.x for one in line.placed] == list(range(28))


def test_figures_stand_in_half_cells():
    line = grid.break_lines("于2026年", cells)[0]
    assert [one.x for one in line.placed] == [0, 1, 1.5, 2, 2.5, 3]


def test_the_gaps_inside_a_number_are_never_spread():
    line = grid.break_lines("政" * 13 + "2026" + "府" * 13 + "。", cells)[0]
    xs = [one.x for one in line.placed if one.text in "2026"]
    assert [b - a for a, b in pairwise(xs)] == [pytest.approx(0.5)] * 3


def test_proportional_letters_give_back_the_grid():
    line = grid.break_lines("政ilW府", lambda c: {"i": 0.27, "l": 0.28, "W": 1.05}.get(c, 1.0))[0]
    assert line.placed[-1].x == 3.0


def test_only_the_last_line_ends_the_paragraph():
    assert [line.ends_paragraph for line in grid.break_lines("政" * 60, cells)] == [
        False,
        False,
        True,
    ]


def test_an_empty_paragraph_is_one_empty_line():
    assert broken("") == [""]


def test_tabs_and_line_breaks_begin_paragraphs():
    assert grid.paragraphs("一\t二\n\n三\r\n四\u2028五", field="body") == (
        "一",
        "二",
        "三",
        "四",
        "五",
    )


def test_an_indent_typed_by_hand_is_left_to_the_page():
    assert grid.paragraphs("　　一　二 　", field="body") == ("一　二",)


def test_a_name_stays_on_one_line():
    assert grid.one_line(" 张\n三\t", field="addressee") == "张 三"


def test_marks_without_ink_are_laid_aside():
    dirty = "张\u200b三\u202e丰\u200f\ufeff\x00\x1b\u2066\u00ad"
    assert grid.one_line(dirty, field="addressee") == "张三丰"


def test_markup_is_text_like_any_other():
    assert grid.paragraphs("<b>&amp;{name}", field="body") == ("<b>&amp;{name}",)


@pytest.mark.parametrize("char", ["ا", "ש", "ག", "ᠮ"])
def test_a_script_that_cells_cannot_show_is_refused_with_its_field(char):
    with pytest.raises(UserError) as refused:
        grid.paragraphs("申请人" + char, field="addressee")
    assert refused.value.code == "letters.page_shaped_script"
    assert refused.value.field == "addressee"
    assert f"U+{ord(char):04X}" in str(refused.value)


@pytest.mark.parametrize("char", ["\ufffd", chr(0xD842), "\uffff", "\U0003fffe"])
def test_a_lost_character_is_refused(char):
    with pytest.raises(UserError) as refused:
        grid.paragraphs("申请人" + char, field="addressee")
    assert refused.value.code == "letters.page_lost_character"
    assert str(refused.value).encode()


def test_a_character_keeps_its_marks():
    assert grid.clusters("e\u0301葛\U000e0100𠮷") == ["e\u0301", "葛\U000e0100", "𠮷"]


@settings(max_examples=60, deadline=None)
@given(PROSE)
def test_nothing_is_lost_and_nothing_added(text):
    assert "".join(broken(text)) == text


@settings(max_examples=60, deadline=None)
@given(PROSE)
def test_no_line_is_wider_than_its_room(text):
    for line in grid.break_lines(text, cells, first=26):
        inked = [one for one in line.placed if one.text != " "]
        if inked:
            assert inked[-1].x + inked[-1].width <= 28 + 1e-6


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            ["政府", "信息", "（公开）", "“条例”", "，", "。", "2026", "——", "《法》、"]
        ),
        min_size=1,
        max_size=120,
    )
)
def test_ordinary_prose_never_breaks_a_rule(parts):
    pieces = [b for a, b in zip(["。", *parts], parts, strict=False) if len(a) > 1 or len(b) > 1]
    lines = broken("".join(pieces), first=26)
    assert not [line for line in lines[1:] if line[0] in NEVER_FIRST + "—"]
    assert not [line for line in lines[:-1] if line[-1] in NEVER_LAST]
