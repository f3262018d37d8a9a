"""The whole-vault check: every kind of harm is found by name."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from app.bootstrap import Services
from app.domain.audit import Event, event_hash
from app.domain.reasons import TEMPLATES
from app.domain.words import Role
from app.errors import Cancelled, Damaged
from app.jobs import Progress
from app.storage.connection import Connection
from app.vault.secret import Secret
from tests.helpers.vaults import opened

NAMES = [
    "pages",
    "structure",
    "foreign-keys",
    "values",
    "attachments",
    "audit-chain",
    "audit-checkpoints",
    "signatures",
    "header",
    "operators",
]


@pytest.fixture
def lived(services: Services) -> Services:
    """A vault with some history, a checkpoint in the middle of it, and three operators."""
    for days in "12345":
        services.settings.set("cooling-off-days", days)
    with services.session.write() as uow:
        services.audit.checkpoint(uow)
        uow.commit()
    services.operators.add("李审批", Role.APPROVER, Secret("another one"))
    services.operators.add("赵监销", Role.WITNESS, Secret("another one"))
    return services


def _tamper(services: Services, *statements: str) -> None:
    """Change the database behind the program's back, as somebody with the key could."""
    with services.session.write() as uow:
        uow.connection.execute("PRAGMA defer_foreign_keys = ON")
        for statement in statements:
            uow.connection.execute(statement)
        uow.commit()


def _broken(services: Services) -> list[str]:
    return [check.name for check in services.checkup.check().checks if not check.ok]


def test_a_whole_vault_is_whole(lived: Services) -> None:
    found = lived.checkup.check()
    assert found.ok
    assert [check.name for check in found.checks] == NAMES
    assert all(TEMPLATES[check.detail.code].format(**dict(check.detail.params)) for check in found.checks)


def test_it_can_be_cancelled(lived: Services) -> None:
    progress = Progress()
    progress.cancel.cancel()
    with pytest.raises(Cancelled):
        lived.checkup.check(progress)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit SET operator = '李审批' WHERE seq = 3",
        'UPDATE audit SET detail = \'{"cooling-off-days":"9"}\' WHERE seq = 3',
        "UPDATE audit SET at = '2026-01-01T00:00:00Z' WHERE seq = 3",
        "UPDATE audit SET hash = zeroblob(32) WHERE seq = 3",
        "UPDATE audit SET detail = substr(detail, 2) WHERE seq = 3",
        "DELETE FROM audit WHERE seq = 3",
        "DELETE FROM audit WHERE seq = 1",
    ],
)
def test_an_event_changed_or_removed_is_found(lived: Services, statement: str) -> None:
    _tamper(lived, statement)
    assert "audit-chain" in _broken(lived)


def test_events_changed_in_order_are_found(lived: Services) -> None:
    _tamper(
        lived,
        "UPDATE audit SET seq = 1000 WHERE seq = 3",
        "UPDATE audit SET seq = 3 WHERE seq = 4",
        "UPDATE audit SET seq = 4 WHERE seq = 1000",
    )
    assert "audit-chain" in _broken(lived)


def test_a_cut_tail_is_found_by_checkpoint_and_header(lived: Services, vault: Path) -> None:
    key = lived.session._key.reveal()
    lived.close()
    connection = Connection(vault / "vault-1.db", key)
    connection.execute("DELETE FROM audit WHERE seq > 4")
    connection.close()
    services = opened(vault)
    assert [warning.code for warning in services.session.warnings] == ["vault-behind"]
    assert _broken(services) == ["audit-checkpoints", "header"]
    services.close()


def test_a_history_written_anew_is_found(lived: Services, vault: Path) -> None:
    """Every hash is made right again; the signed checkpoint and the header still know better."""
    key = lived.session._key.reveal()
    lived.close()
    connection = Connection(vault / "vault-1.db", key)
    previous = bytes(32)
    for seq, at, operator, action, subject, detail in connection.rows(
        "SELECT seq, at, operator, action, subject, detail FROM audit ORDER BY seq"
    ):
        said = "{}" if seq == 3 else detail
        digest = event_hash(Event(seq, at, operator, action, subject, json.loads(said)), previous)
        connection.execute(
            "UPDATE audit SET detail = ?, previous = ?, hash = ? WHERE seq = ?", (said, previous, digest, seq)
        )
        previous = digest
    connection.close()
    services = opened(vault)
    assert _broken(services) == ["audit-checkpoints", "header"]
    services.close()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE checkpoint SET note = replace(note, char(10) || '6' || char(10), char(10) || '5' || char(10))",
        "UPDATE checkpoint SET root = zeroblob(32)",
        "UPDATE checkpoint SET size = 5",
        "UPDATE checkpoint SET note = 'x'",
        "UPDATE firm_key SET public = x'00'",
    ],
)
def test_a_checkpoint_that_is_not_what_was_signed_is_found(lived: Services, statement: str) -> None:
    _tamper(lived, statement)
    assert _broken(lived) == ["audit-checkpoints"]


