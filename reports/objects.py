"""A document's objects written to its file one after another; reportlab itself holds all of them, then joins them."""

from io import BytesIO
from typing import Any

from reportlab.pdfbase.pdfdoc import PDFIndirectObject
from reportlab.pdfgen.canvas import Canvas


def write_objects(document: Any, canvas: Canvas, target: BytesIO) -> None:
    """Write what reportlab's `PDFDocument.SaveToFile` writes; every object is let go once it stands in the file.

    `document` is a PDFDocument, of which the stub tells too little. Formatting an object may add further ones, so their
    number is known only at the end.
    """
    for font in document.delayedFonts:
        font.addObjects(document)
    root, info = document.Reference(document.Catalog), document.Reference(document.info)
    document.Outlines.prepare(document, canvas)
    if document.Outlines.ready < 0:
        document.Catalog.Outlines = None
    target.write(b"%PDF-1.7\n%\xe6\xb8\x85\xe6\xa1\xa3\n")
    places: list[int] = []
    while (name := document.numberToId.get(len(places) + 1)) is not None:
        places.append(target.tell())
        target.write(PDFIndirectObject(name, document.idToObject[name]).format(document))
        # Objects are found by their numbers from here on.
        document.idToObject[name] = None
    start = target.tell()
    target.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(places) + 1))
    target.writelines(b"%010d 00000 n \n" % place for place in places)
    target.write(
        b"trailer\n<< /Size %d /Root %s /Info %s >>\nstartxref\n%d\n%%%%EOF\n"
        % (len(places) + 1, root.format(document), info.format(document), start)
    )
