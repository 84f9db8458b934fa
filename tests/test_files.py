import io
import zipfile
from pathlib import Path

import pytest

from clerkdesk import audit, files, paths
from clerkdesk.db.models import File, FileChunk
from clerkdesk.db.unit import unit
from clerkdesk.errors import EnvironmentFault, UserError
from clerkdesk.publications.readers import kinds


def refused(act, *arguments) -> str:
    with pytest.raises((UserError, EnvironmentFault)) as caught:
        act(*arguments)
    assert str(caught.value)
    return caught.value.code


def docx() -> bytes:
    pack = io.BytesIO()
    with zipfile.ZipFile(pack, "w") as writer:
        writer.writestr("word/document.xml", "<w/>")
    return pack.getvalue()


def test_a_file_comes_back_as_it_was_and_is_audited(register, clerk, tmp_path):
    source = tmp_path / "扫描件.pdf"
    source.write_bytes(b"%PDF-1.7 content")

    kept = files.store(source, source.name, clerk)

    row = files.row(kept)
    assert files.read(kept) == b"%PDF-1.7 content"
    assert (row.name, row.size, row.media_type) == ("扫描件.pdf", 16, "application/pdf")
    (line,) = audit.history("file", kept)
    assert line.payload == {"name": "扫描件.pdf", "size": 16, "sha256": row.sha256}


@pytest.mark.parametrize(
    "name", ["答复.pdf.exe", "申请书.LNK", "附件.js", "a.hta. ", "申请\u202efdp.scr"]
)
def test_what_would_run_is_kept_but_not_opened(register, clerk, home, name):
    kept = files.store(b"MZ\x00 content", name, clerk)

    with pytest.raises(UserError, match="没有打开") as caught:
        files.open_copy(kept)

    assert caught.value.code == "files.runs"
    assert not list(home.rglob("*"))
    assert files.read(kept) == b"MZ\x00 content"


def test_a_large_file_lies_in_pieces(register, clerk):
    content = bytes(range(256)) * 4096 * 2 + b"end"

    kept = files.store(content, "a.bin", clerk)

    assert FileChunk.select().where(FileChunk.file == kept).count() == 3
    assert files.read(kept) == content


def test_a_file_of_a_failed_unit_leaves_nothing(register, clerk):
    with pytest.raises(ZeroDivisionError):
        store_and_fail(clerk)

    assert File.select().count() == 0
    assert FileChunk.select().count() == 0


def store_and_fail(clerk: int) -> None:
    with unit(by=clerk):
        files.store(b"content", "a.txt", clerk)
        raise ZeroDivisionError


def test_a_file_at_the_limit_is_stored_and_one_byte_more_is_refused(register, clerk, monkeypatch):
    monkeypatch.setattr(files, "LIMIT", 2 * files.CHUNK)

    files.store(bytes(2 * files.CHUNK), "a.bin", clerk)

    assert refused(files.store, bytes(2 * files.CHUNK + 1), "a.bin", clerk) == "files.too_big"
    assert File.select().count() == 1


def test_a_huge_file_is_refused_before_it_is_read(register, clerk, tmp_path):
    huge = tmp_path / "huge.pdf"
    with huge.open("wb") as file:
        file.truncate(files.LIMIT + 1)

    assert refused(files.store, huge, huge.name, clerk) == "files.too_big"


def test_a_file_that_grows_while_it_is_read_is_refused(register, clerk, tmp_path, monkeypatch):
    grown = tmp_path / "log.txt"
    grown.write_bytes(bytes(3 * files.CHUNK))
    monkeypatch.setattr(files, "LIMIT", 4 * files.CHUNK)
    opened = files._open(grown, grown.name)
    monkeypatch.setattr(files, "_open", lambda *_: opened)
    monkeypatch.setattr(files, "LIMIT", 2 * files.CHUNK)

    assert refused(files.store, grown, grown.name, clerk) == "files.too_big"
    assert FileChunk.select().count() == 0


def test_what_may_be_read_from_outside_may_be_stored():
    """Two numbers, for the reading child knows no register; a clerk knows one: 100 MB."""
    assert files.LIMIT == kinds.FILE_LIMIT == 100 * 1024 * 1024


def test_what_cannot_be_stored_is_named(register, clerk, tmp_path):
    assert refused(files.store, b"", "a.txt", clerk) == "files.empty"
    assert refused(files.store, tmp_path / "nowhere", "nowhere", clerk) == "files.not_found"
    assert refused(files.store, tmp_path, "folder", clerk) == "files.not_found"
    assert refused(files.row, 99) == "files.gone"
    assert File.select().count() == 0


def test_a_file_that_cannot_be_read_is_named(register, clerk, tmp_path, monkeypatch):
    locked = tmp_path / "locked.docx"
    locked.write_bytes(b"x")

    def refuse(*_args, **_kwargs):
        raise PermissionError

    monkeypatch.setattr(type(locked), "open", refuse)

    assert refused(files.store, locked, locked.name, clerk) == "files.unreadable"


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"%PDF-1.4", "application/pdf"),
        (b"\x89PNG\r\n\x1a\n....", "image/png"),
        (b"\xff\xd8\xff\xe0", "image/jpeg"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/x-ole-storage"),
        ("中文文本".encode(), "text/plain"),
        ("中文文本".encode("gb18030"), "text/plain"),
        ("中文文本".encode("utf-16"), "text/plain"),
        (b"\x00\x01\x02", "application/octet-stream"),
        (b"PK\x03\x04 torn", "application/octet-stream"),
        (
            docx(),
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        ),
    ],
)
def test_the_bytes_say_what_a_file_is(register, clerk, content, kind):
    assert files.row(files.store(content, "a.pdf", clerk)).media_type == kind


