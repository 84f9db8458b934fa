"""Which fields does each item's answer have? Made from the catalogue of outcomes and grounds."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from PySide6.QtWidgets import QWidget

from clerkdesk.letters import phrases
from clerkdesk.requests import queries
from clerkdesk.requests.answers import DATE_FIELDS
from clerkdesk.requests.grounds import GROUNDS, Danger, Ground, ThirdPartyView
from clerkdesk.requests.outcomes import OUTCOMES, Outcome
from clerkdesk.requests.queries import ItemView, RequestCard, Suggestion
from clerkdesk.requests.service import ItemAnswer
from ui import cards, drafts, words
from ui.date_edit import DateEdit
from ui.dates import Sort
from ui.editors import LineText, LongText, Picker, Tick
from ui.forms import KEYS, LABEL, Form
from ui.pages import Desk
from ui.requests.party_rows import Heading

say = words.of("request_decide")

# these end a request by what the applicant did, not by deciding
_BY_EVENT = frozenset({Outcome.NOT_CORRECTED, Outcome.NOT_PAID, Outcome.WITHDRAWN})
_LONG = frozenset(
    {
        "reason",
        "provided",
        "finding",
        "search_scope",
        "search_terms",
        "reasons_given",
        "place_found",
    }
)
_DEMANDS = ("law", "danger", "third_party_view")  # what some grounds ask beyond the reason


def choices() -> list[tuple[Outcome, str]]:
    """Return the outcomes a clerk can choose, under the headings of the annual report."""
    return [(one, _grouped(one)) for one in OUTCOMES if one not in _BY_EVENT]


def _grouped(outcome: Outcome) -> str:
    group, name = say(f"group_{OUTCOMES[outcome].cell.value[:2]}"), _name(outcome)
    return name if name.startswith(group) else say("grouped", group=group, outcome=name)


def _name(outcome: Outcome) -> str:
    return words.term("outcome", outcome)


class DecideForm(Form):
    """One block for each item; names are as `service.decide` names them: items[7].reason."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(keys="", label_width=LABEL + 4)  # with a wide letter
        self._desk = desk
        self._items: dict[int, ItemView] = {}
        self._card: RequestCard | None = None
        self._offered: dict[Outcome, Suggestion] = {}  # what was taken at intake suggests
        self._rows: dict[int, list[QWidget | str]] = {}
        self._parts: dict[int, list[Heading]] = {}
        self._typed: dict[str, Any] = {}  # of fields that another outcome has taken away
        self._heads: list[QWidget] = []
        self.add("on", say("on"), self._day(), required=True, key="1")
        mains = [(one, _name(one)) for one in Outcome]
        hint = say("main_outcome_hint")
        self.add("main_outcome", say("main_outcome"), Picker(mains), hint=hint)
        self.add("main_outcome_reason", say("main_outcome_reason"), LongText(lines=2))
        self.add("reason", say("reason"), LongText(lines=2), hint=say("reason_hint"))
        self.changed.connect(self._follow)

    def _day(self) -> DateEdit:
        days = self._desk.calendar()
        return DateEdit(self._desk.today, sort=Sort.FACT, calendar=days, horizon=days.horizon)

    def show_card(self, card: RequestCard) -> None:
        """Begin anew for a request; what was decided before stands in the fields."""
        for item_id in list(self._items):
            self._clear(item_id)
            self.remove(f"items[{item_id}].outcome")
        for head in self._heads:
            self.remove(head)
        self._heads, self._items, self._typed, self._card = [], {}, {}, card
        self._offered = {one.outcome: one for one in reversed(queries.suggestions(card.id))}
        self.clear_states()
        for name in ("main_outcome", "main_outcome_reason", "reason"):
            self[name].set_value(None if name == "main_outcome" else "")
            self.show_field(name, shown=False)
        self["on"].set_value(self._desk.today())
        row: QWidget = self["on"]
        for item in card.items:
            row = self._add_item(item, row, many=len(card.items) > 1)

    def _add_item(self, item: ItemView, after: QWidget, *, many: bool) -> QWidget:
        self._items[item.id] = item
        self._rows[item.id], self._parts[item.id] = [], []
        head = Heading(say("item", n=item.position) if many else say("only_item"))
        self.add_widget(head, after=after)
        asked = cards.text(item.content, role="label", tone="text2", wrap=True, select=True)
        self.add_widget(asked, after=head)
        self._heads += [head, asked]
        key = str(item.position + 1) if item.position < 9 else ""
        field = self.add(
            f"items[{item.id}].outcome",
            say("outcome"),
            Picker(choices()),
            hint=say("outcome_hint"),
            required=True,
            key=key,
            after=asked,
        )
        last: QWidget = field
        if item.outcome:
            if item.outcome in _BY_EVENT:
                return field
            before = {**item.facts, "ground": item.ground}
            field.set_value(Outcome(item.outcome))
            self._fill(item.id, before)
            last = self._last(item.id)
        elif self._offered and not many:
            last = self._start_from(next(reversed(self._offered.values())), item.id)
        return last

    def _start_from(self, offered: Suggestion, item_id: int) -> QWidget:
        """Begin with the answer that an offer taken at intake suggests."""
        field = f"items[{item_id}].outcome"
        self[field].set_value(offered.outcome)  # which builds its fields and fills them in
        self.set_state(field, "ok", say("taken_at_intake", title=offered.title))
        return self._last(item_id)

    def _last(self, item_id: int) -> QWidget:
        """Return the last row of an item's block."""
        rows = self._rows[item_id]
        if not rows:
            return self[f"items[{item_id}].outcome"]
        last = rows[-1]
        return self[last] if isinstance(last, str) else last

    # the fields of one outcome

    def _follow(self, name: str) -> None:
        if not name.startswith("items["):
            return
        item_id = int(name[len("items[") :].partition("]")[0])
        if name.endswith("].outcome"):
            outcome = self[name].value()
            self._clear(item_id)
            if outcome is not None:
                self._build(item_id, outcome)
                self._propose(item_id, outcome)
            else:
                self[name].set_hint(say("outcome_hint"))
        elif name.endswith(".ground") and "withheld" in name:
            self._show_demands(name.removesuffix("ground"))
        self._warn_of_unasked()

    def _warn_of_unasked(self) -> None:
        """Say beside the field what art. 32 asks for, and ask why it was not done."""
        views = [field for field in self.shown() if field.name.endswith("third_party_view")]
        unasked = [field for field in views if field.value() is ThirdPartyView.NOT_ASKED]
        for field in views:
            if field in unasked:
                field.set_state("warn", say("unasked"))
            elif field.state == "warn":
                field.set_state("none")
        self.show_field("reason", shown=bool(unasked or self["reason"].value()))

    def _clear(self, item_id: int) -> None:
        for row in self._rows.get(item_id, []):
            if isinstance(row, str):
                self._typed[row] = self[row].value()
            self.remove(row)
        self._rows[item_id], self._parts[item_id] = [], []

    def _build(self, item_id: int, outcome: Outcome) -> None:
        rule = OUTCOMES[outcome]
        prefix = f"items[{item_id}]."
        if rule.cites:
            self[prefix + "outcome"].set_hint(say("cites", articles=phrases.cite(rule.cites)))
        if len(rule.grounds) > 1 or (rule.grounds and not rule.ground_required):
            grounds = [(one, words.term("ground", one)) for one in rule.grounds]
            self._row(item_id, "ground", Picker(grounds), required=rule.ground_required)
        for name in rule.required:
            if name != "withheld":
                self._row(item_id, name, self._editor(name), required=True)
        for name in rule.accepted:
            self._row(item_id, name, self._editor(name), required=False)
        if "withheld" in rule.required:
            more = Heading(say("parts"), role="label")
            more.link(say("add_part"), lambda: self.add_part(item_id))
            self.add_widget(more, after=self._last(item_id))
            self._rows[item_id].append(more)
            self.add_part(item_id)

    def _row(self, item_id: int, name: str, editor: QWidget, *, required: bool) -> None:
        full = f"items[{item_id}].{name}"
        line = name.rpartition(".")[2]
        label = say(f"f_{line}") if f"f_{line}" in say else words.term("answer_field", line)
        if isinstance(editor, Tick):
            label = ""
        self.add(
            full,
            label,
            editor,
            hint=say(f"h_{line}") if f"h_{line}" in say else "",
            required=required,
            key=self._spare_key(),
            after=self._last(item_id),
        )
        self._rows[item_id].append(full)
        if full in self._typed:
            self[full].set_value(self._typed[full])

    def _spare_key(self) -> str:
        """Return a key no label has; the first ones are the day's and each item's outcome."""
        asked = 1 + (len(self._card.items) if self._card is not None else 0)
        taken = {field.key for field in self.fields()}
        return next((one for one in KEYS[asked:] if one not in taken), "")

    def _editor(self, name: str) -> Any:
        if name in DATE_FIELDS:
            return self._day()
        if name == "danger":
            return Picker([(one, words.term("danger", one)) for one in Danger])
        if name == "third_party_view":
            views = [(one, words.term("third_party_view", one)) for one in ThirdPartyView]
            return Picker(views)
        if name == "organ_unknown":
            return Tick(words.term("answer_field", name))
        return LongText(lines=2) if name in _LONG else LineText()

    # the parts that a partial disclosure withholds

    def add_part(self, item_id: int) -> None:
        n = len(self._parts[item_id])
        head = Heading(say("part", n=n + 1), role="label")
        if n:
            head.link(
                say("remove_part"),
                lambda: self._drop_part(item_id),
                name=say("remove_part_n", n=n + 1),
            )
            self._parts[item_id][-1].setEnabled(False)
        self.add_widget(head, after=self._last(item_id))
        self._rows[item_id].append(head)
        self._parts[item_id].append(head)
        prefix = f"withheld[{n}]."
        self._row(item_id, prefix + "what", LineText(), required=True)
        grounds = [(one, words.term("ground", one)) for one in Ground if _withholds(one)]
        self._row(item_id, prefix + "ground", Picker(grounds), required=True)
        for name in _DEMANDS:
            self._row(item_id, prefix + name, self._editor(name), required=True)
        self._row(item_id, prefix + "reason", LongText(lines=2), required=True)
        self._show_demands(f"items[{item_id}].{prefix}")

    def _drop_part(self, item_id: int) -> None:
        head = self._parts[item_id].pop()
        rows = self._rows[item_id]
        at = rows.index(head)
        for row in rows[at:]:
            self.remove(row)
        del rows[at:]
        self._parts[item_id][-1].setEnabled(True)

    def _show_demands(self, prefix: str) -> None:
        ground = self[prefix + "ground"].value()
        demands = GROUNDS[ground].demands if ground is not None else ()
        for name in _DEMANDS:
            self.show_field(prefix + name, shown=name in demands)
        view = prefix + "third_party_view"
        if "third_party_view" in demands and self._card is not None and not self[view].value():
            self[view].set_value(queries.heard(self._card).get("third_party_view"))

    # what is proposed, kept and given

    def _propose(self, item_id: int, outcome: Outcome) -> None:
        """Fill in what the register knows already; the clerk may change it."""
        card = self._card
        if card is None:
            return
        records = [one.search_record for one in card.assignments if one.search_record]
        earlier = [one.number for one in card.related if one.relation == "repeated"]
        known = {
            "provide_way": say(
                "provide",
                form=words.term("provide_form", card.provide_form),
                way=words.term("provide_way", card.provide_way),
            ),
            "search_scope": records[-1] if records else "",
            "earlier_number": earlier[-1] if earlier else "",
            **queries.heard(card),
        }
        known |= self._from_offer(outcome)
        for name in (*OUTCOMES[outcome].required, *OUTCOMES[outcome].accepted):
            full = f"items[{item_id}].{name}"
            if known.get(name) and full in self and not self[full].value():
                self._set(full, known[name])

    def _from_offer(self, outcome: Outcome) -> dict[str, str]:
        """Return what the offer taken at intake fills in for this outcome."""
        offered = self._offered.get(outcome)
        if offered is None:
            return {}
        given = dict(offered.given)
        if offered.channel and not given.get("place_found"):
            channel = words.term("publication_channel", offered.channel)
            day = words.letter_day(offered.published_on) if offered.published_on else ""
            given["place_found"] = say("place_of", channel=channel, day=day)
        return given

    def _fill(self, item_id: int, facts: Mapping[str, Any]) -> None:
        prefix = f"items[{item_id}]."
        for n, part in enumerate(facts.get("withheld", ())):
            if n:
                self.add_part(item_id)
            for name, value in part.items():
                self._set(f"{prefix}withheld[{n}].{name}", value)
            self._show_demands(f"{prefix}withheld[{n}].")
        for name, value in facts.items():
            if name != "withheld":
                self._set(prefix + name, value)

    def _set(self, full: str, value: Any) -> None:
        if full in self:
            if isinstance(self[full].editor, DateEdit):
                value = date.fromisoformat(value) if value else None
            self[full].set_value(value)

    def kept(self) -> dict[str, Any]:
        """Return what stands in each field as JSON values, readable or not."""
        return drafts.raw(self)

    def put_back(self, values: Mapping[str, Any]) -> None:
        """Fill in what `kept` returned: the outcomes first, which make the other fields."""
        outcomes = [f"items[{item_id}].outcome" for item_id in self._items]
        drafts.put_back(self, {name: values[name] for name in outcomes if name in values})
        for item_id in self._items:
            part = f"items[{item_id}].withheld["
            told = {name.removeprefix(part).partition("]")[0] for name in values if part in name}
            while self._parts[item_id] and len(self._parts[item_id]) < len(told):
                self.add_part(item_id)
        drafts.put_back(self, {name: one for name, one in values.items() if name not in outcomes})
        if self["main_outcome"].value() is not None:
            for name in ("main_outcome", "main_outcome_reason"):
                self.show_field(name, shown=True)

    def copy_first(self) -> None:
        """Give every other item the first one's outcome and fields."""
        first, *others = self._items
        outcome = self[f"items[{first}].outcome"].value()
        if outcome is None:
            return
        given = self._given(first)
        for item_id in others:
            self[f"items[{item_id}].outcome"].set_value(outcome)
            self._fill(item_id, {name: value for name, value in given.items() if value})

    def answers(self) -> dict[int, ItemAnswer]:
        """Return the answers as the service reads them; items ended by an event keep theirs."""
        found = {}
        for item_id in self._items:
            outcome = self[f"items[{item_id}].outcome"].value()
            if outcome is not None:
                found[item_id] = ItemAnswer(outcome, self._given(item_id))
        return found

    def _given(self, item_id: int) -> dict[str, Any]:
        prefix = f"items[{item_id}]."
        parts: list[dict[str, Any]] = [{} for _one in self._parts[item_id]]
        given: dict[str, Any] = {}
        for row in self._rows[item_id]:
            if not isinstance(row, str) or self[row].isHidden():
                continue
            name, value = row.removeprefix(prefix), _plain(self[row].value())
            if name.startswith("withheld["):
                place, _, field = name.removeprefix("withheld[").partition("].")
                parts[int(place)][field] = value
            else:
                given[name] = value
        return given | ({"withheld": parts} if parts else {})


def _withholds(ground: Ground) -> bool:
    return GROUNDS[ground].is_exception


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
