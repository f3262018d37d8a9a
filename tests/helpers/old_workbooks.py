"""Old .xls files: with a password, made from one without (BIFF encrypted, [MS-XLS] 2.2.10, RC4); of Excel 5 and 95."""

import struct
from collections.abc import Mapping, Sequence
from hashlib import md5, sha1
from io import BytesIO
from pathlib import Path

import olefile
from msoffcrypto.method.rc4 import DocumentRC4
from msoffcrypto.method.rc4_cryptoapi import DocumentRC4CryptoAPI

SALT = bytes(range(16))
_PLAIN = (0x0809, 0x2F, 0x0194, 0x0195, 0xE1, 0x0196, 0x0138)
_SECTOR, _FREE, _END, _FAT = 512, 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def locked(plain: Path, target: Path, password: str, *, crypto_api: bool = False) -> Path:
    """A copy of the .xls that opens with the password only."""
    with olefile.OleFileIO(plain) as compound:
        stream = compound.openstream("Workbook").read()
    first = 4 + struct.unpack_from("<H", stream, 2)[0]
    rule = _rule(password, crypto_api=crypto_api)
    head = struct.pack("<HH", 0x2F, len(rule)) + rule
    whole = stream[:first] + head + stream[first:]
    return compound_file(target, _encrypted(whole, len(head), password, crypto_api=crypto_api))


def _rule(password: str, *, crypto_api: bool) -> bytes:
    """What the FILEPASS record says: how it is encrypted, and what a password is tried on."""
    verifier = bytes(range(16, 32))
    told = sha1(verifier) if crypto_api else md5(verifier)  # noqa: S324 - the format's own
    both = _rc4(verifier + told.digest(), password, crypto_api=crypto_api)
    if not crypto_api:
        return struct.pack("<HHH", 1, 1, 1) + SALT + both
    provider = "Microsoft Enhanced Cryptographic Provider v1.0\0".encode("utf-16-le")
    header = struct.pack("<IIIIIIII", 4, 0, 0x6801, 0x8004, 128, 1, 0, 0) + provider
    check = struct.pack("<I", 16) + SALT + both[:16] + struct.pack("<I", 20) + both[16:]
    return struct.pack("<HHHII", 1, 2, 2, 4, len(header)) + header + check


def _rc4(content: bytes, password: str, *, crypto_api: bool) -> bytes:
    """Encrypting and decrypting are the same."""
    if crypto_api:
        return bytes(DocumentRC4CryptoAPI.decrypt(password, SALT, 128, BytesIO(content), blocksize=1024).read())
    return bytes(DocumentRC4.decrypt(password, SALT, BytesIO(content), blocksize=1024).read())


def _encrypted(stream: bytes, moved: int, password: str, *, crypto_api: bool) -> bytes:
    plain, at = _moved(stream, moved), 0
    content = bytearray(_rc4(plain, password, crypto_api=crypto_api))
    while at + 4 <= len(plain):
        kind, size = struct.unpack_from("<HH", plain, at)
        open_until = at + 4 + (size if kind in _PLAIN else 4 if kind == 0x85 else 0)
        content[at:open_until] = plain[at:open_until]
        at += 4 + size
    return bytes(content)


def _moved(stream: bytes, by: int) -> bytes:
    """The stream with its sheets' places put right after a record was put in before them."""
    content, at = bytearray(stream), 0
    while at + 4 <= len(content):
        kind, size = struct.unpack_from("<HH", content, at)
        if kind == 0x85:
            struct.pack_into("<I", content, at + 4, struct.unpack_from("<I", content, at + 4)[0] + by)
        at += 4 + size
    return bytes(content)


def before_unicode(
    target: Path, sheets: Mapping[str, Sequence[Sequence[str | int]]], codec: str, page: int | None = None
) -> Path:
    """A workbook as Excel 5 and 95 write it (BIFF5), its texts in this codec and said to be in this code page.

    Numbers are shown with five places; a text with = in front is the last value of a formula.
    """
    parts = [_old_sheet(rows, codec) for rows in sheets.values()]
    names = [name.encode(codec) for name in sheets]
    said = b"" if page is None else _record(0x42, struct.pack("<H", page))
    looks = _record(0x041E, struct.pack("<HB", 164, 5) + b"00000")
    looks += _record(0xE0, struct.pack("<HH", 0, 0) + bytes(12)) + _record(0xE0, struct.pack("<HH", 0, 164) + bytes(12))
    head = _record(0x0809, struct.pack("<HHHH", 0x0500, 5, 0, 0)) + said + looks
    at = len(head) + sum(4 + 7 + len(name) for name in names) + 4
    for name, part in zip(names, parts, strict=True):
        head += _record(0x85, struct.pack("<IHB", at, 0, len(name)) + name)
        at += len(part)
    return compound_file(target, head + _record(0x0A) + b"".join(parts), "Book")


def _old_sheet(rows: Sequence[Sequence[str | int]], codec: str) -> bytes:
    made = _record(0x0809, struct.pack("<HHHH", 0x0500, 0x10, 0, 0))
    for row, cells in enumerate(rows):
        for column, value in enumerate(cells):
            place = struct.pack("<HHH", row, column, 0)
            if isinstance(value, int):
                made += _record(0x0203, struct.pack("<HHHd", row, column, 1, value))
            elif value.startswith("="):
                text = value[1:].encode(codec)
                made += _record(0x06, place + b"\0\0\0\0\0\0\xff\xff" + bytes(8))
                made += _record(0x0207, struct.pack("<H", len(text)) + text)
            else:
                text = value.encode(codec)
                made += _record(0x0204, place + struct.pack("<H", len(text)) + text)
    return made + _record(0x0A)


def _record(kind: int, content: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(content)) + content


def compound_file(target: Path, stream: bytes, name: str = "Workbook") -> Path:
    """A compound file ([MS-CFB], version 3) with this one stream."""
    stream = stream.ljust(4096, b"\0")
    count = -(-len(stream) // _SECTOR)
    fat = [_FAT, _END, *(at + 3 for at in range(count - 1)), _END]
    assert len(fat) <= _SECTOR // 4, "the helper writes one sector of places only"
    fat += [_FREE] * (_SECTOR // 4 - len(fat))
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    header += struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, _END, 0, _END, 0) + struct.pack("<I", 0)
    header += struct.pack("<I", _FREE) * 108
    folder = _entry("Root Entry", 5, 1, _END, 0) + _entry(name, 2, _FREE, 2, len(stream)) + bytes(256)
    body = stream.ljust(count * _SECTOR, b"\0")
    target.write_bytes(header + struct.pack(f"<{len(fat)}I", *fat) + folder + body)
    return target


def _entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
    written = name.encode("utf-16-le") + b"\0\0"
    links = struct.pack("<III", _FREE, _FREE, child)
    return (
        written.ljust(64, b"\0") + struct.pack("<HBB", len(written), kind, 1) + links + bytes(36)
        + struct.pack("<IQ", start, size)
    )  # fmt: skip
