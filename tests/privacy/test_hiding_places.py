"""Is personal data found, and gone from the copy, where Office and WPS hide it from their own users?

The packages are written part by part: what the libraries cannot make, programs make every day.
"""

import io
import itertools
import re
import zipfile

import openpyxl
import pypdf
import pypdf.generic
import pytest
from openpyxl.chart import BarChart, Reference
from reportlab.pdfgen import canvas

from clerkdesk.errors import UserError
from clerkdesk.privacy import files
from clerkdesk.privacy.mask import profiles
from clerkdesk.privacy.patterns import Kind

ID = "11010519491231002X"
STRICT = profiles()["strict"]

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
W = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:wp="wp" xmlns:a="a" xmlns:v="v" xmlns:m="m" xmlns:wps="wps" xmlns:mc="mc" xmlns:pic="pic"'
)
S = f'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="{_OFFICE}"'


def packed(parts: dict[str, str | bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as pack:
        for name, part in parts.items():
            pack.writestr(name, part)
    return out.getvalue()


def types(*overrides: tuple[str, str]) -> str:
    told = "".join(
        f'<Override PartName="/{name}" ContentType="application/vnd.openxmlformats-officedocument.'
        f'spreadsheetml.{kind}+xml"/>'
        for name, kind in overrides
    )
    rels = "application/vnd.openxmlformats-package.relationships+xml"
    return (
        f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="xml" '
        f'ContentType="application/xml"/><Default Extension="rels" ContentType="{rels}"/>{told}</Types>'
    )


def word(inside: str = "", **parts: str) -> bytes:
    """inside: of a paragraph. parts: more members, "__" for a slash; {w} and {id} are filled in."""
    filled = inside.format(w=W, id=ID, one=ID[:7], two=ID[7:])
    body = f"<w:p><w:r><w:t>关于某事的通知</w:t></w:r></w:p><w:p>{filled}</w:p>"
    more = {name.replace("__", "/"): text.format(w=W, id=ID) for name, text in parts.items()}
    document = f"<w:document {W}><w:body>{body}</w:body></w:document>"
    return packed({"[Content_Types].xml": types(), "word/document.xml": document} | more)


def book(cells: str = "", after: str = "", workbook: str = "", **parts: str) -> bytes:
    """cells: rows of the first sheet; after: what follows them; workbook: what follows its sheets."""
    sheet = (
        f"<worksheet {S}><sheetData><row r='1'><c r='A1' t='inlineStr'><is><t>事项</t></is></c></row>"
        f"{cells.format(id=ID)}</sheetData>{after.format(id=ID)}</worksheet>"
    )
    rel = f'<Relationship Id="rId1" Type="{_OFFICE}/%s" Target="%s"/>'
    rels = f'<Relationships xmlns="{_PACKAGE}/relationships">{rel}</Relationships>'
    more = {name.replace("__", "/"): text.format(s=S, id=ID) for name, text in parts.items()}
    made = {
        "[Content_Types].xml": types(
            ("xl/workbook.xml", "sheet.main"), ("xl/worksheets/sheet1.xml", "worksheet")
        ),
        "_rels/.rels": rels % ("officeDocument", "xl/workbook.xml"),
        "xl/workbook.xml": f'<workbook {S}><sheets><sheet name="表一" sheetId="1" r:id="rId1"/></sheets>'
        f"{workbook.format(id=ID)}</workbook>",
        "xl/_rels/workbook.xml.rels": rels % ("worksheet", "worksheets/sheet1.xml"),
        "xl/worksheets/sheet1.xml": sheet,
    }
    return packed(made | more)


RUN = "<w:r><w:t>{id}</w:t></w:r>"
IN_PARAGRAPHS = {
    "half inserted": "<w:r><w:t>{one}</w:t></w:r><w:ins w:id='2'><w:r><w:t>{two}</w:t></w:r></w:ins>",
    "deleted in two": "<w:del w:id='1'><w:r><w:delText>{one}</w:delText></w:r></w:del>"
    "<w:del w:id='2'><w:r><w:delText>{two}</w:delText></w:r></w:del>",
    "deleted field": "<w:r><w:delInstrText>HYPERLINK {id}</w:delInstrText></w:r>",
    "hidden in two": "<w:r><w:rPr><w:vanish/></w:rPr><w:t>{one}</w:t></w:r>"
    "<w:r><w:rPr><w:vanish/></w:rPr><w:t>{two}</w:t></w:r>",
    "white": "<w:r><w:rPr><w:color w:val='FFFFFF'/></w:rPr><w:t>{id}</w:t></w:r>",
    "text box": "<w:r><mc:AlternateContent><mc:Choice><wps:txbx><w:txbxContent><w:p>" + RUN
    + "</w:p></w:txbxContent></wps:txbx></mc:Choice><mc:Fallback><v:textbox><w:txbxContent><w:p>"
    + RUN + "</w:p></w:txbxContent></v:textbox></mc:Fallback></mc:AlternateContent></w:r>",
    "text box of old programs": "<w:r><mc:AlternateContent><mc:Choice><w:drawing/></mc:Choice>"
    "<mc:Fallback><v:textbox><w:txbxContent><w:p>" + RUN
    + "</w:p></w:txbxContent></v:textbox></mc:Fallback></mc:AlternateContent></w:r>",
    "words for the blind": "<w:r><w:pict><v:shape alt='{id}'/></w:pict></w:r>",
    "name of a picture": "<w:r><w:drawing><wp:inline><wp:docPr id='1' name='{id}'/></wp:inline></w:drawing></w:r>",
    "description of a picture": "<w:r><w:drawing><pic:cNvPr descr='{id}'/></w:drawing></w:r>",
    "field in two": "<w:r><w:instrText>MERGEFIELD {one}</w:instrText></w:r><w:r><w:instrText>{two}</w:instrText></w:r>",
    "simple field": "<w:fldSimple w:instr='DOCVARIABLE {id}'/>",
    "default of a form": "<w:r><w:fldChar><w:ffData><w:default w:val='{id}'/></w:ffData></w:fldChar></w:r>",
    "choice of a list": "<w:sdt><w:sdtPr><w:listItem w:displayText='{id}' w:value='1'/></w:sdtPr></w:sdt>",
    "tag of a field": "<w:sdt><w:sdtPr><w:tag w:val='{id}'/></w:sdtPr></w:sdt>",
    "bookmark": "<w:bookmarkStart w:id='1' w:name='_{id}'/>",
    "smart tag": "<w:smartTag><w:smartTagPr><w:attr w:name='k' w:val='{id}'/></w:smartTagPr></w:smartTag>",
    "formula": "<m:oMath><m:r><m:t>{id}</m:t></m:r></m:oMath>",
    "over a word": "<w:r><w:ruby><w:rt>" + RUN + "</w:rt></w:ruby></w:r>",
    "tip of a link": "<w:hyperlink w:tooltip='{id}'/>",
    "who inserted": "<w:ins w:id='1' w:author='{id}'><w:r><w:t>甲</w:t></w:r></w:ins>",
    "remark in the XML": "<!-- {id} -->",
    "instruction in the XML": "<?x {id}?>",
}  # fmt: skip
IN_PARTS = {
    "comment": ("word__comments.xml", "<w:comments {w}><w:comment w:id='1'><w:p><w:r><w:t>{id}</w:t></w:r></w:p></w:comment></w:comments>"),
    "who commented": ("word__comments.xml", "<w:comments {w}><w:comment w:author='{id}'/></w:comments>"),
    "second header": ("word__header2.xml", "<w:hdr {w}><w:p><w:r><w:t>{id}</w:t></w:r></w:p></w:hdr>"),
    "footer": ("word__footer3.xml", "<w:ftr {w}><w:p><w:r><w:t>{id}</w:t></w:r></w:p></w:ftr>"),
    "watermark": ("word__header1.xml", "<w:hdr {w}><w:p><w:r><v:textpath string='{id}'/></w:r></w:p></w:hdr>"),
    "footnote": ("word__footnotes.xml", "<w:footnotes {w}><w:p><w:r><w:t>{id}</w:t></w:r></w:p></w:footnotes>"),
    "endnote": ("word__endnotes.xml", "<w:endnotes {w}><w:p><w:r><w:t>{id}</w:t></w:r></w:p></w:endnotes>"),
    "building block": ("word__glossary__document.xml", "<w:g {w}><w:p><w:r><w:t>{id}</w:t></w:r></w:p></w:g>"),
    "own property": ("docProps__custom.xml", "<P><property name='身份证'><v>{id}</v></property></P>"),
    "name of an own property": ("docProps__custom.xml", "<P><property name='{id}'><v>1</v></property></P>"),
    "properties elsewhere": ("package__services__metadata__a.psmdcp", "<c><title>{id}</title></c>"),
    "bound data": ("customXml__item1.xml", "<r><person id='{id}'/><n>{id}</n></r>"),
    "variable of the document": ("word__settings.xml", "<w:s {w}><w:docVar w:name='a' w:val='{id}'/></w:s>"),
    "query of a serial letter": ("word__settings.xml", "<w:s {w}><w:query w:val='SELECT {id}'/></w:s>"),
    "quoted in a query": ("word__settings.xml", "<w:s {w}><w:query w:val=\"WHERE n = 'it is {id}'\"/></w:s>"),
    "written as entities": ("word__settings.xml", "<w:s {w}><w:v w:val='" + "".join(f"&#{ord(one)};" for one in ID) + "'/></w:s>"),
    "receivers": ("word__recipientData.xml", "<w:r {w}><w:uniqueTag w:val='{id}'/></w:r>"),
    "name of a style": ("word__styles.xml", "<w:s {w}><w:name w:val='{id}'/></w:s>"),
    "chart": ("word__charts__chart1.xml", "<c><v>{id}</v></c>"),
    "diagram in two": ("word__diagrams__data1.xml", "<d {w}><a:p><a:r><a:t>" + ID[:6] + "</a:t></a:r><a:r><a:t>" + ID[6:] + "</a:t></a:r></a:p></d>"),
    "title of a chart in two": ("word__charts__chart2.xml", "<c {w}><a:p><a:r><a:t>" + ID[:6] + "</a:t></a:r><a:r><a:t>" + ID[6:] + "</a:t></a:r></a:p></c>"),
    "drawn picture": ("word__media__image1.svg", "<svg><text>{id}</text></svg>"),
    "diagram": ("word__diagrams__drawing1.xml", "<d {w}><a:t>{id}</a:t></d>"),
}  # fmt: skip
FILES = (
    {f"docx, {place}": word(inside) for place, inside in IN_PARAGRAPHS.items()}
    | {f"docx, {place}": word(**{name: text}) for place, (name, text) in IN_PARTS.items()}
    | {f"xlsx, {place}": book(**told) for place, told in {
        "two runs": {"cells": f"<row r='2'><c r='A2' t='inlineStr'><is><r><t>{ID[:8]}</t></r><r><t>{ID[8:]}</t></r></is></c></row>"},
        "row of no height": {"cells": "<row r='2' ht='0' customHeight='1'><c r='A2' t='inlineStr'><is><t>{id}</t></is></c></row>"},
        "hidden name": {"workbook": "<definedNames><definedName name='a' hidden='1' comment='{id}'>1</definedName></definedNames>"},
        "name of one sheet": {"workbook": "<definedNames><definedName name='a' localSheetId='0'>\"{id}\"</definedName></definedNames>"},
        "title of a rule": {"after": "<dataValidations count='1'><dataValidation type='list' sqref='A5' promptTitle='{id}'><formula1>\"甲\"</formula1></dataValidation></dataValidations>"},
        "colour by text": {"after": "<conditionalFormatting sqref='A1'><cfRule type='containsText' priority='1' text='{id}'><formula>TRUE</formula></cfRule></conditionalFormatting>"},
        "own filter": {"after": "<autoFilter ref='A1:A3'><filterColumn colId='0'><customFilters><customFilter val='{id}'/></customFilters></filterColumn></autoFilter>"},
        "tip of a link": {"after": "<hyperlinks><hyperlink ref='A1' location='A1' tooltip='{id}'/></hyperlinks>"},
        "scenario": {"after": "<scenarios><scenario name='a' comment='{id}'><inputCells r='A1' val='1'/></scenario></scenarios>"},
        "protected range": {"after": "<protectedRanges><protectedRange sqref='A1' name='_{id}'/></protectedRanges>"},
        "thread": {"xl__threadedComments__t1.xml": "<T><text>{id}</text></T>"},
        "comment nobody is tied to": {"xl__comments1.xml": "<comments {s}><author>{id}</author></comments>"},
        "cache of a pivot table": {"xl__pivotCache__pivotCacheRecords1.xml": "<p {s}><s v='{id}'/></p>"},
        "cache of a slicer": {"xl__slicerCaches__slicerCache1.xml": "<p {s}><i n='{id}'/></p>"},
        "drawing in two": {"xl__drawings__drawing2.xml": "<d xmlns:a='a'><a:p><a:r><a:t>" + ID[:6] + "</a:t></a:r><a:r><a:t>" + ID[6:] + "</a:t></a:r></a:p></d>"},
        "comment in two": {"xl__comments2.xml": "<comments {s}><commentList><comment ref='A1' authorId='0'><text><r><t>" + ID[:6] + "</t></r><r><t>" + ID[6:] + "</t></r></text></comment></commentList></comments>"},
        "drawing": {"xl__drawings__drawing1.xml": "<d xmlns:a='a'><a:t>{id}</a:t></d>"},
        "description of a drawing": {"xl__drawings__drawing1.xml": "<d><cNvPr descr='{id}'/></d>"},
        "drawing of a comment": {"xl__drawings__vmlDrawing1.vml": "<xml><div><br>{id}</div></xml>"},
        "chart": {"xl__charts__chart1.xml": "<c><v>{id}</v></c>"},
        "manager": {"docProps__app.xml": "<P><Manager>{id}</Manager></P>"},
        "connection": {"xl__connections.xml": "<c><dbPr command='select {id}'/></c>"},
        "change log": {"xl__revisions__r1.xml": "<r><t>{id}</t></r>"},
        "string no cell uses": {"xl__sharedStrings.xml": "<sst {s}><si><t>{id}</t></si></sst>"},
        "chart on a sheet of its own": {"xl__chartsheets__sheet1.xml": "<c><oddHeader>{id}</oddHeader></c>"},
    }.items()}
)  # fmt: skip


def unpacked(data: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as pack:
        parts = [pack.read(name) for name in pack.namelist()]
        return b"\n".join((*parts, "\n".join(pack.namelist()).encode(), pack.comment))


@pytest.mark.parametrize("place", FILES)
def test_what_hides_in_a_package_is_found_and_not_in_the_copy(place):
    data, name = FILES[place], f"a.{place[:4]}"
    found = files.scan(data, name)
    assert any(ID in one.text.replace("\n", "") for one in found.findings), found
    assert not found.clean
    copy = files.masked_copy(data, name, STRICT)
    assert ID.encode() not in unpacked(copy.data)
    assert ID.encode("utf-16-le") not in unpacked(copy.data)
    assert [one for one in copy.left.findings if one.text == ID] == []


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (word(**{"word__activeX__x.xml": "<x v='{id}'/>"}), "privacy.embedded"),
        (word(**{"word__other.bin": "{id}"}), "privacy.embedded"),
        (word(**{"word__afchunk.htm": "<html>{id}</html>"}), "privacy.embedded"),
        (word(**{f"word__{ID}.xml": "<x/>"}), "privacy.left"),
        (book("<row r='2'><c r='A2' t='str'><f>\"{id}\"</f><v>1</v></c></row>"), "privacy.formula"),
        (
            book(
                f"<row r='2'><c r='A2'><f>\"{ID[:6]}\"&amp;\"{ID[6:14]}\"&amp;\"{ID[14:]}\"</f></c></row>"
            ),
            "privacy.formula",
        ),
    ],
)  # fmt: skip
def test_what_cannot_be_masked_is_refused_and_never_called_clean(data, code):
    name = "a.xlsx" if b"xl/workbook.xml" in data else "a.docx"
    assert not files.scan(data, name).clean
    with pytest.raises(UserError) as refusal:
        files.masked_copy(data, name, STRICT)
    assert refusal.value.code == code


def test_a_number_written_into_eighteen_boxes_is_found_and_stays_in_its_boxes():
    boxes = "".join(f"<w:tc><w:p><w:r><w:t>{digit}</w:t></w:r></w:p></w:tc>" for digit in ID)
    document = f"<w:document {W}><w:body><w:tbl><w:tr>{boxes}</w:tr></w:tbl></w:body></w:document>"
    data = packed({"[Content_Types].xml": types(), "word/document.xml": document})
    (found,) = files.scan(data, "a.docx").findings
    assert found.text.replace("\t", "") == ID
    copy = files.masked_copy(data, "a.docx", profiles()["blackout"])
    with zipfile.ZipFile(io.BytesIO(copy.data)) as pack:
        made = pack.read("word/document.xml").decode()
    assert made.count("<w:t>*</w:t>") == 18
    cells = "".join(
        f"<c r='{column}2' t='inlineStr'><is><t>{digit}</t></is></c>"
        for column, digit in zip("ABCDEFGHIJKLMNOPQR", ID, strict=True)
    )
    copy = files.masked_copy(book(f"<row r='2'>{cells}</row>"), "a.xlsx", profiles()["blackout"])
    row = openpyxl.load_workbook(io.BytesIO(copy.data)).active[2]
    assert [cell.value for cell in row] == ["*"] * 18


@pytest.mark.parametrize(
    ("cut", "between"),
    [(range(19), ""), ((0, 6, 14, 18), ""), (range(19), "</w:tr><w:tr>")],
    ids=["boxes", "groups", "one below the other"],
)
def test_a_number_cut_over_the_cells_of_a_table_is_found_and_hidden(cut, between):
    cells = [
        f"<w:tc><w:p><w:r><w:t>{ID[start:end]}</w:t></w:r></w:p></w:tc>"
        for start, end in itertools.pairwise(cut)
    ]
    table = f"<w:tbl><w:tr>{between.join(cells)}</w:tr></w:tbl>"
    document = f"<w:document {W}><w:body>{table}</w:body></w:document>"
    data = packed({"[Content_Types].xml": types(), "word/document.xml": document})
    (found,) = files.scan(data, "a.docx").findings
    assert "".join(found.text.split()) == ID
    with zipfile.ZipFile(io.BytesIO(files.masked_copy(data, "a.docx", STRICT).data)) as pack:
        text = re.sub("<[^<>]*>", "", pack.read("word/document.xml").decode()).strip()
    assert re.fullmatch(r"11?0?\*{14,16}X", text)  # what stays is counted with the borders


def test_an_id_number_that_a_spreadsheet_rounded_is_warned_about():
    data = book("<row r='2'><c r='A2'><v>1.1010519491231E+17</v></c></row>")
    found = files.scan(data, "a.xlsx")
    assert "lost_digits" in [note.code for note in found.notes]
    assert any("15位" in sentence for sentence in found.sentences)
    assert Kind.ID_NUMBER in {one.kind for one in found.findings}


def test_what_a_copy_leaves_out_is_said():
    made = openpyxl.Workbook()
    made.active.append(["张三", 13812345678])
    chart = BarChart()
    chart.add_data(Reference(made.active, 2, 1))
    made.active.add_chart(chart)
    made.create_sheet("底稿").append(["无"])
    made["底稿"].sheet_state = "hidden"
    out = io.BytesIO()
    made.save(out)
    copy = files.masked_copy(out.getvalue(), "a.xlsx", STRICT)
    assert {note.code for note in copy.dropped} >= {"dropped_charts", "dropped_hidden"}
    assert "图表1个" in copy.sentences
    again = files.masked_copy_safely(out.getvalue(), "a.xlsx", STRICT)
    assert again.dropped == copy.dropped


def pdf(change) -> bytes:
    paper = io.BytesIO()
    drawn = canvas.Canvas(paper, invariant=1)
    drawn.drawString(72, 780, "Notice")
    drawn.save()
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(paper.getvalue()))
    change(writer)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _link(writer) -> None:
    page = writer.pages[0]
    action = pypdf.generic.DictionaryObject(
        {
            pypdf.generic.NameObject("/S"): pypdf.generic.NameObject("/URI"),
            pypdf.generic.NameObject("/URI"): pypdf.generic.TextStringObject(f"tel:{ID}"),
        }
    )
    link = pypdf.generic.DictionaryObject(
        {
            pypdf.generic.NameObject("/Type"): pypdf.generic.NameObject("/Annot"),
            pypdf.generic.NameObject("/Subtype"): pypdf.generic.NameObject("/Link"),
            pypdf.generic.NameObject("/Rect"): pypdf.generic.ArrayObject(
                [pypdf.generic.NumberObject(n) for n in (0, 0, 90, 90)]
            ),
            pypdf.generic.NameObject("/A"): action,
        }
    )
    page[pypdf.generic.NameObject("/Annots")] = pypdf.generic.ArrayObject([link])


