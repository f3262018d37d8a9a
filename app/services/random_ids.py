"""Random 128-bit values for many rows at once."""

import os
from collections.abc import Sequence
from itertools import accumulate, chain
from struct import pack, unpack

_BYTES = 16
_WHOLE = 1 << 64
_LARGE = 4096  # rows from which the order of ids is worth anything


def random_ids(count: int) -> Sequence[bytes]:
    """Ids and salts: random through and through, so that nothing shows which came in together."""
    return unpack(f"{_BYTES}s" * count, os.urandom(_BYTES * count))


class RisingIds:
    """Ids for the rows of a large import, one greater than the other: an index takes what comes in order more quickly.

    The first lies anywhere, the steps are random, and as large as takes them once through all that an id can be: among
    the ids of other imports they lie much as ids do that are drawn apart. After the greatest they go on from the least.
    """

    def __init__(self, expected: int) -> None:
        """`expected`: about how many there will be; for few, each is drawn apart."""
        self._step = 2 * _WHOLE // expected if expected >= _LARGE else 0
        self._at = int.from_bytes(os.urandom(8))

    def take(self, count: int) -> Sequence[bytes]:
        """As many ids of 16 bytes."""
        if not self._step:
            return random_ids(count)
        drawn = unpack(f">{2 * count}Q", os.urandom(_BYTES * count))
        steps = (self._step * one >> 64 for one in drawn[:count])
        *_, self._at = firsts = [one % _WHOLE for one in accumulate(steps, initial=self._at)]
        flat = chain.from_iterable(zip(firsts[1:], drawn[count:], strict=True))
        return unpack(f"{_BYTES}s" * count, pack(f">{2 * count}Q", *flat))
