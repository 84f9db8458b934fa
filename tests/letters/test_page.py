"""Does the finished PDF stand to the millimetre where GB/T 9704-2012 says, and read as written?"""

import ctypes
import io
import re
from dataclasses import dataclass, replace
from datetime import date

import pypdf
import pypdfium2
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image
from pypdfium2 import raw

from clerkdesk.errors import UserError
from clerkdesk.letters import fonts as faces
from clerkdesk.letters import page
from clerkdesk.letters.document import (
    Annex,
    Attachments,
    Document,
    Heading,
    PageFormat,
    Paragraph,
)
from clerkdesk.letters.measures import Pitch, Spacing

MM = 25.4 / 72
NEAR = 0.5  # mm, the tolerance asked for
CELL = 156 / 28
PITCH = (225 - CELL) / 21
RED, BLACK = (255, 0, 0), (0, 0, 0)
HAN = "政府信息公开条例申请答复"

SHORT = Document(
    organ="示例市数据局",
    number="示数公开〔2026〕12号",
    title="政府信息公开申请答复书",
    addressee="张三",
    body=(Paragraph("本机关收到您提出的申请，现答复如下。"),),
    signature=("示例市数据局",),
    date=date(2026, 11, 3),
)
GENERAL = replace(
    SHORT,
    format=PageFormat.GENERAL,
    sealed=False,
    copies_to=("市委网信办", "市司法局"),
    printed_by="示例市数据局办公室",
)


@dataclass(frozen=True)
class Char:
    """A character read back: its origin from the page's upper left corner, in mm."""

    text: str
    x: float
    y: float
    size: float
    font: str
    colour: tuple[int, int, int]
    ink: tuple[float, float, float, float]  # left, top, right, bottom


@dataclass(frozen=True)
class Line:
    left: float
    right: float
    y: float
    thickness: float
    colour: tuple[int, int, int]


class Read:
    """A PDF as an independent reader sees it."""

    def __init__(self, made):
        self.pdf = made.pdf if isinstance(made, page.Typeset) else made
        with pypdfium2.PdfDocument(self.pdf) as document:
            self.pages = [self._chars(one) for one in document]
            self.lines = [self._lines(one) for one in document]
            self.sizes = [tuple(side * MM for side in one.get_size()) for one in document]

    @staticmethod
    def _chars(one):
        height = one.get_height()
        text = one.get_textpage()
        found = []
        for n in range(text.count_chars()):
            char = chr(raw.FPDFText_GetUnicode(text, n))
            if raw.FPDFText_IsGenerated(text, n) or char.isspace():
                continue
            x, y = ctypes.c_double(), ctypes.c_double()
            raw.FPDFText_GetCharOrigin(text, n, x, y)
            name = ctypes.create_string_buffer(128)
            raw.FPDFText_GetFontInfo(text, n, name, 128, ctypes.c_int())
            rgb = [ctypes.c_uint() for _ in range(4)]
            raw.FPDFText_GetFillColor(text, n, *rgb)
            left, bottom, right, top = text.get_charbox(n)
            found.append(
                Char(
                    char,
                    x.value * MM,
                    (height - y.value) * MM,
                    raw.FPDFText_GetFontSize(text, n),
                    name.value.decode().partition("+")[2],
                    tuple(part.value for part in rgb[:3]),
                    (left * MM, (height - top) * MM, right * MM, (height - bottom) * MM),
                )
            )
        text.close()
        return _joined(found)

    @staticmethod
    def _lines(one):
        height = one.get_height()
        found = []
        for path in one.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH]):
            left, bottom, right, top = path.get_bounds()
            width = ctypes.c_float()
            raw.FPDFPageObj_GetStrokeWidth(path, width)
            rgb = [ctypes.c_uint() for _ in range(4)]
            raw.FPDFPageObj_GetStrokeColor(path, *rgb)
            wide = width.value
            found.append(
                Line(
                    (left + wide) * MM,
                    (right - wide) * MM,
                    (height - (top + bottom) / 2) * MM,
                    wide * MM,
                    tuple(part.value for part in rgb[:3]),
                )
            )
        return found

    def text(self, *numbers):
        chosen = numbers or range(len(self.pages))
        return "".join(char.text for n in chosen for char in self.pages[n])

    def find(self, text, number=0):
        """The characters that spell a text on a page, the first time."""
        chars = self.pages[number]
        joined = "".join(char.text for char in chars)
        start = joined.index(text)
        return chars[start : start + len(text)]

    def rows(self, number=0, size=16):
        return sorted({round(c.y, 2) for c in self.pages[number] if round(c.size) == size})


