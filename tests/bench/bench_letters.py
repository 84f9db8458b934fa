"""How fast is a letter set, and how large is it? Ratios within one run; started by hand.

python -m tests.bench.bench_letters
"""

# ruff: noqa: T201 - a script that speaks to a terminal
import importlib.util
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path
from time import perf_counter
from timeit import repeat

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from docx import Document as Docx
from fontTools.fontBuilder import FontBuilder
from fontTools.ttLib import TTFont as FontFile
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from clerkdesk.letters import fonts, layout, outlines, page
from clerkdesk.letters.document import Document, Paragraph
from clerkdesk.letters.ink import POINT, Leaf
from clerkdesk.letters.measures import Spacing

TEXT = (
    "本机关于2026年10月8日收到您提出的政府信息公开申请，要求获取“2025年度部门预算执行情况”。"
    "经审查，根据《中华人民共和国政府信息公开条例》第三十六条第（二）项的规定，现答复如下："
)
LETTER = Document(
    organ="示例市数据局",
    number="示数公开〔2026〕12号",
    title="政府信息公开申请答复书",
    addressee="张三",
    body=(Paragraph(TEXT), Paragraph(TEXT), Paragraph(TEXT)),
    signature=("示例市数据局",),
    date=date(2026, 11, 3),
)


def letters(count: int) -> Iterator[Document]:
    """Letters of which each brings some characters of its own."""
    for n in range(count):
        own = "".join(chr(0x4E00 + (n * 37 + k * 101) % 20000) for k in range(60))
        yield replace(LETTER, number=f"示数公开〔2026〕{n}号", body=(*LETTER.body, Paragraph(own)))


def milliseconds(work: Callable[[], object], number: int = 10) -> float:
    return min(repeat(work, number=number, repeat=5)) / number * 1e3


def plain_font(characters: str, folder: Path, found: fonts.FontSet) -> dict[fonts.Role, str]:
    """The same outlines as font files that reportlab reads by itself, one for each role."""
    names = {}
    for role in (fonts.Role.BODY, fonts.Role.TITLE):
        source = found.chosen(role).source
        drawn = [found.drawn(char, role, where="") for char in characters]
        cut = FontFile(BytesIO(outlines.cut(source, [one.glyph for one in drawn])))
        order = cut.getGlyphOrder()
        builder = FontBuilder(font=cut)
        builder.setupCharacterMap(
            {ord(char): name for char, name in zip(characters, order[1:], strict=True)}
        )
        builder.setupNameTable({"familyName": role.value, "styleName": "Regular"})
        builder.setupOS2()
        builder.setupPost()
        path = folder / f"{role.value}.ttf"
        cut.save(path)
        names[role] = f"plain-{role.value}"
        pdfmetrics.registerFont(TTFont(names[role], path))
    return names


def bare(leaves: tuple[Leaf, ...], names: dict[fonts.Role, str]) -> bytes:
    """The same glyphs at the same places, drawn with nothing but the PDF library."""
    file = BytesIO()
    first = names[fonts.Role.BODY]
    canvas = Canvas(file, invariant=1, pageCompression=1, initialFontName=first)
    for leaf in leaves:
        for run in leaf.runs:
            canvas.setFont(names.get(run.role, first), run.size)
            for mark in run.marks:
                place = (mark.x / POINT, (leaf.size[1] - run.baseline) / POINT)
                canvas.drawString(*place, mark.text)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def resident() -> float:
    """Memory of this process in MB; Linux only."""
    pages = Path("/proc/self/statm").read_text(encoding="ascii").split()[1]
    return int(pages) * 4096 / 1e6


def speed(found: fonts.FontSet) -> float:
    own = milliseconds(lambda: page.typeset(LETTER, found))
    leaves = layout.pages(LETTER, found, Spacing()).leaves
    characters = "".join(
        sorted({mark.text for leaf in leaves for run in leaf.runs for mark in run.marks})
    )
    with tempfile.TemporaryDirectory() as folder:
        names = plain_font(characters, Path(folder), found)
        library = milliseconds(lambda: bare(leaves, names))
    print(f"one letter {own:.1f} ms, bare library {library:.1f} ms: {own / library:.2f} times")
    return own


def sizes(found: fonts.FontSet) -> None:
    for count in (100, 300):
        text = "".join(chr(0x4E00 + 13 * n) for n in range(count))
        document = replace(LETTER, body=(Paragraph(text),))
        start = perf_counter()
        made = page.typeset(document, found)
        print(
            f"{count} different characters: {len(made.pdf) / 1000:.0f} kB,"
            f" first time {(perf_counter() - start) * 1e3:.0f} ms"
        )


def many(found: fonts.FontSet) -> None:
    start, early = perf_counter(), 0.0
    for n, document in enumerate(letters(500)):
        page.typeset(document, found)
        if n == 100:
            early = resident()
    print(
        f"500 letters in {perf_counter() - start:.1f} s;"
        f" memory {early:.0f} MB after 100, {resident():.0f} MB after 500"
    )


def office_suite(own: float) -> None:
    program = shutil.which("soffice")
    if program is None:
        print("no office suite on this machine: comparison left out")
        return
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "letter.docx"
        docx = Docx()
        for paragraph in LETTER.body:
            docx.add_paragraph(paragraph.text)
        docx.save(str(source))
        command = [program, "--headless", "--convert-to", "pdf", "--outdir", folder, str(source)]
        took = milliseconds(lambda: subprocess.run(command, check=True), 1)  # noqa: S603 - own words
    print(f"office suite {took:.0f} ms: {took / own:.0f} times slower")


def web_pages(own: float) -> None:
    if importlib.util.find_spec("weasyprint") is None:
        print("no HTML-to-PDF library on this machine: comparison left out")
        return
    import weasyprint  # noqa: PLC0415 - not a dependency; compared with where it happens to be

    html = "".join(f"<p>{paragraph.text}</p>" for paragraph in LETTER.body)
    took = milliseconds(lambda: weasyprint.HTML(string=html).write_pdf(), 1)
    print(f"HTML-to-PDF library {took:.0f} ms: {took / own:.0f} times slower")


def main() -> None:
    start = perf_counter()
    found = fonts.find(system_folders=())
    page.typeset(LETTER, found)
    print(f"fonts found and first letter set in {(perf_counter() - start) * 1e3:.0f} ms")
    own = speed(found)
    sizes(found)
    many(found)
    office_suite(own)
    web_pages(own)


if __name__ == "__main__":
    main()
