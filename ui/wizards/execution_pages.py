"""The pages of the destruction wizard from execution to the certificate."""

from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QPixmap
from PySide6.QtWidgets import QLabel, QLineEdit, QVBoxLayout, QWidget

from app.domain.evidence import SurvivingCopy
from app.domain.labels import COPY_KINDS, COPY_STATUSES, RESULTS
from app.domain.orders import GONE
from app.flows.destroying import DestroyFlow, Signing
from app.services.leaves import pdf_leaves
from app.services.secrets import Secret
from ui.clipboard import forget_copied
from ui.context import AppContext
from ui.formatting import day, local_day, number, size
from ui.forms.passphrases import demo_hint, passphrase_edit
from ui.forms.signing import SigningForm
from ui.forms.viewer import Viewer
from ui.pages import as_image
from ui.theme import Space
from ui.widgets.boxes import card, clear, column, holder, row, scrolled, strip
from ui.widgets.buttons import button
from ui.widgets.fields import Field
from ui.widgets.figures import Figure
from ui.widgets.texts import label
from ui.wizards.execution_panel import ExecutionPanel
from ui.wizards.page import Page

_LOW = (Space.CARD, Space.S, Space.CARD, Space.S)  # within cards of a page that has much to say
_NAMED = 2  # copies, of those that remain
_FIRST_PAGE = 250  # how wide the certificate's first page is shown


class ExecutePage(Page):
    """The last page before something that can't be undone: what will happen, what will not, what survives."""

    def __init__(self, context: AppContext, flow: DestroyFlow) -> None:
        tr = context.tr
        super().__init__(context, tr("Execute"), tr("Destroy these records now?"), fills=True)
        self._flow = flow
        self.danger = True
        self.working = ExecutionPanel(context.catalogue)
        self._going = Figure(tr("Will be destroyed"), margins=_LOW)
        self._staying = Figure(tr("Left out of the order"), margins=_LOW)
        self._wait = label("", wrap=True)
        self._wait_card = card(column(self._wait), "wait")
        self._copies: QVBoxLayout = column(gap=Space.XS)
        self._copies_card = card(self._copies, "wait", _LOW)
        self._folder, self._number, self._secret = QLineEdit(), QLineEdit(), passphrase_edit(context)
        self._folder.setReadOnly(True)
        place = QWidget()
        place.setLayout(row(self._folder, button(tr("Choose a folder…"), self._on_choose)))
        place.setFocusProxy(self._folder)
        self._signing = QWidget()
        typed = Field(tr("Type the order's number to confirm"), self._number)
        secret = Field(tr("Your passphrase"), self._secret, demo_hint(context))
        self._signing.setLayout(row(typed, secret, gap=Space.L))
        self.fields |= {"number": typed, "passphrase": secret}
        self.first = self._number
        self.body.addWidget(self._told_first(), 1)
        self._place = self.add("out", Field(tr("Folder for the certificate"), place))
        self.body.addWidget(self._signing)
        self.body.setSpacing(Space.S)

    def _told_first(self) -> QWidget:
        """All that is said before the confirmation; it scrolls, so that what is to be filled in is always in sight."""
        figures = strip(self._going, self._staying)
        parts = column(figures, self._explained(), self._copies_card, self._wait_card, None)
        area = scrolled(holder(parts, "surface"))
        area.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        area.setAccessibleName(self.context.tr("What will happen"))
        return area

    def _explained(self) -> QWidget:
        tr = self.context.tr
        lines = (
            tr("1. What stays is written into a new database under a new key; the old file and its key are destroyed."),
            tr("2. Every page of the new file is decrypted and searched for the destroyed values before that."),
            tr("3. Of each record only a stub without personal data remains, for the register and the certificate."),
        )
        parts = [label(line, None, "second", wrap=True) for line in lines]
        return card(column(label(tr("What will happen"), "strong"), *parts, gap=Space.XS), margins=_LOW)

    def enter(self) -> None:
        tr, flow, status = self.context.tr, self._flow, self._flow.state.status
        if status is None:
            return
        words = self.context.catalogue
        self._going.show_number(number(status.records))
        self._staying.show_number(number(sum(one.records for one in status.held_back)))
        waits = flow.waits_until
        self._wait_card.setVisible(waits is not None)
        if waits is not None:
            text = tr(
                "The waiting time that the firm set itself ends on {day}. Until then nothing is destroyed; the order "
                "can then be taken up again under “Destruction”."
            )
            self._wait.setText(text.format(day=day(waits, words)))
        self._show_copies()
        self.is_closed = waits is not None
        self.verb_off = tr("Close") if self.is_closed else ""
        self._place.setVisible(waits is None)
        self._signing.setVisible(waits is None and not flow.is_executed)
        self._number.setPlaceholderText(status.order)
        self.verb = tr("Go on") if flow.is_executed else tr("Start destroying")
        self.note = self._told()
        if flow.state.out is None:
            documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
            flow.change(out=Path(documents) if documents else None)
        self._folder.setText(str(flow.state.out or ""))

    def _told(self) -> str:
        """What can still be undone."""
        tr, flow = self.context.tr, self._flow
        if flow.waits_until is not None:
            return tr("Nothing is destroyed yet.")
        if flow.is_executed:
            return tr("The records are destroyed already; the papers are finished.")
        return tr("You can still cancel after the start, until the switch to the new key.")

    def _show_copies(self) -> None:
        services = self.context.services
        self._copies_card.hide()
        self.context.read(self, lambda _progress: services.overview.copies(), self._list_copies)

    def _list_copies(self, copies: tuple[SurvivingCopy, ...]) -> None:
        tr = self.context.tr
        clear(self._copies)
        left = [copy for copy in copies if copy.status not in GONE]
        self._copies_card.setVisible(bool(left))
        self._copies.addWidget(label(tr("Copies that remain"), "strong", "wait"))
        for copy in left[:_NAMED]:
            text = tr("{kind} “{file}” of {day} may still hold some of them; the certificate lists it.")
            line = text.format(kind=tr(COPY_KINDS[copy.kind]), file=copy.file, day=local_day(copy.made_at))
            self._copies.addWidget(label(line, wrap=True))
        more = len(left) - _NAMED
        if more > 0:
            text = self.context.ngettext("And {n} more file.", "And {n} more files.", more)
            self._copies.addWidget(label(text.format(n=more), wrap=True))

    def leave(self) -> None:
        self._flow.change(
            typed_number=self._number.text(),
            confirmation=Signing(self.context.services.session.operator.name, Secret(self._secret.take())),
        )

    def _on_choose(self) -> None:
        chosen = self.context.prompts.open_folder(self, self.context.tr("Folder for the certificate"))
        if chosen is not None:
            self._flow.change(out=chosen)
            self._folder.setText(str(chosen))

    def words(self, code: str) -> str:
        tr = self.context.tr
        return {
            "cooling-off": tr("The waiting time is not over yet. The order can be taken up again later."),
            "folder-missing": tr("Please choose a folder."),
            "number-differs": tr("This is not the order's number."),
            "passphrase-missing": tr("Please enter the passphrase."),
        }[code]


