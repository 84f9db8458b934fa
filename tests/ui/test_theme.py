"""Can everything be read: contrast, fonts, sizes, icons?"""

import re
from datetime import date
from itertools import product

import pytest
from PySide6.QtCore import QFile
from PySide6.QtGui import QColor, QFontDatabase, QFontMetrics
from PySide6.QtWidgets import QLabel, QPushButton

from clerkdesk import paths
from ui import fonts, icons, theme, words

GROUNDS = ("win", "surf", "surf2", "head", "acct")
TEXTS = ("text", "text2", "text3", "acc", "red", "yeld", "ok", "calm", "pause", "late")
TINTS = {
    "red": "redt",
    "yeld": "yelt",
    "ok": "okt",
    "pause": "pauset",
    "late": "latet",
    "text": "yelt",
}
# The design measures these pairs only: a tint of selection carries text, labels, links.
ON_SELECTION = ("text", "text2", "acc", "red", "yeld", "ok", "calm", "pause", "late")


def luminance(color: QColor) -> float:
    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4

    red, green, blue = (linear(part) for part in (color.redF(), color.greenF(), color.blueF()))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(QColor(one)), luminance(QColor(other))), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("tokens", [theme.LIGHT, theme.DARK], ids=["light", "dark"])
def test_all_text_can_be_read_on_all_grounds(tokens):
    pairs = [
        (ink, ground)
        for ink, ground in product(TEXTS, GROUNDS)
        if ground != "acct" or ink in ON_SELECTION
    ]
    pairs += [
        *TINTS.items(),
        ("onacc", "acc"),
        ("onacc", "acch"),
        ("text", "side"),
        ("text2", "side"),
    ]

    weak = {pair: contrast(*(tokens[name] for name in pair)) for pair in pairs}

    assert {pair: round(ratio, 2) for pair, ratio in weak.items() if ratio < 4.5} == {}


@pytest.mark.parametrize("tokens", [theme.LIGHT, theme.DARK], ids=["light", "dark"])
def test_borders_of_what_can_be_operated_are_seen(tokens):
    for ground in ("win", "surf", "surf2"):
        assert contrast(tokens["edge"], tokens[ground]) >= 3


def test_light_and_dark_hold_the_same_tokens():
    assert theme.LIGHT.keys() == theme.DARK.keys()


def test_every_character_of_the_window_has_a_glyph(dressed):
    metrics = QFontMetrics(theme.font("body"))
    text = "".join(
        file.read_text(encoding="utf-8") for file in paths.resource("words").glob("*.toml")
    )
    symbols = set("→·—¥…〔〕“”，。、；：？！（）【】《》✓")

    missing = {c for c in {*text, *symbols} if c.isprintable() and not metrics.inFontUcs4(ord(c))}

    # Qt finds the rest in other families; these must come from the chosen one
    assert {c for c in missing if "\u4e00" <= c <= "\u9fff"} == set()


def test_a_machine_without_a_chinese_font_gets_the_bundled_one(dressed, monkeypatch):
    monkeypatch.setattr(QFontDatabase, "families", lambda *_args: ["DejaVu Sans"])
    fonts.families.cache_clear()
    try:
        assert "Noto Sans SC" in fonts.families()
    finally:
        fonts.families.cache_clear()


def test_an_installed_family_is_preferred(dressed, monkeypatch):
    installed = ["SimSun-ExtB", "Microsoft YaHei UI", "Noto Sans SC"]
    monkeypatch.setattr(QFontDatabase, "families", lambda *_args: installed)
    fonts.families.cache_clear()
    try:
        assert fonts.families() == ("Microsoft YaHei UI", "Noto Sans SC", "SimSun-ExtB")
    finally:
        fonts.families.cache_clear()


@pytest.mark.parametrize("body", theme.TEXT_SIZES)
def test_no_text_is_smaller_than_twelve_pixels(body):
    sizes = fonts.sizes(body)

    assert sizes.small >= 12
    assert sizes.small < sizes.body < sizes.h3 < sizes.h2 < sizes.h1


def test_a_role_follows_the_text_size(redress, qtbot):
    label = theme.role(QLabel("依申请公开"), "h1")
    qtbot.addWidget(label)

    redress("light", 18)

    assert label.font().pixelSize() == 24


def test_an_icon_follows_the_appearance(redress, qtbot):
    button = QPushButton("打印")
    qtbot.addWidget(button)
    redress("light")
    icons.put(button, "print", "text")
    before = button.icon().pixmap(16, 16).toImage()

    redress("dark")

    assert button.icon().pixmap(16, 16).toImage() != before
    assert theme.is_dark()


@pytest.mark.parametrize("name", icons.names())
def test_every_icon_is_a_small_drawing_in_the_current_colour(name, dressed):
    file = paths.resource("icons", f"{name}.svg")
    drawn = file.read_text(encoding="utf-8")

    assert 'viewBox="0 0 20 20"' in drawn
    assert "currentColor" in drawn
    assert "#" not in drawn
    image = icons.pixmap(name, 20, QColor("#000000"), 1.0).toImage()
    inked = sum(image.pixelColor(x, y).alpha() > 60 for x in range(20) for y in range(20))
    assert 15 < inked < 260
    for edge in range(20):  # nothing is cut off at the edge of its box
        assert image.pixelColor(edge, 0).alpha() < 200


def test_the_sheet_finds_its_drawings(dressed):
    for name in ("down", "tick"):
        assert QFile.exists(f"tinted:{name}.svg")


def test_high_contrast_leaves_the_colours_to_the_system(dressed, monkeypatch):
    monkeypatch.setattr(theme, "wants_high_contrast", lambda _app: True)
    theme.apply(dressed, "light", 14)
    try:
        assert re.findall("#[0-9a-fA-F]{3,8}\\b|rgb", dressed.styleSheet()) == []
        assert theme.color("red") == theme.color("text")
        assert theme.color("surf") == theme.color("redt")
    finally:
        monkeypatch.undo()
        theme.apply(dressed, "light", 14)


def test_typed_text_is_no_markup_in_a_tooltip_and_a_verb_can_stand_without_its_key():
    assert words.in_tip("<b>甲&乙") == "＜b>甲&乙"
    assert words.without_key("登记申请(&N)") == "登记申请"
    assert words.without_key("登记（三）") == "登记（三）"


def test_days_are_written_as_the_office_writes_them():
    assert words.full_day(date(2026, 10, 12)) == "2026-10-12 周一"
    assert words.short_day(date(2026, 10, 12), year=2026) == "10-12 周一"
    assert words.short_day(date(2027, 1, 12), year=2026) == "2027-01-12 周二"
    assert words.month_day(date(2026, 1, 2)) == "01-02"
    assert words.letter_day(date(2026, 1, 2)) == "2026年1月2日"
    assert words.long_day(date(2026, 10, 13)) == "2026年10月13日 星期二"
    assert words.day(None) == "—"
    with pytest.raises(KeyError, match=r"main\.nothing_like_it"):
        words.of("main")("nothing_like_it")
