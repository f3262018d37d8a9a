"""Finds what is wrong with a laid-out window: cut or overlapping parts, controls without name or out of reach."""

import re
from collections import Counter
from collections.abc import Iterator

from PySide6.QtCore import QModelIndex, QRect, Qt
from PySide6.QtGui import QAccessible, QFontMetrics
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QApplication,
    QButtonGroup,
    QCheckBox,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QTableView,
    QWidget,
)

from tests.helpers.windows import settle
from ui.panels.facts import LEADING
from ui.tables.cells import TONE, Cell, needed
from ui.theme import Space
from ui.widgets.boxes import FittingScroll
from ui.widgets.entries import NavigationFold, NavigationItem
from ui.widgets.options import Option
from ui.widgets.rows import ClickRow

SLACK = 1  # pixels that rounding may take
MOST_TABS = 400
ACTIVATED_MS = 10
MOST_ROWS = 40
# Two small words in a row, or a code such as import.file or rows_read; names of files and of firms are neither.
# A key before a colon stands in the audit log.
ENGLISH = re.compile(
    r"(?<![\w./\\-])[a-z]{2,}[ _][a-z]{2,}(?![\w./\\])|^[a-z]+\.[a-z-]+$|(?:^|[·，] ?)[a-z][a-z_-]+[:：]"
)
CHINESE = re.compile(r"[\u4e00-\u9fff]")


def faults(root: QWidget, language: str = "en") -> list[str]:
    """Everything that is wrong in a shown window or dialog, as lines."""
    return [
        *cut_texts(root),
        *cut_pills(root),
        *overlaps(root),
        *outside(root),
        *crowded(root),
        *foreign(root, language),
        *unnamed(root),
        *unreachable(root),
    ]


def _visible(root: QWidget) -> list[QWidget]:
    return [
        widget
        for widget in root.findChildren(QWidget)
        if widget.isVisibleTo(root) and widget.window() is root.window() and not widget.visibleRegion().isEmpty()
    ]


def _called(widget: QWidget) -> str:
    text = widget.accessibleName() or getattr(widget, "text", str)() or getattr(widget, "placeholderText", str)()
    return f"{type(widget).__name__} {text[:60]!r}"


def cut_texts(root: QWidget) -> list[str]:
    """Texts that have less room than they need."""
    return [f"cut: {_called(widget)}" for widget in _visible(root) if _is_cut(widget)] + [
        f"cut: header {text!r}"
        for table in _visible(root)
        if isinstance(table, QTableView)
        for text in _cut_heads(table)
    ]


def _is_cut(widget: QWidget) -> bool:
    if isinstance(widget, QLabel):
        return _is_label_cut(widget)
    if isinstance(widget, NavigationItem | NavigationFold | ClickRow | Option):
        return widget.needed_width() > widget.width() + SLACK
    if isinstance(widget, QAbstractButton):
        return bool(widget.text()) and widget.minimumSizeHint().width() > widget.width() + SLACK
    if isinstance(widget, QComboBox):
        return widget.fontMetrics().horizontalAdvance(widget.currentText()) > widget.width()
    if isinstance(widget, QLineEdit) and widget.isReadOnly() is False:
        return widget.fontMetrics().horizontalAdvance(widget.placeholderText()) > widget.width()
    return False


def _is_label_cut(label: QLabel) -> bool:
    if not label.text():
        return False
    if label.wordWrap():
        return label.heightForWidth(label.width()) > label.height() + SLACK
    needed = label.sizeHint()
    return needed.width() > label.width() + SLACK or needed.height() > label.height() + SLACK


def _cut_heads(table: QTableView) -> Iterator[str]:
    heads, model = table.horizontalHeader(), table.model()
    if not heads.isVisibleTo(table):
        return
    metrics = QFontMetrics(heads.font())
    for at in range(model.columnCount()):
        text = str(model.headerData(at, Qt.Orientation.Horizontal) or "")
        needed = max((metrics.horizontalAdvance(line) for line in text.split("\n")), default=0)
        if not heads.isSectionHidden(at) and needed > heads.sectionSize(at):
            yield text


def cut_pills(root: QWidget) -> list[str]:
    """States and grades that their column has no room for; longer texts in tables may be cut, a word of one may not."""
    return [
        f"cut: pill {cell.text!r}"
        for table in _visible(root)
        if isinstance(table, QTableView)
        for index, cell in _pills(table)
        if needed(cell) + 2 * Space.M > table.columnWidth(index.column()) + SLACK
    ]


def _pills(table: QTableView) -> Iterator[tuple[QModelIndex, Cell]]:
    model = table.model()
    for row in range(min(model.rowCount(), MOST_ROWS)):
        for column in range(model.columnCount()):
            index = model.index(row, column)
            text, tone = index.data(), index.data(TONE)
            if tone and text and not table.isColumnHidden(column):
                yield index, Cell(str(text), tone)


def foreign(root: QWidget, language: str) -> list[str]:
    """Sentences of the other language: English ones in a Chinese window, Chinese buttons in an English one."""
    if language == "en":
        buttons = [one for one in _visible(root) if isinstance(one, QPushButton | QCheckBox | QRadioButton)]
        return [f"not English: {one.text()!r}" for one in buttons if CHINESE.search(one.text())]
    return sorted({f"not Chinese: {text!r}" for text in _texts(root) if ENGLISH.search(text)})


