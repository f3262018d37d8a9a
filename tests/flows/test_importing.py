"""The import flow, walked without a window on real files."""

from pathlib import Path

import pytest

from app.domain.cleanings import Cleaning
from app.domain.mappings import SheetChoice
from app.domain.origins import Origin
from app.domain.words import Field, Kind, PiType
from app.errors import Cancelled, Damaged, Refused
from app.flows.importing import Choices, ImportFlow, with_field, with_type
from app.jobs import CancelToken, Progress
from app.services.imports import SheetPreview
from app.services.roster import Services
from app.vault import disk
from tests.flows.conftest import APPROVER
from tests.helpers.shops import database_bytes
from tests.helpers.vaults import opened

HEAD = "姓名,手机号,备注"
ROWS = ("张建明,13812345678,老客户", "李秀英,13912345678,", "王伟,13712345678,转介绍")


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "客户名单.csv"
    path.write_text("\n".join((HEAD, *ROWS)), encoding="utf-8")
    return path


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    path = tmp_path / "坏文件.xlsx"
    path.write_bytes(b"PK\x03\x04 no workbook")
    return path


@pytest.fixture
def flow(alone: Services) -> ImportFlow:
    return ImportFlow(alone, "zh")


def _do(flow: ImportFlow, progress: Progress | None = None) -> None:
    """Leave a step as the window does: problems, work, on."""
    assert flow.problems(flow.step) == ()
    work = flow.work(flow.step)
    if work is None:
        flow.go_next()
    else:
        flow.complete(work(progress or Progress()))


def _until(flow: ImportFlow, step: str) -> None:
    """Go on to a step, taking every page as it is."""
    while flow.step != step:
        _do(flow)


def _codes(flow: ImportFlow) -> list[str]:
    return [problem.code for problem in flow.problems(flow.step)]


def test_no_file_no_next(flow: ImportFlow) -> None:
    assert _codes(flow) == ["no-files"]


def test_a_file_is_on_the_list_once_and_can_be_taken_off(flow: ImportFlow, table: Path) -> None:
    flow.add_files([table, table])
    assert list(flow.state.files) == [table]
    flow.remove_file(table)
    assert list(flow.state.files) == []


def test_whole_way_of_a_file(flow: ImportFlow, table: Path, alone: Services) -> None:
    flow.add_files([table])
    _do(flow)
    assert [len(sheet.rows) for one in flow.state.ready if one.preview for sheet in one.preview.sheets] == [3]
    _until(flow, "origin")
    flow.change(origin=Origin("前台", "提供服务"))
    _do(flow)
    assert flow.step == "result"
    assert (flow.is_last, flow.can_go_back) == (True, False)
    counts = [flow.state.counted(name) for name in ("rows_read", "records_added", "duplicates", "rejected_rows")]
    assert counts == [3, 3, 0, 0]
    assert alone.overview.imports()[0].origin.source == "前台"


def test_the_origin_begins_as_it_was_said_last(flow: ImportFlow, table: Path, alone: Services) -> None:
    flow.add_files([table])
    _until(flow, "origin")
    flow.change(origin=Origin("前台", "提供服务"))
    _do(flow)
    assert ImportFlow(alone, "zh").state.origin == Origin("前台", "提供服务")


def test_a_file_that_cannot_come_in_is_shown_and_left_out(flow: ImportFlow, table: Path, broken: Path) -> None:
    flow.add_files([broken, table])
    _do(flow)
    assert [isinstance(one.error, Damaged) for one in flow.state.checked] == [True, False]
    _until(flow, "result")
    assert [outcome.path for outcome in flow.state.outcomes] == [table]


def test_only_broken_files_do_not_go_on(flow: ImportFlow, broken: Path) -> None:
    flow.add_files([broken])
    _do(flow)
    assert _codes(flow) == ["nothing-to-import"]


def test_a_folder_is_one_batch_of_its_tables(flow: ImportFlow, table: Path, tmp_path: Path, alone: Services) -> None:
    folder = tmp_path / "客户资料" / "2019"
    folder.mkdir(parents=True)
    (folder / "名单.csv").write_text(f"{HEAD}\n赵敏,13612345678,", encoding="utf-8")
    (folder / "合影.jpg").write_bytes(b"\xff\xd8\xff")
    flow.add_files([tmp_path / "客户资料", table])
    _do(flow)
    assert [one.path.name for one in flow.state.ready] == ["名单.csv", "客户名单.csv"]
    assert [Path(one.file).name for one in flow.state.left_out] == ["合影.jpg"]
    _until(flow, "result")
    assert alone.overview.figures().records == 4


def test_a_folder_without_a_table_is_told_and_does_not_go_on(flow: ImportFlow, tmp_path: Path) -> None:
    (tmp_path / "空").mkdir()
    flow.add_files([tmp_path / "空"])
    _do(flow)
    assert [one.error.code for one in flow.state.checked if one.error] == ["folder-empty"]
    assert _codes(flow) == ["nothing-to-import"]


def _sheet(flow: ImportFlow) -> SheetPreview:
    preview = flow.state.checked[0].preview
    assert preview is not None
    return preview.sheets[0]


def test_a_changed_kind_is_what_is_imported(flow: ImportFlow, table: Path) -> None:
    flow.add_files([table])
    _do(flow)
    flow.put_checked(flow.choose(table, Choices().put(_sheet(flow).name, SheetChoice(Kind.SERVICE))))
    _until(flow, "result")
    imported = flow.state.outcomes[0].imported
    assert imported is not None
    assert [sheet.kind for sheet in imported.sheets] == [Kind.SERVICE]