def _joined(chars):
    """The reader counts in UTF-16: two halves of one character are put together."""
    whole = []
    for char in chars:
        if whole and "\udc00" <= char.text <= "\udfff":
            pair = (whole[-1].text + char.text).encode("utf-16", "surrogatepass")
            whole[-1] = replace(whole[-1], text=pair.decode("utf-16"))
        else:
            whole.append(char)
    return whole


def near(value, tolerance=NEAR):
    return pytest.approx(value, abs=tolerance)


def baseline_in_cell(size=16.0):
    """How far below its cell's top a baseline of the packaged face lies."""
    return CELL / 2 + (0.88 - 0.12) / 2 * size * MM


def filled(pages, base):
    """A document of so many pages: Han characters without a mark that could end a line early."""
    rows = {1: 3, 2: 20, 5: 84}[pages]
    return replace(base, body=(Paragraph((HAN * 300)[: rows * 28 - 10]),))


@pytest.fixture(scope="module")
def letter(fonts):
    return Read(page.typeset(SHORT, fonts))


@pytest.fixture(scope="module")
def general(fonts):
    return Read(page.typeset(GENERAL, fonts))


def test_the_marks_ink_begins_30_mm_below_the_edge_of_a_letter(letter):
    mark = letter.find("示例市数据局")
    assert min(char.ink[1] for char in mark) == near(30)
    assert {char.colour for char in mark} == {RED}
    assert (mark[0].ink[0] + mark[-1].ink[2]) / 2 == near(28 + 156 / 2, 1)


def test_a_letter_has_two_double_lines_of_170_mm_the_thick_ones_outside(letter):
    upper_thick, upper_thin, lower_thin, lower_thick = sorted(
        letter.lines[0], key=lambda line: line.y
    )
    for line in letter.lines[0]:
        assert line.right - line.left == near(170)
        assert (line.left + line.right) / 2 == near(105)
        assert line.colour == RED
    assert upper_thick.thickness == near(0.9, 0.05)
    assert upper_thin.thickness == near(0.3, 0.05)
    assert lower_thin.thickness < lower_thick.thickness
    mark_bottom = max(char.ink[3] for char in letter.find("示例市数据局"))
    assert upper_thick.y == near(mark_bottom + 4)
    assert lower_thick.y == near(297 - 20)


def test_a_letters_number_stands_at_the_right_seven_eighths_below_the_line(letter):
    number = letter.find(SHORT.number)
    thin = sorted(letter.lines[0], key=lambda line: line.y)[1]
    assert number[-1].x + 16 * MM == near(28 + 156)
    assert number[0].y - baseline_in_cell() == near(thin.y + CELL * 7 / 8)
    assert {(char.size, char.colour) for char in number} == {(16.0, BLACK)}


def test_a_letters_title_stands_two_rows_below_the_number_and_the_addressee_one_below_it(letter):
    number, title = letter.find(SHORT.number)[0], letter.find(SHORT.title)
    addressee = letter.find("张三：")[0]
    middle = title[0].y - 0.38 * 22 * MM
    assert middle - (number.y - 0.38 * 16 * MM) == near(3 * PITCH)
    assert (addressee.y - 0.38 * 16 * MM) - middle == near(2 * PITCH)
    assert {char.size for char in title} == {22.0}
    assert (title[0].x + title[-1].x + 22 * MM) / 2 == near(28 + 78)
    assert addressee.x == near(28)


def test_a_letters_first_page_bears_no_number_and_its_second_does(fonts):
    read = Read(page.typeset(filled(2, SHORT), fonts))
    assert "—" not in read.text(0)
    dash, figure, other = read.find("—2—", 1)
    assert dash.ink[1] == near(37 + 225 + 7)
    assert dash.x == near(28 + CELL)
    assert figure.size == 14.0
    assert other.x > figure.x > dash.x


