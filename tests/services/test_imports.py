"""Files become records of customers, whole or not at all."""

import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook

from app.bootstrap import Services
from app.domain.legal_bases import LegalBasis
from app.domain.origins import Origin
from app.domain.records import RecordQuery
from app.domain.words import Field, Kind, Role
from app.errors import Cancelled, Damaged, Refused, UserError
from app.formats.table_files import open_table_file
from app.jobs import CancelToken, Progress
from app.services.imports import ImportedFile
from app.vault.secret import Secret
from tests.helpers.office_files import workbook
from tests.helpers.people_rows import HEADS, people, person, with_check_digit
from tests.helpers.vaults import PASSPHRASE, opened


def rows(services: Services, sql: str) -> list[tuple[object, ...]]:
    with services.session.read() as uow:
        return uow.connection.rows(sql)


def sizes(services: Services) -> list[list[tuple[object, ...]]]:
    tables = ("record", "customer", "batch", "sheet", "audit")
    return [rows(services, f"SELECT count(*) FROM {table}") for table in tables]  # noqa: S608 - fixed names


def contents(services: Services) -> list[list[str]]:
    return [json.loads(str(row[0])) for row in rows(services, "SELECT content FROM record ORDER BY id")]


def require_sums(imported: ImportedFile) -> None:
    for sheet in imported.sheets:
        assert sheet.rows_read == sheet.records_added + sheet.duplicates + sheet.rejected_rows
        assert len(sheet.rejected) == sheet.rejected_rows


def counts(imported: ImportedFile, at: int = 0) -> tuple[int, int, int, int]:
    require_sums(imported)
    sheet = imported.sheets[at]
    return sheet.rows_read, sheet.records_added, sheet.duplicates, sheet.rejected_rows


def test_rows_become_records_with_all_that_the_file_said(services: Services, tmp_path: Path) -> None:
    path = workbook(tmp_path / "客户.xlsx", {"会员": [["客户登记表"], HEADS, *people(3)]})
    imported = services.imports.run(path, origin=Origin("门店", "办理会员", LegalBasis.CONSENT, date(2026, 1, 1)))
    assert counts(imported) == (3, 3, 0, 0)
    assert (imported.sheets[0].name, imported.sheets[0].kind) == ("会员", Kind.BASIC)
    assert contents(services) == people(3)
    assert rows(services, "SELECT row_number, state, kind, personal FROM record") == [
        (number, "imported", None, 1) for number in (3, 4, 5)
    ]
    assert rows(services, "SELECT event_date FROM record") == [(row[4],) for row in people(3)]
    batch = rows(services, "SELECT file_name, source, purpose, legal_basis, purpose_until, operator FROM batch")
    assert batch == [("客户.xlsx", "门店", "办理会员", "consent", "2026-01-01", "王建华")]


def test_customers_are_told_by_their_numbers(services: Services, tmp_path: Path) -> None:
    row = person(1)
    services.imports.run(workbook(tmp_path / "a.xlsx", [HEADS, row]))
    born = f"{row[1][6:10]}-{row[1][10:12]}-{row[1][12:14]}"
    known = rows(services, "SELECT name, id_number, phone, address, birth_date FROM customer")
    assert known == [(row[0], row[1], row[2], row[3], born)]


def test_rows_of_one_customer_in_two_files_come_together(services: Services, tmp_path: Path) -> None:
    one = person(1)
    services.imports.run(workbook(tmp_path / "a.xlsx", [HEADS, one, person(2)]))
    orders = [["订单号", "客户姓名", "联系电话", "商品", "金额", "下单日期"]]
    orders += [["DD20240001", one[0], f"{one[2][:3]} {one[2][3:7]} {one[2][7:]}", "茶叶", "99", "2024-05-01"]]
    services.imports.run(workbook(tmp_path / "b.xlsx", orders))
    assert rows(services, "SELECT count(*) FROM customer") == [(2,)]
    assert rows(services, "SELECT customer_id FROM record ORDER BY id") == [(1,), (2,), (1,)]


def test_a_text_file_in_gb18030_comes_in(services: Services, tmp_path: Path) -> None:
    text = "\n".join(",".join(row) for row in [HEADS, *people(4)])
    (tmp_path / "客户.csv").write_bytes(text.encode("gb18030"))
    imported = services.imports.run(tmp_path / "客户.csv")
    assert counts(imported) == (4, 4, 0, 0)
    assert imported.sheets[0].name == "客户"
    assert contents(services) == people(4)


