"""A passphrase or a key that does not show itself in logs, tracebacks and reprs."""

import unicodedata
from typing import NoReturn


class Secret:
    """Wraps secret bytes; a passphrase is normalised (NFKC), so that full-width and half-width typing agree.

    Python cannot promise that memory is wiped: what is promised is only that nothing prints or stores it.
    """

    __slots__ = ("_value",)

    def __init__(self, value: str | bytes) -> None:
        self._value = value if isinstance(value, bytes) else unicodedata.normalize("NFKC", value).encode()

    def reveal(self) -> bytes:
        """The bytes themselves; every call of this is a place to look at in a review."""
        return self._value

    def __bool__(self) -> bool:
        return bool(self._value)

    def __eq__(self, other: object) -> bool:
        from hmac import compare_digest  # OpenSSL comes with it, and every window's start would wait for that

        return isinstance(other, Secret) and compare_digest(self._value, other._value)

    __hash__ = None  # type: ignore[assignment]  # a key of a dictionary would be a secret kept by accident

    def __repr__(self) -> str:
        return "***"

    def __reduce__(self) -> NoReturn:
        raise TypeError("a Secret is not written anywhere")
