"""A classification mark is found where people and programs put it, and leaves nothing behind."""

import io
import logging
import tracemalloc
import zipfile
from datetime import date

import docx
import openpyxl
import pytest
from docx.shared import Inches
from openpyxl.comments import Comment

from clerkdesk import incoming
from clerkdesk.db.connection import database
from clerkdesk.db.models import Attachment, File, FileChunk
from clerkdesk.errors import UserError
from clerkdesk.publications import heading, marks, reading, sandbox, service
from clerkdesk.publications.service import NewFile, NewPublication
from tests.platforms import ODD_NAME

TODAY = date(2026, 10, 13)

MARK = "机密★10年"
BODY = ["关于停水的公告", *["为做好有关工作，现将有关事项通知如下，请认真贯彻执行。"] * 8]


def word(change) -> bytes:
    made = docx.Document()
    for line in BODY:
        made.add_paragraph(line)
    change(made)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def workbook(change) -> bytes:
    made = openpyxl.Workbook()
    for line in BODY:
        made.active.append([line])
    change(made)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def with_part(data: bytes, name: str, content: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for info in old.infolist():
            new.writestr(info, old.read(info.filename))
        new.writestr(name, content)
    return out.getvalue()


def in_runs(made) -> None:
    line = made.add_paragraph()
    for sign in "机 密 ★":
        line.add_run(sign)


def upright(made) -> None:
    for sign in "机密★":
        made.add_paragraph(sign)


def broken_line(made) -> None:
    run = made.add_paragraph().add_run("机")
    run.add_break()
    run.add_text("密★10年")


def first_header(made) -> None:
    made.sections[0].different_first_page_header_footer = True
    made.sections[0].first_page_header.paragraphs[0].text = "机密"


def header_table(made) -> None:
    made.sections[0].header.add_table(1, 1, Inches(3)).cell(0, 0).text = "机　密"


def hidden_sheet(made) -> None:
    made.create_sheet("附表").append([MARK])
    made["附表"].sheet_state = "veryHidden"


def ofd_by_signs() -> bytes:
    out = io.BytesIO()
    signs = "".join(f"<TextCode>{sign}</TextCode>" for sign in MARK)
    with zipfile.ZipFile(out, "w") as pack:
        pack.writestr("OFD.xml", "<a/>")
        pack.writestr("Doc_0/Pages/Page_0/Content.xml", f"<p>{signs}</p>")
    return out.getvalue()


PLAIN = word(lambda _made: None)
MARKED = word(lambda made: made.add_paragraph(MARK))
TEXT = "\n".join(BODY)

HIDDEN = {
    "body": (MARKED, "a.docx"),
    "runs": (word(in_runs), "a.docx"),
    "upright": (word(upright), "a.docx"),
    "broken line": (word(broken_line), "a.docx"),
    "first header": (word(first_header), "a.docx"),
    "header table": (word(header_table), "a.docx"),
    "properties": (word(lambda made: setattr(made.core_properties, "subject", MARK)), "a.docx"),
    "a docx in a docx": (with_part(PLAIN, "word/embeddings/b.docx", MARKED), "a.docx"),
    "a docx in a docx in a docx": (
        with_part(
            PLAIN,
            "word/embeddings/b.docx",
            with_part(PLAIN, "word/embeddings/c.docx", MARKED),
        ),
        "a.docx",
    ),
    "a web page in a docx": (
        with_part(PLAIN, "word/afchunk.html", f"<html><b>机</b><b>密★</b>{TEXT}".encode("gbk")),
        "a.docx",
    ),
    "cell": (workbook(lambda made: made.active.append(["机密", "★", "10年"])), "a.xlsx"),
    "hidden sheet": (workbook(hidden_sheet), "a.xlsx"),
    "sheet name": (workbook(lambda made: made.create_sheet(MARK)), "a.xlsx"),
    "comment": (
        workbook(lambda made: setattr(made.active["A1"], "comment", Comment(MARK, "x"))),
        "a.xlsx",
    ),
    "UTF-16": (f"{TEXT}\n{MARK}".encode("utf-16"), "a.txt"),
    "UTF-16 without a mark": (f"{TEXT}\n{MARK}".encode("utf-16-le"), "a.txt"),
    "GBK": (f"{TEXT}\n{MARK}".encode("gbk"), "a.txt"),
    "entities": (f"<html>{TEXT}&#26426;&#23494;&#9733;".encode(), "a.html"),
    "OFD, sign by sign": (ofd_by_signs(), "a.ofd"),
    "old Word": (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2048) + MARK.encode("utf-16-le") + bytes(512),
        "a.doc",
    ),
    "name": (TEXT.encode(), f"关于某事的通知（{MARK}）.txt"),
    "a wrong ending": (MARKED, "a.pdf"),
}


@pytest.mark.parametrize("hidden", HIDDEN)
def test_a_mark_is_seen_wherever_it_hides(hidden):
    with pytest.raises(UserError) as caught:
        marks.refuse_if_marked(reading.read(*HIDDEN[hidden]))

    assert caught.value.code == "reading.marked"
    assert "现将有关事项" not in str(caught.value)


