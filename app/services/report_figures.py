"""The evidence of reports, collected from the vault in the unit of work that issues them."""

import json
from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date, timedelta

from app.domain.customers import eldest_child
from app.domain.decisions import decide, retain_until
from app.domain.evidence import (
    ClosureEvidence,
    DispositionFact,
    OperatorFact,
    OrderFact,
    SignedBy,
    SourceFact,
    SurvivingCopy,
)
from app.domain.instants import instant_of
from app.domain.orders import EXECUTED, GONE, Order
from app.domain.plan import PlanGroup
from app.domain.plan_groups import grouped
from app.domain.report_evidence import (
    AuditEvidence,
    AuditFact,
    InventoryColumn,
    InventoryEvidence,
    InventoryKeeping,
    InventoryPlace,
    InventorySheet,
    RegisterEvidence,
    RegisterOrder,
    ReportHead,
)
from app.domain.words import Kind
from app.services.audit import sign_checkpoint
from app.services.closure_story import closure_story
from app.services.own_certificates import page_signer
from app.services.session import Session
from app.storage.batches import StoredSheet
from app.storage.unit_of_work import UnitOfWork
from app.vault.signing import fingerprint


@dataclass(frozen=True, slots=True)
class Collector:
    """Collects within one unit of work, so that every figure is of one moment.

    `order` is the number of the destruction order that a paper of one order is about, "" for the newest.
    """

    session: Session
    uow: UnitOfWork
    number: str
    order: str = ""

    def closure(self) -> ClosureEvidence:
        head, uow = self.head(), self.uow
        tally = uow.tallies.records()
        sheets = uow.batches.sheets()
        restores = uow.audit.find("vault.restore")
        proved = sum(int(str(event.detail.get("proved_only", 0))) for event in restores)
        return ClosureEvidence(
            number=head.number,
            issued_at=head.issued_at,
            today=head.today,
            vault_id=head.vault_id,
            firm=head.firm,
            pack_version=head.pack_version,
            program_version=head.program_version,
            customers=uow.tallies.customers(),
            minors=self._children(),
            records_imported=sum(sheet.counts.records_added for sheet in sheets) + proved,
            records_proved=proved,
            records_present=tally.present,
            records_destroyed=uow.tallies.destroyed(),
            records_archived=tally.packed,
            records_held=tally.held,
            sources=tuple(_source(sheet) for sheet in sheets),
            classified=uow.tallies.by_kind_and_grade(),
            dispositions=self.dispositions(head),
            orders=tuple(self._order(order) for order in uow.orders.all()),
            documents=tuple(document.fact for document in uow.documents.all()),
            copies=self._copies(),
            operators=tuple(OperatorFact(one.name, one.role) for one in uow.operators.all()),
            checkpoint=head.checkpoint,
            firm_key=head.firm_key,
            story=closure_story(uow),
            page_signer=head.page_signer,
        )

    def inventory(self) -> InventoryEvidence:
        uow, tally = self.uow, self.uow.tallies.records()
        present = uow.tallies.by_sheet()
        return InventoryEvidence(
            head=self.head(),
            customers=uow.tallies.customers(),
            minors=self._children(),
            records=tally.present,
            personal=tally.personal,
            pi_sensitive=tally.pi_sensitive,
            sheets=tuple(_inventory_sheet(sheet, present.get(sheet.id, 0)) for sheet in uow.batches.sheets()),
            groups=uow.tallies.by_kind_and_grade(),
            keepings=self._keepings(),
            places=self._places(tally.present),
        )

    def _keepings(self) -> tuple[InventoryKeeping, ...]:
        rules = {rule.id: rule for rule in self.session.pack.rules}
        found: dict[tuple[Kind | None, str | None], list[tuple[date | None, int]]] = defaultdict(list)
        for facts, records in self.uow.facts.counted().items():
            until = retain_until(facts.rule, facts.trigger_date, self.session.pack)
            found[facts.kind, facts.rule].append((until, records))
        keepings = []
        for (kind, rule), members in sorted(found.items(), key=lambda one: (one[0][0] or "~", one[0][1] or "")):
            days = [until for until, _ in members if until]
            basis = rules[rule].basis if rule in rules else ()
            records = sum(records for _, records in members)
            keepings.append(
                InventoryKeeping(kind, rule, basis, records, min(days, default=None), max(days, default=None))
            )
        return tuple(keepings)

    def _places(self, present: int) -> tuple[InventoryPlace, ...]:
        """The vault and the copies outside that are not known to be gone."""
        counted: dict[str, list[int]] = defaultdict(list)
        for copy in self.uow.copies.all():
            if copy.status not in GONE:
                counted[copy.kind].append(copy.records)
        copies = (InventoryPlace(kind, len(records), sum(records)) for kind, records in sorted(counted.items()))
        return (InventoryPlace("", 1, present), *copies)

    def register(self) -> RegisterEvidence:
        orders = [order for order in self.uow.orders.all() if order.state in EXECUTED]
        return RegisterEvidence(
            head=self.head(),
            orders=tuple(RegisterOrder(self._order(order), self._signatures(order)) for order in orders),
            entries=self.uow.tallies.register(),
        )

    def audit(self) -> AuditEvidence:
        events = [
            AuditFact(
                link.event.seq,
                instant_of(link.event.at),
                link.event.operator,
                link.event.action,
                link.event.subject,
                json.dumps(dict(link.event.detail), ensure_ascii=False, sort_keys=True, separators=(",", ":")),
                link.hash.hex(),
            )
            for link in self.uow.audit.chain()
        ]
        return AuditEvidence(self.head(), events)

    def head(self) -> ReportHead:
        """What the report says of itself; signs a checkpoint where the log has grown since the last one."""
        session, uow = self.session, self.uow
        return ReportHead(
            number=self.number,
            issued_at=session.clock.now(),
            today=session.clock.today(),
            vault_id=session.vault_id,
            firm=uow.firm.get(),
            pack_version=session.pack.version,
            program_version=session.program_version,
            checkpoint=sign_checkpoint(uow, session),
            firm_key=fingerprint(uow.firm.key().public_der),
            page_signer=page_signer(uow, session.clock.now()),
        )

    def dispositions(self, head: ReportHead) -> tuple[DispositionFact, ...]:
        """The plan's groups, in its order; those that differ in their grade only are one line."""
        pack, counted = self.session.pack, self.uow.facts.counted()
        decided = ((facts, decide(facts, head.firm, head.today, pack), records) for facts, records in counted.items())
        lines: dict[DispositionFact, tuple[int, int]] = {}
        for group in grouped(decided):
            line = _disposition(group)
            records, held = lines.get(line, (0, 0))
            lines[line] = records + group.records, held + group.held
        return tuple(replace(line, records=records, held=held) for line, (records, held) in lines.items())

    def _children(self) -> int:
        """Customers under 14 (不满十四周岁)."""
        return self.uow.tallies.born_on_or_after(eldest_child(self.session.clock.today()))

    def _order(self, order: Order) -> OrderFact:
        issued = self.uow.orders.figures(order.id).get("certificate")
        certificate = self.uow.documents.find(issued) if issued else None
        return OrderFact(
            number=order.number,
            state=order.state,
            records=order.records,
            created_at=order.prepared_at,
            executed_at=order.executed_at,
            result=order.result,
            certificate=certificate.number if certificate else None,
        )

    def _signatures(self, order: Order) -> tuple[SignedBy, ...]:
        return tuple(
            SignedBy(one.role, one.operator, one.signed_at, fingerprint(one.public_key), one.signature.hex())
            for one in self.uow.orders.signatures(order.id)
        )

    def _copies(self) -> tuple[SurvivingCopy, ...]:
        return tuple(
            SurvivingCopy(copy.kind, copy.file, copy.made_at, copy.records, copy.expires_on, copy.status)
            for copy in self.uow.copies.all()
        )


