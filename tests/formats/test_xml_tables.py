"""XML spreadsheets of 2003 under the name .xls or .xml."""

from pathlib import Path

import pytest

from app.errors import Damaged
from app.formats.table_files import open_table_file

HEAD = '<?xml version="1.0"{encoding}?>\n<?mso-application progid="Excel.Sheet"?>\n'
SPACES = (
    'xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet" '
    'xmlns:x="urn:schemas-microsoft-com:office:excel"'
)
HIDDEN = "<x:WorksheetOptions><x:Visible>SheetHidden</x:Visible></x:WorksheetOptions>"


def book(path: Path, rows: str, encoding: str = "", options: str = "") -> Path:
    declared = f' encoding="{encoding}"' if encoding else ""
    sheet = f'<Worksheet ss:Name="客户"><Table>{rows}</Table>{options}</Worksheet>'
    text = HEAD.replace("{encoding}", declared) + f"<Workbook {SPACES}>{sheet}</Workbook>"
    path.write_bytes(text.encode(encoding or "utf-8"))
    return path


def cell(text: str, kind: str = "String", **more: int) -> str:
    said = "".join(f' ss:{name}="{value}"' for name, value in more.items())
    return f'<Cell{said}><Data ss:Type="{kind}">{text}</Data></Cell>'


def rows_of(path: Path) -> list[list[str]]:
    with open_table_file(path) as file:
        return list(file.open(0).rows())


def test_each_kind_of_value(tmp_path: Path) -> None:
    values = [
        *(cell("110101199003070417"), cell("3.5", "Number"), cell("13800138000", "Number"), cell("1", "Boolean")),
        *(cell("2019-03-01T00:00:00.000", "DateTime"), cell("#REF!", "Error"), "<Cell/>"),
        '<Cell><ss:Data ss:Type="String">红<Font>字</Font></ss:Data></Cell>',
    ]
    rows = rows_of(book(tmp_path / "a.xls", f"<Row>{''.join(values)}</Row>"))
    assert rows == [["110101199003070417", "3.5", "13800138000", "TRUE", "2019-03-01", "#REF!", "", "红字"]]


def test_places_that_are_left_out_and_merged_cells(tmp_path: Path) -> None:
    rows = (
        f'<Row ss:Index="2">{cell("甲公司", MergeDown=1)}{cell("x", Index=3)}</Row>'
        f"<Row>{cell('y', Index=3)}</Row><Row>{cell('标题', MergeAcross=2)}{cell('z')}</Row>"
    )
    assert rows_of(book(tmp_path / "a.xls", rows)) == [
        [],
        ["甲公司", "", "x"],
        ["甲公司", "", "y"],
        ["标题", "", "", "z"],
    ]


def test_hidden_sheets_and_rows_are_told(tmp_path: Path) -> None:
    path = book(tmp_path / "a.xml", f'<Row ss:Hidden="1">{cell("a")}</Row>', options=HIDDEN)
    with open_table_file(path) as file:
        assert (file.sheets[0].name, file.sheets[0].hidden, file.open(0).hidden_rows) == ("客户", True, 1)


@pytest.mark.parametrize("encoding", ["utf-8", "GBK", "utf-16"])
def test_encodings(tmp_path: Path, encoding: str) -> None:
    assert rows_of(book(tmp_path / "a.xls", f"<Row>{cell('王伟')}</Row>", encoding)) == [["王伟"]]


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ('<Row ss:Index="99999999"/>', "file-damaged"),
        ('<Row ss:Span="1000000"/>' * 2, "file-damaged"),
        (f"<Row>{cell('x', Index=16384)}</Row>" * 600, "file-too-large"),
        (f"<Row>{cell('x', Index=20000)}</Row>", "too-many-columns"),
        (f"<Row>{cell('x', Index=-1)}</Row>", "file-damaged"),
        (f"<Row>{cell('x', 'Number')}</Row>", "file-damaged"),
        ("<Row><Cell>", "file-damaged"),
    ],
)
def test_what_no_program_writes_is_refused(tmp_path: Path, rows: str, code: str) -> None:
    with pytest.raises(Damaged) as found:
        rows_of(book(tmp_path / "a.xls", rows))
    assert found.value.code == code


def test_entities_are_refused(tmp_path: Path) -> None:
    path = book(tmp_path / "a.xls", f"<Row>{cell('&b;')}</Row>")
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>'
    path.write_text(path.read_text("utf-8").replace("<Workbook", f"{bomb}<Workbook", 1), "utf-8")
    with pytest.raises(Damaged, match="file-hostile"):
        rows_of(path)


def test_other_xml_is_no_table(tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_text('<?xml version="1.0"?><customers/>')
    with pytest.raises(Damaged, match="file-wrong-type"):
        rows_of(tmp_path / "a.xml")
