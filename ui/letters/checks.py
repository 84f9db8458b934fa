"""What is told beside a draft: number, remedies, faces, and why it cannot be set yet?"""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout

from clerkdesk import numbers
from clerkdesk.errors import Spoken, UserError
from clerkdesk.letters import queries
from clerkdesk.letters.catalogue import LETTERS
from clerkdesk.letters.days import Doubt
from clerkdesk.letters.ink import POINT
from clerkdesk.letters.write import Written
from clerkdesk.requests.remedies import RemediesCode
from ui import cards, icons, words
from ui.buttons import button
from ui.letters.missing import MISSING, MissingCharacter
from ui.pages import Desk

say = words.of("letters")


class Checks(cards.Card):
    """核对: one line each, with its mark."""

    def __init__(self, desk: Desk, solved: Callable[[str], None]) -> None:
        """solved: as `MissingCharacter` says."""
        super().__init__(say("checks"))
        self._desk, self._solved = desk, solved
        self.lines = QVBoxLayout()
        self.lines.setSpacing(4)
        self.body.addLayout(self.lines)
        self.missing: MissingCharacter | None = None

    def refuse(self, error: Spoken, card: tuple[str, int]) -> None:
        """Say why there is no page, and where that is mended. card: of the matter, page and id."""
        self._clear()
        self._line(say("refused"), "block", "red")
        if error.code == MISSING and isinstance(error, UserError):
            self.missing = MissingCharacter(self._desk, self._solved)
            self.missing.show_for(error)
            self.lines.addWidget(self.missing)
            return
        self.lines.addWidget(cards.text(str(error), role="label", tone="red", wrap=True))
        of_office = (error.field or "").startswith("office_") or error.code.startswith(
            "letters.missing_"
        )
        if of_office and error.code != "letters.missing_fact":
            go = button(
                say("refused_settings"), lambda: self._desk.navigate("settings"), kind="link"
            )
        else:
            go = button(
                say("refused_fact"),
                lambda: self._desk.navigate(*card),
                kind="link",
            )
        self.lines.addWidget(go)

    def tell(
        self,
        key: str,
        written: Written | None,
        *,
        by_hand: tuple[str, ...] = (),
        doubts: tuple[Doubt, ...] = (),
        belongs: str = "",
    ) -> None:
        """Tell what is known of the letter; written: None where the form itself says what lacks.

        doubts: of the limits that it prints. belongs: the recorded event it is the paper of.
        """
        self._clear()
        letter = LETTERS[key]
        if letter.series and self._desk.settings().letter_numbers == "typed":
            self._line(say("check_typed_number"), "info", "text2")
        elif letter.series:
            following = numbers.next_shown(f"letter_{letter.series}", self._desk.today().year)
            self._line(say("check_number", next=following), "info", "text2")
        version = queries.wording(key).version
        if version:
            self._line(say("own_wording", version=version), "info", "text2")
        if written is None:
            return
        if belongs:
            self._line(belongs, "info", "text2")
        for doubt in doubts:
            self._line(doubt.told, "warn", "yeld")
        if not letter.form:
            self._remedies(written)
        if written.pitch is not None:
            points = round(written.pitch / POINT, 1)
            self._line(say("check_closer", points=points), "info", "text2")
        self._faces(written, by_hand)

    def _faces(self, written: Written, by_hand: tuple[str, ...]) -> None:
        told = say("check_by_hand", characters="".join(by_hand)) if by_hand else ""
        self._line(
            told or say("check_glyphs"), "warn" if told else "tick", "yeld" if told else "ok"
        )
        for one in written.stand_ins:
            if one.characters and not one.used:
                continue
            role = words.term("font_role", one.role)
            if one.characters:
                told = say("check_rare", characters=one.characters, face=one.used)
            else:
                told = say("check_stand_in", role=role, face=one.used)
            self._line(told, "warn", "yeld")

    def _remedies(self, written: Written) -> None:
        told = say("remedies_told", code=words.term("remedies", written.remedies))
        self._line(told, "info", "text2")
        if written.remedies is not RemediesCode.R0:
            chosen = self._desk.settings()
            told = say("remedies_where", body=chosen.reconsideration_body, court=chosen.court)
            self._line(told, "info", "text2")

    def _clear(self) -> None:
        self.missing = None
        cards.clear(self.lines)

    def _line(self, text: str, icon: str, tone: str) -> None:
        row = QHBoxLayout()
        row.setSpacing(6)
        mark = QLabel()
        icons.put(mark, icon, tone, 15)
        row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(cards.text(text, role="label", tone=tone, wrap=True), 1)
        self.lines.addLayout(row)
