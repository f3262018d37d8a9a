"""Importing through the wizard's real widgets."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from msoffcrypto.format.ooxml import OOXMLFile
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QTableView, QWidget

from app.domain.records import RecordQuery
from tests.helpers.clicking import choose, dialog, drop, field, press, write
from tests.helpers.office_files import workbook
from tests.helpers.windows import Answers, wait_idle
from ui.context import AppContext
from ui.desk import Desk
from ui.forms.file_password import FilePasswordDialog
from ui.main import parts
from ui.tables.preview import PreviewTable
from ui.tables.rows import RowTable
from ui.wizards.import_files import FilesPage
from ui.wizards.importing import import_wizard
from ui.wizards.wizard import FlowWizard

ROWS = "姓名,手机号,身份证号\n张建明,13812345678,110101199003070011\n李秀英,13912345678,1.10101E+17\n"


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "客户名单.csv"
    path.write_text(ROWS, encoding="utf-8")
    return path


@pytest.fixture
def wizard(window: QWidget, desk_context: AppContext) -> Iterator[FlowWizard]:
    made = import_wizard(desk_context, window, None)
    made.show()
    yield made
    wait_idle(desk_context)


def _next(wizard: FlowWizard, context: AppContext) -> None:
    wizard.next_button.click()
    wait_idle(context)


def test_nothing_chosen_asks_for_a_file(wizard: FlowWizard, desk_context: AppContext) -> None:
    _next(wizard, desk_context)
    assert wizard.flow.step == "files"


def _to(wizard: FlowWizard, context: AppContext, step: str) -> None:
    while wizard.flow.step != step:
        before = wizard.flow.step
        _next(wizard, context)
        assert wizard.flow.step != before


def _start(wizard: FlowWizard, context: AppContext, answers: Answers, table: Path, step: str = "check") -> None:
    """Choose the file and go to a step."""
    answers.files.append([table])
    press(wizard.page, "Choose files…")
    _to(wizard, context, step)


def test_files_come_in_and_the_rows_not_taken_are_told(
    wizard: FlowWizard, desk_context: AppContext, answers: Answers, table: Path
) -> None:
    _start(wizard, desk_context, answers, table)
    preview = next(one for one in wizard.page.findChildren(PreviewTable))
    assert preview.model().columnCount() == 3
    _to(wizard, desk_context, "origin")
    write(wizard.page, "Collected from or by", "前台")
    _next(wizard, desk_context)
    assert wizard.flow.step == "result"
    texts = _shown(wizard)
    assert any("rounded" in text for text in texts)
    assert any("import the file again and tick that box" in text for text in texts)
    _next(wizard, desk_context)
    assert not wizard.isVisible()
    sheet = desk_context.services.overview.imports()[0]
    assert (sheet.origin.source, sheet.rows_read) == ("前台", sheet.records_added + sheet.rejected_rows)


def _shown(wizard: FlowWizard) -> list[str]:
    """Every text in the visible tables of the page."""
    models = [one.model() for one in wizard.page.findChildren(QTableView) if one.isVisible()]
    return [
        str(model.index(row, column).data())
        for model in models
        for row in range(model.rowCount())
        for column in range(model.columnCount())
    ]


def test_another_kind_is_looked_at_again(
    wizard: FlowWizard, desk_context: AppContext, answers: Answers, table: Path
) -> None:
    _start(wizard, desk_context, answers, table)
    choose(wizard.page, "The sheet's records are", "Service records")
    wait_idle(desk_context)
    sheets = wizard.page.findChildren(RowTable)[0]
    assert sheets.model().index(0, 1).data() == "Service records"


def test_a_column_is_said_to_fill_and_to_be_something_else(
    wizard: FlowWizard, desk_context: AppContext, answers: Answers, table: Path
) -> None:
    _start(wizard, desk_context, answers, table)
    preview = next(one for one in wizard.page.findChildren(PreviewTable))
    preview.selectColumn(1)
    choose(wizard.page, "The chosen column fills", "Customer number")
    wait_idle(desk_context)
    choose(wizard.page, "Its cells are", "WeChat ID")
    wait_idle(desk_context)
    checked = wizard.flow.state.checked[0]
    column = checked.preview.sheets[0].columns[1]
    assert (column.field, column.type) == ("code", "wechat_id")


def test_a_row_further_down_can_be_the_header(
    wizard: FlowWizard, desk_context: AppContext, answers: Answers, table: Path
) -> None:
    _start(wizard, desk_context, answers, table)
    choose(wizard.page, "Its headers stand in", "Row 2")
    wait_idle(desk_context)
    preview = next(one for one in wizard.page.findChildren(PreviewTable))
    assert preview.model().rowCount() == 1


def test_a_form_is_said_to_be_one_and_can_be_read_as_a_table(
    wizard: FlowWizard, desk_context: AppContext, answers: Answers, tmp_path: Path
) -> None:
    rows = [["登记卡"], ["姓名", "张建明", "电话", "13812345678"], ["身份证号", "110101199003070011", "备注", ""]]
    _start(wizard, desk_context, answers, workbook(tmp_path / "登记卡.xlsx", rows))
    assert "a form, fields: 4" in _shown(wizard)
    preview = next(one for one in wizard.page.findChildren(PreviewTable))
    assert (preview.model().rowCount(), preview.model().columnCount()) == (1, 4)
    choose(wizard.page, "Its headers stand in", "Row 2")
    wait_idle(desk_context)
    assert wizard.flow.state.checked[0].preview.sheets[0].header_row == 2
    assert "a form, fields: 4" not in _shown(wizard)
    choose(wizard.page, "Its headers stand in", "As found")
    wait_idle(desk_context)
    _to(wizard, desk_context, "result")
    assert "A form, fields: 4" in _shown(wizard)


def test_a_protected_workbook_is_opened_by_its_password(
    wizard: FlowWizard, desk_context: AppContext, answers: Answers, tmp_path: Path
) -> None:
    plain = workbook(tmp_path / "名单.xlsx", [["姓名", "手机号"], ["张建明", "13812345678"]])
    path = tmp_path / "加密.xlsx"
    with plain.open("rb") as source, path.open("wb") as target:
        OOXMLFile(source).encrypt("mima2026", target)
    damaged = tmp_path / "坏.xlsx"
    damaged.write_bytes(b"PK\x03\x04 not a workbook")
    answers.files.append([damaged, path])
    press(wizard.page, "Choose files…")
    _to(wizard, desk_context, "check")
    rows = wizard.page.findChildren(QTableView)[0].model()
    assert [rows.index(at, 1).data() for at in range(2)] == ["needs its password", "can't be taken"]
    assert wizard.page.note.startswith("2 files can't be taken.")
    assert not any("command line" in text for text in _shown(wizard))
    wizard.activateWindow()
    asking = next(one for one in wizard.page.findChildren(QPushButton) if one.text() == "Give the password…")
    asking.setFocus()
    asking.click()
    form = dialog(FilePasswordDialog)
    write(form, "Password of the file", "mima2026")
    press(form, "Open it")
    wait_idle(desk_context)
    assert "张建明" in _shown(wizard)
    assert wizard.page.note.startswith("1 file can't be taken.")
    assert isinstance(wizard.focusWidget(), RowTable)
    _to(wizard, desk_context, "result")
    assert desk_context.services.overview.figures().records == 1


def test_what_cannot_be_taken_stands_first_and_doubts_are_gone_to(
    wizard: FlowWizard, desk_context: AppContext, answers: Answers, tmp_path: Path
) -> None:
    """Among many sheets and columns nobody should have to look for what needs a person."""
    phones = ["13812345678", "13912345678", "问过，没有", "改天再给", "13612345678", "13512345678"]
    names = ["张建明", "李秀英", "王小明", "欧阳春", "赵丽", "陈强"]
    doubtful = workbook(tmp_path / "名单.xlsx", [["姓名", "手机号"], *zip(names, phones, strict=True)])
    broken = tmp_path / "坏.xlsx"
    broken.write_bytes(b"no workbook")
    answers.files.append([doubtful, broken])
    press(wizard.page, "Choose files…")
    _to(wizard, desk_context, "check")
    sheets = wizard.page.findChildren(RowTable)[0]
    assert sheets.model().index(0, 0).data() == broken.name
    assert sheets.model().index(1, 3).data() == "1 doubtful column"
    QTest.keyClick(sheets, Qt.Key.Key_End)
    preview = next(one for one in wizard.page.findChildren(PreviewTable))
    assert preview.currentIndex().column() == 1
    assert preview.model().headerData(1, Qt.Orientation.Horizontal).endswith("67%?")
    preview.selectColumn(0)
    choose(wizard.page, "The sheet's records are", "Service records")
    wait_idle(desk_context)
    assert preview.currentIndex().column() == 0
    assert sheets.currentIndex().row() == 1


def test_on_a_small_screen_the_page_scrolls_and_nothing_lies_on_another(
    wizard: FlowWizard, desk_context: AppContext, answers: Answers, table: Path
) -> None:
    """At 200 % a laptop has 683 × 384: sheets, choices and preview were drawn over one another."""
    wizard.setFixedSize(680, 340)
    _start(wizard, desk_context, answers, table)
    sheets = wizard.page.findChildren(RowTable)[0]
    preview = next(one for one in wizard.page.findChildren(PreviewTable))
    foot = sheets.mapTo(wizard, sheets.rect().bottomLeft()).y()
    assert preview.mapTo(wizard, preview.rect().topLeft()).y() > foot
    assert preview.height() >= preview.minimumHeight() > 0


def test_return_goes_on_once_there_is_a_file(wizard: FlowWizard, answers: Answers, table: Path) -> None:
    answers.files.append([table])
    press(wizard.page, "Choose files…")
    chosen = wizard.focusWidget()
    assert isinstance(chosen, RowTable)
    QTest.keyClick(chosen, Qt.Key.Key_Return)
    assert wizard.is_working


def test_a_workbook_without_a_record_is_told_before_it_is_imported(
    wizard: FlowWizard, desk_context: AppContext, answers: Answers, tmp_path: Path, table: Path
) -> None:
    empty, heads = workbook(tmp_path / "空白.xlsx", []), workbook(tmp_path / "表头.xlsx", [["姓名", "手机号", "备注"]])
    answers.files.append([table, empty, heads])
    press(wizard.page, "Choose files…")
    _to(wizard, desk_context, "check")
    assert "No row in it can be read as a record." in _shown(wizard)
    assert "no rows below its header" in _shown(wizard)
    assert wizard.page.note.startswith("1 file can't be taken.")


def test_cleaning_is_shown_before_and_after_and_switched_off(
    wizard: FlowWizard, desk_context: AppContext, answers: Answers, tmp_path: Path
) -> None:
    path = tmp_path / "名单.csv"
    path.write_text("姓名,手机号\n张建明,138-1234-5678\n李秀英,13912345678", encoding="utf-8")
    _start(wizard, desk_context, answers, path, "cleaning")
    texts = _shown(wizard)
    assert "138-1234-5678" in texts
    assert "13812345678" in texts
    press(wizard.page, "Phone numbers are written in one form")
    assert _shown(wizard) == []
    _to(wizard, desk_context, "result")
    assert len(desk_context.services.records.ids(RecordQuery(search="138-1234-5678"))) == 1


def test_a_dropped_folder_is_a_batch(wizard: FlowWizard, desk_context: AppContext, table: Path, tmp_path: Path) -> None:
    folder = tmp_path / "资料"
    folder.mkdir()
    table.rename(folder / table.name)
    page = wizard.page
    assert isinstance(page, FilesPage)
    page.add_files([folder])
    assert "folder" in _shown(wizard)
    _to(wizard, desk_context, "check")
    assert any(table.name in text for text in _shown(wizard))


def test_what_is_dropped_on_the_page_is_on_the_list(
    wizard: FlowWizard, desk_context: AppContext, table: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "资料"
    folder.mkdir()
    drop(wizard.page, [table, folder, table])
    assert wizard.flow.state.files == (table, folder)


def test_a_folder_dropped_on_the_window_begins_an_import(
    window: QWidget, desk_context: AppContext, table: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "资料"
    folder.mkdir()
    table.rename(folder / table.name)
    desk = Desk(desk_context, parts(), lambda: None)
    desk.setParent(window)
    desk.show()
    wait_idle(desk_context)
    drop(desk, [folder])
    wait_idle(desk_context)
    opened = dialog(FlowWizard)
    assert opened.flow.state.files == (folder,)
    _to(opened, desk_context, "result")
    assert desk_context.services.overview.figures().records == 1


def test_a_workbook_to_fill_in_is_saved(
    wizard: FlowWizard, desk_context: AppContext, answers: Answers, tmp_path: Path
) -> None:
    target = tmp_path / "客户.xlsx"
    answers.targets.append(target)
    press(wizard.page, "Save an empty workbook to fill in…")
    wait_idle(desk_context)
    assert target.is_file()
    assert "drop-down" in answers.told[0]


def test_a_day_that_is_none_is_said_at_its_field(
    wizard: FlowWizard, desk_context: AppContext, answers: Answers, table: Path
) -> None:
    _start(wizard, desk_context, answers, table, "origin")
    write(wizard.page, "Last day of that purpose, where known", "2026-02-30")
    _next(wizard, desk_context)
    assert wizard.flow.step == "origin"
    assert "2026-11-21" in field(wizard.page, "Last day of that purpose, where known").message
