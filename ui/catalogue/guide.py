"""What does the guide (指南) say, and how is a new version kept? The nine fields of 条例 12."""

from dataclasses import asdict, fields

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from clerkdesk.errors import Spoken
from clerkdesk.publications import duties
from clerkdesk.publications.duties import Guide
from ui import cards, words
from ui.acting import day_of
from ui.buttons import button
from ui.editors import LineText, LongText
from ui.forms import Form, FormFoot
from ui.pages import Desk, scrolled

say = words.of("catalogue_page")

_LONG = frozenset({"classification", "arrangement", "ways"})


class GuideForm(QWidget):
    """The guide as it stands; changed fields become a new version with its day and its why."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._shown: Guide | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self.missing = cards.Band("", icon="warn")
        column.addWidget(self.missing)
        self.form = Form()
        labels = words.terms("guide_field")
        for one in fields(Guide):
            editor = LongText(lines=3) if one.name in _LONG else LineText()
            self.form.add(one.name, labels[one.name], editor)
        self.form.heading(say("g_change"))
        day = day_of(desk)
        self.form.add("on", say("g_on"), day, required=True)
        self.form.add(
            "what_changed", say("g_what"), LineText(), hint=say("g_what_hint"), required=True
        )
        column.addWidget(scrolled(self.form), 1)
        row = QHBoxLayout()
        row.addWidget(FormFoot(self.form), 1)
        self.save = button(say("g_save"), self.keep, kind="primary", icon="save")
        row.addWidget(self.save)
        column.addLayout(row)

    def look(self) -> None:
        """Show the guide of today, unless somebody is changing it just now."""
        now = duties.guide(self._desk.today())
        labels = words.terms("guide_field")
        gaps = words.listed(labels[name] for name in now.missing)
        self.missing.message.setText(say("g_missing", fields=gaps))
        self.missing.setVisible(bool(gaps))
        if self._shown is not None and self._typed() != self._shown:
            return
        self.form.set_values(asdict(now))
        self.form["on"].set_value(self._desk.today())
        self._shown = now

    def _typed(self) -> Guide:
        return Guide(**{one.name: self.form[one.name].value() for one in fields(Guide)})

    def keep(self) -> None:
        """Keep a new version."""
        if not self.form.check():
            return
        values = self.form.values()
        typed = self._typed()
        try:
            version = duties.set_guide(
                typed,
                self._desk.person_id,
                on=values["on"],
                what_changed=values["what_changed"],
            )
        except Spoken as error:
            self.form.show_error(error)
            return
        self._shown = typed
        self.form["what_changed"].set_value("")
        self.look()
        self._desk.note(say("n_guide", version=version))
