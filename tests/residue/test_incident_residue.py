"""A customer who was named in an incident's words all the same leaves with a destruction; the incident stays."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from app.bootstrap import Services
from app.domain.incident_register import Account, Event, InfoKind
from app.domain.incidents import Incident
from tests.helpers.shops import approved, database_bytes, make_shop
from tests.helpers.vaults import FixedClock

ROWS = [("司马凌云", "15912340987", "碧云路九号", "会员来店"), ("钱七七", "13900000001", "愚园路一号", "老客户")]
CAUSE, PLAIN = "司马凌云的资料被误发", "电脑失窃"


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Services]:
    services = make_shop(tmp_path, ROWS, clock=FixedClock())
    now = services.session.clock.now()
    for cause in (CAUSE, PLAIN):
        services.incidents.add(Account(Event.LEAK, Incident(now - timedelta(hours=1), 2), (InfoKind.CONTACT,), cause))
    services.incidents.done("SJ-2026-001", "remedy", now, note="已请司马凌云核对")
    yield services
    services.close()


def test_words_with_a_name_go_with_the_customer(shop: Services, tmp_path: Path) -> None:
    assert CAUSE.encode() in database_bytes(shop)
    done = shop.destruction.execute(approved(shop, shop.records.resolve(search="司马凌云")), tmp_path / "out")
    assert (done.destroyed, done.residue.hits) == (1, 0)
    assert "司马凌云".encode() not in database_bytes(shop)
    named, plain = shop.incidents.all()
    assert (named.account.cause, named.account.facts.people, plain.account.cause) == ("", 2, PLAIN)
    assert [(step.duty, step.note) for step in named.steps] == [("remedy", "")]


def test_they_stay_while_the_customer_stays(shop: Services, tmp_path: Path) -> None:
    done = shop.destruction.execute(approved(shop, shop.records.resolve(search="钱七七")), tmp_path / "out")
    assert done.residue.hits == 0
    assert [one.account.cause for one in shop.incidents.all()] == [CAUSE, PLAIN]


def test_backup_brings_incidents_back(shop: Services) -> None:
    with shop.session.read() as uow:
        tables = [name for name in uow.tables.names() if name.startswith("incident")]
    assert tables == ["incident", "incident_step"]
