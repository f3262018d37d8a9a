"""Issued documents: certificates and reports, each of which can be saved again; and new reports."""

from pathlib import Path

from app.domain.countersignatures import Countersigner
from app.domain.labels import DOCUMENT_KINDS
from app.domain.permissions import Action
from app.i18n import N_
from app.services.documents import DocumentState, ExportedDocuments, IssuedDocument
from app.services.leaves import pdf_leaves
from app.services.reports import WrittenReport
from ui.context import AppContext
from ui.formatting import moment
from ui.forms.countersigning import CountersignDialog
from ui.forms.reports import ReportDialog
from ui.forms.viewer import Viewer
from ui.panels.facts import FactCard
from ui.permits import permit
from ui.screen import Screen
from ui.tables.cells import Cell, Column
from ui.tables.rows import RowTable
from ui.theme import Space
from ui.widgets.boxes import column, holder, row
from ui.widgets.buttons import button
from ui.widgets.empty import EmptyState
from ui.widgets.fields import SearchEdit
from ui.widgets.texts import Tone

REPORT = "closure"
PDF = ".pdf"
STATES = {
    DocumentState.SIGNED: N_("As it was issued; its signature is intact"),
    DocumentState.UNCHANGED: N_("As it was issued"),
    DocumentState.CHANGED: N_("Not as it was issued: do not use it"),
}


