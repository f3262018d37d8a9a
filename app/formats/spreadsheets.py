"""Workbooks read through calamine: .xlsx, .xlsm, .xls, .xlsb, .ods."""

import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from itertools import islice
from typing import BinaryIO, Self

import python_calamine as calamine

from app.errors import Damaged
from app.formats.cells import texts_of
from app.formats.ods_parts import scan_tables
from app.formats.sheet_parts import (
    SheetScan,
    comments,
    merged_cells,
    refuse_entities,
    related,
    row_pieces,
    scan_sheet,
    workbook_parts,
)
from app.formats.slice_books import is_slice, straightened
from app.formats.sliced_books import USUAL, Limits, SlicedSheet, rows_of, sliced
from app.formats.sparse_sheets import sparse_rows
from app.formats.tables import OpenSheet, SheetName
from app.formats.workbooks import column_letters
from app.formats.xls_parts import prepared
from app.formats.xlsb_parts import scan_parts
from app.formats.zips import open_zip

_DENSE = 8 << 20
_LARGEST = 80 << 20
_BYTES_PER_CELL = 4
_AT_ONCE = 512
_HIDDEN = (calamine.SheetVisibleEnum.Hidden, calamine.SheetVisibleEnum.VeryHidden)

Merges = list[tuple[tuple[int, int], tuple[int, int]]]
Rows = Iterator[list[str]]


