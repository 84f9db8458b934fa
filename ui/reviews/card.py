"""How is a publication reviewed: question by question, level by level, bound to these bytes?"""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from clerkdesk import units
from clerkdesk.deadlines.lights import Light, light
from clerkdesk.errors import Spoken
from clerkdesk.publications.lights import left_of
from clerkdesk.reviews import queries, service
from clerkdesk.reviews.acts import ReviewAct
from clerkdesk.reviews.levels import Conclusion
from clerkdesk.reviews.rows import ReviewCard
from clerkdesk.reviews.signing import Signature
from clerkdesk.reviews.states import Answer, ReviewState
from ui import cards, outside, words
from ui.act_panel import ActCard, ActPanel, storing
from ui.act_room import ActRoom
from ui.pages import Desk, Page, Room, scrolled
from ui.panes import Pane, Panes
from ui.publications.columns import left
from ui.reviews import form_sheet
from ui.reviews.act_forms import ACT_FORMS, On
from ui.reviews.beside import InquiriesCard, ItemCard, OverCard, StepsCard
from ui.reviews.checklist import Checklist
from ui.reviews.columns import stage_words
from ui.reviews.opinion import OpinionCard, usual_name
from ui.reviews.question_strip import QuestionStrip
from ui.reviews.stage_bar import StageBar

say = words.of("reviews")


