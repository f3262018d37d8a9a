"""The register of paper files in the window, and scans looked at without a file being written."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QTableView

from app.bootstrap import Services
from reports.renderer import PdfRenderer
from tests.helpers.clicking import dialog, field, press, write
from tests.helpers.planted import planted
from tests.helpers.scans import pdf_with_text
from tests.helpers.vaults import opened
from tests.helpers.windows import Answers, dispose, unlocked, wait_idle
from ui.context import AppContext
from ui.forms.paper import PaperDialog
from ui.panels.scan import ScanViewer
from ui.screens.papers import PapersScreen
from ui.widgets.buttons import Button


def _rows(screen: PapersScreen) -> list[list[str]]:
    model = screen.findChildren(QTableView)[0].model()
    return [
        [str(model.index(at, column).data()) for column in range(model.columnCount())] for at in range(model.rowCount())
    ]


def test_a_paper_file_is_entered_corrected_labelled_and_taken_out(
    context: AppContext, vault: Path, answers: Answers, tmp_path: Path
) -> None:
    services = opened(vault, renderer=PdfRenderer())
    with unlocked(context, services):
        screen = PapersScreen(context)
        screen.show()
        wait_idle(context)
        assert "No paper files entered" in {one.text() for one in screen.findChildren(QLabel) if one.isVisible()}
        screen._on_add()
        form = dialog(PaperDialog)
        press(form, "Enter")
        assert field(form, "Where it stands").message == "Say where the paper file stands. Nothing was entered."
        for label, text in (("Where it stands", "三楼档案室"), ("Box", "A-03"), ("Volume", "2"), ("Pages", "118")):
            write(form, label, text)
        write(form, "Covered from", "2019-12-31")
        write(form, "Covered until", "2019-01-01")
        press(form, "Enter")
        assert field(form, "Covered until").message == "The period ends before it begins. Nothing was entered."
        write(form, "Covered from", "tomorrow")
        press(form, "Enter")
        assert field(form, "Covered from").message == "Please write the day as 2026-11-21."
        write(form, "Covered from", "2019-01-01")
        write(form, "Covered until", "2019-12-31")
        press(form, "Enter")
        wait_idle(context)
        assert _rows(screen) == [["三楼档案室", "A-03", "2", "", "2019-01-01 — 2019-12-31", "118"]]
        press(screen, "Correct…")
        form = dialog(PaperDialog)
        write(form, "What it is", "会员登记表")
        press(form, "Save")
        wait_idle(context)
        assert _rows(screen)[0][3] == "会员登记表"
        answers.targets.append(tmp_path / "标签")
        press(screen, "Print labels…")
        wait_idle(context)
        assert (tmp_path / "标签.pdf").read_bytes().startswith(b"%PDF-")
        answers.confirmations.append(True)
        press(screen, "Take out…")
        wait_idle(context)
        assert services.papers.all() == ()
        dispose(screen)


@pytest.fixture
def scan(services: Services, tmp_path: Path) -> str:
    """A scan of three pages."""
    record = planted(services.session).records[0]
    path = pdf_with_text(tmp_path / "合同.pdf", ["第一页"], ["第二页"], ["第三页"])
    return services.attachments.add([path], record=record)[0].id


def _dark(viewer: ScanViewer) -> int:
    image = viewer._page.pixmap().toImage()
    return sum(image.pixelColor(x, y).value() < 128 for x in range(0, image.width(), 2) for y in range(0, 200, 2))


def test_pages_are_drawn_and_turned(desk_context: AppContext, services: Services, scan: str, vault: Path) -> None:
    before = {path for path in vault.rglob("*") if path.suffix != ".db-wal"}
    viewer = ScanViewer(desk_context, None, services.attachments.look(scan))  # type: ignore[arg-type]  # no parent
    viewer.show()
    wait_idle(desk_context)
    assert viewer._place.text() == "Page 1 of 3"
    assert _dark(viewer) > 0
    buttons = {one.text(): one for one in viewer.findChildren(Button)}
    assert not buttons["Previous page"].isEnabled()
    press(viewer, "Next page")
    press(viewer, "Next page")
    wait_idle(desk_context)
    assert viewer._place.text() == "Page 3 of 3"
    assert not buttons["Next page"].isEnabled()
    assert {path for path in vault.rglob("*") if path.suffix != ".db-wal"} <= before
    dispose(viewer)


def test_what_can_not_be_drawn_is_said(desk_context: AppContext, services: Services, tmp_path: Path) -> None:
    (tmp_path / "说明.docx").write_bytes(b"PK\x03\x04 no picture")
    (added,) = services.attachments.add([tmp_path / "说明.docx"])
    viewer = ScanViewer(desk_context, None, services.attachments.look(added.id))  # type: ignore[arg-type]  # no parent
    viewer.show()
    wait_idle(desk_context)
    assert viewer._page.text().startswith("This kind of file can't be shown here.")
    dispose(viewer)
