"""What does the card show of a publication: facts, files, elements, rounds, ties, what was done?"""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from clerkdesk import audit
from clerkdesk.publications.acts import Act
from clerkdesk.publications.attributes import Attribute, State
from clerkdesk.publications.rows import FileView, PublicationCard
from clerkdesk.reviews.states import ReviewState
from ui import cards, icons, words
from ui.buttons import button
from ui.elided import Elided

say = words.of("publications")

_DIGEST_SHOWN = 8  # of 64 characters at either end
_DONE_SHOWN = 40  # lines of the history


class FactsCard(cards.Card):
    """The left of the card."""

    def __init__(self, go: Callable[[str, int], object]) -> None:
        super().__init__(say("card_facts"))
        self._go = go
        self._facts = cards.Facts(60)
        self.body.addWidget(self._facts)
        self.body.addStretch(1)

    def show_facts(self, card: PublicationCard) -> None:
        add = self._facts.add
        self._facts.clear()
        add(say("f_title"), card.title)
        add(say("f_document_number"), card.document_number)
        add(say("f_organ"), card.organ)
        add(say("f_formed_on"), card.formed_on)
        if card.facts.approved_on:
            add(say("f_approved_on"), card.facts.approved_on)
        if card.changed_on:
            add(say("f_changed_on"), card.changed_on)
        if card.copies_to:
            add(say("f_copies_to"), card.copies_to)
        self._facts.add_rule()
        add(say("f_attribute"), words.term("attribute", card.attribute))
        if card.attribute is not Attribute.PROACTIVE:
            article = words.term("article", card.ground_article)
            ground = words.term("ground", card.ground)
            add(say("f_ground"), say("ground", article=article, ground=ground))
            add(say("f_reason"), card.attribute_reason)
        if card.reassess_on and card.state in (State.WITHHELD, State.PUBLISHED):
            add(say("f_reassess"), card.reassess_on)
        add(say("f_category"), card.category_name)
        if card.facts.note:
            add(say("f_note"), card.facts.note)
        if card.facts.hearing is not None:
            held = card.facts.hearing
            told = say("hearing_told", first=words.day(held.first), last=words.day(held.last))
            add(say("f_hearing_is"), told)
        if card.facts.sensitive:
            add(say("f_sensitive"), say("sensitive"))
        add(say("f_audience"), words.term("audience", card.audience))
        self._facts.add_rule()
        self._release(card)
        add(say("f_unit"), card.source_unit.name if card.source_unit else "")
        add(say("f_handler"), card.handler.name if card.handler else "")
        add(say("f_registered"), say("by_at", by=card.registered_by, at=_at(card.registered_at)))
        if card.request is not None:
            made = button(
                words.literal(card.request.name),
                partial(self._go, "requests", card.request.id),
                kind="link",
            )
            self._facts.add_widget(say("f_request"), made)

    def _release(self, card: PublicationCard) -> None:
        add = self._facts.add
        if card.published_on:
            add(say("f_published_on"), card.published_on)
        if card.channel:
            add(say("f_channel_is"), words.term("publication_channel", card.channel))
        if card.url:
            add(say("f_url"), _breakable(card.url))
        if card.valid_until:
            add(say("f_valid_until"), card.valid_until)
        if card.withdrawn_on:
            add(say("f_withdrawn_on"), card.withdrawn_on)
            add(say("f_withdrawn_reason"), card.withdrawn_reason)
        if card.void_reason:
            add(say("f_void_reason"), card.void_reason)
        for label, refs in (
            ("f_superseded_by", (card.superseded_by,) if card.superseded_by else ()),
            ("f_supersedes", card.supersedes),
        ):
            for ref in refs:
                add(say(label), ref.name)


def _breakable(url: str) -> str:
    """An address with places where a line may end; a label breaks only where it is told."""
    return "".join(c + "\u200b" if c in "/?&=-_." else c for c in url)


def _at(moment: Any) -> str:
    return words.moment(moment)


def digest_of(sha256: str) -> str:
    """The ends of a SHA-256, in fours, as one compares it by eye."""
    head, tail = sha256[:_DIGEST_SHOWN], sha256[-4:]
    return say("digest", head=f"{head[:4]} {head[4:]}", tail=tail)


