"""Evidence of lists, plans and backup records, with figures that add up, in any size."""

from datetime import date, timedelta

from app.domain.archive_lists import ArchiveListEvidence, ListForm, Volume, VolumeItem
from app.domain.firm import Firm
from app.domain.notices import NoticeFacts, Particulars
from app.domain.plan_evidence import (
    BackupEvidence,
    BackupFact,
    ClassGroup,
    ClassificationEvidence,
    DueYear,
    RestoreFact,
    RetentionPlanEvidence,
    StateCount,
)
from app.domain.retention import Basis
from app.domain.words import Disposition, Kind, NoticeKind, PiType, Sensitivity, State
from tests.helpers.evidence import FIRM, NOW, changed_decisions, closure, digest, head, surviving_copy
from tests.helpers.rules import shipped_pack


def archive_list(form: ListForm, volumes: int = 3, items: int = 4, *, firm: Firm = FIRM) -> ArchiveListEvidence:
    """`volumes` volumes of `items` records each."""
    found = tuple(
        Volume(
            f"01-{i + 1:03}", "晨光教育-归档-20261121.qdarc", list(Kind)[i % 7], "ACC-VOUCHER",
            "Source documents and accounting vouchers",
            str(2015 + i % 9), items, i, date(2015, 1, 4), date(2015, 12, 30), "30y", i == 2, 10 + i,
            date(2046, 12, 31),
        )
        for i in range(volumes)
    )  # fmt: skip
    listed = [
        VolumeItem(
            volume.number, at, digest(f"{volume.number} {at}")[:32], f"王** · 记-{at:03}", date(2015, 3, 1), "凭证",
            at + 1,
        )
        for volume in found
        for at in range(1, items + 1)
    ]  # fmt: skip
    files = listed if form is ListForm.FILES else ()
    return ArchiveListEvidence(head("AJ-2026-001", firm=firm), form, 1, volumes * items, 7, found, files)


def classification(groups: int = 5, *, firm: Firm = FIRM) -> ClassificationEvidence:
    found = tuple(
        ClassGroup(
            list(Kind)[i % 7] if i else None, list(Sensitivity)[i % 3], "PI-MIN" if i else None, 100 + i, 50 + i, 90, i,
            2012, 2024,
        )
        for i in range(groups)
    )  # fmt: skip
    records = sum(group.records for group in found)
    states = (StateCount(State.CLASSIFIED, records), StateCount(State.DESTROYED, 393))
    return ClassificationEvidence(head("FL-2026-001", firm=firm), records, 2113, found, states)


def retention_plan(years: int = 1, *, firm: Firm = FIRM) -> RetentionPlanEvidence:
    """The closure's decisions, falling due in this many years."""
    lines = closure().dispositions
    records = sum(line.records for line in lines)
    due = [DueYear(2054 + i, Disposition.ARCHIVE, 1) for i in range(years - 1)]
    due.append(DueYear(2054 + years, Disposition.ARCHIVE, records - 10 - len(due)))
    due.append(DueYear(None, Disposition.KEEP, 10))
    rules = tuple(rule for rule in shipped_pack().rules if rule.id in ("PI-MIN", "ACC-VOUCHER"))
    about = head("BG-2026-001", firm=firm)
    return RetentionPlanEvidence(about, records, lines, tuple(due), rules, changed_decisions())


def backups(count: int = 2, *, firm: Firm = FIRM) -> BackupEvidence:
    found = tuple(BackupFact(surviving_copy(i), "王经办", digest(f"backup {i}")) for i in range(count))
    restores = tuple(
        RestoreFact(NOW + timedelta(days=i), "王经办", NOW - timedelta(days=3), 7000 + i, 393) for i in range(count)
    )
    return BackupEvidence(head("BF-2026-001", firm=firm), found, restores)


def notice_facts(kind: NoticeKind) -> NoticeFacts:
    """A notice of the demonstration firm about names, mobile and bank card numbers."""
    types = (PiType.PERSON_NAME, PiType.MOBILE_PHONE, PiType.BANK_CARD)
    basis = (Basis("个人信息保护法", "第二十三条"),)
    said = Particulars("上海新芽教育科技有限公司", "021-58886600", purpose="继续提供课程")
    return NoticeFacts(
        "GZ-2026-001", kind, FIRM, said, NOW, types, (Kind.BASIC,), basis, sensitive=True, minors=False, letters=3
    )
