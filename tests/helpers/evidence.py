"""Evidence for documents: whole, with figures that add up, in any size."""

from datetime import UTC, date, datetime, timedelta
from hashlib import sha256

from app.domain.closure_facts import (
    ClosureStory,
    HandoverFact,
    HoldFact,
    IncidentFact,
    Milestone,
    MilestoneFact,
    NoticeFact,
    Register,
    RegisterFact,
)
from app.domain.decision_changes import DecisionChange, Wanted
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
from app.domain.incident_register import Event as IncidentEvent
from app.domain.incidents import Level
from app.domain.legal_bases import LegalBasis
from app.domain.register_entries import RegisterEntries, RegisterFacts
from app.domain.report_evidence import (
    AuditEvidence,
    AuditFact,
    InventoryColumn,
    InventoryEvidence,
    InventoryKeeping,
    InventoryPlace,
    InventorySheet,
    RegisterEvidence,
    RegisterOrder,
    ReportHead,
)
from app.domain.retention import Basis, Reason
from app.domain.transfers import Basis as HandoverBasis
from app.domain.transfers import TransferState
from app.domain.words import Closure, Disposition, Kind, NoticeKind, PiType, Role, Sensitivity

NOW = datetime(2026, 11, 21, 8, 30, 5, tzinfo=UTC)
FIRM = Firm("上海远帆工程咨询有限公司", "91310115MA1K3X5L7Q", Closure.DEREGISTRATION)
PIPL = (Basis("个人信息保护法", "第十九条"), Basis("个人信息保护法", "第四十七条第一款"))
ACCOUNTING = (Basis("会计法", "第二十三条"), Basis("会计档案管理办法", "第十四条"), Basis("会计档案管理办法", "附表一"))

