"""Scenes of notices and hand-overs: the wizard, what is entered afterwards, a closed gate, the receipt."""

from datetime import date

from app.bootstrap import Services
from app.domain.assessments import QUESTIONS, Answer, Form, Subject, Verdict
from app.domain.notices import Consent, Method, Particulars
from app.domain.records import RecordQuery
from app.domain.words import Kind, NoticeKind
from tests.shots.offices import DISPUTED, PLANNED
from tests.shots.stage import Stage
from ui.widgets.choices import DropDown
from ui.wizards.wizard import FlowWizard

TAKER = Particulars("上海新芽教育科技有限公司", "021-5888 6600")


def members(services: Services) -> tuple[int, ...]:
    """A few records of customers."""
    return tuple(services.records.ids(RecordQuery(kind=Kind.BASIC)))[DISPUTED:][:4]


def telling(stage: Stage) -> None:
    """The wizard, page by page, for a leak: the kind that asks for most."""
    stage.enter(PLANNED)
    wizard = stage.wizard("notice-wizard")
    stage.show("1-kind")
    stage.press(wizard, "Leak or loss (PIPL 57)")
    stage.forward(wizard)
    stage.show("2-words")
    stage.forward(wizard)
    stage.show("2-words-missing")
    stage.write(wizard, "Name that the notice gives", TAKER.recipient)
    stage.write(wizard, "Phone, address or e-mail", TAKER.contact)
    stage.forward(wizard)
    wizard.flow.change(out=stage.work, ids=members(stage.context.services))
    wizard.page.enter()
    stage.show("3-place")
    stage.forward(wizard)
    stage.show("4-result")


def noticed(stage: Stage) -> None:
    """A published notice with letters delivered, and every form."""
    stage.enter(PLANNED)
    services = stage.context.services
    some = members(services)
    out = stage.work / "letters"
    services.notices.prepare(NoticeKind.PROVISION, TAKER, out, record_ids=some)
    services.replies.delivered("GZ-2026-001", Method.POST, date(2026, 11, 18), customers=["1"])
    services.replies.consented("GZ-2026-001", Consent.GIVEN, date(2026, 11, 18), customers=["1"])
    services.notices.prepare(NoticeKind.SUCCESSION, TAKER, out, record_ids=some)
    services.notices.publish("GZ-2026-002", date(2026, 11, 10))
    stage.context.changed.emit()
    screen = stage.place("notices")
    stage.show("succession")
    screen.receive("GZ-2026-001")
    stage.rest()
    stage.show("provision")
    for text, name in (
        ("Enter the publication…", "publish"),
        ("Enter deliveries…", "deliver"),
        ("Enter an answer…", "consent"),
        ("Enter an objection…", "object"),
    ):
        stage.press(screen, text)
        stage.show(name)
        stage.dialog_closed()


def handing_over(stage: Stage) -> None:
    """Prepared behind a closed gate, then handed over and waiting for the receipt."""
    stage.enter(PLANNED)
    services = stage.context.services
    some = members(services)
    screen = stage.place("transfer")
    stage.press(screen, "Prepare a hand-over…")
    stage.show("prepare")
    stage.dialog_closed()
    services.notices.prepare(NoticeKind.SUCCESSION, TAKER, stage.work / "letters", record_ids=some)
    services.notices.publish("GZ-2026-001", date(2026, 11, 10))
    services.transfers.prepare(TAKER.recipient, TAKER.contact, record_ids=some)
    stage.context.changed.emit()
    stage.rest()
    stage.show("gate-closed")
    services.notices.prepare(NoticeKind.SUCCESSION, TAKER, stage.work / "more", record_ids=some)
    services.notices.publish("GZ-2026-002", date(2026, 9, 1))
    answers = {question.name: Answer(Verdict.YES) for question in QUESTIONS[Form.IMPACT]}
    services.assessments.add(Form.IMPACT, Subject.SENSITIVE, answers, "风险可控，措施与风险相适应")
    services.transfers.execute("YJ-2026-001", stage.work / "package")
    stage.context.changed.emit()
    stage.rest()
    stage.show("handed-over")
    stage.press(screen, "Enter the receipt…")
    stage.show("receipt")


def assessing(stage: Stage) -> None:
    """An impact assessment from its subject to the list, with a question that needs words on the way."""
    stage.enter(PLANNED)
    stage.place("protection")
    stage.show("empty")
    wizard = stage.wizard("assessment-wizard")
    stage.show("1-subject")
    stage.forward(wizard)
    stage.show("2-questions")
    asked = wizard.page.findChildren(DropDown)
    for choice in asked[:-1]:
        choice.choose(Verdict.NO)
    stage.forward(wizard)
    stage.show("2-questions-missing")
    for choice in asked:
        choice.choose(Verdict.YES)
    stage.forward(wizard)
    stage.show("3-conclusion")
    stage.write(wizard, "Conclusion in a sentence", "风险可控，措施与风险相适应")
    stage.forward(wizard)
    stage.show("4-result")
    stage.forward(wizard)
    stage.place("protection")
    stage.show("list")


def leaking(stage: Stage) -> None:
    """A large leak: it is entered, the clock runs, and what was done is put down."""
    stage.enter(PLANNED)
    wizard = stage.wizard("incident-wizard")
    stage.show("1-facts")
    stage.write(wizard, "People whose information it is", "1200000")
    stage.press(wizard, "A crime may be behind it")
    stage.forward(wizard)
    stage.show("2-account")
    stage.forward(wizard)
    stage.show("2-account-missing")
    stage.press(wizard, "Names and how to reach people")
    stage.write(wizard, "Cause, as far as it is known", "办公电脑失窃，硬盘未加密")
    stage.write(wizard, "What has been done", "已远程锁定账号、更换全部口令并报警")
    stage.forward(wizard)
    stage.show("3-duties")
    wizard.reject()
    stage.context.changed.emit()
    screen = stage.place("protection")
    screen.receive("SJ-2026-001")
    stage.rest()
    stage.show("register")
    stage.press(screen, "Enter what was done…")
    stage.show("step")
    stage.dialog_closed()
    stage.press(screen, "Change the facts…")
    stage.rest()
    stage.show("change")
    stage.forward(stage.dialog(FlowWizard))
    stage.show("change-account")
    stage.dialog_closed()
    answers = {question.name: Answer(Verdict.YES) for question in QUESTIONS[Form.AUDIT]}
    over = stage.context.services.assessments.add(Form.AUDIT, None, answers, "基本合规", date(2021, 3, 1))
    stage.context.changed.emit()
    stage.rest()
    screen.receive(over.number)
    stage.rest()
    stage.show("over")
