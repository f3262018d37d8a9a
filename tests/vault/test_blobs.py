"""The store of attachments."""

import hashlib
import io
import secrets
import sys
from pathlib import Path

import pytest

from app.disk_problems import STAGING_SUFFIX
from app.errors import Damaged, EnvironmentProblem
from app.vault.blobs import BlobStore
from app.vault.chunks import CHUNK

PLAIN = secrets.token_bytes(2 * CHUNK + 99)


@pytest.fixture
def store(tmp_path: Path) -> BlobStore:
    return BlobStore(tmp_path / "blobs")


@pytest.mark.parametrize("plain", [b"", b"x", PLAIN])
def test_what_was_added_is_read_back(store: BlobStore, plain: bytes) -> None:
    counted: list[int] = []
    blob = store.add(io.BytesIO(plain), counted.append)
    assert b"".join(store.open(blob.id, blob.key)) == plain
    assert (blob.bytes, blob.sha256) == (len(plain), hashlib.sha256(plain).hexdigest())
    assert sum(counted) == len(plain)
    assert store.ids() == {blob.id}


def test_the_file_shows_nothing_of_its_content(store: BlobStore) -> None:
    blob = store.add(io.BytesIO("客户合同扫描件".encode() * 1000))
    assert "客户合同".encode() not in store.path(blob.id).read_bytes()


def test_a_blob_moved_to_another_name_does_not_open(store: BlobStore) -> None:
    one, other = store.add(io.BytesIO(b"one")), store.add(io.BytesIO(b"other"))
    store.path(one.id).replace(store.path(other.id))
    with pytest.raises(Damaged):
        b"".join(store.open(other.id, one.key))


def test_every_flipped_byte_is_found(store: BlobStore) -> None:
    blob = store.add(io.BytesIO(b"short"))
    whole = store.path(blob.id).read_bytes()
    for position in range(len(whole)):
        data = bytearray(whole)
        data[position] ^= 0x10
        store.path(blob.id).write_bytes(data)
        with pytest.raises(Damaged):
            b"".join(store.open(blob.id, blob.key))


def test_a_missing_blob_is_said_so(store: BlobStore) -> None:
    with pytest.raises(Damaged, match="blob-missing"):
        next(store.open(bytes(16), bytes(32)))


def test_shredded_blobs_are_gone(store: BlobStore) -> None:
    blob = store.add(io.BytesIO(PLAIN))
    store.shred(blob.id)
    store.shred(blob.id)
    assert store.ids() == set()
    assert list(store.path(blob.id).parent.iterdir()) == []


def test_a_sealed_copy_is_the_same_blob(store: BlobStore, tmp_path: Path) -> None:
    blob = store.add(io.BytesIO(PLAIN))
    other = BlobStore(tmp_path / "other")
    other.put_sealed(blob.id, store.sealed(blob.id))
    assert b"".join(other.open(blob.id, blob.key)) == PLAIN


def test_a_read_that_fails_leaves_nothing(store: BlobStore) -> None:
    class Broken(io.BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            raise OSError("gone")

    with pytest.raises(EnvironmentProblem, match="disk-error"):
        store.add(Broken())
    assert list(store.path(bytes(16)).parent.iterdir()) == []


def test_orphans_of_a_crash_are_cleared(store: BlobStore, monkeypatch: pytest.MonkeyPatch) -> None:
    """A blob whose row was never committed, and one that was never finished."""
    kept, orphan = store.add(io.BytesIO(b"kept")), store.add(io.BytesIO(b"orphan"))
    (store.path(kept.id).parent / f".x.1{STAGING_SUFFIX}").write_bytes(b"half")
    assert store.clear_orphans({kept.id}) == 2
    assert store.ids() == {kept.id}
    assert orphan.id not in store.ids()


@pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege there")
def test_files_that_are_no_blobs_are_let_be(tmp_path: Path) -> None:
    """A folder of photographs by day, or one that a link in a vault handed over leads to."""
    photos = tmp_path / "photos"
    photos.mkdir()
    for name in ("20201122", "ab" * 16):
        (photos / name).write_text("mine")
    (tmp_path / "blobs").symlink_to(photos)
    assert BlobStore(tmp_path / "blobs").clear_orphans(()) == 0
    assert BlobStore(photos).clear_orphans(()) == 1
    assert (photos / "20201122").read_text() == "mine"
