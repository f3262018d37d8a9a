"""The closure report 客户信息处理结案报告: every number, twice where it can be, and what is still open."""

from collections import defaultdict
from hashlib import sha256

from app.domain.evidence import ClosureEvidence, DispositionFact, canonical
from app.domain.labels import CLOSURES, COPY_KINDS, COPY_STATUSES, DISPOSITIONS, DOCUMENT_KINDS, RESULTS
from app.domain.report_evidence import ReportHead
from app.domain.words import Disposition, Kind, Sensitivity
from app.i18n import N_
from reports import style
from reports.balances import balances
from reports.chapters import Chapter, Field, Form, Report, Row
from reports.charts import Bar
from reports.closure_story import (
    handed_over_chapter,
    held_chapter,
    incidents_chapter,
    notified_chapter,
    profile_chapter,
    registers_chapter,
    timeline_chapter,
)
from reports.decision_changes import changed_chapters
from reports.decision_lines import decision_lines, last_day
from reports.language import DASH, Language, share
from reports.open_ends import open_ends

# What becomes of records in the vault, as said of those with which it has not happened yet.
_DUE = {
    Disposition.DESTROY: (N_("To destroy, not yet destroyed"), "#D9A8A1"),
    Disposition.RESTRICT: (DISPOSITIONS[Disposition.RESTRICT], style.WAIT),
    Disposition.ARCHIVE: (N_("To archive, not yet archived"), style.PRIMARY),
    Disposition.TRANSFER: (N_("To hand over, not yet handed over"), style.DONE),
    Disposition.KEEP: (DISPOSITIONS[Disposition.KEEP], style.INK_2),
}


_WENT = N_(
    "Of the records imported ({imported}), **{destroyed} were destroyed** and {present} are in the vault, {archived} "
    "of them also in an archive package; {held} are frozen."
)
_HANDED_ON = N_(
    "Of the records imported ({imported}), **{destroyed} were destroyed** and {present} are in the vault, {archived} "
    "of them also in an archive package; {held} are frozen. Handed over to others: {handed}. Handing over leaves a "
    "copy here, and each record is counted below by what became of that copy."
)


def closure_report(evidence: ClosureEvidence, lang: Language) -> Report:
    """The report's content for PDF and workbook."""
    t = lang.t
    content = canonical(evidence)
    ended = evidence.firm.profile.service_ended_on
    minors = t(
        "{customers} ({minors} under 14)",
        customers=lang.number(evidence.customers),
        minors=lang.number(evidence.minors),
    )
    story = evidence.story
    chapters = (
        _whereabouts(evidence, lang), profile_chapter(evidence, lang), timeline_chapter(story, lang),
        _sources(evidence, lang), _classified(evidence, lang), _decided(evidence, lang),
        *changed_chapters(story.changes, lang), notified_chapter(story, lang), handed_over_chapter(story, lang),
        _orders(evidence, lang), held_chapter(story, lang), _copies(evidence, lang), incidents_chapter(story, lang),
        _people(evidence, lang), registers_chapter(story, lang), _open(evidence, lang), _balanced(evidence, lang),
        _documents(evidence, lang),
    )  # fmt: skip
    return Report(
        title=t("Customer Information Closure Report"),
        head=_head(evidence),
        facts=(
            (t("Occasion"), t(CLOSURES[evidence.firm.closure])),
            (t("Service ended on"), lang.day(ended) if ended else t("the service goes on")),
            (t("Customers in the vault"), minors),
        ),
        chapters=chapters,
        attachment=content,
        digest=sha256(content).hexdigest(),
    )


def _head(evidence: ClosureEvidence) -> ReportHead:
    return ReportHead(
        evidence.number, evidence.issued_at, evidence.today, evidence.vault_id, evidence.firm, evidence.pack_version,
        evidence.program_version, evidence.checkpoint, evidence.firm_key, evidence.page_signer,
    )  # fmt: skip


