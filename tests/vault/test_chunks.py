"""Streams sealed in chunks."""

import io
import secrets

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import Damaged
from app.vault.chunks import CHUNK, SEALED, TAG, ChunkReader, ChunkWriter, new_prefix

KEY = secrets.token_bytes(32)
PREFIX = new_prefix()
BOUND = b"place"


def sealed(plain: bytes, *, step: int = 100_000) -> bytes:
    out = io.BytesIO()
    writer = ChunkWriter(out.write, KEY, PREFIX, BOUND)
    for at in range(0, len(plain), step):
        writer.write(plain[at : at + step])
    writer.finish()
    return out.getvalue()


def opened(data: bytes, *, key: bytes = KEY, bound: bytes = BOUND) -> bytes:
    return io.BufferedReader(ChunkReader(io.BytesIO(data), 0, len(data), key, PREFIX, bound)).read()


@pytest.mark.parametrize("size", [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK, 3 * CHUNK + 17])
def test_what_was_sealed_comes_back(size: int) -> None:
    plain = secrets.token_bytes(size)
    data = sealed(plain)
    assert opened(data) == plain
    assert len(data) == size + max(1, -(-size // CHUNK)) * TAG


@given(st.integers(0, 3 * CHUNK + 5), st.integers(0, 2000))
def test_any_part_can_be_read_by_itself(start: int, length: int) -> None:
    reader = io.BufferedReader(ChunkReader(io.BytesIO(LONG_SEALED), 0, len(LONG_SEALED), KEY, PREFIX, BOUND))
    reader.seek(start)
    assert reader.read(length) == LONG[start : start + length]


LONG = secrets.token_bytes(3 * CHUNK + 5)
LONG_SEALED = sealed(LONG)


@pytest.mark.parametrize("cut", [1, 16, 21, 22, SEALED, SEALED + 21, 2 * SEALED + 21])
def test_a_cut_is_found(cut: int) -> None:
    """Also at the border of a chunk: the chunk that is now last was not sealed as the last."""
    with pytest.raises(Damaged, match="sealed-damaged"):
        opened(LONG_SEALED[:-cut])


def test_swapped_chunks_are_found() -> None:
    swapped = LONG_SEALED[SEALED : 2 * SEALED] + LONG_SEALED[:SEALED] + LONG_SEALED[2 * SEALED :]
    with pytest.raises(Damaged, match="sealed-damaged"):
        opened(swapped)


def test_an_added_chunk_is_found() -> None:
    with pytest.raises(Damaged, match="sealed-damaged"):
        opened(LONG_SEALED + bytes(TAG + 3))


@pytest.mark.parametrize("position", [0, 5, SEALED - 1, SEALED, 2 * SEALED + 100, len(LONG_SEALED) - 1])
def test_a_flipped_byte_is_found(position: int) -> None:
    data = bytearray(LONG_SEALED)
    data[position] ^= 1
    with pytest.raises(Damaged, match="sealed-damaged"):
        opened(bytes(data))


def test_another_key_or_place_opens_nothing() -> None:
    with pytest.raises(Damaged):
        opened(LONG_SEALED, key=secrets.token_bytes(32))
    with pytest.raises(Damaged):
        opened(LONG_SEALED, bound=b"elsewhere")
