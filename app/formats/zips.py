"""What a zip-based file (workbook, package) is refused for before anything in it is parsed."""

import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import BinaryIO

from app.errors import Damaged

MAX_PARTS = 10_000
MAX_TOTAL = 4 << 30
MAX_RATIO = 200
_RATIO_FROM = 10 << 20
BROKEN = (
    zipfile.BadZipFile, zlib.error, EOFError, KeyError, NotImplementedError, OSError, RuntimeError, UnicodeError,
    ValueError, struct.error,
)  # fmt: skip
"""What zipfile raises for archives that are damaged in one way or another."""
_CHUNK = 1 << 20
STEP = 256 << 10
"""How many packed bytes are unpacked at once."""
FLATE = zipfile.ZIP_DEFLATED
_LOCAL_HEADER = struct.Struct("<4s22xHH")
_ENCRYPTED = 0x1


def open_zip(source: BinaryIO, name: str) -> zipfile.ZipFile:
    """The archive, its directory checked: size, ratio, number, names of its parts.

    Raises Damaged: "file-damaged" where it is cut or no zip, "file-bomb" where it would swell beyond reason,
    "file-hostile" where names repeat or point outside, "file-encrypted" where a part has a zip password.
    """
    try:
        archive = zipfile.ZipFile(source)
    except BROKEN as error:
        raise Damaged("file-damaged", file=name) from error
    parts = archive.infolist()
    if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_TOTAL:
        raise Damaged("file-bomb", file=name)
    if any(part.file_size > _RATIO_FROM and part.file_size > MAX_RATIO * part.compress_size for part in parts):
        raise Damaged("file-bomb", file=name)
    names = [part.filename for part in parts]
    if len(set(names)) != len(names) or any(leads_outside(one) for one in names):
        raise Damaged("file-hostile", file=name)
    if any(part.flag_bits & _ENCRYPTED for part in parts):
        raise Damaged("file-encrypted", file=name)
    return archive


def leads_outside(name: str) -> bool:
    """Whether a part's name would be a place outside of where the archive is unpacked."""
    return not name or name.startswith(("/", "\\")) or ".." in name.replace("\\", "/").split("/") or name[1:2] == ":"


def inflate(source: BinaryIO, part: zipfile.ZipInfo, name: str, step: int = STEP) -> Iterator[bytes]:
    """A part's bytes in chunks of at most a megabyte, counted and summed up; `step` packed bytes are read at once.

    A directory that lies about a size is found out while reading: zipfile itself stops at the declared size without a
    word, but other readers do not. Raises Damaged.
    """
    start = _data_offset(source, part, name)
    left, produced, check = part.compress_size, 0, 0
    machine = zlib.decompressobj(-zlib.MAX_WBITS) if part.compress_type == FLATE else None
    if machine is None and part.compress_type != zipfile.ZIP_STORED:
        raise Damaged("file-damaged", file=name)
    while left:
        source.seek(start + part.compress_size - left)
        raw = source.read(min(step, left))
        if not raw:
            raise Damaged("file-damaged", file=name)
        left -= len(raw)
        for data in _expanded(machine, raw, name):
            produced += len(data)
            check = zlib.crc32(data, check)
            if produced > part.file_size:
                raise Damaged("file-bomb", file=name)
            yield data
    if (produced, check) != (part.file_size, part.CRC):
        raise Damaged("file-damaged", file=name)


def raw_part(source: BinaryIO, part: zipfile.ZipInfo, name: str) -> bytes:
    """A part's bytes as they stand in the file, mostly compressed. Raises Damaged."""
    source.seek(_data_offset(source, part, name))
    return source.read(part.compress_size)


def _expanded(machine: "zlib._Decompress | None", raw: bytes, name: str) -> Iterator[bytes]:
    if machine is None:
        yield raw
        return
    try:
        while raw:
            yield machine.decompress(raw, _CHUNK)
            raw = machine.unconsumed_tail
    except zlib.error as error:
        raise Damaged("file-damaged", file=name) from error


def _data_offset(source: BinaryIO, part: zipfile.ZipInfo, name: str) -> int:
    try:
        source.seek(part.header_offset)
        head = source.read(_LOCAL_HEADER.size)
    except (OSError, ValueError, OverflowError) as error:
        raise Damaged("file-damaged", file=name) from error
    if len(head) < _LOCAL_HEADER.size:
        raise Damaged("file-damaged", file=name)
    signature, name_length, extra_length = _LOCAL_HEADER.unpack(head)
    if signature != b"PK\x03\x04":
        raise Damaged("file-damaged", file=name)
    return part.header_offset + _LOCAL_HEADER.size + int(name_length) + int(extra_length)
