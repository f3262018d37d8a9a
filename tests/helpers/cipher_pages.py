"""Decrypts a SQLCipher 4 file page by page, without SQLite and without the program's own reader."""

from pathlib import Path

from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import CBC

PAGE = 4096
RESERVED = 16 + 64  # IV and HMAC-SHA-512


def plain_pages(path: Path, key: bytes) -> bytes:
    """All pages' plain bytes; the first page's salt stands in the clear."""
    data = path.read_bytes()
    parts = []
    for start in range(0, len(data), PAGE):
        page = data[start : start + PAGE]
        body = page[16 if start == 0 else 0 : PAGE - RESERVED]
        vector = page[PAGE - RESERVED : PAGE - RESERVED + 16]
        decryptor = Cipher(AES(key), CBC(vector)).decryptor()
        parts.append(decryptor.update(body) + decryptor.finalize())
    return b"".join(parts)
