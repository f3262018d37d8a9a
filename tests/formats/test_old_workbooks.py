"""Old workbooks' texts, Unicode or, before Excel 97, in the encoding of the office's computer."""

import struct
from pathlib import Path

import pytest

from app.errors import Damaged
from app.formats.compounds import workbook_stream
from app.formats.table_files import open_table_file
from tests.helpers.office_files import DATA
from tests.helpers.old_workbooks import before_unicode, compound_file


@pytest.mark.parametrize(
    ("codec", "page", "name"),
    [("gb18030", 936, "王伟"), ("gb18030", None, "欧阳娜娜"), ("gb18030", 1252, "王伟"), ("big5", 950, "陳建華")],
)
def test_texts_from_before_unicode(tmp_path: Path, codec: str, page: int | None, name: str) -> None:
    """As Excel 95 and the programs of that time write, in the encoding of the office's computer."""
    rows: list[list[str | int]] = [["姓名", "編號", "地址"], [name, 12, "=上海市"], ["Anna", 7, "a"]]
    path = before_unicode(tmp_path / "a.xls", {"客戶": rows, "訂單": [["貨品"], ["茶"]]}, codec, page)
    with open_table_file(path) as file:
        assert [sheet.name for sheet in file.sheets] == ["客戶", "訂單"]
        assert list(file.open(0).rows()) == [rows[0], [name, "00012", "上海市"], ["Anna", "00007", "a"]]
        assert list(file.open(1).rows()) == [["貨品"], ["茶"]]


def test_western_texts_from_before_unicode(tmp_path: Path) -> None:
    path = before_unicode(tmp_path / "a.xls", {"Café": [["name"], ["José"], ["André"]]}, "cp1252", 1252)
    with open_table_file(path) as file:
        assert file.sheets[0].name == "Café"
        assert list(file.open(0).rows()) == [["name"], ["José"], ["André"]]


@pytest.mark.parametrize("page", [1252, 936, 65001])
def test_texts_are_unicode_since_excel_97_whatever_is_said(tmp_path: Path, page: int) -> None:
    """Programs in Java and Perl write the western code page into their workbooks."""
    with (DATA / "customers.xls").open("rb") as file:
        stream = (workbook_stream(file) or ("", b""))[1]
    said = struct.pack("<HHH", 0x42, 2, 1200)
    assert stream.count(said) == 1
    path = compound_file(tmp_path / "a.xls", stream.replace(said, struct.pack("<HHH", 0x42, 2, page)))
    with open_table_file(path) as ours, open_table_file(DATA / "customers.xls") as theirs:
        assert ours.sheets == theirs.sheets
        assert list(ours.open(0).rows()) == list(theirs.open(0).rows())


def test_two_sheets_of_one_name_are_refused(tmp_path: Path) -> None:
    """Sheets are asked for by their names: of two only one would come in, and nothing would be said."""
    path = before_unicode(tmp_path / "a.xls", {"ab": [["x"]], "cd": [["y"]]}, "ascii")
    path.write_bytes(path.read_bytes().replace(b"\x02cd", b"\x02ab"))
    with pytest.raises(Damaged, match="file-unreadable"):
        open_table_file(path)
