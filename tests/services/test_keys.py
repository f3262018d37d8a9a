"""A change of the vault's keys."""

import threading
from pathlib import Path

import pytest

from app.bootstrap import Services
from app.domain.words import Role
from app.errors import Cancelled, Damaged, Refused
from app.jobs import Progress
from app.storage.connection import Connection
from app.vault import disk
from app.vault.secret import Secret
from tests.helpers.cipher_pages import plain_pages
from tests.helpers.generations import tables
from tests.helpers.planted import planted
from tests.helpers.vaults import OPERATOR, PASSPHRASE, opened


def _rows(services: Services) -> dict[str, list[tuple[object, ...]]]:
    with services.session.read() as uow:
        return {name: uow.connection.rows(f'SELECT * FROM "{name}"') for name in tables(uow.connection)}  # noqa: S608


def test_everything_stays_and_one_event_is_added(services: Services, vault: Path) -> None:
    planted(services.session, 30)
    services.operators.add("李审批", Role.APPROVER, Secret("another one"))
    before = _rows(services)
    assert services.keys.change() == 2
    after = _rows(services)
    assert {name: len(rows) for name, rows in after.items()} == {
        name: len(rows) + (name == "audit") for name, rows in before.items()
    }
    assert {name: rows for name, rows in after.items() if name != "audit"} == {
        name: rows for name, rows in before.items() if name != "audit"
    }
    assert services.audit.newest(1).events[0].action == "keys.change"
    assert services.checkup.check().ok
    services.close()
    for name, passphrase in ((OPERATOR, PASSPHRASE), ("李审批", "another one")):
        opened(vault, operator=name, passphrase=passphrase).close()


def test_records_are_found_as_before(services: Services) -> None:
    planted(services.session, 30)
    services.keys.change()
    with services.session.read() as uow:
        (count,) = uow.connection.one("SELECT count(*) FROM search WHERE search MATCH '\"顾 客\"'") or (0,)
    assert count == 30


def test_the_old_key_opens_nothing_that_is_left(services: Services, vault: Path) -> None:
    """Asked of SQLCipher, and of the pages themselves."""
    planted(services.session, 30)
    old = services.session._key.reveal()
    services.keys.change()
    new = services.session._key.reveal()
    services.close()
    databases = sorted(vault.glob("vault-*"))
    assert [path.name for path in databases] == ["vault-2.db"]
    with pytest.raises(Damaged):
        Connection(databases[0], old)
    mark = "顾客".encode()
    assert mark in plain_pages(databases[0], new)
    assert mark not in plain_pages(databases[0], old)


def test_who_may_not_is_refused(services: Services, vault: Path) -> None:
    services.operators.add("赵监销", Role.WITNESS, Secret("another one"))
    services.close()
    services = opened(vault, operator="赵监销", passphrase="another one")
    with pytest.raises(Refused, match="role-forbids"):
        services.keys.change()
    services.close()


@pytest.mark.parametrize(
    "point", ["rotate.begun", "rotate.created", "rotate.filled", "rotate.checked", "rotate.verified"]
)
def test_a_cancel_before_the_switch_changes_nothing(
    services: Services, vault: Path, monkeypatch: pytest.MonkeyPatch, point: str
) -> None:
    planted(services.session, 30)
    before = _rows(services)
    progress = Progress()
    monkeypatch.setattr(disk, "fault", lambda reached: progress.cancel.cancel() if reached == point else None)
    with pytest.raises(Cancelled):
        services.keys.change(progress)
    assert [path.name for path in sorted(vault.glob("vault-*.db"))] == ["vault-1.db"]
    assert _rows(services) == before
    assert services.session.generation == 1


def test_a_cancel_after_the_switch_comes_too_late(services: Services, monkeypatch: pytest.MonkeyPatch) -> None:
    progress = Progress()
    monkeypatch.setattr(
        disk, "fault", lambda reached: progress.cancel.cancel() if reached == "rotate.switched" else None
    )
    assert services.keys.change(progress) == 2
    assert progress.cancel.is_closed


def test_a_cancel_stops_a_long_copy_at_once(services: Services) -> None:
    """Within a statement too, not only between tables."""
    planted(services.session, 3000)
    progress = Progress()
    timer = threading.Timer(0.01, progress.cancel.cancel)
    timer.start()
    with pytest.raises(Cancelled):
        services.keys.change(progress)
    timer.join()
    assert services.session.generation == 1
    assert services.checkup.check().ok
