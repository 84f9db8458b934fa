"""The .docx of a letter: real text, the standard's margins and grid, the faces it names."""

import dataclasses
import io
import zipfile

import docx
import pytest
from docx.oxml.ns import qn

from clerkdesk.letters import LETTERS, fonts, write
from clerkdesk.letters.measures import Spacing
from clerkdesk.letters.word import editable
from clerkdesk.publications import reading
from tests.letters import samples
from tests.letters.plain import plain

MM = 36000  # English metric units


@pytest.fixture(scope="module")
def faces():
    return fonts.find(system_folders=())


def made(key, faces, **changes):
    written = write(key, dataclasses.replace(samples.ordinary(key), **changes), faces)
    return written, editable(written)


def opened(data):
    return docx.Document(io.BytesIO(data))


def words(text: str) -> str:
    return "".join(text.replace("#", "").split())


@pytest.mark.parametrize("key", [key for key, letter in LETTERS.items() if not letter.form])
def test_a_letters_words_are_there_in_order_as_text(key, faces):
    written, data = made(key, faces)
    read = words(reading.read(data, "x.docx").text)
    body = [block.text for block in written.document.body if hasattr(block, "text")]
    at = -1
    for text in (written.document.title, *body, *written.document.signature):
        found = read.find(words(text), at + 1)
        assert found > at, text
        at = found
    assert "{" not in read


@pytest.mark.parametrize("key", [key for key, letter in LETTERS.items() if letter.form])
def test_an_internal_sheet_is_a_table_to_write_in(key, faces):
    written, data = made(key, faces)
    (table,) = opened(data).tables
    cells = words("".join(cell.text for row in table.rows for cell in row.cells))
    for row in written.sheet.blocks[0].rows:
        for cell in row:
            assert words(cell.text) in cells
    heights = {row.height for row in table.rows if row.height}
    assert round(min(heights) / MM) >= 9


def test_the_page_is_that_of_the_standard(faces):
    _written, data = made("partial", faces)
    (section,) = opened(data).sections
    assert round(section.page_width / MM) == 210
    assert round(section.page_height / MM) == 297
    sides = (section.top_margin, section.left_margin, section.bottom_margin, section.right_margin)
    assert [round(side / MM) for side in sides] == [37, 28, 35, 26]
    grid = section._sectPr.find(qn("w:docGrid"))
    assert grid.get(qn("w:type")) == "linesAndChars"
    assert int(grid.get(qn("w:linePitch"))) == 580  # 225 mm / 22, in twentieths of a point
    assert int(grid.get(qn("w:charSpace"))) == -848  # 156 mm / 28 less 16 pt, in 4096ths


def test_rows_that_came_closer_do_so_in_the_editable_letter_too(faces):
    spacing = Spacing(least=24 * 12.7 / 36)
    written = write("not_held", samples.ordinary("not_held"), faces, spacing=spacing)
    document = opened(editable(written))
    grid = document.sections[0]._sectPr.find(qn("w:docGrid"))
    assert int(grid.get(qn("w:linePitch"))) == round(written.pitch / 25.4 * 72 * 20) < 580
    assert document.styles["Normal"].paragraph_format.line_spacing.pt < 29


def test_the_faces_and_sizes_are_named(faces):
    written, data = made("partial", faces)
    paragraphs = opened(data).paragraphs
    title = next(one for one in paragraphs if one.text == written.document.title)
    body = next(one for one in paragraphs if one.text.startswith("本机关于"))
    named = [
        (run.runs[0].font.size.pt, run.runs[0]._element.rPr.rFonts.get(qn("w:eastAsia")))
        for run in (title, body)
    ]
    assert named == [(22, "方正小标宋简体"), (16, "仿宋")]
    assert body._p.pPr.ind.get(qn("w:firstLineChars")) == "200"


def test_only_the_body_keeps_to_the_grid(faces):
    written, data = made("partial", faces)
    paragraphs = opened(data).paragraphs
    title = next(one for one in paragraphs if one.text == written.document.title)
    body = next(one for one in paragraphs if one.text.startswith("本机关于"))
    assert title._p.pPr.find(qn("w:snapToGrid")).get(qn("w:val")) == "0"
    assert body._p.pPr.find(qn("w:snapToGrid")) is None


def test_a_letter_bears_its_red_mark_and_double_lines(faces):
    _written, data = made("partial", faces)
    section = opened(data).sections[0]
    head = section.first_page_header.paragraphs[0]
    assert head.text == "临江市城乡建设局"
    assert str(head.runs[0].font.color.rgb) == "FF0000"
    assert round(section.header_distance / MM) == 30
    assert "thickThinSmallGap" in head._p.xml
    assert "thinThickSmallGap" in section.first_page_footer.paragraphs[0]._p.xml
    assert "PAGE" not in section.first_page_footer.paragraphs[0]._p.xml
    assert "PAGE" in section.footer.paragraphs[0]._p.xml


def test_a_general_document_bears_one_line_a_printer_and_a_page_number(faces):
    _written, data = made("partial", faces, general=True)
    document = opened(data)
    assert document.paragraphs[0].text == "临江市城乡建设局文件"
    assert "2026年10月12日印发" in document.paragraphs[-1].text
    assert "PAGE" in document.sections[0].first_page_footer.paragraphs[0]._p.xml


def test_the_reply_slip_begins_a_page(faces):
    _written, data = made("consult_third_party", faces)
    slip = next(one for one in opened(data).paragraphs if one.text == "附件")
    assert slip.paragraph_format.page_break_before


def test_a_very_long_organ_still_fits_the_page(faces):
    office = dataclasses.replace(
        samples.OFFICE, name="临江市江口区滨河路北侧供热设施建设管理委员会办公室"
    )
    _written, data = made("partial", faces, office=office)
    head = opened(data).sections[0].first_page_header.paragraphs[0]
    assert head.runs[0].font.size.pt * len(head.text) <= 156 / (25.4 / 72)


def test_what_was_typed_is_text(faces):
    _written, data = made("receipt", faces, applicant="<b>&amp;𬭚")
    assert any(one.text == "<b>&amp;𬭚：" for one in opened(data).paragraphs)
    with zipfile.ZipFile(io.BytesIO(data)) as pack:
        assert "<w:b/>" not in pack.read("word/document.xml").decode()


def test_the_file_says_what_it_is_and_nothing_of_who_typed(faces):
    written, data = made("partial", faces)
    about = opened(data).core_properties
    assert (about.title, about.author) == (written.document.title, samples.OFFICE.name)
    assert about.last_modified_by == samples.OFFICE.name
    assert plain(written.document)
