"""One record beside the list: masked fields, why its decision is what it is, what happened to it."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.domain.citations import cite
from app.domain.holds import Hold
from app.domain.paper import PaperEntry
from app.domain.permissions import Action
from app.domain.reasons import sentence
from app.domain.records import PERSONAL
from app.domain.retention import Decision
from app.domain.words import State
from app.services.attachments import Attached
from app.services.leaves import Leaves
from app.services.records import FieldValue, RecordDetail
from ui.context import AppContext
from ui.formatting import day, local_day, moment_or_day, number, sheet_name, size
from ui.forms.correction import CorrectionDialog
from ui.forms.paper import PaperDialog
from ui.forms.viewer import Viewer
from ui.panels.thumbnails import Thumbnail, Thumbnails
from ui.permits import permit, refusal
from ui.tasks import Latest
from ui.theme import Size, Space
from ui.widgets.boxes import clear, column, holder, row, rule, scrolled
from ui.widgets.buttons import Button, IconButton, button
from ui.widgets.texts import label
from ui.words import HISTORY, WHY


@dataclass(frozen=True, slots=True)
class _Found:
    """A record with the holds on it and what is attached to it."""

    detail: RecordDetail
    holds: tuple[Hold, ...]
    attached: tuple[Attached, ...]


class RecordPanel(QFrame):
    """Reads a record masked; each field is shown whole only when asked for, and the asking is logged."""

    def __init__(self, context: AppContext, on_close: Callable[[], None]) -> None:
        super().__init__()
        self._context = context
        self._reads = Latest(context.runner, self)
        self._thumbnails = Thumbnails(context, self)
        self._uid = ""
        self.setProperty("edge", "left")
        self.setFixedWidth(Size.SIDE)
        self.setAccessibleName(context.tr("The chosen record"))
        self._title = label("", "lead", wrap=True)
        self._origin = label("", "small", "second", wrap=True)
        close = IconButton(context.theme, "x", context.tr("Close the panel"))
        close.clicked.connect(lambda _checked=False: on_close())
        self._body: QVBoxLayout = column(gap=Space.M)
        head = row(column(self._title, self._origin, gap=Space.HAIR), close, gap=Space.S)
        head.setStretch(0, 1)
        inner = column(head, self._body, None, gap=Space.L, margins=(Space.CARD, Space.L, Space.CARD, Space.L))
        self.setLayout(column(scrolled(holder(inner)), gap=0))

    def show_record(self, uid: str) -> None:
        """Show another record, masked."""
        self._uid = uid
        services = self._context.services

        def read(_progress: object) -> _Found:
            detail = services.records.peek(uid)
            attached = tuple(one for one in services.attachments.all() if one.record == uid)
            return _Found(detail, services.holds.of_record(detail.row.id), attached)

        self._reads.run(read, self._show)

    def _show(self, shown: _Found) -> None:
        tr, found = self._context.tr, shown.detail
        focused = self._focused()
        clear(self._body)
        if found.row.state is State.DESTROYED:
            self._title.setText(tr("Destroyed record"))
            self._origin.setText(found.row.uid)
        else:
            self._title.setText(found.row.customer_name or tr("No customer"))
            place = sheet_name(found.file, found.sheet)
            self._origin.setText(tr("{place} · row {row}").format(place=place, row=found.row_number))
        for field in found.fields:
            self._body.addWidget(self._field(field))
        if found.decision is not None:
            self._add_section(tr(WHY[found.decision.disposition]), self._why(found.decision))
        for hold in shown.holds:
            self._add_section(tr("Under a freeze"), self._hold(hold))
        if found.row.state is not State.DESTROYED:
            attach = permit(self._context, button(tr("Attach files…"), self._on_attach, "link"), Action.ATTACH)
            paper = permit(self._context, button(tr("Enter a paper file…"), self._on_paper, "link"), Action.ATTACH)
            self._add_section(tr("Attachments"), [*map(self._attachment, shown.attached), attach, paper])
        if found.row.state is not State.DESTROYED:
            correct = permit(self._context, button(tr("Correct a field…"), self._on_correct, "link"), Action.IMPORT)
            self._body.addWidget(correct)
        self._add_section(
            tr("What happened"), [self._event(one.at, one.event, one.by, one.detail) for one in reversed(found.history)]
        )
        for one in self.findChildren(Button):
            if focused and focused in (one.text(), one.accessibleName()):
                one.setFocus()

    def _focused(self) -> str:
        """What the button here that has the focus says: where all is drawn again the focus goes back to its like."""
        one = self.window().focusWidget()
        return one.accessibleName() or one.text() if isinstance(one, Button) and self.isAncestorOf(one) else ""

    def _add_section(self, title: str, parts: list[QWidget]) -> None:
        self._body.addWidget(rule())
        self._body.addLayout(column(label(title, "small", "second"), *parts, gap=Space.XS))

    def _field(self, field: FieldValue) -> QWidget:
        text = label(field.text or "—", wrap=True, selectable=True)
        line = row(text, gap=Space.S)
        line.setStretch(0, 1)
        # A free text keeps all but its findings, which are starred out.
        if field.type in PERSONAL or "*" in field.text:
            show = button(self._context.tr("Show"), act="link")
            show.setAccessibleName(self._context.tr("Show {field}").format(field=field.name))
            show.clicked.connect(lambda _checked=False: self._on_show(field.name, text, show))
            line.addWidget(show)
        parts: list[QWidget | QHBoxLayout] = [label(field.name, "small", "second", wrap=True), line]
        if field.before:
            was = self._context.tr("In the file: {text}").format(text=field.before)
            parts.append(label(was, "small", "second", wrap=True))
        return holder(column(*parts, gap=Space.HAIR))

    def _on_correct(self) -> None:
        """The whole record is read to be corrected, and that is logged."""
        services, uid = self._context.services, self._uid
        self._context.read(self, lambda _progress: services.records.show(uid), self._open_correction)

    def _open_correction(self, found: RecordDetail) -> None:
        fields = {field.name: field.text for field in found.fields}
        dialog = CorrectionDialog(self._context, self, fields)
        dialog.accepted.connect(lambda: self._put_correction(dialog))
        dialog.open()

    def _put_correction(self, dialog: CorrectionDialog) -> None:
        context, uid = self._context, self._uid
        field, text, reason, forget = dialog.value()
        corrections = context.services.corrections
        context.change(
            self,
            dialog.windowTitle(),
            lambda progress: corrections.correct(uid, field, text, reason, forget=forget, progress=progress),
            lambda _corrected: self._again(),
        )

    def _on_show(self, name: str, text: QLabel, show: QWidget) -> None:
        services, uid = self._context.services, self._uid

        def reveal(found: RecordDetail) -> None:
            whole = next((field.text for field in found.fields if field.name == name), "")
            text.setText(whole)
            show.setVisible(found.masked)

        self._context.read(text, lambda _progress: services.records.show(uid), reveal)

    def _why(self, decision: Decision) -> list[QWidget]:
        words = self._context.catalogue
        reasons = [
            label(sentence(reason, words.gettext, lambda date: day(date, words)), wrap=True)
            for reason in decision.reasons
        ]
        articles = cite(decision.basis, words.gettext)
        return [*reasons, label(articles, "small", "second", wrap=True)] if articles else list(reasons)

    def _hold(self, hold: Hold) -> list[QWidget]:
        tr = self._context.tr
        until = tr("expected to be over on {day}").format(day=hold.until.isoformat()) if hold.until else ""
        below = " · ".join(part for part in (local_day(hold.placed_at), hold.placed_by, until) if part)
        lift = button(tr("Lift the freeze…"), lambda: self._on_lift(hold), "link")
        return [label(hold.reason, None, "danger", wrap=True), label(below, "small", "second", wrap=True), lift]

    def _on_lift(self, hold: Hold) -> None:
        context, tr = self._context, self._context.tr
        text = context.ngettext(
            "The freeze “{reason}” on {n} record is lifted. What the rules say of it then counts again.",
            "The freeze “{reason}” on {n} records is lifted. What the rules say of them then counts again.",
            hold.records,
        ).format(reason=hold.reason, n=number(hold.records))
        heading, holds = tr("Lift the freeze"), context.services.holds
        if context.prompts.confirm(self, heading, text, heading):
            context.change(self, heading, lambda _progress: holds.release(hold.id), lambda _hold: self._again())

    def _attachment(self, one: Attached) -> QWidget:
        """A scan with its small picture, or a paper file with its place; what can be done with it below its name."""
        tr, name = self._context.tr, one.name or one.media_type
        about = " · ".join(part for part in (one.paper_location or size(one.size), self._pages(one)) if part)
        words = column(label(name, "table", wrap=True), label(about, "small", "second", wrap=True), gap=Space.HAIR)
        if not one.sha256:
            return holder(words)
        acts, side = self._acts(one, name), (-Space.HAIR, 0, 0, 0)
        for some in (acts[:2], acts[2:]):
            words.addLayout(row(*some, None, gap=Space.S, margins=side))
        look = tr("Look at {name}").format(name=name)
        small = Thumbnail(self._context.theme, self._thumbnails, one, look, lambda: self._on_look(one))
        small.setEnabled(not refusal(self._context, Action.LOOK_UP))
        line = row(small, words, gap=Space.M)
        line.setAlignment(small, Qt.AlignmentFlag.AlignTop)
        line.setStretch(1, 1)
        return holder(line)

    def _pages(self, one: Attached) -> str:
        if not one.pages:
            return ""
        return self._context.ngettext("{n} page", "{n} pages", one.pages).format(n=number(one.pages))

    def _acts(self, one: Attached, name: str) -> list[QWidget]:
        tr, context = self._context.tr, self._context
        acts = [
            (tr("Look"), tr("Look at {name}"), Action.LOOK_UP, self._on_look),
            (tr("Save…"), tr("Save {name}"), Action.EXPORT, self._on_save),
        ]
        if one.pages and not one.text_found:
            acts.append((tr("Read its text"), tr("Read the text of {name}"), Action.ATTACH, self._on_read))
        made: list[QWidget] = []
        for text, spoken, action, act in acts:
            link = button(text, partial(act, one), "link")
            link.setAccessibleName(spoken.format(name=name))
            made.append(permit(context, link, action))
        return made

    def _on_attach(self) -> None:
        context, uid = self._context, self._uid
        files = context.prompts.open_files(self, context.tr("Attach files"), "")
        if files:
            attachments = context.services.attachments
            context.change(
                self,
                context.tr("Attaching the files"),
                lambda progress: attachments.add(files, record=uid, progress=progress),
                lambda _attached: self._again(),
            )

    def _on_paper(self) -> None:
        dialog = PaperDialog(self._context, self, None, self._uid)
        dialog.accepted.connect(lambda: self._enter(dialog.value()))
        dialog.open()

    def _enter(self, entry: PaperEntry) -> None:
        context, papers = self._context, self._context.services.papers
        context.change(
            self,
            context.tr("Entering the paper file"),
            lambda _progress: papers.add(entry),
            lambda _file: self._again(),
        )

    def _on_look(self, one: Attached) -> None:
        attachments = self._context.services.attachments
        self._context.read(self, lambda _progress: attachments.look(one.id), self._open)

    def _on_read(self, one: Attached) -> None:
        context, attachments = self._context, self._context.services.attachments
        context.change(
            self,
            context.tr("Reading the text of the scan"),
            lambda progress: attachments.read_text(one.id, progress),
            lambda _attached: self._again(),
        )

    def _open(self, leaves: Leaves) -> None:
        Viewer(self._context, self, leaves).open()

    def _on_save(self, one: Attached) -> None:
        context, attachments = self._context, self._context.services.attachments
        target = context.prompts.save_file(self, context.tr("Save the attachment"), one.name, "")
        if target is not None:
            context.change(
                self,
                context.tr("Saving the attachment"),
                lambda _progress: attachments.export(one.id, target),
                lambda _attached: self._again(),
            )

    def _again(self) -> None:
        """Show the record as it is now."""
        self.show_record(self._uid)

    def _event(self, at: str, event: str, by: str, detail: str) -> QWidget:
        what = self._context.tr(HISTORY[event])
        who = f" — {by}" if by else ""
        about = f" · {detail}" if detail and event != "imported" else ""
        return label(f"{moment_or_day(at)} {what}{about}{who}", "small", wrap=True)
