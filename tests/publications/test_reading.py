"""What does the program make of a dropped file? Whole, broken, hostile or mis-named."""

import io
import zipfile
from pathlib import Path

import docx
import openpyxl
import PIL.Image
import pypdf
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from hypothesis import given
from hypothesis import strategies as st
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen import canvas

from clerkdesk.errors import UserError
from clerkdesk.publications import marks, reading
from clerkdesk.publications.readers import kinds
from clerkdesk.publications.readers.parts import Place

SEEDS = Path(__file__).resolve().parents[3] / "shared" / "seeds"


def codes(found) -> list[str]:
    assert all(found.sentences)
    return [note.code for note in found.notes]


def refused(data: bytes, name: str = "文件<b>&.docx") -> str:
    with pytest.raises(UserError) as refusal:
        reading.read(data, name)
    assert reading.shown_name(name) in str(refusal.value)
    return refusal.value.code


def asides(found, place: Place) -> list[str]:
    return [aside.text for aside in found.asides if aside.place is place]


def saved(paper) -> bytes:
    out = io.BytesIO()
    paper.save(out)
    return out.getvalue()


def zipped(**files: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as pack:
        for name, data in files.items():
            pack.writestr(name.replace("__", "/"), data)
    return out.getvalue()


def pdf(*pages: str, encrypt: str = "") -> bytes:
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    out = io.BytesIO()
    paper = canvas.Canvas(out, invariant=1)
    for page in pages:
        paper.setFont("STSong-Light", 16)
        for number, line in enumerate(page.split("\n")):
            paper.drawString(72, 760 - 24 * number, line)
        if not page:
            paper.rect(100, 100, 200, 200, fill=1)
        paper.showPage()
    paper.setTitle("题名")
    paper.save()
    if not encrypt:
        return out.getvalue()
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(out.getvalue()))
    writer.encrypt(encrypt, algorithm="RC4-128")
    return saved_pdf(writer)


def saved_pdf(writer) -> bytes:
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


# --- plain text ---

ENCODINGS = ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "gb18030"]


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_a_text_is_read_in_the_encoding_it_was_written_in(encoding):
    text = "昆政办发〔2015〕17号\n关于𠮷某的通知\r\n各单位：\r2015年2月12日"
    found = reading.read(text.encode(encoding), "通知.txt")
    assert found.lines == ("昆政办发〔2015〕17号", "关于𠮷某的通知", "各单位：", "2015年2月12日")
    assert codes(found) == ([] if encoding.startswith("utf-8") else ["encoding"])


def test_every_seed_is_read_whole_in_every_encoding():
    if not SEEDS.is_dir():
        pytest.skip("the five real papers are not beside this checkout")
    for path in SEEDS.iterdir():
        text = path.read_text(encoding="utf-8")
        for encoding in ENCODINGS:
            assert reading.read(text.encode(encoding), path.name).text == text, (path, encoding)


def test_big5_from_across_the_strait_is_told_from_gb():
    text = "崑山市政府信息公開工作年度報告，統計期限自一月一日起。" * 3
    assert reading.read(text.encode("big5", errors="ignore"), "a.txt").notes[0].facts == (
        ("encoding", "big5"),
    )


def test_bytes_that_are_no_text_are_refused():
    assert refused(bytes(range(256)) * 40, "a.txt") == "reading.not_text"
    assert refused(b"\xef\xbb\xbf\xff\xff", "a.txt") == "reading.broken_text"


def test_a_text_beyond_the_limit_is_refused(monkeypatch):
    monkeypatch.setattr(reading, "TEXT_LIMIT", 1000)
    assert refused(b"x" * 1001, "a.txt") == "reading.too_much_text"


def test_private_use_characters_are_warned_about():
    assert codes(reading.read("张\ue123".encode(), "a.txt")) == ["private_use"]


# --- Word ---


def paper() -> bytes:
    """A .docx with every hiding place."""
    made = docx.Document()
    made.core_properties.author = "作者甲"
    made.sections[0].header.paragraphs[0].text = "页眉内容"
    made.sections[0].footer.paragraphs[0].text = "页脚内容"
    made.add_paragraph("昆山市人民政府办公室文件")
    run = made.add_paragraph("昆政办发〔2015〕17号").runs[0]
    made.add_comment(run, text="批注内容")
    table = made.add_table(2, 2)
    for number, cell in enumerate(table._cells):
        cell.text = f"格{number}"
    table.cell(1, 1).add_table(1, 1).cell(0, 0).text = "内表"
    made.add_paragraph("可见").add_run("藏起").font.hidden = True
    made._body._element.insert(0, parse_xml(
        f'<w:p {nsdecls("w")}><w:r><w:t>前</w:t><w:tab/></w:r><w:del w:id="1"><w:r><w:delText>删去</w:delText></w:r></w:del>'
        '<w:ins w:id="2"><w:r><w:t>增添</w:t></w:r></w:ins></w:p>'))  # fmt: skip
    made._body._element.insert(1, parse_xml(
        f'<w:p {nsdecls("w")} xmlns:mc="urn:mc" xmlns:v="urn:v"><w:r><mc:AlternateContent>'
        '<mc:Choice><w:drawing><w:txbxContent><w:p><w:r><w:t>框内</w:t></w:r></w:p></w:txbxContent></w:drawing></mc:Choice>'
        '<mc:Fallback><w:pict><w:txbxContent><w:p><w:r><w:t>框内</w:t></w:r></w:p></w:txbxContent></w:pict></mc:Fallback>'
        '</mc:AlternateContent></w:r></w:p>'))  # fmt: skip
    return saved(made)


