"""Workbooks: numbers are numbers, sums are formulas, text is text whatever it begins with."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.workbook import Workbook
from openpyxl.worksheet.properties import PageSetupProperties
from python_calamine import CalamineWorkbook

from app.domain.documents import DocumentKey, Rendered, ReportEvidence
from app.domain.evidence import SourceFact
from app.domain.words import Kind
from reports.language import Language
from reports.renderer import PdfRenderer
from tests.helpers.every_document import every_report
from tests.helpers.evidence import FIRM, NOW, audit, closure, inventory, register
from tests.helpers.longest import FIRM as LONGEST
from tests.helpers.longest import stretched

INJECTIONS = (
    "=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1+1", "\u00a0=1", "\u3000=1", '=HYPERLINK("http://x","y")',
    "=cmd|' /C calc'!A0", "＝1+1", "＋1", "－1", "＠x", "\n=1", "=1+1\n=2", "'=1", "%0A=1", "=\u200b1",
)  # fmt: skip


def opened(made: Rendered) -> Workbook:
    return load_workbook(BytesIO(made.content))


def cells(book: Workbook, sheet: str) -> list[list[Any]]:
    return [[cell.value for cell in row] for row in book[sheet].iter_rows()]


@pytest.fixture(scope="module")
def closure_book(renderer: PdfRenderer, key: DocumentKey) -> Workbook:
    return opened(renderer.report(closure(sources=5), "zh", ".xlsx", key))


def test_a_sheet_a_chapter_with_frozen_heads_filters_and_widths(closure_book: Workbook) -> None:
    assert closure_book.sheetnames == [
        "概要", "去向", "企业情况", "时间线", "来源", "分类", "处置", "更改决定", "告知", "移交", "销毁单",
        "冻结", "副本", "安全事件", "责任人员", "登记簿", "未了事项", "数字核对", "文件",
    ]  # fmt: skip
    for sheet in closure_book.worksheets[1:]:
        assert sheet.freeze_panes == "A2"
        assert sheet.auto_filter.ref.startswith("A1:")
        assert sheet.print_title_rows == "$1:$1"
        assert sheet.print_area
        assert all(sheet.column_dimensions[letter].width >= 9 for letter in "AB")
        assert all(cell.font.bold for cell in sheet[1])


def test_the_figures_read_back_are_the_evidence(closure_book: Workbook) -> None:
    evidence = closure(sources=5)
    rows = cells(closure_book, "来源")[1:-1]
    assert [tuple(row[4:]) for row in rows] == [
        (source.rows_read, source.records_added, source.duplicates, source.rejected_rows) for source in evidence.sources
    ]
    assert all(isinstance(row[3], datetime) for row in rows)
    decided = cells(closure_book, "处置")[1:-1]
    assert sum(row[2] for row in decided) == evidence.records_present
    assert [row[4].date() for row in decided if row[4]] == [
        fact.retain_until for fact in evidence.dispositions if fact.retain_until
    ]
    assert all(row[4] == "相符" for row in cells(closure_book, "数字核对")[1:])


def test_sums_are_formulas_over_exactly_the_rows(closure_book: Workbook) -> None:
    total = cells(closure_book, "来源")[-1]
    assert total[0] == "合计"
    assert total[4:] == ["=SUM(E2:E6)", "=SUM(F2:F6)", "=SUM(G2:G6)", "=SUM(H2:H6)"]


def test_a_figure_does_not_touch_the_text_beside_it(closure_book: Workbook) -> None:
    """Nor is a firm's long name cut on the first sheet: its row is as high as its lines."""
    sums = closure_book["来源"]
    assert sums["E2"].alignment.horizontal == "right"
    assert sums["E2"].alignment.indent == 1
    assert sums["A2"].alignment.indent == 0


def test_a_long_name_is_not_cut_on_the_first_sheet(renderer: PdfRenderer, key: DocumentKey) -> None:
    book = opened(renderer.report(closure(firm=LONGEST), "zh", ".xlsx", key))
    (at,) = [at for at, row in enumerate(cells(book, "概要"), start=1) if row[1] == LONGEST.name]
    assert book["概要"].cell(at, 2).alignment.wrap_text
    assert book["概要"].row_dimensions[at].height > 20