def _whereabouts(evidence: ClosureEvidence, lang: Language) -> Chapter:
    t = lang.t
    decided: dict[Disposition | None, int] = defaultdict(int)
    for fact in evidence.dispositions:
        decided[fact.disposition if fact.decided else None] += fact.records
    found = [
        (t("Destroyed"), evidence.records_destroyed, style.DANGER),
        *((t(name), decided[word], colour) for word, (name, colour) in _DUE.items()),
        (t("Undecided"), decided[None], style.LINE),
    ]
    whole = evidence.records_imported or 1
    handed = sum(one.records for one in evidence.story.handovers if one.executed_on)
    return Chapter(
        title=t("Where the records went"),
        sheet=t("Whereabouts"),
        intro=t(_HANDED_ON if handed else _WENT),
        params=(
            ("imported", lang.number(evidence.records_imported)),
            ("destroyed", lang.number(evidence.records_destroyed)),
            ("present", lang.number(evidence.records_present)),
            ("archived", lang.number(evidence.records_archived)),
            ("held", lang.number(evidence.records_held)),
            ("handed", lang.number(handed)),
        ),
        bars=tuple(Bar(name, n, f"{lang.number(n)}   {share(n / whole)}", colour) for name, n, colour in found),
        fields=(
            Field(t("Whereabouts"), weight=3),
            Field(t("Records"), Form.NUMBER, summed=True),
            Field(t("Share of the records imported"), Form.SHARE),
        ),
        rows=[(name, n, n / whole) for name, n, _ in found],
        note=t(
            "“Keep” covers frozen records, archived records whose period still runs, and records whose purpose goes on;"
            " the reasons stand with the decisions below."
        ),
    )


def _sources(evidence: ClosureEvidence, lang: Language) -> Chapter:
    t = lang.t
    return Chapter(
        title=t("What was imported"),
        sheet=t("Sources"),
        fields=(
            Field(t("File"), weight=2),
            Field(t("Sheet")),
            Field(t("Kind"), weight=0),
            Field(t("Imported on"), Form.DAY, weight=0),
            Field(t("Rows read"), Form.NUMBER, weight=0, summed=True),
            Field(t("Added"), Form.NUMBER, weight=0, summed=True),
            Field(t("Duplicates"), Form.NUMBER, weight=0, summed=True),
            Field(t("Rejected"), Form.NUMBER, weight=0, summed=True),
        ),
        rows=[
            (
                source.file or t("(no record left)"),
                source.sheet,
                lang.label(source.kind),
                source.imported_at,
                source.rows_read,
                source.records_added,
                source.duplicates,
                source.rejected_rows,
            )
            for source in evidence.sources
        ],
        empty=t("Nothing has been imported."),
    )


def _classified(evidence: ClosureEvidence, lang: Language) -> Chapter:
    t = lang.t
    found: dict[tuple[Kind | None, Sensitivity | None], int] = defaultdict(int)
    for fact in evidence.classified:
        found[fact.kind, fact.sensitivity] += fact.records
    kinds = [kind for kind in (*Kind, None) if any(key[0] is kind for key in found)]
    grades = [grade for grade in (*Sensitivity, None) if grade or any(key[1] is None for key in found)]
    graded = [Field(lang.label(grade) if grade else t("Not graded"), Form.NUMBER, summed=True) for grade in grades]
    rows: list[Row] = []
    for kind in kinds:
        counts = [found.get((kind, grade), 0) for grade in grades]
        rows.append([lang.label(kind) if kind else t("Not classified"), *counts, sum(counts)])
    return Chapter(
        title=t("How it was classified"),
        sheet=t("Classification"),
        fields=(Field(t("Kind"), weight=2), *graded, Field(t("Total"), Form.NUMBER, summed=True)),
        rows=rows,
        note=t(
            "The grades (general, sensitive, core) are the handler's own internal grading. They are not the grading "
            "of data by the State under the Data Security Law."
        ),
        empty=t("There are no records in the vault."),
    )


def _decided(evidence: ClosureEvidence, lang: Language) -> Chapter:
    t = lang.t
    return Chapter(
        title=t("Decisions on the records still held, with reasons"),
        sheet=t("Decisions"),
        fields=(
            Field(t("Decision"), size=8.5, weight=0),
            Field(t("Kind"), size=8.5, weight=0),
            Field(t("Records"), Form.NUMBER, size=8.5, weight=0, summed=True),
            Field(t("Frozen"), Form.NUMBER, size=8.5, weight=0, summed=True),
            Field(t("Last day of keeping"), Form.DAY, size=8.5, weight=0),
            Field(t("Reasons and legal basis"), size=8.5, weight=5),
        ),
        rows=[
            (
                lang.label(fact.disposition) if fact.decided else t("Undecided"),
                lang.label(fact.kind),
                fact.records,
                fact.held,
                last_day(fact, lang),
                _grounds(fact, lang),
            )
            for fact in decision_lines(evidence.dispositions)
        ],
        dense=True,
        empty=t("There are no records in the vault."),
    )


def _grounds(fact: DispositionFact, lang: Language) -> str:
    """The reasons; the articles too where no reason has cited them."""
    cited = any(name == "basis" for reason in fact.reasons for name, _ in reason.params)
    parts = (lang.reasons(fact.reasons), DASH if cited else lang.cite(fact.basis))
    return "\n".join(part for part in parts if part != DASH)


