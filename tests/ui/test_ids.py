"""The model over a million ids: it fetches windows, keeps few, and drops what comes too late."""

import threading
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pytest
from PySide6.QtCore import QItemSelection, QItemSelectionModel, Qt
from PySide6.QtWidgets import QApplication, QWidget

from app.errors import Cancelled
from tests.helpers.windows import wait_until
from ui.tables.cells import PENDING, Cell, Column
from ui.tables.ids import KEPT, WINDOW, IdModel
from ui.tasks import TaskRunner

MILLION = 1_000_000


@dataclass(frozen=True, slots=True)
class Thing:
    """A row."""

    id: int


class Source:
    """Counts what is fetched; holds answers back while it is closed."""

    def __init__(self) -> None:
        self.fetched: list[Sequence[int]] = []
        self.open = threading.Event()
        self.open.set()
        self.error: Exception | None = None

    def fetch(self, ids: Sequence[int]) -> list[Thing]:
        self.fetched.append(ids)
        self.open.wait(10)
        if self.error is not None:
            raise self.error
        return [Thing(one) for one in ids]


class Table:
    """A model with its source and runner."""

    def __init__(self) -> None:
        self.failed: list[Exception] = []
        self.runner = TaskRunner(self.failed.append)
        self.source = Source()
        self.parent = QWidget()
        self.model: IdModel[Thing] = IdModel(
            self.runner,
            [Column("no", 5)],
            self.source.fetch,
            lambda thing: (Cell(f"row {thing.id}"),),
            self.parent,
        )
        self.model.failed.connect(self.failed.append)

    def text(self, row: int) -> str | None:
        found = self.model.data(self.model.index(row, 0), Qt.ItemDataRole.DisplayRole)
        assert found is None or isinstance(found, str)
        return found

    def read(self, row: int) -> str:
        """The row's text once it is there."""
        wait_until(lambda: self.text(row) is not None)
        return str(self.text(row))


@pytest.fixture
def table(qapp: QApplication) -> Iterator[Table]:
    made = Table()
    yield made
    made.source.open.set()
    made.runner.close()


def test_a_row_is_a_bar_until_its_window_is_there(table: Table) -> None:
    table.source.open.clear()
    table.model.show_ids(array("q", range(MILLION)))
    index = table.model.index(500_000, 0)
    assert (table.text(500_000), table.model.data(index, PENDING)) == (None, True)
    table.source.open.set()
    assert table.read(500_000) == "row 500000"
    assert table.model.data(index, PENDING) is False


def test_one_window_is_fetched_for_rows_side_by_side(table: Table) -> None:
    table.model.show_ids(array("q", range(MILLION)))
    for row in range(WINDOW):
        table.text(row)
    assert table.read(WINDOW - 1) == f"row {WINDOW - 1}"
    assert [len(ids) for ids in table.source.fetched] == [WINDOW]


def test_only_so_many_rows_are_kept(table: Table) -> None:
    table.model.show_ids(array("q", range(MILLION)))
    for window in range(KEPT // WINDOW + 3):
        table.read(window * WINDOW)
    assert len(table.model._rows) == KEPT
    assert table.text(0) is None


def test_while_scrolling_only_the_last_windows_are_fetched(table: Table) -> None:
    """Dragging the bar over a million rows must not queue five thousand reads."""
    table.source.open.clear()
    table.model.show_ids(array("q", range(MILLION)))
    table.text(0)
    wait_until(lambda: len(table.source.fetched) == 1)
    for row in range(0, MILLION, 10_000):
        table.text(row)
    table.source.open.set()
    assert table.read(990_000) == "row 990000"
    assert len(table.source.fetched) <= 5


def test_a_window_of_an_older_list_is_dropped(table: Table) -> None:
    table.source.open.clear()
    table.model.show_ids(array("q", [1, 2, 3]))
    table.text(0)
    wait_until(lambda: len(table.source.fetched) == 1)
    table.model.show_ids(array("q", [7, 8, 9]))
    table.source.open.set()
    assert table.read(0) == "row 7"
    wait_until(lambda: table.runner.is_idle)
    assert set(table.model._rows) == {7, 8, 9}


def test_an_error_is_told_once_and_stops_fetching(table: Table) -> None:
    table.source.error = OSError("gone")
    table.model.show_ids(array("q", range(MILLION)))
    table.text(0)
    wait_until(lambda: bool(table.failed))
    for row in range(0, MILLION, 1000):
        table.text(row)
    wait_until(lambda: table.runner.is_idle)
    assert (len(table.failed), len(table.source.fetched)) == (1, 1)
    table.source.error = None
    table.model.show_ids(array("q", [4]))
    assert table.read(0) == "row 4"


def test_selected_ids_come_by_ranges(table: Table) -> None:
    table.model.show_ids(array("q", range(100, MILLION)))
    selection = QItemSelection(table.model.index(10, 0), table.model.index(11, 0))
    selection.merge(QItemSelection(table.model.index(2, 0), table.model.index(2, 0)), _select())
    assert list(table.model.ids_in(selection)) == [102, 110, 111]
    everything = QItemSelection(table.model.index(0, 0), table.model.index(MILLION - 101, 0))
    assert len(table.model.ids_in(everything)) == MILLION - 100
    assert table.source.fetched == []


def _select() -> QItemSelectionModel.SelectionFlag:
    return QItemSelectionModel.SelectionFlag.Select


def test_a_window_that_was_cancelled_is_asked_for_again(table: Table) -> None:
    """The database is replaced under a reader now and then."""
    table.model.show_ids(array("q", range(MILLION)))
    table.source.error = Cancelled()
    assert table.text(0) is None
    wait_until(lambda: bool(table.source.fetched) and table.runner.is_idle)
    table.source.error = None
    assert table.read(0) == "row 0"
    assert table.failed == []
