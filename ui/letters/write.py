"""How is a letter written? Facts and fields at the left, the real pages at the right."""

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from clerkdesk import numbers
from clerkdesk.errors import Spoken, UserError
from clerkdesk.letters import queries, service
from clerkdesk.letters.catalogue import LETTERS
from clerkdesk.letters.write import Written
from clerkdesk.requests import queries as requests
from clerkdesk.requests.rows import RequestCard
from ui import cards, dialogs, words
from ui.buttons import button
from ui.editors import LineText, Picker
from ui.forms import Form
from ui.letters import fields
from ui.letters.checks import Checks
from ui.letters.missing import MISSING
from ui.letters.offered import letters_for
from ui.letters.word import save_word
from ui.pages import Desk, Page, Room, scrolled
from ui.panes import Pane, Panes
from ui.papers.pdf import print_pdf, save_pdf
from ui.papers.view import PaperView

say = words.of("letters")

PAUSE_MS = 350  # after the last key before the pages are set anew
LEFT = 372


class WriteLetter(Page):
    """Preview is the PDF itself; the number is blank until the letter is frozen."""

    kinds = frozenset({"request", "setting", "letter_wording"})
    help_topic = "letters"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, say("write_title"))
        self._request: RequestCard | None = None
        self._key = ""
        self._items: tuple[int, ...] = ()
        self._by_hand: tuple[str, ...] = ()
        self._proposed: dict[str, Any] = {}
        self._written: Written | None = None
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(PAUSE_MS)
        self._later.timeout.connect(self.preview)
        self.add_back()
        self._build()

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
        self.facts_card = cards.Card(say("facts"))
        self.facts = cards.Facts(72)
        self.facts_card.body.addWidget(self.facts)
        self.form_card = cards.Card(say("edit"))
        self.form = Form(stacked=True)
        self.form_card.body.addWidget(self.form)
        self.checks = Checks(self.desk, self._solved)
        for card in (self.kind_card, self.facts_card, self.form_card, self.checks):
            self._left.addWidget(card)
        self._left.addStretch(1)
        self.left = scrolled(left)
        self.view = PaperView()
        self.view.note.setText(say("draft_mark"))
        self.columns = Panes(
            (
                Pane("form", say("tab_form"), self.left, LEFT),
                Pane("paper", say("tab_paper"), self.view),
            ),
            say("tabs_name"),
            first="form",
        )
        self.body.addWidget(self.columns, 1)
        self._build_foot()

    def _build_foot(self) -> None:
        foot = self.foot()
        self.told = cards.text(say("note"), role="label", tone="text2", wrap=True)
        foot.addWidget(self.told, 1)
        self.draft = button(say("print_draft"), self._print, icon="print")
        self.save = button(say("export"), self._save, icon="export")
        self.freeze = button(say("freeze"), self._freeze, kind="primary", icon="lock")
        for one in (self.draft, self.save, self.freeze):
            foot.addWidget(one)
        self.print_act = self.action(say("print_draft"), self._print, keys="Ctrl+P", icon="print")
        self.freeze_act = self.action(say("freeze"), self._freeze, keys="Ctrl+S", icon="lock")
        self.word_act = self.action(say("docx"), self._save_word, keys="Ctrl+D", icon="export")

    def arrive(self, id_: int | None, /, **facts: Any) -> None:
        """id_: the request. key: the letter to begin with; item_ids: which items it answers."""
        if id_ is None:
            return
        self.finished = False
        self._items = tuple(facts.get("item_ids", ()))
        self._load(id_, str(facts.get("key", "")))
        self.kind.setFocus()

    def refresh(self) -> None:
        if self._request is not None:
            self._request = requests.card(self._request.id, self.desk.today())
            self._show_facts()
            self.preview()

    def _load(self, request_id: int, key: str) -> None:
        card = requests.card(request_id, self.desk.today())
        same = self._request is not None and self._request.id == card.id
        again = same and key == self._key
        if not same:
            self._by_hand = ()
        self._request = card
        names = words.literal(requests_names(card))
        self.set_title(
            say("write_title"), say("write_subtitle", number=card.number, applicant=names)
        )
        offered = letters_for(card)
        self.kind.blockSignals(True)
        self.kind.set_choices([(one.key, words.term("letter", one.key)) for one in offered])
        known = {one.key for one in offered}
        wanted = key if key in known else offered[0].key
        self.kind.set_value(wanted)
        self.kind.blockSignals(False)
        if not again:
            self._choose(wanted)
        self._show_facts()
        self.preview()

    def _kind_chosen(self) -> None:
        key = self.kind.value()
        if key and key != self._key:
            self._choose(str(key))
            self.preview()

    def _choose(self, key: str) -> None:
        """Build the form of another letter; what was typed under the same name stays."""
        if self._request is None:
            return
        kept = self._typed_by_hand() if self._key else {}
        self._key = key
        self.form_card.body.removeWidget(self.form)
        self.form.hide()
        self.form.deleteLater()
        self.form = Form(stacked=True)
        self.form.column.setContentsMargins(0, 0, 0, 0)
        self._proposed = fields.build(self.form, LETTERS[key], self._request, self.desk)
        if self._types_number():
            series = f"letter_{LETTERS[key].series}"
            example = numbers.next_shown(series, self.desk.today().year)
            hint = say("number_hint", example=example)
            self.form.add("number", say("number"), LineText(), hint=hint, required=True)
        self.form.set_values(kept)
        self.form_card.body.addWidget(self.form)
        self.form_card.setVisible(bool(self.form.fields()))
        self._order_tabs()
        self.form.changed.connect(lambda _name: self._later.start())
        self.freeze.setText(say("freeze" if LETTERS[key].series else "freeze_plain"))

    def _order_tabs(self) -> None:
        """The form is made anew with each letter: Tab comes to it after the choice of letter."""
        stops = [
            one
            for field in self.form.fields()
            for one in field.inputs()
            if one.focusPolicy() & Qt.FocusPolicy.TabFocus and one.focusProxy() is None
        ]
        for stop, following in pairwise((self.kind, *stops, *self.checks.stops())):
            QWidget.setTabOrder(stop, following)

    def _typed_by_hand(self) -> dict[str, Any]:
        """What the clerk wrote over what was proposed."""
        return {
            name: value
            for name, value in self.form.values().items()
            if value not in (None, "") and value != self._proposed.get(name)
        }

    def _types_number(self) -> bool:
        typed = self.desk.settings().letter_numbers == "typed"
        return typed and bool(LETTERS[self._key].series)

    def _show_facts(self) -> None:
        card = self._request
        if card is None:
            return
        self.facts.clear()
        self.facts.add(say("fact_applicant"), requests_names(card))
        self.facts.add(say("fact_received"), card.received_on)
        self.facts.add(say("fact_due"), card.due_on)
        for item in card.items:
            outcome = words.term("outcome", item.outcome) if item.outcome else say("fact_undecided")
            label = say("fact_outcome")
            if len(card.items) > 1:
                label = say("fact_item", number=item.position + 1)
            self.facts.add(label, outcome)

    def _typed(self) -> dict[str, Any]:
        values = self.form.values()
        values.pop("number", None)
        return fields.typed(values)

    def preview(self) -> None:
        """Set the pages anew, or say beside the field why they cannot be."""
        card = self._request
        if card is None or not self._key:
            return
        for field in self.form.fields():
            if field.state in ("warn", "block"):
                field.clear()
        try:
            written = service.preview(
                card.id,
                self._key,
                today=self.desk.today(),
                item_ids=self._items,
                typed=self._typed(),
                by_hand=self._by_hand,
            )
        except UserError as error:
            self._written = None
            self.view.show_pdf(None)
            beside = error.code != MISSING and fields.show_error(self.form, error, focus=False)
            if beside:
                self.checks.tell(self._key, None)
            else:
                self.checks.refuse(error, card.id)
            self._place_checks(first=not beside)
            self.view.empty.why.setText(str(error))
            self._allow(on=False)
            self._order_tabs()
            return
        self._written = written
        self._place_checks(first=False)
        self.view.show_pdf(written.pdf)
        doubts = service.days_in_doubt(written, card)
        self.checks.tell(self._key, written, by_hand=self._by_hand, doubts=doubts)
        fields.show_total(self.form)
        self._allow(on=True)

    def _place_checks(self, *, first: bool) -> None:
        """What stops the letter and is no field's matter stands in sight, above the form."""
        self._left.removeWidget(self.checks)
        place = self.kind_card if first else self.form_card
        self._left.insertWidget(self._left.indexOf(place) + 1, self.checks)

    def _allow(self, *, on: bool) -> None:
        for one in (self.draft, self.save, self.freeze):
            one.setEnabled(on)
        for act in (self.freeze_act, self.print_act, self.word_act):
            act.setEnabled(on)

    def _solved(self, left_empty: str) -> None:
        """A character found its font or picture, or its cell is to stay empty."""
        if left_empty:
            self._by_hand = (*self._by_hand, left_empty)
        self.preview()

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
        card = self._request
        self._later.stop()
        self.preview()
        if card is None or self._written is None or not self.form.check():
            return
        if not dialogs.confirm(
            self,
            say("confirm_title"),
            say("confirm_text"),
            say("confirm_yes"),
            say("confirm_no"),
        ):
            return
        number = str(self.form.values().get("number") or "")
        try:
            letter_id = service.make(
                card.id,
                self._key,
                self.desk.person_id,
                item_ids=self._items,
                typed=self._typed(),
                typed_number=number,
                by_hand=self._by_hand,
            )
        except UserError as error:
            if not fields.show_error(self.form, error):
                self.checks.refuse(error, card.id)
            return
        shown = queries.card(letter_id).row
        self.desk.note(say("frozen", number=shown.number or shown.title))
        self.finished = True  # Esc from the letter leads to the request, not to this draft
        self.desk.navigate("letters", letter_id)

    def set_room(self, room: Room) -> None:
        self.columns.set_narrow(narrow=room is Room.NARROW)

    def panes(self) -> tuple[QWidget, ...]:
        return (self.kind, self.form, self.view)


def requests_names(card: RequestCard) -> str:
    return words.listed(party.name for party in card.applicants)
