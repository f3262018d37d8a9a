"""Lists, windows, single records and selections."""

from pathlib import Path

import pytest

from app.bootstrap import Services
from app.domain.records import RecordQuery
from app.domain.words import Disposition, Field, Kind, Role, Sensitivity, State
from app.errors import UserError
from app.vault.secret import Secret
from tests.helpers.office_files import workbook
from tests.helpers.people_rows import HEADS, people, person
from tests.helpers.planted import planted
from tests.helpers.vaults import PASSPHRASE, opened


@pytest.fixture
def filled(services: Services, tmp_path: Path) -> Services:
    """A vault with five customers."""
    services.imports.run(workbook(tmp_path / "客户.xlsx", {"会员": [HEADS, *people(5)]}))
    return services


def names(services: Services, query: RecordQuery) -> list[str]:
    return [row.customer_name for row in services.records.list(query).records]


def test_the_newest_come_first(filled: Services) -> None:
    assert names(filled, RecordQuery()) == [person(number)[0] for number in (4, 3, 2, 1, 0)]


def test_a_page_counts_all_and_shows_some(filled: Services) -> None:
    page = filled.records.list(RecordQuery(limit=2, offset=1))
    assert (page.total, [row.customer_name for row in page.records]) == (5, [person(3)[0], person(2)[0]])


def test_a_row_has_what_a_list_shows(filled: Services) -> None:
    row = filled.records.list(RecordQuery(limit=1)).records[0]
    assert (row.state, row.kind, row.sensitivity, row.rule) == (State.IMPORTED, None, None, None)
    assert (row.disposition, row.decided, row.held, row.retain_until) == (Disposition.KEEP, False, False, None)
    assert len(row.uid) == len(row.customer) == 32
    assert row.title == person(4)[4]


def test_a_search_finds_pieces_of_names_numbers_and_addresses(filled: Services) -> None:
    one = person(3)
    for text in (one[0], one[0][1:], one[1], one[1][-4:], one[2], one[2][:7], "南京东路4号"):
        assert one[0] in names(filled, RecordQuery(search=text)), text
    assert names(filled, RecordQuery(search="黑龙江")) == []
    assert filled.records.list(RecordQuery(search="，")).total == 0


def test_filters_narrow_the_list(services: Services) -> None:
    planted(services.session, 3)
    planted(services.session, 2, kind="accounting", rule="ACC-VOUCHER")
    total = {
        "kind": services.records.list(RecordQuery(kind=Kind.ACCOUNTING)).total,
        "rule": services.records.list(RecordQuery(rule="PI-MIN")).total,
        "state": services.records.list(RecordQuery(state=State.ARCHIVED)).total,
        "both": services.records.list(RecordQuery(kind=Kind.SERVICE, sensitivity=Sensitivity.SENSITIVE)).total,
        "held": services.records.list(RecordQuery(held=True)).total,
        "open": services.records.list(RecordQuery(unclassified=True)).total,
    }
    assert total == {"kind": 2, "rule": 3, "state": 0, "both": 3, "held": 0, "open": 0}


def test_one_customers_and_one_imports_records(filled: Services, tmp_path: Path) -> None:
    filled.imports.run(workbook(tmp_path / "b.xlsx", [HEADS, [*person(2)[:5], "续费"]]))
    row = filled.records.list(RecordQuery(limit=1)).records[0]
    assert filled.records.list(RecordQuery(customer=row.customer)).total == 2
    with filled.session.read() as uow:
        batch = uow.batches.sheets()[0].batch.uid.hex()
    assert filled.records.list(RecordQuery(batch=batch)).total == 5
    assert filled.records.list(RecordQuery(customer="zz")).total == 0


def test_sorting_by_a_column(filled: Services) -> None:
    by_name = names(filled, RecordQuery(sort="customer_name"))
    assert by_name == sorted(by_name)
    by_date = [row.event_date for row in filled.records.list(RecordQuery(sort="event_date", descending=True)).records]
    assert by_date == sorted(by_date, key=str, reverse=True)
    with pytest.raises(UserError, match="bad-sort"):
        filled.records.ids(RecordQuery(sort="salt; DROP TABLE record"))


def test_a_window_shows_numbers_in_their_order_and_leaves_out_what_is_gone(filled: Services) -> None:
    ids = filled.records.ids(RecordQuery())
    rows = filled.records.window([ids[2], 999_999, ids[0]])
    assert [row.id for row in rows] == [ids[2], ids[0]]
    assert list(ids) == sorted(ids, reverse=True)


def test_a_window_is_masked_where_it_is_asked_for(filled: Services) -> None:
    """Lists are masked whoever looks; an export writes the same rows whole."""
    ids = filled.records.ids(RecordQuery())
    whole, masked = filled.records.window(ids[:1])[0], filled.records.window(ids[:1], masked=True)[0]
    assert (whole.customer_name, "*" in masked.customer_name) == (person(4)[0], True)
    assert (whole.uid, whole.event_date) == (masked.uid, masked.event_date)


def test_a_look_up_shows_all_and_is_logged(filled: Services) -> None:
    uid = filled.records.list(RecordQuery(limit=1)).records[0].uid
    shown = filled.records.show(uid)
    assert [field.text for field in shown.fields] == [text for text in person(4) if text]
    assert (shown.file, shown.sheet, shown.row_number, shown.masked) == ("客户.xlsx", "会员", 6, False)
    with filled.session.read() as uow:
        event = uow.audit.newest(1)[0]
    assert (event.action, event.subject) == ("record.show", uid)
    assert [entry.event for entry in filled.records.show(uid).history] == ["imported", "looked-up"]


