"""Tables of a rule pack's TOML: every key is taken with its type, and what does not fit is refused by file and rule."""

import tomllib
from collections.abc import Mapping
from enum import StrEnum
from typing import Any, TypeVar

from app.domain.norms import Basis
from app.errors import Damaged

_Word = TypeVar("_Word", bound=StrEnum)


class PackTable:
    """One TOML table whose keys are taken one by one; what is left over in the end was not known."""

    def __init__(self, file: str, rule: str, values: Mapping[str, Any]) -> None:
        self.file = file
        self.rule = rule
        self._left = dict(values)

    def wrong(self, code: str, key: str, value: object = "") -> Damaged:
        return Damaged(f"rule-pack-{code}", file=self.file, rule=self.rule, key=key, value=str(value))

    def take(self, key: str, kind: type, default: Any = None) -> Any:
        value = self._left.pop(key, default)
        if value is None:
            raise self.wrong("missing-key", key)
        if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
            raise self.wrong("wrong-type", key, value)
        return value

    def word(self, key: str, words: type[_Word], default: str | None = None) -> _Word:
        return self._known(key, words, self.take(key, str, default))

    def words(self, key: str, words: type[_Word]) -> tuple[_Word, ...]:
        return tuple(self._known(key, words, value) for value in self.texts(key))

    def texts(self, key: str) -> tuple[str, ...]:
        return texts_of(self, key, self.take(key, list, []))

    def tables(self, key: str) -> "list[PackTable]":
        values = self._left.pop(key, [])
        if not isinstance(values, list) or not all(isinstance(value, dict) for value in values):
            raise self.wrong("wrong-type", key)
        return [PackTable(self.file, str(value.get("id", "")), value) for value in values]

    def finish(self) -> None:
        for key in self._left:
            raise self.wrong("unknown-key", key)

    def _known(self, key: str, words: type[_Word], value: str) -> _Word:
        try:
            return words(value)
        except ValueError:
            raise self.wrong("unknown-word", key, value) from None


def read_toml(file: str, text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise Damaged("rule-pack-not-toml", file=file, problem=str(error)) from error


def listed(table: PackTable, key: str, values: object) -> list[Any]:
    if not isinstance(values, list):
        raise table.wrong("wrong-type", key, values)
    return values


def texts_of(table: PackTable, key: str, values: object) -> tuple[str, ...]:
    texts = listed(table, key, values)
    if not all(isinstance(value, str) and value for value in texts):
        raise table.wrong("wrong-type", key, values)
    return tuple(texts)


def basis_of(table: PackTable, entry: object) -> Basis:
    if not isinstance(entry, dict):
        raise table.wrong("wrong-type", "basis", entry)
    inner = PackTable(table.file, table.rule, entry)
    basis = Basis(inner.take("law", str), inner.take("article", str))
    inner.finish()
    return basis
