"""Values that are no day, moment, list or word any more are found by their columns, and told as damage."""

import pytest

from app.bootstrap import Services
from app.errors import Damaged
from app.storage.connection import Connection
from app.storage.values import JSON_VALUES, WORDS, unreadable

_FORMED = (
    *(*JSON_VALUES, *WORDS),
    "audit.at", "checkpoint.at", "record.created_at", "record.event_date", "record.retain_until", "stub.destroyed_on",
    "hold.until", "attachment.period_from", "decision_change_record.trigger_before", "customer.birth_date",
)  # fmt: skip
_FREE = ("record.title", "customer.name", "document.kind", "setting.value", "hold.reason")
_SAMPLES = {"TEXT": "2026-02-30", "INTEGER": 1, "BLOB": b"\x01" * 16}


def _fill(connection: Connection, table: str) -> None:
    """Put one row into a table, whose texts are all a day that there is not."""
    columns = connection.rows("SELECT name, type FROM pragma_table_info(?)", (table,))
    names, marks = ", ".join(f'"{name}"' for name, _ in columns), ", ".join("?" for _ in columns)
    row = [_SAMPLES[kind] for _, kind in columns]
    connection.execute(f'INSERT OR REPLACE INTO "{table}" ({names}) VALUES ({marks})', row)  # noqa: S608 - of the schema


def test_every_column_with_a_form_is_looked_at(services: Services) -> None:
    with services.session.write() as uow:
        assert unreadable(uow.connection) == ()
        uow.connection.execute("PRAGMA defer_foreign_keys = ON")
        for table in (*uow.tables.names(), "delivery", "draft"):
            _fill(uow.connection, table)
        found = set(unreadable(uow.connection))
    assert found >= set(_FORMED)
    assert not found & set(_FREE)


@pytest.mark.parametrize(
    ("column", "text"),
    [
        ("firm.profile", "{"),
        ("firm.profile", "[]"),
        ("firm.created_at", "2026-11-21"),
        ("firm.created_at", "2026-11-21T25:00:00Z"),
        ("firm.created_at", ""),
        ("firm.closure", "bankruptcy"),
        ("firm.closure", ""),
    ],
)
def test_a_value_of_another_form_is_found(services: Services, column: str, text: str) -> None:
    table, name = column.split(".")
    with services.session.write() as uow:
        uow.connection.execute(f"UPDATE {table} SET {name} = ?", (text,))  # noqa: S608 - named above
        assert unreadable(uow.connection) == (column,)


def test_reading_such_a_value_is_told_as_damage(services: Services) -> None:
    with services.session.write() as uow:
        uow.connection.execute("UPDATE firm SET profile = '{'")
        uow.commit()
    with pytest.raises(Damaged, match="database-damaged") as caught:
        _ = services.session.firm
    assert caught.value.params == {"columns": "firm.profile"}
    with pytest.raises(Damaged, match="database-damaged"), services.session.write() as uow:
        uow.connection.value("SELECT json_extract(profile, '$.entity') FROM firm")


def test_text_that_is_none_is_told_as_damage(services: Services) -> None:
    with services.session.write() as uow:
        uow.connection.execute("UPDATE firm SET name = CAST(x'ff' AS TEXT)")
        uow.commit()
    with pytest.raises(Damaged, match="database-damaged"):
        _ = services.session.firm


def test_a_mistake_of_the_program_stays_one(services: Services) -> None:
    with pytest.raises(ValueError, match="no day"), services.session.write():
        raise ValueError("no day")
    with pytest.raises(KeyError), services.session.read():
        raise KeyError("name")
