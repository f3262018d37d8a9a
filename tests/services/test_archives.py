"""Archive packages and their certificates."""

import io
import json
import zipfile
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import openpyxl
import pytest
from cryptography.hazmat.primitives.hashes import SM3, Hash

from app.bootstrap import Services
from app.domain.cleanings import Cleaning
from app.domain.retention import Reason
from app.domain.words import Disposition, Kind, Role, State
from app.errors import Refused, UserError
from app.formats.packages import PackageReader
from app.services.archives import Archived
from app.services.certification import open_certificate
from app.services.sealing import opened_key
from app.services.verification import verify
from app.vault.sealed_file import SealedFile
from app.vault.secret import Secret
from tests.helpers.papers import PaperRenderer
from tests.helpers.planted import Planted, planted
from tests.helpers.vaults import PASSPHRASE, FixedClock, make_vault, opened

RENDERER = PaperRenderer()


@pytest.fixture
def services(tmp_path: Path) -> Iterator[Services]:
    found = opened(make_vault(tmp_path), renderer=RENDERER, clock=FixedClock())
    yield found
    found.close()


@pytest.fixture
def vouchers(services: Services) -> Planted:
    """Vouchers of 2020, to be kept thirty years; beside them records that are due for destruction."""
    planted(services.session, 4, kind="service", rule="PI-MIN")
    return planted(services.session, 6, kind="accounting", rule="ACC-VOUCHER", trigger_date="2020-06-30")


def package_of(done: Archived) -> Iterator[PackageReader]:
    with SealedFile(Path(done.package)) as sealed:
        key, _, _ = opened_key(sealed, Secret(PASSPHRASE), None)
        yield PackageReader(sealed.payload(key.reveal()))


def states(services: Services) -> dict[str, str]:
    with services.session.read() as uow:
        return {row[0].hex(): row[1] for row in uow.connection.rows("SELECT uid, state FROM record")}


def test_what_must_be_kept_is_packed_and_marked(services: Services, vouchers: Planted, tmp_path: Path) -> None:
    done = services.archives.write(tmp_path / "out")
    assert done.records == 6
    after = states(services)
    assert {uid for uid, state in after.items() if state in (State.ARCHIVED, State.RESTRICTED)} == set(vouchers.records)
    assert {state for uid, state in after.items() if uid not in vouchers.records} == {State.CLASSIFIED}
    assert [(left.records, bool(left.reason.code)) for left in done.left_out] == [(4, True)]


def test_the_package_and_the_certificate_verify(services: Services, vouchers: Planted, tmp_path: Path) -> None:
    done = services.archives.write(tmp_path / "out")
    package, paper = verify(Path(done.package), RENDERER), verify(Path(done.certificate.file), RENDERER)
    assert (package.valid, package.kind) == (True, "package")
    assert (paper.valid, paper.kind, paper.number) == (True, "archive-certificate", "GDZ-2026-001")
    assert package.key == paper.key
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [
        "北京晨光教育咨询有限公司-GDZ-2026-001.pdf",
        "北京晨光教育咨询有限公司-GDZ-2026-001.qdpkg",
    ]