class ReadBackPage(Page):
    """What the independent reader measured; the witness signs it."""

    def __init__(self, context: AppContext, flow: DestroyFlow) -> None:
        tr = context.tr
        super().__init__(
            context,
            tr("Read back"),
            tr("What was measured"),
            tr("A reader of its own, without the database program, decrypted every page of the new file."),
        )
        self._flow = flow
        self._values = Figure(tr("Values looked for"))
        self._control = Figure(tr("Found in the old file (control)"))
        self._hits = Figure(tr("Found in the new file"))
        self._more: QVBoxLayout = column(gap=Space.XS)
        self.verb_off = tr("Close")
        self._form = SigningForm(context, tr("Witness"))
        self.fields |= {"witness": self._form.who, "passphrase": self._form.passphrase}
        self._ask = label(tr("The witness signs what was measured."), "strong")
        self.body.addWidget(strip(self._values, self._control, self._hits))
        self.body.addWidget(card(self._more))
        self.body.addWidget(self._ask)
        self.body.addWidget(self._form)

    def enter(self) -> None:
        tr, flow, executed = self.context.tr, self._flow, self._flow.state.executed
        if executed is None:
            return
        forget_copied()  # it may be of a record that is gone
        residue = executed.residue
        self._values.show_number(number(residue.values))
        self._control.show_number(number(residue.control_hits))
        self._hits.show_number(number(residue.hits), tone="done" if not residue.hits else "danger")
        clear(self._more)
        lines = (
            tr("Records destroyed: {n}. {result}").format(
                n=number(executed.destroyed), result=tr(RESULTS[executed.result])
            ),
            tr("Files read: {files}; pages: {pages}; {size}; {seconds} s").format(
                files=number(residue.files),
                pages=number(residue.pages),
                size=size(residue.bytes),
                seconds=f"{residue.seconds:.1f}",
            ),
            tr("Values not looked for, because records that stay rightly hold them too: {n}").format(
                n=number(residue.shared_values)
            ),
        )
        for line in lines:
            self._more.addWidget(label(line, wrap=True))
        needed = flow.needs_witness
        self._ask.setVisible(needed)
        self._form.setVisible(needed)
        self._form.offer(flow.witnesses())
        self.first = self._form.first
        self.verb = tr("Sign as witness") if needed else tr("To the certificate")
        self.note = tr("The records are destroyed. The certificate is issued when everybody has signed.")

    def leave(self) -> None:
        operator, secret = self._form.value()
        self._flow.change(witnessing=Signing(operator, secret))

    def words(self, code: str) -> str:
        tr = self.context.tr
        return {
            "witness-missing": tr("Please choose who witnesses."),
            "passphrase-missing": tr("Please enter the passphrase."),
            "no-witness": tr(
                "Nobody here may witness this order. Please add a witness in the settings, then take the order "
                "up again."
            ),
        }[code]


