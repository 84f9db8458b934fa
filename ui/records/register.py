"""How does an application to put a record right come in? The form, its target, half-filled ones."""

from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from clerkdesk import numbers
from clerkdesk.record_corrections import queries, service
from ui import cards, words
from ui.buttons import button
from ui.forms import FormFoot
from ui.kept_draft import Fields, KeptDraft, title_of
from ui.pages import Desk, Page, Room, scrolled, sheet
from ui.records.form import APPLICANT, RecordForm

say = words.of("records")

KIND = "record"  # of the drafts


class TargetCard(cards.Card):
    """The office's own target; the law's words are beside it, so that nobody takes it for one."""

    def __init__(self) -> None:
        super().__init__(say("target_title"))
        self.facts = cards.Facts(72)
        self.told = cards.text(role="small", tone="text2", wrap=True)
        self.body.addWidget(self.facts)
        self.body.addWidget(self.told)

    def show_target(self, found: service.Target | None) -> None:
        self.facts.clear()
        if found is None:
            self.told.setText(say("target_empty"))
            return
        self.facts.add(say("target_count"), say("target_days", days=found.days))
        self.facts.add(say("target_due"), words.full_day(found.due_on))
        self.told.setText(say("provisional_why" if found.provisional else "target_why"))


class RegisterRecord(Page):
    """Registers; keeps a draft of the form all the while."""

    kinds = frozenset({"setting", "unit", "person", "holiday_notice", "draft"})
    help_topic = "records"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, say("register_title"))
        self._touched = self._filling = False
        self._build()
        self.action(say("new_form"), self._new_form, icon="add")
        self.add_back()
        self.action(say("save"), self.save, keys="Ctrl+S", icon="save")

    def _build(self) -> None:
        self.form = RecordForm(self.desk)
        self.form.changed.connect(self._edited)
        self.side = QWidget()
        column = QVBoxLayout(self.side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        self.target = TargetCard()
        law = cards.Card(say("law_title"))
        for line in ("law_who", "law_may", "law_apart"):
            law.body.addWidget(cards.text(say(line), role="label", tone="text2", wrap=True))
        self.draft = KeptDraft(
            self, KIND, begun=lambda: self._touched, gather=self._gather, put_back=self._put_back
        )
        for one in (self.target, law, self.draft.card):
            column.addWidget(one)
        column.addStretch(1)
        self.side_area = scrolled(self.side)
        self.side_area.setFixedWidth(326)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(sheet(self.form, self.ground), 1)
        row.addWidget(self.side_area)
        self.body.addLayout(row, 1)
        self.foot().addWidget(FormFoot(self.form), 1)
        self.save_button = button(say("save"), self.save, kind="primary", icon="save")
        self.draft_button = button(say("save_draft"), self._save_draft)
        self.foot().addWidget(self.draft_button)
        self.foot().addWidget(self.save_button)

    # coming here

    def arrive(self, _id: int | None, /, **facts: Any) -> None:
        """facts: draft, the key of one to go on with."""
        if "draft" in facts:
            self.draft.open(facts["draft"])
        if not self._touched:
            self.form.focus_first()

    def refresh(self) -> None:
        self.form.refresh_choices()
        typed = self.desk.settings().record_numbers == "typed"
        self.form.show_field("number", shown=typed)
        self._show_title()
        self._show_target()
        self.draft.look()

    def _show_title(self) -> None:
        if self.desk.settings().record_numbers == "typed":
            self.set_title(say("register_title"), say("register_subtitle_typed"))
            return
        day = self.form["received_on"].value() or self.desk.today()
        number = numbers.next_shown("record", day.year)
        self.set_title(say("register_title"), say("register_subtitle", number=number))

    def _show_target(self) -> None:
        day = self.form["received_on"].value()
        self.target.show_target(queries.preview(day) if day is not None else None)

    def set_room(self, room: Room) -> None:
        self.side_area.setVisible(room is not Room.NARROW)
        self.side_area.setFixedWidth(326 if room is Room.WIDE else 264)

    def panes(self) -> tuple[QWidget, ...]:
        return (self.form, self.side)

    # while typing

    def _edited(self, name: str) -> None:
        if self._filling:
            return
        self._touched = True
        self.draft.touch()
        if name == "received_on":
            self._show_target()
            self._show_title()

    # drafts

    def _gather(self) -> tuple[str, Fields]:
        name, asked = self.form[f"{APPLICANT}name"].value(), self.form["record"].value()
        return title_of(name, asked), self.form.kept()

    def _put_back(self, fields: Fields) -> None:
        self._start_anew()
        self._filling = True
        self.form.put_back(fields)
        self._filling = False
        self._touched = True
        self._show_target()
        self._show_title()
        self.form.focus_first()

    def _save_draft(self) -> None:
        self.draft.put_aside()
        self._start_anew()
        self.desk.navigate("records")

    def _new_form(self) -> None:
        self.draft.keep()
        self._start_anew()
        self.refresh()
        self.form.focus_first()

    def _start_anew(self) -> None:
        self.draft.part()
        self._filling = True
        self.form.start_anew()
        self._filling = False
        self._touched = False
        self.clear_error()

    def may_leave(self) -> bool:
        self.draft.keep()
        return True

    # registering

    def save(self) -> None:
        """Register; where something must be changed it is said beside its field."""
        self.clear_error()
        if not self.form.check():
            return
        new = self.form.record(draft_id=self.draft.id)
        faults = queries.check(new, self.desk.today())
        id_ = self.store(self.form, faults, lambda: service.register(new, self.desk.person_id))
        if id_ is None:
            return
        number = queries.card(id_, self.desk.today()).number
        self.desk.note(say("saved", number=number))
        self._start_anew()
        self.desk.navigate("records", id_)
