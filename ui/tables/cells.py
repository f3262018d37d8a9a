"""What a table's cells hold and how they are painted: plain text, or a pill for states and grades."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QTextLayout, QTextOption
from PySide6.QtWidgets import QHeaderView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView, QWidget

from ui.tables.widths import ColumnFit
from ui.theme import Size, Space, Theme, Type, font
from ui.widgets.texts import PillTone

TONE = Qt.ItemDataRole.UserRole + 1
PENDING = Qt.ItemDataRole.UserRole + 2
GROUNDS: dict[str, tuple[str, str]] = {
    "neutral": ("background", "ink2"),
    "primary": ("primary_soft", "primary"),
    "danger": ("danger_soft", "danger"),
    "wait": ("wait_soft", "wait_ink"),
    "done": ("done_soft", "done_ink"),
}
ElideMode = Qt.TextElideMode
SELECTED = "primary_soft"
PILL_HEIGHT = 20
MOST = 14  # Chinese characters that a column grows to by itself


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell's text; with a `tone` it is drawn as a pill. `hint` is its tooltip, by default the text."""

    text: str
    tone: PillTone | None = None
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its title, its width in Chinese characters, whether it takes the room left over, and its side.

    `holds` are texts that it must have room for, where the rows are not all there to be measured. One that `may_go`
    is left out while the table is too narrow for all. Where `end_counts` a text that is too long is cut in its middle.
    `most` is the width to which longer texts make it grow.
    """

    title: str
    width: int
    stretches: bool = False
    is_figure: bool = False
    holds: tuple[Cell, ...] = ()
    may_go: bool = False
    end_counts: bool = False
    most: int = MOST


class CellDelegate(QStyledItemDelegate):
    """Paints all cells of the program's tables: a soft ground where selected, a hair line below."""

    def __init__(self, theme: Theme, parent: QWidget, lines: int, columns: Sequence[Column]) -> None:
        super().__init__(parent)
        self._theme = theme
        self._lines = lines
        self._cut_within = frozenset(at for at, column in enumerate(columns) if column.end_counts)
        self._font = font(Type.TABLE, tabular=True)
        self._pill_font = font(Type.SMALL)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        rect = QRectF(option.rect)
        state = option.state
        painter.save()
        selected = bool(state & QStyle.StateFlag.State_Selected)
        painter.fillRect(rect, self._theme.colour(SELECTED if selected else "surface"))
        painter.setPen(self._theme.colour("line"))
        painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight())
        text = str(index.data(Qt.ItemDataRole.DisplayRole) or "")
        tone = index.data(TONE)
        if tone and text:
            self._paint_pill(painter, rect, text, tone, selected=selected)
        elif text:
            self._paint_text(painter, rect, text, index)
        elif index.data(PENDING):
            self._paint_bar(painter, rect)
        painter.restore()

    def _paint_text(
        self, painter: QPainter, rect: QRectF, text: str, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        room = rect.adjusted(Space.M, 0, -Space.M, 0)
        enabled = bool(index.flags() & Qt.ItemFlag.ItemIsEnabled)
        painter.setPen(self._theme.colour("ink1" if enabled else "ink3"))
        painter.setFont(self._font)
        side = Qt.AlignmentFlag(index.data(Qt.ItemDataRole.TextAlignmentRole) or Qt.AlignmentFlag.AlignLeft)
        cut = ElideMode.ElideMiddle if index.column() in self._cut_within else ElideMode.ElideRight
        shown = "\n".join(folded(text, self._font, int(room.width()), self._lines, cut))
        painter.drawText(room, side | Qt.AlignmentFlag.AlignVCenter, shown)

    def _paint_bar(self, painter: QPainter, rect: QRectF) -> None:
        """What stands for a text that is still being read."""
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.colour("line"))
        width = min(rect.width() / 2, Size.FIELD / 2)
        painter.drawRoundedRect(QRectF(rect.left() + Space.M, rect.center().y() - Space.XS, width, Space.S), 3, 3)

    def _paint_pill(self, painter: QPainter, rect: QRectF, text: str, tone: str, *, selected: bool) -> None:
        ground, ink = GROUNDS[tone]
        if selected and ground == SELECTED:
            ground = "surface"  # its own is the row's
        metrics = QFontMetrics(self._pill_font)
        text = text[:1].upper() + text[1:]  # the words are written to stand in sentences too
        width = min(metrics.horizontalAdvance(text) + 2 * Space.S, rect.width() - Space.M)
        box = QRectF(rect.left() + Space.M, rect.center().y() - PILL_HEIGHT / 2, width, PILL_HEIGHT)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.colour(ground))
        painter.drawRoundedRect(box, 4, 4)
        painter.setPen(self._theme.colour(ink))
        painter.setFont(self._pill_font)
        shown = metrics.elidedText(text, ElideMode.ElideRight, int(width - Space.S))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, shown)

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(Size.FIELD, Size.ROW)


