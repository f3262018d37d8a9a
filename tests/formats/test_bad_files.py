"""Files that can't come in: each has its own code, names the file, and costs little."""

import io
import struct
import zipfile
from pathlib import Path

import olefile
import pytest
from msoffcrypto.format.ooxml import OOXMLFile

from app.errors import AppError, Damaged, UserError
from app.formats.table_files import open_table_file
from app.formats.workbooks import column_letters
from tests.helpers.office_files import DATA, binary_workbook, open_document, repacked, sheet_xml, workbook
from tests.helpers.old_workbooks import compound_file


def code_of(path: Path, password: str | None = None) -> str:
    """The code that opening and reading every sheet raises; the error names the file."""
    with pytest.raises(AppError) as found:
        read(path, password)
    assert found.value.params["file"] == path.name
    return found.value.code


def read(path: Path, password: str | None) -> None:
    with open_table_file(path, password) as file:
        for index in range(len(file.sheets)):
            list(file.open(index).rows())


def made(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


def test_missing_file(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="file-not-found"):
        open_table_file(tmp_path / "nicht.xlsx")


def test_folder_under_a_files_name(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").mkdir()
    assert code_of(tmp_path / "a.xlsx") == "file-is-folder"


def test_empty_file(tmp_path: Path) -> None:
    assert code_of(made(tmp_path / "a.csv", b"")) == "file-empty"


def test_unknown_kind_of_file(tmp_path: Path) -> None:
    assert code_of(made(tmp_path / "a.pdf", b"%PDF-1.7")) == "file-unknown-type"


@pytest.mark.parametrize("share", [0.2, 0.6, 0.98])
def test_file_cut_short(tmp_path: Path, share: float) -> None:
    whole = workbook(tmp_path / "whole.xlsx", [["a", number] for number in range(200)]).read_bytes()
    assert code_of(made(tmp_path / "a.xlsx", whole[: int(len(whole) * share)])) == "file-damaged"


def test_text_under_the_name_of_a_workbook(tmp_path: Path) -> None:
    assert code_of(made(tmp_path / "a.xlsx", "姓名,电话\n".encode())) == "file-wrong-type"


@pytest.mark.parametrize("name", ["a.slk", "a.xls", "a.csv", "a.txt"])
@pytest.mark.parametrize("end", ["\r\n", "\n"])
def test_workbook_in_the_old_exchange_format(tmp_path: Path, name: str, end: str) -> None:
    records = [
        "ID;PWXL;N;E",
        "P;PGeneral",
        'C;Y1;X1;K"姓名"',
        'C;X2;K"电话"',
        'C;Y2;X1;K"王伟"',
        "C;X2;K13800138000",
        "E",
    ]
    assert code_of(made(tmp_path / name, end.join(records).encode("gb18030"))) == "file-sylk"
    assert code_of(made(tmp_path / name, end.join(["ID;P", "E", ""]).encode())) == "file-sylk"


@pytest.mark.parametrize("text", ["ID;PHONE\n1;13800138000\n", "ID;P1;P2\nA1;x;y\nB2;x;y\n", "ID;PHONE\n"])
def test_a_text_that_begins_like_the_old_exchange_format_is_read(tmp_path: Path, text: str) -> None:
    with open_table_file(made(tmp_path / "a.csv", text.encode())) as file:
        assert [*file.open(0).rows()] == [line.split(";") for line in text.splitlines()]


def test_workbook_under_the_name_of_a_text(tmp_path: Path) -> None:
    whole = workbook(tmp_path / "whole.xlsx", [["a"]]).read_bytes()
    assert code_of(made(tmp_path / "a.csv", whole)) == "file-wrong-type"


def test_web_page_without_a_table(tmp_path: Path) -> None:
    page = b"<html><head><title>1</title></head><table><tr><td> </td></tr></table><p>2</p></html>"
    assert code_of(made(tmp_path / "a.xls", page)) == "file-web-page"


def test_web_page_under_the_name_of_a_new_workbook(tmp_path: Path) -> None:
    page = b"<html><table><tr><td>1</td></tr></table></html>"
    assert code_of(made(tmp_path / "a.xlsx", page)) == "file-web-page"


def test_web_page_with_its_pictures_in_one_file(tmp_path: Path) -> None:
    page = (
        b"MIME-Version: 1.0\r\nContent-Type: multipart/related\r\n\r\n<html><table><tr><td>1</td></tr></table></html>"
    )
    assert code_of(made(tmp_path / "a.xls", page)) == "file-web-page"


def test_other_zip_under_the_name_of_a_workbook(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.xlsx", "w") as archive:
        archive.writestr("readme.txt", "hello")
    assert code_of(tmp_path / "a.xlsx") == "file-unreadable"


@pytest.mark.parametrize("content", [b"Rar!\x1a\x07\x00", b"7z\xbc\xaf\x27\x1c"])
def test_other_archive_under_the_name_of_a_zip_file(tmp_path: Path, content: bytes) -> None:
    assert code_of(made(tmp_path / "a.zip", content * 20)) == "file-wrong-type"


def test_workbook_under_the_name_of_a_zip_file(tmp_path: Path) -> None:
    assert code_of(workbook(tmp_path / "a.xlsx", [["a"]]).rename(tmp_path / "a.zip")) == "file-wrong-type"


def test_picture_under_the_name_of_a_text(tmp_path: Path) -> None:
    assert code_of(made(tmp_path / "a.csv", b"\x89PNG\r\n\x1a\n" + bytes(range(256)))) == "not-text"


def test_workbook_with_only_a_chart_sheet_has_no_sheets(tmp_path: Path) -> None:
    from openpyxl import Workbook

    book = Workbook()
    book.create_chartsheet("Diagramm")
    book.remove(book.worksheets[0])
    book.save(tmp_path / "a.xlsx")
    assert code_of(tmp_path / "a.xlsx") == "no-sheets"


def test_protected_workbook_asks_for_its_password(tmp_path: Path) -> None:
    path = protected(tmp_path, "geheim")
    assert code_of(path) == "file-encrypted"
    assert code_of(path, "falsch") == "file-password-wrong"
    with open_table_file(path, "geheim") as file:
        assert list(file.open(0).rows()) == [["姓名", "王伟"]]


def protected(folder: Path, password: str) -> Path:
    plain = workbook(folder / "plain.xlsx", [["姓名", "王伟"]])
    locked = io.BytesIO()
    with plain.open("rb") as file:
        OOXMLFile(file).encrypt(password, locked)
    return made(folder / "locked.xlsx", locked.getvalue())


def test_compound_file_that_is_nothing(tmp_path: Path) -> None:
    assert code_of(made(tmp_path / "a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))) == "file-damaged"


def test_zip_bomb_by_ratio(tmp_path: Path) -> None:
    plain = workbook(tmp_path / "plain.xlsx", [["a"]])
    cell = '<row r="1"><c r="A1" t="inlineStr"><is><t>' + "x" * (20 << 20) + "</t></is></c></row>"
    path = repacked(plain, tmp_path / "a.xlsx", {"xl/worksheets/sheet1.xml": sheet_xml(cell)})
    assert path.stat().st_size < 100_000
    assert code_of(path) == "file-bomb"


def test_size_in_the_directory_is_a_lie(tmp_path: Path) -> None:
    plain = workbook(tmp_path / "plain.xlsx", [["a"]])
    rows = "".join(f'<row r="{number}"><c r="A{number}"><v>{number}</v></c></row>' for number in range(1, 3000))
    path = repacked(plain, tmp_path / "a.xlsx", {"xl/worksheets/sheet1.xml": sheet_xml(rows)})
    content = bytearray(path.read_bytes())
    entry = content.rindex(b"PK\x01\x02", 0, content.rindex(b"xl/worksheets/sheet1.xml"))
    struct.pack_into("<I", content, entry + 24, 5000)
    assert code_of(made(path, bytes(content))) == "file-bomb"


def test_too_many_parts(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.xlsx", "w") as archive:
        for number in range(10_001):
            archive.writestr(f"{number}", b"")
    assert code_of(tmp_path / "a.xlsx") == "file-bomb"


@pytest.mark.parametrize("name", ["../xl/evil.xml", "/etc/passwd", "C:/a.xml", "xl\\..\\..\\a.xml"])
def test_part_that_points_outside(tmp_path: Path, name: str) -> None:
    plain = workbook(tmp_path / "plain.xlsx", [["a"]])
    assert code_of(repacked(plain, tmp_path / "a.xlsx", {name: b"<a/>"})) == "file-hostile"


def test_the_same_part_twice(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", [["a"]])
    with zipfile.ZipFile(path, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr("xl/worksheets/sheet1.xml", sheet_xml(""))
    assert code_of(path) == "file-hostile"


def test_entity_bomb(tmp_path: Path) -> None:
    plain = workbook(tmp_path / "plain.xlsx", [["a"]])
    bomb = (
        b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]><worksheet>&b;</worksheet>'
    )
    assert code_of(repacked(plain, tmp_path / "a.xlsx", {"xl/worksheets/sheet1.xml": bomb})) == "file-hostile"


def test_sheet_that_the_reader_gives_short_is_not_believed(tmp_path: Path) -> None:
    """Rows in a second block are dropped by calamine without a word."""
    plain = workbook(tmp_path / "plain.xlsx", [["a"]])
    second = '</sheetData><sheetData><row r="9"><c r="A9"><v>2</v></c></row>'
    rows = f'<row r="1"><c r="A1"><v>1</v></c></row>{second}'
    path = repacked(plain, tmp_path / "a.xlsx", {"xl/worksheets/sheet1.xml": sheet_xml(rows)})
    assert code_of(path) == "sheet-incomplete"


def test_error_is_damage_for_the_command_line(tmp_path: Path) -> None:
    with pytest.raises(Damaged) as found:
        open_table_file(made(tmp_path / "a.csv", b""))
    assert found.value.exit_code == 5


BLANK_ROWS = '<table:table-row table:number-rows-repeated="1000000"><table:table-cell/></table:table-row>'


@pytest.mark.parametrize(
    "rows",
    [
        '<table:table-row table:number-rows-repeated="100000">{}</table:table-row>',
        f"<table:table-row>{{}}</table:table-row>{BLANK_ROWS}<table:table-row>{{}}</table:table-row>",
    ],
)
def test_open_document_that_repeats_itself_beyond_reason(tmp_path: Path, rows: str) -> None:
    cell = '<table:table-cell table:number-columns-repeated="100"><text:p>x</text:p></table:table-cell>'
    assert code_of(open_document(tmp_path / "a.ods", rows.replace("{}", cell))) == "file-too-large"


def test_binary_workbook_with_a_cell_in_the_far_corner(tmp_path: Path) -> None:
    path = binary_workbook(tmp_path / "a.xlsb", [(0, 0, "x"), (1_048_575, 16_383, "y")])
    assert code_of(path) == "file-too-large"


def test_old_workbook_with_a_cell_in_the_far_corner(tmp_path: Path) -> None:
    """Calamine would lay out 16 million cells."""
    stream = workbook_bytes()
    label = stream.index(struct.pack("<HH", 0xFD, 10))
    struct.pack_into("<HH", stream, label + 4, 65_535, 255)
    assert code_of(compound_file(tmp_path / "a.xls", bytes(stream))) == "file-too-large"


def test_open_document_with_a_password(tmp_path: Path) -> None:
    path = open_document(tmp_path / "plain.ods", "")
    entry = b'<manifest><file-entry full-path="content.xml"><encryption-data/></file-entry></manifest>'
    assert code_of(repacked(path, tmp_path / "a.ods", {"META-INF/manifest.xml": entry})) == "file-encrypted-old"


def test_old_workbook_that_says_it_is_endless_is_read(tmp_path: Path) -> None:
    """Calamine would reserve what the sheet says of its size: more than any machine has, which ends the program."""
    stream = workbook_bytes()
    said = stream.index(struct.pack("<HH", 0x0200, 14))
    struct.pack_into("<IIHH", stream, said + 4, 0, 0xFFFFFFF0, 0, 0xFFF0)
    with open_table_file(compound_file(tmp_path / "a.xls", bytes(stream))) as file:
        assert list(file.open(0).rows())[2][0] == "王建华"


@pytest.mark.parametrize(("kind", "at", "value"), [(0xFC, 4, 0x7FFFFFFF), (0x85, 0, 0x00FFFFFF), (0x85, 0, 100)])
def test_old_workbook_whose_counts_and_places_are_wrong(tmp_path: Path, kind: int, at: int, value: int) -> None:
    stream, place = workbook_bytes(), 0
    while struct.unpack_from("<H", stream, place)[0] != kind:
        place += 4 + struct.unpack_from("<H", stream, place + 2)[0]
    struct.pack_into("<I", stream, place + 4 + at, value)
    assert code_of(compound_file(tmp_path / "a.xls", bytes(stream))) == "file-damaged"


def test_old_workbook_whose_chain_runs_in_a_circle(tmp_path: Path) -> None:
    path = compound_file(tmp_path / "a.xls", bytes(workbook_bytes()))
    content = bytearray(path.read_bytes())
    struct.pack_into("<I", content, 512 + 4 * 5, 2)
    assert code_of(made(path, bytes(content))) in ("file-damaged", "file-unreadable")


def workbook_bytes() -> bytearray:
    with olefile.OleFileIO(DATA / "customers.xls") as compound:
        return bytearray(compound.openstream("Workbook").read())


@pytest.mark.parametrize(
    ("row", "cell"), [(2, "A99999999"), (2, "A4294967295"), (1048577, "B1048577"), (99999999, "A2"), (2, "AA1048577")]
)
def test_cell_below_the_last_row_that_a_sheet_has(tmp_path: Path, row: int, cell: str) -> None:
    """Calamine would lay out all rows above it."""
    plain = workbook(tmp_path / "plain.xlsx", [["a"]])
    rows = f'<row r="1"><c r="A1"><v>1</v></c></row><row r="{row}"><c r="{cell}"><v>2</v></c></row>'
    path = repacked(plain, tmp_path / "a.xlsx", {"xl/worksheets/sheet1.xml": sheet_xml(rows)})
    assert code_of(path) == "file-damaged"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.txt", b"x" * 200_000),
        ("a.xls", b"<table><tr><td>" + b"x" * 200_000 + b"</table>"),
        ("a.vcf", b"BEGIN:VCARD\nNOTE:" + b"x\n y" * 200_000 + b"\nEND:VCARD\n"),
    ],
)
def test_cell_beyond_reason(tmp_path: Path, name: str, content: bytes) -> None:
    assert code_of(made(tmp_path / name, content)) == "cell-too-long"


def test_text_that_goes_deeper_and_deeper(tmp_path: Path) -> None:
    deep = "<text:span>" * 5000 + "<text:tab/>" + "</text:span>" * 5000
    rows = f"<table:table-row><table:table-cell><text:p>{deep}</text:p></table:table-cell></table:table-row>"
    assert code_of(open_document(tmp_path / "a.ods", rows)) == "file-damaged"


def test_a_million_columns(tmp_path: Path) -> None:
    plain = workbook(tmp_path / "plain.xlsx", [["a"]])
    cells = "".join(f'<c r="{column_letters(at)}1"><v>{at}</v></c>' for at in (*range(5), *range(999_990, 1_000_000)))
    path = repacked(plain, tmp_path / "a.xlsx", {"xl/worksheets/sheet1.xml": sheet_xml(f'<row r="1">{cells}</row>')})
    assert code_of(path) == "too-many-columns"
    cell = '<table:table-cell table:number-columns-repeated="1000000"><text:p>x</text:p></table:table-cell>'
    path = open_document(tmp_path / "a.ods", f"<table:table-row>{cell}</table:table-row>")
    assert code_of(path) == "too-many-columns"


@pytest.mark.parametrize("name", ["a.xls", "a.csv", "a.txt"])
@pytest.mark.parametrize("content", [b"%PDF-1.7\n1 0 obj\n", b"{\\rtf1\\ansi text}"])
def test_documents_under_the_name_of_a_table(tmp_path: Path, name: str, content: bytes) -> None:
    assert code_of(made(tmp_path / name, content)) == "file-wrong-type"
