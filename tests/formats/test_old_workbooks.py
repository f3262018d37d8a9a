"""Workbooks from before Excel 97, whose texts are in the encoding of the office's computer."""

from pathlib import Path

import pytest

from app.formats.table_files import open_table_file
from tests.helpers.old_workbooks import before_unicode


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
