"""How does the office hide personal data? Its own profile, kind by kind, with what stays shown."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QSpinBox, QWidget

from clerkdesk.errors import Spoken
from clerkdesk.privacy import mask, service
from clerkdesk.privacy.mask import Profile, Rule
from clerkdesk.privacy.patterns import Kind
from ui import cards, theme, words
from ui.buttons import button
from ui.editors import LineText, Tick
from ui.forms import Form, FormFoot
from ui.pages import Desk, Page, sheet

say = words.of("privacy_page")

_MOST = 20  # characters that may stay


class RuleEdit(QWidget):
    """So many characters stay in front, so many behind, or other words in their place."""

    changed = Signal()

    def __init__(self, kind: Kind) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        name = words.term("personal_kind", kind)
        self.first, self.last = (
            self._number(say("keep_first", kind=name)),
            self._number(say("keep_last", kind=name)),
        )
        self.instead = LineText(width=150)
        self.instead.setAccessibleName(say("instead", kind=name))
        self.instead.setPlaceholderText(say("instead_hint"))
        for label, widget in (
            (say("first"), self.first),
            (say("last"), self.last),
            ("", self.instead),
        ):
            if label:
                row.addWidget(cards.text(label, role="label", tone="text2"))
            row.addWidget(widget)
        row.addStretch(1)
        self.setFocusProxy(self.first)
        self.first.valueChanged.connect(lambda _n: self.changed.emit())
        self.last.valueChanged.connect(lambda _n: self.changed.emit())
        self.instead.changed.connect(self.changed.emit)

    @staticmethod
    def _number(name: str) -> QSpinBox:
        made = theme.role(QSpinBox(), "body")
        made.setRange(0, _MOST)
        made.setAccessibleName(name)
        return made

    def value(self) -> Rule:
        return Rule(self.first.value(), self.last.value(), self.instead.value())

    def set_value(self, rule: Rule | None) -> None:
        rule = rule or Rule()
        self.first.setValue(rule.keep_first)
        self.last.setValue(rule.keep_last)
        self.instead.set_value(rule.instead)

    def fault(self) -> str:
        return ""


class OwnProfile(Page):
    """The form of the office's own profile; it begins as a copy of the strict one."""

    kinds = frozenset({"setting"})
    help_topic = "privacy"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, say("profile_title"), say("profile_subtitle"))
        self.add_back()
        self.form = Form(label_width=84)
        self.form.add("title", say("f_title"), LineText(), required=True)
        self.form.add("description", say("f_description"), LineText())
        self.form.add("needs_basis", say("f_needs_basis"), Tick(say("needs_basis")))
        self._examples = service.examples()
        for kind in self._examples:
            self.form.add(kind.value, words.term("personal_kind", kind), RuleEdit(kind))
            self._show_example(kind.value)
        self.form.changed.connect(self._show_example)
        self.body.addWidget(sheet(self.form, self.ground))
        foot = self.foot()
        foot.addWidget(FormFoot(self.form), 1)
        self.away = button(say("drop_profile"), self._drop, icon="void")
        foot.addWidget(self.away)
        foot.addWidget(button(say("keep_profile"), self._keep, kind="primary"))
        self.action(say("keep_profile"), self._keep, keys="Ctrl+S", icon="save")
        self._shown: Mapping[str, Any] | None = None

    def refresh(self) -> None:
        known = service.profiles()
        own = known.get(service.OWN)
        self.away.setVisible(own is not None)
        if self._shown is not None and self.form.values() != self._shown:
            return  # somebody is typing
        start = own or known[mask.DEFAULT]
        self.form.set_values(
            {
                "title": own.title if own else say("own_title"),
                "description": own.description if own else "",
                "needs_basis": start.needs_basis,
                **{kind.value: rule for kind, rule in start.rules.items()},
            }
        )
        self._shown = self.form.values()

    def _show_example(self, name: str) -> None:
        """Say beside a kind what stays of an invented find."""
        if name not in self._examples:
            return
        before = self._examples[Kind(name)]
        after = self.form[name].value().apply(before)
        self.form[name].set_hint(say("example", before=before, after=after))

    def arrive(self, _id: int | None, /, **_facts: Any) -> None:
        self.form.focus_first()

    def _keep(self) -> None:
        self.clear_error()
        if not self.form.check():
            return
        values = self.form.values()
        made = Profile(
            key=service.OWN,
            title=values["title"],
            description=values["description"],
            rules={kind: values[kind.value] for kind in Kind},
            needs_basis=values["needs_basis"],
        )
        try:
            service.keep_profile(made, self.desk.person_id)
        except Spoken as error:
            if not self.form.show_error(error):
                self.show_error(error)
            return
        self._shown = self.form.values()
        self.away.show()
        self.desk.note(say("n_kept", title=made.title))

    def _drop(self) -> None:
        service.drop_profile(self.desk.person_id)
        self._shown = None
        self.refresh()
        self.desk.note(say("n_dropped"))
