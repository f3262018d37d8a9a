"""Rows read many at once are what each is alone, and no fault is overlooked."""

from collections.abc import Sequence
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from app.domain.records import Column, SheetPlan
from app.domain.search_text import BREAK
from app.domain.words import Field, Kind, PiType, Sensitivity
from app.services.row_checks import RowChecks
from app.services.rows import ReadyRows, RowReader
from tests.helpers.office_files import workbook
from tests.helpers.people_rows import HEADS, people
from tests.helpers.vaults import make_vault, opened

COLUMNS = (
    ("编号%s", Field.CODE, PiType.OTHER),
    ("姓名", Field.NAME, PiType.PERSON_NAME),
    ("身份证号", Field.ID_NUMBER, PiType.CN_RESIDENT_ID),
    ("手机", Field.PHONE, PiType.MOBILE_PHONE),
    ("日期", Field.DATE, PiType.EVENT_DATE),
    ("金额", Field.AMOUNT, PiType.AMOUNT),
    ("备注", Field.NOTE, PiType.FREE_TEXT),
)
PLAN = SheetPlan(
    "客户",
    Kind.BASIC,
    1,
    2,
    tuple(
        Column(at, header, field, kind, 1.0, Sensitivity.GENERAL) for at, (header, field, kind) in enumerate(COLUMNS)
    ),
)
CELLS = (
    ("1", "K001", "k-7", "00", "", "合计", "制表：王芳", "编号%s", "Tom", " ", "合　计", "TOTAL"),
    ("王伟", "张  三", "无", "", "王A", "Ｗang", "姓名", "小计", "欧阳·娜"),
    ("310101199001011237", "310101199001011230", "", "G1234567", "3.10101E+17", "31010119900101123x"),
    ("13800138000", "138 0013 8000", "+86 13800138000", "", "1.38E+10", "23800138000", "无"),
    ("2023-01-01", "2023-02-30", "", "45000", "二〇一九年三月"),
    ("10.5", "#DIV/0!", "", "0", "1,000.00"),
    ("请致电王建华，13800138000", "", "#REF! 已修正", "好", "type A-12b", '"a"\n\\'),
)
ROW = st.tuples(*map(st.sampled_from, CELLS)).map(list)
ROWS = st.lists(ROW, min_size=1, max_size=8)


def ready(rows: Sequence[list[str]]) -> ReadyRows:
    reader = RowReader(PLAN, b"key")
    columns = [*zip(*rows, strict=True)]
    return reader.ready(range(len(rows)), rows, columns, reader.digests(columns))


def comparable(rows: ReadyRows) -> list[tuple[object, ...]]:
    """Without the row numbers, and without the words that only part what must not be read as one phrase."""
    texts = [text.replace(BREAK, " ").split() for text in rows.texts]
    identities = [*zip(*rows.identities, strict=True)]
    return [*zip(*rows._replace(identities=identities)[1:-1], texts, strict=True)]


@given(rows=ROWS)
def test_many_rows_are_read_as_each_is_alone(rows: list[list[str]]) -> None:
    assert comparable(ready(rows)) == [one for row in rows for one in comparable(ready([row]))]


@given(rows=ROWS)
def test_every_row_with_a_fault_is_looked_at(rows: list[list[str]]) -> None:
    checks = RowChecks(PLAN)
    faulty = {at for at, row in enumerate(rows) if checks.fault(row)}
    assert faulty <= checks.doubtful([*zip(*rows, strict=True)])


def test_few_rows_for_a_vault_that_has_many(tmp_path: Path) -> None:
    """Then digests and customers are asked for one by one instead of read from the vault."""
    services = opened(make_vault(tmp_path))
    services.imports.run(workbook(tmp_path / "many.xlsx", [HEADS, *people(60)]))
    few = services.imports.run(workbook(tmp_path / "few.xlsx", [HEADS, *people(4, 57)])).sheets[0]
    with services.session.read() as uow:
        customers = uow.customers.count()
    services.close()
    assert (few.records_added, few.duplicates, customers) == (1, 3, 61)
