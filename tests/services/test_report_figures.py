"""The figures that papers and workbooks show, read back from them and held against the database."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from openpyxl import load_workbook

from app.bootstrap import Services
from app.services.reports import KINDS
from reports.renderer import PdfRenderer
from tests.helpers.pdf_text import text_of
from tests.helpers.planted import planted
from tests.helpers.vaults import make_vault, opened

PRESENT = "SELECT count(*) FROM record"
GONE = "SELECT count(*) FROM stub"
READ = "SELECT sum(rows_read) FROM sheet"
ADDED = "SELECT sum(records_added) FROM sheet"
VOUCHERS = "SELECT count(*) FROM record WHERE kind = 'accounting'"
# Of a kind of report: the workbook's sheet, the column's number, and what its cells have to add up to.
SUMS = [
    ("closure", "去向", 1, ADDED),
    ("closure", "来源", 4, READ),
    ("closure", "来源", 5, ADDED),
    ("closure", "来源", 6, "SELECT sum(duplicates) FROM sheet"),
    ("closure", "来源", 7, "SELECT sum(rejected_rows) FROM sheet"),
    ("closure", "分类", 4, PRESENT),
    ("closure", "处置", 2, PRESENT),
    ("closure", "处置", 3, "SELECT count(DISTINCT record_id) FROM hold_record"),
    ("inventory", "来源", 7, PRESENT),
    ("inventory", "类别与分级", 2, PRESENT),
    ("inventory", "保管期限", 2, PRESENT),
    ("destruction-register", "销毁单", 5, GONE),
    ("destruction-register", "XH-2026-001 依据", 3, GONE),
    ("appraisal-opinion", "已鉴定", 4, GONE),
    ("destruction-list", "清册", 5, GONE),
    ("general-destruction-list", "清册", 5, GONE),
    ("classification", "类别", 1, PRESENT),
    ("classification", "分组", 4, PRESENT),
    ("classification", "状态", 1, f"SELECT ({PRESENT}) + ({GONE})"),
    ("retention-plan", "处置方案", 3, PRESENT),
    ("retention-plan", "形成年度", 2, VOUCHERS),
    ("retention-plan", "形成年度", 4, PRESENT),
]
KINDS_SUMMED = sorted({kind for kind, *_ in SUMS})
MANY = 1_234  # with a thousands separator on paper


@dataclass(frozen=True)
class Papers:
    """Each kind as PDF text and as workbook, with the vault that they are about."""

    services: Services
    folder: Path

    def text(self, kind: str) -> str:
        return text_of((self.folder / f"{kind}.pdf").read_bytes())

    def column(self, kind: str, sheet: str, at: int) -> tuple[list[int], object]:
        """The numbers of a column, and the cell under them."""
        rows = list(load_workbook(self.folder / f"{kind}.xlsx")[sheet].iter_rows(min_row=2, values_only=True))
        numbers: list[int] = [cell for row in rows[:-1] if isinstance(cell := row[at], int)]
        return numbers, rows[-1][at]

    def counted(self, statement: str) -> int:
        with self.services.session.read() as uow:
            return int(uow.connection.value(statement))


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Papers]:
    """Seven records are destroyed, of the others some are to be kept, frozen or not decided."""
    folder = tmp_path_factory.mktemp("figures")
    services = opened(make_vault(folder), renderer=PdfRenderer())
    planted(services.session, 7)
    order = services.destruction.prepare(None).order
    services.destruction.approve(order, services.session.signer)
    services.destruction.execute(order, folder / "out")
    planted(services.session, MANY, kind="accounting", rule="ACC-VOUCHER", trigger_date="2020-06-30")
    planted(services.session, 3, kind="other", rule=None, trigger_date=None, state="imported")
    held = planted(services.session, 5)
    services.holds.add("退费争议", services.records.resolve(uids=[held.records[0]], search=None))
    for kind in KINDS_SUMMED:
        for suffix in (".pdf", ".xlsx"):
            services.reports.write(kind, folder / f"{kind}{suffix}")
    yield Papers(services, folder)
    services.close()


@pytest.mark.parametrize(("kind", "sheet", "at", "statement"), SUMS)
def test_a_column_adds_up_to_what_the_database_counts(
    papers: Papers, kind: str, sheet: str, at: int, statement: str
) -> None:
    """In the workbook cell by cell, and on paper as the sum that stands under the table."""
    numbers, under = papers.column(kind, sheet, at)
    assert re.fullmatch(r"=SUM\([A-Z]2:[A-Z]\d+\)", str(under))
    assert sum(numbers) == papers.counted(statement)
    text = papers.text(kind)
    assert [number for number in [*numbers, sum(numbers)] if f"{number:,}" not in text] == []


def test_every_summed_column_of_every_kind_is_held_against_the_database(papers: Papers) -> None:
    """A new column with a sum belongs into the list above."""
    known = {(kind, sheet, at) for kind, sheet, at, _ in SUMS}
    for kind in KINDS_SUMMED:
        for sheet in load_workbook(papers.folder / f"{kind}.xlsx").worksheets[1:]:
            last = list(sheet.iter_rows(values_only=True))[-1]
            for at, cell in enumerate(last):
                if str(cell).startswith("=SUM(") and any(papers.column(kind, sheet.title, at)[0]):
                    assert (kind, sheet.title, at) in known or sheet.title in ("分类", "分组", "形成年度")


def test_every_kind_with_sums_is_looked_at() -> None:
    """What has no sums: lists of days and events, and registers of what this vault has none of."""
    without = {
        "audit", "volume-catalogue", "file-catalogue", "handover-list", "backups", "deliveries", "assessments",
        "incidents", "closing-plan",
    }  # fmt: skip
    assert set(KINDS) - set(KINDS_SUMMED) <= without


def test_the_head_counts_the_customers_that_are_still_in_the_vault(papers: Papers) -> None:
    customers = papers.counted("SELECT count(*) FROM customer")
    assert f"在库客户{customers:,}位" in papers.text("closure")
    rows = load_workbook(papers.folder / "closure.xlsx").worksheets[0].iter_rows(values_only=True)
    facts = {str(row[0]): str(row[1]) for row in rows}
    assert facts["在库客户"].replace(" ", "").startswith(f"{customers:,}位")


def test_the_register_lists_exactly_what_is_gone(papers: Papers) -> None:
    rows = list(load_workbook(papers.folder / "destruction-register.xlsx")["XH-2026-001"].iter_rows(min_row=2))
    with papers.services.session.read() as uow:
        gone = {row[0] for row in uow.connection.rows("SELECT lower(hex(uid)) FROM stub")}
    assert {row[1].value for row in rows} == gone
    text = papers.text("destruction-register")
    assert all(text.count(uid) == 1 for uid in gone)
