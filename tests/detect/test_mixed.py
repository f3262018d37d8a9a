"""Cells that tell more than their column's type: read like notes, whatever the column is called."""

import pytest

from app.detect import mixed, sheets
from app.domain.words import PiType
from tests.helpers.people_rows import HEADS, people


def told(kind: PiType, text: str) -> list[str]:
    return [f"{span.type}:{text[span.start : span.end]}" for span in mixed.find(kind, text)]


@pytest.mark.parametrize(
    ("kind", "text", "found"),
    [
        (PiType.OTHER, "朋友介绍(丁勇)", ["person_name:丁勇"]),
        (PiType.OTHER, "白晓东/浙C34567/13712345678",
         ["person_name:白晓东", "licence_plate:浙C34567", "mobile_phone:13712345678"]),
        (PiType.PERSON_NAME, "蒋文博13812345678", ["person_name:蒋文博", "mobile_phone:13812345678"]),
        (PiType.HEALTH, "与吕春梅同屋", ["person_name:吕春梅"]),
        (PiType.OTHER, "吕春梅还借款", ["person_name:吕春梅"]),
        (PiType.OTHER, "抖音", []),
        (PiType.OTHER, "李子园甜牛奶", []),
        (PiType.OTHER, "热敏纸80*60", []),
        (PiType.PERSON_NAME, "蒋文博、吕春梅", []),
        (PiType.MOBILE_PHONE, "手机：13812345678（本人）", []),
        (PiType.ORDER_NUMBER, "SO-20240301-0012", []),
    ],
)  # fmt: skip
def test_what_a_cell_tells_beside_its_type(kind: PiType, text: str, found: list[str]) -> None:
    assert told(kind, text) == found


def test_a_column_of_short_words_is_read_where_a_cell_names_somebody() -> None:
    rows = [["来源", *HEADS], *(["路过", *row] for row in people(12))]
    rows[5][0] = "老客户丁勇带来"
    report = sheets.inspect(rows, "会员")
    assert report.columns[0].type is PiType.OTHER
    (found,) = [one for one in sheets.findings(rows, report) if one.column == 0]
    assert (found.row, found.type, found.start, found.end) == (6, PiType.PERSON_NAME, 3, 5)
