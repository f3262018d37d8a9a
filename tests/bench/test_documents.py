"""Documents: their time and, as extra information, their size; the bars are issue 7's."""

import time
from hashlib import sha256
from io import BytesIO

import pytest
from pytest_benchmark.fixture import BenchmarkFixture
from reportlab.pdfgen.canvas import Canvas

from app.domain.documents import DocumentKey
from app.domain.evidence import DestructionEvidence
from app.domain.report_evidence import RegisterEvidence
from reports import fonts
from reports.chapters import shown
from reports.language import Language
from reports.register import register_report
from reports.renderer import PdfRenderer
from tests.helpers.evidence import destruction, register
from tests.helpers.signing_keys import document_key

CERTIFICATE_BYTES = 400_000
BYTES_A_RECORD = 32
ROWS = 5_000


@pytest.fixture(scope="module")
def key() -> DocumentKey:
    return document_key()


@pytest.mark.parametrize("groups", [1, 20, 200])
def test_destruction_certificate(benchmark: BenchmarkFixture, key: DocumentKey, groups: int) -> None:
    """A certificate with its commitments (32 bytes a record): under 400 KB beside them."""
    evidence: DestructionEvidence = destruction(groups=groups)
    attachments = {"evidence.jws": bytes(6_000), "commitments.bin": commitments(evidence.records)}
    pdf = benchmark(PdfRenderer().destruction_certificate, evidence, attachments, "zh", key)
    benchmark.extra_info["bytes"] = len(pdf)
    assert len(pdf) < CERTIFICATE_BYTES + BYTES_A_RECORD * evidence.records


def commitments(records: int) -> bytes:
    """Hashes, which don't compress."""
    return b"".join(sha256(i.to_bytes(8, "big")).digest() for i in range(records))


@pytest.mark.parametrize("suffix", [".pdf", ".xlsx"])
def test_register(benchmark: BenchmarkFixture, key: DocumentKey, suffix: str) -> None:
    evidence = register(entries=ROWS)
    made = benchmark.pedantic(  # type: ignore[no-untyped-call]  # its author left it so
        PdfRenderer().report, args=(evidence, "zh", suffix, key), rounds=2
    )
    benchmark.extra_info["bytes"] = len(made.content)
    benchmark.extra_info["bare canvas, seconds"] = round(bare_canvas_seconds(evidence), 2)


def bare_canvas_seconds(evidence: RegisterEvidence) -> float:
    """The same strings drawn with reportlab's canvas and nothing else: what layout is measured against."""
    language = Language("zh")
    chapter = register_report(evidence, language).chapters[-1]
    forms = [field.form for field in chapter.fields]
    began = time.perf_counter()
    fonts.register()
    canvas = Canvas(BytesIO())
    y = 800.0
    for row in chapter.rows:
        canvas.setFont(fonts.REGULAR, 8)
        for i, (value, form) in enumerate(zip(row, forms, strict=True)):
            canvas.drawString(40 + 60 * i, y, shown(value, form, language))
        y -= 14
        if y < 60:
            canvas.showPage()
            y = 800.0
    canvas.save()
    return time.perf_counter() - began
