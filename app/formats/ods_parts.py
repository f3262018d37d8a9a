"""What calamine does not tell of an .ods file: hidden rows, how cells show their values, how large its sheets are.

A few bytes can repeat a row or a cell a million times.
"""

import re
import zipfile
from collections.abc import Iterator
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse

from app.errors import Damaged
from app.formats.sheet_parts import LAST_COLUMN, SheetScan
from app.formats.tables import LONGEST_CELL
from app.formats.zips import BROKEN

_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_VALUE_TYPE = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}value-type"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_ANNOTATION = f"{_OFFICE}annotation"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_LINE, _SPACES, _BREAKS = f"{_TEXT}p", f"{_TEXT}s", {f"{_TEXT}line-break": "\n", f"{_TEXT}tab": "\t"}
_LONG_TIME = re.compile(r"PT(\d{3,}|[3-9]\d|2[4-9])H(\d\d)M(\d\d)")
# A number with letters before it (not those of money), noughts in front or signs between its digits: HT-0012, 0021,
# 010-6552. The file has what is shown, so its formats need not be read.
_SIGNED = re.compile(
    r"(?!RMB|CNY|USD|HKD|人民币)(?=[A-Za-z⺀-鿿]|\(?0\d|\(?\d+[-)])[A-Za-z⺀-鿿]*[- (]*\d(?:[-() ]*\d){0,14}",
    re.IGNORECASE,
)
_MANIFEST = "META-INF/manifest.xml"


def scan_tables(archive: zipfile.ZipFile, name: str) -> dict[str, SheetScan]:
    """A scan of each sheet by its name; rows and columns count up to the last one that holds something.

    Raises Damaged ("file-encrypted-old", "file-hostile", "file-damaged").
    """
    _refuse_password(archive, name)
    scans: dict[str, SheetScan] = {}
    try:
        with archive.open("content.xml") as part:
            scan, row = SheetScan(), 0
            for event, element in iterparse(part, events=("start", "end"), forbid_dtd=True):
                if event == "start":
                    if element.tag == f"{_TABLE}table":
                        scan, row = scans.setdefault(element.get(f"{_TABLE}name", ""), SheetScan()), 0
                elif element.tag == f"{_TABLE}table-row":
                    row += _look(element, row, scan)
                    if scan.width > LAST_COLUMN:
                        raise Damaged("too-many-columns", file=name, row=row)
                    element.clear()
    except DefusedXmlException as error:
        raise Damaged("file-hostile", file=name) from error
    except (ParseError, RecursionError, *BROKEN) as error:
        raise Damaged("file-damaged", file=name) from error
    return scans


def _refuse_password(archive: zipfile.ZipFile, name: str) -> None:
    if _MANIFEST in archive.namelist():
        try:
            with archive.open(_MANIFEST) as part:
                if b"encryption-data" in part.read(1 << 20):
                    raise Damaged("file-encrypted-old", file=name)
        except BROKEN as error:
            raise Damaged("file-damaged", file=name) from error


def _look(element: Element, above: int, scan: SheetScan) -> int:
    """Add what one row element holds; how many rows it stands for."""
    times = _times(element, "rows")
    at = width = 0
    is_broken = any(next(element.iter(mark), None) is not None for mark in _BREAKS)
    for cell in element:
        columns = _times(cell, "columns")
        at += columns
        if len(cell) or cell.text:
            width = at
        down = int(cell.get(f"{_TABLE}number-rows-spanned", "1"))
        if down > 1:
            scan.merges.append(((above, at - columns), (above + down - 1, at - columns)))
        note = cell.find(_ANNOTATION)
        if note is not None and columns == times == 1:
            text = "\n".join("".join(line.itertext()) for line in note.iterfind(_LINE)).strip()
            scan.notes.setdefault(above + 1, {})[at - 1] = text
            cell.remove(note)
        if columns == times == 1 and (shown := (_broken(cell) if is_broken else None) or _shown(cell)):
            scan.shown.setdefault(above + 1, {})[at - 1] = shown
    if width:
        scan.rows, scan.width = above + times, max(scan.width, width)
        if element.get(f"{_TABLE}visibility") in ("collapse", "filter"):
            scan.hidden_rows += times
    return times


def _broken(cell: Element) -> str | None:
    """The text of a cell with line breaks or tabs within a paragraph, which calamine leaves out."""
    if all(next(cell.iter(mark), None) is None for mark in _BREAKS):
        return None
    return "\n".join("".join(_pieces(line)) for line in cell.iterfind(_LINE))


def _pieces(element: Element) -> Iterator[str]:
    yield element.text or ""
    for one in element:
        if one.tag == _SPACES:
            yield " " * min(int(one.get(f"{_TEXT}c", "1")), LONGEST_CELL)
        elif one.tag in _BREAKS:
            yield _BREAKS[one.tag]
        else:
            yield from _pieces(one)
        yield one.tail or ""


def _shown(cell: Element) -> str | None:
    """What a cell shows that calamine gives otherwise: an error, a number with noughts or signs, 30 hours and more."""
    kind, text = cell.get(f"{_OFFICE}value-type"), "".join(cell.itertext()).strip()
    if cell.get(_VALUE_TYPE) == "error":
        # LibreOffice has numbers for some (Err:502).
        return text if text.startswith("#") else "#VALUE!"
    if kind == "float" and _SIGNED.fullmatch(text):
        digits = "".join(filter(str.isdecimal, text))
        if float(cell.get(f"{_OFFICE}value", "nan")) == int(digits):
            return text
    hours = _LONG_TIME.match(cell.get(f"{_OFFICE}time-value", ""))
    return ":".join(hours.groups()) if hours else None


def _times(element: Element, what: str) -> int:
    return int(element.get(f"{_TABLE}number-{what}-repeated", "1"))
