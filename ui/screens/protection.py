"""Assessments, self-audits and incidents: what was entered on the left, the chosen one on the right."""

from PySide6.QtCore import QTimer

from app.domain.assessments import FORMS, QUESTIONS, SUBJECTS, VERDICTS, Assessment, Form, Verdict
from app.domain.incident_register import EVENTS, Entry, must_be_done
from app.domain.incidents import Level
from app.domain.keeping import is_over
from app.domain.permissions import Action
from ui.context import AppContext
from ui.formatting import day, local_day, number
from ui.forms.incidents import StepDialog
from ui.panels.facts import FactCard
from ui.panels.incident_facts import OVER, show_incident
from ui.permits import permit
from ui.screen import Screen
from ui.tables.cells import Cell, Column
from ui.tables.rows import RowTable
from ui.theme import Space
from ui.widgets.boxes import holder, row
from ui.widgets.buttons import Act, Button, button
from ui.widgets.empty import EmptyState

_MINUTE = 60_000  # milliseconds


class ProtectionScreen(Screen):
    """Three ways in, and what was entered so far; the clock of a larger incident goes on while one looks."""

    def __init__(self, context: AppContext) -> None:
        tr = context.tr
        super().__init__(context, tr("Assessments and incidents"))
        self.tools.addWidget(button(tr("After a leak…"), lambda: context.go("incident-wizard")))
        self.tools.addWidget(self._starter(tr("Self-audit…"), Form.AUDIT))
        columns = (
            Column(tr("Number"), 6),
            Column(tr("Form or incident"), 11, stretches=True),
            Column(tr("Day"), 6, may_go=True),
            Column(tr("To be kept until"), 6),
            Column(tr("Open points"), 6, is_figure=True, may_go=True),
        )
        name = tr("Forms and incidents")
        self._table: RowTable[Assessment | Entry] = RowTable(context.theme, name, columns, self._cells)
        self._table.chosen.connect(self._show_one)
        self._card = FactCard(tr("The chosen one"))
        self.lead_with(self._starter(tr("Impact assessment…"), Form.IMPACT, "primary"), self._card)
        self._shown: Assessment | Entry | None = None
        minute = QTimer(self)
        minute.timeout.connect(self._on_minute)
        minute.start(_MINUTE)
        empty = EmptyState(
            context.theme,
            "list-check",
            tr("Nothing has been entered"),
            tr(
                "Before personal information is provided to others or sensitive information is handled, the law asks "
                "for an impact assessment. Handlers of fewer than 100,000 people audit themselves once in five years."
            ),
        )
        self.furnish(holder(row(self._table, self._card, gap=Space.L)), empty)

    def _starter(self, text: str, form: Form, act: Act = "plain") -> Button:
        made = button(text, lambda: self.context.go("assessment-wizard", form), act)
        return permit(self.context, made, Action.NOTICE)

    def refresh(self) -> None:
        services = self.context.services

        def found(_progress: object) -> tuple[Assessment | Entry, ...]:
            return (*services.assessments.all(), *services.incidents.all())

        self.context.read(self, found, self._show)

    def receive(self, shown: object) -> None:
        """Choose the entry of this number."""
        if isinstance(shown, str):
            self._table.choose(lambda one: one.number == shown)

    def _show(self, found: tuple[Assessment | Entry, ...]) -> None:
        self._table.show_things(sorted(found, key=lambda one: one.made_at, reverse=True))
        self.show_content(bool(found))

    def _name(self, one: Assessment) -> str:
        tr = self.context.tr
        return f"{tr(FORMS[one.form])} · {tr(SUBJECTS[one.subject])}" if one.subject else tr(FORMS[one.form])

    def _cells(self, one: Assessment | Entry) -> tuple[Cell, ...]:
        if isinstance(one, Entry):
            return self._incident_cells(one)
        wrong = sum(answer.verdict is Verdict.NO for answer in one.answers.values())
        return (
            Cell(one.number),
            Cell(self._name(one)),
            Cell(one.completed_on.isoformat()),
            self._kept_cell(one),
            Cell(number(wrong)),
        )

    def _incident_cells(self, one: Entry) -> tuple[Cell, ...]:
        tr = self.context.tr
        left = len(one.open_duties())
        name = tr("Incident · {event}").format(event=tr(EVENTS[one.account.event]))
        return (
            Cell(one.number),
            Cell(name, "neutral" if one.level is Level.ORDINARY else "danger"),
            Cell(local_day(one.account.facts.discovered_at)),
            self._kept_cell(one),
            Cell(number(left)),
        )

    def _kept_cell(self, one: Assessment | Entry) -> Cell:
        tr = self.context.tr
        if one.keep_until is None:
            return Cell(tr("being handled"))
        return Cell(one.keep_until.isoformat(), *(("wait", tr(OVER)) if self._is_over(one) else ()))

    def _on_minute(self) -> None:
        if isinstance(self._shown, Entry) and self.isVisible():
            self._show_one(self._shown)

    def _show_one(self, one: Assessment | Entry | None) -> None:
        self._shown = one
        if isinstance(one, Entry):
            show_incident(self._card, one, self.context)
            self._add_actions(one)
        elif one is not None:
            self._show_form(one)

    def _add_actions(self, one: Entry) -> None:
        tr, context = self.context.tr, self.context
        done = button(tr("Enter what was done…"), lambda: self._enter_step(one), "primary")
        self._card.add_action(permit(context, done, Action.NOTICE))
        change = button(tr("Change the facts…"), lambda: context.go("incident-wizard", one))
        self._card.add_action(permit(context, change, Action.NOTICE))
        if not one.notice and not one.account.facts.avoided:
            tell = button(tr("Prepare the notice…"), lambda: context.go("notice-wizard", one))
            self._card.add_action(permit(context, tell, Action.NOTICE))
        if one.handled_on is None and not must_be_done(one):
            close = button(tr("The handling is over"), lambda: self._close(one))
            self._card.add_action(permit(context, close, Action.NOTICE))
        self._offer_deletion(one)

    def _offer_deletion(self, one: Assessment | Entry) -> None:
        """Nothing asks for keeping it any longer: what is said of people's information goes as well (PIPL 19, 47)."""
        if not self._is_over(one):
            return
        tr, context = self.context.tr, self.context
        delete = button(tr("Delete it for good…"), lambda: self._delete(one), "danger")
        self._card.add_action(permit(context, delete, Action.NOTICE))

    def _is_over(self, one: Assessment | Entry) -> bool:
        return is_over(one.keep_until, self.context.services.session.clock.today())

    def _delete(self, one: Assessment | Entry) -> None:
        tr, services = self.context.tr, self.context.services
        text = tr("It can't be brought back. The audit log keeps that it was there and who deleted it.")
        title = tr("Delete {number} for good").format(number=one.number)
        if self.context.prompts.confirm(self, title, text, tr("Delete it"), danger=True):
            delete = services.incidents.delete if isinstance(one, Entry) else services.assessments.delete
            self.context.change(
                self, tr("Deleting {number}").format(number=one.number), lambda _progress: delete(one.number),
                lambda _nothing: None,
            )  # fmt: skip

    def _enter_step(self, one: Entry) -> None:
        dialog = StepDialog(self.context, self, one)
        dialog.accepted.connect(lambda: self._on_step(dialog, one.number))
        dialog.open()

    def _on_step(self, dialog: StepDialog, incident: str) -> None:
        at, incidents = dialog.at(), self.context.services.incidents
        if at is None:
            return
        duty, told, note = dialog.duty.value(), dialog.told.text(), dialog.note.text()
        self.context.change(
            self,
            self.context.tr("Entering what was done"),
            lambda _progress: incidents.done(incident, duty, at, told, note),
            lambda _entry: None,
        )

    def _close(self, one: Entry) -> None:
        tr, services = self.context.tr, self.context.services
        text = tr(
            "The entry is kept for three years from today; a summary report of a larger incident is due in 30 days."
        )
        if self.context.prompts.confirm(self, tr("The handling is over"), text, tr("Enter it")):
            self.context.change(
                self,
                tr("Closing the incident"),
                lambda _progress: services.incidents.close(one.number, services.session.clock.today()),
                lambda _entry: None,
            )

    def _show_form(self, one: Assessment) -> None:
        tr, words = self.context.tr, self.context.catalogue
        self._card.begin(one.number, self._name(one))
        self._card.add_fact(tr("Conclusion"), one.conclusion)
        self._card.add_fact(tr("To be kept until"), day(one.keep_until, words), "wait" if self._is_over(one) else None)
        if self._is_over(one):
            self._card.add_note(tr(OVER))
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
        self._offer_deletion(one)
