"""Help: what each place is for and what to do there, then what the program promises and what not."""

import re

from PySide6.QtCore import QTimer
from PySide6.QtGui import QFont, QTextBlockFormat, QTextCharFormat, QTextCursor, QTextFormat
from PySide6.QtWidgets import QFrame, QTextBrowser

from app.resources import resource
from ui.context import AppContext
from ui.screen import Screen
from ui.theme import Size, Space, Type, font
from ui.widgets.boxes import row

_MOST_OF_IT = 1000  # shares of the room, against 1 for what is left over
_LINE_HEIGHT = 140.0  # percent: the pages are read, not skimmed
_HEAD = re.compile(r"^## (.+)$", re.MULTILINE)
PROMISES = "promises"


def guide(language: str) -> tuple[dict[str, str], str]:
    """The guide's heading of each place, by the place's name, and its text in Markdown."""
    page = resource("help", f"guide.{language}.md").read_text(encoding="utf-8")
    names, _, text = page.partition("-->")
    places = names.removeprefix("<!--").split()
    return dict(zip(places, _HEAD.findall(text), strict=True)), text.lstrip()


def promises(language: str) -> tuple[str, str]:
    """The threat model's title and its text in Markdown."""
    page = resource("help", f"threat-model.{language}.md").read_text(encoding="utf-8")
    title, _, rest = page.partition("\n")
    return title.removeprefix("# "), rest.lstrip()


class HelpScreen(Screen):
    """One text that can be read, searched and copied; it opens at the place that was asked about."""

    def __init__(self, context: AppContext) -> None:
        super().__init__(context, context.tr("Help"))
        self._text = QTextBrowser()
        self._text.setObjectName("help")
        self._text.setAccessibleName(context.tr("Help"))
        self._text.setOpenLinks(False)
        self._text.setFrameShape(QFrame.Shape.NoFrame)
        # Longer lines are hard to follow.
        self._text.setMaximumWidth(Size.READING)
        language = "zh" if context.language.startswith("zh") else "en"
        self._heads, text = guide(language)
        title, rest = promises(language)
        self._heads[PROMISES] = title
        self._wanted = ""
        self._text.setMarkdown(f"{text}\n# {title}\n\n{rest}")
        self._space()
        line = row(self._text, None)
        line.setStretch(0, _MOST_OF_IT)
        self.body.addLayout(line, 1)
        self.setFocusProxy(self._text)  # the arrow keys turn its pages

    def receive(self, shown: object) -> None:
        """Show what stands of a place (its name), or the promises (PROMISES); what is not in it is left aside."""
        self._wanted = self._heads.get(str(shown), "")
        # Only what has been laid out can be scrolled to, and at first this is asked before the screen is seen.
        QTimer.singleShot(0, self, self._scroll)

    def _scroll(self) -> None:
        head, block = self._wanted, self._text.document().begin()
        while head and block.isValid():
            if block.blockFormat().headingLevel() and block.text() == head:
                top = self._text.document().documentLayout().blockBoundingRect(block).top()
                self._text.setTextCursor(QTextCursor(block))
                self._text.verticalScrollBar().setValue(round(top) - Space.L)
                return
            block = block.next()

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
        self._text.setFont(QFont(self.font()))
        block = document.begin()
        while block.isValid():
            if block.blockFormat().headingLevel():
                self._head(QTextCursor(block), block.blockFormat().headingLevel())
            block = block.next()
        self._text.moveCursor(QTextCursor.MoveOperation.Start)

    def _head(self, cursor: QTextCursor, level: int) -> None:
        """In the window's own type scale: Markdown's headings are larger than the screen's title."""
        cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
        letters = QTextCharFormat()
        letters.setProperty(QTextFormat.Property.FontSizeAdjustment.value, 0)
        letters.setFont(font(Type.HEADING if level == 1 else Type.LEAD, 700))
        cursor.mergeCharFormat(letters)
        apart = QTextBlockFormat()
        apart.setTopMargin(Space.XL if level == 1 else Space.L)
        apart.setBottomMargin(Space.HAIR)
        cursor.mergeBlockFormat(apart)
