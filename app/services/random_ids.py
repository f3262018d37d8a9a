"""Random 128-bit ids for many rows at once."""

import os
from collections.abc import Sequence
from struct import unpack

_BYTES = 16
_COMMON = 1


def near_ids(count: int) -> list[bytes]:
    """Ids that share their first byte, drawn for all of them; the other fifteen are random one by one.

    Ids that fall everywhere make each row touch a page of its own in every index of ids, which took a quarter of the
    time to write a million rows. These fall into a 256th of it.
    """
    common = os.urandom(_COMMON)
    own = _BYTES - _COMMON
    return [common + one for one in _cut(os.urandom(own * count), own, count)]


def salts(count: int) -> Sequence[bytes]:
    """Values of 128 bits that are random through and through."""
    return _cut(os.urandom(_BYTES * count), _BYTES, count)


def _cut(data: bytes, size: int, count: int) -> Sequence[bytes]:
    return unpack(f"{size}s" * count, data)
