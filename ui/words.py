"""The window's words for what services say in codes."""

from app.domain.closing_plan import TaskState
from app.domain.words import Disposition, Field
from app.i18n import N_
from ui.widgets.texts import PillTone

TASK_PILLS: dict[TaskState, PillTone] = {
    TaskState.DONE: "done",
    TaskState.LATE: "danger",
    TaskState.NOW: "primary",
    TaskState.WAITING: "wait",
    TaskState.LATER: "neutral",
}

CHECKS: dict[str, str] = {
    "pages": N_("Database pages"),
    "structure": N_("Database structure"),
    "foreign-keys": N_("References between records"),
    "values": N_("Values in the database"),
    "audit-chain": N_("Audit log"),
    "audit-checkpoints": N_("Checkpoints of the audit log"),
    "signatures": N_("Signatures on orders"),
    "attachments": N_("Attachments"),
    "header": N_("Vault header"),
    "operators": N_("Operators' key slots"),
}
FIELDS: dict[Field, str] = {
    Field.NAME: N_("Customer's name"),
    Field.ORG: N_("Customer's organisation"),
    Field.ID_NUMBER: N_("Identity document number"),
    Field.PHONE: N_("Phone"),
    Field.EMAIL: N_("E-mail"),
    Field.ADDRESS: N_("Customer's address"),
    Field.CODE: N_("Customer number"),
    Field.DATE: N_("Date of the business"),
    Field.END_DATE: N_("End date"),
    Field.AMOUNT: N_("Amount of money"),
    Field.SUBJECT: N_("Subject"),
    Field.NOTE: N_("Note"),
}
HISTORY: dict[str, str] = {
    "imported": N_("Imported"),
    "classified": N_("Classified"),
    "held": N_("Put under a freeze"),
    "released": N_("Freeze lifted"),
    "listed": N_("Listed in a destruction order"),
    "copied": N_("Copied into a file outside"),
    "looked-up": N_("Looked up"),
    "corrected": N_("Corrected"),
    "decided": N_("Decided otherwise by hand"),
    "destroyed": N_("Destroyed"),
}
WHY: dict[Disposition, str] = {
    Disposition.KEEP: N_("Why it is kept"),
    Disposition.ARCHIVE: N_("Why it is to be archived"),
    Disposition.RESTRICT: N_("Why it may only be stored"),
    Disposition.TRANSFER: N_("Why it is to be handed over"),
    Disposition.DESTROY: N_("Why it may be destroyed"),
}
GATES: dict[str, str] = {
    "service-ended": N_("End of the service"),
    "notice-before-destruction": N_("Notice before destruction"),
    "cooling-off": N_("Waiting time after approval"),
    "succession-notice": N_("Notice of the successor"),
    "impact-assessment": N_("Impact assessment"),
    "sensitive-assessment": N_("Impact assessment: sensitive information"),
    "separate-consent": N_("Separate consent"),
}
# Where what a gate waits for is done.
GATE_PLACES: dict[str, str] = {
    "service-ended": "settings",
    "notice-before-destruction": "notices",
    "cooling-off": "destroy",
    "succession-notice": "notices",
    "impact-assessment": "protection",
    "sensitive-assessment": "protection",
    "separate-consent": "notices",
}