def test_a_look_up_is_in_the_record_s_history_however_its_id_was_typed(filled: Services) -> None:
    uid = filled.records.list(RecordQuery(limit=1)).records[0].uid
    filled.records.show(f" {uid.upper()}")
    with filled.session.read() as uow:
        assert uow.audit.newest(1)[0].subject == uid
    assert [entry.event for entry in filled.records.show(uid).history] == ["imported", "looked-up"]


def test_the_result_of_a_look_up_is_what_the_command_line_prints(filled: Services) -> None:
    found = filled.records.show(filled.records.list(RecordQuery(limit=1)).records[0].uid)
    result = found.result(["because"])
    assert result["fields"] == dict(zip(HEADS[:5], person(4)[:5], strict=True))
    assert isinstance(result["decision"], dict)
    assert result["decision"]["reasons"] == ["because"]
    assert {"uid", "customer", "state", "disposition", "history", "title"} <= result.keys()
    assert "id" not in result


def test_a_peek_is_masked_and_not_logged(filled: Services) -> None:
    with filled.session.read() as uow:
        size = uow.audit.size()
    seen = filled.records.peek(filled.records.list(RecordQuery(limit=1)).records[0].uid)
    assert seen.masked
    assert person(4)[1] not in {field.text for field in seen.fields}
    assert person(4)[2] not in {field.text for field in seen.fields}
    with filled.session.read() as uow:
        assert uow.audit.size() == size


def test_who_may_only_read_sees_masked_records(filled: Services) -> None:
    filled.operators.add("陈查阅", Role.VIEWER, Secret(PASSPHRASE))
    folder = filled.session.folder.path
    filled.close()
    viewer = opened(folder, operator="陈查阅")
    row = viewer.records.list(RecordQuery(limit=1)).records[0]
    shown = viewer.records.show(row.uid)
    viewer.close()
    assert shown.masked
    seen = {row.customer_name, *(field.text for field in shown.fields)}
    assert not seen & set(person(4)[:4])


def test_a_title_names_nobody_to_who_may_only_read(services: Services, tmp_path: Path) -> None:
    rows = [["服务日期", "服务内容", "服务人员"]]
    rows += [
        [f"2024-03-{day:02}", f"{day} 号课程款退费，收款人：欧阳建国，电话13812345678", "前台"] for day in range(1, 9)
    ]
    services.imports.run(workbook(tmp_path / "服务.xlsx", {"服务记录": rows}), mapping={Field.SUBJECT: "服务内容"})
    assert "欧阳建国" in services.records.list(RecordQuery(limit=1)).records[0].title
    services.operators.add("陈查阅", Role.VIEWER, Secret(PASSPHRASE))
    folder = services.session.folder.path
    services.close()
    viewer = opened(folder, operator="陈查阅")
    title = viewer.records.list(RecordQuery(limit=1)).records[0].title
    viewer.close()
    assert "课程款" in title
    assert "欧阳建国" not in title
    assert "13812345678" not in title


def test_who_sees_numbers_masked_finds_whole_ones_only(filled: Services) -> None:
    phone = next(cell for cell in person(4) if cell.isdigit() and len(cell) == 11)
    beginning, whole = RecordQuery(search=phone[:7]), RecordQuery(search=phone)
    assert filled.records.list(beginning).total
    filled.operators.add("陈查阅", Role.VIEWER, Secret(PASSPHRASE))
    folder = filled.session.folder.path
    filled.close()
    viewer = opened(folder, operator="陈查阅")
    assert viewer.records.list(beginning).total == 0
    assert len(viewer.records.ids(beginning)) == 0
    assert viewer.records.list(whole).total == len(viewer.records.ids(whole)) == 1
    viewer.close()


def test_in_a_vault_for_reading_only_a_look_up_is_masked(filled: Services, monkeypatch: pytest.MonkeyPatch) -> None:
    uid = filled.records.list(RecordQuery(limit=1)).records[0].uid
    monkeypatch.setattr(filled.session, "read_only", True)
    shown = filled.records.show(uid)
    assert shown.masked
    assert person(4)[1] not in {field.text for field in shown.fields}


def test_an_unknown_record_is_told(filled: Services) -> None:
    for uid in ("00" * 16, "nonsense", ""):
        with pytest.raises(UserError, match="unknown-record"):
            filled.records.show(uid)


def test_selections_are_numbers_each_once(filled: Services) -> None:
    rows = filled.records.list(RecordQuery()).records
    picked = filled.records.resolve([rows[0].uid, rows[1].uid], search=rows[1].customer_name)
    assert picked[:2] == (rows[0].id, rows[1].id)
    assert len(picked) == len(set(picked))
    with pytest.raises(UserError, match="unknown-record"):
        filled.records.resolve(["00" * 16])
    with pytest.raises(UserError, match="nothing-selected"):
        filled.records.resolve()


def test_destroyed_records_are_stubs_and_in_no_other_list(services: Services) -> None:
    with services.session.write() as uow:
        uow.connection.execute(
            "INSERT INTO stub VALUES (?, 'service', 'sensitive', 'PI-MIN', '2020-01-01', NULL, NULL, '2026-11-20',"
            " 'XH-2026-001', x'00')",
            (b"\x01" * 16,),
        )
        uow.commit()
    assert services.records.list(RecordQuery()).total == 0
    page = services.records.list(RecordQuery(state=State.DESTROYED, limit=5))
    assert (page.total, page.records[0].state, page.records[0].uid) == (1, State.DESTROYED, "01" * 16)
    assert services.records.list(RecordQuery(state=State.DESTROYED, kind=Kind.BASIC)).total == 0
    shown = services.records.show("01" * 16)
    assert (shown.fields, shown.decision, shown.history[0].detail) == ((), None, "XH-2026-001")
    assert services.records.resolve(["01" * 16]) == ()
