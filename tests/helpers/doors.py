"""The window's ways into vaults, with a key derivation that costs nothing and a clock that stands."""

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from app.bootstrap import Created, Services, VaultSummary, create_vault, open_vault, open_with_recovery, peek
from app.clock import Clock
from app.domain.documents import Renderer
from app.domain.firm import Firm
from app.jobs import Progress
from app.services import recovery_sheets, scan_reports
from app.services.gathering import TakenIn
from app.services.restoration import Restored, restore
from app.services.scanning import ScannedFile, scan_found
from app.services.secrets import Secret
from reports.renderer import PdfRenderer
from tests.helpers.vaults import LIGHT, PASSPHRASE, FixedClock, Forgetful
from ui.entrances import DemoVault, Restoring


@dataclass(frozen=True, slots=True)
class LightDoors:
    """As ui/main.py has them, but quick."""

    renderer: Renderer | None = None
    clock: Clock = field(default_factory=FixedClock)

    def peek(self, vault: Path) -> VaultSummary:
        return peek(vault)

    def create(self, vault: Path, firm: Firm, operator: str, passphrase: Secret) -> Created:
        return create_vault(vault, firm=firm, operator=operator, passphrase=passphrase, clock=self.clock, kdf=LIGHT)

    def open(self, vault: Path, passphrase: Secret, operator: str | None) -> Services:
        return open_vault(
            vault, passphrase, operator=operator, renderer=self.renderer, clock=self.clock, kdf=LIGHT,
            memory=Forgetful(),
        )  # fmt: skip

    def recover(self, vault: Path, code: str, passphrase: Secret, operator: str) -> Services:
        return open_with_recovery(
            vault, code, passphrase, operator=operator, renderer=self.renderer, clock=self.clock, kdf=LIGHT
        )

    def restore(self, restoring: Restoring, progress: Progress) -> Restored:
        return restore(
            restoring.backup,
            restoring.target,
            restoring.passphrase,
            operator=restoring.operator,
            certificates=restoring.certificates,
            renderer=self.renderer,
            clock=self.clock,
            progress=progress,
        )

    def scan(self, files: tuple[Path, ...], progress: Progress) -> TakenIn[ScannedFile]:
        return scan_found(files, progress)

    def scan_report(self, found: TakenIn[ScannedFile], target: Path, language: str) -> None:
        assert isinstance(self.renderer, PdfRenderer)
        scan_reports.save(scan_reports.evidence(found.done, self.clock.now()), target, self.renderer, language)

    def recovery_sheet(self, vault: Path, firm: Firm, operator: str, code: str, language: str) -> bytes:
        assert isinstance(self.renderer, PdfRenderer)
        sheet = recovery_sheets.recovery_sheet(vault, firm, operator, code, self.clock.now())
        return self.renderer.recovery_sheet(sheet, language)

    def save_recovery_sheet(self, content: bytes, target: Path) -> None:
        recovery_sheets.save(content, target)

    def today(self) -> date:
        return self.clock.today()

    def demo_passphrase(self) -> str:
        return PASSPHRASE

    def demo_folder(self) -> Path:
        raise NotImplementedError("tests make their own vaults")

    def demo(self, folder: Path, progress: Progress) -> DemoVault:
        raise NotImplementedError("tests make their own vaults")
