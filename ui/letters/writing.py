"""How does any screen look on which a letter is written: fields at the left, the real pages right?

A screen of it says whose letter it is: which fields its form has, what they mean, how the draft
comes about and how it is frozen.
"""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from clerkdesk import numbers
from clerkdesk.errors import Spoken, UserError
from clerkdesk.letters import queries
from clerkdesk.letters.catalogue import LETTERS
from clerkdesk.letters.days import Doubt
from clerkdesk.letters.write import Written
from ui import cards, dialogs, words
from ui.buttons import button
from ui.editors import LineText, Picker
from ui.forms import Form
from ui.letters import fields
from ui.letters.checks import Checks
from ui.letters.missing import MISSING
from ui.letters.word import save_word
from ui.pages import Desk, Page, Room, scrolled
from ui.panes import Pane, Panes
from ui.papers.pdf import print_pdf, save_pdf
from ui.papers.view import PaperView

say = words.of("letters")

PAUSE_MS = 350  # after the last key before the pages are set anew
LEFT = 372


class Writing(Page):
    """Preview is the PDF itself; the number is blank until the letter is frozen."""

    def __init__(self, desk: Desk, title: str) -> None:
        super().__init__(desk, title)
        self._key = ""
        self._by_hand: tuple[str, ...] = ()
        self._proposed: Mapping[str, Any] = {}
        self._touched = False  # whether anything was typed into this form
        self._awaited = ""  # the field that is still to be filled in, before anything was typed
        self._written: Written | None = None
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(PAUSE_MS)
        self._later.timeout.connect(self.preview)
        self.add_back()
        self._build()

    # what a screen of it says

    def place(self) -> tuple[str, int]:
        """Return where the facts are mended: the matter's card as (page, id)."""
        raise NotImplementedError

    def fill(self, form: Form, key: str) -> Mapping[str, Any]:
        """Add the fields of one letter to an empty form; return what stands in them already."""
        raise NotImplementedError

    def show_facts(self) -> None:
        """Name the matter in the title and tell its facts in `self.facts`."""
        raise NotImplementedError

    def typed(self) -> dict[str, Any]:
        """Return what the form holds, as the letter's service takes it."""
        return fields.typed(self._values())

    def draft(self, key: str, by_hand: tuple[str, ...]) -> Written | None:
        """Return the letter as it would be frozen now; None where there is nothing to write."""
        raise NotImplementedError

    def doubts(self, _written: Written) -> tuple[Doubt, ...]:
        """Return which limits in the draft may still move."""
        return ()

    def belongs(self, _written: Written) -> str:
        """Return of which recorded event the draft is the paper, as a sentence; "" of none."""
        return ""

    def reminder(self) -> str:
        """Return what is still missing before the letter should be frozen, "" if nothing is."""
        return ""

    def make(self, key: str, by_hand: tuple[str, ...], number: str) -> int:
        """Freeze the letter; return its key. number: from the document office's register."""
        raise NotImplementedError

    def go_on(self, letter_id: int) -> None:
        """Lead to what comes after a frozen letter."""
        self.desk.navigate("letters", letter_id)

    # building

    def _build(self) -> None:
        left = QWidget()
        self._left = QVBoxLayout(left)
        self._left.setContentsMargins(0, 0, 0, 0)
        self._left.setSpacing(12)
        self.kind_card = cards.Card(say("kind"))
        self.kind = Picker(())
        self.kind.setAccessibleName(say("kind"))
        self.kind.changed.connect(self._kind_chosen)
        self.kind_card.body.addWidget(self.kind)
        facts = cards.Card(say("facts"))
        self.facts = cards.Facts(72)
        facts.body.addWidget(self.facts)
        self.form_card = cards.Card(say("edit"))
        self.form = Form(stacked=True)
        self.form_card.body.addWidget(self.form)
        self.checks = Checks(self.desk, self._solved)
        for card in (self.kind_card, facts, self.form_card, self.checks):
            self._left.addWidget(card)
        self._left.addStretch(1)
        self.view = PaperView()
        self.view.note.setText(say("draft_mark"))
        self.columns = Panes(
            (
                Pane("form", say("tab_form"), scrolled(left), LEFT),
                Pane("paper", say("tab_paper"), self.view),
            ),
            say("tabs_name"),
            first="form",
        )
        self.body.addWidget(self.columns, 1)
        self._build_foot()

    def _build_foot(self) -> None:
        foot = self.foot()
        foot.addWidget(cards.text(say("note"), role="label", tone="text2", wrap=True), 1)
        self.print_button = button(say("print_draft"), self._print, icon="print")
        self.save = button(say("export"), self._save, icon="export")
        self.freeze = button(say("freeze"), self._freeze, kind="primary", icon="lock")
        for one in (self.print_button, self.save, self.freeze):
            foot.addWidget(one)
        self.print_act = self.action(say("print_draft"), self._print, keys="Ctrl+P", icon="print")
        self.freeze_act = self.action(say("freeze"), self._freeze, keys="Ctrl+S", icon="lock")
        self.word_act = self.action(say("docx"), self._save_word, keys="Ctrl+D", icon="export")

    # which letter

    def offer(self, keys: Sequence[str], wanted: str, *, anew: bool) -> None:
        """Offer these letters and begin with one. anew: of another matter than before."""
        if anew:
            self._by_hand = ()
        self.kind.blockSignals(True)
        self.kind.set_choices([(key, words.term("letter", key)) for key in keys])
        self.kind.set_value(wanted)
        self.kind.blockSignals(False)
        if anew or wanted != self._key:
            self._choose(wanted, {} if anew else self._typed_by_hand())
        self.show_facts()
        self.preview()
        self.stale = False  # the matter was read just now

    def _kind_chosen(self) -> None:
        key = self.kind.value()
        if key and key != self._key:
            self._choose(str(key), self._typed_by_hand())
            self.preview()

    def _choose(self, key: str, kept: Mapping[str, Any]) -> None:
        """Build the form of another letter; what was typed under the same name stays."""
        self._key = key
        self.form_card.body.removeWidget(self.form)
        self.form.hide()
        self.form.deleteLater()
        self.form = Form(stacked=True)
        self.form.column.setContentsMargins(0, 0, 0, 0)
        self._proposed = self.fill(self.form, key)
        if self._types_number():
            example = numbers.next_shown(f"letter_{LETTERS[key].series}", self.desk.today().year)
            hint = say("number_hint", example=example)
            self.form.add("number", say("number"), LineText(), hint=hint, required=True)
        self.form.set_values(dict(kept))
        self.form_card.body.addWidget(self.form)
        self.form_card.setVisible(bool(self.form.fields()))
        self._touched = bool(kept)
        self.form.changed.connect(self._edited)
        numbered = key in LETTERS and bool(LETTERS[key].series)
        self.freeze.setText(say("freeze" if numbered else "freeze_plain"))

    def _edited(self, _name: str) -> None:
        self._touched = True
        self._later.start()

    def _types_number(self) -> bool:
        typed = self.desk.settings().letter_numbers == "typed"
        return typed and self._key in LETTERS and bool(LETTERS[self._key].series)

    def _values(self) -> dict[str, Any]:
        values = self.form.values()
        values.pop("number", None)
        return values

    def _typed_by_hand(self) -> dict[str, Any]:
        """What the clerk wrote over what was proposed."""
        return {
            name: value
            for name, value in self.form.values().items()
            if value not in (None, "") and value != self._proposed.get(name)
        }

    # while typing

    def preview(self) -> None:
        """Set the pages anew, or say beside the field why they cannot be."""
        if not self._key:
            return
        for field in self.form.fields():
            if field.state in ("warn", "block") or field.name == self._awaited:
                field.clear()
        self._awaited = ""
        try:
            written = self.draft(self._key, self._by_hand)
        except UserError as error:
            self._show(None)
            self._refuse(error)
            return
        self._show(written)
        if written is None:
            return
        self._place_checks(first=False)
        doubts, belongs = self.doubts(written), self.belongs(written)
        self.checks.tell(self._key, written, by_hand=self._by_hand, doubts=doubts, belongs=belongs)
        fields.show_total(self.form)

    def _show(self, written: Written | None) -> None:
        self._written = written
        self.view.show_pdf(None if written is None else written.pdf)
        for one in (self.print_button, self.save, self.freeze):
            one.setEnabled(written is not None)
        for act in (self.print_act, self.freeze_act, self.word_act):
            act.setEnabled(written is not None)

    def _refuse(self, error: UserError) -> None:
        """Say it beside its field, or above the form where it is no field's matter."""
        awaited = error.code == "letters.missing_fact" and not self._touched
        if awaited and (error.field or "") in self.form:  # nobody has done anything wrong yet
            self._awaited = error.field or ""
            self.form.set_state(self._awaited, "hint", str(error))
        beside = bool(self._awaited) or (
            error.code != MISSING and fields.show_error(self.form, error, focus=False)
        )
        if beside:
            self.checks.tell(self._key, None)
        else:
            self.checks.refuse(error, self.place())
        self._place_checks(first=not beside)
        self.view.empty.why.setText(str(error))

    def _place_checks(self, *, first: bool) -> None:
        self._left.removeWidget(self.checks)
        place = self.kind_card if first else self.form_card
        self._left.insertWidget(self._left.indexOf(place) + 1, self.checks)

    def _solved(self, left_empty: str) -> None:
        """A character found its font or picture, or its cell is to stay empty."""
        if left_empty:
            self._by_hand = (*self._by_hand, left_empty)
        self.preview()

    # out of the screen

    def _print(self) -> None:
        if self._written is not None:
            print_pdf(self, self._written.pdf, self._written.document.title)

    def _save(self) -> None:
        if self._written is not None:
            self._tell_saved(save_pdf, self._written.pdf, self._written.document.title)

    def _save_word(self) -> None:
        if self._written is not None:
            self._tell_saved(save_word, self._written, self._written.document.title)

    def _tell_saved(self, save: Callable[..., Path | None], *what: Any) -> None:
        try:
            target = save(self, *what)
        except Spoken as fault:
            self.show_error(fault)
            return
        if target is not None:
            self.desk.note(say("exported", path=target))

    def _freeze(self) -> None:
        self._later.stop()
        self.preview()
        if self._written is None or not self.form.check():
            return
        title, text, yes, no = (say(f"confirm_{part}") for part in ("title", "text", "yes", "no"))
        if not dialogs.confirm(self, title, self.reminder() + text, yes, no):
            return
        number = str(self.form.values().get("number") or "")
        try:
            letter_id = self.make(self._key, self._by_hand, number)
        except UserError as error:
            if not fields.show_error(self.form, error):
                self.checks.refuse(error, self.place())
            return
        row = queries.card(letter_id).row
        self.desk.note(say("frozen", number=row.number or row.title))
        self.finished = True  # Esc from the letter leads past this draft
        self.go_on(letter_id)

    def set_room(self, room: Room) -> None:
        self.columns.set_narrow(narrow=room is Room.NARROW)

    def panes(self) -> tuple[QWidget, ...]:
        return (self.kind, self.form, self.view)
