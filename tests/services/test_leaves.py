"""Scans and documents as they are looked at: drawn, measured and searched in memory."""

from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from app.errors import UserError
from app.jobs import Progress
from app.services.leaves import Leaves, pdf_leaves
from tests.helpers.scans import pdf_with_text, picture


@pytest.fixture
def contract(tmp_path: Path) -> bytes:
    """Two pages; 清档公司 stands once on the first and twice on the second."""
    return pdf_with_text(
        tmp_path / "contract.pdf", ["甲方：清档公司", "Total 100"], ["清档公司与清档公司", "total 200"]
    ).read_bytes()


def test_a_text_is_found_where_it_stands(contract: bytes) -> None:
    leaves = pdf_leaves("contract", contract)
    hits = leaves.find("清档公司", Progress())
    assert [hit.page for hit in hits] == [0, 1, 1]
    (box,) = hits[0].boxes
    # The line stands at 60 of 595 points from the left and 760 of 842 from the bottom, and begins with 甲方：.
    assert box.left == pytest.approx((60 + 3 * 14) / 595, abs=0.01)
    assert box.right == pytest.approx((60 + 7 * 14) / 595, abs=0.01)
    assert box.top < 1 - 760 / 842 < box.bottom


def test_a_found_text_is_where_the_drawn_page_is_dark(contract: bytes) -> None:
    leaves = pdf_leaves("contract", contract)
    drawn = leaves.draw(1, 800)
    page = Image.frombytes("RGB", (drawn.width, drawn.height), drawn.rgb).convert("L")
    for hit in leaves.find("清档公司", Progress()):
        for box in hit.boxes if hit.page == 1 else ():
            cut = page.crop(
                (
                    int(box.left * page.width),
                    int(box.top * page.height),
                    int(box.right * page.width),
                    int(box.bottom * page.height),
                )
            )
            assert min(cut.tobytes()) < 128
    assert set(page.crop((0, page.height // 2, page.width, page.height)).tobytes()) == {255}


def test_turned_pages_are_searched_as_they_are_seen(contract: bytes, tmp_path: Path) -> None:
    """Turned by a quarter to the right: what stood on the left above is on the right above."""
    (tmp_path / "in.pdf").write_bytes(contract)
    with pikepdf.open(tmp_path / "in.pdf") as book:
        book.pages[0].Rotate = 90
        book.save(tmp_path / "turned.pdf")
    leaves = pdf_leaves("turned", (tmp_path / "turned.pdf").read_bytes())
    (box,) = leaves.find("甲方", Progress())[0].boxes
    wide, high = leaves.size(0)
    assert wide > high
    assert box.left > 0.8
    assert box.top < 0.2


def test_large_and_small_letters_are_alike_and_blanks_find_nothing(contract: bytes) -> None:
    leaves = pdf_leaves("contract", contract)
    assert [hit.page for hit in leaves.find("TOTAL", Progress())] == [0, 1]
    assert leaves.find(" ", Progress()) == ()
    assert leaves.find("没有这样的字", Progress()) == ()


def test_pictures_are_measured_as_they_are_drawn(tmp_path: Path) -> None:
    """A photo held sideways is drawn upright."""
    path = tmp_path / "photo.jpg"
    held = Image.Exif()
    held[0x0112] = 6
    picture(["一行字"]).save(path, exif=held)
    leaves = Leaves("photo", "image/jpeg", path.read_bytes())
    drawn = leaves.draw(0, 200)
    wide, high = leaves.size(0)
    assert high / wide == pytest.approx(drawn.height / drawn.width, abs=0.01)
    assert high > wide
    assert not leaves.has_text


def test_what_is_no_picture_has_no_pages() -> None:
    leaves = pdf_leaves("broken", b"%PDF-1.7 cut short")
    assert (leaves.pages, leaves.has_text, leaves.find("a", Progress())) == (0, False, ())
    with pytest.raises(UserError) as refused:
        leaves.size(0)
    assert refused.value.code == "scan-not-shown"
