"""Where a file of rows lies: by itself on the disk, or as a part of a zip file, named like a file in a folder."""

import io
import zipfile
import zlib
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO

from app.errors import Damaged, EnvironmentProblem, UserError
from app.formats.zips import BROKEN, FLATE, inflate, leads_outside, open_zip

_ZIP_STARTS = (b"PK\x03\x04", b"PK\x05\x06")
_LARGEST_PART = 256 << 20
_PIECE = 1 << 20
_UNICODE_PATH = 0x7075
_UTF8_NAME = 0x800
_WORKBOOK_PARTS = frozenset({"[content_types].xml", "content.xml", "mimetype", "xl/workbook.xml", "xl/workbook.bin"})
_OFFICE_NAMES = ("~$", ".~", "._")


def open_source(path: Path) -> BinaryIO:
    """The file's bytes; `path` may lead into a zip file (a.zip/customers.xlsx), whose part is then held in memory.

    Raises UserError "file-not-found"; Damaged "file-is-folder", "file-unknown-type", "file-owner-mark", and for zip
    files what `parts` raises, "zip-part-too-large", "zip-unusual"; EnvironmentProblem "file-held".
    """
    if path.is_dir():
        raise Damaged("file-is-folder", file=path.name)
    if path.exists() and not path.is_file():  # a pipe or a device: whoever reads it may wait for ever
        raise Damaged("file-unknown-type", file=path.name)
    if path.name.startswith("~$"):
        raise Damaged("file-owner-mark", file=path.name, other=path.name[2:])
    holder = _holder(path)
    if holder is not None:
        return _part(holder, path.relative_to(holder).as_posix())
    try:
        return path.open("rb")
    except FileNotFoundError as error:
        raise UserError("file-not-found", file=path.name) from error
    except OSError as error:
        raise EnvironmentProblem("file-held", file=path.name) from error


def measured(path: Path) -> tuple[str, int]:
    """The file's SHA-256 in hex and its size in bytes; raises what `open_source` raises."""
    with open_source(path) as source:
        digest = sha256()
        try:
            while piece := source.read(_PIECE):
                digest.update(piece)
            return digest.hexdigest(), source.tell()
        except OSError as error:
            raise EnvironmentProblem("file-held", file=path.name) from error


def is_plain_zip(path: Path) -> bool:
    """Whether it is a zip file of files; a workbook, which is a zip file inside, is none. Raises as `open_source`."""
    with open_source(path) as source:
        if not source.read(4).startswith(_ZIP_STARTS):
            return False
        try:
            names = {name.lower() for name in zipfile.ZipFile(source).namelist()}
        except BROKEN:
            return path.suffix.lower() == ".zip"
    return not names & _WORKBOOK_PARTS


def parts(path: Path) -> tuple[Path, ...]:
    """The files in a zip file as paths below it, in its order of names; what an operating system left is left out.

    Raises Damaged: "file-damaged", "file-bomb", "file-hostile", "zip-encrypted".
    """
    with open_source(path) as source, _opened(source, path.name) as archive:
        named = [_name(info) for info in archive.infolist() if not info.is_dir()]
    names = sorted(filter(is_given, named))
    # The archive's own names were looked at; one in the extra field is another, and may say /etc/passwd.
    if len(set(names)) != len(names) or any(map(leads_outside, named)):
        raise Damaged("file-hostile", file=path.name)
    return tuple(path / name for name in names)


def is_given(name: str) -> bool:
    """Whether a file was meant to be handed over: no owner mark of Excel, no hidden file, no system's own."""
    pieces = name.split("/")
    if pieces[-1].lower() in ("thumbs.db", "desktop.ini") or "__MACOSX" in pieces:
        return False
    return not any(piece.startswith(".") for piece in pieces) and not pieces[-1].startswith(_OFFICE_NAMES)


def _holder(path: Path) -> Path | None:
    """The zip file that the path leads into."""
    return next((parent for parent in path.parents if parent.is_file()), None) if not path.exists() else None


def _opened(source: BinaryIO, name: str) -> zipfile.ZipFile:
    try:
        return open_zip(source, name)
    except Damaged as error:
        # A workbook's password is asked for; a zip file's is not.
        raise Damaged("zip-encrypted", file=name) if error.code == "file-encrypted" else error from error


def _part(holder: Path, wanted: str) -> BinaryIO:
    with open_source(holder) as source, _opened(source, holder.name) as archive:
        info = next((info for info in archive.infolist() if _name(info) == wanted), None)
        if info is None:
            raise UserError("file-not-found", file=f"{holder.name}/{wanted}")
        if info.file_size > _LARGEST_PART:
            raise Damaged("zip-part-too-large", file=wanted, zip=holder.name)
        if info.compress_type not in (zipfile.ZIP_STORED, FLATE):
            raise Damaged("zip-unusual", file=wanted, zip=holder.name)
        content = io.BytesIO()
        content.writelines(inflate(source, info, wanted))
    content.seek(0)
    return content


def _name(info: zipfile.ZipInfo) -> str:
    """The part's name as whoever packed it saw it: programs in China write it in GBK without saying so.

    A name in UTF-8 may stand in the extra field 0x7075 (APPNOTE 4.6.9); zipfile takes undeclared names for CP 437.
    """
    name = info.filename
    if not info.flag_bits & _UTF8_NAME:
        raw = name.encode("cp437", errors="replace")
        name = _unicode_path(info.extra, raw) or next(filter(None, (_decoded(raw, one) for one in _ENCODINGS)), name)
    return name.replace("\\", "/")


_ENCODINGS = ("utf-8", "gb18030", "big5")


def _decoded(raw: bytes, encoding: str) -> str:
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError:
        return ""


def _unicode_path(extra: bytes, raw: bytes) -> str:
    at = 0
    while at + 4 <= len(extra):
        kind, length = int.from_bytes(extra[at : at + 2], "little"), int.from_bytes(extra[at + 2 : at + 4], "little")
        field = extra[at + 4 : at + 4 + length]
        if kind == _UNICODE_PATH and field[:1] == b"\x01" and field[1:5] == zlib.crc32(raw).to_bytes(4, "little"):
            return _decoded(field[5:], "utf-8")
        at += 4 + length
    return ""
