"""Imported files: one line a sheet, what became of its rows, where it comes from."""

from app.domain.labels import KINDS
from app.domain.legal_bases import LEGAL_BASES
from app.domain.permissions import Action
from app.domain.records import RecordQuery
from app.services.overview import ImportedSheetFact
from app.services.taking_back import Prospect, TakenBack
from ui.context import AppContext
from ui.formatting import day, moment, number, sheet_name
from ui.forms.completeness import CompletenessDialog
from ui.forms.origin import OriginDialog
from ui.forms.undo_import import confirmation, refusal_text, result_text
from ui.panels.facts import FactCard
from ui.permits import permit
from ui.screen import Screen
from ui.tables.cells import Cell, Column
from ui.tables.rows import RowTable
from ui.theme import Space
from ui.widgets.boxes import holder, row
from ui.widgets.buttons import button
from ui.widgets.empty import EmptyState


class ImportsScreen(Screen):
    """Newest first; the counts of each sheet add up: read = added + already there + not taken."""

    def __init__(self, context: AppContext) -> None:
        tr = context.tr
        super().__init__(context, tr("Import"))
        importing = button(tr("Import files"), lambda: context.go("import-wizard"), "primary")
        self.lead_with(permit(context, importing, Action.IMPORT))
        columns = (
            Column(tr("File and sheet"), 16, stretches=True, end_counts=True),
            Column(tr("Kind"), 8, may_go=True),
            Column(tr("Imported at"), 9, may_go=True),
            Column(tr("Added"), 5, is_figure=True),
            Column(tr("Not taken"), 5, is_figure=True),
        )
        self._table: RowTable[ImportedSheetFact] = RowTable(context.theme, tr("Imports"), columns, self._cells)
        self._table.chosen.connect(self._show_one)
        self._card = FactCard(tr("The chosen import"))
        empty = EmptyState(
            context.theme,
            "table-import",
            tr("Nothing is imported yet"),
            tr("Workbooks and tables of the office come in as they are; what can't be taken is said row by row."),
        )
        self.furnish(holder(row(self._table, self._card, gap=Space.L)), empty)

    def refresh(self) -> None:
        overview = self.context.services.overview
        self.context.read(self, lambda _progress: overview.imports(), self._show)

    def _show(self, sheets: tuple[ImportedSheetFact, ...]) -> None:
        self._table.show_things(sheets)
        self.show_content(bool(sheets))
        files = len({sheet.batch for sheet in sheets})
        text = self.context.ngettext("{n} file, {records} records", "{n} files, {records} records", files)
        self.say(text.format(n=files, records=number(sum(one.records_added for one in sheets))) if sheets else "")

    def _name(self, one: ImportedSheetFact) -> str:
        """The file and sheet; their names are gone once none of their records is left."""
        return sheet_name(one.file, one.sheet) or self.context.tr("(all records destroyed)")

    def _cells(self, one: ImportedSheetFact) -> tuple[Cell, ...]:
        return (
            Cell(self._name(one)),
            Cell(self.context.tr(KINDS[one.kind])),
            Cell(moment(one.imported_at)),
            Cell(number(one.records_added)),
            Cell(number(one.rejected_rows) if one.rejected_rows else ""),
        )

    def _show_one(self, one: ImportedSheetFact | None) -> None:
        tr = self.context.tr
        if one is None:
            return
        self._card.begin(self._name(one), tr(KINDS[one.kind]))
        self._card.add_fact(tr("Imported"), f"{moment(one.imported_at)} · {one.operator}")
        self._card.add_fact(tr("Rows read"), number(one.rows_read))
        self._card.add_fact(tr("Records added"), number(one.records_added))
        self._card.add_fact(tr("Already there"), number(one.duplicates))
        self._card.add_fact(tr("Not taken"), number(one.rejected_rows), "wait" if one.rejected_rows else None)
        self._card.add_fact(tr("Collected from or by"), one.origin.source or tr("not known"))
        self._card.add_fact(tr("Collected for"), one.origin.purpose or tr("not known"))
        basis = one.origin.legal_basis
        self._card.add_fact(tr("Legal basis of the processing"), tr(LEGAL_BASES[basis]) if basis else tr("not known"))
        until = one.origin.purpose_until
        self._card.add_fact(
            tr("Last day of that purpose"), day(until, self.context.catalogue) if until else tr("not known")
        )
        query = RecordQuery(batch=one.batch)
        self._card.add_action(button(tr("Show the records"), lambda: self.context.go("records", query)))
        check = button(tr("Check for gaps…"), lambda: self._check(one))
        self._card.add_action(check)
        change = button(tr("Change where it comes from…"), lambda: self._change_origin(one))
        self._card.add_action(permit(self.context, change, Action.IMPORT))
        undo = button(tr("Take the import back…"), lambda: self._ask_to_undo(one))
        self._card.add_action(permit(self.context, undo, Action.IMPORT))

    def _check(self, one: ImportedSheetFact) -> None:
        completeness = self.context.services.completeness
        self.context.read(
            self,
            lambda progress: completeness.of(one.batch, progress),
            lambda found: CompletenessDialog(self.context, self, one.batch, found).open(),
        )

    def _change_origin(self, one: ImportedSheetFact) -> None:
        dialog = OriginDialog(self.context, self, self._name(one), one.origin)
        dialog.accepted.connect(lambda: self._put_origin(one, dialog))
        dialog.open()

    def _put_origin(self, one: ImportedSheetFact, dialog: OriginDialog) -> None:
        origin, reason = dialog.value()
        origins = self.context.services.origins
        heading = dialog.windowTitle()
        self.context.change(self, heading, lambda _progress: origins.change(one.batch, origin, reason), _nothing)

    def _ask_to_undo(self, one: ImportedSheetFact) -> None:
        taking_back = self.context.services.taking_back
        self.context.read(
            self, lambda _progress: taking_back.prospect(one.batch), lambda prospect: self._undo(one, prospect)
        )

    def _undo(self, one: ImportedSheetFact, prospect: Prospect) -> None:
        tr, prompts = self.context.tr, self.context.prompts
        heading = tr("Take the import back")
        if prospect.against:
            prompts.tell(self, heading, refusal_text(self.context, prospect))
            return
        text = confirmation(self.context, one.file, prospect)
        if prompts.confirm(self, heading, text, tr("Take it back"), danger=True):
            taking_back = self.context.services.taking_back
            self.context.change(
                self, heading, lambda progress: taking_back.undo([one.batch], progress), self._tell_undone
            )

    def _tell_undone(self, done: TakenBack) -> None:
        heading = self.context.tr("The import was taken back")
        self.context.prompts.tell(self, heading, result_text(self.context, done), problem=False)


def _nothing(_changed: object) -> None:
    """The screen is read again by itself."""
