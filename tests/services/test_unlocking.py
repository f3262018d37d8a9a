"""From a folder and a passphrase to an open session."""

import os
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from app.disk_problems import STAGING_SUFFIX
from app.domain.words import Role
from app.errors import AppError, Damaged, EnvironmentProblem, NotUnlocked
from app.storage.migrations import newest
from app.vault import disk
from app.vault.folder import VaultFolder
from app.vault.header import serialised
from app.vault.secret import Secret
from tests.helpers.generations import rotate
from tests.helpers.vaults import OPERATOR, PASSPHRASE, make_vault, opened


def _files(vault: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in vault.iterdir() if path.is_file() and path.name != "lock"}


@pytest.mark.parametrize(
    ("operator", "passphrase", "code"),
    [
        (None, "wrong horse battery", "wrong-passphrase"),
        (OPERATOR, "", "wrong-passphrase"),
        ("李审批", PASSPHRASE, "unknown-operator"),
    ],
)
def test_who_may_not_is_refused_and_nothing_changes(
    vault: Path, operator: str | None, passphrase: str, code: str
) -> None:
    before = _files(vault)
    with pytest.raises(NotUnlocked) as caught:
        opened(vault, operator=operator, passphrase=passphrase)
    assert (caught.value.code, caught.value.exit_code) == (code, 4)
    assert _files(vault) == before
    opened(vault).close()


def test_each_operator_has_its_own_passphrase(vault: Path) -> None:
    services = opened(vault)
    services.operators.add("李审批", Role.APPROVER, Secret("another one"))
    services.close()
    services = opened(vault, operator="李审批", passphrase="another one")
    assert services.session.operator.role is Role.APPROVER
    services.close()
    with pytest.raises(NotUnlocked, match="wrong-passphrase"):
        opened(vault, operator="李审批")


def test_a_vault_that_is_open_is_refused_with_who_has_it(vault: Path) -> None:
    services = opened(vault)
    with pytest.raises(NotUnlocked) as caught:
        opened(vault)
    assert caught.value.code == "vault-in-use"
    assert caught.value.params["operator"] == OPERATOR
    assert caught.value.params["since"] == "2026-11-21T02:00:00Z"
    services.close()
    opened(vault).close()


def test_a_wrong_passphrase_gives_the_lock_back(vault: Path) -> None:
    for _ in range(3):
        with pytest.raises(NotUnlocked, match="wrong-passphrase"):
            opened(vault, passphrase="wrong")
    opened(vault).close()


def test_a_missing_database_is_said_and_nothing_is_removed(vault: Path) -> None:
    """Other generations' files stay: they may be all that is left."""
    (vault / "vault-1.db").rename(vault / "vault-7.db")
    with pytest.raises(Damaged) as caught:
        opened(vault)
    assert (caught.value.code, caught.value.params) == ("database-missing", {"file": "vault-1.db"})
    assert (vault / "vault-7.db").exists()


@pytest.mark.parametrize("content", [b"", b"x", b"\x00" * 8192])
def test_a_damaged_database_is_said(vault: Path, content: bytes) -> None:
    (vault / "vault-1.db").write_bytes(content)
    with pytest.raises(Damaged, match="database-damaged"):
        opened(vault)
    assert (vault / "vault-1.db").read_bytes() == content


def test_another_vaults_database_is_damage(tmp_path: Path, vault: Path) -> None:
    other = make_vault(tmp_path, name="other")
    shutil.copy(other / "vault-1.db", vault / "vault-1.db")
    with pytest.raises(Damaged, match="database-damaged"):
        opened(vault)


def test_another_vaults_header_is_damage(tmp_path: Path, vault: Path) -> None:
    other = make_vault(tmp_path, name="other")
    shutil.copy(other / "vault.json", vault / "vault.json")
    with pytest.raises(Damaged, match="database-damaged"):
        opened(vault)


def test_a_newer_vault_is_refused_untouched(vault: Path) -> None:
    services = opened(vault)
    with services.session.write() as uow:
        uow.connection.execute(f"PRAGMA user_version = {newest() + 1}")
        uow.commit()
    services.close()
    before = _files(vault)
    with pytest.raises(Damaged, match="vault-newer"):
        opened(vault)
    assert _files(vault) == before


def test_a_changed_byte_of_the_header_is_found_wherever_it_is(vault: Path) -> None:
    """Never a traceback, never an open vault; and with the byte put back it opens."""
    header = vault / "vault.json"
    data = header.read_bytes()
    for at in range(0, len(data), 3):
        header.write_bytes(data[:at] + bytes([data[at] ^ (1 << at % 8)]) + data[at + 1 :])
        with pytest.raises(Damaged, match="header-"):
            opened(vault)
    for cut in range(0, len(data), 97):
        header.write_bytes(data[:cut])
        with pytest.raises(Damaged, match="header-damaged"):
            opened(vault)
    header.unlink()
    with pytest.raises(Damaged, match="header-missing"):
        opened(vault)
    header.write_bytes(data)
    opened(vault).close()


