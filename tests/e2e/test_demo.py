"""The demonstration makes every kind of paper, each sound and understandable by its name."""

from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest
from pikepdf import Pdf

from app.bootstrap import open_vault
from app.demo import APPROVER, HANDLER, PASSPHRASE, WITNESS, Demonstrated, run_demo
from app.demo_branch import BRANCH
from app.demo_papers import DemoPapers, Step
from app.domain.documents import FullRenderer
from app.formats.samples.office import FIRM
from app.services.reports import KINDS
from app.services.verification import verify
from app.vault.secret import Secret
from reports import style
from reports.renderer import PdfRenderer
from tests.helpers.archive_rules import faults
from tests.helpers.checkers import copied_text, has_checkers, qpdf_check
from tests.helpers.page_boxes import pages_with_words
from tests.helpers.pdf_text import squeezed, text_of
from tests.helpers.vaults import LIGHT

UNSIGNED = {"文件中的个人信息", "恢复单", "客户查验码", "纸质档案标签"}


class NotedRenderer(PdfRenderer):
    """The program's renderer; it keeps in mind what it was asked to draw."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: set[str] = set()

    def __getattribute__(self, name: str) -> object:
        if not name.startswith("_") and name != "asked":
            self.asked.add(name)
        return super().__getattribute__(name)


@dataclass(frozen=True)
class Shown:
    """What the demonstration left, and what it had drawn."""

    done: Demonstrated
    out: Path
    asked: set[str]

    @property
    def pdfs(self) -> list[Path]:
        return [Path(one) for one in self.done.documents if one.endswith(".pdf")]

    def folder(self, step: Step) -> list[Path]:
        return sorted(DemoPapers(self.out / "文件", "zh").path(step).iterdir())


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Shown:
    out, renderer = tmp_path_factory.mktemp("demo"), NotedRenderer()
    return Shown(run_demo(out, renderer, "zh", kdf=LIGHT), out, renderer.asked)


def test_every_kind_of_report_and_everything_that_can_be_drawn_is_made(shown: Shown) -> None:
    """A new kind belongs into the demonstration."""
    with closing(open_vault(Path(shown.done.vault), Secret(PASSPHRASE))) as services, services.session.read() as uow:
        written = {str(dict(event.detail)["kind"]) for event in uow.audit.find("report.write")}
    assert written == set(KINDS)
    drawn = {name for name in dir(FullRenderer) if not name.startswith("_")} - {"attachments", "signature"}
    assert drawn <= shown.asked


def test_every_folder_holds_what_its_name_says(shown: Shown) -> None:
    for step in Step:
        assert len(shown.folder(step)) > 0
    assert any(path.name == "恢复单.pdf" for path in shown.folder(Step.LOOK))
    assert any("YJZ" in path.name for path in shown.folder(Step.HANDOVER))
    assert any("ZKZ" in path.name for path in shown.folder(Step.ENDING))
    assert {path.name for path in shown.folder(Step.WHOLE)} >= {"index.html", "verify.html", "结案报告.xlsx"}
    assert not any(character in path for path in shown.done.documents for character in '?*<>|"')


def test_every_pdf_is_an_archive_file_signed_where_it_is_issued(shown: Shown) -> None:
    renderer = PdfRenderer()
    for path in shown.pdfs:
        content = path.read_bytes()
        unsigned = path.stem in UNSIGNED or "逐份" in path.parent.name or "样张" in path.parent.name
        assert (path, renderer.signature(content).present) == (path, not unsigned)
        if "会签" not in path.parent.name:  # pyHanko adds the further signatures without marking them for the archive
            assert (path, faults(content)) == (path, [])


def test_several_people_signed_one_after_another(shown: Shown) -> None:
    """Each in a block of its own that is to be seen."""
    (path,) = shown.folder(Step.SIGNED_FURTHER)
    found = PdfRenderer().signature(path.read_bytes())
    assert (found.intact, found.signers) == (True, 3)
    if has_checkers():
        text = copied_text(path)
        assert "周会计（报表责任人）" in text
        assert "对结案负责" in text


def test_every_certificate_and_package_verifies(shown: Shown) -> None:
    wanted = ("GDZ-", "XHZ-", "YJZ-", "ZKZ-")
    files = [Path(one) for one in shown.done.documents if any(word in Path(one).name for word in wanted)]
    assert len(files) >= 7
    assert [path.name for path in files if not verify(path, PdfRenderer()).valid] == []


def test_every_paper_names_the_firm_and_no_page_is_empty(shown: Shown) -> None:
    for path in shown.pdfs:
        if path.stem not in UNSIGNED:
            firm = BRANCH if "整库" in path.parent.name else FIRM
            assert squeezed(firm.name) in text_of(path.read_bytes())
        if has_checkers():
            for page in pages_with_words(path):
                assert sum(map(len, page.lines(0, 0))) > 15, path
                # Further signers' blocks stand under the footer.
                assert page.outside(style.MARGIN / 3) == [] or "会签" in path.parent.name, path


@pytest.mark.skipif(not has_checkers(), reason="needs qpdf")
def test_qpdf_finds_nothing_wrong(shown: Shown) -> None:
    seldom = [path for path in shown.pdfs if "逐份" not in path.parent.name]
    assert {path.name: said for path in seldom if (said := qpdf_check(path))} == {}


def test_the_papers_tell_of_their_language(shown: Shown) -> None:
    with Pdf.open(shown.folder(Step.PLAN)[-1]) as pdf:
        assert str(pdf.Root.Lang) == "zh-CN"


def test_the_vault_opens_for_all_three_and_the_ended_one_is_gone(shown: Shown) -> None:
    for operator in (HANDLER, APPROVER, WITNESS):
        open_vault(Path(shown.done.vault), Secret(PASSPHRASE), operator=operator, kdf=LIGHT).close()
    assert [path.name for path in shown.out.glob("*.qingdang")] == ["demo.qingdang"]