class DocumentsScreen(Screen):
    """The vault keeps every certificate and every closure report whole."""

    def __init__(self, context: AppContext) -> None:
        tr = context.tr
        super().__init__(context, tr("Certificates and reports"))
        self._all = button(tr("Save all for the archive…"), self._on_all)
        self.tools.addWidget(self._all)
        self.lead_with(permit(context, button(tr("Write a report…"), self._on_report, "primary"), Action.REPORT))
        columns = (
            Column(tr("Number"), 9),
            Column(tr("Document"), 12, stretches=True),
            Column(tr("Issued at"), 9),
        )
        self._search = SearchEdit(context.theme, tr("Search number, document or file"))
        self._search.asked.connect(lambda _text: self._show_found())
        self._table: RowTable[IssuedDocument] = RowTable(context.theme, tr("Issued documents"), columns, self._cells)
        self._table.chosen.connect(self._show_one)
        self._table.activated_one.connect(self._open)
        self._card = FactCard(tr("The chosen document"))
        self._documents: tuple[IssuedDocument, ...] = ()
        self._wanted = ""
        empty = EmptyState(
            context.theme,
            "certificate",
            tr("No documents yet"),
            tr("Certificates of archiving and destruction are kept here, and the reports that you write."),
        )
        self.furnish(holder(row(column(self._search, self._table, gap=Space.M), self._card, gap=Space.L)), empty)

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

    def start_search(self) -> None:
        """Go to the search field."""
        self._search.setFocus()

    def _show(self, documents: tuple[IssuedDocument, ...]) -> None:
        self._documents = documents[::-1]
        if self._wanted:
            self._search.clear()
        self._show_found()
        self._all.setVisible(bool(documents))
        self.show_content(bool(documents))
        wanted, self._wanted = self._wanted, ""
        if wanted:
            self._table.choose(lambda document: document.number == wanted)

    def _show_found(self) -> None:
        """The documents that have every word of the search in number, kind or file name."""
        words = self._search.text().casefold().split()
        tr = self.context.tr

        def text(one: IssuedDocument) -> str:
            return f"{one.number} {tr(DOCUMENT_KINDS[one.kind])} {one.file}".casefold()

        self._table.show_things([one for one in self._documents if all(word in text(one) for word in words)])

    def _cells(self, document: IssuedDocument) -> tuple[Cell, ...]:
        kind = Cell(self.context.tr(DOCUMENT_KINDS[document.kind]))
        return Cell(document.number), kind, Cell(moment(document.issued_at))

    def _show_one(self, document: IssuedDocument | None) -> None:
        """The facts at once, the document's state as soon as it is looked at."""
        tr, documents = self.context.tr, self.context.services.documents
        if document is None:
            self._card.begin(tr("No document is chosen"))
            return
        self._card.begin(tr(DOCUMENT_KINDS[document.kind]), document.number)
        self._card.add_fact(tr("Issued"), moment(document.issued_at))
        self._card.add_fact(tr("File"), document.file)
        self._card.add_fact("SHA-256", " ".join(document.sha256[at : at + 8] for at in range(0, 64, 8)))
        if document.file.lower().endswith(PDF):
            self._card.add_action(button(tr("Look at it…"), lambda: self._open(document)))
            self._card.add_action(button(tr("Sign it further…"), lambda: self._on_sign(document)))
        self._card.add_action(button(tr("Save a copy…"), lambda: self._save(document)))
        self.context.read(
            self, lambda _progress: documents.state(document.id), lambda state: self._show_state(document, state)
        )

    def _show_state(self, document: IssuedDocument, state: DocumentState) -> None:
        if self._table.current() == document:
            tone: Tone = "danger" if state is DocumentState.CHANGED else "done"
            self._card.add_fact(self.context.tr("State in the vault"), self.context.tr(STATES[state]), tone)

    def _open(self, document: IssuedDocument) -> None:
        """Show a PDF; a workbook is saved, because the program can't show it."""
        if not document.file.lower().endswith(PDF):
            self._save(document)
            return
        documents, title = self.context.services.documents, f"{self.context.tr(DOCUMENT_KINDS[document.kind])} "
        self.context.read(
            self,
            lambda _progress: pdf_leaves(title + document.number, documents.content(document.id)),
            lambda leaves: Viewer(self.context, self, leaves, may_print=True).open(),
        )

    def _on_sign(self, document: IssuedDocument) -> None:
        dialog = CountersignDialog(self.context, self)
        dialog.accepted.connect(lambda: self._sign(document, dialog.value()))
        dialog.open()

    def _sign(self, document: IssuedDocument, signer: Countersigner) -> None:
        tr, context = self.context.tr, self.context
        chosen = context.prompts.open_folder(self, tr("Folder for the signed copy"))
        if chosen is not None:
            documents, out, language = context.services.documents, Path(chosen), context.language
            context.change(
                self,
                tr("Signing the document"),
                lambda _progress: documents.countersign(document.id, signer, out, language=language),
                self._on_saved,
            )

    def _on_all(self) -> None:
        context, tr = self.context, self.context.tr
        parent = context.prompts.open_folder(self, tr("Where the folder with all documents goes"))
        if parent is None:
            return
        services, language = context.services, context.language
        name = tr("Documents {day}").format(day=services.session.clock.today().isoformat())
        out, number = parent / name, 1
        while out.exists():
            number += 1
            out = parent / f"{name} {number}"
        context.change(
            self,
            tr("Saving the documents"),
            lambda progress: services.documents.export_all(out, language=language, progress=progress),
            self._on_all_saved,
        )

    def _on_all_saved(self, done: ExportedDocuments) -> None:
        tr = self.context.tr
        text = tr(
            "All documents ({documents}) are in {folder}, with an index page and the page that checks certificates."
        )
        text = text.format(documents=done.documents, folder=done.folder)
        self.context.prompts.tell(self, tr("The documents are saved"), text, problem=False)

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

    def _write(self, kind: str, suffix: str, order: str, watermark: str) -> None:
        tr, context = self.context.tr, self.context
        name = f"{tr(DOCUMENT_KINDS[kind])} {context.services.session.clock.today().isoformat()}{suffix}"
        target = context.prompts.save_file(self, tr("Save the report"), name, f"*{suffix}")
        if target is None:
            return
        reports, path = context.services.reports, target.with_suffix(suffix)
        context.change(
            self,
            tr("Writing the report"),
            lambda progress: reports.write(
                kind, path, order=order, watermark=watermark, language=context.language, progress=progress
            ),
            self._on_written,
        )

    def _on_written(self, written: WrittenReport) -> None:
        tr = self.context.tr
        text = tr("{number} is in {file}.").format(number=written.number, file=written.file)
        self.context.prompts.tell(self, tr("The report is written"), text, problem=False)
