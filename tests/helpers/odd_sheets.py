"""Odd sheets for tests: written, imported, and what is stored of them."""

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from app.bootstrap import Services
from app.services.imports import ImportedSheet


def book(rows: Iterable[Any], merged: Sequence[str] = ()) -> tuple[Workbook, Worksheet]:
    made = Workbook()
    page = made.worksheets[0]
    for row in rows:
        page.append(list(row))
    for place in merged:
        page.merge_cells(place)
    return made, page


def imported(services: Services, path: Path) -> ImportedSheet:
    sheet = services.imports.run(path).sheets[0]
    assert sheet.rows_read == sheet.records_added + sheet.duplicates + sheet.rejected_rows
    return sheet


def run(services: Services, folder: Path, made: Workbook) -> ImportedSheet:
    made.save(folder / "a.xlsx")
    return imported(services, folder / "a.xlsx")


def stored(services: Services) -> list[tuple[list[str], str | None]]:
    """Each record's cells and its date."""
    with services.session.read() as uow:
        rows = uow.connection.rows("SELECT content, event_date FROM record ORDER BY id")
    return [(json.loads(str(content)), None if day is None else str(day)) for content, day in rows]


def reasons(sheet: ImportedSheet) -> list[tuple[int, str]]:
    return [(one.row, one.code) for one in sheet.rejected]
