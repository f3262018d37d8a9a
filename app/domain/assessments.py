"""Impact assessments (PIPL 55, 56) and the self-audit of small handlers (令第25号 13): questions, how long kept.

The annex tables of Order 25 were not to be had when this was written; the questions follow the articles themselves.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from app.domain.marks import N_
from app.errors import UserError

IMPACT_YEARS, AUDIT_YEARS = 3, 5


class Form(StrEnum):
    """Which form was filled in."""

    IMPACT = "impact"
    AUDIT = "audit"


class Subject(StrEnum):
    """What an impact assessment is about (PIPL 55)."""

    PROVISION = "provision"
    SENSITIVE = "sensitive"
    ENTRUSTMENT = "entrustment"
    PUBLICATION = "publication"
    OTHER = "other"


class Verdict(StrEnum):
    """The answer to a question: 合规, 不合规, 不适用."""

    YES = "yes"
    NO = "no"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Question:
    """One question: `text` an English message id, `article` of the law it comes from."""

    name: str
    text: str
    law: str
    article: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What was answered; a "no" needs words: what is done about it."""

    verdict: Verdict
    text: str = ""


@dataclass(frozen=True, slots=True)
class Assessment:
    """A filled form; `subject` is None for a self-audit."""

    number: str
    form: Form
    subject: Subject | None
    answers: dict[str, Answer]
    conclusion: str
    completed_on: date
    keep_until: date
    made_at: datetime
    made_by: str


FORMS = {Form.IMPACT: N_("Personal information impact assessment"), Form.AUDIT: N_("Self-audit of a small handler")}
SUBJECTS = {
    Subject.PROVISION: N_("Providing to another handler"),
    Subject.SENSITIVE: N_("Handling sensitive personal information"),
    Subject.ENTRUSTMENT: N_("Entrusting a processor"),
    Subject.PUBLICATION: N_("Making public"),
    Subject.OTHER: N_("Other handling with major impact"),
}
VERDICTS = {Verdict.YES: N_("Complies"), Verdict.NO: N_("Does not comply"), Verdict.NONE: N_("Not applicable")}

_PIPL, _NDSR, _SMALL = "个人信息保护法", "网络数据安全管理条例", "小型个人信息处理者个人信息保护简化措施规定"
_IMPACT = (
    Question("lawful", N_("Are purpose and way of handling lawful, proper and necessary?"), _PIPL, "第五十六条第一款"),
    Question("least", N_("Is only what the purpose needs handled, for the shortest time?"), _PIPL, "第六条"),
    Question(
        "impact",
        N_("Which impact on the rights of individuals, which risks, and how large?"),
        _PIPL,
        "第五十六条第一款",
    ),
    Question(
        "measures", N_("Are the protective measures lawful, effective and fit for the risk?"), _PIPL, "第五十六条第一款"
    ),
    Question("told", N_("Have the individuals been told everything that has to be told?"), _PIPL, "第十七条"),
    Question("consent", N_("Is each separate consent there that is needed?"), _PIPL, "第二十三条"),
    Question("minors", N_("For children under 14: has a guardian agreed, and is there a rule of its own?"), _PIPL,
             "第三十一条"),
    Question("recorded", N_("Is a record of the handling kept for at least three years?"), _NDSR, "第十二条"),
)  # fmt: skip
_AUDIT = (
    Question("rules", N_("Do the handling rules name handler, contact, purpose, kinds and retention period?"), _SMALL,
             "第四条"),
    Question("basis", N_("Is there a lawful basis for every handling?"), _PIPL, "第十三条"),
    Question("sensitive", N_("Is sensitive personal information handled only with separate consent?"), _PIPL,
             "第二十九条"),
    Question("minors", N_("Children under 14: guardian's consent, rules of its own, yearly audit?"), _PIPL,
             "第三十一条"),
    Question("retention", N_("Is nothing kept longer than the purpose or a law asks?"), _PIPL, "第十九条"),
    Question("deletion", N_("Is it deleted on the firm's own initiative when the service stops?"), _SMALL, "第十二条"),
    Question("locked", N_("Is what must be kept only stored and protected?"), _PIPL, "第四十七条第二款"),
    Question("processors", N_("Is every processor bound by contract, and its copy returned or deleted?"), _PIPL,
             "第二十一条"),
    Question("sharing", N_("Was nothing provided to others without notice and separate consent?"), _PIPL, "第二十三条"),
    Question("succession", N_("Is a successor announced 30 working days before?"), _SMALL, "第九条"),
    Question("rights", N_("Are requests of individuals answered in time, refusals with their reason?"), _PIPL,
             "第五十条"),
    Question("security", N_("Encryption, roles, training and an emergency plan?"), _PIPL, "第五十一条"),
    Question("incidents", N_("Were incidents handled and notified at once?"), _PIPL, "第五十七条"),
    Question("assessments", N_("Were impact assessments made where they are due?"), _PIPL, "第五十五条"),
)  # fmt: skip
QUESTIONS = {Form.IMPACT: _IMPACT, Form.AUDIT: _AUDIT}


def keep_until(form: Form, completed_on: date) -> date:
    """The last day of keeping: three years for an assessment (PIPL 56), five for a self-audit (令第25号 13)."""
    years = IMPACT_YEARS if form is Form.IMPACT else AUDIT_YEARS
    try:
        return completed_on.replace(year=completed_on.year + years)
    except ValueError:
        return date(completed_on.year + years, 3, 1)


def checked_answers(form: Form, answers: Mapping[str, Answer]) -> dict[str, Answer]:
    """The answers in the form's order; UserError ("assessment-incomplete", "assessment-needs-words")."""
    found = {}
    for question in QUESTIONS[form]:
        answer = answers.get(question.name)
        if answer is None:
            raise UserError("assessment-incomplete", question=question.name)
        text = " ".join(answer.text.split())
        if answer.verdict is Verdict.NO and not text:
            raise UserError("assessment-needs-words", question=question.name)
        found[question.name] = Answer(answer.verdict, text)
    return found
