"""Classifying records: proposals by group with reasons, and what is accepted of them."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256

from app.domain.conditions import Condition
from app.domain.permissions import Action
from app.domain.retention import OWN_EFFECTS, Reason
from app.domain.words import Kind, Sensitivity
from app.errors import Refused, UserError
from app.jobs import Progress
from app.services.record_proposals import Choice, RecordProposal, SheetReader
from app.services.session import Session
from app.storage.classification import Entry, WaitingRow
from app.storage.drafts import OwnRule
from app.storage.unit_of_work import UnitOfWork

__all__ = [
    "DRAFT", "ClassificationService", "Classified", "OwnRule", "ProposalGroup", "Proposals", "Split",
]  # fmt: skip

_AT_ONCE = 2_000
_EXAMPLES = 3
DRAFT = "classification"


@dataclass(frozen=True, slots=True)
class ProposalGroup:
    """Records of one sheet with the same proposal; `key` names it until something is classified.

    `trigger_header` is the column that starts the period's clock, "" where none does; `undated` counts the records
    whose cell there names no day; `examples` are masked rows. `contenders` are the rules a person may choose among.
    `heads` name the columns by their places; `condition` is what split the group off from another; groups that are
    `alike` have the same columns and the same proposal.
    """

    key: str
    sheet_id: int
    sheet: str
    source: str
    kind: Kind
    sensitivity: Sensitivity
    pi_sensitive: bool
    rule: str | None
    trigger_header: str
    open_debt: bool
    records: int
    undated: int
    children: int
    unsure: bool
    reasons: tuple[Reason, ...]
    contenders: tuple[str, ...]
    examples: tuple[str, ...]
    heads: tuple[str, ...] = ()
    condition: Condition | None = None
    alike: str = ""


@dataclass(frozen=True, slots=True)
class Split:
    """The records of a group that meet a condition, as a group of their own."""

    group: str
    condition: Condition

    @property
    def key(self) -> str:
        return f"{self.group}+{self.condition.mark}"


@dataclass(frozen=True, slots=True)
class Classified:
    """Counts of a classification; `by_rule` and `unsure` add up to `records`, so do the other two tables."""

    records: int
    classified: int
    by_kind: dict[str, int]
    by_sensitivity: dict[str, int]
    by_rule: dict[str, int]
    unsure: int


@dataclass(frozen=True, slots=True)
class Proposals:
    """All proposals for records without a rule, the unsure ones last."""

    groups: tuple[ProposalGroup, ...]
    records: int
    unsure: int


class ClassificationService:
    """Proposes and enters what records are. Unsure ones get kind and grade, and go on waiting for a rule."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def propose(self, progress: Progress | None = None, splits: Sequence[Split] = ()) -> Proposals:
        """The proposals for every record that has no rule, with groups split as asked for; raises Cancelled."""
        self._session.require(Action.READ)
        with self._session.read() as uow:
            tally = self._tally(uow, progress or Progress(), splits)
        groups = tuple(sorted((one.group() for one in tally.values()), key=lambda group: (group.unsure, group.key)))
        return Proposals(groups, *_sums(groups))

    def summary(self, progress: Progress | None = None) -> Classified:
        """What accepting would enter, in numbers."""
        return _counted(self.propose(progress).groups, accepted=())

    def accept(
        self,
        keys: Collection[str] | None = None,
        changes: Mapping[str, Choice] | None = None,
        progress: Progress | None = None,
        *,
        splits: Sequence[Split] = (),
        kept: Collection[str] = (),
    ) -> Classified:
        """Enter the proposals of these groups (None: of all), some of them changed by a person; all or none.

        A group that is unsure and not changed keeps waiting. The changes of `kept` groups become rules of the firm's
        own. Raises UserError("unknown-group", "unknown-rule"), Refused("role-forbids"), Cancelled.
        """
        session = self._session
        session.require(Action.CLASSIFY)
        changes = dict(changes or {})
        _check_rules(changes, session)
        progress = progress or Progress()
        with session.write() as uow:
            tally = self._tally(uow, progress, splits, enter=_Wanted(keys, changes))
            missing = (set(keys or ()) | set(changes)) - set(tally)
            if missing:
                raise UserError("unknown-group", group=min(missing))
            taken = {key for key in tally if keys is None or key in keys or key in changes}
            groups = [one.group(changes.get(key)) for key, one in tally.items() if key in taken]
            done = _counted(groups, accepted=taken)
            self._keep(uow, [(tally[key], changes[key]) for key in kept if key in changes])
            self._note(uow, done, len(changes))
            uow.drafts.drop(DRAFT)
            progress.cancel.close()
            uow.commit()
        return done

    def undo(self) -> int:
        """Take the newest classification back: its records wait again; how many.

        Raises Refused("classify-nothing-to-undo", "classify-used") where something else was done with its records.
        """
        session = self._session
        session.require(Action.CLASSIFY)
        with session.write() as uow:
            at = uow.classification.last_entered()
            if at is None:
                raise Refused("classify-nothing-to-undo")
            records, used = uow.classification.entered_at(at)
            if used:
                raise Refused("classify-used", records=records, used=used)
            uow.classification.take_back(at)
            uow.audit.append("classify.undo", "", {"records": records}, session.operator.name, session.clock.now())
            uow.commit()
        return records

    def draft(self) -> str | None:
        """Decisions that somebody left before they were entered, as `keep_draft` was given them."""
        with self._session.read() as uow:
            return uow.drafts.find(DRAFT)

    def keep_draft(self, content: str) -> None:
        """Keep decisions that are not entered yet, "" for none any more. They leave with the next destruction."""
        self._session.require(Action.CLASSIFY)
        with self._session.write() as uow:
            if content:
                uow.drafts.keep(DRAFT, content, self._session.clock.now())
            else:
                uow.drafts.drop(DRAFT)
            uow.commit()

    def own_rules(self) -> tuple[OwnRule, ...]:
        """The firm's own rules, oldest first."""
        self._session.require(Action.READ)
        with self._session.read() as uow:
            return uow.own_rules.all()

    def forget(self, rule: OwnRule) -> None:
        """Take one of the firm's own rules out; what was classified by it stays. UserError("unknown-own-rule")."""
        session = self._session
        session.require(Action.CLASSIFY)
        with session.write() as uow:
            if not uow.own_rules.forget(rule.signature, rule.proposed):
                raise UserError("unknown-own-rule")
            detail = {"rule": rule.rule or "", "proposed": rule.proposed}
            uow.audit.append("classify.forget", "", detail, session.operator.name, session.clock.now())
            uow.commit()

    def _keep(self, uow: UnitOfWork, chosen: "Sequence[tuple[_Tally, Choice]]") -> None:
        now, by = self._session.clock.now(), self._session.operator.name
        for one, choice in chosen:
            rule = one.reader.own_rule(one.first.proposed, choice, by)
            if rule is not None:
                uow.own_rules.keep(rule, now)
                detail = {"rule": rule.rule or "", "proposed": rule.proposed}
                uow.audit.append("classify.keep", "", detail, by, now)

    def _tally(
        self, uow: UnitOfWork, progress: Progress, splits: Sequence[Split], enter: "_Wanted | None" = None
    ) -> "dict[str, _Tally]":
        """Read every waiting record once; with `enter` also write what is wanted of them."""
        wanted = _Splits(splits)
        waiting = uow.classification.waiting()
        progress.start("classify.read" if enter is None else "classify.enter", sum(count for _, count in waiting))
        tally: dict[str, _Tally] = {}
        for sheet_id, _ in waiting:
            reader = SheetReader(uow, sheet_id, self._session)
            for batch in _batches(uow, sheet_id):
                entries: list[Entry] = []
                for row in batch:
                    proposal = reader.read(row)
                    key, condition = wanted.place(reader.key(proposal), row.cells)
                    if key not in tally:
                        tally[key] = _Tally(key, reader, row, proposal, condition)
                    tally[key].count(row.cells, proposal)
                    if enter is not None and enter.takes(key):
                        choice = enter.changes.get(key)
                        entries.append(reader.entry(row, reader.changed(row, proposal, choice) if choice else proposal))
                if entries:
                    uow.classification.enter(entries, self._session.clock.now(), self._session.operator.name)
                progress.advance(len(batch))
        return tally

    def _note(self, uow: UnitOfWork, done: Classified, changed: int) -> None:
        session = self._session
        rules = [f"{rule} {count}" for rule, count in sorted(done.by_rule.items())]
        detail: dict[str, int | str | bool | list[str] | None] = {
            "records": done.records,
            "classified": done.classified,
            "unsure": done.unsure,
            "changed_groups": changed,
            "rules": rules,
            "pack": session.pack.version,
        }
        uow.audit.append("classify.accept", "", detail, session.operator.name, session.clock.now())


