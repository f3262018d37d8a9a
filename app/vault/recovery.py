"""The recovery code: printed once, typed by hand years later.

35 characters of Crockford's base 32 in seven groups: a 20-bit mark of the vault, 130 random bits, 25 bits of
checksum. So a slip of the pen is told from the code of another vault, and that from a code that was replaced.
"""

import hashlib
import secrets
import unicodedata

from app.errors import NotUnlocked
from app.vault.secret import Secret

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_ALIKE = str.maketrans({"O": "0", "I": "1", "L": "1"})
_SEPARATORS = str.maketrans("", "", " -\t\r\n‐‑–—_.·")
_MARK, _RANDOM, _CHECK = 4, 26, 5
_LENGTH = _MARK + _RANDOM + _CHECK
_GROUP = 5


def new_code(vault_id: str) -> str:
    """A new code for this vault, in groups: "7K2QF-…"; 130 bits of it are random."""
    body = _mark(vault_id) + "".join(secrets.choice(_ALPHABET) for _ in range(_RANDOM))
    code = body + _checksum(body)
    return "-".join(code[at : at + _GROUP] for at in range(0, _LENGTH, _GROUP))


def read_code(typed: str, vault_id: str) -> Secret:
    """The code as a passphrase for the recovery slot; case, separators, O/0 and I/L/1 do not matter.

    Raises NotUnlocked("recovery-code-mistyped") or NotUnlocked("recovery-code-of-another-vault").
    """
    plain = unicodedata.normalize("NFKC", typed).upper().translate(_SEPARATORS).translate(_ALIKE)
    if len(plain) != _LENGTH or set(plain) - set(_ALPHABET):
        raise NotUnlocked("recovery-code-mistyped", characters=len(plain), expected=_LENGTH)
    body, check = plain[:-_CHECK], plain[-_CHECK:]
    if _checksum(body) != check:
        raise NotUnlocked("recovery-code-mistyped", characters=len(plain), expected=_LENGTH)
    if body[:_MARK] != _mark(vault_id):
        raise NotUnlocked("recovery-code-of-another-vault")
    return Secret(plain)


def _mark(vault_id: str) -> str:
    return _letters(b"qingdang/vault-mark/" + vault_id.encode(), _MARK)


def _checksum(body: str) -> str:
    return _letters(b"qingdang/recovery-checksum/" + body.encode(), _CHECK)


def _letters(data: bytes, count: int) -> str:
    """The first `count` × 5 bits of a hash as letters."""
    number = int.from_bytes(hashlib.sha256(data).digest(), "big") >> (256 - 5 * count)
    return "".join(_ALPHABET[number >> shift & 31] for shift in range(5 * (count - 1), -1, -5))
