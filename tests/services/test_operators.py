"""The people of a vault."""

from pathlib import Path

import pytest

from app.bootstrap import Services
from app.domain.operators import Operator
from app.domain.words import Role
from app.errors import NotUnlocked, Refused, UserError
from app.vault.folder import VaultFolder
from app.vault.secret import Secret
from app.vault.signing import verify
from app.vault.slots import database_key, open_slot
from tests.helpers.vaults import OPERATOR, PASSPHRASE, opened


def test_an_added_operator_is_listed_logged_and_can_sign(services: Services) -> None:
    assert services.operators.add(" 李审批 ", Role.APPROVER, Secret("another one")) == Operator("李审批", Role.APPROVER)
    assert [one.name for one in services.operators.all()] == [OPERATOR, "李审批"]
    event = services.audit.newest(1).events[0]
    assert (event.action, event.subject, event.detail) == ("operator.add", "李审批", {"role": "approver"})
    signer = services.operators.signer("李审批", Secret("another one"))
    assert verify(signer.public, signer.sign(b"order"), b"order")
    assert services.checkup.check().ok


@pytest.mark.parametrize(
    ("name", "passphrase", "code"),
    [
        (OPERATOR, "another one", "operator-exists"),
        ("", "another one", "bad-operator-name"),
        ("李", "x", "weak-passphrase"),
    ],
)
def test_what_is_wrong_adds_nobody(services: Services, vault: Path, name: str, passphrase: str, code: str) -> None:
    header = (vault / "vault.json").read_bytes()
    with pytest.raises(UserError, match=code):
        services.operators.add(name, Role.VIEWER, Secret(passphrase))
    assert len(services.operators.all()) == 1
    assert (vault / "vault.json").read_bytes() == header


def test_who_is_no_handler_adds_nobody(services: Services, vault: Path) -> None:
    services.operators.add("赵监销", Role.WITNESS, Secret("another one"))
    services.close()
    services = opened(vault, operator="赵监销", passphrase="another one")
    with pytest.raises(Refused, match="role-forbids"):
        services.operators.add("钱", Role.VIEWER, Secret("another one"))
    services.close()


def test_signing_asks_for_the_passphrase_again(services: Services) -> None:
    services.operators.add("李审批", Role.APPROVER, Secret("another one"))
    for name, passphrase in ((OPERATOR, "another one"), ("李审批", PASSPHRASE)):
        with pytest.raises(NotUnlocked, match="wrong-passphrase"):
            services.operators.signer(name, Secret(passphrase))
    with pytest.raises(NotUnlocked, match="unknown-operator"):
        services.operators.signer("钱", Secret(PASSPHRASE))
    assert services.operators.signer(OPERATOR, Secret(PASSPHRASE)).public == services.session.signer.public


def test_another_passphrase_opens_and_signs_as_before(services: Services, vault: Path) -> None:
    public = services.session.signer.public
    with pytest.raises(NotUnlocked, match="wrong-passphrase"):
        services.operators.change_passphrase(Secret("wrong one"), Secret("a new one"))
    services.operators.change_passphrase(Secret(PASSPHRASE), Secret("a new one"))
    services.close()
    with pytest.raises(NotUnlocked, match="wrong-passphrase"):
        opened(vault)
    services = opened(vault, passphrase="a new one")
    assert services.session.signer.public == public
    assert services.audit.newest(1).events[0].action == "operator.passphrase"
    assert services.checkup.check().ok
    services.close()


def test_an_old_header_and_passphrase_open_nothing_after_a_change_of_keys(services: Services, vault: Path) -> None:
    old = VaultFolder(vault).read_header()
    services.operators.change_passphrase(Secret(PASSPHRASE), Secret("a new one"))
    services.keys.change()
    keys = open_slot(old.slot(None), Secret(PASSPHRASE), vault_id=old.vault_id)
    assert keys is not None
    new = VaultFolder(vault).read_header()
    assert database_key(new.slot(None), keys, vault_id=new.vault_id, generation=new.generation) is None
