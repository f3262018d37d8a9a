"""The view of an import's wholeness: each flaw where it is, counted, with the rows that have it."""

from pathlib import Path

import pytest

from app.bootstrap import Services
from app.domain.completeness import GROUPS, Finding, Flaw, Group
from app.errors import UserError
from tests.helpers.people_rows import with_check_digit
from tests.helpers.vaults import clock, services, vault

__all__ = ["clock", "services", "vault"]

MAN = with_check_digit("11010119900307001")
WOMAN = with_check_digit("11010119900307002")
HEAD = "姓名,身份证号,手机号码,性别,出生日期,办卡日期,备注"
GOOD = (f"张建明,{MAN},13812345678,男,1990-03-07,2019-03-01,老客户",) * 3


def findings(services: Services, folder: Path, *rows: str, head: str = HEAD) -> list[Finding]:
    """What is found about these rows beside good ones."""
    good = [row.replace("张建明", "张" + "建明文"[at]).replace(MAN, _man(at)) for at, row in enumerate(GOOD)]
    path = folder / "名单.csv"
    path.write_text("\n".join((head, *(good if head == HEAD else ()), *rows)), encoding="utf-8")
    imported = services.imports.run(path)
    return list(services.completeness.of(imported.batch).findings)


def _man(at: int) -> str:
    return with_check_digit(f"110101199003070{at + 1}1")


@pytest.mark.parametrize(
    ("row", "flaw", "field"),
    [
        (f"王伟,{MAN},,男,1990-03-07,2019-03-01,", Flaw.MISSING, "手机号码"),
        (f"王伟,{MAN},无,男,1990-03-07,2019-03-01,", Flaw.MISSING, "手机号码"),
        (f"王伟,{MAN},八楼前台,男,1990-03-07,2019-03-01,", Flaw.MISFIT, "手机号码"),
        (f"王伟,{MAN},13912345678,男,1990-03-07,2099-03-01,", Flaw.FUTURE, "办卡日期"),
        (f"王伟,{MAN},13912345678,男,1991-03-07,2019-03-01,", Flaw.BIRTH, "出生日期"),
        (f"王伟,{MAN},13912345678,女,1990-03-07,2019-03-01,", Flaw.GENDER, "性别"),
        (f"王芳,{WOMAN},13912345678,男,1990-03-07,2019-03-01,", Flaw.GENDER, "性别"),
    ],
)
def test_a_flaw_is_found_at_its_cell(services: Services, tmp_path: Path, row: str, flaw: Flaw, field: str) -> None:
    (found,) = findings(services, tmp_path, row)
    assert (found.flaw, found.field, found.count, [case.row for case in found.cases]) == (flaw, field, 1, [5])


def test_whole_and_right_rows_have_none(services: Services, tmp_path: Path) -> None:
    assert findings(services, tmp_path, f"王芳,{WOMAN},13912345678,女,1990-03-07,2019-03-01,转介绍") == []


def test_how_a_value_is_written_is_no_flaw(services: Services, tmp_path: Path) -> None:
    """That is what cleaning is for."""
    assert findings(services, tmp_path, f"王　芳,{WOMAN},１３９１２３４５６７８,女,1990年3月7日,2019/3/1,") == []


def test_a_landline_among_mobile_phones_is_no_flaw(services: Services, tmp_path: Path) -> None:
    assert findings(services, tmp_path, f"王芳,{WOMAN},021-58886600,女,1990-03-07,2019-03-01,") == []


def test_an_amount_of_nothing_is_told_and_a_dash_or_an_empty_cell_is_not(services: Services, tmp_path: Path) -> None:
    rows = ("2019-03-01,试听课,0", "2019-03-02,体验课,００", "2019-03-03,少儿课,1200", "2019-03-04,绘画课,300")
    head = "日期,项目,金额"
    assert findings(services, tmp_path, *rows, head=head) == []
    found = findings(services, tmp_path, *rows, "2019-03-05,书法课,", "2019-03-06,舞蹈课,-", head=head)
    assert [(one.flaw, one.field, one.count) for one in found] == [(Flaw.MISSING, "金额", 2)]


def test_one_identity_number_under_two_names_is_a_contradiction(services: Services, tmp_path: Path) -> None:
    found = findings(
        services,
        tmp_path,
        f"王伟,{MAN},13912345678,男,1990-03-07,2019-03-01,",
        f"王卫,{MAN},13912345678,男,1990-03-07,2019-03-02,",
    )
    assert [(one.flaw, one.field, one.count) for one in found] == [(Flaw.OTHER_NAME, "身份证号", 1)]


def test_an_end_before_its_beginning_is_a_contradiction(services: Services, tmp_path: Path) -> None:
    rows = ("王伟,13912345678,2019-03-01,2018-03-01", "李秀英,13812345678,2019-03-01,2020-03-01")
    found = findings(services, tmp_path, *rows, head="姓名,手机号码,开始日期,结束日期")
    assert [(one.flaw, one.count) for one in found] == [(Flaw.ORDER, 1)]


def test_a_row_of_nobody_is_missing_its_customer(services: Services, tmp_path: Path) -> None:
    rows = ("王伟,13912345678,办卡", ",,续费")
    found = findings(services, tmp_path, *rows, head="姓名,手机号码,事项")
    assert Flaw.NOBODY in {one.flaw for one in found}


def test_missing_comes_first_and_the_sum_is_of_all_rows(services: Services, tmp_path: Path) -> None:
    rows = [f"王伟,{MAN},,男,1991-03-07,2019-03-0{day},老客户" for day in range(1, 5)]
    found = findings(services, tmp_path, *rows)
    assert [(GROUPS[one.flaw], one.count) for one in found] == [(Group.MISSING, 4), (Group.CONTRADICTORY, 4)]


def test_a_correction_takes_the_finding_away(services: Services, tmp_path: Path) -> None:
    (found,) = findings(services, tmp_path, f"王伟,{MAN},13912345678,男,1991-03-07,2019-03-01,")
    batch = services.overview.imports()[0].batch
    services.corrections.correct(found.cases[0].uid, found.field, "1990-03-07", "按身份证更正")
    assert services.completeness.of(batch).findings == ()


def test_an_unknown_import_is_said(services: Services) -> None:
    with pytest.raises(UserError, match="unknown-import"):
        services.completeness.of("00" * 16)
