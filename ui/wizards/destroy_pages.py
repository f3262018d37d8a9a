"""The pages of the destruction wizard from what is chosen to the approval."""

from PySide6.QtWidgets import QVBoxLayout

from app.domain.evidence import HeldBack
from app.domain.labels import KINDS, SENSITIVITIES
from app.domain.reasons import sentence
from app.flows.destroying import DestroyFlow, Signing
from app.services.order_results import Going
from ui.context import AppContext
from ui.formatting import day, local_day, number
from ui.forms.signing import SigningForm
from ui.tables.cells import Cell, Column
from ui.tables.rows import RowTable
from ui.theme import Space
from ui.widgets.boxes import card, clear, column, strip
from ui.widgets.figures import Figure
from ui.widgets.texts import label
from ui.wizards.page import Page


class CheckPage(Page):
    """What will go, what will not, and why."""

    def __init__(self, context: AppContext, flow: DestroyFlow) -> None:
        tr = context.tr
        super().__init__(context, tr("Check"), tr("What will go, and what will not?"), fills=True)
        self._flow = flow
        self.note = tr("Nothing is destroyed yet. An order is drawn up, which can be withdrawn.")
        self.verb = tr("Draw up the order")
        self._going = Figure(tr("Will be destroyed"))
        self._staying = Figure(tr("Will not be destroyed"))
        groups = (
            Column(tr("Kind"), 9),
            Column(tr("Grade"), 5),
            Column(tr("Retention rule"), 12, stretches=True),
            Column(tr("Records"), 5, is_figure=True),
        )
        reasons = (Column(tr("Why not"), 24, stretches=True), Column(tr("Records"), 5, is_figure=True))
        self._groups: RowTable[Going] = RowTable(context.theme, tr("Will be destroyed"), groups, self._going_cells)
        self._reasons: RowTable[HeldBack] = RowTable(
            context.theme, tr("Will not be destroyed"), reasons, self._reason_cells
        )
        self._caption = label(tr("Will not be destroyed"), "small", "second")
        self.body.addWidget(strip(self._going, self._staying))
        self.fill(self._groups)
        self.body.addWidget(self._caption)
        self.fill(self._reasons)

    def enter(self) -> None:
        preview = self._flow.state.preview
        if preview is None:
            return
        blocked = sum(one.records for one in preview.held_back)
        self._going.show_number(number(preview.records))
        self._staying.show_number(number(blocked), tone="wait" if blocked else None)
        self._groups.show_things(preview.going)
        self._reasons.show_things(preview.held_back)
        for widget in (self._caption, self._reasons):
            widget.setVisible(bool(preview.held_back))

    def _going_cells(self, going: Going) -> tuple[Cell, ...]:
        tr = self.context.tr
        rule = self.context.services.session.pack.rule(going.rule).title if going.rule else ""
        return (
            Cell(tr(KINDS[going.kind])),
            Cell(tr(SENSITIVITIES[going.sensitivity])),
            Cell(tr(rule) if rule else "—"),
            Cell(number(going.records)),
        )

    def _reason_cells(self, one: HeldBack) -> tuple[Cell, ...]:
        words = self.context.catalogue
        return Cell(sentence(one.reason, words.gettext, lambda date: day(date, words))), Cell(number(one.records))

    def words(self, code: str) -> str:
        tr, preview = self.context.tr, self._flow.state.preview
        if code == "in-open-orders" and preview is not None:
            text = tr("These records are in order {orders} already. Go on with it under “Destruction”, or withdraw it.")
            return text.format(orders=tr(", ").join(preview.open_orders))
        return {
            "nothing-to-destroy": tr("None of these records may be destroyed today."),
            "nothing-found": tr("There is no record in this choice. Please go back and choose others."),
        }[code]


class ApprovePage(Page):
    """Who approves, with the passphrase given again."""

    def __init__(self, context: AppContext, flow: DestroyFlow) -> None:
        tr = context.tr
        super().__init__(
            context,
            tr("Approve"),
            tr("Who approves the order?"),
            tr("The approver signs the order's list with a key of their own. A changed list needs a new signature."),
        )
        self._flow = flow
        self.verb, self.verb_off = tr("Sign and approve"), tr("Close")
        self._returned = label("", wrap=True)
        self._returned_card = card(column(self._returned), "wait")
        self._facts: QVBoxLayout = column(gap=Space.XS)
        self._form = SigningForm(context, tr("Approver"))
        self.fields["approver"] = self._form.who
        self.fields["passphrase"] = self._form.passphrase
        self.body.addWidget(self._returned_card)
        self.body.addWidget(card(self._facts))
        self.body.addWidget(self._form)

    def enter(self) -> None:
        tr, state, status = self.context.tr, self._flow.state, self._flow.state.status
        if status is None:
            return
        self.note = tr("Nothing is destroyed yet. Order {order} waits until somebody approves it.").format(
            order=status.order
        )
        self._returned_card.setVisible(state.returned is not None)
        if state.returned is not None:
            self._returned.setText(self.context.errors.sentence(state.returned))
        clear(self._facts)
        lines = (
            tr("Order {order}, records: {n}").format(order=status.order, n=number(status.records)),
            tr("Drawn up and signed by {operator} on {day}").format(
                operator=status.prepared_by, day=local_day(status.prepared_at)
            ),
            tr("Rules of version {version}").format(version=status.pack_version),
            tr("List {hash}").format(hash=status.hash[:16]),
        )
        self._facts.addWidget(label(lines[0], "strong", wrap=True))
        for line in lines[1:]:
            self._facts.addWidget(label(line, None, "second", wrap=True))
        if status.decided_by_hand:
            by_hand = tr("Decided otherwise by hand: {count}.").format(count=number(status.decided_by_hand))
            self._facts.addWidget(label(by_hand, None, "wait", wrap=True))
        self._form.offer(self._flow.approvers())
        self.first = self._form.first

    def leave(self) -> None:
        operator, secret = self._form.value()
        self._flow.change(approval=Signing(operator, secret))

    def words(self, code: str) -> str:
        tr = self.context.tr
        return {
            "approver-missing": tr("Please choose who approves."),
            "passphrase-missing": tr("Please enter the passphrase."),
            "no-approver": tr(
                "Nobody here may approve this order: whoever drew it up may not approve it. Please add an approver in "
                "the settings, then take the order up again."
            ),
        }[code]
