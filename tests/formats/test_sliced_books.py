"""A large sheet read in slices gives the rows that it gives as a whole."""

import zipfile
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from itertools import islice
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from app.errors import Damaged
from app.formats.sheet_parts import workbook_parts
from app.formats.sliced_books import USUAL, Limits, sliced
from app.formats.spreadsheets import Spreadsheet
from tests.helpers.large_files import FRAME, MAIN
from tests.helpers.office_files import prefixed, repacked, sheet_xml

HUGE = 1 << 40
WHOLE = Limits(least=HUGE, most_texts=HUGE)
HELD = Limits(least=1, most=HUGE, most_texts=HUGE, step=128)
STREAMED = Limits(least=1, most=0, most_texts=0, step=128)
LONG = "长" * 300
ROWS = 6_000
Cells = Mapping[str, str]


def written(path: Path, rows: Mapping[int, Cells], after: str = "") -> Path:
    """A workbook of one sheet with these cells, as they stand in its XML, by number and letters."""
    shared = ["甲", "乙"]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        with archive.open("xl/worksheets/sheet1.xml", "w") as part:
            part.write(f'<worksheet xmlns="{MAIN}"><sheetData>'.encode())
            for number, cells in rows.items():
                texts = "".join(f'<c r="{letters}{number}"{rest}</c>' for letters, rest in cells.items())
                part.write(f'<row r="{number}">{texts}</row>'.encode())
            part.write(f"</sheetData>{after}</worksheet>".encode())
        texts = "".join(f"<si><t>{text}</t></si>" for text in shared)
        archive.writestr("xl/sharedStrings.xml", f'<sst xmlns="{MAIN}">{texts}</sst>')
        for name, text in FRAME.items():
            archive.writestr(name, text)
    return path


def inline(text: str) -> str:
    return f' t="inlineStr"><is><t>{text}</t></is>'


def many(count: int = ROWS) -> dict[int, dict[str, str]]:
    return {
        number: {"B": f"><v>{number}</v>", "C": inline(LONG), "E": f' t="s"><v>{number % 2}</v>'}
        for number in range(3, count + 3)
    }


def expected(number: int, width: int = 5) -> list[str]:
    return ["", str(number), LONG, "", "甲乙"[number % 2], *[""] * (width - 5)]


def read(path: Path, limits: Limits = USUAL) -> list[list[str]]:
    """The first sheet's rows, which are the same at each reading and in each way."""
    rows = read_once(path, limits)
    for other in (WHOLE, HELD, STREAMED):
        assert same(read_once(path, other), rows)
    return rows


def read_once(path: Path, limits: Limits, sheet: int = 0) -> list[list[str]]:
    with path.open("rb") as source, Spreadsheet(source, path.name, limits) as book:
        opened = book.open(sheet)
        book.release()
        rows = [*opened.rows()]
        assert rows == [*opened.rows()]
        assert opened.rows_total == len(rows)
        return rows


def same(rows: list[list[str]], others: list[list[str]]) -> bool:
    """Whether they are equal but for blank columns behind the last."""
    return [trimmed(row) for row in rows] == [trimmed(row) for row in others]


def trimmed(row: list[str]) -> list[str]:
    return row[: max((at for at, text in enumerate(row, 1) if text), default=0)]


def test_all_rows_from_the_first_cells_column_on(tmp_path: Path) -> None:
    rows = read(written(tmp_path / "a.xlsx", many()))
    assert rows[:2] == [[""] * 5] * 2
    assert rows[2:] == [expected(number) for number in range(3, ROWS + 3)]


def test_it_is_read_in_slices_and_only_as_far_as_asked(tmp_path: Path) -> None:
    path = written(tmp_path / "a.xlsx", many())
    assert slices_of(path, USUAL, "客户") > 4
    with path.open("rb") as source, Spreadsheet(source, path.name) as book:
        first = [*islice(book.open(0).rows(), 3)]
    assert first[2] == expected(3)


