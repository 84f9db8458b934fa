"""What was frozen, where did it go, and what can still be done with it?"""

from functools import partial
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from clerkdesk import identifiers
from clerkdesk.errors import Spoken, UserError
from clerkdesk.letters import checking, frozen, queries, service
from clerkdesk.letters.queries import LetterCard as MadeLetter
from clerkdesk.requests.dispatch import Way
from clerkdesk.requests.service import NeedsReason
from ui import cards, dialogs, words
from ui.buttons import button
from ui.date_edit import DateEdit
from ui.dates import Sort
from ui.editors import CheckedText, LineText, LongText, Picker, Tick
from ui.forms import Form
from ui.letters import labels
from ui.letters.outgoing import Outgoing
from ui.letters.word import save_word
from ui.pages import Desk, Page, Room, scrolled
from ui.panes import Pane, Panes
from ui.papers.pdf import print_pdf, save_pdf
from ui.papers.view import PaperView

say = words.of("letters")

LEFT = 372


class LetterCard(Page):
    """The stored PDF is the document; sending, service and voiding are recorded beside it."""

    kinds = frozenset({"letter", "request"})
    help_topic = "letters"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, say("title"))
        self._letter: MadeLetter | None = None
        self._data = b""
        self._doing = ""
        self.action(say("print"), self._print, keys="Ctrl+P", icon="print", place="primary")
        self.action(say("export"), self._save, keys="Ctrl+E", icon="export", place="second")
        self.action(say("docx"), self._save_word, keys="Ctrl+D", icon="export")
        self.slip = self.action(say("slip"), self._delivery_slip, icon="letter")
        self.label = self.action(say("label"), self._label, icon="letter")
        self.add_back()
        left = QWidget()
        self._left = QVBoxLayout(left)
        self._left.setContentsMargins(0, 0, 0, 0)
        self._left.setSpacing(12)
        self.facts_card = cards.Card(say("facts"))
        self.facts = cards.Facts(72)
        self.facts_card.body.addWidget(self.facts)
        self.outgoing = Outgoing(desk, self._checked)
        self._left.addWidget(self.outgoing)
        self.acts_card = cards.Card()
        self._left.addWidget(self.acts_card)
        self._left.addWidget(self.facts_card)
        self._left.addStretch(1)
        self.left = scrolled(left)
        self.view = PaperView()
        self.form = Form(stacked=True)
        self.columns = Panes(
            (
                Pane("facts", say("tab_facts"), self.left, LEFT),
                Pane("paper", say("tab_paper"), self.view),
            ),
            say("tabs_name"),
            first="facts",
        )
        self.body.addWidget(self.columns, 1)

    def arrive(self, id_: int | None, /, **_facts: Any) -> None:
        if id_ is None:
            return
        self._doing = ""
        self._data = queries.pdf(id_)
        self.view.show_pdf(self._data)
        self._letter = None
        self._show(id_)
        if self._can("send"):
            self._begin("send")
            if checking.standing(id_) is None:
                self.outgoing.look()

    def refresh(self) -> None:
        if self._letter is not None:
            self._show(self._letter.row.id)

    def _show(self, letter_id: int) -> None:
        self._letter = letter = queries.card(letter_id)
        row = letter.row
        self.set_title(row.title, row.number)
        self.facts.clear()
        self.facts.add(say("card_state"), say(f"state_{row.state}"))
        self.facts.add(say("card_number"), row.number or say("card_no_number"))
        self.facts.add(say("card_addressee"), row.addressee)
        if row.request_id is not None:
            link = button(
                words.literal(row.request_number),
                lambda: self.desk.navigate("requests", row.request_id),
                kind="link",
            )
            self.facts.add_widget(say("card_request"), link)
        elif row.record_id is not None:
            link = button(
                words.literal(row.request_number),
                lambda: self.desk.navigate("records", row.record_id),
                kind="link",
            )
            self.facts.add_widget(say("card_request"), link)
        made = say("card_made_by", day=words.day(row.made_on), person=row.made_by)
        self.facts.add(say("card_made"), made)
        if row.sent_on is not None:
            way = words.term("sent_way", row.sent_way)
            told = say("card_sent_told", day=words.day(row.sent_on), way=way, tracking=row.tracking)
            self.facts.add(say("card_sent"), told.strip())
        if row.served_on is not None:
            self.facts.add(say("card_served"), row.served_on)
        if row.state == "void":
            self.facts.add(say("card_voided"), row.void_reason, tone="red")
        if letter.by_hand:
            self.facts.add(say("card_by_hand"), letter.by_hand, tone="yeld")
        if not letter.internal:
            self.facts.add(say("card_remedies"), words.term("remedies", letter.remedies))
        self.facts.add(say("card_version"), letter.template_version)
        self.facts.add(say("card_digest"), letter.sha256[:16])
        self.outgoing.setVisible(not letter.internal and row.state != "void")
        self.outgoing.show_for(letter)
        goes = not letter.internal and row.state != "void"
        self.label.setVisible(goes)
        self.slip.setVisible(goes and row.request_id is not None)  # the slip is of a request
        if not self._doing:
            self._show_acts()
        self._remind()

    def _remind(self) -> None:
        """Say beside the day of sending that nobody has signed the reply; then a reason is due."""
        if self._doing != "send" or self._letter is None:
            return
        row, field = self._letter.row, self.form["on"]
        if queries.leaves_unsigned(row.key, row.request_id):
            if field.state != "block":
                self.form.set_state("on", "warn", say("send_unsigned"))
            self.form.show_field("reason", shown=True)
        elif field.state == "warn":  # it was signed meanwhile
            field.clear()
            self.form.show_field("reason", shown=bool(self.form["reason"].value()))

    def _acts(self) -> tuple[str, ...]:
        """What may be done with the letter as it stands."""
        if self._letter is None:
            return ()
        acts = {
            "made": ("send", "void"),
            "sent": ("serve", "take_back"),
            "served": ("take_back",),
        }.get(self._letter.row.state, ())
        return tuple(act for act in acts if act != "send" or not self._letter.internal)

    def _can(self, act: str) -> bool:
        return act in self._acts()

    def _checked(self) -> None:
        """Papers, findings or signatures are others: what the form said of them may be past."""
        self.clear_error()

    def _show_acts(self) -> None:
        cards.clear(self.acts_card.body)
        acts = self._acts()
        for number, key in enumerate(acts):
            first = not number and key != "take_back"  # taking back is never what comes next
            act = partial(self._begin, key)
            made = button(say(f"card_{key}"), act, kind="primary" if first else "plain")
            self.acts_card.body.addWidget(made)
        self.acts_card.setVisible(bool(acts))

    def _begin(self, what: str) -> None:
        """Put the form of one act into the place of the buttons."""
        self._doing = what
        cards.clear(self.acts_card.body)
        self.acts_card.show()
        self.form = Form(stacked=True)
        self.form.column.setContentsMargins(0, 0, 0, 0)
        days = self.desk.calendar()
        if what in ("send", "serve"):
            day = DateEdit(self.desk.today, sort=Sort.FACT, calendar=days, horizon=days.horizon)
            hint = say(f"{what}_on_hint")
            self.form.add("on", say(f"{what}_on"), day, hint=hint, required=True)
            self.form.set_values({"on": self.desk.today()})
        if what == "send":
            ways = [(way, words.term("sent_way", way)) for way in Way]
            self.form.add("way", say("send_way"), Picker(ways), required=True)
            number = CheckedText(identifiers.post_number)
            self.form.add("tracking", say("send_tracking"), number, hint=say("send_tracking_hint"))
            self.form.set_values({"way": Way.POST})
            if self._letter is not None and self._letter.by_hand:
                tick = Tick(say("send_by_hand", characters=self._letter.by_hand))
                self.form.add("by_hand_done", say("send_by_hand_label"), tick)
        elif what == "serve":
            self.form.add("proof", say("serve_proof"), LineText(), hint=say("serve_proof_hint"))
        if what in ("void", "take_back"):
            self.form.add("reason", say(f"{what}_reason"), LongText(lines=3), required=True)
        else:
            self.form.add("reason", say("late_reason"), LongText(lines=2), hint=say("late_hint"))
            self.form.show_field("reason", shown=False)
        self.acts_card.body.addWidget(self.form)
        foot = QHBoxLayout()
        foot.addWidget(button(say(f"{what}_save"), self._do, kind="primary", icon="save"))
        foot.addWidget(button(say("cancel"), self._call_off))
        foot.addStretch(1)
        self.acts_card.body.addLayout(foot)
        self._remind()
        self.form.changed.connect(lambda _name: self._remind())
        self.form.focus_first()

    def _call_off(self) -> None:
        self._doing = ""
        self._show_acts()

    def escape(self) -> bool:
        if not self._doing:
            return False
        self._call_off()
        return True

    def _do(self) -> None:
        if self._letter is None or not self.form.check():
            return
        values, letter_id = self.form.values(), self._letter.row.id
        try:
            told = self._perform(letter_id, values)
        except NeedsReason as late:
            self.form.show_field("reason", shown=True)
            self.form.set_state("reason", "warn", str(late))
            self.form["reason"].focus()
            return
        except UserError as error:
            if not self.form.show_error(error):
                self.show_error(error)
            return
        if not told:
            return
        self.clear_error()
        self._doing = ""
        self.desk.note(told)
        self._show(letter_id)
        self.view.setFocus()  # the form that held it is gone

    def _perform(self, letter_id: int, values: dict[str, Any]) -> str:
        """Do what the form is for; return what to say of it, "" where it was called off."""
        by, reason = self.desk.person_id, str(values.get("reason") or "")
        if self._doing == "send":
            service.record_sent(
                letter_id,
                by,
                on=values["on"],
                way=str(values["way"]),
                tracking=str(values["tracking"] or ""),
                reason=reason,
                by_hand_done=bool(values.get("by_hand_done")),
            )
            return say("sent", day=words.day(values["on"]))
        if self._doing == "serve":
            proof = str(values["proof"] or "")
            service.record_served(letter_id, by, on=values["on"], proof=proof, reason=reason)
            return say("served", day=words.day(values["on"]))
        if self._doing == "take_back":
            service.take_back_sent(letter_id, by, reason=reason)
            return say("taken_back")
        if not dialogs.confirm(
            self, say("void_title"), say("void_text"), say("void_yes"), say("void_no")
        ):
            return ""
        service.void(letter_id, by, reason=reason)
        row = self._letter.row if self._letter is not None else None
        return say("voided", number=row.number or row.title) if row is not None else ""

    def _print(self) -> None:
        if self._letter is not None:
            print_pdf(self, self._data, self._letter.row.title)

    def _save(self) -> None:
        if self._letter is None:
            return
        row = self._letter.row
        try:
            target = save_pdf(self, self._data, f"{row.number or row.title} {row.addressee}")
        except Spoken as fault:
            self.show_error(fault)
            return
        if target is not None:
            self.desk.note(say("exported", path=target))

    def _save_word(self) -> None:
        if self._letter is None:
            return
        row = self._letter.row
        fonts = service.rare_fonts(tuple(self._letter.by_hand))
        try:
            written = frozen.made_again(row.id, fonts)
            if written is None:
                raise UserError("letters.wording_gone")
            target = save_word(self, written, f"{row.number or row.title} {row.addressee}")
        except Spoken as fault:
            self.show_error(fault)
            return
        if target is not None:
            self.desk.note(say("exported", path=target))

    def _delivery_slip(self) -> None:
        if self._letter is not None:
            self.desk.navigate("letters.write", self._letter.row.request_id, key="delivery_slip")

    def _label(self) -> None:
        if self._letter is not None:
            row = self._letter.row
            made = labels.pdf([queries.reader(row.id)], self.desk.settings())
            self.desk.navigate("papers", None, pdf=made, name=say("label_name", name=row.addressee))

    def set_room(self, room: Room) -> None:
        self.columns.set_narrow(narrow=room is Room.NARROW)

    def panes(self) -> tuple[QWidget, ...]:
        return (self.left, self.view)
