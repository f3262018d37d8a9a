"""Notices in the database: what was said, to whom letters went, how they fared, what came back."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime

from app.domain.instants import instant_of, instant_text
from app.domain.notices import Consent, Counts, Method, Particulars
from app.domain.register_numbers import next_number
from app.domain.words import Kind, NoticeKind
from app.storage.connection import Connection, Row

_NOTICE = "id, number, kind, particulars, prepared_at, prepared_by, published_on, published_at"
_LETTERS = (
    "SELECT l.id, l.number, lower(hex(c.uid)), c.name, c.org, l.method, l.delivered_on, l.entered_at, l.consent,"
    " l.consent_on FROM notice_letter l LEFT JOIN customer c ON c.id = l.customer_id WHERE l.notice_id = ?"
)


@dataclass(frozen=True, slots=True)
class StoredNotice:
    """A notice as it stands; `published_at` is when its publication was entered."""

    id: int
    number: str
    kind: NoticeKind
    particulars: Particulars
    prepared_at: datetime
    prepared_by: str
    published_on: date | None
    published_at: datetime | None


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter; `customer` is "" once the customer's records are destroyed. `entered_at`: when its fate was."""

    id: int
    number: int
    customer: str
    name: str
    method: Method | None
    delivered_on: date | None
    entered_at: datetime | None
    consent: Consent | None
    consent_on: date | None


@dataclass(frozen=True, slots=True)
class Recipient:
    """A customer of the chosen records, with the sheets and kinds of these."""

    id: int
    uid: str
    name: str
    org: str
    phone: str
    email: str
    address: str
    code: str
    birth_date: str
    records: int
    sheets: tuple[int, ...]
    kinds: tuple[Kind, ...]


class NoticeStore:
    """All notices with their letters, proofs and objections."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def next_number(self, year: int) -> str:
        """The number after the last one of the year: GZ-2026-001."""
        return next_number("GZ", year, (row[0] for row in self._connection.execute("SELECT number FROM notice")))

    def recipients(self) -> list[Recipient]:
        """The customers of the records chosen in this unit (uow.selection), in the vault's order."""
        rows = self._connection.rows(
            "SELECT c.id, lower(hex(c.uid)), c.name, c.org, c.phone, c.email, c.address, c.code,"
            " coalesce(c.birth_date, ''), count(*), group_concat(DISTINCT r.sheet_id), group_concat(DISTINCT r.kind)"
            " FROM temp.chosen s JOIN record r ON r.id = s.id JOIN customer c ON c.id = r.customer_id"
            " WHERE r.personal = 1 GROUP BY c.id ORDER BY c.id"
        )
        return [_recipient(row) for row in rows]

    def are_sensitive(self) -> bool:
        """Whether a record chosen in this unit holds what PIPL 28 names."""
        query = "SELECT EXISTS (SELECT 1 FROM temp.chosen s JOIN record r ON r.id = s.id WHERE r.pi_sensitive = 1)"
        return bool(self._connection.value(query))

    def chosen_uids(self) -> list[bytes]:
        """The ids of the records chosen in this unit that belong to a customer."""
        rows = self._connection.rows(
            "SELECT r.uid FROM temp.chosen s JOIN record r ON r.id = s.id"
            " WHERE r.personal = 1 AND r.customer_id NOT NULL"
        )
        return [row[0] for row in rows]

    def add(self, notice: StoredNotice, customers: Iterable[int]) -> int:
        """Keep a notice and one letter for each of these customers, numbered from 1; its number in the database."""
        number = self._connection.execute(
            "INSERT INTO notice (number, kind, particulars, prepared_at, prepared_by) VALUES (?, ?, ?, ?, ?)",
            (
                notice.number,
                notice.kind,
                json.dumps(asdict(notice.particulars), ensure_ascii=False, default=str),
                instant_text(notice.prepared_at),
                notice.prepared_by,
            ),
        ).lastrowid
        self._connection.executemany(
            "INSERT INTO notice_letter (notice_id, number, customer_id) VALUES (?, ?, ?)",
            ((number, at, customer) for at, customer in enumerate(customers, start=1)),
        )
        return number

    def all(self) -> tuple[StoredNotice, ...]:
        """All notices, oldest first."""
        return tuple(map(_notice, self._connection.rows(f"SELECT {_NOTICE} FROM notice ORDER BY id")))

    def find(self, number: str) -> StoredNotice | None:
        row = self._connection.one(f"SELECT {_NOTICE} FROM notice WHERE number = ?", (number,))
        return _notice(row) if row else None

    def publish(self, notice: int, on: date, at: datetime, by: str) -> None:
        """Say when the public notice went up."""
        self._connection.execute(
            "UPDATE notice SET published_on = ?, published_at = ?, published_by = ? WHERE id = ?",
            (on.isoformat(), instant_text(at), by, notice),
        )

    def letters(self, notice: int) -> Iterator[Letter]:
        """The letters by number."""
        return map(_letter, iter(self._connection.execute(f"{_LETTERS} ORDER BY l.number", (notice,))))

    def counts(self, notice: int) -> Counts:
        """How a notice's letters fared."""
        row = self._connection.one(
            "SELECT count(*), count(method) FILTER (WHERE method <> 'returned'),"
            " count(*) FILTER (WHERE method = 'returned'), count(*) FILTER (WHERE consent = 'given'),"
            " count(*) FILTER (WHERE consent = 'refused'),"
            " (SELECT count(*) FROM notice_objection o WHERE o.notice_id = :notice),"
            " count(*) - count(customer_id) FROM notice_letter WHERE notice_id = :notice",
            {"notice": notice},
        )
        assert row is not None
        return Counts(*row)

    def delivery_days(self, notice: int) -> list[date]:
        """The days on which letters arrived, one a letter."""
        rows = self._connection.rows(
            "SELECT delivered_on FROM notice_letter WHERE notice_id = ? AND method <> 'returned'", (notice,)
        )
        return [date.fromisoformat(row[0]) for row in rows]


def _notice(row: Row) -> StoredNotice:
    number, name, kind, particulars, prepared_at, prepared_by, published_on, published_at = row
    said = Particulars(**json.loads(particulars))
    ends_on = date.fromisoformat(str(said.ends_on)) if said.ends_on else None
    return StoredNotice(
        number,
        name,
        NoticeKind(kind),
        replace(said, ends_on=ends_on),
        instant_of(prepared_at),
        prepared_by,
        date.fromisoformat(published_on) if published_on else None,
        instant_of(published_at) if published_at else None,
    )


def _letter(row: Row) -> Letter:
    letter, number, uid, name, org, method, delivered_on, entered_at, consent, consent_on = row
    return Letter(
        letter,
        number,
        uid or "",
        name or org or "",
        Method(method) if method else None,
        date.fromisoformat(delivered_on) if delivered_on else None,
        instant_of(entered_at) if entered_at else None,
        Consent(consent) if consent else None,
        date.fromisoformat(consent_on) if consent_on else None,
    )


def _recipient(row: Row) -> Recipient:
    number, uid, name, org, phone, email, address, code, birth_date, records, sheets, kinds = row
    present = frozenset(str(kinds or "").split(","))
    return Recipient(
        id=number,
        uid=uid,
        name=name,
        org=org,
        phone=phone,
        email=email,
        address=address,
        code=code,
        birth_date=birth_date,
        records=records,
        sheets=tuple(sorted(int(one) for one in str(sheets).split(","))),
        kinds=tuple(kind for kind in Kind if kind in present),
    )
