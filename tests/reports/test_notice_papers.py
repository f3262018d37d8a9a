"""Letters, posters and hand-over certificates as they are printed."""

from datetime import UTC, date, datetime
from io import BytesIO

import pytest
from pikepdf import Pdf

from app.domain.documents import DocumentKey
from app.domain.evidence import ArchiveGroup, Checkpoint
from app.domain.firm import Firm
from app.domain.notices import Addressee, NoticeFacts, Particulars
from app.domain.retention import Basis as Article
from app.domain.slips import SlipRecord, slips_of
from app.domain.transfer_evidence import TransferEvidence
from app.domain.transfers import Basis
from app.domain.words import Closure, Kind, NoticeKind, PiType
from reports.renderer import PdfRenderer
from tests.helpers.pdf_text import text_of

FIRM = Firm("上海晨光教育科技有限公司", "91310115MA1K3ABC12", Closure.MERGER)
AT = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)
SLIPS = slips_of("ab" * 16, [SlipRecord(bytes([at]) * 16, bytes([at + 1]) * 16) for at in range(25)])


def facts(kind: NoticeKind) -> NoticeFacts:
    return NoticeFacts(
        "GZ-2026-001", kind, FIRM, Particulars("上海新芽教育科技有限公司", "021-58886600"), AT,
        (PiType.PERSON_NAME, PiType.MOBILE_PHONE), (Kind.BASIC,), (Article("个人信息保护法", "第二十二条"),),
        sensitive=True, minors=True, letters=2,
    )  # fmt: skip


def to(number: int, name: str, *, is_child: bool = False) -> Addressee:
    return Addressee(
        number, "cd" * 16, name, "上海市浦东新区碧云路 8 号", "139", "", "K1", 25,
        slips=SLIPS if number == 1 else (), is_child=is_child,
    )  # fmt: skip


@pytest.mark.parametrize("kind", NoticeKind)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_each_letter_begins_on_its_own_page_with_its_own_number(
    renderer: PdfRenderer, kind: NoticeKind, language: str
) -> None:
    pdf = renderer.letters(facts(kind), [to(2, "欧阳志远"), to(3, "小明", is_child=True)], language)
    pages = text_of(pdf)
    with Pdf.open(BytesIO(pdf)) as opened:
        assert len(opened.pages) == 2
    for part in ("欧阳志远", "小明", "GZ-2026-001-0002", "GZ-2026-001-0003", "021-58886600"):
        assert part in pages
    assert ("监护人" if language == "zh" else "guardian") in pages
    assert "{" not in pages


def test_a_childs_letter_speaks_to_the_guardian_about_the_child(renderer: PdfRenderer) -> None:
    """PIPL 31: the guardian consents; 您 in the text would otherwise be the parent."""
    to_child = text_of(renderer.letters(facts(NoticeKind.PROVISION), [to(3, "小明", is_child=True)], "zh"))
    for part in ("小明的监护人", "本告知书涉及小明的个人信息", "监护人签名"):
        assert part in to_child
    to_adult = text_of(renderer.letters(facts(NoticeKind.PROVISION), [to(2, "欧阳志远")], "zh"))
    assert "监护人签名" not in to_adult
    assert "本告知书涉及" not in to_adult


def test_a_slip_stands_under_the_letter_of_its_customer_only(renderer: PdfRenderer) -> None:
    with_slip = text_of(renderer.letters(facts(NoticeKind.DESTRUCTION), [to(1, "欧阳志远")], "zh"))
    without = text_of(renderer.letters(facts(NoticeKind.DESTRUCTION), [to(2, "欧阳志远")], "zh"))
    assert "您的核验凭条" in with_slip
    assert "每个二维码最多记载20条" in with_slip
    assert "您的核验凭条" not in without


def test_a_provision_has_a_reply_to_cut_off(renderer: PdfRenderer) -> None:
    text = text_of(renderer.letters(facts(NoticeKind.PROVISION), [to(2, "欧阳志远")], "zh"))
    assert "回执" in text
    assert "本人不同意" in text
    assert "回执" not in text_of(renderer.letters(facts(NoticeKind.SUCCESSION), [to(2, "欧阳志远")], "zh"))


@pytest.mark.parametrize(("size", "width"), [("A4", 595.3), ("A3", 841.9)])
@pytest.mark.parametrize("kind", NoticeKind)
def test_a_poster_is_one_signed_page(
    renderer: PdfRenderer, key: DocumentKey, kind: NoticeKind, size: str, width: float
) -> None:
    pdf = renderer.poster(facts(kind), size, "zh", key)
    with Pdf.open(BytesIO(pdf)) as opened:
        assert len(opened.pages) == 1
        assert float(opened.pages[0].mediabox[2]) == pytest.approx(width, abs=0.2)
    assert renderer.signature(pdf).intact
    assert "各位客户" in text_of(pdf)


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("basis", Basis)
def test_a_hand_over_certificate_names_both_sides_and_the_ground(
    renderer: PdfRenderer, key: DocumentKey, language: str, basis: Basis
) -> None:
    evidence = TransferEvidence(
        "ab" * 16, "YJZ-2026-001", AT, "cd" * 16, FIRM, "YJ-2026-001", "上海新芽教育科技有限公司", "021-58886600",
        basis, "", False, "GZ-2026-001", date(2026, 9, 1), date(2026, 10, 19), date(2026, 10, 1), "x.qdpkg",
        "00" * 32, 12_345, 30, 20, 2, (ArchiveGroup(Kind.BASIC, "PI-MIN", 30, None, False),), "王经办", "cn-2026.11",
        "0.1.0",
        Checkpoint(9, "11" * 32, AT), "22" * 32,
    )  # fmt: skip
    text = text_of(renderer.transfer_certificate(evidence, {}, language, key))
    for part in ("上海晨光教育科技有限公司", "上海新芽教育科技有限公司", "YJ-2026-001", "PI-MIN"):
        assert part in text
    assert text.count("移交包摘要SHA-256" if language == "zh" else "SHA-256ofthehanded-overpackage") == 1
    assert "归档包" not in text
    assert ("GZ-2026-001" in text) is (basis is Basis.SUCCESSION)
