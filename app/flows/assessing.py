"""Filling in an impact assessment or a self-audit, question by question."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from app.domain.assessments import QUESTIONS, Answer, Assessment, Form, Subject, Verdict
from app.flows.flow import Flow, Problem, Work
from app.services.roster import Services


@dataclass(frozen=True, slots=True)
class Assessing:
    """Where one form stands; `answers` by the questions' names, `on` the day as it was typed."""

    form: Form
    subject: Subject = Subject.PROVISION
    answers: dict[str, Answer] = field(default_factory=dict)
    conclusion: str = ""
    on: str = ""
    made: Assessment | None = None


class AssessFlow(Flow[Assessing]):
    """Steps: subject (of an impact assessment), questions, conclusion (left by entering it), result."""

    def __init__(self, services: Services, form: Form) -> None:
        self._services = services
        super().__init__(Assessing(form, on=services.session.clock.today().isoformat()))

    def steps(self) -> tuple[str, ...]:
        rest = ("questions", "conclusion", "result")
        return ("subject", *rest) if self.state.form is Form.IMPACT else rest

    def is_final(self, step: str) -> bool:
        return step == "result"

    def problems(self, step: str) -> tuple[Problem, ...]:
        state = self.state
        if step == "questions":
            return tuple(self._unanswered())
        if step == "conclusion":
            found = [] if state.conclusion.strip() else [Problem("conclusion", "conclusion-missing")]
            return (*found, *(() if _day(state.on) else (Problem("on", "bad-day"),)))
        return ()

    def _unanswered(self) -> Iterator[Problem]:
        for question in QUESTIONS[self.state.form]:
            answer = self.state.answers.get(question.name)
            if answer is None:
                yield Problem(question.name, "not-answered")
            elif answer.verdict is Verdict.NO and not answer.text.strip():
                yield Problem(question.name, "needs-words")

    def work(self, step: str) -> Work | None:
        return self._enter if step == "conclusion" else None

    def finish(self, step: str, result: Any) -> bool:
        if step == "conclusion":
            self.change(made=result)
        return True

    def _enter(self, _progress: Any) -> Assessment:
        state = self.state
        subject = state.subject if state.form is Form.IMPACT else None
        return self._services.assessments.add(state.form, subject, state.answers, state.conclusion, _day(state.on))


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        return None
