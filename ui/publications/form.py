"""Which facts of a publication does the clerk fill in, and what do they make together?"""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QWidget

from clerkdesk import units
from clerkdesk.errors import Spoken
from clerkdesk.publications import catalogue
from clerkdesk.publications.attributes import GROUNDS_OF, Attribute, Audience, Origin, article_of
from clerkdesk.publications.categories import Category
from clerkdesk.publications.facts import Facts, Hearing, Risk, Study
from clerkdesk.publications.registering import NewPublication
from ui import words
from ui.buttons import button
from ui.date_edit import DateEdit
from ui.dates import Sort
from ui.editors import Choice, LineText, LongText, Picker, Tick
from ui.forms import Form
from ui.pages import Desk

say = words.of("publications")

_RARE = (
    "index_number",
    "copies_to",
    "changed_on",
    "valid_until",
    "audience",
    "channel",
    "planned_on",
    "medium",
    "origin",
    "sensitive",
)
# folded away they would be forgotten: of the rare fields, those that say something once filled
_TOLD_IF_FILLED = (
    "index_number",
    "copies_to",
    "changed_on",
    "valid_until",
    "planned_on",
    "medium",
    "sensitive",
)
_STUDY = ("wording", "timing", "manner")  # with the risk: asked of what is sensitive
_RISK = ("risk_level", "risk_finding", "risk_answer", "risk_plan")
_HEARING = ("hearing_first", "hearing", "short_reason")  # asked of a category open to comment
_PLAIN = ("title", "document_number", "organ", "index_number", "copies_to", "attribute_reason")
_DAYS = ("formed_on", "changed_on", "valid_until")


class OneLine(LongText):
    """A long title over two lines of screen; breaks in it are no part of the value."""

    def value(self) -> str:
        return "".join(line.strip() for line in self.toPlainText().splitlines()).strip()


def ground_choices(attribute: Attribute) -> Iterable[tuple[str, str]]:
    """Return the grounds an attribute may rest on, each with its article."""
    for ground in GROUNDS_OF[attribute]:
        article = words.term("article", article_of(ground))
        yield ground, say("ground", article=article, ground=words.term("ground", ground))


