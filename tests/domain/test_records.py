"""Plans of sheets: names of columns, titles of records, places in a spreadsheet."""

from dataclasses import asdict

import pytest

from app.domain.records import Column, Reject, SheetPlan, column_of, letters, named
from app.domain.words import Field, Kind, PiType, Sensitivity


def column(index: int, header: str, field: Field | None = None, kind: PiType = PiType.OTHER) -> Column:
    return Column(index, header, field, kind, 1.0, Sensitivity.GENERAL)


def plan(*columns: Column) -> SheetPlan:
    return SheetPlan("客户", Kind.BASIC, 1, 2, columns)


def test_heads_are_unique_and_never_empty() -> None:
    heads = plan(column(0, "备注"), column(1, "备注"), column(2, ""), column(3, "备注 2")).heads()
    assert heads == ("备注", "备注 2", "[C]", "备注 2 2")


def test_named_gives_the_filled_cells() -> None:
    assert named(["a", "b", "c"], ["1", "", "3"]) == {"a": "1", "c": "3"}


def test_a_title_tells_what_not_whom() -> None:
    found = plan(
        column(0, "序号"),
        column(1, "姓名", Field.NAME, PiType.PERSON_NAME),
        column(2, "项目", Field.SUBJECT),
        column(3, "日期", Field.DATE, PiType.EVENT_DATE),
        column(4, "单号", None, PiType.ORDER_NUMBER),
        column(5, "手机", Field.PHONE, PiType.MOBILE_PHONE),
        column(6, "状态"),
    )
    assert [found.columns[at].header for at in found.title_places()] == ["项目", "日期", "单号"]


def test_columns_survive_being_stored() -> None:
    one = column(3, "手机", Field.PHONE, PiType.MOBILE_PHONE)
    other = column(4, "备注")
    assert (column_of(asdict(one)), column_of(asdict(other))) == (one, other)


def test_a_reject_is_shown_with_row_and_column() -> None:
    assert Reject(7, 27, "bad-id", "身份证").shown() == {"row": 7, "column": "AB", "header": "身份证"}
    assert Reject(7, None, "total-row").shown() == {"row": 7, "column": "", "header": ""}


@pytest.mark.parametrize(("index", "name"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")])
def test_letters(index: int, name: str) -> None:
    assert letters(index) == name
