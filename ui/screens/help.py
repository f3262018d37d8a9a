"""What the program promises and what not: the page of resources/help, in the window's language."""

from PySide6.QtGui import QFont, QTextBlockFormat, QTextCursor
from PySide6.QtWidgets import QFrame, QTextBrowser

from app.resources import resource
from ui.context import AppContext
from ui.screen import Screen
from ui.theme import Size, Space
from ui.widgets.boxes import row

_MOST_OF_IT = 1000  # shares of the room, against 1 for what is left over
_LINE_HEIGHT = 140.0  # percent: the pages are read, not skimmed


class HelpScreen(Screen):
    """The threat model, as text that can be read, searched and copied."""

    def __init__(self, context: AppContext) -> None:
        super().__init__(context, context.tr("What is protected"))
        self._text = QTextBrowser()
        self._text.setObjectName("help")
        self._text.setAccessibleName(context.tr("What is protected"))
        self._text.setOpenLinks(False)
        self._text.setFrameShape(QFrame.Shape.NoFrame)
        language = "zh" if context.language.startswith("zh") else "en"
        page = resource("help", f"threat-model.{language}.md").read_text(encoding="utf-8")
        # The screen has its title already.
        _, _, rest = page.partition("\n")
        self._text.setMarkdown(rest.lstrip())
        self._space()
        # Longer lines are hard to follow.
        self._text.setMaximumWidth(Size.READING)
        line = row(self._text, None)
        line.setStretch(0, _MOST_OF_IT)
        self.body.addLayout(line, 1)

    def _space(self) -> None:
        document = self._text.document()
        document.setDocumentMargin(Space.XL)
        document.setIndentWidth(Space.XL)
        cursor = QTextCursor(document)
        cursor.select(QTextCursor.SelectionType.Document)
        spaced = QTextBlockFormat()
        spaced.setLineHeight(_LINE_HEIGHT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        spaced.setBottomMargin(6)
        cursor.mergeBlockFormat(spaced)
        self._text.moveCursor(QTextCursor.MoveOperation.Start)
        self._text.setFont(QFont(self.font()))
