"""Can two lights be told apart without colour, and does each say its word?"""

from itertools import combinations

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter

from clerkdesk.deadlines.lights import Light
from ui import lights, words


def grey(light: Light) -> list[int]:
    """The light on white, 16 x 16, as grey values."""
    image = QImage(16, 16, QImage.Format.Format_RGB32)
    image.fill(0xFFFFFF)
    painter = QPainter(image)
    lights.draw(painter, light, QRectF(0, 0, 16, 16))
    painter.end()
    flat = image.convertToFormat(QImage.Format.Format_Grayscale8)
    return [flat.pixelColor(x, y).value() for y in range(16) for x in range(16)]


@pytest.mark.parametrize(
    "pair", list(combinations(Light, 2)), ids=lambda p: f"{p[0].value}-{p[1].value}"
)
def test_any_two_lights_differ_in_a_fifth_of_their_pixels(pair, dressed):
    one, other = (grey(light) for light in pair)

    differing = sum(abs(a - b) > 32 for a, b in zip(one, other, strict=True))

    assert differing / 256 >= 0.20


@pytest.mark.parametrize("light", list(Light))
def test_every_light_has_a_word_a_shape_and_an_ink(light, dressed):
    assert words.light(light)
    assert light in lights.INK
    assert min(grey(light)) < 140


@pytest.mark.parametrize("light", list(Light))
def test_a_chip_says_its_word_to_screen_readers(light, dressed, qtbot):
    chip = lights.LightChip()
    qtbot.addWidget(chip)

    chip.show_light(light, words.remainder(light, 3))

    assert words.light(light) in chip.accessibleName()


def test_what_is_written_but_unsent_says_both(dressed):
    assert words.light(Light.SOON, unsent=True) == "临期，未送达"
    assert words.light(Light.UNSENT, unsent=True) == "已成文未送达"
    assert words.light(Light.DONE, unsent=True) == "按期办结"


def test_what_ended_without_a_limit_was_not_in_time(dressed):
    assert words.light(Light.DONE, dated=False) == "已办结"
    assert words.light(Light.SOON, dated=False) == words.light(Light.SOON)


def test_words_of_a_light_differ(dressed):
    assert len({words.light(light) for light in Light}) == len(Light)


def test_remainders_in_words():
    assert words.remainder(Light.SOON, 3) == "剩 3 工作日"
    assert words.remainder(Light.OVERDUE, -1) == "逾 1 工作日"
    assert words.remainder(Light.OVERDUE, 0) == "刚逾期"
    assert words.remainder(Light.DONE_LATE, -2) == "迟 2 工作日"
    assert words.remainder(Light.TODAY, 0) == "今天"
