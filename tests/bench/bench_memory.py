"""How much memory does looking through a file take, in this process and its child together?

    python tests/bench/bench_memory.py [names of files as below ...]

Drops a file of a gigabyte, a zip bomb, files of a hundred megabytes, a scan of three hundred pages
and great lists into the search for personal data, looks through the same files once they are
stored in a register, and has masked copies made. Prints for each the greatest sum of what both
processes held at one moment, sampled every five milliseconds; what this process holds before is
counted as what the program holds with its window open, which is measured first. 500 MB is what is
asked for a search; above it the script fails. Linux only: it reads /proc.
"""

# ruff: noqa: T201 - a script that speaks to a terminal
import contextlib
import io
import os
import random
import sys
import tempfile
import threading
import time
import zipfile
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

os.environ["QT_QPA_PLATFORM"] = "offscreen"

import openpyxl
import PIL.Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen import canvas

from clerkdesk import files as stored_files
from clerkdesk import opening
from clerkdesk.clock import FixedClock
from clerkdesk.errors import UserError
from clerkdesk.privacy import files, looking
from clerkdesk.privacy.mask import profiles

ASKED = 500  # MB of 1,000,000 bytes
TODAY = date(2026, 10, 13)
MOST = 100 * 1024 * 1024 - 200_000  # bytes: just what is let in
LINE = "为做好政府信息公开工作，张三，身份证号码11010519491231002X，电话13812345678。\n"


