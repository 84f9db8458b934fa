"""Is every classification mark seen? And nothing else taken for one."""

from pathlib import Path

import pytest

from clerkdesk.errors import UserError
from clerkdesk.publications import marks, reading
from clerkdesk.publications.marks import MarkKind
from clerkdesk.publications.readers.parts import Aside, Place
from clerkdesk.publications.reading import Reading

SHARED = Path(__file__).resolve().parents[3] / "shared"
LONG = "为做好有关工作，现将有关事项通知如下，请认真贯彻执行。\n" * 8


def levels(found: Reading) -> list[str]:
    return [mark.level for mark in marks.find(found) if mark.refuses]


@pytest.mark.parametrize(
    ("written", "level"),
    [
        ("绝密★", "绝密"), ("机密★10年", "机密"), ("秘密☆", "秘密"), ("秘密*", "秘密"), ("机密*5年", "机密"),
        ("机 密 ★ 10年", "机密"), ("秘　密　★　1年", "秘密"), ("绝密＊长期", "绝密"), ("机密★6个月", "机密"),
        ("絕密★三十年", "绝密"), ("機密★", "机密"), ("机\u200b密★", "机密"), ("机密\t★20年", "机密"),
        ("秘密⭐五年", "秘密"), ("国家秘密★10年", "秘密"), ("000001  机密★10年  特急", "机密"), ("\u202e密机\u202c 机密★", "机密"),
    ],
)  # fmt: skip
def test_a_level_with_a_star_is_a_mark_wherever_it_stands(written, level):
    assert levels(reading.of_text(LONG + "附件如下，" + written + "，请注意。\n" + LONG)) == [level]
    assert levels(reading.of_text(written + "\n" + LONG)) == [level]


@pytest.mark.parametrize(
    "written", ["机密", "【秘密】", "秘 密", "密级：绝密", "密级\t机密", "000123 机密 特急", "机密 10年", "（绝密）", "★机密", "**秘密**", "機密"]
)  # fmt: skip
def test_a_level_alone_is_a_mark_in_the_first_five_lines_and_only_there(written):
    assert len(levels(reading.of_text("昆山市人民政府文件\n\n" + written + "\n" + LONG))) == 1
    assert levels(reading.of_text(LONG + written)) == []


def test_a_level_alone_in_a_page_header_or_watermark_is_a_mark():
    found = reading.of_text(LONG)
    marked = Reading(**{**vars(found), "headers": ("昆山市人民政府", "机密")})
    (mark,) = marks.find(marked)
    assert (mark.level, mark.where, mark.line) == ("机密", "页眉", None)


@pytest.mark.parametrize("place", list(Place))
def test_a_star_is_seen_in_every_hiding_place(place):
    found = Reading(**{**vars(reading.of_text(LONG)), "asides": (Aside(place, "原件 机密★10年"),)})
    assert levels(found) == ["机密"]


@pytest.mark.parametrize(
    "text",
    ["国家秘密", "商业秘密", "国家秘密*", "商业秘密* 指不为公众所知悉的信息", "关于保守国家秘密的通知", "国家秘密的密级分为绝密、机密、秘密三级。",
     "机密文件", "分为**机密**和**秘密**两级", "★ 关于保密工作", "秘密事项一览表", "绝密级国家秘密是最重要的国家秘密"],
)  # fmt: skip
def test_running_text_about_secrets_is_no_mark(text):
    assert levels(reading.of_text(text + "\n" + LONG)) == []
    assert levels(reading.of_text(LONG + text)) == []


@pytest.mark.parametrize("folder", ["seeds", "laws"])
def test_every_statute_and_every_seed_is_accepted(folder):
    if not (SHARED / folder).is_dir():
        pytest.skip("the real papers are not beside this checkout")
    for path in (SHARED / folder).iterdir():
        found = reading.read(path.read_bytes(), path.name)
        assert marks.find(found) == (), path.name
        marks.refuse_if_marked(found)


@pytest.mark.parametrize(
    "text", ["内部文件", "内部资料 注意保存", "【内部资料】", "（内部使用，请勿外传）"]
)
def test_internal_papers_ask_and_are_not_refused(text):
    found = reading.of_text(text + "\n" + LONG)
    assert [mark.kind for mark in marks.find(found)] == [MarkKind.ASKS]
    marks.refuse_if_marked(found)


def test_talk_about_internal_papers_does_not_even_ask():
    assert (
        marks.find(
            reading.of_text(
                LONG + "各单位应当妥善管理内部文件和内部资料，并且定期清理，明确责任到人。"
            )
        )
        == ()
    )


def test_the_refusal_names_place_and_mark_and_none_of_the_content():
    found = reading.of_text("绝密★\n某次行动的地点是东山\n", "行动<b>&.txt")
    with pytest.raises(UserError) as refusal:
        marks.refuse_if_marked(found)
    sentence = str(refusal.value)
    assert refusal.value.code == "reading.marked"
    assert "行动<b>&.txt" in sentence
    assert "正文第1行" in sentence
    assert "东山" not in sentence + repr(refusal.value)


def test_marks_in_the_old_formats_are_glimpsed():
    ole = (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        + bytes(505)
        + "机密★10年".encode("utf-16-le")
        + bytes(99)
    )
    assert levels(reading.read(ole, "旧.doc")) == ["机密"]
    rtf = rb"{\rtf1\ansi " + b"".join(b"\\'%02x" % c for c in "秘密★".encode("gb18030")) + b"}"
    assert levels(reading.read(rtf, "旧.rtf")) == ["秘密"]
