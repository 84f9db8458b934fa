"""Are title, number, organ, date and copies read right? And nothing guessed."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clerkdesk.publications import heading, layout, reading
from clerkdesk.publications.heading import Heading
from clerkdesk.publications.layout import Certainty

SEEDS = Path(__file__).resolve().parents[3] / "shared" / "seeds"


def parse(text: str) -> Heading:
    return heading.parse(reading.of_text(text))


def value(found):
    return found.value if found else None


def copies(found: Heading) -> list[str]:
    return [one.value for one in found.cc]


def seed(number: int) -> Heading:
    if not SEEDS.is_dir():
        pytest.skip("the five real papers are not beside this checkout")
    (path,) = SEEDS.glob(f"{number:03d}_*.txt")
    return heading.parse(reading.read(path.read_bytes(), path.name))


KUNSHAN_COPIES = [
    "市委办公室", "市人大常委会办公室", "市政协办公室", "市委各部门",
    "市法院", "市检察院", "市各民主党派", "各群众团体",
]  # fmt: skip


def test_seed_0_is_read_in_full():
    found = seed(0)
    assert value(found.title) == "市政府办公室关于印发2015年昆山市政府信息公开工作要点的通知"
    assert value(found.document_number) == "昆政办发〔2015〕17号"
    assert value(found.organ) == value(found.signature) == "昆山市人民政府办公室"
    assert value(found.formed_on) == date(2015, 2, 12)
    assert copies(found) == KUNSHAN_COPIES
    assert value(found.addressee).startswith("昆山开发区、昆山高新区")
    assert value(found.addressee).endswith("各直属单位")
    assert (found.title.line, found.document_number.line, found.formed_on.line) == (8, 3, 16)
    assert {found.title.certainty, found.organ.certainty, found.formed_on.certainty} == {
        Certainty.SURE
    }
    assert found.printed_on is None


def test_seed_1_has_no_title_and_its_imprint_is_not_its_date():
    found = seed(1)
    assert found.title is None
    assert found.document_number is None
    assert value(found.organ) == "常州市武进区人民政府"
    assert value(found.formed_on) == date(2015, 3, 18)
    assert value(found.printed_on) == date(2015, 3, 20)
    assert copies(found) == [
        "常州供电公司", "区委各部委办", "区人大常委会办公室", "区政协办公室",
        "区法院", "区检察院", "区人武部", "区各人民团体",
    ]  # fmt: skip


def test_seed_2_takes_its_organ_from_the_signature():
    found = seed(2)
    assert value(found.title) == "市政府办公室关于印发昆山市2018年政务公开工作要点实施方案的通知"
    assert value(found.document_number) == "昆政办发〔2018〕152号"
    assert value(found.organ) == "昆山市人民政府办公室"
    assert value(found.formed_on) == date(2018, 8, 2)
    assert value(found.annotation) == "此件公开发布"
    assert copies(found) == KUNSHAN_COPIES


def test_seed_3_has_none_of_it_and_nothing_is_guessed():
    assert seed(3) == Heading()


def test_seed_4_has_a_title_that_is_only_likely():
    found = seed(4)
    assert value(found.title) == "2014年政府信息公开工作要点分解细化方案"
    assert found.title.certainty is Certainty.LIKELY
    assert found == Heading(title=found.title)


def test_the_number_of_a_decision_quoted_in_the_body_is_not_the_papers_own():
    found = parse(
        "关于做好防汛工作的通知\n各镇人民政府：\n根据要求（昆政发〔2014〕3号）\n昆政发〔2014〕4号\n执行。"
    )
    assert value(found.title) == "关于做好防汛工作的通知"
    assert found.document_number is None


@pytest.mark.parametrize(
    "shown",
    ["昆政发〔2015〕17号", "昆政发[2015]17号", "昆政发【2015】17号", "昆政发(2015)17号", "昆政发（2015）17号",
     "昆政发［2015］17号", "昆政发 〔 ２０１５ 〕 17 号", "昆 政 发〔2015〕17号", "昆政发﹝2015﹞17号", "昆政发〔2015年〕17号"],
)  # fmt: skip
def test_every_bracket_of_the_wild_becomes_the_standards_but_is_shown_as_found(shown):
    found = parse(f"{shown}\n关于某事的通知\n各单位：\n正文。").document_number
    assert found.value == "昆政发〔2015〕17号"
    assert found.text == layout.visible(shown).strip()


@pytest.mark.parametrize(
    "number", ["昆政发〔2015〕第17号", "昆政发〔2015〕017号", "昆政发〔2015〕17-1号"]
)
def test_a_number_is_never_corrected_beyond_its_brackets(number):
    assert value(parse(f"{number}\n关于某事的通知\n各单位：\n正文。").document_number) == number


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2015年2月12日", date(2015, 2, 12)),
        ("２０１５年２月１２日", date(2015, 2, 12)),
        ("2015 年 2 月 12 日", date(2015, 2, 12)),
        ("二〇一五年二月十二日", date(2015, 2, 12)),
        ("二○一五年十月三十一日", date(2015, 10, 31)),
        ("二零二零年二月二十九日", date(2020, 2, 29)),
        ("二Ｏ一九年十二月十日", date(2019, 12, 10)),
        ("2015年2月30日", None),
    ],
)
def test_days_are_read_in_arabic_and_in_chinese_figures(written, day):
    found = parse(f"关于某事的通知\n各单位：\n正文。\n昆山市财政局\n{written}")
    assert value(found.formed_on) == day


def test_a_joint_issue_has_two_organs_in_their_order():
    found = parse(
        "昆山市财政局\n昆山市教育局\t文件\n\n昆财教〔2021〕8号\n\n关于下达补助资金的通知\n\n各学校：\n"
        "  现将资金下达给你们。\n\n昆山市财政局    昆山市教育局\n2021年6月7日\n"
    )
    assert found.organs == ("昆山市财政局", "昆山市教育局")
    assert found.organ.certainty is Certainty.SURE
    assert value(found.document_number) == "昆财教〔2021〕8号"


def test_joint_organs_may_sign_below_each_other():
    found = parse(
        "关于开展检查的通知\n各镇：\n正文。\n昆山市公安局\n昆山市城市管理局\n二〇二二年三月一日\n"
    )
    assert found.organs == ("昆山市公安局", "昆山市城市管理局")


def test_a_letter_has_its_organ_above_and_its_number_at_the_right():
    found = parse(
        "昆山市自然资源和规划局\n                         昆自然资规函〔2023〕45号\n\n"
        "关于征求某地块规划意见的函\n\n昆山市住房和城乡建设局：\n  现征求意见。\n"
        "              昆山市自然资源和规划局\n              2023年5月9日\n（联系人：王某，电话：0512-57310000）"
    )
    assert value(found.organ) == "昆山市自然资源和规划局"
    assert value(found.document_number) == "昆自然资规函〔2023〕45号"
    assert value(found.title) == "关于征求某地块规划意见的函"
    assert value(found.addressee) == "昆山市住房和城乡建设局"
    assert value(found.formed_on) == date(2023, 5, 9)


def test_a_decree_is_numbered_by_its_organ_and_titled_by_what_it_promulgates():
    found = parse(
        "昆山市人民政府令\n\n第12号\n\n《昆山市城市绿化管理办法》已经市政府第3次常务会议通过，现予公布。\n\n"
        "市长  张某某\n2019年7月1日\n\n昆山市城市绿化管理办法\n第一章 总则\n第一条 为了绿化。"
    )
    assert value(found.document_number) == "昆山市人民政府令第12号"
    assert found.document_number.text == "第12号"
    assert value(found.title) == "昆山市城市绿化管理办法"
    assert value(found.organ) == "昆山市人民政府"
    assert value(found.signature) == "市长 张某某"
    assert value(found.formed_on) == date(2019, 7, 1)
    assert found.formed_on.certainty is Certainty.LIKELY


def test_an_announcement_is_numbered_within_its_year():
    found = parse(
        "昆山市市场监督管理局公告\n2024年第3号\n关于食品抽检情况的公告\n\n"
        "根据食品安全法，公布如下。\n昆山市市场监督管理局\n2024年1月5日"
    )
    assert value(found.document_number) == "昆山市市场监督管理局公告2024年第3号"
    assert value(found.title) == "关于食品抽检情况的公告"


def test_an_upward_report_names_who_signed_it_off():
    found = parse(
        "000012\n特急\n昆山市水务局文件\n昆水〔2020〕31号      签发人：李某某\n\n"
        "昆山市水务局关于汛情的报告\n市政府：\n  现报告如下。\n昆山市水务局\n2020年7月20日"
    )
    assert value(found.document_number) == "昆水〔2020〕31号"
    assert value(found.signer) == "李某某"
    assert value(found.title) == "昆山市水务局关于汛情的报告"
    assert value(found.addressee) == "市政府"


def test_a_web_pages_labels_are_believed():
    found = parse(
        "索 引 号：014224838/2020-00017\t分类：财政\n发布机构：昆山市财政局\t成文日期：2020年5月6日\n"
        "标题：关于公开预算的通知\n文号：昆财〔2020〕9号\n\n关于公开预算的通知\n各单位：\n正文。"
    )
    assert value(found.index_number) == "014224838/2020-00017"
    assert value(found.organ) == "昆山市财政局"
    assert value(found.formed_on) == date(2020, 5, 6)
    assert value(found.document_number) == "昆财〔2020〕9号"
    assert value(found.title) == "关于公开预算的通知"


def test_labels_in_the_cells_of_a_table_are_believed_too():
    found = parse(
        "索引号\t01422/2020-1\t文号\t昆财〔2020〕9号\n名称\t关于公开预算的通知\t\t\n各单位：\n正文。"
    )
    assert value(found.index_number) == "01422/2020-1"
    assert value(found.document_number) == "昆财〔2020〕9号"
    assert value(found.title) == "关于公开预算的通知"


def test_the_annexes_dates_and_organs_come_too_late():
    found = parse(
        "昆教发〔2022〕5号\n关于印发招生方案的通知\n各学校：\n  现印发给你们。\n\n  附件：1.招生方案\n        2.时间表\n\n"
        "昆山市教育局\n2022年4月1日\n\n附件1\n招生方案\n昆山市实验小学\n2022年9月1日\n"
    )
    assert value(found.formed_on) == date(2022, 4, 1)
    assert value(found.organ) == "昆山市教育局"


def test_a_title_of_three_lines_with_spaced_out_characters():
    found = parse(
        "昆 山 市 人 民 政 府 文 件\n昆政发〔2016〕1号\n\n市政府关于印发昆山市\n国民经济和社会发展第十三个五年\n规划纲要的通知\n\n"
        "各区镇，\n各部门：\n正文。\n昆山市人民政府\n2016年1月8日"
    )
    assert value(found.title) == (
        "市政府关于印发昆山市国民经济和社会发展第十三个五年规划纲要的通知"
    )
    assert found.title.text.count("\n") == 2
    assert value(found.organ) == "昆山市人民政府"
    assert value(found.addressee) == "各区镇，各部门"


def test_addressees_moved_to_the_imprint_and_copies_across_lines():
    found = parse(
        "关于调整机构的通知\n\n正文从这里开始，没有主送机关。\n昆山市人民政府\n2017年3月3日\n"
        "主送：各镇人民政府，各部门。\n抄　送：市委办公室，市人大常委会\n      办公室。\n昆山市人民政府办公室    2017年3月4日印发"
    )
    assert value(found.addressee) == "各镇人民政府、各部门"
    assert copies(found) == ["市委办公室", "市人大常委会办公室"]
    assert value(found.formed_on) == date(2017, 3, 3)
    assert value(found.printed_on) == date(2017, 3, 4)


def test_only_an_imprints_date_is_no_date_of_signing():
    found = parse("关于某事的通知\n各单位：\n正文。\n昆山市人民政府办公室  2017年3月4日印发")
    assert found.formed_on is None
    assert value(found.printed_on) == date(2017, 3, 4)


def test_copies_without_commas_are_split_at_enumeration_commas():
    assert copies(parse("正文。\n抄送：市委、市人大、市政协。")) == ["市委", "市人大", "市政协"]


def test_minutes_bear_their_date_under_the_title():
    found = parse("市政府常务会议纪要\n2020年3月5日\n\n会议议定以下事项。\n一、同意。")
    assert value(found.title) == "市政府常务会议纪要"
    assert value(found.formed_on) == date(2020, 3, 5)
    assert found.formed_on.certainty is Certainty.LIKELY


def test_direction_marks_and_rare_characters_survive_in_a_title():
    found = parse("\u202e昆政发〔2015〕17号\u202c\n关于表彰𠮷某<b>&的通知\n各单位：\n正文。")
    assert value(found.document_number) == "昆政发〔2015〕17号"
    assert value(found.title) == "关于表彰𠮷某<b>&的通知"


@pytest.mark.parametrize(
    "text", ["", "\n\n", "：", "号", "文件", "年月日", "抄送：", "（）", "令\n第1号", "\t\t\n\t"]
)
def test_scraps_are_survived(text):
    assert isinstance(parse(text), Heading)


WORDS = ["文件", "昆山市财政局", "昆政发〔2015〕17号", "关于", "的通知", "：", "\n", "2015年2月30日", "抄送：", "，", "。", " ", "\t", "第1号", "令", "印发", "（", "〔", "附件", "一、", "𠮷", "\u202e"]  # fmt: skip


@given(st.lists(st.sampled_from(WORDS), max_size=40).map("".join) | st.text(max_size=200))
def test_no_text_whatever_breaks_it(text):
    found = parse(text)
    for one in (found.title, found.document_number, found.organ):
        assert one is None or 1 <= one.line <= text.count("\n") + text.count("\r") + 9999
        assert one is None or one.value


@pytest.mark.parametrize("said", ["内部文件", "内部资料　注意保存", "【内部使用】"])
def test_a_paper_that_says_it_is_internal_names_no_organ_by_that(said):
    found = parse(f"{said}\n关于会议安排的通知\n各科室：\n请准时参加。\n")
    assert found.organ is None
    assert found.title.value == "关于会议安排的通知"
