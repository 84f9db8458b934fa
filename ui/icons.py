"""How does a drawing of `resources/icons/` get the colour and sharpness of where it stands?

Each file draws on a 20 x 20 grid with `currentColor`, which is replaced when it is loaded.
"""

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import QByteArray, QDir, QRectF, Qt
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget

from clerkdesk import paths
from ui import tokens


@cache
def _drawing(name: str) -> str:
    return paths.resource("icons", f"{name}.svg").read_text(encoding="utf-8")


@cache
def _renderer(name: str, color: str) -> QSvgRenderer:
    return QSvgRenderer(QByteArray(_drawing(name).replace("currentColor", color).encode()))


def names() -> tuple[str, ...]:
    return tuple(sorted(file.stem for file in paths.resource("icons").glob("*.svg")))


def paint(painter: QPainter, name: str, rect: QRectF, color: QColor) -> None:
    """Draw an icon into a square of logical pixels; for delegates and drawn widgets."""
    _renderer(name, color.name()).render(painter, rect)


def pixmap(name: str, pixels: int, color: QColor, ratio: float | None = None) -> QPixmap:
    """Return the icon `pixels` logical pixels wide, sharp at the screen's ratio."""
    app = QGuiApplication.instance()
    if ratio is None:
        ratio = app.devicePixelRatio() if isinstance(app, QGuiApplication) else 1.0
    made = QPixmap(round(pixels * ratio), round(pixels * ratio))
    made.setDevicePixelRatio(ratio)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    paint(painter, name, QRectF(0, 0, pixels, pixels), color)
    painter.end()
    return made


def icon(name: str, ink: str = "text2", pixels: int = 16) -> QIcon:
    """Return the icon in a token's colour; for menus and actions (disabled ones turn pale)."""
    made = QIcon()
    for ratio in (1.0, 1.5, 2.0):
        made.addPixmap(pixmap(name, pixels, tokens.color(ink), ratio))
        made.addPixmap(pixmap(name, pixels, tokens.color("dis"), ratio), QIcon.Mode.Disabled)
    return made


def put(widget: QWidget, name: str, ink: str = "text2", pixels: int = 16) -> None:
    """Show an icon on a button or label; it follows the appearance by itself."""
    widget.setProperty("iconSpec", (name, ink, pixels))
    refresh(widget)


def refresh(widget: QWidget) -> None:
    """Draw a widget's icon again in the colours of now; does nothing where there is none."""
    spec = widget.property("iconSpec")
    if spec is None:
        return
    name, ink, pixels = spec
    if isinstance(widget, QAbstractButton):
        widget.setIcon(icon(name, ink, pixels))
    elif isinstance(widget, QLabel):
        widget.setPixmap(pixmap(name, pixels, tokens.color(ink)))


@cache
def _tinted_folder() -> TemporaryDirectory[str]:
    folder = TemporaryDirectory(prefix="clerkdesk-icons-")
    QDir.addSearchPath("tinted", folder.name)
    return folder


def tint_for_sheet(colors: dict[str, QColor]) -> None:
    """Write the few icons a style sheet names (`url(tinted:down.svg)`) in their colours."""
    folder = Path(_tinted_folder().name)
    for name, color in colors.items():
        drawn = _drawing(name).replace("currentColor", color.name())
        (folder / f"{name}.svg").write_text(drawn, encoding="utf-8")