def _xmp(writer) -> None:
    packet = pypdf.generic.StreamObject()
    packet.set_data(f"<x:xmpmeta xmlns:x='x'><t>{ID}</t></x:xmpmeta>".encode())
    place = writer._add_object(packet)
    writer._root_object[pypdf.generic.NameObject("/Metadata")] = place


def _made(told):
    """Return a PDF object of plain Python: names begin with a slash."""
    if isinstance(told, dict):
        facts = {pypdf.generic.NameObject(f"/{key}"): _made(one) for key, one in told.items()}
        return pypdf.generic.DictionaryObject(facts)
    if isinstance(told, list):
        return pypdf.generic.ArrayObject([_made(one) for one in told])
    if isinstance(told, int):
        return pypdf.generic.NumberObject(told)
    if isinstance(told, str):
        named = told.startswith("/")
        return pypdf.generic.NameObject(told) if named else pypdf.generic.TextStringObject(told)
    return told


def _in_catalogue(**entries):
    def change(writer) -> None:
        for key, told in entries.items():
            writer._root_object[pypdf.generic.NameObject(f"/{key}")] = writer._add_object(
                _made(told)
            )

    return change


def _annotation(kind: str, **entries):
    def change(writer) -> None:
        about = {"Type": "/Annot", "Subtype": f"/{kind}", "Rect": [60, 500, 360, 560]} | entries
        page = writer.pages[0]
        page[pypdf.generic.NameObject("/Annots")] = _made([writer._add_object(_made(about))])

    return change


