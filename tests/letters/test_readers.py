"""Do other programs read the letters without a word of complaint: qpdf, poppler, pypdf?"""

import io
import re
import shutil
import subprocess

import pypdf
import pytest

from clerkdesk.letters import LETTERS, fonts, write
from tests.letters import samples

QPDF, PDFINFO = shutil.which("qpdf"), shutil.which("pdfinfo")
PDFFONTS, PDFTOTEXT = shutil.which("pdffonts"), shutil.which("pdftotext")
needs_qpdf = pytest.mark.skipif(QPDF is None, reason="qpdf is not on this machine")
needs_poppler = pytest.mark.skipif(
    None in (PDFINFO, PDFFONTS, PDFTOTEXT), reason="poppler is not on this machine"
)


@pytest.fixture(scope="module")
def faces():
    return fonts.find(system_folders=())


@pytest.fixture(scope="module")
def written(faces, tmp_path_factory):
    """Each letter with its longest facts, as a file."""
    folder = tmp_path_factory.mktemp("letters")
    found = {}
    for key in LETTERS:
        made = write(key, samples.longest(key), faces)
        found[key] = (made, folder / f"{key}.pdf")
        found[key][1].write_bytes(made.pdf)
    return found


def run(*command) -> subprocess.CompletedProcess:
    return subprocess.run(command, capture_output=True, check=False)  # noqa: S603 - own files


@needs_qpdf
@pytest.mark.parametrize("key", LETTERS)
def test_qpdf_finds_nothing_wrong(written, key):
    done = run(QPDF, "--check", str(written[key][1]))
    assert done.returncode == 0, done.stdout.decode() + done.stderr.decode()
    assert done.stderr == b""


@needs_poppler
@pytest.mark.parametrize("key", LETTERS)
def test_poppler_opens_it_without_a_warning_and_every_font_is_embedded(written, key):
    made, path = written[key]
    told = run(PDFINFO, str(path))
    assert (told.returncode, told.stderr) == (0, b"")
    about = told.stdout.decode()
    assert re.search(rf"Pages:\s+{made.pages}\n", about)
    assert made.document.title in about
    named = run(PDFFONTS, str(path))
    assert named.stderr == b""
    rows = [line.split() for line in named.stdout.decode().splitlines()[2:]]
    assert rows
    for row in rows:  # … emb sub uni object number
        assert row[-5:-2] == ["yes", "yes", "yes"], row


@needs_poppler
@pytest.mark.parametrize("key", ["partial", "several_items", "consult_third_party", "fee_notice"])
def test_poppler_reads_the_words_in_order(written, key):
    made, path = written[key]
    told = run(PDFTOTEXT, "-raw", "-enc", "UTF-8", str(path), "-")
    text = re.sub(r"—\d+—", "", "".join(told.stdout.decode().split()))
    at = -1
    for block in made.document.body:
        found = text.find("".join(block.text.split()), at + 1)
        assert found > at, block.text[:40]
        at = found


@pytest.mark.parametrize("key", LETTERS)
def test_a_third_reader_finds_language_title_and_bookmarks(written, key):
    made, _path = written[key]
    read = pypdf.PdfReader(io.BytesIO(made.pdf), strict=True)
    assert read.trailer["/Root"]["/Lang"] == "zh-CN"
    assert read.metadata.title == made.document.title
    assert read.metadata.author == samples.OFFICE.name
    titles = [one.title for one in read.outline]
    assert titles[0] == made.document.title
    for annex in made.document.annexes:
        assert any(annex.title in one for one in titles)
