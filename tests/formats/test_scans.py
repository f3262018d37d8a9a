"""Kinds and pages of scans."""

import io
import struct

import pytest

from app.formats.scans import media_type, page_count


def tiff(pages: int, order: str = "<") -> bytes:
    data = (b"II" if order == "<" else b"MM") + struct.pack(f"{order}HI", 42, 8)
    for page in range(pages):
        at = len(data) + 2 + 12 + 4
        data += struct.pack(f"{order}H", 1) + bytes(12) + struct.pack(f"{order}I", at if page + 1 < pages else 0)
    return data


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (b"%PDF-1.7", "application/pdf"),
        (b"\xff\xd8\xff\xe0", "image/jpeg"),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", "image/webp"),
        (b"MM\x00*\x00\x00\x00\x08", "image/tiff"),
        (b"", "application/octet-stream"),
        ("合同".encode(), "application/octet-stream"),
    ],
)
def test_the_first_bytes_tell_the_kind(head: bytes, kind: str) -> None:
    assert media_type(head) == kind


@pytest.mark.parametrize("order", ["<", ">"])
@pytest.mark.parametrize("pages", [1, 2, 30])
def test_the_pages_of_a_tiff_are_counted(pages: int, order: str) -> None:
    assert page_count(io.BytesIO(tiff(pages, order)), "image/tiff") == pages


def test_a_broken_or_endless_tiff_has_no_known_pages() -> None:
    assert page_count(io.BytesIO(tiff(3)[:-10]), "image/tiff") is None
    endless = tiff(1)[:-4] + struct.pack("<I", 8)
    assert page_count(io.BytesIO(endless), "image/tiff") is None


def test_what_is_not_parsed_has_no_known_pages() -> None:
    assert page_count(io.BytesIO(b"%PDF-1.7"), "application/pdf") is None