def test_a_changed_byte_is_noticed(register, clerk):
    kept = files.store(b"content", "a.txt", clerk)
    with unit(by=clerk) as work:
        FileChunk.update(bytes=b"CONTENT").where(FileChunk.file == kept).execute()
        work.changed("file", kept)

    assert refused(files.read, kept) == "files.damaged"


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("答复书.pdf", "答复书.pdf"),
        ("<b>&.docx", "_b_&.docx"),
        ("𠮷田.pdf", "𠮷田.pdf"),
        ("CON.txt", "_CON.txt"),
        ("com1", "_com1"),
        ("contents.txt", "contents.txt"),
        ("a.pdf. . ", "a.pdf"),
        ("..", "file"),
        ("", "file"),
        ('a:b?c*"d|e.txt', "a_b_c__d_e.txt"),
        ("a\nb\x00.txt", "a_b_.txt"),
        ("x\u202efdp.exe", "xfdp.exe"),
        ("长" * 300 + ".pdf", "长" * 116 + ".pdf"),
    ],
)
def test_a_copys_name_is_one_that_windows_takes(name, safe):
    assert files.safe_name(name) == safe


def test_the_name_shown_stays_as_it_was_given(register, clerk):
    kept = files.store(b"content", r"C:\Users\王芳\<b>&𠮷.txt", clerk)

    assert files.row(kept).name == "<b>&𠮷.txt"
    assert files.open_copy(kept).name == "_b_&𠮷.txt"


def test_a_name_that_is_no_text_is_survived(register, clerk):
    kept = files.store(b"content", "a\udc80.txt", clerk)

    assert files.row(kept).name == "a?.txt"


def test_copies_lie_in_one_folder_that_is_emptied(register, clerk):
    one = files.store(b"one", "same.txt", clerk)
    two = files.store(b"two", "same.txt", clerk)

    copies = [files.open_copy(one), files.open_copy(two), files.open_copy(one)]

    assert [copy.read_bytes() for copy in copies] == [b"one", b"two", b"one"]
    assert all(copy.is_relative_to(paths.opened_copies()) for copy in copies)
    assert copies[0].stat().st_mode & 0o222 == 0
    files.empty_copies()
    files.empty_copies()
    assert not paths.opened_copies().exists()


def test_a_copy_that_cannot_be_removed_waits_for_the_next_start(register, clerk, monkeypatch):
    files.open_copy(files.store(b"one", "same.txt", clerk))

    def refuse(_path):
        raise PermissionError(13, "in use")

    monkeypatch.setattr(files.shutil, "rmtree", refuse)
    files.empty_copies()

    assert paths.opened_copies().exists()


def test_a_copy_that_was_written_over_is_made_again(register, clerk):
    kept = files.store(b"content", "a.txt", clerk)
    copy = files.open_copy(kept)
    copy.chmod(0o600)
    copy.write_bytes(b"scribble")

    assert files.open_copy(kept).read_bytes() == b"content"


def test_a_copy_on_windows_is_marked_as_from_outside(register, clerk, monkeypatch):
    """What an applicant sent was marked by the browser; stored and opened, it would no longer be."""
    monkeypatch.setattr(files.disk, "WINDOWS", True)
    copy = files.open_copy(files.store(b"content", "附件.docm", clerk))

    stream = Path(f"{copy}:Zone.Identifier")
    assert stream.read_bytes() == b"[ZoneTransfer]\r\nZoneId=3\r\n"
    assert copy.read_bytes() == b"content"


def test_where_no_mark_can_be_written_the_copy_is_opened_all_the_same(register, clerk, monkeypatch):
    write = Path.write_bytes

    def refused(path: Path, data: bytes) -> int:
        if path.name.endswith("Zone.Identifier"):
            raise OSError(22, "no such stream")
        return write(path, data)

    monkeypatch.setattr(files.disk, "WINDOWS", True)
    monkeypatch.setattr(Path, "write_bytes", refused)
    copy = files.open_copy(files.store(b"content", "a.pdf", clerk))
    assert copy.read_bytes() == b"content"


def test_a_file_is_saved_whole_or_not_at_all(register, clerk, tmp_path):
    kept = files.store(b"content", "a.txt", clerk)

    files.save_as(kept, tmp_path / "答复.txt")

    assert (tmp_path / "答复.txt").read_bytes() == b"content"
    assert refused(files.save_as, kept, tmp_path / "nowhere" / "a.txt") == "register.disk_error"
    assert not (tmp_path / "答复.txt.part").exists()


def test_a_file_of_the_greatest_size_is_stored_whole(register, clerk):
    kept = files.store(bytes(files.LIMIT), "a.bin", clerk)

    assert files.row(kept).size == files.LIMIT
