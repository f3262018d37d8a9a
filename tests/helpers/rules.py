"""The shipped rule pack, and tables of decisions expected from the law (tests/data/decisions)."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from app.domain.decisions import decide
from app.domain.firm import Firm, Profile
from app.domain.retention import Decision, Facts, RulePack
from app.domain.rule_packs import SWITCHES, parse_pack
from app.domain.words import Closure, Disposition, Kind, Sensitivity, State
from app.resources import resource

TODAY = date(2026, 11, 21)
STOPPED = date(2026, 10, 31)
TABLES = Path(__file__).resolve().parent.parent / "data" / "decisions"


def pack_texts() -> dict[str, str]:
    """The shipped pack's files by name."""
    return {path.name: path.read_text(encoding="utf-8") for path in resource("rules").glob("*.toml")}


@cache
def shipped_pack() -> RulePack:
    return parse_pack(pack_texts())


def firm_of(closure: Closure = Closure.DEREGISTRATION, **profile: Any) -> Firm:
    """A firm with this profile; its service stopped unless said otherwise."""
    return Firm("晨光", "91310000MA1H8NQ7CF", closure, Profile(**{"service_ended_on": STOPPED, **profile}))


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a decision comes to, without its reasons."""

    disposition: Disposition
    until: date | None = None
    due: date | None = None
    permanent: bool = False
    decided: bool = True
    destroyable: bool = False


def outcome(decision: Decision) -> Outcome:
    return Outcome(
        decision.disposition,
        decision.retain_until,
        decision.due,
        decision.permanent,
        decision.decided,
        decision.destroyable,
    )


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table: the record, the firm, the day, and what is expected."""

    name: str
    facts: Facts
    firm: Firm
    on: date
    expected: Outcome
    articles: tuple[str, ...]
    reasons: tuple[str, ...]

    def decision(self, pack: RulePack | None = None) -> Decision:
        return decide(self.facts, self.firm, self.on, pack or shipped_pack())


@cache
def decision_rows() -> tuple[Row, ...]:
    """The rows of all tables."""
    return tuple(row for path in sorted(TABLES.glob("[!R]*.md")) for row in _rows(path))


def _rows(path: Path) -> Iterator[Row]:
    for line in path.read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if line.startswith("| ") and cells[0] not in ("case", "---"):
            yield _row(f"{path.stem}: {cells[0]}", cells)


def _row(name: str, cells: list[str]) -> Row:
    _, rule, trigger, on, other, decision, articles, reasons = cells
    known = {one.id: one for one in shipped_pack().rules}
    facts = Facts(
        State.CLASSIFIED,
        known[rule].kinds[0] if rule in known else Kind.OTHER,
        Sensitivity.GENERAL,
        rule or None,
        date.fromisoformat(trigger) if trigger else None,
        personal=True,
    )
    firm = firm_of()
    for word in filter(None, (part.strip() for part in other.split(","))):
        facts, firm = _changed(word, facts, firm)
    return Row(
        name, facts, firm, date.fromisoformat(on), expected(decision), _split(articles, ";"), _split(reasons, ",")
    )


def _split(cell: str, mark: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split(mark) if part.strip())


def _changed(word: str, facts: Facts, firm: Firm) -> tuple[Facts, Firm]:
    """Facts and firm with what a word of the column `else` says."""
    first, _, rest = word.partition(" ")
    profile: dict[str, Any] = {}
    record: dict[str, Any] = {}
    if word in SWITCHES:
        profile[word] = True
    elif first == "service" and rest:
        profile["service_ended_on"] = None if rest == "goes on" else date.fromisoformat(rest)
    elif first == "hold":
        record["holds"] = int(rest)
    elif word in set(Kind):
        record["kind"] = Kind(word)
    elif word in set(State):
        record["state"] = State(word)
    elif word in set(Closure):
        firm = replace(firm, closure=Closure(word))
    else:
        name, value = {"no PI": ("personal", False), "open": ("open_debt", True), "no kind": ("kind", None)}[word]
        record[name] = value
    return replace(facts, **record), replace(firm, profile=replace(firm.profile, **profile))


def expected(text: str) -> Outcome:
    """The outcome that a table's words describe; tests/data/decisions/README.md explains them."""
    first, *words = text.replace(",", "").split()
    day = next((date.fromisoformat(word) for word in words if word[0].isdigit()), None)
    since, good = "since" in words, "good" in words
    outcomes = {
        "frozen": Outcome(Disposition.KEEP, until=day, permanent=good, decided="ask" not in words),
        "gone": Outcome(Disposition.DESTROY),
        "ask": Outcome(Disposition.KEEP, due=_next(day), decided=False),
        "destroy": Outcome(Disposition.DESTROY, None if since else day, day if since else _next(day), destroyable=True),
        "transfer": Outcome(Disposition.TRANSFER, due=day, destroyable=since),
        "keep": Outcome(Disposition.KEEP, due=day, permanent=good),
    }
    if first in outcomes and "archived" not in words:
        return outcomes[first]
    return Outcome(Disposition(first), day, None if "open" in words else _next(day), permanent=good)


def _next(day: date | None) -> date | None:
    return day + timedelta(days=1) if day else None
