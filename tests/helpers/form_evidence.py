"""Evidence of forms, tables and certificates that lists and certificates of destruction don't cover, in any size."""

from datetime import date, timedelta

from app.domain.assessments import QUESTIONS, Answer, Form, Subject, Verdict
from app.domain.capacities import Capacity, Department, Opinion, PaperMethod, Supervisor
from app.domain.closing_evidence import ClosingPlanEvidence
from app.domain.closing_plan import TaskProof, closing_plan
from app.domain.destruction_forms import (
    AppraisalEvidence,
    DestructionListEvidence,
    GeneralItem,
    GeneralListEvidence,
    ListedItem,
    Medium,
)
from app.domain.endings import EndingEvidence
from app.domain.evidence import ArchiveGroup, DocumentFact, HeldBack
from app.domain.firm import Firm
from app.domain.incident_register import Account, Entry, Event, InfoKind, Step
from app.domain.incidents import Incident
from app.domain.notice_reports import (
    AssessmentFact,
    AssessmentsEvidence,
    DeliveriesEvidence,
    DeliveryLine,
    DeliveryTable,
    IncidentsEvidence,
    ProofLine,
)
from app.domain.notices import Consent, Counts, Method, Period
from app.domain.retention import Reason
from app.domain.scan_evidence import ScanColumn, ScanEvidence, ScanSheet, ScanTotal
from app.domain.transfer_evidence import TransferEvidence
from app.domain.transfers import Basis
from app.domain.words import Kind, NoticeKind, PiType, Role, Sensitivity
from tests.helpers.evidence import (
    FIRM,
    NOW,
    checkpoint,
    destroyed_group,
    digest,
    head,
    signed,
    surviving_copy,
)
from tests.helpers.rules import shipped_pack

DAY = NOW.date()


class Weekdays:
    """A calendar of Mondays to Fridays that is published up to 2026."""

    def is_published(self, year: int) -> bool:
        return year <= 2026

    def is_working(self, day: date) -> bool:
        return day.weekday() < 5


def _opinions(count: int) -> tuple[Opinion, ...]:
    return tuple(
        Opinion(capacity, f"王经办{i}", NOW - timedelta(hours=9 - i), digest(f"key {i}"), "30", "04")
        for i, capacity in enumerate(list(Capacity)[:count])
    )


def appraisal(groups: int = 2, *, firm: Firm = FIRM, signers: int = 3) -> AppraisalEvidence:
    """An opinion on `groups` groups of accounting files; the capacities beyond `signers` have not signed yet."""
    found = tuple(destroyed_group(3 * i) for i in range(groups))
    return AppraisalEvidence(
        head("JD-2026-001", firm=firm), "XH-2026-002", digest("order"), "王经办", NOW - timedelta(days=2),
        sum(group.records for group in found), found, (HeldBack(Reason("held", (("holds", "1"),)), 12, None),), 12,
        _opinions(signers), tuple(Capacity)[signers:], several_roles=True,
    )  # fmt: skip


def destruction_list(items: int = 3, *, firm: Firm = FIRM, executed: bool = True) -> DestructionListEvidence:
    """A list of electronic and paper items, all signed, and witnessed by two of three departments if executed."""
    found = tuple(
        ListedItem(
            i + 1, Medium.PAPER if i % 2 else Medium.ELECTRONIC, None if i % 2 else "ACC-VOUCHER",
            "记账凭证（含附件）" if i % 2 else Kind.ACCOUNTING, f"KJ-{i:03}", str(i + 1) if i % 2 else "",
            12 + i, 2003 + i % 9, 2004 + i % 9, 15, 15 + i % 4, DAY if executed else None,
            "虫蛀，已按规定登记" if i % 5 == 0 else "",
        )
        for i in range(items)
    )  # fmt: skip
    supervisors = (Supervisor(Department.ARCHIVES, "赵监销", NOW, digest("key w")),) if executed else ()
    return DestructionListEvidence(
        head("XHQC-2026-001", firm=firm), "XH-2026-002", digest("order"), "王经办", NOW - timedelta(days=2),
        NOW if executed else None, found, _opinions(5), (), supervisors, tuple(Department), several_roles=False,
        certificate="XHZ-2026-002" if executed else "",
    )  # fmt: skip


