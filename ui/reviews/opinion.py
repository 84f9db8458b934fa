"""What does the awaited level conclude, who signed it, on which day and how?"""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QRadioButton,
    QWidget,
)

from clerkdesk import units
from clerkdesk.errors import Spoken
from clerkdesk.publications.attributes import Attribute
from clerkdesk.reviews import queries
from clerkdesk.reviews.acts import ReviewAct
from clerkdesk.reviews.levels import Conclusion, Level, Mode, Stage
from clerkdesk.reviews.rows import ReviewCard
from clerkdesk.reviews.signing import Signature
from ui import cards, icons, theme, words
from ui.act_panel import Beside
from ui.acting import day_of
from ui.buttons import button
from ui.editors import Choice, LongText, Picker
from ui.elided import Elided
from ui.forms import Form
from ui.pages import Desk
from ui.publications.drop_zone import DropZone
from ui.publications.form import ground_choices
from ui.reviews.columns import stage_words
from ui.still import Still

say = words.of("reviews")

_NEEDS_GROUND = (Conclusion.PARTLY, Conclusion.WITHHOLD)


class Conclusions(QWidget):
    """Four radio buttons in two rows; one Tab stop, arrows move within."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(2)
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self._values = tuple(Conclusion)
        for place, one in enumerate(self._values):
            made = theme.role(QRadioButton(words.term("conclusion", one)), "body")
            self._group.addButton(made, place)
            grid.addWidget(made, place // 2, place % 2)
        self._group.idToggled.connect(self._toggled)
        self._stop_at(0)

    def _toggled(self, place: int, on: bool) -> None:
        if on:
            self._stop_at(place)
            self.changed.emit()

    def _stop_at(self, place: int) -> None:
        for one in self._group.buttons():
            here = self._group.id(one) == place
            one.setFocusPolicy(Qt.FocusPolicy.StrongFocus if here else Qt.FocusPolicy.ClickFocus)
            if here:
                self.setFocusProxy(one)

    def value(self) -> Conclusion | None:
        place = self._group.checkedId()
        return self._values[place] if place >= 0 else None

    def set_value(self, value: Conclusion | None) -> None:
        if value is not None:
            self._group.button(self._values.index(value)).setChecked(True)
            return
        self._group.setExclusive(False)
        for one in self._group.buttons():
            one.setChecked(False)
        self._group.setExclusive(True)

    def fault(self) -> str:
        return ""


class OpinionFoot(QWidget):
    """Pass or return; why a level cannot pass stands beside the button and names the questions."""

    to_question = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._first_open = 0
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self._mark = QLabel()
        icons.put(self._mark, "lock", "text2", 15)
        self.reason = Elided(tone="text2")
        self.jump = button("", lambda: self.to_question.emit(self._first_open), kind="link")
        self.back = button(say("back"))
        self.passed = button(say("pass"), kind="primary")
        row.addWidget(self._mark)
        row.addWidget(self.reason, 1)
        for one in (self.jump, self.back, self.passed):
            row.addWidget(one)

    def show_round(self, card: ReviewCard) -> None:
        """Open or close the two verbs as the round allows."""
        may = ReviewAct.SIGN in card.acts
        self._mark.setVisible(not may)
        self.reason.set_text("" if may else "".join(card.blockers))
        faulty = [place for place, one in enumerate(card.answers, start=1) if one.fault]
        self._first_open = faulty[0] if faulty else 0
        self.jump.setVisible(bool(faulty))
        self.jump.setText(say("to_question", number=self._first_open))
        self.passed.setEnabled(may)
        self.passed.setToolTip(self.reason.text())
        self.back.setEnabled(ReviewAct.RETURN in card.acts)
        why = {one.act: one.reason for one in card.not_now}
        self.back.setToolTip(why.get(ReviewAct.RETURN, ""))


class OpinionCard(cards.Card):
    """The form of one level. A refusal keeps everything that was typed."""

    sign = Signal(object)  # a Signature
    send_back = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__(say("opinion_title", stage=""))
        self._desk = desk
        self._stage: Stage | None = None
        self._review_id = 0
        self.form = Form(stacked=True, keys="JKLQVXYZ")  # digits are the act panels'
        self.form.column.setContentsMargins(0, 0, 0, 0)
        self._fill()
        self.body.addWidget(self.form)
        self.trouble = cards.Band("", state="block", icon="block")
        self.trouble.hide()
        self.body.addWidget(self.trouble)
        self.foot = OpinionFoot()
        self.foot.passed.clicked.connect(lambda _checked=False: self._sign())
        self.foot.back.clicked.connect(lambda _checked=False: self._send_back())
        self.still = Still(self, (self, self.foot))
        self.form.changed.connect(self._edited)

    def _fill(self) -> None:
        add = self.form.add
        add("conclusion", say("f_conclusion"), Conclusions(), required=True)
        grounds = Picker(ground_choices(Attribute.WITHHELD))
        add("ground", say("f_ground"), grounds, required=True)
        self.form.show_field("ground", shown=False)
        add("opinion", say("f_opinion"), LongText(lines=2))
        add("signed_by", say("f_signed_by"), Picker(), required=True, hint=say("h_signed_by"))
        day = day_of(self._desk)
        add("signed_on", say("f_signed_on"), day, required=True)
        modes = words.terms("sign_mode").items()
        add("mode", say("f_mode"), Choice([(Mode(key), word) for key, word in modes]))
        self.scan = DropZone(self._desk, many=False)
        add("scan", say("f_scan"), self.scan)

    def show_round(self, card: ReviewCard) -> None:
        """Offer what can be known beforehand; what was typed for this stage stays."""
        stage = card.waiting_at
        self.setVisible(stage is not None and not _waits(card))
        self.foot.setVisible(not self.isHidden())
        if stage is None:
            return
        self.title.setText(say("opinion_title", stage=stage_words(stage)))
        places = [view.stage for view in card.stages]
        self.note.setText(say("opinion_level", place=places.index(stage) + 1))
        people = self.form["signed_by"].editor
        if isinstance(people, Picker):
            people.set_choices([(row.id, row.name) for row in units.people()])
        if (card.id, stage) != (self._review_id, self._stage):
            self._review_id, self._stage = card.id, stage
            self._offer(card, stage)
        self.foot.show_round(card)

    def _offer(self, card: ReviewCard, stage: Stage) -> None:
        form = self.form
        before = next(
            (v.step.conclusion for v in reversed(card.stages) if v.step is not None), None
        )
        only_procedure = stage.levels == (Level.PUBLISHER,)
        form["conclusion"].set_value(before if only_procedure else None)
        form["ground"].set_value(None)
        form["opinion"].set_value("")
        form["signed_by"].set_value(usual_signer(card, stage))
        form["signed_on"].set_value(self._desk.today())
        form["mode"].set_value(Mode.PAPER)
        form["scan"].set_value(None)
        form.clear_states()
        self.trouble.hide()
        self._edited("conclusion")

    def _edited(self, name: str) -> None:
        self.trouble.hide()
        if name == "conclusion":
            conclusion = self.form["conclusion"].value()
            self.form.show_field("ground", shown=conclusion in _NEEDS_GROUND)
            key = "refer" if conclusion is Conclusion.REFER else "pass"
            self.foot.passed.setText(say(key))
        if name == "mode":
            on_pc = self.form["mode"].value() is Mode.PC
            self.form["mode"].set_hint(say("h_mode") if on_pc else "")
            if on_pc:
                self.form["signed_by"].set_value(self._desk.person_id)

    def signature(self) -> Signature:
        values = self.form.values()
        scans = self.scan.value()
        return Signature(
            signed_by=values["signed_by"],
            signed_on=values["signed_on"],
            mode=values["mode"],
            conclusion=values["conclusion"],
            ground=values.get("ground") or "",
            opinion=values["opinion"],
            scan=scans[0] if scans else None,
        )

    def _sign(self) -> None:
        if self.form.check():
            self.sign.emit(self.signature())

    def _send_back(self) -> None:
        """A return needs no conclusion, only who, when and why."""
        fields = ("signed_by", "signed_on", "mode", "scan")
        fine = [self.form[name].check() for name in fields]
        self.form.faults_changed.emit()
        if all(fine):
            self.send_back.emit(self.signature())
        else:
            self.form.next_fault()

    def wait_for(self, later: Beside, failed: Callable[[Spoken], object]) -> None:
        """Stand still while the signed paper is stored beside the window."""

        def refused(fault: Exception) -> None:
            if not isinstance(fault, Spoken):
                raise fault
            failed(fault)

        self.still.run(later.jobs, later.title, later.work, lambda _none: later.told(), refused)

    def show_error(self, error: Spoken) -> None:
        if not self.form.show_error(error):
            self.trouble.message.setText(str(error))
            self.trouble.show()

    def forget(self) -> None:
        """The level has signed: the next one starts with an empty form."""
        self._stage = None


def _waits(card: ReviewCard) -> bool:
    """Whether the whole round waits for the authority's answer."""
    return (
        ReviewAct.SIGN not in card.acts
        and ReviewAct.RETURN not in card.acts
        and any(not one.question and one.result is None for one in card.inquiries)
    )


def usual_signer(card: ReviewCard, stage: Stage) -> int | None:
    """Who is offered as the signer: the item's own handler, or who signs this level as a rule."""
    if Level.HANDLER in stage.levels and card.handler is not None:
        return card.handler.id
    return queries.usual_signers().get(stage.last)


def usual_name(card: ReviewCard) -> str:
    stage = card.waiting_at
    if stage is None:
        return ""
    signer = usual_signer(card, stage)
    return "" if signer is None else units.person(signer).name
