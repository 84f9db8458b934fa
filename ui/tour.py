"""Can every page be made and drawn? Walks the desk by itself: for --smoke and --grab."""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QTableView

from ui import theme
from ui.session import Session
from ui.table_view import RecordTable

STEP_MS = 60  # between two looks whether the work of a page is done
SETTLING = 8  # such looks before a picture
LOOKS: tuple[tuple[str, theme.Appearance, tuple[int, int]], ...] = (
    ("light", "light", (1366, 768)),
    ("dark", "dark", (1366, 768)),
    ("small", "light", (911, 430)),
)


class Tour:
    """Goes to each page and the first record of each list; keeps pictures where asked to."""

    def __init__(self, session: Session, pictures: Path | None) -> None:
        self._session, self._pictures = session, pictures
        self._steps = self._walk()
        self._timer = QTimer(session.window)
        self._timer.setInterval(STEP_MS)
        self._timer.timeout.connect(self._step)

    def run(self) -> int:
        """Walk through all pages, close the desk; return 0 where nothing went wrong."""
        if self._pictures is not None:
            self._pictures.mkdir(parents=True, exist_ok=True)
        self._session.show()
        self._timer.start()
        code = QApplication.exec()
        closed = self._session.close()
        return code if closed else 1

    def _step(self) -> None:
        if self._session.jobs.running:
            return
        try:
            next(self._steps)
        except StopIteration:
            self._timer.stop()
            QApplication.exit(0)
        except BaseException:
            self._timer.stop()
            QApplication.exit(1)
            raise

    def _walk(self) -> Iterator[None]:
        window = self._session.window
        for look, appearance, size in LOOKS if self._pictures is not None else LOOKS[:1]:
            theme.apply(_application(), appearance, theme.body_size())
            window.resize(*size)
            yield
            for number, place in enumerate(window.places(), 1):
                window.navigate(place)
                yield from self._settle()
                self._keep(f"{number:02}-{place}-{look}")
                if open_first := self._opener():
                    open_first()
                    yield from self._settle()
                    self._keep(f"{number:02}-{place}-opened-{look}")
                yield

    def _settle(self) -> Iterator[None]:
        """Let layouts, jobs and late previews come to rest before a picture is taken."""
        for _step in range(SETTLING if self._pictures is not None else 1):
            yield

    def _opener(self) -> Callable[[], None] | None:
        """Return what opens the first record of the page's first list."""
        page = self._session.window.page()
        for table in page.findChildren(QTableView) if page is not None else ():
            if isinstance(table, RecordTable) and table.isVisible():
                table.select_first()
                record = table.current()
                if record is not None:
                    return lambda table=table, record=record: table.opened.emit(record)  # type: ignore[misc]
        return None

    def _keep(self, name: str) -> None:
        if self._pictures is not None:
            self._session.window.grab().save(str(self._pictures / f"{name}.png"))
        sys.stdout.write(f"{name}\n")


def _application() -> QApplication:
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        raise TypeError("a tour needs the application")
    return app
