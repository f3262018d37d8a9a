"""Reads a rule pack from TOML and refuses, with file, rule and key, whatever does not fit."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import fields
from datetime import date

from app.domain.closing_tasks import ClosingTask
from app.domain.firm import Profile
from app.domain.pack_tables import PackTable, basis_of, listed, read_toml, texts_of
from app.domain.retention import (
    Confidence,
    Effect,
    NormLevel,
    Rule,
    RulePack,
    Trigger,
    Unsettled,
)
from app.domain.task_rules import check_tasks, task_of
from app.domain.words import Closure, Kind
from app.errors import Damaged

HEAD = "pack.toml"
SWITCHES = frozenset(field.name for field in fields(Profile) if field.type is bool)
# A custody rule's sentence is found by its id, so a new one needs a new program.
CUSTODY = frozenset({"ACC-END", "ACC-SPLIT", "ACC-MERGE"})
SPANS = frozenset({"month", "quarter", "half-year", "year"})


def parse_pack(texts: Mapping[str, str]) -> RulePack:
    """The pack of these files (name → TOML text), one of which is pack.toml with its head.

    Raises Damaged with a code that begins with "rule-pack-" and the file, rule and key.
    """
    head = PackTable(HEAD, "", read_toml(HEAD, texts.get(HEAD, "")))
    duties = tuple(
        (word, tuple(basis_of(head, entry) for entry in listed(head, word, entries)))
        for word, entries in sorted(head.take("duties", dict).items())
    )
    version, checked_on = head.take("version", str), head.take("checked_on", date)
    unsettled = tuple(_unsettled(entry) for entry in head.tables("unsettled"))
    rules: list[Rule] = []
    tasks: list[ClosingTask] = []
    for name, text in sorted(texts.items()):
        table = head if name == HEAD else PackTable(name, "", read_toml(name, text))
        rules += [_rule(entry) for entry in table.tables("rule")]
        tasks += [task_of(entry, SWITCHES) for entry in table.tables("task")]
        table.finish()
    pack = RulePack(version, checked_on, tuple(rules), unsettled, duties, tuple(tasks))
    _check_together(pack)
    check_tasks(pack.tasks)
    return pack


def _unsettled(table: PackTable) -> Unsettled:
    entry = Unsettled(table.take("id", str), table.take("title", str), table.texts("names"))
    table.finish()
    return entry


def _rule(table: PackTable) -> Rule:
    rule = Rule(
        id=table.take("id", str),
        title=table.take("title", str),
        kinds=table.words("kinds", Kind),
        basis=tuple(basis_of(table, entry) for entry in table.take("basis", list)),
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
        alone=table.texts("alone"),
        not_names=table.texts("not_names"),
        shapes=tuple(
            tuple(texts_of(table, "shapes", group) for group in listed(table, "shapes", shape))
            for shape in table.take("shapes", list, [])
        ),
        not_columns=table.texts("not_columns"),
        any_date=table.take("any_date", bool, False),
        lines=table.take("lines", bool, False),
        spans=table.texts("spans"),
        whole=table.words("whole", Kind),
        covers=table.texts("covers"),
        closures=table.words("closures", Closure),
    )
    table.finish()
    _check_alone(table, rule)
    return rule


def _check_alone(table: PackTable, rule: Rule) -> None:
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
