"""What the vault knows of gates: notices published and delivered, assessments made, consents given."""

from datetime import date

from app.domain.assessments import Subject
from app.domain.gates import GateFacts
from app.domain.notices import given_on
from app.domain.words import NoticeKind
from app.storage.notices import StoredNotice
from app.storage.unit_of_work import UnitOfWork


def gate_facts(uow: UnitOfWork, cooling_off: int, *, promised: bool) -> GateFacts:
    """The facts as they stand; `promised`: the firm tells its customers before it destroys.

    Of several notices of a successor the last one that was published counts.
    """
    notices = uow.notices.all()
    successions = [one for one in notices if one.kind is NoticeKind.SUCCESSION]
    return GateFacts(
        cooling_off_days=cooling_off,
        notice_before_destruction=promised,
        succession_published_on=next((one.published_on for one in reversed(successions) if one.published_on), None),
        destruction_notified_on=_notified(uow, notices),
        is_succession_planned=bool(successions),
        assessed_on=uow.assessments.last_of(Subject.PROVISION),
        consents=len(uow.replies.consenting()),
        sensitive=uow.facts.has_sensitive(),
        sensitive_assessed_on=uow.assessments.last_of(Subject.SENSITIVE),
    )


def _notified(uow: UnitOfWork, notices: tuple[StoredNotice, ...]) -> date | None:
    """The day on which the last notice before a destruction counts as given."""
    last = next((one for one in reversed(notices) if one.kind is NoticeKind.DESTRUCTION), None)
    if last is None:
        return None
    letters = uow.notices.counts(last.id).letters
    return given_on(last.published_on, letters, uow.notices.delivery_days(last.id))
