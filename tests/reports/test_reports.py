"""Closure report, inventory, register and audit extract: complete, in both languages, and agreeing with themselves."""

from dataclasses import replace
from datetime import date

import pytest

from app.domain.closure_facts import ClosureStory, HoldFact
from app.domain.documents import DocumentKey, ReportEvidence
from app.domain.legal_bases import LegalBasis
from app.domain.retention import Reason
from app.domain.words import Disposition, PiType
from app.errors import UserError
from reports.balances import balances
from reports.decision_lines import last_day
from reports.kinds import report_of
from reports.language import Language, byte_size, share
from reports.open_ends import open_ends
from reports.renderer import PdfRenderer
from tests.helpers.evidence import audit, closure, inventory, register
from tests.helpers.form_evidence import closing_plan_evidence
from tests.helpers.list_evidence import backups
from tests.helpers.pdf_text import pages_of, squeezed, text_of

LANGUAGES = ("zh", "en")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_figure_of_a_closure_is_printed(renderer: PdfRenderer, key: DocumentKey, language: str) -> None:
    evidence = closure(sources=12, documents=4)
    words = Language(language)
    text = text_of(renderer.report(evidence, language, ".pdf", key).content)
    numbers = [
        evidence.customers, evidence.minors, evidence.records_imported, evidence.records_present,
        evidence.records_destroyed, evidence.records_archived, evidence.records_held, evidence.checkpoint.size,
        *(source.rows_read for source in evidence.sources), *(fact.records for fact in evidence.classified),
        *(fact.records for fact in evidence.dispositions), *(order.records for order in evidence.orders),
        *(copy.records for copy in evidence.copies),
    ]  # fmt: skip
    texts = [
        evidence.number, evidence.vault_id, evidence.firm.name, evidence.firm.uscc, evidence.pack_version,
        evidence.firm_key, evidence.checkpoint.root,
        *(source.file for source in evidence.sources), *(order.number for order in evidence.orders),
        *(document.sha256 for document in evidence.documents), *(copy.file for copy in evidence.copies),
        *(operator.name for operator in evidence.operators),
        *(words.label(fact.disposition) for fact in evidence.dispositions if fact.decided),
        *(words.reason(reason) for fact in evidence.dispositions for reason in fact.reasons),
    ]  # fmt: skip
    wanted = [*(squeezed(one) for one in texts), *(f"{number:,}" for number in numbers)]
    assert [one for one in wanted if one not in text] == []


def test_a_closure_whose_counts_agree_says_so_everywhere(renderer: PdfRenderer, key: DocumentKey) -> None:
    evidence = closure()
    assert all(pair.agrees for pair in balances(evidence))
    text = text_of(renderer.report(evidence, "zh", ".pdf", key).content)
    assert text.count("相符") == len(balances(evidence))


def test_a_closure_whose_counts_differ_says_by_how_much(renderer: PdfRenderer, key: DocumentKey) -> None:
    """A report that does not add up must not look as if it did."""
    evidence = replace(closure(), records_destroyed=393)
    text = text_of(renderer.report(evidence, "zh", ".pdf", key).content)
    assert "相差7" in text
    assert text.count("相符") == len(balances(evidence)) - 2


def test_open_ends_come_with_their_dates() -> None:
    ends = open_ends(closure(), Language("zh"))
    assert [end.by for end in ends if end.by] == sorted(end.by for end in ends if end.by)
    assert {end.records for end in ends} >= {10, 31, 88, 100, 7960}
    dated = {end.by.isoformat() for end in ends if end.by}
    assert dated == {"2026-11-21", "2027-02-02", "2027-03-31", "2046-12-31", "2053-12-31"}


def test_what_is_due_now_is_due_today() -> None:
    evidence = closure()
    (due,) = [end for end in open_ends(evidence, Language("en")) if "due for destruction" in end.what]
    assert due.by == evidence.today


def test_archived_records_are_not_forgotten_when_their_period_ends() -> None:
    """Once their package is written they are to keep; their last day is an open end as before."""
    archived = replace(
        closure(),
        dispositions=tuple(
            replace(fact, disposition=Disposition.KEEP) if fact.disposition is Disposition.ARCHIVE else fact
            for fact in closure().dispositions
        ),
    )
    assert date(2046, 12, 31) in {end.by for end in open_ends(archived, Language("en"))}


@pytest.mark.parametrize(
    ("until", "by"), [((date(2027, 3, 1), date(2027, 6, 1)), date(2027, 6, 1)), ((date(2027, 3, 1), None), None)]
)
def test_frozen_records_wait_for_the_last_of_their_freezes(until: tuple[date | None, ...], by: date | None) -> None:
    holds = tuple(HoldFact("诉讼", 4, date(2026, 1, 1), day, None) for day in until)
    lifted = HoldFact("税务检查", 9, date(2026, 1, 1), date(2099, 1, 1), date(2026, 5, 1))
    evidence = replace(closure(), story=replace(closure().story, holds=(*holds, lifted)))
    (frozen,) = [end for end in open_ends(evidence, Language("en")) if "Frozen" in end.what]
    assert frozen.by == by


def test_permanent_keeping_is_called_so() -> None:
    """A dash in the column of last days would read as a forgotten day."""
    fact = replace(closure().dispositions[0], retain_until=None)
    reason = Reason("permanent", (("rule", "年度财务会计报告"), ("basis", "会计法 第二十三条")))
    assert last_day(replace(fact, reasons=(reason,)), Language("zh")) == "永久"
    assert last_day(fact, Language("zh")) is None
    assert last_day(replace(fact, retain_until=date(2046, 12, 31)), Language("zh")) == date(2046, 12, 31)


