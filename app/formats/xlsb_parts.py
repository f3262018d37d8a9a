"""What calamine does not tell of an .xlsb file ([MS-XLSB] 2.1.4: records of a type, a length and content)."""

import posixpath
import struct
import zipfile
from collections.abc import Iterator
from typing import BinaryIO
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from app.errors import Damaged
from app.formats.sheet_parts import SheetScan, related
from app.formats.xls_parts import ERRORS
from app.formats.zips import BROKEN, inflate

_ROW_HEADER, _CELL_ERROR, _FORMULA_ERROR, _BUNDLE_SHEET = 0, 3, 11, 156
_MERGE, _COMMENT, _COMMENT_TEXT = 176, 635, 637
_FIRST_CELL, _LAST_CELL = 1, 11
_HIDDEN_ROW = 0x10
_BOOK, _RELATIONS = "xl/workbook.bin", "xl/_rels/workbook.bin.rels"


def scan_parts(source: BinaryIO, archive: zipfile.ZipFile, name: str) -> dict[str, SheetScan]:
    """A scan of each sheet by its name. Raises Damaged."""
    names = set(archive.namelist())
    if not {_BOOK, _RELATIONS} <= names:
        raise Damaged("file-no-workbook", file=name)
    try:
        relations = fromstring(archive.read(_RELATIONS), forbid_dtd=True)
        book = archive.read(_BOOK)
    except DefusedXmlException as error:
        raise Damaged("file-hostile", file=name) from error
    except (ParseError, *BROKEN) as error:
        raise Damaged("file-damaged", file=name) from error
    targets = {one.get("Id", ""): posixpath.join("xl", one.get("Target", "").lstrip("/")) for one in relations}
    scans = {}
    for sheet, relation in _bundled(book):
        part = targets.get(relation, "").replace("xl/xl/", "xl/")
        if part in names:
            scans[sheet] = scan(b"".join(inflate(source, archive.getinfo(part), name)))
            for own in related(archive, part, "comments", name):
                scans[sheet].notes |= _comments(b"".join(inflate(source, archive.getinfo(own), name)))
    return scans


def _bundled(book: bytes) -> Iterator[tuple[str, str]]:
    """The sheets' names and relations, as the workbook's part lists them."""
    for kind, start, length in _records(book):
        if kind == _BUNDLE_SHEET and start + length <= len(book):
            relation, at = _text(book, start + 8, start + length)
            yield _text(book, at, start + length)[0], relation


def _text(content: bytes, at: int, end: int) -> tuple[str, int]:
    """A text with its length in front, and where it ends; nothing where it would reach beyond the record."""
    if at + 4 > end:
        return "", end
    last = at + 4 + 2 * struct.unpack_from("<I", content, at)[0]
    return (content[at + 4 : last].decode("utf-16-le", errors="replace"), last) if last <= end else ("", end)


def scan(content: bytes) -> SheetScan:
    """A sheet's part up to the last row and the last cell; a cut part ends where it is cut."""
    found = SheetScan(size=len(content))
    row = 0
    for kind, start, length in _records(content):
        if kind == _MERGE and length >= 16 and start + length <= len(content):
            top, bottom, left, right = struct.unpack_from("<4I", content, start)
            found.merges.append(((top, left), (bottom, right)))
        if kind > _LAST_CELL or length < 4 or start + length > len(content):
            continue
        index = int.from_bytes(content[start : start + 4], "little")
        if kind == _ROW_HEADER:
            row = index + 1
            found.rows = max(found.rows, row)
            found.hidden_rows += length > 11 and bool(content[start + 11] & _HIDDEN_ROW)
        elif kind >= _FIRST_CELL:
            found.width = max(found.width, index + 1)
            if kind in (_CELL_ERROR, _FORMULA_ERROR) and length > 8:
                found.shown.setdefault(row, {})[index] = ERRORS.get(content[start + 8], "#N/A")
    return found


def _comments(content: bytes) -> dict[int, dict[int, str]]:
    """The texts of a part of comments by row (from 1) and column (from 0): each says its place, then its text."""
    found: dict[int, dict[int, str]] = {}
    row = column = 0
    for kind, start, length in _records(content):
        if start + length > len(content):
            break
        if kind == _COMMENT and length >= 20:
            row, _, column, _ = struct.unpack_from("<4I", content, start + 4)
        elif kind == _COMMENT_TEXT and (text := _text(content, start + 1, start + length)[0].strip()):
            found.setdefault(row + 1, {})[column] = text
    return found


def _records(content: bytes) -> Iterator[tuple[int, int, int]]:
    """Type, start and length of each record; both numbers are written in groups of seven bits."""
    at, end = 0, len(content)
    while at < end:
        kind, at = _number(content, at, 2)
        length, at = _number(content, at, 4)
        yield kind, at, length
        at += length


def _number(content: bytes, at: int, most: int) -> tuple[int, int]:
    value = 0
    for place in range(most):
        byte = content[at] if at < len(content) else 0
        at += 1
        value |= (byte & 0x7F) << (7 * place)
        if not byte & 0x80:
            break
    return value, at
