"""An archive package's content."""

import io
from datetime import UTC, date, datetime
from hashlib import sha256

import pytest

from app.domain.retention import Basis, Reason
from app.domain.words import Disposition, Kind, Sensitivity
from app.errors import Damaged
from app.formats.bundles import BundleWriter
from app.formats.packages import PackageReader, PackageWriter, PackedAttachment, PackedCustomer, PackedRecord
from app.formats.workbooks import Page
from tests.formats.test_bundles import Stream

DIGESTS = {"sha256": sha256}
NOW = datetime(2026, 11, 21, 8, tzinfo=UTC)
RECORD = PackedRecord(
    uid="ab" * 16, customer="cd" * 16, sheet=1, row=7, title="凭证", kind=Kind.ACCOUNTING,
    sensitivity=Sensitivity.CORE, rule="ACC-VOUCHER", trigger_date=date(2020, 6, 30), event_date=None, created_at=NOW,
    disposition=Disposition.ARCHIVE, retain_until=date(2050, 12, 31), permanent=False,
    basis=(Basis("会计档案管理办法", "第十四条"),), reasons=(Reason("period-running", (("years", "30"),)),),
    fields=[("摘要", "=1+1\n第二行"), ("金额", "007")],
)  # fmt: skip
CUSTOMER = PackedCustomer("cd" * 16, "𠮷田", "", "", "", "", "", "", None)
ATTACHMENT = PackedAttachment("ef" * 16, "ab" * 16, "attachments/ef.png", "a.png", "image/png", 3, "00", "")


def package(version: int | None = None) -> bytes:
    stream = Stream()
    writer = PackageWriter(stream, DIGESTS, NOW)
    writer.text("README.txt", "说明")
    writer.listed("records.jsonl", [RECORD] * 2000)
    writer.listed("customers.jsonl", [CUSTOMER])
    writer.workbook([Page("账", ("uid", "摘要"), [["ab", "=1+1"]])])
    writer.listed("attachments.jsonl", [ATTACHMENT])
    writer.file("attachments/ef.png", [b"a", b"bc"])
    writer.finish({"number": "GDZ-2026-001"} if version is None else {"number": "", "version": version})
    return bytes(stream.data)


def test_everything_comes_back_as_it_was() -> None:
    reader = PackageReader(io.BytesIO(package()))
    assert list(reader.records()) == [RECORD] * 2000
    assert list(reader.customers()) == [CUSTOMER]
    assert list(reader.attachments()) == [ATTACHMENT]
    assert b"".join(reader.content("attachments/ef.png")) == b"abc"
    assert reader.about["number"] == "GDZ-2026-001"
    reader.check(DIGESTS)


def test_a_newer_package_says_so() -> None:
    with pytest.raises(Damaged, match="package-newer"):
        PackageReader(io.BytesIO(package(version=2)))


def test_other_content_is_refused() -> None:
    stream = Stream()
    BundleWriter(stream, DIGESTS, NOW).finish({"format": "other"})
    with pytest.raises(Damaged, match="package-damaged"):
        PackageReader(io.BytesIO(bytes(stream.data)))


def test_a_line_that_is_no_record_is_refused() -> None:
    stream = Stream()
    writer = PackageWriter(stream, DIGESTS, NOW)
    writer.text("records.jsonl", '{"uid": 1}\n')
    writer.finish({})
    with pytest.raises(Damaged, match="package-damaged"):
        list(PackageReader(io.BytesIO(bytes(stream.data))).records())
