"""Which fields has an application to put a record right, and what do they make?"""

from typing import Any

from clerkdesk import units
from clerkdesk.errors import Spoken
from clerkdesk.record_corrections.service import NewRecord
from clerkdesk.requests.channels import Channel
from ui import drafts, words
from ui.acting import day_of
from ui.date_edit import DateEdit
from ui.editors import Choice, LineText, LongText, Picker
from ui.forms import Form
from ui.pages import Desk
from ui.requests.party_rows import KEYS, Heading, PartyRows
from ui.requests.stored_files import StoredFiles

say = words.of("records")

APPLICANT, AGENT = "applicants[0].", "agent."


def channels() -> list[tuple[Channel, str]]:
    return [(one, words.term("channel", one)) for one in Channel]


class RecordForm(Form):
    """The whole form; its fields are named as `service.check` names them."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(keys="")
        self._desk = desk
        self._more = False
        self.agent: tuple[Heading, PartyRows] | None = None
        self.heading(say("part_paper"))
        self.add("number", say("f_number"), LineText(width=200), required=True)
        self.add("channel", say("f_channel"), Choice(channels()), required=True, key="1")
        hint = say("f_received_hint")
        day = day_of(desk)
        self.add("received_on", say("f_received_on"), day, hint=hint, required=True, key="2")
        self.people = Heading(say("part_applicant"))
        self.more = self.people.link(say("more_lines"), self.toggle_more)
        self.people.link(say("add_agent"), self.add_agent)
        self.add_widget(self.people)
        self.applicant = PartyRows(self, APPLICANT, self.people, keys=KEYS)
        self._record()
        self.column.setSpacing(4)
        self.changed.connect(self._follow)
        self.start_anew()

    def _record(self) -> None:
        self.heading(say("part_record"))
        for name, lines, key, required in (
            ("record", 2, "9", True),
            ("wrong", 3, "0", True),
            ("wanted", 2, "J", False),
        ):
            hint = say(f"f_{name}_hint")
            editor = LongText(lines=lines)
            self.add(name, say(f"f_{name}"), editor, hint=hint, required=required, key=key)
        files = StoredFiles(self._desk, verb=say("files_verb"))
        self.add("files", say("f_files"), files, hint=say("f_files_hint"))
        self.add("handler_id", say("f_handler"), Picker())
        self.add("section_id", say("f_section"), Picker())
        self.add("note", say("f_note"), LongText(lines=2))

    # what is in sight

    def start_anew(self) -> None:
        """Empty the form for the next application."""
        self.drop_agent()
        for field in self.fields():
            if isinstance(field.editor, DateEdit):
                field.editor.line.clear()
            elif isinstance(field.editor, (Choice, Picker)):
                field.set_value(None)
            else:
                field.set_value(() if field.name == "files" else "")
        self.refresh_choices()
        self.set_values(
            {
                "channel": Channel.IN_PERSON,
                "received_on": self._desk.today(),
                f"{APPLICANT}kind": "natural",
                "handler_id": self._desk.person_id,
            }
        )
        self._more = False
        self._show_more()
        self.show_field("number", shown=self._desk.settings().record_numbers == "typed")
        self.clear_states()

    def refresh_choices(self) -> None:
        """Ask again who is there; what is chosen stays."""
        people, sections = self["handler_id"].editor, self["section_id"].editor
        if isinstance(people, Picker) and isinstance(sections, Picker):
            people.set_choices([(one.id, one.name) for one in units.people()])
            sections.set_choices([(one.id, one.name) for one in units.all_of(units.SECTION)])

    def toggle_more(self) -> None:
        self._more = not self._more
        self._show_more()

    def _show_more(self) -> None:
        self.more.setText(say("fewer_lines" if self._more else "more_lines"))
        self.applicant.show_more(more=self._more)

    def add_agent(self) -> None:
        if self.agent is None:
            heading = Heading(say("agent"), role="label")
            heading.link(say("remove"), self.drop_agent, name=say("remove_agent"))
            self.add_widget(heading, after=self.applicant.last)
            self.agent = (heading, PartyRows(self, AGENT, heading, more=self._more))
        self[f"{AGENT}name"].focus()

    def drop_agent(self) -> None:
        if self.agent is not None:
            heading, rows = self.agent
            self.agent = None
            rows.remove()
            self.remove(heading)
            self.changed.emit("agent")

    def _follow(self, name: str) -> None:
        if name.endswith(".kind"):
            for rows in (self.applicant, *((self.agent[1],) if self.agent else ())):
                if name.startswith(rows.prefix):
                    rows.arrange()
        elif name == "files" and self["files"].value():
            self.set_state("files", "ok", say("f_files_ok"))

    # what it makes

    def record(self, *, draft_id: int | None) -> NewRecord:
        """Return the application as typed; call after `check`."""
        value: Any = {one.name: one.value() for one in self.fields()}
        return NewRecord(
            channel=value["channel"],
            received_on=value["received_on"],
            applicants=(self.applicant.party(),),
            agent=self.agent[1].party() if self.agent else None,
            record=value["record"],
            wrong=value["wrong"],
            wanted=value["wanted"],
            files=value["files"],
            handler_id=value["handler_id"],
            section_id=value["section_id"],
            note=value["note"],
            number="" if self["number"].isHidden() else value["number"],
            draft_id=draft_id,
        )

    def show_error(self, error: Spoken, *, focus: bool = True) -> bool:
        """Put a refusal beside its field; one of a whole part beside the part's first line."""
        first = {"applicants": f"{APPLICANT}name", "agent": f"{AGENT}name"}
        error.field = first.get(error.field or "", error.field)
        return super().show_error(error, focus=focus)

    # how it is kept

    def kept(self) -> dict[str, Any]:
        """Return the form as JSON, whatever stands in it."""
        return {"agent": self.agent is not None, "values": drafts.raw(self)}

    def put_back(self, kept: dict[str, Any]) -> None:
        """Make the form what `kept` was."""
        self.start_anew()
        if kept.get("agent"):
            self.add_agent()
        values = dict(kept.get("values", {}))
        channel = values.pop("channel", None)
        drafts.put_back(self, values)
        if channel:
            self["channel"].set_value(Channel(channel))
        for rows in (self.applicant, *((self.agent[1],) if self.agent else ())):
            rows.arrange()
