"""Reports about the vault: closure, inventory, destruction register, audit extract, as PDF or workbook."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

from app.domain.closing_evidence import ClosingPlanEvidence
from app.domain.documents import Rendered, Renderer, ReportEvidence
from app.domain.evidence import ClosureEvidence
from app.domain.permissions import Action
from app.errors import UserError
from app.jobs import Progress
from app.services.deliveries import delivered, require_free
from app.services.destruction_forms import appraisal_opinion, destruction_list, general_list
from app.services.list_figures import file_catalogue, handover_list, volume_catalogue
from app.services.notice_figures import assessments, deliveries, incidents
from app.services.own_certificates import document_key
from app.services.plan_calendar import closing_plan_evidence, plan_calendar
from app.services.plan_figures import backup_record, classification_summary, retention_plan
from app.services.report_figures import Collector
from app.services.session import Session
from app.storage.documents import StoredDocument
from app.storage.unit_of_work import UnitOfWork
from app.vault.disk import write_parts

CLOSURE = "closure"
CALENDAR = ".ics"
SUFFIXES = {".pdf": "application/pdf", ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}


@dataclass(frozen=True, slots=True)
class ReportKind:
    """`prefix` begins the report's number; a `kept` report is issued for good and stays in the vault.

    `forms` are the endings of files that it can be written into. One `of_order` is about one destruction order.
    """

    prefix: str
    collect: Callable[[Collector], ReportEvidence]
    kept: bool = False
    forms: tuple[str, ...] = tuple(SUFFIXES)
    of_order: bool = False


LONGEST_WATERMARK = 24
KINDS = {
    CLOSURE: ReportKind("JA", Collector.closure, kept=True),
    "inventory": ReportKind("QD", Collector.inventory),
    "destruction-register": ReportKind("QC", Collector.register),
    "audit": ReportKind("SJ", Collector.audit),
    "appraisal-opinion": ReportKind("JD", appraisal_opinion, kept=True, of_order=True),
    "destruction-list": ReportKind("XC", destruction_list, kept=True, of_order=True),
    "general-destruction-list": ReportKind("XD", general_list, kept=True, of_order=True),
    "classification": ReportKind("FL", classification_summary),
    "retention-plan": ReportKind("BG", retention_plan),
    "volume-catalogue": ReportKind("AJ", volume_catalogue),
    "file-catalogue": ReportKind("JN", file_catalogue),
    "handover-list": ReportKind("YJ", handover_list),
    "backups": ReportKind("BF", backup_record),
    "deliveries": ReportKind("SD", deliveries),
    "assessments": ReportKind("PG", assessments),
    "incidents": ReportKind("AQ", incidents),
    "closing-plan": ReportKind("JH", closing_plan_evidence, forms=(*SUFFIXES, CALENDAR)),
}


@dataclass(frozen=True, slots=True)
class WrittenReport:
    """A report's file: a PDF has `pages`, a workbook `rows`."""

    file: str
    number: str
    pages: int | None
    rows: int | None


class ReportService:
    """Collects the figures and writes them out; `renderer` is None only where no report is asked for."""

    def __init__(self, session: Session, renderer: Renderer | None) -> None:
        self._session = session
        self._renderer = renderer

    def closure(self) -> ClosureEvidence:
        """The closure's figures of this moment, without issuing anything.

        Signs a checkpoint of the log where it has grown since the last one.
        """
        self._session.require(Action.REPORT)
        with self._session.write() as uow:
            evidence = Collector(
                self._session, uow, uow.documents.next_number(KINDS[CLOSURE].prefix, self._year)
            ).closure()
            uow.commit()
        return evidence

    def write(
        self,
        kind: str,
        out: Path,
        *,
        order: str = "",
        watermark: str = "",
        language: str = "zh",
        progress: Progress | None = None,
    ) -> WrittenReport:
        """Write a report of this kind to `out`, as its ending says; the writing is logged.

        A report's forms are .pdf and .xlsx, and .ics where it is a plan of days. `order`: which destruction order a
        paper of one order is about, "" for the newest. With a `watermark` (draft, copy, sample) it is not kept among
        the issued documents and takes no number of theirs.
        Raises UserError ("unknown-report", "unknown-report-format", "report-of-no-order", "order-not-found",
        "watermark-too-long", "target-exists", "folder-not-found"), Cancelled.
        """
        self._session.require(Action.REPORT)
        if self._renderer is None:
            raise RuntimeError("reports need the renderer")
        report, suffix = KINDS.get(kind), out.suffix.lower()
        if report is None:
            raise UserError("unknown-report", kind=kind, kinds=", ".join(KINDS))
        if suffix not in report.forms:
            raise UserError("unknown-report-format", file=out.name)
        if order and not report.of_order:
            raise UserError("report-of-no-order", kind=kind)
        watermark = " ".join(watermark.split())
        if len(watermark) > LONGEST_WATERMARK:
            raise UserError("watermark-too-long", length=len(watermark), most=LONGEST_WATERMARK)
        report = replace(report, kept=report.kept and not watermark)
        out = out.absolute()
        require_free(out)
        progress = progress or Progress()
        progress.start("report.collect")
        with delivered(self._session, out) as (delivery,), self._session.write() as uow:
            number = self._number(uow, report)
            now, operator = self._session.clock.now(), self._session.operator.name
            uow.audit.append("report.write", number, {"kind": kind, "form": suffix[1:]}, operator, now)
            evidence = report.collect(Collector(self._session, uow, number, order))
            progress.start("report.draw")
            signing = document_key(uow, now)
            if isinstance(evidence, ClosingPlanEvidence) and suffix == CALENDAR:
                made = plan_calendar(evidence, language)
            else:
                made = self._renderer.report(evidence, language, suffix, signing, watermark)
            if report.kept:
                self._keep(uow, kind, number, out.name, language, made)
            write_parts(delivery.staging, [made.content])
            uow.deliveries.owe(delivery, out)
            progress.cancel.close()
            uow.commit()
        return WrittenReport(str(out), number, made.pages, made.rows)

    @property
    def _year(self) -> int:
        return self._session.clock.today().year

    def _number(self, uow: UnitOfWork, report: ReportKind) -> str:
        """A kept report counts with its like; another takes the day and the log's next event: none is given twice."""
        if report.kept:
            return uow.documents.next_number(report.prefix, self._year)
        return f"{report.prefix}-{self._session.clock.today():%Y%m%d}-{uow.audit.size() + 1}"

    def _keep(self, uow: UnitOfWork, kind: str, number: str, name: str, language: str, made: Rendered) -> None:
        stored = StoredDocument(
            id=secrets.token_hex(16),
            number=number,
            kind=kind,
            issued_at=self._session.clock.now(),
            file_name=name,
            sha256=sha256(made.content).hexdigest(),
            language=language,
            media_type=SUFFIXES[Path(name).suffix.lower()],
        )
        uow.documents.add(stored, made.content)
