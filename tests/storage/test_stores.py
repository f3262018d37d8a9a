"""The small stores: firm, operators, settings, documents, copies, audit."""

import hashlib
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from app.domain.audit import START, event_hash, merkle_root
from app.domain.evidence import Checkpoint
from app.domain.firm import Profile
from app.domain.operators import Operator
from app.domain.words import Role
from app.storage.connection import Conflict
from app.storage.copies import EXISTS, OutsideCopy
from app.storage.documents import StoredDocument
from app.storage.firm import FirmKey
from app.storage.operators import KnownOperator
from app.storage.unit_of_work import UnitOfWork
from tests.helpers.databases import new_database
from tests.helpers.vaults import sample_firm

NOW = datetime(2026, 11, 21, 2, 0, tzinfo=UTC)


@pytest.fixture
def uow(tmp_path: Path) -> Iterator[UnitOfWork]:
    connection = new_database(tmp_path / "a.db")
    connection.begin()
    yield UnitOfWork(connection, writes=True)
    connection.rollback()
    connection.close()


def test_firm_comes_back_with_its_profile(uow: UnitOfWork) -> None:
    key = FirmKey(b"private", b"public", b"certificate")
    firm = sample_firm(profile=Profile(service_ended_on=date(2026, 6, 30), has_cctv=True))
    uow.firm.create(firm, key, NOW)
    assert (uow.firm.get(), uow.firm.key()) == (firm, key)
    uow.firm.set_profile(Profile())
    assert uow.firm.get().profile == Profile()
    assert "private" not in repr(key)


def test_operators_keep_their_order_and_names_are_theirs_alone(uow: UnitOfWork) -> None:
    first = KnownOperator(Operator("王建华", Role.HANDLER), b"s1", b"b1")
    second = KnownOperator(Operator("阿", Role.WITNESS), b"s2", b"b2")
    uow.operators.add(first, NOW)
    uow.operators.add(second, NOW)
    with pytest.raises(Conflict):
        uow.operators.add(first, NOW)
    assert uow.operators.known() == (first, second)
    uow.operators.replace_keys(KnownOperator(first.operator, b"s3", b"b3"))
    assert uow.operators.known()[0].sign_public == b"s3"
    assert uow.operators.all() == (first.operator, second.operator)


def test_settings_are_put_over_and_removed(uow: UnitOfWork) -> None:
    uow.settings.put("a", "1")
    uow.settings.put("a", "2")
    uow.settings.put("b", "3")
    assert uow.settings.all() == {"a": "2", "b": "3"}
    uow.settings.remove("a")
    assert (uow.settings.get("a"), uow.settings.get("b")) == (None, "3")


def _document(number: str, document_id: str) -> StoredDocument:
    return StoredDocument(
        document_id, number, "destruction", NOW, f"销毁证书-{number}.pdf", "00" * 32, "zh", "application/pdf"
    )


def test_documents_are_found_by_id_and_number(uow: UnitOfWork) -> None:
    document = _document("XHZ-2026-001", "ab" * 16)
    uow.documents.add(document, b"%PDF")
    assert uow.documents.all() == (document,)
    assert uow.documents.find("XHZ-2026-001") == uow.documents.find("AB" * 16) == document
    assert uow.documents.content(document.id) == b"%PDF"
    assert uow.documents.find("XHZ-2026-002") is None
    with pytest.raises(KeyError):
        uow.documents.content("cd" * 16)
    with pytest.raises(Conflict):
        uow.documents.add(_document("XHZ-2026-001", "cd" * 16), b"")


def test_numbers_go_on_within_kind_and_year(uow: UnitOfWork) -> None:
    assert uow.documents.next_number("XHZ", 2026) == "XHZ-2026-001"
    for at, number in enumerate(("XHZ-2026-001", "XHZ-2026-999", "XHZ-2025-004", "GDZ-2026-007")):
        uow.documents.add(_document(number, f"{at:032x}"), b"")
    assert uow.documents.next_number("XHZ", 2026) == "XHZ-2026-1000"
    uow.documents.add(_document("XHZ-2026-1000", "ab" * 16), b"")
    assert uow.documents.next_number("XHZ", 2026) == "XHZ-2026-1001"
    assert uow.documents.next_number("JA", 2026) == "JA-2026-001"


