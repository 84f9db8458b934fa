"""How is the letter of a correction of records written? Form at the left, the real pages right."""

from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from clerkdesk import numbers
from clerkdesk.errors import Spoken, UserError
from clerkdesk.letters import queries as letter_queries
from clerkdesk.letters.catalogue import LETTERS
from clerkdesk.letters.write import Written
from clerkdesk.record_corrections import queries, service
from clerkdesk.record_corrections.rows import RecordCard
from ui import cards, dialogs, words
from ui.buttons import button
from ui.editors import LineText, LongText, Picker, Tick
from ui.forms import Form
from ui.letters.checks import Checks
from ui.letters.missing import MISSING
from ui.pages import Desk, Page, Room, scrolled
from ui.papers.pdf import print_pdf, save_pdf
from ui.papers.view import PaperView
from ui.records.form import fact_day

say, letter_say = words.of("records"), words.of("letters")

PAUSE_MS = 350  # after the last key before the pages are set anew
LEFT = 372
_LINES = {"matter": 4, "explanation": 4, "attachments": 2, "copies_to": 2}
_LISTS = ("attachments", "copies_to")
_TICKS = ("online", "sealed")


class WriteRecordLetter(Page):
    """Preview is the PDF itself; the number is blank until the letter is frozen."""

    kinds = frozenset({"record", "letter", "setting", "letter_wording"})
    help_topic = "records"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, say("write_title"))
        self._card: RecordCard | None = None
        self._key = ""
        self._by_hand: tuple[str, ...] = ()
        self._written: Written | None = None
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(PAUSE_MS)
        self._later.timeout.connect(self.preview)
        self.add_back()
        self._build()

    def _build(self) -> None:
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        kind = cards.Card(letter_say("kind"))
        self.kind = Picker(())
        self.kind.setAccessibleName(letter_say("kind"))
        self.kind.changed.connect(self._kind_chosen)
        kind.body.addWidget(self.kind)
        facts = cards.Card(letter_say("facts"))
        self.facts = cards.Facts(72)
        facts.body.addWidget(self.facts)
        self.form_card = cards.Card(letter_say("edit"))
        self.form = Form(stacked=True)
        self.form_card.body.addWidget(self.form)
        self.checks = Checks(self.desk, self._solved)
        for card in (kind, facts, self.form_card, self.checks):
            column.addWidget(card)
        column.addStretch(1)
        self.left = scrolled(left)
        self.left.setFixedWidth(LEFT)
        self.view = PaperView()
        self.view.note.setText(letter_say("draft_mark"))
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.left)
        row.addWidget(self.view, 1)
        self.body.addLayout(row, 1)
        foot = self.foot()
        foot.addWidget(cards.text(letter_say("note"), role="label", tone="text2", wrap=True), 1)
        self.draft = button(letter_say("print_draft"), self._print, icon="print")
        self.save = button(letter_say("export"), self._save, icon="export")
        self.freeze = button(letter_say("freeze"), self._freeze, kind="primary", icon="lock")
        for one in (self.draft, self.save, self.freeze):
            foot.addWidget(one)
        self.acts = (
            self.action(letter_say("print_draft"), self._print, keys="Ctrl+P", icon="print"),
            self.action(letter_say("freeze"), self._freeze, keys="Ctrl+S", icon="lock"),
        )

    # coming here

    def arrive(self, id_: int | None, /, **facts: Any) -> None:
        """id_: the matter; key: the letter to begin with."""
        if id_ is None:
            return
        card = queries.card(id_, self.desk.today())
        wanted = str(facts.get("key", "")) or (card.to_write[0] if card.to_write else "")
        again = self._card is not None and self._card.id == card.id and wanted == self._key
        self._card = card
        self.kind.blockSignals(True)
        self.kind.set_choices([(key, words.term("letter", key)) for key in card.to_write])
        self.kind.set_value(wanted)
        self.kind.blockSignals(False)
        if not again:
            self._by_hand = ()
            self._choose(wanted)
        self._show_facts()
        self.preview()
        self.form.focus_first()

    def refresh(self) -> None:
        if self._card is not None:
            self._card = queries.card(self._card.id, self.desk.today())
            self._show_facts()
            self.preview()

    def _kind_chosen(self) -> None:
        key = self.kind.value()
        if key and key != self._key:
            self._choose(str(key))
            self.preview()

    def _choose(self, key: str) -> None:
        """Build the form of another letter."""
        card = self._card
        self._key = key
        self.form_card.body.removeWidget(self.form)
        self.form.hide()
        self.form.deleteLater()
        self.form = Form(stacked=True)
        self.form.column.setContentsMargins(0, 0, 0, 0)
        if card is not None and key in card.to_write:
            self._fill(card, key)
        self.form_card.body.addWidget(self.form)
        self.form.changed.connect(lambda _name: self._later.start())

    def _fill(self, card: RecordCard, key: str) -> None:
        for name in service.asks_for(key):
            editor: Any = LineText()
            if name == "dated_on":
                editor = fact_day(self.desk)
            elif name in _LINES:
                editor = LongText(lines=_LINES[name])
            elif name in _TICKS:
                editor = Tick(letter_say(f"field_{name}"))
            label = "" if name in _TICKS else letter_say(f"field_{name}")
            self.form.add(name, label, editor)
        if self.desk.settings().letter_numbers == "typed":
            series, year = f"letter_{LETTERS[key].series}", self.desk.today().year
            hint = letter_say("number_hint", example=numbers.next_shown(series, year))
            label = letter_say("number")
            self.form.add("number", label, LineText(), hint=hint, required=True)
        try:
            known = service.proposed(card.id, key, self.desk.today())
        except UserError:
            return  # the preview says what the settings lack
        for name in _LISTS:
            known[name] = "\n".join(known[name])
        self.form.set_values(known)

    def _show_facts(self) -> None:
        card = self._card
        if card is None:
            return
        self.set_title(say("write_title"), say("to_card", number=card.number))
        names = words.listed(one.name for one in card.applicants)
        self.facts.clear()
        self.facts.add(say("applicant"), names)
        self.facts.add(say("f_received_on"), card.received_on)
        if card.decision is not None:
            found = card.decision
            self.facts.add(say("d_finding"), words.term("record_finding", found.finding))
            self.facts.add(say("d_on"), found.on)
            if found.corrected_on is not None:
                self.facts.add(say("d_corrected_on"), found.corrected_on)
            if found.organ:
                self.facts.add(say("d_organ"), found.organ)

    # while typing

    def _typed(self) -> dict[str, Any]:
        values = self.form.values()
        values.pop("number", None)
        for name in _LISTS:
            lines = str(values.get(name) or "").splitlines()
            values[name] = tuple(line.strip() for line in lines if line.strip())
        return values

    def preview(self) -> None:
        """Set the pages anew, or say beside the field why they cannot be."""
        card = self._card
        if card is None or self._key not in card.to_write:
            self._written = None
            self.view.show_pdf(None)
            self._allow(on=False)
            return
        for field in self.form.fields():
            if field.state in ("warn", "block"):
                field.clear()
        try:
            written = service.preview_letter(
                card.id,
                self._key,
                today=self.desk.today(),
                typed=self._typed(),
                by_hand=self._by_hand,
            )
        except UserError as error:
            self._written = None
            self.view.show_pdf(None)
            self._refused(error)
            self._allow(on=False)
            return
        self.clear_error()
        self._written = written
        self.view.show_pdf(written.pdf)
        self.checks.tell(self._key, written, by_hand=self._by_hand)
        self._allow(on=True)

    def _refused(self, error: UserError) -> None:
        """Say it beside its field, beside the pages, or above all."""
        self.clear_error()
        field = error.field or ""
        if error.code == MISSING or field.startswith("office_"):
            self.checks.refuse(error, None)
        elif field in self.form and self.form.show_error(error, focus=False):
            self.checks.tell(self._key, None)
        elif error.code.startswith("letters.missing_") and error.code != "letters.missing_fact":
            self.checks.refuse(error, None)
        else:
            self.checks.tell(self._key, None)
            self.show_error(error)

    def _allow(self, *, on: bool) -> None:
        for one in (self.draft, self.save, self.freeze):
            one.setEnabled(on)
        for act in self.acts:
            act.setEnabled(on)

    def _solved(self, left_empty: str) -> None:
        """A character found its font or picture, or its cell is to stay empty."""
        if left_empty:
            self._by_hand = (*self._by_hand, left_empty)
        self.preview()

    # leaving the screen

    def _print(self) -> None:
        if self._written is not None:
            print_pdf(self, self._written.pdf, self._written.document.title)

    def _save(self) -> None:
        if self._written is None:
            return
        try:
            target = save_pdf(self, self._written.pdf, self._written.document.title)
        except Spoken as fault:
            self.show_error(fault)
            return
        if target is not None:
            self.desk.note(letter_say("exported", path=target))

    def _freeze(self) -> None:
        card = self._card
        self._later.stop()
        self.preview()
        if card is None or self._written is None or not self.form.check():
            return
        if not dialogs.confirm(
            self,
            letter_say("confirm_title"),
            letter_say("confirm_text"),
            letter_say("confirm_yes"),
            letter_say("confirm_no"),
        ):
            return
        try:
            made = service.make_letter(
                card.id,
                self._key,
                self.desk.person_id,
                typed=self._typed(),
                typed_number=str(self.form.values().get("number") or ""),
                by_hand=self._by_hand,
            )
        except UserError as error:
            self._refused(error)
            return
        row = letter_queries.card(made).row
        self.desk.note(letter_say("frozen", number=row.number))
        left = queries.card(card.id, self.desk.today()).to_write
        if left:  # the other of the two letters follows
            self.desk.navigate("records.write", card.id, key=left[0])
        else:
            self.desk.navigate("letters", made)

    def set_room(self, room: Room) -> None:
        self.view.setVisible(room is not Room.NARROW)
        self.left.setMaximumWidth(16_777_215 if room is Room.NARROW else LEFT)
        self.left.setMinimumWidth(LEFT)

    def panes(self) -> tuple[QWidget, ...]:
        return (self.kind, self.form, self.view)
