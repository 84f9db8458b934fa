"""Where does a printed sheet go: to the eye first, then to the printer or a file?

desk.navigate("papers", None, pdf=data, name="今日事项 2026-10-13")
"""

from typing import Any

from clerkdesk.errors import Spoken
from ui import words
from ui.pages import Desk, Page
from ui.papers.pdf import print_pdf, save_pdf
from ui.papers.view import PaperView

say = words.of("papers")


class Paper(Page):
    """Shows one PDF that is no letter: day sheet, review sheet, ledger of days, recovery sheet."""

    help_topic = "papers"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, say("title"))
        self._data, self._name = b"", ""
        self.action(say("print"), self._print, keys="Ctrl+P", icon="print", place="primary")
        self.action(say("save"), self._save, keys="Ctrl+S", icon="export", place="second")
        self.add_back()
        self.view = PaperView()
        self.body.addWidget(self.view, 1)

    def arrive(self, _id: int | None, /, **facts: Any) -> None:
        if "pdf" in facts:
            self._data, self._name = facts["pdf"], facts["name"]
            self.clear_error()
            self.set_title(say("title"), self._name)
            self.view.show_pdf(self._data)
        self.view.setFocus()

    def _print(self) -> None:
        if print_pdf(self, self._data, self._name):
            self.desk.note(say("printed", name=self._name))

    def _save(self) -> None:
        try:
            target = save_pdf(self, self._data, self._name)
        except Spoken as fault:
            self.show_error(fault)
            return
        if target is not None:
            self.desk.note(say("saved", path=target))
