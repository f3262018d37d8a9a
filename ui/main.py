"""Puts the window together: the real ways in, the places of the navigation, the wizards."""

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from PySide6.QtCore import QStandardPaths

from app import __version__
from app.bootstrap import Created, VaultSummary, create_vault, open_vault, open_with_recovery, peek
from app.clock import SystemClock
from app.demo import PASSPHRASE, prepare_demo
from app.domain.documents import FullRenderer
from app.domain.firm import Firm
from app.flows.closing import survey
from app.i18n import N_, catalogue
from app.jobs import Progress
from app.log import record_bug, redacted
from app.services import recovery_sheets, scan_reports
from app.services.gathering import TakenIn
from app.services.restoration import Restored, restore
from app.services.roster import Services
from app.services.scanning import ScannedFile, scan_found
from app.services.secrets import Secret
from app.settings import own_font
from reports.renderer import PdfRenderer
from ui.desk import Desk
from ui.entrances import DemoVault, Restoring
from ui.forms.inspection import InspectionDialog, left_out
from ui.forms.restore import RestoreDialog
from ui.places import Parts, Place, Section
from ui.screens.archive import ArchiveScreen
from ui.screens.audit import AuditScreen
from ui.screens.backup import BackupScreen
from ui.screens.classification import ClassificationScreen
from ui.screens.closing_plan import ClosingPlanScreen
from ui.screens.customers import CustomersScreen
from ui.screens.documents import DocumentsScreen
from ui.screens.help import HelpScreen
from ui.screens.imports import ImportsScreen
from ui.screens.law import LawScreen
from ui.screens.notices import NoticesScreen
from ui.screens.orders import OrdersScreen
from ui.screens.overview import OverviewScreen
from ui.screens.papers import PapersScreen
from ui.screens.plan import PlanScreen
from ui.screens.protection import ProtectionScreen
from ui.screens.records import RecordsScreen
from ui.screens.settings import SettingsScreen
from ui.screens.transfers import TransfersScreen
from ui.screens.unlock import Unlock
from ui.wizards.classifying import classify_wizard
from ui.wizards.destroying import destroy_wizard
from ui.wizards.importing import import_wizard
from ui.wizards.new_vault import new_vault_wizard
from ui.wizards.protecting import assessment_wizard, incident_wizard
from ui.wizards.telling import notice_wizard

PLACES = (
    Place("overview", N_("Overview"), Section.TOP, OverviewScreen),
    Place("import", N_("Import"), Section.FLOW, ImportsScreen),
    Place("classify", N_("Classification"), Section.FLOW, ClassificationScreen),
    Place("plan", N_("Disposition plan"), Section.FLOW, PlanScreen),
    Place("notices", N_("Notices"), Section.FLOW, NoticesScreen),
    Place("archive", N_("Archive"), Section.FLOW, ArchiveScreen),
    Place("transfer", N_("Hand over"), Section.FLOW, TransfersScreen),
    Place("destroy", N_("Destruction"), Section.FLOW, OrdersScreen),
    Place("documents", N_("Certificates"), Section.FLOW, DocumentsScreen),
    Place("records", N_("Customers and records"), Section.MANAGE, RecordsScreen),
    Place("closing-plan", N_("Closing plan"), Section.MANAGE, ClosingPlanScreen),
    Place("customers", N_("Same customers"), Section.REGISTERS, CustomersScreen),
    Place("papers", N_("Paper files"), Section.REGISTERS, PapersScreen),
    Place("protection", N_("Protection"), Section.REGISTERS, ProtectionScreen),
    Place("law", N_("Law library"), Section.REGISTERS, LawScreen),
    Place("audit", N_("Audit log"), Section.BOTTOM, AuditScreen),
    Place("backup", N_("Backup"), Section.BOTTOM, BackupScreen),
    Place("settings", N_("Settings"), Section.BOTTOM, SettingsScreen),
    Place("help", N_("Help"), Section.BOTTOM, HelpScreen),
)


@dataclass(frozen=True, slots=True)
class Doors:
    """The ways into a vault: app/bootstrap.py with the renderer of reports/."""

    renderer: FullRenderer

    def peek(self, vault: Path) -> VaultSummary:
        return peek(vault)

    def create(self, vault: Path, firm: Firm, operator: str, passphrase: Secret) -> Created:
        return create_vault(vault, firm=firm, operator=operator, passphrase=passphrase)

    def open(self, vault: Path, passphrase: Secret, operator: str | None) -> Services:
        return open_vault(vault, passphrase, operator=operator, renderer=self.renderer)

    def recover(self, vault: Path, code: str, passphrase: Secret, operator: str) -> Services:
        return open_with_recovery(vault, code, passphrase, operator=operator, renderer=self.renderer)

    def restore(self, restoring: Restoring, progress: Progress) -> Restored:
        return restore(
            restoring.backup,
            restoring.target,
            restoring.passphrase,
            operator=restoring.operator,
            certificates=restoring.certificates,
            renderer=self.renderer,
            progress=progress,
        )

    def scan(self, files: tuple[Path, ...], progress: Progress) -> TakenIn[ScannedFile]:
        return scan_found(files, progress)

    def scan_report(self, found: TakenIn[ScannedFile], target: Path, language: str) -> None:
        evidence = scan_reports.evidence(found.done, SystemClock().now(), left_out(found, catalogue(language)))
        scan_reports.save(evidence, target, self.renderer, language)

    def recovery_sheet(self, vault: Path, firm: Firm, operator: str, code: str, language: str) -> bytes:
        sheet = recovery_sheets.recovery_sheet(vault, firm, operator, code, SystemClock().now())
        return self.renderer.recovery_sheet(sheet, language)

    def save_recovery_sheet(self, content: bytes, target: Path) -> None:
        recovery_sheets.save(content, target)

    def today(self) -> date:
        return SystemClock().today()

    def demo_passphrase(self) -> str:
        return PASSPHRASE

    def demo_folder(self) -> Path:
        """A new folder among the user's documents, named by the second."""
        documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        now = datetime.now().astimezone().strftime("%Y-%m-%d %H%M%S")
        return Path(documents or Path.home()) / f"Qingdang demo {now}"

    def demo(self, folder: Path, progress: Progress) -> DemoVault:
        folder.mkdir(parents=True)
        return DemoVault(prepare_demo(folder, self.renderer, progress).vault, Secret(PASSPHRASE))


def parts() -> Parts:
    """All of it; called once, after the window is shown."""
    return Parts(
        entrances=Doors(PdfRenderer(own_font())),
        door=Unlock,
        desk=Desk,
        places=PLACES,
        wizards={
            "import-wizard": import_wizard,
            "classify-wizard": classify_wizard,
            "destroy-wizard": destroy_wizard,
            "notice-wizard": notice_wizard,
            "assessment-wizard": assessment_wizard,
            "incident-wizard": incident_wizard,
        },
        new_vault=new_vault_wizard,
        inspection=InspectionDialog,
        restoration=RestoreDialog,
        redact=log_bug,
        survey=survey,
    )


def log_bug(error: BaseException) -> str:
    """Write a bug to the log, without any value, and give the same text to be shown."""
    record_bug(error, __version__)
    return redacted(error)
