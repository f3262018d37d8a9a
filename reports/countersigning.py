"""Further signatures on an issued PDF, one after another, with certificates from PKCS#12 files (RFC 7292).

Each is an incremental update: what was signed before stays as it is, byte for byte. The block of who signed stands in
the strip under the footer, where no document has content.
"""

import asyncio
from collections.abc import Sequence
from datetime import datetime
from io import BytesIO

from asn1crypto import x509
from pyhanko.pdf_utils.content import PdfContent
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.layout import AxisAlignment, BoxConstraints, Margins, SimpleBoxLayoutRule
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.signers.cms_embedder import PdfCMSEmbedder, SigAppearanceSetup, SigIOSetup, SigObjSetup
from pyhanko.sign.signers.pdf_byterange import SignatureObject
from pyhanko.sign.signers.pdf_cms import PdfCMSSignedAttributes, SimpleSigner
from pyhanko.stamp.static import StaticStampStyle
from reportlab.pdfgen.canvas import Canvas

from app.domain.countersignatures import Countersigner
from app.errors import UserError
from reports import fonts, style
from reports.blocks import draw_lines, ink
from reports.language import Language
from reports.style import TextStyle
from reports.typesetting import Doubtful, Run, lay_out, natural_width

# Three blocks side by side fit under a page; a fourth signer's would hide the first one's.
MOST = 3
_GAP = 8.0
_WIDTH = (style.PAGE_WIDTH - 2 * style.MARGIN - (MOST - 1) * _GAP) / MOST
_HEIGHT = 28.0
_LOW = 3.0
# In hex digits: a chain of certificates and a signature of 4,096 bits fit.
_RESERVED = 32_768
_TEXT = TextStyle(6.2, 8.2, colour=style.INK_2)
_PAD = 4.0
# The block fills its field: pyHanko leaves a margin around it by default, and makes it smaller for that.
_WHOLE = SimpleBoxLayoutRule(x_align=AxisAlignment.ALIGN_MID, y_align=AxisAlignment.ALIGN_MID, margins=Margins())


class _Update(IncrementalPdfFileWriter):
    """Adds to a file without touching what it says of itself: its dates are those of its issue."""

    def _update_meta(self) -> None:
        pass


class _Block(PdfContent):
    """A one-page PDF as a stamp; pyHanko's own takes it from a file."""

    def __init__(self, page: bytes) -> None:
        super().__init__(box=BoxConstraints(width=_WIDTH, height=_HEIGHT))
        self._page = page

    def render(self) -> bytes:
        """Draw the page as a form."""
        form = self._ensure_writer.import_page_as_xobject(PdfFileReader(BytesIO(self._page)))
        self.resources.xobject["/Block"] = form
        return b"/Block Do"


def countersign(pdf: bytes, signer: Countersigner, at: datetime, language: str) -> bytes:
    """The PDF with one signature more.

    Raises UserError: "signer-file-unreadable" (no PKCS#12 file, or another password), "signers-full".
    """
    try:
        identity = SimpleSigner.load_pkcs12_data(signer.file, [], signer.password)
    except ValueError as error:
        raise UserError("signer-file-unreadable", file=signer.file_name) from error
    if identity.signing_cert is None:
        raise UserError("signer-file-unreadable", file=signer.file_name)
    earlier = len(PdfFileReader(BytesIO(pdf)).embedded_signatures) - 1
    if earlier >= MOST:
        raise UserError("signers-full", most=str(MOST))
    lang = Language(language)
    name = _name(identity.signing_cert)
    left = style.MARGIN + earlier * (_WIDTH + _GAP)
    box = tuple(map(round, (left, _LOW, left + _WIDTH, _LOW + _HEIGHT)))
    writer, field = _Update(BytesIO(pdf)), f"Signature{earlier + 2}"
    place = SigFieldSpec(field, on_page=-1, box=box)  # type: ignore[arg-type]  # four numbers
    block = _Block(_drawn(_lines(name, signer.reason, identity.signing_cert, at, lang)))
    stamp = StaticStampStyle(border_width=0, background=block, background_opacity=1, background_layout=_WHOLE)
    signature = SignatureObject(
        timestamp=at, subfilter=SigSeedSubFilter.PADES, name=name, reason=signer.reason, bytes_reserved=_RESERVED
    )
    setup = SigObjSetup(signature, appearance_setup=SigAppearanceSetup(stamp, at, name))
    return _embedded(writer, place, setup, identity)


def _embedded(writer: _Update, place: SigFieldSpec, setup: SigObjSetup, identity: SimpleSigner) -> bytes:
    """PyHanko's steps one by one: the whole of them asks the system for a time zone that not every system has."""
    steps = PdfCMSEmbedder(place).write_cms(place.sig_field_name, writer)
    next(steps)
    steps.send(setup)
    prepared, output = steps.send(SigIOSetup(md_algorithm="sha256"))
    attributes = PdfCMSSignedAttributes()
    signing = identity.async_sign(prepared.document_digest, "sha256", use_pades=True, signed_attr_settings=attributes)
    steps.send(asyncio.run(signing))
    made: bytes = output.getvalue()
    return made


def _name(certificate: x509.Certificate) -> str:
    """Whom the certificate is made out to."""
    subject = certificate.subject.native
    return str(subject.get("common_name") or subject.get("organization_name") or certificate.subject.human_friendly)


def _lines(name: str, reason: str, certificate: x509.Certificate, at: datetime, lang: Language) -> Sequence[str]:
    said = lang.t("Signed by {name}", name=name)
    issuer = lang.t("Certificate of {issuer}", issuer=_issuer(certificate))
    return (f"{said} · {reason}" if reason else said, lang.minute(at), issuer)


def _issuer(certificate: x509.Certificate) -> str:
    issuer = certificate.issuer.native
    return str(issuer.get("common_name") or issuer.get("organization_name") or certificate.issuer.human_friendly)


def _drawn(lines: Sequence[str]) -> bytes:
    """The block as a page of its own, its font inside."""
    fonts.register()
    target = BytesIO()
    sheet = (_WIDTH, _HEIGHT)
    font = fonts.REGULAR  # else an unembedded Helvetica is listed
    canvas = Canvas(target, pagesize=sheet, invariant=1, initialFontName=font)  # type: ignore[arg-type]
    canvas.setStrokeColor(ink(style.LINE))
    canvas.setLineWidth(style.HAIR)
    canvas.rect(0.5, 0.5, _WIDTH - 1, _HEIGHT - 1)
    room = _WIDTH - 2 * _PAD
    top = _HEIGHT - (_HEIGHT - len(lines) * _TEXT.leading) / 2
    for line in lines:
        # A long name gets smaller rather than cut.
        size = _TEXT.size * min(1.0, room / natural_width([Run(line)], _TEXT.size))
        laid = lay_out([Run(line)], size, room + 1, Doubtful())
        draw_lines(canvas, laid, _PAD, top, room, TextStyle(size, _TEXT.leading, colour=_TEXT.colour))
        top -= _TEXT.leading
    canvas.save()
    return target.getvalue()
