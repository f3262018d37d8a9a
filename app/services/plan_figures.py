"""The evidence of classification summary, retention plan and backup record, collected in one unit of work."""

from collections import Counter

from app.domain.decisions import decide
from app.domain.evidence import SurvivingCopy
from app.domain.instants import instant_of
from app.domain.plan_evidence import (
    BackupEvidence,
    BackupFact,
    ClassificationEvidence,
    DueYear,
    RestoreFact,
    RetentionPlanEvidence,
)
from app.domain.words import Disposition
from app.services.decision_changes import changed_decisions
from app.services.report_figures import Collector

_BACKUP = "backup"


def classification_summary(collector: Collector) -> ClassificationEvidence:
    """How the records are classified today."""
    store, uow = collector.uow.listings, collector.uow
    return ClassificationEvidence(
        head=collector.head(),
        records=uow.tallies.records().present,
        customers=uow.tallies.customers(),
        groups=store.classified(),
        states=store.states(),
    )


def retention_plan(collector: Collector) -> RetentionPlanEvidence:
    """How long what is kept, and which year brings what."""
    head, pack = collector.head(), collector.session.pack
    lines = collector.dispositions(head)
    years: Counter[tuple[int | None, Disposition]] = Counter()
    for facts, records in collector.uow.facts.counted().items():
        decision = decide(facts, head.firm, head.today, pack)
        years[decision.due.year if decision.due else None, decision.disposition] += records
    used = {line.rule for line in lines}
    return RetentionPlanEvidence(
        head=head,
        records=collector.uow.tallies.records().present,
        lines=lines,
        years=tuple(
            DueYear(year, disposition, records)
            for (year, disposition), records in sorted(years.items(), key=lambda one: (one[0][0] or 9999, one[0][1]))
        ),
        rules=tuple(rule for rule in pack.rules if rule.id in used),
        changes=changed_decisions(collector.uow),
    )


def backup_record(collector: Collector) -> BackupEvidence:
    """Every backup and every restoring."""
    uow = collector.uow
    restores = []
    for event in uow.audit.find("vault.restore"):
        detail = dict(event.detail)
        restores.append(
            RestoreFact(
                instant_of(event.at),
                event.operator,
                instant_of(str(detail["made_at"])),
                int(str(detail["records"])),
                int(str(detail["destroyed_again"])),
            )
        )
    return BackupEvidence(
        head=collector.head(),
        backups=tuple(
            BackupFact(
                SurvivingCopy(one.kind, one.file, one.made_at, one.records, one.expires_on, one.status),
                one.made_by,
                one.sha256,
            )
            for one in uow.copies.all()
            if one.kind == _BACKUP
        ),
        restores=tuple(restores),
    )
