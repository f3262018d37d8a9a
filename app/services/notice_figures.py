"""The evidence of delivery tables, assessment reports and incidents, collected in one unit of work."""

from app.domain.notice_reports import (
    AssessmentFact,
    AssessmentsEvidence,
    DeliveriesEvidence,
    DeliveryLine,
    DeliveryTable,
    IncidentsEvidence,
    ProofLine,
)
from app.domain.notices import letter_number, period_of
from app.services.calendar import PublishedCalendar
from app.services.masking import masked_name
from app.services.report_figures import Collector
from app.storage.notices import StoredNotice


def deliveries(collector: Collector) -> DeliveriesEvidence:
    """Every notice with its letters, proofs and objections; names starred out."""
    return DeliveriesEvidence(
        head=collector.head(), notices=tuple(_table(collector, notice) for notice in collector.uow.notices.all())
    )


def _table(collector: Collector, notice: StoredNotice) -> DeliveryTable:
    uow, published = collector.uow, notice.published_on
    return DeliveryTable(
        number=notice.number,
        kind=notice.kind,
        recipient=notice.particulars.recipient,
        prepared_on=notice.prepared_at.astimezone().date(),
        period=period_of(notice.kind, published, PublishedCalendar()) if published else None,
        counts=uow.notices.counts(notice.id),
        lines=tuple(
            DeliveryLine(
                letter_number(notice.number, letter.number),
                letter.customer,
                masked_name(letter.name),
                letter.method,
                letter.delivered_on,
                letter.consent,
            )
            for letter in uow.notices.letters(notice.id)
        ),
        proofs=tuple(
            ProofLine(one.about, one.sha256, one.size, one.added_at, one.attachment is not None)
            for one in uow.replies.proofs(notice.id)
        ),
        objections=tuple((one.received_on, one.hold or "") for one in uow.replies.objections(notice.id)),
    )


def assessments(collector: Collector) -> AssessmentsEvidence:
    """Every filled form."""
    return AssessmentsEvidence(
        head=collector.head(),
        assessments=tuple(
            AssessmentFact(
                one.number, one.form, one.subject, tuple(one.answers.items()), one.conclusion, one.completed_on,
                one.keep_until, one.made_by,
            )
            for one in collector.uow.assessments.all()
        ),
    )  # fmt: skip


def incidents(collector: Collector) -> IncidentsEvidence:
    """Every incident that is kept."""
    return IncidentsEvidence(head=collector.head(), incidents=collector.uow.incidents.all())
