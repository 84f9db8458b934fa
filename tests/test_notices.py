"""Notices on days off, read as they are issued: nothing guessed, nothing silently dropped."""

from datetime import date, timedelta

import pytest

from clerkdesk.calendar import WorkCalendar
from clerkdesk.errors import UserError
from clerkdesk.notices import parse

OFFICIAL = WorkCalendar.official()

HEAD = """国务院办公厅关于{year}年
部分节假日安排的通知
{number}

各省、自治区、直辖市人民政府，国务院各部委、各直属机构：
　　经国务院批准，现将{year}年元旦、春节、清明节、劳动节、端午节、中秋节和国庆节放假调休日期的具体安排通知如下。
"""
TAIL = """
　　节假日期间，各地区、各部门要妥善安排好值班和安全、保卫、疫情防控等工作，遇有重大突发事件，要按规定及时报告并妥善处置，确保人民群众祥和平安度过节日假期。
　　　　　　　　　　　　国务院办公厅
　　　　　　　　　　　　{issued}
"""

# the items of each year in the wording of its time
ITEMS = {
    2008: """一、元旦：2007年12月30日—2008年1月1日放假，共3天。其中，1月1日（星期二）为法定节假日，12月30日（星期日）为公休日，12月29日（星期六）公休日调至12月31日（星期一），12月29日（星期六）上班。
二、春节：2月6日—12日（农历除夕至正月初六）放假，共7天。其中，2月6日（除夕）、2月7日（春节）、2月8日（正月初二）为法定节假日，2月9日（星期六）、2月10日（星期日）照常公休，2月2日（星期六）、2月3日（星期日）两个公休日调至2月11日（星期一）、2月12日（星期二），2月2日（星期六）、2月3日（星期日）上班。
三、清明节：4月4日—6日放假，共3天。其中，4月4日（清明节）为法定节假日，4月5日（星期六）、4月6日（星期日）照常公休。
四、“五一”国际劳动节：5月1日—3日放假，共3天。其中，5月1日为法定节假日，5月3日（星期六）为公休日，5月4日（星期日）公休日调至5月2日（星期五），5月4日（星期日）上班。
五、端午节：6月7日—9日放假，共3天。其中，6月7日（星期六）照常公休，6月8日（农历五月初五，端午节）为法定节假日，6月8日（星期日）公休日调至6月9日（星期一）。
六、中秋节：9月13日—15日放假，共3天。其中，9月13日（星期六）为公休日，9月14日（农历八月十五，中秋节）为法定节假日，9月14日（星期日）公休日调至9月15日（星期一）。
七、国庆节：9月29日—10月5日放假，共7天。其中，10月1日、2日、3日为法定节假日，9月27日（星期六）、9月28日（星期日）两个公休日调至9月29日（星期一）、9月30日（星期二），9月27日（星期六）、9月28日（星期日）上班。""",
    2014: """一、元旦：1月1日放假1天。
二、春节：1月31日至2月6日放假调休，共7天。1月26日（星期日）、2月8日（星期六）上班。
三、清明节：4月5日放假，4月7日（星期一）补休。
四、劳动节：5月1日至3日放假调休，共3天。5月4日（星期日）上班。
五、端午节：6月2日放假，与周末连休。
六、中秋节：9月8日放假，与周末连休。
七、国庆节：10月1日至7日放假调休，共7天。9月28日（星期日）、10月11日（星期六）上班。""",
    2016: """一、元旦：1月1日放假，与周末连休。
二、春节：2月7日至13日放假调休，共7天。2月6日（星期六）、2月14日（星期日）上班。
三、清明节：4月4日放假，与周末连休。
四、劳动节：5月1日放假，5月2日（星期一）补休。
五、端午节：6月9日至11日放假调休，共3天。6月12日（星期日）上班。
六、中秋节：9月15日至17日放假调休，共3天。9月18日（星期日）上班。
七、国庆节：10月1日至7日放假调休，共7天。10月8日（星期六）、10月9日（星期日）上班。""",
    2020: """一、元旦：2020年1月1日放假，共1天。
二、春节：1月24日至30日放假调休，共7天。1月19日（星期日）、2月1日（星期六）上班。
三、清明节：4月4日至6日放假调休，共3天。
四、劳动节：5月1日至5日放假调休，共5天。4月26日（星期日）、5月9日（星期六）上班。
五、端午节：6月25日至27日放假调休，共3天。6月28日（星期日）上班。
六、国庆节、中秋节：10月1日至8日放假调休，共8天。9月27日（星期日）、10月10日（星期六）上班。""",
    2022: """一、元旦：2022年1月1日至3日放假，共3天。
二、春节：1月31日至2月6日放假调休，共7天。1月29日（星期六）、1月30日（星期日）上班。
三、清明节：4月3日至5日放假调休，共3天。4月2日（星期六）上班。
四、劳动节：4月30日至5月4日放假调休，共5天。4月24日（星期日）、5月7日（星期六）上班。
五、端午节：6月3日至5日放假，共3天。
六、中秋节：9月10日至12日放假，共3天。
七、国庆节：10月1日至7日放假调休，共7天。10月8日（星期六）、10月9日（星期日）上班。""",
    2023: """一、元旦：2022年12月31日至2023年1月2日放假调休，共3天。
二、春节：1月21日至27日放假调休，共7天。1月28日（星期六）、1月29日（星期日）上班。
三、清明节：4月5日放假，共1天。
四、劳动节：4月29日至5月3日放假调休，共5天。4月23日（星期日）、5月6日（星期六）上班。
五、端午节：6月22日至24日放假调休，共3天。6月25日（星期日）上班。
六、中秋节、国庆节：9月29日至10月6日放假调休，共8天。10月7日（星期六）、10月8日（星期日）上班。""",
    2024: """一、元旦：1月1日放假，与周末连休。
二、春节：2月10日至17日放假调休，共8天。2月4日（星期日）、2月18日（星期日）上班。鼓励各单位结合带薪年休假等制度落实，安排职工在除夕（2月9日）休息。
三、清明节：4月4日至6日放假调休，共3天。4月7日（星期日）上班。
四、劳动节：5月1日至5日放假调休，共5天。4月28日（星期日）、5月11日（星期六）上班。
五、端午节：6月10日放假，与周末连休。
六、中秋节：9月15日至17日放假调休，共3天。9月14日（星期六）上班。
七、国庆节：10月1日至7日放假调休，共7天。9月29日（星期日）、10月12日（星期六）上班。""",
    2025: """一、元旦：1月1日（周三）放假1天，不调休。
二、春节：1月28日（农历除夕、周二）至2月4日（农历正月初七、周二）放假调休，共8天。1月26日（周日）、2月8日（周六）上班。
三、清明节：4月4日（周五）至6日（周日）放假，共3天。
四、劳动节：5月1日（周四）至5日（周一）放假调休，共5天。4月27日（周日）上班。
五、端午节：5月31日（周六）至6月2日（周一）放假，共3天。
六、国庆节、中秋节：10月1日（周三）至8日（周三）放假调休，共8天。9月28日（周日）、10月11日（周六）上班。""",
    2026: """一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。
二、春节：2月15日（农历腊月二十八、周日）至23日（农历正月初七、周一）放假调休，共9天。2月14日（周六）、2月28日（周六）上班。
三、清明节：4月4日（周六）至6日（周一）放假，共3天。
四、劳动节：5月1日（周五）至5日（周二）放假调休，共5天。5月9日（周六）上班。
五、端午节：6月19日（周五）至21日（周日）放假，共3天。
六、中秋节：9月25日（周五）至27日（周日）放假，共3天。
七、国庆节：10月1日（周四）至7日（周三）放假调休，共7天。9月20日（周日）、10月10日（周六）上班。""",
}
# invented: the notice for 2027 was not issued when this was written
INVENTED = """一、元旦：2026年12月31日（周四）至2027年1月2日（周六）放假调休，共3天。1月3日（周日）上班。
二、春节：2月5日（农历腊月二十九、周五）至13日（周六）放假调休，共9天。2月14日（周日）、2月20日（周六）上班。
三、清明节：4月5日（周一）放假，与周末连休。
四、劳动节：5月1日（周六）至5日（周三）放假调休，共5天。4月25日（周日）、5月8日（周六）上班。
五、端午节：6月9日（周三）放假1天，不调休。
六、中秋节：9月15日（周三）放假1天，不调休。
七、国庆节：10月1日（周五）至7日（周四）放假调休，共7天。9月26日（周日）、10月9日（周六）上班。"""


