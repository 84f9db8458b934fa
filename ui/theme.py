"""Which colours, sizes and type roles does the window wear now?

`apply` dresses the application; painters ask `color(token)`, widgets get a role by `role(label,
"h2")` and a colour by `tone(label, "text2")`. Both survive a change of appearance or text size.
"""

from typing import Final, Literal, Protocol, TypeVar, cast, runtime_checkable

from PySide6.QtCore import QLocale, Qt
from PySide6.QtGui import QFont, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from ui import fonts, icons, sheet
from ui.tokens import DARK, LIGHT, color, worn

Appearance = Literal["system", "light", "dark"]
Role = Literal["h1", "h2", "h3", "body", "label", "small"]

__all__ = ["DARK", "LIGHT", "TEXT_SIZES", "Appearance", "Role", "apply", "color", "font"]

W = TypeVar("W", bound=QWidget)

TEXT_SIZES: Final = (14, 16, 18)  # 标准, 大, 特大


def is_dark() -> bool:
    return color("surf").lightness() < color("text").lightness()


def body_size() -> int:
    return worn.body


def scaled(pixels: int) -> int:
    """Return a measure drawn for text of 14 px at the text size in use (widths of words)."""
    return round(pixels * worn.body / 14)


def beside(pixels: int) -> int:
    """Return the width of a side column: it grows half as fast, the middle needs room as well."""
    return (pixels + scaled(pixels)) // 2


def height(pixels: int = 30) -> int:
    """Return the height of one line of controls drawn `pixels` high for text of 14 px."""
    return pixels + round((worn.body - 14) * 1.4)


def font(role: Role = "body", *, bold: bool = False) -> QFont:
    return fonts.font(getattr(fonts.sizes(worn.body), role), bold=bold)


def role(widget: W, name: Role) -> W:
    """Give a widget one of the six type roles; returns it."""
    widget.setProperty("role", name)
    widget.setFont(font(name))
    return widget


def tone(label: W, token: str) -> W:
    """Give a label's text the colour of a token (text2, text3, acc, red, yeld, ok ...)."""
    return style(label, "tone", token)


def style(widget: W, name: str, value: str) -> W:
    """Set a property the sheet looks at, and have the widget drawn anew.

    One that was never shown is dressed at its first showing; before that it would have to be
    dressed again each time it is put into something.
    """
    if widget.property(name) != value:
        widget.setProperty(name, value)
        if widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):
            widget.style().unpolish(widget)
            widget.style().polish(widget)
            widget.update()
    return widget


def wants_high_contrast(app: QApplication) -> bool:
    wish = app.styleHints().accessibility().contrastPreference()
    return wish == Qt.ContrastPreference.HighContrast


def apply(app: QApplication, appearance: Appearance = "system", text_size: int = 14) -> None:
    """Dress the application and every widget that exists; safe to call again at any time.

    text_size: one of TEXT_SIZES.
    """
    hints = app.styleHints()
    if app.style().name() != "fusion":
        app.setStyle("Fusion")
    schemes = {"light": Qt.ColorScheme.Light, "dark": Qt.ColorScheme.Dark}
    wanted = schemes.get(appearance, Qt.ColorScheme.Unknown)
    # an explicit choice is told to the system (title bar, native dialogs); "system" takes it back
    hints.setColorScheme(wanted)
    scheme = hints.colorScheme() if appearance == "system" else wanted
    worn.tokens = dict(DARK if scheme == Qt.ColorScheme.Dark else LIGHT)
    worn.body = text_size
    worn.high_contrast = wants_high_contrast(app)
    QLocale.setDefault(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
    app.setPalette(app.style().standardPalette() if worn.high_contrast else _palette())
    app.setFont(font("body"))
    icons.tint_for_sheet({"down": color("text2"), "tick": color("onacc")})
    app.setStyleSheet(sheet.build(None if worn.high_contrast else worn.tokens, height()))
    for widget in app.allWidgets():
        _dress(widget)


@runtime_checkable
class Measured(Protocol):
    """A widget with sizes of its own making; asked to take them anew after each `apply`."""

    def measure(self) -> None: ...


def _dress(widget: QWidget) -> None:
    name = widget.property("role")
    if name is not None:
        widget.setFont(font(cast("Role", name)))
    icons.refresh(widget)
    if isinstance(widget, Measured):
        widget.measure()


def _palette() -> QPalette:
    roles = QPalette.ColorRole
    palette = QPalette()
    for which, token in (
        (roles.Window, "win"),
        (roles.WindowText, "text"),
        (roles.Base, "surf"),
        (roles.AlternateBase, "surf2"),
        (roles.Text, "text"),
        (roles.PlaceholderText, "text3"),
        (roles.Button, "surf"),
        (roles.ButtonText, "text"),
        (roles.BrightText, "red"),
        (roles.ToolTipBase, "surf"),
        (roles.ToolTipText, "text"),
        (roles.Highlight, "acc"),
        (roles.HighlightedText, "onacc"),
        (roles.Link, "acc"),
        (roles.LinkVisited, "acc"),
        (roles.Light, "surf"),
        (roles.Midlight, "surf2"),
        (roles.Mid, "line"),
        (roles.Dark, "edge"),
        (roles.Shadow, "edge"),
    ):
        palette.setColor(which, color(token))
    for which in (roles.WindowText, roles.Text, roles.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, which, color("dis"))
    return palette
