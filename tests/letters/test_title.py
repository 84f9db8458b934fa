"""Are long titles cut by sense, and into a trapezoid or a diamond?"""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clerkdesk.errors import UserError
from clerkdesk.letters import grid, title

ROOM = 20


def width(text):
    return sum(0.5 if grid.is_narrow(char) else 1.0 for char in text)


def cut(text, **more):
    return list(title.lines(text, width, ROOM, **more))


def test_a_title_that_fits_is_not_cut():
    assert cut("关于延长政府信息公开申请答复期限的告知书") == [
        "关于延长政府信息公开申请答复期限的告知书"
    ]


@pytest.mark.parametrize(
    "lines",
    [
        ["关于对张三2026年11月3日提出的", "政府信息公开申请的答复"],
        ["关于印发《示例市政务信息资源", "共享管理暂行办法》的通知"],
        [
            "关于你单位申请公开2024年度",
            "市本级财政预算执行情况和其他财政收支的",
            "审计工作报告等政府信息的部分公开告知书",
        ],
    ],
)
def test_a_title_is_cut_between_words(lines):
    assert cut("".join(lines)) == lines


@pytest.mark.parametrize(
    "word", ["政府信息公开", "告知书", "人民政府", "2026年11月21日", "〔2026〕12号"]
)
def test_a_known_word_is_never_cut(word):
    for before in range(8, 22):
        assert sum(word in line for line in cut("示例" * (before // 2) + word + "事宜" * 8)) == 1


def test_a_letter_may_name_words_of_its_own():
    for before in range(12, 21):
        lines = cut("示" * before + "经济技术开发区" + "例" * 10, unbroken=("经济技术开发区",))
        assert sum("经济技术开发区" in line for line in lines) == 1


def test_no_line_begins_with_a_particle():
    for before in range(16, 24):
        assert not [line for line in cut("示" * before + "的申请和答复事项")[1:] if line[0] == "的"]


def test_a_title_that_needs_a_fourth_line_is_refused():
    with pytest.raises(UserError) as refused:
        cut("示例" * 31)
    assert refused.value.facts["count"] == 62


@settings(max_examples=60, deadline=None)
@given(
    st.text(
        alphabet=st.sampled_from("示例市关于政府信息公开的通知、和申请"), min_size=21, max_size=56
    )
)
def test_lines_fit_lose_nothing_and_have_no_waist(text):
    lines = cut(text)
    widths = [width(line) for line in lines]
    assert "".join(lines) == text
    assert 2 <= len(lines) <= 3
    assert max(widths) <= ROOM
