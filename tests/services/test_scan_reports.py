"""From files to the report's figures: every count comes from the scan, no value of a cell does."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.domain.evidence import canonical
from app.domain.words import PiType, Sensitivity
from app.errors import UserError
from app.services import scan_reports
from app.services.scanning import scan
from reports.renderer import PdfRenderer

AT = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)
ROWS = """姓名,手机,孩子年龄,备注
王小明,13812345678,8岁,有高血压
李娜,13912345678,35岁,下次再约时间
赵敏,不详,6岁,电话021-58812345
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "客户.csv").write_text(ROWS, encoding="utf-8")
    (tmp_path / "内").mkdir()
    (tmp_path / "内" / "客户.csv").write_text("姓名,邮箱\n陈静,chen@example.com\n", encoding="utf-8")
    return tmp_path


def test_what_was_found_is_counted(folder: Path) -> None:
    found = scan_reports.evidence(scan([folder / "客户.csv"]), AT, [("照片.jpg", "no table")])
    totals = {total.type: (total.columns, total.cells, total.inside) for total in found.totals}
    assert totals[PiType.PERSON_NAME] == (1, 3, 0)
    assert totals[PiType.MOBILE_PHONE] == (1, 2, 0)
    assert totals[PiType.HEALTH] == (0, 0, 1)
    assert totals[PiType.LANDLINE_PHONE] == (0, 0, 1)
    assert totals[PiType.MINOR] == (0, 2, 0)
    assert (found.files, found.rows, found.cells) == (1, 3, 11)
    assert {total.type for total in found.totals if total.pi_sensitive} == {PiType.HEALTH, PiType.MINOR}
    assert found.left_out == (("照片.jpg", "no table"),)


def test_files_of_one_name_are_told_apart(folder: Path) -> None:
    found = scan_reports.evidence(scan([folder / "客户.csv", folder / "内" / "客户.csv"]), AT)
    assert [sheet.file for sheet in found.sheets] == [f"{folder.name}/客户.csv", "内/客户.csv"]


def test_no_value_of_a_cell_is_in_the_figures(folder: Path) -> None:
    content = canonical(scan_reports.evidence(scan([folder / "客户.csv"]), AT)).decode()
    for value in ("王小明", "13812345678", "高血压", "58812345", "8岁"):
        assert value not in content


def test_a_note_of_an_illness_makes_its_column_sensitive(folder: Path) -> None:
    (sheet,) = scan_reports.evidence(scan([folder / "客户.csv"]), AT).sheets
    assert {column.header: column.sensitivity for column in sheet.columns}["备注"] is Sensitivity.SENSITIVE


def test_the_report_overwrites_nothing(folder: Path, tmp_path: Path) -> None:
    found = scan_reports.evidence(scan([folder / "客户.csv"]), AT)
    target = tmp_path / "报告.pdf"
    scan_reports.save(found, target, PdfRenderer(), "zh")
    written = target.read_bytes()
    assert written.startswith(b"%PDF-")
    for bad, code in (
        (target, "target-exists"),
        (tmp_path / "报告.txt", "bad-suffix"),
        (tmp_path / "无" / "a.pdf", "folder-not-found"),
    ):
        with pytest.raises(UserError) as error:
            scan_reports.save(found, bad, PdfRenderer(), "zh")
        assert error.value.code == code
    assert target.read_bytes() == written
