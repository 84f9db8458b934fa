"""Which families write the window, so that no character shows as a box?"""

from dataclasses import dataclass
from functools import cache

import pylopdf_fonts_zh_cn as bundled
from PySide6.QtGui import QFont, QFontDatabase

# Installed families in order of preference; a hardened PC may refuse to load a bundled font.
SANS = (
    "Microsoft YaHei UI",
    "Microsoft YaHei",
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "Source Han Sans SC",
    "Source Han Sans CN",
    "PingFang SC",
    "HarmonyOS Sans SC",
    "WenQuanYi Micro Hei",
    "SimSun",
)
# Characters beyond the basic plane, for names: drawn from these when the first has none.
RARE = ("SimSun-ExtB", "SimSun-ExtG", "HanaMinB", "BabelStone Han", "Plangothic P1")


@dataclass(frozen=True)
class Sizes:
    """Text sizes in logical pixels, by role."""

    small: int
    label: int
    body: int
    h3: int
    h2: int
    h1: int


def sizes(body: int) -> Sizes:
    """body: 14 (标准), 16 (大) or 18 (特大)."""
    return Sizes(
        small=max(12, body - 2), label=body - 1, body=body, h3=body + 1, h2=body + 3, h1=body + 6
    )


@cache
def families() -> tuple[str, ...]:
    """Return the families to use; loads the bundled font once if the PC has no good one.

    Needs a QGuiApplication. Kept for the life of the program.
    """
    installed = set(QFontDatabase.families())
    found = [name for name in SANS if name in installed]
    if not found:
        number = QFontDatabase.addApplicationFont(str(bundled.sans_path()))
        found = QFontDatabase.applicationFontFamilies(number) if number >= 0 else []
    return (*found, *(name for name in RARE if name in installed))


def font(pixels: int, *, bold: bool = False) -> QFont:
    made = QFont()
    made.setFamilies(list(families()))
    made.setPixelSize(pixels)
    if bold:
        made.setWeight(QFont.Weight.Bold)
    return made
