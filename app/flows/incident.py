"""After a leak: what is known of it, then what has to be done and by when."""

from dataclasses import dataclass
from datetime import datetime

from app.domain.incidents import Duty, Incident, Level, duties, level_of
from app.flows.flow import Flow, Problem
from app.services.roster import Services

FORM = "%Y-%m-%d %H:%M"
"""How the instant of discovery is typed, in the computer's time."""


@dataclass(frozen=True, slots=True)
class Leak:
    """What was typed and ticked."""

    discovered: str
    people: int
    serious: bool = False
    crime: bool = False
    minors: bool = False
    avoided: bool = False


class IncidentFlow(Flow[Leak]):
    """Steps: facts, duties. Nothing is written: what happened is told by the notice to the customers."""

    def __init__(self, services: Services) -> None:
        figures = services.overview.figures()
        now = services.session.clock.now().astimezone()
        super().__init__(Leak(now.strftime(FORM), figures.customers, minors=figures.children > 0))

    def steps(self) -> tuple[str, ...]:
        return ("facts", "duties")

    def problems(self, step: str) -> tuple[Problem, ...]:
        if step == "facts" and self._discovered() is None:
            return (Problem("discovered", "bad-instant"),)
        return ()

    @property
    def level(self) -> Level:
        return level_of(self._incident())

    def duties(self) -> tuple[Duty, ...]:
        return duties(self._incident())

    def _incident(self) -> Incident:
        state, at = self.state, self._discovered()
        assert at is not None
        return Incident(at, state.people, state.serious, state.crime, state.minors, state.avoided)

    def _discovered(self) -> datetime | None:
        try:
            return datetime.strptime(self.state.discovered.strip(), FORM).astimezone()
        except ValueError:
            return None
