"""Watermarks: under the text, on every page, no content for readers that speak; orders not executed carry one."""

from io import BytesIO

import pikepdf
import pytest
from openpyxl import load_workbook

from app.domain.documents import DocumentKey
from reports.renderer import PdfRenderer
from tests.helpers.archive_rules import faults
from tests.helpers.evidence import audit
from tests.helpers.form_evidence import destruction_list
from tests.helpers.pdf_text import pages_of, squeezed
from tests.helpers.structure_tree import contents_of, loose, spoken


@pytest.mark.parametrize("text", ["副本", "Draft", "样" * 24])
def test_it_stands_on_every_page_and_is_no_content(renderer: PdfRenderer, key: DocumentKey, text: str) -> None:
    made = renderer.report(audit(120), "zh", ".pdf", key, text).content
    assert faults(made) == []
    assert loose(made) == []
    assert text not in squeezed(spoken(made).whole)
    with pikepdf.open(BytesIO(made)) as pdf:
        assert len(pdf.pages) > 3
        assert all(text in contents_of(page).artifacts for page in pdf.pages)


def test_it_lies_under_the_text(renderer: PdfRenderer, key: DocumentKey) -> None:
    """It is drawn before anything else on its page."""
    made = renderer.report(audit(3), "zh", ".pdf", key, "副本").content
    with pikepdf.open(BytesIO(made)) as pdf:
        assert contents_of(pdf.pages[0]).artifacts.startswith("副本")


def test_a_list_of_an_order_that_is_not_executed_says_so(renderer: PdfRenderer, key: DocumentKey) -> None:
    """What looks like the proof of a destruction must not be taken for one before there was any."""
    waiting = destruction_list(40, executed=False)
    pages = pages_of(renderer.report(waiting, "zh", ".pdf", key).content)
    assert len(pages) > 2
    assert all("尚未销毁" in squeezed(page) for page in pages)
    assert "尚未销毁" not in squeezed("".join(pages_of(renderer.report(destruction_list(), "zh", ".pdf", key).content)))


def test_a_workbook_prints_it_over_its_pages(renderer: PdfRenderer, key: DocumentKey) -> None:

    def headers(watermark: str) -> set[str | None]:
        book = load_workbook(BytesIO(renderer.report(audit(3), "zh", ".xlsx", key, watermark).content))
        return {header.center.text for sheet in book.worksheets if (header := sheet.oddHeader)}

    assert headers("A&B 副本") == {"A&&B 副本"}
    assert headers("") == set()
