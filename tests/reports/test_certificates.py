"""Destruction and archive certificates say everything that was measured, in both languages, whatever the size."""

from dataclasses import replace

import pytest

from app.domain.documents import DocumentKey
from app.domain.evidence import canonical
from app.domain.firm import Firm
from app.domain.words import Closure
from reports.digests import sm3_hex
from reports.language import Language
from reports.renderer import PdfRenderer
from tests.helpers.evidence import FIRM, archive, destruction, residue
from tests.helpers.pdf_text import pages_of, squeezed, text_of

LANGUAGES = ("zh", "en")
LONG = Firm(
    "中国（上海）自由贸易试验区临港新片区㛃𬱟䶮国际供应链管理与信息技术咨询服务有限责任公司浦东第一分公司",
    "91310115MA1K3X5L7Q",
    Closure.GROUP_SUBSIDIARY,
)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_figure_of_a_destruction_is_printed(renderer: PdfRenderer, key: DocumentKey, language: str) -> None:
    evidence = destruction(groups=9)
    text = text_of(renderer.destruction_certificate(evidence, {}, language, key))
    measured = evidence.residue
    numbers = [
        evidence.records, evidence.customers, evidence.attachments, measured.files, measured.pages, measured.bytes,
        measured.values, measured.shared_values, measured.weak_values, measured.control_hits, measured.terms,
        *(group.records for group in evidence.groups), *(held.records for held in evidence.held_back),
        *(copy.records for copy in evidence.surviving_copies), evidence.checkpoint.size,
    ]  # fmt: skip
    texts = [
        evidence.id, evidence.number, evidence.vault_id, evidence.firm.name, evidence.firm.uscc, evidence.order,
        evidence.order_hash, evidence.prepared_by, evidence.pack_version, evidence.program_version,
        evidence.merkle_root, evidence.firm_key, evidence.checkpoint.root,
        *(signed.operator for signed in evidence.signatures), *(signed.key[:16] for signed in evidence.signatures),
        *(copy.file for copy in evidence.surviving_copies),
        *(f"{group.first_year}–{group.last_year}" for group in evidence.groups),
    ]  # fmt: skip
    missing = [one for one in [*texts, *(f"{number:,}" for number in numbers)] if one not in text]
    assert missing == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_groups_and_their_sum_agree(renderer: PdfRenderer, key: DocumentKey, language: str) -> None:
    """The sum under the table is the number in the head of the certificate."""
    evidence = destruction(groups=5)
    total = squeezed(Language(language).t("Total"))
    text = text_of(renderer.destruction_certificate(evidence, {}, language, key))
    assert f"{total}{sum(group.records for group in evidence.groups):,}" in text
    assert text.count(f"{evidence.records:,}") >= 2


def test_legal_bases_and_reasons_are_spelled_out(renderer: PdfRenderer, key: DocumentKey) -> None:
    evidence = destruction()
    chinese = text_of(renderer.destruction_certificate(evidence, {}, "zh", key))
    english = text_of(renderer.destruction_certificate(evidence, {}, "en", key))
    for language, text in (("zh", chinese), ("en", english)):
        words = Language(language)
        for held in evidence.held_back:
            assert squeezed(words.reason(held.reason)) in text
        for group in evidence.groups:
            assert squeezed(words.cite(group.basis)) in text
            assert squeezed(words.label(group.kind)) in text
    assert "第四十七条" in chinese


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_it_cannot_prove_and_whose_grading_it_is_are_said(
    renderer: PdfRenderer, key: DocumentKey, language: str
) -> None:
    text = text_of(renderer.destruction_certificate(destruction(), {}, language, key))
    said = {
        "zh": ("固态硬盘的重映射块", "卷影副本", "云同步", "程序之外制作的副本", "计算机时钟", "不是《数据安全法》"),
        "en": ("solid-statedisks", "shadowcopies", "cloudsynchronisation", "outsidethisprogram", "computer'sclock",
               "DataSecurityLaw"),
    }  # fmt: skip
    assert [phrase for phrase in said[language] if phrase not in text] == []