def test_sheets_whose_elements_have_a_prefix_are_read_in_slices_too(tmp_path: Path) -> None:
    path = prefixed(written(tmp_path / "plain.xlsx", many()), tmp_path / "a.xlsx")
    assert slices_of(path, USUAL, "客户") > 4
    assert read(path)[2:] == [expected(number) for number in range(3, ROWS + 3)]


def slices_of(path: Path, limits: Limits, sheet: str) -> int:
    """How many the sheet is read in, 0 where it is read as a whole."""
    with path.open("rb") as source, zipfile.ZipFile(source) as archive:
        found = sliced(source, archive, workbook_parts(archive, path.name), path.name, limits)
        if found is None or sheet not in found.sheets:
            return 0
        return sum(1 for _ in found.sheets[sheet].slices(found.book.get_sheet_by_name))


def test_a_column_that_only_a_late_row_fills(tmp_path: Path) -> None:
    cells = many()
    cells[5_500]["H"] = inline("晚")
    rows = read(written(tmp_path / "a.xlsx", cells))
    assert rows[2] == expected(3, 8)
    assert rows[5_499] == [*expected(5_500), "", "", "晚"]


def test_blank_rows_between(tmp_path: Path) -> None:
    cells = {number: one for number, one in many().items() if number < 1_000 or number > 4_000}
    rows = read(written(tmp_path / "a.xlsx", cells))
    assert [number for number, row in enumerate(rows, 1) if not any(row)] == [1, 2, *range(1_000, 4_001)]
    assert rows[4_000] == expected(4_001)


def test_error_cells_are_put_back(tmp_path: Path) -> None:
    cells = many()
    cells[5_000]["D"] = ' t="e"><v>#REF!</v>'
    rows = read(written(tmp_path / "a.xlsx", cells))
    assert rows[4_999] == ["", "5000", LONG, "#REF!", "甲"]
    assert rows[5_000] == expected(5_001)


def test_cells_merged_downwards_are_filled(tmp_path: Path) -> None:
    merged = '<mergeCells count="1"><mergeCell ref="D3:D5000"/></mergeCells>'
    cells = many()
    cells[3]["D"] = inline("合")
    rows = read(written(tmp_path / "a.xlsx", cells, merged))
    assert {row[3] for row in rows[2:5_000]} == {"合"}
    assert rows[5_000][3] == ""


def test_columns_beyond_z(tmp_path: Path) -> None:
    cells = many()
    cells[4_000]["AB"] = inline("远")
    rows = read(written(tmp_path / "a.xlsx", cells))
    assert rows[3_999][27] == "远"
    assert rows[ROWS + 1] == expected(ROWS + 2, 28)


@pytest.mark.parametrize("limits", [WHOLE, HELD, STREAMED])
def test_a_row_that_is_no_xml_is_told(tmp_path: Path, limits: Limits) -> None:
    cells = many()
    cells[5_000]["B"] = "><v>5000</w>"
    with pytest.raises(Damaged) as caught:
        read_once(written(tmp_path / "a.xlsx", cells), limits)
    assert caught.value.code == "file-unreadable"


@pytest.mark.parametrize("limits", [HELD, STREAMED])
def test_blank_rows_between_are_not_laid_out(tmp_path: Path, limits: Limits) -> None:
    path = written(tmp_path / "a.xlsx", {number: {"Z": f"><v>{number}</v>"} for number in (1, 2, 50_001)})
    rows = read_once(path, limits)
    assert [(number, row[25]) for number, row in enumerate(rows, 1) if any(row)] == [
        (number, str(number)) for number in (1, 2, 50_001)
    ]
    assert slices_of(path, limits, "客户") == 2


def test_rows_beyond_a_million(tmp_path: Path) -> None:
    path = written(tmp_path / "a.xlsx", {number: {"A": inline(LONG)} for number in range(999_990, 1_000_010)})
    assert slices_of(path, STREAMED, "客户") > 0
    assert [trimmed(row) for row in read_once(path, STREAMED)[999_989:]] == [[LONG]] * 20


