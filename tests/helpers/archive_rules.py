"""The rules of ISO 19005 (PDF/A) that can be looked up in a file's own objects, for every document that tests make."""

from collections.abc import Iterator
from io import BytesIO

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Stream

_ACTIVE = ("/JS", "/JavaScript", "/AA", "/OpenAction", "/Launch", "/RichMedia", "/XFA")


def faults(content: bytes) -> list[str]:
    """What the file does wrong; qpdf's own check of its syntax is among it."""
    with pikepdf.open(BytesIO(content)) as pdf:
        found = [f"syntax: {problem}" for problem in pdf.check_pdf_syntax()]
        found += [*_declared(pdf)]
        for item in pdf.objects:
            if isinstance(item, Dictionary | Stream):
                found += [f"{name} in an object" for name in _ACTIVE if name in item]
                found += [*_of_stream(item), *_of_font(item), *_of_state(item)]
        return found


def _declared(pdf: pikepdf.Pdf) -> Iterator[str]:
    """The file's head and its twins in XMP (6.6.2 of part 3)."""
    metadata = pdf.open_metadata()
    if pdf.is_encrypted:
        yield "encrypted"
    if metadata.get("pdfaid:part") != "3" or metadata.get("pdfaid:conformance") != "B":
        yield "no PDF/A-3b declaration"
    if metadata.get("dc:title") != str(pdf.docinfo.get("/Title")):
        yield "title and XMP differ"
    if "/Filter" in pdf.Root.Metadata:
        yield "compressed metadata"
    if "/ID" not in pdf.trailer:
        yield "no identifier"
    intents = [one.S for one in pdf.Root.get("/OutputIntents", Array())]
    if intents != [Name.GTS_PDFA1]:
        yield "no output intent"
    attached = [one.get("/AFRelationship") for one in pdf.Root.get("/AF", Array())]
    if len(attached) != len(pdf.attachments) or not all(attached):
        yield "an attachment without a relationship"


def _of_stream(item: Object) -> Iterator[str]:
    if isinstance(item, Stream):
        if any(name in item for name in ("/F", "/FFilter", "/FDecodeParms")):
            yield "content in another file"
        if "/LZWDecode" in str(item.get("/Filter", "")):
            yield "LZW"


def _of_font(item: Object) -> Iterator[str]:
    if item.get("/Type") == Name.Font:
        if not {"/FontFile2", "/FontFile3"} & set(item.get("/FontDescriptor", Dictionary()).keys()):
            yield f"font not embedded: {item.get('/BaseFont')}"
        if "/ToUnicode" not in item:
            yield f"font without a character map: {item.get('/BaseFont')}"


def _of_state(item: Object) -> Iterator[str]:
    """Transparency, which an archive file of part 1 may not have and ours do without."""
    if item.get("/Type") == Name.ExtGState:
        solid = all(float(item.get(name, 1)) == 1 for name in ("/CA", "/ca"))
        if not solid or str(item.get("/SMask", "/None")) != "/None":
            yield "transparency"
