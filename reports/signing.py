"""The PDF's own signature: PAdES B-B (ETSI EN 319 142-1) over every byte of the file, and its check.

The signature is laid into the file as it is first written: one revision, and the archive file's metadata stay as they
are. pyHanko makes the CMS and validates it; that nothing outside the CMS's own bytes is free is checked here.
"""

import asyncio
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from hashlib import sha256
from io import BytesIO

from asn1crypto import cms, keys, x509
from pikepdf import Array, Dictionary, Name, Pdf, Stream, String
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.signers.pdf_cms import PdfCMSSignedAttributes, SimpleSigner
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.status import SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.registry import SimpleCertificateStore

from app.domain.documents import DocumentKey, PdfSignature
from reports.pdfa import pdf_date
from reports.seals import Place
from reports.tree import add_field

FIELD = "Signature1"
# Beside the certificate: signed attributes, names of algorithms and an ECDSA signature of at most 72 bytes.
_CMS_OVERHEAD = 1200
_UNKNOWN = 9999999999
_RANGE = re.compile(rb"/ByteRange \[ ?(0 \d+ \d+ \d+) *\]")
_PRINTED_LOCKED = 132
_SIGNED_APPEND_ONLY = 3
_NONE = PdfSignature(present=False, intact=False, covers_all=False, key="")


def placeholder(key: DocumentKey, reason: str, at: datetime, place: Place | None) -> Callable[[Pdf], None]:
    """Adds the signature field with room for the signature; `place` is where a click shows it, None: nowhere."""

    def prepare(pdf: Pdf) -> None:
        signature = Dictionary(
            Type=Name.Sig,
            Filter=Name("/Adobe.PPKLite"),
            SubFilter=Name("/ETSI.CAdES.detached"),
            M=String(pdf_date(at)),
            Reason=String(reason),
            ByteRange=Array([0, _UNKNOWN, _UNKNOWN, _UNKNOWN]),
            Contents=String(bytes(len(key.certificate_der) + _CMS_OVERHEAD)),
        )
        page = pdf.pages[place[0] if place else 0].obj
        field = pdf.make_indirect(
            Dictionary(
                Type=Name.Annot,
                Subtype=Name.Widget,
                FT=Name.Sig,
                T=String(FIELD),
                F=_PRINTED_LOCKED,
                Rect=Array([round(edge, 2) for edge in place[1]] if place else [0, 0, 0, 0]),
                P=page,
                V=pdf.make_indirect(signature),
                AP=Dictionary(N=pdf.make_indirect(_nothing_drawn(pdf, place))),
            )
        )
        page.Annots = Array([*page.get("/Annots", Array()), field])
        add_field(pdf, field, page, reason)
        pdf.Root.AcroForm = pdf.make_indirect(Dictionary(Fields=Array([field]), SigFlags=_SIGNED_APPEND_ONLY))
        esic = Dictionary(BaseVersion=Name("/1.7"), ExtensionLevel=1)
        pdf.Root.Extensions = Dictionary(ESIC=esic)

    return prepare


def _nothing_drawn(pdf: Pdf, place: Place | None) -> Stream:
    """The field's own picture: the page already shows who signed, so it is empty, but PDF/A wants one."""
    left, bottom, right, top = place[1] if place else (0, 0, 0, 0)
    form = Stream(pdf, b"")
    form.Type, form.Subtype = Name.XObject, Name.Form
    form.BBox = Array([0, 0, round(right - left, 2), round(top - bottom, 2)])
    form.Resources = Dictionary()
    return form


def sign(file: BytesIO, key: DocumentKey) -> bytes:
    """Fill the room that `placeholder` made: a file signed over all its bytes but the signature's own."""
    zeros = b"<" + b"00" * (len(key.certificate_der) + _CMS_OVERHEAD) + b">"
    with file.getbuffer() as content:
        start, end = _span(re.escape(zeros), content)
        first, last = _span(_RANGE.pattern, content)
        spans = f"/ByteRange [0 {start} {end} {len(content) - end}".encode()
        content[first:last] = spans.ljust(last - first - 1) + b"]"
        signed = _cms(_digest(content, start, end), key).hex().encode()
        content[start + 1 : end - 1] = signed.ljust(len(zeros) - 2, b"0")
    return file.getvalue()


