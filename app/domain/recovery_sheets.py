"""The recovery sheet 恢复单: the recovery code and what it opens, to be printed and locked away."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class RecoverySheet:
    """`vault` is the folder's name, `operator` who works with the vault, `code` the code in its groups.

    The code is a secret: this object lives only while the sheet is drawn, and nothing keeps it.
    """

    firm: str
    uscc: str
    vault_id: str
    vault: str
    operator: str
    code: str
    made_at: datetime
    program_version: str
