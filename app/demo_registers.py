"""What the demonstration's firm enters into its registers: its assessments, and a sheet that was lost."""

from app.bootstrap import Services
from app.demo_papers import DemoPapers, Step
from app.domain.assessments import QUESTIONS, Answer, Form, Subject, Verdict
from app.domain.incident_register import Account, Event, InfoKind
from app.domain.incidents import Incident
from app.domain.records import RecordQuery
from app.domain.words import Kind
from app.jobs import Progress
from app.services.incidents import words_of

RECIPIENT, CONTACT = "清算组（李清算）", "021-5550 0136"
ON_THE_SHEET = 6  # customers who are told of it


def assess(services: Services) -> None:
    """Assess the handling of children's and accounts' data (PIPL 55), and audit the firm itself as a small handler."""
    for form, subject, conclusion in (
        (Form.IMPACT, Subject.SENSITIVE, "仅为结案处理，措施与风险相适应，可以进行"),
        (Form.AUDIT, None, "基本合规，不合规之处已经整改"),
    ):
        answers = {question.name: Answer(Verdict.YES) for question in QUESTIONS[form]}
        if form is Form.AUDIT:
            answers["rights"] = Answer(Verdict.NO, "原无受理渠道，已公布清算组的电话和邮箱")
        services.assessments.add(form, subject, answers, conclusion)


def lose_a_sheet(services: Services, papers: DemoPapers, progress: Progress) -> None:
    """An attendance sheet was lost when the office moved: entered, told to whom it was about, and closed."""
    now, today = services.session.clock.now(), services.session.clock.today()
    account = Account(
        Event.LOSS,
        Incident(now, ON_THE_SHEET, minors=True),
        (InfoKind.CONTACT,),
        "办公室搬迁时遗失一张课程签到表",
        "可能接到推销电话",
        "已沿途查找并通知物业，其余纸质材料全部入柜上锁",
        "接到陌生电话请勿透露更多信息",
    )
    entry = services.incidents.add(account)
    concerned = services.records.ids(RecordQuery(kind=Kind.SERVICE))[:ON_THE_SHEET]
    said = words_of(entry, RECIPIENT, CONTACT)
    services.incidents.notify(
        entry.number, said, papers.folder(Step.INCIDENT), record_ids=concerned, language=papers.language,
        progress=progress,
    )  # fmt: skip
    for duty in entry.duties():
        services.incidents.done(entry.number, duty.code, now, "上海市网信办")
    services.incidents.close(entry.number, today)
