"""Is every number, name and word found that points to a person? And nothing that does not."""

import itertools
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clerkdesk import identifiers, privacy
from clerkdesk.privacy import patterns
from clerkdesk.privacy.patterns import Kind
from clerkdesk.privacy.sound import is_sound_id

SEEDS = Path(__file__).resolve().parents[3] / "shared" / "seeds"
LAWS = SEEDS.parent / "laws"


def found(text: str, **more) -> list[tuple[str, str]]:
    return [(hit.kind.value, text[hit.start : hit.end]) for hit in privacy.find(text, **more)]


@pytest.mark.parametrize(
    ("text", "kind", "hit"),
    [
        ("号码为11010519491231002X。", "id_number", "11010519491231002X"),
        ("号码为11010519491231002x。", "id_number", "11010519491231002x"),
        ("号码为１１０１０５１９４９１２３１００２Ｘ。", "id_number", "１１０１０５１９４９１２３１００２Ｘ"),
        ("110105 19491231 002X", "id_number", "110105 19491231 002X"),
        ("110105-19491231-002X", "id_number", "110105-19491231-002X"),
        ("旧号110105491231002有效", "id_number", "110105491231002"),
        ("误写110105194912310021为据", "id_number", "110105194912310021"),
        ("拨打13812345678咨询", "mobile", "13812345678"),
        ("138-1234-5678", "mobile", "138-1234-5678"),
        ("138 1234 5678", "mobile", "138 1234 5678"),
        ("+8613812345678", "mobile", "8613812345678"),
        ("138\u200b1234\u200b5678", "mobile", "138\u200b1234\u200b5678"),
        ("\u202e13812345678\u202c", "mobile", "13812345678"),
        ("咨询0512-57310000。", "landline", "0512-57310000"),
        ("咨询（0512）57310000。", "landline", "0512）57310000"),
        ("电话：57310000", "landline", "57310000"),
        ("热线400-810-0000", "landline", "400-810-0000"),
        ("138.1234.5678", "mobile", "138.1234.5678"),
        ("138　1234　5678", "mobile", "138　1234　5678"),
        ("138 – 1234 – 5678", "mobile", "138 – 1234 – 5678"),
        ("（１３８）１２３４－５６７８", "mobile", "１３８）１２３４－５６７８"),
        ("(0512) 5731 0000", "landline", "0512) 5731 0000"),
        ("电话+86-512-57310000", "landline", "86-512-57310000"),
        ("身份证：1101 0519 4912 3100 2X", "id_number", "1101 0519 4912 3100 2X"),
        ("身份证号11010519491231002（少一位）", "id_number", "11010519491231002"),
        ("证件号码1101051949123100211（多一位）", "id_number", "1101051949123100211"),
        ("号码110105194912\n31002X。", "id_number", "110105194912\n31002X"),
        ("号码11010519\r\n491231002x。", "id_number", "11010519\r\n491231002x"),
        ("请拨打138123\n45678咨询", "mobile", "138123\n45678"),
        ("电话：1381234\n5678", "mobile", "1381234\n5678"),
        ("卡号：62220212\n34567894", "bank_card", "62220212\n34567894"),
        ("家住玉山镇前进中\n路219号3幢", "address", "家住玉山镇前进中\n路219号3幢"),
        ("汇入6222021234567894。", "bank_card", "6222021234567894"),
        ("汇入6222 0212 3456 7894。", "bank_card", "6222 0212 3456 7894"),
        ("账号：1102020409000012345", "bank_card", "1102020409000012345"),
        ("信用代码123456789012345678", "uscc", "123456789012345678"),
        ("代码91350100M000100Y43", "uscc", "91350100M000100Y43"),
        ("护照号码A12345678", "passport", "A12345678"),
        ("持E12345678出境", "passport", "E12345678"),
        ("持EA1234567出境", "passport", "EA1234567"),
        ("车牌苏E12345停放", "plate", "苏E12345"),
        ("苏E·12345", "plate", "苏E·12345"),
        ("新能源车苏ED12345", "plate", "苏ED12345"),
        ("警车苏E1234警", "plate", "苏E1234警"),
        ("信箱zhang.san@example.com。", "email", "zhang.san@example.com"),
        ("信箱ｚｓ＠ｑｑ．ｃｏｍ。", "email", "ｚｓ＠ｑｑ．ｃｏｍ"),
        ("家住玉山镇前进中路219号3幢402室", "address", "家住玉山镇前进中路219号3幢402室"),
        ("住址：昆山市玉山镇某花园某处", "address", "昆山市玉山镇某花园某处"),
        ("住某某新村12幢304室，", "address", "某某新村12幢304室"),
        ("姓名：欧阳修文，", "name", "欧阳修文"),
        ("申请人：买买提·艾力", "name", "买买提·艾力"),
        ("被确诊为白血病", "health", "确诊为白血病"),
        ("患有癫痫", "health", "患有癫痫"),
        ("李四患有糖尿病，正在领取补助", "health", "患有糖尿病"),
    ],
)  # fmt: skip
def test_each_kind_in_its_spellings(text, kind, hit):
    assert (kind, hit) in found(text)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("张三，身份证号码：11010519491231002X", "张三"), ("王小明（13812345678）", "王小明"), ("13812345678（王小明）", "王小明"),
        ("李四\t男\t11010519491231002X", "李四"),
        ("联系人李雷 13812345678", "李雷"), ("張三 13812345678", "張三"),
        ("司马光 苏E12345", "司马光"),
    ],
)  # fmt: skip
def test_names_are_found_beside_the_data_that_makes_them_personal(text, name):
    assert [hit for kind, hit in found(text) if kind == "name"] == [name]