def _span(pattern: bytes, content: memoryview) -> tuple[int, int]:
    """Where the pattern stands first; AssertionError where it doesn't."""
    found = re.search(pattern, content)
    assert found is not None
    return found.span()


def _digest(content: bytes | memoryview, start: int, end: int) -> bytes:
    """SHA-256 over all but the gap."""
    digest = sha256()
    with memoryview(content) as view:
        digest.update(view[:start])
        digest.update(view[end:])
    return digest.digest()


def _cms(digest: bytes, key: DocumentKey) -> bytes:
    signer = SimpleSigner(
        signing_cert=x509.Certificate.load(key.certificate_der),
        signing_key=keys.PrivateKeyInfo.load(key.private_der),
        cert_registry=SimpleCertificateStore(),  # type: ignore[no-untyped-call]  # its author left it so
    )
    # B-B tells the time in the signature dictionary (M), not among the signed attributes.
    signing = signer.async_sign(digest, "sha256", use_pades=True, signed_attr_settings=PdfCMSSignedAttributes())
    made: bytes = asyncio.run(signing).dump()
    return made


def check(pdf: bytes) -> PdfSignature:
    """What the file's signature says; never raises for a damaged one, which is simply not intact.

    Further signatures may follow as updates of their own: the firm's has to be the first one.
    """
    found = _RANGE.findall(pdf)
    if not found:
        return _NONE
    ends = [end + rest for _, _, end, rest in (map(int, one.split()) for one in found)]
    if len(found) == 1 or min(ends) == len(pdf):
        return _checked(pdf, found[-1])
    first = _checked(pdf[: min(ends)], found[ends.index(min(ends))])
    covers_all = max(ends) == len(pdf)
    intact = first.intact and covers_all and _are_rooms_clean(pdf, found) and _are_updates(pdf, len(found))
    return replace(first, intact=intact, covers_all=covers_all, signers=len(found))


def _are_rooms_clean(pdf: bytes, found: list[bytes]) -> bool:
    """Whether the rooms of all signatures, which none of their own covers, hold plain signatures and zeros alone.

    Programs write their digits in capitals or in small letters; none mixes them.
    """
    spans = [tuple(map(int, one.split())) for one in found]
    gaps = [pdf[start:end] for _, start, end, _ in spans]
    signatures = [_signature_bytes(gap if gap != gap.upper() else gap.lower()) for gap in gaps]
    try:
        return all(der is not None and _is_plain(der) for der in signatures)
    except (ValueError, TypeError, KeyError, IndexError, AttributeError):
        return False


def _is_plain(der: bytes) -> bool:
    """Whether what a CMS says outside of what it signs is what the rest demands (RFC 5652, 5.1 and 5.3).

    No validator looks at the versions, or at the algorithms that stand before the signer's own.
    """
    whole = cms.ContentInfo.load(der, strict=True)
    signed = whole["content"]
    (info,) = signed["signer_infos"]
    version = "v1" if info["sid"].name == "issuer_and_serial_number" else "v3"
    algorithms = [algorithm.dump() for algorithm in signed["digest_algorithms"]]
    return (
        {signed["version"].native, info["version"].native} == {version}
        and algorithms == [info["digest_algorithm"].dump()]
        and whole.dump(force=True) == der
    )


def _are_updates(pdf: bytes, count: int) -> bool:
    """Whether every signature holds, and what came after the first ones is signatures and nothing else."""
    try:
        embedded = PdfFileReader(BytesIO(pdf)).embedded_signatures
        statuses = [
            validate_pdf_signature(one, ValidationContext(trust_roots=[one.signer_cert], allow_fetching=False))
            for one in embedded
        ]
    except (ValueError, TypeError, KeyError, IndexError, AttributeError, PdfError):
        return False
    whole = statuses[-1].coverage is SignatureCoverageLevel.ENTIRE_FILE
    return len(embedded) == count and whole and all(one.intact and one.valid and one.docmdp_ok for one in statuses)


