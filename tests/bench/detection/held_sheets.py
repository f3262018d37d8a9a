"""Held-out sheets: written as a second office would, by a plan (TOML) that shares no words with the first generator."""

import re
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

from app.domain.words import Kind, PiType
from tests.bench.detection import held_values, numbers
from tests.bench.detection.held_makers import MAKERS, Draw, Maker
from tests.bench.detection.held_values import Words, listed
from tests.bench.detection.truth import Cell, TrueColumn, TrueSheet, TrueSpan

_BLANKS = ("", "", "", "", "无", "-", "/", "不详", "N/A")
_OUTSIDE_BRACKETS = re.compile(r"/(?![^（(]*[)）])")
_MARK = re.compile(r"\{(\w+)\}|\[(\w+):([^\]]+)\]")
_PART = re.compile(r"(?:^|(?<=\d)\+)(\w+)(?::(.*))?(?:\*(\d+))?")
_WIDE = {ord("0") + digit: 0xFF10 + digit for digit in range(10)}
_NARROW_TYPES = frozenset({PiType.MOBILE_PHONE, PiType.CN_RESIDENT_ID, PiType.BANK_CARD, PiType.POSTCODE})
_SHOWING = frozenset(
    {
        PiType.PERSON_NAME,
        PiType.ORG_NAME,
        PiType.CN_RESIDENT_ID,
        PiType.MOBILE_PHONE,
        PiType.EMAIL,
        PiType.ADDRESS,
        PiType.BANK_CARD,
        PiType.USCC,
        PiType.LICENCE_PLATE,
        PiType.GENDER,
        PiType.FREE_TEXT,
    }
)
_SPAN_TYPES = {
    "name": PiType.PERSON_NAME,
    "org": PiType.ORG_NAME,
    "mobile": PiType.MOBILE_PHONE,
    "landline": PiType.LANDLINE_PHONE,
    "address": PiType.ADDRESS,
    "id": PiType.CN_RESIDENT_ID,
    "card": PiType.BANK_CARD,
    "email": PiType.EMAIL,
    "uscc": PiType.USCC,
    "wechat": PiType.WECHAT_ID,
    "qq": PiType.QQ_NUMBER,
    "plate": PiType.LICENCE_PLATE,
    "passport": PiType.CN_PASSPORT,
    "ill": PiType.HEALTH,
    "age": PiType.AGE,
    "rel": PiType.RELIGION,
}
_SLOTS: dict[str, Callable[[Random], str]] = {
    "mobile": held_values.written_mobile,
    "landline": held_values.landline,
    "id": held_values.resident_id,
    "card": held_values.card,
    "email": held_values.email,
    "uscc": numbers.uscc,
    "wechat": held_values.wechat,
    "plate": held_values.plate,
    "qq": lambda random: random.choice("123456789") + numbers.digits(random, 8),
    "passport": lambda random: random.choice("EG") + numbers.digits(random, 8),
    "badid": lambda random: numbers.wrong_id(random, numbers.any_day(random, 1950, 2005)),
    "order": lambda random: random.choice(("P", "NO", "")) + numbers.digits(random, random.choice((9, 12, 14))),
    "money": lambda random: f"{random.randint(20, 9000)}元",
    "date": lambda random: f"{random.randint(1, 12)}月{random.randint(1, 28)}日",
}


@dataclass(frozen=True, slots=True)
class _Column:
    header: str
    parts: tuple[tuple[str, Maker, str, int], ...]
    types: frozenset[PiType]
    blanks: float


class Office:
    """A file of words and sheets: `held_FILE.toml`."""

    def __init__(self, file: str) -> None:
        text = Path(__file__).with_name(f"held_{file}.toml").read_text(encoding="utf-8")
        self._plan: dict[str, Any] = tomllib.loads(text)

    def sheets(self, seed: int) -> Iterator[TrueSheet]:
        """Each of the file's sheets once."""
        for place, plan in enumerate(self._plan["sheet"]):
            yield _Sheet(Random(seed * 1000 + place), self._plan, plan).made()

    def styles(self) -> list[str]:
        return [plan["style"] for plan in self._plan["sheet"]]


