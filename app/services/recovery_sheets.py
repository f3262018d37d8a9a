"""Recovery sheets: drawn from a code while it is known, written only where somebody asks for a file."""

from datetime import datetime
from pathlib import Path

from app import __version__
from app.domain.firm import Firm
from app.domain.recovery_sheets import RecoverySheet
from app.services.scan_reports import require_pdf
from app.services.unlocking import peek
from app.vault.disk import atomic_write


def recovery_sheet(vault: Path, firm: Firm, operator: str, code: str, at: datetime) -> RecoverySheet:
    """The sheet of the vault in this folder."""
    return RecoverySheet(firm.name, firm.uscc, peek(vault).vault_id, vault.name, operator, code, at, __version__)


def save(content: bytes, target: Path) -> None:
    """Write a drawn sheet.

    Raises UserError ("bad-suffix", "target-exists", "folder-not-found"), EnvironmentProblem.
    """
    require_pdf(target)
    atomic_write(target.absolute(), content)
