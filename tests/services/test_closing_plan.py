"""The closing plan of a real vault: what is entered as done, and the plan as workbook, PDF and calendar."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from openpyxl import load_workbook

from app.bootstrap import Services
from app.domain.closing_plan import TaskState
from app.errors import Refused, UserError
from reports.renderer import PdfRenderer
from tests.helpers.books import write_book
from tests.helpers.vaults import FixedClock, opened


@pytest.fixture
def decided(services: Services) -> Services:
    services.settings.change({"closing-decided-on": "2026-11-16", "staff": "no", "service-ended-on": ""})
    return services


def states(services: Services) -> dict[str, TaskState]:
    return {one.task.id: one.state for one in services.closing_plan.plan().tasks}


def test_done_task_frees_what_waits_for_it(decided: Services) -> None:
    assert states(decided)["publish-group"] is TaskState.LATER
    plan = decided.closing_plan.done("liquidation-group", date(2026, 11, 18), "决议 2026-3")
    found = {one.task.id: one for one in plan.tasks}
    assert found["publish-group"].state is TaskState.NOW
    assert found["publish-group"].due == date(2026, 11, 28)
    proof = found["liquidation-group"].proof
    assert proof is not None
    assert (proof.done_on, proof.evidence, proof.entered_by) == (date(2026, 11, 18), "决议 2026-3", "王建华")


def test_reopened_task_is_open_again(decided: Services) -> None:
    decided.closing_plan.done("publish-dissolution", date(2026, 11, 20))
    decided.closing_plan.reopen("publish-dissolution")
    assert states(decided)["publish-dissolution"] is TaskState.NOW
    with pytest.raises(Refused) as caught:
        decided.closing_plan.reopen("publish-dissolution")
    assert caught.value.code == "task-not-done"


def test_decision_and_end_of_service_are_the_profiles_days(services: Services) -> None:
    services.settings.set("service-ended-on", "")
    services.closing_plan.done("decide", date(2026, 11, 10), "股东会决议")
    assert services.settings.get("closing-decided-on") == "2026-11-10"
    services.closing_plan.done("stop-service", date(2026, 11, 20))
    assert services.settings.get("service-ended-on") == "2026-11-20"
    services.closing_plan.reopen("stop-service")
    assert services.settings.get("service-ended-on") == ""


@pytest.mark.parametrize(
    ("task", "day", "evidence", "code"),
    [
        ("no-such-task", date(2026, 11, 20), "", "unknown-task"),
        ("publish-dissolution", date(2026, 11, 22), "", "task-day-ahead"),
        ("publish-dissolution", date(2026, 11, 20), "x" * 201, "evidence-too-long"),
        ("publish-dissolution", date(2026, 11, 20), "王芳，电话13916238457", "evidence-names-person"),
        ("claims-period", date(2026, 11, 20), "", "task-waits"),
    ],
)
def test_what_can_not_be_entered_changes_nothing(
    decided: Services, task: str, day: date, evidence: str, code: str
) -> None:
    before = states(decided)
    with pytest.raises((UserError, Refused)) as caught:
        decided.closing_plan.done(task, day, evidence)
    assert caught.value.code == code
    assert states(decided) == before


def test_days_that_a_task_takes_have_to_pass(decided: Services, clock: FixedClock) -> None:
    for task in ("liquidation-group", "notify-creditors", "announce-creditors"):
        decided.closing_plan.done(task, date(2026, 11, 20))
    with pytest.raises(Refused) as caught:
        decided.closing_plan.done("claims-period", date(2026, 11, 21))
    assert (caught.value.code, caught.value.params["until"]) == ("task-lasts", "2027-01-04")
    clock.advance(days=44)
    decided.closing_plan.done("claims-period", clock.today())
    assert states(decided)["claims-period"] is TaskState.DONE


def test_entries_are_logged_without_their_reference(decided: Services) -> None:
    decided.closing_plan.done("publish-dissolution", date(2026, 11, 20), "公示 2026-77")
    with decided.session.read() as uow:
        link = list(uow.audit.chain())[-1].event
    assert link.action == "closing.done"
    assert "2026-77" not in str(link.detail)


def test_people_are_counted_without_firms(decided: Services, tmp_path: Path) -> None:
    rows = [["姓名", "单位", "手机号码"], ["王芳", "", "13916238457"], ["", "上海明德商贸有限公司", "13764489120"]]
    decided.imports.run(write_book(tmp_path / "客户.xlsx", {"客户名单": rows}))
    assert decided.closing_plan.plan().people == 1


def test_plan_outlives_a_change_of_keys_and_a_backup(decided: Services, vault: Path, tmp_path: Path) -> None:
    decided.closing_plan.done("publish-dissolution", date(2026, 11, 20), "公示 2026-77")
    decided.keys.change()
    assert states(decided)["publish-dissolution"] is TaskState.DONE
    with decided.session.read() as uow:
        assert "closing_task" in uow.tables.names()
        assert [row[0] for row in uow.tables.rows("closing_task")] == ["publish-dissolution"]


@pytest.fixture
def printing(vault: Path, clock: FixedClock, decided: Services) -> Services:
    decided.closing_plan.done("publish-dissolution", date(2026, 11, 20), "公示 2026-77")
    decided.close()
    return opened(vault, clock=clock, renderer=PdfRenderer())


def test_workbook_has_every_task_with_its_days(printing: Services, tmp_path: Path) -> None:
    written = printing.reports.write("closing-plan", tmp_path / "计划.xlsx")
    book = load_workbook(tmp_path / "计划.xlsx")
    plan = printing.closing_plan.plan()
    assert written.rows is not None
    assert written.rows >= 2 * len(plan.tasks)
    texts = {str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row if cell.value}
    assert {"公示解散事由", "公示 2026-77", "10 日内"} <= texts
    printing.close()


def test_pdf_is_written_in_both_languages(printing: Services, tmp_path: Path) -> None:
    for language in ("zh", "en"):
        written = printing.reports.write("closing-plan", tmp_path / f"{language}.pdf", language=language)
        assert written.pages is not None
        assert (tmp_path / f"{language}.pdf").read_bytes().startswith(b"%PDF-")
    printing.close()


def test_calendar_has_what_is_still_to_do(printing: Services, tmp_path: Path) -> None:
    written = printing.reports.write("closing-plan", tmp_path / "plan.ics", language="en")
    text = (tmp_path / "plan.ics").read_bytes().decode().replace("\r\n ", "")
    plan = printing.closing_plan.plan()
    open_ones = [one for one in plan.tasks if one.state is not TaskState.DONE]
    assert written.rows == len(open_ones) == text.count("BEGIN:VEVENT")
    assert "SUMMARY:Publish the ground for dissolution" not in text
    claims = next(one for one in open_ones if one.task.id == "claims-period")
    event = next(part for part in text.split("BEGIN:VEVENT") if "UID:claims-period" in part)
    assert f"DTSTART;VALUE=DATE:{claims.begins:%Y%m%d}" in event
    assert f"DTEND;VALUE=DATE:{claims.due + timedelta(days=1):%Y%m%d}" in event
    printing.close()


def test_other_reports_have_no_calendar(printing: Services, tmp_path: Path) -> None:
    with pytest.raises(UserError) as caught:
        printing.reports.write("audit", tmp_path / "a.ics")
    assert caught.value.code == "unknown-report-format"
    assert not (tmp_path / "a.ics").exists()
    printing.close()
