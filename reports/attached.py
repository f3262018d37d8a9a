"""The files attached to a PDF that anybody may have made: read without letting a small one fill the memory."""

import re
import zlib
from io import BytesIO

from pikepdf import Name, Object, Pdf, PdfError, settings

from app.errors import Damaged

MOST = 256 << 20  # bytes of all attachments together; a ledger of a million records takes a third of it
MOST_OBJECTS = 64 << 20  # bytes of a packed part of the PDF itself: of its objects, of where they stand
# For the whole process: whoever opens a PDF here gets it from somewhere else.
settings.set_qpdf_limits(flate_max_memory=MOST_OBJECTS, run_length_max_memory=MOST_OBJECTS, png_max_memory=MOST_OBJECTS)
# qpdf unpacks LZW without a limit, and no program of today packs so. Where a filter's name stands in another object, it
# may be that one.
_BLANK = rb"(?:[\s\0]|%[^\r\n]*+)"
_UNBOUNDED = re.compile(rb"/Filter%b*+(?:\[(?:%b|/(?!LZW)\w++)*+)?(?:/LZW|\d)".replace(b"%b", _BLANK))
_ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")


def attached(pdf: bytes) -> dict[str, bytes]:
    """The files by name; Damaged("not-a-pdf") where it is no readable PDF or they swell beyond reason."""
    found: dict[str, bytes] = {}
    room = MOST
    if _UNBOUNDED.search(_ESCAPED.sub(lambda code: bytes.fromhex(code[1].decode()), pdf)):
        raise Damaged("not-a-pdf")
    try:
        with Pdf.open(BytesIO(pdf)) as opened:
            for name, one in opened.attachments.items():
                found[name] = _content(one.get_file().obj, room)
                room -= len(found[name])
    except (PdfError, ValueError, KeyError, TypeError, AttributeError, RuntimeError, zlib.error) as error:
        # What pikepdf raises where objects are not what they should be.
        raise Damaged("not-a-pdf") from error
    return found


def _content(stream: Object, room: int) -> bytes:
    """The bytes of a stream as the program writes it, plain or packed once; ValueError for any other, or too many."""
    raw, packing = stream.read_raw_bytes(), stream.get(Name.Filter)
    if packing is not None:
        if packing != Name.FlateDecode or Name.DecodeParms in stream:
            raise ValueError("packed in another way")
        machine = zlib.decompressobj()
        raw = machine.decompress(raw, room or 1)  # 0 would be without any limit
        if not machine.eof:
            raise ValueError("cut short, or too large")
    if len(raw) > room:
        raise ValueError("too large")
    return raw
