"""Is a number found however it was typed, copied, wrapped or tabulated? And hidden where it is?"""

from datetime import date

import pytest

from clerkdesk import identifiers, privacy
from clerkdesk.privacy.mask import mask, profiles
from clerkdesk.privacy.patterns import Kind

TODAY = date(2026, 10, 13)
BLACKOUT = profiles()["blackout"]

DISGUISES = {
    Kind.ID_NUMBER: (
        "身份证：1 1 0 1 0 5 1 9 4 9 1 2 3 1 0 0 2 X", "1　1　0　1　0　5　1　9　4　9　1　2　3　1　0　0　2　X",
        "|1|1|0|1|0|5|1|9|4|9|1|2|3|1|0|0|2|X|", "110105\t19491231\t002X", "110105,19491231,002X",
        "110105.19491231.002X", "110105_19491231_002X", "110105/19491231/002X", "110105·19491231·002X",
        "身份证号：[110105][19491231][002X]", "110105　19491231　002Х", "11010519491231002Ⅹ",
        "𝟏𝟏𝟎𝟏𝟎𝟓𝟏𝟗𝟒𝟗𝟏𝟐𝟑𝟏𝟎𝟎𝟐X", "一一〇一〇五一九四九一二三一〇〇二X", "壹壹零壹零伍壹玖肆玖壹贰叁壹零零贰X",
        "身份证号：110105\u034f19491231\ufe0f002X", "身份证号：110105\xad19491231\xad002X", "身份证号：110105\u206619491231\u2069002X",
        "身份证号：110105-\n19491231002X", "号码110105194912\r31002X", "号码110105194912\u202831002X",
        "ID11010519491231002X", "No11010519491231002X", "a11010519491231002X", "身份证1101O51949123l002X",
        "11010519491231002X13812345678", "张三11010519491231002X13812345678", '"11010519491231002X"', "'11010519491231002x",
        "身份证１１０１０５-１９４９１２３１-００２Ｘ",
    ),
    Kind.MOBILE: (
        "+86 138 1234 5678", "0086-13812345678", "（+86）138-1234-5678", "013812345678", "0138 1234 5678", "tel13812345678", "TEL13812345678",
        "wx13812345678", "手机：1 3 8 1 2 3 4 5 6 7 8", "联系电话\t1\t3\t8\t1\t2\t3\t4\t5\t6\t7\t8", "13812345678转1", "1381234567813912345678",
        "13812345678/13912345678", "一三八一二三四五六七八", "手机：壹叁捌壹贰叁肆伍陆柒捌", "手机138\n1234\n5678", "١٣٨١٢٣٤٥٦٧٨",
    ),
    Kind.LANDLINE: (
        "0512-57310000-801", "0512-57310000转801", "+86 10 6666 8888", "0086-512-57310000", "+86(0)512-57310000", "TEL：57310000", "Tel: 57310000",
        "0512/57310000", "0512.57310000", "电话：00852-91234567", "电话：+853 6612 3456", "电话+886-912-345-678",
    ),
    Kind.BANK_CARD: (
        "６２２２ ０２１２ ３４５６ ７８９４", "卡号6222\n0212\n3456\n7894", "6222\t0212\t3456\t7894", "6222.0212.3456.7894", "银行账号：32250198823600001234", "存折号1102020409000012345",
    ),
    Kind.USCC: (
        "9135O1OOMOOO1OOY43", "91350100m000100y43", "信用代码：9135 0100 M000 100Y 43", "统一社会信用代码：91350100M000IOOY43", "统一社会信用代码：91350100M000\n100Y43",
    ),
    Kind.PASSPORT: (
        "护照号：e12345678", "护照AB123456", "护照 K12345678", "passport: X1234567", "外交护照DE1234567", "往来港澳通行证：CA1234567", "持C12345678过关",
        "港澳居民来往内地通行证H12345678", "持M1234567890入境", "台湾通行证T12345678", "台胞证12345678", "永久居留证FRA110090050901", "军官证：军字第12345678号", "警官证号政字12345号",
    ),
    Kind.PLATE: (
        "苏E-12345", "苏 E12345", "苏e12345", "苏ea1234", "苏E12345D", "苏EA123警", "粤Z1234港", "粤Z·1234澳", "使014·578", "车牌使014578", "沪A1234领", "WJ苏12345", "苏E12345临",
    ),
    Kind.EMAIL: ("zhang.san @ example.com", "zhangsan(at)example.com", "zhangsan【at】example.com", "邮箱zhangsan#163.com", "zhang.san@\nexample.com"),
    Kind.ADDRESS: (
        "前进中路 219 号 3 幢 402 室", "家住某某花园十二幢三〇四室", "前进中路二百一十九号", "某某花园12-304", "某某花园12#304", "西城新苑8-2-501", "某苑A座1203室", "某县某屯12号", "籍贯：江苏昆山某村",
    ),
    Kind.NAME: ("张 三 13812345678", "张　三，11010519491231002X", '"张三","11010519491231002X"', "姓名：张　三"),
}  # fmt: skip
CASES = [(kind, text) for kind, texts in DISGUISES.items() for text in texts]


