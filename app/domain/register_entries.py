"""The destroyed records of a register, twenty bytes each: a register of a million must not fill the memory."""

from array import array
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from app.domain.retention import Basis
from app.domain.words import Kind, Sensitivity


@dataclass(frozen=True, slots=True)
class RegisterFacts:
    """What many destroyed records of an order share: no personal data, what decided over them and when."""

    order: str
    kind: Kind
    sensitivity: Sensitivity
    rule: str | None
    basis: tuple[Basis, ...]
    created_on: date
    trigger_date: date | None
    retain_until: date | None
    destroyed_on: date


@dataclass(frozen=True, slots=True)
class RegisterEntry:
    """One destroyed record: its random id (hex) and what decided over it."""

    uid: str
    facts: RegisterFacts

    @property
    def order(self) -> str:
        return self.facts.order


@dataclass(frozen=True, slots=True)
class OrderSpan:
    """The entries of one order: `count` of them from `first` on, and how many share which facts."""

    order: str
    first: int
    count: int
    facts: tuple[tuple[RegisterFacts, int], ...]


class RegisterEntries(Sequence[RegisterEntry]):
    """Entries in the order they were given; equal facts are kept once, ids as their 16 bytes."""

    def __init__(self, rows: Iterable[tuple[bytes, RegisterFacts]]) -> None:
        known: dict[RegisterFacts, int] = {}
        uids, numbers = bytearray(), array("I")
        for uid, facts in rows:
            uids += uid
            numbers.append(known.setdefault(facts, len(known)))
        self._uids = bytes(uids)
        self._numbers = numbers
        self._facts = list(known)

    def __len__(self) -> int:
        return len(self._numbers)

    def __getitem__(self, i: int) -> RegisterEntry:  # type: ignore[override]  # nobody takes slices of a register
        if not 0 <= i < len(self._numbers):
            raise IndexError(i)
        return RegisterEntry(self._uids[16 * i : 16 * i + 16].hex(), self._facts[self._numbers[i]])

    def spans(self) -> tuple[OrderSpan, ...]:
        """The orders in turn; entries of one order have to stand together."""
        counts = Counter(self._numbers)
        found: dict[str, list[tuple[RegisterFacts, int]]] = {}
        for number, facts in enumerate(self._facts):
            found.setdefault(facts.order, []).append((facts, counts[number]))
        spans: list[OrderSpan] = []
        first = 0
        for order, members in found.items():
            count = sum(n for _, n in members)
            spans.append(OrderSpan(order, first, count, tuple(members)))
            first += count
        return tuple(spans)
