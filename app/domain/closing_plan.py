"""The closing plan: the tasks that a firm's end takes, each with the days on which it begins and has to be done.

A pure function of firm, number of people, day of decision, what is done, and the work calendar. What is done moves what
waits for it; what is not done counts with the last day that the law leaves.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from app.domain.closing_tasks import ClosingTask, Phase, Size
from app.domain.firm import Firm
from app.domain.task_rules import in_order
from app.domain.workdays import WorkCalendar, working_day_after

SMALL_HANDLER = 100_000  # people: 处理不满10万人个人信息 (令第25号 art. 2); 100,000 itself is out
_PHASES = tuple(Phase)


class TaskState(StrEnum):
    """How a task stands on a day."""

    DONE = "done"
    LATE = "late"
    NOW = "now"
    WAITING = "waiting"  # it has begun and takes its days
    LATER = "later"


@dataclass(frozen=True, slots=True)
class TaskProof:
    """That a task is done: the day, and what proves it (a reference, no customers' data)."""

    done_on: date
    evidence: str
    entered_by: str = ""


@dataclass(frozen=True, slots=True)
class PlannedTask:
    """A task with its days: it can begin on `begins` and has to be over on `due`.

    `provisional`: working days of a year whose holidays are not published yet are among them, so that it may come
    earlier. `waits_for` are the ids of the tasks before it that are not done.
    """

    task: ClosingTask
    begins: date
    due: date
    state: TaskState
    provisional: bool = False
    waits_for: tuple[str, ...] = ()
    proof: TaskProof | None = None


@dataclass(frozen=True, slots=True)
class ClosingPlan:
    """All tasks of one firm in the order of their days. `assumed`: no decision is entered, so it counts from today."""

    today: date
    decided_on: date
    assumed: bool
    people: int
    tasks: tuple[PlannedTask, ...]

    @property
    def is_small(self) -> bool:
        """Whether the firm is a small handler by the people that the vault holds."""
        return self.people < SMALL_HANDLER

    @property
    def ends_on(self) -> date:
        """The last day of all: that on which the closing is over at the latest."""
        return max((one.due for one in self.tasks if not one.task.optional), default=self.decided_on)

    @property
    def next(self) -> PlannedTask | None:
        """What has to be done first of what can be done now."""
        can = [one for one in self.tasks if one.state in (TaskState.LATE, TaskState.NOW) and not one.task.optional]
        return min(can, key=lambda one: one.due, default=None)


def applies(task: ClosingTask, firm: Firm, people: int) -> bool:
    """Whether the firm has this task."""
    profile, small = firm.profile, people < SMALL_HANDLER
    return (
        (not task.closures or firm.closure in task.closures)
        and (not task.entities or profile.entity in task.entities)
        and (not task.profile or bool(getattr(profile, task.profile)))
        and not (task.unless and getattr(profile, task.unless))
        and task.size in (Size.ANY, Size.SMALL if small else Size.LARGE)
    )


def closing_plan(
    tasks: Sequence[ClosingTask],
    firm: Firm,
    people: int,
    proofs: Mapping[str, TaskProof],
    today: date,
    calendar: WorkCalendar,
) -> ClosingPlan:
    """The plan of a firm that handles the data of so many people."""
    decided_on = firm.profile.decided_on or today
    planned: dict[str, PlannedTask] = {}
    for task in in_order(tasks):
        if applies(task, firm, people):
            before = [planned[one] for one in task.after if one in planned and not planned[one].task.optional]
            planned[task.id] = _planned(task, before, decided_on, proofs.get(task.id), today, calendar)
    ordered = sorted(planned.values(), key=lambda one: (one.begins, one.due, _PHASES.index(one.task.phase)))
    assumed = firm.profile.decided_on is None
    return ClosingPlan(today, decided_on, assumed, people, tuple(ordered))


def _planned(
    task: ClosingTask,
    before: Sequence[PlannedTask],
    decided_on: date,
    proof: TaskProof | None,
    today: date,
    calendar: WorkCalendar,
) -> PlannedTask:
    begins = max((_over_by(one, today) for one in before), default=decided_on)
    due, unsure = _counted(begins, task.lasts or task.within, calendar, working=task.working)
    open_ones = tuple(one.task.id for one in before if one.state is not TaskState.DONE)
    if proof is not None:
        # What is done was not done after its end, however the plan had counted.
        begins, due, unsure = min(begins, proof.done_on), proof.done_on, False
    unsure = unsure or (proof is None and any(one.provisional for one in before))
    state = _state(task, begins, due, proof, today, is_free=not open_ones)
    return PlannedTask(task, begins, due, state, unsure, open_ones, proof)


def _over_by(one: PlannedTask, today: date) -> date:
    """The first day on which what waits for the task can begin: nothing that is open is over before today."""
    return one.due if one.state is TaskState.DONE else max(one.due, today)


def _counted(begins: date, days: int, calendar: WorkCalendar, *, working: bool) -> tuple[date, bool]:
    """The last of so many days; the first day is not counted (民法典 201)."""
    if working:
        found = working_day_after(begins, days, calendar)
        return found.day, found.provisional
    return begins + timedelta(days=days), False


def _state(
    task: ClosingTask, begins: date, due: date, proof: TaskProof | None, today: date, *, is_free: bool
) -> TaskState:
    if proof is not None:
        return TaskState.DONE
    if not is_free or begins > today:
        return TaskState.LATER
    if task.lasts and due > today:
        return TaskState.WAITING
    # Only where the law counts days can one be too late; the rest is to be done now.
    return TaskState.LATE if task.within and due < today else TaskState.NOW
