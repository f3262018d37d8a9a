"""The destruction register 档案销毁清册: of every order each record by its random id, with basis and periods."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from itertools import groupby
from typing import TypeAlias

from app.domain.evidence import SignedBy
from app.domain.labels import RESULTS
from app.domain.report_evidence import RegisterEntry, RegisterEvidence
from app.domain.retention import Basis
from app.domain.words import Kind
from reports.chapters import Chapter, Field, Form, Report, Row
from reports.language import Language

_Basis: TypeAlias = tuple[Kind, str | None, tuple[Basis, ...]]


class _Rows(Sequence[Row]):
    """The entries from `first` on as numbered rows, made when they are asked for: a register may have a million."""

    def __init__(self, entries: Sequence[RegisterEntry], first: int, count: int, lang: Language) -> None:
        self._entries = entries
        self._first = first
        self._count = count
        self._lang = lang

    def __len__(self) -> int:
        return self._count

    def __getitem__(self, i: int) -> Row:  # type: ignore[override]  # nobody takes slices of a table
        if not 0 <= i < self._count:
            raise IndexError(i)
        entry = self._entries[self._first + i]
        return (
            i + 1, entry.uid, self._lang.label(entry.kind), self._lang.label(entry.sensitivity), entry.rule,
            entry.created_on, entry.trigger_date, entry.retain_until,
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
    first = 0
    for order, members in groupby(evidence.entries, key=lambda entry: entry.order):
        counts: Counter[_Basis] = Counter()
        days: set[date] = set()
        for entry in members:
            counts[entry.kind, entry.rule, entry.basis] += 1
            days.add(entry.destroyed_on)
        chapters.append(_bases(order, counts, lang))
        chapters.append(_list(order, _Rows(evidence.entries, first, counts.total(), lang), max(days), lang))
        first += counts.total()
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
            "{records} records, destroyed on {day}. Each is named by the random id it had in the vault: its content is "
            "destroyed and stands nowhere in this register."
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
