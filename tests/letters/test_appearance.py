"""What does each type look like as a picture: ink where it belongs, and nowhere else?

The pictures themselves are looked at by people (`CLERKDESK_LETTER_PICTURES=folder` keeps them);
here each page is held against what no letter may show.
"""

import os
from pathlib import Path

import pypdfium2
import pytest

from clerkdesk.letters import LETTERS, fonts, write
from tests.letters import samples

DPI = 50
MM = DPI / 25.4
RED_LETTER = [key for key, letter in LETTERS.items() if not letter.form]


@pytest.fixture(scope="module")
def faces():
    return fonts.find(system_folders=())


@pytest.fixture(scope="module", params=LETTERS)
def pictures(request, faces):
    written = write(request.param, samples.ordinary(request.param), faces)
    with pypdfium2.PdfDocument(written.pdf) as document:
        pages = [page.render(scale=DPI / 72).to_pil().convert("RGB") for page in document]
    if folder := os.environ.get("CLERKDESK_LETTER_PICTURES"):
        for number, page in enumerate(pages, 1):
            page.save(Path(folder) / f"{request.param}-{number}.png")
    return request.param, pages


def ink(page, left, top, right, bottom):
    """Share of the box, given in mm, that is not paper."""
    box = page.crop(tuple(round(side * MM) for side in (left, top, right, bottom))).convert("L")
    dark = sum(count for shade, count in enumerate(box.histogram()) if shade < 200)
    return dark / (box.width * box.height)


def red(page, left, top, right, bottom):
    box = page.crop(tuple(round(side * MM) for side in (left, top, right, bottom)))
    colours = box.getcolors(box.width * box.height) or []
    found = sum(n for n, (r, g, b) in colours if r > 180 and g < 140 and b < 140)
    return found / (box.width * box.height)


def test_the_margins_are_empty(pictures):
    key, pages = pictures
    for page in pages:
        assert ink(page, 0, 0, 19, 297) == 0
        assert ink(page, 191, 0, 210, 297) == 0
        assert ink(page, 0, 0, 210, 17 if LETTERS[key].form else 28) == 0


def test_a_letters_first_page_has_its_red_mark_and_both_double_lines(pictures):
    key, pages = pictures
    if LETTERS[key].form:
        pytest.skip("an internal sheet has no letterhead")
    first = pages[0]
    assert red(first, 28, 30, 182, 52) > 0.05
    assert red(first, 25, 52, 185, 58) > 0.05
    assert red(first, 25, 274, 185, 278) > 0.05
    for page in pages[1:]:
        assert red(page, 0, 0, 210, 297) == 0


def test_every_page_bears_text_and_the_text_stays_in_the_type_area(pictures):
    key, pages = pictures
    for number, page in enumerate(pages):
        assert ink(page, 28, 37, 184, 262) > 0.002
        if not LETTERS[key].form:
            top = 37 if number else 58  # below the first page's double line
            assert ink(page, 0, top, 25, 262) == 0
            assert ink(page, 187, top, 210, 262) == 0


def test_the_title_stands_in_the_middle(pictures):
    key, pages = pictures
    if LETTERS[key].form:
        pytest.skip("an internal sheet's title is tested with the sheets")
    band = pages[0].crop((0, round(80 * MM), pages[0].width, round(100 * MM))).convert("L")
    box = band.point(lambda shade: 255 if shade < 160 else 0).getbbox()
    assert box is not None
    assert abs((box[0] + box[2]) / 2 / MM - 106) < 2  # the type area's middle: 28 + 156 / 2
