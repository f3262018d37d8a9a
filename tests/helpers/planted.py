"""Customers and records put straight into a vault, for tests of what comes after import and classification."""

import json
import secrets
from dataclasses import dataclass

from app.domain.search_text import index_text
from app.services.session import Session

HEADERS = ("姓名", "手机", "日期", "备注")


@dataclass(frozen=True, slots=True)
class Planted:
    """The uids in hex, one customer a record, in the order of the rows."""

    customers: tuple[str, ...]
    records: tuple[str, ...]


def planted(
    session: Session,
    count: int = 5,
    *,
    kind: str = "service",
    rule: str | None = "PI-MIN",
    trigger_date: str | None = "2020-01-31",
    state: str = "classified",
) -> Planted:
    """One imported file of `count` rows, classified alike."""
    columns = json.dumps([_column(at, header) for at, header in enumerate(HEADERS)], ensure_ascii=False)
    customers, records = [], []
    with session.write() as uow:
        run = uow.connection.execute
        batch = run(
            "INSERT INTO batch (uid, file_name, file_sha256, file_bytes, imported_at, operator)"
            " VALUES (?, ?, ?, ?, ?, ?)",
            (secrets.token_bytes(16), "客户.xlsx", "00" * 32, 1000, "2026-11-01T00:00:00Z", "王建华"),
        ).lastrowid
        sheet = run(
            "INSERT INTO sheet (batch_id, name, kind, header_row, columns, rows_read, records_added, duplicates,"
            " rejected_rows) VALUES (?, ?, ?, 1, ?, ?, ?, 0, 0)",
            (batch, "会员", kind, columns, count, count),
        ).lastrowid
        for row in range(count):
            mark = f"{sheet:03}{row:05}"
            uid = secrets.token_bytes(16)
            customer = run(
                "INSERT INTO customer (uid, name, phone) VALUES (?, ?, ?)", (uid, f"顾客{mark}", f"139{mark}")
            ).lastrowid
            customers.append(uid.hex())
            uid = secrets.token_bytes(16)
            content = json.dumps([f"顾客{mark}", f"139{mark}", "2020-01-31", f"标记{mark}"], ensure_ascii=False)
            run(
                "INSERT INTO record (uid, salt, digest, customer_id, sheet_id, row_number, state, kind, sensitivity,"
                " rule, trigger_date, title, content, event_date, created_at, classified_at, classified_by)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'sensitive', ?, ?, ?, ?, '2020-01-31', '2026-11-01T00:00:00Z',"
                " '2026-11-02T00:00:00Z', '王建华')",
                (
                    uid, secrets.token_bytes(16), secrets.token_bytes(16), customer, sheet, row + 2, state, kind, rule,
                    trigger_date, f"顾客{mark}", content,
                ),
            )  # fmt: skip
            records.append(uid.hex())
        uow.search.add(
            (row[0], index_text(json.loads(row[1])))
            for row in uow.connection.rows("SELECT id, content FROM record WHERE sheet_id = ?", (sheet,))
        )
        uow.commit()
    return Planted(tuple(customers), tuple(records))


def _column(at: int, header: str) -> dict[str, object]:
    return {"index": at, "header": header, "field": None, "type": "other", "share": 1.0, "sensitivity": "general"}
