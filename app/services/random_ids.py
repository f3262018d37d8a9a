"""Random 128-bit values for many rows at once."""

import os
from collections.abc import Sequence
from itertools import chain, islice, repeat
from operator import add
from struct import pack, unpack

_BYTES = 16
_LARGE = 4096  # rows from which the order of ids is worth anything
_RUNS = 4096  # ways of the 12 bits that rise
_HEAD = 2


def random_ids(count: int) -> Sequence[bytes]:
    """Ids and salts: random through and through, so that nothing shows which came in together."""
    return unpack(f"{_BYTES}s" * count, os.urandom(_BYTES * count))


class RisingIds:
    """Ids for the rows of a large import, in runs that rise: an index takes what comes in order more quickly.

    A run shares its first two bytes, of which 12 bits go through all their values, once for as many as expected, from
    anywhere on; the rest is random. Among the ids of other imports they lie much as ids do that are drawn apart.
    """

    def __init__(self, expected: int) -> None:
        """`expected`: about how many there will be; of few, each is drawn apart."""
        self._run = -(-expected // _RUNS) if expected >= _LARGE else 0
        self._taken = self._run * int.from_bytes(os.urandom(_HEAD))
        self._loose = os.urandom(_RUNS)

    def take(self, count: int) -> Sequence[bytes]:
        """As many ids of 16 bytes."""
        if not (self._run and count):
            return random_ids(count)
        first, skipped = divmod(self._taken, self._run)
        self._taken += count
        runs = range(first, (self._taken - 1) // self._run + 1)
        heads = [(at := run % _RUNS) << 4 | self._loose[at] & 15 for run in runs]
        shared = unpack(f"{_HEAD}s" * len(heads), pack(f">{len(heads)}H", *heads))
        rest = _BYTES - _HEAD
        each = islice(chain.from_iterable(map(repeat, shared, repeat(self._run))), skipped, None)
        return [*map(add, each, unpack(f"{rest}s" * count, os.urandom(rest * count)))]