def _copy(kind: str, last_record: int | None = None) -> OutsideCopy:
    return OutsideCopy(0, kind, "a.qdbak", NOW, "王建华", "00" * 32, 3, False, date(2027, 1, 1), EXISTS, last_record)


def test_copies_say_how_many_of_an_orders_records_they_hold(uow: UnitOfWork) -> None:
    _add_records(uow, 4)
    listed = uow.copies.add(_copy("package"), [_uid(1), _uid(4)])
    backup = uow.copies.add(_copy("backup", last_record=2))
    uow.copies.add(_copy("package"), [_uid(4)])
    uow.copies.add(_copy("backup", last_record=0))
    assert [(copy.id, held) for copy, held in uow.copies.holding(1)] == [(listed, 1), (backup, 2)]
    assert len(uow.copies.all()) == 4


def test_a_copys_fate_is_kept(uow: UnitOfWork) -> None:
    number = uow.copies.add(_copy("backup", last_record=2))
    uow.copies.set_status(number, "removed")
    (copy,) = uow.copies.all()
    assert (copy.status, copy.expires_on, copy.made_at, copy.last_record) == ("removed", date(2027, 1, 1), NOW, 2)


def _uid(number: int) -> bytes:
    return number.to_bytes(16, "big")


def _add_records(uow: UnitOfWork, count: int) -> None:
    """Records 1 to `count`, of which all but the last are in order 1."""
    execute = uow.connection.execute
    execute(
        "INSERT INTO batch (id, uid, file_sha256, file_bytes, imported_at, operator) VALUES (1, x'00', '', 0, '', '')"
    )
    execute(
        "INSERT INTO sheet (id, batch_id, kind, columns, rows_read, records_added, duplicates, rejected_rows)"
        " VALUES (1, 1, 'basic', '[]', 0, 0, 0, 0)"
    )
    execute(
        "INSERT INTO disposal_order (id, number, state, pack_version, created_at, created_by, records, hash)"
        " VALUES (1, 'XH-2026-001', 'draft', '', '', '', 0, x'00')"
    )
    for number in range(1, count + 1):
        execute(
            "INSERT INTO record (id, uid, salt, digest, sheet_id, row_number, content, created_at)"
            " VALUES (?, ?, x'00', ?, 1, 1, '[]', '')",
            (number, _uid(number), _uid(number)),
        )
        if number < count:
            execute(
                "INSERT INTO order_record (order_id, uid, kind, sensitivity, basis, commitment)"
                " VALUES (1, ?, 'basic', 'general', '[]', x'00')",
                (_uid(number),),
            )


def test_events_are_chained_from_the_first(uow: UnitOfWork) -> None:
    uow.audit.append("vault.create", "ab", {}, "王建华", NOW)
    uow.audit.append("import.file", hashlib.sha256(b"").hexdigest(), {"rows": 3, "kinds": ["基本"]}, "王建华", NOW)
    first, second = uow.audit.chain()
    assert (first.previous, second.previous) == (START, first.hash)
    assert second.hash == event_hash(second.event, first.hash)
    assert uow.audit.hashes() == [first.hash, second.hash]
    assert uow.audit.hashes(after=1) == [second.hash]
    assert uow.audit.newest(1) == (second.event,)
    assert uow.audit.find("vault.create") == (first.event,)
    assert uow.audit.size() == 2


def test_one_checkpoint_a_size_is_kept(uow: UnitOfWork) -> None:
    checkpoint = Checkpoint(1, merkle_root([START]).hex(), NOW)
    uow.audit.add_checkpoint(checkpoint, "note")
    uow.audit.add_checkpoint(checkpoint, "another note")
    assert uow.audit.checkpoints() == ((checkpoint, "note"),)
    assert (uow.audit.note(1), uow.audit.note(2)) == ("note", None)
