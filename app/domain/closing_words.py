"""The names of what the closing plan says: phases, who is responsible, states, legal forms, periods."""

from collections.abc import Callable

from app.domain.closing_plan import TaskState
from app.domain.closing_tasks import ClosingTask, Phase, Responsible
from app.domain.firm import Entity
from app.domain.marks import N_

PHASES = {
    Phase.DECIDE: N_("Resolutions"),
    Phase.PUBLISH: N_("Publications"),
    Phase.CUSTOMERS: N_("Customers"),
    Phase.STAFF: N_("Staff"),
    Phase.TAX: N_("Taxes"),
    Phase.RECORDS: N_("Records and data"),
    Phase.SETTLE: N_("Liquidation"),
    Phase.REGISTRY: N_("Registry and seals"),
}
RESPONSIBLE = {
    Responsible.MEMBERS: N_("Members"),
    Responsible.OBLIGORS: N_("Directors"),
    Responsible.LIQUIDATORS: N_("Liquidation group"),
    Responsible.ACCOUNTANT: N_("Accountant"),
    Responsible.HANDLER: N_("Handler"),
}
TASK_STATES = {
    TaskState.DONE: N_("done"),
    TaskState.LATE: N_("overdue"),
    TaskState.NOW: N_("to be done"),
    TaskState.WAITING: N_("under way"),
    TaskState.LATER: N_("later"),
}
ENTITIES = {
    Entity.COMPANY: N_("Limited company or company limited by shares"),
    Entity.PARTNERSHIP: N_("Partnership"),
    Entity.SOLE_PROPRIETORSHIP: N_("Sole proprietorship"),
    Entity.OTHER: N_("Other legal form"),
}


def period(task: ClosingTask, translate: Callable[[str], str]) -> str:
    """The days that a task has or takes, in words; "" where the law counts none."""
    if task.lasts:
        text = N_("takes {n} working days") if task.working else N_("takes {n} days")
    elif task.within:
        text = N_("within {n} working days") if task.working else N_("within {n} days")
    else:
        return ""
    return translate(text).format(n=task.lasts or task.within)
