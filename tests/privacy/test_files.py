"""Is personal data found wherever a file can hide it? And gone from the masked copy."""

import hashlib
import io
import tracemalloc
import zipfile
from datetime import date

import docx
import openpyxl
import PIL.Image
import pypdf
import pypdf.annotations
import pypdfium2
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from openpyxl.comments import Comment
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.table import Table
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen import canvas

from clerkdesk import files as stored_files
from clerkdesk.db.models import File
from clerkdesk.db.unit import unit
from clerkdesk.errors import EnvironmentFault, UserError
from clerkdesk.privacy import files, looking
from clerkdesk.privacy.mask import profiles
from clerkdesk.privacy.patterns import Kind
from clerkdesk.publications import sandbox
from clerkdesk.publications.readers import kinds

PLANTED = {
    Kind.ID_NUMBER: "11010519491231002X",
    Kind.MOBILE: "13812345678",
    Kind.BANK_CARD: "6222021234567894",
    Kind.EMAIL: "zhang.san@example.com",
    Kind.PLATE: "苏E12345",
    Kind.LANDLINE: "0512-57310000",
}
STRICT = profiles()["strict"]


def saved(thing) -> bytes:
    out = io.BytesIO()
    thing.save(out)
    return out.getvalue()


# --- each maker hides one text at one place of one format ---


# XML put before the body of a .docx
RAW = {
    "deleted": "<w:p {w}><w:del w:id='1' w:author='某'><w:r><w:delText>{t}</w:delText></w:r></w:del></w:p>",
    "inserted": "<w:p {w}><w:ins w:id='1' w:author='某'><w:r><w:t>{t}</w:t></w:r></w:ins></w:p>",
    "moved": "<w:p {w}><w:moveFrom w:id='1'><w:r><w:t>{t}</w:t></w:r></w:moveFrom></w:p>",
    "box": "<w:p {w}><w:r><w:pict><w:txbxContent><w:p><w:r><w:t>{t}</w:t></w:r></w:p></w:txbxContent></w:pict></w:r></w:p>",
    "field": '<w:p {w}><w:r><w:instrText>HYPERLINK "x:{t} "</w:instrText></w:r></w:p>',
}
LINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"


def _cut(made, text: str) -> None:
    paragraph = made.add_paragraph("联系方式为")
    for character in text:
        paragraph.add_run(character).bold = True


def _picture(made, text: str) -> None:
    picture = io.BytesIO()
    PIL.Image.new("RGB", (4, 4)).save(picture, "png")
    made.add_picture(picture)._inline.docPr.set("descr", text)


def _nested(made, text: str) -> None:
    made.add_table(1, 1).cell(0, 0).add_table(1, 1).cell(0, 0).text = text


IN_WORD = {
    "body": lambda made, text: made.add_paragraph(f"联系方式为{text}，特此通知。"),
    "cut runs": _cut,
    "table": lambda made, text: made.add_table(1, 2).cell(0, 1).add_paragraph(text),
    "nested table": _nested,
    "header": lambda made, text: made.sections[0].header.add_paragraph(text),
    "footer": lambda made, text: made.sections[0].footer.add_paragraph(text),
    "comment": lambda made, text: made.add_comment(made.paragraphs[0].runs[0], text=text),
    "hidden": lambda made, text: setattr(
        made.add_paragraph("某").add_run(text).font, "hidden", True
    ),  # a statement in a table
    "property": lambda made, text: setattr(made.core_properties, "comments", text),
    "link": lambda made, text: made.part.relate_to(f"mailto:{text}", LINK, is_external=True),
    "alt text": _picture,
} | dict.fromkeys(RAW)


def _word(place: str, text: str) -> bytes:
    made = docx.Document()
    made.add_paragraph("关于某事的通知")
    if place in RAW:
        raw = RAW[place].format(w=nsdecls("w"), t=text)
        made._body._element.insert(0, parse_xml(raw))
    else:
        IN_WORD[place](made, text)
    return saved(made)


def _number(book, text: str) -> None:
    book.active["B2"] = int(text) if text.isdigit() else text


def _hidden_column(book, text: str) -> None:
    book.active["D3"] = text
    book.active.column_dimensions["D"].hidden = True


