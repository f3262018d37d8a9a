"""The import flow, walked without a window on real files."""

from pathlib import Path

import pytest

from app.domain.origins import Origin
from app.domain.words import Field, Kind
from app.errors import Cancelled, Damaged, Refused
from app.flows.importing import Choices, ImportFlow, with_header
from app.jobs import CancelToken, Progress
from app.services.roster import Services
from tests.flows.conftest import APPROVER
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
    return ImportFlow(alone.imports, "zh")


def _do(flow: ImportFlow, progress: Progress | None = None) -> None:
    """Leave a step as the window does: problems, work, on."""
    assert flow.problems(flow.step) == ()
    work = flow.work(flow.step)
    if work is None:
        flow.go_next()
    else:
        flow.complete(work(progress or Progress()))


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
    _do(flow)
    flow.change(origin=Origin("前台", "提供服务"))
    _do(flow)
    assert flow.step == "result"
    assert (flow.is_last, flow.can_go_back) == (True, False)
    counts = [flow.state.counted(name) for name in ("rows_read", "records_added", "duplicates", "rejected_rows")]
    assert counts == [3, 3, 0, 0]
    assert alone.overview.imports()[0].origin.source == "前台"


def test_a_file_that_cannot_come_in_is_shown_and_left_out(flow: ImportFlow, table: Path, broken: Path) -> None:
    flow.add_files([broken, table])
    _do(flow)
    assert [isinstance(one.error, Damaged) for one in flow.state.checked] == [True, False]
    _do(flow)
    _do(flow)
    assert [outcome.path for outcome in flow.state.outcomes] == [table]


def test_only_broken_files_do_not_go_on(flow: ImportFlow, broken: Path) -> None:
    flow.add_files([broken])
    _do(flow)
    assert _codes(flow) == ["nothing-to-import"]


def test_a_changed_kind_is_what_is_imported(flow: ImportFlow, table: Path) -> None:
    flow.add_files([table])
    _do(flow)
    flow.put_checked(flow.choose(table, Choices(kind=Kind.SERVICE)))
    _do(flow)
    _do(flow)
    imported = flow.state.outcomes[0].imported
    assert imported is not None
    assert [sheet.kind for sheet in imported.sheets] == [Kind.SERVICE]


def test_going_back_keeps_what_was_chosen_for_a_file(flow: ImportFlow, table: Path) -> None:
    flow.add_files([table])
    _do(flow)
    flow.put_checked(flow.choose(table, Choices(kind=Kind.CONTRACT)))
    flow.go_back()
    _do(flow)
    assert flow.state.checked[0].choices.kind is Kind.CONTRACT


def test_a_day_that_is_no_day_stays_on_the_page(flow: ImportFlow, table: Path) -> None:
    flow.add_files([table])
    _do(flow)
    _do(flow)
    flow.change(day_is_readable=False)
    assert _codes(flow) == ["bad-day"]


def test_a_header_fills_one_field_and_a_field_has_one_header() -> None:
    choices = with_header(with_header(Choices(), "姓名", Field.NAME), "联系人", Field.NAME)
    assert choices.mapping == {Field.NAME: "联系人"}
    assert with_header(choices, "联系人", Field.NOTE).mapping == {Field.NOTE: "联系人"}
    assert with_header(choices, "联系人", None).mapping == {}


def test_cancel_before_the_first_file_changes_nothing(flow: ImportFlow, table: Path, alone: Services) -> None:
    flow.add_files([table])
    _do(flow)
    _do(flow)
    token = CancelToken()
    token.cancel()
    work = flow.work("origin")
    assert work is not None
    with pytest.raises(Cancelled):
        work(Progress(token))
    assert flow.step == "origin"
    assert alone.overview.figures().records == 0


def test_cancel_between_files_keeps_what_is_in_and_says_what_is_not(
    flow: ImportFlow, table: Path, tmp_path: Path, alone: Services
) -> None:
    second = tmp_path / "第二份.csv"
    second.write_text(f"{HEAD}\n赵敏,13612345678,", encoding="utf-8")
    flow.add_files([table, second])
    _do(flow)
    _do(flow)
    work = flow.work("origin")
    assert work is not None
    flow.complete(work(CancelsAt("import.commit")))
    assert [outcome.imported is not None for outcome in flow.state.outcomes] == [True, False]
    assert alone.overview.figures().records == 3


class CancelsAt(Progress):
    """Is cancelled as soon as a step has passed its point: the next file finds the wish."""

    def __init__(self, step: str) -> None:
        super().__init__()
        self._at = step

    def start(self, step: str, total: int = 0) -> None:
        super().start(step, total)
        if step == self._at:
            self.cancel.cancel()


def test_who_may_not_import_is_refused_as_a_whole(three: Services, table: Path) -> None:
    """Not file by file: nobody reads the same refusal ten times."""
    vault = three.session.folder.path
    three.close()
    approver = opened(vault, operator=APPROVER)
    flow = ImportFlow(approver.imports, "zh", [table])
    _do(flow)
    _do(flow)
    work = flow.work("origin")
    assert work is not None
    with pytest.raises(Refused):
        work(Progress())
    approver.close()
