"""Scenes of the big table: what is chosen, narrowed, selected, asked about, still being read."""

import threading
from array import array

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu, QTableView

from app.domain.records import RecordQuery
from app.domain.words import Kind, Sensitivity, State
from app.jobs import Progress
from tests.helpers.windows import settle
from tests.shots.offices import CLOSED, PLANNED
from tests.shots.stage import LEAST, Stage
from ui.screen import Screen
from ui.tables.ids import IdModel


def listed(stage: Stage) -> None:
    stage.enter(PLANNED)
    screen = stage.place("records")
    table = stage.find(screen, QTableView)
    table.selectRow(2)
    stage.rest()
    stage.show("chosen")
    table.selectAll()
    stage.rest()
    stage.show("selected")
    stage.press(screen, "Freeze…")
    stage.show("freeze")
    stage.dialog_closed()
    table.clearSelection()
    _menus(stage, screen)
    table.selectRow(1)
    table.customContextMenuRequested.emit(QPoint(40, 40))
    _show_menu(stage, screen, "context-menu")
    query = RecordQuery(kind=Kind.BASIC, sensitivity=Sensitivity.SENSITIVE, state=State.CLASSIFIED, held=False)
    stage.place("records", query)
    stage.show("filtered")
    stage.place("records", "没有这样的客户")
    stage.show("nothing")


def narrow(stage: Stage) -> None:
    """The smallest window, where the side panel folds; and what is destroyed."""
    stage.enter(CLOSED)
    stage.window.resize(LEAST)
    screen = stage.place("records")
    table = stage.find(screen, QTableView)
    table.selectAll()
    stage.rest()
    stage.show("selected")
    table.clearSelection()
    table.selectRow(0)
    table.activated.emit(table.currentIndex())
    stage.rest()
    stage.show("opened")
    stage.place("records", RecordQuery(state=State.DESTROYED))
    stage.show("destroyed")


def reading(stage: Stage) -> None:
    """Rows that are still being read: the workers are all held up."""
    stage.enter(PLANNED)
    go_on = threading.Event()

    def hold(_progress: Progress) -> None:
        go_on.wait(20)

    screen = stage.place("records")
    for _ in range(4):
        stage.context.read(screen, hold, lambda _none: None)
    table = stage.hidden(screen, QTableView)
    model = table.model()
    assert isinstance(model, IdModel)
    model.show_ids(array("q", range(1, 1_000_001)))
    table.show()
    settle(300)
    stage.show()
    go_on.set()


def _menus(stage: Stage, screen: Screen) -> None:
    for text in ("Filter", "Columns"):
        stage.press(screen, text)
        _show_menu(stage, screen, f"{text.lower()}-menu")


def _show_menu(stage: Stage, screen: Screen, name: str) -> None:
    menu = next(menu for menu in screen.findChildren(QMenu) if menu.isVisible())
    stage.show(name, menu)
    menu.close()
    menu.deleteLater()
    settle()
