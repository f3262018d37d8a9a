"""The retention plan 保管期限与处置计划: how long what is kept and why, and which year brings what."""

from collections import defaultdict
from hashlib import sha256

from app.domain.evidence import canonical
from app.domain.plan_evidence import RetentionPlanEvidence
from app.domain.retention import Rule, Trigger
from app.domain.words import Disposition
from app.i18n import N_
from reports import style
from reports.chapters import Chapter, Field, Form, Report, Row
from reports.charts import Bar
from reports.decision_changes import changed_chapters
from reports.decision_lines import decision_lines, last_day
from reports.language import DASH, Language, length_of_keeping

_TRIGGERS = {
    Trigger.YEAR_END: N_("after the end of the fiscal year"),
    Trigger.EVENT: N_("from the event"),
    Trigger.PURPOSE_END: N_("when the purpose is met"),
    Trigger.NONE: N_("no period runs"),
}


def retention_plan(evidence: RetentionPlanEvidence, lang: Language) -> Report:
    """The plan's content for PDF and workbook."""
    t, content = lang.t, canonical(evidence)
    undecided = sum(line.records for line in evidence.lines if not line.decided)
    return Report(
        title=t("Retention and Disposition Plan"),
        head=evidence.head,
        facts=((t("Records"), lang.number(evidence.records)), (t("Undecided"), lang.number(undecided))),
        chapters=(
            _lines(evidence, lang), *changed_chapters(evidence.changes, lang), _years(evidence, lang),
            _rules(evidence, lang),
        ),
        attachment=content,
        digest=sha256(content).hexdigest(),
        landscape=True,
    )  # fmt: skip


def _lines(evidence: RetentionPlanEvidence, lang: Language) -> Chapter:
    t = lang.t
    return Chapter(
        title=t("What is to happen, until when, and why"),
        sheet=t("Plan"),
        fields=(
            Field(t("Decision"), size=8.5, weight=0),
            Field(t("Kind"), size=8.5, weight=0),
            Field(t("Rule"), size=8.5, weight=0),
            Field(t("Records"), Form.NUMBER, size=8.5, weight=0, summed=True),
            Field(t("Last day of keeping"), Form.DAY, size=8.5, weight=0),
            Field(t("Reasons and legal basis"), size=8.5, weight=5),
        ),
        rows=[
            (
                lang.label(line.disposition) if line.decided else t("Undecided"),
                lang.label(line.kind),
                line.rule,
                line.records,
                last_day(line, lang),
                lang.reasons(line.reasons),
            )
            for line in decision_lines(evidence.lines)
        ],
        dense=True,
        empty=t("There are no records in the vault."),
    )


def _years(evidence: RetentionPlanEvidence, lang: Language) -> Chapter:
    """A year a row, a disposition a column: the calendar of whoever keeps what is left."""
    t = lang.t
    counts: dict[int | None, dict[Disposition, int]] = defaultdict(dict)
    for due in evidence.years:
        counts[due.year][due.disposition] = due.records
    used = [word for word in Disposition if any(word in row for row in counts.values())]
    rows: list[Row] = []
    bars: list[Bar] = []
    for year, row in counts.items():
        name = str(year) if year else t("No day is known")
        rows.append([name, *(row.get(word, 0) for word in used), sum(row.values())])
        bars.append(Bar(name, sum(row.values()), lang.number(sum(row.values())), style.PRIMARY if year else style.WAIT))
    return Chapter(
        title=t("What falls due in which year"),
        sheet=t("Years"),
        intro=t("Counted by the first day on which a record may go, as far as is known today."),
        bars=tuple(bars),
        fields=(
            Field(t("Year"), weight=1.5),
            *(Field(lang.label(word), Form.NUMBER, summed=True) for word in used),
            Field(t("Total"), Form.NUMBER, summed=True),
        ),
        rows=rows,
        empty=t("There are no records in the vault."),
    )


def _rules(evidence: RetentionPlanEvidence, lang: Language) -> Chapter:
    t = lang.t
    return Chapter(
        title=t("The rules applied"),
        sheet=t("Rules"),
        fields=(
            Field(t("Rule"), size=8.5, weight=0),
            Field(t("Covers"), size=8.5),
            Field(t("Period"), size=8.5, weight=0),
            Field(t("Counted from"), size=8.5, weight=0.6),
            Field(t("Legal basis"), size=8.5, weight=2),
        ),
        rows=[
            (rule.id, t(rule.title), _length(rule, lang), t(_TRIGGERS[rule.trigger]), lang.cite(rule.basis))
            for rule in evidence.rules
        ],
        empty=t("No rule is applied."),
    )


def _length(rule: Rule, lang: Language) -> str:
    if rule.permanent:
        return lang.t("permanent")
    parts = ((rule.years, "y"), (rule.months, "m"), (rule.days, "d"))
    return " ".join(length_of_keeping(f"{count}{unit}", lang) for count, unit in parts if count) or DASH
