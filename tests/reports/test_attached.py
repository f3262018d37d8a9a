"""The files attached to PDFs."""

import zlib
from io import BytesIO

import pikepdf
import pytest
from pikepdf import Dictionary, Name, Pdf, Stream

from app.errors import Damaged
from reports.attached import MOST, attached

TEXT = b"evidence" * 1000


def with_file(raw: bytes, packing: Name | pikepdf.Array | None = None) -> bytes:
    """A PDF with one attached file, whose bytes stand there as they are given."""
    pdf = pikepdf.new()
    pdf.add_blank_page()
    pdf.attachments["a.jws"] = b""
    stream = Stream(pdf, b"")
    stream.write(raw, filter=packing)
    pdf.attachments["a.jws"].obj.EF = Dictionary(F=pdf.make_indirect(stream))
    target = BytesIO()
    pdf.save(target, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)
    return target.getvalue()


def test_a_file_is_read_plain_and_packed() -> None:
    assert attached(with_file(TEXT)) == {"a.jws": TEXT}
    assert attached(with_file(zlib.compress(TEXT), Name.FlateDecode)) == {"a.jws": TEXT}


def test_a_file_that_swells_is_not_unpacked() -> None:
    packer = zlib.compressobj(1)
    block = bytes(1 << 20)
    swelling = b"".join(packer.compress(block) for _ in range((MOST >> 20) + 1)) + packer.flush()
    with pytest.raises(Damaged, match="not-a-pdf"):
        attached(with_file(swelling, Name.FlateDecode))


@pytest.mark.parametrize("raw", [zlib.compress(TEXT)[:-9], b"no zlib at all"])
def test_a_file_that_is_cut_is_damage(raw: bytes) -> None:
    with pytest.raises(Damaged, match="not-a-pdf"):
        attached(with_file(raw, Name.FlateDecode))


def test_a_file_packed_twice_is_damage() -> None:
    twice = pikepdf.Array([Name.FlateDecode, Name.FlateDecode])
    with pytest.raises(Damaged, match="not-a-pdf"):
        attached(with_file(zlib.compress(zlib.compress(TEXT)), twice))


def test_what_is_no_pdf_is_damage() -> None:
    with pytest.raises(Damaged, match="not-a-pdf"):
        attached(b"%PDF-1.7 and nothing else")
    with Pdf.open(BytesIO(with_file(TEXT))) as pdf:
        assert list(pdf.attachments) == ["a.jws"]