def test_a_checkpoint_removed_alone_is_found(lived: Services, tmp_path: Path) -> None:
    """The log tells of a backup, which carries the checkpoint that was signed for it."""
    lived.backups.write(tmp_path / "a.qdbak")
    assert lived.checkup.check().ok
    _tamper(lived, "DELETE FROM checkpoint WHERE size = (SELECT max(size) FROM checkpoint)")
    assert _broken(lived) == ["audit-checkpoints"]


def test_values_that_cannot_be_read_are_found(lived: Services) -> None:
    _tamper(lived, "UPDATE checkpoint SET at = '2026-02-30T08:00:00Z'", "UPDATE firm SET profile = '[]'")
    found = {check.name: check for check in lived.checkup.check().checks}
    assert found["values"].detail.params == (("columns", "checkpoint.at, firm.profile"),)
    assert not found["audit-checkpoints"].ok


def test_a_dangling_reference_is_found(lived: Services) -> None:
    with lived.session.write() as uow:
        uow.connection.commit()
        uow.connection.execute("PRAGMA foreign_keys = OFF")
        uow.connection.execute("INSERT INTO hold_record VALUES (7, 8)")
        uow.connection.execute("PRAGMA foreign_keys = ON")
    assert _broken(lived) == ["foreign-keys"]


def test_an_order_signed_by_nobody_is_found(lived: Services) -> None:
    _tamper(
        lived,
        "INSERT INTO disposal_order (id, number, state, pack_version, created_at, created_by, records, hash)"
        " VALUES (1, 'XH-2026-001', 'approved', '', '2026-11-21T02:00:00Z', '', 0, x'00')",
        "INSERT INTO signature (order_id, role, operator, signed_at, signed, signature, public_key)"
        " SELECT 1, 'approver', name, '2026-11-21T02:00:00Z', x'01', x'02', sign_public FROM operator LIMIT 1",
    )
    assert _broken(lived) == ["signatures"]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE operator SET sign_public = x'00' WHERE name = '李审批'",
        "UPDATE operator SET role = 'handler' WHERE name = '李审批'",
        "DELETE FROM operator WHERE name = '李审批'",
        "INSERT INTO operator SELECT 9, 'x', 'viewer', x'', x'', added_at FROM operator LIMIT 1",
    ],
)
def test_operators_unlike_their_slots_are_found(lived: Services, statement: str) -> None:
    _tamper(lived, statement)
    assert _broken(lived) == ["operators"]


def _flip(data: bytearray) -> None:
    data[len(data) // 2 // 4096 * 4096 + 1000] ^= 1


def _cut(data: bytearray) -> None:
    del data[-4096:]


def _append(data: bytearray) -> None:
    data.extend(b"\x5a" * 4096)


@pytest.mark.parametrize("harm", [_flip, _cut, _append])
def test_a_harmed_page_is_found(lived: Services, vault: Path, harm: Callable[[bytearray], None]) -> None:
    """Pages that no query reads too: an appended one is seen by the pages' own codes only."""
    lived.close()
    data = bytearray((vault / "vault-1.db").read_bytes())
    harm(data)
    (vault / "vault-1.db").write_bytes(data)
    try:
        services = opened(vault)
    except Damaged:
        return
    assert "pages" in _broken(services)
    services.close()


def test_checking_changes_nothing(lived: Services, vault: Path) -> None:
    lived.close()
    services = opened(vault)
    before = (vault / "vault.json").read_bytes(), services.audit.newest().size
    services.checkup.check()
    assert ((vault / "vault.json").read_bytes(), services.audit.newest().size) == before
    services.close()
