"""What kind of file a scan is, told by its first bytes, and how many pages it has where that is cheap to know."""

import struct
from typing import BinaryIO

from app.formats.scan_texts import pdf_pages

HEAD = 16
_KINDS: tuple[tuple[int, bytes, str], ...] = (
    (0, b"%PDF-", "application/pdf"),
    (0, b"\xff\xd8\xff", "image/jpeg"),
    (0, b"\x89PNG\r\n\x1a\n", "image/png"),
    (0, b"II*\x00", "image/tiff"),
    (0, b"MM\x00*", "image/tiff"),
    (0, b"BM", "image/bmp"),
    (0, b"GIF8", "image/gif"),
    (8, b"WEBP", "image/webp"),
    (4, b"ftyphei", "image/heic"),
    (0, b"PK\x03\x04", "application/zip"),
)
_MOST_PAGES = 10_000


def media_type(head: bytes) -> str:
    """The media type that the first bytes tell; "application/octet-stream" for all else."""
    for at, mark, kind in _KINDS:
        if head[at : at + len(mark)] == mark:
            return kind
    return "application/octet-stream"


def page_count(file: BinaryIO, kind: str) -> int | None:
    """Pages of a PDF or an image file: one, but a TIFF can hold several. None where it can't be known."""
    if kind == "application/pdf":
        return pdf_pages(file)
    if kind == "image/tiff":
        return _tiff_pages(file)
    return 1 if kind.startswith("image/") else None


def _tiff_pages(file: BinaryIO) -> int | None:
    """Count the image file directories (TIFF 6.0, section 2); None where the chain is broken."""
    file.seek(0)
    order = "<" if file.read(2) == b"II" else ">"
    file.seek(4)
    pages, at, seen = 0, _number(file, order + "I"), set[int]()
    while at and at not in seen and pages < _MOST_PAGES:
        seen.add(at)
        file.seek(at)
        entries = _number(file, order + "H")
        if entries is None:
            return None
        file.seek(at + 2 + 12 * entries)
        at = _number(file, order + "I")
        pages += 1
    return pages if at == 0 and pages else None


def _number(file: BinaryIO, form: str) -> int | None:
    data = file.read(struct.calcsize(form))
    return int(struct.unpack(form, data)[0]) if len(data) == struct.calcsize(form) else None
