"""Assessments, self-audits and what to do after a leak: the filled forms on the left, the chosen one on the right."""

from app.domain.assessments import FORMS, QUESTIONS, SUBJECTS, VERDICTS, Assessment, Form, Verdict
from app.domain.permissions import Action
from ui.context import AppContext
from ui.formatting import day, number
from ui.panels.facts import FactCard
from ui.permits import permit
from ui.screen import Screen
from ui.tables.cells import Cell, Column
from ui.tables.rows import RowTable
from ui.theme import Space
from ui.widgets.boxes import holder, row
from ui.widgets.buttons import Button, button
from ui.widgets.empty import EmptyState


class ProtectionScreen(Screen):
    """Three ways in, and what was filled in so far."""

    def __init__(self, context: AppContext) -> None:
        tr = context.tr
        super().__init__(context, tr("Assessments and incidents"))
        self.tools.addWidget(button(tr("After a leak…"), lambda: context.go("incident-wizard")))
        self.tools.addWidget(self._starter(tr("Self-audit…"), Form.AUDIT))
        self.tools.addWidget(self._starter(tr("Impact assessment…"), Form.IMPACT, primary=True))
        columns = (
            Column(tr("Number"), 6),
            Column(tr("Form and subject"), 11, stretches=True),
            Column(tr("Completed on"), 6, may_go=True),
            Column(tr("To be kept until"), 6),
            Column(tr("Does not comply"), 6, is_figure=True, may_go=True),
        )
        self._table: RowTable[Assessment] = RowTable(context.theme, tr("Filled forms"), columns, self._cells)
        self._table.chosen.connect(self._show_one)
        self._card = FactCard(tr("The chosen form"))
        self._empty = EmptyState(
            context.theme,
            "list-check",
            tr("No form has been filled in"),
            tr(
                "Before personal information is provided to others or sensitive information is handled, the law asks "
                "for an impact assessment. Handlers of fewer than 100,000 people audit themselves once in five years."
            ),
            self._starter(tr("Impact assessment…"), Form.IMPACT),
        )
        self._content = holder(row(self._table, self._card, gap=Space.L))
        self.body.addWidget(self._content, 1)
        self.body.addWidget(self._empty, 1)

    def _starter(self, text: str, form: Form, *, primary: bool = False) -> Button:
        made = button(text, lambda: self.context.go("assessment-wizard", form), "primary" if primary else "plain")
        return permit(self.context, made, Action.NOTICE)

    def refresh(self) -> None:
        assessments = self.context.services.assessments
        self.context.read(self, lambda _progress: assessments.all(), self._show)

    def _show(self, found: tuple[Assessment, ...]) -> None:
        self._table.show_things(found[::-1])
        self._content.setVisible(bool(found))
        self._empty.setVisible(not found)

    def _name(self, one: Assessment) -> str:
        tr = self.context.tr
        return f"{tr(FORMS[one.form])} · {tr(SUBJECTS[one.subject])}" if one.subject else tr(FORMS[one.form])

    def _cells(self, one: Assessment) -> tuple[Cell, ...]:
        wrong = sum(answer.verdict is Verdict.NO for answer in one.answers.values())
        return (
            Cell(one.number),
            Cell(self._name(one)),
            Cell(one.completed_on.isoformat()),
            Cell(one.keep_until.isoformat()),
            Cell(number(wrong)),
        )

    def _show_one(self, one: Assessment | None) -> None:
        if one is None:
            return
        tr, words = self.context.tr, self.context.catalogue
        self._card.begin(one.number, self._name(one))
        self._card.add_fact(tr("Conclusion"), one.conclusion)
        self._card.add_fact(tr("To be kept until"), day(one.keep_until, words))
        self._card.add_fact(tr("Filled in by"), one.made_by)
        texts = {question.name: question.text for question in QUESTIONS[one.form]}
        for verdict in (Verdict.NO, Verdict.NONE, Verdict.YES):
            lines = [
                tr("{question} {words}").format(question=tr(texts[name]), words=answer.text).strip()
                for name, answer in one.answers.items()
                if answer.verdict is verdict
            ]
            if lines:
                self._card.add_section(tr(VERDICTS[verdict]), lines)
