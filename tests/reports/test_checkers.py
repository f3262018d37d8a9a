"""Every kind of document before other people's checkers: PDF/A by PDFBox, syntax by qpdf, text by poppler, pyHanko."""

from io import BytesIO
from pathlib import Path

import pytest
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.status import SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

from app.domain.documents import DocumentKey
from app.domain.firm import Firm
from app.domain.words import Closure
from reports.renderer import PdfRenderer
from tests.helpers.checkers import copied_text, preflight, qpdf_check
from tests.helpers.every_document import every_document
from tests.helpers.pdf_text import squeezed
from tests.helpers.structure_tree import Spoken, loose, spoken

# A name with characters that GB 18030-2022 added to its third level, and two beyond them, which no bundled font has.
FIRM = Firm("上海㛃𬱟䶮𠮷𪚥工程咨询有限公司", "91310115MA1K3X5L7Q", Closure.DEREGISTRATION)
DRAWN = every_document(3, FIRM)
KINDS = sorted(DRAWN)
LANGUAGES = ("zh", "en")
UNSIGNED = {"scan", "labels", "recovery-sheet", "slips"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, key: DocumentKey) -> Path:
    """Each kind in both languages as PDF/A-3b, and as part 1 of the same for the checker that knows no part 3."""
    folder = tmp_path_factory.mktemp("documents")
    for name, drawn in DRAWN.items():
        for language in LANGUAGES:
            (folder / f"{name}.{language}.pdf").write_bytes(drawn(PdfRenderer(), language, key))
            (folder / f"{name}.{language}.part1.pdf").write_bytes(drawn(PdfRenderer(part=1), language, key))
    return folder


@pytest.fixture(scope="module")
def judged(folder: Path) -> dict[str, list[str]]:
    """Preflight's word on all of them: Java starts once."""
    return preflight(sorted(folder.glob("*.part1.pdf")), folder)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_preflight_finds_an_archive_file(judged: dict[str, list[str]], kind: str, language: str) -> None:
    assert judged[f"{kind}.{language}.part1.pdf"] == []


def test_preflight_sees_a_fault(folder: Path, tmp_path: Path) -> None:
    """The check itself: a document without its output intent is refused."""
    broken = tmp_path / "broken.pdf"
    content = (folder / "audit.zh.part1.pdf").read_bytes()
    broken.write_bytes(content.replace(b"/GTS_PDFA1", b"/GTS_PDFX1"))
    assert preflight([broken], tmp_path)["broken.pdf"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_qpdf_finds_nothing_wrong(folder: Path, kind: str, language: str) -> None:
    assert qpdf_check(folder / f"{kind}.{language}.pdf") == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_every_string_comes_back_from_the_text(folder: Path, kind: str, language: str) -> None:
    """Whatever the tree says, in pieces as they are drawn, a reader gets by copying."""
    file = folder / f"{kind}.{language}.pdf"
    text = copied_text(file)
    wanted = {squeezed(one.text) for one in _all(spoken(file.read_bytes()))}
    assert len(wanted) > 5
    assert {one for one in wanted if one not in text} == set()
    assert loose(file.read_bytes()) == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_pyhanko_finds_the_signature_sound_and_over_all(folder: Path, kind: str, language: str) -> None:
    embedded = PdfFileReader(BytesIO((folder / f"{kind}.{language}.pdf").read_bytes())).embedded_signatures
    assert len(embedded) == (kind not in UNSIGNED)
    for one in embedded:
        own = ValidationContext(trust_roots=[one.signer_cert], allow_fetching=False)
        status = validate_pdf_signature(one, own)
        assert status.intact
        assert status.valid
        assert status.coverage is SignatureCoverageLevel.ENTIRE_FILE


def _all(tree: Spoken) -> list[Spoken]:
    return [tree, *(one for child in tree.children for one in _all(child))]
