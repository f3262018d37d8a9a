"""The signatures under a destruction, as its certificate carries them: checked by a stranger, with nothing else.

Handler and approver signed the order's hash, appraisers their opinion on it, the witness the hash of what was measured.
Whose keys they are, only the fingerprints tell.
"""

from collections.abc import Mapping
from typing import Any

from app.domain.appraisals import opinion_hash
from app.domain.checks import Check
from app.domain.endings import ending_hash
from app.domain.evidence import Residue, SignedBy
from app.domain.findings import found
from app.domain.instants import instant_of
from app.domain.orders import measured_hash
from app.domain.words import Role
from app.storage.orders import OrderSignature
from app.vault.signing import fingerprint, verify


def signed_by(one: OrderSignature) -> SignedBy:
    """A stored signature as evidence."""
    return SignedBy(
        one.role,
        one.operator,
        one.signed_at,
        fingerprint(one.public_key),
        one.signature.hex(),
        one.public_key.hex(),
    )


def check_signatures(evidence: Mapping[str, Any]) -> Check:
    """Whether handler and approver signed, and every signature in the evidence is its key's over what it says."""
    try:
        signatures = list(evidence["signatures"])
        good = {one["role"] for one in signatures} >= {Role.HANDLER, Role.APPROVER}
        good &= all(_holds(one, evidence) for one in signatures)
        opinions = list(evidence.get("opinions", ()))
        good &= all(_is_made(one, _opinion(one, evidence)) for one in opinions)
    except (KeyError, TypeError, ValueError, AttributeError):
        return found("order-signatures", False, "order-signatures-wrong")
    code = "order-signatures-good" if good else "order-signatures-wrong"
    return found("order-signatures", good, code, signatures=len(signatures) + len(opinions))


def check_ending(evidence: Mapping[str, Any]) -> Check:
    """Whether everybody signed that this very vault ends, with what became of its records."""
    told: list[Any] = [evidence.get(name) for name in ("records_destroyed", "records_transferred", "ledger_root")]
    try:
        signatures = list(evidence["signatures"])
        statement = ending_hash(str(evidence["vault_id"]), str(evidence["firm"]["uscc"]), told[0], told[1], told[2])
        good = statement.hex() == evidence["ending_hash"] and all(_is_made(one, statement) for one in signatures)
    except (KeyError, TypeError, ValueError, AttributeError):
        return found("order-signatures", False, "order-signatures-wrong")
    code = "order-signatures-good" if good and signatures else "order-signatures-wrong"
    return found("order-signatures", bool(good and signatures), code, signatures=len(signatures))


def _holds(one: Mapping[str, Any], evidence: Mapping[str, Any]) -> bool:
    return _is_made(one, _signed(one, evidence))


def _is_made(one: Mapping[str, Any], signed: bytes) -> bool:
    public = bytes.fromhex(one["public"])
    return fingerprint(public) == one["key"] and verify(public, bytes.fromhex(one["signature"]), signed)


def _opinion(one: Mapping[str, Any], evidence: Mapping[str, Any]) -> bytes:
    return opinion_hash(bytes.fromhex(evidence["order_hash"]), str(one["capacity"]))


def _signed(one: Mapping[str, Any], evidence: Mapping[str, Any]) -> bytes:
    order = bytes.fromhex(evidence["order_hash"])
    if one["role"] != Role.WITNESS:
        return order
    residue = Residue(**evidence["residue"])
    return measured_hash(order, instant_of(evidence["executed_at"]), evidence["result"], residue)