class CertificatePage(Page):
    """The certificate: its number, where it is, what it rests on."""

    def __init__(self, context: AppContext, flow: DestroyFlow) -> None:
        tr = context.tr
        super().__init__(context, tr("The certificate"), tr("The destruction is certified"))
        self._flow = flow
        self._number = label("", "heading")
        self._file = label("", None, "second", wrap=True, selectable=True)
        self._hash = label("", "mono", "second", wrap=True, selectable=True)
        self._copies: QVBoxLayout = column(gap=Space.XS)
        self._copies_card = card(self._copies, "wait", _LOW)
        self._first = QLabel()
        self._first.setProperty("page", True)
        self._first.setAccessibleName(tr("First page of the certificate"))
        look = button(tr("Look at it and print…"), self._on_look)
        open_file = button(tr("Open the certificate"), self._on_open)
        open_folder = button(tr("Open the folder"), self._on_open_folder)
        acts = row(look, open_file, open_folder, None)
        told = column(self._number, self._file, self._hash, acts, Space.S, self._copies_card, None)
        line = row(self._first, told, gap=Space.L)
        line.setStretch(1, 1)
        self.body.addWidget(card(line))

    def enter(self) -> None:
        tr, state = self.context.tr, self._flow.state
        issued, executed = state.certificate, state.executed
        if issued is None or executed is None:
            return
        self.note = tr("The certificate is kept in the vault too.")
        self._number.setText(issued.number)
        self._file.setText(issued.file)
        self._hash.setText(f"SHA-256 {issued.sha256}")
        documents = self.context.services.documents
        self.context.read(self, lambda _progress: documents.content(issued.number), self._show_first)
        clear(self._copies)
        left = [copy for copy in executed.surviving_copies if copy.status not in GONE]
        self._copies_card.setVisible(bool(left))
        self._copies.addWidget(label(tr("Copies that still hold some of the records"), "strong", "wait"))
        for copy in left:
            text = tr("{kind} “{file}” of {day}, records: {n}, {status}").format(
                kind=tr(COPY_KINDS[copy.kind]),
                file=copy.file,
                day=local_day(copy.made_at),
                n=number(copy.records),
                status=tr(COPY_STATUSES[copy.status]),
            )
            self._copies.addWidget(label(text, wrap=True))

    def _show_first(self, content: bytes) -> None:
        """The first page as a picture; the PDF is the vault's own, nothing of it lies on the disk."""
        ratio = self.devicePixelRatioF()
        picture = QPixmap.fromImage(as_image(pdf_leaves("", content).draw(0, round(_FIRST_PAGE * ratio))))
        picture.setDevicePixelRatio(ratio)
        self._first.setPixmap(picture)

    def _on_look(self) -> None:
        issued = self._flow.state.certificate
        if issued is not None:
            content = self.context.services.documents.content(issued.number)
            Viewer(self.context, self, pdf_leaves(issued.number, content), may_print=True).open()

    def _on_open(self) -> None:
        if self._flow.state.certificate is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(self._flow.state.certificate.file))

    def _on_open_folder(self) -> None:
        if self._flow.state.certificate is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(Path(self._flow.state.certificate.file).parent)))
