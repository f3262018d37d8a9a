"""Office files made on the spot, small and odd ones too."""

import re
import struct
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from openpyxl import Workbook

Rows = Iterable[Sequence[Any]]
DATA = Path(__file__).resolve().parents[1] / "data" / "tables"


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


def prefixed(source: Path, target: Path, sheet: str = "xl/worksheets/sheet1.xml") -> Path:
    """The same .xlsx, its elements named as Microsoft's own library for programs names them: <x:row>."""
    with zipfile.ZipFile(source) as archive:
        parts = {name: archive.read(name) for name in ("xl/workbook.xml", sheet)}
    changed = {
        name: re.sub(rb"<(/?)(?=[a-zA-Z])", rb"<\1x:", part).replace(b" xmlns=", b" xmlns:x=", 1)
        for name, part in parts.items()
    }
    return repacked(source, target, changed)


def sheet_xml(rows: str) -> bytes:
    """A worksheet part around these <row> elements."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return f'<?xml version="1.0"?><worksheet xmlns="{main}"><sheetData>{rows}</sheetData></worksheet>'.encode()


def open_document(path: Path, rows: str) -> Path:
    """An .ods whose one sheet, 客户, has these <table:table-row> elements."""
    names = {"office": "office", "table": "table", "text": "text"}
    spaces = " ".join(f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in names)
    table = f'<table:table table:name="客户">{rows}</table:table>'
    body = f"<office:body><office:spreadsheet>{table}</office:spreadsheet></office:body>"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
        archive.writestr("content.xml", f"<office:document-content {spaces}>{body}</office:document-content>")
    return path


def _record(kind: int, content: bytes = b"") -> bytes:
    number = bytes([kind]) if kind < 0x80 else bytes([kind & 0x7F | 0x80, kind >> 7])
    size = len(content)
    return number + (bytes([size]) if size < 0x80 else bytes([size & 0x7F | 0x80, size >> 7])) + content


def _text(value: str) -> bytes:
    return len(value).to_bytes(4, "little") + value.encode("utf-16-le")


def _cell(place: bytes, value: str | int | tuple[float, int]) -> bytes:
    if isinstance(value, str):
        return _record(6, place + _text(value))
    if isinstance(value, int):
        return _record(3, place + bytes([value]))
    number = value[0]
    if number < 0:
        return _record(2, place + struct.pack("<i", int(-number) << 2 | 2))
    return _record(5, place + struct.pack("<d", number))


def _binary_styles(formats: Sequence[str]) -> bytes:
    codes = b"".join(_record(44, struct.pack("<H", 164 + at) + _text(code)) for at, code in enumerate(formats))
    looks = b"".join(_record(47, struct.pack("<HH", 0, 164 + at) + bytes(12)) for at in range(len(formats)))
    many = struct.pack("<I", len(formats))
    styles = _record(615, many) + codes + _record(616) + _record(617, many) + looks + _record(618)
    return _record(278) + styles + _record(279)


def binary_workbook(
    path: Path,
    cells: Sequence[tuple[int, int, str | int | tuple[float, int]]],
    hidden: Sequence[int] = (),
    merged: Sequence[tuple[int, int, int, int]] = (),
    notes: Sequence[tuple[int, int, str]] = (),
    formats: Sequence[str] = (),
) -> Path:
    """An .xlsb ([MS-XLSB]) whose one sheet, Sheet1, has texts at these rows and columns, counted from 0.

    A number stands for an error cell with this code, a pair for a number and its format's place in `formats`, where
    negative numbers are packed ones without their sign; `hidden` are rows that are not shown, `merged` first and last
    row, first and last column of merged cells, `notes` comments.
    """
    sheet = _record(0x81) + _record(0x94, bytes(16)) + _record(0x91)
    for row in sorted({row for row, _, _ in cells}):
        look = bytes([0x10 if row in hidden else 0])
        sheet += _record(0, row.to_bytes(4, "little") + bytes(7) + look + bytes(5))
        for _, column, value in sorted((one for one in cells if one[0] == row), key=lambda one: one[1]):
            style = value[1] if isinstance(value, tuple) else 0
            sheet += _cell(struct.pack("<II", column, style), value)
    sheet += _record(0x92) + b"".join(_record(176, struct.pack("<4I", *one)) for one in merged) + _record(0x82)
    remarks = b"".join(
        _record(635, struct.pack("<5I", 0, row, row, column, column) + bytes(16)) + _record(637, b"\0" + _text(said))
        for row, column, said in notes
    )
    book = _record(0x83) + _record(0x8F) + _record(0x9C, bytes(8) + _text("rId1") + _text("Sheet1")) + _record(0x90)
    relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    link = f'<Relationship Id="rId1" Type="{relations}/worksheet" Target="worksheets/sheet1.bin"/>'
    spaces = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/workbook.bin", book + _record(0x84))
        archive.writestr("xl/_rels/workbook.bin.rels", f"<Relationships {spaces}>{link}</Relationships>")
        archive.writestr("xl/worksheets/sheet1.bin", sheet)
        if formats:
            archive.writestr("xl/styles.bin", _binary_styles(formats))
        if notes:
            own = f'<Relationship Id="rId1" Type="{relations}/comments" Target="../comments1.bin"/>'
            archive.writestr("xl/worksheets/_rels/sheet1.bin.rels", f"<Relationships {spaces}>{own}</Relationships>")
            archive.writestr("xl/comments1.bin", remarks)
    return path
