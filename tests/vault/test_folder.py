"""The vault's folder."""

import os
import sys
from pathlib import Path

import pytest

from app.errors import Damaged, UserError
from app.vault import folder as folders
from app.vault.folder import VaultFolder, clear, risky_place
from app.vault.header import LARGEST


def test_no_folder_is_no_vault(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="vault-not-found"):
        VaultFolder(tmp_path / "none").read_header()
    (tmp_path / "file").write_text("x")
    with pytest.raises(UserError, match="vault-not-found"):
        VaultFolder(tmp_path / "file").read_header()


def test_a_folder_without_header_is_told_from_a_vault_that_lost_it(tmp_path: Path) -> None:
    with pytest.raises(Damaged, match="not-a-vault"):
        VaultFolder(tmp_path).read_header()
    (tmp_path / "vault-3.db").write_bytes(b"x")
    with pytest.raises(Damaged, match="header-missing"):
        VaultFolder(tmp_path).read_header()


def test_a_huge_header_is_not_read(tmp_path: Path) -> None:
    with (tmp_path / "vault.json").open("wb") as file:
        file.truncate(LARGEST + 1)
    with pytest.raises(Damaged, match="header-damaged"):
        VaultFolder(tmp_path).read_header()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such pipes")
def test_a_pipe_in_the_headers_place_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "vault.json")
    with pytest.raises(Damaged, match="header-damaged"):
        VaultFolder(tmp_path).read_header()


def test_databases_are_known_with_all_their_files(tmp_path: Path) -> None:
    for name in ("vault-1.db", "vault-1.db-wal", "vault-12.db-shm", "vault-2.db.bak", "vault-x.db", "vault.json"):
        (tmp_path / name).write_bytes(b"")
    found = {path.name: number for path, number in VaultFolder(tmp_path).database_files().items()}
    assert found == {"vault-1.db": 1, "vault-1.db-wal": 1, "vault-12.db-shm": 12}


def test_staging_goes_and_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "blobs").mkdir()
    (tmp_path / ".half.staging").mkdir()
    left = [tmp_path / ".vault.json.12.staging", tmp_path / "blobs" / ".x.staging", tmp_path / ".half.staging" / "db"]
    kept = [tmp_path / "vault.json", tmp_path / "blobs" / "abcd", tmp_path / "notes.staging"]
    for path in (*left, *kept):
        path.write_bytes(b"x")
    VaultFolder(tmp_path).clear_staging()
    assert sorted(str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*")) == [
        "blobs",
        "blobs/abcd",
        "notes.staging",
        "vault.json",
    ]


def test_clearing_does_not_follow_links(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "precious").write_bytes(b"x")
    staging = tmp_path / ".a.staging"
    staging.mkdir()
    (staging / "link").symlink_to(outside)
    (staging / "file").symlink_to(outside / "precious")
    clear(staging)
    assert (outside / "precious").read_bytes() == b"x"
    assert not staging.exists()


def test_clearing_spares_a_file_that_has_another_name(tmp_path: Path) -> None:
    """A crash between naming the old header twice and replacing it leaves the live header under a staging name."""
    (tmp_path / "vault.json").write_bytes(b"live")
    (tmp_path / ".vault.json.ab.staging").hardlink_to(tmp_path / "vault.json")
    VaultFolder(tmp_path).clear_staging()
    assert [path.name for path in tmp_path.iterdir()] == ["vault.json"]
    assert (tmp_path / "vault.json").read_bytes() == b"live"


@pytest.mark.parametrize(
    "path",
    [
        "/data/OneDrive - 公司/清档/a.qingdang",
        "/data/Library/Mobile Documents/com~apple~CloudDocs/a.qingdang",
        "/data/坚果云/a.qingdang",
        "/data/Dropbox/a.qingdang",
        "/data/BaiduSyncdisk/a.qingdang",
    ],
)
def test_sync_folders_are_known(path: str) -> None:
    assert risky_place(Path(path)) == "cloud-folder"


def test_network_folders_are_known(tmp_path: Path) -> None:
    assert risky_place(Path("//server/share/a.qingdang")) == "network-folder"
    assert risky_place(tmp_path) is None
    mounts = "/dev/sda1 / ext4 rw 0 0\nserver:/x /mnt/share nfs4 rw 0 0\n/dev/sdb1 /mnt/share/local ext4 rw 0 0\nbad\n"
    assert folders._mounted_as(Path("/mnt/share/a/b"), mounts) == "nfs4"
    assert folders._mounted_as(Path("/mnt/share/local/b"), mounts) == "ext4"
    assert folders._mounted_as(Path("/mnt/shared"), mounts) == "ext4"


def test_a_folder_that_can_not_be_written_is_noticed(tmp_path: Path) -> None:
    vault = VaultFolder(tmp_path)
    vault.database(1).write_bytes(b"")
    assert vault.is_writable(1)
    assert not vault.is_writable(2)
    if os.geteuid() != 0:
        vault.database(1).chmod(0o400)
        assert not vault.is_writable(1)
