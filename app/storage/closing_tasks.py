"""Which tasks of the closing plan are done, and what proves it."""

from dataclasses import dataclass
from datetime import date, datetime

from app.domain.closing_plan import TaskProof
from app.domain.instants import instant_text
from app.storage.connection import Connection


@dataclass(frozen=True, slots=True)
class ClosingTaskStore:
    """By the ids of the rule pack's tasks; a task that a newer pack has no more stays entered."""

    connection: Connection

    def all(self) -> dict[str, TaskProof]:
        rows = self.connection.rows("SELECT task, done_on, evidence, entered_by FROM closing_task ORDER BY task")
        return {task: TaskProof(date.fromisoformat(day), evidence, by) for task, day, evidence, by in rows}

    def put(self, task: str, proof: TaskProof, at: datetime) -> None:
        """Enter a task as done, over what was entered before."""
        self.connection.execute(
            "INSERT INTO closing_task (task, done_on, evidence, entered_at, entered_by) VALUES (?, ?, ?, ?, ?)"
            " ON CONFLICT (task) DO UPDATE SET done_on = excluded.done_on, evidence = excluded.evidence,"
            " entered_at = excluded.entered_at, entered_by = excluded.entered_by",
            (task, proof.done_on.isoformat(), proof.evidence, instant_text(at), proof.entered_by),
        )

    def remove(self, task: str) -> bool:
        """Take an entry back; whether there was one."""
        return bool(self.connection.execute("DELETE FROM closing_task WHERE task = ?", (task,)).rowcount)
