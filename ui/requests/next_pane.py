"""What is to be done next, what else may be, what may not and why, and what has been made?"""

from collections.abc import Iterator
from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QVBoxLayout, QWidget

from clerkdesk.letters.catalogue import for_move, for_outcomes
from clerkdesk.letters.wording import Letter
from clerkdesk.requests.moves import Move
from clerkdesk.requests.outcomes import Outcome
from clerkdesk.requests.queries import AssignmentView, LetterView, RequestCard, Step
from ui import cards, icons, lights, theme, words
from ui.buttons import button
from ui.pages import Desk, scrolled

say = words.of("request_card")

_SHOWN = 5  # moves as buttons; the rest stand behind 其他处理
_RARE = frozenset(
    {
        Move.ASK_REASONS,
        Move.DELAY,
        Move.TRANSFER,
        Move.SPLIT,
        Move.MERGE,
        Move.ABANDON,
    }
)
# one letter each, unique on the card
_KEYS = {
    Move.EXTEND: "X",
    Move.CONSULT_ORGAN: "O",
    Move.CONSULT_THIRD: "T",
    Move.NOTIFY_FEE: "F",
    Move.WITHDRAW: "H",
    Move.ASK_CORRECTION: "B",
    Move.ASSIGN: "Z",
    Move.RECORD_ANSWER: "Y",
    Move.RECORD_SECTION_ANSWER: "R",
    Move.REMIND: "U",
    Move.DECIDE: "Q",
    Move.SIGN_OFF: "I",
    Move.SEND: "N",
    Move.NOTE_ATTEMPT: "N",  # before the receipt is confirmed nothing is sent
    Move.SERVE: "J",
    Move.REOPEN: "K",
}


