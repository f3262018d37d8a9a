"""Large plain worksheets cut into slices, so that the first rows can be worked on while the next ones are read.

The reader lays a sheet out as a whole before it gives a row. Here it gets, in memory, workbooks in which every slice is
a sheet of its own: all slices in one, or, where that would take much memory, each in one that is made when its turn
comes. Texts and styles are those of the file. What its reader does not give is put into the slices: errors, and numbers
as they are shown.
"""

import io
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from itertools import count, islice, repeat
from typing import BinaryIO, Protocol

from python_calamine import CalamineSheet, CalamineWorkbook

from app.errors import Damaged
from app.formats.cells import texts_of
from app.formats.number_formats import ShownNumbers
from app.formats.shared_texts import SharedTexts
from app.formats.sheet_parts import SheetScan, Workbook, number_pictures, row_pieces, scan_pieces
from app.formats.slice_books import TEXTS, SliceBooks, slice_name
from app.formats.zips import STEP
from app.jobs import QuickTurns

# A slice is laid out as a full rectangle: at most a million cells.
_MOST_ROWS, _WIDEST = 4096, 256
_LOOKED_AT, _PORTION = 512, 1 << 20
_ROOT = re.compile(rb"<worksheet\b[^>]*>")
_DATA, _DATA_END = b"<sheetData>", b"</sheetData>"
# The reader goes through a sheet a second time until it has found where its merged cells stand.
_NOTHING_MERGED = b'<mergeCells count="0"></mergeCells>'
_CELL = re.compile(rb'<c r="[A-Z]+(\d+)"')
_CELL_START, _ROW_START, _ROW_END = b"<c ", b"<row", b"</row>"
_USUAL_SHARED = b' t="s"><v>'
_SHARED = re.compile(rb' t="s"><v>(\d+)</v>')
_ANY_SHARED = re.compile(rb"\st\s*=\s*[\"']s[\"']")
# The reader gives nothing for errors; their words are what the office sees.
_ERROR, _AS_TEXT = re.compile(rb' t="e"(?=[^<>]*><[vf]\b)'), b' t="str"'
Read = Callable[[str], CalamineSheet]


@dataclass(frozen=True, slots=True)
class Limits:
    """Which workbooks are read in slices, in bytes of XML, and how much of it is unpacked for one.

    Sheets of `least` are, and all where numbers are shown otherwise than they are kept. Not all slices are held at once
    where such sheets have together more than `most` or the shared texts more than `most_texts`. A slice is what `step`
    packed bytes hold, but no more than a megabyte.
    """

    least: int = 4 << 20
    most: int = 96 << 20
    most_texts: int = 40 << 20
    step: int = STEP


USUAL = Limits()


class SlicedSheet(Protocol):
    """A sheet in slices; `read` gives a sheet of SlicedBook.book."""

    def frame(self, read: Read) -> CalamineSheet:
        """The sheet without its rows: what it says of merged cells."""
        ...

    def slices(self, read: Read) -> Iterator[CalamineSheet]:
        """The sheet's rows, some at a time."""
        ...


@dataclass(frozen=True, slots=True)
class SlicedBook:
    """`book` is the workbook to read for the sheets that are not among `sheets`, and for what these ask for.

    `scans`: what was looked at for this.
    """

    book: CalamineWorkbook
    sheets: Mapping[str, SlicedSheet]
    scans: dict[str, SheetScan]


@dataclass(frozen=True, slots=True)
class _File:
    """What is cut: the parts of the worksheets by their names, and of the texts that they share."""

    source: BinaryIO
    name: str
    sheets: Mapping[str, zipfile.ZipInfo]
    texts: zipfile.ZipInfo | None
    books: SliceBooks
    limits: Limits
    shown: ShownNumbers | None

    def pieces(self, sheet: str) -> Iterator[bytes]:
        return row_pieces(self.source, self.sheets[sheet], self.name, self.limits.step)

    def book(self, slices: Sequence[bytes], sheets: Mapping[str, SlicedSheet], more: Sequence[str] = ()) -> bytes:
        """A workbook of slices, with the sheets that are not cut."""
        own = [part.filename for sheet, part in self.sheets.items() if sheet not in sheets]
        return self.books.book(slices, [*own, *more])

    def rows(self, pieces: Iterable[bytes]) -> Iterator[bytes]:
        """A sheet's rows without what stands before and behind them, some at a time, as the reader is to have them."""
        return _rows(pieces) if self.shown is None else map(self.shown.written, _rows(pieces))


