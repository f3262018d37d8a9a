"""What a reader gets out of a PDF: its text, its fonts."""

import pikepdf
import pypdfium2


def text_of(pdf: bytes) -> str:
    """The text of all pages without any blanks, as copying it gives: lines and gaps differ from viewer to viewer."""
    return "".join("".join(page.split()) for page in pages_of(pdf))


def pages_of(pdf: bytes) -> list[str]:
    """The text of each page."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [document[i].get_textpage().get_text_range() for i in range(len(document))]
    finally:
        document.close()


def squeezed(text: str) -> str:
    """Text as `text_of` gives it."""
    return "".join(text.split())


def fonts_of(pdf: pikepdf.Pdf) -> list[pikepdf.Dictionary]:
    """Every font object of the file."""
    return [
        item for item in pdf.objects if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == pikepdf.Name.Font
    ]
