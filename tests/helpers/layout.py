"""Finds what is wrong with a laid-out window: cut or overlapping parts, controls without name or out of reach."""

from collections.abc import Iterator

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QAccessible, QFontMetrics
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QApplication,
    QButtonGroup,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QRadioButton,
    QScrollArea,
    QTableView,
    QWidget,
)

from ui.widgets.navigation import NavigationItem
from ui.widgets.rows import ClickRow

SLACK = 1  # pixels that rounding may take
MOST_TABS = 400


def faults(root: QWidget) -> list[str]:
    """Everything that is wrong in a shown window or dialog, as lines."""
    return [*cut_texts(root), *overlaps(root), *outside(root), *unnamed(root), *unreachable(root)]


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
    if isinstance(widget, NavigationItem | ClickRow):
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
    """Controls and texts that reach over the window's edge, unless they can be scrolled to."""
    frame = root.rect().adjusted(-SLACK, -SLACK, SLACK, SLACK)
    return [
        f"outside: {_called(widget)}"
        for widget in _visible(root)
        if not _is_scrolled(widget, root)
        and not frame.contains(QRect(widget.mapTo(root, widget.rect().topLeft()), widget.size()))
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
    QApplication.setActiveWindow(root.window())
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
    if isinstance(group, QButtonGroup) and group.exclusive():
        return any(button in reached for button in group.buttons())
    parent = widget.parentWidget()
    siblings = parent.findChildren(QRadioButton) if parent and isinstance(widget, QRadioButton) else []
    return any(sibling in reached for sibling in siblings)
