"""The texts that the sheets of a large workbook share, held packed.

A million rows share seven million texts: a reader's own list of them takes half a gigabyte, this one a tenth of it.
Rows refer to new texts and to any that came before, so they are packed by the dozen, each dozen without the others; as
many as are needed are then unpacked in one step (RFC 1951: blocks that begin at a byte and look back at none).
"""

import re
import zipfile
import zlib
from collections.abc import Iterable, Sequence
from typing import BinaryIO

from app.errors import Damaged
from app.formats.zips import inflate

_TOGETHER = 64
_LONGEST_TEXT, _MOST_TEXTS, _MOST_AT_ONCE = 4 << 20, 1 << 25, 256 << 20
_START, _END = b"<si>", b"</si>"
_EMPTY = re.compile(rb"<si\s*/>")
_BETWEEN = re.compile(rb"</si>\s*<si>")
_LAST_BLOCK = b"\x03\0"
# A cell's own text is read by the same rules as a shared one. No XML holds the character between two texts.
_CELL, _APART = b' t="inlineStr"><is>%b</is>', b"\0"
_ODD = (b"<!", _APART)


class SharedTexts:
    """`is_plain`: the texts are written as is usual; others must not be asked for."""

    def __init__(self, source: BinaryIO, part: zipfile.ZipInfo, name: str) -> None:
        """Read the part. Raises Damaged where it is cut, lies about its size or swells."""
        self._name = name
        self._many = 0
        self._packed: list[bytes] = []
        self.is_plain = True
        self._take(inflate(source, part, name))

    def _take(self, chunks: Iterable[bytes]) -> None:
        waiting: list[bytes] = []
        rest = b""
        for chunk in chunks:
            data = rest + chunk
            cut = data.rfind(_END) + len(_END)
            if cut < len(_END):
                rest = data
            else:
                waiting += self._texts(data[:cut])
                rest = data[cut:]
                cut = len(waiting) // _TOGETHER * _TOGETHER
                self._pack(waiting[:cut])
                del waiting[:cut]
            if len(rest) > _LONGEST_TEXT or self._many > _MOST_TEXTS:
                raise Damaged("file-bomb", file=self._name)
        self._pack(waiting)

    def _texts(self, data: bytes) -> list[bytes]:
        whole = _EMPTY.sub(_START + _END, data)
        texts = _BETWEEN.split(whole[whole.find(_START) + len(_START) : -len(_END)])
        self.is_plain &= len(texts) == whole.count(_START) == whole.count(_END)
        self.is_plain &= not any(mark in whole for mark in _ODD)
        return texts

    def _pack(self, texts: Sequence[bytes]) -> None:
        machine = zlib.compressobj(wbits=-zlib.MAX_WBITS)
        for start in range(0, len(texts), _TOGETHER):
            some = machine.compress(_APART.join([*texts[start : start + _TOGETHER], b""]))
            self._packed.append(some + machine.flush(zlib.Z_FULL_FLUSH))
        self._many += len(texts)

    def cells(self, numbers: Sequence[bytes]) -> list[bytes]:
        """A cell's XML from its type on, without the end tag, for the text of each number. Raises Damaged."""
        wanted = [*map(int, numbers)]
        if max(wanted, default=-1) >= self._many:
            raise Damaged("file-unreadable", file=self._name)
        places = sorted({number // _TOGETHER for number in wanted})
        starts = {place: at * _TOGETHER for at, place in enumerate(places)}
        packed = b"".join([*map(self._packed.__getitem__, places), _LAST_BLOCK])
        machine = zlib.decompressobj(-zlib.MAX_WBITS)
        texts = machine.decompress(packed, _MOST_AT_ONCE).split(_APART)
        if machine.eof:
            chosen = [texts[starts[number // _TOGETHER] + number % _TOGETHER] for number in wanted]
            if sum(map(len, chosen)) <= _MOST_AT_ONCE:
                return [_CELL % text for text in chosen]
        # Few long texts and many cells that refer to them.
        raise Damaged("file-bomb", file=self._name)
