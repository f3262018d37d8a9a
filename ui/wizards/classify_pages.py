"""The pages of the classification wizard."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.labels import KINDS, SENSITIVITIES
from app.domain.reasons import sentence
from app.domain.words import Kind, Sensitivity
from app.flows.classifying import ClassifyFlow
from app.services.classification import ProposalGroup
from app.services.record_proposals import Choice
from ui.context import AppContext
from ui.formatting import day, number
from ui.tables.cells import Cell, Column
from ui.tables.rows import RowTable
from ui.theme import Space
from ui.widgets.boxes import card, clear, column, row, strip
from ui.widgets.buttons import button
from ui.widgets.choices import CheckBox, DropDown
from ui.widgets.fields import Field
from ui.widgets.figures import Figure
from ui.widgets.texts import label
from ui.wizards.page import Page


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


class GroupForm(QWidget):
    """One group's proposal: reasons, examples, and what of it can be changed."""

    def __init__(self, context: AppContext, flow: ClassifyFlow) -> None:
        super().__init__()
        tr = context.tr
        self._context = context
        self._flow = flow
        self._group: ProposalGroup | None = None
        self._kind: DropDown[Kind] = DropDown(context.theme, ((kind, tr(KINDS[kind])) for kind in Kind))
        self._grade: DropDown[Sensitivity] = DropDown(
            context.theme, ((grade, tr(SENSITIVITIES[grade])) for grade in Sensitivity)
        )
        self._rule: DropDown[str | None] = DropDown(context.theme)
        self._reasons: QVBoxLayout = column(gap=Space.XS)
        self._examples: QVBoxLayout = column(gap=Space.XS)
        for editor in (self._kind, self._grade, self._rule):
            editor.activated.connect(lambda _index: self._on_changed())
        choices = row(Field(tr("Kind"), self._kind), Field(tr("Grade"), self._grade), gap=Space.M)
        why = column(label(tr("Why"), "small", "second"), self._reasons, gap=Space.XS)
        examples = column(label(tr("Examples, masked"), "small", "second"), self._examples, gap=Space.XS)
        below = row(why, examples, gap=Space.L)
        below.setStretch(0, 1)
        below.setStretch(1, 1)
        self.setLayout(column(row(choices, Field(tr("Retention rule"), self._rule), gap=Space.M), below, gap=Space.M))

    def show_group(self, group: ProposalGroup | None) -> None:
        self._group = group
        self.setEnabled(group is not None)
        clear(self._reasons)
        clear(self._examples)
        if group is None:
            return
        shown, words = self._flow.shown(group), self._context.catalogue
        self._kind.choose(shown.kind)
        self._grade.choose(shown.sensitivity)
        self._rule.offer(self._rules(group))
        self._rule.choose(shown.rule)
        for reason in group.reasons:
            text = sentence(reason, words.gettext, lambda date: day(date, words))
            self._reasons.addWidget(label(text, "table", wrap=True))
        for example in group.examples:
            self._examples.addWidget(label(example, "table", wrap=True))
        self._reasons.addStretch(1)
        self._examples.addStretch(1)

    def _rules(self, group: ProposalGroup) -> list[tuple[str | None, str]]:
        """The proposed rule and its contenders first, then all the others."""
        tr, pack = self._context.tr, self._context.services.session.pack
        first = [rule for rule in (group.rule, *group.contenders) if rule]
        others = [rule.id for rule in pack.rules if rule.id not in first]
        named: list[tuple[str | None, str]] = [
            (rule, f"{tr(pack.rule(rule).title)} · {rule}") for rule in (*dict.fromkeys(first), *others)
        ]
        return named if group.rule else [(None, tr("Not decided yet")), *named]

    def _on_changed(self) -> None:
        group = self._group
        if group is None:
            return
        kind, grade, rule = self._kind.value(), self._grade.value(), self._rule.value()
        self._flow.choose(
            group.key,
            Choice(
                kind if kind is not group.kind else None,
                grade if grade is not group.sensitivity else None,
                rule if rule != group.rule else None,
            ),
        )


