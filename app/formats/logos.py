"""A logo for letterheads: a PNG or JPEG that somebody chose, drawn anew so that nothing else of the file comes in."""

import io

from PIL import Image, ImageOps

from app.errors import UserError

LARGEST_FILE = 10 * 1024 * 1024
_MOST_PIXELS = 40_000_000
_SIZE = (1200, 400)
_UNREADABLE = (Image.DecompressionBombError, OSError, SyntaxError, ValueError, EOFError)


def clean_logo(content: bytes, name: str) -> bytes:
    """The picture as a PNG of three bytes a pixel on white, at most 1200 x 400, without anything else of the file.

    `name` is the file's, for the message. Raises UserError ("logo-too-large", "logo-unreadable").
    """
    if len(content) > LARGEST_FILE:
        raise UserError("logo-too-large", file=name, most=LARGEST_FILE // 1024 // 1024)
    try:
        with Image.open(io.BytesIO(content), formats=("PNG", "JPEG")) as image:
            if image.width * image.height > _MOST_PIXELS:
                raise UserError("logo-too-large", file=name, most=LARGEST_FILE // 1024 // 1024)
            upright = ImageOps.exif_transpose(image).convert("RGBA")
    except _UNREADABLE as error:
        raise UserError("logo-unreadable", file=name) from error
    flat = Image.new("RGBA", upright.size, "white")
    flat.alpha_composite(upright)
    plain = flat.convert("RGB")
    plain.thumbnail(_SIZE)
    made = io.BytesIO()
    plain.save(made, "PNG", optimize=True)
    return made.getvalue()
