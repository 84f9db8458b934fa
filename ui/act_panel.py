"""How is an act filled in on a page: a form that asks, does, and keeps what was typed if refused?

ActPanel(title, verb, note=..., fill=lambda form: form.add(...), perform=lambda values: ...,
         closed=self._close)
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout
from shiboken6 import isValid

from clerkdesk.errors import Spoken
from clerkdesk.publications.intake import NewFile
from ui import cards, words
from ui.buttons import button
from ui.forms import Form
from ui.jobs import Jobs, Progress
from ui.still import AT_ONCE, Still

say = words.of("forms")

Values = dict[str, Any]
Stored = Callable[[int], object]


@dataclass(frozen=True)
class Beside:
    """What `perform` returns where the service is still to be called, in a job: large files.

    told: called in the window's thread once it is done.
    """

    jobs: Jobs
    title: str
    work: Callable[[Progress], object]
    told: Callable[[], object]


def beside(
    jobs: Jobs,
    title: str,
    size: int,
    act: Callable[[Stored], object],
    told: Callable[[], object],
) -> Beside | None:
    """Do an act that goes through bytes: at once where nobody would notice, else in a job.

    size: of all of them. act: calls the service with what is to be told the bytes done so far.
    """

    def work(progress: Progress) -> None:
        progress(0, size)
        act(lambda done: progress(done, size))

    if size > AT_ONCE:
        return Beside(jobs, title, work, told)
    work(lambda _done, _total: None)
    told()
    return None


def storing(
    jobs: Jobs,
    file: NewFile | None,
    store: Callable[[Stored], object],
    told: Callable[[], object],
) -> Beside | None:
    """Do an act that keeps a file, as `beside` does."""
    title = "" if file is None else say("storing", name=file.name)
    return beside(jobs, title, 0 if file is None else len(file.data), store, told)


class ActCard(cards.Card):
    """What all such forms share. A kind of it lays out its parts and says what the act is.

    trouble: the band for a refusal that names no field. touched: whether somebody typed.
    """

    done = Signal()
    scrolls = False  # True: its form scrolls inside it, the foot staying in sight

    def __init__(self, title: str, form: Form) -> None:
        super().__init__(title)
        self.form = form
        self.touched = False
        self.still = Still(self, (self,))
        self.trouble = cards.Band("", state="block", icon="block")
        self.trouble.hide()
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def watch(self) -> None:
        """Take every change from now on for the clerk's: what was filled in before is not."""
        self.form.changed.connect(self.edited)

    def edited(self, _name: str) -> None:
        """Note a change of the named field."""
        self.touched = True
        self.trouble.hide()

    def values(self) -> Values:
        """Return what the act is given."""
        return self.form.values()

    def ask(self, _values: Values) -> bool:
        """Ask before what cannot be undone; False leaves the form as it is."""
        return True

    def perform(self, values: Values) -> object:
        """Call the service, or return how it is called beside the window (`Beside`).

        Errors: what it refuses.
        """
        raise NotImplementedError

    def act(self) -> None:
        """Do it; a refusal stands beside its field, or above the form where it names none."""
        self.trouble.hide()
        if not self.form.check():
            return
        values = self.values()
        try:
            if not self.ask(values):
                return
            result = self.perform(values)
        except Spoken as error:
            self.show_error(error)
        else:
            if isinstance(result, Beside):
                self._wait_for(result)
            else:
                self._performed()

    def _performed(self) -> None:
        self.touched = False
        self.done.emit()

    def _wait_for(self, later: Beside) -> None:
        """Stand still until it is stored; a panel thrown away meanwhile is not missed."""

        def done(_result: object) -> None:
            later.told()
            if isValid(self):
                self._performed()

        def failed(fault: Exception) -> None:
            if not isinstance(fault, Spoken):
                raise fault
            if isValid(self):
                self.show_error(fault)

        self.still.run(later.jobs, later.title, later.work, done, failed)

    def show_error(self, error: Spoken) -> None:
        if not self.form.show_error(error):
            self.trouble.message.setText(str(error))
            self.trouble.show()


class ActPanel(ActCard):
    """A card with a form, a verb and a way back. It is thrown away only once the act is done."""

    def __init__(  # noqa: PLR0913 - the parts of a small form, each named at the call
        self,
        title: str,
        verb: str,
        *,
        fill: Callable[[Form], object],
        perform: Callable[[Values], object],
        closed: Callable[[], object],
        note: str = "",
        ask: Callable[[Values], bool] | None = None,
    ) -> None:
        """fill: adds the fields; perform: calls the service with the form's values.

        verb: of the button, with its mnemonic; ask: a box before what cannot be undone.
        closed: leads back; what was typed stays.
        """
        super().__init__(title, Form(stacked=True))
        self._perform, self._ask = perform, ask
        if note:
            self.body.addWidget(cards.text(note, role="label", tone="text2", wrap=True))
        self.body.addWidget(self.trouble)
        self.form.column.setContentsMargins(0, 0, 0, 0)
        fill(self.form)
        self.body.addWidget(self.form)
        row = QHBoxLayout()
        row.setSpacing(8)
        self.save = button(verb, self.act, kind="primary")
        self.back = button(say("act_back"), closed)
        row.addWidget(self.save)
        row.addWidget(self.back)
        row.addStretch(1)
        self.body.addLayout(row)
        self.body.addStretch(1)
        self.watch()

    def ask(self, values: Values) -> bool:
        return self._ask is None or self._ask(values)

    def perform(self, values: Values) -> object:
        return self._perform(values)
