"""The closing plan for a report, and as a calendar file: an event for each task that is not done."""

from app.domain.citations import cite
from app.domain.closing_evidence import ClosingPlanEvidence
from app.domain.closing_plan import PlannedTask, TaskState
from app.domain.closing_words import RESPONSIBLE, period
from app.domain.documents import Rendered
from app.formats.calendar_files import CalendarEvent, calendar_file
from app.i18n import Catalogue, catalogue
from app.services.calendar import PublishedCalendar
from app.services.closing_plan import plan_of
from app.services.report_figures import Collector


def closing_plan_evidence(collector: Collector) -> ClosingPlanEvidence:
    """The plan of this moment."""
    plan = plan_of(collector.uow, collector.session, PublishedCalendar())
    return ClosingPlanEvidence(collector.head(), plan)


def plan_calendar(evidence: ClosingPlanEvidence, language: str) -> Rendered:
    """The file with its number of events."""
    words, head = catalogue(language), evidence.head
    events = [_event(one, head.vault_id, words) for one in evidence.plan.tasks if one.state is not TaskState.DONE]
    title = words.gettext("Closing plan")
    name = f"{head.firm.name} {title}"
    content = calendar_file(name, events, head.issued_at, f"Qingdang {head.program_version}")
    return Rendered(content, rows=len(events))


def _event(one: PlannedTask, vault_id: str, words: Catalogue) -> CalendarEvent:
    tr, task = words.gettext, one.task
    lines = [
        tr(task.todo),
        tr("Responsible: {who}").format(who=tr(RESPONSIBLE[task.responsible])),
        *filter(None, [period(task, tr)]),
        cite(task.basis, tr),
        tr("Proof: {what}").format(what=tr(task.proof)),
    ]
    if one.provisional:
        lines.append(tr("Provisional: the holidays of a year on the way are not published yet."))
    first = one.begins if task.lasts else one.due
    return CalendarEvent(f"{task.id}.{vault_id}@qingdang", first, one.due, tr(task.title), "\n".join(lines))
