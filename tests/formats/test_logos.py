"""Logos: whatever picture is chosen, a small plain one comes in, and nothing else of the file."""

import io

import pytest
from PIL import Image, PngImagePlugin

from app.errors import UserError
from app.formats.logos import LARGEST_FILE, clean_logo


def picture(kind: str, mode: str = "RGB", size: tuple[int, int] = (600, 200)) -> bytes:
    made = io.BytesIO()
    Image.new(mode, size).save(made, kind)
    return made.getvalue()


@pytest.mark.parametrize(
    ("kind", "mode"), [("PNG", "RGBA"), ("PNG", "P"), ("PNG", "LA"), ("JPEG", "RGB"), ("JPEG", "CMYK")]
)
def test_png_and_jpeg_of_any_mode_become_plain(kind: str, mode: str) -> None:
    with Image.open(io.BytesIO(clean_logo(picture(kind, mode), "logo"))) as image:
        assert (image.format, image.mode, image.size) == ("PNG", "RGB", (600, 200))


def test_what_is_clear_becomes_white() -> None:
    with Image.open(io.BytesIO(clean_logo(picture("PNG", "RGBA"), "logo"))) as image:
        assert image.getpixel((0, 0)) == (255, 255, 255)


def test_large_pictures_are_made_smaller_in_their_shape() -> None:
    with Image.open(io.BytesIO(clean_logo(picture("PNG", size=(4000, 1000)), "logo"))) as image:
        assert image.size == (1200, 300)


def test_nothing_else_of_the_file_comes_in() -> None:
    words = PngImagePlugin.PngInfo()
    words.add_text("Comment", "王建华 13900001111")
    made = io.BytesIO()
    Image.new("RGB", (10, 10)).save(made, "PNG", pnginfo=words)
    assert b"13900001111" in made.getvalue()
    assert b"13900001111" not in clean_logo(made.getvalue(), "logo")


@pytest.mark.parametrize("content", [b"", b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"\x89PNG\r\n\x1a\nbroken"])
def test_other_files_are_refused_by_name(content: bytes) -> None:
    with pytest.raises(UserError, match="logo-unreadable") as caught:
        clean_logo(content, "标志.svg")
    assert caught.value.params["file"] == "标志.svg"


def test_other_kinds_of_pictures_are_refused() -> None:
    with pytest.raises(UserError, match="logo-unreadable"):
        clean_logo(picture("GIF", "P"), "logo.gif")


def test_too_large_ones_are_refused() -> None:
    with pytest.raises(UserError, match="logo-too-large"):
        clean_logo(bytes(LARGEST_FILE + 1), "logo")
    with pytest.raises(UserError, match="logo-too-large"):
        clean_logo(picture("PNG", "1", (8000, 6000)), "logo")
