"""XML spreadsheets of 2003 (SpreadsheetML), mostly under the name .xls."""

import io
import re
from datetime import datetime
from typing import BinaryIO
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse

from app.errors import Damaged
from app.formats.cells import text_of
from app.formats.encodings import declared_text
from app.formats.held_tables import Budget, HeldSheet, HeldTables, whole
from app.formats.number_formats import Picture, picture

_S = "{urn:schemas-microsoft-com:office:spreadsheet}"
_X = "{urn:schemas-microsoft-com:office:excel}"
_DECLARATION = re.compile(r"\s*<\?xml[^>]*\?>")
_ENCODING = re.compile(rb"encoding\s*=\s*[\"']([\w-]+)")
_LAST_ROW, _WIDEST = 1_048_576, 16_384


def xml_tables(source: BinaryIO, name: str) -> HeldTables:
    """Its sheets. Raises Damaged: "file-hostile" for entities, "file-damaged", "no-sheets"."""
    content = whole(source, name)
    found = _ENCODING.search(content[:200])
    text = declared_text(source, content, found[1].decode() if found else "", name)
    plain = io.BytesIO(_DECLARATION.sub("", text, count=1).encode("utf-8", errors="replace"))
    reader = _Reader(name)
    try:
        for event, element in iterparse(plain, events=("start", "end"), forbid_dtd=True):
            reader.look(event, element)
    except DefusedXmlException as error:
        raise Damaged("file-hostile", file=name) from error
    except (ParseError, ValueError, OverflowError) as error:
        raise Damaged("file-damaged", file=name) from error
    if not reader.sheets:
        raise Damaged("no-sheets", file=name)
    return HeldTables(source, name, reader.sheets)


class _Reader:
    def __init__(self, name: str) -> None:
        self.sheets: list[HeldSheet] = []
        self._name = name
        self._budget = Budget(name)
        self._pictures: dict[str, Picture | None] = {}
        self._title = ""
        self._rows: list[list[str]] = []
        self._merged: list[tuple[int, int, int]] = []
        self._hidden_rows, self._hidden = 0, False

    def look(self, event: str, element: Element) -> None:
        """One start or end of an element."""
        tag = element.tag
        if event == "start":
            if tag == f"{_S}Worksheet":
                self._title = element.get(f"{_S}Name", "")
                self._rows, self._merged, self._hidden_rows, self._hidden = [], [], 0, False
        elif tag == f"{_S}Style":
            code = element.find(f"{_S}NumberFormat")
            if code is not None:
                self._pictures[element.get(f"{_S}ID", "")] = picture(code.get(f"{_S}Format", ""))
        elif tag == f"{_S}Row":
            self._add_row(element)
            element.clear()
        elif tag == f"{_X}Visible":
            self._hidden = (element.text or "").strip() in ("SheetHidden", "SheetVeryHidden")
        elif tag == f"{_S}Worksheet":
            self._fill_merged()
            self.sheets.append(HeldSheet(self._title, self._rows, self._hidden, self._hidden_rows))
            element.clear()

    def _add_row(self, row: Element) -> None:
        at = int(row.get(f"{_S}Index", len(self._rows) + 1))
        span = int(row.get(f"{_S}Span", 0))
        if not len(self._rows) < at <= at + span <= _LAST_ROW:
            raise Damaged("file-damaged", file=self._name)
        self._budget.take(at - len(self._rows) + span)
        self._rows += [[] for _ in range(at - 1 - len(self._rows))]
        self._hidden_rows += row.get(f"{_S}Hidden") == "1"
        cells: list[str] = []
        for cell in row.iterfind(f"{_S}Cell"):
            self._add_cell(cells, cell)
        self._rows.append(cells)
        self._rows += [[] for _ in range(span)]

    def _add_cell(self, cells: list[str], cell: Element) -> None:
        at = int(cell.get(f"{_S}Index", len(cells) + 1))
        across, down = int(cell.get(f"{_S}MergeAcross", 0)), int(cell.get(f"{_S}MergeDown", 0))
        if not len(cells) < at or across < 0 or down < 0:
            raise Damaged("file-damaged", file=self._name)
        if at + across > _WIDEST:
            raise Damaged("too-many-columns", file=self._name, row=len(self._rows) + 1)
        self._budget.take(at + across - len(cells))
        cells += [""] * (at - 1 - len(cells))
        if down:
            self._merged.append((len(self._rows), at - 1, min(down, _LAST_ROW)))
        data = cell.find(f"{_S}Data")
        text = _text(data) if data is not None else ""
        shown = self._pictures.get(cell.get(f"{_S}StyleID", "")) if text.isdecimal() else None
        cells.append(shown.text(text) if shown else text)
        cells += [""] * across

    def _fill_merged(self) -> None:
        """Cells merged downwards stand in each of their rows that hold something else."""
        for top, column, down in self._merged:
            text = self._rows[top][column]
            below = self._rows[top + 1 : top + 1 + down]
            self._budget.take(len(below))
            for row in below:
                if any(row):
                    row.extend([""] * (column + 1 - len(row)))
                    row[column] = row[column] or text


def _text(data: Element) -> str:
    text = "".join(data.itertext())
    kind = data.get(f"{_S}Type", "String")
    if kind == "Number":
        return text_of(float(text)) if text.strip() else ""
    if kind == "DateTime":
        return text_of(datetime.fromisoformat(text.strip()))
    if kind == "Boolean":
        return text_of(text.strip() in ("1", "true"))
    return text