def gigabyte(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(1 << 30)


def bomb(path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as pack:
        pack.writestr("[Content_Types].xml", "<Types/>")
        with pack.open("word/document.xml", "w", force_zip64=True) as part:
            for _ in range(1024):
                part.write(bytes(1 << 20))


def text(path: Path, size: int = MOST) -> None:
    line = LINE.encode("gb18030")
    path.write_bytes(line * (size // len(line)))


def noise(path: Path, head: bytes) -> None:
    path.write_bytes(head + random.Random(1).randbytes(MOST - len(head)))  # noqa: S311  # no secret


def document(path: Path) -> None:
    """Write a hundred megabytes of pictures around a short text."""
    import docx  # noqa: PLC0415  # this one alone needs it

    made = docx.Document()
    made.add_paragraph(LINE)
    made.save(path)
    with zipfile.ZipFile(path, "a") as pack:
        for number in range(10):
            part = random.Random(number).randbytes(MOST // 10 - 8000)  # noqa: S311  # no secret
            pack.writestr(f"word/media/image{number}.png", part)


def long_document(path: Path) -> None:
    body = "".join(f"<w:p><w:r><w:t>{number} {LINE}</w:t></w:r></w:p>" for number in range(20_000))
    import docx  # noqa: PLC0415  # this one alone needs it

    out = io.BytesIO()
    docx.Document().save(out)
    with zipfile.ZipFile(out) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = old.read(name)
            if name == "word/document.xml":
                part = part.replace(b"<w:sectPr", body.encode() + b"<w:sectPr", 1)
            new.writestr(name, part)


def workbook(path: Path) -> None:
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet()
    for number in range(20_000):
        sheet.append([number, "张三", "男", f"138{number:08}", "玉山镇", 1200.5, "合格", "无"])
    book.save(path)


def scans(path: Path) -> None:
    """Write three hundred pages, each a picture of A4 at 150 dpi, together some 80 MB."""
    chance = random.Random(2)  # noqa: S311  # no secret
    paper = canvas.Canvas(str(path), pagesize=(595, 842))
    for _page in range(300):
        grain = PIL.Image.frombytes("L", (100, 141), chance.randbytes(100 * 141))
        out = io.BytesIO()
        grain.resize((1240, 1754)).save(out, "jpeg", quality=75)
        paper.drawImage(ImageReader(out), 0, 0, 595, 842)
        paper.showPage()
    paper.save()


def pages(path: Path) -> None:
    """Write three hundred pages of text with a find on each."""
    paper = canvas.Canvas(str(path))
    for number in range(300):
        for row in range(40):
            paper.drawString(72, 780 - row * 18, f"{number} {row} tel. 138{number * 40 + row:08}")
        paper.showPage()
    paper.save()


def look(path: Path) -> str:
    found = looking.look(path, today=TODAY)
    return f"{found.scan.count} finds, {' '.join(note.code for note in found.scan.notes)}"


def look_at_stored(path: Path) -> str:
    register = opening.sample(FixedClock.on(TODAY))
    try:
        stored = stored_files.store(path, path.name, None)
        Watch.begin()  # storing it is another matter
        found = looking.look_at_stored(stored, today=TODAY)
    finally:
        opening.close(register)
    return f"{found.scan.count} finds"


def copy(path: Path) -> str:
    made = files.masked_copy_safely(path, path.name, profiles()["strict"])
    return f"{made.masked} masked, {len(made.data) / 1e6:.0f} MB"


CASES: tuple[tuple[str, Callable[[Path], None]], ...] = (
    ("gigabyte.pdf", gigabyte),
    ("bomb.docx", bomb),
    ("huge.txt", text),
    ("large.txt", lambda path: text(path, 15_000_000)),
    ("noise.pdf", lambda path: noise(path, b"%PDF-1.7\n")),
    ("noise.doc", lambda path: noise(path, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")),
    ("pictures.docx", document),
    ("long.docx", long_document),
    ("list.xlsx", workbook),
    ("scans.pdf", scans),
    ("pages.pdf", pages),
)


def held(pid: int) -> int:
    """Return the bytes a process holds now; 0 of one that is gone."""
    try:
        told = Path(f"/proc/{pid}/statm").read_text(encoding="ascii")
    except OSError:
        return 0
    return int(told.split()[1]) * os.sysconf("SC_PAGE_SIZE")


def children() -> Iterator[int]:
    for task in Path("/proc/self/task").iterdir():
        with contextlib.suppress(OSError):  # a thread that has just ended
            yield from map(int, (task / "children").read_text(encoding="ascii").split())


class Watch:
    """The most that this process and its child held together, and a child alone, in bytes."""

    both = child = 0

    @classmethod
    def begin(cls) -> None:
        cls.both = cls.child = 0

    @classmethod
    def look(cls) -> None:
        theirs = sum(map(held, children()))
        cls.both = max(cls.both, theirs + held(os.getpid()))
        cls.child = max(cls.child, theirs)


def watched(work: Callable[[], str]) -> str:
    """Return what the work tells, watching it meanwhile."""
    over = threading.Event()

    def watch() -> None:
        while not over.wait(0.005):
            Watch.look()

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        return work()
    except UserError as refusal:
        return refusal.code
    finally:
        over.set()
        watcher.join()


def window() -> float:
    """Return what the program holds with its window open and nothing else done."""
    from PySide6.QtWidgets import QApplication  # noqa: PLC0415 - no fork may inherit Qt

    from clerkdesk import sample  # noqa: PLC0415 - as above
    from ui.session import Session  # noqa: PLC0415 - as above

    app = QApplication([])
    register = opening.sample(FixedClock.on(TODAY))
    session = Session(app, register, sample.fill())
    session.window.show()
    app.processEvents()
    mine = held(os.getpid())
    opening.close(register)
    return mine


def in_a_process_of_its_own(work: Callable[[], float]) -> float:
    """Run in a fork: what the first file left in memory is no part of the second."""
    out, into = os.pipe()
    if not (pid := os.fork()):
        os.write(into, str(work()).encode())
        os._exit(0)
    os.waitpid(pid, 0)
    with os.fdopen(out) as said:
        os.close(into)
        return float(said.read())


def measure(act: Callable[[Path], str], path: Path, program: float) -> float:
    """Return the most both held, in MB; program: bytes this process stands for."""
    began, mine = time.perf_counter(), held(os.getpid())
    told = watched(lambda: act(path))
    both, child = (Watch.both - mine + program) / 1e6, Watch.child / 1e6
    print(
        f"{act.__name__} {path.name} ({path.stat().st_size / 1e6:.0f} MB): {told}; {both:.0f} MB "
        f"together, {child:.0f} in the child, {time.perf_counter() - began:.1f} s",
        flush=True,
    )
    return both


def main() -> int:
    worst = dict.fromkeys((look, look_at_stored, copy), 0.0)
    program = in_a_process_of_its_own(window)
    print(f"the program with its window open: {program / 1e6:.0f} MB")
    with tempfile.TemporaryDirectory() as folder:
        for name, make in CASES:
            if sys.argv[1:] and name not in sys.argv[1:]:
                continue
            path = Path(folder) / name
            in_a_process_of_its_own(lambda make=make, path=path: make(path) or 0)
            for act in worst:
                both = in_a_process_of_its_own(
                    lambda act=act, path=path: measure(act, path, program)
                )
                worst[act] = max(worst[act], both)
            path.unlink()
    for act, most in worst.items():
        print(f"worst of {act.__name__}: {most:.0f} MB")
    print(f"asked of a search: {ASKED}")
    return max(worst[look], worst[look_at_stored]) > ASKED


if __name__ == "__main__":
    raise SystemExit(main())
