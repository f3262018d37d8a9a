"""The ways into a vault, as the window is handed them by ui/main.py."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from app.domain.firm import Firm
    from app.jobs import Progress
    from app.services.creation import Created
    from app.services.gathering import TakenIn
    from app.services.restoration import Restored
    from app.services.roster import Services
    from app.services.scanning import ScannedFile
    from app.services.secrets import Secret
    from app.services.unlocking import VaultSummary


@dataclass(frozen=True, slots=True)
class DemoVault:
    """The demo's vault and the passphrase of its operators."""

    vault: Path
    passphrase: Secret


@dataclass(frozen=True, slots=True)
class Restoring:
    """What was chosen; `passphrase` may be the recovery code, `operator` None is the backup's first one."""

    backup: Path
    target: Path
    operator: str | None
    passphrase: Secret
    certificates: tuple[Path, ...]


class Entrances(Protocol):
    """Each may take its time and is called from a worker thread; errors are AppErrors."""

    def peek(self, vault: Path) -> VaultSummary:
        """What can be known of a vault without a passphrase."""
        ...

    def create(self, vault: Path, firm: Firm, operator: str, passphrase: Secret) -> Created: ...

    def open(self, vault: Path, passphrase: Secret, operator: str | None) -> Services: ...

    def recover(self, vault: Path, code: str, passphrase: Secret, operator: str) -> Services:
        """Open with the recovery code; the operator gets the new passphrase."""
        ...

    def restore(self, restoring: Restoring, progress: Progress) -> Restored:
        """Make a vault from a backup."""
        ...

    def scan(self, files: tuple[Path, ...], progress: Progress) -> TakenIn[ScannedFile]:
        """What personal information files hold; needs no vault."""
        ...

    def scan_report(self, found: TakenIn[ScannedFile], target: Path, language: str) -> None:
        """Write what a scan found as a PDF."""
        ...

    def recovery_sheet(self, vault: Path, firm: Firm, operator: str, code: str, language: str) -> bytes:
        """A PDF of one page with the recovery code of the vault in this folder; nothing is written."""
        ...

    def save_recovery_sheet(self, content: bytes, target: Path) -> None:
        """Write the sheet where the user asked for it."""
        ...

    def today(self) -> date:
        """The calendar day where the user sits."""
        ...

    def demo_passphrase(self) -> str:
        """What all operators of the demo's vault unlock with; no secret."""
        ...

    def demo_folder(self) -> Path:
        """Where the demo would be put: a folder that does not exist yet."""
        ...

    def demo(self, folder: Path, progress: Progress) -> DemoVault:
        """Make the demo firm's vault in the folder, with its files imported."""
        ...
