"""How is a letter written? Facts and fields at the left, the real pages at the right."""

from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from clerkdesk import numbers
from clerkdesk.errors import Spoken, UserError
from clerkdesk.letters import queries, service
from clerkdesk.letters.catalogue import LETTERS
from clerkdesk.letters.write import Written
from clerkdesk.requests import queries as requests
from clerkdesk.requests.remedies import RemediesCode
from clerkdesk.requests.rows import RequestCard
from ui import cards, dialogs, icons, words
from ui.buttons import button
from ui.editors import LineText, Picker
from ui.forms import Form
from ui.letters import fields
from ui.letters.offered import letters_for
from ui.pages import Desk, Page, Room, scrolled
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
        self.checks_card = cards.Card(say("checks"))
        self.checks = QVBoxLayout()
        self.checks.setSpacing(4)
        self.checks_card.body.addLayout(self.checks)
        for card in (self.kind_card, self.facts_card, self.form_card, self.checks_card):
            self._left.addWidget(card)
        self._left.addStretch(1)
        self.left = scrolled(left)
        self.left.setFixedWidth(LEFT)
        self.view = PaperView()
        self.view.note.setText(say("draft_mark"))
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.left)
        row.addWidget(self.view, 1)
        self.body.addLayout(row, 1)
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
        self.action(say("print_draft"), self._print, keys="Ctrl+P", icon="print")
        self.action(say("freeze"), self._freeze, keys="Ctrl+S", icon="lock")

    def arrive(self, id_: int | None, /, **facts: Any) -> None:
        """id_: the request. key: the letter to begin with; item_ids: which items it answers."""
        if id_ is None:
            return
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
        again = self._request is not None and self._request.id == card.id and key == self._key
        self._request = card
        names = words.literal(requests_names(card))
        self.set_title(
            say("write_title"), say("write_subtitle", number=card.number, applicant=names)
        )
        offered = letters_for(card)
        self.kind.blockSignals(True)
        self.kind.set_choices([(one.key, words.term("letter", one.key)) for one in offered])
        wanted = key if key in {one.key for one in offered} else offered[0].key
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
        kept = self.form.values() if self._key else {}
        self._key = key
        self.form_card.body.removeWidget(self.form)
        self.form.deleteLater()
        self.form = Form(stacked=True)
        self.form.column.setContentsMargins(0, 0, 0, 0)
        fields.build(self.form, LETTERS[key], self._request, self.desk)
        if self._types_number():
            series = f"letter_{LETTERS[key].series}"
            example = numbers.next_shown(series, self.desk.today().year)
            hint = say("number_hint", example=example)
            self.form.add("number", say("number"), LineText(), hint=hint, required=True)
        names = {name for name in kept if name in {one.name for one in self.form.fields()}}
        self.form.set_values(
            {name: kept[name] for name in names if kept[name] not in (None, "", False)}
        )
        self.form_card.body.addWidget(self.form)
        self.form_card.setVisible(bool(self.form.fields()))
        self.form.changed.connect(lambda _name: self._later.start())
        self.freeze.setText(say("freeze" if LETTERS[key].series else "freeze_plain"))

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
            )
        except UserError as error:
            self._written = None
            self.view.show_pdf(None)
            if not self.form.show_error(error, focus=False):
                self._refused(error)
            else:
                self._show_checks(None)
            self._allow(on=False)
            return
        self._written = written
        self.view.show_pdf(written.pdf)
        self._show_checks(written)
        self._allow(on=True)

    def _allow(self, *, on: bool) -> None:
        for one in (self.draft, self.save, self.freeze):
            one.setEnabled(on)

    def _refused(self, error: Spoken) -> None:
        cards.clear(self.checks)
        self._check(say("refused"), "block", "red")
        self.checks.addWidget(cards.text(str(error), role="label", tone="red", wrap=True))
        of_office = (error.field or "").startswith("office_") or error.code.startswith(
            "letters.missing_"
        )
        if of_office and error.code != "letters.missing_fact":
            go = button(
                say("refused_settings"), lambda: self.desk.navigate("settings"), kind="link"
            )
        else:
            card = self._request
            go = button(
                say("refused_fact"),
                lambda: self.desk.navigate("requests", card.id if card else None),
                kind="link",
            )
        self.checks.addWidget(go)

    def _show_checks(self, written: Written | None) -> None:
        cards.clear(self.checks)
        letter = LETTERS[self._key]
        if letter.series and self._types_number():
            self._check(say("check_typed_number"), "info", "text2")
        elif letter.series:
            series = f"letter_{letter.series}"
            following = numbers.next_shown(series, self.desk.today().year)
            self._check(say("check_number", next=following), "info", "text2")
        version = queries.wording(self._key).version
        if version:
            self._check(say("own_wording", version=version), "info", "text2")
        if written is None:
            return
        chosen = self.desk.settings()
        self._check(
            say("remedies_told", code=words.term("remedies", written.remedies)), "info", "text2"
        )
        if written.remedies is not RemediesCode.R0:
            told = say("remedies_where", body=chosen.reconsideration_body, court=chosen.court)
            self._check(told, "info", "text2")
        self._check(say("check_glyphs"), "tick", "ok")
        for one in written.stand_ins:
            role = words.term("font_role", one.role)
            if one.characters:
                told = say("check_rare", characters=one.characters, face=one.used)
            else:
                told = say("check_stand_in", role=role, face=one.used)
            self._check(told, "warn", "yeld")

    def _check(self, text: str, icon: str, tone: str) -> None:
        row = QHBoxLayout()
        row.setSpacing(6)
        mark = QLabel()
        icons.put(mark, icon, tone, 15)
        row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(cards.text(text, role="label", tone=tone, wrap=True), 1)
        self.checks.addLayout(row)

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
            )
        except UserError as error:
            if not self.form.show_error(error):
                self._refused(error)
            return
        shown = queries.card(letter_id).row
        self.desk.note(say("frozen", number=shown.number or shown.title))
        self.desk.navigate("letters", letter_id)

    def set_room(self, room: Room) -> None:
        self.view.setVisible(room is not Room.NARROW)
        self.left.setMaximumWidth(16_777_215 if room is Room.NARROW else LEFT)
        self.left.setMinimumWidth(LEFT)

    def panes(self) -> tuple[QWidget, ...]:
        return (self.kind, self.form, self.view)


def requests_names(card: RequestCard) -> str:
    return words.listed(party.name for party in card.applicants)
