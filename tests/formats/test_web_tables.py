"""Web pages under the name of a workbook, as LibreOffice and shop systems write them."""

from base64 import b64encode
from pathlib import Path

import pytest

from app.errors import Damaged
from app.formats.table_files import open_table_file
from tests.helpers.office_files import DATA


def rows_of(path: Path, sheet: int = 0) -> list[list[str]]:
    with open_table_file(path) as file:
        return list(file.open(sheet).rows())


def page(folder: Path, body: str, encoding: str = "utf-8", head: str = "") -> Path:
    text = f"<html><head>{head}</head><body>{body}</body></html>"
    (folder / "a.xls").write_bytes(text.encode(encoding))
    return folder / "a.xls"


def test_a_page_as_libreoffice_writes_it() -> None:
    """With a title merged across, a comment beside a cell, a line break in one, and numbers as shown."""
    assert rows_of(DATA / "web.xls") == [
        ["客户登记表", "", "", "", "", ""],
        ["姓名", "证件号码", "手机号码", "登记日期", "金额", "备注"],
        ["王建华", "110101199003070417", "13800138000", "2019-03-01", "1280.5", "第一行\n第二行"],
        ["合计", "", "", "", "1280.8", ""],
    ]


@pytest.mark.parametrize("declared", ["gb2312", "GBK", ""])
def test_short_pages_in_gbk(tmp_path: Path, declared: str) -> None:
    head = f'<meta http-equiv="Content-Type" content="text/html; charset={declared}">' if declared else ""
    rows = rows_of(page(tmp_path, "<table><tr><th>姓名<tr><td>李娜</table>", "gb18030", head))
    assert rows == [["姓名"], ["李娜"]]


def test_cells_that_reach_down_stand_in_each_of_their_rows(tmp_path: Path) -> None:
    body = (
        "<table><tr><td rowspan=3>甲公司<td>1<td rowspan=2>x</tr><tr><td>2</tr><tr><td>3<td>y</tr></table>"
        "<table><tr><td colspan=2>标题<td>z</table>"
    )
    path = page(tmp_path, body)
    assert rows_of(path) == [["甲公司", "1", "x"], ["甲公司", "2", "x"], ["甲公司", "3", "y"]]
    assert rows_of(path, 1) == [["标题", "", "z"]]
    with open_table_file(path) as file:
        assert [sheet.name for sheet in file.sheets] == ["a (1)", "a (2)"]


def test_a_table_within_a_table_is_one_of_its_own(tmp_path: Path) -> None:
    body = "<table><tr><td><table><tr><td>姓名</td></tr></table></td></tr></table>"
    assert rows_of(page(tmp_path, body)) == [["姓名"]]


def test_a_table_of_one_cell_beside_others_is_only_for_looks(tmp_path: Path) -> None:
    table = "<table><tr><td>姓名<td>电话<tr><td>王伟<td>138</table>"
    path = page(tmp_path, f"<table><tr><td>客户列表</table>{table}<table><tr><td>返回</table>")
    assert rows_of(path) == [["姓名", "电话"], ["王伟", "138"]]
    with open_table_file(path) as file:
        assert [sheet.name for sheet in file.sheets] == ["a"]


def test_a_number_that_is_shown_shortened_is_given_in_full(tmp_path: Path) -> None:
    body = '<table><tr><td x:num="13800138000">1.38E+10<td sdval=\'13800138001\'>1.38E+10<td x:num="0.5">50%</table>'
    assert rows_of(page(tmp_path, body)) == [["13800138000", "13800138001", "50%"]]


def test_entities_and_spaces_become_text(tmp_path: Path) -> None:
    body = "<table><tr><td>&nbsp;A &amp; B &lt;c&gt;&#22992;\n  D</td><td><script>x</script>1</td></tr></table>"
    assert rows_of(page(tmp_path, body)) == [["A & B <c>姐 D", "1"]]


@pytest.mark.parametrize(
    "body",
    [
        "<table><tr>" + "<td colspan=16000 rowspan=999999>x" * 2,
        "<table>" + "<tr><td colspan=16384>x" * 600,
        "<table>" * 60,
        "<table>" + "<td '" * 20_000,
    ],
)
def test_a_page_that_swells_is_refused(tmp_path: Path, body: str) -> None:
    with pytest.raises(Damaged) as found:
        rows_of(page(tmp_path, body))
    assert found.value.code in ("file-too-large", "file-unreadable")


@pytest.mark.parametrize("body", ["<!--" * 200_000, "<table " + 'a="' * 300_000, "<table><tr><td " + "a" * (3 << 20)])
def test_a_broken_page_costs_little(tmp_path: Path, body: str) -> None:
    """The standard library's parser goes over these again and again."""
    with pytest.raises(Damaged, match="file-web-page"):
        rows_of(page(tmp_path, body))


def test_a_tag_with_signs_in_its_attributes(tmp_path: Path) -> None:
    body = "<table><tr><td title='a>b' colspan = '2'>x<b>y</b><TD ROWSPAN=1>z < 3</td></tr></table>"
    assert rows_of(page(tmp_path, body)) == [["xy", "", "z < 3"]]


ARCHIVE = """MIME-Version: 1.0
X-Document-Type: Workbook
Content-Type: multipart/related; boundary="--=next"

----=next
Content-Location: file:///C:/a.htm
Content-Transfer-Encoding: quoted-printable
Content-Type: text/html; charset="gb2312"

<html><frameset><frame src=3D"a.files/sheet001.htm"></frameset></html>
----=next
Content-Location: file:///C:/a.files/tabstrip.htm
Content-Type: text/html; charset="us-ascii"

<table><tr><td>Sheet1</td><td>Sheet2</td></tr></table>
----=next
Content-Location: file:///C:/a.files/sheet001.htm
Content-Transfer-Encoding: base64
Content-Type: text/html; charset="gb2312"

{sheet}
----=next--
"""


@pytest.mark.parametrize("name", ["a.mht", "a.xls"])
def test_a_workbook_saved_as_an_archived_page(tmp_path: Path, name: str) -> None:
    sheet = b64encode("<table><tr><td>姓名<td>电话<tr><td>王伟<td>13800138000</table>".encode("gb18030")).decode()
    text = ARCHIVE.format(sheet=sheet).replace("C:/a", "C:/客户")
    (tmp_path / name).write_text(text, encoding="gb18030")
    assert rows_of(tmp_path / name) == [["姓名", "电话"], ["王伟", "13800138000"]]


def test_an_archive_without_a_table_and_one_that_goes_deeper_and_deeper(tmp_path: Path) -> None:
    (tmp_path / "a.mht").write_text(ARCHIVE.format(sheet=""), encoding="ascii")
    with pytest.raises(Damaged, match="file-web-page"):
        rows_of(tmp_path / "a.mht")
    deep = "".join(f"Content-Type: multipart/mixed; boundary=b{at}\n\n--b{at}\n" for at in range(5000))
    (tmp_path / "a.mht").write_text(f"MIME-Version: 1.0\n{deep}Content-Type: text/html\n\nx", encoding="ascii")
    with pytest.raises(Damaged):
        rows_of(tmp_path / "a.mht")


def test_a_page_under_the_name_of_a_text_table(tmp_path: Path) -> None:
    page(tmp_path, "<table><tr><td>姓名<td>电话<tr><td>王伟<td>1</table>").rename(tmp_path / "a.csv")
    assert rows_of(tmp_path / "a.csv") == [["姓名", "电话"], ["王伟", "1"]]