def _orders(evidence: ClosureEvidence, lang: Language) -> Chapter:
    t = lang.t
    return Chapter(
        title=t("What was destroyed"),
        sheet=t("Destruction orders"),
        fields=(
            Field(t("Destruction order"), weight=0),
            Field(t("State"), weight=1.5),
            Field(t("Records"), Form.NUMBER, weight=0),
            Field(t("Prepared on"), Form.DAY, weight=0),
            Field(t("Executed on"), Form.DAY, weight=0),
            Field(t("Result"), weight=1.5),
            Field(t("Certificate No."), weight=0),
        ),
        rows=[
            (
                order.number,
                lang.order_state(order.state),
                order.records,
                order.created_at,
                order.executed_at,
                lang.named(order.result, RESULTS) if order.result else None,
                order.certificate,
            )
            for order in evidence.orders
        ],
        empty=t("There is no destruction order."),
    )


def _documents(evidence: ClosureEvidence, lang: Language) -> Chapter:
    t = lang.t
    return Chapter(
        title=t("Certificates and other documents issued"),
        sheet=t("Documents"),
        intro=t(
            "The papers that the vault keeps. The register of reports and certificates above counts every issue of a "
            "paper, also of those that were only saved as files."
        ),
        fields=(
            Field(t("Number"), weight=0),
            Field(t("Document")),
            Field(t("Issued on"), Form.DAY, weight=0),
            Field(t("File"), weight=1.5),
            Field(t("SHA-256"), weight=1.9, size=7),
        ),
        rows=[
            (
                document.number,
                lang.named(document.kind, DOCUMENT_KINDS),
                document.issued_at,
                document.file_name,
                document.sha256,
            )
            for document in evidence.documents
        ],
        empty=t("No document has been issued yet."),
    )


def _copies(evidence: ClosureEvidence, lang: Language) -> Chapter:
    t = lang.t
    return Chapter(
        title=t("Copies outside the vault"),
        sheet=t("Copies"),
        intro=t(
            "What this program wrote out of the vault. The original files, and copies made without this program, are "
            "not known to it: see to them separately."
        ),
        fields=(
            Field(t("Copy"), weight=0),
            Field(t("File")),
            Field(t("Made"), Form.INSTANT, weight=0),
            Field(t("Records"), Form.NUMBER, weight=0),
            Field(t("Expires"), Form.DAY, weight=0),
            Field(t("State"), weight=0),
        ),
        rows=[
            (
                lang.named(copy.kind, COPY_KINDS),
                copy.file,
                copy.made_at,
                copy.records,
                copy.expires_on,
                lang.named(copy.status, COPY_STATUSES),
            )
            for copy in evidence.copies
        ],
        empty=t("No backup, package or export was made."),
    )


def _people(evidence: ClosureEvidence, lang: Language) -> Chapter:
    t = lang.t
    return Chapter(
        title=t("Who is responsible"),
        sheet=t("Persons responsible"),
        fields=(Field(t("Name"), weight=2), Field(t("Role"))),
        rows=[(operator.name, lang.label(operator.role)) for operator in evidence.operators],
    )


def _open(evidence: ClosureEvidence, lang: Language) -> Chapter:
    t = lang.t
    return Chapter(
        title=t("What is still open"),
        sheet=t("Open ends"),
        intro=t("What stands without a day waits for somebody to act."),
        fields=(
            Field(t("Due by"), Form.DAY, weight=0),
            Field(t("What is to be done")),
            Field(t("Records"), Form.NUMBER, weight=0),
        ),
        rows=[(end.by, end.what, end.records) for end in open_ends(evidence, lang)],
        empty=t("Nothing is open: every record is destroyed, or its keeping is settled."),
    )


def _balanced(evidence: ClosureEvidence, lang: Language) -> Chapter:
    t = lang.t
    return Chapter(
        title=t("Reconciliation of the figures"),
        sheet=t("Balances"),
        fields=(
            Field(t("One count"), weight=2),
            Field(t("Its number"), Form.NUMBER, weight=0),
            Field(t("Another count"), weight=2),
            Field(t("Its number"), Form.NUMBER, weight=0),
            Field(t("Agreement"), weight=0),
        ),
        rows=[
            (
                t(pair.left),
                pair.left_number,
                t(pair.right),
                pair.right_number,
                t("agrees") if pair.agrees else t("differs by {n}", n=lang.number(pair.difference)),
            )
            for pair in balances(evidence)
        ],
    )
