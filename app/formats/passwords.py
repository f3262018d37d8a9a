"""Workbooks with a password to open them, decrypted in memory: the new kind (ECMA-376) and the old .xls (RC4)."""

import io
import struct
from collections.abc import Iterator
from typing import Any, BinaryIO

import msoffcrypto
from msoffcrypto.exceptions import DecryptionError, FileFormatError, InvalidKeyError, ParseError
from msoffcrypto.method.rc4 import DocumentRC4
from msoffcrypto.method.rc4_cryptoapi import DocumentRC4CryptoAPI

from app.errors import Damaged
from app.formats.compounds import LARGEST, compound

# Excel encrypts workbooks that are only protected against changes with this word, and opens them without asking.
_PUBLIC = "VelvetSweatshop"
_BROKEN = (
    AssertionError, AttributeError, DecryptionError, FileFormatError, IndexError, KeyError, OSError, OverflowError,
    ParseError, TypeError, ValueError, struct.error, MemoryError,
)  # fmt: skip
# Records that are never encrypted ([MS-XLS] 2.2.10); of BOUNDSHEET only its first four bytes are not.
_BOF, _FILE_PASS, _BOUND_SHEET, _BLOCK = 0x0809, 0x2F, 0x85, 1024
_PLAIN = frozenset({_BOF, _FILE_PASS, 0x0194, 0x0195, 0xE1, 0x0196, 0x0138})


def decrypted(source: BinaryIO, name: str, password: str | None) -> BinaryIO | None:
    """The workbook without its password, in memory; None where it has none.

    Raises Damaged: "file-encrypted" where the password is not given, "file-password-wrong", "file-encrypted-old"
    where it is hidden in a way that can't be undone here (XOR), "file-damaged".
    """
    try:
        office = msoffcrypto.OfficeFile(source)
        if not office.is_encrypted():
            return None
    except FileFormatError:
        # Neither a workbook of Excel 97 nor an encrypted one: whoever reads it says what it is.
        return None
    except _BROKEN as error:
        raise Damaged("file-damaged", file=name) from error
    try:
        return _opened(office, name, password)
    except _BROKEN as error:
        raise Damaged("file-damaged", file=name) from error


def _opened(office: Any, name: str, password: str | None) -> BinaryIO:
    tried = [one for one in (password, _PUBLIC) if one is not None]
    for one in tried:
        try:
            # The old format's key is tried in any case; of the new one this has to be asked for.
            office.load_key(password=one, **({} if office.format == "xls97" else {"verify_password": True}))
        except InvalidKeyError:
            continue
        if office.format == "xls97":
            return _old(office, name)
        plain = io.BytesIO()
        office.decrypt(plain)
        plain.seek(0)
        return plain
    raise Damaged("file-encrypted" if password is None else "file-password-wrong", file=name)


def _old(office: Any, name: str) -> BinaryIO:
    """The library would write its result through the temporary folder, so the stream is put together here."""
    office.data.workbook.seek(0)
    stream = office.data.workbook.read()
    if len(stream) > LARGEST:
        raise Damaged("file-too-large", file=name)
    if office.type == "rc4":
        plain = DocumentRC4.decrypt(office.key, office.salt, io.BytesIO(stream), blocksize=_BLOCK)
    elif office.type == "rc4_cryptoapi":
        plain = DocumentRC4CryptoAPI.decrypt(
            office.key, office.salt, office.keySize, io.BytesIO(stream), blocksize=_BLOCK
        )
    else:
        raise Damaged("file-encrypted-old", file=name)
    content = bytearray(plain.read())
    for kind, start, end in _records(stream):
        content[start : start + 4] = stream[start : start + 4]
        if kind == _FILE_PASS:
            content[start : start + 2] = bytes(2)
            content[start + 4 : end] = bytes(end - start - 4)
        elif kind in _PLAIN:
            content[start:end] = stream[start:end]
        elif kind == _BOUND_SHEET:
            content[start + 4 : start + 8] = stream[start + 4 : start + 8]
    return compound("Workbook", bytes(content))


def _records(stream: bytes) -> Iterator[tuple[int, int, int]]:
    """Type, start and end of each record of a BIFF stream, its head of four bytes included."""
    at = 0
    while at + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, at)
        end = min(at + 4 + size, len(stream))
        yield kind, at, end
        at = end