def _column(random: Random, line: str) -> _Column:
    headers, _, made = (part.strip() for part in line.partition("|"))
    made, _, told = made.partition("=")
    sparse = made.endswith("?")
    parts = []
    for name, given, weight in _PART.findall(made.rstrip("?")):
        parts.append((name, MAKERS[name], given, int(weight or 1)))
    types = frozenset(map(PiType, told.split(","))) if told else frozenset(parts[0][1].types)
    blanks = 0.45 if sparse else random.choice((0.0, 0.0, 0.03, 0.1, 0.2))
    return _Column(random.choice(_OUTSIDE_BRACKETS.split(headers)), tuple(parts), types, blanks)


class _Sheet:
    """One sheet under way."""

    def __init__(self, random: Random, words: Words, plan: dict[str, Any]) -> None:
        self._random, self._words, self._plan = random, words, plan
        self._columns = [_column(random, line) for line in plan["columns"].strip().split("\n")]
        self._offset = int(random.random() < 0.07)
        self._wrong: set[str] = set()

    def made(self) -> TrueSheet:
        random, plan = self._random, self._plan
        shown = sum(bool(column.types & _SHOWING) for column in self._columns)
        headless = plan.get("headless", False) or (random.random() < 0.06 and shown >= len(self._columns) - 1)
        top, header_rows, titled = ([], (), False) if headless else self._top()
        name = random.choice([*plan["names"], *plan["names"], "Sheet1", "工作表1"])
        body, notes, cells = self._body(len(top))
        told = titled or name in plan["names"]
        kinds = frozenset(map(Kind, plan["kinds"])) if told or not headless else frozenset(Kind)
        rows = [*top, *body, *self._bottom(headless)]
        columns = {
            place + self._offset: self._truth(column, [line[place] for line in cells], headless)
            for place, column in enumerate(self._columns)
            if column.parts[0][0] != "blank"
        }
        return TrueSheet(plan["style"], name, rows, header_rows, kinds, columns, notes, frozenset(self._wrong))

    def _truth(self, column: _Column, cells: list[Cell], headless: bool) -> TrueColumn:
        filled = [cell for cell in cells if not cell.blank]
        share = sum(cell.fits for cell in filled) / len(filled) if filled else 0.0
        types = column.types
        if share < 0.55:
            # By chance the smaller part may have become the larger.
            types |= {kind for _, maker, _, _ in column.parts for kind in maker.types}
        if headless and not types & _SHOWING:
            types |= {PiType.OTHER, PiType.ORDER_NUMBER, PiType.EVENT_DATE}
        return TrueColumn("" if headless else column.header, types, share)

    def _top(self) -> tuple[list[list[str]], tuple[int, ...], bool]:
        random, width = self._random, len(self._columns)
        top: list[list[str]] = []
        titled = random.random() < 0.45
        if titled:
            title = random.choice(self._plan["names"])
            owner = random.choice(("", "云霞公司", f"{random.randint(2017, 2024)}年度", "（内部资料）"))
            top.append([owner + title, *[""] * random.choice((0, width - 1))])
        top += self._plan.get("tops", []) if random.random() < 0.6 else []
        if random.random() < 0.2:
            line = random.choice(
                (
                    "导出时间：2023-08-15 10:22",
                    "统计口径：含税",
                    "填表说明：带*为必填",
                    "第 1 页 共 3 页",
                    "截至2022年6月30日",
                )
            )
            top.append([line])
        top += [[] for _ in range(random.choice((0, 0, 0, 0, 1)))]
        headers = [self._written(column.header) for column in self._columns]
        shift = [""] * self._offset
        if random.random() < 0.12 and width >= 5:
            upper, lower = self._two_rows(headers)
            return [*([*shift, *row] for row in (*top, upper, lower))], (len(top) + 1, len(top) + 2), titled
        return [*([*shift, *row] for row in (*top, headers))], (len(top) + 1,), titled

    def _two_rows(self, headers: list[str]) -> tuple[list[str], list[str]]:
        """Some columns under one word, the others merged downwards."""
        first = self._random.randrange(1, len(headers) - 3)
        group = self._random.choice(("基本情况", "明细", "登记内容", "相关信息"))
        upper = [*headers[:first], group, "", "", *headers[first + 3 :]]
        return upper, [*[""] * first, *headers[first : first + 3], *[""] * (len(headers) - first - 3)]

    def _written(self, header: str) -> str:
        style = self._random.random()
        if style < 0.04:
            return f"*{header}"
        if style < 0.06:
            return f"{header}（必填）"
        if style < 0.08 and len(header) == 4 and not header.isascii():
            return f"{header[:2]}\n{header[2:]}"
        return f"{header} " if style < 0.09 else header

    def _body(
        self, above: int
    ) -> tuple[list[list[str]], dict[tuple[int, int], tuple[TrueSpan, ...]], list[list[Cell]]]:
        random = self._random
        draws = [
            [(maker, maker.draw(random, self._words, given), weight) for _, maker, given, weight in column.parts]
            for column in self._columns
        ]
        body: list[list[str]] = []
        notes: dict[tuple[int, int], tuple[TrueSpan, ...]] = {}
        made = []
        for _ in range(random.choice((6, 12, 25, 60, 140))):
            if random.random() < 0.005:
                body.append([])
            line = [self._cell(column, draw) for column, draw in zip(self._columns, draws, strict=True)]
            for place, cell in enumerate(line):
                if (
                    PiType.FREE_TEXT in self._columns[place].types
                    and len(self._columns[place].types) == 1
                    and not cell.blank
                ):
                    notes[above + len(body) + 1, place + self._offset] = cell.spans
            body.append([""] * self._offset + [cell.text for cell in line])
            made.append(line)
        return body, notes, made

    def _cell(self, column: _Column, draws: list[tuple[Maker, Draw, int]]) -> Cell:
        random = self._random
        if random.random() < column.blanks:
            return Cell(random.choice(_BLANKS), blank=True)
        maker, draw, _ = random.choices(draws, [weight for *_, weight in draws])[0]
        text = draw()
        fits = bool(column.types & set(maker.types))
        if maker.wrong:
            self._wrong.add(text)
        if maker.types == (PiType.FREE_TEXT,):
            return self._note(text)
        if maker.types[0] in _NARROW_TYPES and random.random() < 0.02:
            text = text.translate(_WIDE)
        return Cell(text, fits, blank=not text)

    def _note(self, template: str) -> Cell:
        text, spans, at = "", [], 0
        for mark in _MARK.finditer(template):
            text += template[at : mark.start()]
            key, value = (mark[1], self._slot(mark[1])) if mark[1] else (mark[2], mark[3])
            if kind := _SPAN_TYPES.get(key):
                spans.append(TrueSpan(kind, len(text), len(text) + len(value)))
            text += value
            at = mark.end()
        return Cell(text + template[at:], spans=tuple(spans))

    def _slot(self, key: str) -> str:
        if key == "name":
            return held_values.any_name(self._random, self._words)
        if key in {"org", "address"}:
            return self._random.choice(listed(self._words, {"org": "orgs", "address": "addresses"}[key]))
        value = _SLOTS[key](self._random)
        if key == "badid":
            self._wrong.add(value)
        return value

    def _bottom(self, headless: bool) -> list[list[str]]:
        random, shift = self._random, [""] * self._offset
        bottom: list[list[str]] = []
        if headless:
            return bottom
        if random.random() < 0.15:
            sums = [
                str(random.randint(900, 90_000)) if PiType.AMOUNT in column.types else "" for column in self._columns
            ]
            bottom.append([*shift, random.choice(("合计", "合  计", "总计：", "小计")), *sums[1:]])
        if random.random() < 0.1:
            bottom.append(
                [
                    *shift,
                    random.choice(
                        ("制单：                审核：", "注：以上信息仅供内部使用，请勿外传。", "填报人：赵会计")
                    ),
                    "",
                ]
            )
        return bottom


def collection(file: str, seeds: range) -> list[TrueSheet]:
    """Every sheet of the file once for each seed."""
    office = Office(file)
    return [sheet for seed in seeds for sheet in office.sheets(seed)]
