"""A vault with very many records, written straight into the database: what a large shop leaves after years."""

import json
import random
import secrets
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from app.bootstrap import Services
from app.clock import Clock
from app.domain.documents import Renderer
from app.domain.firm import opening_profile
from app.domain.search_text import index_text
from app.domain.words import Closure
from app.storage.connection import Connection
from tests.helpers.people_rows import GIVEN, SURNAMES
from tests.helpers.vaults import FixedClock, make_vault, opened, sample_firm

HEADERS = ("订单号", "姓名", "手机", "身份证号", "收货地址", "商品", "金额", "下单日期", "付款方式", "备注")
FIELDS = (None, "name", "phone", "id_number", "address", "subject", "amount", "date", None, "note")
_ROWS_OF_ONE = 3
_SHEETS = 20


class _Person(NamedTuple):
    name: str
    phone: str
    id_number: str
    address: str

    @property
    def birth_date(self) -> str:
        """As the ID number has it."""
        digits = self.id_number[6:14]
        return f"{digits[:4]}-{digits[4:6]}-{digits[6:]}"


def large_vault(
    folder: Path, records: int, *, renderer: Renderer | None = None, clock: Clock | None = None, indexed: bool = True
) -> Services:
    """A vault of classified records, all due, three a customer; the same for the same size but for its random ids.

    The caller closes the services.
    """
    clock = clock or FixedClock()
    firm = sample_firm(profile=opening_profile(Closure.DEREGISTRATION, clock.today()))
    services = opened(make_vault(folder, firm=firm, clock=clock), clock=clock, renderer=renderer)
    with services.session.write() as uow:
        sheets = _sheets(uow.connection, records)
        people = -(-records // _ROWS_OF_ONE)
        uow.connection.executemany(
            "INSERT INTO customer (id, uid, name, id_number, phone, address, birth_date) VALUES (?, ?, ?, ?, ?, ?, ?)",
            (
                (number, secrets.token_bytes(16), one.name, one.id_number, one.phone, one.address, one.birth_date)
                for number, one in ((number, _person(number)) for number in range(1, people + 1))
            ),
        )
        uow.connection.executemany(
            "INSERT INTO record (id, uid, salt, digest, customer_id, sheet_id, row_number, state, kind, sensitivity,"
            " pi_sensitive, personal, rule, trigger_date, title, content, event_date, created_at, classified_at,"
            " classified_by) VALUES (?, ?, ?, ?, ?, ?, ?, 'classified', 'transaction', 'sensitive', 0, 1, 'PI-MIN',"
            " NULL, ?, ?, ?, '2026-11-01T00:00:00Z', '2026-11-02T00:00:00Z', '王建华')",
            _records(records, sheets),
        )
        if indexed:
            uow.search.add(
                (row[0], index_text(json.loads(row[1])))
                for row in uow.connection.execute("SELECT id, content FROM record ORDER BY id")
            )
        uow.commit()
    return services


def _sheets(connection: Connection, records: int) -> list[int]:
    columns = json.dumps(
        [
            {"index": at, "header": head, "field": field, "type": "other", "share": 1.0, "sensitivity": "general"}
            for at, (head, field) in enumerate(zip(HEADERS, FIELDS, strict=True))
        ],
        ensure_ascii=False,
    )
    numbers = []
    for number in range(_SHEETS):
        batch = connection.execute(
            "INSERT INTO batch (uid, file_name, file_sha256, file_bytes, imported_at, operator)"
            " VALUES (?, ?, ?, ?, ?, ?)",
            (secrets.token_bytes(16), f"订单{2000 + number}.xlsx", "00" * 32, 9, "2026-11-01T00:00:00Z", "王建华"),
        ).lastrowid
        each = records // _SHEETS
        numbers.append(
            connection.execute(
                "INSERT INTO sheet (batch_id, name, kind, header_row, columns, rows_read, records_added, duplicates,"
                " rejected_rows) VALUES (?, '订单', 'transaction', 1, ?, ?, ?, 0, 0)",
                (batch, columns, each, each),
            ).lastrowid
        )
    return numbers


def _person(number: int) -> _Person:
    dice = random.Random(number)
    name = dice.choice(SURNAMES) + dice.choice(GIVEN) + dice.choice(GIVEN) * (number % 3 > 0)
    address = f"上海市浦东新区张杨路{dice.randrange(3000)}弄{dice.randrange(90)}号{dice.randrange(2500)}室"
    id_number = f"310115{1950 + dice.randrange(55)}{1 + dice.randrange(12):02}{1 + dice.randrange(28):02}"
    return _Person(name, f"1{dice.randrange(3 * 10**9, 10**10)}", f"{id_number}{dice.randrange(10**4):04}", address)


def _records(count: int, sheets: list[int]) -> Iterator[tuple[object, ...]]:
    dice = random.Random(count)
    goods = [
        f"{one}{size}" for one in ("少儿英语课程", "瑜伽年卡", "摄影套餐", "茶叶礼盒") for size in ("标准", "尊享")
    ]
    for number in range(1, count + 1):
        customer = (number - 1) % -(-count // _ROWS_OF_ONE) + 1
        one = _person(customer)
        day = f"{2015 + dice.randrange(10)}-{1 + dice.randrange(12):02}-{1 + dice.randrange(28):02}"
        thing, amount = dice.choice(goods), f"{dice.randrange(1, 90000) / 10}"
        note = "" if number % 4 else f"约{day}上门，联系{one.name}，验证码{dice.randrange(10**6):06}"
        order = f"DD{number:06}{dice.randrange(10**6):06}"
        cells = [order, *one[:1], one.phone, one.id_number, one.address, thing, amount, day, "微信支付", note]
        content = json.dumps(cells, ensure_ascii=False, separators=(",", ":"))
        ids = (secrets.token_bytes(16), secrets.token_bytes(16), secrets.token_bytes(16))
        yield (
            number,
            *ids,
            customer,
            sheets[number % len(sheets)],
            number,
            f"{thing} · {amount} · {day}",
            content,
            day,
        )
