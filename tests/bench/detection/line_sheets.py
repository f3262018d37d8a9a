"""Sheets written a line each, to measure kinds over many trades (`fresh_lines_*.txt`); a sign tells a column."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

from tests.bench.detection.fresh_sheets import Sheet
from tests.bench.detection.fresh_values import Values
from tests.bench.detection.truth import TrueSheet

FILES = ("first", "second", "third", "fourth", "fifth", "sixth")
_HERE = Path(__file__).parent
# 姓名=n is a column of the sign n, 班组:一组~二组 one of words that are nothing personal.
_COLUMN = re.compile(r"(?P<header>.*)(?:=(?P<code>\S)|:(?P<words>.*))", re.DOTALL)


def sheets(file: str, seed: int) -> Iterator[TrueSheet]:
    """Each line's sheet once; a line is `style|kinds|name|column;column`."""
    words = tomllib.loads((_HERE / "line_words.toml").read_text(encoding="utf-8"))
    lines = (_HERE / f"fresh_lines_{file}.txt").read_text(encoding="utf-8").splitlines()
    for place, line in enumerate(line for line in lines if line and not line.startswith("#")):
        yield Sheet(_plan(line, words["codes"]), Values(Random(f"{file}{seed}{place}"), words)).made()


def collection(file: str, seeds: range) -> list[TrueSheet]:
    """Every sheet of the file once for each seed."""
    return [sheet for seed in seeds for sheet in sheets(file, seed)]


def _plan(line: str, codes: dict[str, str]) -> dict[str, Any]:
    style, kinds, name, columns = line.split("|")
    return {
        "style": style,
        "kinds": kinds.split(","),
        "name": name,
        "columns": "\n".join(_column(one, codes) for one in columns.split(";")),
    }


def _column(text: str, codes: dict[str, str]) -> str:
    found = _COLUMN.fullmatch(text)
    if found is None:
        raise ValueError(text)
    held = codes[found["code"]] if found["code"] else f"- | {found['words']}"
    return f"{found['header']} | {held}"
