"""The disposition plan, and the decision over any record: all decisions of the program come from here."""

from array import array
from collections.abc import Sequence

from app.domain.decisions import decide
from app.domain.gates import gates, sensitive_gate
from app.domain.permissions import Action
from app.domain.plan import Gate, Plan, PlanGroup
from app.domain.plan_groups import grouped
from app.domain.retention import Decision, Facts
from app.domain.words import Disposition
from app.errors import UserError
from app.jobs import Progress
from app.services.calendar import PublishedCalendar
from app.services.gate_facts import gate_facts
from app.services.session import Session
from app.services.settings import COOLING_OFF, NOTICE_FIRST, SettingService


class PlanningService:
    """Decides on the firm's own day, by the session's rule pack."""

    def __init__(self, session: Session, settings: SettingService) -> None:
        self._session = session
        self._settings = settings
        self._calendar = PublishedCalendar()

    def plan(self, progress: Progress | None = None) -> Plan:
        """What may and must happen to every record today, undecided groups first, and the gates; raises Cancelled."""
        session = self._session
        session.require(Action.READ)
        progress = progress or Progress()
        progress.start("plan.count")
        with session.read() as uow:
            firm = uow.firm.get()
            counted = uow.facts.counted()
            settings = self._settings.all()
            facts_of_gates = gate_facts(uow, int(settings[COOLING_OFF]), promised=settings[NOTICE_FIRST] == "yes")
        today = session.clock.today()
        progress.start("plan.decide", len(counted))
        decided: list[tuple[Facts, Decision, int]] = []
        for facts, count in counted.items():
            decided.append((facts, decide(facts, firm, today, session.pack), count))
            progress.advance()
        found = gates(firm, facts_of_gates, today, self._calendar, session.pack)
        return Plan(today, session.pack.version, grouped(decided), found)

    def asked_first(self) -> Gate | None:
        """The assessment that handling sensitive information in a new way takes and that nobody made yet; else None.

        Writing records out or reading scans is no provision: it is asked for there, not refused (PIPL 55(1)).
        """
        session = self._session
        with session.read() as uow:
            facts = gate_facts(uow, 0, promised=False)
        if not facts.sensitive or facts.sensitive_assessed_on is not None:
            return None
        return sensitive_gate(facts, session.pack)

    def decide(self, record: int | Facts) -> Decision:
        """The decision over a record by its number, or over facts; UserError("no-such-record")."""
        if isinstance(record, Facts):
            return decide(record, self._session.firm, self._session.clock.today(), self._session.pack)
        decisions = self.decide_all([record])
        if record not in decisions:
            raise UserError("no-such-record", record=record)
        return decisions[record]

    def decide_all(self, records: Sequence[int]) -> dict[int, Decision]:
        """The decisions over records by their numbers; those that are gone are left out."""
        session = self._session
        with session.read() as uow:
            firm = uow.firm.get()
            found = uow.facts.of(records)
        today = session.clock.today()
        made: dict[Facts, Decision] = {}
        for facts in found.values():
            if facts not in made:
                made[facts] = decide(facts, firm, today, session.pack)
        return {record: made[facts] for record, facts in found.items()}

    def records_of(self, group: PlanGroup) -> "array[int]":
        """The numbers of a plan group's records, in order; those whose facts have changed since are left out."""
        with self._session.read() as uow:
            return uow.facts.ids(group.members)

    def due(self) -> "array[int]":
        """The numbers of the records that are to be destroyed today, in order."""
        session = self._session
        with session.read() as uow:
            firm = uow.firm.get()
            today = session.clock.today()
            counted = uow.facts.counted()
            return uow.facts.ids([facts for facts in counted if _is_due(decide(facts, firm, today, session.pack))])


def _is_due(decision: Decision) -> bool:
    return decision.destroyable and decision.disposition is Disposition.DESTROY
