"""The workbook to fill in: what is written into it comes in as it was meant."""

from pathlib import Path

import pytest
from openpyxl import load_workbook

from app.bootstrap import Services
from app.domain.words import Field, Kind
from app.errors import Damaged, UserError
from app.services.import_template import GUIDE_TITLES, TEMPLATE_KINDS, write_template

FIELDS = {
    Kind.BASIC: {Field.CODE, Field.NAME, Field.ORG, Field.ID_NUMBER, Field.PHONE, Field.EMAIL, Field.ADDRESS},
    Kind.TRANSACTION: {Field.CODE, Field.NAME, Field.PHONE, Field.DATE, Field.SUBJECT, Field.AMOUNT},
    Kind.SERVICE: {Field.CODE, Field.NAME, Field.PHONE, Field.DATE, Field.SUBJECT},
    Kind.CONTRACT: {Field.CODE, Field.NAME, Field.ORG, Field.PHONE, Field.SUBJECT, Field.DATE, Field.END_DATE},
    Kind.CORRESPONDENCE: {Field.CODE, Field.NAME, Field.PHONE, Field.DATE, Field.NOTE},
}


def filled(path: Path, kind: Kind, language: str) -> Path:
    """The template with its own examples as rows, as somebody fills it in with a spreadsheet."""
    write_template(path, kind, language)
    book = load_workbook(path)
    page, guide = book.worksheets
    examples = {row[0]: row[2] for row in guide.iter_rows(values_only=True)}
    page.append([examples[cell.value] for cell in page[1]])
    book.save(path)
    return path


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("kind", TEMPLATE_KINDS)
def test_a_filled_in_template_comes_in_whole(services: Services, tmp_path: Path, kind: Kind, language: str) -> None:
    path = filled(tmp_path / "模板.xlsx", kind, language)
    (sheet,) = services.imports.preview(path).sheets
    assert sheet.kind is kind
    # English words for what was sold or agreed are kept as headers.
    wanted = FIELDS[kind] - ({Field.SUBJECT} if language == "en" else set())
    assert {column.field for column in sheet.columns} >= wanted
    (imported,) = services.imports.run(path).sheets
    assert (imported.rows_read, imported.records_added) == (1, 1)


def test_all_kinds_in_one_workbook_and_a_guide(services: Services, tmp_path: Path) -> None:
    names = write_template(tmp_path / "模板.xlsx")
    assert names == ("客户基本信息", "交易记录", "服务记录", "合同", "往来沟通", GUIDE_TITLES["zh"])
    with pytest.raises(Damaged, match="no-rows"):
        services.imports.run(tmp_path / "模板.xlsx")


def test_columns_offer_choices_and_hints(tmp_path: Path) -> None:
    write_template(tmp_path / "模板.xlsx", Kind.BASIC)
    page = load_workbook(tmp_path / "模板.xlsx").worksheets[0]
    heads = [cell.value for cell in page[1]]
    rules = {str(rule.sqref).split("2:")[0]: rule for rule in page.data_validations.dataValidation}
    gender, number = rules["ABCDEFGHIJK"[heads.index("性别")]], rules["ABCDEFGHIJK"[heads.index("证件号码")]]
    assert gender.formula1 == '"男,女"'
    assert "全部数字" in number.prompt
    assert number.type is None


def test_every_cell_to_be_filled_in_is_a_text(tmp_path: Path) -> None:
    """So that an ID number typed there keeps its last digits."""
    write_template(tmp_path / "模板.xlsx", Kind.BASIC)
    page = load_workbook(tmp_path / "模板.xlsx").worksheets[0]
    assert page.column_dimensions["F"].number_format == "@"


def test_nothing_is_written_over(tmp_path: Path) -> None:
    write_template(tmp_path / "模板.xlsx")
    with pytest.raises(UserError, match="target-exists"):
        write_template(tmp_path / "模板.xlsx")