@pytest.mark.parametrize(("kind", "text"), CASES)
def test_a_disguise_is_seen_through_and_what_it_hid_is_gone_from_the_masked_text(kind, text):
    hits = privacy.find(text)
    assert kind in {hit.kind for hit in hits}, hits
    made = mask(text, hits, BLACKOUT)
    left = [
        hit for hit in privacy.find(made) if BLACKOUT.hides(hit.kind, made[hit.start : hit.end])
    ]
    assert left == []
    signs = [sign for sign in text if sign in "\t\n\r,|"]
    assert [sign for sign in made if sign in "\t\n\r,|"] == signs  # columns and lines stay


@pytest.mark.parametrize(
    "text",
    [
        "使120000人受益", "使500000户居民用上天然气", "新office2010版", "新dvd2008", "云iphone12手机", "周市镇一号工程", "前进路一号工程", "村三组",
        "320583\t20150212\t0001", "2015,02,12,0001,320583", "10,000,000.00元", "138,123,456.78元", "1,381,234,567,890", "192.168.100.200", "010/2015021",
        "GB/T 9704-2012", "C12345678B", "M12345678901", "20151231abc", "IMG_20151231_123456", "WX2015021200001", "合同编号：HT20150212001", "发票号码：12345678",
        "项目代码：2015-320583-48-03-512345", "昆国用(2015)第12015102345号", "苏(2015)昆山市不动产权第1234567号", "一二三四五六七八九十一二三", "第三章第一二三四条",
        "3.1415926535897932", "见附件#abc.doc", "file#part.html", "请@我", "1\t3\t8\t1\t2\t3\t4\t5\t6\t7\t8", "2015年出生人口", "出生缺陷 2020-01-01", "信用代码：见附件ABCDEFGHIJKLMNOPQR",
        "电话开通2026-04-02起", "负责人：无", "贵A.12", "军官证办理", "VIDEO138123456789",
    ],
)  # fmt: skip
def test_what_is_no_personal_data_is_left_alone(text):
    assert privacy.find(text, today=TODAY) == ()


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("李明，2015年3月1日出生，", "2015年3月1日"), ("出生年月：2012.05", "2012.05"), ("李明（2008年10月14日生）", "2008年10月14日"), ("生于昆山，2010-02-03出生。", "2010-02-03"),
        ("姓名,出生日期,电话\n李明,2015-03-01,无\n王五,1980-03-01,无", "2015-03-01"), ("姓名\t性别\t出生\n李明\t男\t20150301", "20150301"), ("姓名|出生年月|发放日期\n王五|1980.03|2025.06\n李明|2013.04|2025.06", "2013.04"),
    ],
)  # fmt: skip
def test_a_minor_is_known_by_a_birthday_that_is_written_out_or_stands_in_a_column(text, day):
    assert [text[hit.start : hit.end] for hit in privacy.find(text, today=TODAY)] == [day]
    assert privacy.find(text, today=date(2040, 1, 1)) == ()
    assert privacy.find(text) == ()


def test_on_the_eighteenth_birthday_nobody_is_a_minor_any_more():
    text = "李明（2008年10月13日生）"
    assert len(privacy.find(text, today=date(2026, 10, 12))) == 1
    assert privacy.find(text, today=date(2026, 10, 13)) == ()


def test_both_of_two_numbers_that_are_glued_are_found_each_in_its_place():
    first = "32058319800101001"
    number = first + identifiers.id_check_character(first)
    text = f"{number}13812345678{number}"
    assert [text[hit.start : hit.end] for hit in privacy.find(text)] == [number, "13812345678", number]  # fmt: skip
