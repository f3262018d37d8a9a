"""A small shop whose customer list is really imported and classified, so that its records may be destroyed."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import pytest

from app.bootstrap import Services
from app.clock import Clock
from app.domain.documents import Renderer
from app.domain.firm import opening_profile
from app.domain.legal_bases import LegalBasis
from app.domain.origins import Origin
from app.domain.words import Closure, OrderState, Role
from app.services.destruction import Executed
from app.storage.connection import Connection
from app.vault.secret import Secret
from tests.helpers.cipher_pages import plain_pages
from tests.helpers.papers import PaperRenderer
from tests.helpers.vaults import OPERATOR, PASSPHRASE, FixedClock, make_vault, opened, sample_firm

HEADS = ("姓名", "手机号码", "地址", "备注")
VAULT = "firm.qingdang"
APPROVER, WITNESS = "李清算", "赵监销"
ORIGIN = Origin(source="门店登记", purpose="提供课程", legal_basis=LegalBasis.CONTRACT)


def person(number: int) -> tuple[str, str, str, str]:
    """A customer's row, of which every cell can be found again and none is anybody else's."""
    letters = "".join(chr(0x4E00 + number * 31 + at * 977) for at in range(2))
    return (
        f"钱{letters}",
        f"139{10_000_000 + number * 7919:08d}",
        f"静安区愚园路{letters}弄{number + 11}号",
        f"会员{letters}来店",
    )


def make_shop(
    folder: Path, rows: Iterable[Sequence[str]] = (), *, count: int = 12, renderer: Renderer | None = None,
    clock: Clock | None = None, name: str = "客户名单.csv",
) -> Services:  # fmt: skip
    """A vault of one operator with these rows, or `count` invented ones; the caller closes it."""
    clock = clock or FixedClock()
    firm = sample_firm(profile=opening_profile(Closure.DEREGISTRATION, clock.today()))
    services = reopened(make_vault(folder, firm=firm, clock=clock), renderer=renderer, clock=clock)
    add_rows(services, folder / name, [*rows] or [person(number) for number in range(count)])
    return services


def add_rows(services: Services, path: Path, rows: Iterable[Sequence[str]], heads: Sequence[str] = HEADS) -> None:
    """Import a table and accept what is proposed for it."""
    lines = [",".join(heads), *(",".join(row) for row in rows)]
    path.write_text("\n".join(lines), encoding="utf-8")
    services.imports.run(path, origin=ORIGIN)
    services.classification.accept()


def reopened(
    vault: Path, *, operator: str | None = None, renderer: Renderer | None = None, clock: Clock | None = None
) -> Services:
    """The vault's services with a renderer; the caller closes them."""
    return opened(vault, operator=operator, renderer=renderer or PaperRenderer(), clock=clock)


def add_people(services: Services) -> None:
    """An approver and a witness beside the first operator, all with the same passphrase."""
    secret = Secret(PASSPHRASE)
    services.operators.add(APPROVER, Role.APPROVER, secret)
    services.operators.add(WITNESS, Role.WITNESS, secret)


def ids_of(services: Services, search: str = "") -> list[int]:
    """The records' numbers, oldest first."""
    return sorted(services.records.resolve(uids=[], search=search or "钱"))


def approved(services: Services, ids: Sequence[int] | None) -> str:
    """An order over these records, approved by who stands in every role."""
    order = services.destruction.prepare(ids).order
    services.destruction.approve(order, services.operators.signer(OPERATOR, Secret(PASSPHRASE)))
    return order


def destroyed(services: Services, out: Path, ids: Sequence[int] | None = None) -> Executed:
    """What executing an order over these records, or over all, says."""
    return services.destruction.execute(approved(services, ids), out)


def state_of(services: Services, order: str) -> OrderState:
    return services.destruction.status(order).state


def database_bytes(services: Services) -> bytes:
    """Every byte of the present database, decrypted by the tests' own reader."""
    path, key = services.session.folder.database(services.session.generation), services.session._key.reveal()
    connection = Connection(path, key)
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    return plain_pages(path, key)


@pytest.fixture
def shop(tmp_path: Path, clock: FixedClock) -> Iterator[Services]:
    """Twelve customers with a record each, all due, one operator."""
    services = make_shop(tmp_path, clock=clock)
    yield services
    services.close()
