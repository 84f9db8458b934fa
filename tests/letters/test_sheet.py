"""Do lists, forms and words come out whole on plain printed sheets?"""

import io

import pypdfium2
import pytest
from pypdf import PdfReader

from clerkdesk.letters import sheet
from clerkdesk.letters.parts import (
    Align,
    Cell,
    Column,
    Form,
    NewPage,
    Numbered,
    Sheet,
    Table,
    Tick,
    Words,
)

COLUMNS = (Column("序号", 0.5, Align.RIGHT), Column("事项", 3), Column("期限"))


def pages(made):
    with pypdfium2.PdfDocument(made.pdf) as document:
        return [page.get_textpage().get_text_range() for page in document]


def lines(made, number=0):
    return [line for line in pages(made)[number].splitlines() if line]


def bare(text):
    return "".join(text.split())


def listed(count, text="关于申请公开预算的答复"):
    rows = tuple((str(n), f"{text}{n}", "2026年11月3日") for n in range(1, count + 1))
    return Sheet("今日事项", (Table(COLUMNS, rows),), footer="示例")


def test_every_row_is_printed_once_under_a_header_on_each_page(fonts):
    made = sheet.typeset(listed(120), fonts)
    read = pages(made)
    assert made.pages == len(read) > 2
    assert all("序号" in page and "期限" in page for page in read)
    whole = bare("".join(read))
    assert all(whole.count(f"答复{n}2026年") == 1 for n in range(1, 121))


def test_every_page_bears_its_number_their_count_and_the_footer(fonts):
    made = sheet.typeset(listed(120), fonts)
    for number, page in enumerate(pages(made), 1):
        assert f"第{number}页，共{made.pages}页" in page
        assert "示例" in page


def test_nothing_stands_outside_the_page(fonts):
    made = sheet.typeset(listed(120, text="很长的事项名称，" * 9), fonts)
    with pypdfium2.PdfDocument(made.pdf) as document:
        for page in document:
            width, height = page.get_size()
            text = page.get_textpage()
            for n in range(text.count_chars()):
                left, bottom, right, top = text.get_charbox(n)
                assert 20 <= left <= right <= width - 20
                assert 20 <= bottom <= top <= height - 20
            text.close()


def test_a_row_longer_than_a_page_goes_on_on_the_next(fonts):
    long = "内容" * 2500
    made = sheet.typeset(Sheet("一览", (Table(COLUMNS, (("1", long, ""),)),)), fonts)
    assert made.pages > 1
    assert bare("".join(pages(made))).count("内") == 2500


def test_wrapped_rows_keep_the_rules_of_line_ends(fonts):
    made = sheet.typeset(Sheet("一览", (Table((Column("甲"),), (("政府，" * 60,),)),)), fonts)
    wrapped = [line for line in lines(made) if "政府" in line]
    assert len(wrapped) > 1
    assert not [line for line in wrapped if line.startswith("，")]


def test_an_empty_list_still_shows_its_header(fonts):
    assert "事项" in pages(sheet.typeset(Sheet("空", (Table(COLUMNS, ()),)), fonts))[0]


def test_a_row_must_have_a_text_for_each_column(fonts):
    with pytest.raises(ValueError, match="zip"):
        sheet.typeset(Sheet("错", (Table(COLUMNS, (("1", "2"),)),)), fonts)


def test_a_heading_goes_to_the_next_page_with_what_it_heads(fonts):
    for count in range(30, 60):
        blocks = (
            Words("正文\n" * count, space=0),
            Words("小标题", strong=True),
            Words("第一段" * 10),
        )
        read = pages(sheet.typeset(Sheet("说明", blocks), fonts))
        (heading,) = [page for page in read if "小标题" in page]
        assert "第一段" in heading


def test_a_form_shows_its_labels_and_answers(fonts):
    form = Form(
        (
            (Cell("标题", label=True), Cell("工作要点", 3)),
            (Cell("意见", label=True, height=40), Cell("同意。\n不涉密。", 3)),
        )
    )
    text = bare(pages(sheet.typeset(Sheet("审查单", (form,)), fonts))[0])
    assert "标题工作要点" in text
    assert all(part in text for part in ("意见", "同意。", "不涉密。"))


def test_ticked_choices_are_ticked(fonts):
    tick = Tick(((True, "不涉密"), (False, "涉密")))
    text = pages(sheet.typeset(Sheet("审查单", (tick,)), fonts))[0]
    assert text.count("√") == 1
    assert bare(text).index("√不涉密") >= 0


def test_recovery_words_are_large_numbered_and_read_back_in_order(fonts):
    words = tuple(f"word{chr(97 + n)}" for n in range(24))
    made = sheet.typeset(Sheet("恢复表", (Numbered(words),)), fonts)
    text = pages(made)[0].split()
    for number, word in enumerate(words, 1):
        assert text[text.index(word) - 1] == str(number)


def test_parts_may_begin_a_page_of_their_own(fonts):
    blocks = (Words("甲"), NewPage(), Words("乙"))
    first, second = pages(sheet.typeset(Sheet("两页", blocks), fonts))
    assert "甲" in first
    assert "乙" in second


def test_a_wide_list_lies_across(fonts):
    made = sheet.typeset(Sheet("宽", (Words("甲"),), landscape=True), fonts)
    with pypdfium2.PdfDocument(made.pdf) as document:
        width, height = document[0].get_size()
    assert width > height


def test_one_name_without_a_font_does_not_keep_the_others_from_being_printed(fonts):
    rows = (("1", "张𠮷三", ""), ("2", "ا", ""), ("3", "李\ufffd\u200b四", ""), ("4", "王五", ""))
    text = bare(pages(sheet.typeset(Sheet("名单", (Table(COLUMNS, rows),)), fonts))[0])
    for shown in ("张〔U+20BB7〕三", "〔U+0627〕", "李〔U+FFFD〕四", "王五"):
        assert shown in text


def test_markup_is_printed_as_typed(fonts):
    text = pages(sheet.typeset(Sheet("<b>&amp;", (Words("{x} <i>%s"),)), fonts))[0]
    assert "<b>&amp;" in text
    assert "{x} <i>%s" in text


def test_the_same_sheet_makes_the_same_bytes(fonts):
    assert sheet.typeset(listed(5), fonts).pdf == sheet.typeset(listed(5), fonts).pdf


def test_sheets_embed_their_fonts(fonts):
    made = sheet.typeset(listed(3), fonts)
    assert b"Helvetica" not in made.pdf
    (page,) = PdfReader(io.BytesIO(made.pdf)).pages
    for font in page["/Resources"]["/Font"].values():
        inner = font.get_object()["/DescendantFonts"][0].get_object()
        assert "/FontFile2" in inner["/FontDescriptor"]


def test_the_box_of_an_opinion_and_its_signature_stand_on_one_page(fonts):
    filled = (Cell("内容", label=True), Cell("文", height=9))
    box = (Cell("负责人意见", label=True), Cell("", height=16))
    signed = (Cell("签名", label=True), Cell("", height=9))
    split = []
    for before in range(22, 30):
        rows = (*([filled] * before), box, signed)
        read = pages(sheet.typeset(Sheet("呈批单", (Form(rows),)), fonts))
        (place,) = [bare(text) for text in read if "负责人意见" in bare(text)]
        assert "签名" in place
        split.append(len(read))
    assert len(set(split)) > 1  # the page's end was among them