def _texts(root: QWidget) -> Iterator[str]:
    """All that is said: texts, names, hints and heads, and what stands in tables."""
    for widget in [root, *_visible(root)]:
        yield from (widget.accessibleName(), widget.accessibleDescription(), widget.toolTip())
        if isinstance(widget, QLabel | QAbstractButton):
            yield widget.text()
        elif isinstance(widget, QLineEdit):
            yield widget.placeholderText()
        elif isinstance(widget, QTableView):
            yield from _said(widget)


def _said(table: QTableView) -> Iterator[str]:
    model = table.model()
    for column in range(model.columnCount()):
        yield str(model.headerData(column, Qt.Orientation.Horizontal) or "")
        for row in range(min(model.rowCount(), MOST_ROWS)):
            yield str(model.index(row, column).data() or "")


def overlaps(root: QWidget) -> list[str]:
    """Siblings that lie over each other."""
    found = []
    for parent in [root, *_visible(root)]:
        if isinstance(parent, QAbstractScrollArea | QHeaderView | QComboBox | QLineEdit):
            continue
        children = [
            child
            for child in parent.children()
            if isinstance(child, QWidget) and child.isVisibleTo(root) and not child.isWindow()
        ]
        for at, one in enumerate(children):
            for other in children[at + 1 :]:
                shared = one.geometry().intersected(other.geometry())
                if shared.width() > SLACK and shared.height() > SLACK:
                    found.append(f"overlap: {_called(one)} and {_called(other)}")
    return found


def outside(root: QWidget) -> list[str]:
    """What reaches over the window's edge, unless it can be scrolled to; what only scrolls down is as wide as it is."""
    frame = root.rect().adjusted(-SLACK, -SLACK, SLACK, SLACK)
    beyond = [
        f"outside: {_called(widget)}"
        for widget in _visible(root)
        if not _is_scrolled(widget, root)
        and not frame.contains(QRect(widget.mapTo(root, widget.rect().topLeft()), widget.size()))
    ]
    return beyond + [
        f"outside: what scrolls in {type(area.parentWidget()).__name__}, by {over} px"
        for area in _visible(root)
        if isinstance(area, FittingScroll)
        and (inner := area.widget()) is not None
        and (over := inner.width() - area.viewport().width()) > SLACK
    ]


def crowded(root: QWidget) -> list[str]:
    """More than one primary action, or one action offered twice: a window has one next step, in one place."""
    buttons = [one for one in _visible(root) if isinstance(one, QPushButton) and one.isEnabled() and one.text()]
    primary = [one.text() for one in buttons if one.property("act") in LEADING]
    primary += [one.text() for one in _visible(root) if isinstance(one, Option) and one.is_primary and one.isEnabled()]
    twice = [
        text for (text, _), count in Counter((one.text(), one.accessibleName()) for one in buttons).items() if count > 1
    ]
    return [
        *([f"more than one primary action: {primary}"] if len(primary) > 1 else []),
        *(f"offered twice: {text!r}" for text in twice),
    ]


def _is_scrolled(widget: QWidget, root: QWidget) -> bool:
    parent = widget.parentWidget()
    while parent is not None and parent is not root:
        if isinstance(parent, QAbstractScrollArea):
            return True
        parent = parent.parentWidget()
    return False


def unnamed(root: QWidget) -> list[str]:
    """Controls that a screen reader has no name for."""
    found = []
    for widget in _controls(root):
        interface = QAccessible.queryAccessibleInterface(widget)
        if not interface.text(QAccessible.Text.Name).strip():
            found.append(f"unnamed: {type(widget).__name__} in {type(widget.parentWidget()).__name__}")
    return found


def _controls(root: QWidget) -> list[QWidget]:
    return [
        widget
        for widget in root.findChildren(QWidget)
        if widget.isVisibleTo(root)
        and widget.window() is root.window()
        and widget.isEnabled()
        and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.focusProxy() is None
        and not isinstance(widget, QScrollArea)
    ]


def unreachable(root: QWidget) -> list[str]:
    """Controls that Tab does not come to; in a group of choices one is enough, arrows reach the others."""
    wanted = _controls(root)
    if not wanted:
        return []
    root.window().activateWindow()
    settle(ACTIVATED_MS)
    wanted[0].setFocus(Qt.FocusReason.TabFocusReason)
    reached: set[QWidget] = set()
    for _ in range(MOST_TABS):
        focused = QApplication.focusWidget()
        if focused is None or focused in reached:
            break
        reached.add(focused)
        QTest.keyClick(focused, Qt.Key.Key_Tab)
    return [
        f"no Tab: {_called(widget)}" for widget in wanted if widget not in reached and not _by_arrow(widget, reached)
    ]


def _by_arrow(widget: QWidget, reached: set[QWidget]) -> bool:
    if not isinstance(widget, QAbstractButton):
        return False
    group = widget.group()
    # Qt gives None for a button of no group, which the stubs don't say.
    if isinstance(group, QButtonGroup) and group.exclusive():  # type: ignore[redundant-expr]
        return any(button in reached for button in group.buttons())
    parent = widget.parentWidget()
    siblings = parent.findChildren(QRadioButton) if parent and isinstance(widget, QRadioButton) else []
    return any(sibling in reached for sibling in siblings)
