"""Hand-overs: the list on the left, the chosen one's gates, package and next act on the right."""

from app.domain.permissions import Action
from app.domain.reasons import sentence
from app.domain.records import RecordQuery
from app.domain.transfers import BASES, TRANSFER_STATES, TransferState
from app.services.notices import NoticeStatus
from app.services.transfers import TransferStatus
from ui.context import AppContext
from ui.formatting import day, local_day, number
from ui.forms.entries import day_of
from ui.forms.transfers import ReceiptDialog, TransferDialog
from ui.panels.facts import FactCard
from ui.permits import permit
from ui.screen import Screen
from ui.tables.cells import Cell, Column
from ui.tables.rows import RowTable
from ui.theme import Space
from ui.widgets.boxes import holder, row
from ui.widgets.buttons import button
from ui.widgets.empty import EmptyState
from ui.widgets.texts import PillTone

TONES: dict[TransferState, PillTone] = {
    TransferState.PREPARED: "wait",
    TransferState.EXECUTED: "primary",
    TransferState.ACCEPTED: "done",
    TransferState.WITHDRAWN: "neutral",
}


class TransfersScreen(Screen):
    """A hand-over waits here for its gate, and then for the recipient's signature."""

    def __init__(self, context: AppContext) -> None:
        tr = context.tr
        super().__init__(context, tr("Hand over"))
        self._last: tuple[NoticeStatus, ...] = ()
        prepare = button(tr("Prepare a hand-over…"), self._on_prepare, "primary")
        columns = (
            Column(tr("Hand-over order"), 7),
            Column(tr("To whom"), 12, stretches=True),
            Column(tr("State"), 6),
            Column(tr("Records"), 5, is_figure=True, may_go=True),
            Column(tr("Drawn up on"), 6, may_go=True),
        )
        self._table: RowTable[TransferStatus] = RowTable(context.theme, tr("Hand-overs"), columns, self._cells)
        self._table.chosen.connect(self._show_one)
        self._card = FactCard(tr("The chosen hand-over"))
        self.lead_with(permit(context, prepare, Action.TRANSFER), self._card)
        empty = EmptyState(
            context.theme,
            "archive",
            tr("Nothing has been handed over"),
            tr(
                "A hand-over gives records to a successor as one sealed package, after its customers were told. The "
                "recipient signs for it; the copies here are destroyed afterwards."
            ),
        )
        self.furnish(holder(row(self._table, self._card, gap=Space.L)), empty)

    def refresh(self) -> None:
        services = self.context.services
        self.context.read(
            self, lambda _progress: (services.transfers.all(), services.notices.all()), lambda found: self._show(*found)
        )

    def _show(self, transfers: tuple[TransferStatus, ...], notices: tuple[NoticeStatus, ...]) -> None:
        self._last = notices
        self._table.show_things(transfers[::-1])
        self.show_content(bool(transfers))

    def _cells(self, status: TransferStatus) -> tuple[Cell, ...]:
        one = status.transfer
        return (
            Cell(one.number),
            Cell(one.recipient),
            Cell(self.context.tr(TRANSFER_STATES[one.state]), TONES[one.state]),
            Cell(number(one.records)),
            Cell(local_day(one.created_at)),
        )

    def _show_one(self, status: TransferStatus | None) -> None:
        if status is None:
            return
        tr, words, one = self.context.tr, self.context.catalogue, status.transfer
        self._card.begin(one.number, tr(TRANSFER_STATES[one.state]))
        self._card.add_fact(
            tr("Name of the recipient"),
            tr("{recipient}, {contact}").format(recipient=one.recipient, contact=one.contact),
        )
        self._card.add_fact(tr("Ground"), tr(BASES[one.basis]))
        self._card.add_fact(tr("Records"), number(one.records))
        if one.masked:
            self._card.add_fact(tr("Form"), tr("with masked values"))
        for gate in status.gates:
            why = sentence(gate.why, words.gettext, lambda date: day(date, words))
            self._card.add_fact(
                tr("Gate open") if gate.open else tr("Gate closed"), why, "done" if gate.open else "wait"
            )
        if status.package:
            self._card.add_fact(tr("Package"), status.package)
        if one.code:
            self._card.add_fact(tr("Code that opens the package, for the recipient only"), one.code)
        if one.accepted_on is not None and one.accepted_by:
            signed = tr("{name}, {day}").format(name=one.accepted_by, day=day(one.accepted_on, words))
            self._card.add_fact(tr("Signed for the recipient by"), signed, "done")
        self._add_actions(status)

    def _add_actions(self, status: TransferStatus) -> None:
        tr, state = self.context.tr, status.transfer.state
        if state is TransferState.PREPARED:
            go = button(tr("Hand over…"), lambda: self._execute(status), "primary")
            go.setEnabled(all(gate.open for gate in status.gates))
            self._card.add_action(go)
            withdraw = button(tr("Withdraw the hand-over…"), lambda: self._withdraw(status))
            self._card.add_action(permit(self.context, withdraw, Action.TRANSFER))
        if state is TransferState.EXECUTED:
            receipt = button(tr("Enter the receipt…"), lambda: self._accept(status), "primary")
            self._card.add_action(permit(self.context, receipt, Action.TRANSFER))
        if status.certificate is not None:
            shown = status.certificate.number
            self._card.add_action(button(tr("Show the certificate"), lambda: self.context.go("documents", shown)))

    def _on_prepare(self) -> None:
        last = self._last[-1].particulars if self._last else None
        dialog = TransferDialog(self.context, self, last.recipient if last else "", last.contact if last else "")
        dialog.accepted.connect(lambda: self._draw_up(dialog))
        dialog.open()

    def _draw_up(self, dialog: TransferDialog) -> None:
        transfers = self.context.services.transfers
        recipient, contact, opinion = dialog.recipient.text(), dialog.contact.text(), dialog.opinion.text()
        masked, kind, records = dialog.masked.isChecked(), dialog.kind.value(), self.context.services.records

        def draw_up(_progress: object) -> TransferStatus:
            ids = records.ids(RecordQuery(kind=kind)) if kind is not None else None
            return transfers.prepare(recipient, contact, record_ids=ids, opinion=opinion, masked=masked)

        def failed(error: Exception) -> None:
            self.context.errors.show(self, error)
            dialog.open()  # with all that was typed

        heading = self.context.tr("Drawing up the hand-over")
        self.context.change(self, heading, draw_up, self._on_drawn_up, failed=failed)

    def _on_drawn_up(self, status: TransferStatus) -> None:
        if not status.withheld:
            return
        tr, words = self.context.tr, self.context.catalogue
        counts: dict[str, int] = {}
        for held in status.withheld:
            why = sentence(held.reasons[0], words.gettext, lambda date: day(date, words))
            counts[why] = counts.get(why, 0) + 1
        lines = [f"{number(count)} · {why}" for why, count in counts.items()]
        self.context.prompts.tell(self, tr("Left out of the hand-over"), "\n".join(lines), problem=False)

    def _execute(self, status: TransferStatus) -> None:
        tr, context = self.context.tr, self.context
        out = context.prompts.open_folder(self, tr("Folder for the package and its certificate"))
        if out is None:
            return
        text = context.ngettext(
            "{n} record goes to {recipient} in one sealed package. It stays here, frozen, until the receipt is "
            "entered.",
            "{n} records go to {recipient} in one sealed package. They stay here, frozen, until the receipt is "
            "entered.",
            status.transfer.records,
        ).format(n=number(status.transfer.records), recipient=status.transfer.recipient)
        if context.prompts.confirm(self, tr("Hand the records over"), text, tr("Hand over")):
            transfers, order = context.services.transfers, status.transfer.number
            context.change(
                self,
                tr("Writing the package"),
                lambda progress: transfers.execute(order, out, language=context.language, progress=progress),
                self._on_drawn_up,
            )

    def _accept(self, status: TransferStatus) -> None:
        dialog = ReceiptDialog(self.context, self, status)
        dialog.accepted.connect(lambda: self._enter_receipt(dialog, status.transfer.number))
        dialog.open()

    def _enter_receipt(self, dialog: ReceiptDialog, order: str) -> None:
        services, by, proof = self.context.services, dialog.by.text(), dialog.proof.path()
        on = day_of(dialog.day, services.session.clock.today)
        self.context.change(
            self,
            self.context.tr("Entering the receipt"),
            lambda _progress: services.transfers.accept(order, by, on, proof),
            lambda _status: None,
        )

    def _withdraw(self, status: TransferStatus) -> None:
        tr, transfers, order = self.context.tr, self.context.services.transfers, status.transfer.number
        heading = tr("Withdraw the hand-over")
        text = tr("Hand-over {order} is given up. Its records stay as they are.").format(order=order)
        if self.context.prompts.confirm(self, heading, text, heading):
            self.context.change(
                self, tr("Withdrawing the hand-over"), lambda _progress: transfers.withdraw(order), lambda _status: None
            )
