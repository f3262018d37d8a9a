"""Certificates as form 1 had them: whole hashes as commitments, and a ledger of 52 bytes a record beside them."""

import json
from hashlib import sha256

from app.domain.evidence import DestructionEvidence, canonical, plain
from app.domain.ledger import Entry, OrderLedger, RecordFacts
from app.vault.jws import sign_jws


def long_commitment(uid: bytes, salt: bytes, facts: RecordFacts) -> bytes:
    """What the first form called a record's commitment."""
    told = {
        "uid": uid.hex(), "salt": salt.hex(), "kind": facts.kind, "rule": facts.rule, "created_on": facts.created_on,
        "trigger_date": facts.trigger_date, "retain_until": facts.retain_until,
    }  # fmt: skip
    return sha256(canonical(told)).digest()


def long_entry(uid: bytes, salt: bytes, facts: RecordFacts) -> Entry:
    """A record as a program of the first form destroyed it."""
    return Entry(uid, long_commitment(uid, salt, facts), facts)


def first_ledger(vault_id: str, order: OrderLedger) -> bytes:
    """The ledger in its first form."""
    sets = list({entry.facts: 0 for entry in order.entries})
    rows = [[f.kind, f.sensitivity, f.rule, f.created_on, f.trigger_date, f.retain_until] for f in sets]
    head = {
        "order": order.order, "destroyed_on": order.destroyed_on, "records": len(order.entries), "facts": rows,
    }  # fmt: skip
    body = b"".join(
        entry.uid + entry.commitment + sets.index(entry.facts).to_bytes(4, "big") for entry in order.entries
    )
    whole = {"format": "qingdang-ledger", "version": 1, "vault_id": vault_id, "orders": [head]}
    return canonical(whole) + b"\n" + body


def first_attachments(evidence: DestructionEvidence, order: OrderLedger, private_der: bytes) -> dict[str, bytes]:
    """What a destruction certificate of the first form carried."""
    others = {
        "commitments.bin": b"".join(order.commitments),
        "ledger.bin": first_ledger(evidence.vault_id, order),
    }
    return {"evidence.jws": signed(evidence, others, private_der, version=1), **others}


def signed(evidence: DestructionEvidence, others: dict[str, bytes], private_der: bytes, *, version: int) -> bytes:
    """The evidence as a statement of this form."""
    attached = {name: {"bytes": len(data), "sha256": sha256(data).hexdigest()} for name, data in others.items()}
    statement = {
        "type": "destruction-certificate", "version": version, "evidence": plain(evidence), "attached": attached,
    }  # fmt: skip
    return sign_jws(json.dumps(statement, ensure_ascii=False).encode(), private_der, evidence.firm_key).encode()
