"""What narrows a list of records: chips that read as a sentence, and the menu that adds them."""

from collections.abc import Callable, Mapping
from dataclasses import fields, replace
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QWidget

from app.domain.labels import KINDS, SENSITIVITIES, STATES
from app.domain.records import RecordQuery
from ui.context import AppContext
from ui.theme import Space
from ui.widgets.boxes import clear, holder, row
from ui.widgets.buttons import button
from ui.widgets.texts import label

NARROWING = ("kind", "sensitivity", "state", "rule", "customer", "batch", "unclassified", "held")


class FilterChips(QWidget):
    """The filters in use; a click on one takes it off."""

    changed = Signal()

    def __init__(self, context: AppContext) -> None:
        super().__init__()
        self._context = context
        self.query = RecordQuery()
        self._row = row(gap=Space.S)
        self._count = label("", "small", "second")
        self._chips = holder(self._row)
        self._chips.hide()
        self.setLayout(row(self._chips, self._count, None, gap=Space.S))

    def narrow(self, **values: Any) -> None:
        """Put filters in the place of those of the same kind."""
        self.query = replace(self.query, **values)
        self._draw()
        self.changed.emit()

    def show_query(self, query: RecordQuery) -> None:
        """Take over a whole query, e.g. one that another place asked for."""
        self.query = query
        self._draw()
        self.changed.emit()

    def show_count(self, text: str) -> None:
        self._count.setText(text)

    def _draw(self) -> None:
        clear(self._row)
        empty = RecordQuery()
        for field in fields(RecordQuery):
            value = getattr(self.query, field.name)
            if field.name in NARROWING and value != getattr(empty, field.name):
                self._row.addWidget(self._chip(field.name, value))
        self._chips.setVisible(bool(self._row.count()))

    def _chip(self, name: str, value: Any) -> QWidget:
        text = self._words(name, value)
        made = button(f"{text}  ×", act="chip")
        made.setAccessibleName(self._context.tr("Take off the filter: {filter}").format(filter=text))
        made.clicked.connect(lambda _checked=False: self.narrow(**{name: getattr(RecordQuery(), name)}))
        return made

    def _words(self, name: str, value: Any) -> str:
        tr = self._context.tr
        templates: dict[str, tuple[str, Mapping[Any, str]]] = {
            "kind": (tr("Kind: {value}"), KINDS),
            "sensitivity": (tr("Grade: {value}"), SENSITIVITIES),
            "state": (tr("State: {value}"), STATES),
        }
        if name in templates:
            template, labels = templates[name]
            return template.format(value=tr(labels[value]))
        if name == "held":
            return tr("Under a freeze") if value else tr("Not under a freeze")
        return {
            "rule": tr("Rule: {rule}").format(rule=value),
            "customer": tr("One customer"),
            "batch": tr("One import"),
            "unclassified": tr("Not classified yet"),
        }[name]


def filter_menu(context: AppContext, parent: QWidget, narrow: Callable[..., None]) -> QMenu:
    """The menu behind the filter button; `narrow` gets the query's field and value."""
    tr = context.tr
    menu = QMenu(parent)
    groups: dict[str, tuple[str, dict[Any, str]]] = {
        "kind": (tr("Kind"), dict(KINDS)),
        "sensitivity": (tr("Grade"), dict(SENSITIVITIES)),
        "state": (tr("State"), dict(STATES)),
    }
    for name, (title, choices) in groups.items():
        inner = menu.addMenu(title)
        for value, text in choices.items():
            inner.addAction(tr(text)).triggered.connect(_narrowing(narrow, name, value))
    menu.addAction(tr("Under a freeze")).triggered.connect(_narrowing(narrow, "held", True))
    menu.addAction(tr("Not under a freeze")).triggered.connect(_narrowing(narrow, "held", False))
    menu.addAction(tr("Not classified yet")).triggered.connect(_narrowing(narrow, "unclassified", True))
    return menu


def _narrowing(narrow: Callable[..., None], name: str, value: Any) -> Callable[[bool], None]:
    def act(_checked: bool = False) -> None:
        narrow(**{name: value})

    return act
