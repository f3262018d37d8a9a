"""Issued documents: certificates and reports, each of which can be saved again; and new reports."""

from pathlib import Path

from app.domain.labels import DOCUMENT_KINDS
from app.services.documents import IssuedDocument
from app.services.reports import WrittenReport
from ui.context import AppContext
from ui.formatting import moment
from ui.forms.reports import ReportDialog
from ui.panels.facts import FactCard
from ui.screen import Screen
from ui.tables.cells import Cell, Column
from ui.tables.rows import RowTable
from ui.theme import Space
from ui.widgets.boxes import holder, row
from ui.widgets.buttons import button
from ui.widgets.empty import EmptyState

REPORT = "closure"


class DocumentsScreen(Screen):
    """The vault keeps every certificate and every closure report whole."""

    def __init__(self, context: AppContext) -> None:
        tr = context.tr
        super().__init__(context, tr("Certificates and reports"))
        self.tools.addWidget(button(tr("Write a report…"), self._on_report, "primary"))
        columns = (
            Column(tr("Number"), 9),
            Column(tr("Document"), 12, stretches=True),
            Column(tr("Issued at"), 9),
        )
        self._table: RowTable[IssuedDocument] = RowTable(context.theme, tr("Issued documents"), columns, self._cells)
        self._table.chosen.connect(self._show_one)
        self._table.activated_one.connect(self._save)
        self._card = FactCard(tr("The chosen document"))
        self._wanted = ""
        self._empty = EmptyState(
            context.theme,
            "certificate",
            tr("No documents yet"),
            tr("Certificates of archiving and destruction are kept here, and the reports that you write."),
            button(tr("Write a report…"), self._on_report),
        )
        self._content = holder(row(self._table, self._card, gap=Space.L))
        self.body.addWidget(self._content, 1)
        self.body.addWidget(self._empty, 1)

    def refresh(self) -> None:
        documents = self.context.services.documents
        self.context.read(self, lambda _progress: documents.all(), self._show)

    def receive(self, shown: object) -> None:
        """Choose the document of this number; the word of a report starts writing it."""
        if shown == REPORT:
            self._on_report()
        elif isinstance(shown, str):
            self._wanted = shown
            self.refresh()

    def _show(self, documents: tuple[IssuedDocument, ...]) -> None:
        self._table.show_things(documents[::-1])
        self._content.setVisible(bool(documents))
        self._empty.setVisible(not documents)
        wanted, self._wanted = self._wanted, ""
        if wanted:
            self._table.choose(lambda document: document.number == wanted)

    def _cells(self, document: IssuedDocument) -> tuple[Cell, ...]:
        kind = Cell(self.context.tr(DOCUMENT_KINDS[document.kind]))
        return Cell(document.number), kind, Cell(moment(document.issued_at))

    def _show_one(self, document: IssuedDocument | None) -> None:
        tr = self.context.tr
        if document is None:
            return
        self._card.begin(tr(DOCUMENT_KINDS[document.kind]), document.number)
        self._card.add_fact(tr("Issued"), moment(document.issued_at))
        self._card.add_fact(tr("File"), document.file)
        self._card.add_fact("SHA-256", " ".join(document.sha256[at : at + 8] for at in range(0, 64, 8)))
        self._card.add_action(button(tr("Save a copy…"), lambda: self._save(document)))

    def _save(self, document: IssuedDocument) -> None:
        tr, documents = self.context.tr, self.context.services.documents
        chosen = self.context.prompts.open_folder(self, tr("Folder for the copy"))
        if chosen is not None:
            out = Path(chosen)
            self.context.change(
                self,
                tr("Saving the document"),
                lambda _progress: documents.export(document.id, out),
                self._on_saved,
            )

    def _on_saved(self, document: IssuedDocument) -> None:
        tr = self.context.tr
        text = tr("{number} is in {file}.").format(number=document.number, file=document.file)
        self.context.prompts.tell(self, tr("The copy is saved"), text, problem=False)

    def _on_report(self) -> None:
        dialog = ReportDialog(self.context, self)
        dialog.accepted.connect(lambda: self._write(*dialog.value()))
        dialog.open()

    def _write(self, kind: str, suffix: str) -> None:
        tr, context = self.context.tr, self.context
        name = f"{tr(DOCUMENT_KINDS[kind])} {context.services.session.clock.today().isoformat()}{suffix}"
        target = context.prompts.save_file(self, tr("Save the report"), name, f"*{suffix}")
        if target is None:
            return
        reports, path = context.services.reports, target.with_suffix(suffix)
        context.change(
            self,
            tr("Writing the report"),
            lambda progress: reports.write(kind, path, language=context.language, progress=progress),
            self._on_written,
        )

    def _on_written(self, written: WrittenReport) -> None:
        tr = self.context.tr
        text = tr("{number} is in {file}.").format(number=written.number, file=written.file)
        self.context.prompts.tell(self, tr("The report is written"), text, problem=False)