def test_a_docx_is_read_with_its_tables_boxes_headers_and_hiding_places():
    found = reading.read(paper(), "公文.docx")
    assert [line for line in found.lines if line] == [
        "前\t增添", "框内", "昆山市人民政府办公室文件", "昆政办发〔2015〕17号", "格0\t格1", "格2\t格3 内表", "可见",
    ]  # fmt: skip
    assert found.headers == ("页眉内容",)
    assert asides(found, Place.FOOTER) == ["页脚内容"]
    assert asides(found, Place.COMMENT) == ["批注内容"]
    assert asides(found, Place.DELETED) == ["删去"]
    assert asides(found, Place.HIDDEN) == ["藏起"]
    assert "作者甲" in asides(found, Place.METADATA)
    assert codes(found) == ["tracked_changes", "comments", "hidden_text", "thumbnail"]
    assert found.readable


def test_a_watermark_is_read_like_a_header():
    made = docx.Document()
    made.add_paragraph("正文")
    made.sections[0].header.paragraphs[0]._p.append(
        parse_xml(
            f'<w:r {nsdecls("w")} xmlns:v="urn:v"><w:pict><v:shape><v:textpath string="机密"/></v:shape></w:pict></w:r>'
        )
    )
    assert [mark.level for mark in marks.find(reading.read(saved(made), "a.docx"))] == ["机密"]


def test_pictures_and_embedded_files_are_never_called_readable():
    made = docx.Document()
    made.add_paragraph("图")
    picture = io.BytesIO()
    PIL.Image.new("RGB", (4, 4)).save(picture, "png")
    made.add_picture(picture)
    found = reading.read(saved(made), "a.docx")
    assert not found.readable
    assert codes(found) == ["pictures", "thumbnail"]


def test_an_entity_bomb_in_a_docx_is_not_unfolded():
    bomb = (
        b'<!DOCTYPE d [<!ENTITY a "lol"><!ENTITY b "'
        + b"&a;" * 1000
        + b'">]><w:document xmlns:w="u"><w:body><w:p><w:r><w:t>&b;</w:t></w:r></w:p></w:body></w:document>'
    )
    data = zipped(**{"[Content_Types].xml": b"<T/>", "word__document.xml": bomb})
    assert reading.read(data, "a.docx").text.strip() == ""


def test_nesting_without_end_is_broken_not_fatal():
    deep = b"<w:p xmlns:w='u'>" + b"<w:r>" * 100_000 + b"</w:r>" * 100_000 + b"</w:p>"
    data = zipped(**{"[Content_Types].xml": b"<T/>", "word__document.xml": deep})
    assert refused(data) == "reading.broken"


# --- workbooks ---


def test_a_workbook_tells_what_is_hidden():
    book = openpyxl.Workbook()
    book.active.append(["姓名", "电话"])
    book.active.append(["张三", 13812345678])
    book.active.column_dimensions["B"].hidden = True
    book.create_sheet("暗表").append(["暗"])
    book["暗表"].sheet_state = "veryHidden"
    found = reading.read(saved(book), "名单.xlsx")
    assert found.lines == ("姓名", "张三")
    assert asides(found, Place.HIDDEN) == ["电话", "13812345678", "暗"]
    assert codes(found) == ["hidden_cells"]


# --- PDF ---


def test_a_pdf_is_read_page_by_page():
    found = reading.read(pdf("昆政办发〔2015〕17号\n关于某事的通知", "第二页"), "a.pdf")
    assert [line for line in found.lines if line] == [
        "昆政办发〔2015〕17号",
        "关于某事的通知",
        "第二页",
    ]
    assert found.headers == ("昆政办发〔2015〕17号", "第二页")
    assert "题名" in asides(found, Place.METADATA)


def test_a_scan_says_so_and_is_never_readable():
    found = reading.read(pdf("", ""), "a.pdf")
    assert (found.readable, codes(found)) == (False, ["scanned"])
    found = reading.read(pdf("有字", ""), "a.pdf")
    assert (found.readable, codes(found)) == (False, ["scanned_pages"])
    assert "2" in found.sentences[0]


def test_an_encrypted_pdf_is_refused():
    assert refused(pdf("秘", encrypt="1234"), "a.pdf") == "reading.encrypted"


