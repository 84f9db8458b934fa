"""What was found in the source in sight: in words, in context, and what may be done with it?"""

from collections import Counter

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from clerkdesk.privacy.files import Finding, Scan
from clerkdesk.privacy.mask import Profile
from clerkdesk.privacy.service import EyeView
from ui import cards, icons, theme, words
from ui.buttons import button
from ui.privacy.rows import FoundRow, columns, whole
from ui.table_view import RecordTable

say = words.of("privacy_page")


class Result(cards.Card):
    """The verdict, what the reading could not see, the finds."""

    sign = Signal()  # somebody looked through what cannot be read here

    def __init__(self) -> None:
        super().__init__()
        self._profile: Profile | None = None
        top = QHBoxLayout()
        self._mark = QLabel()
        self.verdict = cards.text(role="h3", wrap=True)
        top.addWidget(self._mark)
        top.addWidget(self.verdict, 1)
        self.body.addLayout(top)
        self.kinds = cards.text(role="label", tone="text2", wrap=True)
        self.body.addWidget(self.kinds)
        self.notes = QVBoxLayout()
        self.notes.setSpacing(4)
        self.body.addLayout(self.notes)
        row = QHBoxLayout()
        row.setSpacing(8)
        self.eyes = cards.text(role="label", tone="ok", wrap=True)
        self.by_eye = button(say("sign"), self.sign.emit, icon="eye")
        row.addWidget(self.by_eye)
        row.addWidget(self.eyes, 1)
        row.addStretch(0)
        self.body.addLayout(row)
        self.table = RecordTable[FoundRow](
            columns(self._masked), key=lambda one: one.number, name=say("finds")
        )
        self.table.current_changed.connect(self._show_context)
        self.body.addWidget(self.table, 1)
        self.context = cards.text(role="label", wrap=True, select=True)
        self.context.setAccessibleName(say("context"))
        self.body.addWidget(self.context)
        self._gap = QWidget()
        self.body.addWidget(self._gap, 1)
        self.show_nothing(say("nothing_yet"))

    def _masked(self, finding: Finding) -> str:
        if self._profile is None:
            return finding.text
        return self._profile.rules[finding.kind].apply(finding.text)

    def set_profile(self, profile: Profile) -> None:
        self._profile = profile
        self.table.viewport().update()

    def show_nothing(self, sentence: str, *, refused: bool = False) -> None:
        """Nothing is chosen, it is being looked at, or it was refused."""
        self._say(sentence, "block" if refused else "info", "red" if refused else "text2")
        self.kinds.hide()
        cards.clear(self.notes)
        self._offer_signing(shown=False, eyes=())
        self._rows(())

    def show_scan(
        self, scan: Scan, eyes: tuple[EyeView, ...], left_out: tuple[str, ...] = ()
    ) -> None:
        """left_out: what the masked copy that was made did not take along."""
        found = Counter(scan.kinds)
        if found:
            self._say(say("v_found", count=scan.count), "warn", "red")
        elif scan.clean:
            self._say(say("v_clean"), "tick", "ok")
        else:
            self._say(say("v_by_eye"), "eye", "yeld")
        self.kinds.setText(
            say("separator").join(
                say("kind_count", kind=words.term("personal_kind", kind), count=count)
                for kind, count in found.most_common()
            )
        )
        self.kinds.setVisible(bool(found))
        cards.clear(self.notes)
        for sentence in scan.sentences:
            self.notes.addWidget(cards.text(sentence, role="label", tone="yeld", wrap=True))
        if left_out:
            told = say("left_out", what=say("separator").join(left_out))
            self.notes.addWidget(cards.text(told, role="label", wrap=True))
        self._offer_signing(shown=not scan.readable, eyes=eyes)
        self._rows(scan.findings)

    def _say(self, sentence: str, icon: str, tone: str) -> None:
        icons.put(self._mark, icon, tone, 18)
        theme.tone(self.verdict, tone)
        self.verdict.setText(sentence)

    def _offer_signing(self, *, shown: bool, eyes: tuple[EyeView, ...]) -> None:
        self.eyes.setText(
            "\n".join(
                say("seen", who=one.seen_by, day=words.day(one.seen_on), finding=one.finding)
                for one in eyes
            )
        )
        self.by_eye.setVisible(shown)

    def _show_context(self, row: FoundRow | None) -> None:
        """Show the chosen find with all that was read around it: its columns have no room."""
        self.context.setText(whole(row) if row is not None else "")
        self.context.setVisible(row is not None)

    def _rows(self, findings: tuple[Finding, ...]) -> None:
        self.table.set_rows([FoundRow(number, one) for number, one in enumerate(findings)])
        self.table.setVisible(bool(findings))
        self._gap.setVisible(not findings)
        if findings and self.table.current() is None:
            self.table.select_first()
        self._show_context(self.table.current() if findings else None)