class NextPane(cards.Card):
    """The right column of the card; emits what is wanted, does nothing itself."""

    wanted = Signal(str, object)  # an act's key, the event or assignment it is about (or None)
    file_wanted = Signal(int)  # the key of a stored file to look at

    def __init__(self, desk: Desk) -> None:
        super().__init__(say("next_title"))
        self._desk = desk
        inside = QWidget()
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(0, 0, 4, 0)
        self._column.setSpacing(6)
        self.area = scrolled(inside)
        self.body.addWidget(self.area, 1)
        self.talk = button(
            say("add_talk"), lambda: self.wanted.emit("contact", None), kind="link", icon="add"
        )
        self.body.addWidget(self.talk, 0, Qt.AlignmentFlag.AlignHCenter)
        self.primary: QPushButton | None = None
        self.buttons: dict[str, QPushButton] = {}

    def show_card(self, card: RequestCard) -> None:
        cards.clear(self._column)
        self.primary = None
        self.buttons = {}
        self._talk_enabled(card)
        self._next(card)
        self._moves(card)
        self._not_now(card)
        self._limits(card)
        self._letters(card)
        self._sections(card)
        self._signs(card)
        self._talks(card)
        self._column.addStretch(1)

    def _talk_enabled(self, card: RequestCard) -> None:
        self.talk.setEnabled(not card.voided)

    def _next(self, card: RequestCard) -> None:
        self._text(_why(card))
        if card.review_until is not None:
            day, suit = words.full_day(card.review_until), words.full_day(card.suit_until)
            self._text(say("review_until", day=day, suit=suit))
        if card.next is None:
            return
        step = card.next
        word = f"{words.term('move', step.move)}(&A)"
        self.primary = button(word, lambda: self._want(step), kind="primary", icon=_icon(step))
        self.buttons[step.move.value] = self.primary
        self._late(step, self.primary)
        self._column.addWidget(self.primary)
        self.primary.show()  # at once: it takes the focus over from the one before it

    def _reply(self, card: RequestCard, used: set[str]) -> None:
        """Offer the reply where everything is decided and it has not been made yet."""
        reply = _unwritten(card)
        if reply is None:
            return
        used.add("Y")
        made = button(
            say("write_reply"),
            lambda: self._desk.navigate("letters.write", card.id, key=reply.key),
            icon="letter",
        )
        self.buttons["write_reply"] = made
        self._column.addWidget(made)

    def _moves(self, card: RequestCard) -> None:
        first = [one for one in card.moves if one.about is not None]
        usual = [one for one in card.moves if one.about is None and not _is_rare(one)]
        rare = [one for one in card.moves if one.about is None and _is_rare(one)]
        ordered = [*first, *usual]
        shown, hidden = ordered[:_SHOWN], [*ordered[_SHOWN:], *rare]
        used: set[str] = set()
        self._reply(card, used)
        if not shown and not hidden:
            return
        self._heading(say("also"))
        for step in shown:
            key = _KEYS.get(step.move, "")
            word = words.literal(self._word(step, card))
            if key and key not in used:
                used.add(key)
                word = f"{word}(&{key})"
            made = button(word, partial(self._want, step))
            self.buttons.setdefault(step.move.value, made)
            self._late(step, made)
            self._column.addWidget(made)
        if hidden:
            self._menu(hidden, card)

    def _menu(self, hidden: list[Step], card: RequestCard) -> None:
        made = button(say("others"), icon="down")
        menu = QMenu(made)
        for step in hidden:
            act = menu.addAction(words.literal(self._word(step, card)))
            act.setData(step.move.value)
            if step.late:
                act.setIcon(icons.icon("warn", "yeld"))
            act.triggered.connect(lambda _checked=False, step=step: self._want(step))
        made.setMenu(menu)
        self.others = menu
        self._column.addWidget(made)

    @staticmethod
    def _word(step: Step, card: RequestCard) -> str:
        """Name a move; where several of a kind are open, with what it is about."""
        word = words.term("move", step.move)
        same = [one for one in (card.next, *card.moves) if one and one.move is step.move]
        return word if len(same) < 2 else f"{word} {_about(step, card)}"

    @staticmethod
    def _late(step: Step, made: QPushButton) -> None:
        if step.late:
            icons.put(made, "warn", "yeld")
            made.setToolTip(step.warning)
            made.setAccessibleDescription(f"{say('act_late')} {step.warning}")

    def _want(self, step: Step) -> None:
        self.wanted.emit(step.move.value, step.about)

    def _not_now(self, card: RequestCard) -> None:
        if not card.not_now:
            return
        self._heading(say("not_now"))
        by_reason: dict[str, list[str]] = {}
        for one in card.not_now:
            by_reason.setdefault(one.reason, []).append(words.term("move", one.move))
        for reason, moves in by_reason.items():
            told = say("not_now_line", moves=say("and").join(moves), reason=reason)
            self._text(told, icon="lock")

    def _limits(self, card: RequestCard) -> None:
        beside = [
            one
            for one in card.deadlines
            if one.rule not in ("reply", "receipt") and one.closed_on is None and one.light.is_open
        ]
        if not beside:
            return
        self._heading(say("limits"))
        for one in beside:
            row = QHBoxLayout()
            row.addWidget(lights.LightMark(one.light), 0, Qt.AlignmentFlag.AlignTop)
            what = words.term("deadline", one.rule.partition(".")[0])
            year = self._desk.today().year
            day = words.short_day(one.due_on, year=year) if one.due_on else ""
            told = say("limit_line", what=what, day=day)
            label = cards.text(told, role="small", tone="text2", wrap=True)
            label.setToolTip(words.light(one.light))
            row.addWidget(label, 1)
            self._column.addLayout(row)

    def _letters(self, card: RequestCard) -> None:
        self._heading(say("letters"))
        for one in card.letters:
            self._letter(one)
        if card.voided:
            return
        made = button(say("write_letter"), kind="link", icon="letter")
        menu = QMenu(made)
        for key, title in _writable(card):
            act = menu.addAction(words.literal(title))
            act.setData(key)
            act.triggered.connect(
                lambda _checked=False, key=key: self._desk.navigate(
                    "letters.write", card.id, key=key
                )
            )
        made.setMenu(menu)
        self.write = menu
        self._column.addWidget(made)

    def _letter(self, one: LetterView) -> None:
        row = QHBoxLayout()
        row.setSpacing(2)
        title = words.term("letter", one.key)  # short: full titles all begin alike
        title = title if len(title) <= 9 else f"{title[:8]}…"
        made = button(
            words.literal(title),
            lambda: self._desk.navigate("letters", one.id),
            kind="link",
            icon="letter",
        )
        made.setToolTip(words.in_tip(f"{one.title} {one.number}"))
        made.setAccessibleName(f"{one.title} {one.number}")
        row.addWidget(made)
        state, day = _letter_state(one)
        told = cards.text(
            say(state, day=words.month_day(day)), role="small", tone="text2", wrap=True
        )
        told.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(told, 1)
        self._column.addLayout(row)

    def _sections(self, card: RequestCard) -> None:
        if not card.assignments:
            return
        self._heading(say("sections"))
        for one in card.assignments:
            row = QHBoxLayout()
            row.addWidget(lights.LightMark(one.light), 0, Qt.AlignmentFlag.AlignTop)
            row.addWidget(cards.text(_section(one), role="label", wrap=True), 1)
            self._column.addLayout(row)
            answer = one.answer or one.return_reason
            told = say("section_answer_text", answer=answer) if answer else one.asked
            self._text(told if answer else say("section_asked", asked=one.asked), role="small")

    def _signs(self, card: RequestCard) -> None:
        if not card.sign_offs:
            return
        self._heading(say("signs"))
        for one in card.sign_offs:
            line = say(
                "sign_line",
                role=words.term("sign_role", one.role),
                name=one.signed_by.name,
                day=words.month_day(one.signed_on),
                mode=words.term("sign_mode", one.mode),
            )
            self._text(line if one.stands else line + say("sign_void"), role="small")
            if one.opinion:
                self._text(one.opinion, role="small")
            if one.scan_id is not None:
                look = partial(self.file_wanted.emit, one.scan_id)
                scan = button(say("sign_scan"), look, kind="link", icon="attach")
                scan.setAccessibleName(f"{say('sign_scan')} {line}")
                self._column.addWidget(scan, 0, Qt.AlignmentFlag.AlignLeft)

    def _talks(self, card: RequestCard) -> None:
        if not card.contacts:
            return
        self._heading(say("talks"))
        for one in reversed(card.contacts):
            channel = words.terms("means").get(one.channel, one.channel)
            line = say("talk_line", day=words.month_day(one.on), channel=channel, text=one.text)
            self._text(line, role="small")

    def _heading(self, title: str) -> None:
        self._column.addSpacing(2)
        self._column.addWidget(cards.rule())
        self._column.addWidget(cards.text(title, role="label", tone="text2"))

    def _text(self, content: str, *, icon: str = "", role: theme.Role = "label") -> None:
        label = cards.text(content, role=role, tone="text2" if icon else "text", wrap=True)
        if not icon:
            self._column.addWidget(label)
            return
        row = QHBoxLayout()
        row.setSpacing(6)
        mark = cards.text()
        icons.put(mark, icon, "text3", 14)
        row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(label, 1)
        self._column.addLayout(row)


