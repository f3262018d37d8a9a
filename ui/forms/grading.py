"""The firm's table of what makes which grade: changed here, with its effect shown before it is taken."""

import re

from PySide6.QtWidgets import QLineEdit, QWidget

from app.domain.labels import PI_TYPES, SENSITIVITIES
from app.domain.permissions import Action
from app.domain.words import PiType, Sensitivity
from app.i18n import N_
from app.services.grading_table import ColumnEffect, GradeRow, GradingTable, OwnGrading, in_order
from ui.context import AppContext
from ui.formatting import number
from ui.forms.combinations import CombinationsDialog
from ui.permits import permit
from ui.tables.cells import Cell, Column
from ui.tables.records import GRADE_TONES
from ui.tables.rows import RowTable
from ui.tasks import Latest
from ui.theme import Size, Space
from ui.widgets.boxes import column, row
from ui.widgets.buttons import button
from ui.widgets.choices import DropDown
from ui.widgets.dialogs import Dialog
from ui.widgets.fields import Field
from ui.widgets.texts import label

HEIGHT = 196
EFFECT_HEIGHT = 108
_LAW = N_("The grades are the firm's own and internal. What article 28 of the PIPL calls sensitive can't be general.")
_BETWEEN = re.compile(r"[\s,，、;；]+")


