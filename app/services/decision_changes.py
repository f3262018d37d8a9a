"""Changing the decision over records by hand: another rule, another day that starts the period, on a written basis."""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from app.domain.audit import Detail
from app.domain.decision_changes import DecisionChange, Effect, Standing, Turn, Wanted, choosable, is_sooner
from app.domain.decisions import decide
from app.domain.firm import Firm
from app.domain.permissions import Action
from app.domain.retention import Decision, Facts, Reason, Rule, RulePack
from app.domain.words import Kind, State
from app.errors import Refused, UserError
from app.jobs import Progress
from app.services.lasting_texts import tells_of_somebody
from app.services.masking import masked_title
from app.services.session import Session
from app.services.sheet_dates import SAMPLE, SheetDates, sheet_of
from app.storage.decision_changes import ChangeableRow, NewDecision
from app.storage.unit_of_work import UnitOfWork

LONGEST_BASIS = 200
_AT_ONCE = 500
_SETTLED = {
    State.IMPORTED: "decision-waiting",
    State.ARCHIVED: "decision-packed",
    State.RESTRICTED: "decision-packed",
    State.TRANSFERRED: "decision-handed-over",
}


class DecisionChangeService:
    """A record keeps what it was found to be (kind, grade, open matters); only its rule and its day are changed.

    What is part of a paper already (a package, a hand-over, an order's list) keeps its decision. Frozen records can be
    decided otherwise: they stay frozen.
    """

    def __init__(self, session: Session) -> None:
        self._session = session

    def rules(self, kinds: Collection[Kind] = tuple(Kind)) -> tuple[Rule, ...]:
        """The rules that a person may give to records of these kinds."""
        return choosable(self._session.pack, self._session.firm, kinds)

    def preview(self, ids: Sequence[int], wanted: Wanted, basis: str, progress: Progress | None = None) -> Effect:
        """What `apply` would come to; nothing is changed. Raises what `apply` raises, but for "decision-unchanged"."""
        self._check(wanted, basis)
        progress = progress or Progress()
        with self._session.read() as uow:
            run = _Run(uow, self._session, wanted)
            progress.start("decision.read", len(ids))
            for _ in run.decisions(ids, progress):
                pass
        return run.effect()

    def apply(self, ids: Sequence[int], wanted: Wanted, basis: str, progress: Progress | None = None) -> Effect:
        """Decide so over the records of these numbers: all that can be, or none.

        Raises UserError ("decision-nothing-wanted", "decision-basis-missing", "decision-basis-too-long",
        "decision-basis-names-somebody", "unknown-rule"), Refused ("decision-unchanged" with the reasons,
        "role-forbids"), Cancelled.
        """
        session = self._session
        said = self._check(wanted, basis)
        progress = progress or Progress()
        with session.write() as uow:
            now, operator = session.clock.now(), session.operator.name
            run = _Run(uow, session, wanted)
            change = uow.decision_changes.begin(wanted, said, now, operator)
            progress.start("decision.enter", len(ids))
            for decisions in run.decisions(ids, progress):
                uow.decision_changes.enter(change, decisions)
            effect = replace(run.effect(), change=change)
            if not effect.records:
                raise Refused("decision-unchanged", reasons=reasons_of(effect))
            uow.decision_changes.count(change, run.rules_before)
            before = [f"{rule} {records}" for rule, records in run.rules_before.most_common()]
            detail: Detail = {
                "records": effect.records,
                "rule": wanted.rule or "",
                "before": before,
                "unsure": effect.undecided,
                "blocked": sum(records for _, records in effect.left_out),
            }
            uow.audit.append("decision.change", str(change), detail, operator, now)
            progress.cancel.close()
            uow.commit()
        return effect

    def all(self) -> tuple[DecisionChange, ...]:
        """Every change that was made, oldest first."""
        self._session.require(Action.READ)
        with self._session.read() as uow:
            return uow.decision_changes.all()

    def _check(self, wanted: Wanted, basis: str) -> str:
        """The basis as it is kept, once the wish may stand: the text outlives the records."""
        self._session.require(Action.CLASSIFY)
        if wanted == Wanted():
            raise UserError("decision-nothing-wanted")
        if wanted.rule is not None and wanted.rule not in {rule.id for rule in self.rules()}:
            raise UserError("unknown-rule", rule=wanted.rule)
        said = " ".join(basis.split())
        if not said:
            raise UserError("decision-basis-missing")
        if len(said) > LONGEST_BASIS:
            raise UserError("decision-basis-too-long", length=len(said), most=LONGEST_BASIS)
        if tells_of_somebody(said):
            raise UserError("decision-basis-names-somebody")
        return said


def reasons_of(effect: Effect) -> tuple[Reason, ...]:
    """Why records keep their decision, most records first."""
    return tuple(Reason(code, (("records", str(records)),)) for code, records in effect.left_out)


def changed_decisions(uow: UnitOfWork) -> tuple[DecisionChange, ...]:
    """The changes as papers tell of them: what in a basis tells of a person is starred out."""
    return tuple(replace(one, basis=masked_title(one.basis)) for one in uow.decision_changes.all())