def _why(card: RequestCard) -> str:
    """Return the one sentence over the primary button."""
    if card.voided:
        return say("voided")
    if not card.next_step:
        return say("closed_served" if card.trace.served_on else "closed")
    if _unwritten(card) is not None:
        return say("why_write")
    key = f"why_{card.next_step}"
    return say(key) if key in say else words.term("next_step", card.next_step)


def _icon(step: Step) -> str:
    return {Move.SEND: "send", Move.DECIDE: "letter", Move.SIGN_OFF: "edit"}.get(step.move, "tick")


def _about(step: Step, card: RequestCard) -> str:
    for event in card.events:
        if event.id == step.about:
            return event.gist[:8]
    return next((one.section.name[:8] for one in card.assignments if one.id == step.about), "")


def _section(one: AssignmentView) -> str:
    name = f"{words.term('assign_role', one.role)} {one.section.name}"
    if one.answered_on is not None:
        return say("section_answered", section=name, day=words.month_day(one.answered_on))
    if one.returned_on is not None:
        return say("section_returned", section=name, day=words.month_day(one.returned_on))
    return say("section_line", section=name, rest=words.remainder(one.light, one.left))


def _letter_state(one: LetterView) -> tuple[str, date]:
    if one.voided:
        return "letter_void", one.made_on
    if one.served_on is not None:
        return "letter_served", one.served_on
    if one.sent_on is not None:
        return "letter_sent", one.sent_on
    return "letter_made", one.made_on


def _reply_of(card: RequestCard) -> Letter | None:
    """Return the reply to what was decided; None while an item is undecided."""
    decided = [Outcome(item.outcome) for item in card.items if item.outcome]
    return for_outcomes(decided) if decided and len(decided) == len(card.items) else None


def _unwritten(card: RequestCard) -> Letter | None:
    """Return the reply that is decided on and has not been made yet."""
    reply = _reply_of(card)
    if reply is None or card.voided or card.closed_on is not None:
        return None
    made = any(one.key == reply.key and not one.voided for one in card.letters)
    return None if made else reply


def _writable(card: RequestCard) -> Iterator[tuple[str, str]]:
    """Yield the letters to offer: the reply to what was decided, then those of the open moves."""
    seen: set[str] = set()
    reply = _reply_of(card)
    replies = [] if reply is None else [reply]
    moves = [step.move for step in (card.next, *card.moves) if step is not None]
    if card.received_on is not None:
        moves.insert(0, Move.CONFIRM_RECEIPT)
    for letter in (*replies, *(letter for move in moves for letter in for_move(move))):
        if letter.key not in seen:
            seen.add(letter.key)
            yield letter.key, letter.title


def _is_rare(step: Step) -> bool:
    """Whether a move stands behind the others: also a correction that can no longer be asked for.

    It can still be told that it was, with its mark; it must not look like something to be done.
    """
    return step.move in _RARE or (step.move is Move.ASK_CORRECTION and step.late)
