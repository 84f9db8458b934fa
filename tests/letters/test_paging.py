"""Do the usual short letters stand on one page, and does no page hold little but the signature?"""

import dataclasses
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clerkdesk import settings
from clerkdesk.letters import page, paging
from clerkdesk.letters import service as letters
from clerkdesk.letters.document import Heading, Paragraph
from clerkdesk.letters.flow import BLANK, Row
from clerkdesk.letters.ink import POINT
from clerkdesk.letters.measures import CELL, Pitch, Rows, Spacing
from clerkdesk.letters.write import write
from tests.letters import samples
from tests.letters.test_page import GENERAL, HAN, SHORT, Read, baseline_in_cell, near

CLOSE = Spacing(Pitch.EXACT, 24 * POINT)
SHORT_REPLIES = (
    "already_public", "disclosed", "refused_secret", "refused_prohibited", "refused_securities",
    "refused_internal", "refused_process", "refused_enforcement", "query_matter", "not_held",
    "other_organ", "no_ready_made", "still_unclear", "petition", "repeated", "public_print",
    "excessive", "confirm_or_reissue", "not_corrected", "not_paid", "other_reply",
    "third_party_told", "extension", "receipt", "withdrawal_confirmed", "record_corrected",
    "record_not_corrected",
)  # fmt: skip
NUMBER = "临建公复〔2026〕12号"


def text(rows):
    return Paragraph((HAN * 200)[: rows * 28 - 4])


@pytest.mark.parametrize("key", SHORT_REPLIES)
def test_an_everyday_reply_stands_on_one_page(fonts, key):
    made = write(key, samples.ordinary(key), fonts, number=NUMBER, spacing=CLOSE)
    assert made.pages == 1
    assert made.pitch is None or 24 * POINT <= made.pitch < 10.449


def test_rows_come_no_closer_than_one_page_asks_for(fonts):
    pitches = [
        page.typeset(dataclasses.replace(SHORT, body=(text(rows),)), fonts, CLOSE).pitch
        for rows in range(8, 20)
    ]
    closer = [one for one in pitches if one is not None]
    assert closer == sorted(closer, reverse=True)
    assert len(closer) == 4  # one row more, two, three, four: then 24 points are reached
    assert pitches[0] is None
    assert pitches[-1] is None


def test_the_head_stands_where_it_stands_in_every_letter(fonts):
    usual = Read(page.typeset(SHORT, fonts, CLOSE))
    made = page.typeset(dataclasses.replace(SHORT, body=(text(14),)), fonts, CLOSE)
    closer = Read(made)
    assert made.pitch is not None
    for part in (SHORT.organ, SHORT.number):
        assert [(c.x, c.y) for c in closer.find(part)] == [(c.x, c.y) for c in usual.find(part)]
    assert closer.lines == usual.lines


def test_closer_rows_still_fill_the_type_area_and_leave_it_nowhere(fonts):
    made = page.typeset(dataclasses.replace(SHORT, body=(text(14),)), fonts, CLOSE)
    read = Read(made)
    rows = read.rows()
    assert made.pages == 1
    assert rows[-1] - baseline_in_cell() + CELL == near(37 + 225, 0.05)
    title, body = read.find(SHORT.title)[0], read.find("政府信息公开条例")[0]
    assert body.y - title.y == near(3 * made.pitch + 0.38 * (16 - 22) * POINT)
    steps = {round(b - a, 2) for a, b in pairwise(rows[1:])}
    assert {round(step / made.pitch, 2) % 1 for step in steps} == {0}


def test_a_signature_that_is_not_to_be_drawn_closer_goes_over_with_two_rows_of_text(fonts):
    made = page.typeset(dataclasses.replace(SHORT, body=(text(14),)), fonts, Spacing())
    assert (made.pages, made.pitch) == (2, None)


