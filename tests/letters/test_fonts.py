"""Is every character drawn by a font that has it, and is a missing one never passed over?"""

import os
from io import BytesIO

import pytest
from fontTools.pens.areaPen import AreaPen
from fontTools.pens.boundsPen import BoundsPen
from fontTools.ttLib import TTFont

from clerkdesk.errors import UserError
from clerkdesk.letters import fonts as faces
from clerkdesk.letters import outlines
from clerkdesk.letters.fonts import Role
from tests.platforms import WINDOWS

RARE = "𠮷"  # in none of the packaged fonts


def drawn(fonts, cluster, role=Role.BODY, **more):
    return fonts.drawn(cluster, role, where="addressee", **more)


def family(fonts, cluster, role=Role.BODY):
    return drawn(fonts, cluster, role).face.family


def test_a_pc_without_chinese_fonts_gets_the_packaged_ones_and_is_told(fonts):
    used = {one.role: one.used for one in fonts.stand_ins}
    assert set(used) == set(Role)
    assert used[Role.HEADING1] == "Noto Sans SC"
    assert used[Role.BODY] == used[Role.TITLE] == "Noto Serif SC"


def test_the_offices_own_face_is_found_by_its_chinese_name(make_font):
    folder = make_font("odd-name.ttf", "方正小标宋简体", "政府")
    fonts = faces.find(system_folders=(folder,))
    assert fonts.chosen(Role.TITLE).path.name == "odd-name.ttf"
    assert Role.TITLE not in {one.role for one in fonts.stand_ins}


def test_a_face_is_found_by_the_name_windows_gives_its_file(make_font):
    folder = make_font("SimFang.ttf", "whatever", "政府")
    fonts = faces.find(system_folders=(folder,))
    assert fonts.chosen(Role.BODY).path.name == "SimFang.ttf"


def test_the_right_member_of_a_collection_is_taken(make_collection):
    folder = make_collection("simsun.ttc", ("别的字体", "甲"), ("宋体", "1政"))
    fonts = faces.find(system_folders=(folder,))
    assert fonts.chosen(Role.PAGE_NUMBER).index == 1
    assert drawn(fonts, "政", Role.PAGE_NUMBER).face.index == 1


def test_a_lookalike_stands_in_before_the_packaged_face_and_is_named(make_font):
    folder = make_font("st.ttf", "华文仿宋", "政府")
    fonts = faces.find(system_folders=(folder,))
    assert family(fonts, "政") == "Test 华文仿宋"
    assert {one.role: one.used for one in fonts.stand_ins}[Role.BODY] == "Test 华文仿宋"


def test_the_offices_folder_wins_over_the_pcs(make_font, tmp_path):
    own = make_font("own.ttf", "仿宋_GB2312", "政")
    own = own.rename(tmp_path / "own")
    pc = make_font("pc.ttf", "仿宋_GB2312", "政")
    assert faces.find((own,), system_folders=(pc,)).chosen(Role.BODY).path.name == "own.ttf"


def test_of_one_family_the_regular_weight_is_taken(make_font):
    make_font("a-bold.ttf", "黑体", "政", weight=700)
    folder = make_font("b-regular.ttf", "黑体", "政")
    fonts = faces.find(system_folders=(folder,))
    assert fonts.chosen(Role.HEADING1).path.name == "b-regular.ttf"


def test_a_character_the_face_lacks_comes_from_the_next_of_its_kind_then_from_the_package(
    make_font,
):
    make_font("a.ttf", "仿宋_GB2312", "政")
    folder = make_font("simfang.ttf", "仿宋", "政镕")
    fonts = faces.find(system_folders=(folder,))
    assert family(fonts, "政") == "Test 仿宋_GB2312"
    assert family(fonts, "镕") == "Test 仿宋"
    assert family(fonts, "喆") == "Noto Serif SC"


def test_any_other_installed_font_is_asked_last(make_font):
    folder = make_font("unheard-of.ttf", "无名", RARE)
    assert family(faces.find(system_folders=(folder,)), RARE) == "Test 无名"


def test_a_character_no_font_has_stops_with_its_code_point_and_field(fonts):
    with pytest.raises(UserError) as stopped:
        drawn(fonts, RARE)
    assert stopped.value.code == "letters.font_missing_character"
    assert stopped.value.field == "addressee"
    assert stopped.value.facts["char"] == RARE
    assert "U+20BB7" in str(stopped.value)
    assert "主送机关" in str(stopped.value)


def test_a_font_that_lists_a_character_but_draws_nothing_is_passed_over(make_font):
    folder = make_font("hollow.ttf", "空白", "", empty=RARE)
    with pytest.raises(UserError, match="20BB7"):
        drawn(faces.find((folder,), system_folders=()), RARE)


def test_a_private_code_is_drawn_by_the_offices_own_fonts_alone(make_font):
    folder = make_font("private.ttf", "自造字", "\ue001")
    assert family(faces.find((folder,), system_folders=()), "\ue001") == "Test 自造字"
    with pytest.raises(UserError, match="E001"):
        drawn(faces.find(system_folders=(folder,)), "\ue001")


def test_the_file_of_characters_drawn_on_this_pc_counts_as_the_offices_own(make_font):
    folder = make_font("EUDC.TTE", "EUDC", "\ue001")
    assert family(faces.find(system_folders=(folder,)), "\ue001") == "Test EUDC"


