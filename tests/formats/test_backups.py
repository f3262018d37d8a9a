"""A backup's content."""

import io
import secrets
from datetime import UTC, datetime

import pytest

from app.errors import Damaged
from app.formats.backups import BackupReader, BackupWriter, Row
from app.formats.bundles import BundleWriter
from tests.formats.test_bundles import DIGESTS, Stream

NOW = datetime(2026, 11, 21, 8, tzinfo=UTC)
ROWS: list[Row] = [(1, "王小明", b"\x00\xff", None, 1.5), (2**62, "", b"", "𠮷", -1)]
BLOB = secrets.token_bytes(16)


def content(rows: list[Row] | None = None) -> bytes:
    stream = Stream()
    writer = BackupWriter(stream, NOW)
    writer.table("one", ["id", "name", "raw", "none", "real"], ROWS if rows is None else rows)
    writer.table("empty", ["id"], [])
    writer.blob(BLOB, [b"sealed ", b"bytes"])
    writer.finish(schema=1, vault_id="v", generation=3, founded_at="")
    return bytes(stream.data)


def test_rows_of_every_type_come_back() -> None:
    reader = BackupReader(io.BytesIO(content()))
    assert [tuple(row) for row in reader.rows("one")] == ROWS
    assert list(reader.rows("empty")) == []
    assert (reader.tables["one"].rows, reader.tables["one"].columns[1]) == (2, "name")
    assert (reader.about.schema, reader.about.vault_id) == (1, "v")


def test_many_rows_come_back_and_are_counted() -> None:
    rows: list[Row] = [(number, "x" * (number % 700)) for number in range(5001)]
    counted: list[int] = []
    stream = Stream()
    writer = BackupWriter(stream, NOW)
    writer.table("many", ["id", "text"], rows, counted.append)
    writer.finish(schema=1, vault_id="v", generation=3, founded_at="")
    assert [tuple(row) for row in BackupReader(io.BytesIO(bytes(stream.data))).rows("many")] == rows
    assert sum(counted) == 5001


def test_attachments_come_back_sealed() -> None:
    reader = BackupReader(io.BytesIO(content()))
    assert reader.blobs() == {BLOB}
    assert b"".join(reader.blob(BLOB)) == b"sealed bytes"
    reader.check()


@pytest.mark.parametrize(
    ("about", "code"),
    [
        (
            {
                "format": "other",
                "version": 1,
                "schema": 1,
                "vault_id": "v",
                "generation": 1,
                "founded_at": "",
                "tables": [],
            },
            "backup-damaged",
        ),
        ({"format": "qingdang-backup"}, "backup-damaged"),
        (
            {
                "format": "qingdang-backup",
                "version": 2,
                "schema": 1,
                "vault_id": "v",
                "generation": 1,
                "founded_at": "",
                "tables": [],
            },
            "backup-newer",
        ),
    ],
)
def test_other_content_is_refused(about: dict[str, object], code: str) -> None:
    stream = Stream()
    BundleWriter(stream, DIGESTS, NOW).finish(about)
    with pytest.raises(Damaged, match=code):
        BackupReader(io.BytesIO(bytes(stream.data)))