def test_no_column_is_so_wide_that_the_printed_page_gets_unreadable(renderer: PdfRenderer, key: DocumentKey) -> None:
    for evidence in every_report(2, LONGEST, stretched).values():
        for sheet in opened(renderer.report(evidence, "zh", ".xlsx", key)).worksheets[1:]:
            assert max(one.width for one in sheet.column_dimensions.values()) <= 50
            assert sheet.page_setup.orientation == "landscape"
            assert sheet.sheet_properties.pageSetUpPr == PageSetupProperties(fitToPage=True)


def test_another_reader_sees_the_same_rows(renderer: PdfRenderer, key: DocumentKey) -> None:
    made = renderer.report(register(entries=300), "zh", ".xlsx", key)
    book = CalamineWorkbook.from_filelike(BytesIO(made.content))
    rows = book.get_sheet_by_name("XH-2026-001").to_python()
    assert [row[1] for row in rows[1:]] == [entry.uid for entry in register(entries=300).entries]
    assert rows[1][6] == date(2026, 10, 31)


@pytest.mark.parametrize("name", INJECTIONS)
def test_no_cell_of_data_becomes_a_formula(renderer: PdfRenderer, key: DocumentKey, name: str) -> None:
    evidence = replace(closure(), sources=(SourceFact(name, name, Kind.OTHER, NOW, 1, 1, 0, 0),))
    sheet = opened(renderer.report(evidence, "zh", ".xlsx", key))["来源"]
    cell = sheet["A2"]
    assert cell.data_type == "s"
    visible = str(cell.value).replace("_x000D_", "\r")
    assert [sign for sign in visible if sign not in "\r\n"] == [sign for sign in name if sign not in "\r\n"]


def test_risky_text_stays_text_when_it_is_edited(renderer: PdfRenderer, key: DocumentKey) -> None:
    evidence = replace(closure(), sources=(SourceFact("=1+1", "正常", Kind.OTHER, NOW, 1, 1, 0, 0),))
    sheet = opened(renderer.report(evidence, "zh", ".xlsx", key))["来源"]
    assert sheet["A2"].quotePrefix
    assert not sheet["B2"].quotePrefix


def test_long_numbers_and_leading_zeros_stay_as_they_are(renderer: PdfRenderer, key: DocumentKey) -> None:
    firm = replace(FIRM, uscc="310101199001011234")
    book = opened(renderer.report(replace(closure(), firm=firm), "zh", ".xlsx", key))
    facts = {row[0]: row[1] for row in cells(book, "概要")}
    assert facts["统一社会信用代码"] == "310101199001011234"
    orders = cells(book, "文件")
    assert orders[1][4] == closure().documents[0].sha256


def test_control_characters_become_visible(renderer: PdfRenderer, key: DocumentKey) -> None:
    """Excel can't hold them; they are not dropped silently."""
    evidence = replace(closure(), sources=(SourceFact("甲\x00乙\x1b", "", Kind.OTHER, NOW, 1, 1, 0, 0),))
    book = opened(renderer.report(evidence, "zh", ".xlsx", key))
    assert book["来源"]["A2"].value == "甲␀乙␛"


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("evidence", [closure(), inventory(), register(), audit()], ids=lambda one: type(one).__name__)
def test_rows_are_counted_without_heads_and_sums(
    renderer: PdfRenderer, key: DocumentKey, evidence: ReportEvidence, language: str
) -> None:
    made = renderer.report(evidence, language, ".xlsx", key)
    book = opened(made)
    total = Language(language).t("Total")

    def data_rows(sheet: Sequence[Sequence[Any]]) -> int:
        return sum(row[0] != total for row in sheet[1:])

    facts = len(cells(book, book.sheetnames[0]))
    assert made.rows == facts + sum(data_rows(cells(book, name)) for name in book.sheetnames[1:])
    assert made.pages is None
