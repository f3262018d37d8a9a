"""The row of a wizard's steps: done, now, to come."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from ui.theme import Space
from ui.widgets.boxes import clear, row
from ui.widgets.texts import label


class StepRow(QWidget):
    """Titles of the steps in order; those before the current one carry a tick."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row = row(gap=Space.XL)
        self.setLayout(self._row)

    def show_steps(self, titles: Sequence[str], current: int, spoken: str) -> None:
        """`spoken` is the whole row in words, for screen readers."""
        clear(self._row)
        for index, title in enumerate(titles):
            if index < current:
                made = label(f"✓ {title}", "table", "done")
            elif index == current:
                made = label(f"{index + 1} {title}", "table", "primary")
                made.setProperty("now", True)
            else:
                made = label(f"{index + 1} {title}", "table", "second")
            self._row.addWidget(made)
        self._row.addStretch(1)
        self.setAccessibleName(spoken)
