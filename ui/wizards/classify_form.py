"""One group of the classification wizard: reasons, examples, and what of the proposal can be changed."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.labels import KINDS, SENSITIVITIES
from app.domain.reasons import sentence
from app.domain.words import Kind, Sensitivity
from app.flows.classifying import ClassifyFlow
from app.services.classification import ProposalGroup
from app.services.record_proposals import Choice
from ui.context import AppContext
from ui.formatting import day, sheet_name
from ui.forms.splitting import spoken
from ui.theme import Space
from ui.widgets.boxes import clear, column, holder, row, scrolled
from ui.widgets.choices import DropDown
from ui.widgets.fields import Field
from ui.widgets.texts import label

LOW = 84


class GroupForm(QWidget):
    """`changed` tells that something else was chosen."""

    changed = Signal()

    def __init__(self, context: AppContext, flow: ClassifyFlow, *, is_low: bool = False) -> None:
        """A low one keeps reasons and examples to a few lines that scroll, for a page with a table above."""
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
        chosen = row(choices, Field(tr("Retention rule"), self._rule), gap=Space.M)
        chosen.setStretch(1, 1)
        if is_low:
            area = scrolled(holder(below))
            area.setFixedHeight(LOW)
            area.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            area.setAccessibleName(tr("Why"))
            self.setLayout(column(chosen, area, gap=Space.S))
        else:
            self.setLayout(column(chosen, below, gap=Space.M))

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
        self.changed.emit()

    def choose_rule(self, rule: str) -> None:
        """Choose a rule as if it were picked from the list."""
        self._rule.choose(rule)
        self._on_changed()


def group_name(context: AppContext, flow: ClassifyFlow, group: ProposalGroup) -> str:
    """Where a group's records come from, and what sets them apart from the others of their sheet."""
    tr, proposals = context.tr, flow.state.proposals
    parts = [sheet_name(group.source, group.sheet)]
    if group.condition is not None:
        parts.append(spoken(context, group.heads, group.condition))
    if any(reason.code == "classify-children" for reason in group.reasons):
        parts.append(tr("with children under 14"))
    elif group.pi_sensitive and proposals is not None:
        others = (one for one in proposals.groups if one.sheet_id == group.sheet_id)
        parts += [] if all(one.pi_sensitive for one in others) else [tr("with sensitive personal information")]
    return " · ".join(parts)
