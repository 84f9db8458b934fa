"""How shall what was found be masked: by which profile, on which basis?"""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from clerkdesk.privacy import service
from clerkdesk.privacy.mask import Profile
from ui import cards, theme, words
from ui.editors import LineText

say = words.of("privacy_page")


class Ways(QWidget):
    """The profile and, where it leaves names open, the basis."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._profiles: list[Profile] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        row = QHBoxLayout()
        row.setSpacing(8)
        label = cards.text(say("profile"), role="label", tone="text2")
        self.profile = theme.role(QComboBox(), "body")
        label.setBuddy(self.profile)
        self.profile.setMinimumWidth(theme.scaled(190))
        self.profile.setAccessibleName(say("profile_name"))
        self.profile.currentIndexChanged.connect(lambda _index: self._chosen())
        self.basis = LineText()
        self.basis.setAccessibleName(say("basis"))
        self.basis.setPlaceholderText(say("basis_hint"))
        self.basis.setMinimumWidth(theme.scaled(140))
        self.basis.textChanged.connect(lambda _text: self.say_fault(""))
        row.addWidget(label)
        row.addWidget(self.profile)
        row.addWidget(self.basis, 1)
        row.addStretch(0)
        column.addLayout(row)
        self.fault = cards.text(role="small", tone="red", wrap=True)
        self.fault.hide()
        column.addWidget(self.fault)

    def fill(self) -> None:
        """Ask for the profiles again; the chosen one stays."""
        key = self.chosen().key if self._profiles else ""
        self._profiles = list(service.profiles().values())
        self.profile.blockSignals(True)
        self.profile.clear()
        self.profile.addItems([one.title for one in self._profiles])
        keys = [one.key for one in self._profiles]
        self.profile.setCurrentIndex(keys.index(key) if key in keys else 0)
        self.profile.blockSignals(False)
        self._chosen()

    def chosen(self) -> Profile:
        return self._profiles[max(self.profile.currentIndex(), 0)]

    def set_chosen(self, key: str) -> None:
        keys = [one.key for one in self._profiles]
        self.profile.setCurrentIndex(keys.index(key))

    def said(self) -> str:
        """The basis, as far as the profile wants one."""
        return self.basis.value() if self.chosen().needs_basis else ""

    def say_fault(self, sentence: str) -> None:
        self.fault.setText(sentence)
        self.fault.setVisible(bool(sentence))
        if sentence:
            self.basis.setFocus()

    def _chosen(self) -> None:
        one = self.chosen()
        self.profile.setToolTip(one.description)
        self.basis.setVisible(one.needs_basis)
        self.say_fault("")
        self.changed.emit()
