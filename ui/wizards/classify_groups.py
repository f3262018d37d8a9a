"""The page of the classification wizard with the groups that the program is sure of."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut

from app.domain.labels import KINDS, SENSITIVITIES
from app.flows.classifying import ClassifyFlow
from app.flows.flow import Work
from app.services.classification import ProposalGroup
from app.services.record_proposals import Choice
from ui.context import AppContext
from ui.formatting import number
from ui.forms.splitting import SplitDialog
from ui.tables.cells import Cell, Column
from ui.tables.rows import RowTable
from ui.theme import Size, Space
from ui.widgets.boxes import row
from ui.widgets.buttons import button
from ui.widgets.choices import CheckBox
from ui.wizards.classify_form import GroupForm, group_name
from ui.wizards.page import Page

ROWS = 6  # groups seen at once, at the least


class GroupsPage(Page):
    """Each group is entered, changed, split, left out; what is changed can be kept as the firm's own rule."""

    def __init__(self, context: AppContext, flow: ClassifyFlow) -> None:
        tr = context.tr
        super().__init__(context, tr("Groups"), tr("Are these groups right?"), fills=True)
        self._flow = flow
        self.note = tr("Nothing has been changed.")
        columns = (
            Column(tr("Where from"), 15, stretches=True, end_counts=True),
            Column(tr("Records"), 4, is_figure=True),
            Column(tr("Kind"), 9),
            Column(tr("Grade"), 5),
            Column(tr("Retention rule"), 9),
            Column("", 4),
        )
        self._table: RowTable[ProposalGroup] = RowTable(context.theme, tr("Groups"), columns, self._cells)
        self._take = CheckBox(context.theme, tr("Enter this group as shown"))
        self._keep = CheckBox(context.theme, tr("Propose it so from now on (the firm's own rule)"))
        self._alike = button("", self._on_alike, "link")
        self._split = button(tr("Split…"), self._on_split, "link")
        self._join = button(tr("Put back together"), self._on_join, "link")
        self._table.chosen.connect(self._show_group)
        # Return goes on, as everywhere in a wizard; a double click or Space changes the row.
        self._table.doubleClicked.connect(lambda _index: self._take.click())
        space = QShortcut(QKeySequence(Qt.Key.Key_Space), self._table)
        space.setContext(Qt.ShortcutContext.WidgetShortcut)
        space.activated.connect(self._take.click)
        self._take.clicked.connect(lambda _on=False: self._on_take())
        self._keep.clicked.connect(lambda _on=False: self._on_keep())
        self._form = GroupForm(context, flow, is_low=True)
        self._form.changed.connect(self._on_changed)
        self.body.setSpacing(Space.S)
        self._table.setMinimumHeight(Size.HEADER + ROWS * Size.ROW + 6)
        self.fill(self._table)
        self.body.addLayout(row(self._take, self._keep, None, self._alike, self._join, self._split, gap=Space.L))
        self.body.addWidget(self._form)

    def enter(self) -> None:
        unsure = bool(self._flow.state.unsure)
        self.verb = "" if unsure else self.context.tr("Enter the classification")
        self._show()

    def leave(self) -> None:
        self._show()

    def _show(self) -> None:
        state, tr = self._flow.state, self.context.tr
        self._table.show_things(state.sure)
        taken = sum(group.records for group in state.sure if group.key not in state.left_out)
        text = tr("Entered with these groups: {records} of {total}.")
        total = state.proposals.records if state.proposals else 0
        resumed = tr("What was decided last time is taken up again. Nothing has been changed.")
        before = resumed if state.resumed else tr("Nothing has been changed.")
        entered = text.format(records=number(taken), total=number(total))
        self.note = tr("{first} {then}").format(first=entered, then=before)
        self.changed.emit()

    def _cells(self, group: ProposalGroup) -> tuple[Cell, ...]:
        tr, shown, pack = self.context.tr, self._flow.shown(group), self.context.services.session.pack
        taken = group.key not in self._flow.state.left_out
        return (
            Cell(group_name(self.context, self._flow, group)),
            Cell(number(shown.records)),
            Cell(tr(KINDS[shown.kind])),
            Cell(tr(SENSITIVITIES[shown.sensitivity])),
            Cell(tr(pack.rule(shown.rule).title), hint=shown.rule) if shown.rule else Cell("—"),
            Cell(tr("enter"), "done") if taken else Cell(tr("leave"), "neutral"),
        )

    def _show_group(self, group: ProposalGroup | None) -> None:
        self._form.show_group(group)
        for control in (self._take, self._keep, self._split):
            control.setEnabled(group is not None)
        self._show_controls(group)

    def _show_controls(self, group: ProposalGroup | None) -> None:
        state = self._flow.state
        is_changed = group is not None and state.changes.get(group.key, Choice()) != Choice()
        alike = len(self._flow.like(group)) if group is not None else 0
        self._join.setVisible(group is not None and group.condition is not None)
        self._keep.setVisible(is_changed)
        self._alike.setVisible(is_changed and alike > 0)
        text = self.context.ngettext("Change {n} group like it", "Change {n} groups like it", alike)
        self._alike.setText(text.format(n=number(alike)))
        if group is not None:
            self._take.setChecked(group.key not in state.left_out)
            self._keep.setChecked(group.key in state.kept)

    def _on_changed(self) -> None:
        group = self._table.current()
        self._show()
        self._show_controls(group)

    def _on_take(self) -> None:
        group = self._table.current()
        if group is not None:
            self._flow.take(group.key, is_taken=self._take.isChecked())
            self._show()

    def _on_keep(self) -> None:
        group = self._table.current()
        if group is not None:
            self._flow.keep(group.key, is_kept=self._keep.isChecked())

    def _on_alike(self) -> None:
        group = self._table.current()
        if group is not None:
            self._flow.choose_alike(group)
            self._show()

    def _on_split(self) -> None:
        group = self._table.current()
        if group is not None:
            dialog = SplitDialog(self.context, self, group.heads)
            dialog.accepted.connect(lambda: self._read_again(self._flow.split(group, dialog.value())))
            dialog.open()

    def _on_join(self) -> None:
        group = self._table.current()
        if group is not None:
            self._read_again(self._flow.join(group))

    def _read_again(self, work: Work) -> None:
        self.context.read(self, work, self._take_split)

    def _take_split(self, result: object) -> None:
        self._flow.take_split(result)  # type: ignore[arg-type]  # what the flow's own work gave
        self._show()
        self.changed.emit()

    def words(self, code: str) -> str:
        tr = self.context.tr
        return {
            "nothing-waits": tr("No record waits for a rule."),
            "nothing-taken": tr("Please take at least one group."),
        }[code]
