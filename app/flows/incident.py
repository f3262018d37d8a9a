"""After a leak: what is known of it, what may be said of it, then what has to be done and by when."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app.domain.incident_register import Account, Entry, Event, InfoKind
from app.domain.incidents import Duty, Incident, Level, duties, level_of
from app.domain.instants import FORM, local_instant
from app.flows.flow import Flow, Problem
from app.services.roster import Services


@dataclass(frozen=True, slots=True)
class Leak:
    """What was typed and ticked; `entered` once the register has it."""

    discovered: str
    people: int
    serious: bool = False
    crime: bool = False
    minors: bool = False
    avoided: bool = False
    event: Event = Event.LEAK
    info: tuple[InfoKind, ...] = ()
    cause: str = ""
    harm: str = ""
    measures: str = ""
    advice: str = ""
    entered: Entry | None = None


class IncidentFlow(Flow[Leak]):
    """Steps: facts, account (left by entering it in the register), duties.

    With an entry `known`, the same steps put down what is known of it now.
    """

    def __init__(self, services: Services, known: Entry | None = None) -> None:
        self._services = services
        self.known = known
        super().__init__(_of_entry(known) if known else self._new())

    def steps(self) -> tuple[str, ...]:
        return ("facts", "account", "duties")

    def is_final(self, step: str) -> bool:
        return step == "duties"

    def problems(self, step: str) -> tuple[Problem, ...]:
        if step == "facts":
            return tuple(self._wrong_facts())
        if step == "account" and not self.state.info:
            return (Problem("info", "info-missing"),)
        return ()

    def work(self, step: str) -> Callable[[Any], Entry] | None:
        return self._enter if step == "account" else None

    def finish(self, step: str, result: Any) -> bool:
        if step == "account":
            self.change(entered=result)
        return True

    @property
    def level(self) -> Level:
        return level_of(self._incident())

    def duties(self) -> tuple[Duty, ...]:
        return duties(self._incident())

    def _new(self) -> Leak:
        figures = self._services.overview.figures()
        now = self._services.session.clock.now().astimezone()
        return Leak(now.strftime(FORM), figures.customers, minors=figures.children > 0)

    def _wrong_facts(self) -> list[Problem]:
        at = self._discovered()
        if at is None:
            return [Problem("discovered", "bad-instant")]
        if at > self._services.session.clock.now():
            return [Problem("discovered", "instant-ahead")]
        return []

    def _enter(self, _progress: Any) -> Entry:
        state = self.state
        account = Account(
            state.event, self._incident(), state.info, state.cause, state.harm, state.measures, state.advice
        )
        incidents = self._services.incidents
        return incidents.change(self.known.number, account) if self.known else incidents.add(account)

    def _incident(self) -> Incident:
        state, at = self.state, self._discovered()
        assert at is not None
        return Incident(at, state.people, state.serious, state.crime, state.minors, state.avoided)

    def _discovered(self) -> datetime | None:
        try:
            return local_instant(self.state.discovered)
        except ValueError:
            return None


def _of_entry(entry: Entry) -> Leak:
    account, facts = entry.account, entry.account.facts
    found = facts.discovered_at.astimezone().strftime(FORM)
    return Leak(
        found, facts.people, facts.serious, facts.crime, facts.minors, facts.avoided, account.event, account.info,
        account.cause, account.harm, account.measures, account.advice,
    )  # fmt: skip
