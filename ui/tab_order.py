"""In which order does Tab lead through a window? As it is read, whenever its parts were made.

Qt's own order is that in which widgets came into the window: what a page makes later, after an act
or for another record, would come last, behind the side bar.
"""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QAbstractSpinBox,
    QApplication,
    QCalendarWidget,
    QComboBox,
    QGridLayout,
    QLayout,
    QLineEdit,
    QScrollArea,
    QSplitter,
    QStackedWidget,
    QWidget,
)
from shiboken6 import isValid

if TYPE_CHECKING:
    _Base = QWidget
else:
    _Base = object  # Qt allows one of its classes among the parents


_WHOLE = (QComboBox, QLineEdit, QAbstractSpinBox, QCalendarWidget)  # their parts are Qt's matter


def stops(root: QWidget, *, hold: QWidget | None = None) -> list[QWidget]:
    """Return what Tab meets inside `root`, from top to bottom; a page's header comes last.

    hold: met too, though it is no stop: what has the focus now and is about to lose it.
    """
    return list(_walk(root, hold))


def focus_into(root: QWidget, *, called: str = "") -> bool:
    """Put the focus on the first stop inside; on the one of that name where there is one."""
    inside = stops(root)
    named = [one for one in inside if called and name_of(one) == called]
    for one in (named or inside)[:1]:
        lead_to(one, Qt.FocusReason.OtherFocusReason)
    return bool(inside)


def lead_to(stop: QWidget, reason: Qt.FocusReason) -> None:
    """Move the focus, and scroll to where it went."""
    stop.setFocus(reason)
    above = stop.parentWidget()
    while above is not None and not above.isWindow():
        if isinstance(above, QScrollArea):
            above.ensureWidgetVisible(stop, 0, 16)
        above = above.parentWidget()


def name_of(widget: QWidget) -> str:
    """Return by what a control is known again after it was made anew."""
    text = widget.property("text")
    return widget.accessibleName() or (text if isinstance(text, str) else "")


def _walk(widget: QWidget, hold: QWidget | None) -> Iterator[QWidget]:
    if widget is hold or _is_stop(widget):
        yield widget
    if isinstance(widget, _WHOLE):
        return
    inside = [one for one in _inside(widget) if not one.isWindow()]
    # the title with its buttons is read first but used last; the one thing to do comes before
    # the others of the foot
    inside.sort(key=lambda one: one.objectName() == "header")
    if widget.objectName() == "foot":
        inside.sort(key=lambda one: one.property("kind") != "primary")
    for one in inside:
        if one.isVisible() or (hold is not None and (one is hold or one.isAncestorOf(hold))):
            yield from _walk(one, hold)


def _is_stop(widget: QWidget) -> bool:
    return (
        widget.isVisible()
        and widget.isEnabled()
        and bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
        and widget.focusProxy() is None
    )


def _inside(widget: QWidget) -> list[QWidget]:
    if isinstance(widget, QStackedWidget):
        return _present(widget.currentWidget())
    if isinstance(widget, QScrollArea):
        return _present(widget.widget())
    if isinstance(widget, QAbstractScrollArea):
        return []
    if isinstance(widget, QSplitter):
        parts = [widget.widget(number) for number in range(widget.count())]
        return [one for one in parts if one is not None]
    layout = widget.layout()
    laid = [] if layout is None else list(_laid_out(layout))
    known = set(laid)
    free = [
        child
        for child in widget.children()
        if isinstance(child, QWidget) and child not in known and not child.isWindow()
    ]
    free.sort(key=lambda one: (one.y(), one.x()))
    return [*laid, *free]


def _present(widget: QWidget | None) -> list[QWidget]:
    return [] if widget is None else [widget]


def _laid_out(layout: QLayout) -> Iterator[QWidget]:
    places = list(range(layout.count()))
    if isinstance(layout, QGridLayout):
        grid = layout
        places.sort(key=lambda place: cast("tuple[int, ...]", grid.getItemPosition(place)))
    for place in places:
        item = layout.itemAt(place)
        if item is None:
            continue
        if (inner := item.layout()) is not None:
            yield from _laid_out(inner)
        elif (widget := item.widget()) is not None:
            yield widget


class InReadingOrder(_Base):
    """Mixed into windows, pages and forms: Tab and Shift+Tab follow `stops` while it is a window.

    What has the focus and is hidden or deleted (a form once its act is done) leaves it to its
    own neighbourhood, not to whatever Qt would meet next.
    """

    def tab_roots(self) -> Sequence[QWidget]:
        """Return the parts in which Tab goes round, in turn; a window may name its own."""
        return (self,)

    def focusNextPrevChild(self, forward: bool) -> bool:
        if not self.isWindow():
            return bool(super().focusNextPrevChild(forward))
        focused = self.focusWidget()
        ring = [one for root in self.tab_roots() for one in stops(root, hold=focused)]
        known = focused is not None and focused in ring
        rest = _following(ring, focused, forward=forward) if focused and known else ring
        target = next((one for one in rest if one is not focused and _is_stop(one)), None)
        if target is None:
            return False
        if focused is not None and not focused.isVisible():
            self._bring_back(focused, target)
        reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
        lead_to(target, reason)
        return True

    def _bring_back(self, lost: QWidget, meanwhile: QWidget) -> None:
        """Once all is made anew, look for what was lost, or at least stay near to it."""
        name, near = name_of(lost), []
        above = lost.parentWidget()
        while above is not None and above is not self:
            near.append(above)
            above = above.parentWidget()

        def look() -> None:
            still = isValid(meanwhile) and QApplication.focusWidget() is meanwhile
            gone = QApplication.focusWidget() is None
            if not isValid(self) or not (still or gone):
                return  # somebody has led elsewhere on purpose
            if isValid(lost) and lost.isVisible():
                return
            for one in near:
                if isValid(one) and one.isVisible() and focus_into(one, called=name):
                    return

        # 0 would be a call in the queue, before what is made now is shown
        QTimer.singleShot(1, self, look)


def _following(ring: list[QWidget], focused: QWidget, *, forward: bool) -> list[QWidget]:
    here = ring.index(focused)
    if forward:
        return [*ring[here + 1 :], *ring[:here]]
    return [*reversed(ring[:here]), *reversed(ring[here + 1 :])]
