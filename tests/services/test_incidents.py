"""Incidents in the vault: entered, told, closed, logged, and never with a customer in them."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from app.bootstrap import Services
from app.domain.assessments import QUESTIONS, Answer, Form, Verdict
from app.domain.incident_register import Account, Event, InfoKind
from app.domain.incidents import Incident, Level
from app.domain.retention import Reason
from app.domain.words import NoticeKind
from app.errors import Refused, UserError
from app.services.incidents import words_of
from tests.helpers.papers import PaperRenderer
from tests.helpers.planted import planted
from tests.helpers.vaults import FixedClock, make_vault, opened


@pytest.fixture
def services(tmp_path: Path, clock: FixedClock) -> Iterator[Services]:
    found = opened(make_vault(tmp_path, clock=clock), renderer=PaperRenderer(), clock=clock)
    yield found
    found.close()


def account(clock: FixedClock, people: int = 3_000, **texts: str) -> Account:
    facts = Incident(clock.now() - timedelta(hours=1), people)
    return replace(Account(Event.LEAK, facts, (InfoKind.CONTACT, InfoKind.TRADE)), **_any(texts))


def _any(texts: dict[str, str]) -> dict[str, Any]:
    return dict(texts)


def test_an_entry_comes_back_as_it_was_made(services: Services, clock: FixedClock) -> None:
    made = services.incidents.add(account(clock, cause="电脑失窃", harm="可能收到诈骗电话", measures="已报警"))
    assert made.number == "SJ-2026-001"
    assert services.incidents.add(account(clock)).number == "SJ-2026-002"
    assert services.incidents.find("SJ-2026-001") == made
    newer = replace(made.account, facts=replace(made.account.facts, people=1_200_000))
    assert services.incidents.change(made.number, newer).level is Level.LARGE
    assert services.incidents.find(made.number).account == newer


def test_steps_say_when_and_to_whom(services: Services, clock: FixedClock) -> None:
    number = services.incidents.add(account(clock, 1_000_000)).number
    services.incidents.done(number, "report", clock.now(), "上海市网信办", "收件 2026-0113")
    kept = services.incidents.find(number)
    assert [(step.duty, step.told, step.note) for step in kept.steps] == [("report", "上海市网信办", "收件 2026-0113")]
    assert kept.done_at("report") == clock.now()
    with pytest.raises(UserError, match="incident-duty"):
        services.incidents.done(number, "police", clock.now())
    with pytest.raises(UserError, match="incident-ahead"):
        services.incidents.done(number, "remedy", clock.now() + timedelta(minutes=1))
    with pytest.raises(UserError, match="incident-not-found"):
        services.incidents.done("SJ-2026-009", "remedy", clock.now())


@pytest.mark.parametrize("text", ["王女士电话 13916238457", "证件 310104199003121524", "寄给 wang.fang@example.com"])
def test_nobody_is_named(services: Services, clock: FixedClock, text: str) -> None:
    """The entry outlives the records, so what tells of one person is refused wherever it is typed."""
    with pytest.raises(UserError, match="incident-names-somebody"):
        services.incidents.add(account(clock, cause=text))
    number = services.incidents.add(account(clock)).number
    with pytest.raises(UserError, match="incident-names-somebody"):
        services.incidents.done(number, "remedy", clock.now(), note=text)
    with services.session.read() as uow:
        rows = [str(row) for name in ("incident", "incident_step") for row in uow.tables.rows(name)]
    assert not [row for row in rows if text in row]


def test_what_is_still_to_come_is_no_incident(services: Services, clock: FixedClock) -> None:
    ahead = replace(account(clock), facts=Incident(clock.now() + timedelta(hours=1), 1))
    with pytest.raises(UserError, match="incident-ahead"):
        services.incidents.add(ahead)
    assert services.incidents.all() == ()


def test_handling_can_only_be_over_when_all_is_done(services: Services, clock: FixedClock) -> None:
    number = services.incidents.add(account(clock)).number
    with pytest.raises(Refused) as early:
        services.incidents.close(number, clock.today())
    codes = [reason.code for reason in early.value.reasons if isinstance(reason, Reason)]
    assert (early.value.code, codes) == (
        "incident-open", ["incident-remedy", "incident-authority", "incident-individuals"],
    )  # fmt: skip
    for duty in ("remedy", "authority", "individuals"):
        services.incidents.done(number, duty, clock.now())
    closed = services.incidents.close(number, clock.today())
    assert closed.keep_until == clock.today().replace(year=clock.today().year + 3)
    assert services.incidents.find(number) == closed


def test_the_notice_says_what_the_entry_says(services: Services, clock: FixedClock, tmp_path: Path) -> None:
    planted(services.session, 2)
    texts = {"cause": "电脑失窃", "harm": "诈骗电话", "measures": "已报警", "advice": "警惕来电"}
    made = services.incidents.add(replace(account(clock), **_any(texts)))
    said = words_of(made, "清算组", "021-58886600")
    status = services.incidents.notify(made.number, said, tmp_path / "letters")
    assert (status.kind, status.counts.letters) == (NoticeKind.BREACH, 2)
    told = services.notices.status(status.notice).particulars
    assert {name: getattr(told, name) for name in texts} == texts
    assert services.incidents.find(made.number).notice == status.notice


def test_every_act_is_logged_without_its_words(services: Services, clock: FixedClock) -> None:
    number = services.incidents.add(account(clock, cause="电脑失窃")).number
    services.incidents.done(number, "remedy", clock.now(), "派出所", "回执 77")
    events = [one for one in services.audit.newest(50).events if one.subject == number]
    assert [one.action for one in events] == ["incident.step", "incident.add"]
    assert not [one for one in events if any(word in str(one) for word in ("电脑失窃", "派出所", "回执"))]


def handled(services: Services, clock: FixedClock) -> str:
    """A small incident whose handling is over today."""
    number = services.incidents.add(account(clock)).number
    for duty in ("remedy", "authority", "individuals"):
        services.incidents.done(number, duty, clock.now())
    services.incidents.close(number, clock.today())
    return number


def test_an_entry_goes_only_after_its_last_day(services: Services, clock: FixedClock) -> None:
    """Deleted too early it can't prove that the firm was not at fault; kept too long it is one list too many."""
    number = handled(services, clock)
    until = services.incidents.find(number).keep_until
    assert until is not None
    clock.advance(days=(until - clock.today()).days)
    with pytest.raises(Refused, match="still-kept") as refused:
        services.incidents.delete(number)
    assert refused.value.params["until"] == until.isoformat()
    clock.advance(days=1)
    services.incidents.delete(number)
    assert services.incidents.all() == ()
    with services.session.read() as uow:
        assert list(uow.tables.rows("incident_step")) == []
        assert [event.subject for event in uow.audit.find("incident.delete")] == [number]
    with pytest.raises(UserError, match="incident-not-found"):
        services.incidents.delete(number)


