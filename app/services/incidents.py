"""The register of incidents: entered, told to those who have to know, closed; the clock that runs meanwhile."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

from app.domain.audit import Detail
from app.domain.incident_register import Account, Entry, Step, keep_until, must_be_done
from app.domain.instants import instant_text
from app.domain.notices import Particulars, checked_text
from app.domain.permissions import Action
from app.domain.register_numbers import next_number
from app.domain.retention import Reason
from app.domain.words import NoticeKind
from app.errors import Refused, UserError
from app.jobs import Progress
from app.services.kept_forms import require_over
from app.services.lasting_texts import tells_of_somebody
from app.services.notices import NoticeService, NoticeStatus
from app.services.session import Session
from app.storage.unit_of_work import UnitOfWork

_TEXTS = ("cause", "harm", "measures", "advice")


class IncidentService:
    """Entries are changed as more becomes known, and each change is logged; one goes only after its period."""

    def __init__(self, session: Session, notices: NoticeService) -> None:
        self._session = session
        self._notices = notices

    def add(self, account: Account) -> Entry:
        """Enter an incident. Its clock runs from the discovery, whenever it is entered.

        Raises UserError ("incident-ahead", "incident-names-somebody", "notice-text-too-long"), Refused("role-forbids").
        """
        session = self._session
        session.require(Action.NOTICE)
        checked = self._checked(account)
        with session.write() as uow:
            given = (event.subject for event in uow.audit.find("incident.add"))
            number = next_number("SJ", session.clock.today().year, given)
            entry = Entry(number, checked, session.clock.now(), session.operator.name)
            uow.incidents.add(entry)
            discovered = instant_text(checked.facts.discovered_at)
            self._log(uow, "incident.add", number, {"level": entry.level, "discovered_at": discovered})
            uow.commit()
        return entry

    def change(self, number: str, account: Account) -> Entry:
        """Put down what is known now; raises what `add` raises, UserError("incident-not-found")."""
        session = self._session
        session.require(Action.NOTICE)
        checked = self._checked(account)
        with session.write() as uow:
            entry = replace(_found(uow, number), account=checked)
            uow.incidents.change(number, checked)
            self._log(uow, "incident.change", number, {"level": entry.level})
            uow.commit()
        return entry

    def done(self, number: str, duty: str, at: datetime, told: str = "", note: str = "") -> Entry:
        """Enter that a duty was done: `told` is the office or circle that was told, `note` its number or words.

        Raises UserError ("incident-not-found", "incident-duty", "incident-ahead", "incident-names-somebody", …).
        """
        session = self._session
        session.require(Action.NOTICE)
        said, words = checked_text("--to", told), checked_text("--note", note)
        _require_nobody(said, words)
        if at > session.clock.now():
            raise UserError("incident-ahead", at=instant_text(at))
        with session.write() as uow:
            entry = _found(uow, number)
            if duty not in {one.code for one in entry.duties()} - {"avoided"}:
                raise UserError("incident-duty", duty=duty, number=number)
            step = Step(duty, at, said, words, session.clock.now(), session.operator.name)
            uow.incidents.add_step(number, step)
            self._log(uow, "incident.step", number, {"duty": duty, "done_at": instant_text(at)})
            uow.commit()
        return replace(entry, steps=(*entry.steps, step))

    def notify(
        self,
        number: str,
        said: Particulars,
        out: Path,
        *,
        record_ids: Sequence[int] | None = None,
        language: str = "zh",
        progress: Progress | None = None,
    ) -> NoticeStatus:
        """Prepare the notice to the customers (PIPL 57) and keep its number with the entry; `said` as by `words_of`.

        Raises UserError("incident-not-found") and what NoticeService.prepare raises.
        """
        with self._session.read() as uow:
            _found(uow, number)
        status = self._notices.prepare(
            NoticeKind.BREACH, said, out, record_ids=record_ids, language=language, progress=progress
        )
        with self._session.write() as uow:
            uow.incidents.tell(number, status.notice)
            self._log(uow, "incident.notice", number, {"notice": status.notice})
            uow.commit()
        return status

    def close(self, number: str, on: date) -> Entry:
        """Say that the handling is over; from then on the summary report's and the entry's periods run.

        Raises UserError ("incident-not-found", "notice-day-ahead"), Refused("incident-open" with what is still to do).
        """
        session = self._session
        session.require(Action.NOTICE)
        if on > session.clock.today():
            raise UserError("notice-day-ahead", on=on.isoformat())
        with session.write() as uow:
            entry = _found(uow, number)
            left = must_be_done(entry)
            if left:
                reasons = tuple(Reason(f"incident-{duty}") for duty in left)
                raise Refused("incident-open", number=number, reasons=reasons)
            until = keep_until(on)
            uow.incidents.close(number, on, until)
            self._log(uow, "incident.close", number, {"on": on.isoformat(), "keep_until": until.isoformat()})
            uow.commit()
        return replace(entry, handled_on=on, keep_until=until)

    def delete(self, number: str) -> None:
        """Take an entry out for good once its period is over (PIPL 19, 47); the audit log keeps that it was there.

        Raises UserError("incident-not-found"), Refused ("incident-not-closed", "still-kept", "role-forbids").
        """
        session = self._session
        session.require(Action.NOTICE)
        with session.write() as uow:
            entry = _found(uow, number)
            if entry.keep_until is None:
                raise Refused("incident-not-closed", number=number)
            require_over(number, entry.keep_until, session.clock.today())
            uow.incidents.delete(number)
            self._log(uow, "incident.delete", number, {"keep_until": entry.keep_until.isoformat()})
            uow.commit()

    def all(self) -> tuple[Entry, ...]:
        """All that are kept, oldest first."""
        self._session.require(Action.READ)
        with self._session.read() as uow:
            return uow.incidents.all()

    def find(self, number: str) -> Entry:
        """One of them; UserError("incident-not-found")."""
        self._session.require(Action.READ)
        with self._session.read() as uow:
            return _found(uow, number)

    def _checked(self, account: Account) -> Account:
        if account.facts.discovered_at > self._session.clock.now():
            raise UserError("incident-ahead", at=instant_text(account.facts.discovered_at))
        said: dict[str, Any] = {name: checked_text(f"--{name}", getattr(account, name)) for name in _TEXTS}
        _require_nobody(*said.values())
        return replace(account, info=tuple(dict.fromkeys(account.info)), **said)

    def _log(self, uow: UnitOfWork, action: str, number: str, detail: Detail) -> None:
        uow.audit.append(action, number, detail, self._session.operator.name, self._session.clock.now())


def words_of(entry: Entry, recipient: str, contact: str) -> Particulars:
    """What the entry gives the notice, and who answers questions."""
    account = entry.account
    return Particulars(
        recipient, contact, cause=account.cause, harm=account.harm, measures=account.measures, advice=account.advice
    )


def _found(uow: UnitOfWork, number: str) -> Entry:
    entry = uow.incidents.find(number)
    if entry is None:
        raise UserError("incident-not-found", number=number)
    return entry


def _require_nobody(*said: str) -> None:
    """Refuse a text that tells of one person; a name alone passes, since the offices that are told have names."""
    if any(map(tells_of_somebody, said)):
        raise UserError("incident-names-somebody")
