"""The evidence in certificates: attachments made when one is issued, and checked when one is shown.

`evidence.jws` is a JWS (ES256, the firm's key) over {"type", "version", "evidence", "attached"}: `evidence` is the
evidence object as JSON, `attached` has size and SHA-256 of each other attachment. `commitments.bin` are the destroyed
records' commitments, 32 bytes each; `ledger.json` tells in which turn they stand and what each was. The two are the
order's ledger (app.domain.ledger_bytes), cut behind its first line. The Merkle tree's leaves are the commitments sorted
bytewise.

In version 1 `commitments.bin` were these leaves, and `ledger.bin` the whole ledger in its own form 1. It is still read.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

import msgspec

from app.domain.audit import verify_consistency
from app.domain.checks import Check
from app.domain.endings import EndingEvidence
from app.domain.evidence import ArchiveEvidence, DestructionEvidence, canonical, plain
from app.domain.findings import found
from app.domain.instants import instant_of
from app.domain.ledger import COMMITMENT, UID, Ledger, OrderLedger
from app.domain.ledger_bytes import decode, encode
from app.domain.orders import commitment_root, order_hash
from app.domain.transfer_evidence import TransferEvidence
from app.errors import Damaged
from app.services.order_signatures import check_ending, check_signatures
from app.vault.jws import Opened, open_jws, sign_jws
from app.vault.signing import fingerprint

EVIDENCE = "evidence.jws"
COMMITMENTS = "commitments.bin"
LEDGER = "ledger.json"
FIRST_LEDGER = "ledger.bin"
DESTRUCTION = "destruction-certificate"
ARCHIVE = "archive-certificate"
TRANSFER = "transfer-certificate"
VAULT_END = "vault-end-certificate"
VERSION = 2


class _Attached(msgspec.Struct, frozen=True):
    bytes: int
    sha256: str


class _Statement(msgspec.Struct, frozen=True):
    type: str
    version: int
    evidence: dict[str, Any]
    attached: dict[str, _Attached]


@dataclass(frozen=True, slots=True)
class Certificate:
    """A certificate's evidence as found: `key` is the signing key's fingerprint, `ledger` only of what is whole."""

    kind: str
    number: str
    vault_id: str
    key: str
    evidence: dict[str, Any]
    ledger: Ledger | None
    checks: tuple[Check, ...]

    @property
    def page_key(self) -> str:
        """The fingerprint of the key that has to have signed the pages: the evidence names it where it is another."""
        signer = self.evidence.get("page_signer")
        return str(signer.get("key")) if isinstance(signer, dict) else self.key

    @property
    def valid(self) -> bool:
        return all(check.ok for check in self.checks)


def destruction_attachments(evidence: DestructionEvidence, ledger: OrderLedger, private_der: bytes) -> dict[str, bytes]:
    """What a destruction certificate carries; the firm's key signs.

    The evidence must be about this ledger: a wrong root, count or order is a bug and raises ValueError.
    """
    commitments = ledger.commitments
    stated = (evidence.merkle_root, evidence.records, evidence.order)
    if stated != (commitment_root(commitments).hex(), len(commitments), ledger.order):
        raise ValueError("evidence and ledger are about different records")
    head, body = encode(Ledger(evidence.vault_id, (ledger,))).split(b"\n", 1)
    others = {COMMITMENTS: body, LEDGER: head}
    return {EVIDENCE: _signed(DESTRUCTION, evidence, others, private_der), **others}


def archive_attachments(evidence: ArchiveEvidence, private_der: bytes) -> dict[str, bytes]:
    """What an archive certificate carries; the firm's key signs."""
    return {EVIDENCE: _signed(ARCHIVE, evidence, {}, private_der)}


def transfer_attachments(evidence: TransferEvidence, private_der: bytes) -> dict[str, bytes]:
    """What a hand-over certificate carries; the firm's key signs."""
    return {EVIDENCE: _signed(TRANSFER, evidence, {}, private_der)}


def ending_attachments(evidence: EndingEvidence, private_der: bytes) -> dict[str, bytes]:
    """What the certificate of a whole vault's end carries; the firm's key signs, for the last time."""
    return {EVIDENCE: _signed(VAULT_END, evidence, {}, private_der)}


def _signed(
    kind: str,
    evidence: DestructionEvidence | ArchiveEvidence | TransferEvidence | EndingEvidence,
    others: Mapping[str, bytes],
    private_der: bytes,
) -> bytes:
    attached = {name: {"bytes": len(data), "sha256": sha256(data).hexdigest()} for name, data in others.items()}
    statement = {"type": kind, "version": VERSION, "evidence": plain(evidence), "attached": attached}
    return sign_jws(canonical(statement), private_der, evidence.firm_key).encode("ascii")


