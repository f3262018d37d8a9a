"""The closing plan (结案计划): what the firm's end takes besides its records, by when, and what of it is done."""

from dataclasses import replace
from datetime import date

from app.detect import texts
from app.domain.closing_plan import ClosingPlan, PlannedTask, TaskProof, closing_plan
from app.domain.permissions import Action
from app.domain.words import PiType
from app.domain.workdays import WorkCalendar
from app.errors import Refused, UserError
from app.services.calendar import PublishedCalendar
from app.services.session import Session
from app.storage.unit_of_work import UnitOfWork

LONGEST_EVIDENCE = 200
# These two are done on days of the profile; there is one place for each fact.
_OF_PROFILE = {"decide": "decided_on", "stop-service": "service_ended_on"}
_TELLS_NOBODY = frozenset({PiType.OTHER, PiType.EVENT_DATE, PiType.ORDER_NUMBER, PiType.AMOUNT, PiType.ORG_NAME})


class ClosingPlanService:
    """Plans on the firm's own day by the session's rule pack; what is done is entered with its proof."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._calendar = PublishedCalendar()

    def plan(self) -> ClosingPlan:
        """All tasks that the firm has, in the order of their days."""
        self._session.require(Action.READ)
        with self._session.read() as uow:
            return self.plan_in(uow)

    def plan_in(self, uow: UnitOfWork) -> ClosingPlan:
        """The plan as this unit of work sees it."""
        return plan_of(uow, self._session, self._calendar)

    def done(self, task: str, on: date, evidence: str = "") -> ClosingPlan:
        """Enter a task as done on a day, with what proves it; the plan as it is then.

        Raises UserError ("unknown-task", "task-day-ahead", "evidence-too-long", "evidence-names-person"),
        Refused ("role-forbids", "task-waits").
        """
        session = self._session
        session.require(Action.SETTINGS)
        said = " ".join(evidence.split())
        _require_reference(said)
        if on > session.clock.today():
            raise UserError("task-day-ahead", day=on.isoformat())
        with session.write() as uow:
            self._require_free(self.plan_in(uow), task, on)
            if task in _OF_PROFILE:
                day = {_OF_PROFILE[task]: on}
                uow.firm.set_profile(replace(uow.firm.get().profile, **day))  # type: ignore[arg-type]
            uow.closing_tasks.put(task, TaskProof(on, said, session.operator.name), session.clock.now())
            detail = {"task": task, "on": on.isoformat()}
            uow.audit.append("closing.done", task, detail, session.operator.name, session.clock.now())
            found = self.plan_in(uow)
            uow.commit()
        return found

    def reopen(self, task: str) -> ClosingPlan:
        """Take back that a task is done; the plan as it is then.

        Raises UserError("unknown-task"), Refused ("role-forbids", "task-not-done").
        """
        session = self._session
        session.require(Action.SETTINGS)
        with session.write() as uow:
            _known(self.plan_in(uow), task)
            was_entered = uow.closing_tasks.remove(task)
            profile = uow.firm.get().profile
            if task in _OF_PROFILE and getattr(profile, _OF_PROFILE[task]) is not None:
                uow.firm.set_profile(replace(profile, **{_OF_PROFILE[task]: None}))  # type: ignore[arg-type]
            elif not was_entered:
                raise Refused("task-not-done", task=task)
            uow.audit.append("closing.reopen", task, {"task": task}, session.operator.name, session.clock.now())
            found = self.plan_in(uow)
            uow.commit()
        return found

    def _require_free(self, plan: ClosingPlan, task: str, on: date) -> None:
        """Raise unless the task can be over on this day: those before it are done, and its days have passed."""
        found = _known(plan, task)
        if found.proof is not None:
            return
        if found.waits_for:
            raise Refused("task-waits", task=task, tasks=", ".join(found.waits_for))
        if found.task.lasts and on < found.due:
            raise Refused("task-lasts", task=task, until=found.due.isoformat())


def plan_of(uow: UnitOfWork, session: Session, calendar: WorkCalendar) -> ClosingPlan:
    """The plan as this unit of work sees it."""
    firm, today = uow.firm.get(), session.clock.today()
    proofs = uow.closing_tasks.all()
    for task, name in _OF_PROFILE.items():
        day = getattr(firm.profile, name)
        if day is not None and day <= today:
            proofs[task] = TaskProof(day, proofs[task].evidence if task in proofs else "")
        else:
            proofs.pop(task, None)
    return closing_plan(session.pack.tasks, firm, uow.tallies.people(), proofs, today, calendar)


def _known(plan: ClosingPlan, task: str) -> PlannedTask:
    found = next((one for one in plan.tasks if one.task.id == task), None)
    if found is None:
        raise UserError("unknown-task", task=task, tasks=", ".join(one.task.id for one in plan.tasks))
    return found


def _require_reference(text: str) -> None:
    """Raise unless the text is a short reference without anybody's data: it outlives every destruction."""
    if len(text) > LONGEST_EVIDENCE:
        raise UserError("evidence-too-long", length=len(text), most=LONGEST_EVIDENCE)
    found = next((span.type for span in texts.find(text) if span.type not in _TELLS_NOBODY), None)
    if found is not None:
        raise UserError("evidence-names-person", type=found)