def test_the_same_file_twice_adds_nothing(services: Services, tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", [HEADS, *people(5)])
    services.imports.run(path)
    tables = ("record", "customer", "batch", "sheet")
    before = [rows(services, f"SELECT * FROM {table}") for table in tables]  # noqa: S608 - fixed names
    assert counts(services.imports.run(path)) == (5, 0, 5, 0)
    assert [rows(services, f"SELECT * FROM {table}") for table in tables] == before  # noqa: S608 - fixed names


def test_a_row_equal_to_an_earlier_one_is_a_duplicate_in_any_file(services: Services, tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", {"1月": [HEADS, *people(3), person(0)], "2月": [HEADS, person(2), person(9)]})
    imported = services.imports.run(path)
    assert counts(imported, 0) == (4, 3, 1, 0)
    assert counts(imported, 1) == (2, 1, 1, 0)


def test_rejected_rows_are_named_and_the_rest_comes_in(services: Services, tmp_path: Path) -> None:
    wrong = person(1)
    wrong[1] = wrong[1][:17] + ("1" if wrong[1][17] != "1" else "2")
    rounded: list[object] = [*person(2)]
    rounded[1] = float(person(2)[1][:15] + "000")
    late = person(3)
    late[4] = "2019-02-30"
    broken = person(4)
    broken[2] = "#REF!"
    table: list[Sequence[object]] = [HEADS, person(0), wrong, rounded, [], late, broken, HEADS, person(5)]
    table += [["合计", "", "6"], ["制表：王芳", "", "", "审核：李强"]]
    imported = services.imports.run(workbook(tmp_path / "a.xlsx", table))
    assert counts(imported) == (9, 2, 0, 7)
    assert [(one.row, one.column, one.code) for one in imported.sheets[0].rejected] == [
        (3, 1, "bad-id"),
        (4, 1, "rounded-number"),
        (6, 4, "bad-date"),
        (7, 2, "error-cell"),
        (8, None, "repeated-header"),
        (10, None, "total-row"),
        (11, None, "signature-row"),
    ]
    assert contents(services) == [person(0), person(5)]


def test_rejected_rows_can_be_corrected_in_their_workbook_and_imported_again(
    services: Services, tmp_path: Path
) -> None:
    wrong = person(1)
    right, wrong[1] = wrong[1], wrong[1][:17] + ("1" if wrong[1][17] != "1" else "2")
    (tmp_path / "out").mkdir()
    path = workbook(tmp_path / "客户.xlsx", {"会员": [HEADS, person(0), wrong]})
    imported = services.imports.run(path, rejects_dir=tmp_path / "out")
    assert imported.rejects_file == str(tmp_path / "out" / "客户-rejected.xlsx")
    with open_table_file(Path(imported.rejects_file)) as file:
        heads, row = file.open(0).rows()
    assert heads == [*HEADS, "未导入原因（清档）", "原行号（清档）", "档案类别（清档）"]
    assert row[:6] == wrong
    assert "身份证号" in row[6]
    assert row[7] == "3"
    row[1] = right
    corrected = workbook(tmp_path / "corrected.xlsx", [heads, row])
    again = services.imports.run(corrected)
    assert again.sheets[0].rejected == ()
    assert counts(again) == (1, 1, 0, 0)
    assert contents(services) == [person(0), person(1)]


def test_without_rejected_rows_no_workbook_is_written(services: Services, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    path = workbook(tmp_path / "a.xlsx", [HEADS, person(0)])
    assert services.imports.run(path, rejects_dir=tmp_path / "out").rejects_file is None
    assert list((tmp_path / "out").iterdir()) == []


def test_columns_that_map_to_nothing_are_kept(services: Services, tmp_path: Path) -> None:
    table = [["姓名", "手机", "鞋码", "", "鞋码"], ["王建华", "13800138000", "42", "x", "43"]]
    services.imports.run(workbook(tmp_path / "a.xlsx", table))
    uid = services.records.list(RecordQuery()).records[0].uid
    shown = services.records.show(uid)
    assert {field.name: field.text for field in shown.fields} == {
        "姓名": "王建华",
        "手机": "13800138000",
        "鞋码": "42",
        "[D]": "x",
        "鞋码 2": "43",
    }


def test_the_users_mapping_goes_before_the_programs(services: Services, tmp_path: Path) -> None:
    table = [["甲", "乙", "丙"], ["王建华", "13800138000", "K-1"], ["李娜", "13900139000", "K-2"]]
    path = workbook(tmp_path / "a.xlsx", table)
    services.imports.run(path, mapping={Field.CODE: "丙", Field.NAME: "甲"}, header_row=1, kind=Kind.CONTRACT)
    assert rows(services, "SELECT name, code FROM customer") == [("王建华", "K-1"), ("李娜", "K-2")]
    assert rows(services, "SELECT kind, header_row FROM sheet") == [("contract", 1)]


def test_a_mapping_to_a_header_that_is_not_there_changes_nothing(services: Services, tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", [HEADS, person(0)])
    with pytest.raises(UserError, match="header-not-found"):
        services.imports.run(path, mapping={Field.CODE: "会员卡"})
    assert rows(services, "SELECT count(*) FROM record") == [(0,)]


def test_one_sheet_can_be_chosen(services: Services, tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", {"一": [HEADS, person(0)], "二": [HEADS, person(1)]})
    imported = services.imports.run(path, sheet="二")
    assert [sheet.name for sheet in imported.sheets] == ["二"]
    with pytest.raises(UserError, match="sheet-not-found") as found:
        services.imports.run(path, sheet="三")
    assert found.value.params["sheets"] == "一, 二"


def test_the_log_tells_counts_and_the_files_hash_but_not_its_name(services: Services, tmp_path: Path) -> None:
    imported = services.imports.run(workbook(tmp_path / "王伟的客户.xlsx", [HEADS, *people(2)]))
    with services.session.read() as uow:
        event = uow.audit.newest(1)[0]
    assert (event.action, event.subject) == ("import.file", imported.sha256)
    assert event.detail["records_added"] == 2
    assert "王伟" not in str(event)


@pytest.mark.parametrize("table", [[], [[]], [["姓名", "电话"]]])
def test_a_file_without_rows_is_told(services: Services, tmp_path: Path, table: list[list[str]]) -> None:
    with pytest.raises(Damaged, match="no-rows"):
        services.imports.run(workbook(tmp_path / "a.xlsx", table))
    assert rows(services, "SELECT count(*) FROM batch") == [(0,)]


def test_a_file_that_breaks_in_the_middle_adds_nothing(services: Services, tmp_path: Path) -> None:
    lines = [",".join(row) for row in [HEADS, *people(6000)]]
    lines.append("王伟,310101," + "x" * 200_000)
    (tmp_path / "a.csv").write_text("\n".join([*lines, *lines[1:50]]), encoding="utf-8")
    with pytest.raises(Damaged, match="csv-broken"):
        services.imports.run(tmp_path / "a.csv")
    assert rows(services, "SELECT count(*) FROM record") == [(0,)]


def test_a_quote_that_is_never_closed_keeps_out_its_own_row(services: Services, tmp_path: Path) -> None:
    lines = [",".join(row) for row in [HEADS, *people(600)]]
    lines[300] = lines[300].replace(",", ',"', 1)
    lines[601:] = ['"王伟","","13912345678,上海市,,', '王芳,"310,,上海市,,"好"']
    (tmp_path / "a.csv").write_text("\n".join(lines), encoding="utf-8")
    imported = services.imports.run(tmp_path / "a.csv", rejects_dir=tmp_path)
    (sheet,) = imported.sheets
    assert (sheet.rows_read, sheet.records_added) == (602, 599)
    assert [(one.row, one.code) for one in sheet.rejected] == [(at, "open-quote") for at in (301, 602, 603)]
    again = services.imports.run(Path(str(imported.rejects_file)))
    assert again.sheets[0].records_added >= 1


def test_cells_beyond_the_header_are_a_reason_to_look(services: Services, tmp_path: Path) -> None:
    lines = [",".join(row) for row in [HEADS, *people(500)]]
    lines.append("王建国,,13912345678,上海市,浦东,张杨路,1号,2019-01-01,无")
    (tmp_path / "a.csv").write_text("\n".join(lines), encoding="utf-8")
    imported = services.imports.run(tmp_path / "a.csv")
    assert counts(imported) == (501, 500, 0, 1)
    assert (imported.sheets[0].rejected[0].code, imported.sheets[0].rejected[0].row) == ("too-many-cells", 502)


def test_a_stray_cell_far_away_does_not_widen_the_records(services: Services, tmp_path: Path) -> None:
    table: list[list[str | None]] = [[*HEADS], [*person(0)], [*person(1)]]
    table[2] += [None] * 3000 + ["x"]
    services.imports.run(workbook(tmp_path / "a.xlsx", table))
    assert {len(cells) for cells in contents(services)} == {7}


class Stop(CancelToken):
    """Cancels itself when it has been looked at so often."""

    def __init__(self, looks: int) -> None:
        super().__init__()
        self._looks = looks

    def check(self) -> None:
        self._looks -= 1
        if self._looks < 0:
            self.cancel()
        super().check()


def test_cancelling_anywhere_leaves_nothing(services: Services, tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", {"一": [HEADS, *people(2100)], "二": [HEADS, *people(10, 9000)]})
    before = sizes(services)
    looks = 0
    while True:
        try:
            services.imports.run(path, progress=Progress(Stop(looks)))
            break
        except Cancelled:
            assert sizes(services) == before
            assert services.records.ids(RecordQuery(search="上海")).tolist() == []
            looks += 1
    assert looks >= 5
    assert rows(services, "SELECT count(*) FROM record") == [(2110,)]


def test_progress_counts_the_rows(services: Services, tmp_path: Path) -> None:
    progress = Progress()
    services.imports.run(workbook(tmp_path / "a.xlsx", [HEADS, *people(30)]), progress=progress)
    assert progress.snapshot().step == "import.commit"


def test_who_may_only_read_may_not_import(services: Services, tmp_path: Path) -> None:
    services.operators.add("陈查阅", Role.VIEWER, Secret(PASSPHRASE))
    folder = services.session.folder.path
    services.close()
    viewer = opened(folder, operator="陈查阅")
    with pytest.raises(Refused, match="role-forbids"):
        viewer.imports.run(workbook(tmp_path / "a.xlsx", [HEADS, person(0)]))
    viewer.close()


def test_a_preview_shows_what_would_be_stored_and_changes_nothing(services: Services, tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", {"会员": [["客户表"], HEADS, *people(60)], "空": []})
    preview = services.imports.preview(path)
    (sheet,) = preview.sheets
    assert (preview.file, preview.imported_before, sheet.name, sheet.header_row) == ("a.xlsx", 0, "会员", 2)
    assert sheet.rows == tuple(tuple(row) for row in people(50))
    assert [column.field for column in sheet.columns[:4]] == [Field.NAME, Field.ID_NUMBER, Field.PHONE, Field.ADDRESS]
    assert rows(services, "SELECT count(*) FROM batch") == [(0,)]
    services.imports.run(path)
    assert services.imports.preview(path).imported_before == 60


def test_a_preview_warns_of_what_cannot_be_seen(services: Services, tmp_path: Path) -> None:
    book = Workbook()
    page = book.active
    assert page is not None
    for row in [["日期", "事项"], ["2024-01-01", "盘点"], ["2024-01-02", "清洁"]]:
        page.append(row)
    page.row_dimensions[3].hidden = True
    page.sheet_state = "visible"
    other = book.create_sheet("旧表")
    other.append(["日期", "事项"])
    other.append(["2023-01-01", "维修"])
    other.sheet_state = "hidden"
    book.save(tmp_path / "a.xlsx")
    first, second = services.imports.preview(tmp_path / "a.xlsx").sheets
    assert first.warnings == ("hidden-rows", "no-customer")
    assert second.warnings == ("hidden-sheet", "no-customer")


def test_who_comes_again_batches_later_is_the_same_customer(services: Services, tmp_path: Path) -> None:
    table = [HEADS, *people(3000), *[[*person(at)[:5], "再次"] for at in range(0, 3000, 7)]]
    services.imports.run(workbook(tmp_path / "a.xlsx", table))
    assert rows(services, "SELECT count(*) FROM customer") == [(3000,)]


@pytest.mark.parametrize("header", ["业务员", "经办人"])
def test_the_firms_own_people_are_not_its_customers(services: Services, tmp_path: Path, header: str) -> None:
    table = [[header, "项目", "日期"], ["王建华", "保洁", "2024-01-01"], ["李娜", "维修", "2024-01-02"]]
    services.imports.run(workbook(tmp_path / "a.xlsx", table))
    assert rows(services, "SELECT count(*) FROM customer") == [(0,)]
    assert rows(services, "SELECT personal FROM record") == [(1,), (1,)]


def test_a_child_is_known_with_its_birth_date(services: Services, tmp_path: Path) -> None:
    number = with_check_digit("31010120180501123")
    table = [["学员姓名", "身份证号", "家长电话"], ["王小明", number, "13800138000"]]
    services.imports.run(workbook(tmp_path / "a.xlsx", table))
    assert rows(services, "SELECT name, birth_date FROM customer") == [("王小明", "2018-05-01")]
