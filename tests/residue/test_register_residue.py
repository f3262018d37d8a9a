"""A customer who was named in a task's proof or an assessment leaves with a destruction; both stay without the name."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from app.bootstrap import Services
from app.domain.assessments import QUESTIONS, Answer, Form, Subject, Verdict
from tests.helpers.shops import approved, database_bytes, make_shop
from tests.helpers.vaults import FixedClock

NAME = "司马凌云"
ROWS = [(NAME, "15912340987", "碧云路九号", "会员来店"), ("钱七七", "13900000001", "愚园路一号", "老客户")]
EVIDENCE, TEXT, CONCLUSION = f"{NAME}签收单", f"{NAME}一案已另行处理", f"除{NAME}外均已处理"
PLAIN = "按清单逐项核对"


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Services]:
    services = make_shop(tmp_path, ROWS, clock=FixedClock())
    services.closing_plan.done("decide", date(2026, 11, 10), "决议 2026-3")
    with services.session.write() as uow:
        # A name that detection does not know as one.
        uow.connection.execute("UPDATE closing_task SET evidence = ?", (EVIDENCE,))
        uow.commit()
    answers = {question.name: Answer(Verdict.YES, PLAIN) for question in QUESTIONS[Form.IMPACT]}
    first = next(iter(answers))
    answers[first] = Answer(Verdict.NO, TEXT)
    services.assessments.add(Form.IMPACT, Subject.PROVISION, answers, CONCLUSION)
    yield services
    services.close()


def told(services: Services) -> tuple[str, list[str], str]:
    """The proof of the task, what was answered in words, and the conclusion."""
    with services.session.read() as uow:
        proof = uow.connection.value("SELECT evidence FROM closing_task")
    (one,) = services.assessments.all()
    return str(proof), [answer.text for answer in one.answers.values()], one.conclusion


def test_what_names_the_customer_goes_and_the_rest_stays(shop: Services, tmp_path: Path) -> None:
    verdicts = [answer.verdict for answer in shop.assessments.all()[0].answers.values()]
    assert NAME.encode() in database_bytes(shop)
    done = shop.destruction.execute(approved(shop, shop.records.resolve(search=NAME)), tmp_path / "out")
    assert (done.destroyed, done.residue.hits) == (1, 0)
    assert NAME.encode() not in database_bytes(shop)
    evidence, texts, conclusion = told(shop)
    assert (evidence, conclusion, texts[0], set(texts[1:])) == ("", "", "", {PLAIN})
    assert [answer.verdict for answer in shop.assessments.all()[0].answers.values()] == verdicts
    assert shop.checkup.check().ok


def test_they_stay_while_the_customer_stays(shop: Services, tmp_path: Path) -> None:
    before = told(shop)
    assert (
        shop.destruction.execute(approved(shop, shop.records.resolve(search="钱七七")), tmp_path / "out").residue.hits
        == 0
    )
    assert told(shop) == before
