"""The firm's own grading of what a column holds, and beside it what PIPL article 28 calls sensitive."""

import tomllib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from app.domain.words import Kind, PiType, Sensitivity
from app.resources import resource

_IMPERSONAL = frozenset(
    {
        PiType.ORG_NAME,
        PiType.USCC,
        PiType.POSTCODE,
        PiType.AMOUNT,
        PiType.EVENT_DATE,
        PiType.ORDER_NUMBER,
        PiType.OTHER,
    }
)


@dataclass(frozen=True, slots=True)
class Grading:
    """What makes which grade; a firm may replace the shipped table by its own."""

    by_type: Mapping[PiType, Sensitivity]
    together: tuple[frozenset[PiType], ...]
    core_headers: tuple[str, ...]
    contract_amounts: tuple[str, ...]
    pipl: frozenset[PiType]
    sensitive_headers: tuple[str, ...] = ()

    def of_column(self, kind: PiType, header: str, sheet: Kind) -> Sensitivity:
        """The grade of a column taken alone, in a sheet of a kind."""
        if any(word in header for word in self.core_headers):
            return Sensitivity.CORE
        priced = sheet is Kind.CONTRACT and kind is PiType.AMOUNT
        if priced and any(word in header for word in self.contract_amounts):
            return Sensitivity.CORE
        grade = self.by_type.get(kind, Sensitivity.GENERAL)
        told = grade is Sensitivity.GENERAL and self.is_sensitive_header(header)
        return Sensitivity.SENSITIVE if told else grade

    def is_sensitive_header(self, header: str) -> bool:
        """Whether the header names what GB/T 45574-2025, Annex A, lists and no type tells: 征信, 犯罪记录."""
        return any(word in header for word in self.sensitive_headers)

    def raised(self, kinds: Collection[PiType]) -> frozenset[PiType]:
        """The types that are sensitive because all of a combination are in one record."""
        present = frozenset(kinds)
        return frozenset(kind for combination in self.together if combination <= present for kind in combination)

    def of_columns(self, columns: Sequence[tuple[PiType, str]], sheet: Kind) -> tuple[Sensitivity, ...]:
        """The grades of a sheet's columns, by type and header and by what stands together in a record."""
        raised = self.raised([kind for kind, _ in columns])
        alone = [self.of_column(kind, header, sheet) for kind, header in columns]
        return tuple(
            Sensitivity.SENSITIVE if grade is Sensitivity.GENERAL and kind in raised else grade
            for (kind, _), grade in zip(columns, alone, strict=True)
        )

    def with_own(
        self,
        types: Mapping[PiType, Sensitivity],
        core_headers: tuple[str, ...],
        contract_amounts: tuple[str, ...],
        together: tuple[frozenset[PiType], ...] | None = None,
    ) -> "Grading":
        """The grading with a firm's own grades of types, and its words and combinations in place of these.

        Raises ValueError where a type that PIPL article 28 calls sensitive would be general.
        """
        low = [kind for kind, grade in types.items() if kind in self.pipl and grade is Sensitivity.GENERAL]
        if low:
            raise ValueError(", ".join(low))
        changed = {**self.by_type, **types}
        kept = {kind: grade for kind, grade in changed.items() if grade is not Sensitivity.GENERAL}
        sums = self.together if together is None else together
        return replace(self, by_type=kept, together=sums, core_headers=core_headers, contract_amounts=contract_amounts)


def grading(table: Mapping[str, Any]) -> Grading:
    """The grading that a table in the form of resources/detect/grades.toml tells. Raises KeyError, ValueError."""
    by_type = {
        PiType(kind): grade for grade in (Sensitivity.SENSITIVE, Sensitivity.CORE) for kind in table["types"][grade]
    }
    return Grading(
        by_type,
        tuple(frozenset(map(PiType, entry["types"])) for entry in table["together"]),
        tuple(table["core"]["headers"]),
        tuple(table["core"]["contract_amounts"]),
        frozenset(map(PiType, table["pipl"]["sensitive"])),
        tuple(table["sensitive"]["headers"]),
    )


@cache
def shipped() -> Grading:
    """The grading that comes with the program."""
    return grading(tomllib.loads(resource("detect", "grades.toml").read_text(encoding="utf-8")))


PIPL_SENSITIVE = shipped().pipl


def grade_of(kind: PiType) -> Sensitivity:
    """The shipped grade of a type alone."""
    return shipped().by_type.get(kind, Sensitivity.GENERAL)


def is_pi_sensitive(kind: PiType) -> bool:
    """Whether PIPL article 28 calls it sensitive personal information."""
    return kind in PIPL_SENSITIVE


def is_personal(kind: PiType) -> bool:
    """Whether a cell of the type tells something of a person; free text may."""
    return kind not in _IMPERSONAL
