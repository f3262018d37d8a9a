"""Reads an import's records and tells what is missing, doubtful or contradictory in them."""

from collections.abc import Iterator, Sequence
from datetime import date

from app.detect import cells
from app.detect.values import birth_date_of_id
from app.domain.completeness import GROUPS, Case, Completeness, Finding, Flaw, Group
from app.domain.customers import Identity, identifies, is_nothing, narrow, normal_name
from app.domain.permissions import Action
from app.domain.records import Column
from app.domain.words import Field, PiType
from app.errors import UserError
from app.jobs import Progress
from app.services.row_checks import day_of
from app.services.rows import RowReader
from app.services.session import Session
from app.storage.batches import StoredSheet
from app.storage.records import bytes_of
from app.storage.unit_of_work import UnitOfWork

_CASES = 100
_AT_ONCE = 2_000
_ENOUGH = 0.5  # share of a column's cells that must carry its type before the others are doubtful
_OLD_ID, _NEW_ID = 15, 18
_MEN, _WOMEN = frozenset({"男", "男性", "先生", "M", "male"}), frozenset({"女", "女性", "女士", "F", "female"})
_NAMES = frozenset({PiType.PERSON_NAME, PiType.ORG_NAME})
_DAYS = frozenset({PiType.EVENT_DATE, PiType.BIRTH_DATE})
_PHONES = (PiType.MOBILE_PHONE, PiType.LANDLINE_PHONE)
# Any text can be one of these.
_OPEN = frozenset({PiType.FREE_TEXT, PiType.OTHER, PiType.MINOR})
_RANK = {group: at for at, group in enumerate(Group)}
Found = Iterator[tuple[Flaw, int | None]]


