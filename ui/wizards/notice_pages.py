"""The pages of the notice wizard."""

from pathlib import Path

from PySide6.QtCore import QStandardPaths, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QButtonGroup, QLineEdit, QVBoxLayout, QWidget

from app.domain.notice_texts import NOTICE_KINDS
from app.domain.words import NoticeKind
from app.flows.telling import ASKED, NAMES_RECIPIENT, TellFlow
from app.i18n import N_
from ui.context import AppContext
from ui.formatting import number
from ui.theme import Size, Space
from ui.widgets.boxes import card, clear, column, row
from ui.widgets.buttons import button
from ui.widgets.choices import RadioButton
from ui.widgets.fields import Field
from ui.widgets.texts import label
from ui.wizards.page import Page

EXPLAINED = {
    NoticeKind.CLOSING: N_("The service ends: what becomes of personal information, and whom to ask afterwards."),
    NoticeKind.SUCCESSION: N_("A successor takes the records: 30 working days on display before anything goes."),
    NoticeKind.PROVISION: N_("Somebody else gets the records: a reply to sign, because each customer has to agree."),
    NoticeKind.DESTRUCTION: N_("Records are going to be deleted: a last chance for copies and objections."),
    NoticeKind.BREACH: N_("Personal information leaked or was lost: told at once, with what customers can do."),
}
_ASKED = {
    "purpose": N_("Purpose for which the recipient handles it"),
    "processing": N_("How the recipient handles it"),
    "ends_on": N_("Last day of the service"),
    "cause": N_("Cause, as far as it is known"),
    "harm": N_("Harm that is possible"),
    "measures": N_("What has been done about it"),
    "advice": N_("What customers can do"),
}
LONGEST = 600


class KindPage(Page):
    """Which of the five notices."""

    def __init__(self, context: AppContext, flow: TellFlow) -> None:
        tr = context.tr
        super().__init__(context, tr("Kind"), tr("What do customers have to be told?"))
        self._flow = flow
        self.note = tr("Nothing is sent by this program: it writes letters and texts that you send.")
        self._group = QButtonGroup(self)
        self._kinds = tuple(EXPLAINED)
        for at, kind in enumerate(self._kinds):
            radio = RadioButton(context.theme, tr(NOTICE_KINDS[kind]))
            radio.setChecked(kind is flow.state.kind)
            self._group.addButton(radio, at)
            text = label(tr(EXPLAINED[kind]), None, "second", wrap=True)
            text.setContentsMargins(Size.BOX + Space.S + Space.HAIR, 0, 0, 0)  # below the radio's words
            self.body.addLayout(column(radio, text, gap=Space.XS))

    def leave(self) -> None:
        self._flow.change(kind=self._kinds[max(0, self._group.checkedId())])


class WordsPage(Page):
    """Whom the notice names, and what its article asks for besides."""

    def __init__(self, context: AppContext, flow: TellFlow) -> None:
        tr = context.tr
        super().__init__(
            context,
            tr("Words"),
            tr("What shall the notice say?"),
            tr("The program knows the rest: which information, on which article, with which rights."),
        )
        self._flow = flow
        self._lines: dict[str, QLineEdit] = {}
        for name in ("recipient", "contact", *_ASKED):
            line = QLineEdit()
            line.setMaxLength(LONGEST)
            if name == "ends_on":
                line.setPlaceholderText("YYYY-MM-DD")
            self._lines[name] = line
        self.add("recipient", Field(tr("Name that the notice gives"), self._lines["recipient"], tr(self._hint())))
        self.add("contact", Field(tr("Phone, address or e-mail"), self._lines["contact"]))
        for name, title in _ASKED.items():
            self.add(name, Field(tr(title), self._lines[name], tr("Left empty, general words stand there.")))
        self.body.setSpacing(Space.M)
        self.first = self._lines["recipient"]

    def _hint(self) -> str:
        if self._flow.state.kind in NAMES_RECIPIENT:
            return N_("Who gets the records: the full name of the firm or person.")
        return N_("Who answers customers' questions, also after the closing.")

    def enter(self) -> None:
        asked = ASKED[self._flow.state.kind]
        for name in _ASKED:
            self.fields[name].setVisible(name in asked)
        recipient = self.fields["recipient"]
        recipient.explain(self.context.tr(self._hint()))
        for name, line in self._lines.items():
            line.setText(getattr(self._flow.state, name))

    def leave(self) -> None:
        self._flow.change(**{name: line.text() for name, line in self._lines.items()})

    def words(self, code: str) -> str:
        tr = self.context.tr
        return {
            "recipient-missing": tr("The notice has to name somebody."),
            "contact-missing": tr("Customers have to be able to reach somebody."),
            "bad-day": tr("Please write the day as 2026-11-21."),
        }[code]