@dataclass(frozen=True, slots=True)
class _Wanted:
    keys: Collection[str] | None
    changes: Mapping[str, Choice]

    def takes(self, key: str) -> bool:
        return self.keys is None or key in self.keys or key in self.changes


class _Splits:
    """Finds for each record the group that a person split off for it; the first condition that holds counts."""

    def __init__(self, splits: Sequence[Split]) -> None:
        self._of: dict[str, list[Split]] = {}
        for one in splits:
            self._of.setdefault(one.group, []).append(one)

    def place(self, key: str, cells: Sequence[str]) -> tuple[str, Condition | None]:
        for one in self._of.get(key, ()):
            if one.condition.holds(cells):
                return one.key, one.condition
        return key, None


@dataclass(slots=True)
class _Tally:
    """A group while its records are counted."""

    key: str
    reader: SheetReader
    row: WaitingRow
    first: RecordProposal
    condition: Condition | None = None
    records: int = 0
    undated: int = 0
    children: int = 0
    examples: list[str] = field(default_factory=list)

    def count(self, cells: list[str], proposal: RecordProposal) -> None:
        self.records += 1
        self.undated += proposal.trigger_date is None
        self.children += proposal.grade.child
        if len(self.examples) < _EXAMPLES:
            self.examples.append(self.reader.masked(cells))

    def group(self, choice: Choice | None = None) -> ProposalGroup:
        proposal = self.reader.changed(self.row, self.first, choice) if choice else self.first
        whole = proposal.proposal
        clock = whole.clock
        return ProposalGroup(
            key=self.key,
            sheet_id=self.reader.sheet_id,
            sheet=self.reader.sheet.name,
            source=self.reader.sheet.file,
            kind=whole.kind,
            sensitivity=proposal.grade.sensitivity,
            pi_sensitive=proposal.grade.pi_sensitive,
            rule=whole.rule,
            trigger_header=clock.header if clock else "",
            open_debt=proposal.open_debt,
            records=self.records,
            undated=self.undated if clock else 0,
            children=self.children,
            unsure=whole.rule is None,
            reasons=(*whole.reasons, *self._more_reasons()),
            contenders=whole.contenders,
            examples=tuple(self.examples),
            heads=self.reader.heads,
            condition=self.condition,
            alike=self._alike(),
        )

    def _alike(self) -> str:
        """A name for all groups of sheets with these heads that got this proposal."""
        whole = self.first.proposal
        parts = (self.reader.heads, whole.kind, whole.rule, self.first.grade.sensitivity, self.condition)
        return sha256(repr(parts).encode()).hexdigest()[:12]

    def _more_reasons(self) -> tuple[Reason, ...]:
        undated = self.undated if self.first.proposal.clock else 0
        counted = (("classify-undated", undated), ("classify-children", self.children))
        reasons = tuple(Reason(code, (("count", str(count)),)) for code, count in counted if count)
        return (*reasons, Reason("classify-open-debt")) if self.first.open_debt else reasons


