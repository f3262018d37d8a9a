"""Dialogs in the program's own look: a message, a question, a passphrase, work under way."""

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QPlainTextEdit, QSizePolicy, QVBoxLayout, QWidget

from app.i18n import Catalogue
from app.jobs import CancelToken, Snapshot
from ui.icons import pixmap
from ui.theme import Size, Space, Theme
from ui.widgets.boxes import column, edge, holder, row, scrolled
from ui.widgets.buttons import Act, Button, button
from ui.widgets.fields import Field, PassphraseEdit
from ui.widgets.progress import ProgressPanel
from ui.widgets.texts import label
from ui.widgets.veil import veil_behind


class Dialog(QDialog):
    """Heading, body, and a footer of buttons on the right; Escape closes it."""

    def __init__(self, parent: QWidget | None, heading: str, width: int = Size.DIALOG) -> None:
        super().__init__(parent)
        veil_behind(self)
        self.setModal(True)
        self.setWindowTitle(heading)
        self.setAccessibleName(heading)
        self.setFixedWidth(width)
        self.body: QVBoxLayout = column(gap=Space.M)
        self.heading = label(heading, "lead", wrap=True)
        self._buttons = row(None, gap=Space.S, margins=(Space.XL, Space.M, Space.XL, Space.M))
        top = column(self.heading, self.body, gap=Space.M, margins=(Space.XL, Space.CARD, Space.XL, Space.CARD))
        foot = edge(self._buttons, "top")
        foot.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setLayout(column(holder(top, "surface"), foot, gap=0))

    def event(self, event: QEvent) -> bool:
        """Be as high as the texts need at this width: Qt only asks how high they are at their narrowest."""
        layout = self.layout()
        if event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.Show) and layout is not None:
            self.setFixedHeight(layout.totalHeightForWidth(self.width()))
        return super().event(event)

    def add_button(self, text: str, act: Act = "plain") -> Button:
        made = button(text, act=act)
        self._buttons.addWidget(made)
        return made

    def add_note(self, text: str) -> QLabel:
        made = label(text, None, "second", wrap=True)
        self.body.addWidget(_bounded(made, self.windowTitle()))
        return made


class MessageDialog(Dialog):
    """Something happened: what, to what, what is unchanged, what to do. `details` can be copied."""

    def __init__(
        self,
        parent: QWidget | None,
        theme: Theme,
        catalogue: Catalogue,
        heading: str,
        text: str,
        *,
        details: str = "",
        is_problem: bool = True,
    ) -> None:
        super().__init__(parent, heading)
        tr = catalogue.gettext
        picture = QLabel()
        name, token = ("alert-triangle", "danger") if is_problem else ("info-circle", "primary")
        picture.setPixmap(pixmap(name, theme.colour(token), Size.ICON_LARGE, self.devicePixelRatioF()))
        picture.setFixedSize(QSize(Size.ICON_LARGE, Size.ICON_LARGE))
        line = row(picture, _bounded(label(text, wrap=True, selectable=True), heading), gap=Space.M)
        line.setAlignment(picture, Qt.AlignmentFlag.AlignTop)
        line.setStretch(1, 1)
        self.body.addLayout(line)
        close = self.add_button(tr("Close"))
        if details:
            box = QPlainTextEdit(details)
            box.setReadOnly(True)
            box.setFixedHeight(Size.DETAILS)
            box.setAccessibleName(tr("Details"))
            box.setTabChangesFocus(True)
            self.body.addWidget(box)
            copy = button(tr("Copy the details"), lambda: QApplication.clipboard().setText(details))
            self._buttons.insertWidget(0, copy)
        close.clicked.connect(self.accept)
        close.setDefault(True)
        close.setFocus()


def _bounded(words: QLabel, name: str) -> QWidget:
    """The text, scrolling where it would make the dialog higher than a small screen: its button must be in reach."""
    room = Size.DIALOG - 2 * Space.XL - Space.M - Size.ICON_LARGE
    if words.heightForWidth(room) <= Size.MESSAGE:
        return words
    area = scrolled(holder(column(words, None)))
    area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    area.setAccessibleName(name)
    area.setFixedHeight(Size.MESSAGE)
    return area


class ConfirmDialog(Dialog):
    """A question with a verb for an answer; Cancel has the focus where the verb can't be taken back."""

    def __init__(
        self, parent: QWidget | None, catalogue: Catalogue, heading: str, text: str, verb: str, *, danger: bool = False
    ) -> None:
        super().__init__(parent, heading)
        self.add_note(text)
        cancel = self.add_button(catalogue.gettext("Cancel"))
        go = self.add_button(verb, "danger" if danger else "primary")
        cancel.clicked.connect(self.reject)
        go.clicked.connect(self.accept)
        (cancel if danger else go).setFocus()
        go.setDefault(not danger)


class PassphraseDialog(Dialog):
    """Asks an operator's passphrase once more."""

    def __init__(
        self, parent: QWidget | None, theme: Theme, catalogue: Catalogue, operator: str, reason: str, verb: str
    ) -> None:
        tr = catalogue.gettext
        super().__init__(parent, verb)
        self.add_note(reason)
        self.passphrase = PassphraseEdit(
            theme, (tr("Show the passphrase"), tr("Hide the passphrase"), tr("Caps Lock is on."))
        )
        self.body.addWidget(Field(tr("Passphrase of {operator}").format(operator=operator), self.passphrase))
        cancel = self.add_button(tr("Cancel"))
        self._go = self.add_button(verb, "primary")
        self._go.setEnabled(False)
        self._go.setDefault(True)
        cancel.clicked.connect(self.reject)
        self._go.clicked.connect(self.accept)
        self.passphrase.changed.connect(lambda: self._go.setEnabled(bool(self.passphrase.text())))
        self.passphrase.setFocus()


class ProgressDialog(Dialog):
    """Long work: it closes itself when the work ends; Escape and Cancel only ask the work to stop."""

    def __init__(self, parent: QWidget | None, catalogue: Catalogue, heading: str, cancel: CancelToken) -> None:
        super().__init__(parent, heading)
        self._token = cancel
        self._catalogue = catalogue
        self._panel = ProgressPanel(catalogue)
        self.body.addWidget(self._panel)
        self._cancel = self.add_button(catalogue.gettext("Cancel"))
        self._cancel.clicked.connect(self._on_cancel)
        self._panel.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._panel.setAccessibleName(heading)
        self._panel.setFocus()

    def show_snapshot(self, now: Snapshot) -> None:
        self._panel.show_snapshot(now)
        self._cancel.setEnabled(not (self._token.is_closed or self._token.is_cancelled))

    def _on_cancel(self) -> None:
        self._token.cancel()
        self._cancel.setEnabled(False)
        self._cancel.setText(self._catalogue.gettext("Stopping…"))

    def reject(self) -> None:
        self._on_cancel()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._on_cancel()
        else:
            super().keyPressEvent(event)
