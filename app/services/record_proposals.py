"""Reads one sheet's records and proposes for each what it is: rule, date, grade, open matters."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice

from app.domain.classification import Classifier, Proposal
from app.domain.mappings import signature
from app.domain.open_matters import find_open_matters
from app.domain.retention import Reason, RulePack
from app.domain.words import Kind, Sensitivity
from app.services.grading import Grade, Grader
from app.services.grading_table import grading_of
from app.services.imports import digest_key
from app.services.masking import masked_cell
from app.services.session import Session
from app.services.sheet_dates import SAMPLE, SheetDates, sheet_of
from app.storage.classification import Entry, WaitingRow
from app.storage.drafts import OwnRule
from app.storage.unit_of_work import UnitOfWork

_SHOWN = 6


@dataclass(frozen=True, slots=True)
class Choice:
    """What a person changes in a group's proposal; None leaves it."""

    kind: Kind | None = None
    sensitivity: Sensitivity | None = None
    rule: str | None = None


@dataclass(frozen=True, slots=True)
class RecordProposal:
    """What is proposed for one record; `proposed` is the program's own rule, before any of the firm's."""

    proposal: Proposal
    grade: Grade
    trigger_date: date | None
    open_debt: bool
    proposed: str | None


class SheetReader:
    """Proposes for the waiting records of one sheet."""

    def __init__(self, uow: UnitOfWork, sheet_id: int, session: Session) -> None:
        stored = uow.batches.sheet(sheet_id)
        plan = stored.plan
        sample = tuple(tuple(row.cells) for row in uow.classification.rows(sheet_id, 0, SAMPLE))
        self.sheet_id = sheet_id
        self.sheet = sheet_of(stored, sample)
        self._pack: RulePack = session.pack
        self._dates = SheetDates(stored, self.sheet, session.pack)
        self._classifier = Classifier(self.sheet, uow.firm.get(), self._pack)
        self._grader = Grader(plan.columns, session.clock.today(), grading_of(uow))
        heads = [column.header for column in plan.columns]
        books = Kind.ACCOUNTING in (plan.kind, self._classifier.whole.kind)
        self._open = find_open_matters(self.sheet.names(), heads, books=books)
        self._own = self._own_rules(uow)
        self._scans = uow.classification.scans(sheet_id)
        self._keys: dict[tuple[object, ...], str] = {}
        self._by_hand: dict[tuple[Proposal, Choice], Proposal] = {}
        self._by_own: dict[tuple[Proposal, Choice], Proposal] = {}

    def read(self, row: WaitingRow) -> RecordProposal:
        """The proposal for a record."""
        proposal = self._classifier.of(row.cells)
        grade = self._grader.grade(row.cells, row.event_date, row.birth_date)
        proposed = proposal.rule
        if row.id in self._scans:
            grade = self._grader.with_scan(grade, self._scans[row.id])
        own = self._own.get(proposed or "")
        if own is not None:
            proposal = self._by_own_rule(proposal, own)
            grade = replace(grade, sensitivity=own.sensitivity or grade.sensitivity)
        return RecordProposal(proposal, grade, self._trigger(proposal, row), self._open.is_open(row.cells), proposed)

    def key(self, proposal: RecordProposal) -> str:
        """A name for all records of the sheet that get the same proposal."""
        whole, grade = proposal.proposal, proposal.grade
        known = (whole, grade.sensitivity, grade.pi_sensitive, proposal.open_debt)
        if known not in self._keys:
            clock = whole.clock.header if whole.clock else ""
            parts = (self.sheet_id, whole.kind, whole.rule, clock, *(reason.code for reason in whole.reasons))
            parts += known[1:]
            self._keys[known] = f"{self.sheet_id:06}-{hashlib.sha256(repr(parts).encode()).hexdigest()[:12]}"
        return self._keys[known]

    def changed(self, row: WaitingRow, proposal: RecordProposal, choice: Choice) -> RecordProposal:
        """The proposal for a row as a person changed it; a new rule has a clock of its own."""
        known = (proposal.proposal, choice)
        if known not in self._by_hand:
            self._by_hand[known] = self._chosen(*known)
        chosen = self._by_hand[known]
        grade = replace(proposal.grade, sensitivity=choice.sensitivity or proposal.grade.sensitivity)
        return replace(proposal, proposal=chosen, grade=grade, trigger_date=self._trigger(chosen, row))

    def entry(self, row: WaitingRow, proposal: RecordProposal) -> Entry:
        """What is entered about a record."""
        whole, grade, trigger = proposal.proposal, proposal.grade, proposal.trigger_date
        until = self._dates.last_day(whole.rule, trigger)
        return Entry(
            row.id,
            whole.kind,
            grade.sensitivity,
            grade.pi_sensitive,
            whole.rule,
            trigger if whole.rule else None,
            until,
            proposal.open_debt,
        )

    def masked(self, cells: Sequence[str]) -> str:
        """A row as it may be shown without a look-up: its first filled cells, masked."""
        pairs = zip(self.sheet.columns, cells, strict=False)
        shown = (masked_cell(column, text) for column, text in pairs if text)
        return " · ".join(islice(shown, _SHOWN))

    @property
    def heads(self) -> tuple[str, ...]:
        """The names of the sheet's columns, in the order of a record's cells."""
        return tuple(column.header for column in self.sheet.columns)

    def own_rule(self, proposed: str | None, choice: Choice, by: str) -> OwnRule | None:
        """The choice as a rule of the firm's own; None for a sheet that can't be known again by its headers."""
        if self._signature is None:
            return None
        parts = (choice.kind, choice.sensitivity, choice.rule)
        return OwnRule(self._signature, proposed or "", *parts, self.heads, by)

    def _own_rules(self, uow: UnitOfWork) -> dict[str, OwnRule]:
        self._signature = signature(self.sheet.columns, digest_key(uow))
        known = {rule.id for rule in self._pack.rules}
        found = uow.own_rules.of(self._signature) if self._signature else {}
        return {proposed: own for proposed, own in found.items() if own.rule is None or own.rule in known}

    def _by_own_rule(self, proposal: Proposal, own: OwnRule) -> Proposal:
        choice = Choice(own.kind, own.sensitivity, own.rule)
        known = (proposal, choice)
        if known not in self._by_own:
            chosen = self._chosen(proposal, choice)
            reason = Reason("classify-own-rule", (("operator", own.made_by),))
            self._by_own[known] = replace(chosen, reasons=(*proposal.reasons, reason))
        return self._by_own[known]

    def _chosen(self, whole: Proposal, choice: Choice) -> Proposal:
        clock = whole.clock
        if choice.rule is not None and choice.rule != whole.rule:
            clock = self._dates.clock(choice.rule)
        return replace(
            whole,
            kind=choice.kind or whole.kind,
            rule=choice.rule or whole.rule,
            clock=clock,
            reasons=(*whole.reasons, Reason("classify-by-hand")),
        )

    def _trigger(self, proposal: Proposal, row: WaitingRow) -> date | None:
        return self._dates.trigger(proposal.rule, proposal.clock, row.cells, row.event_date)