def whole(year: int, items: str, number="国办发明电〔2025〕7号", issued="2025年11月4日") -> str:
    return HEAD.format(year=year, number=number) + items + TAIL.format(issued=issued)


@pytest.mark.parametrize("year", ITEMS)
def test_a_years_notice_says_what_the_package_says(year):
    notice = parse(whole(year, ITEMS[year]))
    office = OFFICIAL.with_notice(notice)
    different = {
        day
        for day in office.changes(OFFICIAL)
        if office.is_workday(day) != OFFICIAL.is_workday(day)
    }
    prolonged_later = {date(2020, 1, 31), date(2020, 2, 1)} if year == 2020 else set()

    assert different == prolonged_later
    assert notice.year == year
    assert [str(one) for one in notice.doubts] == []


def test_number_day_of_issue_and_year_are_read_from_the_page():
    notice = parse(whole(2026, ITEMS[2026]))

    assert notice.year == 2026
    assert notice.number == "国办发明电〔2025〕7号"
    assert notice.issued_on == date(2025, 11, 4)
    assert not notice.amends
    assert notice.not_understood == ()


def test_the_days_of_2026_are_named_one_by_one():
    notice = parse(whole(2026, ITEMS[2026]))

    assert notice.days_off[date(2026, 2, 15)] == "春节"
    assert notice.days_off[date(2026, 2, 23)] == "春节"
    assert len(notice.days_off) == 3 + 9 + 3 + 5 + 3 + 3 + 7
    assert list(notice.makeup_days.items()) == [
        (date(2026, 1, 4), "元旦"),
        (date(2026, 2, 14), "春节"),
        (date(2026, 2, 28), "春节"),
        (date(2026, 5, 9), "劳动节"),
        (date(2026, 9, 20), "国庆节"),
        (date(2026, 10, 10), "国庆节"),
    ]