def test_hits_are_never_hidden(renderer: PdfRenderer, key: DocumentKey) -> None:
    evidence = replace(destruction(), residue=residue(hits=3), old_key_refused=False)
    text = text_of(renderer.destruction_certificate(evidence, {}, "zh", key))
    assert "命中3。" in text
    assert "未确认" in text


def test_one_person_in_several_roles_is_said(renderer: PdfRenderer, key: DocumentKey) -> None:
    alone = text_of(renderer.destruction_certificate(destruction(signers=("王经办",) * 3), {}, "zh", key))
    several = text_of(renderer.destruction_certificate(destruction(), {}, "zh", key))
    assert "一人多岗" in alone
    assert "一人多岗" not in several


def test_without_copies_or_held_records_it_says_so(renderer: PdfRenderer, key: DocumentKey) -> None:
    evidence = replace(destruction(copies=0), held_back=())
    text = text_of(renderer.destruction_certificate(evidence, {}, "zh", key))
    assert "程序未发现含有被销毁档案" in text
    assert "无一保留" in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_two_hundred_groups_and_the_longest_names_stay_whole(
    renderer: PdfRenderer, key: DocumentKey, language: str
) -> None:
    """What the font has is written; what it lacks is a box that copies as the character, and is listed."""
    evidence = destruction(
        groups=200, firm=LONG, copies=40, signers=("阿卜杜拉·热合曼·玉素甫江", "㛃𬱟䶮", "𠮷𪚥野家·Żółć")
    )
    pdf = renderer.destruction_certificate(evidence, {}, language, key)
    text = text_of(pdf)
    for name in (LONG.name, "阿卜杜拉·热合曼·玉素甫江", "㛃𬱟䶮", "𠮷𪚥野家·Żółć"):
        assert name in text
    assert "U+20BB7" in pages_of(pdf)[-1]
    assert "U+2A6A5" in pages_of(pdf)[-1]
    head = squeezed(Language(language).t("Legal basis"))
    with_groups = [page for page in pages_of(pdf) if "PI-MIN" in page]
    assert len(with_groups) > 5
    assert all(head in squeezed(page) for page in with_groups)


def test_pages_are_counted(renderer: PdfRenderer, key: DocumentKey) -> None:
    pages = pages_of(renderer.destruction_certificate(destruction(groups=60), {}, "zh", key))
    for number, page in enumerate(pages, start=1):
        assert f"第{number}页，共{len(pages)}页" in squeezed(page)
        assert FIRM.name in page
        assert "XHZ-2026-003" in page


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_archive_certificate_says_what_the_package_holds(
    renderer: PdfRenderer, key: DocumentKey, language: str
) -> None:
    evidence = archive(groups=9)
    words = Language(language)
    text = text_of(renderer.archive_certificate(evidence, {}, language, key))
    wanted = [
        evidence.package, evidence.package_sha256, f"{evidence.package_bytes:,}", f"{evidence.records:,}",
        f"{evidence.customers:,}", evidence.made_by, evidence.number, squeezed(words.t("permanently")), "2053-12-31",
        *(f"{group.records:,}" for group in evidence.groups),
        *(squeezed(words.label(group.kind)) for group in evidence.groups),
    ]  # fmt: skip
    assert [one for one in wanted if one not in text] == []


def test_the_evidence_has_an_sm3_digest_beside_sha256(renderer: PdfRenderer, key: DocumentKey) -> None:
    """GB/T 32905: whoever's rules ask for it finds it printed; the vector is the standard's first example."""
    assert sm3_hex(b"abc") == "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"
    evidence = destruction()
    text = text_of(renderer.destruction_certificate(evidence, {}, "zh", key))
    assert sm3_hex(canonical(evidence)) in text
    assert sm3_hex(canonical(archive())) in text_of(renderer.archive_certificate(archive(), {}, "en", key))
