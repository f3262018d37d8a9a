"""One screen at a time of an unlocked window, and what is to be read on it."""

from typing import TypeVar

from PySide6.QtWidgets import QLabel, QTableView

from app.services.roster import Services
from tests.helpers.windows import wait_idle
from ui.context import AppContext, Going
from ui.screen import Screen
from ui.theme import Size

S = TypeVar("S", bound=Screen)


class Place:
    """Shows one screen at a time, and keeps where it asked to go."""

    def __init__(self, context: AppContext) -> None:
        self.context = context
        self.goings: list[Going] = []
        self.screens: list[Screen] = []
        context.going.connect(self.goings.append)

    @property
    def services(self) -> Services:
        return self.context.services

    def show(self, kind: type[S]) -> S:
        screen = kind(self.context)  # type: ignore[call-arg]  # a screen takes its context; its title is its own
        screen.resize(Size.WINDOW_WIDTH, Size.WINDOW_HEIGHT)
        screen.show()
        self.screens.append(screen)
        self.rest()
        return screen

    def rest(self) -> None:
        wait_idle(self.context)

    def texts(self) -> list[str]:
        labels = self.screens[-1].findChildren(QLabel)
        return [label.text() for label in labels if label.isVisible() and label.text()]

    def table(self, number: int = 0) -> list[list[str]]:
        """The rows of a visible table."""
        tables = [one for one in self.screens[-1].findChildren(QTableView) if one.isVisible()]
        model = tables[number].model()
        return [
            [str(model.index(row, column).data()) for column in range(model.columnCount())]
            for row in range(model.rowCount())
        ]
