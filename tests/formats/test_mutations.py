"""Files that are nearly right: whatever byte is wrong in them, they are read or refused with a word, never a bug."""

import io
import random
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.comments import Comment

from app.errors import Damaged
from app.formats.sources import parts
from app.formats.table_files import open_table_file
from tests.formats.test_cards import LAST, NEW, OLD
from tests.helpers.office_files import DATA, binary_workbook, workbook
from tests.helpers.old_workbooks import locked
from tests.helpers.sweeps import sweep_size
from tests.helpers.zip_files import zip_file

PASSWORD = "geheim8"
ROWS: list[list[object]] = [
    ["姓名", "电话", "日期"],
    ["王伟", 13800138000, date(2019, 3, 1)],
    ["李娜", "x" * 300, None],
]
XML = (
    '<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>'
    '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" '
    'xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet ss:Name="a"><Table>'
    '<Row ss:Index="2"><Cell ss:MergeDown="1"><Data ss:Type="Number">1</Data></Cell></Row>'
    '<Row><Cell ss:Index="3"><Data ss:Type="DateTime">2019-03-01T00:00:00.000</Data></Cell></Row>'
    "</Table></Worksheet></Workbook>"
)
TEXT = '姓名,电话\n"王, 伟",1\n李娜,"2\n3"\n'.encode("gb18030")


def commented(path: Path) -> Path:
    book = load_workbook(workbook(path, ROWS))
    book.worksheets[0]["A2"].comment = Comment("老客户", "店长")
    book.save(path)
    return path


def samples(folder: Path) -> dict[str, bytes]:
    """One small file of each kind by the name it goes under."""
    made = {
        "a.xlsx": commented(folder / "1.xlsx").read_bytes(),
        "a.xlsb": binary_workbook(folder / "1.xlsb", [(0, 0, "姓名"), (2, 1, "x"), (3, 1, 0x17)], [2]).read_bytes(),
        "a.zip": zip_file(folder / "1.zip", {"客户.csv": TEXT, "b.vcf": NEW.encode()}, "gb18030").read_bytes(),
        "locked.xls": locked(DATA / "customers.xls", folder / "1.xls", PASSWORD).read_bytes(),
        "a.vcf": (OLD + NEW + LAST).encode(),
        "b.xls": XML.encode(),
        "a.csv": TEXT,
        "u.csv": TEXT.decode("gb18030").encode("utf-16"),
        "a.tsv": TEXT.replace(b",", b"\t"),
    }
    return made | {path.name: path.read_bytes() for path in DATA.iterdir() if path.suffix != ".md"}


def cut(content: bytes, chance: random.Random) -> bytes:
    return content[: chance.randrange(len(content))]


def flip(content: bytes, chance: random.Random) -> bytes:
    changed = bytearray(content)
    for _ in range(chance.choice((1, 3, 20))):
        changed[chance.randrange(len(changed))] = chance.choice((0, 0xFF, 0x7F, 0x3C, 0x22, chance.randrange(256)))
    return bytes(changed)


def double(content: bytes, chance: random.Random) -> bytes:
    start, length = chance.randrange(len(content)), chance.randrange(1, 200)
    return content[: start + length] + content[start:]


def blank(content: bytes, chance: random.Random) -> bytes:
    start, length = chance.randrange(len(content)), chance.randrange(1, 600)
    return content[:start] + bytes(min(length, len(content) - start)) + content[start + length :]


def inside(content: bytes, chance: random.Random) -> bytes:
    """The same done to a part of a zip file, whose checksum is right again then; nothing to others."""
    if not content.startswith(b"PK"):
        return flip(content, chance)
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new:
        unlucky = chance.choice(old.namelist())
        for name in old.namelist():
            part = old.read(name)
            change = chance.choice((cut, flip, double, blank))
            new.writestr(name, change(part, chance) if name == unlucky and part else part)
    return packed.getvalue()


CHANGES: tuple[Callable[[bytes, random.Random], bytes], ...] = (cut, flip, double, blank, inside)


def read(path: Path) -> None:
    """Read all of it, through every step that an import takes."""
    for one in parts(path) if path.suffix == ".zip" else (path,):
        with open_table_file(one, PASSWORD if path.stem == "locked" else None) as file:
            for index in range(len(file.sheets)):
                for row in file.open(index).rows():
                    assert all(text.__class__ is str for text in row)


@pytest.mark.parametrize("seed", range(sweep_size(6, 300)))
def test_a_changed_file_is_read_or_refused(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    for name, content in samples(tmp_path).items():
        for change in CHANGES:
            (tmp_path / name).write_bytes(change(content, chance))
            try:
                read(tmp_path / name)
            except Damaged:
                continue
            except Exception as error:
                raise AssertionError((seed, name, change.__name__)) from error


def test_the_unchanged_files_are_read(tmp_path: Path) -> None:
    for name, content in samples(tmp_path).items():
        (tmp_path / name).write_bytes(content)
        read(tmp_path / name)
