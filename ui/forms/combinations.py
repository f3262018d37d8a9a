"""Which kinds of information are sensitive where all of them stand in one record: combinations, made and taken away."""

from collections.abc import Sequence

from PySide6.QtWidgets import QGridLayout, QWidget

from app.domain.labels import PI_TYPES
from app.domain.words import PiType
from app.services.grading_table import in_order
from ui.context import AppContext
from ui.tables.cells import Cell, Column
from ui.tables.rows import RowTable
from ui.theme import Size, Space
from ui.widgets.boxes import row
from ui.widgets.buttons import button
from ui.widgets.choices import CheckBox
from ui.widgets.dialogs import Dialog
from ui.widgets.texts import label

HEIGHT = 132
ACROSS = 4
LEAST = 2

Combination = frozenset[PiType]


class CombinationsDialog(Dialog):
    """The combinations in a table; the kinds of the chosen one below, each with a box."""

    def __init__(
        self, context: AppContext, parent: QWidget, types: Sequence[PiType], combinations: Sequence[Combination]
    ) -> None:
        tr = context.tr
        super().__init__(parent, tr("Sensitive together"), Size.FRONT)
        self._context = context
        self._combinations = list(combinations)
        self.add_note(tr("A record is sensitive where it holds every kind of one of these combinations."))
        columns = (Column(tr("Combination"), 20, stretches=True),)
        self._table: RowTable[int] = RowTable(
            context.theme, tr("Combinations"), columns, self._cells, empty=tr("No combination.")
        )
        self._table.setFixedHeight(HEIGHT)
        self._table.chosen.connect(lambda _place: self._fill())
        self._boxes = {kind: CheckBox(context.theme, tr(PI_TYPES[kind])) for kind in types}
        self._warning = label(tr("A combination needs two kinds or more."), "small", "second", wrap=True)
        self._lay_out()
        self._show()

    def _lay_out(self) -> None:
        tr = self._context.tr
        add, self._remove = button(tr("New combination"), self._on_add), button(tr("Remove"), self._on_remove)
        grid = QGridLayout()
        grid.setHorizontalSpacing(Space.M)
        grid.setVerticalSpacing(Space.XS)
        for place, box in enumerate(self._boxes.values()):
            grid.addWidget(box, place // ACROSS, place % ACROSS)
            box.clicked.connect(lambda _checked=False: self._on_box())
        self.body.addWidget(self._table)
        self.body.addLayout(row(add, self._remove, None, gap=Space.S))
        self.body.addLayout(grid)
        self.body.addWidget(self._warning)
        cancel = self.add_button(tr("Cancel"))
        self._take = self.add_button(tr("Take these combinations"), "primary")
        cancel.clicked.connect(self.reject)
        self._take.clicked.connect(self.accept)

    def value(self) -> tuple[Combination, ...]:
        """The combinations as they stand, each once."""
        return tuple(dict.fromkeys(self._combinations))

    def _cells(self, place: int) -> tuple[Cell, ...]:
        kinds = in_order(self._combinations[place])
        return (Cell(" + ".join(self._context.tr(PI_TYPES[kind]) for kind in kinds) or "—"),)

    def _show(self) -> None:
        self._table.show_things(range(len(self._combinations)))
        self._fill()

    def _fill(self) -> None:
        place = self._table.current()
        chosen: Combination = frozenset() if place is None else self._combinations[place]
        for kind, box in self._boxes.items():
            box.setChecked(kind in chosen)
            box.setEnabled(place is not None)
        self._remove.setEnabled(place is not None)
        is_whole = all(len(one) >= LEAST for one in self._combinations)
        self._warning.setVisible(not is_whole)
        self._take.setEnabled(is_whole)

    def _on_add(self) -> None:
        self._combinations.append(frozenset())
        self._show()
        last = len(self._combinations) - 1
        self._table.choose(lambda place: place == last)
        next(iter(self._boxes.values())).setFocus()

    def _on_remove(self) -> None:
        place = self._table.current()
        if place is not None:
            del self._combinations[place]
            self._show()

    def _on_box(self) -> None:
        place = self._table.current()
        if place is not None:
            self._combinations[place] = frozenset(kind for kind, box in self._boxes.items() if box.isChecked())
            self._show()