def _stamp(writer) -> None:
    """Only its drawing has the number: it is read on the page and stands in no text of it."""
    drawing = pypdf.generic.StreamObject()
    drawing.update(
        _made(
            {
                "Type": "/XObject",
                "Subtype": "/Form",
                "BBox": [0, 0, 300, 60],
                "Resources": {
                    "Font": {"F": {"Type": "/Font", "Subtype": "/Type1", "BaseFont": "/Helvetica"}}
                },
            }
        )
    )
    drawing.set_data(f"BT /F 12 Tf 10 20 Td ({ID}) Tj ET".encode())
    _annotation("Stamp", F=4, AP={"N": writer._add_object(drawing)})(writer)


def _private(writer) -> None:
    writer.pages[0][pypdf.generic.NameObject("/PieceInfo")] = _made({"X": {"Private": ID}})


def _stream(key: str, text: bytes, *, packed: bool):
    def change(writer) -> None:
        stream = pypdf.generic.StreamObject()
        stream.set_data(text)
        place = writer._add_object(stream.flate_encode() if packed else stream)
        writer._root_object[pypdf.generic.NameObject(f"/{key}")] = place

    return change


_XMP = f"<x:xmpmeta xmlns:x='x'><t>{ID}</t></x:xmpmeta>"
BESIDE_PAGES = {
    "field without a box": _in_catalogue(AcroForm={"Fields": [{"FT": "/Tx", "T": "a", "V": ID}]}),
    "script": _in_catalogue(OpenAction={"S": "/JavaScript", "JS": f"app.alert('{ID}')"}),
    "words for the blind": _in_catalogue(StructTreeRoot={"K": {"S": "/Figure", "Alt": ID}}),
    "label of a page": _in_catalogue(PageLabels={"Nums": [0, {"P": ID}]}),
    "name of a layer": _in_catalogue(OCProperties={"OCGs": [{"Type": "/OCG", "Name": ID}]}),
    "name of a place": _in_catalogue(Dests={ID: [0, "/Fit"]}),
    "private data": _private,
    "with Chinese": _in_catalogue(X={"V": f"身份证{ID}"}),
    "packed metadata": _stream("Metadata", _XMP.encode(), packed=True),
    "wide metadata": _stream("Metadata", _XMP.encode("utf-16"), packed=False),
    "dynamic form": _stream("XFA", f"<xdp><a b='{ID}'/></xdp>".encode(), packed=True),
    "stamp": _stamp,
    "name of a stamp": _annotation("Stamp", Name=f"/{ID}"),
    "program to start": _annotation("Link", A={"S": "/Launch", "F": ID}),
    "another document": _annotation("Link", A={"S": "/GoToR", "F": ID, "D": "x"}),
    "when the mouse comes": _annotation("Link", AA={"E": {"S": "/URI", "URI": f"tel:{ID}"}}),
    "words of a button": _annotation("Screen", MK={"CA": ID}),
    "style of a box": _annotation("FreeText", DS=ID),
}