def test_odd_pages_are_numbered_at_the_right(fonts):
    read = Read(page.typeset(filled(5, SHORT), fonts))
    last = read.find("—3—", 2)[-1]
    assert last.x + 14 * MM == near(28 + 156 - CELL)


def test_a_general_documents_mark_begins_35_mm_below_the_type_areas_top(general):
    mark = general.find("示例市数据局文件")
    assert min(char.ink[1] for char in mark) == near(37 + 35)
    assert {char.colour for char in mark} == {RED}
    assert mark[-1].ink[2] <= 28 + 156 + NEAR


def test_a_general_documents_number_is_centred_two_rows_below_its_mark(general):
    mark, number = general.find("示例市数据局文件"), general.find(SHORT.number)
    assert number[0].y - baseline_in_cell() == near(max(c.ink[3] for c in mark) + 2 * PITCH)
    assert (number[0].x + number[-1].x + 16 * MM) / 2 == near(28 + 78)


def test_a_general_documents_line_is_156_mm_wide_4_mm_below_its_number(general):
    (line,) = [line for line in general.lines[0] if line.colour == RED]
    number = general.find(SHORT.number)[0]
    assert line.left == near(28)
    assert line.right == near(28 + 156)
    assert line.y == near(number.y - baseline_in_cell() + CELL + 4)


def test_a_general_documents_title_stands_two_rows_below_the_line(general):
    (line,) = [line for line in general.lines[0] if line.colour == RED]
    title = general.find(SHORT.title)[0]
    assert title.y - 0.38 * 22 * MM - 11 * MM == near(line.y + 2 * PITCH)


@pytest.mark.parametrize("base", [SHORT, GENERAL], ids=["letter", "general"])
@pytest.mark.parametrize("count", [1, 2, 5])
def test_every_character_stands_in_a_cell_of_the_page(fonts, base, count):
    made = page.typeset(filled(count, base), fonts)
    read = Read(made)
    assert made.pages == count
    for number, chars in enumerate(read.pages):
        body = [c for c in chars if c.text in HAN and c.size == 16.0]
        for row in {c.y for c in body if c.y > 60}:
            line = sorted((c for c in body if c.y == row), key=lambda c: c.x)
            if len(line) < 20:
                continue
            above = (row - baseline_in_cell() - 37) / PITCH
            assert abs(above - round(above)) * PITCH < NEAR
            for char in line:
                column = (char.x - (28 + (CELL - 16 * MM) / 2)) / CELL
                assert abs(column - round(column)) * CELL < 0.05
        assert all(28 - 0.2 <= c.x <= 28 + 156 - CELL + 0.2 for c in body)
        assert all(c.y < 37 + 225 for c in body), number


def test_a_full_page_has_22_rows_of_28_characters(fonts):
    read = Read(page.typeset(filled(5, SHORT), fonts))
    rows = read.rows(1)
    assert len(rows) == 22
    assert [len([c for c in read.pages[1] if round(c.y, 2) == row]) for row in rows] == [28] * 22
    assert rows[0] == near(37 + baseline_in_cell(), 0.05)
    assert rows[-1] - baseline_in_cell() + CELL == near(37 + 225, 0.05)
    assert rows[1] - rows[0] == near(10.449, 0.01)


def test_the_word_processors_pitch_is_a_setting(fonts):
    read = Read(page.typeset(filled(5, SHORT), fonts, Spacing(Pitch.WORD_PROCESSOR)))
    rows = read.rows(1)
    assert len(rows) == 22
    assert rows[1] - rows[0] == near(225 / 22, 0.01)


def test_the_marks_distances_hold_at_the_word_processors_pitch_too(fonts):
    read = Read(page.typeset(SHORT, fonts, Spacing(Pitch.WORD_PROCESSOR)))
    mark = read.find("示例市数据局")
    assert min(char.ink[1] for char in mark) == near(30)
    assert min(line.y for line in read.lines[0]) == near(max(c.ink[3] for c in mark) + 4)


