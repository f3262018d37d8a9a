"""The classification summary 分类汇总表: which kinds, grades and rules the records have, and what is still unsure."""

from hashlib import sha256

from app.domain.evidence import canonical
from app.domain.plan_evidence import ClassificationEvidence
from app.domain.words import Kind
from reports import style
from reports.chapters import Chapter, Field, Form, Report
from reports.charts import Bar
from reports.language import Language, share, year_span


def classification_summary(evidence: ClassificationEvidence, lang: Language) -> Report:
    """The summary's content for PDF and workbook."""
    t, content = lang.t, canonical(evidence)
    unsure = sum(group.records for group in evidence.groups if not group.kind or not group.rule)
    return Report(
        title=t("Classification Summary"),
        head=evidence.head,
        facts=(
            (t("Records"), lang.number(evidence.records)),
            (t("Customers"), lang.number(evidence.customers)),
            (t("Without kind or rule"), lang.number(unsure)),
        ),
        chapters=(_kinds(evidence, lang), _groups(evidence, lang), _states(evidence, lang)),
        attachment=content,
        digest=sha256(content).hexdigest(),
    )


def _kinds(evidence: ClassificationEvidence, lang: Language) -> Chapter:
    t, whole = lang.t, evidence.records or 1
    counts = {kind: sum(group.records for group in evidence.groups if group.kind is kind) for kind in (*Kind, None)}
    found = [
        (lang.label(kind) if kind else t("Not classified"), n, style.PRIMARY if kind else style.WAIT)
        for kind, n in counts.items()
        if n
    ]
    return Chapter(
        title=t("Records by kind"),
        sheet=t("Kinds"),
        bars=tuple(Bar(name, n, f"{lang.number(n)}   {share(n / whole)}", colour) for name, n, colour in found),
        fields=(
            Field(t("Kind"), weight=3),
            Field(t("Records"), Form.NUMBER, summed=True),
            Field(t("Share"), Form.SHARE),
        ),
        rows=[(name, n, n / whole) for name, n, _ in found],
        empty=t("There are no records in the vault."),
    )


def _groups(evidence: ClassificationEvidence, lang: Language) -> Chapter:
    t = lang.t
    return Chapter(
        title=t("Kinds, grades and rules"),
        sheet=t("Groups"),
        fields=(
            Field(t("Kind"), size=8.5, weight=0),
            Field(t("Internal grade"), size=8.5, weight=0),
            Field(t("Rule"), size=8.5, weight=0),
            Field(t("Years"), size=8.5, weight=0),
            Field(t("Records"), Form.NUMBER, size=8.5, weight=0, summed=True),
            Field(t("Customers"), Form.NUMBER, size=8.5, weight=0),
            Field(t("With personal information"), Form.NUMBER, size=8.5, weight=0.3, summed=True),
            Field(t("With sensitive personal information"), Form.NUMBER, size=8.5, weight=0.3, summed=True),
        ),
        rows=[
            (
                lang.label(group.kind) if group.kind else t("Not classified"),
                lang.label(group.sensitivity) if group.sensitivity else t("Not graded"),
                group.rule,
                year_span(group.first_year, group.last_year),
                group.records,
                group.customers,
                group.personal,
                group.pi_sensitive,
            )
            for group in evidence.groups
        ],
        note=t(
            "The grades (general, sensitive, core) are the handler's own internal grading. They are not the grading "
            "of data by the State under the Data Security Law."
        ),
        empty=t("There are no records in the vault."),
    )


def _states(evidence: ClassificationEvidence, lang: Language) -> Chapter:
    t = lang.t
    return Chapter(
        title=t("Records by state"),
        sheet=t("States"),
        fields=(Field(t("State"), weight=3), Field(t("Records"), Form.NUMBER, summed=True)),
        rows=[(lang.label(count.state), count.records) for count in evidence.states],
        note=t("Destroyed records are no longer in the vault; they are counted by what their orders left of them."),
        empty=t("There are no records in the vault."),
    )
