"""Numbers come in as their cells show them: noughts in front, signs between."""

import zipfile
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from app.formats.number_formats import picture
from app.formats.table_files import open_table_file
from tests.formats.test_xml_tables import SPACES
from tests.helpers.office_files import DATA, prefixed


@pytest.mark.parametrize(
    ("code", "digits", "shown"),
    [
        ("00000", "7", "00007"),
        ("00000", "1234567", "1234567"),
        ("00000;@", "7", "00007"),
        ("[$-804]000000_ ", "88", "000088"),
        ('"HT-"0000', "12", "HT-0012"),
        (r"\V\I\P000", "5", "VIP005"),
        ("第000号", "12", "第012号"),
        ("000-0000-0000", "13800138000", "138-0013-8000"),
        ("0000-00-00", "20190301", "2019-03-01"),
    ],
)
def test_formats_that_pad(code: str, digits: str, shown: str) -> None:
    found = picture(code)
    assert found is not None
    assert found.text(digits) == shown


@pytest.mark.parametrize(
    "code",
    [
        *(
            "",
            "General",
            "@",
            "0",
            '0"元"',
            "#,##0",
            "0.00",
            "00.0",
            "00%",
            "00E+00",
            "yyyy-mm-dd",
            "hh:mm",
            "[h]:mm:ss",
        ),
        *("[<=9999]0000;00000", "[DBNum1]000", "00/00", '"合同'),
    ],
)
def test_formats_that_do_not(code: str) -> None:
    assert picture(code) is None


HEADS = ["卡号", "合同编号", "区号", "时长", "备注"]
LAST = ["02008", "HT-123456", "010", "05:00:00", "-7"]


@pytest.mark.parametrize("name", ["shown.xls", "shown.ods"])
def test_workbooks_as_libreoffice_writes_them(name: str) -> None:
    with open_table_file(DATA / name) as file:
        rows = list(file.open(0).rows())
    filled = [[f"0{n}007", f"HT-00{12 + n}", "0021", f"{30 + n}:00:00", "1.5"] for n in range(3)]
    assert rows == [HEADS, *filled, LAST]


@pytest.mark.parametrize(
    ("shown", "value", "read"),
    [
        ("KH1234", "1234", "KH1234"),
        ("会员0007", "7", "会员0007"),
        ("138-0013-8000", "13800138000", "138-0013-8000"),
        ("(010) 6552 9988", "1065529988", "(010) 6552 9988"),
        *(("RMB5000", "5000", "5000"), ("1,234", "1234", "1234"), ("1 234", "1234", "1234"), ("3件", "3", "3")),
        *(("12-31", "1.231", "1.231"), ("-7", "-7", "-7"), ("¥12.00", "12", "12"), ("00002", "1.5", "1.5")),
    ],
)
def test_open_documents_show_numbers_with_their_signs(tmp_path: Path, shown: str, value: str, read: str) -> None:
    old, new = b'office:value="7" calcext:value-type="float"><text:p>00007<', f'office:value="{value}"><text:p>{shown}<'
    with zipfile.ZipFile(DATA / "shown.ods") as source, zipfile.ZipFile(tmp_path / "a.ods", "w") as target:
        for part in source.namelist():
            target.writestr(part, source.read(part).replace(old, new.encode()))
    assert open_shown(tmp_path / "a.ods")[1][0] == read


@pytest.mark.parametrize("with_prefix", [False, True])
def test_new_workbooks(tmp_path: Path, with_prefix: bool) -> None:
    """Whatever their size, and whatever stands before the names of their elements."""
    path = written(tmp_path / "a.xlsx")
    path = prefixed(path, tmp_path / "b.xlsx") if with_prefix else path
    assert open_shown(path) == [
        HEADS,
        ["00007", "HT-0012", "0021", "30:00:00", "1.5"],
        ["01007", "HT-0013", "无", "", "-7"],
    ]


def open_shown(path: Path) -> list[list[str]]:
    with open_table_file(path) as file:
        return list(file.open(0).rows())


def written(path: Path) -> Path:
    book = Workbook()
    page = book.worksheets[0]
    rows: list[list[Any]] = [HEADS, [7, 12, 21, timedelta(hours=30), 1.5], [1007, 13, "无", None, -7]]
    for row in rows:
        page.append(row)
    for cells in page.iter_rows(min_row=2):
        for cell, code in zip(cells, ["00000", '"HT-"0000', "0000", "[h]:mm:ss", "00000"], strict=True):
            cell.number_format = code
    book.save(path)
    return path


def test_xml_spreadsheets(tmp_path: Path) -> None:
    style = '<Styles><Style ss:ID="s1"><NumberFormat ss:Format="00000"/></Style></Styles>'
    cells = [("s1", "Number", "7"), ("s2", "Number", "7"), ("s1", "String", "甲"), ("s1", "Number", "1.5")]
    row = "".join(f'<Cell ss:StyleID="{s}"><Data ss:Type="{kind}">{text}</Data></Cell>' for s, kind, text in cells)
    sheet = f'<Worksheet ss:Name="客户"><Table><Row>{row}</Row></Table></Worksheet>'
    (tmp_path / "a.xls").write_text(f'<?xml version="1.0"?><Workbook {SPACES}>{style}{sheet}</Workbook>', "utf-8")
    assert open_shown(tmp_path / "a.xls") == [["00007", "7", "甲", "1.5"]]
