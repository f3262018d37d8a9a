"""The audit log extract 审计日志摘录: every event up to the checkpoint, with the hash that chains it."""

import json
from collections.abc import Sequence

from app.domain.audit_words import action, particulars
from app.domain.report_evidence import AuditEvidence, AuditFact
from reports.chapters import Chapter, Field, Form, Report, Row
from reports.language import Language, byte_size


class _Rows(Sequence[Row]):
    """The events as rows, made when they are asked for."""

    def __init__(self, events: Sequence[AuditFact], lang: Language) -> None:
        self._events = events
        self._tr = lang.t

    def __len__(self) -> int:
        return len(self._events)

    def __getitem__(self, i: int) -> Row:  # type: ignore[override]  # nobody takes slices of a table
        if not 0 <= i < len(self._events):
            raise IndexError(i)
        event = self._events[i]
        said = particulars(json.loads(event.detail), self._tr, byte_size)
        done = action(event.action, self._tr)
        return event.seq, event.at, event.operator, done, f"{event.subject}\n{said}".strip(), event.hash


def audit_report(evidence: AuditEvidence, lang: Language) -> Report:
    """The extract's content for PDF and workbook."""
    t = lang.t
    return Report(
        title=t("Audit Log Extract"),
        head=evidence.head,
        facts=((t("Events"), lang.number(len(evidence.events))),),
        landscape=True,
        chapters=(
            Chapter(
                title=t("Events"),
                sheet=t("Events"),
                intro=t(
                    "Each event carries the hash of the one before, and the root of the log is a Merkle root "
                    "(RFC 6962) over all of them: a changed, removed or inserted event can be discovered. The log "
                    "holds no customers' data: records stand in it by their random ids."
                ),
                fields=(
                    Field(t("No."), Form.NUMBER, weight=0, size=8),
                    Field(t("Time"), Form.INSTANT, weight=0, size=8),
                    Field(t("Operator"), weight=0.6, size=8),
                    Field(t("Action"), weight=0.8, size=8),
                    Field(t("Subject and detail"), weight=1.6, size=7.5),
                    Field(t("Hash"), weight=0, size=6),
                ),
                rows=_Rows(evidence.events, lang),
                empty=t("There are no events."),
                dense=True,
            ),
        ),
    )
