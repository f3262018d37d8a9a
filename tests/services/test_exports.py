"""Workbooks of records: all of them, safe to open, masked where asked, logged where not."""

from pathlib import Path

import openpyxl
import pytest

from app.bootstrap import Services
from app.domain.words import Role
from app.errors import Cancelled, Refused, UserError
from app.jobs import CancelToken, Progress
from app.vault.secret import Secret
from tests.helpers.office_files import workbook
from tests.helpers.people_rows import HEADS, people, person
from tests.helpers.vaults import PASSPHRASE, opened


@pytest.fixture
def filled(services: Services, tmp_path: Path) -> Services:
    """Two sheets with equal columns and one with others; a cell that looks like a formula, a note with a name."""
    second = [[*person(7)[:5], "=HYPERLINK(1)"], [*person(8)[:5], "王建华介绍；电话13800138000"]]
    services.imports.run(workbook(tmp_path / "a.xlsx", {"2023": [HEADS, *people(3)]}))
    (tmp_path / "2024.csv").write_text("\n".join(",".join(row) for row in [HEADS, *second]), encoding="utf-8")
    services.imports.run(tmp_path / "2024.csv")
    orders = [["订单号", "收货人", "金额"], ["DD20240001", person(0)[0], "99.50"]]
    services.imports.run(workbook(tmp_path / "b.xlsx", {"订单": orders}))
    return services


def cells(path: Path) -> dict[str, list[list[object]]]:
    book = openpyxl.load_workbook(path)
    return {page.title: [[cell.value for cell in row] for row in page.iter_rows()] for page in book}


def test_every_record_is_in_it_with_its_own_columns(filled: Services, tmp_path: Path) -> None:
    written = filled.exports.workbook(tmp_path / "out.xlsx")
    pages = cells(tmp_path / "out.xlsx")
    assert (written.rows, list(pages)) == (6, ["2023", "订单"])
    assert pages["2023"][0][8:] == HEADS
    assert pages["2023"][1][8:13] == person(0)[:5]
    assert pages["2023"][4][13] == "=HYPERLINK(1)"
    assert openpyxl.load_workbook(tmp_path / "out.xlsx")["2023"]["N5"].data_type == "s"
    assert pages["订单"][1][8:] == ["DD20240001", person(0)[0], "99.50"]


def test_an_export_is_a_copy_that_is_kept_in_mind(filled: Services, tmp_path: Path) -> None:
    written = filled.exports.workbook(tmp_path / "out.xlsx")
    with filled.session.read() as uow:
        (copy,) = uow.copies.all()
        uids = uow.connection.value("SELECT count(*) FROM outside_copy_record")
        event = uow.audit.newest(1)[0]
    assert (copy.kind, copy.file, copy.records, copy.masked, uids) == ("export", "out.xlsx", 6, False, 6)
    assert copy.sha256 == written.sha256
    assert (event.action, event.detail["records"], event.detail["masked"]) == ("export.workbook", 6, False)


def test_a_masked_export_tells_of_nobody_and_is_no_copy(filled: Services, tmp_path: Path) -> None:
    filled.exports.workbook(tmp_path / "out.xlsx", masked=True)
    seen = {str(cell) for rows in cells(tmp_path / "out.xlsx").values() for row in rows for cell in row}
    whole = {text for number in (0, 1, 2, 7, 8) for text in person(number)[:4]}
    assert not seen & whole
    assert not [text for text in seen if "13800138000" in text or "王建华" in text]
    assert {"DD20240001", "99.50"} <= seen
    with filled.session.read() as uow:
        assert uow.copies.all() == ()
        assert uow.audit.newest(1)[0].detail["masked"] is True


def test_heads_and_words_are_in_the_language_asked_for(filled: Services, tmp_path: Path) -> None:
    filled.exports.workbook(tmp_path / "zh.xlsx", language="zh")
    filled.exports.workbook(tmp_path / "en.xlsx", language="en")
    assert cells(tmp_path / "zh.xlsx")["2023"][0][1] == "客户"
    assert cells(tmp_path / "en.xlsx")["2023"][0][1] == "Customer"


def test_a_file_that_is_there_is_not_overwritten(filled: Services, tmp_path: Path) -> None:
    (tmp_path / "out.xlsx").write_text("mine")
    with pytest.raises(UserError, match="target-exists"):
        filled.exports.workbook(tmp_path / "out.xlsx")
    assert (tmp_path / "out.xlsx").read_text() == "mine"


def test_cancelling_leaves_no_file_and_no_trace(filled: Services, tmp_path: Path) -> None:
    class Stop(CancelToken):
        def check(self) -> None:
            raise Cancelled

    (tmp_path / "out").mkdir()
    with pytest.raises(Cancelled):
        filled.exports.workbook(tmp_path / "out" / "a.xlsx", progress=Progress(Stop()))
    assert list((tmp_path / "out").iterdir()) == []
    with filled.session.read() as uow:
        assert uow.copies.all() == ()
        assert uow.audit.newest(1)[0].action == "import.file"


def test_who_may_only_read_may_not_export(filled: Services, tmp_path: Path) -> None:
    filled.operators.add("陈查阅", Role.VIEWER, Secret(PASSPHRASE))
    folder = filled.session.folder.path
    filled.close()
    viewer = opened(folder, operator="陈查阅")
    with pytest.raises(Refused, match="role-forbids"):
        viewer.exports.workbook(tmp_path / "out.xlsx")
    viewer.close()
