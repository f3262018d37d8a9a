"""Form fields: a label above, the input, and one line below that helps or says what is wrong."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QAction, QIntValidator, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from ui.icons import icon
from ui.theme import Space, Theme, mark
from ui.widgets.boxes import column, row
from ui.widgets.buttons import IconButton
from ui.widgets.texts import label


class Field(QWidget):
    """An input under its label; `say` puts a hint or an error below it."""

    def __init__(self, text: str, editor: QWidget, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.editor = editor
        self._hint = hint
        self._caption = label(text, "small", "second")
        self._caption.setBuddy(_focusable(editor))
        self._below = label("", "small", "second", wrap=True)
        self.setLayout(column(self._caption, editor, self._below, None, gap=Space.XS))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        if not _focusable(editor).accessibleName():
            _focusable(editor).setAccessibleName(text)
        self.say("")

    @property
    def title(self) -> str:
        """The label above the input."""
        return self._caption.text()

    @property
    def message(self) -> str:
        """What stands below the input: the hint, or what is wrong."""
        return self._below.text()

    def explain(self, hint: str) -> None:
        """Put another hint below the input."""
        self._hint = hint
        self.say("")

    def say(self, wrong: str) -> None:
        """Show what is wrong with the value; empty text goes back to the hint."""
        self._below.setText(wrong or self._hint)
        self._below.setVisible(bool(wrong or self._hint))
        mark(self._below, tone="danger" if wrong else "second")
        mark(_focusable(self.editor), wrong=bool(wrong))
        _focusable(self.editor).setAccessibleDescription(wrong or self._hint)


def _focusable(editor: QWidget) -> QWidget:
    return editor.focusProxy() or editor


class PassphraseEdit(QWidget):
    """A passphrase: hidden until asked for, with a hint while Caps Lock is on.

    The text is taken out with `take`, which empties the field: no passphrase stays in a widget.
    """

    changed = Signal()
    entered = Signal()

    def __init__(self, theme: Theme, texts: tuple[str, str, str], parent: QWidget | None = None) -> None:
        """`texts`: what the reveal button is called while hidden, while shown, and the Caps Lock hint."""
        super().__init__(parent)
        self._show_text, self._hide_text, caps_text = texts
        self.line = QLineEdit()
        self.line.setEchoMode(QLineEdit.EchoMode.Password)
        self.line.setInputMethodHints(Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText)
        self.line.textChanged.connect(self._on_changed)
        self.line.returnPressed.connect(self.entered)
        self.line.installEventFilter(self)
        self._reveal = IconButton(theme, "eye", self._show_text)
        self._reveal.clicked.connect(self._on_reveal)
        self._caps = label(caps_text, "small", "wait")
        self._caps.hide()
        self.setLayout(column(row(self.line, self._reveal, gap=Space.XS), self._caps, gap=Space.XS))
        self.setFocusProxy(self.line)

    def text(self) -> str:
        return self.line.text()

    def take(self) -> str:
        """The passphrase; the field is empty afterwards."""
        text = self.line.text()
        self.line.clear()
        return text

    def _on_changed(self) -> None:
        self.changed.emit()

    def _on_reveal(self) -> None:
        shown = self.line.echoMode() == QLineEdit.EchoMode.Normal
        self.line.setEchoMode(QLineEdit.EchoMode.Password if shown else QLineEdit.EchoMode.Normal)
        self._reveal.show_icon("eye" if shown else "eye-off")
        self._reveal.rename(self._show_text if shown else self._hide_text)

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            self._notice_caps(event)
        return False

    def _notice_caps(self, event: QKeyEvent) -> None:
        """Qt tells no lock state, but a capital without Shift (or the other way round) does."""
        typed = event.text()
        if len(typed) == 1 and typed.isalpha() and typed.isascii():
            shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self._caps.setVisible(typed.isupper() != shift)


class DateEdit(QLineEdit):
    """A day as YYYY-MM-DD; empty means none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText("YYYY-MM-DD")
        self.setMaxLength(10)

    def day(self) -> date | None:
        """The day typed, None where the field is empty; ValueError where it is no date."""
        text = self.text().strip()
        return date.fromisoformat(text) if text else None

    def show_day(self, day: date | None) -> None:
        self.setText(day.isoformat() if day else "")


class NumberEdit(QLineEdit):
    """A whole number between two bounds; arrow keys count."""

    def __init__(self, least: int, most: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._least, self._most = least, most
        self.setValidator(QIntValidator(least, most, self))

    def value(self) -> int:
        """The number typed, brought between the bounds; the lower bound while the field is empty."""
        typed = self.text().strip()
        return max(self._least, min(self._most, int(typed) if typed.isdigit() else self._least))

    def show_value(self, value: int) -> None:
        self.setText(str(value))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}.get(Qt.Key(event.key()), 0)
        if step:
            self.show_value(max(self._least, min(self._most, self.value() + step)))
            self.textEdited.emit(self.text())
        else:
            super().keyPressEvent(event)


class SearchEdit(QLineEdit):
    """A search field that tells what is asked for once typing rests, and never while an input method composes."""

    asked = Signal(str)

    def __init__(self, theme: Theme, hint: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._composing = False
        self.setPlaceholderText(hint)
        self.setAccessibleName(hint)
        self.setProperty("search", True)
        self._glass = QAction(self)
        self.addAction(self._glass, QLineEdit.ActionPosition.LeadingPosition)
        self._draw()
        self.textChanged.connect(self._on_text)

    def _on_text(self, text: str) -> None:
        if not self._composing:
            self.asked.emit(text.strip())

    def _draw(self) -> None:
        self._glass.setIcon(icon("search", self._theme.colour("ink3")))

    def inputMethodEvent(self, event: object) -> None:
        was = self._composing
        self._composing = bool(event.preeditString())  # type: ignore[attr-defined]  # Qt gives a QInputMethodEvent
        super().inputMethodEvent(event)  # type: ignore[arg-type]
        if was and not self._composing:
            self.asked.emit(self.text().strip())

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.PaletteChange:
            self._draw()
        super().changeEvent(event)


def fill(layout: QVBoxLayout, *fields: Field, check: Callable[[], None] | None = None) -> None:
    """Put fields into a form; `check` is called on each change of a line."""
    for field in fields:
        layout.addWidget(field)
        editor = _focusable(field.editor)
        if check is not None and isinstance(editor, QLineEdit):
            editor.textChanged.connect(lambda _text, run=check: run())
