"""The firm's own table of what makes which grade: shown with the law beside it, tried before it is taken, logged."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from app.detect.sensitivity import Grading, is_personal, shipped
from app.domain.permissions import Action
from app.domain.records import Column
from app.domain.words import Kind, PiType, Sensitivity
from app.errors import UserError
from app.services.session import Session
from app.storage.batches import StoredSheet
from app.storage.unit_of_work import UnitOfWork

GRADING = "grading"
_GRADES = tuple(Sensitivity)
_MOST_WORDS = 200
_LONGEST_WORD = 40
_MOST_SUMS = 20


@dataclass(frozen=True, slots=True)
class OwnGrading:
    """What a firm grades otherwise than the shipped table; empty: nothing.

    `core_headers` and `contract_amounts` are the words that make a column core, `together` the combinations of types
    that are sensitive in one record; None leaves the shipped ones.
    """

    types: Mapping[PiType, Sensitivity] = field(default_factory=dict)
    core_headers: tuple[str, ...] | None = None
    contract_amounts: tuple[str, ...] | None = None
    together: tuple[frozenset[PiType], ...] | None = None

    def grading(self) -> Grading:
        """The shipped grading with these. Raises UserError("grade-below-law")."""
        base = shipped()
        core = base.core_headers if self.core_headers is None else self.core_headers
        amounts = base.contract_amounts if self.contract_amounts is None else self.contract_amounts
        try:
            return base.with_own(self.types, core, amounts, self.together)
        except ValueError as error:
            raise UserError("grade-below-law", types=str(error)) from error


@dataclass(frozen=True, slots=True)
class GradeRow:
    """A type with the shipped grade and the firm's; `in_law`: PIPL article 28 calls it sensitive."""

    type: PiType
    shipped: Sensitivity
    own: Sensitivity
    in_law: bool


@dataclass(frozen=True, slots=True)
class GradingTable:
    """The table as it is in force; `together` are the types that are sensitive where all stand in one record."""

    rows: tuple[GradeRow, ...]
    core_headers: tuple[str, ...]
    contract_amounts: tuple[str, ...]
    together: tuple[frozenset[PiType], ...]
    is_own: bool


@dataclass(frozen=True, slots=True)
class ColumnEffect:
    """A column of an imported sheet that would get another grade; `waiting` of its `records` are not classified yet."""

    sheet_id: int
    index: int
    sheet: str
    header: str
    was: Sensitivity
    becomes: Sensitivity
    records: int
    waiting: int


class GradingTableService:
    """Reads, tries and takes the table. What was classified keeps its grade: a person decided it."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def table(self) -> GradingTable:
        """The table in force."""
        self._session.require(Action.READ)
        with self._session.read() as uow:
            own = _stored(uow)
        base, now = shipped(), own.grading()
        rows = tuple(
            GradeRow(kind, _grade(base, kind), _grade(now, kind), kind in base.pipl)
            for kind in PiType
            if is_graded(kind)
        )
        return GradingTable(rows, now.core_headers, now.contract_amounts, now.together, own != OwnGrading())

    def shipped_words(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The words of the shipped table: headers that make a column core, amounts that do in contracts."""
        return shipped().core_headers, shipped().contract_amounts

    def shipped_combinations(self) -> tuple[frozenset[PiType], ...]:
        """The combinations of the shipped table."""
        return shipped().together

    def effect(self, own: OwnGrading) -> tuple[ColumnEffect, ...]:
        """The columns in the vault that would change. Raises UserError as `change` does."""
        self._session.require(Action.READ)
        after = _checked(own).grading()
        with self._session.read() as uow:
            return tuple(_effects(uow, _stored(uow).grading(), after))

    def change(self, own: OwnGrading) -> tuple[ColumnEffect, ...]:
        """Take the table: for the columns in the vault and for later imports; what it changed.

        Raises UserError("grade-below-law", "bad-words", "bad-combination"), Refused("role-forbids").
        """
        session = self._session
        session.require(Action.SETTINGS)
        own = _lean(_checked(own))
        after = own.grading()
        with session.write() as uow:
            changed = tuple(_effects(uow, _stored(uow).grading(), after))
            _regrade(uow, changed)
            if own == OwnGrading():
                uow.settings.remove(GRADING)
            else:
                uow.settings.put(GRADING, _text(own))
            detail: dict[str, int | list[str]] = {
                "types": [f"{kind.value}={grade.value}" for kind, grade in own.types.items()],
                "core-words": len(after.core_headers),
                "contract-words": len(after.contract_amounts),
                "together": ["+".join(in_order(one)) for one in after.together],
                "columns": len(changed),
            }
            uow.audit.append("grading.change", "", detail, session.operator.name, session.clock.now())
            uow.commit()
        return changed


