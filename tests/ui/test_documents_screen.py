"""The documents screen: reports are written, marked, found, looked at, printed, signed further and saved."""

from pathlib import Path

import pikepdf
import pytest
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QLabel, QLineEdit

from app.services.reports import LONGEST_WATERMARK
from reports.renderer import PdfRenderer
from tests.helpers.clicking import dialog, press, write
from tests.helpers.pdf_text import text_of
from tests.helpers.places import Place
from tests.helpers.signers import countersigner
from tests.helpers.windows import Answers
from ui.forms.countersigning import CountersignDialog
from ui.forms.reports import ReportDialog
from ui.forms.viewer import Viewer
from ui.screens.documents import DocumentsScreen
from ui.widgets.fields import SearchEdit
from ui.widgets.sheet import SheetArea


def test_a_report_is_written_and_kept(place: Place, answers: Answers, tmp_path: Path) -> None:
    screen = place.show(DocumentsScreen)
    answers.targets.append(tmp_path / "closure.pdf")
    screen.receive("closure")
    press(dialog(ReportDialog), "Choose where to save it…")
    place.rest()
    assert (tmp_path / "closure.pdf").read_bytes().startswith(b"%PDF")
    assert place.table()[0][1] == "Closure report"
    answers.folders.append(tmp_path / "copies")
    press(screen, "Save a copy…")
    place.rest()
    assert [path.suffix for path in (tmp_path / "copies").iterdir()] == [".pdf"]


def test_a_report_with_a_watermark_is_marked_and_not_kept(place: Place, answers: Answers, tmp_path: Path) -> None:
    """A draft goes to whoever looks it over; nobody finds it among the issued documents later."""
    screen = place.show(DocumentsScreen)
    answers.targets.append(tmp_path / "closure.pdf")
    press(screen, "Write a report…")
    place.rest()
    (mark,) = dialog(ReportDialog).findChildren(QLineEdit)
    note = next(one for one in dialog(ReportDialog).findChildren(QLabel) if one.text().startswith("With a watermark"))
    assert not note.isVisible()
    mark.setText(" 草稿 " + "x" * 40)
    assert len(mark.text()) == LONGEST_WATERMARK
    mark.setText(" 草稿 ")
    assert note.isVisible()
    press(dialog(ReportDialog), "Choose where to save it…")
    place.rest()
    assert "草稿" in text_of((tmp_path / "closure.pdf").read_bytes())
    assert place.services.documents.all() == ()


def test_documents_are_found_looked_at_and_told_to_be_as_issued(place: Place, answers: Answers, tmp_path: Path) -> None:
    screen = place.show(DocumentsScreen)
    for name in ("first.pdf", "second.xlsx"):
        place.services.reports.write("closure", tmp_path / name)
    screen.refresh()
    place.rest()
    search = screen.findChild(SearchEdit)
    assert search is not None
    search.setText("closure first")
    place.rest()
    assert [row[0] for row in place.table()] == ["JA-2026-001"]
    assert "As it was issued; its signature is intact" in place.texts()
    press(screen, "Look at it…")
    place.rest()
    shown = dialog(Viewer)
    page = shown.findChild(SheetArea)
    assert page is not None
    assert page.accessibleName().startswith("Page 1 of ")
    press(shown, "Next page")
    assert page.accessibleName().startswith("Page 2 of ")
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    answers.printers.append(printer)
    press(shown, "Print…")
    place.rest()
    assert answers.told[-1].startswith("The document is printing")
    with pikepdf.open(tmp_path / "first.pdf") as first, pikepdf.open(tmp_path / "printed.pdf") as printed:
        assert len(first.pages) == len(printed.pages)
    shown.accept()


def test_looking_at_a_document_leaves_no_file(place: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Page by page, large and whole, searched: nothing of it comes to lie on the disk in clear."""
    place.services.reports.write("closure", tmp_path / "first.pdf")
    (tmp_path / "temporary").mkdir()
    for name in ("TMPDIR", "TMP", "TEMP"):
        monkeypatch.setenv(name, str(tmp_path / "temporary"))
    before = _files_below(tmp_path)
    press(place.show(DocumentsScreen), "Look at it…")
    place.rest()
    shown = dialog(Viewer)
    for action in ("Next page", "Whole page", "Previous page"):
        press(shown, action)
        place.rest()
    assert _files_below(tmp_path) == before
    shown.accept()


def _files_below(folder: Path) -> set[Path]:
    """The database's own journal comes and goes; it is encrypted."""
    return {path for path in folder.rglob("*") if path.is_file() and not path.name.endswith(("-wal", "-shm"))}


def test_all_documents_are_saved_into_one_folder(place: Place, answers: Answers, tmp_path: Path) -> None:
    place.services.reports.write("closure", tmp_path / "first.pdf")
    screen = place.show(DocumentsScreen)
    (tmp_path / "archive").mkdir()
    for _ in range(2):
        answers.folders.append(tmp_path / "archive")
        press(screen, "Save all for the archive…")
        place.rest()
    folders = sorted((tmp_path / "archive").iterdir())
    assert len(folders) == 2
    assert all({path.name for path in one.iterdir()} == {"first.pdf", "index.html", "verify.html"} for one in folders)
    assert answers.told[-1].startswith("The documents are saved")


def test_a_document_is_signed_further(place: Place, answers: Answers, tmp_path: Path) -> None:
    place.services.reports.write("closure", tmp_path / "first.pdf")
    screen = place.show(DocumentsScreen)
    signer = countersigner("Zhang")
    (tmp_path / "zhang.p12").write_bytes(signer.file)
    press(screen, "Sign it further…")
    form = dialog(CountersignDialog)
    answers.files.append([tmp_path / "zhang.p12"])
    press(form, "Choose the certificate…")
    write(form, "Password of the certificate's file", signer.password.decode())
    write(form, "In which capacity", "Liquidator")
    answers.folders.append(tmp_path / "signed")
    press(form, "Choose where to save it…")
    place.rest()
    assert PdfRenderer().signature((tmp_path / "signed" / "first.pdf").read_bytes()).signers == 2
