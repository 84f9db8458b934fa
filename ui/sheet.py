"""What do the widgets look like: the one style sheet, built from the tokens?

Colours stand in COLOURS, measures in METRICS, so that high contrast can take the measures alone.
Text sizes are never set here: a role does that.
"""

from string import Template

METRICS = Template("""
QPushButton { padding: 0 12px; min-height: ${inner}px; border-radius: 4px; }
QPushButton[kind="link"] { padding: 0 4px; min-height: ${small_inner}px; }
QPushButton[kind="segment"] { padding: 0 10px; min-height: ${small_inner}px; border-radius: 0; }
QPushButton[kind="small"] { padding: 0 8px; min-height: ${small_inner}px; }
QLineEdit, QComboBox { padding: 0 8px; min-height: ${inner}px; border-radius: 4px; }
QPlainTextEdit { padding: 2px 4px; border-radius: 4px; }
QComboBox::drop-down { border: none; width: 24px; }
QHeaderView::section { padding: 0 8px; min-height: ${head_inner}px; }
QMenu::item { padding: 6px 24px 6px 12px; }
QListView#sections::item { padding: 0 10px; }
QToolTip { padding: 4px 6px; }
QStatusBar::item { border: none; }
QProgressBar { min-height: 10px; max-height: 10px; border-radius: 3px; }
QTabBar::tab { padding: 0 12px; min-height: ${small_inner}px; }
""")