def grading_of(uow: UnitOfWork) -> Grading:
    """The grading in force in the vault."""
    return _stored(uow).grading()


def _grade(grading: Grading, kind: PiType) -> Sensitivity:
    return grading.by_type.get(kind, Sensitivity.GENERAL)


def _lean(own: OwnGrading) -> OwnGrading:
    """Without what is as shipped, so that a later table of the program's own is followed there."""
    base = shipped()
    types = {kind: grade for kind, grade in own.types.items() if grade is not _grade(base, kind)}
    core = None if own.core_headers == base.core_headers else own.core_headers
    amounts = None if own.contract_amounts == base.contract_amounts else own.contract_amounts
    sums = None if own.together is None or set(own.together) == set(base.together) else own.together
    return OwnGrading(types, core, amounts, sums)


def _checked(own: OwnGrading) -> OwnGrading:
    for words in (own.core_headers or (), own.contract_amounts or ()):
        if len(words) > _MOST_WORDS or not all(0 < len(word.strip()) <= _LONGEST_WORD for word in words):
            raise UserError("bad-words", most=_MOST_WORDS, longest=_LONGEST_WORD)
    sums = own.together or ()
    if len(sums) > _MOST_SUMS or not all(len(one) > 1 and all(map(is_graded, one)) for one in sums):
        raise UserError("bad-combination", most=_MOST_SUMS)
    return own


def is_graded(kind: PiType) -> bool:
    """Whether the table has a row for the type: it tells of a person by itself."""
    return is_personal(kind) and kind is not PiType.FREE_TEXT


def in_order(together: frozenset[PiType]) -> list[PiType]:
    """A combination's types in the order of the table."""
    return [kind for kind in PiType if kind in together]


def _stored(uow: UnitOfWork) -> OwnGrading:
    text = uow.settings.get(GRADING)
    if text is None:
        return OwnGrading()
    found = json.loads(text)
    types = {PiType(kind): Sensitivity(grade) for kind, grade in found["types"].items()}
    words = [tuple(found[name]) if found[name] is not None else None for name in ("core_headers", "contract_amounts")]
    sums = found.get("together")  # settings written before combinations could be changed have none
    together = None if sums is None else tuple(frozenset(map(PiType, one)) for one in sums)
    return OwnGrading(types, words[0], words[1], together)


def _text(own: OwnGrading) -> str:
    words = {"core_headers": own.core_headers, "contract_amounts": own.contract_amounts}
    sums = None if own.together is None else [in_order(one) for one in own.together]
    return json.dumps({"types": dict(own.types), **words, "together": sums}, ensure_ascii=False, separators=(",", ":"))


def _effects(uow: UnitOfWork, before: Grading, after: Grading) -> Iterable[ColumnEffect]:
    waiting = dict(uow.classification.waiting())
    for sheet in uow.batches.sheets():
        columns = sheet.plan.columns
        for column, becomes in zip(columns, _regraded(columns, sheet.plan.kind, before, after), strict=True):
            if becomes is not column.sensitivity:
                grades = (column.sensitivity, becomes)
                left = waiting.get(sheet.id, 0)
                named = (sheet.id, column.index, _named(sheet), column.header)
                yield ColumnEffect(*named, *grades, sheet.counts.records_added, left)


def _named(sheet: StoredSheet) -> str:
    return " · ".join(filter(None, (sheet.batch.file_name, sheet.plan.name)))


def _regraded(columns: tuple[Column, ...], kind: Kind, before: Grading, after: Grading) -> list[Sensitivity]:
    """The grades by the new table; a column that its cells had raised above the old one (children, illnesses) stays."""
    known = [(column.type, column.header) for column in columns]
    return [
        max(new, column.sensitivity, key=_GRADES.index) if column.sensitivity is not old else new
        for column, old, new in zip(columns, before.of_columns(known, kind), after.of_columns(known, kind), strict=True)
    ]


def _regrade(uow: UnitOfWork, changed: Iterable[ColumnEffect]) -> None:
    by_sheet: dict[int, dict[int, Sensitivity]] = {}
    for one in changed:
        by_sheet.setdefault(one.sheet_id, {})[one.index] = one.becomes
    for sheet_id, grades in by_sheet.items():
        columns = uow.batches.sheet(sheet_id).plan.columns
        new = tuple(replace(one, sensitivity=grades.get(one.index, one.sensitivity)) for one in columns)
        uow.batches.set_columns(sheet_id, new)