def test_going_back_keeps_what_was_chosen_for_a_file(flow: ImportFlow, table: Path) -> None:
    flow.add_files([table])
    _do(flow)
    flow.put_checked(flow.choose(table, Choices().put(_sheet(flow).name, SheetChoice(Kind.CONTRACT))))
    flow.go_back()
    _do(flow)
    assert _sheet(flow).kind is Kind.CONTRACT


def test_a_field_is_filled_by_one_column_and_another_type_is_taken(flow: ImportFlow, table: Path) -> None:
    flow.add_files([table])
    _do(flow)
    sheet = _sheet(flow)
    choices = with_field(Choices(), sheet, sheet.columns[2], Field.NAME)
    flow.put_checked(flow.choose(table, choices))
    assert [column.field for column in _sheet(flow).columns] == [None, Field.PHONE, Field.NAME]
    again = with_type(choices, _sheet(flow), _sheet(flow).columns[2], PiType.HEALTH)
    flow.put_checked(flow.choose(table, again))
    assert _sheet(flow).columns[2].type is PiType.HEALTH
    assert _sheet(flow).columns[2].field is Field.NAME


def test_what_was_decided_is_proposed_for_the_next_file_like_it(
    flow: ImportFlow, table: Path, tmp_path: Path, alone: Services
) -> None:
    """The columns stand in another order there: the header words decide."""
    flow.add_files([table])
    _do(flow)
    sheet = _sheet(flow)
    flow.put_checked(flow.choose(table, with_type(Choices(), sheet, sheet.columns[2], PiType.HEALTH)))
    _until(flow, "result")
    other = tmp_path / "另一份.csv"
    other.write_text("备注,姓名,手机号\n感冒,赵敏,13612345678", encoding="utf-8")
    following = ImportFlow(alone, "zh", [other])
    _do(following)
    columns = _sheet(following).columns
    assert {column.header: column.type for column in columns}["备注"] is PiType.HEALTH
    assert following.state.checked[0].remembered == {_sheet(following).name}


def test_where_nothing_was_decided_nothing_is_remembered(flow: ImportFlow, table: Path, alone: Services) -> None:
    flow.add_files([table])
    _until(flow, "result")
    following = ImportFlow(alone, "zh", [table])
    _do(following)
    assert following.state.checked[0].remembered == frozenset()


def test_a_cleaning_that_is_switched_off_is_not_done(flow: ImportFlow, tmp_path: Path) -> None:
    path = tmp_path / "名单.csv"
    path.write_text("姓名,手机号\n张　三,138-1234-5678", encoding="utf-8")
    flow.add_files([path])
    _until(flow, "cleaning")
    assert flow.state.cleaning.counts == {Cleaning.NAME: 1, Cleaning.PHONE: 1}
    flow.switch(Cleaning.PHONE, on=False)
    _until(flow, "result")
    imported = flow.state.outcomes[0].imported
    assert imported is not None
    assert imported.cleaned == {Cleaning.NAME: 1}


def test_a_day_that_is_no_day_stays_on_the_page(flow: ImportFlow, table: Path) -> None:
    flow.add_files([table])
    _until(flow, "origin")
    flow.change(day_is_readable=False)
    assert _codes(flow) == ["bad-day"]


def test_cancel_before_the_first_file_changes_nothing(flow: ImportFlow, table: Path, alone: Services) -> None:
    flow.add_files([table])
    _until(flow, "origin")
    token = CancelToken()
    token.cancel()
    work = flow.work("origin")
    assert work is not None
    with pytest.raises(Cancelled):
        work(Progress(token))
    assert flow.step == "origin"
    assert alone.overview.figures().records == 0


def test_cancel_between_files_leaves_nothing_of_the_batch(
    flow: ImportFlow, table: Path, tmp_path: Path, alone: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was in already is taken back as any import is: without a trace."""
    second = tmp_path / "第二份.csv"
    second.write_text(f"{HEAD}\n赵敏,13612345678,", encoding="utf-8")
    flow.add_files([table, second])
    _until(flow, "origin")
    work, progress = flow.work("origin"), Progress()
    assert work is not None
    monkeypatch.setattr(disk, "fault", lambda point: progress.cancel.cancel() if point == "import.committed" else None)
    with pytest.raises(Cancelled):
        work(progress)
    assert flow.step == "origin"
    assert alone.overview.figures().records == 0
    assert alone.overview.imports() == ()
    assert "张建明".encode() not in database_bytes(alone)
    actions = [event.action for event in alone.audit.newest(2).events]
    assert actions == ["import.undo", "import.file"]


def test_several_files_are_told_as_one_count_of_rows(flow: ImportFlow, table: Path, tmp_path: Path) -> None:
    """So that the time left is that of the whole."""
    second = tmp_path / "第二份.csv"
    second.write_text(f"{HEAD}\n赵敏,13612345678,", encoding="utf-8")
    flow.add_files([table, second])
    _until(flow, "origin")
    work, progress = flow.work("origin"), Progress()
    assert work is not None
    work(progress)
    assert (progress.snapshot().step, progress.snapshot().done) == ("import.rows", 4)


def test_who_may_not_import_is_refused_as_a_whole(three: Services, table: Path) -> None:
    """Not file by file: nobody reads the same refusal ten times."""
    vault = three.session.folder.path
    three.close()
    approver = opened(vault, operator=APPROVER)
    flow = ImportFlow(approver, "zh", [table])
    _until(flow, "origin")
    work = flow.work("origin")
    assert work is not None
    with pytest.raises(Refused):
        work(Progress())
    approver.close()
