"""Old .xls files made ready for calamine: what would fill its memory is taken out, what it does not tell is noted.

It reserves what the file says of its own size, and speaks neither of hidden rows nor of error cells ([MS-XLS] 2.4), nor
of how a number is shown.
"""

import io
import struct
from collections.abc import Iterator, Mapping
from typing import BinaryIO, NamedTuple

from app.errors import Damaged
from app.formats.compounds import BROKEN, LARGEST, compound, workbook_stream
from app.formats.number_formats import Picture, picture
from app.formats.sheet_parts import SheetScan
from app.formats.xls_texts import codec_of, is_old, records, texts_of

_BOUND_SHEET, _EOF, _ROW, _FORMULA, _BOOL_ERROR, _MULTIPLE = 0x85, 0x0A, 0x0208, 0x06, 0x0205, 0xBD
_DIMENSIONS, _TEXTS = 0x0200, 0xFC
_NOTE, _OBJECT, _OBJECT_TEXT, _CONTINUE = 0x1C, 0x5D, 0x01B6, 0x3C
_BEGINNINGS = frozenset({0x0809, 0x0409, 0x0209, 0x09})
_CELLS = frozenset({_FORMULA, _BOOL_ERROR, _MULTIPLE, 0x0203, 0x0204, 0x0207, 0x027E, 0xFD, 0xD6})
_FORMAT, _STYLE, _NUMBER, _PACKED_NUMBER = 0x041E, 0xE0, 0x0203, 0x027E
_WORKSHEET = 0
_HIDDEN_ROW = 0x20
_SHORTEST_TEXT = 3
EXACT = 10**15
ERRORS = {
    0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A",
}  # fmt: skip


class Prepared(NamedTuple):
    """The workbook in a compound file of our own, and in its order a scan of each worksheet.

    `names` of the worksheets where calamine does not read them right, else none.
    """

    content: io.BytesIO
    scans: list[SheetScan]
    names: list[str]


def prepared(source: BinaryIO, name: str) -> Prepared:
    """The workbook made ready.

    Raises Damaged: "file-damaged", "file-unreadable" where there is no workbook in it, "file-too-large".
    """
    try:
        found = workbook_stream(source)
    except BROKEN as error:
        raise Damaged("file-damaged", file=name) from error
    if found is None:
        raise Damaged("file-unreadable", file=name)
    kind, content = found
    if len(content) > LARGEST:
        raise Damaged("file-too-large", file=name)
    stream = bytearray(content)
    pictures = _pictures(stream)
    codec = codec_of(stream)
    scans = [(place, _scan(stream, place.at, pictures)) for place in _places(stream, name)]
    sheets = [(place, scan) for place, scan in scans if place.kind == _WORKSHEET]
    names = [] if codec is None else [_put_in_texts(stream, place, scan, codec) for place, scan in sheets]
    return Prepared(compound(kind, bytes(stream)), [scan for _, scan in sheets], names)


class _Place(NamedTuple):
    """Where a sheet begins, what kind of sheet it is, and its name in the bytes of old workbooks."""

    at: int
    kind: int
    name: bytes


def _put_in_texts(stream: bytearray, place: _Place, scan: SheetScan, codec: str) -> str:
    """Note the sheet's texts as they read in this codec; its name."""
    for row, column, text in texts_of(stream, place.at, codec):
        scan.shown.setdefault(row + 1, {})[column] = text
    return place.name.decode(codec, errors="replace")


def _places(stream: bytearray, name: str) -> list[_Place]:
    """The sheets, charts and macros too: calamine looks into all of them. Raises Damaged."""
    found = []
    for kind, at, size in records(stream, 0):
        if kind == _BOUND_SHEET and size >= 6:
            place = struct.unpack_from("<I", stream, at)[0]
            if place + 2 > len(stream) or struct.unpack_from("<H", stream, place)[0] not in _BEGINNINGS:
                raise Damaged("file-damaged", file=name)
            found.append(_Place(place, stream[at + 5], bytes(stream[at + 7 : at + size])))
        elif kind == _TEXTS and size >= 8:
            if struct.unpack_from("<I", stream, at + 4)[0] > len(stream) // _SHORTEST_TEXT:
                raise Damaged("file-damaged", file=name)
        elif kind == _EOF:
            break
    return found


def _pictures(stream: bytearray) -> dict[int, Picture]:
    """Which styles show whole numbers with noughts in front, by the number that cells say."""
    formats: dict[int, Picture] = {}
    styles: list[int] = []
    old = is_old(stream)
    for kind, at, size in records(stream, 0):
        if kind == _EOF:
            break
        if kind == _FORMAT and size > 5:
            number, _, wide = struct.unpack_from("<HHB", stream, at)
            raw, wide = (bytes(stream[at + 3 : at + size]), 0) if old else (bytes(stream[at + 5 : at + size]), wide)
            code = raw.decode("utf-16-le" if wide & 1 else "latin-1", errors="replace")
            if (found := picture(code)) is not None:
                formats[number] = found
        elif kind == _STYLE and size >= 4:
            styles.append(struct.unpack_from("<H", stream, at + 2)[0])
    return {at: formats[number] for at, number in enumerate(styles) if number in formats}