class PublicationForm(Form):
    """The form of registering and of changing; `draft()` is what the service takes."""

    def __init__(self, desk: Desk, *, typed_number: bool, parent: QWidget | None = None) -> None:
        """typed_number: the number comes from the document office's register."""
        super().__init__(parent)
        self._desk = desk
        self._base = NewPublication(title="", formed_on=None)
        self._rare_shown = False
        self.heading(say("part_document"))
        if typed_number:
            self.add("number", say("f_number"), LineText(width=200), required=True)
        self.add("title", say("f_title"), OneLine(lines=2), required=True)
        self.add("document_number", say("f_document_number"), LineText())
        self.add("organ", say("f_organ"), LineText())
        self.add(
            "formed_on",
            say("f_formed_on"),
            self._day(Sort.FACT),
            hint=say("f_formed_on_hint"),
            required=True,
        )
        self.heading(say("part_attribute"))
        attributes = words.terms("attribute").items()
        self.add(
            "attribute",
            say("f_attribute"),
            Choice([(Attribute(key), word) for key, word in attributes]),
            required=True,
        )
        self.add("ground", say("f_ground"), Picker(), required=True)
        self.add("attribute_reason", say("f_reason"), LongText(lines=2), required=True)
        self.add("category", say("f_category"), Picker(), hint=say("h_category"))
        self.add("approved_on", say("f_approved_on"), self._day(Sort.FACT))
        for name in _HEARING[:2]:
            self.add(name, say(f"f_{name}"), self._day(Sort.FACT, ahead=True))
        self["hearing"].set_hint(say("h_hearing"))
        self.add("short_reason", say("f_short_reason"), LineText())
        self.add("note", say("f_note"), LongText(lines=2), hint=say("h_note"))
        self.heading(say("part_people"))
        self.add("source_unit", say("f_unit"), Picker())
        self.add("handler", say("f_handler"), Picker())
        self._add_rare()
        self.changed.connect(self._follow)
        self.refill()
        self.empty()

    def _add_rare(self) -> None:
        self.more = button(say("more_fields"), self._toggle, kind="link", icon="down")
        self.add_widget(self.more)
        self.add("index_number", say("f_index_number"), LineText(width=240))
        self.add("copies_to", say("f_copies_to"), LongText(lines=2))
        self.add("changed_on", say("f_changed_on"), self._day(Sort.FACT), hint=say("h_changed_on"))
        self.add("valid_until", say("f_valid_until"), self._day(Sort.PLAN, ahead=True))
        audiences = words.terms("audience").items()
        self.add(
            "audience",
            say("f_audience"),
            Choice([(Audience(key), word) for key, word in audiences]),
        )
        self.add("channel", say("f_channel"), Choice(words.terms("publication_channel").items()))
        self.add("planned_on", say("f_planned_on"), self._day(Sort.PLAN, ahead=True))
        self.add("medium", say("f_medium"), LineText(width=240))
        origins = [(Origin(key), word) for key, word in words.terms("origin").items()]
        self.add("origin", say("f_origin"), Choice(origins, as_list=True))
        self.add("sensitive", say("f_sensitive"), Tick(say("sensitive")), hint=say("h_sensitive"))
        for name in _STUDY:
            self.add(name, say(f"f_{name}"), LongText(lines=2))
        levels = words.terms("risk_level").items()
        self.add("risk_level", say("f_risk_level"), Choice(levels))
        self.add("risk_finding", say("f_risk_finding"), LongText(lines=2))
        self.add("risk_answer", say("f_risk_answer"), LongText(lines=2))
        self.add("risk_plan", say("f_risk_plan"), LongText(lines=2), hint=say("h_risk_plan"))

    def _day(self, sort: Sort, *, ahead: bool | None = None) -> DateEdit:
        days = self._desk.calendar()
        return DateEdit(
            self._desk.today, sort=sort, calendar=days, horizon=days.horizon, may_lie_ahead=ahead
        )

    def _categories(self) -> Iterable[tuple[str, str]]:
        known = catalogue.current()
        for group in known.groups:
            for one in group.categories:
                yield one.key, one.name
        ended = known.find(self._base.category)
        if ended is not None and ended.ended_on is not None:  # what bears it keeps it
            yield ended.key, ended.name

    def refill(self) -> None:
        """Ask anew who and which sections there are."""
        sections = [(row.id, row.name) for row in units.all_of(units.SECTION)]
        own = units.own()
        sections += [(own.id, own.name)] if own is not None else []
        people = [(row.id, row.name) for row in units.people()]
        kinds = tuple(self._categories())
        for name, choices in (("source_unit", sections), ("handler", people), ("category", kinds)):
            editor = self[name].editor
            if isinstance(editor, Picker):
                editor.set_choices(choices)

    # values

    def empty(self) -> None:
        """Start anew: proactive, handled by who sits here."""
        blank = NewPublication(title="", formed_on=None, handler_id=self._desk.person_id)
        self.fill(blank)
        self.clear_states()
        self._show_rare(shown=False)

    def fill(self, draft: NewPublication) -> None:
        """Show what is stored or proposed."""
        self._base = draft
        self.refill()
        facts = draft.facts
        values: dict[str, Any] = {name: getattr(draft, name) for name in (*_PLAIN, *_DAYS)}
        values |= {
            "number": draft.number,
            "attribute": draft.attribute,
            "category": draft.category,
            "audience": draft.audience,
            "channel": draft.channel or None,
            "source_unit": draft.source_unit_id,
            "handler": draft.handler_id,
            "approved_on": facts.approved_on,
            "note": facts.note,
            "sensitive": facts.sensitive,
            "wording": facts.study.wording,
            "timing": facts.study.timing,
            "manner": facts.study.manner,
            "planned_on": facts.planned_on,
            "medium": facts.medium,
            "origin": facts.origin,
            "risk_level": facts.risk.level or None,
            "risk_finding": facts.risk.finding,
            "risk_answer": facts.risk.answer,
            "risk_plan": facts.risk.plan,
            "hearing_first": facts.hearing.first if facts.hearing else None,
            "hearing": facts.hearing.last if facts.hearing else None,
            "short_reason": facts.hearing.short_reason if facts.hearing else "",
        }
        self.set_values(values)
        self["ground"].set_value(draft.ground or None)
        rare = any(values[name] for name in _TOLD_IF_FILLED) or facts.origin is not Origin.MADE
        self._show_rare(shown=self._rare_shown or rare)
        self._follow("attribute")

    def attribute(self) -> Attribute:
        return Attribute(self["attribute"].value() or Attribute.PROACTIVE)

    def category(self) -> Category | None:
        return catalogue.current().find(self["category"].value() or "")

    def draft(self) -> NewPublication:
        """Return what stands in the form, whether or not it is complete."""
        get = {one.name: one.value() for one in self.fields()}
        open_to_all = self.attribute() is Attribute.PROACTIVE
        closed = {"attribute_reason": ""} if open_to_all else {}
        return replace(
            self._base,
            **({name: get[name] for name in (*_PLAIN, *_DAYS)} | closed),
            attribute=self.attribute(),
            ground="" if open_to_all else get["ground"] or "",
            category=get["category"] or "",
            audience=get["audience"] or Audience.ALL,
            channel=get["channel"] or "",
            source_unit_id=get["source_unit"],
            handler_id=get["handler"],
            number=get.get("number", self._base.number),
            facts=self._facts(get),
        )

    def _facts(self, get: dict[str, Any]) -> Facts:
        study = Study(get["wording"], get["timing"], get["manner"])
        level, finding, answer, plan = (get[name] for name in _RISK)
        risk = Risk(level or "", finding, answer, plan)
        first, last = get["hearing_first"], get["hearing"]
        held = Hearing(first, last, get["short_reason"]) if first or last else None
        return replace(
            self._base.facts,
            approved_on=get["approved_on"],
            planned_on=get["planned_on"],
            medium=get["medium"],
            note=get["note"],
            origin=get["origin"] or Origin.MADE,
            sensitive=bool(get["sensitive"]),
            study=study,
            risk=risk,
            hearing=held,
        )

    # what shows when

    def _toggle(self) -> None:
        self._show_rare(shown=not self._rare_shown)

    def unfold(self) -> None:
        """Show the fields that are rarely filled: one of them is."""
        if not self._rare_shown:
            self._show_rare(shown=True)

    def _show_rare(self, *, shown: bool) -> None:
        self._rare_shown = shown
        for name in _RARE:
            self.show_field(name, shown=shown)
        self.more.setText(say("fewer_fields" if shown else "more_fields"))
        self._follow("sensitive")
        self._follow_category(by_hand=False)

    def _follow(self, name: str) -> None:
        if name == "attribute":
            self._follow_attribute()
        if name in ("attribute", "category"):
            self._follow_category(by_hand=name == "category")
        if name in _HEARING:  # one sentence speaks of all three
            for part in _HEARING:
                self[part].clear()
            self.faults_changed.emit()
        if name == "sensitive":
            for box in (*_STUDY, *_RISK):
                shown = self._rare_shown and bool(self["sensitive"].value())
                self.show_field(box, shown=shown)

    def _follow_attribute(self) -> None:
        attribute = self.attribute()
        closed = attribute is not Attribute.PROACTIVE
        for name in ("ground", "attribute_reason"):
            self.show_field(name, shown=closed)
        editor = self["ground"].editor
        if isinstance(editor, Picker):
            known = editor.value()
            editor.set_choices(ground_choices(attribute))
            if known not in GROUNDS_OF[attribute]:
                editor.set_value(None)

    def _follow_category(self, *, by_hand: bool) -> None:
        found = self.category()
        from_approval = found is not None and found.limits.from_approval
        self["approved_on"].set_hint(say("h_approved_on") if from_approval else "")
        self.show_field("approved_on", shown=from_approval or self._rare_shown)
        for name in _HEARING:
            self.show_field(name, shown=found is not None and found.hearing)
        if found is not None and by_hand:
            self["audience"].set_value(found.audience)
            if not self["channel"].value():
                self["channel"].set_value(str(found.channels[0]))

    def show_error(self, error: Spoken, *, focus: bool = True) -> bool:
        """Put a refusal beside its field; a field folded away is unfolded first."""
        if error.field in (*_RARE, *_STUDY, *_RISK):
            self.unfold()
        return super().show_error(error, focus=focus)
