"""What values must be to become the program's own again: days, instants, JSON and words, told by their columns."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from app.domain.assessments import Form, Subject
from app.domain.capacities import Capacity, CopyEnd, Department
from app.domain.incident_register import Event
from app.domain.legal_bases import LegalBasis
from app.domain.notices import Consent, Method
from app.domain.transfers import Basis, TransferState
from app.domain.words import Closure, Kind, NoticeKind, OrderState, Role, Sensitivity, State
from app.errors import Damaged
from app.storage.connection import Connection, Failure

UNREADABLE = (ValueError, LookupError, TypeError, AttributeError, Failure)
"""What a value that is none of its column's raises where a row becomes an object, or in SQL."""

_DAYS = ("_on", "_date", "until", "period_from", "period_to", "trigger_before")
_INSTANTS = ("at", "_at")
JSON_VALUES = {
    "assessment.answers": "object",
    "audit.detail": "object",
    "batch.cleaning": "object",
    "decision_change.rules_before": "object",
    "disposal_order.figures": "object",
    "firm.profile": "object",
    "firm_paper.content": "object",
    "incident.info": "array",
    "mapping.columns": "array",
    "notice.particulars": "object",
    "order_paper.facts": "object",
    "order_record.basis": "array",
    "own_rule.headers": "array",
    "record.content": "array",
    "record.originals": "object",
    "sheet.columns": "array",
    "sheet.titles": "array",
}
WORDS: dict[str, Iterable[str]] = {
    "assessment.form": Form,
    "assessment.subject": ("", *Subject),
    "batch.legal_basis": ("", *LegalBasis),
    "batch_change.legal_basis": ("", *LegalBasis),
    "copy_proof.how": CopyEnd,
    "disposal_order.state": OrderState,
    "firm.closure": Closure,
    "incident.event": Event,
    "mapping.kind": Kind,
    "notice.kind": NoticeKind,
    "notice_letter.consent": Consent,
    "notice_letter.method": Method,
    "operator.role": Role,
    "order_opinion.capacity": Capacity,
    "order_record.kind": Kind,
    "order_record.sensitivity": Sensitivity,
    "order_supervisor.department": Department,
    "own_rule.kind": Kind,
    "own_rule.sensitivity": Sensitivity,
    "record.kind": Kind,
    "record.sensitivity": Sensitivity,
    "record.state": State,
    "sheet.kind": Kind,
    "signature.role": Role,
    "stub.kind": Kind,
    "stub.sensitivity": Sensitivity,
    "transfer.basis": Basis,
    "transfer.state": TransferState,
    "vault_end.role": Role,
}


def unreadable(connection: Connection) -> tuple[str, ...]:
    """The columns ("record.kind") that hold values which are no day, instant, JSON or word as theirs are."""
    found: list[str] = []
    for table, conditions in _conditions(connection).items():
        counts = ", ".join(f"count(*) FILTER (WHERE NOT ({condition}))" for condition in conditions.values())
        row = connection.one(f'SELECT {counts} FROM "{table}"')
        assert row is not None
        found += [f"{table}.{column}" for column, count in zip(conditions, row, strict=True) if count]
    return tuple(found)


@contextmanager
def told_as_damage(connection: Connection) -> Iterator[None]:
    """Where work ends at a value that can't be read, raise Damaged("database-damaged"); other errors pass through."""
    try:
        yield
    except UNREADABLE as error:
        if columns := unreadable(connection):
            raise Damaged("database-damaged", columns=", ".join(columns)) from error
        raise


def _conditions(connection: Connection) -> dict[str, dict[str, str]]:
    """For each table the columns whose values have a form, each with what holds for a good one."""
    found: dict[str, dict[str, str]] = {}
    columns = connection.rows(
        'SELECT t.name, c.name, c."notnull" FROM pragma_table_list t JOIN pragma_table_info(t.name) c'
        " WHERE t.schema = 'main' AND t.type = 'table' AND c.type = 'TEXT' ORDER BY t.name, c.cid"
    )
    for table, column, is_required in columns:
        condition = _condition(f"{table}.{column}", column)
        if condition:
            empty = f'"{column}" IS NULL' if is_required else f"coalesce(\"{column}\", '') = ''"
            found.setdefault(table, {})[column] = f"{empty} OR {condition}"
    return found


def _condition(place: str, column: str) -> str | None:
    """What holds for a good value, in SQL that raises nothing; None where any text is one."""
    if place in JSON_VALUES:
        return f'CASE WHEN json_valid("{column}") THEN json_type("{column}") = \'{JSON_VALUES[place]}\' ELSE 0 END'
    if place in WORDS:
        words = ", ".join(f"'{word}'" for word in WORDS[place])
        return f'"{column}" IN ({words})'
    if column.endswith(_DAYS):
        return f'date("{column}") IS "{column}"'
    if column == _INSTANTS[0] or column.endswith(_INSTANTS[1]):
        return f'strftime(\'%Y-%m-%dT%H:%M:%SZ\', "{column}") IS "{column}"'
    return None
