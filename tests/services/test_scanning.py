"""What a file holds, told without a vault."""

from pathlib import Path

import pytest

from app.domain.words import Kind, PiType
from app.errors import Cancelled, Damaged
from app.jobs import CancelToken, Progress
from app.services.scanning import scan
from tests.helpers.odd_sheets import book
from tests.helpers.office_files import workbook
from tests.helpers.people_rows import HEADS, people


def test_columns_have_types_and_notes_have_findings(tmp_path: Path) -> None:
    note = "家长王建华来电，回拨13800138000"
    table = [["客户登记表"], HEADS, *people(20), ["李娜", "", "", "", "", note]]
    (file,) = scan([workbook(tmp_path / "a.xlsx", {"会员": table})])
    (sheet,) = file.sheets
    assert (file.file, sheet.name, sheet.header_row, sheet.kind) == (
        str(tmp_path / "a.xlsx"),
        "会员",
        2,
        Kind.BASIC,
    )
    assert [(column.index, column.header) for column in sheet.columns] == list(enumerate(HEADS))
    types = [PiType.PERSON_NAME, PiType.CN_RESIDENT_ID, PiType.MOBILE_PHONE, PiType.ADDRESS, PiType.EVENT_DATE]
    assert [column.type for column in sheet.columns[:5]] == types
    assert all(column.share == 1 for column in sheet.columns[:5])
    phone = next(one for one in sheet.findings if one.type is PiType.MOBILE_PHONE)
    assert (phone.row, phone.column, note[phone.start : phone.end]) == (23, 5, "13800138000")


def test_a_text_file_is_one_column(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("王建华，13800138000\n\n已退款\n", encoding="utf-8")
    (sheet,) = scan([tmp_path / "notes.txt"])[0].sheets
    assert (sheet.name, sheet.header_row, len(sheet.columns)) == ("notes", None, 1)
    assert (1, 0, PiType.MOBILE_PHONE) in {(one.row, one.column, one.type) for one in sheet.findings}


def test_nothing_is_written(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", [HEADS, *people(3)])
    before = [(one.name, one.stat().st_mtime_ns) for one in tmp_path.iterdir()]
    scan([path])
    assert [(one.name, one.stat().st_mtime_ns) for one in tmp_path.iterdir()] == before


def test_a_bad_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(b"PK\x03\x04 nothing")
    with pytest.raises(Damaged, match="file-damaged"):
        scan([tmp_path / "a.xlsx"])


def test_it_can_be_cancelled(tmp_path: Path) -> None:
    token = CancelToken()
    token.cancel()
    with pytest.raises(Cancelled):
        scan([workbook(tmp_path / "a.xlsx", [HEADS, *people(3)])], Progress(token))


class AskedLate(CancelToken):
    """Somebody asks to stop when it was looked at a few times: behind what a file's beginning and its sheet look."""

    def __init__(self, looks: int) -> None:
        super().__init__()
        self._left = looks

    def check(self) -> None:
        self._left -= 1
        if self._left < 0:
            self.cancel()
        super().check()


def far_down(path: Path) -> Path:
    """A small table, and a cell astray in the sheet's last row and column."""
    made, page = book([HEADS, *people(3)])
    page["XFD1048576"] = "他还有一个电话13912345678可打"
    made.save(path)
    return path


def test_a_cell_in_the_far_corner_is_found_in_its_place(tmp_path: Path) -> None:
    (sheet,) = scan([far_down(tmp_path / "a.xlsx")])[0].sheets
    assert (sheet.header_row, sheet.columns[0].type, sheet.rows) == (1, PiType.PERSON_NAME, 4)
    (found,) = [one for one in sheet.findings if one.column == 16_383]
    assert (found.row, found.type) == (1_048_576, PiType.MOBILE_PHONE)


def test_it_can_be_cancelled_among_a_million_blank_rows(tmp_path: Path) -> None:
    with pytest.raises(Cancelled):
        scan([far_down(tmp_path / "a.xlsx")], Progress(AskedLate(20)))