class PlacePage(Page):
    """Where the letters go, and that they are plain text there."""

    def __init__(self, context: AppContext, flow: TellFlow) -> None:
        tr = context.tr
        super().__init__(context, tr("Folder"), tr("Where shall the letters be written?"))
        self._flow = flow
        self.verb = tr("Write the letters")
        self.note = tr("The vault remembers to whom letters went. They can be written only once under one number.")
        self._folder = QLineEdit()
        self._folder.setReadOnly(True)
        place = QWidget()
        place.setLayout(row(self._folder, button(tr("Choose a folder…"), self._on_choose)))
        place.setFocusProxy(self._folder)
        self.add("out", Field(tr("Folder for letters and posters"), place))
        lines = (
            tr("1. One letter a customer: all in one file to print, and one by one to send."),
            tr("2. A poster in A4 and A3, and texts for web page, text message and e-mail."),
            tr("3. A delivery list to fill in and read in again."),
            tr("Letters hold names and addresses in the clear. Delete the files once they are sent; certificates of "
               "later destructions list them as copies until then."),
        )  # fmt: skip
        parts = [label(line, None, "second", wrap=True) for line in lines]
        self.body.addWidget(card(column(label(tr("What is written"), "strong"), *parts, gap=Space.XS)))

    def enter(self) -> None:
        if self._flow.state.out is None:
            documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
            self._flow.change(out=Path(documents) if documents else None)
        self._folder.setText(str(self._flow.state.out or ""))

    def _on_choose(self) -> None:
        chosen = self.context.prompts.open_folder(self, self.context.tr("Folder for letters and posters"))
        if chosen is not None:
            self._flow.change(out=chosen)
            self._folder.setText(str(chosen))

    def words(self, code: str) -> str:
        return {"folder-missing": self.context.tr("Choose a folder first.")}[code]


class ToldPage(Page):
    """What was written, and what is to be done with it."""

    def __init__(self, context: AppContext, flow: TellFlow) -> None:
        tr = context.tr
        super().__init__(context, tr("Send"), tr("The notice is ready to be sent"))
        self._flow = flow
        self._letters = label("", "strong")
        self._facts: QVBoxLayout = column(gap=Space.XS)
        head = row(self._letters, None, button(tr("Open the folder"), self._on_open, "link"))
        self.body.addWidget(card(column(head, self._facts, gap=Space.XS)))
        steps = (
            tr("1. Put the poster up at the premises, and the web text on your page. Enter the day under “Notices”."),
            tr("2. Print and send the letters. Enter how they fared, or fill in the delivery list and read it in."),
            tr("3. Who objects is entered there too: the records are frozen until you lift that."),
        )
        parts = [label(line, wrap=True) for line in steps]
        self.body.addWidget(card(column(label(tr("What to do next"), "strong"), *parts, gap=Space.S)))

    def enter(self) -> None:
        status = self._flow.state.status
        if status is None:
            return
        tr = self.context.tr
        clear(self._facts)
        letters = status.counts.letters
        text = self.context.ngettext("{notice}: {n} letter", "{notice}: {n} letters", letters)
        self._letters.setText(text.format(notice=status.notice, n=number(letters)))
        for file in status.files:
            self._facts.addWidget(label(Path(file).name, None, "second", wrap=True, selectable=True))
        if status.unsaid:
            names = tr(", ").join(tr(_ASKED[name]) for name in status.unsaid)
            general = tr("General words stand for: {names}").format(names=names)
            self._facts.addWidget(label(general, None, "wait", wrap=True))

    def _on_open(self) -> None:
        if self._flow.state.out is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._flow.state.out)))
