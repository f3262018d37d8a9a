"""The files attached to PDFs."""

import zlib
from io import BytesIO

import pikepdf
import pytest
from pikepdf import Dictionary, Name, Pdf, Stream

from app.errors import Damaged
from reports.attached import MOST, MOST_OBJECTS, attached

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


def deflated(text: bytes, blanks: int) -> bytes:
    packer = zlib.compressobj(1)
    block = b" " * (1 << 20)
    return packer.compress(text) + b"".join(packer.compress(block) for _ in range(blanks >> 20)) + packer.flush()


def lzw(text: bytes) -> bytes:
    """The bytes as LZW codes of nine bits (ISO 32000-1, 7.4.4), which begin anew before they would need ten."""
    codes = [code for at, byte in enumerate(text) for code in ((256, byte) if at % 200 == 0 else (byte,))]
    bits = "".join(f"{code:09b}" for code in (*codes, 257))
    bits += "0" * (-len(bits) % 8)
    return int(bits, 2).to_bytes(len(bits) // 8, "big")


def in_packed_objects(blanks: int, packing: bytes = b"/Filter/FlateDecode") -> bytes:
    """A PDF whose catalogue and pages stand in one packed stream, behind them so many blanks."""
    catalogue, pages = b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[]/Count 0>>"
    places = b"1 0 2 %d " % (len(catalogue) + 1)
    text = b"%b%b %b" % (places, catalogue, pages)
    packed = deflated(text, blanks) if b"Flate" in packing else lzw(text)
    pdf = b"%PDF-1.5\n"
    first = len(pdf)
    pdf += b"3 0 obj\n<</Type/ObjStm/N 2/First %d%b/Length %d>>\n" % (len(places), packing, len(packed))
    pdf += b"stream\n%b\nendstream\nendobj\n" % packed
    fifth = len(pdf)
    pdf += b"5 0 obj\n/LZWDecode\nendobj\n"
    found = [(0, 0, 65535), (2, 3, 0), (2, 3, 1), (1, first, 0), (1, len(pdf), 0), (1, fifth, 0)]
    table = b"".join(bytes([kind]) + at.to_bytes(4, "big") + of.to_bytes(2, "big") for kind, at, of in found)
    head = b"4 0 obj\n<</Type/XRef/Size 6/W[1 4 2]/Root 1 0 R/Length %d>>\n" % len(table)
    return pdf + head + b"stream\n%b\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % (table, len(pdf))


def test_objects_that_swell_are_not_unpacked() -> None:
    assert attached(in_packed_objects(0)) == {}
    assert attached(in_packed_objects(MOST_OBJECTS // 2)) == {}
    with pytest.raises(Damaged, match="not-a-pdf"):
        attached(in_packed_objects(MOST_OBJECTS + (1 << 20)))


@pytest.mark.parametrize(
    "packing",
    [
        b"/Filter/LZWDecode",
        b"/Filter /LZW",
        b"/F#69lter%now\n/#4cZWDecode",
        b"/Filter [ /LZWDecode ]",
        b"/Filter 5 0 R",
        b"/Filter[5 0 R]",
    ],
)
def test_packing_that_knows_no_limit_is_not_unpacked(packing: bytes) -> None:
    pdf = in_packed_objects(0, packing)
    with Pdf.open(BytesIO(pdf)) as opened:  # it is nothing else that is wrong
        assert not opened.pages
    with pytest.raises(Damaged, match="not-a-pdf"):
        attached(pdf)


@pytest.mark.parametrize(
    "packing", [b"/Filter /FlateDecode", b"/Filter[ /FlateDecode ]", b"/Filter/FlateDecode/Of[/LZWDecode 5 0 R]"]
)
def test_usual_packing_is_unpacked(packing: bytes) -> None:
    assert attached(in_packed_objects(0, packing)) == {}


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