class Spreadsheet:
    """An open workbook; `source` is a file or, for a decrypted one, memory, and is closed with it."""

    def __init__(self, source: BinaryIO, name: str, limits: Limits = USUAL) -> None:
        """Check and open; raises Damaged with the code that says what is wrong ("file-damaged", "no-sheets", …)."""
        self._source, self._name = source, name
        self._archive: zipfile.ZipFile | None = None
        self._parts: dict[str, str] = {}
        self._scans: dict[str, SheetScan] = {}
        self._slices: Mapping[str, SlicedSheet] = {}
        clean, old, names = source, list[SheetScan](), list[str]()
        book: calamine.CalamineWorkbook | None = None
        if source.read(4) == b"PK\x03\x04":
            clean, self._archive = self._unpacked(source)
            book = self._measure(self._archive, limits)
            clean.seek(0)
        else:
            clean, old, names = prepared(source, name)
            self._refuse_size(old, _DENSE)
        with _read_errors(name):
            self._book = book or calamine.CalamineWorkbook.from_filelike(clean)
        self._pages = [
            page
            for page in self._book.sheets_metadata
            if page.typ == calamine.SheetTypeEnum.WorkSheet and not (self._slices and is_slice(page.name))
        ]
        if not self._pages:
            raise Damaged("no-sheets", file=name)
        own = [page.name for page in self._pages]
        if len({*own}) < len(own):  # one of them would be read twice, the other never
            raise Damaged("file-unreadable", file=name)
        shown = names if len({*names}) == len(own) else own
        if len(old) == len(own):
            self._scans = dict(zip(shown, old, strict=True))
        self._named = dict(zip(shown, own, strict=True))
        self.sheets = tuple(
            SheetName(one, page.visible in _HIDDEN) for one, page in zip(shown, self._pages, strict=True)
        )

    def _unpacked(self, source: BinaryIO) -> tuple[BinaryIO, zipfile.ZipFile]:
        """The file as its reader wants it, which takes the place of the source, and its parts."""
        archive = open_zip(source, self._name)
        refuse_entities(archive, self._name)
        usual = straightened(source, archive, self._name)
        if usual is None:
            return source, archive
        source.close()
        self._source = usual
        return usual, open_zip(usual, self._name)

    def _measure(self, archive: zipfile.ZipFile, limits: Limits) -> calamine.CalamineWorkbook | None:
        """Refuse what would not fit into memory before anything is laid out; .xlsx sheets are looked at one by one.

        The workbook to read instead, where large sheets are read in slices.
        """
        names = archive.namelist()
        if "content.xml" in names:
            self._scans = scan_tables(archive, self._name)
            self._refuse_size(self._scans.values(), _DENSE)
        elif "xl/workbook.bin" in names:
            self._scans = scan_parts(self._source, archive, self._name)
            self._refuse_size(self._scans.values(), _LARGEST)
        elif "[Content_Types].xml" in names:
            workbook = workbook_parts(archive, self._name)
            self._parts = workbook.parts
            with _read_errors(self._name):
                found = sliced(self._source, archive, workbook, self._name, limits)
            if found is not None:
                self._slices, self._scans = found.sheets, found.scans
                return found.book
        return None

    def _refuse_size(self, scans: Iterable[SheetScan], most: int) -> None:
        if max((scan.rectangle for scan in scans), default=0) > most:
            raise Damaged("file-too-large", file=self._name)

    def open(self, index: int) -> OpenSheet:
        """Read one sheet whole; what calamine drops (errors, noughts in front) is put back. Raises Damaged."""
        page = self.sheets[index]
        whole = self._scan(page.name)
        scan = whole or self._scans.get(page.name, SheetScan())
        if self._archive is not None and page.name in self._parts:
            scan.notes = comments(self._archive, self._parts[page.name], self._name)
        if whole is not None and whole.rectangle > _DENSE and whole.size < _BYTES_PER_CELL * whole.rectangle:
            rows, height, width = self._sparse(page.name), whole.rows, whole.width
        elif page.name in self._slices:
            rows, height, width = self._in_slices(self._slices[page.name], scan), scan.rows, scan.width
        elif whole is not None and whole.rectangle > _LARGEST:
            raise Damaged("sheet-too-large", file=self._name, sheet=page.name)
        else:
            rows, height, width = self._at_once(page.name, scan)
        if whole is not None and height < whole.rows:
            raise Damaged("sheet-incomplete", file=self._name, sheet=page.name)
        notes = _by_row(scan.notes)
        if notes:
            rows = _noted(rows, notes)
        return OpenSheet(
            page.name,
            rows,
            height,
            width + bool(notes),
            page.hidden,
            scan.hidden_rows,
            width if notes else None,
            pictures=self._has_pictures(page.name),
            unsolved=scan.unsolved,
        )

    def _has_pictures(self, sheet: str) -> bool:
        """Whether there are pictures over the sheet's cells, or, as WPS has them, in cells."""
        part = self._parts.get(sheet)
        if self._archive is None or part is None:
            return False
        drawings = related(self._archive, part, "drawing", self._name)
        return "xl/cellimages.xml" in self._archive.namelist() or any(
            related(self._archive, drawing, "image", self._name) for drawing in drawings
        )

    def _at_once(self, sheet: str, scan: SheetScan) -> tuple[Callable[[], Rows], int, int]:
        """A reader of the sheet's rows, how many there are, and the columns."""
        found = self._read(sheet)
        height, width = (found.end[0] + 1, found.end[1] + 1) if found.end else (0, 0)
        rows, merges = _reader(found), _downwards(found.merged_cell_ranges or scan.merges)
        if scan.shown or merges:
            return lambda: _mended(rows(), scan.shown, merges), height, width
        return rows, height, width

    def _in_slices(self, sheet: SlicedSheet, scan: SheetScan) -> Callable[[], Rows]:
        with _read_errors(self._name):
            merges = _downwards(sheet.frame(self._book.get_sheet_by_name).merged_cell_ranges)
        rows = rows_of(lambda: self._told(sheet.slices(self._book.get_sheet_by_name)), scan.width)
        return (lambda: _mended(rows(), {}, merges)) if merges else rows

    def _told(self, slices: Iterator[calamine.CalamineSheet]) -> Iterator[calamine.CalamineSheet]:
        """The slices, with errors that tell of the file."""
        while True:
            with _read_errors(self._name):
                sheet = next(slices, None)
            if sheet is None:
                return
            yield sheet

    def _read(self, sheet: str) -> calamine.CalamineSheet:
        with _read_errors(self._name):
            return self._book.get_sheet_by_name(self._named[sheet])

    def _scan(self, sheet: str) -> SheetScan | None:
        """A look at an .xlsx sheet, which can be as large as it likes."""
        part = self._parts.get(sheet)
        if self._archive is None or part is None:
            return None
        return self._scans.get(sheet) or scan_sheet(self._source, self._archive.getinfo(part), self._name)

    def _sparse(self, sheet: str) -> Callable[[], Rows]:
        rows = sparse_rows(self._source, sheet, self._name)
        part = self._archive.getinfo(self._parts[sheet]) if self._archive else None
        merges = _downwards(merged_cells(row_pieces(self._source, part, self._name))) if part else []
        return (lambda: _mended(rows(), {}, merges)) if merges else rows

    def release(self) -> None:
        """Let go of the workbook's texts, which the sheets share; slices that are still to be read need them."""
        if not self._slices:
            self._close_book()

    def _close_book(self) -> None:
        with suppress(calamine.WorkbookClosed):
            self._book.close()

    def close(self) -> None:
        self._close_book()
        self._source.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()


