"""The audit log: who did what and when, where it stands, and the whole-vault check."""

from datetime import datetime

from PySide6.QtWidgets import QVBoxLayout

from app.domain.audit import Event
from app.domain.audit_words import action, particulars
from app.domain.reasons import sentence
from app.jobs import Progress
from app.services.audit import AuditLog
from app.services.checkup import Checked
from ui.context import AppContext
from ui.formatting import moment, number, size
from ui.screen import Screen
from ui.tables.cells import Cell, Column
from ui.tables.rows import RowTable
from ui.theme import Space
from ui.widgets.boxes import card, clear, column, row
from ui.widgets.buttons import button
from ui.widgets.texts import label, pill
from ui.words import CHECKS

SHOWN = 1000


class AuditScreen(Screen):
    """The newest events; the check reads the whole vault and changes nothing."""

    def __init__(self, context: AppContext) -> None:
        tr = context.tr
        super().__init__(context, tr("Audit log"))
        self._check = button(tr("Check the whole vault"), self._on_check, "primary")
        self.tools.addWidget(self._check)
        columns = (
            Column(tr("No."), 4, is_figure=True),
            Column(tr("When"), 9),
            Column(tr("Who"), 6),
            Column(tr("What"), 14),
            Column(tr("Particulars"), 20, stretches=True),
        )
        self._table: RowTable[Event] = RowTable(context.theme, tr("Audit log"), columns, self._cells)
        self._result: QVBoxLayout = column(gap=Space.XS)
        self._result_card = card(self._result)
        self._result_card.hide()
        self.body.addWidget(self._result_card)
        self.body.addWidget(self._table, 1)

    def refresh(self) -> None:
        services = self.context.services
        self.context.read(self, lambda _progress: services.audit.newest(SHOWN), self._show)

    def _show(self, log: AuditLog) -> None:
        text = self.context.ngettext(
            "{n} entry; changes can be discovered. Checkpoint {root}",
            "{n} entries; changes can be discovered. Checkpoint {root}",
            log.size,
        )
        self.say(text.format(n=number(log.size), root=short(log.root)))
        self._table.show_things(log.events)

    def _cells(self, event: Event) -> tuple[Cell, ...]:
        words = self.context.catalogue
        said = particulars(event.detail, words.gettext, size)
        return (
            Cell(number(event.seq)),
            Cell(moment(datetime.fromisoformat(event.at))),
            Cell(event.operator),
            Cell(action(event.action, words.gettext)),
            Cell(" · ".join(part for part in (_subject(event.subject), said) if part)),
        )

    def _on_check(self) -> None:
        services = self.context.services
        self.context.change(
            self, self.context.tr("Checking the whole vault"), services.checkup.check, self._show_checked
        )

    def _show_checked(self, checked: Checked) -> None:
        tr = self.context.tr
        clear(self._result)
        heading = tr("The vault is whole.") if checked.ok else tr("The vault is not whole.")
        self._result.addWidget(label(heading, "strong", "done" if checked.ok else "danger"))
        for check in checked.checks:
            state = pill(tr("as it must be"), "done") if check.ok else pill(tr("not as it must be"), "danger")
            name = label(tr(CHECKS.get(check.name, check.name)), "table")
            detail = label(sentence(check.detail, self.context.tr), "table", "second", wrap=True)
            line = row(state, name, detail, gap=Space.M)
            line.setStretch(2, 1)
            self._result.addLayout(line)
        if checked.is_older:
            self._result.addLayout(row(button(tr("Accept the older state…"), self._on_accept), None))
        self._result_card.show()

    def _on_accept(self) -> None:
        tr = self.context.tr
        text = tr(
            "What was entered after this state is not in the vault, and records destroyed since may be back. Accept it "
            "only when you know who put it back and why. The audit log keeps who accepted it."
        )
        if self.context.prompts.confirm(self, tr("Go on with the older state?"), text, tr("Accept")):
            self.context.change(self, tr("Checking the whole vault"), self._accept, self._show_checked)

    def _accept(self, progress: Progress) -> Checked:
        checkup = self.context.services.checkup
        checkup.accept_older_database()
        return checkup.check(progress)


def short(root: str) -> str:
    """The beginning of a hash in groups of four, as documents print it."""
    return " ".join(root[at : at + 4] for at in range(0, 12, 4))


def _subject(subject: str) -> str:
    """Long hexadecimal ids are cut: the whole ones stand in the exported log."""
    return f"{subject[:12]}…" if len(subject) > 24 else subject
