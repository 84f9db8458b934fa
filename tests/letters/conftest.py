"""What tests of letters stand on: the packaged fonts alone, and small fonts made to order."""

import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTCollection

from clerkdesk.letters import fonts as faces


@pytest.fixture(scope="session")
def fonts():
    """The fonts of a PC that has no Chinese font of its own."""
    return faces.find(system_folders=())


def _box(width):
    pen = TTGlyphPen(None)
    pen.moveTo((50, 0))
    pen.lineTo((50, 800))
    pen.lineTo((width - 50, 800))
    pen.lineTo((width - 50, 0))
    pen.closePath()
    return pen.glyph()


def _built(family, characters, *, empty="", variants=(), weight=400):
    """A font in which every character is a box, but those in `empty` have no ink."""
    names = {char: f"u{ord(char):X}" for char in (*characters, *empty)}
    shown = {char: f"v{n}" for n, (char, _) in enumerate(variants)}
    order = [".notdef", *names.values(), *shown.values()]
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder(order)
    builder.setupCharacterMap(
        {ord(char): name for char, name in names.items()},
        uvs=[(ord(char), ord(mark), shown[char]) for char, mark in variants],
    )
    wide = {name: 500 if len(name) <= 3 else 1000 for name in order}
    blank = {names[char] for char in empty}
    builder.setupGlyf(
        {name: TTGlyphPen(None).glyph() if name in blank else _box(wide[name]) for name in order}
    )
    builder.setupHorizontalMetrics({name: (wide[name], 50) for name in order})
    builder.setupHorizontalHeader(ascent=860, descent=-140)
    builder.setupOS2(sTypoAscender=860, sTypoDescender=-140, usWeightClass=weight)
    builder.setupNameTable(
        {"familyName": {"en": f"Test {family}", "zh-Hans-CN": family}, "styleName": "Regular"}
    )
    builder.setupPost()
    return builder.font


@pytest.fixture
def make_font(tmp_path):
    """Writes a font file of the name, family and characters given; returns its folder."""

    def make(file, family, characters, **more):
        folder = tmp_path / "fonts"
        folder.mkdir(exist_ok=True)
        _built(family, characters, **more).save(folder / file)
        return folder

    return make


@pytest.fixture
def make_collection(tmp_path):
    """Writes a collection of (family, characters) fonts; returns its folder."""

    def make(file, *members):
        folder = tmp_path / "fonts"
        folder.mkdir(exist_ok=True)
        collection = TTCollection()
        collection.fonts = [_built(family, characters) for family, characters in members]
        collection.save(folder / file)
        return folder

    return make
