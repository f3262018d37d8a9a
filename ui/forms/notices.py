"""The forms of a notice: published, delivered, answered, objected."""

from PySide6.QtWidgets import QWidget

from app.domain.notices import METHODS, Consent, Method
from app.services.notices import NoticeStatus
from ui.context import AppContext
from ui.forms.entries import EntryDialog
from ui.widgets.choices import DropDown


class PublishDialog(EntryDialog):
    """Since when the public notice is up, with a picture of it."""

    def __init__(self, context: AppContext, parent: QWidget, status: NoticeStatus) -> None:
        tr = context.tr
        text = tr("Its periods run from this day. A day that is over is taken, and the log says that it was late.")
        super().__init__(context, parent, tr("Enter the publication of {notice}").format(notice=status.notice), text,
                         tr("Enter the publication"))  # fmt: skip
        today = context.services.session.clock.today()
        self.day = self.add_day(tr("Day on which the notice went up"), today)
        self.proof = self.add_file(tr("Photograph or screenshot of it (may be left out)"))
        self.day.setFocus()


class DeliveryDialog(EntryDialog):
    """How letters fared: one customer's, or all that are open."""

    def __init__(self, context: AppContext, parent: QWidget, status: NoticeStatus) -> None:
        tr = context.tr
        text = context.ngettext(
            "{n} letter is open. What was not deliverable is told by the public notice.",
            "{n} letters are open. What was not deliverable is told by the public notice.",
            status.counts.open,
        )
        super().__init__(
            context,
            parent,
            tr("Enter deliveries of {notice}").format(notice=status.notice),
            text.format(n=status.counts.open),
            tr("Enter the deliveries"),
        )
        self.method: DropDown[Method] = DropDown(context.theme, [(one, tr(METHODS[one])) for one in Method])
        self.add_editor(tr("How it was delivered"), self.method)
        self.day = self.add_day(tr("Delivered or returned on"), context.services.session.clock.today())
        self.customer = self.add_line(
            tr("Letter or customer"),
            needed=False,
            hint=tr("A letter's number, a name or a phone; empty for all open ones."),
        )
        self.proof = self.add_file(tr("Receipt (may be left out)"))
        self.method.setFocus()


class ConsentDialog(EntryDialog):
    """What one customer answered to a provision."""

    def __init__(self, context: AppContext, parent: QWidget, status: NoticeStatus) -> None:
        tr = context.tr
        text = tr("Without a customer's separate consent nothing of theirs is provided. A no takes a yes back.")
        super().__init__(context, parent, tr("Enter an answer to {notice}").format(notice=status.notice), text,
                         tr("Enter the answer"))  # fmt: skip
        self.customer = self.add_line(tr("Letter or customer"), hint=tr("A letter's number, a name or a phone."))
        choices = [(Consent.GIVEN, tr("agreed")), (Consent.REFUSED, tr("not agreed"))]
        self.answer: DropDown[Consent] = DropDown(context.theme, choices)
        self.add_editor(tr("Answer"), self.answer)
        self.day = self.add_day(tr("Answered on"), context.services.session.clock.today())
        self.proof = self.add_file(tr("Signed reply (may be left out)"))
        self.customer.setFocus()


class ObjectionDialog(EntryDialog):
    """What a customer said against it; the customer's records are frozen."""

    def __init__(self, context: AppContext, parent: QWidget, status: NoticeStatus) -> None:
        tr = context.tr
        text = tr("All records of this customer are frozen: neither destroyed nor handed over until you lift it.")
        super().__init__(context, parent, tr("Enter an objection to {notice}").format(notice=status.notice), text,
                         tr("Enter and freeze"))  # fmt: skip
        self.customer = self.add_line(tr("Letter or customer"), hint=tr("A letter's number, a name or a phone."))
        self.text = self.add_line(tr("What the customer objects to"))
        self.day = self.add_day(tr("Objected on"), context.services.session.clock.today())
        self.customer.setFocus()