def test_records_handed_over_are_told_of_only_where_there_are_some() -> None:
    def said(story: ClosureStory) -> str:
        return report_of(replace(closure(), story=story), Language("zh")).chapters[0].intro

    assert "移交" in said(closure().story)
    assert "移交" not in said(replace(closure().story, handovers=()))


def test_a_firm_with_nothing_yet_still_gets_its_report(renderer: PdfRenderer, key: DocumentKey) -> None:
    evidence = replace(
        closure(), records_imported=0, records_present=0, records_destroyed=0, records_archived=0, records_held=0,
        sources=(), classified=(), dispositions=(), orders=(), documents=(), copies=(),
    )  # fmt: skip
    for language in LANGUAGES:
        assert renderer.report(evidence, language, ".pdf", key).pages == len(
            pages_of(renderer.report(evidence, language, ".pdf", key).content)
        )


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_inventory_names_types_columns_and_sources(renderer: PdfRenderer, key: DocumentKey, language: str) -> None:
    evidence = inventory(sheets=5)
    words = Language(language)
    text = text_of(renderer.report(evidence, language, ".pdf", key).content)
    wanted = [
        words.label(PiType.CN_RESIDENT_ID), words.label(PiType.HEALTH), "体检结果", "97.3%", "门店与网店",
        "提供课程与商品", words.label(LegalBasis.CONTRACT), *(sheet.file for sheet in evidence.sheets),
        f"{evidence.records:,}", f"{evidence.customers:,}",
    ]  # fmt: skip
    assert [one for one in wanted if squeezed(one) not in text] == []


def test_a_register_lists_every_record_once_and_in_order(renderer: PdfRenderer, key: DocumentKey) -> None:
    evidence = register(entries=700)
    text = text_of(renderer.report(evidence, "zh", ".pdf", key).content)
    places = [text.find(entry.uid) for entry in evidence.entries]
    assert -1 not in places
    assert places == sorted(places)
    assert all(text.count(entry.uid) == 1 for entry in evidence.entries)


def test_an_audit_extract_lists_every_event_with_its_hash(renderer: PdfRenderer, key: DocumentKey) -> None:
    evidence = audit(events=120)
    text = text_of(renderer.report(evidence, "en", ".pdf", key).content)
    assert all(event.hash in text for event in evidence.events)
    assert text.count("alreadythere:30·records:1,000·nottaken:12") == len(evidence.events)
    chinese = text_of(renderer.report(evidence, "zh", ".pdf", key).content)
    assert chinese.count("已存在：30·档案：1,000·未导入：12") == len(evidence.events)
    assert chinese.count("导入文件") == len(evidence.events)


@pytest.mark.parametrize("evidence", [closure(), inventory(), register(), audit()], ids=lambda one: type(one).__name__)
def test_pages_are_told_and_every_text_has_its_chinese(
    renderer: PdfRenderer, key: DocumentKey, evidence: ReportEvidence
) -> None:
    """No English heading slips into a Chinese paper: only names of things may be Latin."""
    made = renderer.report(evidence, "zh", ".pdf", key)
    pages = pages_of(made.content)
    assert made.pages == len(pages)
    assert made.rows is None
    headings = [line for page in pages for line in page.splitlines() if line[:2] in ("一、", "二、", "三、", "十、")]
    assert len(headings) >= 3
    assert not any(word in page for page in pages for word in ("Total", "Records", "Kind", "Signature", "Page "))


def test_another_format_is_refused(renderer: PdfRenderer, key: DocumentKey) -> None:
    with pytest.raises(UserError):
        renderer.report(closure(), "zh", ".docx", key)


@pytest.mark.parametrize(
    ("part", "shown"),
    [(0.0, "0.0%"), (0.0004, "<0.1%"), (0.001, "0.1%"), (0.136, "13.6%"), (0.9996, ">99.9%"), (1, "100.0%")],
)
def test_few_of_many_do_not_read_as_none_and_nearly_all_not_as_all(part: float, shown: str) -> None:
    assert share(part) == shown


def test_no_line_breaks_between_a_size_and_its_unit() -> None:
    assert [byte_size(n) for n in (0, 999, 12_345_678)] == ["0\u00a0B", "999\u00a0B", "12.3\u00a0MB"]


def test_tasks_of_the_closing_plan_wait_in_the_order_of_their_numbers() -> None:
    report = report_of(closing_plan_evidence(), Language("en"))
    waits = [[int(number) for number in str(row[8]).split(", ")] for row in report.chapters[0].rows if row[8]]
    assert any(len(one) > 1 for one in waits)
    assert all(one == sorted(one) for one in waits)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_backup_record_stands_upright_and_breaks_a_hash_once_at_most(
    renderer: PdfRenderer, key: DocumentKey, language: str
) -> None:
    """A few backups on one upright page and the proof on the next, where it took three pages that lay on their side."""
    evidence = backups(300)
    pages = pages_of(renderer.report(evidence, language, ".pdf", key).content)
    lines = {line for page in pages for line in page.split()}
    assert all(any(one.sha256.startswith(line) for line in lines if len(line) > 28) for one in evidence.backups)
    assert len(pages_of(renderer.report(backups(3), language, ".pdf", key).content)) == 2
