"""A character that no font has: a font file, a picture, or one cell to be written in by hand."""

import io
from datetime import date

import PIL.Image
import pypdfium2
import pytest

from clerkdesk.errors import UserError
from clerkdesk.letters import frozen, installed, queries, rare, service
from clerkdesk.parties import NewParty, PartyKind

TODAY = date(2026, 10, 13)
CHAR = "\U00030abc"  # CJK Extension G: in no packaged font


@pytest.fixture(autouse=True)
def _no_fonts_of_this_pc(monkeypatch):
    """What this machine happens to have installed must not decide a test."""
    bare = installed.fonts.find

    def find(own=(), *, pictures=None):
        return bare(own, system_folders=(), pictures=pictures or {})

    monkeypatch.setattr(installed.fonts, "find", find)
    installed.office_fonts.cache_clear()
    yield
    installed.office_fonts.cache_clear()


@pytest.fixture
def request_of(desk) -> int:
    """A request by somebody whose name has that character."""
    return desk.request(applicants=(NewParty(PartyKind.NATURAL, f"王{CHAR}"),))


@pytest.fixture
def picture(tmp_path):
    path = tmp_path / "字.png"
    PIL.Image.new("L", (60, 60), 0).save(path)
    return path


def text_of(pdf: bytes) -> str:
    with pypdfium2.PdfDocument(pdf) as document:
        return "".join("".join(page.get_textpage().get_text_range().split()) for page in document)


def refused(act, *args, **kwargs) -> UserError:
    with pytest.raises(UserError) as caught:
        act(*args, **kwargs)
    assert str(caught.value)
    return caught.value


def test_without_any_of_the_three_the_letter_stops(desk, request_of):
    error = refused(service.preview, request_of, "receipt", today=TODAY)
    assert (error.code, error.field) == ("letters.font_missing_character", "addressee")
    assert error.facts["char"] == CHAR


def test_a_font_file_of_the_office_draws_it_from_then_on(desk, request_of, make_font):
    folder = make_font("own.ttf", "本局字库", CHAR)
    service.add_font(folder / "own.ttf", desk.clerk, character=CHAR)
    letter = service.make(request_of, "receipt", desk.clerk)
    assert f"王{CHAR}：" in text_of(queries.pdf(letter))
    assert [one.name for one in rare.own()] == ["own.ttf"]
    assert frozen.made_again(letter, rare.fonts()).pdf == queries.pdf(letter)


def test_a_picture_stands_in_its_cell_and_the_text_keeps_the_character(desk, request_of, picture):
    service.add_picture(CHAR, picture, desk.clerk)
    written = service.preview(request_of, "receipt", today=TODAY)
    assert f"王{CHAR}：" in text_of(written.pdf)
    assert any(CHAR in one.characters for one in written.stand_ins)
    letter = service.make(request_of, "receipt", desk.clerk)
    assert queries.card(letter).by_hand == ""
    assert frozen.made_again(letter, rare.fonts()).pdf == queries.pdf(letter)


def test_an_empty_cell_is_recorded_with_the_letter_and_asked_again_at_sent(desk, request_of):
    letter = service.make(request_of, "receipt", desk.clerk, by_hand=(CHAR,))
    assert queries.card(letter).by_hand == CHAR
    error = refused(service.record_sent, letter, desk.clerk, on=TODAY, way="hand")
    assert (error.code, error.field) == ("letters.write_by_hand", "by_hand_done")
    assert CHAR in str(error)
    service.record_sent(letter, desk.clerk, on=TODAY, way="hand", by_hand_done=True)
    assert queries.card(letter).row.state == "served"
    assert frozen.made_again(letter, rare.fonts((CHAR,))).pdf == queries.pdf(letter)


def test_a_character_not_in_the_letter_is_not_asked_for(desk):
    letter = service.make(desk.request(), "receipt", desk.clerk, by_hand=(CHAR,))
    assert queries.card(letter).by_hand == ""


def test_what_is_no_font_or_lacks_the_character_is_refused(desk, tmp_path, make_font):
    broken = tmp_path / "broken.ttf"
    broken.write_bytes(b"no font")
    error = refused(service.add_font, broken, desk.clerk)
    assert (error.code, error.field) == ("letters.font_unreadable", "font")
    other = make_font("other.ttf", "别的字库", "甲乙") / "other.ttf"
    error = refused(service.add_font, other, desk.clerk, character=CHAR)
    assert (error.code, error.field) == ("letters.font_lacks_character", "font")
    assert rare.own() == ()


def test_what_is_no_picture_of_one_character_is_refused(desk, tmp_path, picture):
    assert refused(service.add_picture, "两字", picture, desk.clerk).field == "picture"
    text = tmp_path / "x.png"
    text.write_bytes(b"\x89PNG\r\n\x1a\nbroken")
    error = refused(service.add_picture, CHAR, text, desk.clerk)
    assert (error.code, error.field) == ("letters.page_picture_unreadable", "picture")
    word = tmp_path / "x.txt"
    word.write_text("x", encoding="ascii")
    assert refused(service.add_picture, CHAR, word, desk.clerk).field == "picture"
    large = tmp_path / "large.png"
    large.write_bytes(picture.read_bytes() + bytes(2_000_001))
    error = refused(service.add_picture, CHAR, large, desk.clerk)
    assert error.code == "letters.picture_too_large"
    assert rare.own() == ()


def test_a_picture_taken_away_draws_no_more(desk, request_of, picture):
    key = service.add_picture(CHAR, picture, desk.clerk)
    service.remove_own_font(key, desk.clerk)
    error = refused(service.preview, request_of, "receipt", today=TODAY)
    assert error.code == "letters.font_missing_character"


def test_a_jpeg_does_as_well(desk, tmp_path):
    out = io.BytesIO()
    PIL.Image.new("RGB", (40, 40)).save(out, "jpeg")
    path = tmp_path / "字.jpg"
    path.write_bytes(out.getvalue())
    service.add_picture(CHAR, path, desk.clerk)
    assert [one.character for one in rare.own()] == [CHAR]
