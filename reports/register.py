"""The destruction register 档案销毁登记簿: of every order each record by its random id, with basis and periods."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import TypeAlias

from app.domain.evidence import SignedBy
from app.domain.labels import RESULTS
from app.domain.register_entries import OrderSpan, RegisterEntries, RegisterFacts
from app.domain.report_evidence import RegisterEvidence
from app.domain.retention import Basis
from app.domain.words import Kind
from reports.chapters import Chapter, Field, Form, Report, Row, Value
from reports.language import Language

_Basis: TypeAlias = tuple[Kind, str | None, tuple[Basis, ...]]


class _Rows(Sequence[Row]):
    """The entries of an order as numbered rows, made when they are asked for: a register may have a million."""

    def __init__(self, entries: RegisterEntries, span: OrderSpan, lang: Language) -> None:
        self._entries = entries
        self._span = span
        self._ends = {facts: _shown(facts, lang) for facts, _ in span.facts}

    def __len__(self) -> int:
        return self._span.count

    def __getitem__(self, i: int) -> Row:  # type: ignore[override]  # nobody takes slices of a table
        if not 0 <= i < self._span.count:
            raise IndexError(i)
        entry = self._entries[self._span.first + i]
        return (i + 1, entry.uid, *self._ends[entry.facts])


def _shown(facts: RegisterFacts, lang: Language) -> tuple[Value, ...]:
    return (
        lang.label(facts.kind), lang.label(facts.sensitivity), facts.rule, facts.created_on, facts.trigger_date,
        facts.retain_until,
    )  # fmt: skip


def register_report(evidence: RegisterEvidence, lang: Language) -> Report:
    """The register's content for PDF and workbook."""
    t = lang.t
    records = len(evidence.entries)
    return Report(
        title=t("Destruction Register"),
        head=evidence.head,
        facts=((t("Orders"), lang.number(len(evidence.orders))), (t("Records"), lang.number(records))),
        chapters=(_orders(evidence, lang), _signatures(evidence, lang), *_lists(evidence, lang)),
    )


def _orders(evidence: RegisterEvidence, lang: Language) -> Chapter:
    t = lang.t
    return Chapter(
        title=t("Executed orders"),
        sheet=t("Orders"),
        fields=(
            Field(t("Destruction order")),
            Field(t("State"), weight=1.2),
            Field(t("Executed on"), Form.DAY, weight=0),
            Field(t("Result"), weight=1.2),
            Field(t("Certificate No.")),
            Field(t("Records"), Form.NUMBER, weight=0, summed=True),
        ),
        rows=[
            (
                one.order.number,
                lang.order_state(one.order.state),
                one.order.executed_at,
                lang.named(one.order.result, RESULTS) if one.order.result else None,
                one.order.certificate,
                one.order.records,
            )
            for one in evidence.orders
        ],
        empty=t("Nothing has been destroyed."),
    )


def _signatures(evidence: RegisterEvidence, lang: Language) -> Chapter:
    t = lang.t

    def row(order: str, signed: SignedBy) -> Row:
        return order, lang.label(signed.role), signed.operator, signed.signed_at, signed.key

    return Chapter(
        title=t("Who signed"),
        sheet=t("Signatures"),
        fields=(
            Field(t("Destruction order"), weight=0),
            Field(t("Role"), weight=0),
            Field(t("Name")),
            Field(t("Signed at"), Form.INSTANT, weight=0),
            Field(t("Fingerprint of the key"), weight=1.6, size=7),
        ),
        rows=[row(one.order.number, signed) for one in evidence.orders for signed in one.signatures],
        empty=t("Nobody has signed."),
    )


def _lists(evidence: RegisterEvidence, lang: Language) -> list[Chapter]:
    """For each order what was destroyed on which basis, and the list of the records."""
    chapters: list[Chapter] = []
    for span in evidence.entries.spans():
        counts: Counter[_Basis] = Counter()
        for facts, records in span.facts:
            counts[facts.kind, facts.rule, facts.basis] += records
        destroyed_on = max(facts.destroyed_on for facts, _ in span.facts)
        chapters.append(_bases(span.order, counts, lang))
        chapters.append(_list(span.order, _Rows(evidence.entries, span, lang), destroyed_on, lang))
    return chapters


def _bases(order: str, counts: "Counter[_Basis]", lang: Language) -> Chapter:
    t = lang.t
    return Chapter(
        title=t("Order {order}: on which basis", order=order),
        sheet=t("{order} basis", order=order),
        fields=(
            Field(t("Kind"), weight=0),
            Field(t("Rule"), weight=0),
            Field(t("Legal basis")),
            Field(t("Records"), Form.NUMBER, weight=0, summed=True),
        ),
        rows=[(lang.label(kind), rule, lang.cite(basis), n) for (kind, rule, basis), n in counts.most_common()],
    )


def _list(order: str, rows: Sequence[Row], destroyed_on: date, lang: Language) -> Chapter:
    t = lang.t
    return Chapter(
        title=t("Order {order}: the records", order=order),
        sheet=order,
        intro=t(
            "Records: {records}, destroyed on {day}. Each is named by the random id it had in the vault: its content "
            "is destroyed and stands nowhere in this register."
        ),
        params=(("records", lang.number(len(rows))), ("day", lang.day(destroyed_on))),
        fields=(
            Field(t("No."), Form.NUMBER, weight=0, size=8),
            Field(t("Record"), weight=0, size=7),
            Field(t("Kind"), size=8, weight=2),
            Field(t("Internal grade"), size=8),
            Field(t("Rule"), size=8),
            Field(t("Entered on"), Form.DAY, weight=0, size=8),
            Field(t("Period from"), Form.DAY, weight=0, size=8),
            Field(t("Keep until"), Form.DAY, weight=0, size=8),
        ),
        rows=rows,
        dense=True,
    )
