"""Which fields has an application, and what application do they make?"""

from typing import Any

from PySide6.QtWidgets import QWidget

from clerkdesk import units
from clerkdesk.errors import Spoken
from clerkdesk.parties import NewParty
from clerkdesk.requests.channels import RECEIPT, Care, Channel, Means, ProvideForm, ProvideWay
from clerkdesk.requests.intake import AGENT_PLACE
from clerkdesk.requests.queries import Intake
from ui import drafts, words
from ui.date_edit import DateEdit
from ui.dates import Sort
from ui.editors import Choice, LineText, LongText, Picker
from ui.forms import Form
from ui.pages import Desk
from ui.requests.party_rows import KEYS, Heading, PartyRows
from ui.requests.stored_files import StoredFiles

say = words.of("request_intake")

_CONFIRMING = ("confirmed_on", "means", "confirmed_with")
_HANDLING = ("handler", "section", "note")
_CARE = {Care.NONE: "receipt_at_arrival", Care.POST: "receipt_post", Care.ONLINE: "receipt_online"}


def _pairs(enum: Any, table: str) -> list[tuple[str, str]]:
    return [(one.value, words.term(table, one)) for one in enum]


class IntakeForm(Form):
    """The whole form; applicants and items are added and removed while it is filled in.

    Fields are named as `service.check_intake` names them: "applicants[0].name", "items[1]".
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__(keys="")
        self._desk = desk
        self.applicants: list[tuple[Heading | None, PartyRows]] = []
        self.agent: tuple[Heading, PartyRows] | None = None
        self.items: list[QWidget | None] = []
        self._more = False
        self._part_one()
        self._part_two()
        self._part_three()
        self.column.setSpacing(4)
        self.changed.connect(self._follow)
        self.start_anew()

    def _day(self) -> DateEdit:
        days = self._desk.calendar()
        return DateEdit(self._desk.today, sort=Sort.FACT, calendar=days, horizon=days.horizon)

    def _part_one(self) -> None:
        self.heading(say("part_paper"))
        self.add("number", say("number"), LineText(width=200), required=True)
        channel = Choice(_pairs(Channel, "channel"))
        self.add("channel", say("channel"), channel, required=True, key="1")
        self.add(
            "arrived_on",
            say("arrived_on"),
            self._day(),
            hint=say("arrived_hint"),
            required=True,
            key="2",
        )
        self.add("mail_number", say("mail_number"), LineText(), key="3")
        self.add("confirmed_on", say("confirmed_on"), self._day(), hint=say("confirmed_hint"))
        self.add("means", say("means"), Choice(_pairs(Means, "means")))
        self.add("confirmed_with", say("confirmed_with"), LineText())

    def _part_two(self) -> None:
        self.people = Heading(say("part_applicant"))
        self.more = self.people.link(say("more_lines"), self.toggle_more)
        self.people.link(say("add_agent"), self.add_agent)
        self.people.link(say("add_applicant"), self.add_applicant)
        self.add_widget(self.people)
        self.applicants.append((None, PartyRows(self, "applicants[0].", self.people, keys=KEYS)))

    def _part_three(self) -> None:
        self.asked = Heading(say("part_items"))
        self.asked.link(say("handling"), self.toggle_handling)
        self.asked.link(say("add_item"), self.add_item).setToolTip(say("item_one"))
        self.add_widget(self.asked)
        self.add(
            "items[0]",
            say("content"),
            LongText(lines=3),
            hint=say("content_hint"),
            required=True,
            key="9",
        )
        self.items.append(None)
        forms = Choice(_pairs(ProvideForm, "provide_form"))
        self.add("provide_form", say("provide_form"), forms, key="0")
        ways = Choice(_pairs(ProvideWay, "provide_way"))
        self.add("provide_way", say("provide_way"), ways, key="J")
        files = StoredFiles(self._desk, verb=say("files_verb"))
        self.add("files", say("files"), files, key="K")
        self.add("handler", say("handler"), Picker())
        self.add("section", say("section"), Picker())
        self.add("note", say("note"), LongText(lines=2))

    # what is in sight

    def start_anew(self) -> None:
        """Empty the form for the next application."""
        self.resize_to(1, 1, agent=False)
        for field in self.fields():
            empty: Any = () if field.name == "files" else "" if field.name != "channel" else None
            if not isinstance(field.editor, (Choice, DateEdit, Picker)):
                field.set_value(empty)
            elif isinstance(field.editor, DateEdit):
                field.editor.line.clear()
            else:
                field.set_value(None)
        self.refresh_choices()
        self.set_values(
            {
                "applicants[0].kind": "natural",
                "provide_form": ProvideForm.PAPER.value,
                "provide_way": ProvideWay.POST.value,
                "handler": self._desk.person_id,
            }
        )
        self._more = False
        self.more.setText(say("more_lines"))
        for name in _HANDLING:
            self.show_field(name, shown=False)
        typed = self._desk.settings().request_numbers == "typed"
        self.show_field("number", shown=typed)
        for _heading, rows in self.applicants:
            rows.show_more(more=False)
        self._explain_receipt()
        self.clear_states()

    def refresh_choices(self) -> None:
        """Ask again who is there; what is chosen stays."""
        people, sections = self["handler"].editor, self["section"].editor
        if isinstance(people, Picker) and isinstance(sections, Picker):
            people.set_choices([(one.id, one.name) for one in units.people()])
            sections.set_choices([(one.id, one.name) for one in units.all_of(units.SECTION)])

    def resize_to(self, applicants: int, items: int, *, agent: bool) -> None:
        """Have so many applicants and items in sight."""
        while len(self.applicants) > applicants:
            self._drop_applicant()
        while len(self.applicants) < applicants:
            self.add_applicant()
        while len(self.items) > items:
            self._drop_item()
        while len(self.items) < items:
            self.add_item()
        if agent and self.agent is None:
            self.add_agent()
        if not agent and self.agent is not None:
            self._drop_agent()

    def toggle_more(self) -> None:
        self._more = not self._more
        self.more.setText(say("fewer_lines" if self._more else "more_lines"))
        for _heading, rows in self.applicants:
            rows.show_more(more=self._more)

    def toggle_handling(self) -> None:
        shown = self["handler"].isHidden()
        for name in _HANDLING:
            self.show_field(name, shown=shown)
        if shown:
            self["handler"].focus()

    def _last_person(self) -> QWidget:
        return self.applicants[-1][1].last

    def add_applicant(self) -> None:
        n = len(self.applicants)
        heading = Heading(say("another", n=n + 1), role="label")
        heading.link(say("remove"), self._drop_applicant, name=say("remove_applicant", n=n + 1))
        self.add_widget(heading, after=self._last_person())
        rows = PartyRows(self, f"applicants[{n}].", heading, more=self._more)
        for before, _rows in self.applicants:
            if before is not None:
                before.setEnabled(False)  # only the last one goes, so that the numbers stay
        self.applicants.append((heading, rows))
        self._explain_receipt()
        self[f"applicants[{n}].name"].focus()

    def _drop_applicant(self) -> None:
        heading, rows = self.applicants.pop()
        rows.remove()
        if heading is not None:
            self.remove(heading)
        last = self.applicants[-1][0]
        if last is not None:
            last.setEnabled(True)
        self.changed.emit("applicants")

    def add_agent(self) -> None:
        if self.agent is None:
            heading = Heading(say("agent_title"), role="label")
            heading.link(say("remove"), self._drop_agent, name=say("remove_agent"))
            self.add_widget(heading, after=self._last_person())
            self.agent = (heading, PartyRows(self, "agent.", heading, more=self._more))
        self["agent.name"].focus()

    def _drop_agent(self) -> None:
        if self.agent is not None:
            heading, rows = self.agent
            self.agent = None
            rows.remove()
            self.remove(heading)
            self.changed.emit("agent")

    def add_item(self) -> None:
        n = len(self.items)
        above = self[f"items[{n - 1}]"]
        editor = LongText(lines=2)
        field = self.add(
            f"items[{n}]", say("content_n", n=n + 1), editor, required=True, key="", after=above
        )
        line = Heading("", role="small")
        line.link(say("remove"), self._drop_item, name=say("remove_item", n=n + 1))
        self.add_widget(line, after=field)
        if self.items[-1] is not None:
            self.items[-1].setEnabled(False)
        self.items.append(line)
        field.focus()

    def _drop_item(self) -> None:
        line = self.items.pop()
        self.remove(f"items[{len(self.items)}]")
        if line is not None:
            self.remove(line)
        if self.items[-1] is not None:
            self.items[-1].setEnabled(True)
        self.changed.emit("items")

    def _follow(self, name: str) -> None:
        """Keep what is in sight and what is said in step with what is typed."""
        if name == "channel":
            self._explain_receipt()
        elif name.endswith(".kind"):
            for _heading, rows in (*self.applicants, *((self.agent,) if self.agent else ())):
                if name.startswith(rows.prefix):
                    rows.arrange()
        elif name.startswith("items[") and name in self:
            count = len(self[name].value())
            hint = say("content_count", count=words.count(count)) if count else say("content_hint")
            self[name].set_hint(hint)
        elif name == "files" and self["files"].value():
            self.set_state("files", "ok", say("files_ok"))

    def channel(self) -> Channel | None:
        value = self["channel"].value()
        return None if value is None else Channel(value)

    def _explain_receipt(self) -> None:
        channel = self.channel()
        rule = RECEIPT[channel] if channel is not None else None
        if rule is not None:
            article = words.term("article", rule.article)
            self["channel"].set_hint(say(_CARE[rule.care], article=article))
        else:
            self["channel"].set_hint("")
        for name in _CONFIRMING:
            self.show_field(name, shown=rule is not None and not rule.at_arrival)
        posted = channel in (None, Channel.SIGNED_MAIL, Channel.PLAIN_MAIL)
        self.show_field("mail_number", shown=posted or bool(self["mail_number"].value()))

    # what it makes

    def parties(self) -> tuple[NewParty, ...]:
        return tuple(rows.party() for _heading, rows in self.applicants)

    def by_place(self) -> dict[int, NewParty]:
        """Return the applicants by place, the agent at `AGENT_PLACE`."""
        agent = {} if self.agent is None else {AGENT_PLACE: self.agent[1].party()}
        return dict(enumerate(self.parties())) | agent

    def intake(self, *, mail_id: int | None, draft_id: int | None) -> Intake:
        """Return the application as typed; call after `check`."""

        def value(name: str) -> Any:
            return self[name].value()

        channel = Channel(value("channel"))
        confirmed = not RECEIPT[channel].at_arrival
        means = value("means")
        return Intake(
            channel=channel,
            arrived_on=value("arrived_on"),
            applicants=self.parties(),
            items=tuple(value(f"items[{n}]") for n in range(len(self.items))),
            mail_number=value("mail_number"),
            agent=self.agent[1].party() if self.agent else None,
            provide_form=ProvideForm(value("provide_form")),
            provide_way=ProvideWay(value("provide_way")),
            handler_id=value("handler"),
            section_id=value("section"),
            note=value("note"),
            files=value("files"),
            confirmed_on=value("confirmed_on") if confirmed else None,
            means=Means(means) if confirmed and means else None,
            confirmed_with=value("confirmed_with") if confirmed else "",
            mail_id=mail_id,
            number="" if self["number"].isHidden() else value("number"),
            draft_id=draft_id,
        )

    def show_error(self, error: Spoken, *, focus: bool = True) -> bool:
        """Put a refusal beside its field; one of a whole part beside the part's first line."""
        first = {"applicants": "applicants[0].name", "items": "items[0]", "agent": "agent.name"}
        error.field = first.get(error.field or "", error.field)
        return super().show_error(error, focus=focus)

    # how it is kept

    def kept(self) -> dict[str, Any]:
        """Return the form as JSON, whatever stands in it."""
        return {
            "applicants": len(self.applicants),
            "items": len(self.items),
            "agent": self.agent is not None,
            "values": drafts.raw(self),
        }

    def put_back(self, kept: dict[str, Any]) -> None:
        """Make the form what `kept` was."""
        self.start_anew()
        self.resize_to(
            max(1, kept.get("applicants", 1)), max(1, kept.get("items", 1)), agent=kept["agent"]
        )
        values = kept.get("values", {})
        drafts.put_back(self, values)
        for _heading, rows in (*self.applicants, *((self.agent,) if self.agent else ())):
            rows.arrange()
        if values.get("note") or (values.get("section") or {}).get("typed"):
            self.toggle_handling()
        self._explain_receipt()