def test_a_long_organs_name_is_narrowed_to_the_type_area(fonts):
    organ = "示例市经济技术开发区管理委员会政务服务办公室"
    read = Read(page.typeset(replace(SHORT, organ=organ), fonts))
    mark = read.find(organ)
    assert min(char.ink[1] for char in mark) == near(30)
    assert mark[0].ink[0] >= 28 - NEAR
    assert mark[-1].ink[2] <= 28 + 156 + NEAR
    assert {round(char.y, 2) for char in mark} == {round(mark[0].y, 2)}


def test_an_impossibly_long_organs_name_is_refused(fonts):
    with pytest.raises(UserError) as refused:
        page.typeset(replace(SHORT, organ="示例市" * 30), fonts)
    assert refused.value.field == "organ"


def test_sealed_the_date_ends_four_characters_in_and_the_organ_is_centred_above_it(letter):
    body_end = letter.find("现答复如下。")[-1]
    organ = [c for c in letter.pages[0] if c.text in "示例市数据局" and c.y > body_end.y]
    day = letter.find("2026年11月3日")
    assert day[-1].x + 16 * MM == near(28 + 24 * CELL)
    middle = (day[0].x + day[-1].x + 16 * MM) / 2
    assert (organ[0].x + organ[-1].x + 16 * MM) / 2 == near(middle)
    assert organ[0].y == near(body_end.y + 3 * PITCH)
    assert day[0].y == near(body_end.y + 4 * PITCH)


def test_unsealed_the_organ_ends_two_characters_in_and_the_date_begins_two_further(fonts):
    long = replace(SHORT, sealed=False, signature=("示例市政务服务和数据管理局",))
    read = Read(page.typeset(long, fonts))
    body_end = read.find("现答复如下。")[-1]
    organ, day = read.find("示例市政务服务和数据管理局"), read.find("2026年11月3日")
    assert organ[-1].x + 16 * MM == near(28 + 26 * CELL)
    assert day[0].x == near(organ[0].x + 2 * CELL)
    assert organ[0].y == near(body_end.y + 2 * PITCH)
    assert day[0].y == near(body_end.y + 3 * PITCH)


def test_unsealed_a_date_longer_than_the_organ_ends_two_characters_in_itself(fonts):
    read = Read(page.typeset(replace(SHORT, sealed=False, signature=("数据局",)), fonts))
    below = read.find("现答复如下。")[-1].y
    organ = [c for c in read.pages[0] if c.text in "数据局" and c.y > below]
    day = read.find("2026年11月3日")
    assert day[-1].x + 16 * MM == near(28 + 26 * CELL)
    assert organ[0].x == near(day[0].x - 2 * CELL)


def test_three_sealing_organs_stand_abreast(fonts):
    names = ("示例市数据局", "示例市司法局", "示例市档案局")
    read = Read(page.typeset(replace(SHORT, signature=names), fonts))
    last = [read.find(name)[0] for name in names[1:]]
    assert last[0].y == last[1].y
    assert last[1].x - last[0].x == near(156 / 3)


@pytest.mark.parametrize("base", [SHORT, GENERAL], ids=["letter", "general"])
def test_no_page_holds_the_signature_alone(fonts, base):
    for rows in range(1, 40):
        text = (HAN * 200)[: rows * 28 - 4]
        read = Read(page.typeset(replace(base, body=(Paragraph(text),), copies_to=()), fonts))
        with_date = [n for n in range(len(read.pages)) if "2026年11月3日" in read.text(n)]
        signed = [n for n in with_date if not read.text(n).endswith("印发")] or with_date[:1]
        body = [c for c in read.pages[signed[0]] if c.text in "政府信息公开条例申请答复"]
        assert len(body) > 8, rows


def test_a_heading_is_never_the_last_row_of_a_page(fonts):
    for before in range(8, 16):
        body = (
            Paragraph((HAN * 50)[: before * 28 - 4]),
            Heading(1, "一、办理情况"),
            Paragraph(HAN * 10),
        )
        read = Read(page.typeset(replace(SHORT, body=body), fonts))
        number = next(n for n in range(len(read.pages)) if "办理情况" in read.text(n))
        heading = read.find("一、办理情况", number)[0]
        assert any(c.y > heading.y + 1 for c in read.pages[number] if c.text in HAN)


