"""The tagged structure of every document: read back from the file, whole, in reading order, nothing outside of it."""

from datetime import UTC, datetime
from io import BytesIO

import pikepdf
import pytest

from app.domain.documents import DocumentKey
from app.domain.notices import Addressee
from app.domain.paper import LabelEvidence, PaperEntry, PaperFile
from app.domain.words import NoticeKind
from reports import grids
from reports.kinds import report_of
from reports.language import Language
from reports.renderer import PdfRenderer
from tests.helpers.evidence import archive, audit, closure, destruction, register
from tests.helpers.list_evidence import notice_facts
from tests.helpers.pdf_text import pages_of, squeezed, text_of
from tests.helpers.structure_tree import Spoken, loose, spoken

ADDRESSEE = Addressee(1, "cd" * 16, "欧阳志远", "上海市浦东新区碧云路 8 号", "139", "", "K1", 3)
LABEL = PaperFile(
    "01" * 16, PaperEntry("三楼档案室", "2019 年会员登记表", "A-03"), "", "2026-11-21T02:00:00Z", "王建华"
)
AT = datetime(2026, 11, 22, 2, tzinfo=UTC)


@pytest.fixture(scope="module")
def every(renderer: PdfRenderer, key: DocumentKey) -> dict[str, bytes]:
    """One document of each frame there is: certificate, report, long report, letters, poster, labels."""
    facts = notice_facts(NoticeKind.PROVISION)
    return {
        "certificate": renderer.destruction_certificate(destruction(), {}, "zh", key),
        "archive": renderer.archive_certificate(archive(), {}, "en", key),
        "closure": renderer.report(closure(60, 40), "zh", ".pdf", key).content,
        "audit": renderer.report(audit(300), "en", ".pdf", key).content,
        "letters": renderer.letters(facts, [ADDRESSEE, ADDRESSEE], "zh", key),
        "letter": renderer.letters(facts, [ADDRESSEE], "en"),
        "poster": renderer.poster(facts, "A3", "zh", key),
        "labels": renderer.labels(LabelEvidence("晨光教育", (LABEL,) * 15, AT), "zh"),
    }


def below(tree: Spoken, role: str) -> list[str]:
    return [squeezed(one.whole) for one in tree.every(role)]


NAMES = ["certificate", "archive", "closure", "audit", "letters", "letter", "poster", "labels"]


@pytest.mark.parametrize("name", NAMES)
def test_all_that_is_drawn_is_tagged_or_an_artifact(every: dict[str, bytes], name: str) -> None:
    assert loose(every[name]) == []


@pytest.mark.parametrize("name", NAMES)
def test_the_file_says_that_it_is_tagged_and_in_which_language(every: dict[str, bytes], name: str) -> None:
    with pikepdf.open(BytesIO(every[name])) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.Root.Lang) == ("en" if name in ("archive", "audit", "letter") else "zh-CN")
        assert all(page.obj.Tabs == "/S" for page in pdf.pages)


@pytest.mark.parametrize("name", NAMES)
def test_no_text_is_lost_on_the_way_into_the_tree(every: dict[str, bytes], name: str) -> None:
    """What copying gives and what the tree says are the same characters, but for what comes back on every page."""
    said, shown = squeezed(spoken(every[name]).whole), text_of(every[name])
    assert len(said) > 30
    assert not sorted(set(said) - set(shown))
    if name in ("poster", "labels"):
        assert sorted(said) == sorted(shown)


def test_every_mark_of_a_foreign_page_is_seen(every: dict[str, bytes]) -> None:
    """The check itself: text without marks is found."""
    with pikepdf.open(BytesIO(every["certificate"])) as pdf:
        page = pdf.pages[0]
        page.contents_add(pikepdf.Stream(pdf, b"BT ET 0 0 1 1 re f"))
        target = BytesIO()
        pdf.save(target)
    assert loose(target.getvalue()) == ["1: f "]