@contextmanager
def _read_errors(name: str) -> Iterator[None]:
    try:
        yield
    except calamine.PasswordError as error:
        # A password that could be undone is gone by now.
        raise Damaged("file-encrypted-old", file=name) from error
    except (calamine.CalamineError, OSError, ValueError) as error:
        raise Damaged("file-unreadable", file=name) from error
    except BaseException as error:
        # A panic inside the reader is no Exception, so that it could end the program.
        if type(error).__name__ == "PanicException":
            raise Damaged("file-unreadable", file=name) from error
        raise


def _reader(sheet: calamine.CalamineSheet) -> Callable[[], Rows]:
    """Rows from column A on; calamine gives blank rows above the first cell, but no blank columns before it."""
    before = [""] * (sheet.start[1] if sheet.start else 0)

    def rows() -> Rows:
        following = sheet.iter_rows()
        while values := [*islice(following, _AT_ONCE)]:
            texts = map(list, zip(*map(texts_of, zip(*values, strict=True)), strict=True))
            yield from (before + row for row in texts) if before else texts

    return rows


def _downwards(merges: Merges | None) -> Merges:
    """Those that are merged with cells below them, from the first row on."""
    return sorted(one for one in merges or [] if one[1][0] > one[0][0])


def _mended(rows: Rows, shown: dict[int, dict[int, str]], merges: Merges) -> Rows:
    """What cells show put in their places, and cells merged downwards filled, on rows that hold something else."""
    open_merges: dict[int, tuple[int, str]] = {}
    following = iter([*merges, ((1 << 30, 0), (1 << 30, 0))])
    (top, left), (bottom, _) = next(following)
    for index, row in enumerate(rows):
        for column, text in shown.get(index + 1, {}).items():
            row[column : column + 1] = [text]
        while top == index:
            open_merges[left] = (bottom, row[left] if left < len(row) else "")
            (top, left), (bottom, _) = next(following)
        if open_merges and any(row):
            _fill_down(row, index, open_merges)
        yield row


def _fill_down(row: list[str], index: int, merges: dict[int, tuple[int, str]]) -> None:
    for column, (bottom, text) in list(merges.items()):
        if index > bottom:
            del merges[column]
        elif column < len(row) and not row[column]:
            row[column] = text


def _by_row(notes: Mapping[int, Mapping[int, str]]) -> dict[int, str]:
    """A row's comments as one text; where there are several, each with the letter of its column."""
    return {
        row: "\n".join(f"{column_letters(column)}: {text}" for column, text in sorted(found.items()))
        if len(found) > 1
        else next(iter(found.values()))
        for row, found in notes.items()
    }


def _noted(rows: Callable[[], Rows], notes: Mapping[int, str]) -> Callable[[], Rows]:
    """The rows with one more column for the comments on those that hold something."""

    def noted() -> Rows:
        for number, row in enumerate(rows(), 1):
            yield [*row, notes.get(number, "") if any(row) else ""]

    return noted
