"""Delivery tables and assessment reports, as workbook and PDF."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from app.bootstrap import Services
from app.domain.assessments import QUESTIONS, Answer, Form, Subject, Verdict, keep_until
from app.domain.closure_facts import Milestone
from app.domain.notices import Method, Particulars
from app.domain.words import NoticeKind
from app.errors import UserError
from reports.renderer import PdfRenderer
from tests.helpers.planted import planted
from tests.helpers.vaults import FixedClock, make_vault, opened


@pytest.fixture
def services(tmp_path: Path, clock: FixedClock) -> Iterator[Services]:
    found = opened(make_vault(tmp_path, clock=clock), renderer=PdfRenderer(), clock=clock)
    planted(found.session, 3)
    yield found
    found.close()


def cells(path: Path, sheet: int) -> list[list[object]]:
    return [list(row) for row in openpyxl.load_workbook(path).worksheets[sheet].iter_rows(values_only=True)]


def complying(form: Form) -> dict[str, Answer]:
    return {question.name: Answer(Verdict.YES) for question in QUESTIONS[form]}


def test_the_delivery_table_adds_up_and_names_nobody(services: Services, tmp_path: Path) -> None:
    services.notices.prepare(NoticeKind.CLOSING, Particulars("清算组", "021"), tmp_path / "out")
    services.notices.publish("GZ-2026-001", date(2026, 11, 20))
    day = date(2026, 11, 21)
    proof = tmp_path / "proof.png"
    proof.write_bytes(b"\x89PNG\r\n\x1a\nphoto")
    services.replies.delivered("GZ-2026-001", Method.RETURNED, day, customers=["1"], evidence=proof)
    services.replies.objected("GZ-2026-001", "2", "不同意", day)
    services.reports.write("deliveries", tmp_path / "送达.xlsx")
    texts = " ".join(str(cell) for sheet in range(5) for row in cells(tmp_path / "送达.xlsx", sheet) for cell in row)
    assert "GZ-2026-001-0003" in texts
    assert "无法送达" in texts
    assert services.notices.replies("GZ-2026-001")[1][0].sha256 in texts
    assert "顾客0" not in texts
    written = services.reports.write("deliveries", tmp_path / "送达.pdf")
    assert written.pages
    assert (tmp_path / "送达.pdf").read_bytes().startswith(b"%PDF-")


def test_the_timeline_tells_when_a_notice_went_up_not_when_that_was_entered(services: Services, tmp_path: Path) -> None:
    services.notices.prepare(NoticeKind.CLOSING, Particulars("清算组", "021"), tmp_path / "out")
    services.notices.publish("GZ-2026-001", date(2026, 11, 2))
    (up,) = [one for one in services.reports.closure().story.milestones if one.milestone is Milestone.NOTIFIED]
    assert up.day == date(2026, 11, 2)
    (told,) = services.reports.closure().story.notices
    assert told.published_on == up.day


def test_an_assessment_is_kept_three_years_and_a_self_audit_five(services: Services, tmp_path: Path) -> None:
    """PIPL 56(2); Order 25 art. 13."""
    impact = services.assessments.add(Form.IMPACT, Subject.PROVISION, complying(Form.IMPACT), "风险可控")
    audit = services.assessments.add(Form.AUDIT, None, complying(Form.AUDIT), "合规", date(2026, 11, 1))
    assert (impact.number, impact.keep_until) == ("PG-2026-001", date(2029, 11, 21))
    assert (audit.number, audit.keep_until) == ("PG-2026-002", date(2031, 11, 1))
    assert keep_until(Form.IMPACT, date(2028, 2, 29)) == date(2031, 3, 1)
    services.reports.write("assessments", tmp_path / "评估.pdf")
    services.reports.write("assessments", tmp_path / "评估.xlsx")
    assert [one.number for one in services.assessments.all()] == ["PG-2026-001", "PG-2026-002"]


def test_every_question_is_answered_and_a_no_says_what_is_done(services: Services) -> None:
    answers = complying(Form.IMPACT)
    with pytest.raises(UserError) as incomplete:
        services.assessments.add(Form.IMPACT, Subject.PROVISION, dict(list(answers.items())[1:]), "风险可控")
    assert incomplete.value.code == "assessment-incomplete"
    answers["told"] = Answer(Verdict.NO, "  ")
    with pytest.raises(UserError) as wordless:
        services.assessments.add(Form.IMPACT, Subject.PROVISION, answers, "风险可控")
    assert wordless.value.code == "assessment-needs-words"
    answers["told"] = Answer(Verdict.NO, "本周补发告知书")
    with pytest.raises(UserError):
        services.assessments.add(Form.IMPACT, Subject.PROVISION, answers, "风险可控", date(2026, 11, 22))
    assert services.assessments.add(Form.IMPACT, Subject.PROVISION, answers, "整改后可控").answers["told"].text
