"""Text joined by hand from two exports, one in UTF-8 and one in GB18030: told apart and decoded line by line."""

import io
from collections.abc import Iterator
from typing import BinaryIO

from app.errors import Damaged
from app.formats.encodings import is_chance, is_common_gb, is_plain

_HAN = "\u2e80"


def is_mixed(source: BinaryIO, encoding: str | None, name: str) -> bool:
    """Whether the lines are in both encodings; `encoding` is the one that decodes the whole, None where none does.

    Raises Damaged: "not-text", "line-not-text" with the first line that is in neither.
    """
    if encoding not in (None, "gb18030"):
        return False
    if encoding and not any(map(_is_utf8, _lines(source))):
        return False
    source.seek(0)
    if not is_plain(source.read(1 << 18)):
        raise Damaged("not-text", file=name)
    said = 0
    for number, line in enumerate(_lines(source), 1):
        if _decoded(line) is None:
            raise Damaged("line-not-text", file=name, row=number) if said else Damaged("not-text", file=name)
        said += not line.isascii()
    return True


class MixedBytes(io.RawIOBase):
    """The same text in UTF-8 throughout, from the source's beginning."""

    def __init__(self, source: BinaryIO) -> None:
        super().__init__()
        self._lines = _lines(source)
        self._rest = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "bytearray | memoryview") -> int:  # type: ignore[override]
        if not self._rest:
            self._rest = (_decoded(next(self._lines, b"")) or "").encode()
        data = self._rest[: len(buffer)]
        buffer[: len(data)] = data
        self._rest = self._rest[len(data) :]
        return len(data)


def _lines(source: BinaryIO) -> Iterator[bytes]:
    """Neither encoding has a line feed within a character."""
    source.seek(0)
    yield from iter(source.readline, b"")


def _is_utf8(line: bytes) -> bool:
    """Whether it has Chinese in UTF-8: common characters of GB18030 never look so."""
    try:
        return not line.isascii() and max(line.decode()) >= _HAN
    except UnicodeDecodeError:
        return False


def _decoded(line: bytes) -> str | None:
    """None where it is in neither; what GB18030 would make of broken UTF-8 are rare characters."""
    if not is_chance(line):
        try:
            return line.decode("utf-8-sig")
        except UnicodeDecodeError:
            pass
    try:
        return line.decode("gb18030") if is_common_gb(line) else None
    except UnicodeDecodeError:
        return None
