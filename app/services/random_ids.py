"""Random 128-bit values for many rows at once."""

import os
from collections.abc import Sequence
from struct import unpack

_BYTES = 16


def random_ids(count: int) -> Sequence[bytes]:
    """Ids and salts: random through and through, so that nothing shows which came in together."""
    return unpack(f"{_BYTES}s" * count, os.urandom(_BYTES * count))