class CompletenessService:
    """The view of an import's wholeness; corrections are made with CorrectionService."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def of(self, batch: str, progress: Progress | None = None) -> Completeness:
        """The findings over all records of the import; UserError("unknown-import"), Cancelled."""
        self._session.require(Action.READ)
        progress = progress or Progress()
        today = self._session.clock.today()
        with self._session.read() as uow:
            number = uow.origins.find(bytes_of(batch))
            if number is None:
                raise UserError("unknown-import", batch=batch)
            progress.start("completeness.read", uow.batch_uses.records(number))
            findings: list[Finding] = []
            for sheet in uow.batches.sheets():
                if sheet.batch.uid.hex() == batch and sheet.plan.columns:
                    findings += _of_sheet(uow, sheet, today, progress)
            records = uow.batch_uses.records(number)
        return Completeness(batch, records, tuple(sorted(findings, key=_rank)))


def _rank(finding: Finding) -> tuple[int, int]:
    return _RANK[GROUPS[finding.flaw]], -finding.count


def _of_sheet(uow: UnitOfWork, sheet: StoredSheet, today: date, progress: Progress) -> list[Finding]:
    reader = _SheetFlaws(sheet, today)
    heads = sheet.plan.heads()
    counts: dict[tuple[Flaw, int | None], int] = {}
    cases: dict[tuple[Flaw, int | None], list[Case]] = {}
    for part in _parts(uow, sheet.id):
        for uid, row, content, name in part:
            for found in reader.flaws(content, name):
                counts[found] = counts.get(found, 0) + 1
                listed = cases.setdefault(found, [])
                if len(listed) < _CASES:
                    listed.append(Case(uid, row))
        progress.advance(len(part))
    return [
        Finding(flaw, sheet.plan.name, "" if at is None else heads[at], count, tuple(cases[flaw, at]))
        for (flaw, at), count in counts.items()
    ]


def _parts(uow: UnitOfWork, sheet_id: int) -> Iterator[list[tuple[str, int, list[str], str]]]:
    """Some thousand records at a time: id, row in the file, cells, and what the customer is called."""
    after = 0
    while part := uow.records.rows_of(sheet_id, after, _AT_ONCE):
        yield [(uid, row, content, name) for _, uid, row, content, name in part]
        after = part[-1][0]


class _SheetFlaws:
    """Looks at the rows of one sheet; made once, so that a row costs little."""

    def __init__(self, sheet: StoredSheet, today: date) -> None:
        plan = sheet.plan
        self._reader = RowReader(plan, b"")
        self._today = today.isoformat()
        self._wanted = [at for at, column in enumerate(plan.columns) if column.field not in (None, Field.NOTE)]
        self._amounts = {at for at, column in enumerate(plan.columns) if column.field is Field.AMOUNT}
        parts = frozenset(plan.name_parts().values())  # 建国 alone is nobody's whole name
        self._typed = [
            (at, _like(column.type))
            for at, column in enumerate(plan.columns)
            if at not in parts and _can_misfit(column)
        ]
        self._days = [at for at, column in enumerate(plan.columns) if _is_past_day(column)]
        self._says_whom = any(plan.place(field) is not None for field in (Field.NAME, Field.ORG, Field.ID_NUMBER))
        self._id = plan.place(Field.ID_NUMBER)
        self._begin, self._end = plan.place(Field.DATE), plan.place(Field.END_DATE)
        self._birth = _first(plan.columns, PiType.BIRTH_DATE)
        self._gender = _first(plan.columns, PiType.GENDER)

    def flaws(self, row: Sequence[str], customer_name: str) -> Found:
        """Each flaw of a row with the place of its column, None where the whole row is meant."""
        for at in self._wanted:
            if is_nothing(row[at]) and not (at in self._amounts and _is_zero(row[at])):
                yield Flaw.MISSING, at
        for at, kinds in self._typed:
            if not is_nothing(row[at]) and not any(cells.fits(kind, _plain(kind, row[at])) for kind in kinds):
                yield Flaw.MISFIT, at
        for at in self._days:
            if row[at] and (day_of(row[at]) or "") > self._today:
                yield Flaw.FUTURE, at
        identity = self._reader.identity(row)
        if self._says_whom and not identifies(identity):
            yield Flaw.NOBODY, None
        yield from self._against_id(row, identity, customer_name)
        if self._begin is not None and self._end is not None:
            begin, end = day_of(row[self._begin]), day_of(row[self._end])
            if begin and end and end < begin:
                yield Flaw.ORDER, self._end

    def _against_id(self, row: Sequence[str], identity: Identity, customer_name: str) -> Found:
        """What contradicts the identity number."""
        number = identity.id_number
        if not number:
            return
        if identity.name and customer_name and identity.name != customer_name:
            yield Flaw.OTHER_NAME, self._id
        born = birth_date_of_id(number)
        if born is None:
            return
        if self._birth is not None:
            told = day_of(row[self._birth]) if row[self._birth] else None
            if told is not None and told != born.isoformat():
                yield Flaw.BIRTH, self._birth
        if self._gender is not None:
            said, digit = row[self._gender].strip(), int(number[16] if len(number) == _NEW_ID else number[-1])
            if said in (_WOMEN if digit % 2 else _MEN):
                yield Flaw.GENDER, self._gender


def _plain(kind: PiType, text: str) -> str:
    """The cell as its type is asked for: how it is written is a matter of cleaning."""
    return normal_name(text) if kind in _NAMES else narrow(text).strip()


def _is_zero(text: str) -> bool:
    """What is no number anywhere else is an amount: what was free of charge cost 0."""
    return cells.fits(PiType.AMOUNT, narrow(text).strip())


def _like(kind: PiType) -> tuple[PiType, ...]:
    """What may stand in a column of this type: among mobile phones a landline is no mistake."""
    return _PHONES if kind in _PHONES else (kind,)


def _can_misfit(column: Column) -> bool:
    return column.type not in _OPEN and column.share >= _ENOUGH


def _is_past_day(column: Column) -> bool:
    """Whether the column tells of what happened; the end of a contract may lie ahead."""
    return column.type in _DAYS and column.field is not Field.END_DATE and "到期" not in column.header


def _first(columns: Sequence[Column], kind: PiType) -> int | None:
    return next((at for at, column in enumerate(columns) if column.type is kind), None)
