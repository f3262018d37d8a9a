"""Opening a file of rows: what it is by its content, whether its name agrees, and whether it can be read at all."""

import re
from pathlib import Path
from typing import BinaryIO

from app.errors import Damaged
from app.formats.cards import card_table
from app.formats.passwords import decrypted
from app.formats.sources import is_plain_zip, open_source
from app.formats.spreadsheets import Spreadsheet
from app.formats.tables import TableFile
from app.formats.text_tables import TextTable
from app.formats.web_tables import archived_tables, web_tables
from app.formats.xml_tables import xml_tables

ZIPPED = (".xlsx", ".xlsm", ".xltx", ".xltm", ".xlsb", ".ods", ".ots")
COMPOUND = (".xls", ".xlt", ".et", ".ett")
TEXTS = (".csv", ".tsv", ".txt", ".vcf")
SUFFIXES = (*ZIPPED, *COMPOUND, *TEXTS)
MARKUP = (".htm", ".html", ".mht", ".mhtml", ".xml")
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_WEB = ("<html", "<!doctype html", "<table", "<meta", "<head", "<body", "<style", "<div")
_XML_SHEETS = "urn:schemas-microsoft-com:office:spreadsheet"
# SYLK: records of capital letters and fields, ID;PWXL the first of them; "ID;PHONE" may begin a text table.
_SYLK = re.compile(rb"ID;P[^\r\n]*[\r\n]+[A-Z]{1,2}(?:;[A-Z][^\r\n]*)?[\r\n]")
_FOREIGN = (b"%PDF-", b"{\\rtf")
_ARCHIVED_PAGE = "mime-version:"


def open_table_file(path: Path, password: str | None = None, *, whole_lines: bool = False) -> TableFile:
    """Open a workbook, text table, address cards or a web page's tables; close it when done.

    `path` may lead into a zip file (see sources.open_source). `whole_lines`: a .txt is a line a row, a table too.
    Raises what open_source raises, and Damaged with what is wrong with the file ("file-empty", "file-unknown-type",
    "file-wrong-type", "file-web-page", "file-sylk", "file-encrypted", "file-encrypted-old", "file-password-wrong",
    "file-damaged", "file-is-zip", "no-sheets", "no-cards", …).
    """
    source = open_source(path)
    try:
        return _table(source, path, password, whole_lines)
    except BaseException:
        source.close()
        raise


def _table(source: BinaryIO, path: Path, password: str | None, whole_lines: bool) -> TableFile:
    name, suffix = path.name, path.suffix.lower()
    head = source.read(4096)
    source.seek(0)
    if not head:
        raise Damaged("file-empty", file=name)
    if suffix == ".zip" and is_plain_zip(path):
        raise Damaged("file-is-zip", file=name)
    # A workbook, or an archive of another kind.
    _refuse_if(suffix == ".zip", name)
    if _SYLK.match(head):
        raise Damaged("file-sylk", file=name)
    if suffix not in (*SUFFIXES, *MARKUP):
        raise Damaged("file-unknown-type", file=name)
    if head.startswith(_OLE):
        return _compound(source, path, password)
    if head.startswith(_ZIP):
        _refuse_if(suffix in (*TEXTS, *MARKUP), name)
        return Spreadsheet(source, name)
    _refuse_if(head.startswith(_FOREIGN), name)
    if suffix == ".vcf":
        return card_table(source, name, path.stem)
    # A web system's page, saved under whatever name; what a line of running text begins with says nothing.
    is_page = suffix != ".txt" and _begins(head).startswith(("<?xml", *_WEB))
    if suffix in TEXTS and not is_page:
        return TextTable(source, name, path.stem, may_run=suffix == ".txt", whole_lines=whole_lines)
    return _markup(source, path, _begins(head)) or _text(source, path)


def _begins(head: bytes) -> str:
    """A file's beginning in small letters, whatever marks and spaces stand before it."""
    wide = head.startswith((b"\xff\xfe", b"\xfe\xff"))
    text = head.decode("utf-16" if wide else "latin-1", errors="ignore")
    return text.removeprefix("\xef\xbb\xbf").lstrip("\ufeff \t\r\n").lower()


def _markup(source: BinaryIO, path: Path, head: str) -> TableFile | None:
    """A web page, one with its pictures too, or an XML spreadsheet: Excel opens them under the name .xls, not .xlsx."""
    is_xml = head.startswith(("<?xml", "<workbook")) and _XML_SHEETS in head
    is_web = not is_xml and any(mark in head for mark in _WEB)
    is_archived = head.startswith(_ARCHIVED_PAGE) or path.suffix.lower() in (".mht", ".mhtml")
    if path.suffix.lower() in ZIPPED and (is_archived or is_web or is_xml):
        raise Damaged("file-web-page", file=path.name)
    if is_archived:
        return archived_tables(source, path.name, path.stem)
    if is_xml:
        return xml_tables(source, path.name)
    if is_web:
        return web_tables(source, path.name, path.stem)
    _refuse_if(path.suffix.lower() in MARKUP, path.name)
    return None


def _text(source: BinaryIO, path: Path) -> TableFile:
    # Excel opens text under the name .xls with a question, under .xlsx not at all: that file was cut or renamed.
    _refuse_if(path.suffix.lower() in ZIPPED, path.name)
    return TextTable(source, path.name, path.stem)


def _refuse_if(wrong: bool, name: str) -> None:
    if wrong:
        raise Damaged("file-wrong-type", file=name)


def _compound(source: BinaryIO, path: Path, password: str | None) -> TableFile:
    """An old .xls, or a new workbook encrypted as a whole."""
    plain = decrypted(source, path.name, password)
    if plain is None:
        _refuse_if(path.suffix.lower() not in COMPOUND, path.name)
        source.seek(0)
        return Spreadsheet(source, path.name)
    source.close()
    return Spreadsheet(plain, path.name)