@pytest.mark.parametrize("least", [None, 24 * POINT, 27 * POINT])
@pytest.mark.parametrize("base", [SHORT, GENERAL], ids=["letter", "general"])
def test_two_rows_of_text_go_with_a_signature_on_a_later_page(fonts, base, least):
    for rows in (*range(10, 20), *range(32, 40)):
        body = (text(rows), Paragraph("特此告知。"))
        document = dataclasses.replace(base, body=body, copies_to=(), printed_by=None)
        read = Read(page.typeset(document, fonts, Spacing(Pitch.EXACT, least)))
        signed = next(n for n in range(len(read.pages)) if "2026年11月3日" in read.text(n))
        if signed:
            above = read.find("2026年11月3日", signed)[0].y
            chars = [c for c in read.pages[signed] if c.y < above and c.size == 16.0]
            assert len({round(c.y, 1) for c in chars}) >= 3, rows  # two of text, one of the organ


def test_a_closing_block_is_kept_on_the_page_too(fonts):
    counts = {
        least: [
            page.typeset(
                dataclasses.replace(GENERAL, body=(text(rows),)), fonts, Spacing(Pitch.EXACT, least)
            ).pages
            for rows in range(1, 12)
        ]
        for least in (None, 24 * POINT)
    }
    assert counts[24 * POINT] < counts[None]
    assert all(a <= b for a, b in zip(counts[24 * POINT], counts[None], strict=True))


def test_an_annex_keeps_the_standards_rows(fonts):
    facts = samples.shortest("consult_third_party")
    read = Read(write("consult_third_party", facts, fonts, number=NUMBER, spacing=CLOSE).pdf)
    assert len(read.pages) == 2
    assert read.find("附件", 1)[0].y == near(37 + baseline_in_cell(), 0.05)


@given(st.integers(0, 10), st.integers(1, 25))
def test_so_many_rows_more_stand_below_a_row_that_keeps_its_place(below, more):
    for pitch in Pitch:
        usual = Rows.of(pitch)
        closer = usual.closer(below, more)
        assert closer.top(below) == pytest.approx(usual.top(below))
        assert closer.count == usual.count + more
        assert closer.top(closer.count - 1) == pytest.approx(usual.top(usual.count - 1))


def row(keeps=False):
    return Row(("ink",), keeps=keeps)


@given(
    text=st.lists(st.sampled_from((row(), row(), row(), row(keeps=True), BLANK)), max_size=90),
    signed=st.integers(2, 6),
    top=st.integers(2, 5),
)
def test_every_row_stands_once_and_in_order(text, signed, top):
    usual = Rows.of(Pitch.EXACT)
    marked = [Row((n,), keeps=one.keeps) if one.pieces else BLANK for n, one in enumerate(text)]
    end = (BLANK, *[Row((1000 + n,)) for n in range(signed)])
    galley = paging.Galley(tuple([row(keeps=True)] * top), tuple(marked), (end, end), ())
    sheets = paging.letter(galley, usual, usual, 5)

    rows = [one for sheet in sheets for one in sheet.rows]
    assert [one for one in rows if one != BLANK] == [
        *[row(keeps=True)] * top, *[one for one in marked if one != BLANK], *end[1:]
    ]  # fmt: skip
    assert all(sheet.free >= 0 for sheet in sheets)
    assert all(sheet.rows[0] != BLANK for sheet in sheets[1:] if sheet.rows)


def test_a_heading_does_not_stay_behind_when_text_is_carried(fonts):
    body = (text(12), Heading(1, "一、救济途径"), text(1), Paragraph("特此告知。"))
    read = Read(page.typeset(dataclasses.replace(SHORT, body=body), fonts))
    assert "救济途径" not in read.text(0)


def test_the_office_says_how_close_rows_may_come(register, clerk):
    assert letters.spacing() == CLOSE
    settings.change(clerk, letter_least_pitch="none")
    assert letters.spacing() == Spacing()
    settings.change(clerk, letter_least_pitch="27", letter_pitch="10.227")
    assert letters.spacing() == Spacing(Pitch.WORD_PROCESSOR, 27 * POINT)