class FilesCard(cards.Card):
    """Each file with its digest, and whether it is still what was approved."""

    act = Signal(str, int)  # an act on a file
    opened = Signal(int)
    saved = Signal(int)
    looked_through = Signal(int)  # for personal data

    def __init__(self) -> None:
        super().__init__(say("card_files"))
        self.attach = button(say("attach"), lambda: self.act.emit(Act.ATTACH_FILE, 0), icon="add")
        self.head.addWidget(self.attach)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(6)
        self.body.addLayout(self._rows)

    def show_files(self, card: PublicationCard) -> None:
        cards.clear(self._rows)
        self.attach.setVisible(Act.ATTACH_FILE in card.acts)
        if not card.files:
            self._rows.addWidget(cards.text(say("no_files"), role="label", tone="text2", wrap=True))
        for number, one in enumerate(card.files):
            if number:
                self._rows.addWidget(cards.rule())
            self._rows.addWidget(self._file(card, one))

    def _file(self, card: PublicationCard, one: FileView) -> QWidget:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(Elided(one.name, role="body", least=120), 1)
        top.addWidget(cards.text(words.size(one.size), role="small", tone="text2"))
        column.addLayout(top)
        under = QHBoxLayout()
        under.setSpacing(8)
        digest = cards.text(digest_of(one.sha256), role="small", tone="text2", select=True)
        digest.setToolTip(one.sha256)
        under.addWidget(digest)
        word, tone, icon = _standing(card, one)
        mark = QLabel()
        icons.put(mark, icon, tone, 13)
        under.addWidget(mark)
        under.addWidget(cards.text(word, role="small", tone=tone))
        under.addStretch(1)
        column.addLayout(under)
        verbs = QHBoxLayout()
        verbs.setSpacing(6)
        for key, verb in self._verbs(card):
            made = button(say(f"file_{key}"), partial(verb, one.file_id), kind="link")
            made.setAccessibleName(say("file_verb", verb=say(f"file_{key}"), name=one.name))
            verbs.addWidget(made)
        verbs.addStretch(1)
        column.addLayout(verbs)
        return holder

    def _verbs(self, card: PublicationCard) -> list[tuple[str, Callable[[int], object]]]:
        found: list[tuple[str, Callable[[int], object]]] = [
            ("open", self.opened.emit),
            ("save", self.saved.emit),
            ("privacy", self.looked_through.emit),
        ]
        acts = (Act.REPLACE_FILE, Act.REMOVE_FILE, Act.EXPEL_FILE)
        found += [
            (act.value, partial(self.act.emit, act.value)) for act in acts if act in card.acts
        ]
        return found


def _standing(card: PublicationCard, one: FileView) -> tuple[str, str, str]:
    """How a file stands to the review: word, tone, icon."""
    if one.approved:
        return say("same_as_review"), "ok", "tick"
    latest = card.review
    if latest is not None and latest.state.under_way:
        return say("under_review"), "pause", "clock"
    if latest is None or latest.state is ReviewState.REFUSED:
        return say("not_reviewed"), "text3", "info"
    return say("changed_since"), "red", "block"


class RoundsCard(cards.Card):
    """The rounds of review, and what this one is tied to."""

    go = Signal(str, int)
    unlinked = Signal(int)

    def __init__(self) -> None:
        super().__init__(say("card_rounds"))
        self._rows = QVBoxLayout()
        self._rows.setSpacing(4)
        self.body.addLayout(self._rows)
        self.body.addStretch(1)

    def show_rounds(self, card: PublicationCard) -> None:
        cards.clear(self._rows)
        if not card.reviews:
            self._rows.addWidget(cards.text(say("no_rounds"), role="label", tone="text2"))
        for one in reversed(card.reviews):
            state = words.term("review_state", one.state)
            name = say("round", round=one.round, state=state)
            told = words.day(one.opened_on)
            if one.void_reason:
                why = words.terms("review_void").get(one.void_reason, one.void_reason)
                told = say("round_void", day=told, why=why)
            self._line(name, told, partial(self.go.emit, "reviews", one.id))
        for tie in card.links:
            way = "link_out" if tie.outgoing else "link_in"
            relation = words.term("publication_link", tie.relation)
            name = f"{tie.number} {tie.title}"
            told = say(way, relation=relation)
            away = partial(self.unlinked.emit, tie.id)
            open_ = partial(self.go.emit, "publications", tie.publication_id)
            self._line(name, told, open_, away)

    def _line(
        self,
        name: str,
        told: str,
        open_: Callable[[], object],
        away: Callable[[], object] | None = None,
    ) -> None:
        row = QHBoxLayout()
        row.setSpacing(6)
        shown = name if len(name) <= 18 else name[:17] + "…"
        made = button(words.literal(shown), open_, kind="link")
        made.setToolTip(words.in_tip(name))
        row.addWidget(made)
        row.addWidget(Elided(told, role="small", tone="text2"), 1)
        if away is not None:
            gone = button("", away, kind="link", icon="close")
            gone.setAccessibleName(say("unlink", name=name))
            row.addWidget(gone)
        holder = QWidget()
        row.setContentsMargins(0, 0, 0, 0)
        holder.setLayout(row)
        self._rows.addWidget(holder)


class DoneCard(cards.Card):
    """What was done with it, by whom, when: the lines of the audit, the newest first."""

    def __init__(self) -> None:
        super().__init__(say("card_done"))
        self._facts = cards.Facts(96)
        self.body.addWidget(self._facts)
        self.body.addStretch(1)

    def show_done(self, publication_id: int) -> None:
        self._facts.clear()
        labels = words.terms("audit_verb") | words.terms("publication_verb")
        for line in reversed(audit.history("publication", publication_id)[-_DONE_SHOWN:]):
            what = labels.get(line.verb, line.verb)
            told = say("done_line", person=line.person, what=what)
            name = cards.text(told, role="label", wrap=True)
            self._facts.add_widget(words.moment(line.at)[5:], name)


def light_is_shown(card: PublicationCard) -> bool:
    """Whether the chip says something: nothing is due where it is withheld or void."""
    return card.due_on is not None and card.state is not State.VOID
