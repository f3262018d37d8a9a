"""How large the sheets of an .ods file really are: a few bytes can repeat a row or a cell a million times."""

import zipfile
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse

from app.errors import Damaged

_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"


def largest_rectangle(archive: zipfile.ZipFile, name: str) -> int:
    """Rows times columns up to the last row and the last cell that hold something, of the largest sheet.

    Raises Damaged ("file-hostile", "file-damaged").
    """
    largest = 0
    try:
        with archive.open("content.xml") as part:
            row = rows = columns = 0
            for _, element in iterparse(part, forbid_dtd=True):
                if element.tag == f"{_TABLE}table-row":
                    row += _times(element, "rows")
                    width = _width(element)
                    rows, columns = (row, max(columns, width)) if width else (rows, columns)
                    element.clear()
                elif element.tag == f"{_TABLE}table":
                    largest = max(largest, rows * columns)
                    row = rows = columns = 0
    except DefusedXmlException as error:
        raise Damaged("file-hostile", file=name) from error
    except (ParseError, KeyError, zipfile.BadZipFile, ValueError, EOFError) as error:
        raise Damaged("file-damaged", file=name) from error
    return largest


def _width(row: Element) -> int:
    """The number of columns up to the row's last cell that holds something."""
    at = width = 0
    for cell in row:
        at += _times(cell, "columns")
        if len(cell) or cell.text:
            width = at
    return width


def _times(element: Element, what: str) -> int:
    return int(element.get(f"{_TABLE}number-{what}-repeated", "1"))
