"""The order of a certificate, entered into a restored vault that knew it in an earlier state or not at all."""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import msgspec

from app.domain.evidence import Residue
from app.domain.instants import instant_of
from app.domain.ledger import OrderLedger
from app.domain.orders import measured_hash
from app.domain.words import OrderState, Role
from app.storage.orders import Line, OrderSignature
from app.storage.unit_of_work import UnitOfWork
from app.vault.signing import fingerprint, verify


class Signed(msgspec.Struct, frozen=True):
    """A signature as the evidence has it; `key` is the fingerprint of the operator's key."""

    role: Role
    operator: str
    signed_at: str
    key: str
    signature: str


class Told(msgspec.Struct, frozen=True):
    """What the evidence of a destruction tells of its order; instants ISO 8601."""

    id: str
    number: str
    issued_at: str
    order_hash: str
    prepared_by: str
    prepared_at: str
    executed_at: str
    pack_version: str
    result: str
    customers: int
    attachments: int
    old_key_refused: bool
    groups: list[dict[str, Any]]
    held_back: list[dict[str, Any]]
    residue: dict[str, Any]
    surviving_copies: list[dict[str, Any]]
    signatures: list[Signed]


def enter_certified(uow: UnitOfWork, ledger: OrderLedger, told: Told) -> None:
    """Enter the order as certified: its list, what was measured, and the signatures of operators the vault knows."""
    orders = uow.orders
    if orders.find(ledger.order) is None:
        orders.add(ledger.order, told.pack_version, told.prepared_by, instant_of(told.prepared_at))
    order = orders.find(ledger.order)
    assert order is not None
    certified = replace(
        order,
        state=OrderState.CERTIFIED,
        pack_version=told.pack_version,
        prepared_at=instant_of(told.prepared_at),
        prepared_by=told.prepared_by,
        records=len(ledger.entries),
        hash=bytes.fromhex(told.order_hash),
        executed_at=instant_of(told.executed_at),
        result=told.result,
    )
    orders.save(certified)
    orders.put_lines(order.id, _lines(ledger, told))
    orders.put_figures(order.id, _figures(uow, told))
    orders.void_signatures(order.id)
    for signature in _signatures(uow, told):
        orders.sign(order.id, signature)


def _lines(ledger: OrderLedger, told: Told) -> list[Line]:
    basis = {(group["kind"], group["rule"]): json.dumps(group["basis"], ensure_ascii=False) for group in told.groups}
    return [
        Line(
            entry.uid,
            entry.facts.kind,
            entry.facts.sensitivity,
            entry.facts.rule,
            _text(entry.facts.trigger_date),
            _text(entry.facts.retain_until),
            basis.get((entry.facts.kind, entry.facts.rule), "[]"),
            entry.commitment,
        )
        for entry in ledger.entries
    ]


def _text(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _figures(uow: UnitOfWork, told: Told) -> Mapping[str, object]:
    """What an executed order keeps; copies that the certificate names are found again by their kind and file."""
    known = {(copy.kind, copy.file): copy.id for copy in uow.copies.all()}
    copies = [
        {"id": known[one["kind"], one["file"]], "records": one["records"], "status": one["status"]}
        for one in told.surviving_copies
        if (one["kind"], one["file"]) in known
    ]
    return {
        "groups": told.groups,
        "customers": told.customers,
        "attachments": told.attachments,
        "residue": told.residue,
        "old_key_refused": told.old_key_refused,
        "copies": copies,
        "held_back": told.held_back,
        "witness": any(one.role is Role.WITNESS for one in told.signatures),
        "certificate": told.id,
    }


def _signatures(uow: UnitOfWork, told: Told) -> list[OrderSignature]:
    """The signatures that hold, under the keys of operators that the vault knows, over what an order has signed."""
    keys = {fingerprint(one.sign_public): one.sign_public for one in uow.operators.known()}
    order = bytes.fromhex(told.order_hash)
    measured = measured_hash(order, instant_of(told.executed_at), told.result, Residue(**told.residue))
    found = []
    for one in told.signatures:
        public, signature = keys.get(one.key), bytes.fromhex(one.signature)
        signed = measured if one.role is Role.WITNESS else order
        if public is not None and verify(public, signature, signed):
            at = instant_of(one.signed_at)
            found.append(OrderSignature(one.role, one.operator, at, signed, signature, public))
    return found
