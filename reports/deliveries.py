"""The delivery table 告知送达登记表: each letter's fate, the public notice's days, proofs, objections."""

from collections.abc import Sequence

from app.domain.notice_reports import DeliveriesEvidence, DeliveryLine, DeliveryTable
from app.domain.notice_texts import NOTICE_KINDS
from app.domain.notices import METHODS, Consent
from app.i18n import N_
from reports.chapters import Chapter, Field, Form, Report, Row
from reports.language import Language

_CONSENTS = {Consent.GIVEN: N_("agreed"), Consent.REFUSED: N_("not agreed")}
_ABOUT = {
    "publication": N_("the public notice"),
    "delivery": N_("delivery"),
    "consent": N_("consent"),
}


class _Rows(Sequence[Row]):
    """Letters as rows, made when a page asks for them."""

    def __init__(self, lines: Sequence[DeliveryLine], lang: Language) -> None:
        self._lines = lines
        self._lang = lang

    def __len__(self) -> int:
        return len(self._lines)

    def __getitem__(self, i: int) -> Row:  # type: ignore[override]  # nobody takes slices of a table
        line, t = self._lines[i], self._lang.t
        method = t(METHODS[line.method]) if line.method else t("not entered yet")
        return (
            line.letter, line.customer, line.name, method, line.on, t(_CONSENTS[line.consent]) if line.consent else "",
        )  # fmt: skip


def deliveries_report(evidence: DeliveriesEvidence, lang: Language) -> Report:
    """The table's content for PDF and workbook."""
    t = lang.t
    letters = sum(table.counts.letters for table in evidence.notices)
    return Report(
        title=t("Delivery Table of Notices to Customers"),
        head=evidence.head,
        facts=((t("Notices"), lang.number(len(evidence.notices))), (t("Letters"), lang.number(letters))),
        landscape=True,
        chapters=(
            _overview(evidence, lang),
            *(chapter for table in evidence.notices for chapter in _of_notice(table, lang)),
        ),
    )


def _overview(evidence: DeliveriesEvidence, lang: Language) -> Chapter:
    t = lang.t
    rows: list[Row] = []
    for table in evidence.notices:
        period, counts = table.period, table.counts
        rows.append(
            (
                table.number, t(NOTICE_KINDS[table.kind]), table.recipient, table.prepared_on,
                period.public_from if period else None, period.public_until if period else None,
                counts.letters, counts.delivered, counts.returned, counts.open, counts.objections,
            )
        )  # fmt: skip
    return Chapter(
        title=t("Notices and how they fared"),
        sheet=t("Notices"),
        intro=t(
            "Letters that could not be delivered are told by the public notice. Names are starred out; the customer's "
            "id leads to the record in the vault as long as it is there."
        ),
        fields=(
            Field(t("Notice"), weight=0, size=8),
            Field(t("Kind of notice"), size=8),
            Field(t("Recipient or contact"), size=8),
            Field(t("Notice prepared on"), Form.DAY, weight=0, size=8),
            Field(t("Public from"), Form.DAY, weight=0, size=8),
            Field(t("Public until"), Form.DAY, weight=0, size=8),
            Field(t("Letters"), Form.NUMBER, weight=0, size=8, summed=True),
            Field(t("Delivered"), Form.NUMBER, weight=0, size=8, summed=True),
            Field(t("Not delivered"), Form.NUMBER, weight=0, size=8, summed=True),
            Field(t("Open letters"), Form.NUMBER, weight=0, size=8, summed=True),
            Field(t("Objections"), Form.NUMBER, weight=0, size=8, summed=True),
        ),
        rows=rows,
        empty=t("No notice has been made."),
    )


def _of_notice(table: DeliveryTable, lang: Language) -> list[Chapter]:
    t = lang.t
    proofs: list[Row] = [
        (
            t(_ABOUT[one.about]), one.added_at, one.size,
            t("kept sealed in the vault") if one.kept else t("gone with a destroyed customer; its hash stays"),
            one.sha256,
        )
        for one in table.proofs
    ]  # fmt: skip
    objections: list[Row] = [(on, hold) for on, hold in table.objections]
    chapters = [
        Chapter(
            title=t("Letters of {notice}", notice=table.number),
            sheet=table.number,
            fields=(
                Field(t("Letter number"), weight=0, size=8),
                Field(t("Customer id"), weight=0, size=7.5),
                Field(t("Name of the customer"), size=8),
                Field(t("How it was delivered"), size=8),
                Field(t("Day"), Form.DAY, weight=0, size=8),
                Field(t("Answer"), weight=0.6, size=8),
            ),
            rows=_Rows(table.lines, lang),
            dense=True,
        )
    ]
    if proofs:
        chapters.append(
            Chapter(
                title=t("Proof files of {notice}", notice=table.number),
                sheet=t("{notice} proofs", notice=table.number),
                fields=(
                    Field(t("What it proves"), weight=0.6, size=8),
                    Field(t("Added at"), Form.INSTANT, weight=0, size=8),
                    Field(t("Bytes"), Form.NUMBER, weight=0, size=8),
                    Field(t("Where it is"), size=8),
                    Field("SHA-256", weight=0, size=6.5),
                ),
                rows=proofs,
            )
        )
    if objections:
        chapters.append(
            Chapter(
                title=t("Objections to {notice}", notice=table.number),
                sheet=t("{notice} objections", notice=table.number),
                fields=(Field(t("Objection received on"), Form.DAY), Field(t("Freeze placed for it"))),
                rows=objections,
            )
        )
    return chapters
