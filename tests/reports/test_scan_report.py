"""The scan report: what it counts, what it never says, and that it is a sound archive file in both languages."""

import json
from datetime import UTC, datetime
from io import BytesIO

import pikepdf
import pypdfium2 as pdfium
import pytest

from app.domain.evidence import canonical
from app.domain.scan_evidence import ScanColumn, ScanEvidence, ScanSheet, ScanTotal
from app.domain.words import Kind, PiType, Sensitivity
from reports.renderer import PdfRenderer

AT = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)
NOTES = ((PiType.MOBILE_PHONE, 7), (PiType.HEALTH, 2))
COLUMNS = (
    ScanColumn("姓名", PiType.PERSON_NAME, 200, 0.995, Sensitivity.SENSITIVE),
    ScanColumn("身份证号", PiType.CN_RESIDENT_ID, 190, 0.9, Sensitivity.SENSITIVE),
    ScanColumn("备注", PiType.FREE_TEXT, 40, 1.0, Sensitivity.SENSITIVE, NOTES),
    ScanColumn("状态", PiType.OTHER, 200, 1.0, Sensitivity.GENERAL),
)
EVIDENCE = ScanEvidence(
    AT,
    "0.1.0",
    (ScanSheet("客户名单.xlsx", "Sheet1", Kind.BASIC, 200, COLUMNS),),
    (
        ScanTotal(PiType.PERSON_NAME, 1, 199, 0, Sensitivity.SENSITIVE, False),
        ScanTotal(PiType.CN_RESIDENT_ID, 1, 171, 0, Sensitivity.SENSITIVE, False),
        ScanTotal(PiType.HEALTH, 0, 0, 2, Sensitivity.SENSITIVE, True),
    ),
    (("照片.jpg", "不是可读取的表格。"),),
)


def _text(content: bytes) -> str:
    with pdfium.PdfDocument(content) as document:
        return "\n".join(page.get_textpage().get_text_range() for page in document)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (
            "zh",
            (
                "文件中的个人信息",
                "客户名单.xlsx",
                "身份证号",
                "健康信息",
                "敏感",
                "照片.jpg",
                "第二十八条",
                "199",
                "171",
            ),
        ),
        ("en", ("Personal Information in Files", "客户名单.xlsx", "Health", "sensitive", "article 28", "199", "171")),
    ],
)
def test_it_says_what_was_found_and_where(language: str, said: tuple[str, ...]) -> None:
    text = _text(PdfRenderer().scan_report(EVIDENCE, language))
    for part in said:
        assert part in text


def test_its_figures_are_attached() -> None:
    content = PdfRenderer().scan_report(EVIDENCE, "zh")
    attached = PdfRenderer().attachments(content)["evidence.json"]
    assert attached == canonical(EVIDENCE)
    assert [one["cells"] for one in json.loads(attached)["totals"]] == [199, 171, 0]


def test_it_is_an_archive_file_that_nobody_signed() -> None:
    content = PdfRenderer().scan_report(EVIDENCE, "zh")
    with pikepdf.open(BytesIO(content)) as pdf, pdf.open_metadata() as metadata:
        assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("3", "B")
        assert "/AcroForm" not in pdf.Root


def test_columns_of_nobody_are_not_listed() -> None:
    """状态 tells of nobody; the column of notes does by what stands in it."""
    text = _text(PdfRenderer().scan_report(EVIDENCE, "zh"))
    assert "状态" not in text
    assert "备注" in text


def test_files_without_personal_information_make_a_report_too() -> None:
    text = _text(PdfRenderer().scan_report(ScanEvidence(AT, "0.1.0", (), ()), "zh"))
    assert "没有发现个人信息。" in text