@dataclass(slots=True)
class _Counted:
    """A turn while its records are counted."""

    records: int = 0
    sooner: int = 0
    due_before: set[date] = field(default_factory=set)
    due_after: set[date] = field(default_factory=set)

    def add(self, before: Decision, after: Decision) -> None:
        self.records += 1
        self.sooner += is_sooner(before, after)
        for days, due in ((self.due_before, before.due), (self.due_after, after.due)):
            if due is not None:
                days.add(due)
                if len(days) > 2:
                    days.intersection_update((min(days), max(days)))


class _Run:
    """Goes over the records once, a part at a time, and counts what becomes of them."""

    def __init__(self, uow: UnitOfWork, session: Session, wanted: Wanted) -> None:
        self._uow = uow
        self._pack: RulePack = session.pack
        self._firm: Firm = uow.firm.get()
        self._today = session.clock.today()
        self._wanted = wanted
        self._kinds = frozenset(session.pack.rule(wanted.rule).kinds if wanted.rule else Kind)
        self._sheet: tuple[int, SheetDates] | None = None
        self._made: dict[Facts, Decision] = {}
        self._turns: dict[tuple[Standing, Standing], _Counted] = {}
        self._left_out: Counter[str] = Counter()
        self._held = 0
        self.rules_before: Counter[str] = Counter()

    def decisions(self, ids: Sequence[int], progress: Progress) -> Iterator[list[NewDecision]]:
        """The new decisions over the records of these numbers that can have one; raises Cancelled."""
        # In order of their numbers a sheet's records come one after the other.
        ordered = sorted(set(ids))
        for start in range(0, len(ordered), _AT_ONCE):
            part = ordered[start : start + _AT_ONCE]
            rows, facts = self._uow.decision_changes.rows(part), self._uow.facts.of(part)
            self._left_out["decision-gone"] += len(part) - len(rows)
            made = [one for row in rows if (one := self._decided(row, facts[row.id])) is not None]
            if made:
                yield made
            progress.advance(len(part))

    def effect(self) -> Effect:
        """What came of all records so far, the most records first."""
        turns = (_turn(*key, counted) for key, counted in self._turns.items())
        ordered = sorted(turns, key=lambda one: (not one.sooner, -one.records, one.before.rule, one.after.rule))
        left_out = tuple((code, records) for code, records in self._left_out.most_common() if records)
        return Effect(sum(self.rules_before.values()), tuple(ordered), self._held, left_out)

    def _decided(self, row: ChangeableRow, facts: Facts) -> NewDecision | None:
        against = self._against(row, facts)
        if against:
            self._left_out[against] += 1
            return None
        assert facts.rule is not None
        rule = self._wanted.rule or facts.rule
        trigger = self._wanted.first_day or self._own_day(rule, row)
        if (rule, trigger) == (facts.rule, facts.trigger_date):
            self._left_out["decision-same"] += 1
            return None
        self._count(facts, replace(facts, rule=rule, trigger_date=trigger))
        until = self._dates(row.sheet_id).last_day(rule, trigger)
        return NewDecision(row.id, facts.rule, facts.trigger_date, rule, trigger, until)

    def _against(self, row: ChangeableRow, facts: Facts) -> str:
        if facts.rule is None or facts.state in _SETTLED:
            return _SETTLED.get(facts.state, "decision-waiting")
        if row.is_listed:
            return "decision-listed"
        return "" if facts.kind in self._kinds else "decision-other-kind"

    def _own_day(self, rule: str, row: ChangeableRow) -> date | None:
        dates = self._dates(row.sheet_id)
        return dates.trigger(rule, dates.clock(rule), row.cells, row.event_date)

    def _dates(self, sheet_id: int) -> SheetDates:
        if self._sheet is None or self._sheet[0] != sheet_id:
            stored = self._uow.batches.sheet(sheet_id)
            sample = self._uow.decision_changes.sample(sheet_id, SAMPLE)
            self._sheet = (sheet_id, SheetDates(stored, sheet_of(stored, sample), self._pack))
        return self._sheet[1]

    def _count(self, before: Facts, after: Facts) -> None:
        """What rules decide; a freeze stands above it, before as after."""
        assert before.rule is not None
        self.rules_before[before.rule] += 1
        self._held += bool(before.holds)
        one, other = self._decision(before), self._decision(after)
        key = (_standing(before, one), _standing(after, other))
        self._turns.setdefault(key, _Counted()).add(one, other)

    def _decision(self, facts: Facts) -> Decision:
        facts = replace(facts, holds=0)
        if facts not in self._made:
            self._made[facts] = decide(facts, self._firm, self._today, self._pack)
        return self._made[facts]


def _standing(facts: Facts, decision: Decision) -> Standing:
    assert facts.rule is not None
    return Standing(facts.rule, decision.disposition, decision.decided, decision.permanent, decision.destroyable)


def _turn(before: Standing, after: Standing, counted: _Counted) -> Turn:
    return Turn(_due(before, counted.due_before), _due(after, counted.due_after), counted.records, counted.sooner)


def _due(standing: Standing, days: set[date]) -> Standing:
    return replace(standing, due_first=min(days, default=None), due_last=max(days, default=None))
