"""The register of paper files in the window."""

from pathlib import Path

from PySide6.QtWidgets import QLabel, QTableView

from reports.renderer import PdfRenderer
from tests.helpers.clicking import dialog, field, press, write
from tests.helpers.vaults import opened
from tests.helpers.windows import Answers, dispose, unlocked, wait_idle
from ui.context import AppContext
from ui.forms.paper import PaperDialog
from ui.screens.papers import PapersScreen


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
        wrong = field(form, "Covered until")
        assert wrong.message == "The period ends before it begins. Nothing was entered."
        assert form.focusWidget() is wrong.editor
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
