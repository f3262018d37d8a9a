"""What counts as one cell in a column: the same content, whatever stands around it."""

from app.detect import columns


def test_cells_are_counted_by_what_is_in_them() -> None:
    cells = ['="12 "', "12 ", "１２", "12", "王，李", "王,李", " ", "无", "——", '=""']
    assert dict(columns.evidence("", cells).counts) == {"12": 4, "王,李": 2}
