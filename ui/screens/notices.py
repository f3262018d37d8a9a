"""Notices to customers: the list on the left, the chosen one's days, deliveries and next acts on the right."""

from app.domain.notice_texts import NOTICE_KINDS
from app.domain.permissions import Action
from app.domain.words import NoticeKind
from app.services.notice_replies import Received
from app.services.notices import NoticeStatus
from ui.context import AppContext
from ui.formatting import day, days, number
from ui.forms.entries import day_of
from ui.forms.notices import ConsentDialog, DeliveryDialog, ObjectionDialog, PublishDialog
from ui.panels.facts import FactCard
from ui.permits import permit
from ui.screen import Screen
from ui.tables.cells import Cell, Column
from ui.tables.rows import RowTable
from ui.theme import Space
from ui.widgets.boxes import holder, row
from ui.widgets.buttons import button
from ui.widgets.empty import EmptyState


class NoticesScreen(Screen):
    """Each notice with what came of it."""

    def __init__(self, context: AppContext) -> None:
        tr = context.tr
        super().__init__(context, tr("Notices to customers"))
        prepare = button(tr("Prepare a notice…"), lambda: context.go("notice-wizard"), "primary")
        columns = (
            Column(tr("Notice"), 7),
            Column(tr("Kind of notice"), 9, stretches=True),
            Column(tr("State"), 7),
            Column(tr("Letters"), 4, is_figure=True, may_go=True),
            Column(tr("Delivered"), 4, is_figure=True, may_go=True),
        )
        self._table: RowTable[NoticeStatus] = RowTable(context.theme, tr("Notices"), columns, self._cells)
        self._table.chosen.connect(self._show_one)
        self._card = FactCard(tr("The chosen notice"))
        self.lead_with(permit(context, prepare, Action.NOTICE), self._card)
        empty = EmptyState(
            context.theme,
            "info-circle",
            tr("Nobody has been told yet"),
            tr(
                "A notice is a letter to each customer, a poster, and texts for web page, text message and e-mail. It "
                "opens the way for a hand-over or a destruction where the law or the firm asks for it first."
            ),
        )
        self.furnish(holder(row(self._table, self._card, gap=Space.L)), empty)

    def refresh(self) -> None:
        notices = self.context.services.notices
        self.context.read(self, lambda _progress: notices.all(), self._show)

    def receive(self, shown: object) -> None:
        """Choose the notice of this number."""
        if isinstance(shown, str):
            self._table.choose(lambda status: status.notice == shown)

    def _show(self, notices: tuple[NoticeStatus, ...]) -> None:
        self._table.show_things(notices[::-1])
        self.show_content(bool(notices))

    def _state(self, status: NoticeStatus) -> Cell:
        tr, today = self.context.tr, self.context.services.session.clock.today()
        if status.period is None:
            return Cell(tr("not published"), "wait")
        if status.period.public_until >= today:
            return Cell(tr("on display"), "primary")
        return Cell(tr("display over"), "done")

    def _cells(self, status: NoticeStatus) -> tuple[Cell, ...]:
        return (
            Cell(status.notice),
            Cell(self.context.tr(NOTICE_KINDS[status.kind])),
            self._state(status),
            Cell(number(status.counts.letters)),
            Cell(number(status.counts.delivered)),
        )

    def _show_one(self, status: NoticeStatus | None) -> None:
        if status is None:
            return
        tr, words, counts, period = self.context.tr, self.context.catalogue, status.counts, status.period
        said = status.particulars
        named = tr("{recipient}, {contact}").format(recipient=said.recipient, contact=said.contact)
        self._card.begin(status.notice, tr(NOTICE_KINDS[status.kind]))
        self._card.add_fact(tr("Recipient or contact"), named)
        if period is not None:
            self._card.add_fact(tr("On display"), days(period.public_from, period.public_until, words))
            if status.kind is NoticeKind.SUCCESSION:
                opens = day(period.opens_on, words)
                text = tr("{day} at the latest").format(day=opens) if period.provisional else opens
                self._card.add_fact(tr("Records may go from"), text, "wait")
        else:
            self._card.add_fact(tr("On display"), tr("not yet: put it up, then enter the day"), "wait")
        fared = tr("{delivered} delivered, {returned} not deliverable, {open} open").format(
            delivered=number(counts.delivered), returned=number(counts.returned), open=number(counts.open)
        )
        self._card.add_fact(tr("Letters"), fared)
        if status.kind is NoticeKind.PROVISION:
            answers = tr("{yes} agreed, {no} did not").format(yes=number(counts.consented), no=number(counts.refused))
            self._card.add_fact(tr("Answers"), answers)
        self._card.add_fact(tr("Objections"), number(counts.objections))
        self._add_actions(status)

    def _add_actions(self, status: NoticeStatus) -> None:
        tr, context = self.context.tr, self.context
        acts = [
            (tr("Enter the publication…"), lambda: self._publish(status), status.period is None),
            (tr("Enter deliveries…"), lambda: self._deliver(status), status.counts.open > 0),
            (tr("Read in a delivery list…"), lambda: self._receive_list(status), True),
            (tr("Enter an answer…"), lambda: self._consent(status), status.kind is NoticeKind.PROVISION),
            (tr("Enter an objection…"), lambda: self._object(status), True),
        ]
        shown = [(text, act) for text, act, fits in acts if fits]
        for at, (text, act) in enumerate(shown):
            made = button(text, act, "primary" if at == 0 and status.period is None else "plain")
            self._card.add_action(permit(context, made, Action.NOTICE))

    def _publish(self, status: NoticeStatus) -> None:
        dialog = PublishDialog(self.context, self, status)
        dialog.accepted.connect(lambda: self._enter_publication(dialog, status.notice))
        dialog.open()

    def _enter_publication(self, dialog: PublishDialog, notice: str) -> None:
        services, proof = self.context.services, dialog.proof.path()
        on = day_of(dialog.day, services.session.clock.today)

        def work(_progress: object) -> None:
            services.notices.publish(notice, on)
            if proof is not None:
                services.replies.prove_publication(notice, proof)

        self.context.change(self, self.context.tr("Entering the publication"), work, lambda _none: None)

    def _deliver(self, status: NoticeStatus) -> None:
        dialog = DeliveryDialog(self.context, self, status)
        dialog.accepted.connect(lambda: self._enter_deliveries(dialog, status.notice))
        dialog.open()

    def _enter_deliveries(self, dialog: DeliveryDialog, notice: str) -> None:
        services, customer = self.context.services, dialog.customer.text().strip()
        method, on, proof = dialog.method.value(), day_of(dialog.day, services.session.clock.today), dialog.proof.path()
        named = [customer] if customer else []
        self.context.change(
            self,
            self.context.tr("Entering the deliveries"),
            lambda _progress: services.replies.delivered(notice, method, on, customers=named, evidence=proof),
            lambda _status: None,
        )

    def _consent(self, status: NoticeStatus) -> None:
        dialog = ConsentDialog(self.context, self, status)
        dialog.accepted.connect(lambda: self._enter_consent(dialog, status.notice))
        dialog.open()

    def _enter_consent(self, dialog: ConsentDialog, notice: str) -> None:
        services, named = self.context.services, [dialog.customer.text().strip()]
        answer, on, proof = dialog.answer.value(), day_of(dialog.day, services.session.clock.today), dialog.proof.path()
        self.context.change(
            self,
            self.context.tr("Entering the answer"),
            lambda _progress: services.replies.consented(notice, answer, on, customers=named, evidence=proof),
            lambda _status: None,
        )

    def _object(self, status: NoticeStatus) -> None:
        dialog = ObjectionDialog(self.context, self, status)
        dialog.accepted.connect(lambda: self._enter_objection(dialog, status.notice))
        dialog.open()

    def _enter_objection(self, dialog: ObjectionDialog, notice: str) -> None:
        services, named, said = self.context.services, dialog.customer.text().strip(), dialog.text.text()
        on = day_of(dialog.day, services.session.clock.today)
        self.context.change(
            self,
            self.context.tr("Entering the objection"),
            lambda _progress: services.replies.objected(notice, named, said, on),
            lambda _hold: None,
        )

    def _receive_list(self, status: NoticeStatus) -> None:
        tr, services = self.context.tr, self.context.services
        chosen = self.context.prompts.open_file(
            self, tr("Delivery list, filled in"), tr("Spreadsheets and text tables (*.xlsx *.xls *.csv *.tsv *.txt)")
        )
        if chosen is not None:
            self.context.change(
                self,
                tr("Reading the delivery list"),
                lambda _progress: services.replies.received(status.notice, chosen),
                self._on_received,
            )

    def _on_received(self, got: Received) -> None:
        tr, ngettext = self.context.tr, self.context.ngettext
        entered = ngettext("{n} row was entered.", "{n} rows were entered.", got.entered)
        lines = [entered.format(n=number(got.entered))]
        if got.unknown_rows:
            rows = tr(", ").join(map(str, got.unknown_rows[:20]))
            left = ngettext(
                "{n} row fits no letter and was left out: {rows}.",
                "{n} rows fit no letter and were left out: {rows}.",
                len(got.unknown_rows),
            )
            lines.append(left.format(n=number(len(got.unknown_rows)), rows=rows))
        self.context.prompts.tell(self, tr("The delivery list is read in"), "\n".join(lines), problem=False)
