"""Customers and records: the big table with search, filters, a side panel, and a bar for what is selected."""

from array import array
from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QItemSelectionModel, QPoint, Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QMenu, QSizePolicy, QTableView, QWidget

from app.domain.permissions import Action
from app.domain.records import RecordQuery
from app.domain.words import Kind, State
from app.jobs import Progress
from ui.clipboard import copy_private
from ui.context import AppContext
from ui.formatting import number
from ui.forms.decision import change_decision
from ui.forms.holds import freeze
from ui.icons import tick
from ui.panels.filters import FilterChips, filter_menu
from ui.panels.record import RecordPanel
from ui.permits import permit, refusal
from ui.screen import Screen
from ui.tables.cells import lay_out, prepare
from ui.tables.ids import IdModel
from ui.tables.records import (
    SHOWN_AT_FIRST,
    SORTED_BY,
    RecordView,
    cells,
    columns,
    fetch,
    fetch_destroyed,
)
from ui.tables.view import RowView
from ui.tasks import Latest
from ui.theme import Size, Space
from ui.widgets.boxes import card, column, row
from ui.widgets.buttons import button
from ui.widgets.empty import EmptyState
from ui.widgets.fields import SearchEdit
from ui.widgets.texts import label

COLUMNS = "record-columns"
HELD = "held"
MOST_COPIED = 10_000


