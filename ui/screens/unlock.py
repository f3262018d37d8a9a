"""Unlocking a vault: who, the passphrase or the recovery code, and waiting after wrong tries."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QLineEdit, QProgressBar, QWidget

from app.domain.labels import label as label_of
from app.domain.words import Role
from app.errors import NotUnlocked
from app.jobs import Progress
from app.services.secrets import Secret
from ui.context import AppContext
from ui.forms.passphrases import NewPassphrase, passphrase_edit
from ui.recents import Recents
from ui.theme import Size, Space
from ui.widgets.boxes import card, column, holder, row
from ui.widgets.buttons import button
from ui.widgets.choices import DropDown
from ui.widgets.fields import Field
from ui.widgets.texts import label

if TYPE_CHECKING:
    from app.services.roster import Services
    from app.services.unlocking import VaultSummary

FREE_TRIES = 2
LONGEST_WAIT = 30  # seconds


class Unlock(QWidget):
    """One vault's door. `on_open` gets the services once a passphrase or the recovery code was right."""

    def __init__(
        self,
        context: AppContext,
        vault: Path,
        firm: str,
        on_open: "Callable[[Services], None]",
        on_back: Callable[[], None],
    ) -> None:
        super().__init__()
        self._context = context
        self._vault = vault
        self._on_open = on_open
        self._wrong = 0
        self._wait = 0
        self._is_busy = False
        self._with_code = False
        self.setProperty("ground", "page")
        tr = context.tr
        self.setAccessibleName(tr("Unlock"))
        self._operator: DropDown[str] = DropDown(context.theme)
        self._passphrase = passphrase_edit(context)
        self._new = NewPassphrase(context)
        self._code = QLineEdit()
        self._operator_field = Field(tr("Operator"), self._operator)
        self._passphrase_field = Field(tr("Passphrase"), self._passphrase)
        self._code_field = Field(
            tr("Recovery code"),
            self._code,
            tr("It was printed when the vault was made. Capitals and spaces don't matter."),
        )
        self._by_passphrase = holder(column(self._passphrase_field))
        self._by_code = holder(column(self._code_field, self._new, gap=Space.M))
        self._say = label("", "small", "danger", wrap=True)
        self._working = QProgressBar()
        self._working.setTextVisible(False)
        self._working.setRange(0, 0)
        self._working.setAccessibleName(tr("Opening the vault"))
        self._go = button(tr("Unlock"), self._on_go, "primary")
        self._other = button("", self._on_other, "link")
        self._back = button(tr("Another vault"), on_back, "link")
        self._build(firm or vault.stem)
        self._clock = QTimer(self, interval=1000)
        self._clock.timeout.connect(self._on_second)
        self._passphrase.changed.connect(self._on_typed)
        self._passphrase.entered.connect(self._on_go)
        self._code.textChanged.connect(self._on_typed)
        self._new.changed.connect(self._on_typed)
        for entered in (self._code.returnPressed, self._new.entered):
            entered.connect(self._on_enter)
        self._show_way(with_code=False)
        self.begin()

    def _build(self, title: str) -> None:
        form = column(
            column(
                label(title, "heading", wrap=True), label(str(self._vault), "small", "second", wrap=True), gap=Space.XS
            ),
            *self._demo_hint(),
            self._operator_field,
            self._by_passphrase,
            self._by_code,
            self._say,
            self._working,
            Space.XS,
            self._go,
            row(self._other, None, self._back),
            gap=Space.M,
        )
        box = card(form, margins=(Space.XXL, Space.XL, Space.XXL, Space.XL))
        box.setFixedWidth(Size.UNLOCK)
        self.setLayout(column(None, row(None, box, None), None, gap=0))
        self._working.hide()
        self._say.hide()

    def _demo_hint(self) -> list[QWidget]:
        """What unlocks the demo's vault; nobody can guess it, and it guards nothing."""
        entrances = self._context.entrances
        if entrances is None or not Recents(self._context.settings).is_demo(str(self._vault)):
            return []
        text = self._context.tr("This is the demo. Its operators' passphrase: {passphrase}")
        words = label(text.format(passphrase=entrances.demo_passphrase()), "table", wrap=True, selectable=True)
        return [card(column(words), "info", (Space.M, Space.S, Space.M, Space.S))]

    def begin(self) -> None:
        """Read who may open the vault."""
        entrances = self._context.entrances
        if entrances is not None:
            self._busy(is_busy=True)
            self._context.read(self, lambda _progress: entrances.peek(self._vault), self._on_peeked, self._on_failed)

    def _on_peeked(self, summary: "VaultSummary") -> None:
        self._busy(is_busy=False)
        people = [(name, self._context.tr(label_of(Role(role)))) for name, role in summary.operators]
        self._operator.offer((name, f"{name} · {role}") for name, role in people)
        self._on_typed()
        self._passphrase.setFocus()

    def _show_way(self, *, with_code: bool) -> None:
        tr = self._context.tr
        self._with_code = with_code
        self._by_code.setVisible(with_code)
        self._by_passphrase.setVisible(not with_code)
        self._other.setText(tr("Use the passphrase") if with_code else tr("Use the recovery code"))
        self._tell("")
        self._on_typed()
        (self._code if with_code else self._passphrase).setFocus()

    def _on_other(self) -> None:
        self._show_way(with_code=not self._with_code)

    def _on_typed(self) -> None:
        first, second = self._new.typed()
        by_code = bool(self._code.text().strip()) and bool(first) and first == second
        typed = by_code if self._with_code else bool(self._passphrase.text())
        self._go.setEnabled(typed and not self._wait and not self._is_busy and self._operator.count() > 0)

    def _on_enter(self) -> None:
        """Return in the form of the recovery code: unlock, or say why the button is grey."""
        first, second = self._new.typed()
        differ = self._context.tr("The two passphrases are not the same.")
        self._new.second.say(differ if second and first != second else "")
        self._on_go()

    def _on_go(self) -> None:
        entrances = self._context.entrances
        if entrances is None or not self._go.isEnabled():
            return
        name = self._operator.value()
        if self._with_code:
            code, (new, _) = self._code.text(), self._new.typed()
            self._run(lambda _progress: entrances.recover(self._vault, code, new, name))
        else:
            secret = Secret(self._passphrase.text())
            self._run(lambda _progress: entrances.open(self._vault, secret, name))

    def _run(self, work: "Callable[[Progress], Services]") -> None:
        self._tell("")
        self._busy(is_busy=True)
        # Who went to another vault meanwhile does not want this one open behind the window's back.
        self._context.read(self, work, self._on_opened, self._on_failed, unwanted=lambda services: services.close())

    def _on_opened(self, services: "Services") -> None:
        self._passphrase.take()
        self._code.clear()
        self._new.clear()
        self._on_open(services)

    def _on_failed(self, error: Exception) -> None:
        self._busy(is_busy=False)
        if isinstance(error, NotUnlocked) and error.code != "vault-in-use":
            self._wrong += 1
            if self._wrong > FREE_TRIES:
                self._wait = min(LONGEST_WAIT, 2 ** (self._wrong - FREE_TRIES))
                self._clock.start()
        self._tell(self._context.errors.sentence(error))
        line = self._code if self._with_code else self._passphrase.line
        line.selectAll()
        line.setFocus()
        self._show_wait()

    def _on_second(self) -> None:
        self._wait -= 1
        if self._wait <= 0:
            self._clock.stop()
        self._show_wait()

    def _show_wait(self) -> None:
        tr = self._context.tr
        if self._wait:
            text = self._context.ngettext("Try again in {n} second", "Try again in {n} seconds", self._wait)
            self._go.setText(text.format(n=self._wait))
        else:
            self._go.setText(tr("Unlock"))
        self._on_typed()

    def _busy(self, *, is_busy: bool) -> None:
        self._is_busy = is_busy
        self._working.setVisible(is_busy)
        for widget in (self._operator, self._passphrase, self._code, self._new, self._other, self._back):
            widget.setEnabled(not is_busy)
        self._on_typed()

    def _tell(self, text: str) -> None:
        self._say.setText(text)
        self._say.setVisible(bool(text))
        self._say.setAlignment(Qt.AlignmentFlag.AlignLeft)
