"""What stands beside the checklist: the item, inquiries with their clocks, signatures, the end?"""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from clerkdesk.publications.attributes import Attribute
from clerkdesk.reviews.acts import ReviewAct
from clerkdesk.reviews.rows import InquiryView, ReviewCard, Sheet, StepView
from clerkdesk.reviews.states import ReviewState
from ui import cards, icons, words
from ui.buttons import button
from ui.elided import Elided
from ui.reviews.columns import stage_words

say = words.of("reviews")


def digest_of(sha256: str) -> str:
    return say("digest", head=f"{sha256[:4]} {sha256[4:8]}", tail=sha256[-4:])


class ItemCard(cards.Card):
    """What is reviewed, with the digest of each file."""

    opened = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._name = cards.text(role="h3", wrap=True)
        self.body.addWidget(self._name)
        self._facts = cards.Facts(48)
        self.body.addWidget(self._facts)
        self._files = QVBoxLayout()
        self._files.setSpacing(4)
        self.body.addLayout(self._files)

    def show_item(self, card: ReviewCard) -> None:
        self._name.setText(card.title)
        channel = words.term("publication_channel", card.channel) if card.channel else ""
        self._facts.set(
            (
                (say("f_document_number"), card.document_number),
                (say("f_channel"), channel),
                (say("f_attribute"), attribute_of(card)),
                *(study_of(card) if card.sensitive else ()),
            )
        )
        cards.clear(self._files)
        for one in card.files:
            self._files.addWidget(cards.rule())
            top = QHBoxLayout()
            top.setSpacing(6)
            top.addWidget(Elided(one.name, least=80), 1)
            top.addWidget(cards.text(words.size(one.size), role="small", tone="text2"))
            look = button(say("open_file"), partial(self.opened.emit, one.file_id), kind="link")
            look.setAccessibleName(f"{say('open_file')} {one.name}")
            top.addWidget(look)
            self._files.addLayout(top)
            tone, icon = ("ok", "tick") if one.same else ("red", "block")
            under = QHBoxLayout()
            under.setSpacing(5)
            digest = cards.text(digest_of(one.sha256), role="small", tone=tone, select=True)
            digest.setToolTip(one.sha256)
            mark = QLabel()
            icons.put(mark, icon, tone, 13)
            under.addWidget(digest)
            under.addWidget(mark)
            told = say("same" if one.same else "changed")
            under.addWidget(cards.text(told, role="small", tone=tone))
            under.addStretch(1)
            self._files.addLayout(under)


def study_of(card: ReviewCard | Sheet) -> tuple[tuple[str, str], ...]:
    """What was studied before something sensitive goes out, and what the public may say."""
    risk = words.term("risk_level", card.risk.level) if card.risk.level else ""
    return (
        (say("f_wording"), card.study.wording or words.UNFILLED),
        (say("f_timing"), card.study.timing or words.UNFILLED),
        (say("f_manner"), card.study.manner or words.UNFILLED),
        (say("f_risk"), say("between").join(one for one in (risk, card.risk.finding) if one)),
        (say("f_risk_answer"), card.risk.answer),
        (say("f_risk_plan"), card.risk.plan),
    )


def attribute_of(card: ReviewCard) -> str:
    name = words.term("attribute", card.attribute)
    if card.attribute is Attribute.PROACTIVE or not card.ground:
        return name
    return f"{name}　{words.term('ground', card.ground)}"


class OverCard(cards.Card):
    """How the round stands when no level is asked: passed, refused, void, waiting."""

    def __init__(self) -> None:
        super().__init__()
        self._head = cards.text(role="h3", wrap=True)
        self._why = cards.text(role="label", tone="text2", wrap=True)
        self.body.addWidget(self._head)
        self.body.addWidget(self._why)
        self.go_on = button(say("go_on"), kind="primary")
        self.body.addWidget(self.go_on)

    def show_round(self, card: ReviewCard) -> None:
        told = _ending(card)
        self.setVisible(told is not None)
        if told is not None:
            self._head.setText(told[0])
            self._why.setText(told[1])
        self.go_on.setVisible(card.state is not ReviewState.REFERRED)


def _ending(card: ReviewCard) -> tuple[str, str] | None:
    if card.state is ReviewState.APPROVED:
        head = say("over_approved", conclusion=words.term("conclusion", card.conclusion))
        return head, say("over_approved_why" if card.valid else "over_changed")
    if card.state is ReviewState.REFUSED:
        ground = words.term("ground", card.conclusion_ground)
        return say("over_refused"), say("over_refused_why", ground=ground)
    if card.state is ReviewState.VOID:
        why = words.terms("review_void").get(card.void_reason, card.void_reason)
        return say("over_void"), say("over_void_why", why=why)
    if card.state is ReviewState.REFERRED:
        return say("over_referred"), say("over_referred_why")
    return None


