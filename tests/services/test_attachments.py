"""Scans and paper files."""

import secrets
from pathlib import Path

import pytest

from app.bootstrap import Services
from app.domain.words import Role
from app.errors import Refused, UserError
from app.vault.secret import Secret
from tests.helpers.planted import planted
from tests.helpers.vaults import opened

PNG = b"\x89PNG\r\n\x1a\n" + bytes(50)


def scan(folder: Path, name: str = "合同扫描.png", content: bytes = PNG) -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def test_a_scan_goes_to_its_record_and_comes_back(services: Services, tmp_path: Path) -> None:
    uid = planted(services.session).records[2]
    (added,) = services.attachments.add([scan(tmp_path)], record=uid)
    assert (added.record, added.customer, added.pages, added.text_found) == (uid, None, 1, False)
    assert services.attachments.all() == (added,)
    out = tmp_path / "out.png"
    assert services.attachments.export(added.id, out) == added
    assert out.read_bytes() == PNG


def test_a_scan_of_a_customer(services: Services, tmp_path: Path) -> None:
    customer = planted(services.session).customers[0]
    (added,) = services.attachments.add([scan(tmp_path)], customer=customer)
    assert (added.customer, added.record) == (customer, None)


def test_nothing_of_it_lies_readable_in_the_vault(services: Services, tmp_path: Path) -> None:
    marker = secrets.token_bytes(40)
    services.attachments.add([scan(tmp_path, content=b"%PDF-1.7 " + marker)])
    vault = services.session.folder.path
    assert all(marker not in path.read_bytes() for path in vault.rglob("*") if path.is_file())


def test_the_same_scan_is_kept_once(services: Services, tmp_path: Path) -> None:
    uid = planted(services.session).records[0]
    first = services.attachments.add([scan(tmp_path)], record=uid)
    assert services.attachments.add([scan(tmp_path, "again.png")], record=uid) == first
    assert len(list(services.session.folder.blobs.iterdir())) == 1


def test_the_same_scan_for_another_record_is_another_attachment(services: Services, tmp_path: Path) -> None:
    """Each goes with its own record, so each has its own blob and key."""
    found = planted(services.session)
    services.attachments.add([scan(tmp_path)], record=found.records[0])
    services.attachments.add([scan(tmp_path)], record=found.records[1])
    assert len(services.attachments.all()) == 2
    assert len(list(services.session.folder.blobs.iterdir())) == 2


def test_a_scan_of_nobody_is_assigned_later(services: Services, tmp_path: Path) -> None:
    (loose,) = services.attachments.add([scan(tmp_path)])
    uid = planted(services.session).records[0]
    (assigned,) = services.attachments.add([scan(tmp_path)], record=uid)
    assert (assigned.id, assigned.record) == (loose.id, uid)


def test_a_paper_file_has_a_place_and_no_blob(services: Services, tmp_path: Path) -> None:
    uid = planted(services.session).records[0]
    (paper,) = services.attachments.add([], record=uid, paper_location="三楼档案室 2 柜")
    assert (paper.paper_location, paper.sha256, paper.size) == (
        "三楼档案室 2 柜",
        "",
        0,
    )
    with pytest.raises(UserError, match="attachment-is-paper"):
        services.attachments.export(paper.id, tmp_path / "out")


def test_exporting_is_logged_as_a_disclosure(services: Services, tmp_path: Path) -> None:
    uid = planted(services.session).records[0]
    (added,) = services.attachments.add([scan(tmp_path)], record=uid)
    services.attachments.export(added.id, tmp_path / "out.png")
    event = services.audit.newest(1).events[0]
    assert (event.action, event.subject) == ("attachment.export", added.id)
    assert "out.png" not in str(event)
    with services.session.read() as uow:
        (copy,) = uow.copies.all()
    assert (copy.kind, copy.file, copy.records) == ("attachment", "out.png", 1)


@pytest.mark.parametrize(
    ("owner", "code"),
    [
        ({"record": "0" * 32}, "record-not-found"),
        ({"record": "x"}, "record-not-found"),
        ({"customer": "0" * 32}, "customer-not-found"),
        ({"customer": "0" * 32, "record": "0" * 32}, "one-owner-only"),
    ],
)
def test_an_unknown_owner_is_refused_before_anything_is_stored(
    services: Services, tmp_path: Path, owner: dict[str, str], code: str
) -> None:
    with pytest.raises(UserError, match=code):
        services.attachments.add([scan(tmp_path)], **owner)  # type: ignore[arg-type]
    assert not any(services.session.folder.blobs.iterdir())


def test_nothing_is_overwritten_on_export(services: Services, tmp_path: Path) -> None:
    (added,) = services.attachments.add([scan(tmp_path)])
    with pytest.raises(UserError, match="target-exists"):
        services.attachments.export(added.id, scan(tmp_path))
    with pytest.raises(UserError, match="folder-not-found"):
        services.attachments.export(added.id, tmp_path / "no" / "out")
    with pytest.raises(UserError, match="attachment-not-found"):
        services.attachments.export("f" * 32, tmp_path / "out")


def test_a_missing_file_is_said_so(services: Services, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="file-not-found"):
        services.attachments.add([tmp_path / "no.png"])


def test_a_changed_blob_is_found_by_the_check(services: Services, tmp_path: Path) -> None:
    services.attachments.add([scan(tmp_path)])
    assert services.checkup.check().ok
    (blob,) = services.session.folder.blobs.iterdir()
    data = bytearray(blob.read_bytes())
    data[-1] ^= 1
    blob.write_bytes(data)
    assert [check.name for check in services.checkup.check().checks if not check.ok] == ["attachments"]
    blob.unlink()
    assert [check.name for check in services.checkup.check().checks if not check.ok] == ["attachments"]


def test_a_viewer_may_neither_attach_nor_export(services: Services, tmp_path: Path) -> None:
    services.operators.add("查阅人", Role.VIEWER, Secret("another passphrase"))
    path = services.session.folder.path
    services.close()
    viewing = opened(path, operator="查阅人", passphrase="another passphrase")
    try:
        with pytest.raises(Refused, match="role-forbids"):
            viewing.attachments.add([scan(tmp_path)])
        assert viewing.attachments.all() == ()
    finally:
        viewing.close()


def test_a_blob_without_a_row_is_cleared_at_the_next_opening(services: Services, tmp_path: Path) -> None:
    services.attachments.add([scan(tmp_path)])
    folder = services.session.folder
    (folder.blobs / ("ab" * 16)).write_bytes(b"left by a crash")
    services.close()
    again = opened(folder.path)
    assert len(list(folder.blobs.iterdir())) == 1
    assert len(again.attachments.all()) == 1
    again.close()