def _hidden_row(book, text: str) -> None:
    book.active["A5"] = text
    book.active.row_dimensions[5].hidden = True


def _sheet(state: str):
    def make(book, text: str) -> None:
        book.create_sheet("暗")["A1"] = text
        book["暗"].sheet_state = state

    return make


def _comment(cell: str):
    def make(book, text: str) -> None:
        book.active[cell].comment = Comment(text, "某")

    return make


def _validation(book, text: str) -> None:
    rule = DataValidation(type="list", formula1=f'"甲,{text}"')
    book.active.add_data_validation(rule)
    rule.add("C1")


def _filter(book, text: str) -> None:
    book.active.auto_filter.ref = "A1:B1"
    book.active.auto_filter.add_filter_column(0, [text])


def _table(book, text: str) -> None:
    book.active.append(["甲", "乙"])
    book.active["A1"] = f"某{text}"
    table = Table(displayName="表", ref="A1:B2")
    book.active.add_table(table)


def _link(book, text: str) -> None:
    book.active["A1"].hyperlink = f"mailto:{text}"


IN_BOOK = {
    "cell": lambda book, text: book.active.append(["某", text]),
    "number": _number,
    "hidden column": _hidden_column,
    "hidden row": _hidden_row,
    "hidden sheet": _sheet("hidden"),
    "very hidden sheet": _sheet("veryHidden"),
    "comment": _comment("A1"),
    "comment on an empty cell": _comment("H9"),
    "property": lambda book, text: setattr(book.properties, "creator", text),
    "header": lambda book, text: setattr(book.active.oddHeader.center, "text", text),
    "footer": lambda book, text: setattr(book.active.oddFooter.left, "text", text),
    "validation": _validation,
    "link": _link,
    "filter": _filter,
    "table": _table,
    "far away": lambda book, text: book.active.cell(1_048_576, 16_384, text),
}


def _book(place: str, text: str) -> bytes:
    book = openpyxl.Workbook()
    book.active.append(["事项", "备注"])
    IN_BOOK[place](book, text)
    return saved(book)


def _pdf(place: str, text: str) -> bytes:
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    out = io.BytesIO()
    paper = canvas.Canvas(out, invariant=1)
    paper.setFont("STSong-Light", 14)
    paper.drawString(72, 780, "关于某事的通知")
    if place == "property":
        paper.setSubject(text)
    elif place == "rotated":
        paper.setPageRotation(90)
        paper.drawString(72, 300, text)
    elif place == "off the page":
        paper.drawString(72, 900, text)
    elif place != "annotation":
        if place == "second page":
            paper.showPage()
            paper.setFont("STSong-Light", 14)
        paper.drawString(72, 600, f"联系方式{text}")
        if place == "black box":
            paper.rect(60, 590, 400, 24, fill=1)
        if place == "white text":
            paper.setFillColorRGB(1, 1, 1)
            paper.drawString(72, 500, text)
    paper.showPage()
    paper.save()
    if place != "annotation":
        return out.getvalue()
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(out.getvalue()))
    writer.add_annotation(0, pypdf.annotations.FreeText(text=text, rect=(50, 550, 200, 650)))
    done = io.BytesIO()
    writer.write(done)
    return done.getvalue()


def _text(place: str, text: str) -> bytes:
    encoding, _, separator = place.partition("/")
    return f"姓名{separator}备注\n某{separator}{text}\n".encode(encoding)


IN_PDF = (
    "body",
    "second page",
    "black box",
    "white text",
    "rotated",
    "off the page",
    "property",
    "annotation",
)
IN_TEXT = [
    f"{encoding}/{sign}"
    for encoding in ("utf-8", "utf-8-sig", "utf-16", "gb18030")
    for sign in ", "
]
CORPUS = [
    *((_word, "a.docx", place) for place in IN_WORD),
    *((_book, "a.xlsx", place) for place in IN_BOOK),
    *((_pdf, "a.pdf", place) for place in IN_PDF),
    *((_text, "a.csv" if "," in place else "a.txt", place) for place in IN_TEXT),
]
CASES = [
    pytest.param(make, name, place, kind, id=f"{name}-{place}-{kind}")
    for make, name, place in CORPUS
    for kind in (Kind.ID_NUMBER, Kind.MOBILE)
]