def test_headings_are_set_in_their_own_faces(fonts, make_font):
    folder = make_font("simkai.ttf", "楷体", "（一）检索情况")
    found = faces.find((folder,), system_folders=())
    body = (Heading(1, "一、办理"), Heading(2, "（一）检索情况"), Heading(3, "1.其他"), *SHORT.body)
    read = Read(page.typeset(replace(SHORT, body=body), found))
    first, second, third = (read.find(text)[-1] for text in ("一、办理", "检索情况", "1.其他"))
    assert first.font == "NotoSansSC-Regular"
    assert second.font == read.find("（一）")[0].font
    assert second.font not in {first.font, third.font}
    assert third.font == "NotoSerifSC-Regular"
    assert {first.size, second.size, third.size} == {16.0}
    assert read.find("一、办理")[0].x == near(28 + 2 * CELL)


def test_attachment_names_are_aligned_by_their_first_character(fonts):
    names = ("示例市2025年度政府信息公开工作年度报告及其附表和说明材料一览表", "清单。")
    read = Read(page.typeset(replace(SHORT, attachments=names), fonts))
    label = read.find("附件：1.")
    body_end = read.find("现答复如下。")[-1]
    assert label[0].x == near(28 + 2 * CELL)
    assert label[0].y == near(body_end.y + 2 * PITCH)
    first = read.find("示例市2025")[0]
    second = read.find("2.清单")
    wrapped = min(
        (c for c in read.pages[0] if label[0].y + 1 < c.y < second[0].y - 1), key=lambda c: c.x
    )
    assert wrapped.x == near(first.x)
    assert second[2].x == near(first.x)
    assert "清单。" not in read.text()


def test_a_single_attachment_has_no_number(fonts):
    assert "附件：清单" in Read(page.typeset(replace(SHORT, attachments=("清单",)), fonts)).text()


def test_the_note_of_attachments_may_stand_inside_the_body(fonts):
    body = (*SHORT.body, Attachments(("清单",)), Paragraph("特此告知。"))
    text = Read(page.typeset(replace(SHORT, body=body), fonts)).text()
    assert text.index("附件：清单") < text.index("特此告知")


def test_a_note_stands_under_the_date_in_brackets(fonts):
    read = Read(page.typeset(replace(SHORT, notes="此件主动公开"), fonts))
    note, day = read.find("（此件主动公开）")[0], read.find("2026年11月3日")[0]
    assert note.x == near(28 + 2 * CELL)
    assert note.y == near(day.y + PITCH)


def test_an_annex_begins_a_page_and_is_in_the_table_of_contents(fonts):
    annexes = (Annex("清单", (Paragraph("一件。"),)), Annex("说明", (Paragraph("无。"),)))
    made = page.typeset(replace(SHORT, annexes=annexes), fonts)
    read = Read(made)
    assert made.pages == 3
    label, title = read.find("附件2", 2)[0], read.find("说明", 2)[0]
    assert label.x == near(28)
    assert label.font == "NotoSansSC-Regular"
    assert label.y - baseline_in_cell() == near(37)
    assert title.size == 22.0
    assert title.y - 0.38 * 22 * MM == near(37 + 2 * PITCH + CELL / 2)
    assert "附件：1.清单2.说明" in read.text(0)
    outline = pypdf.PdfReader(io.BytesIO(made.pdf)).outline
    assert [one.title for one in outline] == [SHORT.title, "附件1 清单", "附件2 说明"]


def test_the_closing_block_ends_at_the_type_areas_lower_edge(general):
    black = sorted(
        (one for one in general.lines[-1] if one.colour == BLACK), key=lambda line: line.y
    )
    assert [line.thickness for line in black] == [
        near(0.35, 0.02),
        near(0.25, 0.02),
        near(0.35, 0.02),
    ]
    assert black[-1].y == near(37 + 225, 0.05)
    assert {(round(line.left), round(line.right)) for line in black} == {(28, 184)}
    copies = general.find("抄送：市委网信办，市司法局。")
    assert {char.size for char in copies} == {14.0}
    assert copies[0].x == near(28 + 14 * MM)
    printed = general.find("2026年11月3日印发")
    assert printed[-1].x + 14 * MM == near(28 + 156 - 14 * MM)


