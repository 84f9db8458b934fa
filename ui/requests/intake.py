"""How does an application come in? The form at the left, what follows from it at the right."""

from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from clerkdesk.requests import queries, service
from clerkdesk.requests.channels import RECEIPT
from clerkdesk.requests.queries import Intake
from ui import words
from ui.buttons import Segments, button
from ui.forms import FormFoot
from ui.kept_draft import Fields, KeptDraft, title_of
from ui.pages import Desk, Page, Room, scrolled, sheet
from ui.requests.intake_form import IntakeForm
from ui.requests.offers import Offers, PreviewCard

say = words.of("request_intake")

KIND = "request"
SEARCH_AFTER_MS = 400


class RequestIntake(Page):
    """Registers an application; keeps a draft of it all the while."""

    kinds = frozenset({"setting", "unit", "person", "holiday_notice", "draft"})
    help_topic = "intake"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, say("title"))
        self._mail_id: int | None = None
        self._touched = self._filling = False
        self._visited: set[str] = set()
        self._last = ""
        self._build()
        self._search_timer = QTimer(self)
        self._search_timer.setSingleShot(True)
        self._search_timer.setInterval(SEARCH_AFTER_MS)
        self._search_timer.timeout.connect(self._search)
        self.action(say("new_form"), self._new_form, icon="add")
        self.add_back()
        self.action(say("save"), self.save, keys="Ctrl+S", icon="save")

    def _build(self) -> None:
        self.form = IntakeForm(self.desk)
        self.form.changed.connect(self._edited)
        self.form.position_changed.connect(self._moved)
        self.sheet = sheet(self.form, self.ground)
        tabs = [("form", say("tab_form")), ("side", say("tab_side"))]
        self.tabs = Segments(tabs, say("tabs"))
        self.tabs.chosen.connect(lambda _key: self._arrange())
        self.body.addWidget(self.tabs, 0, Qt.AlignmentFlag.AlignLeft)
        self.side = QWidget()
        column = QVBoxLayout(self.side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        self.preview = PreviewCard()
        self.draft = KeptDraft(
            self, KIND, begun=lambda: self._touched, gather=self._gather, put_back=self._put_back
        )
        self.offers = Offers(lambda noun, id_: self.desk.navigate(f"{noun}s", id_))
        self.offers.answered_one.connect(self._offer_answered)
        column.addWidget(self.preview)
        column.addWidget(self.draft.card)
        column.addWidget(self.offers, 1)
        self.side_area = scrolled(self.side)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.sheet, 1)
        row.addWidget(self.side_area)
        self.body.addLayout(row, 1)
        self.foot().addWidget(FormFoot(self.form), 1)
        self.save_button = button(say("save"), self.save, kind="primary", icon="print")
        self.draft_button = button(say("save_draft"), self._save_draft)
        self.foot().addWidget(self.draft_button)
        self.foot().addWidget(self.save_button)

    # coming here

    def arrive(self, _id: int | None, /, **facts: Any) -> None:
        """facts: draft, the key of one to go on with; mail and its values, a line of the log."""
        if "draft" in facts:
            self.draft.open(facts["draft"])
        elif "mail" in facts:
            self._from_mail(facts["mail"], facts.get("values", {}))
        if not self._touched:
            self.form.focus_first()

    def _from_mail(self, mail_id: int, values: dict[str, Any]) -> None:
        self.draft.keep()
        self._start_anew()
        self._mail_id = mail_id
        self.form.set_values(values)
        self._edited("channel")

    def refresh(self) -> None:
        self.form.refresh_choices()
        self._show_title()
        self._show_preview()
        self.draft.look()

    def _show_title(self) -> None:
        if self.desk.settings().request_numbers == "typed":
            self.set_title(say("title"), say("subtitle_typed"))
            return
        today = self.desk.today()
        day = self.form["arrived_on"].value() or today
        told = {"number": queries.next_shown(min(day, today), today)}
        if day.year == today.year:
            self.set_title(say("title"), say("subtitle", **told))
            return
        by = self.desk.settings().request_number_year
        self.set_title(say("title"), say(f"subtitle_by_{by}", year=day.year, **told))

    def set_room(self, room: Room) -> None:
        narrow = room is Room.NARROW
        self.side_area.setMinimumWidth(0 if narrow else 264)
        self.side_area.setMaximumWidth(16_777_215 if narrow else 326 if room is Room.WIDE else 264)
        self._arrange()

    def _arrange(self) -> None:
        """In a small window show the form, or what follows from it."""
        narrow, form = self.room is Room.NARROW, self.tabs.value() == "form"
        self.tabs.setVisible(narrow)
        self.sheet.setVisible(form or not narrow)
        self.side_area.setVisible(not form or not narrow)

    def panes(self) -> tuple[QWidget, ...]:
        return (self.form, self.side)

    # while typing

    def _edited(self, name: str) -> None:
        if self._filling:
            return
        self._touched = True
        self.draft.touch()
        if name in ("channel", "arrived_on", "confirmed_on"):
            self._show_preview()
            self._show_title()
        if name.startswith(("items", "applicants", "agent", "arrived_on")):
            self._search_timer.start()

    def _show_preview(self) -> None:
        channel, arrived = self.form.channel(), self.form["arrived_on"].value()
        if channel is None or arrived is None:
            self.preview.show_preview(None)
            return
        confirmed = None if RECEIPT[channel].at_arrival else self.form["confirmed_on"].value()
        found = service.preview(channel, arrived, confirmed)
        self.preview.show_preview(found)
        waits = found.received_on is None
        self.save_button.setText(say("save_unconfirmed" if waits else "save"))

    def _search(self) -> None:
        asked = "\n".join(self.form[f"items[{n}]"].value() for n in range(len(self.form.items)))
        self.offers.look(asked, self.form.by_place(), self.form["arrived_on"].value())

    def _offer_answered(self) -> None:
        """An answer is typed work too: it is kept with the draft."""
        self._touched = True
        self.draft.touch()

    def _moved(self, name: str) -> None:
        """Say what is doubtful in the fields that have been left."""
        if self._last and self._last != name:
            self._visited.add(self._last)
            self._doubt()
        self._last = name

    def _doubt(self) -> None:
        if self.form.channel() is None or self.form["arrived_on"].value() is None:
            return
        for hint in queries.intake_hints(self._intake(), self.desk.today()):
            if hint.field not in self._visited or hint.field not in self.form:
                continue
            if self.form[hint.field].state in ("none", "hint", "ok"):
                page, _, line = hint.code.partition(".")
                self.form.set_state(hint.field, "warn", words.of(page)(line))

    def _intake(self) -> Intake:
        intake = self.form.intake(mail_id=self._mail_id, draft_id=self.draft.id)
        return replace(intake, offers=self.offers.answers(), same_as=self.offers.same_as())

    # drafts

    def _gather(self) -> tuple[str, Fields]:
        name, asked = self.form["applicants[0].name"].value(), self.form["items[0]"].value()
        beside = {"offers": self.offers.kept(), "mail": self._mail_id}
        return title_of(name, asked), self.form.kept() | beside

    def _put_back(self, fields: Fields) -> None:
        self._start_anew()
        self._filling = True
        self.form.put_back(fields)
        self._filling = False
        self._touched = True
        self._mail_id = fields.get("mail")
        self.offers.put_back(fields.get("offers", {}))
        self._show_preview()
        self._show_title()
        self._search()
        self.form.focus_first()

    def _save_draft(self) -> None:
        self.draft.put_aside()
        self._start_anew()
        self.desk.navigate("requests")

    def _new_form(self) -> None:
        self.draft.keep()
        self._start_anew()
        self.refresh()
        self.form.focus_first()

    def _start_anew(self) -> None:
        self.draft.part()
        self._search_timer.stop()
        self._filling = True
        self.form.start_anew()
        self._filling = False
        self._mail_id = None
        self._touched = False
        self._visited = set()
        self._last = ""
        self.offers.reset()
        self.preview.show_preview(None)
        self.save_button.setText(say("save"))
        self.clear_error()

    def may_leave(self) -> bool:
        self._search_timer.stop()
        self.draft.keep()
        return True

    # registering

    def save(self) -> None:
        """Register; where something must be changed it is said beside its field."""
        self.clear_error()
        if not self.form.check():
            return
        if self._search_timer.isActive():  # what was typed last may make another person of one
            self._search_timer.stop()
            self._search()
        intake = self._intake()
        faults = queries.check_intake(intake, self.desk.today())
        id_ = self.store(self.form, faults, lambda: service.register(intake, self.desk.person_id))
        if id_ is not None:
            self._registered(id_)

    def _registered(self, id_: int) -> None:
        card = queries.card(id_, self.desk.today())
        self.desk.note(say("saved", number=card.number))
        self._start_anew()
        self.desk.navigate("requests", id_)
        if card.received_on is not None:
            self.desk.navigate("letters.write", id_, key="receipt")
