"""Is PDFium spoken to by one thread at a time, whoever draws, prints or reads?"""

import pypdfium2
import pytest

from clerkdesk import pdfium
from clerkdesk.letters import fonts, inspection, sheet
from clerkdesk.letters.parts import Sheet, Words
from clerkdesk.publications import reading
from ui.papers.pdf import Pdf


@pytest.fixture(scope="module")
def data():
    return sheet.typeset(Sheet("答复", (Words("一"),)), fonts.find(system_folders=())).pdf


@pytest.fixture
def held(monkeypatch):
    """Whether this thread had PDFium for itself, at each opening and closing of a document."""
    held = []

    class Watched(pypdfium2.PdfDocument):
        def __init__(self, *args, **more):
            held.append(pdfium.alone._is_owned())
            super().__init__(*args, **more)

        def close(self, *args, **more):
            held.append(pdfium.alone._is_owned())
            super().close(*args, **more)

    monkeypatch.setattr(pypdfium2, "PdfDocument", Watched)
    return held


@pytest.mark.parametrize(
    "look",
    [
        lambda data: Pdf(data).image(0, 1.0),
        lambda data: reading.read(data, "a.pdf"),
        lambda data: inspection.inspect(data, "a.pdf"),
    ],
    ids=["drawn", "read", "inspected"],
)
def test_a_document_is_open_only_while_its_thread_has_pdfium_for_itself(data, held, look):
    """A page drawn while a job read another PDF ended the program without a word."""
    look(data)

    assert len(held) >= 2
    assert all(held)
    assert not pdfium.alone._is_owned()


def test_a_picture_leaves_nothing_of_pdfium_behind(data, monkeypatch):
    """What is left goes with its last name: in whichever thread that is, at whatever moment."""
    made = []
    render = pypdfium2.PdfPage.render

    def watched(*args, **more):
        made.append(render(*args, **more))
        return made[0]

    monkeypatch.setattr(pypdfium2.PdfPage, "render", watched)

    assert not Pdf(data).image(0, 1.0).isNull()
    assert [bitmap.raw for bitmap in made] == [None]