def inquiry_told(one: InquiryView) -> str:
    """How an inquiry stands, with its clock."""
    if one.result is not None:
        result = words.term("inquiry_result", one.result)
        return say(
            "inquiry_answered", day=words.day(one.answered_on), result=result, text=one.answer
        )
    due = words.full_day(one.due_on)
    if one.sent_on is None:
        told = say("inquiry_not_sent", day=due) if one.due_on else say("inquiry_not_sent_plain")
    else:
        sent = words.day(one.sent_on)
        told = (
            say("inquiry_sent", sent=sent, day=due)
            if one.due_on
            else say("inquiry_sent_plain", sent=sent)
        )
    return say("inquiry_late", told=told) if one.overdue else told


class InquiriesCard(cards.Card):
    """Who was asked, by when they must be told and must answer."""

    act = Signal(str, int)

    def __init__(self) -> None:
        super().__init__(say("inquiries"))
        self._rows = QVBoxLayout()
        self._rows.setSpacing(4)
        self.body.addLayout(self._rows)
        self.ask = button(say("ask"), lambda: self.act.emit(ReviewAct.ASK_OTHERS, 0))
        self.body.addWidget(self.ask)

    def show_inquiries(self, card: ReviewCard) -> None:
        cards.clear(self._rows)
        self.ask.setVisible(ReviewAct.ASK_OTHERS in card.acts)
        self.setVisible(bool(card.inquiries) or ReviewAct.ASK_OTHERS in card.acts)
        numbers = {one.question.key: n for n, one in enumerate(card.answers, start=1)}
        if not card.inquiries:
            none = cards.text(say("no_inquiries"), role="label", tone="text2")
            self._rows.addWidget(none)
        for one in card.inquiries:
            whom = one.whom
            if not whom and one.question in numbers:
                whom = say("inquiry_about", number=numbers[one.question])
            kind = words.term("inquiry", one.kind)
            self._rows.addWidget(
                cards.text(say("inquiry", kind=kind, whom=whom), role="label", wrap=True)
            )
            tone = "red" if one.overdue else "text2"
            self._rows.addWidget(cards.text(inquiry_told(one), role="small", tone=tone, wrap=True))
            if one.result is None and ReviewAct.RECORD_INQUIRY in card.acts:
                key = "note_sent" if one.sent_on is None else "record_result"
                word = say("send" if one.sent_on is None else "receive")
                made = button(word, partial(self.act.emit, key, one.id), kind="small")
                made.setAccessibleName(f"{word} {kind} {whom}")
                row = QHBoxLayout()
                row.addWidget(made)
                row.addStretch(1)
                self._rows.addLayout(row)


class StepsCard(cards.Card):
    """Every signature and return, the newest first; signed_by is not recorded_by."""

    opened = Signal(int)
    act = Signal(str, int)

    def __init__(self) -> None:
        super().__init__(say("steps"))
        self._rows = QVBoxLayout()
        self._rows.setSpacing(4)
        self.body.addLayout(self._rows)
        self.scan = button(say("later"), lambda: self.act.emit("attach_scan", 0), kind="link")
        self.abandon = button(
            say("abandon"), lambda: self.act.emit(ReviewAct.ABANDON, 0), kind="link"
        )
        row = QHBoxLayout()
        row.addWidget(self.scan)
        row.addWidget(self.abandon)
        row.addStretch(1)
        self.body.addLayout(row)
        self.body.addStretch(1)

    def show_steps(self, card: ReviewCard) -> None:
        cards.clear(self._rows)
        self.abandon.setVisible(ReviewAct.ABANDON in card.acts)
        if not card.steps:
            self._rows.addWidget(cards.text(say("no_steps"), role="label", tone="text2"))
        for one in reversed(card.steps):
            self._rows.addWidget(self._step(one))
        for scan in card.scans:
            made = button(words.literal(scan.name), partial(self.opened.emit, scan.id), kind="link")
            self._rows.addWidget(made)

    def _step(self, one: StepView) -> QWidget:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        key = "step_returned" if one.conclusion is None else "step_passed"
        told = say(
            key,
            stage=stage_words(one.stage),
            name=one.signed_by,
            day=words.short_day(one.signed_on),
            conclusion=words.term("conclusion", one.conclusion),
        )
        column.addWidget(cards.text(told, role="label", wrap=True))
        how = say("step_how", mode=words.term("sign_mode", one.mode), by=one.recorded_by)
        under = QHBoxLayout()
        under.addWidget(cards.text(how, role="small", tone="text3"))
        if one.scan_id is not None:
            look = button(say("scan"), partial(self.opened.emit, one.scan_id), kind="link")
            under.addWidget(look, 0, Qt.AlignmentFlag.AlignVCenter)
        under.addStretch(1)
        column.addLayout(under)
        if one.opinion:
            column.addWidget(cards.text(one.opinion, role="small", tone="text2", wrap=True))
        return holder