def folded(text: str, face: QFont, width: int, most: int, cut: ElideMode = ElideMode.ElideRight) -> list[str]:
    """The text in at most so many lines of this width in pixels; the last one is cut where there is more."""
    metrics, rest = QFontMetrics(face), text
    lines: list[str] = []
    while rest and len(lines) < most - 1:
        layout = QTextLayout(rest.split("\n")[0], face)
        layout.setTextOption(_fold())
        layout.beginLayout()
        line = layout.createLine()
        line.setLineWidth(width)
        layout.endLayout()
        lines.append(rest[: line.textLength()].strip())
        rest = rest[line.textLength() :].lstrip()
    return [*lines, metrics.elidedText(rest, cut, width)] if rest else lines


def _fold() -> QTextOption:
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    return option


def prepare(table: QTableView, theme: Theme, columns: Sequence[Column], name: str, lines: int = 1) -> None:
    """Give a table view the program's look and its columns' widths.

    `name` is what screen readers call it; `lines` is how many a text may take.
    """
    table.setAccessibleName(name)
    table.setItemDelegate(CellDelegate(theme, table, lines, columns))
    table.setShowGrid(False)
    table.setWordWrap(False)
    table.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
    table.setEditTriggers(QTableView.EditTrigger.NoEditTriggers)
    table.setVerticalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
    table.setHorizontalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
    table.setTabKeyNavigation(False)
    table.setCornerButtonEnabled(False)
    rows = table.verticalHeader()
    rows.setVisible(False)
    rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    rows.setDefaultSectionSize(Size.ROW if lines == 1 else Size.ROW_TALL)
    heads = table.horizontalHeader()
    heads.setHighlightSections(False)
    # A head asks whether its whole column is selected by going through every row: a million of them, for nothing.
    heads.setSelectionModel(QItemSelectionModel(table.model(), heads))
    heads.setFixedHeight(Size.HEADER)
    heads.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    ColumnFit(table)
    lay_out(table, columns)


def lay_out(table: QTableView, columns: Sequence[Column], cells: Iterable[Sequence[Cell]] = ()) -> None:
    """Set the columns' widths: never less than the title needs, and wider for texts that need it, within reason."""
    heads = table.horizontalHeader()
    wide = QFontMetrics(font(Type.TABLE)).horizontalAdvance("国")
    title = QFontMetrics(font(Type.SMALL))
    heads.setStretchLastSection(not any(column.stretches for column in columns))
    widths = [
        max(title.horizontalAdvance(one.title) + Space.S, one.width * wide, *map(needed, one.holds)) for one in columns
    ]
    for row in cells:
        widths = [
            max(width, min(needed(cell), column.most * wide))
            for width, cell, column in zip(widths, row, columns, strict=True)
        ]
    widths = [width + 2 * Space.M for width in widths]
    for at, column in enumerate(columns):
        table.setColumnHidden(at, False)
        heads.resizeSection(at, widths[at])
        mode = QHeaderView.ResizeMode.Stretch if column.stretches else QHeaderView.ResizeMode.Interactive
        heads.setSectionResizeMode(at, mode)
    fit = table.findChild(ColumnFit)
    if fit is not None:
        fit.take(widths, [one.may_go for one in columns], [one.stretches for one in columns])


def needed(cell: Cell) -> int:
    """The width that a cell's text takes, in pixels."""
    if cell.tone:
        return _metrics(Type.SMALL).horizontalAdvance(cell.text) + 2 * Space.S
    return max(map(_metrics(Type.TABLE).horizontalAdvance, cell.text.split("\n"))) + Space.HAIR


@cache
def _metrics(size: int) -> QFontMetrics:
    return QFontMetrics(font(size, tabular=True))
