"""Destruction orders: the list on the left, the chosen one's state, signatures and next act on the right."""

from datetime import date

from app.domain.labels import ORDER_STATES, RESULTS
from app.domain.labels import label as label_of
from app.domain.orders import COMPLETE, OPEN
from app.domain.permissions import Action
from app.domain.reasons import sentence
from app.domain.words import OrderState
from app.services.order_results import OrderStatus
from app.services.slips import WrittenSlips
from ui.context import AppContext
from ui.formatting import day, local_day, moment, number
from ui.forms.outside import OutsideDialog
from ui.panels.facts import FactCard
from ui.permits import permit
from ui.screen import Screen
from ui.tables.cells import Cell, Column
from ui.tables.rows import RowTable
from ui.theme import Space
from ui.widgets.boxes import holder, row
from ui.widgets.buttons import button
from ui.widgets.empty import EmptyState
from ui.widgets.texts import PillTone, Tone

TONES: dict[OrderState, PillTone] = {
    OrderState.DRAFT: "wait",
    OrderState.APPRAISED: "wait",
    OrderState.APPROVED: "primary",
    OrderState.WAITING: "wait",
    OrderState.EXECUTING: "wait",
    OrderState.VERIFIED: "wait",
    OrderState.WITNESSED: "wait",
    OrderState.CERTIFIED: "done",
    OrderState.WITHDRAWN: "neutral",
}


WAITING = (OrderState.APPROVED, OrderState.WAITING)


