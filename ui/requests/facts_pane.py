"""What did intake establish? Applicants with masked numbers, the paper, the items, the files."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from clerkdesk.errors import Spoken
from clerkdesk.parties import IdKind, PartyCard, PartyKind
from clerkdesk.requests.queries import ItemView, RequestCard
from ui import cards, outside, theme, words
from ui.buttons import button
from ui.pages import Desk, scrolled
from ui.shortened import Shortened

say = words.of("request_card")

_CONTENT = 600  # characters of an item shown at once


class FactsPane(cards.Card):
    """Read only; 显示(V) shows the personal numbers until the card is left."""

    def __init__(
        self, desk: Desk, correct: Callable[[], object], failed: Callable[[Spoken], object]
    ) -> None:
        super().__init__(say("facts_title"))
        self._desk, self._failed = desk, failed
        self._card: RequestCard | None = None
        self._plain = False
        self.numbers = button(say("show_numbers"), self._toggle, kind="link", icon="eye")
        self.head.addWidget(self.numbers)
        inside = QWidget()
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(0, 0, 4, 0)
        self._column.setSpacing(8)
        self.facts = cards.Facts()
        self._column.addWidget(self.facts)
        self._links = QVBoxLayout()
        self._links.setSpacing(2)
        self._column.addLayout(self._links)
        self._column.addStretch(1)
        self.area = scrolled(inside)
        self.body.addWidget(self.area, 1)
        self.correct = button(say("correct"), correct, kind="link", icon="edit")
        self.body.addWidget(self.correct, 0, Qt.AlignmentFlag.AlignHCenter)

    def forget(self) -> None:
        """Mask again: another request is shown."""
        self._plain = False
        self.numbers.setText(say("show_numbers"))

    def _toggle(self) -> None:
        self._plain = not self._plain
        self.numbers.setText(say("hide_numbers" if self._plain else "show_numbers"))
        if self._card is not None:
            self.show_card(self._card)

    def show_card(self, card: RequestCard) -> None:
        self._card = card
        self.facts.clear()
        for one in card.applicants:
            self._party(say("applicant"), one)
        if card.agent is not None:
            self._party(say("agent"), card.agent)
        self._paper(card)
        for item in card.items:
            self._item(item, many=len(card.items) > 1)
        if card.main_outcome:
            self.facts.add(say("main_outcome"), words.term("outcome", card.main_outcome))
        form = words.term("provide_form", card.provide_form)
        way = words.term("provide_way", card.provide_way)
        self.facts.add(say("provide"), say("provide_both", form=form, way=way))
        self.facts.add_rule()
        self.facts.add(say("handler"), card.handler.name if card.handler else "")
        if card.section is not None:
            self.facts.add(say("section"), card.section.name)
        if card.note:
            self.facts.add(say("note"), card.note)
        self._show_links(card)
        self.correct.setEnabled(not card.voided)

    def _party(self, label: str, one: PartyCard) -> None:
        kind = words.term("party_kind", one.kind)
        self.facts.add(label, say("applicant_kind", name=one.name, kind=kind))
        plain = self._plain
        if one.id_number:
            paper = words.term("id_kind", one.id_kind) if one.id_kind is not IdKind.NONE else ""
            number = one.id_number if plain else one.id_number_masked
            self.facts.add(say("id_number"), f"{paper}\n{number}".strip())
        if one.kind is not PartyKind.NATURAL and one.contact_name:
            self.facts.add(say("contact_name"), one.contact_name)
        if one.phone:
            self.facts.add(say("phone"), one.phone if plain else one.phone_masked)
        if one.email:
            self.facts.add(say("email"), one.email if plain else one.email_masked)
        if one.address:
            self.facts.add(say("address"), one.address)

    def _paper(self, card: RequestCard) -> None:
        self.facts.add_rule()
        channel = words.term("channel", card.channel)
        self.facts.add(say("channel"), f"{channel} {card.mail_number}".strip())
        self.facts.add(say("arrived"), words.full_day(card.arrived_on))
        if card.received_on is None:
            self.facts.add(say("received"), say("unconfirmed"), tone="pause")
        else:
            article = words.term("article", card.receipt_article)
            day = words.full_day(card.received_on)
            self.facts.add(say("received"), say("received_by", day=day, article=article))
        self.facts.add_rule()

    def _item(self, item: ItemView, *, many: bool) -> None:
        label = say("content_n", n=item.position) if many else say("content")
        self.facts.add_widget(
            label, Shortened(item.content, role="label", tone="text", longest=_CONTENT)
        )
        if item.outcome:
            name = say("outcome_n", n=item.position) if many else say("outcome")
            self.facts.add(name, words.term("outcome", item.outcome))

    def _show_links(self, card: RequestCard) -> None:
        cards.clear(self._links)
        for one in (*card.applicants, *(() if card.agent is None else (card.agent,))):
            if one.requests > 1:
                word = say("requests_of", name=one.name, count=one.requests)
                whose = partial(self._desk.navigate, "requests", None, involves=one.id)
                self._link(say("requests_of_label"), word, whose, whole=word)
        for file in card.attachments:
            name = say("file_line", name=file.name, size=words.size(file.size))
            self._link(say("attachments"), name, partial(self.open_file, file.file_id))
        for tie in card.related:
            relation = words.term("relation", tie.relation)
            word = say("related_line", relation=relation, number=tie.number)
            self._link(
                say("related"),
                word,
                partial(self._desk.navigate, f"{tie.noun}s", tie.id),
                whole=tie.title,
            )

    def _link(self, label: str, word: str, act: Callable[[], object], *, whole: str = "") -> None:
        row = QHBoxLayout()
        row.setSpacing(4)
        name = cards.text(label, role="label", tone="text2")
        name.setMinimumWidth(theme.scaled(64))
        made = button(words.literal(word if len(word) <= 14 else f"{word[:13]}…"), act, kind="link")
        made.setToolTip(words.in_tip(whole or word))
        made.setAccessibleName(f"{label} {word}")
        row.addWidget(name)
        row.addWidget(made)
        row.addStretch(1)
        self._links.addLayout(row)

    def open_file(self, file_id: int) -> None:
        """Open a read-only copy in the program the PC has for it."""
        try:
            copy = outside.open_file(file_id)
        except Spoken as fault:
            self._failed(fault)
            return
        self._desk.note(say("opened_copy", name=copy.name))