class RecordsScreen(Screen):
    """All records of the vault, however many."""

    def __init__(self, context: AppContext) -> None:
        tr = context.tr
        super().__init__(context, tr("Customers and records"), flush=True)
        self._total = 0
        self._locked = 0
        self._chosen_ids: array[int] | None = None
        self._names = self._chosen_columns()
        self._ids = Latest(context.runner, self)
        self._search = SearchEdit(context.theme, tr("Name, phone, number"))
        self._search.setMinimumWidth(Size.FIELD)
        self._search.setMaximumWidth(Size.FORM)
        self._search.asked.connect(self._on_search)
        self._filter_button = button(tr("Filter"), self._on_filter)
        self._column_button = button(tr("Columns"), self._on_columns)
        # On a wide screen the field stops growing, and the buttons never do.
        self._search.setMaximumWidth(Size.DIALOG_WIDE)
        for part in (self._filter_button, self._column_button):
            part.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.lead.addWidget(self._search, 1000)
        self.lead.addWidget(self._filter_button)
        self.lead.addWidget(self._column_button)
        self.lead.addStretch(1)
        importing = button(tr("Import files"), lambda: context.go("import-wizard"), "primary")
        self.lead_with(permit(context, importing, Action.IMPORT))
        self._chips = FilterChips(context)
        self._chips.changed.connect(self._read_ids)
        group = tr("One group of the plan")
        self._all = button(f"{group}  ×", self._on_all, "chip")
        self._all.setAccessibleName(tr("Show all records again"))
        self._all.hide()
        self._model: IdModel[RecordView] = IdModel(
            context.runner,
            columns(context, self._names),
            self._fetch,
            lambda view: cells(context, self._names, view),
            self,
        )
        self._model.dataChanged.connect(lambda _first, _last: self._show_current())
        self._model.failed.connect(lambda error: context.errors.show(self, error))
        self._table = self._make_table()
        self._panel = RecordPanel(context, self._close_panel)
        self._panel.hide()
        self._is_panel_wanted = True
        self._empty = EmptyState(
            context.theme,
            "database",
            tr("No records yet"),
            tr("Import the office's workbooks and tables: each row becomes a record of a customer."),
        )
        self._nothing = EmptyState(
            context.theme, "search", tr("Nothing fits"), tr("Try fewer words, or take filters off.")
        )
        self._nothing.hold(button(tr("Show all records"), self._on_everything))
        self._bar = self._make_bar()
        left = column(self._table, self._empty, self._nothing, self._bar, gap=0)
        self.body.addLayout(row(self._all, self._chips, gap=Space.S))
        self.body.addLayout(row(left, self._panel, gap=0), 1)
        self.body.setSpacing(Space.M)
        self._show_what_there_is()

    def refresh(self) -> None:
        records = self.context.services.records
        self.context.read(self, lambda _progress: records.list(RecordQuery(limit=1)).total, self._show_total)
        self._read_ids()

    def receive(self, shown: object) -> None:
        """A text is searched for; a RecordQuery is taken as it is; an array of ids is shown just so."""
        self._chosen_ids = shown if isinstance(shown, array) else None
        if isinstance(shown, array):
            self._chips.show_query(RecordQuery())
        elif shown == HELD:
            self._chips.show_query(RecordQuery(held=True))
        elif isinstance(shown, str):
            self._search.setText(shown)
        elif isinstance(shown, RecordQuery):
            self._search.setText(shown.search)
            self._chips.show_query(shown)

    def start_search(self) -> None:
        self._search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._search.selectAll()

    def _make_table(self) -> QTableView:
        table = RowView()
        table.setModel(self._model)
        prepare(table, self.context.theme, columns(self.context, self._names), self.context.tr("List of records"))
        table.setProperty("framed", True)
        heads = table.horizontalHeader()
        heads.setSectionsClickable(True)
        heads.setSortIndicatorShown(False)
        heads.sectionClicked.connect(self._on_head)
        table.selectionModel().selectionChanged.connect(self._on_selection)
        table.selectionModel().currentRowChanged.connect(lambda _now, _before: self._show_current())
        table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        table.customContextMenuRequested.connect(self._on_menu)
        table.activated.connect(lambda _index: self._open_panel())
        copy = QShortcut(QKeySequence(QKeySequence.StandardKey.Copy), table)
        copy.setContext(Qt.ShortcutContext.WidgetShortcut)
        copy.activated.connect(self._on_copy)
        return table

    def _make_bar(self) -> QWidget:
        tr = self.context.tr
        self._bar_text = label("")
        bar = card(
            row(
                self._bar_text,
                None,
                permit(self.context, button(tr("Freeze…"), self._on_hold), Action.HOLD),
                button(tr("Copy masked"), self._on_copy),
                permit(self.context, button(tr("Archive…"), self._on_archive), Action.ARCHIVE),
                permit(self.context, button(tr("Destroy…"), self._on_destroy), Action.PREPARE),
                button(tr("Clear selection"), self._table.clearSelection),
            ),
            "bar",
            (Space.L, Space.S, Space.L, Space.S),
        )
        bar.hide()
        return bar

    # -- what is listed

    def _on_search(self, text: str) -> None:
        self._chosen_ids = None
        self._chips.narrow(search=text)

    def _on_all(self) -> None:
        self._chosen_ids = None
        self._read_ids()

    def _on_everything(self) -> None:
        """Take the search and all filters off."""
        self._search.clear()
        self._chosen_ids = None
        self._chips.show_query(RecordQuery())

    def _read_ids(self) -> None:
        query, chosen = self._chips.query, self._chosen_ids
        records = self.context.services.records
        self._all.setVisible(chosen is not None)

        def work(_progress: Progress) -> "array[int]":
            if chosen is not None:
                return chosen
            if query.state is State.DESTROYED:
                return array("q", range(records.list(replace(query, limit=1)).total))
            return records.ids(query)

        self._locked = 0
        self._ids.run(work, self._show_ids)
        self.context.read(self, lambda _progress: records.locked(query), self._show_locked)

    def _fetch(self, ids: Sequence[int]) -> list[RecordView]:
        records, query = self.context.services.records, self._chips.query
        return fetch_destroyed(records, query, ids) if query.state is State.DESTROYED else fetch(records, ids)

    def _show_ids(self, ids: "array[int]") -> None:
        self._model.show_ids(ids)
        self._show_what_there_is()
        self._on_selection()
        if len(ids):
            flag = QItemSelectionModel.SelectionFlag.NoUpdate
            if self._panel.isVisibleTo(self):
                flag = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
            self._table.selectionModel().setCurrentIndex(self._model.index(0, 0), flag)
        else:
            self._panel.hide()

    def _show_locked(self, locked: int) -> None:
        self._locked = locked
        self._show_what_there_is()

    def _show_total(self, total: int) -> None:
        self._total = total
        self._show_what_there_is()

    def _counted(self, total: int) -> str:
        return self.context.ngettext("{shown} of {total} record", "{shown} of {total} records", total)

    def _show_what_there_is(self) -> None:
        shown = len(self._model.ids)
        narrowed = self._chosen_ids is not None or self._chips.query != RecordQuery(sort=self._chips.query.sort)
        self._table.setVisible(bool(shown))
        is_empty = not shown and not self._total and not narrowed
        self._empty.setVisible(is_empty)
        self._nothing.setVisible(not shown and not is_empty)
        self.place_action(self._empty if is_empty else None)
        for tool in (self._filter_button, self._column_button, self._chips):
            tool.setVisible(not is_empty)
        # What is destroyed is not among the total: it is only what was, and its stub.
        whole = self._chips.query.state is State.DESTROYED
        text = self.context.tr("{n} destroyed") if whole else self._counted(self._total)
        said = text.format(n=number(shown), shown=number(shown), total=number(self._total))
        if self._locked:
            left_out = self.context.tr("{count}; {n} more may only be stored and are not searched in bulk")
            said = left_out.format(count=said, n=number(self._locked))
        self._chips.show_count(said)

    # -- columns and order

    def _chosen_columns(self) -> list[str]:
        kept = self.context.settings.get(COLUMNS)
        names = [name for name in SORTED_BY if isinstance(kept, list) and name in kept]
        return names or list(SHOWN_AT_FIRST)

    def _on_columns(self) -> None:
        menu = QMenu(self)
        titles = [one.title for one in columns(self.context, list(SORTED_BY))]
        mark = tick(self.context.theme.colour("ink1"))
        for name, title in zip(SORTED_BY, titles, strict=True):
            action = menu.addAction(title)
            action.setIcon(mark)
            action.setCheckable(True)
            action.setChecked(name in self._names)
            action.setEnabled(name != "customer")
            action.triggered.connect(lambda on, name=name: self._choose_column(name, on=on))
        menu.popup(self._column_button.mapToGlobal(QPoint(0, self._column_button.height())))

    def _choose_column(self, name: str, *, on: bool) -> None:
        self._names = [one for one in SORTED_BY if (one in self._names or (one == name and on)) and (one != name or on)]
        self.context.settings.set(COLUMNS, self._names)
        shown = columns(self.context, self._names)
        self._model.show_columns(shown)
        lay_out(self._table, shown)

    def _on_head(self, section: int) -> None:
        sort = SORTED_BY[self._names[section]]
        before = self._chips.query
        again = before.sort == sort
        heads = self._table.horizontalHeader()
        descending = again and not before.descending
        heads.setSortIndicator(section, Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder)
        heads.setSortIndicatorShown(True)
        self._chips.narrow(sort=sort, descending=descending)

    def _on_filter(self) -> None:
        menu = filter_menu(self.context, self, self._chips.narrow)
        menu.popup(self._filter_button.mapToGlobal(QPoint(0, self._filter_button.height())))

    # -- the side panel

    def _show_current(self) -> None:
        view = self._model.row_at(self._table.currentIndex().row())
        if view is not None and self._panel.isVisibleTo(self):
            self._panel.show_record(view.row.uid)

    def _open_panel(self) -> None:
        self._is_panel_wanted = True
        self._panel.show()
        self._show_current()

    def _close_panel(self) -> None:
        self._is_panel_wanted = False
        self._panel.hide()
        self._table.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.window().width() >= Size.FOLD
        if not wide:
            self._panel.hide()
        elif self._is_panel_wanted and self._table.currentIndex().isValid():
            self._open_panel()

    # -- what is selected

    def _selected(self) -> "array[int]":
        return self._model.ids_in(self._table.selectionModel().selection())

    def _on_selection(self) -> None:
        count = len(self._selected())
        self._bar.setVisible(count > 1)
        text = self.context.ngettext("{n} selected", "{n} selected", count)
        self._bar_text.setText(text.format(n=number(count)))
        if count and self._is_panel_wanted and self.window().width() >= Size.FOLD and not self._panel.isVisible():
            self._open_panel()

    def _on_menu(self, place: QPoint) -> None:
        tr = self.context.tr
        if not len(self._selected()):
            return
        menu = QMenu(self)
        menu.addAction(tr("Open")).triggered.connect(lambda _on=False: self._open_panel())
        menu.addAction(tr("Copy masked")).triggered.connect(lambda _on=False: self._on_copy())
        menu.addSeparator()
        decide = menu.addAction(tr("Change the decision…"))
        decide.setEnabled(not refusal(self.context, Action.CLASSIFY))
        decide.triggered.connect(lambda _on=False: self._on_decide())
        menu.addAction(tr("Freeze…")).triggered.connect(lambda _on=False: self._on_hold())
        menu.addAction(tr("Archive…")).triggered.connect(lambda _on=False: self._on_archive())
        menu.addAction(tr("Destroy…")).triggered.connect(lambda _on=False: self._on_destroy())
        menu.popup(self._table.viewport().mapToGlobal(place))

    def _on_copy(self) -> None:
        ids = self._selected()[:MOST_COPIED]
        names = self._names

        def work(_progress: Progress) -> str:
            views = self._fetch(ids) if len(ids) else []
            lines = ["\t".join(cell.text for cell in cells(self.context, names, view)) for view in views]
            return "\n".join(lines)

        self.context.read(self, work, copy_private)

    def _on_hold(self) -> None:
        freeze(self.context, self, self._selected())

    def _on_decide(self) -> None:
        change_decision(self.context, self, self._selected(), tuple(Kind))

    def _on_archive(self) -> None:
        self.context.go("archive", self._selected())

    def _on_destroy(self) -> None:
        self.context.go("destroy-wizard", self._selected())
