"""The survey behind the overview: stages, figures and the one next step, as the closing goes on."""

from pathlib import Path

from app.domain.closing_plan import TaskState
from app.domain.notices import Method, Particulars
from app.domain.words import Closure, NoticeKind
from app.flows.closing import Closing, Progress, survey
from app.services.roster import Services
from app.services.secrets import Secret
from tests.helpers.papers import PaperRenderer
from tests.helpers.planted import planted
from tests.helpers.vaults import OPERATOR, PASSPHRASE, FixedClock, make_vault, opened, sample_firm


def _marks(closing: Closing) -> dict[str, Progress]:
    return {stage.name: stage.mark for stage in closing.stages}


def _approve(services: Services, number: str) -> None:
    services.destruction.approve(number, services.operators.signer(OPERATOR, Secret(PASSPHRASE)))


def test_an_empty_vault_asks_for_files(alone: Services) -> None:
    closing = survey(alone)
    assert (closing.next.code, closing.next.place) == ("import-files", "import")
    assert _marks(closing)["import"] is Progress.NOW
    assert sum(mark is Progress.NOW for mark in _marks(closing).values()) == 1


def test_open_tasks_come_late_first_then_by_their_day(alone: Services) -> None:
    tasks = survey(alone).tasks
    assert tasks
    assert all(one.state is not TaskState.DONE and not one.task.optional for one in tasks)
    late = [one.state is TaskState.LATE for one in tasks]
    assert late == sorted(late, reverse=True)
    days = [one.due for one in tasks if one.state is not TaskState.LATE]
    assert days == sorted(days)


def test_unclassified_records_come_before_everything(alone: Services, tmp_path: Path) -> None:
    table = tmp_path / "客户名单.csv"
    table.write_text("姓名,手机号\n张建明,13812345678", encoding="utf-8")
    alone.imports.run(table)
    closing = survey(alone)
    assert (closing.next.code, closing.next.count) == ("classify-records", 1)
    assert (_marks(closing)["import"], _marks(closing)["classify"]) == (Progress.DONE, Progress.NOW)


def test_due_records_lead_to_an_order(alone: Services) -> None:
    planted(alone.session, 5)
    closing = survey(alone)
    assert (closing.next.code, closing.next.count) == ("destroy-records", 5)
    assert (closing.destroy.records, closing.undecided.records) == (5, 0)
    assert closing.destroy.basis is not None


def test_what_must_be_kept_is_archived_first(alone: Services) -> None:
    planted(alone.session, 2)
    planted(alone.session, 3, kind="accounting", rule="ACC-VOUCHER", trigger_date="2024-12-31")
    closing = survey(alone)
    assert (closing.next.code, closing.next.count) == ("archive-records", 3)
    assert closing.restrict.records == 3
    assert closing.restrict.until is not None


def test_an_open_order_is_followed_to_its_certificate(alone: Services, tmp_path: Path) -> None:
    planted(alone.session, 2)
    number = alone.destruction.prepare().order
    assert survey(alone).next.code == "order-draft"
    _approve(alone, number)
    assert (survey(alone).next.code, survey(alone).next.order) == ("order-approved", number)
    alone.destruction.execute(number, tmp_path / "out")
    closing = survey(alone)
    assert closing.next.code == "write-report"
    assert _marks(closing)["destroy"] is Progress.DONE
    counts = {stage.name: stage.count for stage in closing.stages}
    assert counts["classify"] == counts["import"], "what is destroyed was classified"
    alone.reports.write("closure", tmp_path / "结案报告.pdf")
    closing = survey(alone)
    assert closing.next.code == "nothing-today"
    assert _marks(closing)["documents"] is Progress.DONE


def test_a_waiting_order_waits_with_its_date(alone: Services, clock: FixedClock) -> None:
    planted(alone.session, 1)
    alone.settings.set("cooling-off-days", "3")
    _approve(alone, alone.destruction.prepare().order)
    stage = next(stage for stage in survey(alone).stages if stage.name == "destroy")
    assert stage.mark is Progress.WAITING
    assert stage.until is not None
    clock.advance(days=3)
    assert survey(alone).next.code == "order-approved"


def test_a_figure_names_no_day_of_another_law(alone: Services) -> None:
    """Most may go by the law on personal information, which sets no period; a few statements' period is over too."""
    planted(alone.session, 5)
    planted(alone.session, 1, kind="accounting", rule="ACC-BANK", trigger_date="2010-12-31")
    destroy = survey(alone).destroy
    assert (destroy.records, destroy.groups, destroy.until) == (6, 2, None)


def test_undecided_groups_ask_for_a_decision(alone: Services) -> None:
    planted(alone.session, 2, kind="accounting", rule="ACC-VOUCHER", trigger_date=None)
    closing = survey(alone)
    assert (closing.next.code, closing.next.place) == ("decide-groups", "plan")
    assert closing.undecided.records == 2


def test_a_merging_firm_tells_waits_and_hands_over(tmp_path: Path) -> None:
    """Nothing goes before the successor was on display for thirty working days."""
    clock = FixedClock()
    services = opened(
        make_vault(tmp_path, firm=sample_firm(Closure.MERGER), clock=clock), renderer=PaperRenderer(), clock=clock
    )
    planted(services.session, 3)
    closing = survey(services)
    assert (closing.next.code, closing.next.place, closing.next.count) == ("tell-customers", "notices", 3)
    said = Particulars("承接公司", "021")
    services.notices.prepare(NoticeKind.SUCCESSION, said, tmp_path / "letters")
    services.notices.publish("GZ-2026-001", clock.today())
    waiting = survey(services)
    assert waiting.next.code == "write-report"
    assert {stage.name: stage.until for stage in waiting.stages}["transfer"] is not None
    assert _marks(waiting)["transfer"] is Progress.WAITING
    assert _marks(waiting)["notices"] is Progress.OPEN, "nobody entered yet how the letters fared"
    services.replies.delivered("GZ-2026-001", Method.POST, clock.today())
    assert _marks(survey(services))["notices"] is Progress.DONE
    clock.advance(days=80)
    assert survey(services).next.code == "hand-over"
    number = services.transfers.prepare("承接公司", "021").transfer.number
    services.transfers.execute(number, tmp_path / "out")
    services.transfers.accept(number, "李接收", clock.today())
    assert _marks(survey(services))["transfer"] is Progress.DONE
    services.close()