def sliced(
    source: BinaryIO, archive: zipfile.ZipFile, workbook: Workbook, name: str, limits: Limits = USUAL
) -> SlicedBook | None:
    """The workbook with its sheets in slices, None where none has to be.

    Raises what scan_sheet raises, and the reader's own errors.
    """
    parts = {sheet: archive.getinfo(part) for sheet, part in workbook.parts.items()}
    texts = next((part for part in archive.infolist() if part.filename.lower() == TEXTS), None)
    pictures = number_pictures(archive, name)
    limits = replace(limits, least=0) if pictures else limits
    large = sum(part.file_size for part in parts.values() if part.file_size >= limits.least)
    many_texts = texts is not None and texts.file_size > limits.most_texts
    if not (large or many_texts):
        return None
    books = SliceBooks(source, archive, workbook, name)
    if not books.fits:
        return None
    file = _File(source, name, parts, texts, books, limits, ShownNumbers(pictures) if pictures else None)
    if large > limits.most or many_texts:
        return _streamed(file)
    return _held(file, [sheet for sheet, part in parts.items() if part.file_size >= limits.least])


class _Outline:
    """What of a sheet's XML is not rows, and whether it can be cut between them."""

    def __init__(self) -> None:
        self._head = self._tail = b""
        self._is_over = False
        self.is_simple = True
        self.is_shared = False

    def look(self, piece: bytes) -> bytes:
        """Take note of the next piece; gives it back."""
        if self._is_over:
            self._tail += piece
            return piece
        self.is_simple &= b"!" not in piece or b"<!" not in piece
        if not self._head:
            self._start(piece)
        end = _end(piece)
        if end is not None:
            self._is_over = True
            self._tail = piece[end:]
        return piece

    def look_for_texts(self, piece: bytes) -> bytes:
        """As `look`, for a sheet whose shared texts are to be put into its cells."""
        self.look(piece)
        shared = piece.count(_USUAL_SHARED)
        if shared != piece.count(b'"s"') + piece.count(b"'s'"):
            self.is_simple &= shared == len(_ANY_SHARED.findall(piece))
        self.is_shared |= shared > 0
        return piece

    def _start(self, piece: bytes) -> None:
        start = piece.find(_DATA)
        root = _ROOT.search(piece, 0, max(start, 0))
        self.is_simple &= root is not None
        self._head = root[0] if root else piece

    @property
    def is_whole(self) -> bool:
        """Whether the rows can be told from the rest."""
        return self.is_simple and self._is_over

    def frame(self) -> bytes:
        """The sheet without rows."""
        return self._head + _DATA + self._tail

    def slice(self, rows: bytes) -> bytes:
        """A sheet of some rows only."""
        return b"".join((self._head, _NOTHING_MERGED, _DATA, rows, _DATA_END, b"</worksheet>"))


def _held(file: _File, chosen: Sequence[str]) -> SlicedBook | None:
    """All slices in one book, whose texts are read while the sheets are looked at more closely."""
    pieces: dict[str, list[bytes]] = {}
    sheets: dict[str, SlicedSheet] = {}
    slices: list[bytes] = []
    for sheet in chosen:
        outline = _Outline()
        pieces[sheet] = [*map(outline.look, file.pieces(sheet))]
        if outline.is_whole:
            first = len(slices)
            slices += [outline.frame(), *map(outline.slice, file.rows(pieces[sheet]))]
            sheets[sheet] = _Held([*map(slice_name, range(first, len(slices)))])
    if not sheets:
        return None
    content = [file.book(slices, sheets, [file.texts.filename] if file.texts else [])]
    slices.clear()
    with QuickTurns(), ThreadPoolExecutor(1, "slices") as beside:
        book = beside.submit(lambda: _opened(content.pop()))
        scans = {sheet: scan_pieces(_drained(pieces[sheet]), file.sheets[sheet], file.name) for sheet in sheets}
    fit = [sheet for sheet in sheets if _can_be_cut(scans[sheet])]
    return SlicedBook(book.result(), sheets, scans) if len(fit) == len(sheets) else _held(file, fit)


def _drained(pieces: list[bytes]) -> Iterator[bytes]:
    """The pieces, which are let go one by one."""
    pieces.reverse()
    while pieces:
        yield pieces.pop()


def _can_be_cut(scan: SheetScan) -> bool:
    """Whether each row can be read without the others."""
    return scan.is_plain and scan.width <= _WIDEST


class _Portions(io.BytesIO):
    """Gives a megabyte at a time, however much is asked for: the reader asks for half of the file at once."""

    def read(self, size: int | None = -1, /) -> bytes:
        return super().read(_PORTION if size is None or size < 0 else min(size, _PORTION))


def _opened(content: bytes) -> CalamineWorkbook:
    return CalamineWorkbook.from_filelike(_Portions(content))


@dataclass(frozen=True, slots=True)
class _Held:
    names: Sequence[str]

    def frame(self, read: Read) -> CalamineSheet:
        return read(self.names[0])

    def slices(self, read: Read) -> Iterator[CalamineSheet]:
        return map(read, self.names[1:])


