"""The checker of layouts finds each kind of fault in a widget that has it, and none in one that is right."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QTableView, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests.helpers.layout import faults
from ui.tables.cells import Cell, Column
from ui.tables.rows import RowTable
from ui.theme import Theme

LONG = "档案已经全部归档，证书已经出具"


def _named(button: QPushButton) -> QPushButton:
    button.setAccessibleName(button.text())
    return button


def _right(room: QVBoxLayout) -> None:
    label = QLabel(LONG)
    label.setWordWrap(True)
    room.addWidget(label)
    room.addWidget(_named(QPushButton("导入文件")))


def _cut_label(room: QVBoxLayout) -> None:
    label = QLabel(LONG)
    label.setFixedWidth(60)
    room.addWidget(label)


def _cut_lines(room: QVBoxLayout) -> None:
    label = QLabel(LONG * 4)
    label.setWordWrap(True)
    label.setFixedSize(120, 20)
    room.addWidget(label)


def _cut_button(room: QVBoxLayout) -> None:
    button = _named(QPushButton(LONG))
    button.setFixedWidth(60)
    room.addWidget(button)


def _cut_head(room: QVBoxLayout) -> None:
    room.addWidget(_table(LONG, Cell("一"), 20))


def _cut_pill(room: QVBoxLayout) -> None:
    room.addWidget(_table("级", Cell("敏感信息", "wait"), 40))


def _table(title: str, cell: Cell, width: int) -> QTableView:
    theme = Theme(_application(), "light")
    theme.dress()
    table: RowTable[Cell] = RowTable(
        theme, "表", (Column(title, 4), Column("余", 4, stretches=True)), lambda one: (one, Cell(""))
    )
    table.show_things([cell])
    table.horizontalHeader().setMinimumSectionSize(10)
    table.setColumnWidth(0, width)
    return table


def _over_each_other(room: QVBoxLayout) -> None:
    inner = QWidget()
    inner.setFixedSize(200, 60)
    for text in ("导入", "导出"):
        _named(QPushButton(text, inner)).setGeometry(10, 10, 80, 34)
    room.addWidget(inner)


def _over_the_edge(room: QVBoxLayout) -> None:
    inner = QWidget()
    inner.setFixedSize(100, 60)
    _named(QPushButton("导入", inner)).setGeometry(60, 10, 80, 34)
    room.setContentsMargins(0, 0, 0, 0)
    room.addWidget(inner, 0, Qt.AlignmentFlag.AlignRight)


def _without_name(room: QVBoxLayout) -> None:
    room.addWidget(QLineEdit())


def _without_tab(room: QVBoxLayout) -> None:
    room.addWidget(_named(_Trap("陷阱")))
    for text in ("导入", "导出", "归档"):
        room.addWidget(_named(QPushButton(text)))


class _Trap(QPushButton):
    """Lets nobody go on."""

    def focusNextPrevChild(self, _next: bool) -> bool:  # noqa: N802 - Qt's signature
        return True


def _in_english(room: QVBoxLayout) -> None:
    room.addWidget(QLabel("Nothing has been imported yet."))


def _in_codes(room: QVBoxLayout) -> None:
    room.addWidget(_table("事项", Cell("import.file"), 200))


BROKEN: dict[str, Callable[[QVBoxLayout], None]] = {
    "cut: QLabel": _cut_label,
    "cut: QLabel '档案已经全部归档，证书已经出具档案": _cut_lines,
    "cut: QPushButton": _cut_button,
    "cut: header": _cut_head,
    "cut: pill": _cut_pill,
    "overlap:": _over_each_other,
    "outside:": _over_the_edge,
    "unnamed: QLineEdit": _without_name,
    "no Tab: QPushButton": _without_tab,
    "not Chinese: 'Nothing has been": _in_english,
    "not Chinese: 'import.file'": _in_codes,
}


def _application() -> QApplication:
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    return application


def _faults(qtbot: QtBot, fill: Callable[[QVBoxLayout], None], language: str = "zh") -> list[str]:
    window = QWidget()
    qtbot.addWidget(window)
    room = QVBoxLayout(window)
    fill(room)
    window.setFixedSize(QSize(320, 240))
    window.show()
    return faults(window, language)


def test_widget_that_is_right_has_no_faults(qtbot: QtBot) -> None:
    assert _faults(qtbot, _right) == []


@pytest.mark.parametrize(("fault", "fill"), BROKEN.items(), ids=[fill.__name__.strip("_") for fill in BROKEN.values()])
def test_fault_is_found(qtbot: QtBot, fault: str, fill: Callable[[QVBoxLayout], None]) -> None:
    assert [line for line in _faults(qtbot, fill) if line.startswith(fault)]


def test_chinese_button_is_found_in_an_english_window(qtbot: QtBot) -> None:
    assert _faults(qtbot, _right, "en") == ["not English: '导入文件'"]
