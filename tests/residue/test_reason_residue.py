"""Reasons and sources that name a customer who goes: the words go with the customer, the entries stay."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.bootstrap import Services
from app.domain.origins import Origin
from app.domain.records import RecordQuery
from tests.helpers.shops import approved, database_bytes, make_shop

NAME = "司马凌云"
ROWS = [(NAME, "15912340987", "碧云路九号", "会员来店"), ("钱七七", "13900000001", "愚园路一号", "老客户")]
NAMED = f"由{NAME}的家属提供"


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Services]:
    """Everything that is typed about the record and the import that stay names the customer who goes."""
    services = make_shop(tmp_path, ROWS)
    ids = services.records.ids(RecordQuery(search="钱七七"))
    (record,) = services.records.window(ids)
    services.corrections.correct(record.uid, "备注", "新客户", NAMED)
    (batch,) = services.overview.imports()
    services.origins.change(batch.batch, Origin(source=NAMED, purpose=NAMED), NAMED)
    services.origins.change(batch.batch, Origin(source="前台登记", purpose=NAMED), NAMED)
    services.holds.add(NAMED, ids)
    yield services
    services.close()


def typed(services: Services) -> set[str]:
    with services.session.read() as uow:
        rows = uow.connection.rows(
            "SELECT reason FROM hold UNION ALL SELECT reason FROM correction UNION ALL SELECT purpose FROM batch"
            " UNION ALL SELECT source FROM batch UNION ALL SELECT reason || source || purpose FROM batch_change"
        )
    return {row[0] for row in rows}


def test_words_that_name_the_customer_go_and_the_entries_stay(shop: Services, tmp_path: Path) -> None:
    assert NAMED in typed(shop)
    done = shop.destruction.execute(approved(shop, shop.records.resolve(search=NAME)), tmp_path / "out")
    assert (done.destroyed, done.residue.hits) == (1, 0)
    assert NAME.encode() not in database_bytes(shop)
    assert typed(shop) == {"", "前台登记"}
    (hold,) = shop.holds.all()
    assert hold.records == 1
    assert shop.checkup.check().ok
