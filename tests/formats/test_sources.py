"""Files by themselves and in zip files: named as whoever packed them saw them, read like any other."""

import os
import struct
import sys
import zipfile
import zlib
from pathlib import Path

import pytest

from app.errors import AppError, Damaged, UserError
from app.formats.sources import is_plain_zip, measured, parts
from app.formats.table_files import open_table_file
from tests.helpers.office_files import workbook
from tests.helpers.zip_files import zip_file

TABLE = "姓名,电话\n王伟,13800138000\n".encode()


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_names_in_the_directory_are_read_as_they_were_written(tmp_path: Path, encoding: str) -> None:
    path = zip_file(tmp_path / "a.zip", {"客户/一月.csv": TABLE}, encoding)
    assert parts(path) == (path / "客户" / "一月.csv",)
    with open_table_file(parts(path)[0]) as file:
        assert file.sheets[0].name == "一月"
        assert list(file.open(0).rows())[1] == ["王伟", "13800138000"]


def named_twice(path: Path, name: str) -> Path:
    """A zip file whose one part is KEHU~1.CSV in the directory and `name` in its extra field."""
    raw = b"KEHU~1.CSV"
    field = b"\x01" + struct.pack("<I", zlib.crc32(raw)) + name.encode()
    info = zipfile.ZipInfo(raw.decode())
    info.extra = struct.pack("<HH", 0x7075, len(field)) + field
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(info, TABLE)
    return path


def test_a_name_in_the_extra_field_goes_first(tmp_path: Path) -> None:
    assert parts(named_twice(tmp_path / "a.zip", "客户.csv")) == (tmp_path / "a.zip" / "客户.csv",)


@pytest.mark.parametrize("name", ["{folder}/客户.csv", "../客户.csv", "甲/../../客户.csv", "C:\\客户.csv"])
def test_a_name_in_the_extra_field_leads_to_no_other_file(tmp_path: Path, name: str) -> None:
    (tmp_path / "客户.csv").write_bytes(TABLE)
    with pytest.raises(Damaged, match="file-hostile"):
        parts(named_twice(tmp_path / "a.zip", name.format(folder=tmp_path)))


def test_what_a_system_leaves_in_a_zip_file_is_left_out(tmp_path: Path) -> None:
    names = ("客户.csv", "__MACOSX/._客户.csv", ".DS_Store", "x/Thumbs.db", "~$客户.xlsx", "x/desktop.ini")
    path = zip_file(tmp_path / "a.zip", dict.fromkeys(names, TABLE))
    assert parts(path) == (path / "客户.csv",)


def test_a_part_has_its_own_hash_and_size(tmp_path: Path) -> None:
    path = zip_file(tmp_path / "a.zip", {"客户.csv": TABLE})
    (tmp_path / "客户.csv").write_bytes(TABLE)
    assert measured(path / "客户.csv") == measured(tmp_path / "客户.csv")
    assert measured(path / "客户.csv")[1] == len(TABLE)


def test_a_workbook_is_a_zip_file_but_none_of_files(tmp_path: Path) -> None:
    assert not is_plain_zip(workbook(tmp_path / "a.xlsx", [["a"]]))
    assert is_plain_zip(zip_file(tmp_path / "a.zip", {"客户.csv": TABLE}))


def code_of(path: Path) -> str:
    with pytest.raises(AppError) as found, open_table_file(path) as file:
        list(file.open(0).rows())
    return found.value.code


def test_the_zip_file_itself_is_no_table(tmp_path: Path) -> None:
    assert code_of(zip_file(tmp_path / "a.zip", {"客户.csv": TABLE})) == "file-is-zip"


def test_a_part_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="file-not-found"):
        open_table_file(zip_file(tmp_path / "a.zip", {"客户.csv": TABLE}) / "无.csv")


def test_a_zip_password_is_told_apart_from_a_workbooks(tmp_path: Path) -> None:
    path = zip_file(tmp_path / "a.zip", {"客户.csv": TABLE}, flags=1)
    with pytest.raises(Damaged, match="zip-encrypted"):
        parts(path)


def test_a_part_with_another_checksum_is_damaged(tmp_path: Path) -> None:
    path = zip_file(tmp_path / "a.zip", {"客户.csv": TABLE})
    path.write_bytes(path.read_bytes().replace(b"13800138000", b"13800138001", 1))
    assert code_of(path / "客户.csv") == "file-damaged"


def test_a_part_packed_in_a_rare_way_is_told(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr("客户.csv", TABLE)
    assert code_of(tmp_path / "a.zip" / "客户.csv") == "zip-unusual"


def test_a_zip_bomb_is_not_unpacked(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("客户.csv", b"0" * (20 << 20))
    with pytest.raises(Damaged, match="file-bomb"):
        parts(tmp_path / "a.zip")


def test_a_part_that_says_it_is_huge_is_not_unpacked(tmp_path: Path) -> None:
    content = bytes(range(256)) * (2 << 10)
    with zipfile.ZipFile(tmp_path / "a.zip", "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("客户.csv", content)
    raw = bytearray((tmp_path / "a.zip").read_bytes())
    entry = raw.rindex(b"PK\x01\x02")
    for offset in (20, 24):
        raw[entry + offset : entry + offset + 4] = (300 << 20).to_bytes(4, "little")
    (tmp_path / "a.zip").write_bytes(raw)
    assert code_of(tmp_path / "a.zip" / "客户.csv") == "zip-part-too-large"


def test_the_mark_beside_an_open_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "~$客户.xlsx").write_bytes(b"\x05\xcd\xf5\xb0")
    assert code_of(tmp_path / "~$客户.xlsx") == "file-owner-mark"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such pipes")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "客户.csv")
    assert code_of(tmp_path / "客户.csv") == "file-unknown-type"
