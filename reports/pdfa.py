"""Makes a PDF an archive file: PDF/A-3b (ISO 19005-3) with attachments, the same bytes for the same input."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from xml.sax.saxutils import escape

import pikepdf
from pikepdf import Array, AttachedFileSpec, Dictionary, Name, Pdf, Stream, String

from reports.icc import srgb_profile
from reports.structure import Structure
from reports.tree import write_tree

PRODUCER = "Qingdang"
_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{subject}</rdf:li></rdf:Alt></dc:description>
<xmp:CreatorTool>{creator}</xmp:CreatorTool>
<xmp:CreateDate>{date}</xmp:CreateDate><xmp:ModifyDate>{date}</xmp:ModifyDate>
<pdf:Producer>{producer}</pdf:Producer>
<pdfaid:part>{part}</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>"""
_MIME = {".jws": "application/jose", ".json": "application/json", ".bin": "application/octet-stream"}
_BFCHAR = re.compile(rb"<([0-9A-F]{2})> <([0-9A-F]{4,6})>")


@dataclass(frozen=True, slots=True)
class Properties:
    """What the file says of itself; `language` is "zh-CN" or "en"."""

    title: str
    author: str
    subject: str
    creator: str
    language: str
    created: datetime


def archive_file(
    pages: BytesIO,
    structure: Structure,
    properties: Properties,
    attachments: Mapping[str, bytes],
    *,
    part: int = 3,
    prepare: Callable[[Pdf], None] | None = None,
) -> BytesIO:
    """The document as tagged PDF/A-3b with `attachments` by name; `prepare` may add to it before it is written.

    `pages` is closed then. With `part` 1 it is the same file as PDF/A-1b without attachments, for checkers that know no
    part 3.
    """
    with pages, Pdf.open(pages) as pdf:
        _mend_unicode_maps(pdf)
        _declare(pdf, properties, part)
        _add_output_intent(pdf)
        write_tree(pdf, structure)
        if part == 3:
            _attach(pdf, attachments, properties.created)
        if prepare:
            prepare(pdf)
        target = BytesIO()
        pdf.save(
            target,
            deterministic_id=True,
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
            compress_streams=True,
            min_version="1.4" if part == 1 else "1.7",
        )
    return target


def _declare(pdf: Pdf, properties: Properties, part: int) -> None:
    """The document information and its twin in XMP, which have to say the same."""
    stamp = properties.created.astimezone(UTC)
    pdf.docinfo = pdf.make_indirect(
        Dictionary(
            Title=String(properties.title),
            Author=String(properties.author),
            Subject=String(properties.subject),
            Creator=String(properties.creator),
            Producer=String(PRODUCER),
            CreationDate=String(pdf_date(stamp)),
            ModDate=String(pdf_date(stamp)),
        )
    )
    xmp = _XMP.format(
        title=escape(properties.title),
        author=escape(properties.author),
        subject=escape(properties.subject),
        creator=escape(properties.creator),
        date=stamp.strftime("%Y-%m-%dT%H:%M:%SZ"),
        producer=PRODUCER,
        part=part,
    )
    metadata = Stream(pdf, xmp.encode("utf-8"))
    metadata.Type, metadata.Subtype = Name.Metadata, Name.XML
    pdf.Root.Metadata = pdf.make_indirect(metadata)
    pdf.Root.Lang = String(properties.language)
    pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)


def _add_output_intent(pdf: Pdf) -> None:
    profile = Stream(pdf, srgb_profile())
    profile.N = 3
    name = String("sRGB IEC61966-2.1")
    intent = Dictionary(
        Type=Name.OutputIntent,
        S=Name.GTS_PDFA1,
        OutputConditionIdentifier=name,
        Info=name,
        DestOutputProfile=pdf.make_indirect(profile),
    )
    pdf.Root.OutputIntents = Array([pdf.make_indirect(intent)])


def _attach(pdf: Pdf, attachments: Mapping[str, bytes], at: datetime) -> None:
    """Attach each file with its relationship: it is the data that the pages were made from."""
    files = Array()
    for name, content in sorted(attachments.items()):
        specification = AttachedFileSpec(
            pdf,
            content,
            description=name,
            filename=name,
            mime_type=_MIME.get(name[name.rfind(".") :], "application/octet-stream"),
            creation_date=pdf_date(at.astimezone(UTC)),
            mod_date=pdf_date(at.astimezone(UTC)),
        )
        specification.obj.AFRelationship = Name.Data
        pdf.attachments[name] = specification
        files.append(specification.obj)
    if attachments:
        pdf.Root.AF = files


def _mend_unicode_maps(pdf: Pdf) -> None:
    """Rewrite reportlab's character maps: UTF-16 also beyond the basic plane, at most 100 entries a block (spec)."""
    for item in pdf.objects:
        if isinstance(item, Dictionary) and item.get("/Type") == Name.Font and "/ToUnicode" in item:
            stream = item.ToUnicode
            stream.write(_mended(stream.read_bytes()))


def _mended(unicode_map: bytes) -> bytes:
    head, _, rest = unicode_map.partition(b"endcodespacerange\n")
    tail = rest[rest.index(b"endbfchar\n") + len(b"endbfchar\n") :]
    entries = [
        b"<%s> <%s>" % (code, chr(int(value, 16)).encode("utf-16-be").hex().upper().encode())
        for code, value in _BFCHAR.findall(rest)
        if int(value, 16)
    ]
    blocks = [entries[i : i + 100] for i in range(0, len(entries), 100)]
    body = b"".join(b"%d beginbfchar\n%s\nendbfchar\n" % (len(block), b"\n".join(block)) for block in blocks)
    # The range says which codes exist, not which are mapped: one byte each.
    head = re.sub(rb"<00> <[0-9A-F]{2}>", b"<00> <FF>", head)
    return head + b"endcodespacerange\n" + body + tail


def pdf_date(at: datetime) -> str:
    """An instant as PDF writes it, in UTC."""
    return at.astimezone(UTC).strftime("D:%Y%m%d%H%M%SZ")
