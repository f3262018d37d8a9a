"""Impact assessments and self-audits in the database."""

import json
from datetime import date

from app.domain.assessments import Answer, Assessment, Form, Subject, Verdict
from app.domain.instants import instant_of, instant_text
from app.storage.connection import Connection, Row

_COLUMNS = "number, form, subject, answers, conclusion, completed_on, keep_until, made_at, made_by"


class AssessmentStore:
    """All of them, as long as they are kept."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, made: Assessment) -> None:
        """Keep a filled form."""
        answers = {name: {"verdict": one.verdict, "text": one.text} for name, one in made.answers.items()}
        self._connection.execute(
            f"INSERT INTO assessment ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                made.number,
                made.form,
                made.subject or "",
                json.dumps(answers, ensure_ascii=False),
                made.conclusion,
                made.completed_on.isoformat(),
                made.keep_until.isoformat(),
                instant_text(made.made_at),
                made.made_by,
            ),
        )

    def delete(self, number: str) -> None:
        """Take a form out for good."""
        self._connection.execute("DELETE FROM assessment WHERE number = ?", (number,))

    def all(self) -> tuple[Assessment, ...]:
        """All of them, oldest first."""
        return tuple(map(_assessment, self._connection.rows(f"SELECT {_COLUMNS} FROM assessment ORDER BY id")))

    def last_of(self, subject: Subject) -> date | None:
        """The day of the last impact assessment about this."""
        found = self._connection.value(
            "SELECT max(completed_on) FROM assessment WHERE form = ? AND subject = ?", (Form.IMPACT, subject)
        )
        return date.fromisoformat(found) if found else None


def _assessment(row: Row) -> Assessment:
    answers = {name: Answer(Verdict(one["verdict"]), one["text"]) for name, one in json.loads(row[3]).items()}
    return Assessment(
        number=row[0],
        form=Form(row[1]),
        subject=Subject(row[2]) if row[2] else None,
        answers=answers,
        conclusion=row[4],
        completed_on=date.fromisoformat(row[5]),
        keep_until=date.fromisoformat(row[6]),
        made_at=instant_of(row[7]),
        made_by=row[8],
    )
