"""Cleaning: each change is what it says, counted, shown, and its original is kept with the record and goes with it."""

from pathlib import Path

import pytest

from app.bootstrap import Services
from app.domain.cleanings import Cleaning, Example
from app.domain.mappings import ColumnChoice, SheetChoice
from app.domain.records import Column, RecordQuery, SheetPlan
from app.domain.words import Field, Kind, PiType, Sensitivity
from app.formats.table_files import open_table_file
from app.services.cleaning import RowCleaner
from app.services.cleaning_surveys import survey_cleaning
from tests.helpers.office_files import workbook
from tests.helpers.shops import approved, database_bytes, make_shop
from tests.helpers.vaults import clock, services, vault

__all__ = ["clock", "services", "vault"]

EVERY = tuple(Cleaning)
COLUMNS = (
    ("姓名", Field.NAME, PiType.PERSON_NAME),
    ("手机", Field.PHONE, PiType.MOBILE_PHONE),
    ("日期", Field.DATE, PiType.EVENT_DATE),
    ("金额", Field.AMOUNT, PiType.AMOUNT),
    ("备注", Field.NOTE, PiType.FREE_TEXT),
)


def cleaner(*wanted: Cleaning) -> RowCleaner:
    columns = tuple(
        Column(at, header, field, kind, 1.0, Sensitivity.GENERAL) for at, (header, field, kind) in enumerate(COLUMNS)
    )
    return RowCleaner(SheetPlan("客户", Kind.BASIC, 1, 2, columns), wanted or EVERY)


@pytest.mark.parametrize(
    ("at", "before", "after"),
    [
        (0, "  张建明　", "张建明"),
        (0, "张　 三", "张三"),
        (0, "\u202a张三\u202c", "张三"),
        (0, "欧阳 娜娜 ", "欧阳娜娜"),
        (0, "John  Smith", "John  Smith"),
        (0, "无", ""),
        (1, "１３８１２３４５６７８", "13812345678"),
        (1, "138-1234-5678", "13812345678"),
        (1, "+86 138 1234 5678", "13812345678"),
        (1, "（021）5888 1234", "021-58881234"),
        (1, "021-58881234转8012", "021-58881234转8012"),
        (1, "(02) 2345-6789", "(02) 2345-6789"),
        (1, "+852 9123 4567", "+852 9123 4567"),
        (1, "13812345678/13912345678", "13812345678/13912345678"),
        (1, "0000", ""),
        (2, "2019年3月1日", "2019-03-01"),
        (2, "2019/3/1", "2019-03-01"),
        (2, "20190301", "2019-03-01"),
        (2, "二〇一九年三月一日", "2019-03-01"),
        (2, "2019年3月", "2019年3月"),
        (2, "2019-03-01 10:22", "2019-03-01 10:22"),
        (2, "2019-02-30", "2019-02-30"),
        (2, "-", ""),
        (3, "１２８．００", "128.00"),
        (3, "0", "0"),
        (4, "无", "无"),
        (4, "会员ＶＩＰ，８折", "会员VIP，8折"),
        (4, "一行\n两行", "一行\n两行"),
    ],
)
def test_a_cell_becomes(at: int, before: str, after: str) -> None:
    row = ["x"] * len(COLUMNS)
    row[at] = before
    cells = cleaner().clean(2, row)
    assert cells[at] == after
    assert (cells is row) == (before == after)
    assert row[at] == before


def test_a_cleaning_that_is_off_changes_nothing() -> None:
    row = [" 张 三 ", "１３８-１２３４-５６７８", "2019年3月1日", "", " 无 "]
    assert cleaner(Cleaning.TRIM).clean(2, row) == ["张 三", row[1], row[2], "", "无"]


def test_each_change_is_counted_and_the_first_ones_are_shown() -> None:
    works = cleaner()
    for number in range(2, 12):
        works.clean(number, ["张　三", "138-1234-5678", "2019-03-01", "", ""])
    report = works.report()
    assert report.counts == {Cleaning.NAME: 10, Cleaning.PHONE: 10}
    assert len(report.examples[Cleaning.PHONE]) == 5
    assert report.examples[Cleaning.NAME][0] == Example("姓名", 2, "张　三", "张三")
    assert report.cells == 20


HEAD = "姓名,手机号码,到店日期,备注"
MESSY = ("张　三,138-1234-5678,2019年3月1日,无", "李四,13912345678,2019-03-02,老客户")


