"""The hashes that manifests carry: SHA-256, and SM3 (GB/T 32905) for whoever's rules ask for it."""

from collections.abc import Callable, Mapping
from hashlib import sha256
from typing import Protocol

from cryptography.hazmat.primitives.hashes import SM3, Hash


class Digest(Protocol):
    """A running hash."""

    def update(self, data: bytes, /) -> None: ...

    def hexdigest(self) -> str: ...


class Sm3:
    """SM3 with hashlib's manners; hashlib itself has it only where its OpenSSL does."""

    def __init__(self) -> None:
        self._hash = Hash(SM3())

    def update(self, data: bytes, /) -> None:
        self._hash.update(data)

    def hexdigest(self) -> str:
        """The hash of all so far; more may follow."""
        return self._hash.copy().finalize().hex()


BOTH: Mapping[str, Callable[[], Digest]] = {"sha256": sha256, "sm3": Sm3}
