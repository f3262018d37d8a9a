"""Keys: from passphrases (Argon2id), for others (HPKE), and derived from one another (HKDF)."""

import secrets
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from app.errors import Damaged, EnvironmentProblem
from app.vault.secret import Secret

KEY_BYTES = 32
SALT_BYTES = 16
NONCE_BYTES = 12

_SUITE = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)


@dataclass(frozen=True, slots=True)
class Kdf:
    """Argon2id's cost (RFC 9106): memory in KiB, passes, lanes. Stored with every slot.

    A header is not authenticated before its slot is opened, so a forged one could ask for any cost: a cost beyond
    the ceilings is refused as damage before anything is computed. There is no floor on reading: a forged lower
    cost only derives a wrong key. The floor is kept where slots are made: the program makes them with STRONG.
    """

    memory_kib: int
    passes: int
    lanes: int

    def check(self) -> None:
        """Raise Damaged("header-damaged") where no version of the program would ask for this cost."""
        sane = 8 * self.lanes <= self.memory_kib <= 1024 * 1024 and 1 <= self.passes <= 16 and 1 <= self.lanes <= 16
        if not sane:
            raise Damaged("header-damaged", part="kdf")


STRONG = Kdf(memory_kib=256 * 1024, passes=3, lanes=4)


def new_key() -> Secret:
    """A random 256-bit key."""
    return Secret(secrets.token_bytes(KEY_BYTES))


def from_passphrase(passphrase: Secret, salt: bytes, kdf: Kdf) -> Secret:
    """The key-encryption key; takes about half a second with STRONG."""
    kdf.check()
    derive = Argon2id(
        salt=salt, length=KEY_BYTES, iterations=kdf.passes, lanes=kdf.lanes, memory_cost=kdf.memory_kib
    ).derive
    try:
        return Secret(derive(passphrase.reveal()))
    except MemoryError as error:
        raise EnvironmentProblem("not-enough-memory", megabytes=kdf.memory_kib // 1024) from error


def derived(key: Secret, purpose: str) -> bytes:
    """A 256-bit key for one purpose (HKDF-SHA-256), so that the database key itself does one thing only."""
    return HKDF(SHA256(), KEY_BYTES, None, b"qingdang/" + purpose.encode()).derive(key.reveal())


def wrap(kek: Secret, plain: bytes, bound: bytes) -> bytes:
    """AES-256-GCM under a key-encryption key; `bound` must be the same at unwrapping. Nonce first."""
    nonce = secrets.token_bytes(NONCE_BYTES)
    return nonce + AESGCM(kek.reveal()).encrypt(nonce, plain, bound)


def unwrap(kek: Secret, wrapped: bytes, bound: bytes) -> bytes | None:
    """What was wrapped, or None where key, bytes or `bound` are not those of wrapping."""
    try:
        return AESGCM(kek.reveal()).decrypt(wrapped[:NONCE_BYTES], wrapped[NONCE_BYTES:], bound)
    except (InvalidTag, ValueError):
        return None


def seal(key: Secret, box_public: bytes, info: bytes) -> bytes:
    """Seal a key to an X25519 public key (HPKE, RFC 9180): no passphrase of its owner is needed."""
    return _SUITE.encrypt(key.reveal(), X25519PublicKey.from_public_bytes(box_public), info=info)


def unseal(sealed: bytes, box_private: bytes, info: bytes) -> Secret | None:
    """The sealed key, or None where private key, bytes or info are not those of sealing."""
    try:
        return Secret(_SUITE.decrypt(sealed, X25519PrivateKey.from_private_bytes(box_private), info=info))
    except (InvalidTag, ValueError):
        return None


def new_box() -> tuple[bytes, bytes]:
    """A new X25519 pair for sealing, raw: (private, public)."""
    private = X25519PrivateKey.generate()
    return private.private_bytes_raw(), private.public_key().public_bytes_raw()
