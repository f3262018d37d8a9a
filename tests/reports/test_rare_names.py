"""Names with characters of GB 18030's third level, and beyond it, in every kind of document and workbook."""

from io import BytesIO

import pytest
from openpyxl import load_workbook

from app.domain.documents import DocumentKey
from app.domain.firm import Firm
from app.domain.words import Closure
from reports import fonts
from reports.renderer import PdfRenderer
from tests.helpers.every_document import every_document, every_report
from tests.helpers.pdf_text import text_of

HELD = "㛃𬱟䶮𫟹𬭛𬺈𰻝龦鿍"
MISSING = "𠮷𪚥"
FIRM = Firm(f"上海{HELD}{MISSING}咨询有限公司", "91310115MA1K3X5L7Q", Closure.DEREGISTRATION)
# A look into files names no firm; a label has no room for a list: the code points stand in its boxes.
UNNAMED, UNLISTED = {"scan"}, {"labels"}
DRAWN, REPORTS = every_document(1, FIRM), every_report(1, FIRM)


def test_the_fonts_hold_what_the_standard_lists_and_not_everything() -> None:
    fonts.register()
    assert all(map(fonts.has, HELD))
    assert not any(map(fonts.has, MISSING))


@pytest.mark.parametrize("kind", sorted(set(DRAWN) - UNNAMED))
def test_a_name_comes_back_whole_and_what_is_drawn_as_a_box_is_listed(
    renderer: PdfRenderer, key: DocumentKey, kind: str
) -> None:
    """Nothing is silently lost: copied text has each character, the last page says which stand as boxes."""
    text = text_of(DRAWN[kind](renderer, "zh", key))
    assert FIRM.name in text
    for character in MISSING:
        assert (f"U+{ord(character):04X}" in text) is (kind not in UNLISTED)
    for character in HELD:
        assert f"U+{ord(character):04X}" not in text


@pytest.mark.parametrize("kind", sorted(REPORTS))
def test_a_workbook_keeps_every_character(renderer: PdfRenderer, key: DocumentKey, kind: str) -> None:
    book = load_workbook(BytesIO(renderer.report(REPORTS[kind], "zh", ".xlsx", key).content))
    assert FIRM.name in [cell.value for row in book.worksheets[0].iter_rows() for cell in row]
