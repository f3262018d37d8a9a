"""Choosing a passphrase: typed twice."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.services.secrets import Secret
from ui.context import AppContext
from ui.recents import Recents
from ui.theme import Space
from ui.widgets.boxes import column
from ui.widgets.fields import Field, PassphraseEdit


def passphrase_edit(context: AppContext) -> PassphraseEdit:
    """A passphrase field in the window's language."""
    tr = context.tr
    return PassphraseEdit(context.theme, (tr("Show the passphrase"), tr("Hide the passphrase"), tr("Caps Lock is on.")))


def demo_hint(context: AppContext) -> str:
    """What signs as anybody in the demo, to stand below a passphrase's field; "" in every other vault."""
    if context.entrances is None or not Recents(context.settings).is_demo(str(context.services.session.folder.path)):
        return ""
    return context.tr("In the demo: {passphrase}").format(passphrase=context.entrances.demo_passphrase())


class NewPassphrase(QWidget):
    """A new passphrase and the same again; `entered` tells of Return in the second."""

    changed = Signal()
    entered = Signal()

    def __init__(self, context: AppContext) -> None:
        super().__init__()
        tr = context.tr
        self._first, self._second = passphrase_edit(context), passphrase_edit(context)
        self.first = Field(
            tr("New passphrase"),
            self._first,
            tr("At least eight characters, four where they are Chinese. A short sentence is easy to keep in mind."),
        )
        self.second = Field(tr("The same passphrase again"), self._second)
        self.setLayout(column(self.first, self.second, gap=Space.M))
        for edit in (self._first, self._second):
            edit.changed.connect(self.changed)
        self._second.entered.connect(self.entered)
        self.setFocusProxy(self._first)

    def typed(self) -> tuple[Secret, Secret]:
        return Secret(self._first.text()), Secret(self._second.text())

    def clear(self) -> None:
        self._first.take()
        self._second.take()
