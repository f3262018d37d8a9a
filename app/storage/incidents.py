"""Incidents and what was done about them in the database."""

import json
from datetime import date

from app.domain.incident_register import Account, Entry, Event, InfoKind, Step
from app.domain.incidents import Incident
from app.domain.instants import instant_of, instant_text
from app.storage.connection import Connection, Row

_FACTS = "event, discovered_at, people, info, serious, crime, minors, avoided, cause, harm, measures, advice"
_COLUMNS = f"id, number, {_FACTS}, notice, handled_on, keep_until, made_at, made_by"


class IncidentStore:
    """All of them, with their steps."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, entry: Entry) -> None:
        """Keep a new entry; its steps are added one by one."""
        marks = ", ".join("?" for _ in range(15))
        self._connection.execute(
            f"INSERT INTO incident (number, {_FACTS}, made_at, made_by) VALUES ({marks})",
            (entry.number, *_values(entry.account), instant_text(entry.made_at), entry.made_by),
        )

    def change(self, number: str, account: Account) -> None:
        """Put a newer account in place of the last one."""
        marks = ", ".join(f"{name} = ?" for name in _FACTS.split(", "))
        self._connection.execute(f"UPDATE incident SET {marks} WHERE number = ?", (*_values(account), number))

    def tell(self, number: str, notice: str) -> None:
        """Link the notice to the customers."""
        self._connection.execute("UPDATE incident SET notice = ? WHERE number = ?", (notice, number))

    def close(self, number: str, handled_on: date, keep_until: date) -> None:
        self._connection.execute(
            "UPDATE incident SET handled_on = ?, keep_until = ? WHERE number = ?",
            (handled_on.isoformat(), keep_until.isoformat(), number),
        )

    def delete(self, number: str) -> None:
        """Take an entry out for good, with its steps."""
        self._connection.execute(
            "DELETE FROM incident_step WHERE incident_id IN (SELECT id FROM incident WHERE number = ?)", (number,)
        )
        self._connection.execute("DELETE FROM incident WHERE number = ?", (number,))

    def add_step(self, number: str, step: Step) -> None:
        """Keep what was done about an incident."""
        self._connection.execute(
            "INSERT INTO incident_step (incident_id, duty, done_at, told, note, entered_at, entered_by)"
            " SELECT id, ?, ?, ?, ?, ?, ? FROM incident WHERE number = ?",
            (
                step.duty, instant_text(step.done_at), step.told, step.note, instant_text(step.entered_at),
                step.entered_by, number,
            ),
        )  # fmt: skip

    def all(self) -> tuple[Entry, ...]:
        """All of them, oldest first."""
        steps: dict[int, list[Step]] = {}
        for number, *values in self._connection.rows(
            "SELECT incident_id, duty, done_at, told, note, entered_at, entered_by FROM incident_step ORDER BY id"
        ):
            steps.setdefault(number, []).append(_step(tuple(values)))
        rows = self._connection.rows(f"SELECT {_COLUMNS} FROM incident ORDER BY id")
        return tuple(_entry(row, tuple(steps.get(row[0], ()))) for row in rows)

    def find(self, number: str) -> Entry | None:
        return next((one for one in self.all() if one.number == number), None)


def _values(account: Account) -> tuple[object, ...]:
    facts = account.facts
    return (
        account.event,
        instant_text(facts.discovered_at),
        facts.people,
        json.dumps(account.info),
        *map(int, (facts.serious, facts.crime, facts.minors, facts.avoided)),
        account.cause,
        account.harm,
        account.measures,
        account.advice,
    )


def _entry(row: Row, steps: tuple[Step, ...]) -> Entry:
    _, number, event, discovered, people, info, *flags = row[:10]
    cause, harm, measures, advice, notice, handled, keep, made_at, made_by = row[10:]
    facts = Incident(instant_of(discovered), people, *map(bool, flags))
    kinds = tuple(map(InfoKind, json.loads(info)))
    return Entry(
        number, Account(Event(event), facts, kinds, cause, harm, measures, advice), instant_of(made_at), made_by,
        notice, date.fromisoformat(handled) if handled else None, date.fromisoformat(keep) if keep else None, steps,
    )  # fmt: skip


def _step(row: Row) -> Step:
    duty, done_at, told, note, entered_at, entered_by = row
    return Step(duty, instant_of(done_at), told, note, instant_of(entered_at), entered_by)
