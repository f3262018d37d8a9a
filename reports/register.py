"""The destruction register 档案销毁清册: every destroyed record by its random id, with its basis and its periods."""

from collections.abc import Sequence

from app.domain.evidence import SignedBy
from app.domain.labels import RESULTS
from app.domain.report_evidence import RegisterEntry, RegisterEvidence
from reports.chapters import Chapter, Field, Form, Report, Row
from reports.language import Language


class _Rows(Sequence[Row]):
    """The entries as numbered rows, made when they are asked for: a register may have a million."""

    def __init__(self, entries: Sequence[RegisterEntry], lang: Language) -> None:
        self._entries = entries
        self._lang = lang
        self._cited: dict[object, str] = {}

    def __len__(self) -> int:
        return len(self._entries)

    def __getitem__(self, i: int) -> Row:  # type: ignore[override]  # nobody takes slices of a table
        if not 0 <= i < len(self._entries):
            raise IndexError(i)
        entry = self._entries[i]
        if entry.basis not in self._cited:
            self._cited[entry.basis] = self._lang.cite(entry.basis)
        return (
            i + 1, entry.order, entry.uid, self._lang.label(entry.kind), self._lang.label(entry.sensitivity),
            entry.rule, self._cited[entry.basis], entry.created_on, entry.trigger_date, entry.retain_until,
            entry.destroyed_on,
        )  # fmt: skip


def register_report(evidence: RegisterEvidence, lang: Language) -> Report:
    """The register's content for PDF and workbook."""
    t = lang.t
    records = len(evidence.entries)
    return Report(
        title=t("Destruction Register"),
        head=evidence.head,
        facts=((t("Orders"), lang.number(len(evidence.orders))), (t("Records"), lang.number(records))),
        chapters=(_orders(evidence, lang), _signatures(evidence, lang), _entries(evidence, lang)),
        landscape=True,
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


def _entries(evidence: RegisterEvidence, lang: Language) -> Chapter:
    t = lang.t
    return Chapter(
        title=t("Destroyed records"),
        sheet=t("Records"),
        intro=t(
            "A record is named by the random id it had in the vault: its content is destroyed and stands nowhere in "
            "this register."
        ),
        fields=(
            Field(t("No."), Form.NUMBER, weight=0, size=8),
            Field(t("Order"), weight=0, size=8),
            Field(t("Record"), weight=0, size=7),
            Field(t("Kind"), size=7.5, weight=0.8),
            Field(t("Internal grade"), size=7.5, weight=0.7),
            Field(t("Rule"), size=7.5, weight=0.7),
            Field(t("Legal basis"), weight=1.6, size=8),
            Field(t("Formed on"), Form.DAY, weight=0, size=8),
            Field(t("Period from"), Form.DAY, weight=0, size=8),
            Field(t("Keep until"), Form.DAY, weight=0, size=8),
            Field(t("Destroyed on"), Form.DAY, weight=0, size=8),
        ),
        rows=_Rows(evidence.entries, lang),
        empty=t("Nothing has been destroyed."),
    )
