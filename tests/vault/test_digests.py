"""Hashes of manifests."""

from app.vault.digests import BOTH


def digest_of(algorithm: str, *parts: bytes) -> str:
    running = BOTH[algorithm]()
    for part in parts:
        running.update(part)
    return running.hexdigest()


def test_sm3_is_that_of_the_standard() -> None:
    """GB/T 32905-2016, annex A, examples 1 and 2."""
    assert digest_of("sm3", b"abc") == "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"
    assert digest_of("sm3", *[b"abcd"] * 16) == "debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732"


def test_sha256_is_that_of_the_standard() -> None:
    assert digest_of("sha256", b"a", b"bc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


def test_a_hash_can_be_asked_twice() -> None:
    running = BOTH["sm3"]()
    running.update(b"abc")
    assert running.hexdigest() == running.hexdigest()