class OrdersScreen(Screen):
    """An order waits here for whoever has to sign next."""

    def __init__(self, context: AppContext) -> None:
        tr = context.tr
        super().__init__(context, tr("Destruction"))
        draw_up = button(tr("Draw up an order"), lambda: context.go("destroy-wizard"), "primary")
        columns = (
            Column(tr("Order"), 8),
            Column(tr("State"), 14, stretches=True),
            Column(tr("Records"), 5, is_figure=True),
            Column(tr("Drawn up on"), 6, may_go=True),
            Column(tr("Certificate number"), 9, may_go=True),
        )
        self._table: RowTable[OrderStatus] = RowTable(context.theme, tr("Destruction orders"), columns, self._cells)
        self._table.chosen.connect(self._show_one)
        self._table.activated_one.connect(self._take_up)
        self._card = FactCard(tr("The chosen order"))
        self.lead_with(permit(context, draw_up, Action.PREPARE), self._card)
        self._wanted = ""
        empty = EmptyState(
            context.theme,
            "gavel",
            tr("No destruction order yet"),
            tr(
                "An order lists what is due, is approved, executed and witnessed, and ends with a certificate. "
                "Nothing is destroyed without one."
            ),
        )
        self.furnish(holder(row(self._table, self._card, gap=Space.L)), empty)

    def refresh(self) -> None:
        destruction = self.context.services.destruction
        self.context.read(self, lambda _progress: destruction.all(), self._show)

    def receive(self, shown: object) -> None:
        """Choose the order of this number, and take it up."""
        if isinstance(shown, str):
            self._wanted = shown
            self.refresh()

    def _show(self, orders: tuple[OrderStatus, ...]) -> None:
        self._table.show_things(orders[::-1])
        self.show_content(bool(orders))
        wanted, self._wanted = self._wanted, ""
        if wanted:
            self._table.choose(lambda order: order.order == wanted)
            order = self._table.current()
            if order is not None:
                self._take_up(order)

    def _cells(self, order: OrderStatus) -> tuple[Cell, ...]:
        return (
            Cell(order.order),
            Cell(self.context.tr(ORDER_STATES[order.state]), TONES[order.state]),
            Cell(number(order.records)),
            Cell(local_day(order.prepared_at)),
            Cell(order.certificate or "—"),
        )

    def _show_one(self, order: OrderStatus | None) -> None:
        tr, words = self.context.tr, self.context.catalogue
        if order is None:
            return
        self._card.begin(order.order, tr(ORDER_STATES[order.state]))
        self._card.add_fact(tr("Records"), number(order.records))
        self._card.add_fact(tr("Drawn up"), f"{moment(order.prepared_at)} · {order.prepared_by}")
        if order.decided_by_hand:
            self._card.add_fact(tr("Decided otherwise by hand"), number(order.decided_by_hand), "wait")
        if order.earliest_on is not None and order.state in WAITING:
            self._card.add_fact(tr("May be executed from"), day(order.earliest_on, words), "wait")
        if order.executed_at is not None:
            self._card.add_fact(tr("Executed"), moment(order.executed_at))
        if order.outcome is not None:
            tone: Tone = "done" if order.outcome == COMPLETE else "wait"
            self._card.add_fact(tr("Result"), tr(RESULTS[order.outcome]), tone)
        self._card.add_fact(tr("Rules"), order.pack_version)
        self._card.add_section(
            tr("Signatures"),
            [
                tr("{role}: {operator}, {day}").format(
                    role=tr(label_of(one.role)), operator=one.operator, day=local_day(one.signed_at)
                )
                for one in order.signatures
            ],
        )
        if order.held_back:
            self._card.add_section(
                tr("Left out of the order"),
                [
                    f"{number(one.records)} · {sentence(one.reason, words.gettext, lambda date: day(date, words))}"
                    for one in order.held_back
                ],
            )
        self._add_actions(order)

    def _add_actions(self, order: OrderStatus) -> None:
        tr = self.context.tr
        verbs = {
            OrderState.DRAFT: tr("Approve…"),
            OrderState.APPRAISED: tr("Approve…"),
            OrderState.APPROVED: tr("Execute…"),
            OrderState.WAITING: tr("Execute…"),
            OrderState.EXECUTING: tr("Finish…"),
            OrderState.VERIFIED: tr("Witness…"),
            OrderState.WITNESSED: tr("Finish…"),
        }
        if order.state in verbs:
            waits = order.state in WAITING and order.earliest_on is not None and order.earliest_on > self._today()
            self._card.add_action(
                button(verbs[order.state], lambda: self._take_up(order), "plain" if waits else "primary")
            )
        if order.state in OPEN - {OrderState.EXECUTING}:
            withdraw = button(tr("Withdraw the order…"), lambda: self._withdraw(order))
            self._card.add_action(permit(self.context, withdraw, Action.WITHDRAW))
        if order.state in OPEN:
            slips = button(tr("Print the customers' slips…"), lambda: self._print_slips(order))
            self._card.add_action(permit(self.context, slips, Action.NOTICE))
        if order.state is not OrderState.WITHDRAWN:
            outside = button(
                tr("Paper and copies outside…"), lambda: OutsideDialog(self.context, self, order.order).open()
            )
            self._card.add_action(outside)
        if order.certificate:
            number_ = order.certificate
            self._card.add_action(button(tr("Show the certificate"), lambda: self.context.go("documents", number_)))

    def _today(self) -> date:
        return self.context.services.session.clock.today()

    def _take_up(self, order: OrderStatus) -> None:
        if order.state not in (OrderState.CERTIFIED, OrderState.WITHDRAWN):
            self.context.go("destroy-wizard", order)

    def _print_slips(self, order: OrderStatus) -> None:
        """Write the slips of the order's customers as a PDF: only while the records are there."""
        tr, context = self.context.tr, self.context
        name = tr("Customers' slips {order}").format(order=order.order) + ".pdf"
        target = context.prompts.save_file(self, tr("Save the customers' slips"), name, "*.pdf")
        if target is None:
            return
        slips, path = context.services.slips, target.with_suffix(".pdf")

        def tell(done: WrittenSlips) -> None:
            text = tr("The slips are in {file}. Customers: {customers}; records: {records}.").format(
                customers=number(done.customers), records=number(done.records), file=done.file
            )
            context.prompts.tell(self, tr("The slips are saved"), text, problem=False)

        context.change(
            self,
            tr("Writing the slips"),
            lambda _progress: slips.write(slips.records_of(order.order), path, language=context.language),
            tell,
        )

    def _withdraw(self, order: OrderStatus) -> None:
        tr, destruction = self.context.tr, self.context.services.destruction
        text = tr("Order {order} is given up. Its records stay; another order can be drawn up over them.")
        heading = tr("Withdraw the order")
        if self.context.prompts.confirm(self, heading, text.format(order=order.order), heading):
            self.context.change(
                self,
                tr("Withdrawing the order"),
                lambda _progress: destruction.withdraw(order.order),
                lambda _status: None,
            )
