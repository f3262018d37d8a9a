"""Appraisal opinion and destruction list as papers: what is in them, who signs, and what waits for a hand."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from app.bootstrap import Services
from app.errors import UserError
from app.services.verification import verify
from app.vault.secret import Secret
from reports.renderer import PdfRenderer
from tests.helpers.pdf_text import squeezed, text_of
from tests.helpers.planted import planted
from tests.helpers.shops import APPROVER, add_people, reopened
from tests.helpers.vaults import OPERATOR, PASSPHRASE, FixedClock
from tests.services.test_outside import ITEM


@pytest.fixture
def books(vault: Path, clock: FixedClock) -> Iterator[Services]:
    """Accounting files whose thirty years are over, and some that are kept on."""
    found = reopened(vault, clock=clock, renderer=PdfRenderer())
    planted(found.session, 3, kind="accounting", rule="ACC-VOUCHER", trigger_date="1990-06-30")
    planted(found.session, 2, kind="accounting", rule="ACC-VOUCHER", trigger_date="2015-06-30")
    yield found
    found.close()


def ids(services: Services) -> list[int]:
    return sorted(services.records.resolve(uids=[], search="顾客"))


def text(services: Services, kind: str, folder: Path) -> str:
    path = folder / f"{kind}.pdf"
    services.reports.write(kind, path)
    assert verify(path, PdfRenderer()).kind == "report"
    return text_of(path.read_bytes())


def test_the_opinion_says_what_goes_and_what_is_kept_on(books: Services, tmp_path: Path) -> None:
    order = books.destruction.prepare(ids(books)).order
    books.destruction.approve(order, books.operators.signer(OPERATOR, Secret(PASSPHRASE)))
    found = text(books, "appraisal-opinion", tmp_path)
    for words in ("会计档案鉴定意见书", order, "ACC-VOUCHER", "单位负责人", "会计管理机构经办人", "2045-12-31"):
        assert squeezed(words) in found, words
    assert found.count(OPERATOR) >= 5


def test_the_list_has_electronic_and_paper_items_in_one(books: Services, tmp_path: Path) -> None:
    order = books.destruction.prepare(ids(books)).order
    me = books.operators.signer(OPERATOR, Secret(PASSPHRASE))
    books.destruction.approve(order, me)
    books.outside.record_paper(order, replace(ITEM, name="1990年记账凭证", required_years=30, last_year=1990))
    books.destruction.execute(order, tmp_path / "out")
    books.destruction.witness(order, me, tmp_path / "out")
    found = text(books, "destruction-list", tmp_path)
    for words in ("会计档案销毁清册", "1990年记账凭证", "嘉定粉碎站", "信息系统管理机构", "XHZ-2026-001", "应保管期限"):
        assert squeezed(words) in found, words
    books.reports.write("destruction-list", tmp_path / "list.xlsx")
    values = [
        [cell.value for cell in row]
        for sheet in openpyxl.load_workbook(tmp_path / "list.xlsx").worksheets
        for row in sheet.iter_rows()
    ]
    electronic = next(row for row in values if row[0] == 1)
    assert (electronic[5], electronic[7], electronic[8]) == (3, 30, 35)
    paper = next(row for row in values if row[0] == 2)
    assert (paper[1], paper[5], paper[7]) == ("1990年记账凭证", 2, 30)


def test_who_has_not_signed_gets_a_line_to_sign_by_hand(books: Services, tmp_path: Path) -> None:
    add_people(books)
    order = books.destruction.prepare(ids(books)).order
    books.destruction.approve(order, books.operators.signer(APPROVER, Secret(PASSPHRASE)))
    found = text(books, "appraisal-opinion", tmp_path)
    assert "单位负责人" in found
    assert APPROVER not in found


def test_the_list_of_any_files_has_the_usual_columns_and_adds_up(books: Services, tmp_path: Path) -> None:
    order = books.destruction.prepare(ids(books)).order
    me = books.operators.signer(OPERATOR, Secret(PASSPHRASE))
    before = text(books, "general-destruction-list", tmp_path)
    assert squeezed("尚未销毁") in before
    books.destruction.approve(order, me)
    books.outside.record_paper(order, replace(ITEM, name="1990年会员表"))
    listed = books.destruction.execute(order, tmp_path / "out").destroyed
    books.destruction.witness(order, me, tmp_path / "out")
    (tmp_path / "general-destruction-list.pdf").unlink()
    found = text(books, "general-destruction-list", tmp_path)
    wanted = ("档案销毁清册", "1990年会员表", "嘉定粉碎站", "密级", "销毁原因", "批准人", "监销人1", "监销人2", order)
    assert [words for words in wanted if squeezed(words) not in found] == []
    books.reports.write("general-destruction-list", tmp_path / "list.xlsx")
    rows = [
        [cell.value for cell in row] for row in openpyxl.load_workbook(tmp_path / "list.xlsx").worksheets[1].iter_rows()
    ]
    assert sum(row[5] for row in rows[1:-1] if isinstance(row[5], int)) == listed
    assert [(row[1], row[6]) for row in rows[1:-1] if row[6]] == [("1990年会员表", ITEM.volumes)]


def test_a_list_can_be_about_an_earlier_order(books: Services, tmp_path: Path) -> None:
    first, second = (books.destruction.prepare(some).order for some in (ids(books)[:1], ids(books)[1:2]))
    for kind in ("appraisal-opinion", "destruction-list", "general-destruction-list"):
        books.reports.write(kind, tmp_path / f"{kind}.pdf", order=first)
        found = text_of((tmp_path / f"{kind}.pdf").read_bytes())
        assert (first in found, second in found) == (True, False), kind
    with pytest.raises(UserError, match="order-not-found"):
        books.reports.write("destruction-list", tmp_path / "list.pdf", order="XH-1999-001")
    with pytest.raises(UserError, match="report-of-no-order"):
        books.reports.write("audit", tmp_path / "audit.pdf", order=first)
    assert not (tmp_path / "list.pdf").exists()


def test_without_an_order_there_is_no_such_paper(books: Services, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="no-order-to-report"):
        books.reports.write("destruction-list", tmp_path / "list.pdf")
    assert list(tmp_path.glob("*.pdf")) == []
