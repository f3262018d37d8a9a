"""What is looked at inside the program, page by page: scans, certificates, reports. Never written anywhere."""

from app.formats.page_search import Box, Hit, find
from app.formats.scan_pictures import Picture, draw, pages_to_show, size
from app.jobs import Progress

__all__ = ["Box", "Hit", "Leaves", "Picture", "pdf_leaves"]

_PDF = "application/pdf"


class Leaves:
    """The pages of one file, counted from 0: its content is in memory, and goes with this object.

    Every method may take its time and may be called from any thread.
    """

    def __init__(self, name: str, kind: str, content: bytes) -> None:
        """`kind` is the media type; a kind that can't be shown has no pages."""
        self.name = name
        self.pages = pages_to_show(content, kind)
        self.has_text = kind == _PDF and self.pages > 0
        """Whether there may be a text to look for; a scanned page has none."""
        self._kind = kind
        self._content = content

    def draw(self, number: int, width: int) -> Picture:
        """A page, as wide as asked for in pixels. Raises UserError("scan-not-shown")."""
        return draw(self._content, self._kind, number, width)

    def size(self, number: int) -> tuple[float, float]:
        """How wide and high a page is in pixels; a PDF's at 96 to the inch. Raises UserError("scan-not-shown")."""
        return size(self._content, self._kind, number)

    def find(self, text: str, progress: Progress) -> tuple[Hit, ...]:
        """Where a text stands, page by page; () where there is none. Raises Cancelled."""
        return find(self._content, text, progress) if self.has_text else ()


def pdf_leaves(name: str, content: bytes) -> Leaves:
    """The pages of a PDF."""
    return Leaves(name, _PDF, content)
