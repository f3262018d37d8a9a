"""Batch by batch and through the filter, rows come to the customers whom a look at all of them would give."""

from collections.abc import Iterator, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.bootstrap import Services
from app.domain.customers import Identity, IdentityColumns, born, identifies
from app.services.customer_book import CustomerBook
from app.services.customer_index import CustomerIndex
from app.services.key_filter import KeyFilter
from app.storage.portions import BITS
from tests.helpers.vaults import make_vault, opened

VALUES = st.sampled_from(["", "", "甲", "乙", "丙"])
ROWS = st.builds(
    Identity,
    name=VALUES,
    org=VALUES,
    id_number=st.sampled_from(["", "", "", "310101199001011237", "ID2"]),
    phone=st.sampled_from(["", "", "P1", "P2", "P3"]),
    email=st.sampled_from(["", "a@example.com"]),
    code=st.sampled_from(["", "", "K1", "K2"]),
)
FEW = st.lists(ROWS, max_size=12)


@pytest.fixture(scope="module")
def services(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Services]:
    found = opened(make_vault(tmp_path_factory.mktemp("book")))
    yield found
    found.close()


def columns(identities: Sequence[Identity]) -> IdentityColumns:
    return [*zip(*identities, strict=True)]


def one_by_one(identities: Sequence[Identity]) -> tuple[list[int | None], dict[int, Identity]]:
    """Each row against all customers so far, without a database."""
    known: dict[int, Identity] = {}
    numbers: list[int | None] = []
    for one in identities:
        if not identifies(one):
            numbers.append(None)
            continue
        index = CustomerIndex()
        for known_number, identity in known.items():
            index.enter(known_number, identity)
        number = index.find(one)
        if number is None:
            number = len(known) + 1
            birth = one.birth_date or born(one.id_number)
            known[number] = one._replace(birth_date=birth)
        else:
            known[number] = index.complete(number, one) or known[number]
        numbers.append(number)
    return numbers, known


@given(before=FEW, batches=st.lists(FEW, max_size=4))
def test_batches_give_what_one_by_one_gives(
    services: Services, before: list[Identity], batches: list[list[Identity]]
) -> None:
    """`before` is an earlier file: later ones begin without the filter where the vault is large against them."""
    with services.session.write() as uow:
        numbers = [*CustomerBook(uow.customers).customers_of(columns(before))]
        book = CustomerBook(uow.customers)
        for batch in batches:
            numbers += book.customers_of(columns(batch))
        stored = dict(uow.customers.all())
    assert (numbers, stored) == one_by_one([*before, *(one for batch in batches for one in batch)])


def test_what_completes_a_customer_is_found_in_its_portion(services: Services, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.services.key_filter._FEW", 0)
    far, someone = 1 << BITS, Identity(name="甲", id_number="ID2")
    with services.session.write() as uow:
        uow.customers.add([(far, bytes(16), someone)])
        book = CustomerBook(uow.customers)
        assert book.customers_of(columns([someone._replace(phone="P1")])) == [far]
        assert book.customers_of(columns([Identity(name="甲", phone="P1")])) == [far]


@given(met=st.lists(st.text()), asked=st.lists(st.text()))
def test_the_filter_never_denies_what_it_met(met: list[str], asked: list[str]) -> None:
    keys = KeyFilter(100)
    keys.enter(met, 0)
    assert set(asked) & set(met) <= set(keys.maybe(asked))


def test_the_filter_denies_most_of_what_it_did_not_meet() -> None:
    keys = KeyFilter(1000)
    keys.enter((f"met {number}".encode() for number in range(1000)), 0)
    assert len(keys.maybe([f"other {number}".encode() for number in range(1000)])) < 60