@pytest.mark.parametrize(
    "change",
    [
        *(pytest.param(change, id=place) for place, change in BESIDE_PAGES.items()),
        _link,
        _xmp,
        lambda writer: writer.add_outline_item(title=ID, page_number=0),
        lambda writer: writer.add_metadata({"/身份证": ID, "/Keywords": ID}),
    ],
)
def test_what_a_pdf_hides_beside_its_pages_is_found_and_not_in_the_copy(change):
    data = pdf(change)
    assert ID in {one.text for one in files.scan(data, "a.pdf").findings}
    copy = files.masked_copy(data, "a.pdf", STRICT)
    assert copy.left.findings == ()
    assert ID.encode("utf-16-be") not in copy.data
    reader = pypdf.PdfReader(io.BytesIO(copy.data))
    streams = [
        one.get_data()
        for number in range(1, reader.trailer["/Size"])
        if isinstance(one := reader.get_object(number), pypdf.generic.StreamObject)
    ]
    assert not any(ID.encode() in blob for blob in (copy.data, *streams))


def _drawn(draw) -> bytes:
    out = io.BytesIO()
    paper = canvas.Canvas(out, invariant=1)
    draw(paper)
    paper.showPage()
    paper.save()
    return out.getvalue()


def _turned(degrees: int):
    def draw(paper) -> None:
        paper.translate(300, 400)
        paper.rotate(degrees)
        paper.drawString(0, 0, ID)

    return draw


