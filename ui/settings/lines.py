"""With which editor is a setting changed? Decided by what is known of it, not by its name."""

from collections.abc import Iterable
from typing import Any

from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QWidget

from clerkdesk.settings import ABOUT, About
from ui import theme, words
from ui.editors import Choice, LineText, NumberEdit, Tick
from ui.path_edit import PathEdit

say, setting = words.of("settings_page"), words.of("setting")

_LONGEST = 500  # characters, as settings.change refuses more
_WIDE = 18  # characters: choices that are longer together stand in a list
_TEXT_SIZES = (100, 115, 130)  # 14, 16 and 18 pixels


def of_group(group: str) -> tuple[str, ...]:
    """Return the settings of one group, in the order they are declared."""
    return tuple(name for name, about in ABOUT.items() if about.group == group)


def groups() -> tuple[str, ...]:
    return tuple(dict.fromkeys(about.group for about in ABOUT.values()))


def label_width(names: Iterable[str]) -> int:
    """Return the width of the longest label among these settings, in pixels at 标准."""
    font = theme.font("label")
    font.setPixelSize(theme.TEXT_SIZES[0])  # a label is smaller: room for its key and for growing
    metrics = QFontMetrics(font)
    return max(metrics.horizontalAdvance(f"{setting(name)}(M)") for name in names)


def editor(name: str, value: Any) -> QWidget:
    """Return the editor for a setting. value: in force now, which a list must be able to show."""
    about = ABOUT[name]
    if name == "text_size":
        return Choice(_text_sizes(value))
    if name.endswith("_folder"):
        return PathEdit("folder", say("browse"), title=say("browse_title"))
    if about.kind is bool:
        return Tick(say("on"))
    if about.choices:
        return Choice(_choices(name, about), as_list=_too_wide(name, about))
    if about.kind is int:
        return NumberEdit(width=96)
    line = LineText()
    line.setMaxLength(_LONGEST)
    return line


def _choices(name: str, about: About) -> Iterable[tuple[str, str]]:
    return [(choice, setting(f"{name}_{choice}")) for choice in about.choices]


def _too_wide(name: str, about: About) -> bool:
    return sum(len(word) for _choice, word in _choices(name, about)) > _WIDE


def _text_sizes(value: int) -> list[tuple[int, str]]:
    sizes = [(size, say(f"text_size_{size}")) for size in _TEXT_SIZES]
    if value not in _TEXT_SIZES:
        sizes.append((value, say("text_size_other", percent=value)))
    return sizes