PERIOD_RUNNING = Reason(
    "period-running",
    (
        ("rule", "Source documents and accounting vouchers"),
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


def archive(groups: int = 3, *, firm: Firm = FIRM) -> ArchiveEvidence:
    """An archive package of `groups` groups."""
    kinds = list(Kind)
    archived = tuple(
        ArchiveGroup(kinds[i % 7], "ACC-VOUCHER" if i % 2 else None, 120 + i, date(2053, 12, 31), permanent=i % 5 == 4)
        for i in range(groups)
    )
    return ArchiveEvidence(
        id="7a1b2c3d4e5f60718293a4b5c6d7e8f9",
        number="GDZ-2026-001",
        issued_at=NOW,
        vault_id="0d9f2c11b7e84a6f9c3e5a7b1d2f4c68",
        firm=firm,
        package="远帆-GDZ-2026-001.qdpkg",
        package_sha256=digest("package"),
        package_bytes=18_223_104,
        records=sum(group.records for group in archived),
        customers=97,
        attachments=12,
        groups=archived,
        made_by="王经办",
        pack_version="cn-2026.11",
        program_version="0.1.0",
        checkpoint=checkpoint(),
        firm_key=digest("firm key"),
    )


def _disposition(
    word: Disposition, kind: Kind, records: int, *, held: int = 0, until: date | None = None, decided: bool = True
) -> DispositionFact:
    reasons = (PERIOD_RUNNING,) if until else (Reason("held", (("holds", "1"),)),) if held else (Reason("no-rule"),)
    return DispositionFact(
        disposition=word, kind=kind, rule="ACC-VOUCHER" if until else "PI-MIN", basis=ACCOUNTING if until else PIPL,
        reasons=reasons, records=records, held=held, retain_until=until, decided=decided,
    )  # fmt: skip


def closure(sources: int = 3, documents: int = 2, *, firm: Firm = FIRM) -> ClosureEvidence:
    """A closure whose counts agree; each source adds 1,000 records."""
    present = 1000 * sources - 400
    read = tuple(
        SourceFact(f"客户档案{i + 1}.xlsx", f"工作表{i + 1}", list(Kind)[i % 7], NOW, 1042, 1000, 30, 12)
        for i in range(sources)
    )
    return ClosureEvidence(
        number="JA-2026-001",
        issued_at=NOW,
        today=NOW.date(),
        vault_id="0d9f2c11b7e84a6f9c3e5a7b1d2f4c68",
        firm=firm,
        pack_version="cn-2026.11",
        program_version="0.1.0",
        customers=2113,
        minors=37,
        records_imported=1000 * sources,
        records_present=present,
        records_destroyed=400,
        records_archived=200,
        records_held=31,
        sources=read,
        classified=(
            ClassifiedFact(Kind.BASIC, Sensitivity.SENSITIVE, present - 150),
            ClassifiedFact(Kind.ACCOUNTING, Sensitivity.GENERAL, 100),
            ClassifiedFact(Kind.SERVICE, Sensitivity.CORE, 40),
            ClassifiedFact(None, None, 10),
        ),
        dispositions=(
            _disposition(Disposition.KEEP, Kind.OTHER, 10, decided=False),
            _disposition(Disposition.DESTROY, Kind.BASIC, present - 241),
            _disposition(Disposition.KEEP, Kind.BASIC, 31, held=31),
            _disposition(Disposition.RESTRICT, Kind.CONTRACT, 100, until=date(2053, 12, 31)),
            _disposition(Disposition.ARCHIVE, Kind.ACCOUNTING, 100, until=date(2046, 12, 31)),
        ),
        orders=(
            OrderFact("XH-2026-001", "certified", 400, NOW - timedelta(days=3), NOW, "complete", "XHZ-2026-001"),
            OrderFact("XH-2026-002", "approved", 88, NOW - timedelta(days=1), None, None, None),
        ),
        documents=tuple(
            DocumentFact(
                f"XHZ-2026-{i + 1:03}",
                "destruction-certificate",
                NOW,
                f"XHZ-2026-{i + 1:03}.pdf",
                digest(f"document {i}"),
            )
            for i in range(documents)
        ),
        copies=(surviving_copy(),),
        operators=(
            OperatorFact("王经办", Role.HANDLER),
            OperatorFact("李清算", Role.APPROVER),
            OperatorFact("赵监销", Role.WITNESS),
        ),
        checkpoint=checkpoint(),
        firm_key=digest("firm key"),
        story=story(),
    )


def story() -> ClosureStory:
    """Two notices, a hand-over, two holds, one of them lifted, and a day of each milestone."""
    day = date(2026, 10, 8)
    return ClosureStory(
        notices=(
            NoticeFact("GZ-2026-001", NoticeKind.CLOSING, day, date(2026, 10, 9), 2113, 1980, 57, 3),
            NoticeFact("GZ-2026-002", NoticeKind.SUCCESSION, day, None, 112, 0, 0, 0),
        ),
        handovers=(
            HandoverFact(
                "YJ-2026-001", TransferState.ACCEPTED, "上海启明教育科技有限公司", HandoverBasis.SUCCESSION, 319,
                date(2026, 11, 20), date(2026, 11, 21), "YJZ-2026-001",
            ),
        ),
        holds=(
            HoldFact("课程退费争议，尚未结案", 88, day, date(2027, 3, 31), None),
            HoldFact("税务检查", 12, day, None, date(2026, 11, 2)),
        ),
        milestones=tuple(
            MilestoneFact(day + timedelta(days=3 * at), one, 1 + at, 100 * at, (f"XH-2026-{at:03}",))
            for at, one in enumerate(Milestone)
        ),
        registers=tuple(
            RegisterFact(one, at, day if at else None, day if at else None) for at, one in enumerate(Register)
        ),
        incidents=(
            IncidentFact("SJ-2026-001", IncidentEvent.LEAK, Level.LARGE, NOW, 1_200_000, None, 4, None),
            IncidentFact("SJ-2026-002", IncidentEvent.LOSS, Level.ORDINARY, NOW, 35, NOW, 0, day),
        ),
        changes=changed_decisions(),
    )  # fmt: skip


def changed_decisions() -> tuple[DecisionChange, ...]:
    """Two changes by hand: one of several rules, one of which nothing is left but its counts."""
    before = (("ACC-VOUCHER", 1203), ("ACC-BANK", 4))
    resolution = "股东会决议 2026-3 号（2026-11-20）关于补录会计档案所属年度的附件"
    return (
        DecisionChange(1, NOW, "王经办", Wanted("TAX-10Y", date(2020, 6, 30)), 1207, before, resolution),
        DecisionChange(2, NOW, "欧阳经办", Wanted(first_day=date(2026, 1, 31)), 3, (("PI-MIN", 3),), ""),
    )


def head(number: str = "QD-2026-001", *, firm: Firm = FIRM) -> ReportHead:
    return ReportHead(
        number, NOW, NOW.date(), "0d9f2c11b7e84a6f9c3e5a7b1d2f4c68", firm, "cn-2026.11", "0.1.0", checkpoint(),
        digest("firm key"),
    )  # fmt: skip


def inventory(sheets: int = 3, *, firm: Firm = FIRM) -> InventoryEvidence:
    """An inventory whose sheets and groups add up to its records."""
    columns = (
        InventoryColumn("姓名", PiType.PERSON_NAME, 1.0, Sensitivity.GENERAL),
        InventoryColumn("身份证号", PiType.CN_RESIDENT_ID, 0.973, Sensitivity.SENSITIVE),
        InventoryColumn("手机", PiType.MOBILE_PHONE, 0.99, Sensitivity.GENERAL),
        InventoryColumn("体检结果", PiType.HEALTH, 0.61, Sensitivity.CORE),
        InventoryColumn("金额（元）", PiType.AMOUNT, 1.0, Sensitivity.GENERAL),
    )
    found = tuple(
        InventorySheet(
            f"客户档案{i + 1}.xlsx", f"工作表{i + 1}", list(Kind)[i % 7], NOW, "门店与网店", "提供课程与商品",
            LegalBasis.CONTRACT, date(2026, 6, 30) if i % 2 else None, 1000, 900 + i, columns,
        )
        for i in range(sheets)
    )  # fmt: skip
    records = sum(sheet.records_present for sheet in found)
    groups = (
        ClassifiedFact(Kind.BASIC, Sensitivity.SENSITIVE, records - 12),
        ClassifiedFact(None, None, 12),
    )
    keepings = (
        InventoryKeeping(Kind.ACCOUNTING, "ACC-VOUCHER", ACCOUNTING, 12, date(2046, 12, 31), date(2053, 12, 31)),
        InventoryKeeping(Kind.BASIC, "PI-MIN", PIPL, records - 12, None, None),
    )
    places = (InventoryPlace("", 1, records), InventoryPlace("backup", 2, 2 * records))
    return InventoryEvidence(head(firm=firm), 2113, 37, records, records - 100, 300, found, groups, keepings, places)


def register(entries: int = 40, *, firm: Firm = FIRM) -> RegisterEvidence:
    """One executed order with its entries."""
    order = OrderFact("XH-2026-001", "certified", entries, NOW - timedelta(days=3), NOW, "complete", "XHZ-2026-001")
    signatures = (signed(Role.APPROVER, "李清算"), signed(Role.WITNESS, "赵监销"))
    rows = (
        (
            bytes.fromhex(digest(f"record {i}")[:32]),
            RegisterFacts(
                "XH-2026-001", list(Kind)[i % 7], list(Sensitivity)[i % 3], "PI-MIN" if i % 2 else None, PIPL,
                date(2019, 3, 1) + timedelta(days=i % 900), date(2026, 10, 31), None, NOW.date(),
            ),
        )
        for i in range(entries)
    )  # fmt: skip
    return RegisterEvidence(head("QC-2026-001", firm=firm), (RegisterOrder(order, signatures),), RegisterEntries(rows))


def audit(events: int = 40, *, firm: Firm = FIRM) -> AuditEvidence:
    """An audit log of `events` events."""
    found = [
        AuditFact(
            i + 1, NOW + timedelta(minutes=i), "王经办", "import.file", digest(f"file {i}")[:32],
            '{"duplicates":30,"records":1000,"rejected_rows":12}', digest(f"event {i}"),
        )
        for i in range(events)
    ]  # fmt: skip
    return AuditEvidence(head("SJ-2026-001", firm=firm), found)
