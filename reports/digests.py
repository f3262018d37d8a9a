"""The SM3 digest (GB/T 32905) that stands beside SHA-256 in every proof, for whoever's rules ask for it."""

from cryptography.hazmat.primitives.hashes import SM3, Hash


def sm3_hex(content: bytes) -> str:
    """The digest in hex; hashlib has SM3 only where its OpenSSL does."""
    digest = Hash(SM3())
    digest.update(content)
    return digest.finalize().hex()