def open_certificate(attachments: Mapping[str, bytes]) -> Certificate:
    """Check a certificate's attachments.

    Raises Damaged ("certificate-foreign", "evidence-unreadable", "evidence-newer": a newer program has to check it).
    """
    if EVIDENCE not in attachments:
        raise Damaged("certificate-foreign")
    try:
        opened = open_jws(attachments[EVIDENCE])
        statement = msgspec.json.decode(opened.payload, type=_Statement)
        evidence = statement.evidence
        number, vault_id = str(evidence["number"]), str(evidence["vault_id"])
    except (Damaged, msgspec.MsgspecError, KeyError, UnicodeDecodeError, RecursionError) as error:
        raise Damaged("evidence-unreadable") from error
    if statement.type not in (DESTRUCTION, ARCHIVE, TRANSFER, VAULT_END):
        raise Damaged("evidence-unreadable")
    if opened.ok and statement.version > VERSION:
        raise Damaged("evidence-newer", version=statement.version, known=VERSION)
    form = "evidence-good" if statement.version == VERSION else "evidence-older"
    told = found("evidence", True, form, number=number, version=statement.version)
    checks = [told, *_signature(opened, evidence)]
    ledger = None
    if statement.type == DESTRUCTION:
        of_records, ledger = _destruction(statement, attachments)
        checks += of_records
    elif statement.type == VAULT_END:
        checks += [check_ending(evidence), *check_consistency(evidence)]
    key = fingerprint(opened.public_der)
    return Certificate(statement.type, number, vault_id, key, evidence, ledger, tuple(checks))


def _signature(opened: Opened, evidence: Mapping[str, Any]) -> list[Check]:
    key = fingerprint(opened.public_der)
    checks = [found("signature", opened.ok, "signature-good" if opened.ok else "signature-wrong")]
    same = evidence.get("firm_key") == key
    checks.append(found("signer", same, "signed-by" if same else "key-mixed", key=key))
    signer = evidence.get("page_signer")
    if isinstance(signer, dict):
        owner, issuer, own = (str(signer.get(name)) for name in ("name", "issuer", "key"))
        checks.append(found("page-signer", True, "pages-signed-by", owner=owner, issuer=issuer, key=own))
    return checks


def _destruction(statement: _Statement, attachments: Mapping[str, bytes]) -> tuple[list[Check], Ledger | None]:
    evidence = statement.evidence
    commitments = _commitments(_whole(COMMITMENTS, statement, attachments), evidence.get("records"))
    whole = bool(commitments)
    root = whole and commitment_root(commitments).hex() == evidence.get("merkle_root")
    signed = _order_hash(evidence, commitments) == evidence.get("order_hash")
    ledger = _ledger(statement, attachments, commitments)
    records = str(len(commitments))
    return [
        found("commitments", whole, "commitments-good" if whole else "commitments-wrong", records=records),
        found("merkle-root", root, "merkle-root-good" if root else "merkle-root-wrong"),
        found("order", signed, "order-good" if signed else "order-wrong"),
        check_signatures(evidence),
        *check_consistency(evidence),
        found("ledger", ledger is not None, "ledger-good" if ledger else "ledger-wrong", records=records),
    ], ledger


def _commitments(packed: bytes | None, records: object) -> list[bytes]:
    """The Merkle tree's leaves, sorted; none where the file has not so many records, of 32 bytes (or with ids, of 48).

    With ids before them: what a program before version 2 destroyed and this one certified.
    """
    if not packed or type(records) is not int or records < 1:
        return []
    width = len(packed) // records
    if len(packed) != width * records or width not in (COMMITMENT, UID + COMMITMENT):
        return []
    return sorted(packed[end - COMMITMENT : end] for end in range(width, len(packed) + 1, width))


def check_consistency(evidence: Mapping[str, Any]) -> list[Check]:
    """Whether the log goes on from the checkpoint signed before; nothing where it is the first one."""
    try:
        before, now = evidence.get("previous"), evidence["checkpoint"]
        if before is None:
            return []
        proof = [bytes.fromhex(part) for part in evidence["consistency"]]
        roots = bytes.fromhex(before["root"]), bytes.fromhex(now["root"])
        goes_on = verify_consistency(before["size"], roots[0], now["size"], roots[1], proof)
    except (KeyError, TypeError, ValueError):
        return [found("consistency", False, "consistency-wrong")]
    code = "consistency-good" if goes_on else "consistency-wrong"
    return [found("consistency", goes_on, code, size=before["size"])]


def _order_hash(evidence: Mapping[str, Any], commitments: list[bytes]) -> str | None:
    """What handler and approver signed, computed again from what the certificate tells."""
    told = [evidence.get(name) for name in ("vault_id", "order", "pack_version", "prepared_by", "prepared_at")]
    texts = [one for one in told if isinstance(one, str)]
    try:
        vault_id, order, pack_version, prepared_by, prepared_at = texts
        return order_hash(vault_id, order, pack_version, instant_of(prepared_at), prepared_by, commitments).hex()
    except ValueError:
        return None


def _ledger(statement: _Statement, attachments: Mapping[str, bytes], commitments: list[bytes]) -> Ledger | None:
    """The ledger if it is the signed one and speaks of the same order and commitments as the evidence."""
    data = _ledger_bytes(statement, attachments)
    if data is None:
        return None
    try:
        ledger = decode(data)
    except Damaged:
        return None
    evidence = statement.evidence
    orders = [order.order for order in ledger.orders]
    same = ledger.vault_id == evidence.get("vault_id") and orders == [evidence.get("order")]
    return ledger if same and ledger.orders[0].commitments == commitments else None


def _ledger_bytes(statement: _Statement, attachments: Mapping[str, bytes]) -> bytes | None:
    if statement.version < VERSION:
        return _whole(FIRST_LEDGER, statement, attachments)
    head, body = (_whole(name, statement, attachments) for name in (LEDGER, COMMITMENTS))
    return None if head is None or body is None else head + b"\n" + body


def _whole(name: str, statement: _Statement, attachments: Mapping[str, bytes]) -> bytes | None:
    data, said = attachments.get(name), statement.attached.get(name)
    if data is None or said is None:
        return None
    return data if (len(data), sha256(data).hexdigest()) == (said.bytes, said.sha256) else None
