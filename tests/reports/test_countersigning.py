"""Several signers one after another: each signature holds, the blocks are shown, and nothing else may follow."""

from io import BytesIO

import pikepdf
import pytest
from pyhanko.pdf_utils.reader import PdfFileReader

from app.domain.countersignatures import Countersigner
from app.domain.documents import DocumentKey, PdfSignature
from app.errors import UserError
from reports.countersigning import MOST
from reports.renderer import PdfRenderer
from tests.helpers.archive_rules import faults
from tests.helpers.evidence import NOW, destruction
from tests.helpers.pdf_text import pages_of, squeezed
from tests.helpers.signers import countersigner

NAMES = ("张律师", "李清算")


@pytest.fixture(scope="module")
def issued(renderer: PdfRenderer, key: DocumentKey) -> bytes:
    return renderer.destruction_certificate(destruction(), {"evidence.jws": b"a.b.c"}, "zh", key)


@pytest.fixture(scope="module")
def signed(renderer: PdfRenderer, issued: bytes) -> bytes:
    one = renderer.countersign(issued, countersigner(NAMES[0], "见证"), NOW, "zh")
    return renderer.countersign(one, countersigner(NAMES[1], "清算组负责人", kind="ec"), NOW, "zh")


def test_every_signature_holds_and_the_firms_key_stays_the_documents(
    renderer: PdfRenderer, issued: bytes, signed: bytes
) -> None:
    """An update never touches what was signed before it."""
    assert signed.startswith(issued)
    firm = renderer.signature(issued).key
    assert renderer.signature(signed) == PdfSignature(True, True, True, firm, signers=3)
    assert renderer.attachments(signed) == renderer.attachments(issued)


def test_who_signed_is_shown_on_the_last_page_and_in_the_fields(signed: bytes) -> None:
    embedded = PdfFileReader(BytesIO(signed)).embedded_signatures
    assert [one.field_name for one in embedded] == ["Signature1", "Signature2", "Signature3"]
    boxes = [tuple(map(float, one.sig_field["/Rect"])) for one in embedded[1:]]
    assert boxes[0][2] < boxes[1][0]
    assert all(top - bottom >= 20 and bottom > 0 for _, bottom, _, top in boxes)
    with pikepdf.open(BytesIO(signed)) as pdf:
        annotations = [one for one in pdf.pages[-1].obj.Annots if str(one.get("/T", "")) != "Signature1"]
        assert len(annotations) == 2
        assert all("/N" in one.AP for one in annotations)


def test_the_blocks_can_be_read(signed: bytes) -> None:
    """The printed page shows who signed, in which capacity, with whose certificate."""
    with pikepdf.open(BytesIO(signed)) as pdf:
        page = pdf.pages[-1]
        for number, field in enumerate([one for one in page.obj.Annots if "/AP" in one][-2:]):
            name = f"Shown{number}"
            if "/XObject" not in page.obj.Resources:
                page.obj.Resources.XObject = pikepdf.Dictionary()
            page.obj.Resources.XObject[f"/{name}"] = field.AP.N
            page.contents_add(f"q 1 0 0 1 0 {100 * number} cm /{name} Do Q".encode())
        target = BytesIO()
        pdf.save(target)
    text = squeezed(pages_of(target.getvalue())[-1])
    for name, reason in zip(NAMES, ("见证", "清算组负责人"), strict=True):
        assert f"签署：{name}·{reason}" in text
    assert "上海数字证书认证中心" in text


def test_it_stays_an_archive_file(signed: bytes) -> None:
    assert faults(signed) == []


def test_a_changed_byte_or_an_update_without_a_signature_is_seen(renderer: PdfRenderer, signed: bytes) -> None:
    for at in (len(signed) // 4, len(signed) // 2, len(signed) - 400):
        assert not renderer.signature(signed[:at] + bytes([signed[at] ^ 1]) + signed[at + 1 :]).intact
    assert not renderer.signature(signed + b"\n% more\n").intact
    assert not renderer.signature(signed[:-10]).intact


def test_changed_pages_under_a_further_signature_are_seen(renderer: PdfRenderer, issued: bytes) -> None:
    """Whoever changes the document and then signs it with a key of his own changes what the firm signed."""
    with pikepdf.open(BytesIO(issued)) as pdf:
        pdf.pages[0].contents_add(b"q 0 0 100 100 re f Q")
        target = BytesIO()
        pdf.save(target, static_id=True)
    forged = renderer.countersign(target.getvalue(), countersigner("某人"), NOW, "zh")
    assert not renderer.signature(forged).intact


def test_a_wrong_password_or_no_signers_file_is_refused(renderer: PdfRenderer, issued: bytes) -> None:
    right = countersigner("张律师")
    for wrong in (Countersigner(right.file, b"other", "a.p12"), Countersigner(b"no file", b"x", "b.p12")):
        with pytest.raises(UserError, match="signer-file-unreadable"):
            renderer.countersign(issued, wrong, NOW, "zh")


def test_there_is_room_for_three(renderer: PdfRenderer, signed: bytes) -> None:
    full = renderer.countersign(signed, countersigner("王五"), NOW, "en")
    assert renderer.signature(full).signers == MOST + 1
    with pytest.raises(UserError, match="signers-full"):
        renderer.countersign(full, countersigner("赵六"), NOW, "en")
