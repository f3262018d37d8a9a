"""The evidence of appraisal opinion 鉴定意见书 and destruction lists 销毁清册 of one order, by default the newest."""

from dataclasses import replace

from app.domain.appraisals import DEPARTMENTS
from app.domain.destruction_forms import (
    AppraisalEvidence,
    DestructionListEvidence,
    GeneralItem,
    GeneralListEvidence,
    ListedItem,
    Medium,
)
from app.domain.evidence import DestroyedGroup
from app.domain.orders import EXECUTED, Order
from app.domain.retention import Rule
from app.domain.words import Kind, OrderState
from app.errors import UserError
from app.services.destruction_certificates import group_of
from app.services.order_lists import held_back_of
from app.services.order_papers import OrderPapers
from app.services.order_signatures import signed_by
from app.services.report_figures import Collector

_OPEN_MATTERS = frozenset({"open-debt", "open-purpose"})


def appraisal_opinion(collector: Collector) -> AppraisalEvidence:
    """The opinion on an order; UserError ("no-order-to-report", "order-not-found")."""
    order, papers = _order(collector), OrderPapers(collector.session, collector.uow)
    opinions = papers.opinions(order)
    held_back = held_back_of(collector.uow.orders.figures(order.id).get("held_back", ()))
    return AppraisalEvidence(
        head=collector.head(),
        order=order.number,
        order_hash=order.hash.hex(),
        prepared_by=order.prepared_by,
        prepared_at=order.prepared_at,
        records=order.records,
        groups=_groups(collector, order),
        held_back=held_back,
        open_matters=sum(one.records for one in held_back if one.reason.code in _OPEN_MATTERS),
        opinions=opinions,
        missing=papers.missing(order),
        several_roles=len({one.operator for one in opinions}) < len(opinions),
    )


def destruction_list(collector: Collector) -> DestructionListEvidence:
    """An order's list, electronic and paper items in one; UserError ("no-order-to-report", "order-not-found")."""
    order, papers = _order(collector), OrderPapers(collector.session, collector.uow)
    opinions, supervisors = papers.opinions(order), papers.supervisors(order)
    signers = [one.operator for one in opinions] + [one.operator for one in supervisors]
    return DestructionListEvidence(
        head=collector.head(),
        order=order.number,
        order_hash=order.hash.hex(),
        prepared_by=order.prepared_by,
        prepared_at=order.prepared_at,
        executed_at=order.executed_at,
        items=_items(collector, order),
        opinions=opinions,
        missing=papers.missing(order),
        supervisors=supervisors,
        departments=DEPARTMENTS,
        several_roles=len(set(signers)) < len(signers),
        certificate=_certificate(collector, order),
    )


def general_list(collector: Collector) -> GeneralListEvidence:
    """An order's list in the form of any files; UserError ("no-order-to-report", "order-not-found")."""
    order = _order(collector, of_books=False)
    signatures = tuple(signed_by(one) for one in collector.uow.orders.signatures(order.id))
    return GeneralListEvidence(
        head=collector.head(),
        order=order.number,
        order_hash=order.hash.hex(),
        prepared_by=order.prepared_by,
        prepared_at=order.prepared_at,
        executed_at=order.executed_at,
        records=order.records,
        items=_general_items(collector, order),
        signatures=signatures,
        one_person=len({one.operator for one in signatures}) < len(signatures),
        certificate=_certificate(collector, order),
    )


def _order(collector: Collector, *, of_books: bool = True) -> Order:
    """The order asked for; else the newest that is not given up, with accounting files or with others where it can."""
    if collector.order:
        found = collector.uow.orders.find(collector.order)
        if found is None:
            raise UserError("order-not-found", order=collector.order)
        return found
    orders = [one for one in collector.uow.orders.all() if one.state is not OrderState.WITHDRAWN]
    if not orders:
        raise UserError("no-order-to-report")
    fitting = [one for one in orders if _has_kind(collector, one, books=of_books)]
    return (fitting or orders)[-1]


def _has_kind(collector: Collector, order: Order, *, books: bool) -> bool:
    return any((kind is Kind.ACCOUNTING) is books for kind in collector.uow.orders.kinds(order.id))


def _certificate(collector: Collector, order: Order) -> str:
    figures = collector.uow.orders.figures(order.id)
    document = collector.uow.documents.find(figures["certificate"]) if "certificate" in figures else None
    return document.number if document else ""


def _groups(collector: Collector, order: Order) -> tuple[DestroyedGroup, ...]:
    """As measured at execution; before it as the records are now."""
    if order.state in EXECUTED:
        return tuple(group_of(one) for one in collector.uow.orders.figures(order.id)["groups"])
    return collector.uow.orders.groups(order.id)


def _items(collector: Collector, order: Order) -> tuple[ListedItem, ...]:
    day = order.executed_at.date() if order.executed_at else None
    year = (day or collector.session.clock.today()).year
    electronic = [
        ListedItem(
            number=0, medium=Medium.ELECTRONIC, rule=one.rule, name=str(one.kind), file_number=order.number,
            volume="", volumes=one.records, first_year=one.first_year, last_year=one.last_year,
            required_years=_required(collector.session.pack.rule(one.rule)) if one.rule else None,
            kept_years=year - one.last_year - 1 if one.last_year else None, destroyed_on=day, note="",
        )
        for one in _groups(collector, order)
    ]  # fmt: skip
    paper = [
        ListedItem(
            number=0, medium=Medium.PAPER, rule=None, name=one.name, file_number=one.file_number, volume=one.volume,
            volumes=one.volumes, first_year=one.first_year, last_year=one.last_year,
            required_years=one.required_years,
            kept_years=one.destroyed_on.year - one.last_year - 1 if one.last_year else None,
            destroyed_on=one.destroyed_on, note=" ".join(filter(None, (one.place, one.amount, one.contractor))),
        )
        for one in collector.uow.appraisals.paper(order.id)
    ]  # fmt: skip
    return tuple(replace(one, number=number) for number, one in enumerate([*electronic, *paper], start=1))


def _general_items(collector: Collector, order: Order) -> tuple[GeneralItem, ...]:
    day = order.executed_at.date() if order.executed_at else None
    electronic = [
        GeneralItem(
            number=0, medium=Medium.ELECTRONIC, rule=one.rule, name=str(one.kind), file_number=order.number,
            first_year=one.first_year, last_year=one.last_year, records=one.records, volumes=0, grade=one.sensitivity,
            basis=one.basis, destroyed_on=day, place="", method=None, note="",
        )
        for one in _groups(collector, order)
    ]  # fmt: skip
    paper = [
        GeneralItem(
            number=0, medium=Medium.PAPER, rule=None, name=one.name, file_number=one.file_number,
            first_year=one.first_year, last_year=one.last_year, records=0, volumes=one.volumes, grade=None, basis=(),
            destroyed_on=one.destroyed_on, place=one.place, method=one.method,
            note=" ".join(filter(None, (one.amount, one.contractor, one.note))),
        )
        for one in collector.uow.appraisals.paper(order.id)
    ]  # fmt: skip
    return tuple(replace(one, number=number) for number, one in enumerate([*electronic, *paper], start=1))


def _required(rule: Rule) -> int | None:
    return rule.years or None
