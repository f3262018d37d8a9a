"""The wizards of notices, assessments and incidents, without a window."""

from pathlib import Path

from app.domain.assessments import QUESTIONS, Answer, Form, Verdict
from app.domain.incident_register import Account, Event, InfoKind
from app.domain.incidents import Incident
from app.domain.words import NoticeKind
from app.flows.assessing import AssessFlow
from app.flows.flow import Problem
from app.flows.incident import IncidentFlow
from app.flows.telling import TellFlow
from app.jobs import Progress
from app.services.roster import Services
from tests.helpers.planted import planted


def test_a_notice_needs_a_name_a_contact_and_a_folder(alone: Services, tmp_path: Path) -> None:
    planted(alone.session, 2)
    flow = TellFlow(alone, "zh")
    flow.go_next()
    assert flow.problems("words") == (Problem("recipient", "recipient-missing"), Problem("contact", "contact-missing"))
    flow.change(recipient="清算组", contact="021", ends_on="2026-13-01")
    assert flow.problems("words") == (Problem("ends_on", "bad-day"),)
    flow.change(ends_on="2026-12-31")
    flow.go_next()
    assert flow.problems("place") == (Problem("out", "folder-missing"),)
    flow.change(out=tmp_path / "out")
    work = flow.work("place")
    assert work is not None
    flow.complete(work(Progress()))
    assert flow.state.status is not None
    assert flow.state.status.counts.letters == 2
    assert not flow.can_go_back


def test_a_notice_of_one_kind_begins_with_its_words(alone: Services) -> None:
    assert TellFlow(alone, "zh", NoticeKind.BREACH).step == "words"


def test_a_no_needs_words_before_the_conclusion(alone: Services) -> None:
    flow = AssessFlow(alone, Form.AUDIT)
    assert flow.steps() == ("questions", "conclusion", "result")
    answers = {question.name: Answer(Verdict.YES) for question in QUESTIONS[Form.AUDIT]}
    assert {problem.code for problem in flow.problems("questions")} == {"not-answered"}
    flow.change(answers={**answers, "rights": Answer(Verdict.NO)})
    assert flow.problems("questions") == (Problem("rights", "needs-words"),)
    flow.change(answers={**answers, "rights": Answer(Verdict.NO, "补设受理邮箱")})
    flow.go_next()
    assert flow.problems("conclusion") == (Problem("conclusion", "conclusion-missing"),)
    flow.change(conclusion="基本合规")
    work = flow.work("conclusion")
    assert work is not None
    flow.complete(work(Progress()))
    assert flow.state.made is not None
    assert flow.state.made.number == "PG-2026-001"


def test_the_guide_after_a_leak_knows_how_many_customers_there_are(alone: Services) -> None:
    planted(alone.session, 3)
    flow = IncidentFlow(alone)
    assert flow.state.people == 3
    flow.change(discovered="gestern")
    assert flow.problems("facts") == (Problem("discovered", "bad-instant"),)
    flow.change(discovered="2099-11-21 14:30")
    assert flow.problems("facts") == (Problem("discovered", "instant-ahead"),)
    flow.change(discovered="2026-11-20 14:30")
    flow.go_next()
    assert [duty.code for duty in flow.duties()] == ["remedy", "authority", "individuals"]


def test_the_guide_puts_down_what_is_known_later(alone: Services) -> None:
    planted(alone.session, 2)
    first = alone.incidents.add(
        Account(Event.LOSS, Incident(alone.session.clock.now(), 2), (InfoKind.CONTACT,), cause="移动硬盘遗失")
    )
    flow = IncidentFlow(alone, first)
    assert (flow.state.people, flow.state.event, flow.state.cause) == (2, Event.LOSS, "移动硬盘遗失")
    flow.change(people=1_000_000)
    flow.go_next()
    flow.change(harm="可能接到诈骗电话")
    work = flow.work("account")
    assert work is not None
    flow.complete(work(Progress()))
    assert len(alone.incidents.all()) == 1
    kept = alone.incidents.find(first.number)
    assert (kept.account.facts.people, kept.account.cause, kept.account.harm) == (
        1_000_000, "移动硬盘遗失", "可能接到诈骗电话",
    )  # fmt: skip
    assert "report" in [duty.code for duty in flow.duties()]


def test_the_guide_enters_the_incident_and_its_words_go_into_the_notice(alone: Services, tmp_path: Path) -> None:
    planted(alone.session, 2)
    flow = IncidentFlow(alone)
    flow.go_next()
    assert flow.problems("account") == (Problem("info", "info-missing"),)
    flow.change(info=(InfoKind.CONTACT,), cause="电脑失窃", measures="已报警")
    work = flow.work("account")
    assert work is not None
    flow.complete(work(Progress()))
    assert not flow.can_go_back
    entered = flow.state.entered
    assert entered is not None
    assert alone.incidents.find("SJ-2026-001") == entered
    telling = TellFlow(alone, "zh", incident=entered)
    assert (telling.step, telling.state.kind, telling.state.cause) == ("words", NoticeKind.BREACH, "电脑失窃")
    telling.change(recipient="清算组", contact="021-58886600", out=tmp_path / "out")
    telling.go_next()
    prepare = telling.work("place")
    assert prepare is not None
    telling.complete(prepare(Progress()))
    assert alone.incidents.find("SJ-2026-001").notice == "GZ-2026-001"