def test_an_invented_2027_moves_the_horizon_and_the_december_before():
    notice = parse(whole(2027, INVENTED, "国办发明电〔2026〕6号", "2026年11月3日"))
    office = OFFICIAL.with_notice(notice)

    assert notice.doubts == ()
    assert office.horizon == date(2027, 12, 28)
    assert not office.is_workday(date(2026, 12, 31))
    assert office.is_workday(date(2027, 1, 3))
    assert {date(2027, 4, 3), date(2027, 4, 4), date(2027, 4, 5)} <= set(notice.days_off)
    assert office.provenance(2027).source == "国办发明电〔2026〕6号"
    assert office.provenance(2027).issued_on == date(2026, 11, 3)


def test_one_break_for_two_festivals_bears_both_names():
    assert parse(whole(2025, ITEMS[2025])).days_off[date(2025, 10, 8)] == "国庆节、中秋节"


def test_the_parade_of_2015_is_an_amendment():
    notice = parse(
        """国务院关于中国人民抗日战争暨世界反法西斯战争胜利70周年纪念日调休放假的通知
国发明电〔2015〕1号
各省、自治区、直辖市人民政府，国务院各部委、各直属机构：
2015年是中国人民抗日战争暨世界反法西斯战争胜利70周年。为使全国人民广泛参与中央及各地区各部门举行的纪念活动，2015年9月3日全国放假1天。为方便公众安排假日期间生产生活，特作如下调休：9月3日至5日调休放假，共3天。其中9月3日（星期四）放假，9月4日（星期五）调休，9月6日（星期日）上班。
国务院
2015年5月13日"""
    )

    assert notice.amends
    assert notice.year == 2015
    assert notice.issued_on == date(2015, 5, 13)
    assert list(notice.days_off) == [date(2015, 9, 3), date(2015, 9, 4), date(2015, 9, 5)]
    assert list(notice.makeup_days) == [date(2015, 9, 6)]
    assert set(notice.days_off.values()) == {"抗战胜利纪念日"}
    assert notice.doubts == ()


def test_the_later_notice_on_may_2019_amends_that_year():
    notice = parse(
        """国务院办公厅关于调整2019年劳动节假期安排的通知
国办发明电〔2019〕1号
各省、自治区、直辖市人民政府，国务院各部委、各直属机构：
经国务院批准，现将2019年劳动节假期调整安排通知如下。
2019年5月1日（星期三）至4日（星期六）放假调休，共4天。4月28日（星期日）、5月5日（星期日）上班。
各地区、各部门要提前做好值班、安全、保卫等工作。
国务院办公厅
2019年3月22日"""
    )
    office = OFFICIAL.with_notice(notice)

    assert notice.amends
    assert set(notice.days_off.values()) == {"劳动节"}
    assert office.changes(OFFICIAL) == ()
    assert notice.not_understood == ()