class GradingDialog(Dialog):
    """Types with law, shipped and own grade; the words that make a column core; what would change."""

    def __init__(self, context: AppContext, parent: QWidget) -> None:
        tr = context.tr
        super().__init__(parent, tr("What makes which grade"), Size.FRONT)
        self._context = context
        self._effects = Latest(context.runner, self)
        self._rows: tuple[GradeRow, ...] = ()
        self._shipped: dict[PiType, Sensitivity] = {}
        self._chosen: dict[PiType, Sensitivity] = {}
        self._before = OwnGrading()
        self.add_note(tr(_LAW))
        self._table: RowTable[GradeRow] = RowTable(context.theme, tr("Grades by type"), self._columns(), self._cells)
        self._table.setFixedHeight(HEIGHT)
        self._table.chosen.connect(self._on_type)
        self._grade: DropDown[Sensitivity] = DropDown(context.theme)
        self._grade.activated.connect(lambda _index: self._on_grade())
        self._grade_field = Field(tr("The firm's grade"), self._grade)
        self._combinations: tuple[frozenset[PiType], ...] = ()
        self._together = label("", "small", "second", wrap=True)
        self._core, self._amounts = QLineEdit(), QLineEdit()
        for words in (self._core, self._amounts):
            words.textEdited.connect(lambda _text: self._look())
        self._lay_out()
        self._read()

    def _columns(self) -> tuple[Column, ...]:
        tr = self._context.tr
        return (
            Column(tr("Information"), 12, stretches=True),
            Column(tr("PIPL article 28"), 8),
            Column(tr("As shipped"), 6),
            Column(tr("The firm's grade"), 6),
        )

    def _lay_out(self) -> None:
        tr, context = self._context.tr, self._context
        core = Field(tr("Headers that make a column core"), self._core)
        amounts = Field(tr("Amounts that are core in contracts"), self._amounts)
        self.body.addWidget(self._table)
        change = button(tr("Combinations…"), self._on_combinations, "link")
        sums = column(self._together, row(change, None), None, gap=Space.XS)
        self.body.addLayout(row(self._grade_field, sums, gap=Space.L))
        self.body.addLayout(row(core, amounts, gap=Space.M))
        self._summary = label("", "strong", wrap=True)
        columns = (
            Column(tr("Sheet"), 14, stretches=True),
            Column(tr("Column"), 8),
            Column(tr("Was"), 4),
            Column(tr("Becomes"), 4),
            Column(tr("Waiting records"), 6, is_figure=True),
        )
        self._changes: RowTable[ColumnEffect] = RowTable(context.theme, tr("What changes"), columns, self._change_cells)
        self._changes.setFixedHeight(EFFECT_HEIGHT)
        self.body.addWidget(self._summary)
        self.body.addWidget(self._changes)
        shipped = self.add_button(tr("As shipped"))
        cancel = self.add_button(tr("Cancel"))
        self._take = self.add_button(tr("Take this table"), "primary")
        shipped.clicked.connect(lambda _checked=False: self._on_shipped())
        cancel.clicked.connect(self.reject)
        self._take.clicked.connect(lambda _checked=False: self._on_take())
        permit(context, self._take, Action.SETTINGS)
        self._take.setEnabled(False)

    def _read(self) -> None:
        service = self._context.services.grading
        self._context.read(self, lambda _progress: service.table(), self._show)

    def _show(self, table: GradingTable) -> None:
        self._rows = table.rows
        self._shipped = {one.type: one.shipped for one in table.rows}
        self._chosen = {one.type: one.own for one in table.rows}
        self._core.setText(" ".join(table.core_headers))
        self._amounts.setText(" ".join(table.contract_amounts))
        for words in (self._core, self._amounts):
            words.setCursorPosition(0)
        self._show_combinations(table.together)
        self._before = self.value()
        self._table.show_things(self._rows)
        self._look()

    def _show_combinations(self, together: tuple[frozenset[PiType], ...]) -> None:
        tr = self._context.tr
        self._combinations = together
        sums = [" + ".join(tr(PI_TYPES[kind]) for kind in in_order(one)) for one in together]
        told = tr("Sensitive together: {combinations}.").format(combinations=" / ".join(sums))
        self._together.setText(told if sums else tr("Nothing is sensitive by standing together."))

    def _on_combinations(self) -> None:
        kinds = [one.type for one in self._rows]
        dialog = CombinationsDialog(self._context, self, kinds, self._combinations)
        dialog.accepted.connect(lambda: self._on_combined(dialog.value()))
        dialog.open()

    def _on_combined(self, together: tuple[frozenset[PiType], ...]) -> None:
        self._show_combinations(together)
        self._look()

    def value(self) -> OwnGrading:
        """The table as it stands in the dialog."""
        types = {kind: grade for kind, grade in self._chosen.items() if grade is not self._shipped[kind]}
        return OwnGrading(types, _words(self._core), _words(self._amounts), self._combinations)

    def _cells(self, one: GradeRow) -> tuple[Cell, ...]:
        tr = self._context.tr
        own = self._chosen[one.type]
        return (
            Cell(tr(PI_TYPES[one.type])),
            Cell(tr("sensitive") if one.in_law else "—"),
            Cell(tr(SENSITIVITIES[one.shipped])),
            Cell(tr(SENSITIVITIES[own]), GRADE_TONES[own]),
        )

    def _change_cells(self, one: ColumnEffect) -> tuple[Cell, ...]:
        tr = self._context.tr
        was, becomes = (Cell(tr(SENSITIVITIES[grade]), GRADE_TONES[grade]) for grade in (one.was, one.becomes))
        return Cell(one.sheet), Cell(one.header or "—"), was, becomes, Cell(number(one.waiting))

    def _on_type(self, one: GradeRow | None) -> None:
        if one is None:
            return
        tr = self._context.tr
        grades = [grade for grade in Sensitivity if not (one.in_law and grade is Sensitivity.GENERAL)]
        self._grade.offer((grade, tr(SENSITIVITIES[grade])) for grade in grades)
        self._grade.choose(self._chosen[one.type])
        self._grade_field.explain(tr(PI_TYPES[one.type]))

    def choose_grade(self, kind: PiType, grade: Sensitivity) -> None:
        """Choose a type's row and its grade; ValueError where the law leaves no such choice."""
        self._table.choose(lambda one: one.type is kind)
        self._grade.choose(grade)
        self._on_grade()

    def _on_grade(self) -> None:
        one = self._table.current()
        if one is not None:
            self._chosen[one.type] = self._grade.value()
            self._table.show_things(self._rows)
            self._look()

    def _on_shipped(self) -> None:
        service = self._context.services.grading
        self._chosen = dict(self._shipped)
        shipped = service.shipped_words()
        self._core.setText(" ".join(shipped[0]))
        self._amounts.setText(" ".join(shipped[1]))
        self._show_combinations(service.shipped_combinations())
        self._table.show_things(self._rows)
        self._look()

    def _look(self) -> None:
        """Ask what the table as it stands would change."""
        own, service = self.value(), self._context.services.grading
        self._take.setEnabled(False)
        self._effects.run(lambda _progress: service.effect(own), self._show_effect, self._show_wrong)

    def _show_wrong(self, error: Exception) -> None:
        self._context.errors.show(self, error)

    def _show_effect(self, effects: tuple[ColumnEffect, ...]) -> None:
        tr, ngettext = self._context.tr, self._context.ngettext
        is_changed = self.value() != self._before
        columns = ngettext(
            "{n} column of the imported sheets gets another grade. What is classified already keeps its own.",
            "{n} columns of the imported sheets get another grade. What is classified already keeps its own.",
            len(effects),
        ).format(n=number(len(effects)))
        nothing = tr("No column of the imported sheets gets another grade; later imports are graded so.")
        self._summary.setText((columns if effects else nothing) if is_changed else tr("Nothing is changed yet."))
        self._changes.show_things(effects)
        self._take.setEnabled(is_changed)

    def _on_take(self) -> None:
        own, service = self.value(), self._context.services.grading
        heading = self._context.tr("Taking the grading table")
        self._context.change(self, heading, lambda _progress: service.change(own), lambda _changed: self.accept())


def _words(editor: QLineEdit) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, _BETWEEN.split(editor.text()))))
