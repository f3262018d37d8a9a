"""Opening a vault with its recovery code."""

from pathlib import Path

import pytest

from app.bootstrap import create_vault, open_with_recovery, peek
from app.errors import NotUnlocked, UserError
from app.vault.recovery import new_code
from app.vault.secret import Secret
from app.vault.signing import verify
from tests.helpers.generations import rotate
from tests.helpers.vaults import LIGHT, OPERATOR, PASSPHRASE, FixedClock, opened, sample_firm


def _files(vault: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in vault.iterdir() if path.is_file() and path.name != "lock"}


@pytest.fixture
def made(tmp_path: Path) -> tuple[Path, str]:
    path = tmp_path / "a.qingdang"
    created = create_vault(
        path, firm=sample_firm(), operator=OPERATOR, passphrase=Secret(PASSPHRASE), clock=FixedClock(), kdf=LIGHT
    )
    return path, created.recovery_code


def test_it_gives_a_new_passphrase_and_new_keys(made: tuple[Path, str]) -> None:
    path, code = made
    before = opened(path)
    old_key = before.session.signer.public
    before.close()
    services = open_with_recovery(path, code.lower(), Secret("a new one"), clock=FixedClock(), kdf=LIGHT)
    assert services.session.operator.name == OPERATOR
    assert services.session.signer.public != old_key
    assert services.checkup.check().ok
    assert services.audit.newest(1).events[0].action == "operator.recover"
    services.close()
    with pytest.raises(NotUnlocked, match="wrong-passphrase"):
        opened(path)
    services = opened(path, passphrase="a new one")
    assert verify(services.session.signer.public, services.session.signer.sign(b"x"), b"x")
    services.close()


def test_it_still_opens_after_the_keys_were_changed(made: tuple[Path, str]) -> None:
    path, code = made
    services = opened(path)
    rotate(services.session)
    services.close()
    open_with_recovery(path, code, Secret("a new one"), clock=FixedClock(), kdf=LIGHT).close()


def test_wrong_codes_are_told_apart(made: tuple[Path, str]) -> None:
    path, code = made
    slip = ("B" if code[0] == "A" else "A") + code[1:]
    codes = {
        slip: "recovery-code-mistyped",
        new_code("cd" * 16): "recovery-code-of-another-vault",
        new_code(peek(path).vault_id): "wrong-recovery-code",
    }
    before = _files(path)
    for typed, expected in codes.items():
        with pytest.raises(NotUnlocked, match=expected):
            open_with_recovery(path, typed, Secret("a new one"), clock=FixedClock(), kdf=LIGHT)
    assert _files(path) == before
    opened(path).close()


def test_the_new_passphrase_must_be_good_enough(made: tuple[Path, str]) -> None:
    path, code = made
    before = _files(path)
    with pytest.raises(UserError, match="weak-passphrase"):
        open_with_recovery(path, code, Secret("x"), clock=FixedClock(), kdf=LIGHT)
    assert _files(path) == before


def test_a_renewed_code_replaces_the_old(made: tuple[Path, str]) -> None:
    path, old = made
    services = opened(path)
    with pytest.raises(NotUnlocked, match="wrong-passphrase"):
        services.operators.renew_recovery_code(Secret("wrong"))
    code = services.operators.renew_recovery_code(Secret(PASSPHRASE))
    services.close()
    with pytest.raises(NotUnlocked, match="wrong-recovery-code"):
        open_with_recovery(path, old, Secret("a new one"), clock=FixedClock(), kdf=LIGHT)
    open_with_recovery(path, code, Secret("a new one"), clock=FixedClock(), kdf=LIGHT).close()
