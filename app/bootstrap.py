"""Puts the program together: a vault and a passphrase in, services out. Chooses the real parts."""

from functools import cache
from pathlib import Path

from app import __version__
from app.clock import Clock, SystemClock
from app.domain.documents import Renderer
from app.domain.firm import Firm
from app.domain.retention import RulePack
from app.domain.rule_packs import parse_pack
from app.last_seen import SeenOnThisComputer
from app.resources import resource
from app.services import creation, unlocking
from app.services.appraising import AppraisalService
from app.services.archives import ArchiveService
from app.services.assessments import AssessmentService
from app.services.attachments import AttachmentService, clear_orphans
from app.services.audit import AuditService
from app.services.backups import BackupService
from app.services.checkup import CheckupService
from app.services.classification import ClassificationService
from app.services.closing_plan import ClosingPlanService
from app.services.completeness import CompletenessService
from app.services.corrections import CorrectionService
from app.services.creation import Created
from app.services.customers import CustomerService
from app.services.decision_changes import DecisionChangeService
from app.services.deliveries import settle_deliveries
from app.services.destruction import DestructionService, settle_orders
from app.services.documents import DocumentService
from app.services.endings import EndingService, undo_end
from app.services.exports import ExportService
from app.services.firm_papers import FirmPaperService
from app.services.grading_table import GradingTableService
from app.services.holds import HoldService
from app.services.imports import ImportService
from app.services.incidents import IncidentService
from app.services.keys import KeyService
from app.services.last_seen import LastSeen, Memory
from app.services.mappings import MappingService
from app.services.notice_replies import ReplyService
from app.services.notices import NoticeService
from app.services.operators import OperatorService
from app.services.origins import OriginService
from app.services.outside import OutsideService
from app.services.overview import OverviewService
from app.services.own_certificates import OwnCertificateService
from app.services.paper import PaperService
from app.services.planning import PlanningService
from app.services.records import RecordService
from app.services.reports import ReportService
from app.services.roster import Services
from app.services.rule_packs import RulePackService, use_rules
from app.services.session import Session
from app.services.settings import SettingService
from app.services.slips import SlipService
from app.services.taking_back import TakingBackService
from app.services.transfers import TransferService
from app.services.unlocking import BEHIND_WARNING, VaultSummary, peek
from app.vault.jws import public_der
from app.vault.keys import STRONG, Kdf
from app.vault.secret import Secret

__all__ = ["Created", "Services", "VaultSummary", "create_vault", "open_vault", "open_with_recovery", "peek"]


def create_vault(
    path: Path,
    *,
    firm: Firm,
    operator: str,
    passphrase: Secret,
    clock: Clock | None = None,
    kdf: Kdf = STRONG,
) -> Created:
    """Make a vault; see app.services.creation."""
    return creation.create_vault(
        path, firm=firm, operator=operator, passphrase=passphrase, clock=clock or SystemClock(), kdf=kdf
    )


def open_vault(
    path: Path,
    passphrase: Secret,
    *,
    operator: str | None = None,
    renderer: Renderer | None = None,
    clock: Clock | None = None,
    kdf: Kdf = STRONG,
    memory: Memory | None = None,
) -> Services:
    """Open a vault for an operator, its first one for None; see app.services.unlocking.

    `kdf` is the cost of passphrases that are set while it is open; `memory` what was last seen of vaults, by default
    on this computer.
    """
    session = unlocking.unlock(
        path, passphrase, operator=operator, clock=clock or SystemClock(), program_version=__version__
    )
    return _wired(session, renderer, kdf, memory)


def open_with_recovery(
    path: Path,
    code: str,
    passphrase: Secret,
    *,
    operator: str | None = None,
    renderer: Renderer | None = None,
    clock: Clock | None = None,
    kdf: Kdf = STRONG,
) -> Services:
    """Open a vault with its recovery code and give an operator this passphrase; see app.services.unlocking."""
    session = unlocking.recover(
        path,
        code,
        passphrase,
        operator=operator,
        clock=clock or SystemClock(),
        program_version=__version__,
        kdf=kdf,
    )
    return _wired(session, renderer, kdf, None)


@cache
def shipped_rules() -> RulePack:
    """The rule pack that comes with the program; Damaged ("rule-pack-…") where its files are not what they were."""
    return parse_pack({path.name: path.read_text(encoding="utf-8") for path in resource("rules").glob("*.toml")})


@cache
def publisher_key() -> bytes:
    """The public key (SPKI DER) that newer packs have to be signed with: the one pinned in resources/rules."""
    return public_der(resource("rules", "publisher.pem").read_bytes())


def _wired(session: Session, renderer: Renderer | None, kdf: Kdf, memory: Memory | None) -> Services:
    last_seen = LastSeen(session, memory or SeenOnThisComputer())
    try:
        last_seen.compare()
        use_rules(session, shipped_rules(), publisher_key())
        _tidy(session)
    except BaseException:
        session.close()
        raise
    records = RecordService(session)
    settings = SettingService(session)
    planning = PlanningService(session, settings)
    notices = NoticeService(session, planning, renderer)
    return Services(
        session=session,
        last_seen=last_seen,
        operators=OperatorService(session, kdf),
        settings=settings,
        keys=KeyService(session),
        appraisals=AppraisalService(session),
        archives=ArchiveService(session, renderer),
        assessments=AssessmentService(session),
        attachments=AttachmentService(session),
        papers=PaperService(session, renderer),
        audit=AuditService(session),
        backups=BackupService(session),
        checkup=CheckupService(session),
        decisions=DecisionChangeService(session),
        destruction=DestructionService(session, renderer),
        classification=ClassificationService(session),
        closing_plan=ClosingPlanService(session),
        firm_papers=FirmPaperService(session, renderer),
        own_certificates=OwnCertificateService(session),
        grading=GradingTableService(session),
        holds=HoldService(session),
        outside=OutsideService(session),
        overview=OverviewService(session),
        notices=notices,
        replies=ReplyService(session, notices),
        planning=planning,
        endings=EndingService(session, renderer),
        exports=ExportService(session, records),
        imports=ImportService(session),
        incidents=IncidentService(session, notices),
        origins=OriginService(session),
        taking_back=TakingBackService(session),
        mappings=MappingService(session),
        customers=CustomerService(session),
        corrections=CorrectionService(session),
        completeness=CompletenessService(session),
        records=records,
        documents=DocumentService(session, renderer, resource("verify", "verify.html")),
        reports=ReportService(session, renderer),
        rules=RulePackService(session, shipped_rules(), publisher_key()),
        slips=SlipService(session, renderer),
        transfers=TransferService(session, renderer, kdf),
    )


def _tidy(session: Session) -> None:
    """Finish or undo what a crash left of files under way and of attachments."""
    if session.read_only:
        return
    undo_end(session)
    settle_deliveries(session)
    settle_orders(session)
    # An older database put back does not know the newest attachments; their files may still be wanted.
    if BEHIND_WARNING not in {warning.code for warning in session.warnings}:
        clear_orphans(session)
