"""Sheets that people keep: the recovery sheet and customers' slips, as they are read back from paper."""

from dataclasses import replace

import pytest

from app.domain.slips import MOST, SlipRecord, SlipSheet, SlipSheets, read_slip, slips_of
from app.vault.recovery import new_code, read_code
from reports.renderer import PdfRenderer
from tests.helpers.archive_rules import faults
from tests.helpers.every_document import recovery
from tests.helpers.evidence import FIRM, NOW
from tests.helpers.pdf_text import pages_of, squeezed, text_of

VAULT = "00112233445566778899aabbccddeeff"
RECORDS = [SlipRecord(bytes([at]) * 16, bytes([at + 1]) * 16) for at in range(MOST + 1)]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_code_on_therecovery_sheet_opens_what_it_was_made_for(renderer: PdfRenderer, language: str) -> None:
    code = new_code(VAULT)
    made = renderer.recovery_sheet(replace(recovery(FIRM), vault_id=VAULT, code=code), language)
    text = text_of(made)
    assert len(pages_of(made)) == 1
    printed = next(text[at : at + len(code)] for at in range(len(text)) if text.startswith(code, at))
    assert read_code(printed, VAULT).reveal() == code.replace("-", "").encode()
    assert squeezed(FIRM.name) in text
    assert VAULT in text
    assert faults(made) == []


def sheets(*owners: tuple[str, str, list[SlipRecord]]) -> SlipSheets:
    made = tuple(SlipSheet(uid, name, len(found), slips_of(VAULT, found)) for uid, name, found in owners)
    return SlipSheets(FIRM.name, VAULT, NOW, "0.1.0", made)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_each_customer_has_a_page_with_its_slips_to_type(renderer: PdfRenderer, language: str) -> None:
    evidence = sheets(("ab" * 16, "欧**", RECORDS[:2]), ("cd" * 16, "王*", RECORDS[2:4]))
    made = renderer.slip_sheets(evidence, language)
    first, second = pages_of(made)
    assert ("欧**" in first, "王*" in first) == (True, False)
    for page, one in zip((first, second), evidence.sheets, strict=True):
        text = squeezed(page)
        at = text.index("QDSLIP1")
        assert read_slip(text[at : at + len(one.slips[0].text)]) == one.slips[0]
    assert faults(made) == []


def test_more_records_than_a_code_holds_take_further_codes(renderer: PdfRenderer) -> None:
    evidence = sheets(("ab" * 16, "欧**", RECORDS), ("", "", RECORDS[:1]))
    text = text_of(renderer.slip_sheets(evidence, "zh"))
    assert text.count("QDSLIP1") == 3
    assert squeezed("不属于任何客户的档案") in text
