"""Importing through the wizard's real widgets."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QTableView, QWidget

from tests.helpers.clicking import choose, field, press, write
from tests.helpers.windows import Answers, wait_idle
from ui.context import AppContext
from ui.tables.preview import PreviewTable
from ui.tables.rows import RowTable
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


def test_files_come_in_and_the_rows_not_taken_are_told(
    wizard: FlowWizard, desk_context: AppContext, answers: Answers, table: Path
) -> None:
    answers.files.append([table])
    press(wizard.page, "Choose files…")
    _next(wizard, desk_context)
    assert wizard.flow.step == "check"
    preview = next(one for one in wizard.page.findChildren(PreviewTable))
    assert preview.model().columnCount() == 3
    _next(wizard, desk_context)
    write(wizard.page, "Collected from or by", "前台")
    _next(wizard, desk_context)
    assert wizard.flow.step == "result"
    rejected = next(one for one in wizard.page.findChildren(QTableView) if one.isVisible())
    texts = [str(rejected.model().index(row, 2).data()) for row in range(rejected.model().rowCount())]
    assert any("rounded" in text for text in texts)
    _next(wizard, desk_context)
    assert not wizard.isVisible()
    sheet = desk_context.services.overview.imports()[0]
    assert (sheet.origin.source, sheet.rows_read) == ("前台", sheet.records_added + sheet.rejected_rows)


def test_another_kind_is_looked_at_again(
    wizard: FlowWizard, desk_context: AppContext, answers: Answers, table: Path
) -> None:
    answers.files.append([table])
    press(wizard.page, "Choose files…")
    _next(wizard, desk_context)
    choose(wizard.page, "The file's records are", "Service records")
    wait_idle(desk_context)
    sheets = wizard.page.findChildren(RowTable)[0]
    assert sheets.model().index(0, 1).data() == "Service records"


def test_a_day_that_is_none_is_said_at_its_field(
    wizard: FlowWizard, desk_context: AppContext, answers: Answers, table: Path
) -> None:
    answers.files.append([table])
    press(wizard.page, "Choose files…")
    _next(wizard, desk_context)
    _next(wizard, desk_context)
    write(wizard.page, "Last day of that purpose, where known", "2026-02-30")
    _next(wizard, desk_context)
    assert wizard.flow.step == "origin"
    assert "2026-11-21" in field(wizard.page, "Last day of that purpose, where known").message
