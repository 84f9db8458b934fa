"""Where in a page does the keyboard lead: its beginning, its search, its filters, its next part?"""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from ui.filters import FilterRow
from ui.pages import Page
from ui.tab_order import focus_into, lead_to, stops


def to_beginning(page: Page) -> bool:
    """Begin where the page said, or where one was; else with the first it has to offer.

    False where only the header could take the focus: the rest of the page is not shown yet.
    """
    focused = QApplication.focusWidget()
    header = page.header
    by_chance = header.isAncestorOf(focused or header) and focused is not header.search
    if focused is not None and page.isAncestorOf(focused) and not by_chance:
        return True
    if any(focus_into(one) for one in (*page.panes(), page.ground)):
        return True
    focus_into(page)
    return False


def to_search(page: Page) -> bool:
    """Go to the search of a page; False where it has none."""
    box = page.header.search
    if box.isHidden():
        return False
    box.setFocus(Qt.FocusReason.ShortcutFocusReason)
    box.selectAll()
    return True


def to_filters(page: Page) -> bool:
    """Go to the first filter of a page; False where it has none."""
    rows = (row for row in page.findChildren(FilterRow) if row.isVisible())
    return any(focus_into(row) for row in rows)


def to_part(page: Page | None, before: Sequence[QWidget], step: int) -> None:
    """Go to the next part, to where one was in it last. before: what comes before the page's."""
    panes = () if page is None else page.panes() or (page.ground,)
    reached = [one for one in (*before, *panes) if stops(one)]
    focused = QApplication.focusWidget()
    here = next(
        (
            number
            for number, pane in enumerate(reached)
            if focused is not None and (pane is focused or pane.isAncestorOf(focused))
        ),
        -1 if step > 0 else 0,
    )
    pane = reached[(here + step) % len(reached)]
    last = pane.focusWidget()
    if last in stops(pane):
        lead_to(last, Qt.FocusReason.ShortcutFocusReason)
    else:
        focus_into(pane)
