"""Workbooks come in as the texts that the office saw."""

import zipfile
from datetime import date, datetime, time, timedelta
from io import BytesIO
from itertools import islice
from pathlib import Path

import PIL.Image
import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from openpyxl.drawing.image import Image

from app.formats.table_files import open_table_file
from tests.helpers.office_files import DATA, binary_workbook, open_document, repacked, sheet_xml, workbook


def rows_of(path: Path, index: int = 0) -> list[list[str]]:
    with open_table_file(path) as file:
        return list(file.open(index).rows())


def test_values_become_the_texts_that_the_sheet_shows(tmp_path: Path) -> None:
    moment = datetime.fromisoformat("2020-01-02T03:04:05")
    moments = [date(2020, 1, 2), moment, time(3, 4, 5), timedelta(hours=30)]
    path = workbook(tmp_path / "a.xlsx", [["王伟", 1.0, 13800138000, 0.1 + 0.2, True, None, *moments]])
    assert rows_of(path) == [
        [
            *("王伟", "1", "13800138000", "0.3", "TRUE", ""),
            *("2020-01-02", "2020-01-02 03:04:05", "03:04:05", "30:00:00"),
        ]
    ]


def test_a_number_that_no_sheet_keeps_exactly_shows_that_it_is_rounded(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", [[310101199001011000.0, 6222021234567890, "310101199001011234"]])
    assert rows_of(path) == [["3.10101199001011E+17", "6222021234567890", "310101199001011234"]]


def test_blank_rows_and_columns_before_the_first_cell_count(tmp_path: Path) -> None:
    book = Workbook()
    page = book.active
    assert page is not None
    page["C3"] = "x"
    book.save(tmp_path / "a.xlsx")
    rows = rows_of(tmp_path / "a.xlsx")
    assert [any(row) for row in rows] == [False, False, True]
    assert rows[2] == ["", "", "x"]


def test_error_cells_keep_their_text(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", [["a", "#REF!", "c"], ["d", "e", "#N/A"], ["f", "g", "h"]])
    assert rows_of(path) == [["a", "#REF!", "c"], ["d", "e", "#N/A"], ["f", "g", "h"]]


def test_an_error_with_its_formula_keeps_its_text(tmp_path: Path) -> None:
    plain = workbook(tmp_path / "plain.xlsx", [["a"]])
    cells = (
        '<c r="A1" t="inlineStr"><is><t>a</t></is></c>'
        '<c r="B1" s="0" t="e"><f>1/0</f><v>#DIV/0!</v></c><c r="C1"><v>7</v></c>'
    )
    part = sheet_xml(f'<row r="1">{cells}</row>')
    path = repacked(plain, tmp_path / "a.xlsx", {"xl/worksheets/sheet1.xml": part})
    assert rows_of(path) == [["a", "#DIV/0!", "7"]]


def test_cells_merged_downwards_are_filled_where_a_row_has_more(tmp_path: Path) -> None:
    book = Workbook()
    page = book.active
    assert page is not None
    for row in (["客户", "订单"], ["王伟", "A1"], [None, "A2"], [None, None], [None, "A3"]):
        page.append(row)
    page.merge_cells("A2:A4")
    book.save(tmp_path / "a.xlsx")
    assert rows_of(tmp_path / "a.xlsx") == [["客户", "订单"], ["王伟", "A1"], ["王伟", "A2"], ["", ""], ["", "A3"]]


def test_a_title_merged_across_is_not_repeated(tmp_path: Path) -> None:
    book = Workbook()
    page = book.active
    assert page is not None
    page.append(["客户登记表", None, None])
    page.append(["a", "b", "c"])
    page.merge_cells("A1:C1")
    book.save(tmp_path / "a.xlsx")
    assert rows_of(tmp_path / "a.xlsx") == [["客户登记表", "", ""], ["a", "b", "c"]]


def test_hidden_sheets_and_rows_are_read_and_told(tmp_path: Path) -> None:
    book = Workbook()
    page = book.active
    assert page is not None
    for number in range(5):
        page.append([number])
    page.row_dimensions[2].hidden = True
    page.row_dimensions[3].hidden = True
    other = book.create_sheet("旧客户")
    other.sheet_state = "hidden"
    other.append(["x"])
    book.save(tmp_path / "a.xlsx")
    with open_table_file(tmp_path / "a.xlsx") as file:
        assert [(sheet.name, sheet.hidden) for sheet in file.sheets] == [("Sheet", False), ("旧客户", True)]
        assert file.open(0).hidden_rows == 2
        assert list(file.open(1).rows()) == [["x"]]


def test_a_stray_cell_in_the_far_corner_costs_neither_time_nor_memory(tmp_path: Path) -> None:
    book = Workbook()
    page = book.active
    assert page is not None
    page["A1"], page["XFD1048576"] = "x", "y"
    book.save(tmp_path / "a.xlsx")
    with open_table_file(tmp_path / "a.xlsx") as file:
        filled = [(number, row) for number, row in enumerate(file.open(0).rows(), 1) if any(row)]
    assert [number for number, _ in filled] == [1, 1_048_576]
    assert (filled[0][1][0], filled[1][1][-1], len(filled[1][1])) == ("x", "y", 16_384)


def test_beside_a_stray_cell_the_others_are_read_as_ever(tmp_path: Path) -> None:
    """Numbers as shown, merged cells, comments, errors, escapes: all that a sheet of that size is not laid out for."""
    book = Workbook()
    page = book.worksheets[0]
    for row in (
        ["编号", "姓名", "日期", "备注"],
        [12, "王伟", date(2021, 3, 5), "#N/A"],
        [13, None, None, "a_x0009_b"],
    ):
        page.append(row)
    page["A2"].number_format = page["A3"].number_format = "00000"
    page.merge_cells("B2:B3")
    page["B2"].comment = Comment("老客户", "店长")
    page["XFD1048576"] = "y"
    book.save(tmp_path / "a.xlsx")
    with open_table_file(tmp_path / "a.xlsx") as file:
        sheet = file.open(0)
        rows = [*islice(sheet.rows(), 3)]
    assert [row[:4] for row in rows[1:]] == [["00012", "王伟", "2021-03-05", "#N/A"], ["00013", "王伟", "", "a\tb"]]
    assert (sheet.notes_at, rows[1][-1]) == (16_384, "老客户")


def test_strict_workbooks_are_read(tmp_path: Path) -> None:
    plain = workbook(tmp_path / "plain.xlsx", [["姓名", "日期"], ["王伟", date(2020, 1, 2)]])
    strict = {}
    for part in ("xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/_rels/workbook.xml.rels", "_rels/.rels"):
        text = _part(plain, part).decode()
        text = text.replace(
            "http://schemas.openxmlformats.org/spreadsheetml/2006/main", "http://purl.oclc.org/ooxml/spreadsheetml/main"
        )
        strict[part] = text.replace(
            "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
            "http://purl.oclc.org/ooxml/officeDocument/relationships",
        ).encode()
    path = repacked(plain, tmp_path / "strict.xlsx", strict)
    assert rows_of(path) == [["姓名", "日期"], ["王伟", "2020-01-02"]]


def test_prefixed_xml_is_understood(tmp_path: Path) -> None:
    plain = workbook(tmp_path / "plain.xlsx", [["a"]])
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    part = (
        f'<x:worksheet xmlns:x="{main}"><x:sheetData><x:row r="1" hidden="1"><x:c r="A1"><x:v>5</x:v></x:c>'
        '<x:c r="B1" t="e"><x:v>#NAME?</x:v></x:c></x:row></x:sheetData></x:worksheet>'
    ).encode()
    path = repacked(plain, tmp_path / "a.xlsx", {"xl/worksheets/sheet1.xml": part})
    with open_table_file(path) as file:
        sheet = file.open(0)
        assert list(sheet.rows()) == [["5", "#NAME?"]]
        assert sheet.hidden_rows == 1


def test_rows_can_be_read_again(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", [["a"], ["b"]])
    with open_table_file(path) as file:
        sheet = file.open(0)
        assert list(sheet.rows()) == list(sheet.rows()) == [["a"], ["b"]]


def _part(path: Path, name: str) -> bytes:
    with zipfile.ZipFile(path) as archive:
        return archive.read(name)


CELL = '<table:table-cell office:value-type="string"{}><text:p>{}</text:p></table:table-cell>'


def test_open_document_sheets_are_read_with_their_endless_blank_rows(tmp_path: Path) -> None:
    rows = f"<table:table-row>{CELL.format('', '姓名')}{CELL.format('', '电话')}</table:table-row><table:table-row>"
    rows += f"{CELL.format('', '王伟')}<table:table-cell office:value-type='float' office:value='13800138000'/>"
    rows += '<table:table-cell table:number-columns-repeated="16380"/></table:table-row>'
    rows += '<table:table-row table:number-rows-repeated="1048574"><table:table-cell/></table:table-row>'
    assert rows_of(open_document(tmp_path / "a.ods", rows)) == [["姓名", "电话"], ["王伟", "13800138000"]]


def test_binary_workbooks_are_read(tmp_path: Path) -> None:
    cells = [(0, 0, "姓名"), (0, 1, "电话"), (1, 0, "王伟"), (2, 1, "13800138000")]
    path = binary_workbook(tmp_path / "a.xlsb", cells)
    assert rows_of(path) == [["姓名", "电话"], ["王伟", ""], ["", "13800138000"]]


@pytest.mark.parametrize("name", ["errors.xls", "errors.ods"])
def test_errors_and_hidden_rows_of_other_formats_are_told(name: str) -> None:
    """As LibreOffice writes them; calamine gives errors as blank cells and does not speak of hidden rows."""
    with open_table_file(DATA / name) as file:
        sheet = file.open(0)
        assert sheet.hidden_rows == 2
        assert list(sheet.rows())[1:] == [
            ["王伟", "13800138000", "#DIV/0!", "#N/A", "2019-03-01"],
            ["李娜", "#VALUE!", "2", "x", ""],
            ["赵敏", "13700137000", "13800138000", "#NAME?", ""],
        ]


def test_errors_and_hidden_rows_of_binary_workbooks_are_told(tmp_path: Path) -> None:
    cells: list[tuple[int, int, str | int]] = [(0, 0, "姓名"), (0, 1, "电话"), (2, 0, "王伟"), (2, 1, 0x17)]
    with open_table_file(binary_workbook(tmp_path / "a.xlsb", cells, hidden=[2])) as file:
        sheet = file.open(0)
        assert (sheet.hidden_rows, list(sheet.rows())[2]) == (1, ["王伟", "#REF!"])


@pytest.mark.parametrize("name", ["customers.xls", "customers.ods"])
def test_sheets_as_libreoffice_writes_them(name: str) -> None:
    with open_table_file(DATA / name) as file:
        assert [(sheet.name, sheet.hidden) for sheet in file.sheets] == [("客户名单", False), ("旧名单", True)]
        assert list(file.open(1).rows()) == [["姓名", "电话"], ["赵敏", "010-62345678"]]
        assert list(file.open(0).rows())[2:] == [
            ["王建华", "110101199003070417", "13800138000", "2019-03-01", "1280.5", "第一行\n第二行", "老客户"],
            ["李娜", "", "13900139000", "2020-02-29 10:30:00", "0.3", "", ""],
            ["合计", "", "", "", "1280.8", "", ""],
        ]
        assert file.open(0).notes_at == 6
        assert file.open(1).notes_at is None


def test_an_old_workbook_under_the_name_of_wps_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.et").write_bytes((DATA / "customers.xls").read_bytes())
    with open_table_file(tmp_path / "a.et") as file:
        assert list(file.open(0).rows())[2][0] == "王建华"


def test_comments_stand_in_a_column_behind_the_files_own(tmp_path: Path) -> None:
    book = Workbook()
    page = book.worksheets[0]
    for row in (["姓名", "电话"], ["王伟", "1"], [None, None], ["李娜", "2"]):
        page.append(row)
    for place, text in (("A1", "请填全名"), ("A2", "老客户"), ("B2", "已停机"), ("A3", "空行")):
        page[place].comment = Comment(text, "店长")
    book.save(tmp_path / "a.xlsx")
    rows = [["姓名", "电话", "请填全名"], ["王伟", "1", "A: 老客户\nB: 已停机"], ["", "", ""], ["李娜", "2", ""]]
    assert rows_of(tmp_path / "a.xlsx") == rows


@pytest.mark.parametrize(
    "above",
    [
        "[Threaded comment]\n\nYour version of Excel allows you to read this. Learn more: {}\n\nComment:\n ",
        "[线程批注]\n\n你的 Excel 版本可读取此线程批注; 了解详细信息: {}\n\n注释:\n    ",
    ],
)
def test_conversations_say_what_was_said(tmp_path: Path, above: str) -> None:
    book = Workbook()
    page = book.worksheets[0]
    for row in (["姓名", "电话"], ["王伟", "1"]):
        page.append(row)
    link = "https://go.microsoft.com/fwlink/?linkid=870924"
    page["A2"].comment = Comment(above.format(link) + "要求退款\nReply:\n    已退", "店长")
    book.save(tmp_path / "a.xlsx")
    assert rows_of(tmp_path / "a.xlsx")[1] == ["王伟", "1", "要求退款\nReply:\n    已退"]


def test_comments_and_merged_cells_of_binary_workbooks(tmp_path: Path) -> None:
    cells = [
        (0, 0, "客户"),
        (0, 1, "项目"),
        (1, 0, "王伟"),
        (1, 1, "课程"),
        (2, 1, "教材"),
        (3, 0, "李娜"),
        (3, 1, "课程"),
    ]
    notes = [(2, 1, "已退"), (3, 0, "老客户"), (3, 1, "全款\n已付")]
    path = binary_workbook(tmp_path / "a.xlsb", cells, merged=[(1, 2, 0, 0)], notes=notes)
    assert rows_of(path) == [
        ["客户", "项目", ""],
        ["王伟", "课程", ""],
        ["王伟", "教材", "已退"],
        ["李娜", "课程", "A: 老客户\nB: 全款\n已付"],
    ]


def test_cells_merged_downwards_in_open_documents(tmp_path: Path) -> None:
    def cell(text: str, attributes: str = "") -> str:
        kind = 'office:value-type="string"'
        return f"<table:table-cell {kind} {attributes}><text:p>{text}</text:p></table:table-cell>"

    spanned = cell("王伟", 'table:number-rows-spanned="2" table:number-columns-spanned="1"')
    lines = [cell("客户") + cell("项目"), spanned + cell("课程"), "<table:covered-table-cell/>" + cell("教材")]
    rows = "".join(f"<table:table-row>{line}</table:table-row>" for line in lines)
    path = open_document(tmp_path / "a.ods", rows)
    assert rows_of(path) == [["客户", "项目"], ["王伟", "课程"], ["王伟", "教材"]]


def test_line_breaks_and_tabs_within_a_paragraph_of_open_documents(tmp_path: Path) -> None:
    """Without them two telephone numbers would be one."""
    cell = "<table:table-cell office:value-type='string'>{}</table:table-cell>"
    text = "<text:p>1<text:line-break/>2<text:span>3<text:tab/></text:span>4<text:s text:c='2'/>5</text:p>"
    text += "<text:p>6</text:p>"
    rows = f"<table:table-row>{cell.format(text)}{cell.format('<text:p>a</text:p>')}</table:table-row>"
    assert rows_of(open_document(tmp_path / "a.ods", rows)) == [["1\n23\t4  5\n6", "a"]]


def test_pictures_are_told(tmp_path: Path) -> None:
    plain = workbook(tmp_path / "plain.xlsx", [["姓名", "照片"], ["王伟", "x"]])
    picture = BytesIO()
    PIL.Image.new("RGB", (4, 4)).save(picture, "png")
    book = load_workbook(plain)
    book.worksheets[0].add_image(Image(picture), "B2")
    book.create_sheet("无").append(["姓名"])
    book.save(tmp_path / "over.xlsx")
    with open_table_file(tmp_path / "over.xlsx") as file:
        assert [file.open(0).pictures, file.open(1).pictures] == [True, False]
    # As WPS has them within cells.
    formula = '<c r="B2" t="str"><f>_xlfn.DISPIMG("ID_1",1)</f><v>=DISPIMG("ID_1",1)</v></c>'
    rows = f'<row r="1"><c r="A1" t="str"><v>姓名</v></c></row><row r="2">{formula}</row>'
    parts = {"xl/worksheets/sheet1.xml": sheet_xml(rows), "xl/cellimages.xml": b"<cellImages/>"}
    with open_table_file(repacked(plain, tmp_path / "wps.xlsx", parts)) as file:
        page = file.open(0)
        assert page.pictures
        assert [*page.rows()][1] == ["", '=DISPIMG("ID_1",1)']


@pytest.mark.parametrize(
    ("cell", "unsolved"),
    [
        ("<f>B1*2</f>", True),
        ("<f>B1*2</f><v></v>", True),
        ('<f t="shared" ref="A1:A2" si="0">B1*2</f><v/>', True),
        ("<f>B1*2</f><v>7</v>", False),
    ],
)
def test_formulas_without_a_value_are_told(tmp_path: Path, cell: str, unsolved: bool) -> None:
    plain = workbook(tmp_path / "plain.xlsx", [["a"]])
    text = '<c r="B2" t="str"><f>IF(1,"")</f><v></v></c>'
    rows = f'<row r="1"><c r="A1"><v>1</v></c></row><row r="2"><c r="A2" s="0">{cell}</c>{text}</row>'
    path = repacked(plain, tmp_path / "a.xlsx", {"xl/worksheets/sheet1.xml": sheet_xml(rows)})
    with open_table_file(path) as file:
        assert file.open(0).unsolved is unsolved


@pytest.mark.parametrize("suffix", [".xlsm", ".xltx", ".xls", ".et"])
def test_what_the_content_is_counts_among_workbooks(tmp_path: Path, suffix: str) -> None:
    path = workbook(tmp_path / "a.xlsx", [["姓名"], ["王伟"]]).rename(tmp_path / f"a{suffix}")
    assert rows_of(path) == [["姓名"], ["王伟"]]


@pytest.mark.parametrize("place", ["./worksheets/sheet1.xml", "../xl/worksheets/sheet1.xml", r"worksheets\sheet1.xml"])
def test_sheets_are_found_however_their_place_is_written(tmp_path: Path, place: str) -> None:
    source = workbook(tmp_path / "a.xlsx", [["姓名", "电话"], ["王伟", "1"]])
    relations = _part(source, "xl/_rels/workbook.xml.rels").replace(b"/xl/worksheets/sheet1.xml", place.encode())
    changed = repacked(source, tmp_path / "b.xlsx", {"xl/_rels/workbook.xml.rels": relations})
    assert rows_of(changed) == [["姓名", "电话"], ["王伟", "1"]]


@pytest.mark.parametrize("kind", ["xlMacrosheet", "xlIntlMacrosheet"])
def test_a_sheet_of_old_macros_is_no_hindrance(tmp_path: Path, kind: str) -> None:
    """As old viruses leave them in the workbooks of an office."""
    source = workbook(tmp_path / "a.xlsx", {"客户": [["姓名", "电话"], ["王伟", "1"]], "Macro1": [["=HALT()"]]})
    usual = (
        b'http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="/xl/worksheets/sheet2'
    )
    macro = usual.replace(
        b"openxmlformats.org/officeDocument/2006/relationships/worksheet",
        b"microsoft.com/office/2006/relationships/" + kind.encode(),
    )
    relations = _part(source, "xl/_rels/workbook.xml.rels")
    assert usual in relations
    changed = repacked(source, tmp_path / "b.xlsm", {"xl/_rels/workbook.xml.rels": relations.replace(usual, macro)})
    with open_table_file(changed) as file:
        assert [one.name for one in file.sheets] == ["客户"]
        assert list(file.open(0).rows()) == [["姓名", "电话"], ["王伟", "1"]]


def test_numbers_of_binary_workbooks_as_they_are_shown(tmp_path: Path) -> None:
    numbers = [(1, 0, (12.0, 1)), (1, 1, (-7.0, 2)), (2, 0, (12.5, 1)), (2, 1, (7.0, 0))]
    path = binary_workbook(
        tmp_path / "a.xlsb", [(0, 0, "编号"), (0, 1, "合同"), *numbers], formats=["General", "00000", '"HT-"0000']
    )
    assert rows_of(path) == [["编号", "合同"], ["00012", "HT-0007"], ["12.5", "7"]]