def test_a_changed_package_or_certificate_does_not_verify(
    services: Services, vouchers: Planted, tmp_path: Path
) -> None:
    done = services.archives.write(tmp_path / "out")
    changed = tmp_path / "changed"
    for path in (Path(done.package), Path(done.certificate.file)):
        whole = path.read_bytes()
        for position in range(0, len(whole), max(1, len(whole) // 200)):
            changed.write_bytes(whole[:position] + bytes([whole[position] ^ 0x02]) + whole[position + 1 :])
            found = verify(changed, RENDERER)
            assert not found.valid, (path.suffix, position)
            assert not all(check.ok for check in found.checks)


def test_the_certificate_names_the_package_it_is_about(services: Services, vouchers: Planted, tmp_path: Path) -> None:
    done = services.archives.write(tmp_path / "out")
    data = Path(done.package).read_bytes()
    evidence = open_certificate(RENDERER.attachments(Path(done.certificate.file).read_bytes())).evidence
    assert (evidence["package"], evidence["package_sha256"], evidence["package_bytes"]) == (
        Path(done.package).name,
        sha256(data).hexdigest(),
        len(data),
    )
    assert (evidence["records"], evidence["customers"]) == (6, 6)
    assert sum(group["records"] for group in evidence["groups"]) == 6
    assert {(group["kind"], group["rule"], group["retain_until"]) for group in evidence["groups"]} == {
        ("accounting", "ACC-VOUCHER", "2050-12-31")
    }


def test_the_package_holds_the_records_as_they_were_kept(services: Services, vouchers: Planted, tmp_path: Path) -> None:
    done = services.archives.write(tmp_path / "out")
    for package in package_of(done):
        records = list(package.records())
        customers = {one.uid: one for one in package.customers()}
        assert {one.uid for one in records} == set(vouchers.records)
        assert set(customers) == set(vouchers.customers)
        first = next(one for one in records if one.uid == vouchers.records[0])
        assert first.fields == [
            ("姓名", "顾客00200000"), ("手机", "13900200000"), ("日期", "2020-01-31"), ("备注", "标记00200000"),
        ]  # fmt: skip
        assert customers[first.customer].name == "顾客00200000"
        assert (first.kind, first.rule, str(first.retain_until)) == (Kind.ACCOUNTING, "ACC-VOUCHER", "2050-12-31")
        assert first.disposition in (Disposition.ARCHIVE, Disposition.RESTRICT)
        assert first.basis
        assert first.row == 2


def test_the_package_holds_what_cleaned_cells_were(services: Services, tmp_path: Path) -> None:
    """The recipient gets what the file said as well as what was made of it; a masked package tells neither."""
    path = tmp_path / "名单.csv"
    path.write_text("姓名,手机号码\n张　三,138-1234-5678\n李四,13912345678\n", encoding="utf-8")
    services.imports.run(path, cleanings=list(Cleaning))
    with services.session.write() as uow:
        uow.connection.execute(
            "UPDATE record SET state = 'classified', kind = 'accounting', sensitivity = 'general',"
            " rule = 'ACC-VOUCHER', trigger_date = '2020-06-30'"
        )
        uow.commit()
    (package,) = package_of(services.archives.write(tmp_path / "out", search="13812345678"))
    (record,) = package.records()
    assert dict(record.fields) == {"姓名": "张三", "手机号码": "13812345678"}
    assert dict(record.originals) == {"姓名": "张　三", "手机号码": "138-1234-5678"}


def test_the_package_is_open_formats_with_both_hashes(services: Services, vouchers: Planted, tmp_path: Path) -> None:
    """Once unsealed, it needs no program of ours."""
    done = services.archives.write(tmp_path / "out")
    with SealedFile(Path(done.package)) as sealed:
        key, _, _ = opened_key(sealed, Secret(PASSPHRASE), None)
        plain = sealed.payload(key.reveal()).read()
    with zipfile.ZipFile(io.BytesIO(plain)) as archive:
        assert archive.testzip() is None
        manifest = json.loads(archive.read("manifest.json"))
        for entry in manifest["entries"]:
            data = archive.read(entry["name"])
            sm3 = Hash(SM3())
            sm3.update(data)
            assert entry["digests"] == {"sha256": sha256(data).hexdigest(), "sm3": sm3.finalize().hex()}
        book = openpyxl.load_workbook(io.BytesIO(archive.read("records.xlsx")))
        rows = list(book["会员"].iter_rows(values_only=True))
        rules = json.loads(archive.read("rules.json"))
        readme = archive.read("README.txt").decode()
    assert rows[0] == ("uid", "姓名", "手机", "日期", "备注")
    assert {row[0] for row in rows[1:]} == set(vouchers.records)
    assert [rule["id"] for rule in rules["rules"]] == ["ACC-VOUCHER"]
    assert manifest["about"]["records"] == 6
    assert "GDZ-2026-001" in readme


def test_attachments_go_into_the_package(services: Services, vouchers: Planted, tmp_path: Path) -> None:
    scan = tmp_path / "凭证 扫描.PNG"
    scan.write_bytes(b"\x89PNG" + bytes(range(256)) * 2000)
    services.attachments.add([scan], record=vouchers.records[1])
    services.attachments.add([], record=vouchers.records[2], paper_location="3 柜")
    done = services.archives.write(tmp_path / "out")
    for package in package_of(done):
        packed, paper = sorted(package.attachments(), key=lambda one: one.paper_location)
        assert (packed.record, packed.name, packed.entry) == (
            vouchers.records[1], "凭证 扫描.PNG", f"attachments/{packed.uid}.png",
        )  # fmt: skip
        assert b"".join(package.content(packed.entry)) == scan.read_bytes()
        assert (paper.record, paper.entry, paper.paper_location) == (vouchers.records[2], "", "3 柜")


def test_nothing_is_readable_in_the_package(services: Services, vouchers: Planted, tmp_path: Path) -> None:
    data = Path(services.archives.write(tmp_path / "out").package).read_bytes()
    assert "顾客".encode() not in data
    assert b"13900200000" not in data
    assert vouchers.records[0].encode() not in data


def test_the_vault_knows_the_package_and_logs_it(services: Services, vouchers: Planted, tmp_path: Path) -> None:
    done = services.archives.write(tmp_path / "out")
    with services.session.read() as uow:
        (copy,) = uow.copies.all()
        uids = {row[0].hex() for row in uow.connection.rows("SELECT uid FROM outside_copy_record")}
        document = uow.documents.find("GDZ-2026-001")
        assert document is not None
        assert uow.documents.content(document.id) == Path(done.certificate.file).read_bytes()
        assert uow.deliveries.all() == ()
    assert (copy.kind, copy.records, uids) == ("package", 6, set(vouchers.records))
    event = services.audit.newest(1).events[0]
    assert (event.action, event.subject, event.detail["records"]) == ("archive.write", "GDZ-2026-001", 6)
    assert services.checkup.check().ok


def test_what_is_archived_is_not_archived_again(services: Services, vouchers: Planted, tmp_path: Path) -> None:
    services.archives.write(tmp_path / "out", kind=Kind.ACCOUNTING)
    with pytest.raises(Refused, match="nothing-to-archive"):
        services.archives.write(tmp_path / "out", kind=Kind.ACCOUNTING)
    planted(services.session, 1, kind="accounting", rule="ACC-VOUCHER", trigger_date="2021-01-01")
    again = services.archives.write(tmp_path / "out", kind=Kind.ACCOUNTING)
    assert (again.records, again.certificate.number) == (1, "GDZ-2026-002")
    assert [(left.reason, left.records) for left in again.left_out] == [(Reason("already-archived"), 6)]


def test_a_search_chooses(services: Services, vouchers: Planted, tmp_path: Path) -> None:
    assert services.archives.write(tmp_path / "out", search="标记00200003").records == 1


def test_what_is_due_for_destruction_is_not_archived(services: Services, vouchers: Planted, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="nothing-to-archive"):
        services.archives.write(tmp_path / "out", kind=Kind.SERVICE)
    assert not any((tmp_path / "out").iterdir())


def test_a_file_in_the_way_changes_nothing(services: Services, vouchers: Planted, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    precious = tmp_path / "out" / "北京晨光教育咨询有限公司-GDZ-2026-001.pdf"
    precious.write_bytes(b"precious")
    with pytest.raises(UserError, match="target-exists"):
        services.archives.write(tmp_path / "out")
    assert list((tmp_path / "out").iterdir()) == [precious]
    assert set(states(services).values()) == {State.CLASSIFIED}


def test_a_witness_may_not_archive(services: Services, vouchers: Planted, tmp_path: Path) -> None:
    services.operators.add("监销人", Role.WITNESS, Secret("another passphrase"))
    path = services.session.folder.path
    services.close()
    witness = opened(path, operator="监销人", passphrase="another passphrase", renderer=RENDERER)
    with pytest.raises(Refused, match="role-forbids"):
        witness.archives.write(tmp_path / "out")
    witness.close()
