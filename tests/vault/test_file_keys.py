"""Who can open a sealed file."""

from dataclasses import replace

import pytest

from app.errors import Damaged, NotUnlocked
from app.vault.file_keys import file_slots, open_file_key, read_slots
from app.vault.keys import Kdf, new_key
from app.vault.recovery import new_code, read_code
from app.vault.secret import Secret
from app.vault.slots import RECOVERY, Slot, new_slot

LIGHT = Kdf(64, 1, 1)
VAULT = "v" * 32
CODE = new_code(VAULT)
FILE_KEY = new_key()


def slot(name: str, role: str, passphrase: Secret) -> Slot:
    made, _ = new_slot(name, role, passphrase, kdf=LIGHT, vault_id=VAULT, generation=1, key=new_key())
    return made


SLOTS = (
    slot("王", "handler", Secret("first passphrase")),
    slot("李", "approver", Secret("second passphrase")),
    slot("", RECOVERY, read_code(CODE, VAULT)),
)
CARRIED = read_slots(file_slots(SLOTS, FILE_KEY, VAULT))


@pytest.mark.parametrize(
    ("secret", "operator", "opener"),
    [
        ("first passphrase", None, "王"),
        ("first passphrase", "王", "王"),
        ("second passphrase", "李", "李"),
        (CODE, None, ""),
        (CODE.lower().replace("-", " "), "李", ""),
    ],
    ids=["first", "named", "second", "code", "typed-code"],
)
def test_operators_and_the_recovery_code_open_it(secret: str, operator: str | None, opener: str) -> None:
    key, found = open_file_key(CARRIED, Secret(secret), operator, VAULT)
    assert key == FILE_KEY
    assert found.name == opener


@pytest.mark.parametrize(
    ("secret", "operator", "code"),
    [
        ("second passphrase", None, "wrong-passphrase"),
        (new_code(VAULT), None, "wrong-passphrase"),
        (new_code("w" * 32), None, "wrong-passphrase"),
        ("first passphrase", "赵", "unknown-operator"),
    ],
    ids=["other-operators", "new-code", "other-vaults-code", "unknown"],
)
def test_nobody_else_does(secret: str, operator: str | None, code: str) -> None:
    with pytest.raises(NotUnlocked, match=code):
        open_file_key(CARRIED, Secret(secret), operator, VAULT)


def test_the_vaults_own_slots_are_not_taken_for_the_files() -> None:
    """The database key sealed in them is not a file's key, and the other way round."""
    with pytest.raises(Damaged, match="sealed-header"):
        open_file_key(SLOTS, Secret("first passphrase"), None, VAULT)


def test_a_slot_moved_to_another_name_does_not_open() -> None:
    moved = (replace(CARRIED[0], name="张"), *CARRIED[1:])
    with pytest.raises(NotUnlocked, match="wrong-passphrase"):
        open_file_key(moved, Secret("first passphrase"), "张", VAULT)


@pytest.mark.parametrize("raw", [[{}], [{"name": 1}], [{**file_slots(SLOTS, FILE_KEY, VAULT)[0], "salt": "???"}]])
def test_slots_that_cannot_be_read_are_damage(raw: list[dict[str, object]]) -> None:
    with pytest.raises(Damaged, match="sealed-header"):
        read_slots(raw)