def test_what_crashes_left_is_cleared_at_opening(vault: Path) -> None:
    left = [vault / f".vault.json.ab{STAGING_SUFFIX}", vault / "vault-2.db", vault / "vault-2.db-wal"]
    for path in left:
        path.write_bytes(b"x")
    opened(vault).close()
    assert not [path for path in left if path.exists()]


def test_a_forged_header_makes_nothing_go(vault: Path) -> None:
    """It names another generation, so that the real database would look like a leftover."""
    header = vault / "vault.json"
    header.write_bytes(header.read_bytes().replace(b'"generation": 1', b'"generation": 2'))
    shutil.copy(vault / "vault-1.db", vault / "vault-2.db")
    with pytest.raises(Damaged):
        opened(vault)
    assert (vault / "vault-1.db").exists()


def test_a_header_written_without_the_database_key_is_named_so(vault: Path) -> None:
    """Its digest is right: only the code made with the key tells."""
    header = VaultFolder(vault).read_header()
    (vault / "vault.json").write_bytes(serialised(replace(header, size=0, root="")))
    with pytest.raises(Damaged, match="header-forged"):
        opened(vault)


def test_a_relative_path_stays_the_same_place(vault: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(vault.parent)
    services = opened(Path(vault.name))
    monkeypatch.chdir("/")
    rotate(services.session)
    assert services.checkup.check().ok
    services.close()
    assert (vault / "vault-2.db").exists()


class TestReplay:
    """An older database file put back under the same key."""

    @pytest.fixture
    def replayed(self, vault: Path) -> Path:
        old = (vault / "vault-1.db").read_bytes()
        services = opened(vault)
        services.settings.set("cooling-off-days", "7")
        services.close()
        (vault / "vault-1.db").write_bytes(old)
        return vault

    def test_it_is_reported_until_somebody_accepts_it(self, replayed: Path) -> None:
        for _ in range(2):
            services = opened(replayed)
            assert [warning.code for warning in services.session.warnings] == ["vault-behind"]
            assert [check.name for check in services.checkup.check().checks if not check.ok] == ["header"]
            services.close()
        services = opened(replayed)
        services.checkup.accept_older_database()
        assert services.checkup.check().ok
        services.close()
        services = opened(replayed)
        assert services.session.warnings == ()
        events = [event.action for event in services.audit.newest().events]
        assert events == ["vault.behind-accepted", "vault.behind", "vault.create"]
        services.close()

    def test_an_opening_that_fails_halfway_does_not_hide_it(
        self, replayed: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def fail(point: str) -> None:
            if point == "settle.remove":
                raise EnvironmentProblem("disk-error", file=point)

        header = (replayed / "vault.json").read_bytes()
        (replayed / "vault-2.db").write_bytes(b"x")
        with monkeypatch.context() as patch:
            patch.setattr(disk, "fault", fail)
            with pytest.raises(EnvironmentProblem):
                opened(replayed)
        assert (replayed / "vault.json").read_bytes() == header
        services = opened(replayed)
        assert [warning.code for warning in services.session.warnings] == ["vault-behind"]
        services.close()

    def test_again_after_the_acceptance_is_reported_again(self, replayed: Path) -> None:
        old = (replayed / "vault-1.db").read_bytes()
        services = opened(replayed)
        services.checkup.accept_older_database()
        services.close()
        (replayed / "vault-1.db").write_bytes(old)
        services = opened(replayed)
        assert not services.checkup.check().ok
        services.close()

    def test_another_history_of_the_same_length_is_reported(self, vault: Path) -> None:
        services = opened(vault)
        services.settings.set("cooling-off-days", "7")
        services.close()
        copy = vault.parent / "copy"
        shutil.copytree(vault, copy)
        for path, days in ((vault, "8"), (copy, "9")):
            services = opened(path)
            services.settings.set("cooling-off-days", days)
            services.close()
        shutil.copy(copy / "vault-1.db", vault / "vault-1.db")
        services = opened(vault)
        assert [warning.code for warning in services.session.warnings] == ["vault-behind"]
        services.close()

    def test_across_generations_it_does_not_even_open(self, vault: Path) -> None:
        old = (vault / "vault-1.db").read_bytes()
        services = opened(vault)
        rotate(services.session)
        services.close()
        (vault / "vault-2.db").write_bytes(old)
        with pytest.raises(Damaged, match="database-damaged"):
            opened(vault)

    def test_an_old_header_finds_no_database(self, vault: Path) -> None:
        old = (vault / "vault.json").read_bytes()
        services = opened(vault)
        rotate(services.session)
        services.close()
        (vault / "vault.json").write_bytes(old)
        with pytest.raises(Damaged, match="database-missing"):
            opened(vault)
        assert (vault / "vault-2.db").exists()


def test_no_error_is_a_bug(vault: Path) -> None:
    """Whatever is put in place of the two files, the answer is an AppError."""
    originals = _files(vault)
    junk = [b"", b"{}", b"\x00" * 100, os.urandom(5000), originals["vault.json"], originals["vault-1.db"][:4096]]
    for name in ("vault.json", "vault-1.db"):
        for content in junk:
            if content == originals[name]:
                continue
            (vault / name).write_bytes(content)
            with pytest.raises(AppError):
                opened(vault)
            (vault / name).write_bytes(originals[name])
    opened(vault).close()
