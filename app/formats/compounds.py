"""Compound files ([MS-CFB]) around the one stream of an old workbook: taken out, and put into a clean new one.

The reader of workbooks trusts a compound file's tables: chains that run in circles would fill its memory. So it is
only given files that were put together here.
"""

import io
import struct
from typing import BinaryIO

import olefile

_SECTOR = 4096
_END, _FAT, _FREE = 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFF
_NAMES = ("Workbook", "Book")
_PER_SECTOR = _SECTOR // 4
_HEADER_PLACES = 109
LARGEST = _HEADER_PLACES * _PER_SECTOR * _SECTOR - (1 << 20)
"""How many bytes a stream may have, so that the header has a place for each sector of the table."""
BROKEN = (
    OSError, ValueError, IndexError, KeyError, TypeError, AttributeError, OverflowError, MemoryError, struct.error,
)  # fmt: skip
"""What olefile raises for damaged files."""


def workbook_stream(source: BinaryIO) -> tuple[str, bytes] | None:
    """The name and the bytes of the workbook's stream; None where the file has none. Raises one of BROKEN."""
    source.seek(0)
    with olefile.OleFileIO(io.BytesIO(source.read())) as compound:
        name = next((one for one in _NAMES if compound.exists(one)), None)
        return (name, compound.openstream(name).read()) if name else None


def compound(name: str, stream: bytes) -> io.BytesIO:
    """A compound file of version 4 with this one stream, of at most LARGEST bytes."""
    stream = stream.ljust(_SECTOR, b"\0")
    used = -(-len(stream) // _SECTOR)
    # The folder and an empty short stream come first, then the table's own sectors, then the stream.
    tables = -(-(used + 2) // (_PER_SECTOR - 1))
    first = 2 + tables
    table = [_END, _END, *[_FAT] * tables, *range(first + 1, first + used), _END]
    table += [_FREE] * (tables * _PER_SECTOR - len(table))
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH6x", 0x3E, 4, 0xFFFE, 12, 6)
    header += struct.pack("<IIIIIIIIII", 1, tables, 0, 0, _SECTOR, _END, 0, _END, 0, 2)
    header += struct.pack(f"<{tables - 1}I", *range(3, first)) + struct.pack("<I", _FREE) * (_HEADER_PLACES - tables)
    folder = _entry("Root Entry", 5, 1, 1, _SECTOR) + _entry(name, 2, _FREE, first, len(stream))
    return io.BytesIO(
        b"".join(
            (
                header.ljust(_SECTOR, b"\0"),
                folder.ljust(_SECTOR, b"\0"),
                bytes(_SECTOR),
                struct.pack(f"<{len(table)}I", *table),
                stream.ljust(used * _SECTOR, b"\0"),
            )
        )
    )


def _entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
    written = name.encode("utf-16-le") + b"\0\0"
    links = struct.pack("<III", _FREE, _FREE, child)
    head = written.ljust(64, b"\0") + struct.pack("<HBB", len(written), kind, 1)
    return head + links + bytes(36) + struct.pack("<IQ", start, size)