def _invisible(paper) -> None:
    text = paper.beginText(72, 700)
    text.setTextRenderMode(3)
    text.textOut(ID)
    paper.drawText(text)


def _glyph_by_glyph(wide: float, order):
    def draw(paper) -> None:
        for place in order(range(len(ID))):
            paper.drawString(72 + place * wide, 700, ID[place])

    return draw


def _one_below_the_other(paper) -> None:
    for place, digit in enumerate(ID):
        paper.drawString(72, 780 - place * 20, digit)


def _field(paper) -> None:
    paper.acroForm.textfield(value=ID, x=72, y=700, width=200, height=20)


@pytest.mark.parametrize(
    "draw",
    [
        *map(_turned, (30, 90, 180, 270)), _invisible, _field, _one_below_the_other,
        _glyph_by_glyph(6.1, list), _glyph_by_glyph(20, list), _glyph_by_glyph(6.1, reversed),
        _glyph_by_glyph(6.1, lambda places: sorted(places, key=lambda place: place * 7 % 18)),
    ],
)  # fmt: skip
def test_however_a_number_is_drawn_on_a_page_it_is_found_and_gone(draw):
    data = _drawn(draw)
    assert any("".join(one.text.split()) == ID for one in files.scan(data, "a.pdf").findings)
    copy = files.masked_copy(data, "a.pdf", STRICT)
    assert copy.left.findings == ()
    assert "".join(pypdf.PdfReader(io.BytesIO(copy.data)).pages[0].extract_text().split()) == ""


def test_an_earlier_version_in_a_pdf_is_said_and_left_behind():
    paper = pdf(lambda _writer: None)
    writer = pypdf.PdfWriter(io.BytesIO(paper), incremental=True)
    writer.add_metadata({"/Title": "later"})
    out = io.BytesIO()
    writer.write(out)
    found = files.scan(out.getvalue(), "a.pdf")
    assert "earlier_versions" in [note.code for note in found.notes]
    copy = files.masked_copy(out.getvalue(), "a.pdf", STRICT)
    assert copy.data.count(b"%%EOF") == 1
