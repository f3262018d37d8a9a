"""Opening a file of rows: what it is by its content, whether its name agrees, and whether it can be read at all."""

import io
from pathlib import Path
from typing import BinaryIO

import msoffcrypto
from msoffcrypto.exceptions import DecryptionError, FileFormatError, InvalidKeyError, ParseError

from app.errors import Damaged, EnvironmentProblem, UserError
from app.formats.spreadsheets import Spreadsheet
from app.formats.tables import TableFile
from app.formats.text_tables import TextTable

ZIPPED = (".xlsx", ".xlsm", ".xlsb", ".ods")
COMPOUND = (".xls",)
TEXTS = (".csv", ".tsv", ".txt")
SUFFIXES = (*ZIPPED, *COMPOUND, *TEXTS)
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MARKUP = (b"<html", b"<!doctype", b"<table", b"<?xml", b"<meta")


def open_table_file(path: Path, password: str | None = None) -> TableFile:
    """Open a workbook or text table; close it when done.

    Raises UserError "file-not-found", Damaged with what is wrong with the file ("file-is-folder", "file-empty",
    "file-unknown-type", "file-wrong-type", "file-web-page", "file-encrypted", "file-encrypted-old",
    "file-password-wrong", "file-damaged", "no-sheets", …), EnvironmentProblem "file-held" where it may not be read.
    """
    source = _opened(path)
    try:
        return _table(source, path, password)
    except BaseException:
        source.close()
        raise


def _table(source: BinaryIO, path: Path, password: str | None) -> TableFile:
    name, suffix = path.name, path.suffix.lower()
    head = source.read(2048)
    source.seek(0)
    if not head:
        raise Damaged("file-empty", file=name)
    if suffix not in SUFFIXES:
        raise Damaged("file-unknown-type", file=name)
    if head.startswith(_OLE):
        return _compound(source, path, password)
    if head.startswith(_ZIP):
        _refuse_if(suffix in TEXTS, name)
        return Spreadsheet(source, name)
    if suffix not in TEXTS and any(mark in head.lower() for mark in _MARKUP):
        raise Damaged("file-web-page", file=name)
    # Excel opens text under the name .xls with a question, under .xlsx not at all: that file was cut or renamed.
    _refuse_if(suffix in ZIPPED, name)
    return TextTable(source, name, path.stem, lines=suffix == ".txt")


def _opened(path: Path) -> BinaryIO:
    if path.is_dir():
        raise Damaged("file-is-folder", file=path.name)
    try:
        return path.open("rb")
    except FileNotFoundError as error:
        raise UserError("file-not-found", file=path.name) from error
    except OSError as error:
        raise EnvironmentProblem("file-held", file=path.name) from error


def _refuse_if(wrong: bool, name: str) -> None:
    if wrong:
        raise Damaged("file-wrong-type", file=name)


def _compound(source: BinaryIO, path: Path, password: str | None) -> TableFile:
    """An old .xls, or a new workbook encrypted as a whole."""
    name = path.name
    try:
        office = msoffcrypto.OfficeFile(source)
        encrypted = office.is_encrypted()
    except (FileFormatError, ParseError, OSError, ValueError, IndexError, KeyError, AttributeError) as error:
        raise Damaged("file-damaged", file=name) from error
    if not encrypted:
        _refuse_if(path.suffix.lower() not in COMPOUND, name)
        source.seek(0)
        return Spreadsheet(source, name)
    if path.suffix.lower() in COMPOUND:
        # The library decrypts the old format through a file in the temporary folder: plain text on the disk.
        raise Damaged("file-encrypted-old", file=name)
    if password is None:
        raise Damaged("file-encrypted", file=name)
    plain = io.BytesIO()
    try:
        office.load_key(password=password)
        office.decrypt(plain)
    except InvalidKeyError as error:
        raise Damaged("file-password-wrong", file=name) from error
    except (DecryptionError, FileFormatError, ParseError, ValueError, IndexError, KeyError) as error:
        raise Damaged("file-damaged", file=name) from error
    source.close()
    plain.seek(0)
    return Spreadsheet(plain, name)
