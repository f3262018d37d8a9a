"""Impact assessments 个人信息保护影响评估表 and self-audits 合规自查表, one chapter a form."""

from app.domain.assessments import FORMS, QUESTIONS, SUBJECTS, VERDICTS
from app.domain.assessments import Form as Sheet
from app.domain.notice_reports import AssessmentFact, AssessmentsEvidence
from app.domain.retention import Basis
from reports.chapters import Chapter, Field, Form, Report, Row
from reports.language import Language


def assessments_report(evidence: AssessmentsEvidence, lang: Language) -> Report:
    """The forms' content for PDF and workbook."""
    t = lang.t
    return Report(
        title=t("Impact Assessments and Self-Audits"),
        head=evidence.head,
        facts=((t("Filled forms"), lang.number(len(evidence.assessments))),),
        chapters=(_overview(evidence, lang), *(_of_form(one, lang) for one in evidence.assessments)),
    )


def _overview(evidence: AssessmentsEvidence, lang: Language) -> Chapter:
    t = lang.t
    rows: list[Row] = [
        (one.number, _name(one, lang), one.completed_on, one.keep_until, one.made_by) for one in evidence.assessments
    ]
    return Chapter(
        title=t("Filled forms"),
        sheet=t("Filled forms"),
        intro=t(
            "An impact assessment is kept for at least three years, a self-audit of a small handler for at least five. "
            "The questions follow the articles that they name; they are not the annex tables of Order 25."
        ),
        fields=(
            Field(t("Number"), weight=0),
            Field(t("Form and subject")),
            Field(t("Completed on"), Form.DAY, weight=0),
            Field(t("To be kept until"), Form.DAY, weight=0),
            Field(t("Filled in by"), weight=0.6),
        ),
        rows=rows,
        empty=t("No form has been filled in."),
    )


def _name(one: AssessmentFact, lang: Language) -> str:
    form = lang.t(FORMS[one.form])
    return f"{form} · {lang.t(SUBJECTS[one.subject])}" if one.subject else form


def _of_form(one: AssessmentFact, lang: Language) -> Chapter:
    t, answers = lang.t, dict(one.answers)
    rows: list[Row] = []
    for number, question in enumerate(QUESTIONS[Sheet(one.form)], start=1):
        answer = answers[question.name]
        article = lang.cite([Basis(question.law, question.article)])
        rows.append((number, t(question.text), article, t(VERDICTS[answer.verdict]), answer.text))
    return Chapter(
        title=f"{one.number} {_name(one, lang)}",
        sheet=one.number,
        intro=t("**Conclusion**: {conclusion}"),
        params=(("conclusion", one.conclusion),),
        fields=(
            Field(t("No."), Form.NUMBER, weight=0, size=8.5),
            Field(t("Question"), weight=1.6, size=8.5),
            Field(t("Article of law"), weight=1.3, size=8.5),
            Field(t("Finding"), weight=0, size=8.5),
            Field(t("In words"), weight=0.9, size=8.5),
        ),
        rows=rows,
    )