def test_a_letters_copies_stand_without_rules_or_printer(fonts):
    made = replace(GENERAL, format=PageFormat.LETTER)
    read = Read(page.typeset(made, fonts))
    assert "抄送：市委网信办" in read.text()
    assert "印发" not in read.text()
    assert {line.colour for line in read.lines[0]} == {RED}


def test_a_long_title_is_cut_by_sense_into_a_pleasing_shape(fonts):
    title = "关于对张三2026年11月3日提出的政府信息公开申请的答复"
    read = Read(page.typeset(replace(SHORT, title=title), fonts))
    chars = [c for c in read.pages[0] if c.size == 22.0]
    rows = ["".join(c.text for c in chars if c.y == y) for y in sorted({c.y for c in chars})]
    assert rows == ["关于对张三2026年11月3日提出的", "政府信息公开申请的答复"]


def test_a_title_of_more_than_three_lines_is_refused_and_not_made_smaller(fonts):
    with pytest.raises(UserError) as refused:
        page.typeset(replace(SHORT, title=HAN * 8), fonts)
    assert (refused.value.code, refused.value.field) == ("letters.page_title_too_long", "title")


def test_the_same_letter_and_fonts_make_the_same_bytes(fonts):
    again = faces.find(system_folders=())
    assert page.typeset(GENERAL, fonts).pdf == page.typeset(GENERAL, again).pdf


def test_every_font_is_embedded_and_cut(fonts):
    for base in (filled(5, SHORT), filled(2, GENERAL)):
        reader = pypdf.PdfReader(io.BytesIO(page.typeset(base, fonts).pdf))
        for one in reader.pages:
            for font in one["/Resources"]["/Font"].values():
                inner = font.get_object()["/DescendantFonts"][0].get_object()
                assert "/FontFile2" in inner["/FontDescriptor"]
                assert re.fullmatch(r"/[A-Z]{6}\+\S+", inner["/BaseFont"])
                assert "/ToUnicode" in font.get_object()
        assert b"Helvetica" not in page.typeset(base, fonts).pdf


def test_a_page_of_300_different_characters_is_at_most_200_kb(fonts):
    text = "".join(chr(0x4E00 + 7 * n) for n in range(300))
    made = page.typeset(replace(SHORT, body=(Paragraph(text),)), fonts)
    assert made.pages == 1
    assert len(made.pdf) <= 200_000


def test_the_file_says_what_it_is(fonts):
    made = page.typeset(replace(SHORT, subject="示数公开〔2026〕12号 𠀋"), fonts)
    reader = pypdf.PdfReader(io.BytesIO(made.pdf))
    assert reader.metadata.title == SHORT.title
    assert reader.metadata.author == SHORT.organ
    assert reader.metadata.subject == "示数公开〔2026〕12号 𠀋"
    assert reader.metadata.creation_date.date() == SHORT.date
    assert reader.trailer["/Root"]["/Lang"] == "zh-CN"
    assert Read(made).sizes == [(near(210, 0.01), near(297, 0.01))]


def test_characters_beyond_the_basic_plane_are_copied_as_themselves(fonts, make_font):
    folder = make_font("rare.ttf", "生僻字", "𠮷𫠦")
    found = faces.find((folder,), system_folders=())
    made = page.typeset(replace(SHORT, addressee="𠮷𫠦𫖯"), found)
    assert "𠮷𫠦𫖯：" in Read(made).text()
    assert "𠮷𫠦𫖯：" in pypdf.PdfReader(io.BytesIO(made.pdf)).pages[0].extract_text()
    named = [one for one in made.stand_ins if one.characters]
    assert [(one.used, one.characters) for one in named] == [("Test 生僻字", "𠮷𫠦")]


def test_a_variant_form_is_copied_with_its_selector(make_font):
    folder = make_font("ivs.ttf", "异体", "葛", variants=[("葛", "\U000e0101")])
    found = faces.find((folder,), system_folders=())
    read = Read(page.typeset(replace(SHORT, addressee="葛\U000e0101洪"), found))
    assert "葛\U000e0101洪：" in read.text()


