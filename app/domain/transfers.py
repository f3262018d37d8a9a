"""Hand-overs to a recipient: their states, and on which article of the law they rest."""

from enum import StrEnum

from app.domain.firm import ENDING
from app.domain.marks import N_
from app.domain.words import Closure


class TransferState(StrEnum):
    """Prepared, then executed (the package is out), then accepted (the recipient has signed); or withdrawn."""

    PREPARED = "prepared"
    EXECUTED = "executed"
    ACCEPTED = "accepted"
    WITHDRAWN = "withdrawn"


class Basis(StrEnum):
    """Why records may go to somebody else: PIPL 22 or PIPL 23."""

    SUCCESSION = "succession"
    PROVISION = "provision"


TRANSFER_STATES = {
    TransferState.PREPARED: N_("Prepared"),
    TransferState.EXECUTED: N_("Waiting for the receipt"),
    TransferState.ACCEPTED: N_("Received and signed for"),
    TransferState.WITHDRAWN: N_("Withdrawn"),
}
BASES = {
    Basis.SUCCESSION: N_("Succession after notice (PIPL 22)"),
    Basis.PROVISION: N_("Provision with separate consent (PIPL 23)"),
}


def basis_of(closure: Closure, *, opinion: bool = False) -> Basis:
    """The basis of a closure: article 22 names merger, division, dissolution and bankruptcy.

    The sale of a business and a lost address are not among them, so that each customer's separate consent is the
    careful reading; a lawyer's written opinion may see a succession in it.
    """
    is_succession = closure in ENDING or closure is Closure.MERGER
    return Basis.SUCCESSION if is_succession or opinion else Basis.PROVISION