def test_a_certificate_reads_from_its_title_to_its_code(every: dict[str, bytes]) -> None:
    tree = spoken(every["certificate"])
    assert below(tree, "H1") == ["客户信息销毁证书"]
    assert [one[:2] for one in below(tree, "H2")] == ["一、", "二、", "三、", "四、", "五、", "六、"]
    assert next(one.role for one in tree.every("H1", "H2", "H3")) == "H1"
    (figure,) = tree.every("Figure")
    assert figure.alt.startswith("QINGDANG XHZ-2026-003 SHA256 ")
    assert len(tree.every("Form")) == 1
    (limits, *_) = tree.every("L")
    assert [one.role for one in limits.children] == ["LI"] * 6
    assert [one.role for one in limits.children[0].children] == ["Lbl", "LBody"]


def test_a_table_has_rows_of_cells_under_heads_that_stand_once(renderer: PdfRenderer, key: DocumentKey) -> None:
    """A table over several pages is one; heads that come back are artifacts."""
    evidence, words = audit(300), Language("en")
    tree = spoken(renderer.report(evidence, "en", ".pdf", key).content)
    chapter = report_of(evidence, words).chapters[-1]
    table = max(tree.every("Table"), key=lambda one: len(one.children))
    heads, *rows = table.children
    assert [(squeezed(one.whole), one.scope) for one in heads.children] == [
        (squeezed(one.title), "Column") for one in chapter.fields
    ]
    assert len(rows) == len(chapter.rows)
    assert {len(row.children) for row in rows} == {len(chapter.fields)}
    assert {one.role for row in rows for one in row.children} == {"TD"}


def test_labels_of_facts_are_heads_of_their_rows(every: dict[str, bytes]) -> None:
    facts = spoken(every["certificate"]).every("Table")[0]
    assert {one.scope for one in facts.every("TH")} == {"Row"}
    assert "销毁单" in [squeezed(one.whole) for one in facts.every("TH")]


def test_each_letter_is_a_part_with_its_own_title(every: dict[str, bytes]) -> None:
    parts = spoken(every["letters"]).every("Part")
    assert len(parts) == 2
    assert [len(part.every("H1")) for part in parts] == [1, 1]


def test_contents_name_each_heading_with_its_page(every: dict[str, bytes]) -> None:
    tree = spoken(every["closure"])
    entries = below(tree.every("TOC")[0], "TOCI")
    assert [entry.rstrip("0123456789") for entry in entries] == below(tree, "H2")
    assert all(entry[-1].isdigit() for entry in entries)


def test_contents_lead_to_their_headings(every: dict[str, bytes]) -> None:
    """A click on a line goes to the page that it names, a little over the heading; the link stands in the tree."""
    tree = spoken(every["closure"])
    entries = tree.every("TOCI")
    with pikepdf.open(BytesIO(every["closure"])) as pdf:
        numbers = {page.obj.objgen: at for at, page in enumerate(pdf.pages, start=1)}
        links = [one for page in pdf.pages for one in page.obj.get("/Annots", []) if one.Subtype == pikepdf.Name.Link]
        assert [str(numbers[one.Dest[0].objgen]) for one in links] == [one.every("Span")[0].text for one in entries]
        assert all(one.F == 4 and 50 < float(one.Dest[3]) < 842 for one in links)
    assert len(links) == len(entries) > 8
    assert all(len(one.every("Link")) == 1 for one in entries)


def test_charts_say_their_figures(every: dict[str, bytes]) -> None:
    charts = [one.alt for one in spoken(every["closure"]).every("Figure") if ": " in one.alt]
    assert charts
    assert all(any(sign.isdigit() for sign in alt) for alt in charts)


def test_a_register_of_very_many_rows_is_tagged_by_the_page(
    renderer: PdfRenderer, key: DocumentKey, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Cell by cell, a million rows would make a tree larger than the document."""
    monkeypatch.setattr(grids, "MOST_TAGGED", 800)
    made = renderer.report(register(200), "zh", ".pdf", key)
    tree = spoken(made.content)
    assert loose(made.content) == []
    section = max(tree.every("Sect"), key=lambda one: len(one.whole))
    assert {one.role for one in section.children} == {"P"}
    assert 4 <= len(section.children) <= len(pages_of(made.content))
    said = squeezed(tree.whole)
    assert all(entry.uid in said for entry in register(200).entries)
