"""What calamine does not tell of an .xlsb file ([MS-XLSB] 2.1.4: records of a type, a length and content)."""

import posixpath
import struct
import zipfile
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import BinaryIO
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from app.errors import Damaged
from app.formats.number_formats import Picture, picture
from app.formats.sheet_parts import SheetScan, related
from app.formats.xls_parts import ERRORS, EXACT, unpacked
from app.formats.zips import BROKEN, inflate

_ROW_HEADER, _CELL_ERROR, _FORMULA_ERROR, _BUNDLE_SHEET = 0, 3, 11, 156
_MERGE, _COMMENT, _COMMENT_TEXT = 176, 635, 637
_PACKED_NUMBER, _NUMBER, _FORMULA_NUMBER = 2, 5, 9
_FORMAT, _STYLE, _STYLES_BEGIN, _STYLES_END = 44, 47, 617, 618
_FIRST_CELL, _LAST_CELL = 1, 11
_HIDDEN_ROW = 0x10
_STYLES = "xl/styles.bin"
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
    pictures = _pictures(_whole(source, archive, _STYLES, name)) if _STYLES in names else {}
    targets = {one.get("Id", ""): posixpath.join("xl", one.get("Target", "").lstrip("/")) for one in relations}
    scans = {}
    for sheet, relation in _bundled(book):
        part = targets.get(relation, "").replace("xl/xl/", "xl/")
        if part in names:
            scans[sheet] = scan(_whole(source, archive, part, name), pictures)
            for own in related(archive, part, "comments", name):
                scans[sheet].notes |= _comments(_whole(source, archive, own, name))
    return scans


def _whole(source: BinaryIO, archive: zipfile.ZipFile, part: str, name: str) -> bytes:
    return b"".join(inflate(source, archive.getinfo(part), name))


def _pictures(styles: bytes) -> dict[int, Picture]:
    """Which styles show whole numbers with noughts in front, by the number that cells say."""
    formats: dict[int, Picture] = {}
    cells: list[int] = []
    in_cells = False
    for kind, start, length in _records(styles):
        if start + length > len(styles):
            break
        in_cells = kind == _STYLES_BEGIN or (in_cells and kind != _STYLES_END)
        if kind == _FORMAT and length >= 6:
            found = picture(_text(styles, start + 2, start + length)[0])
            if found is not None:
                formats[int.from_bytes(styles[start : start + 2], "little")] = found
        elif kind == _STYLE and in_cells and length >= 4:
            cells.append(int.from_bytes(styles[start + 2 : start + 4], "little"))
    return {at: formats[number] for at, number in enumerate(cells) if number in formats}


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


def scan(content: bytes, pictures: Mapping[int, Picture] = MappingProxyType({})) -> SheetScan:
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
            elif pictures and (shown := _shown(content, kind, start, length, pictures)):
                found.shown.setdefault(row, {})[index] = shown
    return found


def _shown(content: bytes, kind: int, start: int, length: int, pictures: Mapping[int, Picture]) -> str | None:
    """What the cell of a whole number shows, where that is not its digits."""
    look = pictures.get(int.from_bytes(content[start + 4 : start + 7], "little"))
    if look is None:
        return None
    if kind == _PACKED_NUMBER and length >= 12:
        value = unpacked(struct.unpack_from("<i", content, start + 8)[0])
    elif kind in (_NUMBER, _FORMULA_NUMBER) and length >= 16:
        value = struct.unpack_from("<d", content, start + 8)[0]
    else:
        return None
    return look.text(str(int(value))) if 0 <= value < EXACT and value == int(value) else None


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