@pytest.mark.parametrize(
    "text",
    [
        "注意\n保守秘密\n* 说明\n* 附则",
        "商业秘密\n★",
        "项目\n名称\n★\n重点",
        "国家\n秘密\n目录",
    ],
)
def test_short_lines_about_secrets_are_no_mark(text):
    found = marks.find(reading.of_text("\n".join([*BODY, text, *BODY])))

    assert [mark for mark in found if mark.refuses] == ([] if "密\n★" not in text else list(found))


def test_a_package_that_holds_itself_ends():
    """Three levels are opened; what lies deeper is said to be embedded and is reviewed by eye."""
    made = MARKED
    for _ in range(8):
        made = with_part(PLAIN, "word/embeddings/b.docx", made)

    found = reading.read(made, "a.docx")

    assert not found.readable
    assert "embedded" in [note.code for note in found.notes]


@pytest.fixture
def spoken(caplog):
    caplog.set_level(logging.DEBUG)
    return caplog


def everything(register) -> bytes:
    """Every value of every table, as the register holds it behind its key."""
    tables = database.execute_sql(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'"
    ).fetchall()
    rows = [
        row
        for (table,) in tables
        for row in database.execute_sql(f'SELECT * FROM "{table}"')  # noqa: S608 - its own tables
    ]
    return b"\n".join(
        value if isinstance(value, bytes) else str(value).encode() for row in rows for value in row
    )


TELLTALE = "仅此一处的涉密正文"


@pytest.mark.parametrize("way", ["publication", "enclosure", "attached later"])
def test_nothing_of_a_marked_file_stays(register, clerk, tmp_path, home, monkeypatch, spoken, way):
    temp = tmp_path / "temp"
    temp.mkdir()
    monkeypatch.setenv("TMPDIR", str(temp))
    monkeypatch.setattr("tempfile.tempdir", None)
    data = word(lambda made: (made.add_paragraph(MARK), made.add_paragraph(TELLTALE)))
    dropped = tmp_path / f"{TELLTALE}.docx"
    dropped.write_bytes(data)
    file = NewFile(dropped.name, data)
    draft = NewPublication("关于停水的公告", TODAY, organ="示例市数据局")
    there = service.register(draft, [NewFile("公告.txt", TEXT.encode())], clerk)
    files, chunks = File.select().count(), FileChunk.select().count()
    acts = {
        "publication": lambda: service.register(draft, [file], clerk),
        "enclosure": lambda: incoming.store(dropped, clerk),
        "attached later": lambda: service.attach_file(there, file, clerk),
    }

    with pytest.raises(UserError) as caught:
        acts[way]()

    assert caught.value.code == "reading.marked"
    assert (File.select().count(), FileChunk.select().count()) == (files, chunks)
    held = everything(register)
    assert TELLTALE.encode() not in held
    assert MARK.encode() not in held
    assert list(temp.iterdir()) == []
    assert [path for path in home.rglob("*") if path.is_file()] == []
    assert TELLTALE not in spoken.text
    assert MARK not in spoken.text


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("申请书.zip", b"PK\x05\x06" + bytes(18)),
        ("broken.docx", b"PK\x03\x04" + bytes(40)),
        ("scan.png", b"\x89PNG\r\n\x1a\n" + bytes(40)),
        (f"%_ CON {ODD_NAME}.txt", TEXT.encode()),
    ],
)
def test_an_enclosure_that_cannot_be_read_is_stored_all_the_same(
    register, clerk, tmp_path, name, data
):
    path = tmp_path / name
    path.write_bytes(data)

    row = File.get_by_id(incoming.store(path, clerk))

    assert (row.name_shown, row.size) == (name, len(data))
    assert Attachment.select().count() == 0


def test_a_large_enclosure_goes_through_this_process_in_pieces(register, clerk, tmp_path):
    path = tmp_path / "scan.png"
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(20_000_000))
    tracemalloc.start()
    kept = incoming.store(path, clerk)
    _now, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert File.get_by_id(kept).size == path.stat().st_size
    assert most < 8_000_000


@pytest.mark.parametrize("way", ["publication", "enclosure"])
def test_what_changes_after_it_was_looked_at_does_not_come_in(
    register, clerk, tmp_path, monkeypatch, way
):
    """Else a mark written in the meantime would get past the look."""
    path = tmp_path / "文件.txt"
    path.write_text(TEXT, encoding="utf-8")
    really = sandbox.read_safely

    def read(*args, **more):
        found = really(*args, **more)
        path.write_text(f"{MARK}\n{TEXT}", encoding="utf-8")
        return found

    monkeypatch.setattr(sandbox, "read_safely", read)
    with pytest.raises(UserError) as caught:
        (incoming.store if way == "enclosure" else service.intake_file)(path, by=clerk)
    assert caught.value.code == "reading.changed"
    assert File.select().count() == FileChunk.select().count() == 0


def test_a_text_of_blanks_or_of_one_line_is_looked_through():
    """Each of these took minutes, or gigabytes, before the patterns were kept from them."""
    blanks = ("机" + "\t" * 2000) * 300

    for text in (blanks, "字" * 1_000_000, "关于公告的说明\n" * 100_000):
        found = reading.of_text(text)
        assert marks.find(found) == ()
        assert heading.parse(found).document_number is None
