"""What a screen shows while it has nothing: what it is for, and what to do first."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QLabel, QWidget

from ui.icons import pixmap
from ui.theme import Size, Space, Theme
from ui.widgets.boxes import column, row
from ui.widgets.buttons import Button
from ui.widgets.texts import label


class EmptyState(QWidget):
    """An icon, a heading, a sentence and the first action, in the middle of the room there is.

    Where the first action is the screen's own it comes here from the screen's head while there is nothing (`hold`).
    """

    def __init__(self, theme: Theme, icon_name: str, heading: str, text: str, action: Button | None = None) -> None:
        super().__init__()
        self._theme = theme
        self._icon_name = icon_name
        self._picture = QLabel()
        self._picture.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._heading = label(heading, "lead")
        self._heading.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._text = label(text, None, "second", wrap=True)
        self._text.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._text.setMaximumWidth(Size.SENTENCE)
        self._text.setMinimumWidth(Size.SENTENCE_LEAST)
        parts = column(None, self._picture, Space.S, self._heading, row(None, self._text, None), Space.S, gap=Space.XS)
        self._actions = row(gap=Space.S)
        parts.addLayout(row(None, self._actions, None))
        parts.addStretch(2)
        self.setLayout(parts)
        self.has_action = action is not None
        if action is not None:
            action.weigh("primary")
            self.hold(action)
        self._draw()

    def hold(self, action: Button) -> None:
        """Have the action stand below the sentence."""
        self._actions.addWidget(action)

    def tell(self, heading: str, text: str) -> None:
        self._heading.setText(heading)
        self._text.setText(text)

    def _draw(self) -> None:
        self._picture.setPixmap(
            pixmap(self._icon_name, self._theme.colour("ink3"), Size.PICTURE, self.devicePixelRatioF())
        )

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.PaletteChange:
            self._draw()
        super().changeEvent(event)
