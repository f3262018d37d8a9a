"""Whatever is in a file, its counts add up and nothing is counted twice."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.bootstrap import Services
from app.services.imports import ImportedSheet
from app.storage.portions import BITS
from tests.helpers.people_rows import HEADS, person
from tests.helpers.vaults import make_vault, opened

PORTION = 1 << BITS
GOOD = st.integers(0, 12).map(person)
BROKEN = st.integers(0, 12).map(lambda number: [*person(number)[:1], "310101199001011230", *person(number)[2:]])
ODD = st.sampled_from(
    [
        [""] * 6,
        HEADS,
        ["合计", "", "3", "", "", ""],
        ["制表：王芳", "", "", "", "", ""],
        ["王伟", "无", "1.38E+10", "", "", ""],
        ["", "", "", "", "2019-02-30", "只有备注"],
        ["", "", "", "", "", "没有姓名，电话13800138000"],
        ["=1+1", "@x", "-", "+", "", '"'],
    ]
)
ROWS = st.lists(st.one_of(GOOD, GOOD, GOOD, BROKEN, ODD), min_size=1, max_size=40)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=ROWS)
def test_counts_add_up(tmp_path: Path, rows: list[list[str]]) -> None:
    folder = tmp_path / f"{len(list(tmp_path.iterdir()))}"
    folder.mkdir()
    services = opened(make_vault(folder))
    table = [HEADS, person(50), person(51), *rows]
    quoted = [",".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in table]
    (folder / "a.csv").write_text("\n".join(quoted), encoding="utf-8")
    first, second = (services.imports.run(folder / "a.csv").sheets[0] for _ in range(2))
    with services.session.read() as uow:
        stored = uow.connection.rows("SELECT row_number, digest FROM record")
        indexed = uow.connection.value("SELECT count(*) FROM search WHERE search MATCH 'a* OR 1* OR 2* OR \"王\"'")
        dangling = uow.connection.rows("PRAGMA foreign_key_check")
    services.close()
    assert dangling == []
    filled = [number for number, row in enumerate(table, 1) if any(map(str.strip, row)) and number > 1]
    assert first.rows_read == first.records_added + first.duplicates + first.rejected_rows == len(filled)
    assert first.records_added == len(stored) == len({digest for _, digest in stored}) >= indexed
    assert {number for number, _ in stored} | {one.row for one in first.rejected} <= set(filled)
    assert (second.records_added, second.rejected) == (0, first.rejected)
    assert second.duplicates == first.records_added + first.duplicates


@pytest.mark.parametrize("few", [0, 1 << 19], ids=["marks", "kept"])
def test_an_import_goes_on_in_the_next_portion(
    tmp_path: Path, services: Services, monkeypatch: pytest.MonkeyPatch, few: int
) -> None:
    """Rows and customers on both sides of the border are known again, further down, by a later file and a larger."""
    monkeypatch.setattr("app.services.key_filter._FEW", few)
    monkeypatch.setattr("app.services.key_filter._WORTH", PORTION)  # else so large a number of rows keeps no filter
    monkeypatch.setattr("app.services.sheet_import.BATCH", 6)
    monkeypatch.setattr("app.services.sheet_import._TOGETHER", 1)
    path = tmp_path / "a.csv"

    def imported(first: int, last: int, remarks: tuple[str, ...] = ("",)) -> ImportedSheet:
        rows = [[*person(number)[:-1], remark] for remark in remarks for number in range(first, last)]
        path.write_text("\n".join(map(",".join, [HEADS, *rows])), encoding="utf-8")
        return services.imports.run(path).sheets[0]

    assert imported(0, 3).records_added == 3
    with services.session.write(large=True) as uow:
        moved = {"by": PORTION - 6}
        uow.connection.execute("UPDATE record SET id = id + :by, customer_id = customer_id + :by", moved)
        uow.connection.execute("UPDATE customer SET id = id + :by", moved)
        uow.commit()
    assert (imported(0, 8, ("", "再来", "")).duplicates, imported(1, 8).duplicates) == (3 + 8, 7)
    again = imported(0, 40)
    assert (again.duplicates, again.records_added) == (8, 32)
    with services.session.read() as uow:
        assert uow.customers.count() == 40
        stored = uow.connection.rows("SELECT id >= ?, length(digest) FROM record", (PORTION,))
    assert {*stored} == {(0, 16), (1, 18)}