COLOURS = Template("""
QMainWindow, QStackedWidget { background: $win; }
QFrame#card { background: $surf; border: 1px solid $line; border-radius: 4px; }
QFrame#header, QFrame#foot { background: $surf; border: none; }
QFrame#header { border-bottom: 1px solid $line; }
QFrame#foot { border-top: 1px solid $line; }
QFrame#rule { background: $line; border: none; }
QFrame#band { background: $yelt; border: none; border-left: 3px solid $yeld; }
QFrame#band[state="plain"] { background: $pauset; border-left: 3px solid $pause; }
QFrame#band[state="block"] { background: $redt; border-left: 3px solid $red; }
QFrame#strip { background: $surf; border: none; border-top: 1px solid $line; }
QFrame#drop { background: $surf2; border: 1px dashed $edge; border-radius: 4px; }
QFrame#drop[over="true"] { background: $acct; border: 1px dashed $acc; }

QLabel { color: $text; background: transparent; }
QLabel[tone="text2"] { color: $text2; }
QLabel[tone="text3"] { color: $text3; }
QLabel[tone="acc"] { color: $acc; }
QLabel[tone="red"] { color: $red; }
QLabel[tone="yeld"] { color: $yeld; }
QLabel[tone="ok"] { color: $ok; }
QLabel[tone="pause"] { color: $pause; }
QLabel[tone="late"] { color: $late; }
QLabel[tone="calm"] { color: $calm; }
QLabel:disabled { color: $dis; }

QPushButton { background: $surf; color: $text; border: 1px solid $edge; }
QPushButton:hover { background: $surf2; border-color: $acch; }
QPushButton:pressed { background: $head; }
QPushButton:focus { border: 2px solid $acc; padding: 0 11px; min-height: ${inner_focus}px; }
QPushButton:disabled { background: $head; color: $dis; border: 1px solid $line; }
QPushButton[kind="primary"] { background: $acc; color: $onacc; border: 1px solid $acc; }
QPushButton[kind="primary"]:hover { background: $acch; border-color: $acch; }
QPushButton[kind="primary"]:focus { border: 2px solid $text; padding: 0 11px; }
QPushButton[kind="primary"]:disabled {
  background: $head; color: $dis; border: 1px solid $line; padding: 0 12px;
}
QPushButton[kind="small"]:focus { padding: 0 7px; min-height: ${small_inner_focus}px; }
QPushButton[kind="link"] { background: transparent; color: $acc; border: 1px solid transparent; }
QPushButton[kind="link"]:hover { color: $acch; background: $acct; }
QPushButton[kind="link"]:focus {
  border: 2px solid $acc; padding: 0 3px; min-height: ${small_inner_focus}px;
}
QPushButton[kind="link"]:disabled { color: $dis; background: transparent; }
QPushButton[kind="segment"] { color: $text; }
QPushButton[kind="segment"]:checked { background: $acct; color: $acc; border-color: $acc; }
QPushButton[kind="segment"]:focus {
  border: 2px solid $acc; padding: 0 9px; min-height: ${small_inner_focus}px;
}
QPushButton::menu-indicator { image: none; width: 0; }

QLineEdit, QPlainTextEdit, QComboBox {
  background: $surf; color: $text; border: 1px solid $edge;
  selection-background-color: $acc; selection-color: $onacc;
}
QLineEdit[state="warn"], QPlainTextEdit[state="warn"], QComboBox[state="warn"] {
  border: 2px solid $yeld; padding: 0 7px; min-height: ${inner_focus}px;
}
QLineEdit[state="block"], QPlainTextEdit[state="block"], QComboBox[state="block"] {
  border: 2px solid $red; padding: 0 7px; min-height: ${inner_focus}px;
}
QPlainTextEdit[state="warn"], QPlainTextEdit[state="block"] { padding: 1px 3px; min-height: 0; }
QLineEdit:focus, QComboBox:focus {
  border: 2px solid $acc; padding: 0 7px; min-height: ${inner_focus}px;
}
QPlainTextEdit:focus { border: 2px solid $acc; padding: 1px 3px; }
QLineEdit:disabled, QPlainTextEdit:disabled, QComboBox:disabled {
  background: $head; color: $dis; border-color: $line;
}
QLineEdit:read-only { background: $surf2; }
QComboBox QLineEdit, QComboBox QLineEdit:focus {
  border: none; padding: 0; min-height: 0; background: transparent;
}
QComboBox::down-arrow { image: url(tinted:down.svg); width: 12px; height: 12px; }
QComboBox QAbstractItemView, QListView#popup {
  background: $surf; color: $text; border: 1px solid $edge; outline: none;
  selection-background-color: $acct; selection-color: $text;
}

QCheckBox, QRadioButton {
  color: $text; background: transparent; spacing: 6px; padding: 2px 4px;
  border: 2px solid transparent; border-radius: 4px;
}
QCheckBox:focus, QRadioButton:focus { border: 2px solid $acc; }
QCheckBox:disabled, QRadioButton:disabled { color: $dis; }
QCheckBox::indicator, QRadioButton::indicator {
  width: 14px; height: 14px; border: 1px solid $edge; background: $surf;
}
QCheckBox::indicator { border-radius: 3px; }
QRadioButton::indicator { border-radius: 8px; }
QCheckBox::indicator:checked {
  background: $acc; border-color: $acc; image: url(tinted:tick.svg);
}
QRadioButton::indicator:checked {
  width: 6px; height: 6px; border: 5px solid $acc; background: $onacc;
}
QCheckBox::indicator:disabled, QRadioButton::indicator:disabled { border-color: $line; }
QRadioButton::indicator:checked:disabled { border-color: $dis; }
QCheckBox::indicator:checked:disabled { background: $dis; }

QHeaderView { background: $head; border: none; }
QHeaderView::section {
  background: $head; color: $text2; border: none;
  border-right: 1px solid $line; border-bottom: 1px solid $line;
}
QTableView, QListView, QTreeView {
  background: $surf; color: $text; border: 1px solid $line; padding: 1px; outline: none;
  selection-background-color: $acct; selection-color: $text;
}
QTableView:focus, QListView:focus { border: 2px solid $acc; padding: 0; }
QListView#sections::item:selected {
  background: $acct; color: $text; border-left: 3px solid $acc; padding-left: 7px;
}
QListView#side, QListView#side:focus {
  background: $side; border: none; border-right: 1px solid $line; padding: 0;
}
QFrame#sidebar { background: $side; border: none; border-right: 1px solid $line; }
QFrame#sidebar QListView, QFrame#sidebar QListView:focus {
  background: $side; border: none; padding: 0;
}

QScrollArea { background: transparent; border: none; }
QScrollArea > QWidget > QWidget#ground { background: transparent; }
QScrollBar:vertical { background: $surf2; width: 12px; margin: 0; border: none; }
QScrollBar:horizontal { background: $surf2; height: 12px; margin: 0; border: none; }
QScrollBar::handle { background: $dis; border-radius: 4px; margin: 2px; }
QScrollBar::handle:vertical { min-height: 28px; }
QScrollBar::handle:horizontal { min-width: 28px; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QAbstractScrollArea::corner { background: $surf2; border: none; }

QStatusBar { background: $surf; color: $text2; border-top: 1px solid $line; }
QMenu { background: $surf; color: $text; border: 1px solid $edge; }
QMenu::item:selected { background: $acct; color: $text; }
QMenu::item:disabled { color: $dis; }
QMenu::separator { height: 1px; background: $line; margin: 4px 8px; }
QToolTip { background: $surf; color: $text; border: 1px solid $edge; }
QProgressBar { background: $head; border: 1px solid $edge; color: $text; }
QProgressBar::chunk { background: $acc; border-radius: 2px; }
QCalendarWidget QWidget#qt_calendar_navigationbar { background: $surf; }
QCalendarWidget QToolButton {
  background: $surf; color: $text; border: 1px solid $surf; border-radius: 4px; padding: 3px 6px;
}
QCalendarWidget QToolButton:hover, QCalendarWidget QToolButton:focus { border: 1px solid $acc; }
QCalendarWidget QToolButton::menu-indicator { image: none; }
QCalendarWidget QAbstractItemView, QCalendarWidget QAbstractItemView:focus {
  border: none; padding: 0; selection-background-color: $acc; selection-color: $onacc;
}
QSplitter::handle { background: $win; }
QTabWidget::pane { border: none; }
QTabBar::tab { background: $win; color: $text2; border: none; border-bottom: 2px solid $line; }
QTabBar::tab:selected { color: $acc; border-bottom: 2px solid $acc; }
QTabBar::tab:focus { background: $acct; }
QDialog, QMessageBox { background: $surf; }
""")


def measures(height: int) -> dict[str, int]:
    """height: of a field or button in logical pixels, borders included."""
    return {
        "inner": height - 2,
        "inner_focus": height - 4,
        "small_inner": height - 6,
        "small_inner_focus": height - 8,
        "head_inner": height - 1,
    }


def build(tokens: dict[str, str] | None, height: int) -> str:
    """Return the sheet; tokens None gives measures only, for high contrast."""
    sizes = measures(height)
    sheet = METRICS.substitute(sizes)
    if tokens is not None:
        sheet += COLOURS.substitute(tokens, **{name: str(size) for name, size in sizes.items()})
    return sheet
