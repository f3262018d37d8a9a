"""Key slots: who can open the vault, and how. One an operator, one for the recovery code."""

import json
import secrets
from dataclasses import dataclass, replace

from app.vault.keys import SALT_BYTES, Kdf, from_passphrase, new_box, seal, unseal, unwrap, wrap
from app.vault.secret import Secret
from app.vault.signing import Signer, new_signing_key, public_of

RECOVERY = "recovery"
_BOX_BYTES = 32


@dataclass(frozen=True, slots=True)
class Slot:
    """A public half in the clear, private keys under the passphrase, the database key sealed to the public half.

    So the database key can be changed without anybody's passphrase. `role` is an operator's role, or "recovery"
    (then `name` and `sign_public` are empty: a recovery code opens, it signs nothing).
    `box_public` is raw X25519, `sign_public` SPKI DER (P-256).
    """

    name: str
    role: str
    kdf: Kdf
    salt: bytes
    box_public: bytes
    sign_public: bytes
    private: bytes
    key: bytes

    @property
    def is_recovery(self) -> bool:
        return self.role == RECOVERY


@dataclass(frozen=True, slots=True)
class SlotKeys:
    """The private keys out of a slot; `sign_private` (PKCS#8 DER) is empty for the recovery slot."""

    box_private: Secret
    sign_private: Secret

    def signer(self, name: str) -> Signer:
        """Signs in the operator's name."""
        return Signer(name, public_of(self.sign_private.reveal()), self.sign_private)


def new_slot(
    name: str,
    role: str,
    passphrase: Secret,
    *,
    kdf: Kdf,
    vault_id: str,
    generation: int,
    key: Secret,
    signing: Secret | None = None,
) -> tuple[Slot, SlotKeys]:
    """New key pairs under a passphrase, with the database key sealed to them; `signing` is a key that is kept."""
    box_private, box_public = new_box()
    sign_private = b"" if role == RECOVERY else signing.reveal() if signing else new_signing_key()
    bare = Slot(
        name=name,
        role=role,
        kdf=kdf,
        salt=secrets.token_bytes(SALT_BYTES),
        box_public=box_public,
        sign_public=public_of(sign_private) if sign_private else b"",
        private=b"",
        key=seal(key, box_public, _info(vault_id, generation)),
    )
    kek = from_passphrase(passphrase, bare.salt, kdf)
    slot = replace(bare, private=wrap(kek, box_private + sign_private, _bound(bare, vault_id)))
    return slot, SlotKeys(Secret(box_private), Secret(sign_private))


def resealed(slot: Slot, key: Secret, *, vault_id: str, generation: int) -> Slot:
    """The slot with another database key sealed to it; needs no passphrase."""
    return replace(slot, key=seal(key, slot.box_public, _info(vault_id, generation)))


def open_slot(slot: Slot, passphrase: Secret, *, vault_id: str) -> SlotKeys | None:
    """The slot's private keys, or None where the passphrase is not the slot's."""
    kek = from_passphrase(passphrase, slot.salt, slot.kdf)
    plain = unwrap(kek, slot.private, _bound(slot, vault_id))
    if plain is None:
        return None
    return SlotKeys(Secret(plain[:_BOX_BYTES]), Secret(plain[_BOX_BYTES:]))


def database_key(slot: Slot, keys: SlotKeys, *, vault_id: str, generation: int) -> Secret | None:
    """The database key of this generation, or None where the sealed bytes are not for it."""
    return unseal(slot.key, keys.box_private.reveal(), _info(vault_id, generation))


def _info(vault_id: str, generation: int) -> bytes:
    """Binds a sealed key to its vault and generation: a key from elsewhere is not taken for this one."""
    return f"qingdang/database-key/{vault_id}/{generation}".encode()


def _bound(slot: Slot, vault_id: str) -> bytes:
    """Everything of the slot that stands in the clear and says whose it is, so that nobody moves it to another."""
    kdf = [slot.kdf.memory_kib, slot.kdf.passes, slot.kdf.lanes]
    clear = [vault_id, slot.name, slot.role, kdf, slot.salt.hex(), slot.box_public.hex(), slot.sign_public.hex()]
    return json.dumps(clear, ensure_ascii=False, separators=(",", ":")).encode()
