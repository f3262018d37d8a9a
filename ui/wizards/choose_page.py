"""The first page of the destruction wizard: which records."""

from PySide6.QtWidgets import QButtonGroup, QPlainTextEdit, QWidget

from app.domain.records import RecordQuery
from app.flows.choosing import Choice, Way
from app.flows.destroying import DestroyFlow
from app.services.record_lists import uids_in, uids_of_file
from ui.context import AppContext
from ui.formatting import number
from ui.theme import Size, Space
from ui.widgets.boxes import card, column, row
from ui.widgets.buttons import button
from ui.widgets.choices import RadioButton
from ui.widgets.fields import Field, SearchEdit
from ui.widgets.texts import label
from ui.wizards.page import Page


class ChoosePage(Page):
    """All that are due, those selected in the list, those that a search finds, or those of a list of ids."""

    def __init__(self, context: AppContext, flow: DestroyFlow) -> None:
        tr = context.tr
        super().__init__(
            context,
            tr("Choose"),
            tr("Which records shall be destroyed?"),
            tr("Each is decided by the rules. What is frozen, not due or undecided is left out, with its reason."),
        )
        self._flow = flow
        self.note = tr("Nothing is destroyed yet.")
        self.verb = tr("Check the records")
        self._returned = label("", wrap=True)
        self._returned_card = card(column(self._returned), "wait")
        self.body.addWidget(self._returned_card)
        self._uids: tuple[str, ...] = ()
        self._group = QButtonGroup(self)
        self._ways: dict[Way, RadioButton] = {}
        selected = flow.state.choice.selected
        count = len(selected) if selected is not None else 0
        text = context.ngettext("The {n} record selected in the list", "The {n} records selected in the list", count)
        self._search = SearchEdit(context.theme, tr("Name, number, text"))
        self._search.setAccessibleName(tr("Search"))
        self._search.asked.connect(self._on_asked)
        self.fields["search"] = Field(tr("Search"), self._search)
        self.fields["list"] = Field(tr("Record numbers, one on a line"), self._list_editor(), self._list_hint())
        self._offer(Way.DUE, tr("All records that are due today"))
        if selected is not None:
            self._offer(Way.SELECTED, text.format(n=number(count)))
        self._offer(Way.SEARCH, tr("What a search finds"), self.fields["search"])
        self._offer(Way.LIST, tr("The records of a list"), self.fields["list"])
        self._group.buttonClicked.connect(lambda _button: self._on_chosen())
        self._ways[flow.state.choice.way].setChecked(True)
        self.body.setSpacing(Space.S)
        hint = tr("Other records can be selected under “Customers and records”: by search, filter or one by one.")
        self.body.addWidget(label(hint, None, "second", wrap=True))
        self._on_way()

    def _list_editor(self) -> QWidget:
        tr = self.context.tr
        self._list = QPlainTextEdit()
        self._list.setFixedHeight(Size.DETAILS // 2)
        self._list.setTabChangesFocus(True)
        self._list.setAccessibleName(tr("Record numbers, one on a line"))
        self._list.textChanged.connect(self._on_list)
        made = QWidget()
        made.setLayout(column(self._list, row(button(tr("From a file…"), self._on_file), None), gap=Space.S))
        made.setFocusProxy(self._list)
        return made

    def _list_hint(self) -> str:
        return self.context.tr(
            "As “list” and “show” of the command line give them: 32 characters of 0 to 9 and a to f."
        )

    def _offer(self, way: Way, text: str, below: QWidget | None = None) -> None:
        made = RadioButton(self.context.theme, text)
        self._ways[way] = made
        self._group.addButton(made)
        self.body.addWidget(made)
        if below is not None:
            self.body.addWidget(below)

    @property
    def _way(self) -> Way:
        return next(way for way, radio in self._ways.items() if radio.isChecked())

    def _on_chosen(self) -> None:
        self._ways[self._way].setFocus()  # else it is lost with the field that goes, to whatever comes next
        self._on_way()
        field = self.fields.get(self._way)
        if field is not None:
            field.editor.setFocus()

    def _on_way(self) -> None:
        way = self._way
        for name, shown in (("search", Way.SEARCH), ("list", Way.LIST)):
            self.fields[name].setVisible(way is shown)
        self.changed.emit()

    def enter(self) -> None:
        returned = self._flow.state.returned
        self._returned_card.setVisible(returned is not None)
        if returned is not None:
            self._returned.setText(self.context.errors.sentence(returned))

    def leave(self) -> None:
        search = self._search.text().strip()
        self._flow.change(choice=Choice(self._way, self._flow.state.choice.selected, search, self._uids))

    def words(self, code: str) -> str:
        tr = self.context.tr
        return {
            "search-missing": tr("Please say what to search for."),
            "list-missing": tr("There is no record number in it yet."),
        }[code]

    def _on_asked(self, text: str) -> None:
        """Say at once how many a search finds; which of them may go is decided next."""
        if not text:
            self.fields["search"].explain("")
            return
        records = self.context.services.records
        query = RecordQuery(search=text, limit=1)
        self.context.read(
            self, lambda _progress: records.list(query).total, lambda total: self._tell_found(text, total)
        )

    def _tell_found(self, text: str, total: int) -> None:
        if text == self._search.text().strip():
            found = self.context.ngettext("{n} record found", "{n} records found", total)
            self.fields["search"].explain(found.format(n=number(total)))

    def _on_list(self) -> None:
        self._uids = uids_in(self._list.toPlainText())
        found = self.context.ngettext("{n} record number in it", "{n} record numbers in it", len(self._uids))
        self.fields["list"].explain(found.format(n=number(len(self._uids))) if self._uids else self._list_hint())

    def _on_file(self) -> None:
        tr = self.context.tr
        path = self.context.prompts.open_file(self, tr("A list of record numbers"), tr("Text files") + " (*.txt *.csv)")
        if path is not None:
            self.context.read(self, lambda _progress: uids_of_file(path), self._show_numbers)

    def _show_numbers(self, uids: tuple[str, ...]) -> None:
        self._list.setPlainText("\n".join(uids))