def test_two_names_in_one_line_are_both_found():
    assert [hit for kind, hit in found("陈大文、王二 13812345678") if kind == "name"] == [
        "陈大文",
        "王二",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "昆政办发〔2015〕17号", "2015年2月12日", "20150212", "第711号", "1234567890123", "金额13812345678.50元", "3.13812345678", "A13812345678B", "138123456789",
        "110105194913310020", "000000000000000000", "123456789012345678", "张三今天来了", "王府井大街很长", "全市各村第1组", "统计9306条", "12345热线", "ISBN 978-7-111-12345-6",
        "昆山市人民政府办公室", "会议室3号", "这里3号", "版本1.2.3.4", "电话", "a@b", "@@@", "x@y.", "苏E", "苏ABCDEF", "张*，138****5678", "110***********002X", "姓名：某某", "姓名：\n电话：",
        "1390\t2015\n138\t12345678", "138\n20150212\n139", "1.13812345678.2", "流水号6222021234567895", "流水号6222 0212 3456 7895",
    ],
)  # fmt: skip
def test_what_only_looks_like_it_is_left_alone(text):
    assert found(text) == []


def test_a_minor_is_known_by_the_birth_date_and_the_day_asked_about():
    first = "32058320150630001"
    number = first + identifiers.id_check_character(first)
    (hit,) = privacy.find(number, today=date(2026, 11, 21))
    assert hit.of_minor
    (hit,) = privacy.find(number, today=date(2033, 6, 29))
    assert hit.of_minor
    (hit,) = privacy.find(number, today=date(2033, 6, 30))
    assert not hit.of_minor
    assert not privacy.find(number)[0].of_minor


def test_words_about_minors_and_health_count_only_beside_a_person():
    assert found("全市小学和幼儿园、残疾人、低保信息公开") == []
    near = found("学生李雷，残疾，13812345678")
    assert {("minor", "学生"), ("health", "残疾"), ("mobile", "13812345678")} <= set(near)


def test_the_five_seeds_raise_no_false_alarm():
    """The stated rate: none on some 21,000 characters of real papers, of any kind."""
    if not SEEDS.is_dir():
        pytest.skip("the five real papers are not beside this checkout")
    texts = [path.read_text(encoding="utf-8") for path in SEEDS.iterdir()]
    assert len(texts) == 5
    assert [found(text) for text in texts] == [[]] * 5