def test_a_character_no_font_has_stops_the_letter_at_its_field(fonts):
    with pytest.raises(UserError) as stopped:
        page.typeset(replace(SHORT, addressee="张𠮷"), fonts)
    assert (stopped.value.code, stopped.value.field) == (
        "letters.font_missing_character",
        "addressee",
    )


def test_an_empty_cell_is_left_for_writing_by_hand_and_reported():
    found = faces.find(system_folders=(), by_hand=["𠮷"])
    made = page.typeset(replace(SHORT, addressee="张𠮷三"), found)
    read = Read(made)
    assert read.find("三：")[0].x == near(28 + 2 * CELL)
    assert "张𠮷三：" in read.text()
    assert ("", "𠮷") in [(one.used, one.characters) for one in made.stand_ins]


def test_a_small_picture_takes_the_cell_of_a_character():
    file = io.BytesIO()
    Image.new("L", (64, 64), 0).save(file, "PNG")
    found = faces.find(system_folders=(), pictures={"𠮷": file.getvalue()})
    made = page.typeset(replace(SHORT, addressee="张𠮷三"), found)
    with pypdfium2.PdfDocument(made.pdf) as document:
        (image,) = document[0].get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE])
        left, bottom, right, _top = (side * MM for side in image.get_bounds())
        assert (left, right - left) == (near(28 + CELL), near(16 * MM))
        line = Read(made).find("张𠮷三")[0]
        assert 297 - bottom == near(line.y + 0.12 * 16 * MM)


def test_a_picture_that_cannot_be_opened_is_named():
    found = faces.find(system_folders=(), pictures={"𠮷": b"no picture"})
    with pytest.raises(UserError) as refused:
        page.typeset(replace(SHORT, addressee="张𠮷"), found)
    assert refused.value.code == "letters.page_picture_unreadable"


@pytest.mark.parametrize(
    "text",
    [
        "<b>&amp;</b> {name} %s \\n",
        "一行\n二行\t三行\r\n四行",
        "零宽\u200b方向\u202e标记\u200f",
        "a" * 10_000,
        "政" * 10_000,
        "，" * 3_000,
        "　　自己空了两格",
        "Ⅲ①㎡℃±×÷αβ～…——“引”‘用’·•※→【】〔〕{}[]|\\^_`~@#$%&*+=<>",
    ],
)
def test_whatever_is_typed_is_read_back(fonts, text):
    read = Read(page.typeset(replace(SHORT, body=(Paragraph(text),)), fonts))
    typed = re.sub(r"[\s\u200b\u202e\u200f]", "", text)
    assert typed in re.sub(r"—\d+—", "", read.text())


def test_a_date_in_the_first_year_is_written_without_leading_zeros(fonts):
    assert "1年1月1日" in Read(page.typeset(replace(SHORT, date=date(1, 1, 1)), fonts)).text()


def test_a_letter_without_number_addressee_or_text_is_still_a_page(fonts):
    bare = replace(SHORT, number=None, addressee=None, body=())
    read = Read(page.typeset(bare, fonts))
    assert read.text().startswith("示例市数据局政府信息公开申请答复书")


def test_the_stand_ins_of_roles_not_used_are_not_told(fonts):
    roles = {one.role for one in page.typeset(SHORT, fonts).stand_ins}
    assert roles == {faces.Role.TITLE, faces.Role.BODY}


CHINESE = st.text(
    alphabet=st.one_of(
        st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5),
        st.sampled_from("，。、；：？！“”‘’（）《》〈〉【】…—·0123456789abcXYZ.,:/%"),
    ),
    min_size=1,
    max_size=400,
)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(paragraphs=st.lists(CHINESE, min_size=1, max_size=3))
def test_the_text_read_back_joined_is_the_text_given(fonts, paragraphs):
    document = replace(SHORT, body=tuple(map(Paragraph, paragraphs)), number=None)
    read = Read(page.typeset(document, fonts))
    text = "".join(c.text for chars in read.pages for c in chars if c.size == 16.0)
    assert text == "张三：" + "".join(paragraphs) + "示例市数据局2026年11月3日"
