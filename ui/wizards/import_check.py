"""The page of the import wizard that shows what is in the files, and lets a person decide otherwise."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import TypeVar

from app.domain.labels import KINDS, PI_TYPES
from app.domain.records import Column as SheetColumn
from app.domain.sheet_signs import SHEET_SIGNS
from app.domain.words import Field as FieldWord
from app.domain.words import Kind, PiType
from app.errors import AppError
from app.flows.importing import LOCKED, Checked, Choices, ImportFlow, with_field, with_type
from app.services.imports import SheetPreview
from ui.context import AppContext
from ui.formatting import number, sheet_name
from ui.forms.file_password import FilePasswordDialog
from ui.tables.cells import Cell, Column
from ui.tables.preview import PreviewTable, is_doubtful
from ui.tables.rows import RowTable
from ui.theme import Size, Space
from ui.widgets.boxes import column, holder, row
from ui.widgets.buttons import button
from ui.widgets.choices import DropDown
from ui.widgets.fields import Field
from ui.widgets.texts import label
from ui.wizards.page import Page
from ui.words import FIELDS

T = TypeVar("T")
_HEADER_ROWS = 12
_SHEET_ROWS = 3  # sheets seen at once, at the most
Pair = tuple[Checked, SheetPreview | None]


class CheckPage(Page):
    """What is in the files: one line a sheet, and the first rows of the chosen one."""

    def __init__(self, context: AppContext, flow: ImportFlow) -> None:
        tr = context.tr
        super().__init__(
            context,
            tr("Contents"),
            tr("Is this what the files hold?"),
            tr("Choose a column to say what it holds. What is marked ? is doubtful; columns without a field stay too."),
            fills=True,
        )
        self._flow = flow
        self.note = tr("Nothing is imported yet.")
        columns = (
            Column(tr("File and sheet"), 22, stretches=True, end_counts=True),
            Column(tr("Kind"), 8),
            Column(tr("Rows in all"), 5, is_figure=True),
            Column(tr("Remarks"), 20, most=30),
        )
        self._sheets: RowTable[Pair] = RowTable(context.theme, tr("File and sheet"), columns, self._cells)
        self._sheets.chosen.connect(self._show_sheet)
        self._kind: DropDown[Kind] = self._drop_down(self._on_kind, ((kind, tr(KINDS[kind])) for kind in Kind))
        heads = ((at, tr("Row {n}").format(n=at)) for at in range(1, _HEADER_ROWS + 1))
        self._header: DropDown[int | None] = self._drop_down(self._on_header, ((None, tr("As found")), *heads))
        fields = ((one, tr(FIELDS[one])) for one in FieldWord)
        self._holds: DropDown[FieldWord | None] = self._drop_down(
            self._on_holds, ((None, tr("Kept as named")), *fields)
        )
        self._type: DropDown[PiType] = self._drop_down(self._on_type, ((one, tr(PI_TYPES[one])) for one in PiType))
        self._column: SheetColumn | None = None
        self._preview = PreviewTable(context)
        self._preview.column_chosen.connect(self._show_column)
        self._open = button(tr("Give the password…"), self._on_password)
        self._why = label("", wrap=True)
        boxes = row(
            Field(tr("The sheet's records are"), self._kind),
            Field(tr("Its headers stand in"), self._header),
            Field(tr("The chosen column fills"), self._holds),
            Field(tr("Its cells are"), self._type),
            gap=Space.M,
        )
        for at in range(4):
            boxes.setStretch(at, 1)
        self._boxes = holder(boxes)
        self._rest = holder(column(self._why, row(self._open, None), None, gap=Space.M))
        self.body.addWidget(self._sheets)
        self.body.addWidget(self._boxes)
        self.fill(self._preview)
        self.body.addWidget(self._rest, 1)

    def _drop_down(self, on_chosen: Callable[[], None], choices: Iterable[tuple[T, str]]) -> DropDown[T]:
        made: DropDown[T] = DropDown(self.context.theme, tuple(choices))
        made.activated.connect(lambda _index: on_chosen())
        return made

    def enter(self) -> None:
        pairs: list[Pair] = []
        for one in self._flow.state.checked:
            sheets = one.preview.sheets if one.preview else ()
            pairs += [(one, sheet) for sheet in sheets] or [(one, None)]
        # What somebody has to do something about stands first.
        pairs.sort(key=_rank)
        self._sheets.setFixedHeight(Size.HEADER + max(2, min(_SHEET_ROWS, len(pairs))) * Size.ROW + 6)
        self._sheets.show_things(pairs)
        self._tell_refused(sum(sheet is None for _one, sheet in pairs))

    def _tell_refused(self, files: int) -> None:
        """Say in the footer how many files can't be taken: most of the list may be out of sight."""
        refused = self.context.ngettext("{n} file can't be taken.", "{n} files can't be taken.", files)
        self.note = self.context.tr("Nothing is imported yet.")
        if files:
            both = self.context.tr("{first} {then}")
            self.note = both.format(first=refused.format(n=number(files)), then=self.note)
        self.changed.emit()

    def _why_not(self, error: AppError | None) -> str:
        """Why a file can't be taken; one that can be read and has no sheet brings no error."""
        if error is None:
            return self.context.tr("No row in it can be read as a record.")
        return self.context.errors.sentence(error)

    def _cells(self, pair: Pair) -> tuple[Cell, ...]:
        tr, (one, sheet) = self.context.tr, pair
        if sheet is None:
            state = Cell(tr("needs its password"), "wait") if _is_locked(one) else Cell(tr("can't be taken"), "danger")
            return Cell(one.path.name), state, Cell(""), Cell(self._why_not(one.error))
        rows = number(sheet.rows_total) if sheet.rows_total is not None else ""
        remarks = self._remarks(one, sheet)
        remark = Cell(self.context.tr(", ").join(remarks), "wait" if remarks else None)
        if not remarks and sheet.name in one.remembered:
            remark = Cell(tr("read as last time"), "primary")
        return Cell(sheet_name(one.path.name, sheet.name)), Cell(tr(KINDS[sheet.kind])), Cell(rows), remark

    def _remarks(self, one: Checked, sheet: SheetPreview) -> list[str]:
        tr = self.context.tr
        remarks = [tr(SHEET_SIGNS[code]).format(n=len(sheet.columns)) for code in sheet.warnings]
        doubtful = sum(map(is_doubtful, sheet.columns))
        if doubtful:
            text = self.context.ngettext("{n} doubtful column", "{n} doubtful columns", doubtful)
            remarks.append(text.format(n=number(doubtful)))
        if not sheet.rows:
            remarks.append(tr("no rows below its header"))
        if one.preview and one.preview.destroyed_before:
            remarks.append(tr("its records were destroyed"))
        elif one.preview and one.preview.imported_before:
            remarks.append(tr("imported before"))
        return remarks

    def _show_sheet(self, pair: Pair | None) -> None:
        one, sheet = pair or (None, None)
        for widget in (self._boxes, self._preview):
            widget.setVisible(sheet is not None)
        self._rest.setVisible(sheet is None)
        self._why.setText(self._why_not(one.error) if one is not None else "")
        self._open.setVisible(one is not None and _is_locked(one))
        self._preview.show_sheet(sheet, f"{one.path}/{sheet.name}" if one is not None and sheet is not None else "")
        if one is not None and sheet is not None:
            self._kind.choose(sheet.kind)
            self._header.choose(one.choices.of(sheet.name).header_row)

    def _show_column(self, chosen: SheetColumn | None) -> None:
        self._column = chosen
        for widget in (self._holds, self._type):
            widget.setEnabled(chosen is not None)
        if chosen is not None:
            self._holds.choose(chosen.field)
            self._type.choose(chosen.type)

    def _on_kind(self) -> None:
        one, sheet = self._sheets.current() or (None, None)
        if one is not None and sheet is not None:
            choice = replace(one.choices.of(sheet.name), kind=self._kind.value())
            self._look_again(one, one.choices.put(sheet.name, choice))

    def _on_header(self) -> None:
        """Another header makes other columns, so that nothing said of the old ones holds."""
        one, sheet = self._sheets.current() or (None, None)
        if one is not None and sheet is not None:
            choice = replace(one.choices.of(sheet.name), header_row=self._header.value(), columns={})
            self._look_again(one, one.choices.put(sheet.name, choice))

    def _on_holds(self) -> None:
        one, sheet = self._sheets.current() or (None, None)
        if one is not None and sheet is not None and self._column is not None:
            self._look_again(one, with_field(one.choices, sheet, self._column, self._holds.value()))

    def _on_type(self) -> None:
        one, sheet = self._sheets.current() or (None, None)
        if one is not None and sheet is not None and self._column is not None:
            self._look_again(one, with_type(one.choices, sheet, self._column, self._type.value()))

    def _on_password(self) -> None:
        one, _sheet = self._sheets.current() or (None, None)
        if one is not None:
            dialog = FilePasswordDialog(self.context, self, one.path.name)
            dialog.accepted.connect(lambda: self._look_again(one, replace(one.choices, password=dialog.take())))
            dialog.open()

    def _look_again(self, one: Checked, choices: Choices) -> None:
        flow = self._flow
        self.context.read(self, lambda _progress: flow.choose(one.path, choices), self._put)

    def _put(self, checked: Checked) -> None:
        asked = self.window().focusWidget() is self._open
        self._flow.put_checked(checked)
        current = self._sheets.current()
        shown = current[1].name if current is not None and current[1] is not None else None
        self.enter()
        self._sheets.choose(lambda pair: pair[0] is checked and (pair[1] is None or shown in (None, pair[1].name)))
        if asked and self._rest.isHidden():
            self._sheets.setFocus()  # else it goes to what comes after the button that is hidden: back

    def words(self, code: str) -> str:
        tr = self.context.tr
        return {"nothing-to-import": tr("None of these files can be taken. Please go back and choose others.")}[code]


def _is_locked(one: Checked) -> bool:
    return one.error is not None and one.error.code in LOCKED


def _rank(pair: Pair) -> int:
    """What wants a password first, then what can't be taken at all."""
    one, sheet = pair
    return 2 if sheet is not None else int(not _is_locked(one))