def _disposition(group: PlanGroup) -> DispositionFact:
    """A plan's group as a line without its counts; `retain_until` is the last day of its last records."""
    decision = group.decision
    spans = decision.retain_until is not None and group.due_last is not None
    return DispositionFact(
        disposition=decision.disposition,
        kind=group.kind,
        rule=decision.rule,
        basis=decision.basis,
        reasons=decision.reasons,
        records=0,
        held=0,
        retain_until=group.due_last - timedelta(days=1) if spans and group.due_last else decision.retain_until,
        decided=decision.decided,
    )


def _source(sheet: StoredSheet) -> SourceFact:
    batch, counts = sheet.batch, sheet.counts
    return SourceFact(
        file=batch.file_name,
        sheet=sheet.plan.name,
        kind=sheet.plan.kind,
        imported_at=batch.imported_at,
        rows_read=counts.rows_read,
        records_added=counts.records_added,
        duplicates=counts.duplicates,
        rejected_rows=counts.rejected_rows,
    )


def _inventory_sheet(sheet: StoredSheet, present: int) -> InventorySheet:
    batch = sheet.batch
    return InventorySheet(
        file=batch.file_name,
        sheet=sheet.plan.name,
        kind=sheet.plan.kind,
        imported_at=batch.imported_at,
        source=batch.source,
        purpose=batch.purpose,
        legal_basis=batch.legal_basis,
        purpose_until=batch.purpose_until,
        records_added=sheet.counts.records_added,
        records_present=present,
        columns=tuple(
            InventoryColumn(column.header, column.type, column.share, column.sensitivity)
            for column in sheet.plan.columns
        ),
    )