def _streamed(file: _File) -> SlicedBook | None:
    """Each slice in a book of its own, made when it is read; None where a sheet can't be read that way."""
    shared = SharedTexts(file.source, file.texts, file.name) if file.texts else None
    scans: dict[str, SheetScan] = {}
    sheets: dict[str, SlicedSheet] = {}
    for sheet, part in file.sheets.items():
        outline = _Outline()
        scan = scan_pieces(map(outline.look_for_texts, file.pieces(sheet)), part, file.name)
        if not (outline.is_shared or part.file_size >= file.limits.least):
            continue
        if not (outline.is_whole and _can_be_cut(scan)) or (outline.is_shared and not (shared and shared.is_plain)):
            return None
        sheets[sheet] = _Streamed(file, sheet, outline, shared if outline.is_shared else None)
        scans[sheet] = scan
    return SlicedBook(_opened(file.book([], sheets)), sheets, scans)


@dataclass(frozen=True, slots=True)
class _Streamed:
    file: _File
    sheet: str
    outline: _Outline
    shared: SharedTexts | None

    def frame(self, read: Read) -> CalamineSheet:  # noqa: ARG002 - the sheet has nothing in the common book
        return self._sheet(self.outline.frame())

    def slices(self, read: Read) -> Iterator[CalamineSheet]:  # noqa: ARG002 - as above
        for rows in self.file.rows(self.file.pieces(self.sheet)):
            yield self._sheet(self.outline.slice(self._with_texts(rows)))

    def _sheet(self, xml: bytes) -> CalamineSheet:
        return _opened(self.file.books.book([xml])).get_sheet_by_name(slice_name(0))

    def _with_texts(self, rows: bytes) -> bytes:
        """The rows with their shared texts in the cells themselves."""
        if self.shared is None:
            return rows
        pieces = _SHARED.split(rows)
        if len(pieces) // 2 != rows.count(_USUAL_SHARED):
            raise Damaged("file-unreadable", file=self.file.name)
        pieces[1::2] = self.shared.cells(pieces[1::2])
        return b"".join(pieces)


def _rows(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """A sheet's rows without what stands before and behind them, some at a time."""
    for number, piece in zip(count(), pieces, strict=False):
        start = piece.find(_DATA) + len(_DATA) if number == 0 else 0
        end = _end(piece)
        rows = piece[start:end]
        yield from _low(_ERROR.sub(_AS_TEXT, rows) if b't="e"' in rows else rows)
        if end is not None:
            return


def _end(piece: bytes) -> int | None:
    """Where the rows end, if that is in this piece; looked for behind its last row."""
    end = piece.find(_DATA_END, max(piece.rfind(_ROW_END), 0))
    return end if end >= 0 else None


def _low(rows: bytes) -> Iterator[bytes]:
    """The rows, apart where they reach too far down, mostly since blank ones are between."""
    first, last = _CELL.search(rows), _CELL.match(rows, rows.rfind(_CELL_START))
    middle = rows.find(_ROW_START, len(rows) // 2)
    middle = middle if middle >= 0 else rows.rfind(_ROW_START)
    if middle <= 0 or first is None or last is None or int(last[1]) - int(first[1]) < _MOST_ROWS:
        yield rows
    else:
        yield from _low(rows[:middle])
        yield from _low(rows[middle:])


def rows_of(slices: Callable[[], Iterator[CalamineSheet]], width: int) -> Callable[[], Iterator[list[str]]]:
    """A reader of a sliced sheet's rows, each as wide as the sheet; the next slice is read beside it meanwhile."""

    def rows() -> Iterator[list[str]]:
        given = 0
        following = slices()
        with ThreadPoolExecutor(1, "slices") as beside:
            ahead = beside.submit(next, following, None)
            while (sheet := ahead.result()) is not None:
                if sheet.start is None or sheet.end is None:
                    ahead = beside.submit(next, following, None)
                    continue
                (top, left), (bottom, right) = sheet.start, sheet.end
                yield from ([""] * width for _ in range(given, top))
                texts = _texts(sheet, left, width - right - 1)
                # Who only looks at the first rows asks for no other slice.
                yield from islice(texts, _LOOKED_AT)
                ahead = beside.submit(next, following, None)
                yield from texts
                given = max(given, bottom + 1)

    return rows


def _texts(sheet: CalamineSheet, before: int, after: int) -> Iterator[list[str]]:
    columns = [*map(texts_of, zip(*sheet.to_python(), strict=True))]
    blank = [""] * len(columns[0])
    return map(list, zip(*repeat(blank, before), *columns, *repeat(blank, after), strict=True))