@pytest.mark.parametrize(("make", "name", "place", "kind"), CASES)
def test_what_is_planted_is_found_and_is_gone_from_the_copy(make, name, place, kind):
    planted = PLANTED[kind]
    data = make(place, planted)
    found = files.scan(data, name)
    assert [one.kind for one in found.findings if one.text == planted], found
    assert not found.clean
    copy = files.masked_copy(data, name, STRICT)
    again = files.scan(copy.data, name)
    assert [one for one in again.findings if one.text == planted] == []
    assert again.media == found.media
    assert not _raw_holds(copy.data, planted)


def test_the_corpus_is_as_large_as_promised():
    assert len(CASES) >= 60


def _raw_holds(data: bytes, planted: str) -> bool:
    """Look through the bytes themselves, unpacked, with no reader of ours between."""
    blobs = [data]
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as pack:
            blobs = [pack.read(name) for name in pack.namelist()]
    forms = [planted.encode(code) for code in ("utf-8", "utf-16-le", "utf-16-be", "gb18030")]
    return any(form in blob for blob in blobs for form in forms)


@pytest.mark.parametrize("kind", [Kind.BANK_CARD, Kind.EMAIL, Kind.PLATE, Kind.LANDLINE])
@pytest.mark.parametrize(
    ("make", "name", "place"),
    [
        (_word, "a.docx", "body"),
        (_book, "a.xlsx", "hidden column"),
        (_pdf, "a.pdf", "black box"),
        (_text, "a.csv", "gb18030/,"),
    ],
)
def test_every_kind_is_found_in_every_format(make, name, place, kind):
    found = files.scan(make(place, PLANTED[kind]), name)
    assert kind in {one.kind for one in found.findings}


@pytest.mark.parametrize(("make", "name", "place"), CORPUS)
def test_a_clean_file_is_clean_in_every_format(make, name, place):
    found = files.scan(make(place, "无"), name)
    assert found.findings == ()
    assert found.clean is (place != "alt text")  # a picture is reviewed by eye


def test_names_in_the_row_of_a_hidden_column_are_found():
    book = openpyxl.Workbook()
    book.active.append(["张三", "13812345678"])
    book.active.column_dimensions["A"].hidden = True
    book.active.column_dimensions["B"].hidden = True
    assert {one.kind for one in files.scan(saved(book), "a.xlsx").findings} == {
        Kind.NAME,
        Kind.MOBILE,
    }


def test_a_masked_workbook_keeps_what_is_not_personal():
    book = openpyxl.Workbook()
    book.active.append(["姓名", "电话", "金额", "合计"])
    book.active.append(["张三", 13812345678, 1200.5, "=C2*2"])
    copy = files.masked_copy(saved(book), "名单.xlsx", STRICT)
    sheet = openpyxl.load_workbook(io.BytesIO(copy.data)).active
    assert [cell.value for cell in sheet[2]] == ["张*", "138******78", 1200.5, "=C2*2"]
    assert copy.masked == 2
    assert copy.left.clean