@pytest.fixture
def messy(tmp_path: Path) -> Path:
    path = tmp_path / "名单.csv"
    path.write_text("\n".join((HEAD, *MESSY)), encoding="utf-8")
    return path


def contents(services: Services) -> list[list[str]]:
    with services.session.read() as uow:
        return [uow.records.content(number) for number in sorted(services.records.ids(RecordQuery()))]


def test_without_being_asked_nothing_is_changed(services: Services, messy: Path) -> None:
    assert services.imports.run(messy).cleaned == {}
    assert contents(services) == [line.split(",") for line in MESSY]


def test_stored_clean_with_the_original_kept(services: Services, messy: Path) -> None:
    done = services.imports.run(messy, cleanings=EVERY)
    assert done.cleaned == {Cleaning.NAME: 1, Cleaning.PHONE: 1, Cleaning.DATE: 1}
    assert contents(services)[0] == ["张三", "13812345678", "2019-03-01", "无"]
    with services.session.read() as uow:
        first, second = sorted(services.records.ids(RecordQuery()))
        assert uow.originals.of(first) == {0: "张　三", 1: "138-1234-5678", 2: "2019年3月1日"}
        assert uow.originals.of(second) == {}
        assert uow.batches.sheets()[0].batch.cleaning == done.cleaned
    assert len(services.records.ids(RecordQuery(search="13812345678"))) == 1


def test_a_duplicate_is_one_whether_it_is_cleaned_or_not(services: Services, messy: Path) -> None:
    """The counts of an import don't depend on what is switched on: equal rows of files are equal."""
    services.imports.run(messy)
    (sheet,) = services.imports.run(messy, cleanings=EVERY).sheets
    assert (sheet.records_added, sheet.duplicates) == (0, 2)


def test_a_rejected_row_goes_back_as_it_came(services: Services, tmp_path: Path) -> None:
    path = tmp_path / "名单.csv"
    path.write_text("姓名,身份证号\n张　三,11010119900307001X\n李四,110101199003070011\n", encoding="utf-8")
    (sheet,) = services.imports.run(path, cleanings=EVERY, rejects_dir=tmp_path).sheets
    assert sheet.rejected_rows >= 1
    assert sheet.rows_read == sheet.records_added + sheet.duplicates + sheet.rejected_rows


def test_the_survey_tells_beforehand_what_the_import_does(services: Services, messy: Path) -> None:
    report = survey_cleaning(messy)
    assert report.counts == services.imports.run(messy, cleanings=EVERY).cleaned
    assert report.examples[Cleaning.DATE] == (Example("到店日期", 2, "2019年3月1日", "2019-03-01"),)


def test_the_survey_reads_a_column_as_a_person_said(messy: Path) -> None:
    choice = SheetChoice(columns={1: ColumnChoice(None, PiType.FREE_TEXT)})
    name = next(iter(_names(messy)))
    assert Cleaning.PHONE not in survey_cleaning(messy, sheets={name: choice}).counts


def _names(path: Path) -> list[str]:
    with open_table_file(path) as file:
        return [sheet.name for sheet in file.sheets]


def test_the_survey_reads_each_table_of_a_sheet_by_itself(tmp_path: Path) -> None:
    people_ = [["姓名", "电话"], ["王 芳", "13900139000"], ["李伟", "１３８００１３８０００"]]
    orders = [["订单编号", "客户姓名", "金额"], ["D2019030100", "张 敏", "10"], ["D2019030101", "王芳", "20"]]
    report = survey_cleaning(workbook(tmp_path / "a.xlsx", [*people_, [], ["订单"], *orders]))
    assert [(one.header, one.row) for one in report.examples[Cleaning.NAME]] == [("姓名", 2), ("客户姓名", 7)]


def test_originals_go_with_their_record(tmp_path: Path) -> None:
    """What a cell was before is a customer's value too."""
    services = make_shop(tmp_path, count=3)
    path = tmp_path / "名单.csv"
    path.write_text(f"{HEAD}\n欧阳\u3000凌霄,159-1234-0987,2019年3月1日,等到周五再送", encoding="utf-8")
    services.imports.run(path, cleanings=EVERY)
    services.classification.accept()
    ids = services.records.ids(RecordQuery(search="欧阳"))
    assert b"159-1234-0987" in database_bytes(services)
    services.destruction.execute(approved(services, ids), tmp_path / "out")
    text = database_bytes(services)
    for value in ("159-1234-0987", "15912340987", "欧阳　凌霄", "欧阳凌霄"):
        assert value.encode() not in text
    services.close()