def office_book(path: Path, *, since_1904: bool = False) -> Path:
    """What office programs put on a sheet, of each something."""
    book = Workbook()
    if since_1904:
        book.epoch = CALENDAR_MAC_1904
    page = book.active
    assert page is not None
    page.append(["客户登记表"])
    page.merge_cells("A1:D1")
    page.append(["客户", "日期", "时刻", "时长", "金额", "备注"])
    moment = datetime.fromisoformat("2020-01-02T03:04:05")
    for number in range(60):
        days = timedelta(days=number)
        values = [f"客户{number // 3}", moment.date() + days, moment + days, timedelta(hours=number), number / 7]
        page.append([*values, "#N/A" if number % 7 == 3 else f" <{number}> & “引号” "])
    page["G9"], page["H9"], page["I9"], page["J9"] = "=1/0", "TRUE", True, time(3, 4, 5)
    page["G10"] = CellRichText("粗", TextBlock(InlineFont(b=True), "体"), " 字")
    page.merge_cells("A3:A5")
    page.merge_cells("A20:B30")
    page.row_dimensions[12].hidden = True
    page["B7"].comment = Comment("请核对", "财务")
    other = book.create_sheet("隐藏")
    other.append(["客户1", date(2021, 5, 6)])
    other.sheet_state = "hidden"
    book.create_sheet("空")
    book.save(path)
    return path


@pytest.mark.parametrize("since_1904", [False, True])
@pytest.mark.parametrize("limits", [HELD, STREAMED])
def test_what_offices_put_on_sheets_comes_out_the_same(tmp_path: Path, limits: Limits, since_1904: bool) -> None:
    path = office_book(tmp_path / "a.xlsx", since_1904=since_1904)
    assert slices_of(path, limits, "Sheet") > 1
    assert_same_book(path, limits)


def assert_same_book(path: Path, limits: Limits) -> None:
    with (
        Spreadsheet(path.open("rb"), path.name, WHOLE) as whole,
        Spreadsheet(path.open("rb"), path.name, limits) as cut,
    ):
        assert whole.sheets == cut.sheets
        for index in range(len(whole.sheets)):
            ours, theirs = cut.open(index), whole.open(index)
            assert same([*ours.rows()], [*theirs.rows()])
            assert (ours.rows_total, ours.hidden_rows) == (theirs.rows_total, theirs.hidden_rows)
            assert (ours.notes_at is None) == (theirs.notes_at is None)


@pytest.mark.parametrize("limits", [HELD, STREAMED])
@pytest.mark.parametrize(
    "row",
    [
        "<row><c><v>{0}</v></c><c/><c t='str'><v>&lt;c&gt;</v></c></row>",
        "<row ht='9'><c s=\"0\"><v>{0}</v></c><c r='C{0}'><v>7</v></c><c><v>8</v></c></row>",
        "<row r='{0}'><c><v>{0}</v></c><c t='inlineStr'><is><t>x</t></is></c></row>",
    ],
)
def test_cells_that_do_not_say_their_place_are_given_it(tmp_path: Path, limits: Limits, row: str) -> None:
    path = office_book(tmp_path / "plain.xlsx")
    rows = "".join(map(row.format, range(1, 60)))
    odd = repacked(path, tmp_path / "a.xlsx", {"xl/worksheets/sheet1.xml": sheet_xml(rows)})
    assert slices_of(odd, limits, "Sheet") > 1
    assert read_once(odd, limits)[58][0] == "59"
    assert_same_book(odd, limits)


@pytest.mark.parametrize("limits", [HELD, STREAMED])
def test_a_sheet_whose_later_cells_do_not_say_their_place_is_read_whole(tmp_path: Path, limits: Limits) -> None:
    path = office_book(tmp_path / "plain.xlsx")
    rows = "".join(f'<row r="{at}"><c r="A{at}"><v>{at}</v></c></row>' for at in range(1, 40))
    rows += "<row><c><v>40</v></c><c><v>7</v></c></row>"
    odd = repacked(path, tmp_path / "a.xlsx", {"xl/worksheets/sheet1.xml": sheet_xml(rows)})
    assert slices_of(odd, limits, "Sheet") == 0
    assert trimmed(read_once(odd, limits)[39]) == ["40", "7"]
    assert_same_book(odd, limits)


