"""Every kind of report in both languages: complete with one row, many rows, the longest names; PDF and workbook."""

from functools import cache
from io import BytesIO

import pytest
from openpyxl import load_workbook

from app.domain.archive_lists import ListForm
from app.domain.documents import DocumentKey, Rendered, ReportEvidence
from app.domain.firm import Firm
from app.domain.words import Closure
from reports.kinds import report_of
from reports.language import Language
from reports.renderer import PdfRenderer
from tests.helpers.archive_rules import faults
from tests.helpers.evidence import audit, closure, inventory, register
from tests.helpers.form_evidence import general_list
from tests.helpers.list_evidence import archive_list, backups, classification, retention_plan
from tests.helpers.pdf_text import pages_of, squeezed, text_of
from tests.helpers.signing_keys import document_key

LONG_NAME = "上海" + "远帆国际工程技术咨询服务" * 6 + "有限公司（清算组）"
LONG = Firm(LONG_NAME, "91310115MA1K3X5L7Q", Closure.DEREGISTRATION)
FEW: list[ReportEvidence] = [
    closure(1, 1), inventory(1), register(1), audit(1), archive_list(ListForm.VOLUMES, 1, 1),
    archive_list(ListForm.FILES, 1, 1), archive_list(ListForm.HANDOVER, 1, 1), classification(1), retention_plan(),
    backups(1), general_list(1, executed=False),
]  # fmt: skip
MANY: list[ReportEvidence] = [
    closure(60, 40, firm=LONG), inventory(40, firm=LONG), register(900, firm=LONG), audit(500, firm=LONG),
    archive_list(ListForm.VOLUMES, 120, 9, firm=LONG), archive_list(ListForm.FILES, 3, 300, firm=LONG),
    archive_list(ListForm.HANDOVER, 120, 9, firm=LONG), classification(90, firm=LONG), retention_plan(70, firm=LONG),
    backups(80, firm=LONG), archive_list(ListForm.FILES, 130, 2), general_list(140, firm=LONG),
]  # fmt: skip
EVERY = [*FEW, *MANY]
ALL = [pytest.param(at, id=f"{type(one).__name__}-{at}") for at, one in enumerate(EVERY)]


@cache
def drawn(at: int, language: str) -> Rendered:
    """The PDF, drawn once for all tests of this module."""
    return PdfRenderer().report(EVERY[at], language, ".pdf", document_key())


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("at", ALL)
def test_every_cell_of_a_report_is_printed(at: int, language: str) -> None:
    """Headings, column heads and cells come back from the PDF's text, nothing is cut off or lost between pages."""
    words = Language(language)
    report, made = report_of(EVERY[at], words), drawn(at, language)
    text = text_of(made.content)
    assert made.pages == len(pages_of(made.content))
    wanted = [report.title, report.head.number, report.head.firm.name]
    wanted += [words.t(chapter.title) for chapter in report.chapters]
    wanted += [field.title for chapter in report.chapters for field in chapter.fields if chapter.rows]
    cells = [cell for chapter in report.chapters for row in chapter.rows for cell in row]
    wanted += [cell for cell in cells if isinstance(cell, str)]
    wanted += [f"{cell:,}" for cell in cells if isinstance(cell, int)]
    sums = [total for chapter in report.chapters if chapter.rows for total in chapter.sums]
    wanted += [f"{total:,}" for total in sums if total is not None]
    assert {one for one in wanted if squeezed(one) not in text} == set()


@pytest.mark.parametrize("at", ALL)
def test_a_workbook_says_what_the_pages_say(renderer: PdfRenderer, key: DocumentKey, at: int) -> None:
    """The same values, numbers as numbers, and sums that a spreadsheet computes."""
    report = report_of(EVERY[at], Language("zh"))
    book = load_workbook(BytesIO(renderer.report(EVERY[at], "zh", ".xlsx", key).content))
    assert len(book.sheetnames) == len(report.chapters) + 1
    for chapter, sheet in zip(report.chapters, book.worksheets[1:], strict=True):
        rows = list(sheet.iter_rows(min_row=2, max_row=1 + len(chapter.rows), values_only=True))
        for said, shown in zip(chapter.rows, rows, strict=True):
            assert {i: n for i, n in enumerate(said) if isinstance(n, int)}.items() <= dict(enumerate(shown)).items()
        formulas = [cell.value for cell in sheet[len(chapter.rows) + 2] if str(cell.value).startswith("=SUM(")]
        assert len(formulas) == sum(field.summed for field in chapter.fields if chapter.rows)


def test_a_hand_over_list_has_boxes_for_both_sides_and_who_supervises(renderer: PdfRenderer, key: DocumentKey) -> None:
    text = text_of(renderer.report(archive_list(ListForm.HANDOVER), "zh", ".pdf", key).content)
    assert [text.count(role) for role in ("移交人", "接收人", "监交人")] == [2, 2, 1]
    assert text.count("签字、盖章、日期：") == 3


@pytest.mark.parametrize("at", ALL)
def test_every_kind_is_a_whole_archive_file(renderer: PdfRenderer, at: int) -> None:
    """PDF/A-3b as far as its objects tell, sound syntax, signed over every byte."""
    made = drawn(at, "en").content
    assert faults(made) == []
    assert renderer.signature(made).intact


@pytest.mark.parametrize("part", [b"/AFRelationship", b"/GTS_PDFA1", b"<pdfaid:part>3"])
def test_the_check_of_archive_files_sees_a_fault(renderer: PdfRenderer, key: DocumentKey, part: bytes) -> None:
    made = renderer.report(closure(), "zh", ".pdf", key).content
    assert part in made
    assert faults(made.replace(part, b"x" * len(part)))
