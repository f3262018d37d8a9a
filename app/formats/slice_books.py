"""Workbooks made in memory of an .xlsx file's own parts: with slices of its sheets, with its odd relations mended."""

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterable, Sequence
from struct import Struct
from typing import BinaryIO, NamedTuple

from app.errors import Damaged
from app.formats.sheet_parts import Workbook, prefix_of, without_prefix
from app.formats.zips import BROKEN, raw_part

_MAIN = "xl/workbook.xml"
TEXTS = "xl/sharedstrings.xml"
_ALWAYS = frozenset({"[content_types].xml", "_rels/.rels", "xl/styles.xml"})
_SLICE = "qingdang-slice-"
_SHEET = '<sheet xmlns:r="{0}" name="{1}{2}" sheetId="{3}" r:id="{1}{2}"/>'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELATION = '<Relationship Id="{1}{2}" Type="{0}/worksheet" Target="/xl/{1}{2}.xml"/>'
_FIRST_ID = 60_000
_SHEETS_END, _RELATIONS_END = b"</sheets>", b"</Relationships>"
# Places of sheets as the reader of workbooks looks for none, and sheets of old macros, at which it gives up.
_OF_WORKBOOK = ("_rels/workbook.xml.rels", "_rels/workbook.bin.rels")
_ODD_PLACE = re.compile(rb"(?<=Target=[\"'])(?!\w+:)[^\"']*(?:\\|\./)[^\"']*")
_MACROS = re.compile(rb"http://schemas\.microsoft\.com/office/2006/relationships/xl(?:Intl)?Macrosheet")
_NO_WORKSHEET = f"{_OFFICE}/dialogsheet".encode()
_LOCAL, _CENTRAL, _END = Struct("<4s5H3L2H"), Struct("<4s6H3L5H2L"), Struct("<4s4H2LH")
_VERSION, _UTF8 = 20, 0x800


class _Part(NamedTuple):
    """A part of a zip archive with its data as they stand in it."""

    name: str
    data: bytes
    method: int
    check_sum: int
    size: int


def straightened(source: BinaryIO, archive: zipfile.ZipFile, name: str) -> io.BytesIO | None:
    """The file with its workbook's relations as they are usual, None where they are. Raises Damaged."""
    part = next((one for one in archive.namelist() if one.lower().endswith(_OF_WORKBOOK)), None)
    if part is None:
        return None
    try:
        written = archive.read(part)
    except BROKEN as error:
        raise Damaged("file-damaged", file=name) from error
    folder = posixpath.dirname(posixpath.dirname(part))
    usual = _MACROS.sub(_NO_WORKSHEET, _ODD_PLACE.sub(lambda found: _whole_place(folder, found[0]), written))
    if usual == written:
        return None
    others = [one for one in archive.infolist() if one.filename != part]
    return io.BytesIO(_zipped([*(_own_part(source, one, name) for one in others), _made_part(part, usual)]))


def _whole_place(folder: str, target: bytes) -> bytes:
    path = target.decode(errors="replace").replace("\\", "/")
    return posixpath.normpath(posixpath.join("/", folder, path)).encode()


class SliceBooks:
    """Makes workbooks of one file; `fits`: whether its parts are named and written as is usual."""

    def __init__(self, source: BinaryIO, archive: zipfile.ZipFile, workbook: Workbook, name: str) -> None:
        self._source, self._archive, self._name = source, archive, name
        self._relations_part = workbook.relations or ""
        book = archive.read(workbook.main)
        self._book = without_prefix(book, prefix_of(book))
        self._relations = archive.read(self._relations_part) if workbook.relations else b""
        self.fits = (
            workbook.main == _MAIN
            and _SLICE.encode() not in self._book
            and _SHEETS_END in self._book
            and _RELATIONS_END in self._relations
        )
        self._always = [*self._own(one for one in archive.namelist() if one.lower() in _ALWAYS)]

    def book(self, slices: Sequence[bytes], own: Iterable[str] = ()) -> bytes:
        """A workbook with these sheets, named by `slice_name`, and with these parts of the file's own."""
        names = [*map(slice_name, range(len(slices)))]
        sheets = "".join(_SHEET.format(_OFFICE, _SLICE, at, _FIRST_ID + at) for at in range(len(slices)))
        links = "".join(_RELATION.format(_OFFICE, _SLICE, at) for at in range(len(slices)))
        made = {
            _MAIN: self._book.replace(_SHEETS_END, sheets.encode() + _SHEETS_END),
            self._relations_part: self._relations.replace(_RELATIONS_END, links.encode() + _RELATIONS_END),
            **{f"xl/{name}.xml": one for name, one in zip(names, slices, strict=True)},
        }
        return _zipped([*self._always, *self._own(own), *(_made_part(part, data) for part, data in made.items())])

    def _own(self, names: Iterable[str]) -> Iterable[_Part]:
        return (_own_part(self._source, self._archive.getinfo(one), self._name) for one in names)


def _own_part(source: BinaryIO, part: zipfile.ZipInfo, name: str) -> _Part:
    return _Part(part.filename, raw_part(source, part, name), part.compress_type, part.CRC, part.file_size)


def _made_part(part: str, data: bytes) -> _Part:
    return _Part(part, data, zipfile.ZIP_STORED, zlib.crc32(data), len(data))


def slice_name(number: int) -> str:
    """What the sheet of a workbook's slice is called."""
    return f"{_SLICE}{number}"


def is_slice(sheet: str) -> bool:
    """Whether a sheet of that name is a slice of another."""
    return sheet.startswith(_SLICE)


def _zipped(parts: Sequence[_Part]) -> bytes:
    pieces: list[bytes] = []
    directory: list[bytes] = []
    offset = 0
    for title, data, method, crc, size in parts:
        name = title.encode()
        fields = (method, 0, 0, crc, len(data), size, len(name))
        pieces += (_LOCAL.pack(b"PK\3\4", _VERSION, _UTF8, *fields, 0), name, data)
        directory += (_CENTRAL.pack(b"PK\1\2", _VERSION, _VERSION, _UTF8, *fields, 0, 0, 0, 0, 0, offset), name)
        offset += _LOCAL.size + len(name) + len(data)
    size = sum(map(len, directory))
    end = _END.pack(b"PK\5\6", 0, 0, len(parts), len(parts), size, offset, 0)
    return b"".join([*pieces, *directory, end])