def _checked(pdf: bytes, spans: bytes) -> PdfSignature:
    _, start, end, rest = map(int, spans.split())
    covers_all = 0 < start < end and end + rest == len(pdf)
    der = _signature_bytes(pdf[start:end])
    if not covers_all or der is None:
        return PdfSignature(present=True, intact=False, covers_all=covers_all, key="")
    digest = _digest(pdf, start, end)
    try:
        certificate, intact = _opened(der, digest)
        intact = intact and _validated(pdf, certificate)
        fingerprint = sha256(certificate.public_key.dump()).hexdigest()
    except (ValueError, TypeError, KeyError, IndexError, AttributeError, PdfError):
        # What parsers of broken ASN.1 and of broken PDF raise, some of them only when a part is asked for.
        return PdfSignature(present=True, intact=False, covers_all=covers_all, key="")
    return PdfSignature(present=True, intact=intact, covers_all=covers_all, key=fingerprint)


def _signature_bytes(gap: bytes) -> bytes | None:
    """The DER in `<hex000…>`; None where the gap holds anything that no signature of ours would."""
    if not re.fullmatch(rb"<(?:[0-9a-f]{2})+>", gap):
        return None
    content = bytes.fromhex(gap[1:-1].decode())
    if len(content) < 4 or content[:2] != b"\x30\x82":
        return None
    length = 4 + int.from_bytes(content[2:4], "big")
    return content[:length] if not content[length:].strip(b"\x00") else None


def _opened(der: bytes, digest: bytes) -> tuple[x509.Certificate, bool]:
    """The signer's certificate, and whether the CMS is made exactly as ours are and over this digest.

    A CMS has fields that no validator looks at; built again from what is signed, it must be the same bytes.
    """
    content = cms.ContentInfo.load(der, strict=True)["content"]
    certificate = content["certificates"][0].chosen
    info = content["signer_infos"][0]
    attributes = {attribute["type"].native: attribute["values"][0].native for attribute in info["signed_attrs"]}
    rebuilt = _built(certificate, info["signed_attrs"], info["signature"].native)
    return certificate, rebuilt == der and attributes.get("message_digest") == digest


def _built(certificate: x509.Certificate, signed_attributes: cms.CMSAttributes, signature: bytes) -> bytes:
    algorithm = cms.DigestAlgorithm({"algorithm": "sha256"})
    signer = cms.SignerInfo(
        {
            "version": "v1",
            "sid": cms.SignerIdentifier(
                {
                    "issuer_and_serial_number": cms.IssuerAndSerialNumber(
                        {"issuer": certificate.issuer, "serial_number": certificate.serial_number}
                    )
                }
            ),
            "digest_algorithm": algorithm,
            "signed_attrs": signed_attributes,
            "signature_algorithm": cms.SignedDigestAlgorithm({"algorithm": "sha256_ecdsa"}),
            "signature": signature,
        }
    )
    data = cms.SignedData(
        {
            "version": "v1",
            "digest_algorithms": [algorithm],
            "encap_content_info": {"content_type": "data"},
            "certificates": [certificate],
            "signer_infos": [signer],
        }
    )
    whole: bytes = cms.ContentInfo({"content_type": "signed_data", "content": data}).dump()
    return whole


def _validated(pdf: bytes, certificate: x509.Certificate) -> bool:
    """Whether pyHanko agrees on the mathematics and the coverage; whose key it is, nobody but the firm can say."""
    embedded = PdfFileReader(BytesIO(pdf)).embedded_signatures
    if len(embedded) != 1:
        return False
    status = validate_pdf_signature(embedded[0], ValidationContext(trust_roots=[certificate], allow_fetching=False))
    return bool(status.intact and status.valid and status.coverage is SignatureCoverageLevel.ENTIRE_FILE)