def _scan(stream: bytearray, place: int, pictures: Mapping[int, Picture]) -> SheetScan:
    """Look through a sheet up to its end, and take out how large it says that it is: that is only a hint."""
    scan = SheetScan(size=len(stream))
    remarks = _Remarks()
    for kind, at, size in records(stream, place):
        if kind == _EOF:
            break
        remarks.look(stream, kind, at, size)
        if size < 4:
            continue
        if kind == _DIMENSIONS:
            stream[at : at + size] = bytes(size)
        elif kind == _ROW and size >= 16:
            scan.hidden_rows += bool(stream[at + 12] & _HIDDEN_ROW)
        elif kind in _CELLS:
            row, column = struct.unpack_from("<HH", stream, at)
            last = struct.unpack_from("<H", stream, at + size - 2)[0] if kind == _MULTIPLE else column
            scan.rows, scan.width = max(scan.rows, row + 1), max(scan.width, column + 1, last + 1)
            if (code := _error(stream, kind, at, size)) is not None:
                scan.shown.setdefault(row + 1, {})[column] = ERRORS.get(code, "#N/A")
            elif pictures:
                shown = _shown(stream, kind, at, size, pictures)
                scan.shown.setdefault(row + 1, {}).update({column + more: text for more, text in shown})
    scan.notes = remarks.found()
    return scan


class _Remarks:
    """Comments: a NOTE says where, an object's text what; the object's number ties them together."""

    def __init__(self) -> None:
        self._object = 0
        self._awaited = 0
        self._texts: dict[int, str] = {}
        self._places: list[tuple[int, int, int]] = []

    def look(self, stream: bytearray, kind: int, at: int, size: int) -> None:
        """One record of the sheet."""
        if kind == _NOTE and size >= 8:
            row, column, _, number = struct.unpack_from("<HHHH", stream, at)
            self._places.append((row, column, number))
        elif kind == _OBJECT and size >= 8:
            self._object = struct.unpack_from("<H", stream, at + 6)[0]
        elif kind == _OBJECT_TEXT and size >= 12:
            self._awaited = struct.unpack_from("<H", stream, at + 10)[0]
        elif kind == _CONTINUE and self._awaited and size > 1:
            wide = stream[at] & 1
            raw = bytes(stream[at + 1 : at + min(size, 1 + self._awaited * (1 + wide))])
            text = raw.decode("utf-16-le" if wide else "latin-1", errors="replace")
            self._texts[self._object] = self._texts.get(self._object, "") + text
            self._awaited -= len(text)

    def found(self) -> dict[int, dict[int, str]]:
        """The comments by row (from 1) and column (from 0)."""
        notes: dict[int, dict[int, str]] = {}
        for row, column, number in self._places:
            if text := self._texts.get(number, "").strip():
                notes.setdefault(row + 1, {})[column] = text
        return notes


def _error(stream: bytearray, kind: int, at: int, size: int) -> int | None:
    """The code of the error that a cell shows: entered, or a formula's last value."""
    if kind == _BOOL_ERROR and size >= 8 and stream[at + 7]:
        return stream[at + 6]
    if kind == _FORMULA and size >= 14 and stream[at + 12 : at + 14] == b"\xff\xff" and stream[at + 6] == 2:
        return stream[at + 8]
    return None


def _shown(
    stream: bytearray, kind: int, at: int, size: int, pictures: Mapping[int, Picture]
) -> Iterator[tuple[int, str]]:
    """The whole numbers of a record that are shown otherwise: how far to the right of its first cell, and as what."""
    if kind == _MULTIPLE:
        cells = [(place, *struct.unpack_from("<Hi", stream, at + 4 + 6 * place)) for place in range((size - 6) // 6)]
        found = [(place, style, unpacked(packed)) for place, style, packed in cells]
    elif kind in (_NUMBER, _FORMULA) and size >= 14:
        style, value = struct.unpack_from("<Hd", stream, at + 4)
        found = [(0, style, value)]
    elif kind == _PACKED_NUMBER and size >= 10:
        style, packed = struct.unpack_from("<Hi", stream, at + 4)
        found = [(0, style, unpacked(packed))]
    else:
        return
    for place, style, value in found:
        if style in pictures and 0 <= value < EXACT and value == int(value):
            yield place, pictures[style].text(str(int(value)))


def unpacked(packed: int) -> float:
    """A number of thirty bits: an integer or the upper ones of a double, either of them a hundredfold or not."""
    value = packed >> 2 if packed & 2 else struct.unpack("<d", struct.pack("<Ii", 0, packed & ~3))[0]
    return float(value / 100 if packed & 1 else value)