def test_an_open_incident_is_not_deleted(services: Services, clock: FixedClock) -> None:
    number = services.incidents.add(account(clock)).number
    clock.advance(days=4000)
    with pytest.raises(Refused, match="incident-not-closed"):
        services.incidents.delete(number)


def test_a_deleted_entrys_number_is_given_to_no_other(services: Services, clock: FixedClock) -> None:
    with services.session.write() as uow:
        uow.audit.append("incident.add", f"SJ-{clock.today().year}-007", {}, "王经办", clock.now())
        uow.commit()
    assert services.incidents.add(account(clock)).number == f"SJ-{clock.today().year}-008"


def test_a_form_is_deleted_after_its_period(services: Services, clock: FixedClock) -> None:
    answers = {question.name: Answer(Verdict.YES) for question in QUESTIONS[Form.AUDIT]}
    made = services.assessments.add(Form.AUDIT, None, answers, "基本合规")
    clock.advance(days=(made.keep_until - clock.today()).days)
    with pytest.raises(Refused, match="still-kept"):
        services.assessments.delete(made.number)
    clock.advance(days=1)
    services.assessments.delete(made.number)
    assert services.assessments.all() == ()
    with pytest.raises(UserError, match="assessment-not-found"):
        services.assessments.delete(made.number)


def test_the_closure_tells_of_the_incidents(services: Services, clock: FixedClock) -> None:
    number = handled(services, clock)
    services.incidents.add(account(clock, 1_000_000))
    told = services.reports.closure().story.incidents
    assert [(one.number, one.left, one.handled_on) for one in told] == [
        (number, 0, clock.today()), ("SJ-2026-002", 5, None),
    ]  # fmt: skip
    assert told[0].told_at == clock.now()
