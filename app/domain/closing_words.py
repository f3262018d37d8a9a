"""The names of what the closing plan says: phases, who is responsible, states, legal forms, periods."""

from collections.abc import Callable

from app.domain.closing_plan import TaskState
from app.domain.closing_tasks import ClosingTask, Phase, Responsible
from app.domain.firm import Entity
from app.domain.marks import N_, NN_, worded

SMALL_HANDLERS = N_(
    "People whose data the vault holds: {people}. Below 100,000 the firm is a small handler (Order 25, article 2): a "
    "poster, a text message or a notice in the app is enough to name a successor (article 9), the assessment and the "
    "self-audit have short forms (articles 13 and 14), and help can be asked for where deleting is beyond it (article "
    "12). The 30 working days, separate consent and the periods of other laws stay as they are."
)
LARGE_HANDLERS = N_(
    "People whose data the vault holds: {people}. From 100,000 on the relaxations of Order 25 do not apply; from "
    "1,000,000 on a person in charge of personal information protection is to be named."
)
"""What a small handler need not do, and what it has to do all the same."""

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


# By whether working days are counted.
_TAKES = {
    False: NN_("takes {n} day", "takes {n} days", "n"),
    True: NN_("takes {n} working day", "takes {n} working days", "n"),
}
_WITHIN = {
    False: NN_("within {n} day", "within {n} days", "n"),
    True: NN_("within {n} working day", "within {n} working days", "n"),
}


def period(task: ClosingTask, translate: Callable[[str], str]) -> str:
    """The days that a task has or takes, in words; "" where the law counts none."""
    days = task.lasts or task.within
    if not days:
        return ""
    words = _TAKES if task.lasts else _WITHIN
    return worded(words[task.working], {"n": days}, translate)
