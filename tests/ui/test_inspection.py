"""What files hold, shown without a vault, and saved as a PDF from there."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QTableView, QWidget

from app.jobs import Progress
from app.services.gathering import TakenIn
from app.services.scanning import ScannedFile, scan_found
from reports.renderer import PdfRenderer
from tests.helpers.clicking import press
from tests.helpers.doors import LightDoors
from tests.helpers.windows import Answers, wait_idle
from ui.context import AppContext
from ui.forms.inspection import InspectionDialog

TABLE = "姓名,手机,备注\n王小明,13812345678,有高血压\n李娜,13912345678,下次再约时间\n"


@pytest.fixture
def files(tmp_path: Path) -> TakenIn[ScannedFile]:
    path = tmp_path / "客户.csv"
    path.write_text(TABLE, encoding="utf-8")
    return scan_found([path], Progress())


def test_the_report_is_saved_from_the_dialog(
    context: AppContext, answers: Answers, files: TakenIn[ScannedFile], tmp_path: Path
) -> None:
    context.entrances = LightDoors(PdfRenderer())
    parent = QWidget()
    dialog = InspectionDialog(context, parent, files)
    dialog.show()
    answers.targets = [tmp_path / "报告"]
    press(dialog, "Save as PDF")
    wait_idle(context)
    assert (tmp_path / "报告.pdf").read_bytes().startswith(b"%PDF-")
    assert answers.told == [f"The report is written: What these files hold is in {tmp_path / '报告.pdf'}."]


def test_no_target_writes_nothing(
    context: AppContext, answers: Answers, files: TakenIn[ScannedFile], tmp_path: Path
) -> None:
    context.entrances = LightDoors(PdfRenderer())
    parent = QWidget()
    dialog = InspectionDialog(context, parent, files)
    dialog.show()
    answers.targets = [None]
    press(dialog, "Save as PDF")
    wait_idle(context)
    assert not list(tmp_path.glob("*.pdf"))


def test_a_dropped_folder_is_looked_into(context: AppContext, tmp_path: Path) -> None:
    """The welcome offers it; it said that a folder is no file."""
    folder = tmp_path / "资料"
    folder.mkdir()
    (folder / "客户.csv").write_text(TABLE, encoding="utf-8")
    (folder / "营业执照.jpg").write_bytes(b"picture")
    parent = QWidget()
    dialog = InspectionDialog(context, parent, LightDoors(PdfRenderer()).scan((folder,), Progress()))
    assert dialog.findChildren(QTableView)[0].model().rowCount() == 3
    texts = [one.text() for one in dialog.findChildren(QLabel)]
    assert "1 file was not looked into: 营业执照.jpg" in texts
