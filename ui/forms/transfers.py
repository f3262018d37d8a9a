"""The forms of a hand-over: to whom and how, and the recipient's receipt."""

from PySide6.QtWidgets import QWidget

from app.domain.labels import KINDS
from app.domain.words import Kind
from app.services.transfers import TransferStatus
from ui.context import AppContext
from ui.forms.entries import EntryDialog
from ui.widgets.choices import CheckBox, DropDown


class TransferDialog(EntryDialog):
    """Who gets the records; the program lists which of them may go."""

    def __init__(self, context: AppContext, parent: QWidget, recipient: str, contact: str) -> None:
        tr = context.tr
        text = tr(
            "A list is drawn up; nothing goes out yet. What is frozen, stored only, undecided, or (sale of a business) "
            "without its customer's consent is left out."
        )
        super().__init__(context, parent, tr("Prepare a hand-over"), text, tr("Draw up the list"))
        self.recipient = self.add_line(tr("Name of the recipient"), hint=tr("As the notice names it."), most=200)
        self.contact = self.add_line(tr("How the recipient is reached"), most=200)
        self.recipient.setText(recipient)
        self.contact.setText(contact)
        wanted: list[tuple[Kind | None, str]] = [(None, tr("What the plan hands over"))]
        wanted += [(kind, tr(KINDS[kind])) for kind in Kind]
        self.kind: DropDown[Kind | None] = DropDown(context.theme, wanted)
        self.add_editor(tr("Which records"), self.kind)
        self.masked = CheckBox(context.theme, tr("Star out what tells of a person"))
        self.body.addWidget(self.masked)
        self.opinion = self.add_line(
            tr("Lawyer's written reason to see a succession in it"),
            needed=False,
            hint=tr("Only where the closure itself is none, such as the sale of a business."),
        )
        self.recipient.setFocus()


class ReceiptDialog(EntryDialog):
    """Who signed for the recipient, when, and the signed sheet."""

    def __init__(self, context: AppContext, parent: QWidget, status: TransferStatus) -> None:
        tr = context.tr
        text = tr("From then on the copies in this vault have no purpose any more and are to be destroyed.")
        super().__init__(context, parent, tr("Enter the receipt of {order}").format(order=status.transfer.number), text,
                         tr("Enter the receipt"))  # fmt: skip
        self.by = self.add_line(tr("Signed for the recipient by"), most=100)
        self.day = self.add_day(tr("Signed on"), context.services.session.clock.today())
        self.proof = self.add_file(tr("The signed sheet (may be left out)"))
        self.by.setFocus()
