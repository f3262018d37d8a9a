"""The register of paper files: what lies where, with labels to stick on."""

from app.domain.paper import PaperEntry, PaperFile
from app.domain.permissions import Action
from ui.context import AppContext
from ui.formatting import moment_or_day, number
from ui.forms.paper import PaperDialog
from ui.panels.facts import FactCard
from ui.permits import permit
from ui.screen import Screen
from ui.tables.cells import Cell, Column
from ui.tables.rows import RowTable
from ui.theme import Space
from ui.widgets.boxes import holder, row
from ui.widgets.buttons import button
from ui.widgets.empty import EmptyState


class PapersScreen(Screen):
    """By place, box and volume; an entry is corrected or taken out beside the list."""

    def __init__(self, context: AppContext) -> None:
        tr = context.tr
        super().__init__(context, tr("Paper files"))
        self._labels = button(tr("Print labels…"), self._on_labels)
        enter = button(tr("Enter a paper file…"), self._on_add, "primary")
        self.tools.addWidget(permit(context, self._labels, Action.ATTACH))
        self.lead_with(permit(context, enter, Action.ATTACH))
        columns = (
            Column(tr("Place"), 9, stretches=True),
            Column(tr("Box"), 5),
            Column(tr("Volume"), 4),
            Column(tr("What it is"), 10),
            Column(tr("Time covered"), 10, may_go=True),
            Column(tr("Pages"), 4, is_figure=True, may_go=True),
        )
        self._table: RowTable[PaperFile] = RowTable(context.theme, tr("Paper files"), columns, self._cells)
        self._table.chosen.connect(self._show_one)
        self._table.activated_one.connect(self._on_change)
        self._card = FactCard(tr("The chosen paper file"))
        empty = EmptyState(
            context.theme,
            "archive",
            tr("No paper files entered"),
            tr("Enter what lies in boxes and binders, so that nothing on paper is forgotten at the closing."),
        )
        self.furnish(holder(row(self._table, self._card, gap=Space.L)), empty)

    def refresh(self) -> None:
        papers = self.context.services.papers
        self.context.read(self, lambda _progress: papers.all(), self._show)

    def _show(self, files: tuple[PaperFile, ...]) -> None:
        self._table.show_things(files)
        self.show_content(bool(files))
        self._labels.setEnabled(bool(files))
        text = self.context.ngettext("{n} paper file", "{n} paper files", len(files))
        self.say(text.format(n=number(len(files))) if files else "")

    def _cells(self, file: PaperFile) -> tuple[Cell, ...]:
        entry = file.entry
        pages = Cell(number(entry.pages) if entry.pages else "")
        return Cell(entry.place), Cell(entry.box), Cell(entry.volume), Cell(entry.title), Cell(_period(entry)), pages

    def _show_one(self, file: PaperFile | None) -> None:
        tr = self.context.tr
        if file is None:
            return
        entry = file.entry
        self._card.begin(entry.title or entry.place, " · ".join(filter(None, (entry.box, entry.volume))))
        self._card.add_fact(tr("Place"), entry.place)
        for name, value in (
            (tr("Time covered"), _period(entry)),
            (tr("Pages"), number(entry.pages) if entry.pages else ""),
            (tr("Customer"), file.customer_name),
        ):
            if value:
                self._card.add_fact(name, value)
        self._card.add_fact(tr("Entered"), f"{moment_or_day(file.added_at)} · {file.added_by}")
        correct = button(tr("Correct…"), lambda: self._on_change(file))
        remove = button(tr("Take out…"), lambda: self._on_remove(file))
        self._card.add_action(permit(self.context, correct, Action.ATTACH))
        self._card.add_action(permit(self.context, remove, Action.ATTACH))

    def _on_add(self) -> None:
        dialog = PaperDialog(self.context, self, None, None)
        dialog.accepted.connect(lambda: self._add(dialog.value()))
        dialog.open()

    def _add(self, entry: PaperEntry) -> None:
        papers = self.context.services.papers
        self.context.change(
            self, self.context.tr("Entering the paper file"), lambda _progress: papers.add(entry), self._choose
        )

    def _on_change(self, file: PaperFile) -> None:
        dialog = PaperDialog(self.context, self, file.entry, None)
        dialog.accepted.connect(lambda: self._change(file, dialog.value()))
        dialog.open()

    def _change(self, file: PaperFile, entry: PaperEntry) -> None:
        papers = self.context.services.papers
        self.context.change(
            self, self.context.tr("Correct the entry"), lambda _progress: papers.change(file.id, entry), self._choose
        )

    def _on_remove(self, file: PaperFile) -> None:
        tr, papers = self.context.tr, self.context.services.papers
        text = tr("Only for entries made by mistake: paper that is destroyed goes by a destruction order.")
        if self.context.prompts.confirm(self, tr("Take the entry out"), text, tr("Take out"), danger=True):
            self.context.change(
                self, tr("Take the entry out"), lambda _progress: papers.remove(file.id), lambda _gone: None
            )

    def _choose(self, file: PaperFile) -> None:
        self._table.choose(lambda one: one.id == file.id)

    def _on_labels(self) -> None:
        tr, context = self.context.tr, self.context
        target = context.prompts.save_file(self, tr("Save the labels"), f"{tr('Labels of paper files')}.pdf", "*.pdf")
        if target is not None:
            papers, path = context.services.papers, target.with_suffix(".pdf")
            context.change(
                self,
                tr("Writing the labels"),
                lambda _progress: papers.labels(path, language=context.language),
                lambda count: self._on_written(count, str(path)),
            )

    def _on_written(self, count: int, file: str) -> None:
        tr = self.context.tr
        text = self.context.ngettext(
            "{n} label is in {file}. It fits sheets of 2 × 7 labels (99.1 × 38.1 mm).",
            "{n} labels are in {file}. They fit sheets of 2 × 7 labels (99.1 × 38.1 mm).",
            count,
        )
        self.context.prompts.tell(
            self, tr("The labels are written"), text.format(n=number(count), file=file), problem=False
        )


def _period(entry: PaperEntry) -> str:
    if not entry.period_from and not entry.period_to:
        return ""
    return f"{entry.period_from or ''} — {entry.period_to or ''}".strip()
