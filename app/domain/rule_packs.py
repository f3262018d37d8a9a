"""Reads a rule pack from TOML and refuses, with file, rule and key, whatever does not fit."""

import tomllib
from collections import Counter
from collections.abc import Mapping
from dataclasses import fields
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar

from app.domain.firm import Profile
from app.domain.retention import (
    Basis,
    Confidence,
    Effect,
    NormLevel,
    Rule,
    RulePack,
    Trigger,
    Unsettled,
)
from app.domain.words import Closure, Kind
from app.errors import Damaged

HEAD = "pack.toml"
SWITCHES = frozenset(field.name for field in fields(Profile) if field.type is bool)
# A custody rule's sentence is found by its id, so a new one needs a new program.
CUSTODY = frozenset({"ACC-END", "ACC-SPLIT", "ACC-MERGE"})
SPANS = frozenset({"month", "quarter", "half-year", "year"})

_Word = TypeVar("_Word", bound=StrEnum)


def parse_pack(texts: Mapping[str, str]) -> RulePack:
    """The pack of these files (name → TOML text), one of which is pack.toml with its head.

    Raises Damaged with a code that begins with "rule-pack-" and the file, rule and key.
    """
    head = _Table(HEAD, "", _toml(HEAD, texts.get(HEAD, "")))
    duties = tuple(
        (word, tuple(_basis(head, entry) for entry in _listed(head, word, entries)))
        for word, entries in sorted(head.take("duties", dict).items())
    )
    version, checked_on = head.take("version", str), head.take("checked_on", date)
    unsettled = tuple(_unsettled(entry) for entry in head.tables("unsettled"))
    rules: list[Rule] = []
    for name, text in sorted(texts.items()):
        table = head if name == HEAD else _Table(name, "", _toml(name, text))
        rules += [_rule(entry) for entry in table.tables("rule")]
        table.finish()
    pack = RulePack(version, checked_on, tuple(rules), unsettled, duties)
    _check_together(pack)
    return pack


class _Table:
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
        return _texts(self, key, self.take(key, list, []))

    def tables(self, key: str) -> "list[_Table]":
        values = self._left.pop(key, [])
        if not isinstance(values, list) or not all(isinstance(value, dict) for value in values):
            raise self.wrong("wrong-type", key)
        return [_Table(self.file, str(value.get("id", "")), value) for value in values]

    def finish(self) -> None:
        for key in self._left:
            raise self.wrong("unknown-key", key)

    def _known(self, key: str, words: type[_Word], value: str) -> _Word:
        try:
            return words(value)
        except ValueError:
            raise self.wrong("unknown-word", key, value) from None


def _toml(file: str, text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise Damaged("rule-pack-not-toml", file=file, problem=str(error)) from error


def _listed(table: _Table, key: str, values: object) -> list[Any]:
    if not isinstance(values, list):
        raise table.wrong("wrong-type", key, values)
    return values


def _texts(table: _Table, key: str, values: object) -> tuple[str, ...]:
    texts = _listed(table, key, values)
    if not all(isinstance(value, str) and value for value in texts):
        raise table.wrong("wrong-type", key, values)
    return tuple(texts)


def _basis(table: _Table, entry: object) -> Basis:
    if not isinstance(entry, dict):
        raise table.wrong("wrong-type", "basis", entry)
    inner = _Table(table.file, table.rule, entry)
    basis = Basis(inner.take("law", str), inner.take("article", str))
    inner.finish()
    return basis


def _unsettled(table: _Table) -> Unsettled:
    entry = Unsettled(table.take("id", str), table.take("title", str), table.texts("names"))
    table.finish()
    return entry


def _rule(table: _Table) -> Rule:
    rule = Rule(
        id=table.take("id", str),
        title=table.take("title", str),
        kinds=table.words("kinds", Kind),
        basis=tuple(_basis(table, entry) for entry in table.take("basis", list)),
        norm_level=table.word("norm_level", NormLevel),
        trigger=table.word("trigger", Trigger),
        years=table.take("years", int, 0),
        months=table.take("months", int, 0),
        days=table.take("days", int, 0),
        permanent=table.take("permanent", bool, False),
        after=table.take("after", str),
        confidence=table.word("confidence", Confidence),
        checked_on=table.take("checked_on", date),
        wording=table.take("wording", str),
        names=table.texts("names"),
        headers=table.texts("headers"),
        profile=table.take("profile", str, ""),
        effect=table.word("effect", Effect, Effect.RETAIN),
        event=table.take("event", str, ""),
        maybe=table.texts("maybe"),
        not_names=table.texts("not_names"),
        shapes=tuple(
            tuple(_texts(table, "shapes", group) for group in _listed(table, "shapes", shape))
            for shape in table.take("shapes", list, [])
        ),
        not_columns=table.texts("not_columns"),
        any_date=table.take("any_date", bool, False),
        spans=table.texts("spans"),
        whole=table.words("whole", Kind),
        covers=table.texts("covers"),
        closures=table.words("closures", Closure),
    )
    table.finish()
    _check_alone(table, rule)
    return rule


def _check_alone(table: _Table, rule: Rule) -> None:
    """Raise Damaged for a rule that contradicts itself."""
    units = sum(bool(value) for value in (rule.years, rule.months, rule.days))
    if min(rule.years, rule.months, rule.days) < 0 or units + rule.permanent > 1:
        raise table.wrong("contradiction", "period")
    needs_period = rule.effect in (Effect.RETAIN, Effect.LIMITATION)
    if needs_period != bool(units or rule.permanent):
        raise table.wrong("contradiction", "effect", rule.effect)
    if rule.permanent != (rule.trigger is Trigger.NONE):
        raise table.wrong("contradiction", "trigger", rule.trigger)
    if rule.trigger is not Trigger.NONE and not rule.event:
        raise table.wrong("missing-key", "event")
    if not rule.kinds or not rule.basis:
        raise table.wrong("missing-key", "basis" if rule.kinds else "kinds")
    if rule.profile and rule.profile not in SWITCHES:
        raise table.wrong("unknown-word", "profile", rule.profile)
    if rule.effect is Effect.CUSTODY and rule.id not in CUSTODY:
        raise table.wrong("unknown-word", "id", rule.id)
    unknown = set(rule.spans) - SPANS
    if unknown:
        raise table.wrong("unknown-word", "spans", min(unknown))


def _check_together(pack: RulePack) -> None:
    """Raise Damaged where rules contradict each other or name what is not there."""
    ids = [rule.id for rule in pack.rules] + [entry.id for entry in pack.unsettled]
    twice = [rule_id for rule_id, count in Counter(ids).items() if count > 1]
    if twice:
        raise Damaged("rule-pack-duplicate", rule=min(twice))
    if not pack.rules:
        raise Damaged("rule-pack-empty", file=HEAD)
    duties = {word for word, _ in pack.duties}
    for rule in pack.rules:
        if rule.after not in duties:
            raise Damaged("rule-pack-unknown-word", file=HEAD, rule=rule.id, key="after", value=rule.after)
        for covered in rule.covers:
            if covered not in ids:
                raise Damaged("rule-pack-unknown-word", file=HEAD, rule=rule.id, key="covers", value=covered)
    for effect in (Effect.LOCK, Effect.LIMITATION):
        if len(pack.of_effect(effect)) > 1:
            raise Damaged("rule-pack-contradiction", file=HEAD, rule="", key="effect", value=effect)