def test_a_pdf_that_opens_without_a_password_is_read():
    assert "字" in reading.read(pdf("字"), "a.pdf").text


# --- what cannot be read, and what is refused ---


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("旧.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "by_eye"),
        ("旧.wps", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "by_eye"),
        ("式.ofd", zipped(**{"OFD.xml": b"<o/>"}), "by_eye"),
        ("式.rtf", b"{\\rtf1 hello}", "by_eye"),
        ("页.html", b"<!DOCTYPE html><p>x", "by_eye"),
        ("图.png", b"\x89PNG\r\n\x1a\n" + bytes(90), "picture"),
        ("图.jpg", b"\xff\xd8\xff\xe0" + bytes(90), "picture"),
        ("图.bmp", b"BM" + bytes(12) + b"\x28\x00\x00\x00" + bytes(90), "picture"),
        ("白.txt", b" \n\n", "no_text"),
    ],
)
def test_what_is_not_readable_here_is_accepted_for_review_by_eye(name, data, code):
    found = reading.read(data, name)
    assert (found.readable, found.text.strip(), codes(found)) == (False, "", [code])


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b"PK\x03\x04 broken", "broken"),
        (b"%PDF-1.7 broken", "broken"),
        (zipped(**{"a.txt": b"x"}), "archive"),
        (b"Rar!\x1a\x07\x00", "archive"),
        (b"MZ\x90\x00\x03", "program"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
        (zipped(**{"[Content_Types].xml": b"<T/>", "word__document.xml": b"<a><b></a>"}), "broken"),
        (zipped(**{"[Content_Types].xml": b"<T/>", "word__styles.xml": b"<a/>"}), "broken"),
        (zipped(**{"[Content_Types].xml": b"<T/>", "xl__workbook.xml": b"<a/>"}), "broken"),
        (
            zipped(**{"[Content_Types].xml": b"<T/>", "word__document.xml": bytes(50_000_000)}),
            "bomb",
        ),
    ],
)
def test_what_cannot_be_accepted_is_refused_with_a_sentence(data, code):
    assert refused(data) == "reading." + code


def test_a_zip_whose_members_add_up_is_a_bomb(monkeypatch):
    monkeypatch.setattr(kinds, "UNPACKED_LIMIT", 100)
    assert refused(paper()) == "reading.bomb"


def test_a_locked_zip_is_encrypted():
    data = bytearray(paper())
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    assert refused(bytes(data)) == "reading.encrypted"


def test_too_large_is_said_before_anything_is_parsed(monkeypatch):
    monkeypatch.setattr(kinds, "FILE_LIMIT", 10)
    assert refused(b"%PDF-1.4 whatever") == "reading.too_large"


@pytest.mark.parametrize(
    ("name", "told"), [("通知.pdf", True), ("通知.docx", False), ("通知", False), ("a.DOCX", False)]
)
def test_content_decides_and_a_wrong_ending_is_told(name, told):
    found = reading.read(saved(docx.Document()), name)
    assert found.media == kinds.Kind.DOCX
    assert ("misnamed" in codes(found)) is told


@pytest.mark.parametrize("kind", kinds.Kind)
def test_what_a_file_really_is_is_told_by_the_name_the_clerks_call_it(kind):
    told = reading.sentence(reading.Note.of("misnamed", media=kind.value))

    assert kind.value not in told
    assert "{" not in told


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../a<b>&.txt", "a<b>&.txt"),
        ("C:\\x\\名.txt", "名.txt"),
        ("\u202excod.exe\u0000\n", "xcod.exe"),
        ("𠮷.txt", "𠮷.txt"),
        ("", ""),
    ],
)
def test_a_name_is_shown_without_tricks(name, shown):
    assert reading.shown_name(name) == shown


def test_a_long_name_keeps_its_ending():
    shown = reading.shown_name("长" * 300 + ".docx")
    assert len(shown) == reading.NAME_SHOWN
    assert shown.endswith("….docx".removeprefix("…"))


def test_a_reading_survives_the_border_of_the_sandbox():
    found = reading.read(paper(), "a.docx")
    assert reading.from_json(reading.to_json(found)) == found


def read_or_refuse(data: bytes):
    try:
        return reading.read(data, "x")
    except UserError as refusal:
        return refusal


@given(
    st.binary(max_size=400),
    st.sampled_from([b"", b"%PDF-1.4\n", b"PK\x03\x04", b"{\\rtf1", b"\xff\xfe"]),
)
def test_no_bytes_whatever_break_it(data, start):
    found = read_or_refuse(start + data)
    assert "\x00" not in getattr(found, "text", "")
    assert str(found)


@given(st.integers(0, 40_000), st.integers(0, 255))
def test_one_wrong_byte_in_a_docx_is_survived(place, byte):
    data = bytearray(PAPER)
    data[place % len(data)] = byte
    assert str(read_or_refuse(bytes(data)))


PAPER = paper()
