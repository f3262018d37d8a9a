"""A new vault."""

from datetime import date
from pathlib import Path

import pytest

from app.bootstrap import create_vault, peek
from app.domain.firm import Profile
from app.domain.words import Closure, Role
from app.errors import UserError
from app.vault.folder import VaultFolder
from app.vault.keys import STRONG, Kdf
from app.vault.secret import Secret
from tests.helpers.vaults import LIGHT, OPERATOR, PASSPHRASE, FixedClock, make_vault, opened, sample_firm


def test_it_has_what_it_was_made_with(vault: Path) -> None:
    services = opened(vault)
    firm = services.session.firm
    assert (firm.name, firm.closure) == (sample_firm().name, Closure.DEREGISTRATION)
    assert [(one.name, one.role) for one in services.operators.all()] == [(OPERATOR, Role.HANDLER)]
    assert [event.action for event in services.audit.newest().events] == ["vault.create"]
    services.close()


def test_the_folder_holds_what_the_design_says_and_is_the_owners(vault: Path) -> None:
    assert sorted(path.name for path in vault.iterdir()) == ["blobs", "vault-1.db", "vault.json"]
    assert vault.stat().st_mode & 0o077 == 0
    assert (vault / "vault.json").stat().st_mode & 0o077 == 0
    assert list(vault.parent.iterdir()) == [vault]


def test_passphrases_cost_what_the_design_says(tmp_path: Path) -> None:
    """The default, with the real derivation: half a second for each slot."""
    path = tmp_path / "a.qingdang"
    create_vault(path, firm=sample_firm(), operator=OPERATOR, passphrase=Secret(PASSPHRASE), clock=FixedClock())
    header = VaultFolder(path).read_header()
    assert [slot.kdf for slot in header.slots] == [STRONG, STRONG] == [Kdf(256 * 1024, 3, 4)] * 2
    opened(path).close()


@pytest.mark.parametrize(
    ("closure", "ended"),
    [
        (Closure.DEREGISTRATION, date(2026, 11, 21)),
        (Closure.GROUP_SUBSIDIARY, date(2026, 11, 21)),
        (Closure.TRANSFER, None),
        (Closure.ADDRESS_CANCELLATION, None),
        (Closure.MERGER, None),
    ],
)
def test_service_ends_where_the_firm_ends(tmp_path: Path, closure: Closure, ended: date | None) -> None:
    services = opened(make_vault(tmp_path, firm=sample_firm(closure)))
    assert services.session.firm.profile.service_ended_on == ended
    services.close()


def test_a_day_that_was_said_stays(tmp_path: Path) -> None:
    said = Profile(service_ended_on=date(2025, 3, 1), is_platform=True)
    services = opened(make_vault(tmp_path, firm=sample_firm(profile=said)))
    assert services.session.firm.profile == said
    services.close()


def test_nothing_is_written_over(vault: Path) -> None:
    before = {path.name: path.read_bytes() for path in vault.iterdir() if path.is_file()}
    with pytest.raises(UserError, match="target-exists"):
        make_vault(vault.parent)
    assert {path.name: path.read_bytes() for path in vault.iterdir() if path.is_file()} == before
    file = vault.parent / "file"
    file.write_text("mine")
    with pytest.raises(UserError, match="target-exists"):
        make_vault(vault.parent, name="file")
    assert file.read_text() == "mine"


def test_an_empty_folder_may_become_the_vault(tmp_path: Path) -> None:
    (tmp_path / "a.qingdang").mkdir()
    opened(make_vault(tmp_path, name="a.qingdang")).close()


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"operator": " "}, "bad-operator-name"),
        ({"passphrase": "12345"}, "weak-passphrase"),
        ({"passphrase": ""}, "weak-passphrase"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_made(tmp_path: Path, change: dict[str, str], code: str) -> None:
    with pytest.raises(UserError, match=code):
        make_vault(tmp_path, **change)  # type: ignore[arg-type]  # one argument a case
    assert list(tmp_path.iterdir()) == []


def test_two_vaults_share_nothing(tmp_path: Path) -> None:
    one, other = (peek(make_vault(tmp_path, name=name)) for name in ("a", "b"))
    assert one.vault_id != other.vault_id
    assert one.operators == other.operators == ((OPERATOR, "handler"),)
    assert (one.generation, one.created_at) == (1, "2026-11-21T02:00:00Z")


def test_two_codes_are_two_codes(tmp_path: Path) -> None:
    made = [
        create_vault(
            tmp_path / name,
            firm=sample_firm(),
            operator=OPERATOR,
            passphrase=Secret(PASSPHRASE),
            clock=FixedClock(),
            kdf=LIGHT,
        )
        for name in ("a", "b")
    ]
    assert made[0].recovery_code != made[1].recovery_code
