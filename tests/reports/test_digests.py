"""SM3, by OpenSSL and by the standard's steps, gives what the standard and the vault's own hash say."""

import pytest

from app.vault.digests import Sm3
from reports.digests import computed, sm3_hex

EXAMPLES = {
    b"abc": "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0",
    b"abcd" * 16: "debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732",
}


@pytest.mark.parametrize("content", list(EXAMPLES))
def test_the_standards_examples(content: bytes) -> None:
    """GB/T 32905-2016, annex A."""
    assert sm3_hex(content) == computed(content) == EXAMPLES[content]


@pytest.mark.parametrize("length", [0, 1, 54, 55, 56, 63, 64, 65, 119, 120, 1000])
def test_every_length_of_padding(length: int) -> None:
    content = bytes(i % 251 for i in range(length))
    other = Sm3()
    other.update(content)
    assert computed(content) == other.hexdigest()
