"""With what is this register opened, and how is that changed?"""

from typing import Any

from clerkdesk import opening, secrets, settings
from clerkdesk.errors import EnvironmentFault, UserError
from ui import cards, words
from ui.act_panel import ActPanel
from ui.buttons import button
from ui.first_start import sheet_paper
from ui.forms import Form
from ui.pages import Desk, Errand
from ui.secret_edit import SecretText, add_new_passphrase, check_new_passphrase
from ui.settings.parts import Panel

say = words.of("settings_page")


class KeyPanel(Panel):
    """Pass phrase, vault, recovery sheet, another register."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, say("key_note"))
        self.state = cards.Card()
        self.facts = cards.Facts()
        self.state.body.addWidget(self.facts)
        self.left.addWidget(self.state)
        self.phrase = ActPanel(
            say("set_passphrase"),
            say("set_act"),
            fill=self._fill,
            perform=self._set,
            closed=self.refresh,
        )
        self.phrase.back.hide()
        self.left.addWidget(self.phrase)
        self.left.addStretch(1)
        self.vault = button(say("use_vault"), self._use_vault, icon="lock")
        self.vault.setToolTip(say("vault_why"))
        sheet = cards.Card(say("sheet"))
        sheet.body.addWidget(cards.text(say("sheet_note"), role="label", tone="text2", wrap=True))
        self.paper = button(say("print_sheet"), self._print, icon="print")
        sheet.body.addWidget(self.paper)
        self.other = button(
            say("other_register"), lambda: desk.leave(Errand("register")), icon="folder"
        )
        self.trouble = cards.text(role="label", tone="red", wrap=True)
        self.trouble.hide()
        for one in (sheet, self.vault, self.other, self.trouble):
            self.right.addWidget(one)
        self.right.addStretch(1)

    def refresh(self) -> None:
        self.trouble.hide()
        sample = opening.is_sample()
        ways = opening.ways(opening.current().path)
        told = "key_sample" if sample else "key_vault" if ways.vault else "key_passphrase"
        self.facts.set(((say("key_state"), say(told)),))
        self.phrase.setVisible(not sample)
        self.phrase.title.setText(say("change_passphrase" if ways.passphrase else "set_passphrase"))
        self.phrase.form.show_field("old", shown=ways.passphrase and not ways.vault)
        self.vault.setVisible(not sample and not ways.vault and secrets.works())
        self.paper.setEnabled(not sample)

    def begin(self) -> None:
        self.phrase.form.focus_first()

    def _fill(self, form: Form) -> None:
        form.add("old", say("old_passphrase"), SecretText(), required=True)
        add_new_passphrase(form)

    def _set(self, values: dict[str, Any]) -> None:
        form = self.phrase.form
        if not check_new_passphrase(form):
            return
        register = opening.current()
        if "old" in values:  # whoever passes an open desk must not lock its owner out
            try:
                opening.key_of(register.path, values["old"])
            except UserError as error:
                form.set_state("old", "block", str(error))
                form["old"].focus()
                return
        opening.set_passphrase(register, values["passphrase"], by=self.desk.person_id)
        form.set_values({"old": "", "passphrase": "", "again": "", "plain": False})
        form.clear_states()
        self.desk.note(say("passphrase_set"))
        self.refresh()

    def _use_vault(self) -> None:
        try:
            opening.use_vault(opening.current(), by=self.desk.person_id)
        except EnvironmentFault as fault:
            self.trouble.setText(str(fault))
            self.trouble.show()
            return
        self.desk.note(say("vault_used"))
        self.refresh()

    def _print(self) -> None:
        register = opening.current()
        sheet = opening.sheet(register)
        made = sheet_paper.pdf(sheet, settings.load().office_name, register.path, register.today())
        self.desk.navigate("papers", None, pdf=made, name=sheet_paper.name(sheet))
