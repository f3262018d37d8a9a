"""Customers: pairs that may be the same one, joining them, and parting them again."""

from dataclasses import dataclass
from datetime import datetime

from app.domain.audit import Detail
from app.domain.customers import Identity, merged
from app.domain.permissions import Action
from app.errors import UserError
from app.jobs import Progress
from app.services.customer_pairs import doubtful_pairs
from app.services.known_customers import remaining, told_of
from app.services.masking import masked_person
from app.services.session import Session
from app.storage.archives import Person
from app.storage.customer_joins import CustomerJoin
from app.storage.records import bytes_of
from app.storage.unit_of_work import UnitOfWork

__all__ = ["CustomerService", "JoinFact", "PairFact", "Pairs", "Person"]

_SHOWN = 500


@dataclass(frozen=True, slots=True)
class PairFact:
    """Two customers who may be one: masked, with the records that each has, and the code of what speaks for it."""

    one: Person
    other: Person
    doubt: str
    records: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Pairs:
    """The pairs to be looked at, what says most first; `total` counts those that are not listed too."""

    total: int
    pairs: tuple[PairFact, ...]


@dataclass(frozen=True, slots=True)
class JoinFact:
    """A join that can be undone: the customer now, and what the joined one was; both masked."""

    join: int
    customer: Person
    joined: Person
    joined_at: datetime
    joined_by: str


class CustomerService:
    """The review of doubtful customers. Each join can be undone until one of the records is destroyed."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def doubtful(self, progress: Progress | None = None) -> Pairs:
        """Pairs that may be the same customer, the first 500 of them."""
        self._session.require(Action.READ)
        progress = progress or Progress()
        with self._session.read() as uow:
            progress.start("customers.compare")
            known = uow.customers.all()
            pairs = doubtful_pairs(known, uow.customer_joins.apart())
            shown = pairs[:_SHOWN]
            identities = dict(known)
            records = uow.customer_joins.records_of({number for pair in shown for number in (pair.one, pair.other)})
            facts = tuple(
                PairFact(
                    masked_person(_person(uow, pair.one, identities[pair.one])),
                    masked_person(_person(uow, pair.other, identities[pair.other])),
                    pair.doubt,
                    (records[pair.one], records[pair.other]),
                )
                for pair in shown
            )
        return Pairs(len(pairs), facts)

    def show(self, one: str, other: str) -> tuple[Person, Person]:
        """Two customers in clear; the look-up is logged. UserError("unknown-customer")."""
        session = self._session
        session.require(Action.LOOK_UP)
        with session.write() as uow:
            found = tuple(_person(uow, number, _identity(uow, number)) for number in _numbers(uow, one, other))
            for person in found:
                uow.audit.append("customer.show", person.uid, {}, session.operator.name, session.clock.now())
            uow.commit()
        return found[0], found[1]

    def join(self, kept: str, joined: str) -> int:
        """Make two customers one: `kept` gets the records and all else of `joined`; the join's number.

        Raises UserError("unknown-customer", "same-customer"), Refused("role-forbids").
        """
        session = self._session
        session.require(Action.IMPORT)
        with session.write() as uow:
            number, other = _numbers(uow, kept, joined)
            if number == other:
                raise UserError("same-customer", customer=kept)
            whole = merged(_identity(uow, number), _identity(uow, other))
            records = uow.customer_joins.records_of([other])[other]
            join = uow.customer_joins.join(number, other, session.clock.now(), session.operator.name)
            uow.customers.put([(number, whole)])
            self._log(uow, "customer.join", kept, {"joined": joined, "records": records})
            uow.commit()
        return join

    def undo(self, join: int) -> str:
        """Part two customers that were joined; the id of the one that is there again. UserError("unknown-join")."""
        session = self._session
        session.require(Action.IMPORT)
        with session.write() as uow:
            found = uow.customer_joins.get(join)
            if found is None:
                raise UserError("unknown-join", join=join)
            kept = uow.customer_joins.uid_of(found.customer_id).hex()
            uow.customer_joins.part(found, uow.customers.last_id() + 1)
            known = _identity(uow, found.customer_id)
            told = told_of(uow, found.customer_id)
            if told:
                uow.customers.put([(found.customer_id, remaining(known, told))])
            self._log(uow, "customer.part", kept, {"joined": found.uid.hex()})
            uow.commit()
        return found.uid.hex()

    def joins(self) -> tuple[JoinFact, ...]:
        """The joins that can be undone, newest first."""
        self._session.require(Action.READ)
        with self._session.read() as uow:
            return tuple(_fact(uow, join) for join in uow.customer_joins.all())

    def keep_apart(self, one: str, other: str) -> None:
        """Say that two customers are two; they are not asked about again. UserError("unknown-customer")."""
        session = self._session
        session.require(Action.IMPORT)
        with session.write() as uow:
            first, second = _numbers(uow, one, other)
            uow.customer_joins.keep_apart(first, second, session.clock.now(), session.operator.name)
            self._log(uow, "customer.apart", one, {"other": other})
            uow.commit()

    def _log(self, uow: UnitOfWork, action: str, subject: str, detail: Detail) -> None:
        uow.audit.append(action, subject, detail, self._session.operator.name, self._session.clock.now())


def _numbers(uow: UnitOfWork, one: str, other: str) -> tuple[int, int]:
    found = []
    for uid in (one, other):
        number = uow.customers.find(bytes_of(uid))
        if number is None:
            raise UserError("unknown-customer", customer=uid)
        found.append(number)
    return found[0], found[1]


def _identity(uow: UnitOfWork, number: int) -> Identity:
    return uow.customers.get(number)


def _person(uow: UnitOfWork, number: int, identity: Identity) -> Person:
    return _as_person(uow.customer_joins.uid_of(number), identity)


def _as_person(uid: bytes, identity: Identity) -> Person:
    name, org, id_number, phone, email, address, code, birth_date = identity
    return Person(uid.hex(), name, org, id_number, phone, email, address, code, birth_date or None)


def _fact(uow: UnitOfWork, join: CustomerJoin) -> JoinFact:
    kept = _person(uow, join.customer_id, _identity(uow, join.customer_id))
    joined = masked_person(_as_person(join.uid, join.identity))
    return JoinFact(join.id, masked_person(kept), joined, join.joined_at, join.joined_by)
