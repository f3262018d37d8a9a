"""Lists of archived records and the vault's own papers: their figures are the database's, read back from the files."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from app.bootstrap import Services
from app.domain.words import Kind
from reports.renderer import PdfRenderer
from tests.helpers.pdf_text import text_of
from tests.helpers.planted import planted
from tests.helpers.vaults import make_vault, opened

RENDERER = PdfRenderer()
NAME, PHONE = "欧阳建国", "13800138000"


@pytest.fixture
def services(tmp_path: Path) -> Iterator[Services]:
    """Forty vouchers archived, of them one with a telling title; three service records that are not."""
    found = opened(make_vault(tmp_path), renderer=RENDERER)
    vouchers = planted(found.session, 40, kind="accounting", rule="ACC-VOUCHER", trigger_date="2020-06-30")
    planted(found.session, 3)
    with found.session.write() as uow:
        told = (f"{NAME} · {PHONE}", bytes.fromhex(vouchers.records[0]))
        uow.connection.execute("UPDATE record SET title = ? WHERE uid = ?", told)
        uow.commit()
    found.archives.write(tmp_path, kind=Kind.ACCOUNTING, search=None)
    yield found
    found.close()


def cells(services: Services, tmp_path: Path, kind: str) -> list[list[object]]:
    """The rows of the workbook's second sheet, without its head and its sum."""
    services.reports.write(kind, tmp_path / f"{kind}.xlsx")
    sheet = load_workbook(BytesIO((tmp_path / f"{kind}.xlsx").read_bytes())).worksheets[1]
    rows: list[list[object]] = [[*row] for row in sheet.iter_rows(min_row=2, values_only=True)]
    return [row for row in rows if row[0] != "合计"]


@pytest.mark.parametrize("kind", ["volume-catalogue", "file-catalogue", "handover-list"])
def test_the_volumes_hold_what_the_packages_hold(services: Services, tmp_path: Path, kind: str) -> None:
    assert sum(n for row in cells(services, tmp_path, kind) for n in row[3:5] if isinstance(n, int)) == 40
    services.reports.write(kind, tmp_path / f"{kind}.pdf")
    text = text_of((tmp_path / f"{kind}.pdf").read_bytes())
    with services.session.read() as uow:
        package = uow.copies.all()[0].file
    assert package in text
    assert "01-001" in text


def test_every_archived_record_is_listed_and_none_else(services: Services, tmp_path: Path) -> None:
    services.reports.write("file-catalogue", tmp_path / "f.pdf")
    text = text_of((tmp_path / "f.pdf").read_bytes())
    with services.session.read() as uow:
        rows = uow.connection.rows("SELECT lower(hex(uid)), kind FROM record")
    assert {uid for uid, _ in rows if uid in text} == {uid for uid, kind in rows if kind == "accounting"}


def test_titles_are_masked(services: Services, tmp_path: Path) -> None:
    """The list is shown to people who need not know whom a record is about."""
    services.reports.write("file-catalogue", tmp_path / "f.pdf")
    text = text_of((tmp_path / "f.pdf").read_bytes())
    assert NAME not in text
    assert PHONE not in text


def test_classification_and_plan_count_every_record_once(services: Services, tmp_path: Path) -> None:
    for kind in ("classification", "retention-plan"):
        services.reports.write(kind, tmp_path / f"{kind}.xlsx")
        book = load_workbook(BytesIO((tmp_path / f"{kind}.xlsx").read_bytes()))
        heads = [cell.value for cell in book.worksheets[1][1]]
        at = heads.index("条数")
        counted = [row[at] for row in book.worksheets[1].iter_rows(min_row=2, values_only=True)]
        assert sum(n for n in counted if isinstance(n, int)) == 43


def test_every_backup_is_in_the_record(services: Services, tmp_path: Path) -> None:
    first = services.backups.write(tmp_path / "a.qdbak")
    second = services.backups.write(tmp_path / "b.qdbak")
    services.reports.write("backups", tmp_path / "backups.pdf")
    text = text_of((tmp_path / "backups.pdf").read_bytes())
    assert first.sha256 in text
    assert second.sha256 in text
    assert text.count("qdbak") == 2


def test_the_closure_tells_what_was_done_and_frozen_without_a_name(services: Services, tmp_path: Path) -> None:
    """Freezes are given for a reason that somebody writes: what tells of a person in it is starred out."""
    with services.session.read() as uow:
        first = uow.connection.value("SELECT lower(hex(uid)) FROM record")
    services.holds.add(f"{NAME}要求退费，电话{PHONE}", services.records.resolve(uids=[first], search=None))
    story = services.reports.closure().story
    assert [fact.milestone.value for fact in story.milestones] == ["vault.create", "archive.write"]
    assert story.milestones[1].records == 40
    assert {one.register.value: one.entries for one in story.registers if one.entries} == {"holds": 1}
    services.reports.write("closure", tmp_path / "c.pdf")
    text = text_of((tmp_path / "c.pdf").read_bytes())
    assert "归档40条，归档包1个" in text
    assert "退费" in text
    assert NAME not in text
    assert PHONE not in text


def test_the_inventory_tells_how_long_and_where(services: Services, tmp_path: Path) -> None:
    services.backups.write(tmp_path / "a.qdbak")
    services.reports.write("inventory", tmp_path / "i.xlsx")
    book = load_workbook(BytesIO((tmp_path / "i.xlsx").read_bytes()))
    kept = [row[:3] for row in book["保管期限"].iter_rows(min_row=2, values_only=True)]
    assert ("会计资料", "ACC-VOUCHER", 40) in kept
    assert sum(row[2] for row in kept if isinstance(row[2], int)) == 43
    places = {row[0]: row[1:3] for row in book["存放位置"].iter_rows(min_row=2, values_only=True)}
    assert places == {"本保险库（加密）": (1, 43), "备份": (1, 43), "归档包": (1, 40)}
