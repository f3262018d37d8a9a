"""Sheets written by hand after the detection code: layouts line by line, cells by templates (`fresh_*.toml`)."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

from app.domain.words import Kind, PiType
from tests.bench.detection.fresh_values import SPAN_TYPES, Values
from tests.bench.detection.truth import TrueColumn, TrueSheet, TrueSpan

# {slot} or {slot:how} draws a value; [type:words] is a span of words that are told; <type:...> may be found or not.
_MARK = re.compile(r"\{(\w+)(?::([^}]*))?\}|\[(\w+):([^\]]+)\]|<(\w+):([^>]+)>")
_TIMES = re.compile(r"(\d+)x:")
_LENGTHS = (9, 14, 30, 75)
_SURE = 0.6  # below, it is by chance which type most of a column's cells have
_BLANKS = frozenset({"", "无", "-", "/", "不详", "N/A"})


class _Text:
    """A template made into a text, with the spans that it must and those that it may hold."""

    def __init__(self, template: str, values: Values) -> None:
        self.text, at = "", 0
        self.spans: list[TrueSpan] = []
        self.maybe: list[TrueSpan] = []
        for mark in _MARK.finditer(template):
            self.text += template[at : mark.start()]
            at = mark.end()
            slot, how, told, words, unsure, inner = mark.groups()
            if slot:
                self._take(slot, values.drawn(slot, how or ""), self.spans)
            elif told:
                self._take(told, words, self.spans)
            else:
                self._take(unsure, _Text(inner, values).text, self.maybe)
        self.text += template[at:]

    def _take(self, key: str, value: str, spans: list[TrueSpan]) -> None:
        if kind := SPAN_TYPES.get(key):
            spans.append(TrueSpan(kind, len(self.text), len(self.text) + len(value)))
        self.text += value


class _Column:
    """A line `header ; header | types | variant ~ variant`.

    A variant `!...` does not carry the type, `_` is an empty cell, `3x:...` comes three times as often; types `-` are
    not measured.
    """

    def __init__(self, line: str, random: Random) -> None:
        headers, types, variants = (part.strip() for part in line.split("|", 2))
        self.header = (
            random.choice([header.strip() for header in headers.split(";")]).removeprefix("_").replace("⏎", "\n")
        )
        self.types = frozenset(PiType(word.strip()) for word in types.split(",")) if types != "-" else frozenset()
        self.variants: list[str] = []
        for variant in variants.split("~"):
            many = _TIMES.match(variant.strip())
            text = variant.strip()[many.end() :] if many else variant.strip()
            self.variants += [text] * (int(many[1]) if many else 1)

    def cell(self, values: Values) -> tuple[_Text, bool]:
        """The next cell, and whether it carries the column's type."""
        variant = values.random.choice(self.variants)
        if variant == "_":
            return _Text("", values), False
        return _Text(variant.removeprefix("!"), values), not variant.startswith("!")


class Sheet:
    """One sheet under way."""

    def __init__(self, plan: dict[str, Any], values: Values) -> None:
        self._plan, self._values = plan, values
        self._rows: list[list[str]] = []
        self._notes: dict[tuple[int, int], tuple[TrueSpan, ...]] = {}
        self._maybe: dict[tuple[int, int], tuple[TrueSpan, ...]] = {}

    def made(self) -> TrueSheet:
        plan, values = self._plan, self._values
        self._lines(plan.get("top", []))
        columns = [_Column(line, values.random) for line in plan.get("columns", "").strip().split("\n") if line]
        header_rows = self._header(columns)
        truth = self._body(columns) if columns else {}
        if "grid" in plan:
            self._lines(plan["grid"].strip().split("\n"))
        self._lines(plan.get("end", []))
        kinds = frozenset(map(Kind, plan["kinds"]))
        name = values.random.choice([part.strip() for part in plan["name"].split(";")])
        return TrueSheet(
            plan["style"],
            name,
            self._rows,
            header_rows,
            kinds,
            truth,
            self._notes,
            frozenset(values.wrong),
            self._maybe,
        )

    def _lines(self, lines: list[str]) -> None:
        for line in lines:
            self._rows.append([_Text(cell, self._values).text for cell in line.split("|")] if line else [])

    def _header(self, columns: list[_Column]) -> tuple[int, ...]:
        if not columns or self._plan.get("headless"):
            return ()
        first = len(self._rows) + 1
        if "upper" in self._plan:
            self._lines([self._plan["upper"]])
        self._rows.append([column.header for column in columns])
        return tuple(range(first, len(self._rows) + 1))

    def _body(self, columns: list[_Column]) -> dict[int, TrueColumn]:
        filled: list[list[bool]] = [[] for _ in columns]
        head = [column.header for column in columns]
        count = int(self._plan.get("rows", 0)) or self._values.random.choice(_LENGTHS)
        for place in range(count):
            if place and self._plan.get("page") and place % self._plan["page"] == 0:
                self._rows.append(head)
            if place == count // 2:
                self._lines(self._plan.get("middle", []))
            self._rows.append([])
            for at, column in enumerate(columns):
                self._put(at, column, filled[at])
        return {
            at: TrueColumn(column.header, column.types, sum(fits) / len(fits) if fits else 0.0)
            for at, (column, fits) in enumerate(zip(columns, filled, strict=True))
            if column.types and sum(fits) >= _SURE * len(fits) > 0
        }

    def _put(self, at: int, column: _Column, filled: list[bool]) -> None:
        made, fits = column.cell(self._values)
        self._rows[-1].append(made.text)
        if made.text.strip() in _BLANKS:
            return
        filled.append(fits)
        if PiType.FREE_TEXT in column.types:
            place = (len(self._rows), at)
            self._notes[place], self._maybe[place] = tuple(made.spans), tuple(made.maybe)


def _read(file: str) -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_name(file).read_text(encoding="utf-8"))


def sheets(file: str, seed: int) -> Iterator[TrueSheet]:
    """Each of the file's sheets once."""
    words = _read("line_words.toml") | _read(f"fresh_{file}.toml")
    for place, plan in enumerate(words["sheet"]):
        yield Sheet(plan, Values(Random(seed * 1000 + place), words)).made()


def collection(file: str, seeds: range) -> list[TrueSheet]:
    """Every sheet of the file once for each seed."""
    return [sheet for seed in seeds for sheet in sheets(file, seed)]