class ReviewPage(Page):
    """The review sheet. Answers are written as they are given, signatures level by level."""

    kinds = frozenset({"review", "publication", "unit", "person", "setting", "holiday_notice"})
    help_topic = "reviews"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, say("sheet_title", number=""))
        self._id = 0
        self._card: ReviewCard | None = None
        self._seen: tuple[Any, ...] = ()
        self.add_back()
        self.action(say("print"), self._print, keys="Ctrl+P", icon="print", place="second")
        self.action(say("to_publication"), self._to_publication, icon="publication")
        self.stages = StageBar()
        self.warning = cards.Band("")
        self.body.setSpacing(8)
        self.body.addWidget(self.stages)
        self.body.addWidget(self.warning)
        self.middle = ActRoom(self._list_pane())
        self.columns = Panes(
            (
                Pane("list", say("pane_list"), self.middle),
                Pane("opinion", say("pane_opinion"), scrolled(self._side_pane()), 356),
            ),
            say("pane_name"),
            first="list",
        )
        self.body.addWidget(self.columns, 1)
        self.foot().addWidget(self.opinion.foot)

    def _list_pane(self) -> QWidget:
        card = cards.Card(say("checklist"), " ")
        self.progress = card.note
        self._checklist_head = (card.title, card.note)
        card.body.setContentsMargins(1, 8, 1, 1)
        card.head.setContentsMargins(13, 0, 13, 0)
        self.list = Checklist()
        self.strip = QuestionStrip()
        card.body.addWidget(self.list, 1)
        card.body.addWidget(self.strip)
        self.list.answered.connect(self._answer)
        self.list.moved.connect(lambda _view: self._show_question())
        self.list.note_wanted.connect(self._to_note)
        self.strip.noted.connect(self._note)
        self.strip.went_on.connect(self._go_on)
        return card

    def _side_pane(self) -> QWidget:
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        self.item = ItemCard()
        self.over = OverCard()
        self.opinion = OpinionCard(self.desk)
        self.inquiries = InquiriesCard()
        self.steps = StepsCard()
        for card in (self.item, self.over, self.opinion, self.inquiries, self.steps):
            column.addWidget(card)
        column.addStretch(1)
        self.item.opened.connect(self._open)
        self.steps.opened.connect(self._open)
        self.over.go_on.clicked.connect(lambda _checked=False: self._to_publication())
        self.opinion.sign.connect(self._sign)
        self.opinion.send_back.connect(self._send_back)
        self.opinion.foot.to_question.connect(self._to_question)
        self.inquiries.act.connect(self._open_act)
        self.steps.act.connect(self._open_act)
        return side

    # showing

    def arrive(self, id_: int | None, /, **_facts: Any) -> None:
        if id_ is not None and id_ != self._id:
            self._id = id_
            self.middle.forget()
            self.refresh()
            self.list.to_first_open()
        self.list.setFocus()

    def refresh(self) -> None:
        try:
            card = queries.review_card(self._id, self.desk.today())
        except Spoken as gone:
            self.show_error(gone)
            return
        seen = (card, units.people(), self.desk.today(), self.room)
        if seen == self._seen:
            return  # the bus tells of what this page has written itself
        self._seen, self._card = seen, card
        self.set_title(say("sheet_title", number=card.publication.name), self._told(card))
        self._show_light(card)
        self.stages.show_stages(card, usual_name(card))
        self.warning.message.setText(card.warning)
        self.list.show_answers(card.answers, locked=ReviewAct.ANSWER not in card.acts)
        done = sum(1 for one in card.answers if one.answer is not None)
        key = "checklist_over" if self.list.locked else "checklist_note"
        self.progress.setText(say(key, done=done, count=len(card.answers)))
        self.item.show_item(card)
        self.over.show_round(card)
        self.opinion.show_round(card)
        if (frame := self.opinion.foot.parentWidget()) is not None:
            frame.setVisible(not self.opinion.isHidden())
        self.inquiries.show_inquiries(card)
        self.steps.show_steps(card)

    def _told(self, card: ReviewCard) -> str:
        """The subtitle; in a narrow window it stands in for the five steps."""
        state = words.term("review_state", card.state)
        if self.room is Room.NARROW and card.waiting_at is not None:
            state = say("waits_at", stage=stage_words(card.waiting_at))
        round_ = say("round", round=card.round)
        if self.room is Room.NARROW:
            return say("sheet_subtitle_narrow", round=round_, state=state)
        return say("sheet_subtitle", title=card.title, round=round_, state=state)

    def _show_light(self, card: ReviewCard) -> None:
        """The light of the publication's own limit, while its review is under way."""
        shown = card.state.under_way and card.due_on is not None
        self.header.chip.setVisible(shown)
        if not shown or card.due_on is None:
            return
        today, days = self.desk.today(), self.desk.calendar()
        lead = self.desk.settings().yellow_lead
        found = light(due_on=card.due_on, today=today, calendar=days, lead=lead)
        rest_days = left_of(card.due_on, today, days, natural=card.natural_days)
        rest = left(found, rest_days, natural=card.natural_days)
        if found is Light.TODAY:
            rest = say("chip_due", day=words.short_day(card.due_on))
        self.header.chip.show_light(found, rest)

    def _show_question(self) -> None:
        view = self.list.current()
        answer = self.list.questions.answer(view) if view is not None else None
        self.strip.show_question(view, answer, locked=self.list.locked)

    # answering

    def _answer(self, key: str, answer: Answer) -> None:
        view = next(one for one in self._answers() if one.question.key == key)
        try:
            service.answer(self._id, key, answer, self.desk.person_id, note=view.note)
        except Spoken as error:
            self.strip.refuse(str(error))
            self.list.viewport().update()
            return
        self.refresh()

    def _note(self, key: str, note: str) -> None:
        view = next(one for one in self._answers() if one.question.key == key)
        if view.answer is None:
            return
        try:
            service.answer(self._id, key, view.answer, self.desk.person_id, note=note)
        except Spoken as error:
            self.strip.refuse(str(error))
            return
        self.refresh()

    def _answers(self) -> tuple[Any, ...]:
        return self._card.answers if self._card is not None else ()

    def _to_note(self) -> None:
        self.strip.note.setFocus()

    def _go_on(self) -> None:
        self.list.to_next()
        self.list.setFocus()

    def _to_question(self, number: int) -> None:
        self.middle.close_act()
        self.columns.show_pane("list")
        self.list.go_to(number)
        self.list.setFocus()

    def _flush(self) -> None:
        self.list.flush()
        self.strip.flush()

    # signing

    def _sign(self, signature: Signature) -> None:
        self._record(service.sign, signature, self._signed)

    def _send_back(self, signature: Signature) -> None:
        self._record(service.send_back, signature, lambda *_facts: say("n_returned"))

    def _record(
        self,
        act: Callable[..., int],
        signature: Signature,
        told: Callable[[Signature, str], str],
    ) -> None:
        """Record a signature or a return, with a large scan beside the window."""
        self._flush()
        review_id, stage = self._id, self._stage()
        done = partial(act, review_id, signature, self.desk.person_id)

        def recorded() -> None:
            if self._id == review_id:
                self.opinion.forget()
                self.refresh()
                self.desk.note(told(signature, stage))
            else:  # the clerk went on to another sheet meanwhile
                self.desk.note(say("n_stored", stage=stage))

        def refused(error: Spoken) -> None:
            if self._id == review_id:
                self.opinion.show_error(error)
            else:
                self.desk.note(str(error))

        try:
            later = storing(
                self.desk.jobs, signature.scan, lambda stored: done(progress=stored), recorded
            )
        except Spoken as error:
            refused(error)
        else:
            if later is not None:
                self.opinion.wait_for(later, refused)

    def _signed(self, signature: Signature, stage: str) -> str:
        if signature.conclusion is Conclusion.REFER:
            return say("n_referred")
        state = self._card.state if self._card is not None else None
        if state is ReviewState.APPROVED:
            return say("n_approved")
        return say("n_refused") if state is ReviewState.REFUSED else say("n_signed", stage=stage)

    def _stage(self) -> str:
        return stage_words(self._card.waiting_at) if self._card is not None else ""

    # other acts

    def _open_act(self, key: str, inquiry_id: int) -> None:
        card = self._card
        if card is None:
            return
        self.middle.open(
            (key, inquiry_id), lambda: self._panel(key, inquiry_id, card), self.refresh
        )
        self.columns.show_pane("list")

    def _panel(self, key: str, inquiry_id: int, card: ReviewCard) -> ActPanel:
        verb = say(f"p_{key}")
        return ACT_FORMS[key].panel(
            On(self.desk, card, inquiry_id),
            verb,
            say("panel_save", verb=verb),
            note=say(f"note_{key}") if f"note_{key}" in say else "",
            closed=self.middle.close_act,
        )

    def act_shown(self) -> ActCard | None:
        """Return the form that is open in the middle."""
        return self.middle.shown()

    def escape(self) -> bool:
        return self.middle.escape()

    def may_leave(self) -> bool:
        self._flush()
        return True

    def _to_publication(self) -> None:
        if self._card is not None:
            self.desk.navigate("publications", self._card.publication.id)

    def _open(self, file_id: int) -> None:
        try:
            outside.open_file(file_id)
        except Spoken as error:
            self.show_error(error)

    def _print(self) -> None:
        self._flush()
        if self._card is not None:
            form_sheet.show(self._id, self.desk, self._card.publication.name)

    def set_room(self, room: Room) -> None:
        narrow = room is Room.NARROW
        self.columns.set_narrow(narrow=narrow)
        for one in (self.stages, self.strip.basis, self.strip.text, *self._checklist_head):
            one.setVisible(not narrow)
        self.list.horizontalHeader().setVisible(not narrow)
        if self._card is not None:
            number = say("sheet_title", number=self._card.publication.name)
            self.set_title(number, self._told(self._card))

    def panes(self) -> tuple[QWidget, ...]:
        return (self.list, self.opinion.form["conclusion"].editor)