def test_a_formula_that_shows_personal_data_is_refused_by_cell():
    book = openpyxl.Workbook()
    book.active["A1"] = '="138"&"12345678"'
    data = saved(book)
    with zipfile.ZipFile(io.BytesIO(data)) as pack:
        parts = {name: pack.read(name) for name in pack.namelist()}
    sheet = parts["xl/worksheets/sheet1.xml"]
    parts["xl/worksheets/sheet1.xml"] = (
        sheet.replace(b"<v></v>", b"<v>13812345678</v>")
        .replace(b"<v />", b"<v>13812345678</v>")
        .replace(b"<v/>", b"<v>13812345678</v>")
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as pack:
        for name, part in parts.items():
            pack.writestr(name, part)
    assert {one.text for one in files.scan(out.getvalue(), "a.xlsx").findings} == {"13812345678"}
    with pytest.raises(UserError) as refusal:
        files.masked_copy(out.getvalue(), "a.xlsx", STRICT)
    assert refusal.value.code == "privacy.formula"
    assert "A1" in str(refusal.value)


def test_a_masked_docx_opens_again_with_its_other_words():
    copy = files.masked_copy(_word("cut runs", PLANTED[Kind.MOBILE]), "a.docx", STRICT)
    texts = [paragraph.text for paragraph in docx.Document(io.BytesIO(copy.data)).paragraphs]
    assert texts == ["关于某事的通知", "联系方式为138******78"]


def test_a_docx_with_files_inside_is_refused():
    data = io.BytesIO(_word("body", "无"))
    with zipfile.ZipFile(data, "a") as pack:
        pack.writestr("word/embeddings/oleObject1.bin", b"x")
    found = files.scan(data.getvalue(), "a.docx")
    assert not found.clean
    assert [note.code for note in found.notes] == ["embedded", "thumbnail"]
    with pytest.raises(UserError) as refusal:
        files.masked_copy(data.getvalue(), "a.docx", STRICT)
    assert refusal.value.code == "privacy.embedded"


def test_a_pdfs_page_with_a_find_becomes_a_picture_and_the_others_keep_their_text():
    copy = files.masked_copy(_pdf("second page", PLANTED[Kind.ID_NUMBER]), "a.pdf", STRICT)
    document = pypdfium2.PdfDocument(copy.data)
    texts = [page.get_textpage().get_text_range() for page in document]
    assert texts == ["关于某事的通知", ""]
    assert document.get_metadata_dict(skip_empty=True).keys() <= {
        "Producer",
        "Creator",
        "CreationDate",
        "ModDate",
    }
    assert [note.code for note in copy.left.notes] == ["scanned_pages"]


@pytest.mark.parametrize("place", ["body", "rotated"])
def test_the_box_covers_exactly_the_find(place):
    data = _pdf(place, PLANTED[Kind.ID_NUMBER])
    before = pypdfium2.PdfDocument(data)[0].render(scale=1).to_pil().convert("L")
    copy = files.masked_copy(data, "a.pdf", STRICT)
    page = pypdfium2.PdfDocument(copy.data)[0]
    after = page.render(scale=1).to_pil().convert("L")
    assert after.size == before.size
    everywhere = ((x, y) for x in range(after.width) for y in range(after.height))
    dark = [at for at in everywhere if after.getpixel(at) < 40 and before.getpixel(at) > 200]
    width = max(x for x, _ in dark) - min(x for x, _ in dark)
    height = max(y for _, y in dark) - min(y for _, y in dark)
    long, short = max(width, height), min(width, height)
    assert 100 < long < 260  # eighteen characters of some seven by fourteen points
    assert 12 < short < 24
    assert len(dark) > 0.6 * long * short  # solid, but for what the text itself had darkened
    assert (width < height) is (place == "rotated")


def test_a_scan_is_never_clean():
    paper = io.BytesIO()
    drawn = canvas.Canvas(paper)
    drawn.rect(100, 100, 50, 50, fill=1)
    drawn.save()
    found = files.scan(paper.getvalue(), "扫描.pdf")
    assert (found.clean, found.readable, found.findings) == (False, False, ())
    assert found.sentences


@pytest.mark.parametrize(
    "data",
    [
        b"{\\rtf1 x}",
        b"\x89PNG\r\n\x1a\n" + bytes(90),
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
    ],
)
def test_what_cannot_be_read_is_never_clean_and_never_masked(data):
    assert not files.scan(data, "x").clean
    with pytest.raises(UserError) as refusal:
        files.masked_copy(data, "x", STRICT)
    assert refusal.value.code == "privacy.cannot_mask"


def test_open_names_demand_a_basis():
    data = "张三 13812345678".encode()
    with pytest.raises(UserError) as refusal:
        files.masked_copy(data, "a.txt", profiles()["punishment"])
    assert (refusal.value.code, refusal.value.field) == ("privacy.basis", "basis")
    copy = files.masked_copy(data, "a.txt", profiles()["punishment"], basis="行政处罚法第四十八条")
    assert copy.data.decode() == "张三 ***********"
    assert [one.kind for one in copy.left.findings] == []


def test_a_finding_tells_its_place_and_its_context():
    (found,) = files.scan(_pdf("second page", PLANTED[Kind.MOBILE]), "a.pdf").findings
    assert (found.place, found.where, found.before, found.text) == (
        "body",
        "2",
        "联系方式",
        "13812345678",
    )
    (found,) = files.scan("甲\n乙电话：13812345678，丙".encode(), "a.txt").findings
    assert (found.line, found.before, found.after) == (2, "乙电话：", "，丙")


def test_of_a_towns_register_the_first_finds_are_listed_and_all_counted(monkeypatch):
    monkeypatch.setattr(files, "LISTED", 3)
    data = "\n".join(f"张三 138{number:08}" for number in range(10)).encode()
    found = files.scan(data, "a.txt")
    assert (len(found.findings), found.count) == (3, 20)
    assert found.kinds == {Kind.NAME: 10, Kind.MOBILE: 10}
    assert "17处" in found.sentences[-1]
    assert files.masked_copy(data, "a.txt", STRICT).masked == 20


def test_a_file_on_the_disk_is_never_held_whole_in_this_process(tmp_path):
    path = tmp_path / "大.txt"
    path.write_bytes("为做好有关工作，现将有关事项通知如下。\n".encode() * 400_000)
    tracemalloc.start()
    looked = looking.look(path, today=date(2026, 10, 13))
    _now, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert looked.size == path.stat().st_size > 20_000_000
    assert looked.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert most < 8_000_000


def test_a_file_of_the_register_is_never_held_whole_in_this_process_either(clerk):
    data = "为做好有关工作，现将有关事项通知如下。\n".encode() * 400_000
    file_id = stored_files.store(data, "大.txt", clerk)
    digest, size = hashlib.sha256(data).hexdigest(), len(data)
    del data
    tracemalloc.start()
    looked = looking.look_at_stored(file_id, today=date(2026, 10, 13))
    _now, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert (looked.size, looked.sha256, looked.scan.name) == (size, digest, "大.txt")
    assert most < 8_000_000


def test_a_damaged_file_of_the_register_is_told_and_nothing_is_said_of_it(clerk):
    file_id = stored_files.store("张三，手机13800138000".encode(), "名单.txt", clerk)
    with unit(by=clerk) as work:
        File.update(sha256="0" * 64).where(File.id == file_id).execute()
        work.changed("file", file_id)
    with pytest.raises(EnvironmentFault) as caught:
        looking.look_at_stored(file_id, today=date(2026, 10, 13))
    assert (caught.value.code, caught.value.facts["name"]) == ("files.damaged", "名单.txt")


def test_a_file_of_the_register_is_masked_as_the_same_bytes_would_be(clerk):
    data = "张三，手机13800138000".encode()
    stored = stored_files.row(stored_files.store(data, "名单.txt", clerk))
    copy = files.masked_copy_safely(stored, stored.name, STRICT)
    assert copy == files.masked_copy_safely(data, "名单.txt", STRICT)


def test_scanning_and_the_program_together_stay_under_500_mb():
    """What the program itself holds with its window open was measured: 230 MB."""
    assert 230 + sandbox.MEBIBYTES * 1.048576 < 500
    copying = files.COPY_MEBIBYTES * 1.048576 + kinds.FILE_LIMIT / 1e6  # with its answer
    assert copying < 500


def test_the_child_scans_and_masks_as_the_parent_would():
    data = _word("cut runs", PLANTED[Kind.MOBILE])
    assert files.scan_safely(data, "a.docx") == files.scan(data, "a.docx")
    copy = files.masked_copy_safely(data, "a.docx", STRICT)
    assert copy.left == files.masked_copy(data, "a.docx", STRICT).left
    assert copy.masked == 1
    assert files.masked_copy_safely(
        _pdf("body", PLANTED[Kind.MOBILE]), "a.pdf", STRICT
    ).data.startswith(b"%PDF")
    book = files.masked_copy_safely(_book("cell", PLANTED[Kind.MOBILE]), "a.xlsx", STRICT)
    assert openpyxl.load_workbook(io.BytesIO(book.data)).active["B2"].value == "138******78"
    with pytest.raises(UserError) as refusal:
        files.masked_copy_safely(b"{\\rtf1 x}", "<b>.rtf", STRICT)
    assert refusal.value.code == "privacy.cannot_mask"