def general_list(items: int = 3, *, firm: Firm = FIRM, executed: bool = True) -> GeneralListEvidence:
    """A list of electronic and paper items; signed and witnessed by one where executed."""
    found = tuple(
        GeneralItem(
            i + 1, Medium.PAPER, None, "会员登记表（含附件）", f"HY-{i:03}", 2013, 2015, 0, 3 + i, None, (),
            DAY if executed else None, "上海市嘉定区粉碎站", PaperMethod.SHREDDED, "12 公斤",
        )
        if i % 2
        else GeneralItem(
            i + 1, Medium.ELECTRONIC, "PI-MIN", Kind.SERVICE, "XH-2026-002", 2012 + i % 9, 2014 + i % 9, 30 + i, 0,
            Sensitivity.SENSITIVE, destroyed_group(i).basis, DAY if executed else None, "", None, "",
        )
        for i in range(items)
    )  # fmt: skip
    signatures = [signed(Role.HANDLER, "王经办"), signed(Role.APPROVER, "李清算")]
    signatures += [signed(Role.WITNESS, "赵监销")] if executed else []
    return GeneralListEvidence(
        head("XD-2026-001", firm=firm), "XH-2026-002", digest("order"), "王经办", NOW - timedelta(days=2),
        NOW if executed else None, sum(one.records for one in found), found, tuple(signatures), one_person=False,
        certificate="XHZ-2026-002" if executed else "",
    )  # fmt: skip


def deliveries(letters: int = 3, *, firm: Firm = FIRM) -> DeliveriesEvidence:
    """One notice of each kind with `letters` letters, each with another fate."""
    ways = [*Method, None]
    lines = tuple(
        DeliveryLine(
            f"GZ-2026-001-{i + 1:04}", f"K{i + 1:05}", "欧**" if i % 3 else "", way := ways[i % len(ways)],
            DAY if way else None, (Consent.GIVEN, Consent.REFUSED, None)[i % 3],
        )
        for i in range(letters)
    )  # fmt: skip
    gone = sum(not line.name for line in lines)
    returned = sum(line.method is Method.RETURNED for line in lines)
    reached = sum(line.method is not None for line in lines) - returned
    answers = [line.consent for line in lines]
    counts = Counts(
        letters, reached, returned, answers.count(Consent.GIVEN), answers.count(Consent.REFUSED), 1, gone
    )  # fmt: skip
    period = Period(DAY - timedelta(days=60), DAY - timedelta(days=10), DAY - timedelta(days=9), provisional=True)
    proofs = (ProofLine("delivery", digest("proof"), 48_231, NOW, True),)
    return DeliveriesEvidence(
        head("SD-2026-001", firm=firm),
        tuple(
            DeliveryTable(
                f"GZ-2026-{at:03}", kind, "上海新芽教育科技有限公司", DAY, period, counts, lines, proofs,
                ((DAY, "冻结 7 份"),),
            )
            for at, kind in enumerate(NoticeKind, start=1)
        ),
    )  # fmt: skip


def assessments(count: int = 1, *, firm: Firm = FIRM) -> AssessmentsEvidence:
    """`count` impact assessments and as many self-audits, every third question answered with a no."""

    def fact(at: int, form: Form, subject: Subject | None) -> AssessmentFact:
        answers = tuple(
            (one.name, Answer(Verdict.YES) if i % 3 else Answer(Verdict.NO, "已安排在注销登记前补做，由清算组负责。"))
            for i, one in enumerate(QUESTIONS[form])
        )
        return AssessmentFact(
            f"PG-2026-{at:03}",
            form,
            subject,
            answers,
            "风险可控，可以进行。",
            DAY,
            DAY + timedelta(days=1095),
            "王经办",
        )

    found = [fact(at + 1, Form.IMPACT, list(Subject)[at % len(Subject)]) for at in range(count)]
    found += [fact(count + at + 1, Form.AUDIT, None) for at in range(count)]
    return AssessmentsEvidence(head("PG-2026-001", firm=firm), tuple(found))


