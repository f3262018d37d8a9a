"""What of an order's records lies outside the vault: paper destroyed with it, and copies that others hold."""

from collections.abc import Callable
from typing import TypeAlias

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.capacities import PAPER_METHODS, PaperItem
from app.domain.labels import COPY_KINDS, COPY_STATUSES
from app.domain.orders import GONE
from app.domain.permissions import Action
from app.jobs import Progress
from app.services.outside import KnownCopy, OrderOutside
from ui.context import AppContext
from ui.formatting import number
from ui.forms.outside_entries import CopyEndDialog, HeldElsewhereDialog, PaperDestroyedDialog
from ui.permits import permit
from ui.tables.cells import Cell, Column
from ui.tables.rows import RowTable
from ui.theme import Size, Space
from ui.widgets.boxes import card, clear, column, row
from ui.widgets.buttons import button
from ui.widgets.dialogs import Dialog
from ui.widgets.texts import label

Work: TypeAlias = Callable[[Progress], object]
_ROWS = 5


class OutsideDialog(Dialog):
    """The program reaches none of it: people record what they did and what they were sent."""

    def __init__(self, context: AppContext, parent: QWidget, order: str) -> None:
        tr = context.tr
        super().__init__(parent, tr("Paper and copies outside"), Size.FRONT)
        self._context, self._order = context, order
        note = tr("The program reaches none of this. The certificate says what is proved to be gone, and what is not.")
        self.add_note(f"{order}  ·  {note}")
        self._paper: QVBoxLayout = column(gap=Space.XS)
        self._record = permit(context, button(tr("Record destroyed paper…"), self._on_paper), Action.EXECUTE)
        columns = (
            Column(tr("Kind"), 8),
            Column(tr("File or holder"), 14, stretches=True),
            Column(tr("Records"), 5, is_figure=True),
            Column(tr("State"), 18),
        )
        self._copies: RowTable[KnownCopy] = RowTable(context.theme, tr("Copies outside"), columns, self._cells)
        self._copies.setMinimumHeight(Size.HEADER + _ROWS * Size.ROW)
        self._copies.chosen.connect(self._on_chosen)
        self._none = label(tr("No copy outside the vault is known that holds records of this order."), wrap=True)
        self._end = permit(context, button(tr("Record its end…"), self._on_end), Action.EXECUTE)
        add = permit(context, button(tr("Held elsewhere…"), self._on_add), Action.EXECUTE)
        self.body.addWidget(label(tr("Paper files"), "strong"))
        self.body.addWidget(card(self._paper))
        self.body.addLayout(row(self._record, None))
        self.body.addWidget(label(tr("Copies outside"), "strong"))
        self.body.addWidget(self._copies)
        self.body.addWidget(self._none)
        self.body.addLayout(row(add, self._end, None, gap=Space.S))
        close = self.add_button(tr("Close"), "primary")
        close.clicked.connect(self.accept)
        self._show(context.services.outside.of_order(order))

    def _show(self, found: OrderOutside) -> None:
        clear(self._paper)
        for line in self._paper_lines(found):
            self._paper.addWidget(label(line, wrap=True))
        self._record.setVisible(found.takes_paper)
        self._copies.show_things(found.copies)
        self._copies.setVisible(bool(found.copies))
        self._none.setVisible(not found.copies)
        if not found.copies:
            self._on_chosen(None)

    def _paper_lines(self, found: OrderOutside) -> list[str]:
        tr = self._context.tr
        lines = [self._paper_line(item) for item in found.paper]
        if found.paper_files:
            text = self._context.ngettext(
                "{n} paper file in the register belongs to these records.",
                "{n} paper files in the register belong to these records.",
                found.paper_files,
            )
            lines.insert(0, text.format(n=number(found.paper_files)))
        return lines or [tr("No paper is recorded as destroyed with this order.")]

    def _paper_line(self, item: PaperItem) -> str:
        tr = self._context.tr
        volumes = self._context.ngettext("{n} volume", "{n} volumes", item.volumes).format(n=number(item.volumes))
        photos = self._context.ngettext("{n} photo", "{n} photos", len(item.photos)).format(n=number(len(item.photos)))
        parts = [item.name, volumes, tr(PAPER_METHODS[item.method]), item.destroyed_on.isoformat(), item.place]
        parts += [item.amount, item.contractor, photos if item.photos else ""]
        return "  ·  ".join(part for part in parts if part)

    def _cells(self, copy: KnownCopy) -> tuple[Cell, ...]:
        tr = self._context.tr
        return (
            Cell(tr(COPY_KINDS.get(copy.kind, copy.kind))),
            Cell(copy.file),
            Cell(number(copy.records)),
            Cell(tr(COPY_STATUSES[copy.status]), "done" if copy.status in GONE else "wait"),
        )

    def _on_chosen(self, copy: KnownCopy | None) -> None:
        self._end.setEnabled(copy is not None and copy.status not in GONE)

    def _on_paper(self) -> None:
        form, outside = PaperDestroyedDialog(self._context, self), self._context.services.outside

        def entered() -> Work:
            item, photos = form.value()
            return lambda _progress: outside.record_paper(self._order, item, photos)

        self._ask(form, entered)

    def _on_add(self) -> None:
        form, outside = HeldElsewhereDialog(self._context, self), self._context.services.outside

        def entered() -> Work:
            holder, asked = form.value()
            return lambda _progress: outside.add_copy(holder, asked=asked)

        self._ask(form, entered)

    def _on_end(self) -> None:
        copy, outside = self._copies.current(), self._context.services.outside
        if copy is None:
            return
        form, which = CopyEndDialog(self._context, self, copy), copy.id

        def entered() -> Work:
            on, how, proof = form.value()
            return lambda _progress: outside.prove_gone(which, on, how, proof)

        self._ask(form, entered)

    def _ask(self, form: Dialog, entered: Callable[[], Work]) -> None:
        """Open the form; what is entered is read here, and recorded in the background."""
        form.accepted.connect(
            lambda: self._context.change(self, form.windowTitle(), entered(), lambda _done: self._again())
        )
        form.open()

    def _again(self) -> None:
        outside = self._context.services.outside
        self._context.read(self, lambda _progress: outside.of_order(self._order), self._show)
