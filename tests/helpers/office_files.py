"""Office files made on the spot, small and odd ones too."""

import zipfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from openpyxl import Workbook

Rows = Iterable[Sequence[Any]]


def workbook(path: Path, sheets: Mapping[str, Rows] | Rows) -> Path:
    """An .xlsx with these rows, written by openpyxl."""
    book = Workbook()
    first = book.active
    assert first is not None
    book.remove(first)
    named = sheets if isinstance(sheets, Mapping) else {"Sheet1": sheets}
    for title, rows in named.items():
        page = book.create_sheet(title)
        for row in rows:
            page.append(list(row))
    book.save(path)
    return path


def repacked(source: Path, target: Path, replaced: Mapping[str, bytes]) -> Path:
    """A copy of a zip file with some parts' bytes replaced or added."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, replaced.get(name, old.read(name)))
        for name in replaced.keys() - set(old.namelist()):
            new.writestr(name, replaced[name])
    return target


def sheet_xml(rows: str) -> bytes:
    """A worksheet part around these <row> elements."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return f'<?xml version="1.0"?><worksheet xmlns="{main}"><sheetData>{rows}</sheetData></worksheet>'.encode()
