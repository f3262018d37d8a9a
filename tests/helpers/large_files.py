"""A large workbook as Excel writes it: texts in one shared table, numbers and dates as numbers."""

import random
import zipfile
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import TypeAlias
from xml.sax.saxutils import escape

from tests.helpers.people_rows import GIVEN, SURNAMES, person, with_check_digit

Value: TypeAlias = str | int | float | date | None
HEADS = (
    *("客户编号", "姓名", "身份证号", "手机", "邮箱", "地址", "开户行", "银行卡号"),
    *("订单号", "商品", "数量", "金额", "成交日期", "业务员", "备注"),
)
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_EPOCH = date(1899, 12, 30)
_LETTERS = "ABCDEFGHIJKLMNO"
_AGAIN = 0.03


def customer_rows(count: int) -> Iterator[list[Value]]:
    """Rows of 15 cells under HEADS, all different; the same share of them throughout is of somebody from above."""
    dice = random.Random(1)
    for number in range(count):
        who = dice.randrange(number) if number and dice.random() < _AGAIN else number
        name, _, phone, _, day, _ = person(who)
        yield [
            *(f"KH{who:07d}", name, _id_number(who), phone, f"u{who}@example.com"),
            f"上海市黄浦区南京东路{dice.randrange(999)}号{dice.randrange(999)}室",
            *("工商银行", f"622202{dice.randrange(10**13):013d}", f"DD{number:09d}"),
            *(dice.choice(("茶叶", "家具", "电脑", "维修服务")), dice.randrange(1, 50), round(dice.random() * 9999, 2)),
            *(date.fromisoformat(day), dice.choice(SURNAMES) + dice.choice(GIVEN)),
            dice.choice(("", "老客户", f"请致电138{dice.randrange(10**8):08d}")),
        ]


def _id_number(number: int) -> str:
    """An ID number that is nobody else's below 17 millions."""
    born = date(1955, 1, 1) + timedelta(days=(number // 1000 + number * 7919) % 17_000)
    return with_check_digit(f"310101{born:%Y%m%d}{number % 1000:03d}")


# Columns whose texts come again in other rows; of the others most are new, and each is entered.
_REPEATED = frozenset("BFGJNO")


def large_workbook(path: Path, count: int, *, inline: bool = False) -> Path:
    """An .xlsx with `count` customer rows below a header; `inline`: each cell holds its own text."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=3) as archive:
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as part:
            part.write(f'<worksheet xmlns="{MAIN}"><sheetData>'.encode())
            texts = None if inline else _Texts()
            for number, row in enumerate(_rows(count), 1):
                part.write(_row(number, row, texts))
            part.write(b"</sheetData></worksheet>")
        with archive.open("xl/sharedStrings.xml", "w", force_zip64=True) as part:
            part.write(f'<sst xmlns="{MAIN}">'.encode())
            # The rows once more, since all of their texts would fill the memory.
            texts = _Texts()
            for row in () if inline else _rows(count):
                new = (value for letter, value in _texts_of(row) if texts.number(letter, value)[1])
                part.write("".join(f"<si><t>{escape(text)}</t></si>" for text in new).encode())
            part.write(b"</sst>")
        for name, text in FRAME.items():
            archive.writestr(name, text)
    return path


def _rows(count: int) -> Iterator[list[Value]]:
    yield [*HEADS]
    yield from customer_rows(count)


def _texts_of(values: list[Value]) -> Iterator[tuple[str, str]]:
    for letter, value in zip(_LETTERS, values, strict=True):
        if isinstance(value, str) and value:
            yield letter, value


class _Texts:
    """Numbers the shared texts in the order of the rows."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._many = 0

    def number(self, letter: str, text: str) -> tuple[int, bool]:
        """The text's number, and whether it is new."""
        number = self._numbers.get(text, self._many) if letter in _REPEATED else self._many
        is_new = number == self._many
        if is_new:
            self._many += 1
            if letter in _REPEATED:
                self._numbers[text] = number
        return number, is_new


def _row(number: int, values: list[Value], texts: _Texts | None) -> bytes:
    cells = []
    for letter, value in zip(_LETTERS, values, strict=True):
        if isinstance(value, str) and value and texts is None:
            cells.append(f'<c r="{letter}{number}" t="inlineStr"><is><t>{escape(value)}</t></is></c>')
        elif isinstance(value, str) and value and texts is not None:
            cells.append(f'<c r="{letter}{number}" t="s"><v>{texts.number(letter, value)[0]}</v></c>')
        elif isinstance(value, date):
            cells.append(f'<c r="{letter}{number}" s="1"><v>{(value - _EPOCH).days}</v></c>')
        elif value:
            cells.append(f'<c r="{letter}{number}"><v>{value}</v></c>')
    return f'<row r="{number}">{"".join(cells)}</row>'.encode()


def _relations(*targets: tuple[str, str]) -> str:
    links = "".join(
        f'<Relationship Id="rId{at}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for at, (kind, target) in enumerate(targets, 1)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{links}</Relationships>'


_SPREAD = "application/vnd.openxmlformats-officedocument.spreadsheetml"
FRAME = {
    "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{_SPREAD}.sheet.main+xml"/>'
    f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_SPREAD}.worksheet+xml"/>'
    f'<Override PartName="/xl/sharedStrings.xml" ContentType="{_SPREAD}.sharedStrings+xml"/>'
    f'<Override PartName="/xl/styles.xml" ContentType="{_SPREAD}.styles+xml"/></Types>',
    "_rels/.rels": _relations(("officeDocument", "xl/workbook.xml")),
    "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{_OFFICE}"><sheets>'
    '<sheet name="客户" sheetId="1" r:id="rId1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": _relations(
        ("worksheet", "worksheets/sheet1.xml"), ("sharedStrings", "sharedStrings.xml"), ("styles", "styles.xml")
    ),
    "xl/styles.xml": f'<styleSheet xmlns="{MAIN}"><cellXfs count="2"><xf/><xf numFmtId="14" applyNumberFormat="1"/>'
    "</cellXfs></styleSheet>",
}
