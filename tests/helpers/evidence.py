"""Evidence for documents: whole, with figures that add up, in any size."""

from datetime import UTC, date, datetime, timedelta
from hashlib import sha256

from app.domain.evidence import (
    ArchiveEvidence,
    ArchiveGroup,
    Checkpoint,
    ClassifiedFact,
    ClosureEvidence,
    DestroyedGroup,
    DestructionEvidence,
    DispositionFact,
    DocumentFact,
    HeldBack,
    OperatorFact,
    OrderFact,
    Residue,
    SignedBy,
    SourceFact,
    SurvivingCopy,
)
from app.domain.firm import Firm
from app.domain.retention import Basis, Reason
from app.domain.words import Closure, Disposition, Kind, Role, Sensitivity

NOW = datetime(2026, 11, 21, 8, 30, 5, tzinfo=UTC)
FIRM = Firm("上海远帆工程咨询有限公司", "91310115MA1K3X5L7Q", Closure.DEREGISTRATION)
PIPL = (Basis("个人信息保护法", "第十九条"), Basis("个人信息保护法", "第四十七条第一款第（二）项"))
ACCOUNTING = (Basis("会计法", "第二十三条"), Basis("会计档案管理办法", "第十四条"), Basis("会计档案管理办法", "附表一"))

PERIOD_RUNNING = Reason(
    "period-running",
    (
        ("rule", "Accounting vouchers"),
        ("basis", "会计法 第二十三条; 会计档案管理办法 第十四条"),
        ("period", "30y"),
        ("start", "2024-01-01"),
        ("until", "2053-12-31"),
    ),
)


def digest(text: str) -> str:
    """A hash that looks like one and is always the same."""
    return sha256(text.encode()).hexdigest()


def checkpoint() -> Checkpoint:
    return Checkpoint(2341, digest("checkpoint"), NOW)


def destroyed_group(i: int = 0) -> DestroyedGroup:
    kinds, grades = list(Kind), list(Sensitivity)
    rule, basis = ("PI-MIN", PIPL) if i % 3 else ("ACC-VOUCHER", ACCOUNTING)
    return DestroyedGroup(
        kinds[i % len(kinds)], grades[i % len(grades)], rule, basis, 1000 + 17 * i, 2003 + i % 9, 2014 + i % 11
    )


def residue(**changed: int) -> Residue:
    figures = {
        "files": 1, "pages": 41306, "bytes": 169189376, "values": 63118, "shared_values": 402, "weak_values": 1977,
        "control_hits": 63118, "hits": 0, "terms": 48210, "term_hits": 0,
    }  # fmt: skip
    return Residue(**{**figures, **changed}, seconds=12.4)


def signed(role: Role, name: str, minutes: int = 0) -> SignedBy:
    return SignedBy(role, name, NOW - timedelta(minutes=minutes), digest(f"key {name}"), "3045" + digest(name))


def surviving_copy(i: int = 0) -> SurvivingCopy:
    made = NOW - timedelta(days=19 + i)
    return SurvivingCopy(
        "backup", f"远帆-{made:%Y%m%d}.qdbak", made, 7960 - i, date(2027, 2, 2) + timedelta(days=i), "exists"
    )


def destruction(
    groups: int = 2, *, firm: Firm = FIRM, copies: int = 1, signers: tuple[str, ...] = ("李清算", "王经办", "赵监销")
) -> DestructionEvidence:
    """A destruction of `groups` groups; its `records` are the sum of theirs."""
    destroyed = tuple(destroyed_group(i) for i in range(groups))
    roles = (Role.APPROVER, Role.HANDLER, Role.WITNESS)
    return DestructionEvidence(
        id="5f0c6ad17be24f1c8a2d0f4e6b7c8d90",
        number="XHZ-2026-003",
        issued_at=NOW,
        vault_id="0d9f2c11b7e84a6f9c3e5a7b1d2f4c68",
        firm=firm,
        order="XH-2026-003",
        order_hash=digest("order"),
        prepared_by=signers[1],
        prepared_at=NOW - timedelta(days=2),
        executed_at=NOW - timedelta(hours=1),
        pack_version="cn-2026.11",
        program_version="0.1.0",
        records=sum(group.records for group in destroyed),
        customers=2113,
        attachments=312,
        groups=destroyed,
        held_back=(
            HeldBack(Reason("held", (("holds", "2"),)), 146, None),
            HeldBack(PERIOD_RUNNING, 41, date(2053, 12, 31)),
        ),
        method="new-generation",
        result="complete",
        residue=residue(),
        old_key_refused=True,
        surviving_copies=tuple(surviving_copy(i) for i in range(copies)),
        signatures=tuple(signed(role, name, 60 * i) for i, (role, name) in enumerate(zip(roles, signers, strict=True))),
        one_person=len(set(signers)) == 1,
        checkpoint=checkpoint(),
        merkle_root=digest("merkle"),
        firm_key=digest("firm key"),
    )
