"""One order's papers in one unit of work: its list, hash, signatures, moves and audit events."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from app.domain.appraisals import DEPARTMENTS, missing_capacities, opinion_hash
from app.domain.audit import Detail
from app.domain.capacities import Capacity, Department, Opinion, Supervisor
from app.domain.evidence import Residue, plain
from app.domain.orders import UNSIGNED, Order, measured_hash, order_hash, require_move
from app.domain.words import Kind, OrderState, Role
from app.errors import Damaged, UserError
from app.jobs import Progress
from app.services.order_lists import SENT_BACK, Lister, Listing
from app.services.session import Session
from app.storage.orders import OrderSignature
from app.storage.unit_of_work import UnitOfWork
from app.vault.signing import Signer, fingerprint, verify


class OrderPapers:
    """Works on orders in the unit of work that it is given; the caller commits."""

    def __init__(self, session: Session, uow: UnitOfWork) -> None:
        self._session = session
        self._uow = uow

    def order(self, number: str) -> Order:
        """The order of this number; UserError("order-not-found")."""
        found = self._uow.orders.find(number)
        if found is None:
            raise UserError("order-not-found", order=number)
        return found

    def listed(self, record_ids: Iterable[int] | None, progress: Progress) -> Listing:
        """What of these records, or of all that are due, may be listed today."""
        lister = Lister(self._session, self._uow)
        progress.start("destroy.decide", lister.choose(record_ids))
        again = lister.choose_again()
        listing = lister.list(again.id if again else 0, progress, due=record_ids is None, anew=True)
        listing.again = again
        return listing

    def draw_up(self, listing: Listing) -> Order:
        """An order over this list, signed by who prepares it: a new one, or the one that was sent back."""
        session, orders = self._session, self._uow.orders
        if listing.again is not None:
            orders.put_figures(listing.again.id, {})
            orders.void_signatures(listing.again.id)
            self._uow.appraisals.void(listing.again.id)
            return self._enter(listing.again, listing, "order.prepare")
        number = orders.next_number(session.clock.today().year)
        orders.add(number, session.pack.version, session.operator.name, session.clock.now())
        return self._enter(self.order(number), listing, "order.prepare")

    def send_back(self, order: Order, listing: Listing) -> int:
        """Make the order a draft over what may still go, to be signed anew; withdrawn where nothing may.

        Returns how many records are left.
        """
        self._uow.orders.void_signatures(order.id)
        self._uow.appraisals.void(order.id)
        draft = self.move(order, OrderState.DRAFT, earliest_on=None)
        if listing.lines:
            self._enter(draft, listing, "order.return")
            self._uow.orders.put_figures(order.id, self._uow.orders.figures(order.id) | {SENT_BACK: True})
        else:
            self.move(draft, OrderState.WITHDRAWN)
            self.log("order.withdraw", draft, {"blocked": len(listing.blocked)})
        return len(listing.lines)

    def is_outdated(self, order: Order, listing: Listing) -> bool:
        """Whether the rules, or what decides over the records, are not what they were when the list was signed."""
        now = sorted(line.commitment for line in listing.lines)
        listed = sorted(self._uow.orders.commitments(order.id))
        return bool(listing.blocked) or now != listed or order.pack_version != self._session.pack.version

    def require_signed(self, order: Order) -> None:
        """Raise Damaged("order-altered") where the list, or a signature over it, is not what it was."""
        commitments = self._uow.orders.commitments(order.id)
        computed = order_hash(
            self._session.vault_id,
            order.number,
            order.pack_version,
            order.prepared_at,
            order.prepared_by,
            commitments,
        )
        signatures = self._uow.orders.signatures(order.id)
        whole = all(one.signed == computed and verify(one.public_key, one.signature, one.signed) for one in signatures)
        opinions = self._uow.appraisals.opinions(order.id)
        whole &= all(
            signed == opinion_hash(computed, capacity) and verify(public, signature, signed)
            for capacity, (_, _, signed, signature, public) in opinions.items()
        )
        roles = {one.role for one in signatures}
        wanted = {Role.HANDLER} if order.state in UNSIGNED else {Role.HANDLER, Role.APPROVER}
        if computed != order.hash or not whole or not wanted <= roles:
            raise Damaged("order-altered", order=order.number)

    def measured(self, order: Order) -> bytes:
        """What a witness signs: the hash of what was measured."""
        assert order.executed_at is not None
        assert order.result is not None
        residue = Residue(**self._uow.orders.figures(order.id)["residue"])
        return measured_hash(order.hash, order.executed_at, order.result, residue)

    def sign(self, order: Order, role: Role, signer: Signer, data: bytes) -> None:
        """Keep an operator's signature over these bytes."""
        now = self._session.clock.now()
        signature = OrderSignature(role, signer.name, now, data, signer.sign(data), signer.public)
        self._uow.orders.sign(order.id, signature)

    def give_opinion(self, order: Order, capacity: Capacity, signer: Signer) -> None:
        """Keep an operator's signature, in one of the five capacities, that the list may be destroyed."""
        data = opinion_hash(order.hash, capacity)
        now = self._session.clock.now()
        signature = OrderSignature(Role.APPROVER, signer.name, now, data, signer.sign(data), signer.public)
        self._uow.appraisals.sign(order.id, capacity, signature)

    def opinions(self, order: Order) -> tuple[Opinion, ...]:
        """The opinions on an order as evidence."""
        return tuple(
            Opinion(capacity, operator, at, fingerprint(public), signature.hex(), public.hex())
            for capacity, (operator, at, _, signature, public) in self._uow.appraisals.opinions(order.id).items()
        )

    def missing(self, order: Order) -> tuple[Capacity, ...]:
        """In which of the five capacities nobody signed yet."""
        return missing_capacities(self._uow.appraisals.opinions(order.id))

    def supervisors(self, order: Order) -> tuple[Supervisor, ...]:
        """Who witnessed for which department, as evidence."""
        return tuple(
            Supervisor(department, operator, at, fingerprint(public))
            for department, (operator, at, public) in self._uow.appraisals.supervisors(order.id).items()
        )

    def absent(self, order: Order) -> tuple[Department, ...]:
        """The departments that have still to witness: of accounting files all three, of others none."""
        if Kind.ACCOUNTING not in self._uow.orders.kinds(order.id):
            return ()
        return tuple(one for one in DEPARTMENTS if one not in self._uow.appraisals.supervisors(order.id))

    def move(self, order: Order, state: OrderState, *, earliest_on: date | None = None) -> Order:
        """Bring the order into a state; `earliest_on` is kept where none is given, and dropped with the approval."""
        require_move(order, state)
        kept = None if state is OrderState.DRAFT else earliest_on or order.earliest_on
        moved = replace(order, state=state, earliest_on=kept)
        self._uow.orders.save(moved)
        return moved

    def log(self, action: str, order: Order, detail: Detail, signer: Signer | None = None) -> None:
        """One audit event about the order, in the name of who signed, else of who works."""
        who = signer.name if signer else self._session.operator.name
        key = {"key": fingerprint(signer.public)} if signer else {}
        full = {"hash": order.hash.hex(), **key, **detail}
        self._uow.audit.append(action, order.number, full, who, self._session.clock.now())

    def _enter(self, order: Order, listing: Listing, action: str) -> Order:
        session, orders = self._session, self._uow.orders
        now = session.clock.now()
        orders.put_lines(order.id, sorted(listing.lines))
        commitments = [line.commitment for line in listing.lines]
        digest = order_hash(
            session.vault_id, order.number, session.pack.version, now, session.operator.name, commitments
        )
        entered = replace(
            order, pack_version=session.pack.version, prepared_at=now, prepared_by=session.operator.name,
            records=len(commitments), hash=digest,
        )  # fmt: skip
        orders.save(entered)
        before = orders.figures(order.id).get("held_back", [])
        added = plain(listing.held_back())
        assert isinstance(added, list)
        orders.put_figures(order.id, {"held_back": before + added})
        self.sign(entered, Role.HANDLER, session.signer, digest)
        self.log(action, entered, {"records": len(commitments), "blocked": len(listing.blocked)})
        return entered
