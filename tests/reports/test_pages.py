"""Pages of every kind of document with the longest names: nothing outside, nothing lost, nothing left alone."""

import re
from itertools import pairwise
from pathlib import Path

import pytest

from app.domain.documents import DocumentKey
from reports import style
from reports.kinds import report_of
from reports.language import Language
from reports.renderer import PdfRenderer
from tests.helpers.every_document import every_document, every_report
from tests.helpers.longest import FIRM, ORGANISATION, stretched
from tests.helpers.page_boxes import Page, pages_with_words
from tests.helpers.pdf_text import pages_of, squeezed, text_of

SIZE = 12
DRAWN = every_document(SIZE, FIRM, stretched)
REPORTS = every_report(SIZE, FIRM, stretched)
# Labels are printed on sheets of labels, close to the edge; a poster has a frame of its own.
NARROW = {"labels": 20.0, **{name: 24.0 for name in DRAWN if name.startswith("poster")}}
UNNAMED = {"scan", "labels"}  # a look into files names no firm; a label has a line for it
HEADING = re.compile(r"[一二三四五六七八九十]+、.*\D$")  # an entry of the contents ends with a page's number
FEWEST = 15  # characters that a page has to hold, or it would better not be there
LANGUAGES = ("zh", "en")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, key: DocumentKey) -> Path:
    folder = tmp_path_factory.mktemp("pages")
    for name, drawn in DRAWN.items():
        for language in LANGUAGES:
            (folder / f"{name}.{language}.pdf").write_bytes(drawn(PdfRenderer(), language, key))
    return folder


@pytest.fixture(scope="module")
def pages(folder: Path) -> dict[str, list[Page]]:
    return {file.stem: pages_with_words(file) for file in sorted(folder.glob("*.pdf"))}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", sorted(DRAWN))
def test_no_word_stands_outside_the_margins(pages: dict[str, list[Page]], kind: str, language: str) -> None:
    """The header may grow upwards, into the margin, for a name of two lines."""
    margin = NARROW.get(kind, min(style.MARGIN, style.HEADER - 2 * style.FURNITURE.leading) - 2)
    assert [word for page in pages[f"{kind}.{language}"] for word in page.outside(margin)] == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", sorted(DRAWN))
def test_no_page_is_empty_and_none_ends_with_a_heading(pages: dict[str, list[Page]], kind: str, language: str) -> None:
    for page in pages[f"{kind}.{language}"]:
        lines = page.lines(style.TOP - 2, style.BOTTOM - 16)
        assert sum(map(len, lines)) >= FEWEST
        assert not (language == "zh" and HEADING.match(lines[-1]))


@pytest.mark.parametrize("kind", sorted(set(DRAWN) - UNNAMED))
def test_the_longest_name_comes_back_whole(folder: Path, kind: str) -> None:
    for language in LANGUAGES:
        assert ORGANISATION in text_of((folder / f"{kind}.{language}.pdf").read_bytes())


@pytest.mark.parametrize("kind", sorted(REPORTS))
def test_every_long_cell_is_printed_whole(folder: Path, kind: str) -> None:
    """A hyphen at a line's end is no text to a reader of PDF, so that hyphens are not compared."""
    report = report_of(REPORTS[kind], Language("zh"))
    pages = [_unhyphened(page) for page in pages_of((folder / f"{kind}.zh.pdf").read_bytes())]
    cells = {cell for chapter in report.chapters for row in chapter.rows for cell in row if isinstance(cell, str)}
    assert {cell for cell in cells if not _is_on(pages, _unhyphened(cell))} == set()


def _is_on(pages: list[str], cell: str) -> bool:
    """Whole, or begun on one page and ended on the next."""
    return any(cell in page for page in pages) or any(
        cell[:cut] in page and cell[cut:] in following
        for page, following in pairwise(pages)
        for cut in range(len(cell) - 1, 0, -1)
    )


def _unhyphened(text: str) -> str:
    return re.sub("[-\u0002\ufffe]", "", squeezed(text))


def test_the_check_of_margins_sees_what_stands_outside(pages: dict[str, list[Page]]) -> None:
    """The check itself: a wider margin is not kept."""
    assert pages["closure.zh"][0].outside(style.MARGIN + 20)
