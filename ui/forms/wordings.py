"""What the firm may change of its papers: the head of its letters, and how its notices are worded."""

from collections.abc import Callable

from PySide6.QtWidgets import QLabel, QPlainTextEdit, QWidget

from app.domain.firm_papers import MOST_LINES, PLACEHOLDERS, Letterhead, NoticeTemplate
from app.domain.notice_texts import NOTICE_KINDS
from app.domain.words import NoticeKind
from app.services.firm_papers import FirmPapers
from app.services.leaves import pdf_leaves
from ui.context import AppContext
from ui.forms.viewer import Viewer
from ui.theme import Size, Space
from ui.widgets.boxes import row
from ui.widgets.buttons import button
from ui.widgets.choices import DropDown
from ui.widgets.dialogs import Dialog
from ui.widgets.fields import Field
from ui.widgets.texts import label

Keep = Callable[[], None]


class _PaperDialog(Dialog):
    """A form with a look at what comes of it, and a button that keeps it."""

    def __init__(self, context: AppContext, parent: QWidget, heading: str) -> None:
        super().__init__(parent, heading, Size.FRONT)
        self.context = context

    def add_foot(self, verb: str) -> None:
        """The buttons, once the form stands."""
        tr = self.context.tr
        self.add_button(tr("Cancel")).clicked.connect(self.reject)
        self.add_button(tr("Look at a letter…")).clicked.connect(self._on_look)
        keep = self.add_button(verb, "primary")
        keep.clicked.connect(self.keep)

    def draw(self) -> Callable[[], bytes]:
        """What draws the letter; called from a worker."""
        raise NotImplementedError

    def keep(self) -> None:
        """Put it into the vault."""
        raise NotImplementedError

    def _on_look(self) -> None:
        draw, title = self.draw(), self.context.tr("Sample letter")
        self.context.read(
            self,
            lambda _progress: pdf_leaves(title, draw()),
            lambda leaves: Viewer(self.context, self, leaves, may_print=True).open(),
        )


class LetterheadDialog(_PaperDialog):
    """Lines under the firm's name, and a logo."""

    def __init__(self, context: AppContext, parent: QWidget, letterhead: Letterhead) -> None:
        tr = context.tr
        super().__init__(context, parent, tr("Letterhead"))
        self.add_note(tr("It stands at the head of letters and posters. Certificates and lists keep their fixed form."))
        self._lines = QPlainTextEdit("\n".join(letterhead.lines))
        self._lines.setFixedHeight(Size.CONTROL * 3)
        self._lines.setTabChangesFocus(True)
        self._logo = letterhead.logo
        hint = tr("At most {count} lines: address, telephone, web site.").format(count=MOST_LINES)
        self.body.addWidget(Field(tr("Lines under the firm's name"), self._lines, hint))
        self._state: QLabel = label("", None, "second")
        choose = button(tr("Choose a logo…"), self._on_logo)
        self._drop = button(tr("Without a logo"), self._on_drop)
        self.body.addLayout(row(self._state, None, choose, self._drop, gap=Space.S))
        self._show_logo()
        self.add_foot(tr("Use this letterhead"))

    def _show_logo(self) -> None:
        tr = self.context.tr
        self._state.setText(tr("A logo is chosen.") if self._logo else tr("No logo (PNG or JPEG)."))
        self._drop.setEnabled(bool(self._logo))

    def _on_logo(self) -> None:
        tr, papers = self.context.tr, self.context.services.firm_papers
        path = self.context.prompts.open_file(self, tr("Choose a logo"), "PNG, JPEG (*.png *.jpg *.jpeg)")
        if path is not None:
            self.context.read(self, lambda _progress: papers.read_logo(path), self._take)

    def _take(self, logo: bytes) -> None:
        self._logo = logo
        self._show_logo()

    def _on_drop(self) -> None:
        self._take(b"")

    def _value(self) -> Letterhead:
        return Letterhead(tuple(self._lines.toPlainText().splitlines()), self._logo)

    def draw(self) -> Callable[[], bytes]:
        papers, value, language = self.context.services.firm_papers, self._value(), self.context.language
        return lambda: papers.preview(NoticeKind.CLOSING, letterhead=value, language=language)

    def keep(self) -> None:
        tr, papers, value = self.context.tr, self.context.services.firm_papers, self._value()
        self.context.change(
            self,
            tr("Saving the letterhead"),
            lambda _progress: papers.change_letterhead(value),
            lambda _kept: self.accept(),
        )


class WordingDialog(_PaperDialog):
    """Opening, points and further points of each kind of notice."""

    def __init__(self, context: AppContext, parent: QWidget, papers: FirmPapers) -> None:
        tr = context.tr
        super().__init__(context, parent, tr("Wording of notices"))
        self._before, self._worded = dict(papers.notices), dict(papers.notices)
        self._kind: DropDown[NoticeKind] = DropDown(
            context.theme, ((kind, tr(NOTICE_KINDS[kind])) for kind in NoticeKind)
        )
        words = "  ".join("{" + tr(word) + "}" for word in PLACEHOLDERS.values())
        self.add_note(
            tr("A field left empty has the program's wording. Words that are filled in: {words}").format(words=words)
        )
        self.body.addWidget(Field(tr("Kind of notice"), self._kind))
        self._opening, self._body, self._extra = QPlainTextEdit(), QPlainTextEdit(), QPlainTextEdit()
        for edit, high in ((self._opening, 2), (self._body, 4), (self._extra, 2)):
            edit.setFixedHeight(Size.CONTROL * high)
            edit.setTabChangesFocus(True)
        point = tr("A point a line: heading, colon, text.")
        self.body.addWidget(Field(tr("Opening"), self._opening))
        self.body.addWidget(Field(tr("Points in place of the program's"), self._body, point))
        self.body.addWidget(Field(tr("Further points of the firm"), self._extra, point))
        self._shown = NoticeKind.SUCCESSION
        self._show(self._kind.value())
        self._kind.currentIndexChanged.connect(lambda _at: self._on_kind())
        self.add_foot(tr("Use this wording"))

    def _on_kind(self) -> None:
        self._worded[self._shown] = self._value()
        self._show(self._kind.value())

    def _show(self, kind: NoticeKind) -> None:
        self._shown = kind
        template = self._worded.get(kind, NoticeTemplate())
        for edit, text in (
            (self._opening, template.opening),
            (self._body, template.body),
            (self._extra, template.extra),
        ):
            edit.setPlainText(text)

    def _value(self) -> NoticeTemplate:
        opening, body, extra = (edit.toPlainText().strip() for edit in (self._opening, self._body, self._extra))
        return NoticeTemplate(opening, body, extra)

    def draw(self) -> Callable[[], bytes]:
        papers, kind, value, language = (
            self.context.services.firm_papers,
            self._shown,
            self._value(),
            self.context.language,
        )
        return lambda: papers.preview(kind, template=value, language=language)

    def keep(self) -> None:
        """Keep every kind that was written otherwise, or none of them."""
        tr, papers, language = self.context.tr, self.context.services.firm_papers, self.context.language
        self._worded[self._shown] = self._value()
        plain = NoticeTemplate()
        changed = {kind: one for kind, one in self._worded.items() if one != self._before.get(kind, plain)}
        self.context.change(
            self,
            tr("Saving the wording"),
            lambda _progress: papers.change_notices(changed, language=language),
            lambda _kept: self.accept(),
        )
