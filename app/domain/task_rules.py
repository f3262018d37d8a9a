"""Reads the tasks of a closing from a rule pack, and refuses those that contradict themselves or each other."""

from collections import Counter
from collections.abc import Collection, Sequence
from datetime import date

from app.domain.closing_tasks import ClosingTask, Phase, Responsible, Size
from app.domain.firm import Entity
from app.domain.norms import Confidence
from app.domain.pack_tables import PackTable, basis_of
from app.domain.words import Closure
from app.errors import Damaged


def task_of(table: PackTable, switches: Collection[str]) -> ClosingTask:
    """One [[task]]; raises Damaged with the file, the task and the key."""
    task = ClosingTask(
        id=table.take("id", str),
        phase=table.word("phase", Phase),
        title=table.take("title", str),
        todo=table.take("todo", str),
        proof=table.take("proof", str),
        responsible=table.word("responsible", Responsible),
        basis=tuple(basis_of(table, entry) for entry in table.take("basis", list)),
        confidence=table.word("confidence", Confidence),
        checked_on=table.take("checked_on", date),
        wording=table.take("wording", str),
        after=table.texts("after"),
        within=table.take("within", int, 0),
        lasts=table.take("lasts", int, 0),
        working=table.take("working", bool, False),
        closures=table.words("closures", Closure),
        entities=table.words("entities", Entity),
        profile=table.take("profile", str, ""),
        unless=table.take("unless", str, ""),
        size=table.word("size", Size, Size.ANY),
        optional=table.take("optional", bool, False),
    )
    table.finish()
    if min(task.within, task.lasts) < 0 or (task.within and task.lasts):
        raise table.wrong("contradiction", "within")
    if not task.basis:
        raise table.wrong("missing-key", "basis")
    for key, switch in (("profile", task.profile), ("unless", task.unless)):
        if switch and switch not in switches:
            raise table.wrong("unknown-word", key, switch)
    return task


def check_tasks(tasks: Sequence[ClosingTask]) -> None:
    """Raise Damaged for ids given twice, for tasks that wait for unknown ones or for themselves."""
    counted = Counter(task.id for task in tasks)
    twice = [task_id for task_id, count in counted.items() if count > 1]
    if twice:
        raise Damaged("rule-pack-duplicate", rule=min(twice))
    for task in tasks:
        for before in task.after:
            if before not in counted:
                raise _wrong("unknown-word", task.id, before)
    in_order(tasks)


def in_order(tasks: Sequence[ClosingTask]) -> tuple[ClosingTask, ...]:
    """The tasks, each behind those that it waits for; those without a rank keep the pack's order."""
    left, placed, ordered = list(tasks), set[str](), list[ClosingTask]()
    known = {task.id for task in tasks}
    while left:
        ready = next((task for task in left if placed.issuperset(known.intersection(task.after))), None)
        if ready is None:
            raise _wrong("contradiction", left[0].id, ", ".join(left[0].after))
        left.remove(ready)
        placed.add(ready.id)
        ordered.append(ready)
    return tuple(ordered)


def _wrong(code: str, task: str, value: str) -> Damaged:
    return Damaged(f"rule-pack-{code}", file="closing.toml", rule=task, key="after", value=value)
