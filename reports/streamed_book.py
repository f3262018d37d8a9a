"""A workbook whose sheets are written straight into the zip.

openpyxl by itself writes every sheet to a file in the temporary folder first: customers' names in plain text, in a
place that nobody asked for, and left there by a crash.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, TYPE_CHECKING, Any, BinaryIO, cast
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import Workbook
from openpyxl.worksheet._write_only import WriteOnlyWorksheet
from openpyxl.worksheet._writer import WorksheetWriter
from openpyxl.writer.excel import ExcelWriter

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet


class StreamedBook:
    """A workbook on its way into `target`; one sheet after the other, then `save`."""

    def __init__(self, target: BinaryIO) -> None:
        self.book = Workbook(write_only=True)
        self._archive = _Archive(target, "w", ZIP_DEFLATED, allowZip64=True)

    @contextmanager
    def sheet(self, name: str) -> Iterator["Worksheet"]:
        """A sheet to append rows to; its settings have to be made before the first of them."""
        place = f"xl/worksheets/sheet{len(self.book.worksheets) + 1}.xml"
        with self._archive.open(place, "w", force_zip64=True) as part:
            sheet = _Sheet(self.book, name, part)
            # What create_sheet does with a sheet of its own making.
            self.book._add_sheet(sheet)  # type: ignore[attr-defined]  # noqa: SLF001
            # It has a Worksheet's settings, which its own type does not tell.
            yield cast("Worksheet", sheet)
            sheet.close()

    def save(self) -> None:
        """Write what the sheets share, and finish the file."""
        ExcelWriter(self.book, self._archive).save()


class _Sheet(WriteOnlyWorksheet):
    def __init__(self, book: Workbook, name: str, part: IO[bytes]) -> None:
        super().__init__(book, name)
        self._part = part
        self._writer: _PartWriter | None = None

    def _get_writer(self) -> None:
        if self._writer is None:
            self._writer = _PartWriter(self, self._part)
            self._writer.write_top()


class _PartWriter(WorksheetWriter):
    def cleanup(self) -> None:
        """There is no file to be removed."""


class _Archive(ZipFile):
    def write(self, filename: Any, arcname: Any = None, *_: Any, **__: Any) -> None:
        """Is asked to bring in a finished sheet's file; the sheet is in the archive already."""
        assert arcname in self.namelist(), filename
