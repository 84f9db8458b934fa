"""With what is a pass phrase typed, chosen, and judged before it is used?"""

from PySide6.QtWidgets import QLineEdit

from clerkdesk import keys
from ui import words
from ui.editors import LineText, Tick
from ui.forms import Form, State

say = words.of("first_start")

_STRONG = 16  # characters of mixed text; a sentence is better than a riddle
_STRONG_CHINESE = 12


class SecretText(LineText):
    """Shows dots; blanks at both ends are no part of it, as in `keys`."""

    def __init__(self) -> None:
        super().__init__()
        self.show_plain(plain=False)

    def show_plain(self, *, plain: bool) -> None:
        mode = QLineEdit.EchoMode.Normal if plain else QLineEdit.EchoMode.Password
        self.setEchoMode(mode)


def judge(phrase: str) -> tuple[State, str]:
    """Say what a pass phrase still lacks; `keys` refuses by the same two numbers."""
    if not phrase:
        rule = say("rule", least=keys.MIN_PASSPHRASE, different=keys.MIN_DIFFERENT)
        return "hint", rule
    if (missing := keys.MIN_PASSPHRASE - len(phrase)) > 0:
        return "hint", say("short", count=missing)
    if (missing := keys.MIN_DIFFERENT - len(set(phrase))) > 0:
        return "hint", say("poor", count=missing)
    chinese = sum("\u4e00" <= character <= "\u9fff" for character in phrase)
    strong = len(phrase) >= _STRONG or chinese >= _STRONG_CHINESE
    return "ok", say("strong" if strong else "enough")


def add_new_passphrase(form: Form) -> None:
    """Add the three rows with which a new pass phrase is chosen."""
    form.add("passphrase", say("passphrase"), SecretText(), required=True)
    form.add("again", say("again"), SecretText(), required=True)
    form.add("plain", say("show"), Tick(say("show_passphrase")), hint=say("show_hint"))
    form.changed.connect(lambda name: _follow(form, name))
    _follow(form, "passphrase")


def check_new_passphrase(form: Form) -> bool:
    """Look at both lines; the fault stands beside the one to be mended."""
    if not form.check():
        return False
    if form["passphrase"].value() != form["again"].value():
        form.set_state("again", "block", say("differs"))
        form["again"].focus()
        return False
    return True


def _follow(form: Form, name: str) -> None:
    if name == "plain":
        for line in ("passphrase", "again"):
            editor = form[line].editor
            if isinstance(editor, SecretText):
                editor.show_plain(plain=bool(form["plain"].value()))
        return
    phrase, again = str(form["passphrase"].value()), str(form["again"].value())
    form.set_state("passphrase", *judge(phrase))
    if again and again == phrase:
        form.set_state("again", "ok", say("same"))
    else:
        form.set_state("again", "none")
