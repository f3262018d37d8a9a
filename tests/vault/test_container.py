"""The sealed file's form, part by part."""

import hashlib
import io
import secrets
import tracemalloc
from pathlib import Path
from typing import Any

import pytest

from app.errors import Damaged
from app.vault.chunks import CHUNK
from app.vault.container import END, MAGIC, Label, Written, write_sealed
from app.vault.jws import sign_jws
from app.vault.sealed_file import SealedFile
from app.vault.signing import fingerprint, new_signing_key, public_of

FIRM = new_signing_key()
KEY = secrets.token_bytes(32)
PLAIN = secrets.token_bytes(CHUNK + 1000)


def sign(data: bytes) -> str:
    return sign_jws(data, FIRM, fingerprint(public_of(FIRM)))


def written(path: Path, plain: bytes = PLAIN, ledger: bytes = b"ledger") -> Written:
    def fill(target: io.RawIOBase) -> dict[str, Any]:
        target.write(plain)
        return {"manifest": hashlib.sha256(plain).hexdigest()}

    label = Label("backup", "v1", "2026-11-21T00:00:00Z", "0.1.0", {"records": 7}, [{"name": "王"}], ledger)
    with path.open("xb") as file:
        return write_sealed(file, label, KEY, fill, sign)


def test_all_parts_come_back(tmp_path: Path) -> None:
    path = tmp_path / "a.qdbak"
    done = written(path)
    with SealedFile(path) as sealed:
        assert (sealed.header.kind, sealed.header.counts, sealed.header.slots) == (
            "backup",
            {"records": 7},
            [{"name": "王"}],
        )
        assert sealed.ledger == b"ledger"
        assert sealed.statement.content == {"manifest": hashlib.sha256(PLAIN).hexdigest()}
        assert sealed.opened.ok
        assert sealed.is_ledger_whole
        assert sealed.is_payload_whole()
        assert sealed.payload(KEY).read() == PLAIN
        assert (sealed.size, sealed.sha256()) == (done.bytes, done.sha256)
    assert hashlib.sha256(path.read_bytes()).hexdigest() == done.sha256


def test_the_payload_can_be_read_from_anywhere(tmp_path: Path) -> None:
    written(tmp_path / "a")
    with SealedFile(tmp_path / "a") as sealed:
        payload = sealed.payload(KEY)
        payload.seek(-1500, io.SEEK_END)
        assert payload.read(1000) == PLAIN[-1500:-500]


def test_the_wrong_key_reads_nothing(tmp_path: Path) -> None:
    written(tmp_path / "a")
    with SealedFile(tmp_path / "a") as sealed, pytest.raises(Damaged, match="sealed-damaged"):
        sealed.payload(secrets.token_bytes(32)).read(1)


def test_a_ledger_put_in_by_somebody_else_does_not_decrypt(tmp_path: Path) -> None:
    """The payload is bound to what stands before it, so a re-signed file with another ledger opens for nobody."""
    path = tmp_path / "a"
    written(path, ledger=b"ledgerA")
    path.write_bytes(path.read_bytes().replace(b"ledgerA", b"ledgerB"))
    with SealedFile(path) as sealed:
        assert not sealed.is_ledger_whole
        with pytest.raises(Damaged, match="sealed-damaged"):
            sealed.payload(KEY).read(1)


@pytest.mark.parametrize("data", [b"", b"QDSEAL1", b"QDSEAL1\n", b"PK\x03\x04" + bytes(500), bytes(100)])
def test_a_foreign_file_is_refused(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a").write_bytes(data)
    with pytest.raises(Damaged, match="sealed-"):
        SealedFile(tmp_path / "a")


@pytest.mark.parametrize("change", [b"x", b"\nQDSEAL1"])
def test_appended_bytes_are_found(tmp_path: Path, change: bytes) -> None:
    path = tmp_path / "a"
    written(path)
    path.write_bytes(path.read_bytes() + change)
    with pytest.raises(Damaged, match="sealed-"):
        SealedFile(path)


def test_a_forged_length_fills_no_memory(tmp_path: Path) -> None:
    length = 64 << 20
    with (tmp_path / "a.qda").open("wb") as file:
        file.write(MAGIC)
        file.seek(length, io.SEEK_CUR)
        file.write(length.to_bytes(4, "big") + END)
    tracemalloc.start()
    try:
        with pytest.raises(Damaged, match="sealed-statement"):
            SealedFile(tmp_path / "a.qda")
        assert tracemalloc.get_traced_memory()[1] < 1 << 20
    finally:
        tracemalloc.stop()