def test_the_statutes_raise_no_false_alarm_of_numbers_or_names():
    if not LAWS.is_dir():
        pytest.skip("the statutes are not beside this checkout")
    kinds = {kind for path in LAWS.iterdir() for kind, _ in found(path.read_text(encoding="utf-8"))}
    assert kinds <= {"health"}


def test_hits_stand_in_order_without_overlaps_at_the_texts_own_offsets():
    text = "\u200b張三\u200b，１３８\u200b１２３４５６７８，住玉山镇前进路1号。\n" * 20
    hits = privacy.find(text)
    assert all(one.end <= two.start for one, two in itertools.pairwise(hits))
    mobiles = [text[hit.start : hit.end] for hit in hits if hit.kind is Kind.MOBILE]
    assert mobiles == ["１３８\u200b１２３４５６７８"] * 20


def test_a_long_list_of_numbers_in_one_line_is_found_to_the_last():
    text = "、".join(f"138{number:08}" for number in range(8000))
    assert len(privacy.find(text)) == 8000


@pytest.mark.parametrize(
    "text",
    [
        "1" * 50_000,
        "1 " * 50_000,
        "a" * 50_000,
        "a@" * 50_000,
        "张" * 50_000,
        "号1" * 50_000,
        "苏E" * 50_000,
        "电话" * 50_000,
        "路1号" * 20_000,
        "\u200b1" * 50_000,
    ],
)
def test_no_text_sends_it_back_and_forth(text):
    """Each of these kept a careless pattern busy for minutes; the suite's own limit would tell."""
    assert all(hit.end <= len(text) for hit in privacy.find(text))


@given(
    st.text(
        alphabet=st.sampled_from("0123456789Xx -–张三王苏E路号住电话：@.ab\n\u200b１Ａ"),
        max_size=200,
    )
    | st.text(max_size=200)
)
def test_no_text_whatever_breaks_it(text):
    hits = privacy.find(text, today=date(2026, 1, 1))
    assert all(0 <= hit.start < hit.end <= len(text) for hit in hits)
    assert all(one.end <= two.start for one, two in itertools.pairwise(hits))


@given(
    st.dates(date(1930, 1, 1), date(2024, 12, 31)),
    st.text("0123456789", min_size=3, max_size=3),
    st.sampled_from(["号", "，", " ", "：", "\n", ""]),
)
def test_every_sound_id_number_is_found(born, serial, around):
    first = f"320583{born:%Y%m%d}{serial}"
    number = first + identifiers.id_check_character(first)
    assert ("id_number", number) in found(f"身份证{around}{number}{around}")


@given(
    st.from_regex(r"[1-9][0-9]{5}(18|19|20)[0-9]{2}[01][0-9][0-3][0-9]{4}[0-9Xx]", fullmatch=True)
)
def test_the_quick_check_of_an_id_number_answers_as_the_careful_one(number):
    sound = number[:17] + identifiers.id_check_character(number[:17])
    for one in (number, sound):
        assert is_sound_id(one) is (identifiers.id_number(one) == "")


def test_sixteen_sound_digits_are_no_number_where_nineteen_are():
    begins = next(
        f"6222 0200 1112 {last:04}"
        for last in range(10_000)
        if identifiers.luhn(f"622202001112{last:04}")
    )
    whole = next(
        f"{begins} {last:03}"
        for last in range(1000)
        if identifiers.luhn(f"{begins} {last:03}".replace(" ", ""))
    )
    assert found(f"卡号：{whole}。") == [("bank_card", whole)]


def test_columns_that_look_like_a_number_are_found_but_not_called_sure():
    (hit,) = privacy.find("139 0 2015 121")
    assert (hit.kind, hit.sure) == (Kind.MOBILE, False)


def test_every_kind_that_is_a_number_is_declared_so():
    assert Kind.NAME not in patterns.NUMBERS
    assert set(Kind) > patterns.NUMBERS
