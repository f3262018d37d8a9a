"""What calamine does not tell of an old .xls: hidden rows, error cells, how far its cells reach ([MS-XLS] 2.4)."""

import io
import struct
from collections.abc import Iterator
from typing import BinaryIO

import olefile

from app.formats.sheet_parts import SheetScan

_BOUND_SHEET, _EOF, _BOF, _ROW, _FORMULA, _BOOL_ERROR, _MULTIPLE = 0x85, 0x0A, 0x0809, 0x0208, 0x06, 0x0205, 0xBD
_CELLS = frozenset({_FORMULA, _BOOL_ERROR, _MULTIPLE, 0x0203, 0x0204, 0x027E, 0xFD, 0xD6})
_WORKSHEET = 0
_HIDDEN_ROW = 0x20
ERRORS = {
    0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A",
}  # fmt: skip


def scan_sheets(source: BinaryIO) -> list[SheetScan]:
    """A scan of each worksheet in the workbook's order; none where the file is no compound file with a workbook.

    A cut stream ends where it is cut: whoever reads the workbook says so.
    """
    source.seek(0)
    try:
        with olefile.OleFileIO(io.BytesIO(source.read())) as compound:
            name = next((one for one in ("Workbook", "Book") if compound.exists(one)), None)
            stream = compound.openstream(name).read() if name else b""
    except (OSError, ValueError, IndexError, TypeError, AttributeError, struct.error, OverflowError):
        return []
    return [_scan(stream, place) for place in _places(stream)]


def _places(stream: bytes) -> Iterator[int]:
    """Where the worksheets begin; charts and macro sheets are left out."""
    for kind, at, size in _records(stream, 0):
        if kind == _BOUND_SHEET and size >= 6 and stream[at + 5] == _WORKSHEET:
            yield struct.unpack_from("<I", stream, at)[0]
        elif kind == _EOF:
            return


def _scan(stream: bytes, place: int) -> SheetScan:
    scan = SheetScan(size=len(stream))
    depth = 0
    for kind, at, size in _records(stream, place):
        # A chart within the sheet is a stream of its own between a BOF and an EOF.
        depth += (kind == _BOF) - (kind == _EOF)
        if depth < 1:
            break
        if depth > 1 or size < 4:
            continue
        if kind == _ROW and size >= 16:
            scan.hidden_rows += bool(stream[at + 12] & _HIDDEN_ROW)
        elif kind in _CELLS:
            row, column = struct.unpack_from("<HH", stream, at)
            last = struct.unpack_from("<H", stream, at + size - 2)[0] if kind == _MULTIPLE else column
            scan.rows, scan.width = max(scan.rows, row + 1), max(scan.width, last + 1)
            if (code := _error(stream, kind, at, size)) is not None:
                scan.errors.setdefault(row + 1, {})[column] = ERRORS.get(code, "#N/A")
    return scan


def _error(stream: bytes, kind: int, at: int, size: int) -> int | None:
    """The code of the error that a cell shows: entered, or a formula's last value."""
    if kind == _BOOL_ERROR and size >= 8 and stream[at + 7]:
        return stream[at + 6]
    if kind == _FORMULA and size >= 14 and stream[at + 12 : at + 14] == b"\xff\xff" and stream[at + 6] == 2:
        return stream[at + 8]
    return None


def _records(stream: bytes, at: int) -> Iterator[tuple[int, int, int]]:
    """Type, start and length of the content of each record."""
    while at + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, at)
        if at + 4 + size > len(stream):
            return
        yield kind, at + 4, size
        at += 4 + size
