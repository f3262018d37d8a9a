"""One record beside the list: masked fields, why its decision is what it is, what happened to it."""

from collections.abc import Callable

from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from app.domain.citations import cite
from app.domain.reasons import sentence
from app.domain.records import PERSONAL
from app.domain.retention import Decision
from app.domain.words import State
from app.services.attachments import Attached
from app.services.masking import masked_name
from app.services.records import FieldValue, RecordDetail
from ui.context import AppContext
from ui.formatting import day, moment_or_day, size
from ui.tasks import Latest
from ui.theme import Size, Space
from ui.widgets.boxes import clear, column, holder, row, rule, scrolled
from ui.widgets.buttons import IconButton, button
from ui.widgets.texts import label
from ui.words import HISTORY, WHY


class RecordPanel(QFrame):
    """Reads a record masked; each field is shown whole only when asked for, and the asking is logged."""

    def __init__(self, context: AppContext, on_close: Callable[[], None]) -> None:
        super().__init__()
        self._context = context
        self._reads = Latest(context.runner, self)
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

        def read(_progress: object) -> tuple[RecordDetail, list[Attached]]:
            attached = [one for one in services.attachments.all() if one.record == uid]
            return services.records.peek(uid), attached

        self._reads.run(read, lambda found: self._show(*found))

    def _show(self, found: RecordDetail, attached: list[Attached]) -> None:
        tr = self._context.tr
        clear(self._body)
        if found.row.state is State.DESTROYED:
            self._title.setText(tr("Destroyed record"))
            self._origin.setText(found.row.uid)
        else:
            self._title.setText(masked_name(found.row.customer_name) or tr("No customer"))
            place = " · ".join(part for part in (found.file, found.sheet) if part)
            self._origin.setText(tr("{place} · row {row}").format(place=place, row=found.row_number))
        for field in found.fields:
            self._body.addWidget(self._field(field))
        if found.decision is not None:
            self._add_section(tr(WHY[found.decision.disposition]), self._why(found.decision))
        if attached:
            self._add_section(tr("Attachments"), [self._attachment(one) for one in attached])
        self._add_section(
            tr("What happened"), [self._event(one.at, one.event, one.by, one.detail) for one in reversed(found.history)]
        )

    def _add_section(self, title: str, parts: list[QWidget]) -> None:
        self._body.addWidget(rule())
        self._body.addLayout(column(label(title, "small", "second"), *parts, gap=Space.XS))

    def _field(self, field: FieldValue) -> QWidget:
        text = label(field.text, wrap=True, selectable=True)
        line = row(text, gap=Space.S)
        line.setStretch(0, 1)
        if field.type in PERSONAL:
            show = button(self._context.tr("Show"), act="link")
            show.setAccessibleName(self._context.tr("Show {field}").format(field=field.name))
            show.clicked.connect(lambda _checked=False: self._on_show(field.name, text, show))
            line.addWidget(show)
        return holder(column(label(field.name, "small", "second", wrap=True), line, gap=Space.HAIR))

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

    def _attachment(self, one: Attached) -> QWidget:
        where = one.paper_location or size(one.size)
        return label(f"{one.name or one.media_type} · {where}", "table", wrap=True)

    def _event(self, at: str, event: str, by: str, detail: str) -> QWidget:
        what = self._context.tr(HISTORY[event])
        who = f" — {by}" if by else ""
        about = f" · {detail}" if detail and event != "imported" else ""
        return label(f"{moment_or_day(at)} {what}{about}{who}", "small", wrap=True)
