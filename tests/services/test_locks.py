"""The statutory lock (PIPL 47(2)): what is stored only is neither exported nor searched in bulk."""

from pathlib import Path

import pytest
from openpyxl import load_workbook

from app.bootstrap import Services
from app.domain.locks import is_locked
from app.domain.records import RecordQuery
from app.domain.retention import Facts
from app.domain.words import Kind, State
from app.errors import Refused
from reports.renderer import PdfRenderer
from tests.helpers.books import Cell, write_book
from tests.helpers.vaults import FixedClock, opened

PEOPLE = (("王芳", "13916238457"), ("李强", "18621557043"), ("陈静", "13764489120"))


def receipts() -> list[list[Cell]]:
    """Vouchers that name people: kept for thirty years, and stored only."""
    head: list[Cell] = ["凭证日期", "凭证号", "摘要", "客户姓名", "手机号码", "金额"]
    rows: list[list[Cell]] = [
        ["2020-03-05", f"记-{at}", "收学费", name, phone, 100.0 + at] for at, (name, phone) in enumerate(PEOPLE)
    ]
    return [head, *rows]


def customers() -> list[list[Cell]]:
    return [["姓名", "手机号码", "备注"], ["赵敏", "18917336602", "收学费的老师介绍"]]


@pytest.fixture
def locked(vault: Path, clock: FixedClock, tmp_path: Path) -> Services:
    """A vault whose vouchers are archived, and so under the lock; a customer list is not."""
    services = opened(vault, clock=clock, renderer=PdfRenderer())
    services.imports.run(write_book(tmp_path / "凭证.xlsx", {"记账凭证": receipts()}))
    services.imports.run(write_book(tmp_path / "名单.xlsx", {"客户名单": customers()}))
    services.classification.accept()
    (tmp_path / "out").mkdir()
    services.archives.write(tmp_path / "out")
    return services


def test_lock_holds_where_the_record_tells_of_somebody_and_is_stored_only() -> None:
    facts = Facts(State.RESTRICTED, Kind.ACCOUNTING, None, "ACC-VOUCHER", None, personal=True)
    assert is_locked(facts)
    assert not is_locked(Facts(State.ARCHIVED, Kind.ACCOUNTING, None, "ACC-VOUCHER", None, personal=True))
    assert not is_locked(Facts(State.RESTRICTED, Kind.ACCOUNTING, None, "ACC-VOUCHER", None, personal=False))


@pytest.mark.parametrize("masked", [False, True])
def test_export_leaves_out_what_is_locked_and_counts_it(locked: Services, tmp_path: Path, masked: bool) -> None:
    written = locked.exports.workbook(tmp_path / "all.xlsx", masked=masked)
    assert (written.rows, written.locked) == (1, 3)
    book = load_workbook(tmp_path / "all.xlsx")
    texts = {str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row}
    assert not texts & {phone for _, phone in PEOPLE}
    locked.close()


def test_export_of_nothing_but_locked_records_is_refused(vault: Path, clock: FixedClock, tmp_path: Path) -> None:
    services = opened(vault, clock=clock, renderer=PdfRenderer())
    services.imports.run(write_book(tmp_path / "凭证.xlsx", {"记账凭证": receipts()}))
    services.classification.accept()
    (tmp_path / "out").mkdir()
    services.archives.write(tmp_path / "out")
    with pytest.raises(Refused) as caught:
        services.exports.workbook(tmp_path / "all.xlsx")
    assert (caught.value.code, caught.value.params["records"]) == ("locked-export", 3)
    assert not (tmp_path / "all.xlsx").exists()
    services.close()


def test_search_over_several_people_leaves_locked_records_out(locked: Services) -> None:
    page = locked.records.list(RecordQuery(search="收学费"))
    assert (page.total, page.locked) == (1, 3)
    assert [row.state for row in page.records] == [State.CLASSIFIED]
    assert len(locked.records.ids(RecordQuery(search="收学费"))) == 1
    assert locked.records.locked(RecordQuery(search="收学费")) == 3
    locked.close()


def test_search_that_finds_only_locked_people_is_refused(locked: Services) -> None:
    with pytest.raises(Refused) as caught:
        locked.records.list(RecordQuery(search="收学费", state=State.RESTRICTED))
    assert caught.value.code == "locked-search"
    locked.close()


def test_one_person_can_be_looked_up(locked: Services) -> None:
    page = locked.records.list(RecordQuery(search="王芳"))
    assert (page.total, page.locked) == (1, 0)
    found = locked.records.show(page.records[0].uid)
    assert found.decision is not None
    assert "pi-locked" in {reason.code for reason in found.decision.reasons}
    locked.close()


def test_list_without_a_search_is_the_inventory(locked: Services) -> None:
    assert locked.records.list(RecordQuery()).total == 4
    assert locked.records.list(RecordQuery(state=State.RESTRICTED)).total == 3
    locked.close()


def test_holds_reach_locked_records(locked: Services) -> None:
    """Freezing protects: it is no use of the data."""
    records = locked.records.resolve(search="收学费")
    assert locked.holds.add("税务稽查", records).records == 4
    locked.close()
