"""The note of a vault's end: it moves one certificate and lets only a vault's own files go."""

import json
from pathlib import Path
from typing import Any

import pytest

from app.errors import Damaged
from app.vault import ending
from app.vault.folder import VaultFolder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """What an end leaves that was begun and killed, with one attachment."""
    made = tmp_path / "firm.qingdang"
    (made / "blobs").mkdir(parents=True)
    for name in (".vault.json.ended.staging", "vault-2.db", "vault-2.db-wal", "lock", "blobs/" + "0a" * 16):
        (made / name).write_bytes(b"x")
    return made


def note(folder: Path, content: Any) -> None:
    (folder / ending.NOTE).write_text(json.dumps(content), encoding="utf-8")


def staged(folder: Path) -> tuple[Path, Path]:
    """A certificate that waits, and its place."""
    target = folder.parent / "ZKZ-2026-001.pdf"
    staging = folder.parent / ".ZKZ-2026-001.pdf.0a1b2c3d.staging"
    staging.write_bytes(b"certificate")
    note(folder, {"staging": str(staging), "target": str(target)})
    return staging, target


def test_the_certificate_appears_and_the_folder_is_gone(folder: Path) -> None:
    staging, target = staged(folder)
    assert ending.finish(folder) == target
    assert target.read_bytes() == b"certificate"
    assert not staging.exists()
    assert not folder.exists()


def test_a_note_that_moves_something_else_is_none(folder: Path, tmp_path: Path) -> None:
    """Anybody can hand over a folder with a note in it."""
    private, other = tmp_path / "工资.xlsx", tmp_path / "other.pdf"
    private.write_bytes(b"private")
    other.write_bytes(b"other")
    for staging, target in (
        (private, other),
        (private, tmp_path / "new.pdf"),
        (tmp_path / "a/.o.pdf.0a1b2c3d.staging", other),
    ):
        note(folder, {"staging": str(staging), "target": str(target)})
        assert ending.finish(folder) is None
        ending.undo(VaultFolder(folder))
    assert private.read_bytes() == b"private"
    assert other.read_bytes() == b"other"
    assert (folder / "vault-2.db").exists()


@pytest.mark.parametrize("content", [[], {}, {"staging": 1, "target": 2}, "text", None])
def test_a_note_in_other_words_is_none(folder: Path, content: Any) -> None:
    note(folder, content)
    assert ending.finish(folder) is None


def test_somebody_elses_files_stay_and_there_is_no_certificate(folder: Path) -> None:
    staging, target = staged(folder)
    (folder / "blobs" / "照片.jpg").write_bytes(b"theirs")
    with pytest.raises(Damaged, match="vault-end-incomplete"):
        ending.finish(folder)
    assert (folder / "blobs" / "照片.jpg").read_bytes() == b"theirs"
    assert not (folder / "vault-2.db").exists()
    assert staging.exists()
    assert not target.exists()


def test_a_vault_with_its_header_has_not_ended(folder: Path) -> None:
    staged(folder)
    (folder / "vault.json").write_bytes(b"{}")
    assert ending.finish(folder) is None
    assert (folder / "vault-2.db").exists()
