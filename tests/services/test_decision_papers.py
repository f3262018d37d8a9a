"""Decisions changed by hand on paper: closure report and retention plan name each change as the database has it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from app.bootstrap import Services
from app.domain.decision_changes import Wanted
from app.services.masking import masked_name
from reports.renderer import PdfRenderer
from tests.helpers.pdf_text import squeezed, text_of
from tests.helpers.planted import planted
from tests.helpers.vaults import FixedClock, make_vault, opened

KINDS = ("closure", "retention-plan")
SHEET, TITLE = "更改决定", "人工更改决定"
NAME = "欧阳建国"
PAPER, NAMED = "股东会决议 2026-3 号", f"与{NAME}的合同第三条"
MANY, FEW = 1_203, 4


@dataclass(frozen=True)
class Papers:
    """Both papers, of a vault with and one without changes."""

    services: Services
    folder: Path

    def rows(self, kind: str) -> list[tuple[object, ...]]:
        return [*load_workbook(self.folder / f"{kind}.xlsx")[SHEET].iter_rows(min_row=2, values_only=True)]

    def text(self, kind: str) -> str:
        return text_of((self.folder / f"{kind}.pdf").read_bytes())


def written(folder: Path, services: Services) -> Papers:
    for kind in KINDS:
        for suffix in (".pdf", ".xlsx"):
            services.reports.write(kind, folder / f"{kind}{suffix}")
    return Papers(services, folder)


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Papers]:
    """Two changes; the records of the second one are destroyed since."""
    folder = tmp_path_factory.mktemp("changed")
    services = opened(make_vault(folder), renderer=PdfRenderer(), clock=FixedClock())
    books = planted(services.session, MANY, kind="accounting", rule="ACC-VOUCHER", trigger_date="2020-06-30")
    some = planted(services.session, FEW, kind="accounting", rule="ACC-BANK", trigger_date="2020-06-30")
    ids = services.records.resolve(uids=[*books.records, *some.records])
    services.decisions.apply(ids, Wanted("TAX-10Y", date(2024, 6, 30)), PAPER)
    gone = planted(services.session, FEW)
    ids = services.records.resolve(uids=gone.records)
    services.decisions.apply(ids, Wanted(first_day=date(2026, 1, 31)), NAMED)
    order = services.destruction.prepare(ids).order
    services.destruction.approve(order, services.session.signer)
    services.destruction.execute(order, folder / "out")
    yield written(folder, services)
    services.close()


@pytest.mark.parametrize("kind", KINDS)
def test_workbook_has_a_row_for_each_change_with_the_databases_figures(papers: Papers, kind: str) -> None:
    with papers.services.session.read() as uow:
        counted = uow.connection.rows("SELECT changed_by, records FROM decision_change ORDER BY id")
        left = uow.connection.value("SELECT count(*) FROM decision_change_record")
    rows = papers.rows(kind)
    assert [(row[1], row[5]) for row in rows if row[5]] == counted == [("王建华", MANY + FEW), ("王建华", FEW)]
    assert left == MANY + FEW
    assert [str(row[2]) for row in rows[:2]] == [f"ACC-VOUCHER ({MANY:,})\nACC-BANK ({FEW})", "PI-MIN"]
    assert [row[3] for row in rows[:2]] == ["TAX-10Y", "不变"]
    assert [str(row[4])[:10] for row in rows[:2]] == ["2024-06-30", "2026-01-31"]
    assert [row[6] for row in rows[:2]] == [PAPER, NAMED.replace(NAME, masked_name(NAME))]


@pytest.mark.parametrize("kind", KINDS)
def test_paper_says_the_same(papers: Papers, kind: str) -> None:
    text = papers.text(kind)
    for said in (TITLE, PAPER, "TAX-10Y", "2024-06-30", "2026-01-31", f"{MANY + FEW:,}", f"ACC-VOUCHER({MANY:,})"):
        assert squeezed(said) in text, said
    assert NAME not in text


def test_paper_without_changes_has_no_such_chapter(tmp_path: Path) -> None:
    services = opened(make_vault(tmp_path), renderer=PdfRenderer(), clock=FixedClock())
    planted(services.session, 2)
    made = written(tmp_path, services)
    for kind in KINDS:
        assert SHEET not in load_workbook(tmp_path / f"{kind}.xlsx").sheetnames
        assert TITLE not in made.text(kind)
    services.close()