def _batches(uow: UnitOfWork, sheet_id: int) -> Iterator[list[WaitingRow]]:
    after = 0
    while rows := uow.classification.rows(sheet_id, after, _AT_ONCE):
        yield rows
        after = rows[-1].id


def _check_rules(changes: Mapping[str, Choice], session: Session) -> None:
    known = {rule.id for rule in session.pack.rules if rule.effect in OWN_EFFECTS}
    for choice in changes.values():
        if choice.rule is not None and choice.rule not in known:
            raise UserError("unknown-rule", rule=choice.rule)


def _sums(groups: tuple[ProposalGroup, ...]) -> tuple[int, int]:
    return sum(group.records for group in groups), sum(group.records for group in groups if group.unsure)


def _counted(groups: Collection[ProposalGroup], accepted: Collection[str]) -> Classified:
    tables: tuple[dict[str, int], dict[str, int], dict[str, int]] = ({}, {}, {})
    unsure = 0
    for group in groups:
        for table, word in zip(tables, (group.kind, group.sensitivity, group.rule), strict=True):
            if word is None:
                unsure += group.records
            else:
                table[word] = table.get(word, 0) + group.records
    records = sum(group.records for group in groups)
    classified = sum(group.records for group in groups if group.key in accepted and group.rule)
    return Classified(records, classified, *tables, unsure)