def with_texts(path: Path, texts: str, cells: int = 3) -> Path:
    rows = {number: {"A": f' t="s"><v>{(number - 1) % cells}</v>'} for number in range(1, 40)}
    plain = written(path.with_name("plain.xlsx"), rows)
    return repacked(plain, path, {"xl/sharedStrings.xml": f'<sst xmlns="{MAIN}">{texts}</sst>'.encode()})


@pytest.mark.parametrize(
    "texts",
    [
        "<si><t>甲</t></si>\n  <si><t/></si>\n<si><r><t>a</t></r><r><t xml:space='preserve'> b </t></r></si>",
        "<si/><si><t>乙</t><rPh sb='0' eb='1'><t>yi</t></rPh></si><si ><t>丙</t></si>",
        "<si><t>&lt;si&gt;</t></si><si><t>&#x7532;</t></si><si><t>_x000D_</t></si>",
        "<!-- <si><t>not</t></si> --><si><t>甲</t></si><si><t>乙</t></si><si><t><![CDATA[</si>]]></t></si>",
    ],
)
def test_shared_texts_however_they_are_written(tmp_path: Path, texts: str) -> None:
    path = with_texts(tmp_path / "a.xlsx", texts)
    assert same(read_once(path, STREAMED), read_once(path, WHOLE))


@pytest.mark.parametrize("cell", ['t="s" s="0"><v>1</v>', "t='s'><v>1</v>", 't="s"><f>A1</f><v>1</v>'])
def test_cells_of_shared_texts_however_they_are_written(tmp_path: Path, cell: str) -> None:
    path = written(tmp_path / "a.xlsx", {1: {"A": ' t="s"><v>0</v>', "B": f" {cell}"}, 2: {"A": inline('t="s"')}})
    assert same(read_once(path, STREAMED), read_once(path, WHOLE))


def test_pieces_without_shared_texts(tmp_path: Path) -> None:
    rows = {number: {"A": inline(LONG) if number < 30 else ' t="s"><v>1</v>'} for number in range(1, 60)}
    assert read_once(written(tmp_path / "a.xlsx", rows), STREAMED)[28:30] == [[LONG], ["乙"]]
    plain = written(tmp_path / "plain.xlsx", {number: {"A": inline(LONG)} for number in range(1, 60)})
    path = repacked(plain, tmp_path / "b.xlsx", {"xl/sharedStrings.xml": f'<sst xmlns="{MAIN}"/>'.encode()})
    assert read_once(path, STREAMED) == [[LONG]] * 59


def test_a_text_that_is_not_there(tmp_path: Path) -> None:
    path = with_texts(tmp_path / "a.xlsx", "<si><t>甲</t></si>", 2)
    for limits in (WHOLE, HELD, STREAMED):
        with pytest.raises(Damaged, match="file-unreadable"):
            read_once(path, limits)


def test_few_texts_that_swell_in_many_cells(tmp_path: Path) -> None:
    path = with_texts(tmp_path / "a.xlsx", f"<si><t>{'长' * 300_000}</t></si>", 1)
    rows = "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(1, 2_000))
    bomb = repacked(path, tmp_path / "b.xlsx", {"xl/worksheets/sheet1.xml": sheet_xml(rows)})
    with pytest.raises(Damaged, match="file-bomb"):
        read_once(bomb, Limits(least=1, most=0))


def test_a_text_whose_number_is_none(tmp_path: Path) -> None:
    path = written(tmp_path / "a.xlsx", {1: {"A": ' t="s"><v>x</v>'}})
    with pytest.raises(Damaged, match="file-unreadable"):
        read_once(path, STREAMED)
