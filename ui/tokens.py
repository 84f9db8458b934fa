"""Which colour has a token now? The palette of the design, light and dark."""

from dataclasses import dataclass, field
from typing import Final

from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication

LIGHT: Final = {
    "win": "#F4F6F8",
    "side": "#E9EDF2",
    "surf": "#FFFFFF",
    "surf2": "#F7F9FB",
    "head": "#EDF1F5",
    "line": "#DCE2E9",
    "edge": "#7F8B99",
    "text": "#1B2530",
    "text2": "#465362",
    "text3": "#5F6C7A",
    "dis": "#8D97A3",
    "acc": "#1D5A9E",
    "acch": "#174A84",
    "acct": "#DEE9F6",
    "onacc": "#FFFFFF",
    "red": "#B3261E",
    "redt": "#FBE9E7",
    "yel": "#F5B800",
    "yeld": "#7A5200",
    "yelt": "#FFF4D1",
    "ok": "#1F7558",
    "okt": "#E3F2EC",
    "calm": "#4E6072",
    "pause": "#3B5F8F",
    "pauset": "#E4EBF4",
    "late": "#7A4A1E",
    "latet": "#F4EAE0",
}
DARK: Final = {
    "win": "#1B1F24",
    "side": "#15181C",
    "surf": "#23282E",
    "surf2": "#282E35",
    "head": "#2C333B",
    "line": "#39424C",
    "edge": "#7A8795",
    "text": "#E8ECF0",
    "text2": "#B8C2CC",
    "text3": "#9AA6B2",
    "dis": "#6B7682",
    "acc": "#6FA8E8",
    "acch": "#8ABAF0",
    "acct": "#24374C",
    "onacc": "#0F1A26",
    "red": "#FF8A80",
    "redt": "#4A2622",
    "yel": "#F5C33B",
    "yeld": "#F5D67A",
    "yelt": "#453A16",
    "ok": "#6CC7A1",
    "okt": "#1F3D32",
    "calm": "#A9B6C3",
    "pause": "#9BB8E0",
    "pauset": "#2A3648",
    "late": "#D9A877",
    "latet": "#40321F",
}
# What lies under something else; in high contrast all of it is the system's ground.
GROUNDS: Final = frozenset(
    ("win", "side", "surf", "surf2", "head", "redt", "yelt", "okt", "pauset", "latet")
)
_SYSTEM: Final = {"acct": QPalette.ColorRole.Highlight, "onacc": QPalette.ColorRole.HighlightedText}


@dataclass
class Worn:
    """What the window wears at the moment; written by `theme.apply` alone."""

    tokens: dict[str, str] = field(default_factory=lambda: dict(LIGHT))
    body: int = 14
    high_contrast: bool = False


worn = Worn()


def color(token: str) -> QColor:
    """Return a token's colour; in high contrast everything is the system's own text or ground."""
    if not worn.high_contrast:
        return QColor(worn.tokens[token])
    ground = QPalette.ColorRole.Window if token in GROUNDS else QPalette.ColorRole.WindowText
    return QApplication.palette().color(_SYSTEM.get(token, ground))
