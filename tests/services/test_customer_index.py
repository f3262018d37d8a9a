"""Rows of one customer come together, rows of two stay apart."""

from app.domain.customers import Identity
from app.services.customer_index import CustomerIndex

WANG = Identity(name="王伟", id_number="ID1", phone="P1")


def index(*customers: Identity) -> CustomerIndex:
    found = CustomerIndex()
    for number, identity in enumerate(customers, 1):
        found.enter(number, identity)
    return found


def test_the_id_number_decides_before_all() -> None:
    assert index(WANG).find(Identity(name="王小伟", id_number="ID1", phone="P9")) == 1
    assert index(WANG).find(Identity(name="王伟", id_number="ID2", phone="P1")) is None


def test_phone_and_name_join_rows_without_an_id() -> None:
    assert index(WANG).find(Identity(name="王伟", phone="P1")) == 1
    assert index(WANG).find(Identity(name="王芳", phone="P1")) is None
    assert index(WANG).find(Identity(name="王伟", phone="P2")) is None


def test_an_id_completes_a_customer_known_by_phone_and_name() -> None:
    found = index(Identity(name="王伟", phone="P1"))
    row = Identity(name="王伟", phone="P1", id_number="ID1")
    assert found.find(row) == 1
    assert found.complete(1, row) == row
    assert found.find(Identity(id_number="ID1")) == 1


def test_a_name_alone_is_that_of_the_only_one_who_has_it() -> None:
    assert index(WANG).find(Identity(name="王伟")) == 1


def test_a_name_that_several_have_goes_to_nobody_of_them() -> None:
    found = index(WANG, Identity(name="王伟", phone="P2"))
    assert found.find(Identity(name="王伟")) is None
    found.enter(3, Identity(name="王伟"))
    assert found.find(Identity(name="王伟")) == 3


def test_organisation_and_name_join_rows_without_a_phone() -> None:
    known = Identity(name="李娜", org="晨光公司", phone="P5")
    assert index(known).find(Identity(name="李娜", org="晨光公司")) == 1
    assert index(known).find(Identity(name="李娜", org="别的公司")) is None
    assert index(known).find(Identity(org="晨光公司")) == 1


def test_the_customers_own_number_joins_unless_the_names_differ() -> None:
    known = Identity(name="王伟", code="K1", phone="P1")
    assert index(known).find(Identity(name="王伟", code="K1", phone="P2")) == 1
    assert index(known).find(Identity(code="K1")) == 1
    assert index(known).find(Identity(name="李娜", code="K1")) is None


def test_a_phone_alone_is_that_of_the_only_one_who_has_it() -> None:
    assert index(WANG).find(Identity(phone="P1")) == 1
    assert index(WANG, Identity(name="王芳", phone="P1")).find(Identity(phone="P1")) is None
