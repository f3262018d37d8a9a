"""Large plain worksheets cut into slices, so that the first rows can be worked on while the next ones are read.

The reader lays a sheet out as a whole before it gives a row. Here it gets, in memory, a workbook in which every slice
is a sheet of its own; texts and styles are those of the file, its other parts are copied as they are.
"""

import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import repeat
from typing import BinaryIO

from python_calamine import CalamineSheet

from app.formats.cells import texts_of
from app.formats.sheet_parts import SheetScan, Workbook, scan_sheet
from app.formats.zips import raw_part

_LEAST, _MOST = 4 << 20, 96 << 20
_SLICE = "qingdang-slice-"
_SHEET = '<sheet xmlns:r="{0}" name="{1}{2}" sheetId="{3}" r:id="{1}{2}"/>'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELATION = '<Relationship Id="{1}{2}" Type="{0}/worksheet" Target="/xl/{1}{2}.xml"/>'
_FIRST_ID = 60_000
_DATA, _DATA_END = b"<sheetData>", b"</sheetData>"
_LOCAL, _CENTRAL, _END = struct.Struct("<4s5H3L2H"), struct.Struct("<4s6H3L5H2L"), struct.Struct("<4s4H2LH")
_VERSION, _UTF8 = 20, 0x800


@dataclass(frozen=True, slots=True)
class SlicedBook:
    """`content` is the workbook to read, `slices` has the names of a sheet's slices in it.

    A sheet that is not in `slices` stands in it as it did before. `scans`: what was looked at for this.
    """

    content: bytes
    slices: Mapping[str, Sequence[str]]
    scans: dict[str, SheetScan]


def sliced(source: BinaryIO, archive: zipfile.ZipFile, workbook: Workbook, name: str) -> SlicedBook | None:
    """The workbook with its large sheets in slices, None where none is large. Raises what scan_sheet raises."""
    large = {
        sheet: part
        for sheet, part in ((sheet, archive.getinfo(part)) for sheet, part in workbook.parts.items())
        if part.file_size >= _LEAST
    }
    if not large or sum(part.file_size for part in large.values()) > _MOST:
        return None
    scans: dict[str, SheetScan] = {}
    slices: dict[str, list[bytes]] = {}
    for sheet, part in large.items():
        pieces: list[bytes] = []
        scans[sheet] = scan_sheet(source, part, name, pieces)
        slices[sheet] = _cut(scans[sheet], pieces)
    content = _content(source, archive, workbook, name, slices)
    if content is None:
        return SlicedBook(b"", {}, scans)
    numbers = iter(range(sum(map(len, slices.values()))))
    names = {sheet: [f"{_SLICE}{next(numbers)}" for _ in cut] for sheet, cut in slices.items() if cut}
    return SlicedBook(content, names, scans)


def _cut(scan: SheetScan, pieces: Sequence[bytes]) -> list[bytes]:
    """The sheet as several; none where a row can't be read without the others."""
    first, last = pieces[0], pieces[-1]
    start, end = first.find(_DATA) + len(_DATA), last.rfind(_DATA_END)
    if not scan.is_plain or len(pieces) < 2 or start < len(_DATA) or end < 0:
        return []
    if b"mergeCell" in last[end:] or any(b"<![CDATA[" in piece for piece in pieces):
        return []
    head, tail = first[:start], _DATA_END + b"</worksheet>"
    between = [head + piece + tail for piece in pieces[1:-1]]
    return [first + tail, *between, head + last[:end] + tail]


def _content(
    source: BinaryIO, archive: zipfile.ZipFile, workbook: Workbook, name: str, slices: Mapping[str, Sequence[bytes]]
) -> bytes | None:
    if not any(slices.values()) or workbook.main != "xl/workbook.xml" or workbook.relations is None:
        return None
    book, relations = archive.read(workbook.main), archive.read(workbook.relations)
    if _SLICE.encode() in book or b"</sheets>" not in book or b"</Relationships>" not in relations:
        return None
    cut = [one for parts in slices.values() for one in parts]
    sheets = "".join(_SHEET.format(_OFFICE, _SLICE, at, _FIRST_ID + at) for at in range(len(cut)))
    links = "".join(_RELATION.format(_OFFICE, _SLICE, at) for at in range(len(cut)))
    changed = {
        workbook.main: book.replace(b"</sheets>", f"{sheets}</sheets>".encode()),
        workbook.relations: relations.replace(b"</Relationships>", f"{links}</Relationships>".encode()),
        **{f"xl/{_SLICE}{at}.xml": one for at, one in enumerate(cut)},
    }
    gone = {*changed, *(workbook.parts[sheet] for sheet, parts in slices.items() if parts)}
    kept = [part for part in archive.infolist() if part.filename not in gone and not part.is_dir()]
    return _zipped(
        [
            *(
                (part.filename, raw_part(source, part, name), part.compress_type, part.CRC, part.file_size)
                for part in kept
            ),
            *((part, data, zipfile.ZIP_STORED, zlib.crc32(data), len(data)) for part, data in changed.items()),
        ]
    )


def _zipped(parts: Sequence[tuple[str, bytes, int, int, int]]) -> bytes:
    """A zip archive of parts whose data are as they stand in it: name, data, method, check sum, size unpacked."""
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


def rows_of(
    read: Callable[[str], CalamineSheet], slices: Sequence[str], width: int
) -> Callable[[], Iterator[list[str]]]:
    """A reader of a sliced sheet's rows, each as wide as the sheet; the next slice is read beside it meanwhile."""

    def rows() -> Iterator[list[str]]:
        given = 0
        with ThreadPoolExecutor(1, "slices") as beside:
            ahead = beside.submit(read, slices[0])
            for following in (*slices[1:], None):
                sheet = ahead.result()
                if following is not None:
                    ahead = beside.submit(read, following)
                if sheet.start is None or sheet.end is None:
                    continue
                (top, left), (bottom, right) = sheet.start, sheet.end
                yield from ([""] * width for _ in range(given, top))
                yield from _texts(sheet, left, width - right - 1)
                given = max(given, bottom + 1)

    return rows


def _texts(sheet: CalamineSheet, before: int, after: int) -> Iterator[list[str]]:
    columns = [*map(texts_of, zip(*sheet.to_python(), strict=True))]
    blank = [""] * len(columns[0])
    return map(list, zip(*repeat(blank, before), *columns, *repeat(blank, after), strict=True))
