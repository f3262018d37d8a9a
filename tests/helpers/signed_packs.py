"""Signed rule packs for tests: the shipped pack with a change, signed with a key of the test's own."""

from hashlib import sha256
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

from app.formats.pack_files import PackFile, detached, pack_payload
from app.vault.jws import sign_jws
from tests.helpers.rules import pack_texts

OLD_HEAD = 'version = "cn-2026.11"\nchecked_on = 2026-11-21'
NEWER = {"pack.toml": (OLD_HEAD, 'version = "cn-2027.02"\nchecked_on = 2027-02-01')}


class Publisher:
    """A publisher with a key of its own."""

    def __init__(self) -> None:
        self._key = ec.generate_private_key(ec.SECP256R1())

    @property
    def public(self) -> bytes:
        """SPKI DER."""
        return self._key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)

    def signed(self, path: Path, changes: dict[str, tuple[str, str]]) -> Path:
        """The shipped pack with a text of each named file replaced, signed."""
        texts = pack_texts()
        for name, (before, after) in changes.items():
            assert before in texts[name]
            texts[name] = texts[name].replace(before, after, 1)
        payload = pack_payload(texts)
        private = self._key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
        token = sign_jws(payload.encode(), private, sha256(self.public).hexdigest())
        path.write_bytes(PackFile(payload, detached(token)).content())
        return path
