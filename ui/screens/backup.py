"""Backups: what was made so far, and making another."""

from app.domain.evidence import SurvivingCopy
from app.domain.labels import COPY_KINDS, COPY_STATUSES
from app.domain.orders import GONE
from app.domain.permissions import Action
from app.domain.reasons import sentence
from app.services.backups import BackedUp
from ui.context import AppContext
from ui.formatting import day, moment, number
from ui.forms.outside_entries import HeldElsewhereDialog
from ui.permits import permit
from ui.screen import Screen
from ui.tables.cells import Cell, Column
from ui.tables.rows import RowTable
from ui.theme import Space
from ui.widgets.boxes import column, holder
from ui.widgets.buttons import button
from ui.widgets.empty import EmptyState
from ui.widgets.texts import label

SUFFIX = ".qdbak"


class BackupScreen(Screen):
    """Every file that holds records outside the vault is listed: a destruction has to name those that remain."""

    def __init__(self, context: AppContext) -> None:
        tr = context.tr
        super().__init__(context, tr("Backup"))
        self.tools.addWidget(permit(context, button(tr("Export the records…"), self._on_export), Action.EXPORT))
        self.tools.addWidget(permit(context, button(tr("Held elsewhere…"), self._on_held), Action.EXECUTE))
        self.lead_with(permit(context, button(tr("Back up the vault…"), self._on_backup, "primary"), Action.BACKUP))
        columns = (
            Column(tr("Kind"), 8),
            Column(tr("File"), 18, stretches=True),
            Column(tr("Made at"), 9),
            Column(tr("Records"), 5, is_figure=True),
            Column(tr("State"), 10),
        )
        self._table: RowTable[SurvivingCopy] = RowTable(context.theme, tr("Copies outside"), columns, self._cells)
        empty = EmptyState(
            context.theme,
            "device-floppy",
            tr("No backup yet"),
            tr("A backup is one encrypted file, read back after it is written. Keep it on another disk."),
        )
        note = tr(
            "Backups, archive packages and exports hold records outside this vault. A destruction certificate lists "
            "those that still hold destroyed records."
        )
        content = column(label(note, None, "second", wrap=True), self._table, gap=Space.L)
        content.setStretch(1, 1)
        self.furnish(holder(content), empty)

    def refresh(self) -> None:
        overview = self.context.services.overview
        self.context.read(self, lambda _progress: overview.copies(), self._show)

    def _show(self, copies: tuple[SurvivingCopy, ...]) -> None:
        self._table.show_things(copies)
        self.show_content(bool(copies))

    def _cells(self, copy: SurvivingCopy) -> tuple[Cell, ...]:
        tr = self.context.tr
        return (
            Cell(tr(COPY_KINDS[copy.kind])),
            Cell(copy.file),
            Cell(moment(copy.made_at)),
            Cell(number(copy.records)),
            Cell(tr(COPY_STATUSES[copy.status]), "done" if copy.status in GONE else "neutral"),
        )

    def _on_held(self) -> None:
        """A processor's copy of all records, which no destruction reaches."""
        form, outside = HeldElsewhereDialog(self.context, self), self.context.services.outside

        def keep() -> None:
            holder, asked = form.value()
            self.context.change(
                self,
                form.windowTitle(),
                lambda _progress: outside.add_copy(holder, asked=asked),
                lambda _kept: None,
            )

        form.accepted.connect(keep)
        form.open()

    def _on_backup(self) -> None:
        tr, services = self.context.tr, self.context.services
        name = f"{services.session.firm.name} {services.session.clock.today().isoformat()}{SUFFIX}"
        target = self.context.prompts.save_file(self, tr("Back up the vault"), name, f"*{SUFFIX}")
        if target is not None:
            path, backups = target.with_suffix(SUFFIX), services.backups
            self.context.change(
                self, tr("Backing up the vault"), lambda progress: backups.write(path, progress), self._on_backed_up
            )

    def _on_backed_up(self, backed_up: BackedUp) -> None:
        tr = self.context.tr
        text = self.context.ngettext(
            "{n} record is in {file}. It was read back and is whole.",
            "{n} records are in {file}. It was read back and is whole.",
            backed_up.records,
        )
        shown = text.format(n=number(backed_up.records), file=backed_up.file)
        self.context.prompts.tell(self, tr("The backup is written"), shown, problem=False)

    def _on_export(self) -> None:
        tr, services, language = self.context.tr, self.context.services, self.context.language
        heading = tr("Export the records")
        text = tr(
            "All records are written into a workbook that anybody can open, and the export is noted as a disclosure. "
            "A later destruction will list the file as a copy that remains."
        )
        asked = services.planning.asked_first()
        if asked is not None:
            words = self.context.catalogue
            text += "\n\n" + sentence(asked.why, words.gettext, lambda date: day(date, words))
        if not self.context.prompts.confirm(self, heading, text, tr("Choose where to save it…")):
            return
        name = f"{services.session.firm.name} {services.session.clock.today().isoformat()}.xlsx"
        target = self.context.prompts.save_file(self, heading, name, "*.xlsx")
        if target is not None:
            path, exports = target.with_suffix(".xlsx"), services.exports
            self.context.change(
                self,
                tr("Exporting the records"),
                lambda progress: exports.workbook(path, language=language, progress=progress),
                lambda _exported: None,
            )
