"""Labels of paper files: what they say comes back from the PDF, and their codes name the entry."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pypdfium2 as pdfium

from app.domain.paper import LabelEvidence, PaperEntry, PaperFile
from reports.renderer import PdfRenderer

ENTRY = PaperEntry("三楼档案室 2 柜", "2019 年会员登记表", "A-03", "2", 118, date(2019, 1, 1), date(2019, 12, 31))


def _pages(content: bytes) -> list[str]:
    with pdfium.PdfDocument(content) as document:
        return [page.get_textpage().get_text_range() for page in document]


def _labels(*files: PaperFile, firm: str = "晨光教育", language: str = "zh") -> bytes:
    return PdfRenderer().labels(LabelEvidence(firm, files, datetime(2026, 11, 22, 2, tzinfo=UTC)), language)


def _file(number: int, entry: PaperEntry = ENTRY) -> PaperFile:
    return PaperFile(f"{number:032x}", entry, "", "2026-11-21T02:00:00Z", "王建华")


def test_a_label_says_what_the_register_says() -> None:
    (page,) = _pages(_labels(_file(1)))
    said = ("A-03 盒", "2 卷", "2019 年会员登记表", "2019-01-01 — 2019-12-31", "118 页", "三楼档案室 2 柜", "晨光教育")
    for text in said:
        assert text in page
    (page,) = _pages(_labels(_file(1), language="en"))
    assert "Box A-03" in page


def test_fourteen_labels_fill_a_sheet() -> None:
    files = tuple(_file(number) for number in range(15))
    assert len(_pages(_labels(*files))) == 2


def test_a_long_entry_stays_on_its_label() -> None:
    entry = PaperEntry("位置" * 90, "题名" * 90, "盒" * 90, "卷" * 90)
    (page,) = _pages(_labels(_file(1, entry), firm="很长的企业名称" * 12))
    assert 0 < page.count("题名") < 60


def test_a_long_box_number_is_read_whole_and_what_is_cut_says_so() -> None:
    """Whoever looks for a box compares its whole number; the rest is in the register under the code."""
    box, volume = "会计档案-2016-000123-补-07", "第一百二十三卷至第二百四十五卷"
    (page,) = _pages(_labels(_file(1, replace(ENTRY, box=box, volume=volume, place="三楼档案室" * 20))))
    squeezed = "".join(page.split())
    assert box in squeezed
    assert volume in squeezed
    assert squeezed.count("…") == 1
