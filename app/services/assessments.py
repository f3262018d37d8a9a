"""Impact assessments and self-audits: filled in, kept as long as the law asks, and what is due for deletion."""

from collections.abc import Mapping
from datetime import date

from app.domain.assessments import Answer, Assessment, Form, Subject, checked_answers, keep_until
from app.domain.notices import checked_text
from app.domain.permissions import Action
from app.domain.register_numbers import next_number
from app.errors import UserError
from app.services.kept_forms import require_over
from app.services.session import Session


class AssessmentService:
    """The forms that were filled in; one is never changed, a newer one is made, and one goes only after its period."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(
        self,
        form: Form,
        subject: Subject | None,
        answers: Mapping[str, Answer],
        conclusion: str,
        on: date | None = None,
    ) -> Assessment:
        """Keep a filled form; every question is answered, and a "no" says what is done about it.

        Raises UserError ("assessment-incomplete", "assessment-needs-words", "notice-text-…", "notice-day-ahead").
        """
        session = self._session
        session.require(Action.NOTICE)
        day = on or session.clock.today()
        if day > session.clock.today():
            raise UserError("notice-day-ahead", on=day.isoformat())
        found = checked_answers(form, answers)
        said = checked_text("--conclusion", conclusion, needed=True)
        with session.write() as uow:
            given = (event.subject for event in uow.audit.find("assessment.add"))
            made = Assessment(
                number=next_number("PG", session.clock.today().year, given),
                form=form,
                subject=subject if form is Form.IMPACT else None,
                answers=found,
                conclusion=said,
                completed_on=day,
                keep_until=keep_until(form, day),
                made_at=session.clock.now(),
                made_by=session.operator.name,
            )
            uow.assessments.add(made)
            detail = {"form": form, "on": day.isoformat(), "keep_until": made.keep_until.isoformat()}
            uow.audit.append("assessment.add", made.number, detail, session.operator.name, made.made_at)
            uow.commit()
        return made

    def delete(self, number: str) -> None:
        """Take a form out for good once its period is over; the audit log keeps that it was there.

        Raises UserError("assessment-not-found"), Refused ("still-kept", "role-forbids").
        """
        session = self._session
        session.require(Action.NOTICE)
        with session.write() as uow:
            found = next((one for one in uow.assessments.all() if one.number == number), None)
            if found is None:
                raise UserError("assessment-not-found", number=number)
            require_over(number, found.keep_until, session.clock.today())
            uow.assessments.delete(number)
            detail = {"form": found.form, "keep_until": found.keep_until.isoformat()}
            uow.audit.append("assessment.delete", number, detail, session.operator.name, session.clock.now())
            uow.commit()

    def all(self) -> tuple[Assessment, ...]:
        """All that are kept, oldest first."""
        self._session.require(Action.READ)
        with self._session.read() as uow:
            return uow.assessments.all()
