"""Appraisal and witnessing of accounting files as Order 79 has them: five signers, three departments."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from app.bootstrap import Services
from app.domain.capacities import Capacity, Department
from app.domain.words import OrderState
from app.errors import Damaged, Refused
from app.services.certification import open_certificate
from app.services.verification import verify
from app.vault.secret import Secret
from app.vault.signing import Signer
from tests.helpers.papers import PaperRenderer
from tests.helpers.planted import planted
from tests.helpers.shops import APPROVER, WITNESS, add_people, reopened, state_of
from tests.helpers.vaults import OPERATOR, PASSPHRASE, FixedClock

HEADS = {Capacity.UNIT_HEAD, Capacity.ARCHIVES_HEAD, Capacity.ACCOUNTING_HEAD}
RENDERER = PaperRenderer()


@pytest.fixture
def books(vault: Path, clock: FixedClock) -> Iterator[Services]:
    """Accounting files whose thirty years are over."""
    found = reopened(vault, clock=clock)
    planted(found.session, 3, kind="accounting", rule="ACC-VOUCHER", trigger_date="1990-06-30")
    yield found
    found.close()


def signer(services: Services, name: str) -> Signer:
    return services.operators.signer(name, Secret(PASSPHRASE))


def evidence(path: Path) -> dict[str, Any]:
    return open_certificate(RENDERER.attachments(path.read_bytes())).evidence


def test_one_person_appraises_in_every_capacity_and_it_shows(books: Services, tmp_path: Path) -> None:
    order = books.destruction.prepare().order
    books.destruction.approve(order, signer(books, OPERATOR))
    assert books.appraisals.standing(order).missing == ()
    books.destruction.execute(order, tmp_path)
    certificate = books.destruction.witness(order, signer(books, OPERATOR), tmp_path).certificate
    assert certificate is not None
    found = evidence(Path(certificate.file))
    assert [one["capacity"] for one in found["opinions"]] == [str(one) for one in Capacity]
    assert [one["department"] for one in found["supervisors"]] == [str(one) for one in Department]
    assert found["one_person"] is True
    assert verify(Path(certificate.file), RENDERER).valid
    assert books.checkup.check().ok


def test_each_signs_in_the_capacities_of_its_role(books: Services) -> None:
    add_people(books)
    order = books.destruction.prepare().order
    with pytest.raises(Refused, match="role-forbids"):
        books.appraisals.appraise(order, signer(books, OPERATOR), [Capacity.UNIT_HEAD])
    with pytest.raises(Refused, match="nothing-to-appraise"):
        books.appraisals.appraise(order, signer(books, WITNESS))
    first = books.appraisals.appraise(order, signer(books, OPERATOR))
    assert (first.state, set(first.missing)) == (OrderState.DRAFT, HEADS)
    with pytest.raises(Refused, match="capacity-signed"):
        books.appraisals.appraise(order, signer(books, OPERATOR), [Capacity.ARCHIVES_HANDLER])
    last = books.appraisals.appraise(order, signer(books, APPROVER))
    assert (last.state, last.missing, len(last.opinions)) == (OrderState.APPRAISED, (), 5)
    with pytest.raises(Refused, match="order-appraised-already"):
        books.appraisals.appraise(order, signer(books, APPROVER))
    assert books.destruction.approve(order, signer(books, APPROVER)).state is OrderState.APPROVED


def test_what_the_firm_requires_is_waited_for(books: Services) -> None:
    books.settings.set("appraisal-required", "yes")
    add_people(books)
    order = books.destruction.prepare().order
    with pytest.raises(Refused, match="appraisal-missing") as refused:
        books.destruction.approve(order, signer(books, APPROVER))
    assert "unit-head" in str(refused.value.params["capacities"])
    assert state_of(books, order) is OrderState.DRAFT
    for name in (OPERATOR, APPROVER):
        books.appraisals.appraise(order, signer(books, name))
    books.destruction.approve(order, signer(books, APPROVER))


def test_nobody_signs_for_another_where_it_is_not_required(books: Services) -> None:
    """The papers then leave lines to sign by hand."""
    add_people(books)
    order = books.destruction.prepare().order
    books.destruction.approve(order, signer(books, APPROVER))
    assert books.appraisals.standing(order).missing == tuple(Capacity)


def test_a_changed_list_needs_appraising_again(books: Services, tmp_path: Path) -> None:
    order = books.destruction.prepare().order
    books.destruction.approve(order, signer(books, OPERATOR))
    held = books.records.resolve(uids=[], search="顾客")[:1]
    books.holds.add("争议未了", held)
    with pytest.raises(Refused, match="order-returned"):
        books.destruction.execute(order, tmp_path)
    assert books.appraisals.standing(order).missing == tuple(Capacity)


def test_a_forged_opinion_stops_the_order(books: Services, tmp_path: Path) -> None:
    order = books.destruction.prepare().order
    books.destruction.approve(order, signer(books, OPERATOR))
    with books.session.write() as uow:
        uow.connection.execute("UPDATE order_opinion SET capacity = 'x' WHERE capacity = 'unit-head'")
        uow.connection.execute("UPDATE order_opinion SET capacity = 'unit-head' WHERE capacity = 'archives-head'")
        uow.connection.execute("DELETE FROM order_opinion WHERE capacity = 'x'")
        uow.commit()
    with pytest.raises(Damaged, match="order-altered"):
        books.destruction.execute(order, tmp_path)


def test_the_certificate_waits_for_every_department(books: Services, tmp_path: Path) -> None:
    order = books.destruction.prepare().order
    books.destruction.approve(order, signer(books, OPERATOR))
    books.destruction.execute(order, tmp_path)
    me = signer(books, OPERATOR)
    some = books.destruction.witness(order, me, tmp_path, departments=[Department.ARCHIVES, Department.ACCOUNTING])
    assert some.certificate is None
    assert (state_of(books, order), list(tmp_path.glob("*.pdf"))) == (OrderState.VERIFIED, [])
    with pytest.raises(Refused, match="department-signed"):
        books.destruction.witness(order, me, tmp_path, departments=[Department.ARCHIVES])
    last = books.destruction.witness(order, me, tmp_path)
    assert last.certificate is not None
    assert state_of(books, order) is OrderState.CERTIFIED
    assert books.destruction.witness(order, me, tmp_path).certificate == last.certificate