def test_a_variant_form_is_drawn_as_the_font_gives_it_or_not_at_all(make_font):
    marked = "葛\U000e0101"
    folder = make_font("ivs.ttf", "异体", "葛", variants=[("葛", "\U000e0101")])
    assert drawn(faces.find((folder,), system_folders=()), marked).glyph == ("v0",)
    with pytest.raises(UserError, match=r"U\+845B U\+E0101"):
        drawn(faces.find(system_folders=()), marked)


def test_a_presentation_selector_changes_nothing_on_paper(fonts):
    assert drawn(fonts, "①\ufe0e").glyph == drawn(fonts, "①").glyph


def test_a_letter_with_a_mark_is_one_glyph_where_the_font_has_it_and_two_where_not(fonts):
    assert drawn(fonts, "e\u0301").glyph == drawn(fonts, "é").glyph
    base, mark = drawn(fonts, "x\u0301").glyph
    source = drawn(fonts, "x").face.source
    both, alone = source.box((base, mark)), source.box((base,))
    assert both.top > alone.top
    assert both.left == pytest.approx(alone.left, abs=0.01)


def test_a_name_written_with_a_rare_form_is_not_drawn_in_the_everyday_one(make_font):
    everyday, rare = "\u795e", "\ufa19"
    folder = make_font("simfang.ttf", "仿宋", everyday)
    fonts = faces.find(system_folders=(folder,))
    assert family(fonts, everyday) == "Test 仿宋"
    with pytest.raises(UserError, match="FA19"):
        drawn(fonts, rare)


def test_figures_and_letters_are_half_a_cell_wide(fonts):
    assert {drawn(fonts, char).advance for char in "0123456789AWil%(.-"} == {0.5}


def test_titles_keep_the_faces_own_figures(fonts):
    assert drawn(fonts, "2", Role.TITLE, half=False).advance > 0.5


def test_the_dash_fills_its_cell(fonts):
    assert drawn(fonts, "—").advance == 1.0


def test_a_picture_or_an_empty_cell_stands_for_a_character():
    fonts = faces.find(system_folders=(), pictures={RARE: b"png"}, by_hand=["𡒊"])
    assert drawn(fonts, RARE).picture == b"png"
    assert drawn(fonts, "𡒊").glyph == outlines.BLANK


def test_broken_font_files_are_passed_over(tmp_path):
    (tmp_path / "simfang.ttf").write_bytes(b"not a font")
    (tmp_path / "simhei.ttf").write_bytes(b"\x00\x01\x00\x00" + b"\xff" * 40)
    (tmp_path / "simsun.ttc").write_bytes(b"ttcf" + b"\xff" * 40)
    fonts = faces.find(system_folders=(tmp_path,))
    assert len(fonts.stand_ins) == len(Role)
    with pytest.raises(UserError):
        drawn(fonts, RARE)


def test_a_folder_that_does_not_exist_is_no_fault(tmp_path):
    assert faces.find((tmp_path / "gone",), system_folders=()).chosen(Role.BODY).packaged


@pytest.mark.skipif(WINDOWS, reason="Windows lets nobody replace a font that is in use")
def test_a_font_file_replaced_while_the_program_runs_is_read_again(make_font):
    folder = make_font("simfang.ttf", "仿宋", "政")
    assert family(faces.find(system_folders=(folder,)), "镕") == "Noto Serif SC"
    make_font("simfang.ttf", "仿宋", "政镕")
    later = (folder / "simfang.ttf").stat().st_mtime + 10
    os.utime(folder / "simfang.ttf", (later, later))
    assert family(faces.find(system_folders=(folder,)), "镕") == "Test 仿宋"


def test_the_cut_font_is_sound_and_holds_nothing_else(fonts):
    glyphs = [drawn(fonts, char).glyph for char in "政府信息公开"]
    data = outlines.cut(fonts.chosen(Role.BODY).source, [*glyphs, outlines.BLANK])
    font = TTFont(BytesIO(data), checkChecksums=2)
    assert sorted(font.reader.keys()) == ["glyf", "head", "hhea", "hmtx", "loca", "maxp"]
    assert font["maxp"].numGlyphs == 8
    font["glyf"].ensureDecompiled()
    assert font["maxp"].maxPoints == max(
        len(font["glyf"][name].coordinates) for name in font.getGlyphOrder()[1:-1]
    )
    assert font["head"].unitsPerEm == 1000


def test_the_same_characters_make_the_same_cut_font(fonts):
    source = fonts.chosen(Role.BODY).source
    glyphs = [drawn(fonts, char).glyph for char in "答复书"]
    fresh = outlines.Source(fonts.chosen(Role.BODY).path, 0)
    assert outlines.cut(source, glyphs) == outlines.cut(fresh, glyphs)


@pytest.mark.parametrize("role", [Role.BODY, Role.HEADING1])
def test_converted_outlines_keep_their_shape(fonts, role):
    face = fonts.chosen(role)
    original = TTFont(face.path)
    glyphs = original.getGlyphSet()
    for char in "政府鬱龘口。1—":
        name = face.source.characters[ord(char)]
        cut = TTFont(BytesIO(outlines.cut(face.source, [(name,)])))
        drawn_again = cut["glyf"][cut.getGlyphOrder()[1]]
        areas, bounds = [], []
        for draw, among in (
            (glyphs[name].draw, glyphs),
            (lambda pen, g=drawn_again, c=cut: g.draw(pen, c["glyf"]), None),
        ):
            area, bound = AreaPen(among), BoundsPen(among)
            draw(area)
            draw(bound)
            areas.append(abs(area.value))
            bounds.append(bound.bounds)
        assert areas[1] == pytest.approx(areas[0], rel=0.01)
        assert bounds[1] == pytest.approx(bounds[0], abs=1.5)
