"""Columns that may go are left out while a table is too narrow, and come back with the room."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel

from tests.helpers.windows import dispose, settle
from ui.context import AppContext
from ui.tables.cells import Cell, Column, folded
from ui.tables.rows import RowTable
from ui.theme import Size, Theme, Type, font
from ui.widgets.boxes import FittingScroll, holder, row, scrolled
from ui.wizards.page import Page

COLUMNS = (
    Column("Name", 8),
    Column("Kind", 8, may_go=True),
    Column("Reason", 8, stretches=True),
    Column("Grade", 8, may_go=True),
    Column("Day", 8),
)


@pytest.fixture
def table(qapp: QApplication) -> Iterator[RowTable[int]]:
    made: RowTable[int] = RowTable(Theme(qapp, "light"), "Things", COLUMNS, lambda one: (Cell(str(one)),) * 5)
    made.show_things([1, 2, 3])
    made.show()
    yield made
    dispose(made)


def _shown(table: RowTable[int], width: int) -> list[str]:
    table.resize(width, 300)
    settle()
    return [column.title for at, column in enumerate(COLUMNS) if not table.isColumnHidden(at)]


def test_all_columns_are_there_where_they_fit(table: RowTable[int]) -> None:
    assert _shown(table, 900) == ["Name", "Kind", "Reason", "Grade", "Day"]


def test_the_last_that_may_go_goes_first_and_comes_back(table: RowTable[int]) -> None:
    assert _shown(table, 600) == ["Name", "Kind", "Reason", "Day"]
    assert _shown(table, 450) == ["Name", "Reason", "Day"]
    assert _shown(table, 900) == ["Name", "Kind", "Reason", "Grade", "Day"]


def test_a_column_grows_to_its_longest_text_within_its_bound(qapp: QApplication) -> None:
    text = Cell("销毁无须保存的，其余封存，并写明理由和依据")
    widths = []
    for most in (8, 18):
        columns = (Column("Matter", 4, most=most), Column("Basis", 4, stretches=True))
        made: RowTable[int] = RowTable(Theme(qapp, "light"), "Things", columns, lambda _one: (text, Cell("")))
        made.resize(900, 300)
        made.show_things([1])
        widths.append(made.columnWidth(0))
        dispose(made)
    assert widths[0] < widths[1]


def test_a_row_of_a_plain_table_is_as_high_as_its_texts_need(qapp: QApplication) -> None:
    columns = (Column("Matter", 4, most=6), Column("Basis", 4, stretches=True))
    made: RowTable[str] = RowTable(
        Theme(qapp, "light"), "Things", columns, lambda one: (Cell(one), Cell("")), plain=True, lines=2
    )
    made.resize(600, 300)
    made.show()
    made.show_things(["销毁无须保存的，其余封存", "公示"])
    settle()
    assert (made.rowHeight(0), made.rowHeight(1)) == (Size.ROW_TALL, Size.ROW)
    assert made.height() == Size.HEADER + Size.ROW_TALL + Size.ROW + 1
    dispose(made)


def test_a_table_yields_its_room_before_its_page_is_scrolled(context: AppContext) -> None:
    page = Page(context, "", "Is this right?", "A sentence that may take two lines.", fills=True)
    made: RowTable[int] = RowTable(context.theme, "Things", COLUMNS, lambda one: (Cell(str(one)),) * 5)
    page.fill(made)
    page.resize(900, 250)
    page.show()
    settle()
    (area,) = page.findChildren(FittingScroll)
    assert (area.verticalScrollBar().maximum(), made.height() < made.sizeHint().height()) == (0, True)
    dispose(page)


def test_what_a_small_screen_has_no_room_for_is_scrolled_to(qapp: QApplication) -> None:
    """At 200 % a laptop's screen is smaller than the least window: the step's button was out of reach."""
    wide = QLabel()
    wide.setMinimumWidth(900)
    area = scrolled(holder(row(wide)))
    area.resize(800, 400)
    area.show()
    settle()
    assert area.horizontalScrollBar().isVisible()
    area.resize(1000, 400)
    settle()
    assert not area.horizontalScrollBar().isVisible()
    dispose(area)


def test_an_article_is_not_cut_off_its_law(qapp: QApplication) -> None:
    text, cut = "Personal Information Protection Law, art. 47(1)", Qt.TextElideMode.ElideMiddle
    (shown,) = folded(text, font(Type.TABLE), 200, 1, cut)
    assert shown != text
    assert shown.endswith("art. 47(1)")


def test_other_rows_do_not_bring_a_column_back_that_does_not_fit(table: RowTable[int]) -> None:
    assert _shown(table, 450) == ["Name", "Reason", "Day"]
    table.show_things([4, 5])
    settle()
    assert table.isColumnHidden(1)
