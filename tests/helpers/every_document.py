"""Every kind of document that is issued, drawn from evidence of any size for any firm."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Protocol, TypeAlias, TypeVar

from app.domain.archive_lists import ListForm
from app.domain.documents import DocumentKey, ReportEvidence
from app.domain.firm import Firm
from app.domain.notices import Addressee
from app.domain.paper import LabelEvidence, PaperEntry, PaperFile
from app.domain.recovery_sheets import RecoverySheet
from app.domain.slips import SlipRecord, SlipSheet, SlipSheets, slips_of
from app.domain.words import NoticeKind
from reports.renderer import PdfRenderer
from tests.helpers.evidence import NOW, archive, audit, closure, destruction, inventory, register
from tests.helpers.form_evidence import (
    appraisal,
    assessments,
    closing_plan_evidence,
    deliveries,
    destruction_list,
    ending,
    general_list,
    incidents,
    scan,
    transfer,
)
from tests.helpers.list_evidence import archive_list, backups, classification, notice_facts, retention_plan

E = TypeVar("E")
# A renderer, the document's language, the firm's key.
Drawn: TypeAlias = Callable[[PdfRenderer, str, DocumentKey], bytes]


class Changed(Protocol):
    """What is done to evidence before it is drawn."""

    def __call__(self, evidence: E, /) -> E: ...


def as_it_is(evidence: E, /) -> E:
    return evidence


def every_report(size: int, firm: Firm, changed: Changed = as_it_is) -> dict[str, ReportEvidence]:
    """The reports of pages and workbooks by name, their longest tables of about `size` rows."""
    some = max(1, size // 10)
    found: dict[str, ReportEvidence] = {
        "closure": closure(some, some, firm=firm),
        "closing-plan": closing_plan_evidence(firm=firm),
        "inventory": inventory(max(1, some // 2), firm=firm),
        "register": register(size, firm=firm),
        "audit": audit(size, firm=firm),
        "volumes": archive_list(ListForm.VOLUMES, size, 2, firm=firm),
        "files": archive_list(ListForm.FILES, 3 if size > 3 else 1, max(1, size // 3), firm=firm),
        "handover": archive_list(ListForm.HANDOVER, size, 2, firm=firm),
        "classification": classification(some, firm=firm),
        "retention-plan": retention_plan(some, firm=firm),
        "backups": backups(some, firm=firm),
        "deliveries": deliveries(max(1, size // 5), firm=firm),
        "assessments": assessments(min(3, some), firm=firm),
        "incidents": incidents(min(3, some), firm=firm),
        "appraisal": appraisal(some, firm=firm),
        "destruction-list": destruction_list(size, firm=firm),
        "general-destruction-list": general_list(size, firm=firm),
    }
    return {name: changed(one) for name, one in found.items()}


def every_document(size: int, firm: Firm, changed: Changed = as_it_is) -> dict[str, Drawn]:
    """All kinds by name; what is small by nature (posters, letters) grows less."""
    some = max(1, size // 10)
    drawn = {name: _report(one) for name, one in every_report(size, firm, changed).items()}
    drawn |= {
        "destruction": lambda by, language, key: by.destruction_certificate(
            changed(destruction(some, firm=firm, copies=some)), {"evidence.jws": b"a.b.c"}, language, key
        ),
        "archive": lambda by, language, key: by.archive_certificate(
            changed(archive(some, firm=firm)), {}, language, key
        ),
        "transfer": lambda by, language, key: by.transfer_certificate(
            changed(transfer(some, firm=firm)), {}, language, key
        ),
        "ending": lambda by, language, key: by.ending_certificate(changed(ending(some, firm=firm)), {}, language, key),
        "scan": lambda by, language, _key: by.scan_report(changed(scan(some)), language),
        "recovery-sheet": lambda by, language, _key: by.recovery_sheet(changed(recovery(firm)), language),
        "slips": lambda by, language, _key: by.slip_sheets(changed(_slips(some, firm)), language),
        "labels": lambda by, language, _key: by.labels(changed(_labels(size, firm)), language),
    }
    for kind in NoticeKind:
        drawn[f"letters-{kind}"] = _letters(kind, some, firm, changed)
        drawn[f"poster-{kind}"] = _poster(kind, firm, changed)
    return drawn


def _report(evidence: ReportEvidence) -> Drawn:
    return lambda by, language, key: by.report(evidence, language, ".pdf", key).content


def _letters(kind: NoticeKind, count: int, firm: Firm, changed: Changed) -> Drawn:
    slips = slips_of("ab" * 16, [SlipRecord(bytes([at]) * 16, bytes([at + 1]) * 16) for at in range(25)])
    to = [
        Addressee(
            i + 1, "cd" * 16, "欧阳志远", "上海市浦东新区碧云路 8 号", "13900000000", "", f"K{i + 1}", 25,
            slips=slips if i == 0 else (), is_child=i % 2 == 1,
        )
        for i in range(count)
    ]  # fmt: skip
    facts, told = changed(replace(notice_facts(kind), firm=firm)), [changed(one) for one in to]
    return lambda by, language, key: by.letters(facts, told, language, key)


def _poster(kind: NoticeKind, firm: Firm, changed: Changed) -> Drawn:
    facts = changed(replace(notice_facts(kind), firm=firm))
    return lambda by, language, key: by.poster(facts, "A4", language, key)


def recovery(firm: Firm) -> RecoverySheet:
    code = "7K2QF-9XW3M-4T8RZ-6HBNC-1YDPV-5GJ0S-ATKEW"
    return RecoverySheet(firm.name, firm.uscc, "ab" * 16, f"{firm.name}.qingdang", "王经办", code, NOW, "0.1.0")


def _slips(count: int, firm: Firm) -> SlipSheets:
    """`count` customers; the first one's records take two slips, the last ones are nobody's."""
    records = [SlipRecord(bytes([at]) * 16, bytes([at + 1]) * 16) for at in range(25)]
    sheets = [
        SlipSheet(
            f"{at:032x}",
            "欧**",
            len(found := records if at == 0 else records[: 1 + at % 20]),
            slips_of("ab" * 16, found),
        )
        for at in range(count)
    ]
    sheets.append(SlipSheet("", "", 1, slips_of("ab" * 16, records[:1])))
    return SlipSheets(firm.name, "ab" * 16, NOW, "0.1.0", tuple(sheets))


def _labels(count: int, firm: Firm) -> LabelEvidence:
    entry = PaperEntry("三楼档案室 2 柜", "2019 年会员登记表", "A-03", "2", 118, date(2019, 1, 1), date(2019, 12, 31))
    files = tuple(PaperFile(f"{i:032x}", entry, "", "2026-11-21T02:00:00Z", "王建华") for i in range(count))
    return LabelEvidence(firm.name, files, NOW)
