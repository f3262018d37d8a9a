"""One line of a check of a vault or of a file: what was looked at, whether it held, and what was seen."""

from dataclasses import dataclass

from app.domain.retention import Reason


@dataclass(frozen=True, slots=True)
class Check:
    """`name` is a stable word ("audit-chain"); `detail` is a sentence's code with its figures."""

    name: str
    ok: bool
    detail: Reason
