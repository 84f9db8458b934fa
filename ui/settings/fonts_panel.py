"""Which font of this PC draws which part of a letter?"""

from dataclasses import dataclass

from clerkdesk.letters.fonts import FontSet, Role
from clerkdesk.letters.installed import office_fonts
from ui import cards, words
from ui.pages import Desk
from ui.settings.parts import Panel
from ui.table_view import RecordTable
from ui.tables import Column

say = words.of("settings_page")


@dataclass(frozen=True)
class FontRow:
    """state: "right", "like" (another in its place) or "packaged" (the program's own)."""

    role: Role
    family: str
    state: str


class FontsPanel(Panel):
    """Looked up in the background: a PC may have a thousand fonts."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, say("fonts_note"))
        self.acts.hide()
        self.table = RecordTable[FontRow](
            (
                Column[FontRow]("role", say("col_role"), _used_for, width=170, sortable=False),
                Column[FontRow](
                    "family", say("col_font"), lambda r: r.family, stretch=True, sortable=False
                ),
                Column[FontRow](
                    "state",
                    say("col_font_state"),
                    lambda r: say(f"font_{r.state}"),
                    width=170,
                    tone=lambda r: "text" if r.state == "right" else "yeld",
                    sortable=False,
                ),
            ),
            key=lambda row: row.role,
            name=say("fonts_name"),
        )
        self.told = cards.text(say("fonts_looking"), role="label", tone="text2", wrap=True)
        self.left.addWidget(self.table, 1)
        self.left.addWidget(self.told)
        self._asked = False

    def refresh(self) -> None:
        if not self._asked:
            self._asked = True
            self.desk.jobs.run(
                say("fonts_looking"), lambda _progress: office_fonts(), self._show, quiet=True
            )

    def begin(self) -> None:
        self.table.setFocus()

    def _show(self, fonts: FontSet) -> None:
        rows = of(fonts)
        self.table.set_rows(rows)
        self.table.select_first()
        self.told.setText("" if all(one.state == "right" for one in rows) else say("fonts_advice"))


def of(fonts: FontSet) -> tuple[FontRow, ...]:
    """Return the face chosen for each role, and whether it is the one the standard names."""
    stands_in = {one.role for one in fonts.stand_ins if not one.characters}
    rows = []
    for role in Role:
        face = fonts.chosen(role)
        state = "packaged" if face.packaged else "like" if role in stands_in else "right"
        rows.append(FontRow(role, face.family, state))
    return tuple(rows)


def _used_for(row: FontRow) -> str:
    return say(f"role_{row.role.value}")
