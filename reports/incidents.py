"""The register of incidents 个人信息安全事件登记表: what happened, what was done about it, a chapter each."""

from app.domain.incident_register import EVENTS, INFO_KINDS, Entry
from app.domain.incidents import DUTIES, SHORT_LEVELS, Duty
from app.domain.notice_reports import IncidentsEvidence
from reports.chapters import Chapter, Field, Form, Report, Row
from reports.language import Language, listed


def incidents_report(evidence: IncidentsEvidence, lang: Language) -> Report:
    """The register's content for PDF and workbook."""
    t = lang.t
    left = sum(one.handled_on is None for one in evidence.incidents)
    return Report(
        title=t("Register of Personal Information Incidents"),
        head=evidence.head,
        facts=((t("Incidents"), lang.number(len(evidence.incidents))), (t("Being handled"), lang.number(left))),
        chapters=(_overview(evidence, lang), *(_of_incident(one, lang) for one in evidence.incidents)),
        landscape=True,
    )


def _overview(evidence: IncidentsEvidence, lang: Language) -> Chapter:
    t = lang.t
    rows: list[Row] = [
        (
            one.number, t(EVENTS[one.account.event]), one.account.facts.discovered_at, one.account.facts.people,
            t(SHORT_LEVELS[one.level]), one.handled_on, one.keep_until,
        )
        for one in evidence.incidents
    ]  # fmt: skip
    return Chapter(
        title=t("Incidents that are kept"),
        sheet=t("Incidents"),
        intro=t(
            "No customer is named here. No law sets a period for these entries: they are kept for three years from "
            "the end of the handling, in which claims can be brought (Civil Code 188) and the firm has to prove that "
            "it was not at fault (PIPL 69)."
        ),
        fields=(
            Field(t("Number"), weight=0),
            Field(t("Kind of incident"), weight=0.6),
            Field(t("Found out on"), Form.INSTANT, weight=0),
            Field(t("People"), Form.NUMBER, weight=0),
            Field(t("Size of the incident"), weight=1),
            Field(t("Handled on"), Form.DAY, weight=0),
            Field(t("To be kept until"), Form.DAY, weight=0),
        ),
        rows=rows,
        empty=t("No incident was entered."),
    )


def _of_incident(one: Entry, lang: Language) -> Chapter:
    t = lang.t
    return Chapter(
        title=f"{one.number} {t(EVENTS[one.account.event])}",
        sheet=one.number,
        items=_told(one, lang),
        fields=(
            Field(t("What has to be done"), weight=1.2),
            Field(t("Due by"), weight=0),
            Field(t("Done on"), Form.INSTANT, weight=0),
            Field(t("Who was told"), weight=1.2),
            Field(t("Receipt number or remark"), weight=1.2),
            Field(t("Entered by"), weight=0.6),
        ),
        rows=[row for duty in one.duties() for row in _rows(one, duty, lang)],
        dense=True,
    )


def _told(one: Entry, lang: Language) -> tuple[str, ...]:
    """What is known of the incident, a sentence each."""
    t, account = lang.t, one.account
    kinds = listed([t(INFO_KINDS[kind]) for kind in account.info], lang)
    found = {
        t("Kinds of information: {what}"): kinds,
        t("Cause: {what}"): account.cause,
        t("Harm that it may do: {what}"): account.harm,
        t("What has been done: {what}"): account.measures,
        t("What customers can do: {what}"): account.advice,
        t("Notice to customers: {what}"): one.notice,
    }
    return tuple(text.format(what=what) for text, what in found.items() if what)


def _rows(one: Entry, duty: Duty, lang: Language) -> list[Row]:
    """A row for each time that a duty was done; one without a day where it is still to be done."""
    heading, due = lang.t(DUTIES[duty.code][0]), _due(duty, lang)
    done = [step for step in one.steps if step.duty == duty.code]
    if not done:
        return [(heading, due, None, "", "", "")]
    return [(heading, due, step.done_at, step.told, step.note, step.entered_by) for step in done]


def _due(duty: Duty, lang: Language) -> str:
    """The deadline; what has none is to be done at once (立即), the summary once the handling is over."""
    if duty.due is not None:
        return lang.minute(duty.due)
    return lang.t("30 days after the handling") if duty.code == "summary" else lang.t("at once")
