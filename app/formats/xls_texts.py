"""Texts of old .xls files: Unicode, or before Excel 97 (BIFF5) in the encoding of the office's computer.

calamine reads those of encodings with two bytes a character as rubbish, and takes sheets of such names for one.
"""

import struct
from collections.abc import Iterator

from app.formats.encodings import is_common_gb

_BEGINNING, _CODE_PAGE, _END, _BOUND_SHEET = 0x0809, 0x42, 0x0A, 0x85
_BEFORE_UNICODE = 0x0500
_LABEL, _RICH_LABEL, _FORMULA, _RESULT = 0x0204, 0xD6, 0x06, 0x0207
_CODECS = {936: "gb18030", 950: "big5hkscs", 932: "cp932", 949: "cp949"}
_WESTERN, _UNICODE = 1252, 1200


def is_old(stream: bytearray) -> bool:
    """Whether the workbook is from before Excel 97."""
    kind, at, size = next(records(stream, 0), (0, 0, 0))
    return kind == _BEGINNING and size >= 2 and struct.unpack_from("<H", stream, at)[0] == _BEFORE_UNICODE


def codec_of(stream: bytearray) -> str | None:
    """The codec of the texts, None where they are Unicode or western; the workbook then says what calamine needs.

    From Excel 97 on texts are Unicode whatever is said: programs write the code page of old in their workbooks still,
    and calamine believes them. Before that, those that say none, or the western one, mostly mean that of their office.
    """
    declared = _declared(stream)
    page = _WESTERN if declared is None else struct.unpack_from("<H", stream, declared)[0]
    if not is_old(stream):
        codec, page = None, _UNICODE
    elif page in _CODECS:
        codec, page = _CODECS[page], _WESTERN
    else:
        codec = "gb18030" if _is_gb(stream) else None
    if declared is not None:
        struct.pack_into("<H", stream, declared, page)
    return codec


def _declared(stream: bytearray) -> int | None:
    """Where the number of the code page stands."""
    for kind, at, size in records(stream, 0):
        if kind == _CODE_PAGE and size >= 2:
            return at
        if kind == _END:
            break
    return None


def _is_gb(stream: bytearray) -> bool:
    texts = b"\n".join(raw for raw in _raw_texts(stream, 0) if not raw.isascii())
    try:
        texts.decode("gb18030")
    except UnicodeDecodeError:
        return False
    return bool(texts) and is_common_gb(texts)


def _raw_texts(stream: bytearray, at: int) -> Iterator[bytes]:
    """The texts of all sheets, and the sheets' names."""
    for kind, start, size in records(stream, at):
        if kind in (_LABEL, _RICH_LABEL) and size >= 8:
            yield _text(stream, start + 6, start + size)
        elif kind == _BOUND_SHEET and size > 7:
            yield bytes(stream[start + 7 : start + size])


def texts_of(stream: bytearray, place: int, codec: str) -> Iterator[tuple[int, int, str]]:
    """Row and column from 0 and the text of each cell of the sheet that begins there, formulas' last values too."""
    row = column = 0
    for kind, at, size in records(stream, place):
        if kind == _END:
            return
        if kind in (_LABEL, _RICH_LABEL) and size >= 8:
            row, column = struct.unpack_from("<HH", stream, at)
            yield row, column, _text(stream, at + 6, at + size).decode(codec, errors="replace")
        elif kind == _FORMULA and size >= 4:
            row, column = struct.unpack_from("<HH", stream, at)
        elif kind == _RESULT and size >= 2:
            yield row, column, _text(stream, at, at + size).decode(codec, errors="replace")


def _text(stream: bytearray, at: int, end: int) -> bytes:
    """A text with its length in front."""
    return bytes(stream[at + 2 : min(at + 2 + struct.unpack_from("<H", stream, at)[0], end)])


def records(stream: bytearray, at: int) -> Iterator[tuple[int, int, int]]:
    """Type, start and length of the content of each record."""
    while at + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, at)
        if at + 4 + size > len(stream):
            return
        yield kind, at + 4, size
        at += 4 + size
