"""Where imported data comes from: its source, the purpose it was collected for, the legal basis, the purpose's end."""

from dataclasses import dataclass
from datetime import date

from app.domain.legal_bases import LegalBasis


@dataclass(frozen=True, slots=True)
class Origin:
    """Said once for a batch of files; "" or None where nobody knows. `purpose_until` is the purpose's last day."""

    source: str = ""
    purpose: str = ""
    legal_basis: LegalBasis | None = None
    purpose_until: date | None = None

    def differs_in(self, other: "Origin") -> tuple[str, ...]:
        """The names of the parts in which the two differ: the names only, for they go into the audit log."""
        names = ("source", "purpose", "legal_basis", "purpose_until")
        return tuple(name for name in names if getattr(self, name) != getattr(other, name))
