"""Key slots."""

from dataclasses import replace

import pytest

from app.vault.keys import new_key
from app.vault.secret import Secret
from app.vault.signing import verify
from app.vault.slots import RECOVERY, Slot, SlotKeys, database_key, new_slot, open_slot, resealed
from tests.helpers.vaults import LIGHT

VAULT = "ab" * 16
KEY = new_key()


@pytest.fixture
def made() -> tuple[Slot, SlotKeys]:
    return new_slot("王建华", "handler", Secret("passphrase"), kdf=LIGHT, vault_id=VAULT, generation=1, key=KEY)


def test_the_passphrase_opens_it_and_no_other(made: tuple[Slot, SlotKeys]) -> None:
    slot, keys = made
    assert open_slot(slot, Secret("passphrase"), vault_id=VAULT) == keys
    assert open_slot(slot, Secret("Passphrase"), vault_id=VAULT) is None
    assert database_key(slot, keys, vault_id=VAULT, generation=1) == KEY


def test_it_serves_its_vault_and_generation_only(made: tuple[Slot, SlotKeys]) -> None:
    slot, keys = made
    assert open_slot(slot, Secret("passphrase"), vault_id="cd" * 16) is None
    assert database_key(slot, keys, vault_id="cd" * 16, generation=1) is None
    assert database_key(slot, keys, vault_id=VAULT, generation=2) is None


@pytest.mark.parametrize(
    "change", [{"name": "李审批"}, {"role": "approver"}, {"sign_public": b"x"}, {"box_public": b"y"}]
)
def test_private_keys_do_not_move_to_another_slot(made: tuple[Slot, SlotKeys], change: dict[str, str | bytes]) -> None:
    changed = replace(made[0], **change)  # type: ignore[arg-type]  # one field a case
    assert open_slot(changed, Secret("passphrase"), vault_id=VAULT) is None


def test_another_passphrase_keeps_the_signing_key_alone(made: tuple[Slot, SlotKeys]) -> None:
    slot, keys = made
    changed, renewed = new_slot(
        slot.name,
        slot.role,
        Secret("another one"),
        kdf=LIGHT,
        vault_id=VAULT,
        generation=1,
        key=KEY,
        signing=keys.sign_private,
    )
    assert open_slot(changed, Secret("another one"), vault_id=VAULT) == renewed
    assert open_slot(changed, Secret("passphrase"), vault_id=VAULT) is None
    assert (changed.sign_public, renewed.sign_private) == (slot.sign_public, keys.sign_private)
    assert changed.salt != slot.salt
    assert database_key(changed, keys, vault_id=VAULT, generation=1) is None


def test_another_database_key_needs_no_passphrase(made: tuple[Slot, SlotKeys]) -> None:
    slot, keys = made
    following = new_key()
    changed = resealed(slot, following, vault_id=VAULT, generation=2)
    assert database_key(changed, keys, vault_id=VAULT, generation=2) == following
    assert database_key(changed, keys, vault_id=VAULT, generation=1) is None


def test_operator_signs_and_recovery_does_not(made: tuple[Slot, SlotKeys]) -> None:
    slot, keys = made
    signer = keys.signer(slot.name)
    assert signer.public == slot.sign_public
    assert verify(slot.sign_public, signer.sign(b"order"), b"order")
    recovery, recovered = new_slot("", RECOVERY, Secret("code"), kdf=LIGHT, vault_id=VAULT, generation=1, key=KEY)
    assert recovery.is_recovery
    assert (recovery.sign_public, recovered.sign_private.reveal()) == (b"", b"")
    assert database_key(recovery, recovered, vault_id=VAULT, generation=1) == KEY
