"""How are the facts of a registered publication changed, and what does that cost?"""

from typing import Any

from PySide6.QtWidgets import QWidget

from clerkdesk.errors import UserError
from clerkdesk.publications import queries, service
from clerkdesk.publications.intake import NeedsAnswer
from ui import cards, words
from ui.buttons import button
from ui.forms import FormFoot
from ui.pages import Desk, Page, Room, scrolled
from ui.panes import Pane, Panes
from ui.publications.form import PublicationForm
from ui.publications.side_cards import AskCard, CategoryCard, DueCard

say = words.of("publications")


class Change(Page):
    """The form of registering, filled with what is stored."""

    help_topic = "publications"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, say("change_title", number=""))
        self._id = 0
        self._filling = False
        self.add_back()
        self.voids = cards.Band(say("change_voids"))
        self.body.addWidget(self.voids)
        sheet, right = cards.Card(), cards.Card()
        self.columns = Panes(
            (
                Pane("form", say("pane_form"), scrolled(sheet)),
                Pane("beside", say("pane_beside"), scrolled(right), 326),
            ),
            say("pane_name"),
            first="form",
            parent=self.ground,
        )
        self.body.addWidget(self.columns, 1)
        sheet.body.setContentsMargins(0, 0, 0, 0)
        self.form = PublicationForm(desk, typed_number=False, parent=sheet)
        sheet.body.addWidget(self.form)
        right.setObjectName("ground")
        right.body.setContentsMargins(0, 0, 0, 0)
        right.body.setSpacing(12)
        self.asks = AskCard(lambda twin: desk.navigate("publications", twin))
        self.due = DueCard(say("card_due"))
        self.category = CategoryCard()
        for card in (self.asks, self.due, self.category):
            right.body.addWidget(card)
        right.body.addStretch(1)
        foot = self.foot()
        foot.addWidget(FormFoot(self.form), 1)
        foot.addWidget(button(say("as_stored"), self._reload))
        self.save = button(say("save_changes"), self._save, kind="primary", icon="save")
        foot.addWidget(self.save)
        self.action(say("save_changes"), self._save, keys="Ctrl+S", icon="save")
        self.form.changed.connect(self._edited)

    def arrive(self, id_: int | None, /, **_facts: Any) -> None:
        if id_ is not None and id_ != self._id:
            self._id = id_
            self._reload()

    def _reload(self) -> None:
        card = queries.card(self._id, self.desk.today())
        self.set_title(say("change_title", number=card.number), card.title)
        latest = card.review
        self.voids.setVisible(latest is not None and (latest.valid or latest.state.under_way))
        self._filling = True  # each field that is filled tells of a change
        try:
            self.form.refill()
            self.form.fill(service.draft_of(self._id))
        finally:
            self._filling = False
        self.form.clear_states()
        self.asks.show_asks(())
        self._show_side()

    def _edited(self, _name: str) -> None:
        if not self._filling:
            self._show_side()

    def _show_side(self) -> None:
        draft, category = self.form.draft(), self.form.category()
        self.due.show_draft(draft, self.desk.calendar())
        self.category.show_category(category)

    def _save(self) -> None:
        self.clear_error()
        if not self.form.check():
            return
        draft = self.form.draft()
        answered = self.asks.answered()
        try:
            service.change_facts(self._id, draft, self.desk.person_id, answered=answered)
        except NeedsAnswer as need:
            self.asks.show_asks(need.asks)
            self.columns.show_pane("beside")
            self.asks.focus_first()
        except UserError as error:
            self.columns.show_pane("form")
            if not self.form.show_error(error):
                self.show_error(error)
        else:
            changed, self._id = self._id, 0
            self.desk.note(say("n_changed"))
            self.desk.navigate("publications", changed)

    def set_room(self, room: Room) -> None:
        self.columns.set_narrow(narrow=room is Room.NARROW)

    def panes(self) -> tuple[QWidget, ...]:
        return (self.form["title"].editor, self.save)
