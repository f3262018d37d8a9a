"""The records table's columns and cells."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.domain.labels import DISPOSITIONS, KINDS, SENSITIVITIES, STATES
from app.domain.records import RecordQuery
from app.domain.words import Disposition, Sensitivity, State
from app.i18n import N_
from app.services.records import RecordRow, RecordService
from ui.context import AppContext
from ui.tables.cells import Cell, Column
from ui.widgets.texts import PillTone

# By name, in the order of the table: the sort that a click on the head asks for, "" for none.
SORTED_BY = {
    "customer": "customer_name",
    "title": "title",
    "kind": "kind",
    "grade": "sensitivity",
    "rule": "rule",
    "date": "event_date",
    "until": "retain_until",
    "state": "state",
}
SHOWN_AT_FIRST = ("customer", "title", "kind", "grade", "until", "state")
GRADE_TONES: dict[Sensitivity, PillTone] = {
    Sensitivity.GENERAL: "neutral",
    Sensitivity.SENSITIVE: "wait",
    Sensitivity.CORE: "danger",
}
DECISION_TONES: dict[Disposition, PillTone] = {
    Disposition.KEEP: "neutral",
    Disposition.ARCHIVE: "done",
    Disposition.RESTRICT: "neutral",
    Disposition.TRANSFER: "done",
    Disposition.DESTROY: "primary",
}

# “Destroy” among the states of records reads as if it had been done.
MAY_BE = {**DISPOSITIONS, Disposition.DESTROY: N_("destroyable")}


@dataclass(frozen=True, slots=True)
class RecordView:
    """A row as it is listed: `id` is its place in the list's ids."""

    id: int
    row: RecordRow


def fetch(records: RecordService, ids: Sequence[int]) -> list[RecordView]:
    """The rows of these records, masked whoever looks; in a worker's thread: masking takes its time."""
    return [RecordView(row.id, row) for row in records.window(ids, masked=True)]


def fetch_destroyed(records: RecordService, query: RecordQuery, places: Sequence[int]) -> list[RecordView]:
    """What is left of destroyed records, by their places in the list."""
    page = records.list(replace(query, limit=len(places), offset=places[0]))
    return [RecordView(place, row) for place, row in zip(places, page.records, strict=False)]


def columns(context: AppContext, names: Sequence[str]) -> list[Column]:
    """The chosen columns in the table's order."""
    tr = context.tr
    kinds = tuple(Cell(tr(text)) for text in KINDS.values())
    grades = tuple(Cell(tr(text), "neutral") for text in SENSITIVITIES.values())
    ends = (Cell(tr("end of purpose")), Cell(tr("permanently")))
    states = tuple(Cell(tr(text), "neutral") for text in (*MAY_BE.values(), *STATES.values()))
    every = {
        "customer": Column(tr("Customer"), 8),
        "title": Column(tr("About"), 12, stretches=True),
        "kind": Column(tr("Kind"), 6, holds=kinds, may_go=True),
        "grade": Column(tr("Grade"), 4, holds=grades, may_go=True),
        "rule": Column(tr("Rule"), 9),
        "date": Column(tr("Date"), 6),
        "until": Column(tr("Keep until"), 6, holds=ends),
        "state": Column(tr("State"), 4, holds=states),
    }
    return [column for name, column in every.items() if name in names]


def cells(context: AppContext, names: Sequence[str], view: RecordView) -> tuple[Cell, ...]:
    """A row's cells for the chosen columns."""
    tr, row = context.tr, view.row
    grade = Cell(tr(SENSITIVITIES[row.sensitivity]), GRADE_TONES[row.sensitivity]) if row.sensitivity else Cell("")
    every = {
        "customer": Cell(row.customer_name or "—"),
        "title": Cell(row.title or (row.uid[:12] if row.state is State.DESTROYED else "")),
        "kind": Cell(tr(KINDS[row.kind]) if row.kind else "—"),
        "grade": grade,
        "rule": Cell(row.rule or "—"),
        "date": Cell(row.event_date.isoformat() if row.event_date else "—"),
        "until": Cell(until(context, row)),
        "state": state(context, row),
    }
    return tuple(cell for name, cell in every.items() if name in names)


def until(context: AppContext, row: RecordRow) -> str:
    """The last day of keeping in words: a day, or what it follows."""
    if row.held:
        return context.tr("frozen")
    if row.retain_until is not None:
        return row.retain_until.isoformat()
    if not row.decided:
        return "—"
    purpose = row.disposition in (Disposition.DESTROY, Disposition.TRANSFER, Disposition.KEEP)
    return context.tr("end of purpose") if purpose else context.tr("permanently")


def state(context: AppContext, row: RecordRow) -> Cell:
    """What has been done, or else what may be done today."""
    tr = context.tr
    if row.held:
        return Cell(tr("frozen"), "danger")
    if row.state not in (State.IMPORTED, State.CLASSIFIED):
        return Cell(tr(STATES[row.state]), "done" if row.state is not State.DESTROYED else "neutral")
    if not row.decided:
        return Cell(tr("undecided"), "wait")
    return Cell(tr(MAY_BE[row.disposition]), DECISION_TONES[row.disposition])
