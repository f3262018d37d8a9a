"""The text on scans: pages counted, a PDF's own text, pages read where there is none."""

import io
import sys
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from app.errors import Cancelled, UserError
from app.formats.scan_texts import pdf_pages, recognise, recogniser, text_layer
from app.formats.scans import page_count
from app.jobs import Progress
from tests.helpers.scans import pdf_with_text, picture

PDF, PNG, TIFF = "application/pdf", "image/png", "image/tiff"


class Reader:
    """In the place of the extra: tells the size of each picture that it was given."""

    def __init__(self) -> None:
        self.sizes: list[tuple[int, int]] = []

    def __call__(self, picture: bytes) -> list[str]:
        with Image.open(io.BytesIO(picture)) as image:
            self.sizes.append(image.size)
        return [f"第 {len(self.sizes)} 张"]


def _saved(image: Image.Image, form: str, **more: object) -> io.BytesIO:
    written = io.BytesIO()
    image.save(written, form, **more)
    return written


def test_a_pdf_counts_its_pages_and_tells_its_text(tmp_path: Path) -> None:
    path = pdf_with_text(tmp_path / "a.pdf", ["第一页", "客户：张三"], ["第二页"], [])
    with path.open("rb") as file:
        assert page_count(file, PDF) == 3
        assert text_layer(file, PDF).splitlines() == ["第一页", "客户：张三", "第二页"]
        assert text_layer(file, PNG) == ""


@pytest.mark.parametrize("content", [b"%PDF-1.7\n", b"", b"%PDF-1.4\n" + b"\0" * 5000])
def test_a_damaged_pdf_has_no_pages_that_are_known(content: bytes) -> None:
    assert pdf_pages(io.BytesIO(content)) is None
    assert text_layer(io.BytesIO(content), PDF) == ""


def test_a_pdf_with_a_password_is_taken_as_it_is(tmp_path: Path) -> None:
    with pikepdf.open(pdf_with_text(tmp_path / "a.pdf", ["秘密"])) as opened:
        opened.save(tmp_path / "locked.pdf", encryption=pikepdf.Encryption(owner="o", user="u"))
    with (tmp_path / "locked.pdf").open("rb") as file:
        assert pdf_pages(file) is None
        assert text_layer(file, PDF) == ""


def test_only_pages_without_text_are_read(tmp_path: Path) -> None:
    path = pdf_with_text(tmp_path / "a.pdf", ["有文字"], [])
    reader, progress = Reader(), Progress()
    with path.open("rb") as file:
        assert recognise(file, PDF, "a.pdf", reader, progress) == "有文字\n第 1 张"
    assert reader.sizes == [(1654, 2339)]  # A4 at 200 dots an inch
    assert progress.snapshot().done == 2


def test_each_picture_of_a_file_is_read() -> None:
    reader = Reader()
    page = picture(["一"])
    several = _saved(page, "TIFF", save_all=True, append_images=[page.convert("1"), page.convert("L")])
    assert recognise(several, TIFF, "a.tif", reader, Progress()).splitlines() == ["第 1 张", "第 2 张", "第 3 张"]
    assert recognise(_saved(page, "PNG"), PNG, "a.png", Reader(), Progress()) == "第 1 张"


@pytest.mark.parametrize("content", [b"", b"not a picture", b"\x89PNG\r\n\x1a\n" + b"\0" * 40])
def test_what_is_no_picture_is_said(content: bytes) -> None:
    with pytest.raises(UserError, match="scan-unreadable"):
        recognise(io.BytesIO(content), PNG, "a.png", Reader(), Progress())


def test_a_picture_cut_short_is_said() -> None:
    whole = _saved(picture(["一", "二"]), "PNG").getvalue()
    with pytest.raises(UserError, match="scan-unreadable"):
        recognise(io.BytesIO(whole[: len(whole) // 2]), PNG, "a.png", Reader(), Progress())


def test_a_picture_of_too_many_pixels_is_not_unpacked() -> None:
    bomb = _saved(Image.new("1", (20_000, 20_000)), "PNG")
    reader = Reader()
    with pytest.raises(UserError, match="scan-unreadable"):
        recognise(bomb, PNG, "a.png", reader, Progress())
    assert reader.sizes == []


def test_reading_can_be_cancelled(tmp_path: Path) -> None:
    progress = Progress()
    progress.cancel.cancel()
    with pdf_with_text(tmp_path / "a.pdf", ["一"], ["二"]).open("rb") as file, pytest.raises(Cancelled):
        recognise(file, PDF, "a.pdf", Reader(), progress)


def test_without_the_extra_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "rapidocr", None)
    with pytest.raises(UserError, match="ocr-missing"):
        recogniser()