def incidents(count: int = 1, *, firm: Firm = FIRM) -> IncidentsEvidence:
    """`count` larger leaks, every second one handled, with what was done about them."""

    def entry(at: int) -> Entry:
        facts = Incident(NOW, 1_200_000 + at, crime=True, minors=at % 2 == 1)
        account = Account(
            Event.LEAK, facts, (InfoKind.CONTACT, InfoKind.IDENTITY), "办公电脑失窃，硬盘未加密", "可能接到诈骗电话",
            "已远程锁定账号、更换全部口令并报警", "请勿向来电者提供验证码",
        )  # fmt: skip
        steps = tuple(
            Step(duty, NOW + timedelta(hours=1), "上海市网信办", f"收件 2026-{at:04}", NOW, "王经办")
            for duty in ("remedy", "report", "police")
        )
        handled = DAY if at % 2 else None
        until = DAY.replace(year=DAY.year + 3) if handled else None
        return Entry(f"SJ-2026-{at + 1:03}", account, NOW, "王经办", "GZ-2026-007", handled, until, steps)

    return IncidentsEvidence(head("AQ-20261121-9", firm=firm), tuple(map(entry, range(count))))


def closing_plan_evidence(*, firm: Firm = FIRM) -> ClosingPlanEvidence:
    """The plan of the shipped tasks a few weeks after the decision, the decision itself done."""
    proofs = {"decide": TaskProof(DAY - timedelta(days=19), "股东会决议〔2026〕3 号", "王经办")}
    plan = closing_plan(shipped_pack().tasks, firm, 3_000, proofs, DAY, Weekdays())
    return ClosingPlanEvidence(head("JH-2026-001", firm=firm), plan)


def transfer(groups: int = 1, *, firm: Firm = FIRM, basis: Basis = Basis.PROVISION) -> TransferEvidence:
    """A hand-over of `groups` groups of records."""
    found = tuple(
        ArchiveGroup(list(Kind)[i % 7], "PI-MIN", 30 + i, date(2046, 12, 31) if i % 2 else None, bool(i % 3))
        for i in range(groups)
    )
    return TransferEvidence(
        "ab" * 16, "YJZ-2026-001", NOW, "cd" * 16, firm, "YJ-2026-001", "上海新芽教育科技有限公司", "021-58886600",
        basis, "", False, "GZ-2026-001", DAY - timedelta(days=80), DAY - timedelta(days=33), DAY - timedelta(days=90),
        "远帆-移交-20261121.qdpkg", digest("package"), 12_345_678, sum(one.records for one in found), 20, 2, found,
        "王经办", "cn-2026.11", "0.1.0", checkpoint(), digest("firm key"),
    )  # fmt: skip


def ending(documents: int = 2, *, firm: Firm = FIRM) -> EndingEvidence:
    """The end of a vault with `documents` papers written out before and as many copies surviving."""
    numbers = [f"XHZ-2026-{i + 1:03}" for i in range(documents)]
    papers = tuple(
        DocumentFact(number, "destruction-certificate", NOW, f"{number}.pdf", digest(number)) for number in numbers
    )
    signatures = (signed(Role.APPROVER, "李清算"), signed(Role.HANDLER, "王经办"), signed(Role.WITNESS, "赵监销"))
    return EndingEvidence(
        "5f" * 16, "ZKXH-2026-001", NOW, "cd" * 16, firm, digest("ending"), 7_960, 146, digest("ledger"),
        "whole-vault", 12, 169_189_376, 4, papers, tuple(surviving_copy(i) for i in range(documents)), signatures,
        one_person=False, program_version="0.1.0", checkpoint=checkpoint(), firm_key=digest("firm key"),
    )  # fmt: skip


def scan(files: int = 1) -> ScanEvidence:
    """A look into `files` files, and one that could not be read."""
    notes = ((PiType.MOBILE_PHONE, 7), (PiType.HEALTH, 2))
    columns = (
        ScanColumn("姓名", PiType.PERSON_NAME, 200, 0.995, Sensitivity.SENSITIVE),
        ScanColumn("身份证号", PiType.CN_RESIDENT_ID, 190, 0.9, Sensitivity.SENSITIVE),
        ScanColumn("备注", PiType.FREE_TEXT, 40, 1.0, Sensitivity.SENSITIVE, notes),
    )
    sheets = tuple(ScanSheet(f"客户名单 {i + 1}.xlsx", "Sheet1", Kind.BASIC, 200, columns) for i in range(files))
    totals = (
        ScanTotal(PiType.PERSON_NAME, files, 199 * files, 0, Sensitivity.SENSITIVE, False),
        ScanTotal(PiType.CN_RESIDENT_ID, files, 171 * files, 0, Sensitivity.CORE, True),
        ScanTotal(PiType.HEALTH, 0, 0, 2 * files, Sensitivity.CORE, True),
    )
    return ScanEvidence(NOW, "0.1.0", sheets, totals, (("照片.jpg", "不是可读取的表格。"),))