class GroupsPage(Page):
    """The groups that the program is sure of."""

    def __init__(self, context: AppContext, flow: ClassifyFlow) -> None:
        tr = context.tr
        super().__init__(context, tr("Groups"), tr("Are these groups right?"), fills=True)
        self._flow = flow
        self.note = tr("Nothing has been changed.")
        columns = (
            Column(tr("Where from"), 15, stretches=True),
            Column(tr("Records"), 4, is_figure=True),
            Column(tr("Kind"), 9),
            Column(tr("Grade"), 5),
            Column(tr("Retention rule"), 9),
            Column("", 4),
        )
        self._table: RowTable[ProposalGroup] = RowTable(context.theme, tr("Groups"), columns, self._cells)
        self._take = CheckBox(context.theme, tr("Enter this group as shown"))
        self._table.chosen.connect(self._show_group)
        self._table.activated_one.connect(lambda _group: self._take.click())
        self._take.clicked.connect(lambda _on=False: self._on_take())
        self._form = GroupForm(context, flow)
        self.body.addWidget(self._table, 1)
        self.body.addWidget(self._take)
        self.body.addWidget(self._form)

    def enter(self) -> None:
        unsure = bool(self._flow.state.unsure)
        self.verb = "" if unsure else self.context.tr("Enter the classification")
        self._table.show_things(self._flow.state.sure)

    def leave(self) -> None:
        self._table.show_things(self._flow.state.sure)

    def _cells(self, group: ProposalGroup) -> tuple[Cell, ...]:
        tr, shown = self.context.tr, self._flow.shown(group)
        taken = group.key not in self._flow.state.left_out
        return (
            Cell(" · ".join(part for part in (shown.source, shown.sheet) if part)),
            Cell(number(shown.records)),
            Cell(tr(KINDS[shown.kind])),
            Cell(tr(SENSITIVITIES[shown.sensitivity])),
            Cell(shown.rule or "—"),
            Cell(tr("enter"), "done") if taken else Cell(tr("leave"), "neutral"),
        )

    def _show_group(self, group: ProposalGroup | None) -> None:
        self._form.show_group(group)
        self._take.setEnabled(group is not None)
        if group is not None:
            self._take.setChecked(group.key not in self._flow.state.left_out)

    def _on_take(self) -> None:
        group = self._table.current()
        if group is not None:
            self._flow.take(group.key, is_taken=self._take.isChecked())
            self._table.show_things(self._flow.state.sure)

    def words(self, code: str) -> str:
        tr = self.context.tr
        return {
            "nothing-waits": tr("No record waits for a rule."),
            "nothing-taken": tr("Please take at least one group."),
        }[code]


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
        head = row(column(self._where, self._count, gap=Space.XS), None, self._before, self._after)
        head.setStretch(0, 1)
        self.body.addWidget(card(column(head, self._form, gap=Space.L)))

    def enter(self) -> None:
        groups, at = self._flow.state.unsure, self._flow.state.at
        group = groups[min(at, len(groups) - 1)]
        self._where.setText(" · ".join(part for part in (group.source, group.sheet) if part))
        text = self.context.tr("{records} records; group {n} of {total}")
        self._count.setText(text.format(records=number(group.records), n=at + 1, total=len(groups)))
        self._before.setEnabled(at > 0)
        self._after.setEnabled(at < len(groups) - 1)
        self._form.show_group(group)

    def _move(self, by: int) -> None:
        self._flow.change(at=self._flow.state.at + by)
        self.enter()


class ClassifiedPage(Page):
    """What was entered."""

    def __init__(self, context: AppContext, flow: ClassifyFlow) -> None:
        tr = context.tr
        super().__init__(context, tr("Result"), tr("What was entered"), fills=True)
        self._flow = flow
        self.note = tr("The classification is in the vault; who decided it is in the audit log.")
        self._classified = Figure(tr("Classified"))
        self._unsure = Figure(tr("Still undecided"))
        columns = (Column(tr("Retention rule"), 20, stretches=True), Column(tr("Records"), 6, is_figure=True))
        self._table: RowTable[tuple[str, int]] = RowTable(context.theme, tr("By rule"), columns, self._cells)
        self.body.addWidget(strip(self._classified, self._unsure))
        self.body.addWidget(self._table, 1)

    def enter(self) -> None:
        done = self._flow.state.classified
        if done is None:
            return
        self._classified.show_number(number(done.classified))
        self._unsure.show_number(number(done.unsure), tone="wait" if done.unsure else None)
        self._table.show_things(sorted(done.by_rule.items(), key=lambda pair: -pair[1]))

    def _cells(self, pair: tuple[str, int]) -> tuple[Cell, ...]:
        rule = self.context.services.session.pack.rule(pair[0])
        return Cell(f"{self.context.tr(rule.title)} · {rule.id}"), Cell(number(pair[1]))