def test_full_width_digits_spaces_and_line_breaks_do_not_matter():
    text = (
        "七、国庆节：１０月 １日（周四）至\n ７日（周三）放假调休，共７天。９月２０日（周日）上班。"
    )
    notice = parse(text, 2026)

    assert len(notice.days_off) == 7
    assert list(notice.makeup_days) == [date(2026, 9, 20)]


@pytest.mark.parametrize("dash", ["至", "到", "-", "－", "—", "–", "~", "～"])
def test_a_range_may_be_written_with_any_dash(dash):
    notice = parse(f"清明节：4月4日{dash}6日放假，共3天。", 2026)

    assert list(notice.days_off) == [date(2026, 4, 4) + timedelta(days=n) for n in range(3)]


def test_items_without_colon_or_numbering_are_items_too():
    notice = parse("元旦1月1日至3日放假。春节 2月15日至23日放假。（三）清明节：4月4日放假。", 2026)

    assert notice.days_off[date(2026, 1, 3)] == "元旦"
    assert notice.days_off[date(2026, 2, 23)] == "春节"
    assert notice.days_off[date(2026, 4, 4)] == "清明节"


def test_december_under_new_year_is_the_year_before():
    notice = parse("元旦：12月30日至1月1日放假调休，共3天。12月29日（周六）上班。", 2019)

    assert list(notice.days_off) == [date(2018, 12, 30), date(2018, 12, 31), date(2019, 1, 1)]
    assert list(notice.makeup_days) == [date(2018, 12, 29)]


def test_encouragement_gives_nobody_a_day_off_and_is_shown():
    notice = parse(whole(2024, ITEMS[2024]))

    assert date(2024, 2, 9) not in notice.days_off
    assert len(notice.not_understood) == 1
    assert "除夕（2月9日）" in notice.not_understood[0]


def test_what_no_rule_fits_is_handed_back_as_pasted():
    notice = parse("元旦：1月1日放假。1月5日各单位自行安排。图书馆照常开放。", 2026)

    assert notice.not_understood == ("1月5日各单位自行安排", "图书馆照常开放")
    assert list(notice.days_off) == [date(2026, 1, 1)]


def test_as_usual_from_a_day_on_is_no_make_up_day():
    notice = parse("春节：1月31日至2月2日放假，2月3日（星期一）起正常上班。", 2020)

    assert notice.makeup_days == {}
    assert list(notice.days_off)[-1] == date(2020, 2, 2)


def test_a_break_prolonged_without_its_first_day_is_not_guessed():
    with pytest.raises(UserError) as fault:
        parse("延长2020年春节假期至2月2日（农历正月初九，星期日），2月3日起正常上班。")

    assert fault.value.code == "calendar.not_a_notice"
    assert "1月31日至2月2日" in str(fault.value)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("元旦：1月1日至3日放假，共5天。", "count_differs"),
        ("元旦：1月1日（周五）放假。", "weekday_differs"),
        ("元旦：1月1日放假。1月5日上班。", "makeup_on_weekday"),
        ("元旦：1月1日至4日放假。1月4日上班。", "off_and_worked"),
        ("元旦：1月1日放假。春节：2月30日放假。", "no_such_day"),
        ("元旦：1月1日放假。春节：2月15日至9日放假。", "no_such_range"),
    ],
)
def test_what_does_not_add_up_is_doubted_in_a_sentence(text, code):
    notice = parse(text, 2026)

    assert [one.code for one in notice.doubts] == [f"calendar.{code}"]
    assert str(notice.doubts[0]).endswith("。")


def test_a_whole_years_notice_that_lacks_a_festival_is_doubted():
    text = whole(2026, "\n".join(ITEMS[2026].splitlines()[:-1]))

    assert "国庆节" in str(parse(text).doubts[0])


def test_the_year_is_asked_for_where_the_page_does_not_say_it():
    with pytest.raises(UserError) as fault:
        parse("元旦：1月1日放假。")

    assert fault.value.code == "calendar.no_year"
    assert fault.value.field == "year"


def test_a_year_that_differs_from_the_heading_is_doubted():
    notice = parse(whole(2026, ITEMS[2026]), 2027)

    assert "calendar.other_year" in {one.code for one in notice.doubts}


@pytest.mark.parametrize(
    "text", ["", "关于2026年部分节假日安排的通知", "2026年元旦晚会。" * 3, "年" * 5000]
)
def test_a_text_that_orders_nothing_is_refused(text):
    with pytest.raises(UserError):
        parse(text, 2026)
