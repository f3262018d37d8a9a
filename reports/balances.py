"""The numbers of a closure that were counted in two ways and have to agree; shared by PDF and workbook."""

from dataclasses import dataclass

from app.domain.evidence import ClosureEvidence
from app.domain.orders import EXECUTED
from app.i18n import N_


@dataclass(frozen=True, slots=True)
class Balance:
    """Two counts of one thing; `left` and `right` are message ids."""

    left: str
    left_number: int
    right: str
    right_number: int

    @property
    def difference(self) -> int:
        return abs(self.left_number - self.right_number)

    @property
    def agrees(self) -> bool:
        return not self.difference


_ADDED = N_("Rows added from the files")
_ADDED_AND_PROVED = N_("Rows added from the files, and records that only certificates tell of")


def balances(evidence: ClosureEvidence) -> list[Balance]:
    """Every pair of counts that the report can set against each other."""
    sources = evidence.sources
    destroyed = sum(order.records for order in evidence.orders if order.state in EXECUTED)
    handled = sum(source.records_added + source.duplicates + source.rejected_rows for source in sources)
    held = sum(fact.held for fact in evidence.dispositions)
    return [
        Balance(
            N_("Rows read from the files"), sum(source.rows_read for source in sources),
            N_("Added, duplicate and rejected rows"), handled,
        ),
        Balance(
            N_("Records imported"), evidence.records_imported,
            _ADDED_AND_PROVED if evidence.records_proved else _ADDED,
            sum(source.records_added for source in sources) + evidence.records_proved,
        ),
        Balance(
            N_("Records imported"), evidence.records_imported,
            N_("Records in the vault and destroyed ones"), evidence.records_present + evidence.records_destroyed,
        ),
        Balance(
            N_("Records in the vault"), evidence.records_present,
            N_("Records by kind and grade"), sum(fact.records for fact in evidence.classified),
        ),
        Balance(
            N_("Records in the vault"), evidence.records_present,
            N_("Records by decision"), sum(fact.records for fact in evidence.dispositions),
        ),
        Balance(N_("Records frozen"), evidence.records_held, N_("Frozen records by decision"), held),
        Balance(
            N_("Records destroyed"), evidence.records_destroyed, N_("Records of executed orders"), destroyed,
        ),
    ]  # fmt: skip
