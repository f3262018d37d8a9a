"""The PDF's signature: accepted by pyHanko, broken by any changed byte."""

import random
from hashlib import sha256
from io import BytesIO

import pytest
from asn1crypto import x509
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.status import SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

from app.domain.documents import DocumentKey, PdfSignature
from reports import signing
from reports.renderer import PdfRenderer
from tests.helpers.evidence import destruction
from tests.helpers.signing_keys import document_key
from tests.helpers.sweeps import is_full_size

ATTACHED = {"evidence.jws": b"eyJhbGciOiJFUzI1NiJ9.e30.c2ln"}


@pytest.fixture(scope="module")
def signed(renderer: PdfRenderer, key: DocumentKey) -> bytes:
    return renderer.destruction_certificate(destruction(), ATTACHED, "zh", key)


def test_pyhanko_accepts_it_as_pades_over_the_entire_file(signed: bytes, key: DocumentKey) -> None:
    embedded = PdfFileReader(BytesIO(signed)).embedded_signatures
    assert len(embedded) == 1
    root = x509.Certificate.load(key.certificate_der)
    status = validate_pdf_signature(embedded[0], ValidationContext(trust_roots=[root], allow_fetching=False))
    assert status.bottom_line
    assert status.coverage is SignatureCoverageLevel.ENTIRE_FILE
    assert str(embedded[0].sig_object["/SubFilter"]) == "/ETSI.CAdES.detached"
    attributes = {attribute["type"].native for attribute in embedded[0].signer_info["signed_attrs"]}
    assert attributes == {"content_type", "message_digest", "signing_certificate_v2"}


def test_the_check_names_the_key(signed: bytes, renderer: PdfRenderer, key: DocumentKey) -> None:
    public = x509.Certificate.load(key.certificate_der).public_key.dump()
    assert renderer.signature(signed) == PdfSignature(True, True, True, sha256(public).hexdigest())


def test_the_visible_field_lies_over_the_firms_box(signed: bytes) -> None:
    field = PdfFileReader(BytesIO(signed)).embedded_signatures[0].sig_field
    left, bottom, right, top = map(float, field["/Rect"])
    assert right - left > 80
    assert top - bottom > 60


def _places(signed: bytes) -> list[int]:
    """Bytes to flip: all of the signature's own in a full sweep, else a sample; and a sample of the rest."""
    _, start, end, _ = map(int, signing._RANGE.findall(signed)[-1].split())
    draw = random.Random(20261121)
    own = range(start, end)
    outside = [*range(start), *range(end, len(signed))]
    if is_full_size():
        return [*own, *draw.sample(outside, 20_000)]
    return [start, end - 1, *draw.sample(own, 150), *draw.sample(outside, 150)]


def test_no_changed_byte_passes(signed: bytes) -> None:
    """In the pages, the attachments, the metadata, the signature itself and the room left after it."""
    passed = []
    for place in _places(signed):
        changed = bytearray(signed)
        changed[place] ^= 0x20 if place % 2 else 0x01
        if signing.check(bytes(changed)).intact:
            passed.append(place)
    assert passed == []


def test_a_certificate_that_is_read_late_breaks_no_check(signed: bytes) -> None:
    """The key in it is parsed only when it is asked for: a wrong tag there is a changed file, no bug."""
    at = signed.index(b"3059301306072a8648ce3d0201")
    for place in (at, at + 1, at + 4, at + 5):
        for bit in range(8):
            changed = bytearray(signed)
            changed[place] ^= 1 << bit
            found = signing.check(bytes(changed))
            assert (found.present, found.intact, found.key) == (True, False, "") or not found.intact


def test_an_appended_byte_is_not_covered(signed: bytes) -> None:
    found = signing.check(signed + b"\n")
    assert found.present
    assert not found.intact
    assert not found.covers_all


def test_a_cut_file_is_not_intact(signed: bytes) -> None:
    assert not signing.check(signed[:-1]).intact
    assert not signing.check(signed[: len(signed) // 2]).intact


def test_a_signature_over_what_is_no_pdf_is_not_intact(key: DocumentKey) -> None:
    """Right over every byte, of which no reader can make a file."""
    room = len(key.certificate_der) + signing._CMS_OVERHEAD
    span = b"/ByteRange [0 9999999999 9999999999 9999999999]"
    damaged = signing.sign(BytesIO(b"%PDF-1.7\n" + span + b" <" + b"00" * room + b"> xref"), key)
    assert signing.check(damaged) == PdfSignature(present=True, intact=False, covers_all=True, key="")


def test_an_unsigned_pdf_has_no_signature() -> None:
    assert signing.check(b"%PDF-1.7\n%%EOF") == PdfSignature(False, False, False, "")


def test_another_firms_signature_in_its_place_shows_another_key(
    signed: bytes, renderer: PdfRenderer, key: DocumentKey
) -> None:
    """Whoever forges a whole certificate has to sign it with a key of his own, and the fingerprint tells."""
    forged = renderer.destruction_certificate(destruction(groups=1), ATTACHED, "zh", document_key())
    assert signing.check(forged).intact
    assert signing.check(forged).key != signing.check(signed).key
