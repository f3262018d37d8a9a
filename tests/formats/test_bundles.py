"""Bundles: what lies inside sealed files."""

import hashlib
import io
import zipfile
from datetime import UTC, datetime

import pytest

from app.errors import Damaged
from app.formats.bundles import MANIFEST, BundleReader, BundleWriter

DIGESTS = {"sha256": hashlib.sha256, "sha512": hashlib.sha512}
NOW = datetime(2026, 11, 21, 8, tzinfo=UTC)


class Stream(io.RawIOBase):
    """A file that can only be written on."""

    def __init__(self) -> None:
        self.data = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, data: bytes, /) -> int:  # type: ignore[override]
        self.data += data
        return len(data)


def bundle() -> bytes:
    stream = Stream()
    writer = BundleWriter(stream, DIGESTS, NOW)
    writer.add("表/一.jsonl", [b"one\n", b"two\n"])
    writer.add("photo.jpg", [b"\xff\xd8", bytes(1000)], stored=True)
    writer.finish({"format": "test"})
    return bytes(stream.data)


def test_entries_and_manifest_come_back() -> None:
    reader = BundleReader(io.BytesIO(bundle()))
    assert reader.about == {"format": "test"}
    assert reader.names == ["表/一.jsonl", "photo.jpg"]
    with reader.open("表/一.jsonl") as entry:
        assert entry.readlines() == [b"one\n", b"two\n"]
    reader.check(DIGESTS)


def test_any_zip_program_reads_it() -> None:
    with zipfile.ZipFile(io.BytesIO(bundle())) as archive:
        assert archive.testzip() is None
        assert set(archive.namelist()) == {"表/一.jsonl", "photo.jpg", MANIFEST}


def test_the_manifest_has_every_hash() -> None:
    facts = {entry.name: entry for entry in BundleReader(io.BytesIO(bundle())).manifest.entries}
    assert facts["表/一.jsonl"].bytes == 8
    assert facts["表/一.jsonl"].digests == {name: make(b"one\ntwo\n").hexdigest() for name, make in DIGESTS.items()}


def rewritten(changes: dict[str, bytes | None]) -> bytes:
    """The bundle with entries replaced, added or left out, its ZIP checksums right again."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(bundle())) as old, zipfile.ZipFile(out, "w") as new:
        for name in [*old.namelist(), *(name for name in changes if name not in old.namelist())]:
            content = changes.get(name, old.read(name) if name in old.namelist() else b"")
            if content is not None:
                new.writestr(name, content)
    return out.getvalue()


@pytest.mark.parametrize("changes", [{"photo.jpg": b"x"}, {"photo.jpg": None}, {"more": b"x"}])
def test_what_the_manifest_does_not_say_is_found(changes: dict[str, bytes | None]) -> None:
    with pytest.raises(Damaged, match="bundle-damaged"):
        BundleReader(io.BytesIO(rewritten(changes))).check(DIGESTS)


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", rewritten({MANIFEST: None}), rewritten({MANIFEST: b"{}"})])
def test_what_is_no_bundle_is_refused(data: bytes) -> None:
    with pytest.raises(Damaged, match="bundle-damaged"):
        BundleReader(io.BytesIO(data))


def test_a_name_that_is_not_in_it_is_refused() -> None:
    with pytest.raises(Damaged, match="bundle-damaged"), BundleReader(io.BytesIO(bundle())).open("other"):
        pass
