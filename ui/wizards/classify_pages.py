"""The pages of the classification wizard."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout

from app.flows.classifying import ClassifyFlow
from ui.context import AppContext
from ui.formatting import number
from ui.tables.cells import Cell, Column
from ui.tables.rows import RowTable
from ui.theme import Space
from ui.widgets.boxes import card, clear, column, row, strip
from ui.widgets.buttons import button
from ui.widgets.figures import Figure
from ui.widgets.texts import label
from ui.wizards.classify_form import GroupForm, group_name
from ui.wizards.page import Page

OFFERED = 5


class ScopePage(Page):
    """What will be looked at."""

    def __init__(self, context: AppContext) -> None:
        tr = context.tr
        super().__init__(
            context,
            tr("Reading"),
            tr("Find out what the records are"),
            tr(
                "The program reads every record that has no retention rule yet. It proposes kind, grade and rule for "
                "groups that are alike, and says why. You decide; nothing is entered before."
            ),
        )
        self.verb = tr("Read the records")
        self.note = tr("Nothing has been changed.")
        note = tr(
            "The grades general, sensitive and core are the firm's own. They are not the national grading of the "
            "Data Security Law."
        )
        self.body.addWidget(card(column(label(note, None, "second", wrap=True)), "info"))


class UnsurePage(Page):
    """The groups where the program does not know, one at a time."""

    def __init__(self, context: AppContext, flow: ClassifyFlow) -> None:
        tr = context.tr
        super().__init__(
            context,
            tr("Doubtful"),
            tr("These need your judgement"),
            tr("Choose a rule, or leave it open: the records then stay undecided and are kept."),
        )
        self._flow = flow
        self.verb = tr("Enter the classification")
        self.note = tr("Nothing has been changed.")
        self._where = label("", "strong", wrap=True)
        self._count = label("", None, "second")
        self._before = button(tr("Previous group"), lambda: self._move(-1))
        self._after = button(tr("Next group"), lambda: self._move(1))
        self._form = GroupForm(context, flow)
        self._offers: QVBoxLayout = column(gap=Space.XS)
        self._offered = label(tr("Rules that fit; their number chooses one"), "small", "second")
        self._contenders: tuple[str, ...] = ()
        head = row(column(self._where, self._count, gap=Space.XS), None, self._before, self._after)
        head.setStretch(0, 1)
        offers = column(self._offered, self._offers, gap=Space.XS)
        self.body.addWidget(card(column(head, offers, self._form, gap=Space.L)))
        for digit in range(1, OFFERED + 1):
            QShortcut(QKeySequence(str(digit)), self).activated.connect(partial(self._pick, digit - 1))
        for keys, step in (("Alt+Left", -1), ("Alt+Right", 1)):
            QShortcut(QKeySequence(keys), self).activated.connect(partial(self._step, step))

    def enter(self) -> None:
        groups, at = self._flow.state.unsure, self._flow.state.at
        group = groups[min(at, len(groups) - 1)]
        self._where.setText(group_name(self.context, self._flow, group))
        text = self.context.tr("Records: {records}; group {n} of {total}")
        self._count.setText(text.format(records=number(group.records), n=at + 1, total=len(groups)))
        self._before.setEnabled(at > 0)
        self._after.setEnabled(at < len(groups) - 1)
        self._form.show_group(group)
        self._offer(group.contenders[:OFFERED])

    def _offer(self, contenders: tuple[str, ...]) -> None:
        """The rules that fit, each with the digit that picks it and goes on to the next group."""
        tr, pack = self.context.tr, self.context.services.session.pack
        clear(self._offers)
        self._contenders = contenders
        for at, rule in enumerate(contenders):
            text = f"{at + 1}  {tr(pack.rule(rule).title)} · {rule}"
            self._offers.addWidget(button(text, partial(self._pick, at), "chip"))
        self._offered.setVisible(bool(contenders))

    def _pick(self, at: int) -> None:
        if at < len(self._contenders):
            self._form.choose_rule(self._contenders[at])
            self._step(1)

    def _step(self, by: int) -> None:
        if 0 <= self._flow.state.at + by < len(self._flow.state.unsure):
            self._move(by)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Return in a choice would enter everything, groups that nobody has seen among them.
        groups_left = self._flow.state.at + 1 < len(self._flow.state.unsure)
        if groups_left and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._move(1)
        else:
            super().keyPressEvent(event)

    def _move(self, by: int) -> None:
        self._flow.change(at=self._flow.state.at + by)
        self.enter()


class ClassifiedPage(Page):
    """What was entered."""

    def __init__(self, context: AppContext, flow: ClassifyFlow) -> None:
        tr = context.tr
        super().__init__(context, tr("Result"), tr("What was entered"), fills=True)
        self._flow = flow
        self._left_open = 0
        self.note = tr("The classification is in the vault; who decided it is in the audit log.")
        self._classified = Figure(tr("Classified"))
        self._unsure = Figure(tr("Still undecided"))
        columns = (Column(tr("Retention rule"), 20, stretches=True), Column(tr("Records"), 6, is_figure=True))
        self._table: RowTable[tuple[str, int]] = RowTable(context.theme, tr("By rule"), columns, self._cells)
        self._undo = button(tr("Take this classification back"), self._on_undo, "link")
        self._undone = label(tr("Taken back: the records wait again."), None, "wait", wrap=True)
        self._undone.hide()
        self.body.addWidget(strip(self._classified, self._unsure))
        self.fill(self._table)
        self.body.addLayout(row(self._undo, self._undone, None))

    def enter(self) -> None:
        done = self._flow.state.classified
        if done is None:
            return
        self._left_open = done.unsure
        self._classified.show_number(number(done.classified))
        self._unsure.show_number(number(done.unsure), tone="wait" if done.unsure else None)
        self._table.show_things(sorted(done.by_rule.items(), key=lambda pair: -pair[1]))

    def _on_undo(self) -> None:
        tr, classification = self.context.tr, self.context.services.classification
        self.context.change(
            self, tr("Take this classification back"), lambda _progress: classification.undo(), self._on_undone
        )

    def _on_undone(self, records: int) -> None:
        self._undo.hide()
        self._undone.show()
        self._classified.show_number(number(0))
        self._unsure.show_number(number(records + self._left_open), tone="wait")
        self._table.show_things(())
        self.note = self.context.tr("The classification and its taking back are both in the audit log.")
        self.changed.emit()

    def _cells(self, pair: tuple[str, int]) -> tuple[Cell, ...]:
        rule = self.context.services.session.pack.rule(pair[0])
        return Cell(f"{self.context.tr(rule.title)} · {rule.id}"), Cell(number(pair[1]))
