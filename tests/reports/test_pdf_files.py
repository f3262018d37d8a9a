"""The files are archive files: PDF/A-3b in structure, every font inside, the evidence attached, reproducible."""

from datetime import UTC, datetime
from io import BytesIO

import pikepdf
import pytest

from app.domain.documents import DocumentKey
from app.domain.evidence import canonical
from app.errors import Damaged
from reports import fonts
from reports.blocks import formal
from reports.icc import srgb_profile
from reports.kinds import report_of
from reports.language import Language
from reports.renderer import PdfRenderer
from tests.helpers.evidence import audit, closure, destruction
from tests.helpers.pdf_text import fonts_of, pages_of, text_of

ATTACHED = {"evidence.jws": b"eyJhbGciOiJFUzI1NiJ9.e30.c2ln", "commitments.bin": bytes(range(64))}
FACES = ("NotoSansSC-Regular", "NotoSansSC-Bold", "NotoSerifSC-Bold")
XMP = "{http://www.aiim.org/pdfa/ns/id/}"


@pytest.fixture(scope="module")
def certificate(renderer: PdfRenderer, key: DocumentKey) -> bytes:
    return renderer.destruction_certificate(destruction(), ATTACHED, "zh", key)


def test_it_declares_pdf_a_3b_and_says_the_same_in_xmp_and_document_information(certificate: bytes) -> None:
    with pikepdf.open(BytesIO(certificate)) as pdf:
        metadata = pdf.open_metadata()
        assert (metadata[f"{XMP}part"], metadata[f"{XMP}conformance"]) == ("3", "B")
        assert metadata["dc:title"] == str(pdf.docinfo["/Title"]) == "客户信息销毁证书 XHZ-2026-003"
        assert metadata["dc:creator"] == [str(pdf.docinfo["/Author"])]
        assert metadata["xmp:CreateDate"] == "2026-11-21T08:30:05Z"
        assert str(pdf.docinfo["/CreationDate"]) == "D:20261121083005Z"
        assert str(pdf.Root.Lang) == "zh-CN"


def test_the_output_intent_is_an_srgb_profile_of_version_2(certificate: bytes) -> None:
    """A profile of version 4 fails PDF/A-1b."""
    with pikepdf.open(BytesIO(certificate)) as pdf:
        profile = pdf.Root.OutputIntents[0].DestOutputProfile
        assert profile.read_bytes() == srgb_profile()
        assert profile.N == 3
    assert srgb_profile()[8] == 2
    assert srgb_profile()[36:40] == b"acsp"
    assert int.from_bytes(srgb_profile()[:4], "big") == len(srgb_profile())


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_font_is_embedded_and_maps_back_to_characters(
    renderer: PdfRenderer, key: DocumentKey, language: str
) -> None:
    """An unembedded Helvetica is what reportlab leaves behind unless told otherwise."""
    pdf_bytes = renderer.report(closure(), language, ".pdf", key).content
    with pikepdf.open(BytesIO(pdf_bytes)) as pdf:
        embedded = fonts_of(pdf)
        assert embedded
        for font in embedded:
            assert str(font.BaseFont).partition("+")[2] in FACES
            assert "/FontFile2" in font.FontDescriptor
            assert b"beginbfchar" in font.ToUnicode.read_bytes()


def test_attachments_come_back_with_their_relationship(certificate: bytes, renderer: PdfRenderer) -> None:
    assert renderer.attachments(certificate) == ATTACHED
    with pikepdf.open(BytesIO(certificate)) as pdf:
        assert [str(found.AFRelationship) for found in pdf.Root.AF] == ["/Data", "/Data"]


def test_a_report_carries_its_figures(renderer: PdfRenderer, key: DocumentKey) -> None:
    report = renderer.report(closure(), "zh", ".pdf", key)
    assert renderer.attachments(report.content) == {"evidence.json": canonical(closure())}


def test_nothing_active_or_foreign_is_inside(certificate: bytes) -> None:
    with pikepdf.open(BytesIO(certificate)) as pdf:
        assert not pdf.is_encrypted
        assert "/OpenAction" not in pdf.Root
        assert "/JavaScript" not in pdf.Root.get("/Names", {})
        assert all("/AA" not in page.obj for page in pdf.pages)


def test_the_same_evidence_gives_the_same_pages(renderer: PdfRenderer, key: DocumentKey) -> None:
    """Only the signature differs: ECDSA draws a random number."""

    def unsigned(pdf: bytes) -> bytes:
        with pikepdf.open(BytesIO(pdf)) as opened:
            opened.Root.AcroForm.Fields[0].V.Contents = pikepdf.String(b"")
            target = BytesIO()
            opened.save(target, static_id=True)
            return target.getvalue()

    first, second = (renderer.destruction_certificate(destruction(), ATTACHED, "zh", key) for _ in range(2))
    assert unsigned(first) == unsigned(second)


def test_headings_stand_in_the_outline(certificate: bytes) -> None:
    with pikepdf.open(BytesIO(certificate)) as pdf, pdf.open_outline() as outline:
        titles = [item.title for item in outline.root]
    assert titles[0] == "一、销毁了什么，依据什么"
    assert len(titles) == 6


@pytest.mark.parametrize("garbage", [b"", b"no pdf", b"%PDF-1.7\n", b"%PDF-1.7\n" + bytes(300)])
def test_what_is_no_pdf_is_damaged(renderer: PdfRenderer, garbage: bytes) -> None:
    with pytest.raises(Damaged):
        renderer.attachments(garbage)


def test_the_signature_field_tells_when_it_was_signed(certificate: bytes) -> None:
    with pikepdf.open(BytesIO(certificate)) as pdf:
        signature = pdf.Root.AcroForm.Fields[0].V
        assert str(signature.M) == f"D:{datetime(2026, 11, 21, 8, 30, 5, tzinfo=UTC):%Y%m%d%H%M%S}Z"
        assert str(signature.SubFilter) == "/ETSI.CAdES.detached"


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_long_report_has_contents_with_the_right_pages(
    renderer: PdfRenderer, key: DocumentKey, language: str
) -> None:
    """Each title stands on the page that the contents name for it; a short report has none."""
    evidence, words = closure(sources=80, documents=40), Language(language)
    pages = pages_of(renderer.report(evidence, language, ".pdf", key).content)
    titles = [words.heading(at, one.title) for at, one in enumerate(report_of(evidence, words).chapters, start=1)]
    assert words.t("Table of contents") in pages[0]
    # The numbers are written last, in the order of the titles; two more titles are the report's own.
    numbers = list(map(int, pages[0].split()[-len(titles) - 2 :]))
    assert numbers == sorted(numbers)
    for title, number in zip(titles, numbers, strict=False):
        assert title in pages[0].splitlines()
        assert title in pages[number - 1].splitlines()
    assert len(set(numbers)) > 5
    assert words.t("Table of contents") not in text_of(renderer.report(audit(), language, ".pdf", key).content)


def test_a_title_has_serifs_unless_it_holds_a_character_that_face_lacks(
    renderer: PdfRenderer, key: DocumentKey
) -> None:
    """A title set in two faces would look like a mistake: the whole of it is set bold then."""
    assert formal("客户信息销毁证书").face == fonts.SERIF
    assert formal("㛃氏档案销毁清册").face == fonts.BOLD
    with pikepdf.open(BytesIO(renderer.report(audit(3), "zh", ".pdf", key).content)) as pdf:
        embedded = {str(font.BaseFont).partition("+")[2] for font in fonts_of(pdf)}
    assert "NotoSerifSC-Bold" in embedded
